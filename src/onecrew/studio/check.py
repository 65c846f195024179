"""The verb check: everything that needs a decision, all at once. In: a show folder. Out: Problems. Never: making."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onecrew.animation.palette import palette_names
from onecrew.providers import registry
from onecrew.providers.catalogue import catalogue
from onecrew.story.folder import ShowFolder
from onecrew.story.toml_file import nearest
from onecrew.story.translation import State
from onecrew.studio.assemble import heard_together, pair, who_else
from onecrew.studio.draft import covered
from onecrew.studio.findings import MEASURES
from onecrew.studio.production import Production, open_production
from onecrew.studio.sheets import picture_problems
from onecrew.units import OnecrewError, Problem, Where


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
    problems: list[Problem] = [*folder.problems, *picture_problems(folder), *_models(folder)]
    counts: dict[str, dict[str, int]] = {}
    for episode in wanted:
        production = open_production(folder, episode)
        problems.extend(production.problems)
        problems.extend(_languages(production))
        problems.extend(_choices(production))
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
    for key, provider in show.models:
        if key == "lipsync":
            known = [one.name for one in catalogue().of("lipsync")]
            if provider not in known:
                problems.append(Problem(Where("show.toml"), f"models.lipsync is {provider!r}", nearest(provider, known)))
            continue
        capability = {"back_translation": "translation"}.get(key, key)
        if not registry.known(capability, provider):
            problems.append(
                Problem(Where("show.toml"), f"models.{key} is {provider!r}", nearest(provider, registry.names(capability)))
            )
    for character in show.cast:
        for language, voice in character.voices:
            if not registry.known("speech", voice.provider):
                what = f"the voice of {character.name} names the provider {voice.provider!r}"
                problems.append(Problem(Where("cast.toml"), what, nearest(voice.provider, registry.names("speech"))))
                continue
            made = registry.speech(voice.provider)
            voices = [one.name for one in made.voices(language.tag)]
            # A vendor has voices of its user besides those it is known for.
            if voice.name not in voices and made.offer().local:
                what = f"{voice.provider} has no {language.name} voice {voice.name!r} (for {character.name})"
                problems.append(Problem(Where("cast.toml"), what, nearest(voice.name, voices) if voices else "choose another"))
    return problems


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
        if missing and covered(production, language):
            what = f"{missing} {language.name} texts are missing; make will draft them with {show.provider('translation')}"
            problems.append(Problem(where, what, "review the drafts after the first make", "note"))
        elif missing:
            do = f"write them into {where.file}, which onecrew make lays out; {who_else('translation', pair(show, language))}"
            problems.append(Problem(where, f"{missing} {language.name} texts are missing", do, "error"))
        if drafts:
            what = f"{drafts} {language.name} texts are machine drafts nobody has accepted"
            problems.append(Problem(where, what, "read them in a PO editor and clear the fuzzy flag", "warning"))
        if stale:
            what = f"{stale} {language.name} texts translate an older source text"
            problems.append(Problem(where, what, "bring them up to date in a PO editor and clear the fuzzy flag", "warning"))
    return problems
