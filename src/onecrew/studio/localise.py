"""The verb localise: films that exist become a show, and the show is made. In: films, languages. Out: a show folder, releases.

Never: overwriting what a person wrote. Spotting fills the show folder, as a person would; from there on an episode that was found
is made like one that was written. A film that cannot be taken in never stops the others.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from onecrew.media.source_subtitles import side_files, side_subtitles
from onecrew.providers.transcription import Word
from onecrew.store.blobs import hash_file, unwritable
from onecrew.store.lock import hold_lock
from onecrew.store.store import Outputs, Store
from onecrew.story.folder import SPOTTED, ShowFolder, open_show, read_text
from onecrew.story.lines_po import write_po
from onecrew.story.show import EMBEDDED, Character, Format
from onecrew.story.show_file import read_show
from onecrew.story.spotted import FILM, UNKNOWN, Film, Kept, ScreenText, Spotted, SpottedLine, read_spotted, write_spotted
from onecrew.studio.begin import add_cast, begin_found_show
from onecrew.studio.check import voice_problems
from onecrew.studio.draft import unread
from onecrew.studio.filmed import FilmSteps, film_steps
from onecrew.studio.given_lines import Lines, take_lines
from onecrew.studio.graph import Graph, Step, part
from onecrew.studio.make import STORE, Made, make
from onecrew.studio.order import Desk, Terms, terms_of
from onecrew.studio.production import open_production
from onecrew.studio.purchases import order_of
from onecrew.studio.run import Progress, Run, run_graph
from onecrew.studio.show_languages import add_languages, check_languages
from onecrew.studio.spotting.cast import Sounding, cast_of
from onecrew.studio.spotting.foreign import drafted, drafting_steps, heard, hearing_steps, waiting
from onecrew.studio.spotting.fuse import Fused, fuse
from onecrew.studio.spotting.given import NOWHERE, as_written, po_text, speaks, translations
from onecrew.studio.spotting.sounds import sung_or_laughed
from onecrew.studio.spotting.tongues import REGIONS, Heard, doubtful, foreign, main_language, mended, stretches, with_foreign
from onecrew.timeline.cue_reading import Cue
from onecrew.units import Digest, Language, OnecrewError, Problem, TimeRange
from onecrew.units.revive import revive

_SURE_OF_WORDS = 70
"""Words that are read nowhere and heard with less confidence, of 100, may be laughing, crying or singing."""
SUFFIXES = (".mp4", ".m4v", ".mov", ".mkv", ".webm", ".ts", ".mts", ".avi")
"""Files of a folder that are taken for films."""
_DELIVERED = ".delivered"
"""Beside a film of which nothing is spotted yet: the name it came under, by which a better one is known."""
_OURS = ("episodes", "media", ".onecrew", ".gitignore", "cast.toml", "terms.toml")
"""What a show that was begun and broken off consists of, until show.toml makes it one."""


@dataclass(slots=True)
class Localised:
    """What became of the films: ``spotted`` by episode (the film's name), ``failed`` the films that could not be taken in and why,
    ``made`` as ``make`` says, ``written`` files of the show that were laid out."""

    folder: Path
    spotted: dict[str, str] = field(default_factory=dict)
    failed: dict[str, OnecrewError] = field(default_factory=dict)
    made: list[Made] = field(default_factory=list)
    written: list[Path] = field(default_factory=list)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """What is odd about a film and what was done about it, by its name."""
    unread: tuple[Problem, ...] = ()
    """One warning for each language whose texts nobody has read."""


@dataclass(frozen=True, slots=True)
class _Episode:
    """A film in its place in the show."""

    id: str
    name: str
    path: Path
    digest: Digest
    film: Path
    """Where it was found; subtitle files may lie beside it."""


def films_of(path: Path) -> tuple[Path, ...]:
    """The film of a path, or the films of a folder, in the order a person counts them.

    Raises:
        OnecrewError: there is nothing there.
    """
    if not path.is_dir():
        return (path,)
    found = sorted((one for one in path.iterdir() if one.suffix.lower() in SUFFIXES and one.is_file()), key=_counted)
    if not found:
        raise OnecrewError(f"{path} holds no films; they end in {', '.join(SUFFIXES)}")
    return tuple(found)


def localise(
    films: Sequence[Path],
    folder: Path,
    source: Language | None,
    languages: Sequence[Language],
    progress: Callable[[str], Progress] | None = None,
    workers: int | None = None,
    lines: Sequence[Lines] = (),
) -> Localised:
    """Make a show of the films in ``folder`` (or go on with it), and releases in ``languages``.

    ``source``: the language spoken; None: it is heard. ``lines``: files with the lines of the only film.

    Raises:
        OnecrewError: the folder holds something else than a show, or no film could be taken in.
        StoreError: the folder cannot be written, or another process makes this show.
    """
    check_languages(languages)
    if lines and len(films) > 1:
        raise OnecrewError(
            f"--lines is for one film, and there are {len(films)}; put the files beside the films, named {films[0].stem}.LANG.po"
        )
    show = _opened(folder)
    result = Localised(folder)
    episodes = _placed(films, folder, result)
    todo = [one for one in episodes if not (one.path.parent / SPOTTED).is_file()]
    if episodes and (todo or show is None):
        store = Store(folder / STORE)
        try:
            with hold_lock(store.folder):
                if todo:
                    _spot(todo, show, source, languages, store, progress, workers, result)
                if show is None:
                    result.written += _begun(episodes, folder, languages)
        finally:
            store.close()
    ready = [one.id for one in episodes if (one.path.parent / SPOTTED).is_file()]
    result.spotted = {one.id: one.name for one in episodes if one.id in ready}
    if not ready:
        return result
    if added := add_languages(folder, languages):
        result.written.append(added)
    _take_lines(episodes, ready, folder, languages, lines, result)
    _draft_foreign(open_show(folder), ready, languages, progress, workers, result)
    result.made = make(open_show(folder), ready, languages, progress, workers)
    made_show = open_show(folder)
    for made in result.made:
        asked = [one for one in made_show.show.languages if one in languages]
        made.problems += tuple(voice_problems(open_production(made_show, made.episode), asked))
    result.unread = unread([open_production(made_show, one) for one in ready], languages)
    return result


def _take_lines(
    episodes: Sequence[_Episode],
    ready: Sequence[str],
    folder: Path,
    languages: Sequence[Language],
    lines: Sequence[Lines],
    result: Localised,
) -> None:
    """What a person has of the episodes' lines, from files beside the films and from those that are named."""
    show = open_show(folder)
    store = Store(folder / STORE)
    try:
        with hold_lock(store.folder):
            for one in episodes:
                if one.id in ready:
                    written, notes = take_lines(open_production(show, one.id), one.film, languages, lines)
                    result.written += [file for file in written if file not in result.written]
                    result.notes[one.name] = (*result.notes.get(one.name, ()), *notes)
    finally:
        store.close()


def _opened(folder: Path) -> ShowFolder | None:
    file = folder / "show.toml"
    if file.is_file() and file.stat().st_size:
        return open_show(folder)
    there = folder.iterdir() if folder.is_dir() else ()
    strangers = [one.name for one in there if one.name not in _OURS and one != file and not _half(one)]
    if strangers:
        raise OnecrewError(
            f"{folder} is no show and not empty (it holds {strangers[0]}); choose another folder with --show, or empty this one"
        )
    if file.is_file():
        # A disk that was full leaves the name without a text.
        file.unlink()
    return None


def _half(file: Path) -> bool:
    """Whether a file was being written, beside its place, when the process ended."""
    return file.name.startswith(".") and file.name.endswith(".new")


def _draft_foreign(
    show: ShowFolder,
    episodes: Sequence[str],
    languages: Sequence[Language],
    progress: Callable[[str], Progress] | None,
    workers: int | None,
    result: Localised,
) -> None:
    """Lay out the translations of episodes in which lines are said in another language, with what can be drafted of those lines."""
    waits = [production for id in episodes if (production := open_production(show, id)).foreign]
    wanted = [one for one in languages if one in show.show.languages and one != show.show.source]
    if not any(waiting(production, language) for production in waits for language in wanted):
        return
    store = Store(show.path / STORE)
    try:
        with hold_lock(store.folder):
            for production in waits:
                steps = drafting_steps(production, wanted)
                run = run_graph(Graph(tuple(steps)), store, progress("drafts") if progress else None, workers, _desk(store, show))
                for language in wanted:
                    file = show.path / production.po_file(language)
                    old = read_text(show.path, production.po_file(language), [])
                    drafts = drafted(production, language, run.made, store)
                    new = write_po(old, language, show.show.title_in(language), production.sayables, drafts)
                    if new != old:
                        _put(file, new)
                        result.written.append(file)
    finally:
        store.close()


# -- films into their places ----------------------------------------------------------------------------------------------------


def _placed(films: Sequence[Path], folder: Path, result: Localised) -> list[_Episode]:
    """Every film as ``episodes/NN/source.mp4``; a film that is there already keeps its number."""
    home = folder / "episodes"
    there = {}
    if home.is_dir():
        there = {hash_file(one / FILM): one.name for one in sorted(home.iterdir()) if (one / FILM).is_file()}
    width = max(2, len(str(len(films))))
    digests: dict[Path, Digest] = {}
    for film in films:
        try:
            digests[film] = hash_file(film)
        except OSError as error:
            result.failed[film.name] = OnecrewError(f"{film} cannot be read ({error.strerror}); check its name and permissions")
    # Films that could not be taken in and are not delivered again as they are make way for better ones.
    refused = {id: digest for digest, id in there.items() if digest not in digests.values() and _refused(home / id)}
    found: list[_Episode] = []
    for film, digest in digests.items():
        id = there.get(digest)
        if id is None:
            again = next((one for one in refused if _delivered_again(film, home / one)), None)
            if again is not None:
                del there[refused.pop(again)]
                (home / again / FILM).unlink(missing_ok=True)
            id = again or _number(film, len(films), {*there.values()}, home, width)
            there[digest] = id
            _link(film, home / id / FILM)
        found.append(_Episode(id, film.name, home / id / FILM, digest, film))
    return found


def _number(film: Path, count: int, taken: set[str], home: Path, width: int) -> str:
    """The episode's number: the last one in the film's name, if there are several films and it is free; else the next free one."""
    said: list[str] = re.findall(r"\d+", film.stem)
    if count > 1 and said and len(said[-1]) <= 4:
        id = said[-1].lstrip("0").zfill(width)
        if id not in taken and _vacant(home / id):
            return id
    number = 1
    while (id := str(number).zfill(width)) in taken or not _vacant(home / id):
        number += 1
    return id


def _vacant(place: Path) -> bool:
    """Whether a film may be put there: nothing is, or only what was left when a process ended as it put one there."""
    return not place.exists() or (place.is_dir() and all(_half(one) or one.name == _DELIVERED for one in place.iterdir()))


def _refused(place: Path) -> bool:
    """Whether an episode is nothing but a film of which nothing was spotted."""
    return all(_half(one) or one.name in (FILM, _DELIVERED) for one in place.iterdir())


def _delivered_again(film: Path, place: Path) -> bool:
    """Whether a film is another attempt at the refused one of this episode: by its name, or by the number in it."""
    try:
        named = (place / _DELIVERED).read_text(encoding="utf-8") == film.name
    except (OSError, ValueError):
        named = False
    said: list[str] = re.findall(r"\d+", film.stem)
    return named or (bool(said) and place.name.isdigit() and int(said[-1]) == int(place.name))


def _link(film: Path, place: Path) -> None:
    """The film in its place: linked where the file system can (nothing is ever written to it), else copied."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        place.with_name(_DELIVERED).write_text(film.name, encoding="utf-8")
        try:
            os.link(film.resolve(), place)
        except OSError:
            beside = place.with_name(f".{place.name}.new")
            shutil.copyfile(film, beside)
            beside.replace(place)
    except OSError as error:
        raise unwritable(place, error) from error


def _counted(path: Path) -> tuple[object, ...]:
    """2 before 10."""
    return tuple((0, int(one), "") if one.isdigit() else (1, 0, one) for one in re.split(r"(\d+)", path.name.lower()))


# -- spotting -------------------------------------------------------------------------------------------------------------------


def _spot(
    episodes: Sequence[_Episode],
    show: ShowFolder | None,
    source: Language | None,
    languages: Sequence[Language],
    store: Store,
    progress: Callable[[str], Progress] | None,
    workers: int | None,
    result: Localised,
) -> None:
    known = show.show.source if show is not None else source
    separation = order_of("separation", _provider(show, "separation"), 1)
    tracks = {"language": known.tag} if known is not None else {}
    films = {one.id: film_steps(one.id, one.path, one.digest, separation, tracks) for one in episodes}
    first = run_graph(
        Graph(tuple(step for one in episodes for step in _seen_and_heard(one, films[one.id], show, known))),
        store,
        progress("spotting") if progress else None,
        workers,
        _desk(store, show),
    )
    good = _good(episodes, first, result)
    if not good:
        return
    made = dict(first.made)
    spoken = known or _spoken(good, first, store)
    others = _others(good, spoken, show, made, store, progress, workers)
    main = main_language(_own(good, others, made, store), [one for found in others.values() for one in found], spoken)
    if known is None and main.base != spoken.base:
        # What is said first is not what is said most: the films are heard once more, as what they are.
        steps = (step for one in good for step in _seen_and_heard(one, films[one.id], show, main))
        told = progress("hearing") if progress else None
        made.update(run_graph(Graph(tuple(steps)), store, told, workers, _desk(store, show)).made)
        spoken = main
        others = _others(good, spoken, show, made, store, progress, workers)
    fused = {one.id: _fused(one, spoken, made, others[one.id], store) for one in good}
    second = run_graph(
        Graph(tuple(step for one in good for step in (*films[one.id].all(), _voices(one, fused[one.id], films[one.id], show)))),
        store,
        progress("voices") if progress else None,
        workers,
        _desk(store, show),
    )
    _write(good, fused, spoken, show, languages, {**made, **second.made}, store, result)


def _others(
    good: Sequence[_Episode],
    film: Language,
    show: ShowFolder | None,
    made: Mapping[str, Outputs],
    store: Store,
    progress: Callable[[str], Progress] | None,
    workers: int | None,
) -> dict[str, tuple[Heard, ...]]:
    """The stretches of every film that are in another language."""
    ear = _provider(show, "transcription")
    words = {one.id: _words(json.loads(store.blobs.read(made[f"film/{one.id}/hear"]["transcript"]))) for one in good}
    asked = {one.id: doubtful(_stretches(one, made, store), words[one.id]) for one in good}
    steps: list[Step] = []
    for one in good:
        steps += hearing_steps(one.id, asked[one.id], store.blobs.path(made[f"film/{one.id}/separate"]["speech"]), ear, store)
    told = progress("languages") if progress else None
    alone = run_graph(Graph(tuple(steps)), store, told, workers, _desk(store, show)).made if steps else {}
    return {one.id: foreign(heard(one.id, asked[one.id], alone, store), words[one.id], film) for one in good}


def _desk(store: Store, show: ShowFolder | None) -> Callable[[], Desk]:
    """Where a vendor is asked to listen or read. There is no budget yet: the show's own limit begins with what make orders."""
    terms = Terms() if show is None else replace(terms_of(show.show), limit=None)
    return lambda: Desk(store.folder, terms)


def _own(
    good: Sequence[_Episode], others: Mapping[str, Sequence[Heard]], made: Mapping[str, Outputs], store: Store
) -> list[TimeRange]:
    """The stretches of all films that are in the films' language."""
    strange = {id: {one.range for one in found} for id, found in others.items()}
    return [span for one in good for span in _stretches(one, made, store) if span not in strange[one.id]]


def _stretches(one: _Episode, made: Mapping[str, Outputs], store: Store) -> tuple[TimeRange, ...]:
    levels = json.loads(store.blobs.read(made[f"film/{one.id}/levels"]["levels"]))
    return stretches(_speech(one, made, store), levels)


def _speech(one: _Episode, made: Mapping[str, Outputs], store: Store) -> list[TimeRange]:
    spans = json.loads(store.blobs.read(made[f"film/{one.id}/separate"]["spans"]))
    return [TimeRange(Fraction(start), Fraction(end)) for start, end in spans]


def _provider(show: ShowFolder | None, capability: str) -> str:
    return show.show.provider(capability) if show is not None else EMBEDDED[capability]


def _seen_and_heard(one: _Episode, film: FilmSteps, show: ShowFolder | None, known: Language | None) -> tuple[Step, ...]:
    ocr, ear = _provider(show, "ocr"), _provider(show, "transcription")
    names = sorted(character.title for character in show.show.cast) if show is not None else []
    look = Step(
        id=f"film/{one.id}/look",
        kind="look",
        version=1,
        recipe={"provider": ocr},
        inputs={"intake": (film.intake.id, "intake")},
        files={"film": (str(one.path), one.digest)},
        parts={"film": part(one.digest)},
        purchase=order_of("ocr", ocr, 1),
        weight=30.0,
    )
    hear = Step(
        id=f"film/{one.id}/hear",
        kind="transcribe",
        version=2,
        recipe={"provider": ear, "language": known.tag if known else None, "hint": ", ".join(names)},
        inputs={"speech": (film.separate.id, "speech")},
        parts={"film": part(one.digest)},
        purchase=order_of("transcription", ear, 1),
        weight=30.0,
    )
    levels = Step(
        id=f"film/{one.id}/levels",
        kind="levels",
        version=1,
        recipe={},
        inputs={"speech": (film.separate.id, "speech")},
        parts={"film": part(one.digest)},
        weight=0.5,
    )
    return (*film.all(), look, hear, levels)


def _voices(one: _Episode, fused: Fused, film: FilmSteps, show: ShowFolder | None) -> Step:
    provider = _provider(show, "voiceprint")
    lines = [[line.id, str(line.range.start), str(line.range.end)] for line in fused.lines]
    # Laughter is heard as words now and then; nobody reads it in the picture, and the ear does not believe in it either.
    doubtful = [line.id for line in fused.lines if "not subtitled" in line.flags and line.sure < _SURE_OF_WORDS]
    return Step(
        id=f"film/{one.id}/voices",
        kind="voices",
        version=2,
        recipe={"provider": provider, "lines": lines, "doubtful": doubtful},
        inputs={
            "speech": (film.separate.id, "speech"),
            "sound": (film.sound.id, "sound"),
            "spans": (film.separate.id, "spans"),
        },
        parts={"lines": part((lines, doubtful))},
        purchase=order_of("voiceprint", provider, 1),
        weight=3.0,
    )


def _good(episodes: Sequence[_Episode], run: Run, result: Localised) -> list[_Episode]:
    """The episodes of which everything is known; of the others the first error."""
    good: list[_Episode] = []
    for one in episodes:
        errors = [error for step, error in run.failed.items() if step.startswith(f"film/{one.id}/")]
        if errors:
            result.failed[one.name] = errors[0]
        elif all(f"film/{one.id}/{step}" in run.made for step in ("look", "hear", "levels")):
            good.append(one)
    return good


def _spoken(good: Sequence[_Episode], run: Run, store: Store) -> Language:
    """The language most of the films speak."""
    tags = Counter(json.loads(store.blobs.read(run.made[f"film/{one.id}/hear"]["transcript"]))["language"] for one in good)
    tag = tags.most_common(1)[0][0]
    return Language(REGIONS.get(tag, tag if tag != "und" else "en"))


def _fused(one: _Episode, language: Language, made: Mapping[str, Outputs], others: Sequence[Heard], store: Store) -> Fused:
    words = mended(_words(json.loads(store.blobs.read(made[f"film/{one.id}/hear"]["transcript"]))), others)
    seen = json.loads(store.blobs.read(made[f"film/{one.id}/look"]["seen"]))
    texts = [revive(ScreenText, text) for text in seen["texts"]]
    soft = as_written(_given(one, language, made, store))
    levels = json.loads(store.blobs.read(made[f"film/{one.id}/levels"]["levels"]))
    fused = fuse(language, words, [*texts, *soft], _speech(one, made, store), levels)
    # Soft subtitles give their words and stand nowhere in the picture.
    lines = tuple(
        replace(line, texts=tuple(id for id in line.texts if not id.startswith("s"))) for line in with_foreign(fused.lines, others)
    )
    return Fused(lines, tuple(text for text in fused.texts if text.box is not NOWHERE))


def _given(one: _Episode, language: Language, made: Mapping[str, Outputs], store: Store) -> tuple[Cue, ...]:
    """The subtitles that come with a film in a language: a file beside it, else a track inside it; none if there is neither."""
    for file in side_files(one.film):
        if speaks(file.language, language):
            return side_subtitles(file.path)
    for track in json.loads(store.blobs.read(made[f"film/{one.id}/intake"]["subtitles"])):
        if speaks(track["language"], language):
            return tuple((revive(TimeRange, when), text) for when, text in track["cues"])
    return ()


def _words(transcript: dict[str, Any]) -> list[Word]:
    return [Word(text, Fraction(start), Fraction(end), sure) for text, start, end, sure in transcript["words"]]


# -- writing what was spotted ---------------------------------------------------------------------------------------------------


def _write(
    good: Sequence[_Episode],
    fused: Mapping[str, Fused],
    spoken: Language,
    show: ShowFolder | None,
    languages: Sequence[Language],
    made: Mapping[str, Outputs],
    store: Store,
    result: Localised,
) -> None:
    """Lay out the cast, and of every episode its given translations and spotted.toml.

    The cast comes first, so that episodes spotted later know its voices; spotted.toml comes last of an episode: until it is there,
    the episode can be done again.
    """
    sounded = {one.id: json.loads(store.blobs.read(made[f"film/{one.id}/voices"]["voices"])) for one in good}
    lines = {
        (one.id, line.id): _kept(line) for one in good for line in fused[one.id].lines if line.id not in sounded[one.id]["wordless"]
    }
    sounds: dict[tuple[str, str], Sounding] = {}
    cries: dict[str, list[SpottedLine]] = {}
    for one in good:
        voices = sounded[one.id]
        sounds.update({(one.id, line): Sounding(**sounding) for line, sounding in voices["lines"].items()})
        cries[one.id] = [_cry(number, *cry) for number, cry in enumerate(voices["outcries"], 1)]
    found = cast_of(lines, sounds, show.show.cast if show is not None else _cast_so_far(result.folder))
    result.written += add_cast(result.folder, found.characters, found.prints)
    for one in good:
        intake = json.loads(store.blobs.read(made[f"film/{one.id}/intake"]["intake"]))
        tracks = json.loads(store.blobs.read(made[f"film/{one.id}/sound"]["tracks"]))
        result.notes[one.name] = (*intake["notes"], *tracks["notes"])
        seen = intake["picture"]
        several = (tracks["sound"], tracks["bed"]) if tracks["count"] > 1 else (0, 0)
        film = Film(one.digest, Fraction(seen["rate"]), seen["frames"], seen["width"], seen["height"], *several)
        cuts = json.loads(store.blobs.read(made[f"film/{one.id}/look"]["seen"]))["cuts"]
        said = tuple(found.lines[one.id, line.id] for line in fused[one.id].lines if (one.id, line.id) in found.lines)
        voiced = tuple(sorted((*said, *cries[one.id]), key=lambda line: line.range.start))
        spotted = Spotted(film, spoken, tuple(Fraction(cut) / film.rate for cut in cuts), voiced, fused[one.id].texts)
        for language in languages:
            texts = translations(said, _given(one, language, made, store))
            po = one.path.parent / f"lines.{language}.po"
            if texts and not po.exists():
                _put(po, po_text(language, said, texts))
                result.written.append(po)
        file = one.path.parent / SPOTTED
        _put(file, write_spotted(spotted))
        file.with_name(_DELIVERED).unlink(missing_ok=True)
        result.written.append(file)


def _cast_so_far(folder: Path) -> tuple[Character, ...]:
    """The cast of a show that was begun and broken off before it had its show.toml."""
    return read_show("", read_text(folder, "cast.toml", []))[0].cast


def _begun(episodes: Sequence[_Episode], folder: Path, languages: Sequence[Language]) -> list[Path]:
    """The show around the films that are spotted, in the language and the format of the first; nothing without one.

    show.toml comes last of all: until then everything can be done again.
    """
    ready = [one.path.parent / SPOTTED for one in episodes if (one.path.parent / SPOTTED).is_file()]
    if not ready:
        return []
    first, _ = read_spotted(read_text(ready[0].parent, SPOTTED, []), SPOTTED)
    title = folder.resolve().name.replace("-", " ").replace("_", " ").title()
    form = Format(first.film.width, first.film.height, first.film.rate)
    return begin_found_show(folder, title, [first.language, *languages], form)


def _kept(line: SpottedLine) -> SpottedLine:
    """A line that is laughter or singing written down keeps its sound."""
    return replace(line, keep=sung_or_laughed(line.text))


def _cry(number: int, start: str, end: str, kind: str | None, sure: int) -> SpottedLine:
    """A voice without words, which stays in every language."""
    return SpottedLine(
        f"s{number}", TimeRange(Fraction(start), Fraction(end)), UNKNOWN, "", sure, keep=Kept(kind) if kind else Kept.SOUND
    )


def _put(file: Path, text: str) -> None:
    beside = file.with_name(f".{file.name}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        raise unwritable(file, error) from error
