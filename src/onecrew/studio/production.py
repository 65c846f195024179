"""Everything an episode is made of, read and understood. In: a show folder. Out: a Production and its Problems. Never: making."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from onecrew.story.board_file import read_board
from onecrew.story.choices_file import Choices
from onecrew.story.default_look import default_cast
from onecrew.story.directions import direction_problems
from onecrew.story.episode import Action, Episode, Line
from onecrew.story.fdx import read_fdx
from onecrew.story.folder import SPOTTED, ShowFolder
from onecrew.story.found_episode import found_episode
from onecrew.story.fountain import read_fountain
from onecrew.story.inserts import written_texts
from onecrew.story.lines_po import Sayable, read_po
from onecrew.story.planner import plan_shots
from onecrew.story.reading import read_episode
from onecrew.story.screenplay import Screenplay
from onecrew.story.shot import Shot
from onecrew.story.show import Character, Format, Show
from onecrew.story.spotted import UNKNOWN, Spotted, SpottedLine, TextKind, entry_speaker, read_spotted
from onecrew.story.toml_file import nearest
from onecrew.story.translation import State, Translation
from onecrew.studio.spotting.fuse import wording
from onecrew.timeline.narratives import Written
from onecrew.units import Language, Problem, ProblemsError, TimeRange, Where

TITLE = "title"
"""The text id of a card that shows the show's title, which show.toml gives in every language."""


_AROUND = 2
"""Lines before and after one that a translator is shown."""
_WHOLE = Fraction(19, 20)
"""The share of a film from which on a text stands in all of it."""


@dataclass(frozen=True, slots=True)
class FoundFilm:
    """An existing film and what was spotted in it. ``heard``: when each line is heard; ``kept``: when a sound stays, by line."""

    path: Path
    spotted: Spotted
    heard: Mapping[str, TimeRange]
    kept: Mapping[str, TimeRange]


@dataclass(frozen=True, slots=True)
class Production:
    """An episode ready to be planned.

    ``cast`` has everybody who speaks or is seen, listed or not, in the order of cast.toml, then by name. ``texts`` has what every
    sayable says in every language of the show.
    """

    folder: ShowFolder
    episode: Episode
    shots: tuple[Shot, ...]
    cast: tuple[Character, ...]
    sayables: tuple[Sayable, ...]
    texts: Mapping[Language, Mapping[str, Translation]]
    choices: Choices
    problems: tuple[Problem, ...]
    found: FoundFilm | None = None
    """The existing film this episode is; None when its pictures are made."""

    @property
    def format(self) -> Format:
        """The picture's size and rate: the show's, or those of the existing film."""
        if self.found is None:
            return self.folder.show.format
        film = self.found.spotted.film
        return Format(film.width, film.height, film.rate)

    @property
    def spoken(self) -> tuple[Line, ...]:
        """The lines that are spoken anew: all but those whose original sound stays."""
        kept = self.found.kept if self.found is not None else {}
        return tuple(line for line in self.episode.lines if line.id not in kept)

    @property
    def foreign(self) -> dict[str, Language]:
        """What the lines of an existing film are said in that do not speak its language, by their ids."""
        lines = self.found.spotted.lines if self.found is not None else ()
        return {line.id: line.language for line in lines if line.language is not None and line.text}

    def kept(self, language: Language) -> dict[str, TimeRange]:
        """When an original sound stays in a release, by line: in every language, or because it is said in this one."""
        if self.found is None:
            return {}
        said = {line: self.found.heard[line] for line, spoken in self.foreign.items() if spoken.base == language.base}
        return {**self.found.kept, **said}

    @property
    def languages(self) -> tuple[Language, ...]:
        """Every language of the show, the source first."""
        return self.folder.show.languages

    def character(self, name: str) -> Character:
        """A member of the cast by its name."""
        return next(one for one in self.cast if one.name == name)

    def narratives(self, language: Language) -> tuple[Written, ...]:
        """What is written in an existing film and captioned in a language, in order: texts it is translated for, and those that
        are erased from the picture. None where a text says the same in the language."""
        if self.found is None:
            return ()
        style, texts = self.folder.show.style, self.texts[language]
        foreign = language != self.folder.show.source
        return tuple(
            Written(one.id, one.range, texts[one.id].text)
            for one in self.found.spotted.texts
            if one.id in texts
            and one.kind is not TextKind.DIALOGUE
            and (one.kind in style.erase or (foreign and _plain(texts[one.id].text) != _plain(texts[one.id].source)))
        )

    def po_file(self, language: Language) -> str:
        """The path of a language's translations, relative to the show."""
        return f"episodes/{self.episode.id}/lines.{language}.po"


def read_screenplay(file: str, data: bytes) -> tuple[Screenplay, tuple[Problem, ...]]:
    """A screenplay by its file's kind: Final Draft FDX or Fountain."""
    if file.lower().endswith(".fdx"):
        return read_fdx(data, file)
    return read_fountain(data, file)


def open_production(folder: ShowFolder, episode_id: str) -> Production:
    """Read an episode with everything that belongs to it; Problems are collected, not raised.

    Raises:
        OnecrewError: there is no such episode.
    """
    show = folder.show
    problems = list(folder.problems)
    film = folder.film(episode_id)
    found = None
    unreadable: tuple[Problem, ...] = ()
    if film is not None:
        episode, shots, found = _found(folder, episode_id, film, problems)
    else:
        episode, shots, unreadable = _scripted(folder, episode_id, problems)
    sayables = _sayables(show, episode, shots, found)
    if found is not None:
        sayables = (*_marked(sayables, found.spotted), *_written(folder, episode, found.spotted, problems))
    texts: dict[Language, Mapping[str, Translation]] = {}
    for language in show.languages:
        if language == show.source:
            own = {one.id: Translation(one.id, language, one.text, one.text, State.SOURCE) for one in sayables}
            texts[language] = {**own, **_subtitled(language, found)}
            continue
        name = f"episodes/{episode_id}/lines.{language}.po"
        read, complaints = read_po(folder.text(name, problems), name, language, sayables)
        texts[language] = {**read, **_said_so(language, found)}
        problems.extend(complaints)
        problems.extend(_untranslated(name, language, found, sayables, texts[language]))
    choices = folder.choices(episode_id, problems)
    cast = _cast(folder, episode, shots)
    problems.extend(_cast_problems(folder, episode, cast))
    # What follows from a script that cannot be read (no lines, translations of nothing) would only hide that.
    return Production(folder, episode, shots, cast, sayables, texts, choices, unreadable or tuple(problems), found)


def _scripted(
    folder: ShowFolder, episode_id: str, problems: list[Problem]
) -> tuple[Episode, tuple[Shot, ...], tuple[Problem, ...]]:
    """An episode of a screenplay, its shots as planned or as a person directs them; and, if the script cannot be read, all that is
    wrong up to there."""
    show = folder.show
    file, data = folder.script(episode_id)
    screenplay, found = read_screenplay(file, data)
    problems.extend(found)
    unreadable = tuple(problems) if any(one.severity == "error" for one in found) else ()
    episode, found = read_episode(screenplay, show, episode_id, file)
    problems.extend(found)
    problems.extend(direction_problems(episode, show))
    board_name = f"episodes/{episode_id}/board.toml"
    board = folder.text(board_name, problems)
    if not board.strip():
        return episode, plan_shots(episode, show), unreadable
    shots, found = read_board(board, board_name, episode, show)
    problems.extend(found)
    return episode, shots, unreadable


def _found(folder: ShowFolder, episode_id: str, film: Path, problems: list[Problem]) -> tuple[Episode, tuple[Shot, ...], FoundFilm]:
    """An episode that exists already, as its spotted.toml says."""
    name = f"episodes/{episode_id}/{SPOTTED}"
    text = folder.text(name, problems)
    spotted, found = read_spotted(text, name)
    problems.extend(found)
    if not film.is_file():
        problems.append(Problem(Where(name), f"the film {film.name} is not there", f"put it back beside {SPOTTED}"))
    rows = _rows(text)
    made = found_episode(spotted, episode_id, folder.show.title, name, rows)
    problems.extend(
        Problem(
            Where(name, rows.get(line.id, 0)),
            f"who says line {line.id} is not known: {line.text!r}",
            'write a name of cast.toml in the place of "?"',
            "warning",
        )
        for line in made.episode.lines
        if line.speaker == UNKNOWN
    )
    problems.extend(_odd(spotted, folder.show, name, film, rows))
    return made.episode, made.shots, FoundFilm(film, spotted, made.heard, made.kept)


def _rows(text: str) -> dict[str, int]:
    """The rows of spotted.toml on which the ids of lines and texts stand."""
    return {one[1]: text.count("\n", 0, one.start()) + 1 for one in re.finditer(r'^id *= *"([^"]+)"', text, re.MULTILINE)}


def _odd(spotted: Spotted, show: Show, name: str, film: Path, rows: Mapping[str, int]) -> Iterator[Problem]:
    """What a film rarely is: without a line, or with one text over all of it."""
    if not spotted.lines:
        yield Problem(
            Where(name),
            f"nobody says a word in {film.name}, and no subtitles were read in it",
            "if that is wrong, name its language with --from, or write the lines into the file",
            "warning",
        )
    whole = spotted.film.frames / spotted.film.rate
    for text in spotted.texts:
        if text.kind not in (TextKind.WATERMARK, *show.style.erase) and text.range.length >= whole * _WHOLE:
            yield Problem(
                Where(name, rows.get(text.id, 0)),
                f"{text.text.splitlines()[0]!r} stands in the picture from beginning to end and is left there as a "
                f"{text.kind.value}",
                'write kind = "dialogue" if it is to be erased; nothing is ever seen behind it, so the place is filled by guess',
                "note",
            )


def stop_on_errors(problems: tuple[Problem, ...]) -> None:
    """Raise all problems when one of them is an error."""
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsError(problems)


def _sayables(show: Show, episode: Episode, shots: tuple[Shot, ...], film: FoundFilm | None) -> tuple[Sayable, ...]:
    """What needs words in every language. A line of an existing film has the seconds it is heard for; how long one of a script
    takes is known when it is spoken."""
    lines = episode.lines
    told = [_told(line.speaker, line.text) for line in lines]
    heard = film.heard if film is not None else {}
    found = [
        Sayable(
            line.id,
            line.speaker,
            line.text,
            line.where,
            tuple(told[max(0, number - _AROUND) : number]),
            tuple(told[number + 1 : number + 1 + _AROUND]),
            heard[line.id].length if line.id in heard else None,
        )
        for number, line in enumerate(lines)
    ]
    written = {one.id: one for one in written_texts(episode, show)}
    scenes = {scene.id: scene for scene in episode.scenes}
    for shot in shots:
        insert = shot.insert
        if insert is None or not insert.text or insert.text_id in ("", TITLE) or any(one.id == insert.text_id for one in found):
            continue
        known = written.get(insert.text_id)
        kind, where = (known.kind, known.where) if known else (insert.kind, scenes[shot.scene].where)
        found.append(Sayable(insert.text_id, kind, insert.text, where))
    return tuple(found)


def _told(speaker: str, text: str) -> str:
    """A line as it is told to somebody who translates what is beside it."""
    return text if speaker == UNKNOWN else f"{speaker}: {text}"


def _foreign(found: FoundFilm | None) -> list[tuple[SpottedLine, Language]]:
    """The lines that are said in another language than the film's."""
    lines = found.spotted.lines if found is not None else ()
    return [(line, line.language) for line in lines if line.language is not None and line.text]


def _marked(sayables: tuple[Sayable, ...], spotted: Spotted) -> tuple[Sayable, ...]:
    """Lines in another language are entries of their own: what was drafted as if they were in the film's is no draft of them."""
    speakers = {line.id: entry_speaker(line) for line in spotted.lines}
    return tuple(replace(one, speaker=speakers[one.id]) if one.id in speakers else one for one in sayables)


def _subtitled(language: Language, found: FoundFilm | None) -> dict[str, Translation]:
    """What the film's own subtitles say of lines in another language."""
    return {line.id: Translation(line.id, language, line.text, line.read, State.SOURCE) for line, _ in _foreign(found) if line.read}


def _said_so(language: Language, found: FoundFilm | None) -> dict[str, Translation]:
    """Lines that are said in a language of release need no translation into it."""
    return {
        line.id: Translation(line.id, language, line.text, line.text, State.SOURCE)
        for line, spoken in _foreign(found)
        if spoken.base == language.base
    }


def _untranslated(
    file: str, language: Language, found: FoundFilm | None, sayables: Sequence[Sayable], texts: Mapping[str, Translation]
) -> Iterator[Problem]:
    """Lines in another language must not be translated as if they were in the film's: they wait for somebody who knows both."""
    contexts = {one.id: one.context for one in sayables}
    lacking: dict[Language, list[str]] = {}
    for line, spoken in _foreign(found):
        if texts[line.id].state is State.MISSING:
            lacking.setdefault(spoken, []).append(line.id)
    for spoken, lines in lacking.items():
        which = f"line {lines[0]} is" if len(lines) == 1 else f"lines {', '.join(lines)} are"
        yield Problem(
            Where(file),
            f"{which} said in {spoken.name} and not translated into {language.name}",
            f"run onecrew localise again to have what can be drafted from {spoken.name}, or write it into the file "
            f'(msgctxt {contexts[lines[0]]!r}); if it is wrong, take language = "{spoken}" out of {SPOTTED}',
        )


def _written(folder: ShowFolder, episode: Episode, spotted: Spotted, problems: list[Problem]) -> tuple[Sayable, ...]:
    """The texts in the picture of an existing film that need words in every language."""
    style = folder.show.style
    name = f"episodes/{episode.id}/{SPOTTED}"
    lines = sorted((one for one in spotted.lines if one.text), key=lambda one: one.range.start)
    ids = {one.id for one in lines}
    rows = _rows(folder.text(name, []))
    found: list[Sayable] = []
    for text in spotted.texts:
        if text.kind not in (*style.forced_narratives, *style.erase) or text.kind is TextKind.DIALOGUE:
            continue
        said = wording(text.text, spotted.language)
        if not said:
            continue
        where = Where(name, rows.get(text.id, 0))
        if text.id in ids:
            what = f"a line and a text in the picture both have the id {text.id!r}"
            problems.append(Problem(where, what, "give one of them an id of its own, such as t1"))
            continue
        before = tuple(_told(one.speaker, one.text) for one in lines if one.range.start <= text.range.start)
        after = tuple(_told(one.speaker, one.text) for one in lines if one.range.start > text.range.start)
        around = before[-_AROUND:], after[:_AROUND]
        found.append(Sayable(text.id, text.kind.value, said, where, *around, seconds=text.range.length))
    return tuple(found)


def _plain(text: str) -> str:
    """Letters and digits alone, lower case."""
    return "".join(one for one in text.casefold() if one.isalnum())


def _cast(folder: ShowFolder, episode: Episode, shots: tuple[Shot, ...]) -> tuple[Character, ...]:
    show = folder.show
    names = {line.speaker for line in episode.lines}
    for shot in shots:
        names.update(subject.who for subject in shot.subjects)
    others = sorted((one for one in default_cast(episode, show) if one.name in names), key=lambda one: one.name)
    return (*show.cast, *others)


def _cast_problems(folder: ShowFolder, episode: Episode, cast: tuple[Character, ...]) -> list[Problem]:
    show = folder.show
    problems: list[Problem] = []
    speakers: dict[str, Line] = {}
    for line in episode.lines:
        speakers.setdefault(line.speaker, line)
    named: dict[str, Where] = {}
    for action in (beat for scene in episode.scenes for beat in scene.beats if isinstance(beat, Action)):
        for who in action.people:
            named.setdefault(who, action.where)
    known = [one.name for one in show.cast]
    for character in cast:
        # A voice nobody knows is asked about already, line by line.
        if character.listed or character.name == UNKNOWN:
            continue
        near = nearest(character.name, known) if known else ""
        hint = f"; {near}" if near.startswith("did you mean") else ""
        drawn = f"({character.age}, {character.gender}){hint}"
        if character.name in speakers:
            what = f"{character.name} is not in cast.toml and is given a look and a voice {drawn}"
            do = f"add [{character.name}] to cast.toml to choose them"
            problems.append(Problem(speakers[character.name].where, what, do, "warning"))
        elif character.name in named:
            what = f"{character.name} is not in cast.toml, is taken for a person and is given a look {drawn}"
            do = f"add [{character.name}] to cast.toml to choose it; if it is no person, write it in small letters"
            problems.append(Problem(named[character.name], what, do, "warning"))
    seen = set(speakers)
    for scene in episode.scenes:
        for beat in scene.beats:
            seen.update(getattr(beat, "people", ()))
    absent = [character.name for character in show.cast if character.name not in seen]
    if absent:
        *most, last = absent
        who = f"{', '.join(most)} and {last} neither speak nor appear" if most else f"{last} neither speaks nor appears"
        do = "nothing to do if other episodes need them; else take them out of cast.toml, or check the spelling of the cues"
        problems.append(Problem(Where("cast.toml"), f"{who} in episode {episode.id}", do, "note"))
    return problems
