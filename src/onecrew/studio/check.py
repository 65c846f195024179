"""The verb check: everything that needs a decision, all at once. In: a show folder. Out: Problems. Never: making."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from onecrew.animation.palette import palette_names
from onecrew.providers import registry
from onecrew.providers.catalogue import catalogue
from onecrew.store.blobs import hash_file
from onecrew.story.folder import SPOTTED, ShowFolder
from onecrew.story.show import Filming
from onecrew.story.toml_file import nearest
from onecrew.story.translation import State
from onecrew.story.unplayed import unplayed
from onecrew.studio.assemble import heard_together, how_to_fill
from onecrew.studio.casting import cast_voices, casting_problems
from onecrew.studio.choosing import allows
from onecrew.studio.draft import covered
from onecrew.studio.filming import DRAWN
from onecrew.studio.findings import MEASURES
from onecrew.studio.lips import lips_problem
from onecrew.studio.make import store_of
from onecrew.studio.obstacles import hindrance, near_name, obstacles, strange_names
from onecrew.studio.production import Production, open_production
from onecrew.studio.sheets import picture_problems
from onecrew.studio.soundtrack import music_problems
from onecrew.studio.takes import strange_takes, takes
from onecrew.units import Language, OnecrewError, Problem, Where


@dataclass(frozen=True, slots=True)
class Checked:
    """Problems of the show and its episodes, each once; and what each episode holds."""

    problems: tuple[Problem, ...]
    counts: dict[str, dict[str, int]]


def check(folder: ShowFolder, episodes: Sequence[str] = ()) -> Checked:
    """Check episodes (default: all).

    Raises:
        OnecrewError: the show has no such episode.
    """
    wanted = tuple(episodes) or folder.episodes()
    if not wanted:
        raise OnecrewError(f"{folder.path} has no episodes; write episodes/01/script.fountain, or run onecrew import SCREENPLAY")
    problems: list[Problem] = [*folder.problems, *picture_problems(folder), *music_problems(folder), *_models(folder)]
    counts: dict[str, dict[str, int]] = {}
    for episode in wanted:
        production = open_production(folder, episode)
        problems.extend(production.problems)
        if production.found is None:
            problems.extend(unplayed(production.episode, folder.show))
        problems.extend(_languages(production))
        problems.extend(_choices(production))
        problems.extend(_numbers(folder, production))
        problems.extend(voice_problems(production, production.languages))
        problems.extend(_overwritten(production))
        counts[episode] = {
            "scenes": len(production.episode.scenes),
            "shots": len(production.shots),
            "lines": len(production.episode.lines),
            "characters": len({line.speaker for line in production.episode.lines}),
        }
    return Checked(tuple(dict.fromkeys(problems)), counts)


def _models(folder: ShowFolder) -> list[Problem]:
    show = folder.show
    problems: list[Problem] = []
    if show.style.palette not in palette_names():
        problems.append(
            Problem(Where("show.toml"), f"style.palette is {show.style.palette!r}", nearest(show.style.palette, palette_names()))
        )
    today = date.today()
    problems += [*strange_names(show.filming), *_undrawn(show.filming, today)]
    asked = {voice.provider: "speech" for character in show.cast for _, voice in character.voices}
    for key, provider in show.models:
        if key == "lipsync":
            known = [one.name for one in catalogue().of("lipsync")]
            strange = Problem(Where("show.toml"), f"models.lipsync is {provider!r}", nearest(provider, known))
            found = strange if provider not in known else lips_problem(show)
            problems += [found] if found is not None else []
            continue
        capability = {"back_translation": "translation"}.get(key, key)
        if registry.known(capability, provider):
            asked[provider] = key
            continue
        problems.append(
            Problem(Where("show.toml"), f"models.{key} is {provider!r}", near_name(provider, _meant(capability, provider)))
        )
    for provider, key in asked.items():
        if registry.known({"back_translation": "translation"}.get(key, key), provider):
            for one in obstacles(key, provider, today):
                what = f"{provider} is to do {key.replace('_', ' ')}: {one.fact}"
                problems.append(Problem(Where("show.toml"), what, one.do, one.severity))
    cast = folder.text("cast.toml", [])
    for character in show.cast:
        for language, voice in character.voices:
            where = Where("cast.toml", _voice_row(cast, character.name, language.tag))
            if not registry.known("speech", voice.provider):
                what = f"the voice of {character.name} names the provider {voice.provider!r}"
                problems.append(Problem(where, what, nearest(voice.provider, registry.names("speech"))))
                continue
            made = registry.speech(voice.provider)
            voices = [one.name for one in made.voices(language.tag)]
            # A vendor has voices of its user besides those it is known for.
            if voice.name not in voices and made.offer().local:
                what = f"{voice.provider} has no {language.name} voice {voice.name!r} (for {character.name})"
                problems.append(Problem(where, what, nearest(voice.name, voices) if voices else "choose another"))
    return problems


def _voice_row(cast: str, name: str, tag: str) -> int:
    """The line of cast.toml on which the voice of a character in a language stands; of the character, if it stands elsewhere."""
    rows = cast.splitlines()
    header = re.compile(rf"\s*\[\s*[\"']?{re.escape(name)}[\"']?\s*(?P<voices>\.\s*voices\s*)?\]", re.IGNORECASE)
    found, inside = 0, False
    for number, row in enumerate(rows, 1):
        if table := header.match(row):
            found, inside = number, table["voices"] is not None
        elif row.lstrip().startswith("["):
            inside = False
        elif inside and re.match(rf"\s*[\"']?{re.escape(tag)}[\"']?\s*=", row):
            return number
    return found


def _meant(capability: str, provider: str) -> list[str]:
    """What a name that nobody has may have been meant to be: a provider, or a model."""
    kind = {"translation": "writing"}.get(capability, capability)
    return (
        [*registry.names(capability), *(one.name for one in catalogue().of(kind))]
        if "/" in provider
        else [*registry.names(capability)]
    )


def _undrawn(filming: Filming, today: date) -> list[Problem]:
    """Whether there is a model at all that films this show; none in particular is asked for."""
    allowed = [one for one in catalogue().of("video") if allows(filming, one.name)] if filming.models else []
    hindered = [hindrance("video", one.name, today) for one in allowed]
    if not allowed or None in hindered:
        return []
    facts = dict.fromkeys(one.fact for one in hindered if one is not None)
    told = "; ".join([*facts][:3]) + (f"; and {len(facts) - 3} more" if len(facts) > 3 else "")
    do = hindered[0].do if len(facts) == 1 and hindered[0] is not None else "onecrew models --capability video says what each lacks"
    return [Problem(Where("show.toml"), f"no model can film now ({told}): all shots stay drawn", do, "warning")]


def _overwritten(production: Production) -> Iterator[Problem]:
    """A film that is another than the one that was spotted: it is only linked into the show, and may be written over elsewhere."""
    found, episode = production.found, production.episode.id
    if found is None or not found.path.is_file():
        return
    digest = hash_file(found.path)
    if digest != found.spotted.film.digest:
        file = f"episodes/{episode}/{SPOTTED}"
        yield Problem(
            Where(file),
            f"the film {found.path.name} beside it is not the one that was spotted: it was written over",
            f'put the former film back; or, if this is the same cut encoded anew, write digest = "{digest}" into film; or move '
            f"{file} away and run onecrew localise episodes/{episode}/{found.path.name} --show . --to LANGUAGES, to spot it anew",
        )


def voice_problems(production: Production, languages: Sequence[Language]) -> Iterator[Problem]:
    """What is doubtful about the voices an episode is spoken with anew, in these languages of its show."""
    provider = production.folder.show.provider("speech")
    # An existing film keeps its own voices in the language it speaks.
    own = production.folder.show.source if production.found is not None else None
    voices = {
        language: cast_voices(production.cast, language, provider, registry.speech(provider).voices(language.tag))
        for language in languages
        if language != own and registry.known("speech", provider)
    }
    return casting_problems(production.cast, {line.speaker for line in production.spoken}, voices)


def _numbers(folder: ShowFolder, production: Production) -> tuple[Problem, ...]:
    """Takes chosen by a number that names none."""
    if not production.choices.takes:
        return ()
    store = store_of(folder, reading=True)
    try:
        return strange_takes(takes(store), production.choices, production.episode.id)
    finally:
        store.close()


def _choices(production: Production) -> list[Problem]:
    """Takes of steps and findings there are none of, which would be chosen without any effect."""
    lines = [line.id for line in production.episode.lines]
    texts = [one.id for one in production.sayables]
    source = production.folder.show.source
    steps = [
        f"{language}/{kind}/{id}"
        for language in production.languages
        for kind, ids in (
            ("speak", lines),
            ("transcribe", [together[0].id for together in heard_together(production, language)]),
            ("translate", texts),
        )
        for id in ids
        if kind != "translate" or language != source
    ]
    steps += [f"take/{shot.id}" for shot in production.shots]
    steps += [f"sheet/{character.name}" for character in production.cast]
    where = Where(f"episodes/{production.episode.id}/choices.toml")
    strange = [
        Problem(where, f"a take is chosen of {step!r}, which is no order of this episode", nearest(step, steps), "warning")
        for step, _ in production.choices.takes
        if re.sub(r"^(take/[^/]+)/\d+$", r"\1", step) not in steps
    ]
    films = [one.name for one in catalogue().of("video")]
    strange += [
        Problem(where, f"shot {shot} is to be filmed by {name!r}, and no model that films is called so", near_name(name, films))
        for shot, name in production.choices.models
        if name not in (*films, DRAWN)
    ]
    shots = [shot.id for shot in production.shots]
    strange += [
        Problem(where, f"a model is chosen for shot {shot!r}, which is none of this episode", nearest(shot, shots), "warning")
        for shot, _ in production.choices.models
        if shot not in shots
    ]
    measures = [*MEASURES, *(f"words {line}" for line in lines)]
    known = {*measures, *(f"{language} {measure}" for language in production.languages for measure in measures)}
    strange += [
        Problem(where, f"{finding!r} is accepted, which is no measure of this episode", nearest(finding, known), "warning")
        for finding, _ in production.choices.accepted
        if finding not in known and not finding.startswith("take/")
    ]
    return strange


def _languages(production: Production) -> list[Problem]:
    show = production.folder.show
    problems: list[Problem] = []
    for language in production.languages:
        if language == show.source:
            continue
        texts = production.texts[language].values()
        missing = sum(one.state is State.MISSING for one in texts)
        drafts = sum(one.state is State.DRAFT for one in texts)
        stale = sum(one.state is State.STALE for one in texts)
        where = Where(production.po_file(language))
        if any(one.where.file == where.file and one.where.line and one.severity == "error" for one in production.problems):
            # A file that cannot be read is no translation that lacks texts.
            continue
        if missing and covered(production, language):
            what = f"{missing} {language.name} texts are missing; make will draft them with {show.provider('translation')}"
            problems.append(Problem(where, what, "review the drafts after the first make", "note"))
        elif missing:
            what = f"{missing} {language.name} texts are missing"
            problems.append(Problem(where, what, how_to_fill(production, language), "error"))
        if drafts:
            what = f"{drafts} {language.name} texts are machine drafts nobody has accepted"
            problems.append(Problem(where, what, "read them in a PO editor and clear the fuzzy flag", "warning"))
        if stale:
            what = f"{stale} {language.name} texts translate an older source text"
            problems.append(Problem(where, what, "bring them up to date in a PO editor and clear the fuzzy flag", "warning"))
    return problems
