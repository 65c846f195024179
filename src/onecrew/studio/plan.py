"""The verb plan: what make would do, why, and what it costs. In: a show folder. Out: Plans. Never: making, writing."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from onecrew.story.folder import ShowFolder, open_show
from onecrew.story.translation import State, Translation
from onecrew.studio.assemble import assemble
from onecrew.studio.bill import bill
from onecrew.studio.choosing import Choice
from onecrew.studio.decide import Decided, Decision, decide
from onecrew.studio.draft import draft_graph
from onecrew.studio.make import store_of
from onecrew.studio.production import Production, open_production
from onecrew.studio.sheets import picture_problems
from onecrew.units import Language, Money, OnecrewError, Problem


@dataclass(frozen=True, slots=True)
class Plan:
    """What make would do for one episode.

    ``estimate``: seconds of making on this machine, roughly. ``bill`` sums the orders; None: a price is not known before the
    call. ``film_seconds``: length of the source language's film, estimated where lines are not spoken yet. ``choices``: which
    model films a shot, and why, by the shot's id.
    """

    episode: str
    decided: tuple[Decided, ...]
    problems: tuple[Problem, ...]
    languages: tuple[Language, ...]
    bill: Money | None
    estimate: float
    film_seconds: float
    choices: Mapping[str, Choice] = field(default_factory=dict)

    def count(self, decision: Decision) -> int:
        """How many steps are decided so."""
        return sum(1 for one in self.decided if one.decision is decision)


def plan(folder: ShowFolder, episodes: Sequence[str] = (), languages: Sequence[Language] = ()) -> list[Plan]:
    """The plans of episodes (default: all). From twelve on several processes plan: a script that calls it wants a
    ``if __name__ == "__main__":`` then.

    Raises:
        OnecrewError: the show has no episodes.
    """
    wanted = tuple(episodes) or folder.episodes()
    if not wanted:
        raise OnecrewError(f"{folder.path} has no episodes; write episodes/01/script.fountain, or run onecrew import SCREENPLAY")
    if len(wanted) < _MANY:
        return [_plan(folder, episode, languages) for episode in wanted]
    # Episodes are planned apart from each other; a season is shared out.
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(partial(_light_plan, folder.path, tuple(languages)), wanted, chunksize=4))


_MANY = 12
"""Episodes from which on several processes plan."""


def _light_plan(folder: Path, languages: tuple[Language, ...], episode: str) -> Plan:
    """A plan without what only its steps' work needs, which would have to travel between processes."""
    made = _plan(open_show(folder), episode, languages)
    light = tuple(replace(one, step=replace(one.step, recipe=None, parts={}, files={})) for one in made.decided)
    return replace(made, decided=light)


def _plan(folder: ShowFolder, episode: str, languages: Sequence[Language]) -> Plan:
    production = open_production(folder, episode)
    problems = (*production.problems, *picture_problems(folder))
    if any(problem.severity == "error" for problem in problems):
        return Plan(episode, (), problems, (), bill(()), 0.0, 0.0)
    store = store_of(folder, reading=True, episode=episode)
    try:
        wanted = [one for one in production.languages if not languages or one in languages]
        drafts = decide(draft_graph(production, wanted), store)
        # A text that make will draft first is planned with its source text, which is about as long.
        assembly = assemble(_as_drafted(production, drafts), store, languages)
        decided = (*drafts, *decide(assembly.graph(), store))
    finally:
        store.close()
    todo = [one for one in decided if one.decision is not Decision.REUSED]
    source = folder.show.source
    cutting = assembly.cuts.get(source) or next(iter(assembly.cuts.values()), None)
    return Plan(
        episode=episode,
        decided=decided,
        problems=(*production.problems, *assembly.problems, *assembly.filming_problems),
        languages=assembly.languages,
        bill=bill(todo),
        estimate=sum(one.step.weight for one in todo) / (os.cpu_count() or 1) + (3.0 if todo else 0.0),
        film_seconds=float(cutting.timeline.length) if cutting else 0.0,
        choices=assembly.filmed.choices,
    )


def _as_drafted(production: Production, drafts: Sequence[Decided]) -> Production:
    texts = {language: dict(known) for language, known in production.texts.items()}
    sayables = {one.id: one for one in production.sayables}
    for one in drafts:
        tag, kind, id = one.step.id.split("/")
        if kind != "translate":
            # What a draft by ear needs of the film before it.
            continue
        language = Language(tag)
        for each in [text["id"] for text in one.step.recipe.get("texts", [])] or [id]:
            texts[language][each] = Translation(each, language, sayables[each].text, sayables[each].text, State.DRAFT)
    return replace(production, texts=texts)
