"""The verb plan: what make would do, why, and what it costs. In: a show folder. Out: Plans. Never: making, writing."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from onecrew.store.store import Store
from onecrew.story.folder import ShowFolder, open_show
from onecrew.story.translation import State, Translation
from onecrew.studio.assemble import assemble
from onecrew.studio.bill import RAISE, Bill, bill, bills, over_budget
from onecrew.studio.choosing import Choice
from onecrew.studio.decide import Decided, Decision, decide
from onecrew.studio.draft import draft_graph
from onecrew.studio.make import store_of
from onecrew.studio.obstacles import model_name, strange_names, waiting_orders
from onecrew.studio.order import FILM, PICTURE, stopped, terms_of
from onecrew.studio.production import Production, open_production
from onecrew.studio.sheets import picture_problems
from onecrew.studio.shot_order import take_id
from onecrew.studio.waiting import Waiting, merged
from onecrew.units import Language, Money, OnecrewError, Problem, Where


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model is asked for: the order's step, the model's name (empty: nobody is asked yet), the words, and besides them its
    other fields as they are sent. ``along``: what goes with it, by its role."""

    step: str
    model: str
    prompt: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    along: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What make would do for one episode.

    ``estimate``: seconds of making on this machine, roughly. ``cost`` sums the orders. ``problems`` holds what ``waiting`` tells
    too: shots and orders that wait for one thing. ``film_seconds``: length of the source language's film, estimated where lines
    are not spoken yet. ``choices``: which model films a shot, and why, by the shot's id. ``asked``: what models of film and of
    pictures are asked for, word by word.
    """

    episode: str
    decided: tuple[Decided, ...]
    problems: tuple[Problem, ...]
    languages: tuple[Language, ...]
    cost: Bill
    estimate: float
    film_seconds: float
    choices: Mapping[str, Choice] = field(default_factory=dict)
    waiting: tuple[Waiting, ...] = ()
    asked: tuple[Asked, ...] = ()

    @property
    def bill(self) -> Money | None:
        """What the orders cost; None: a price is not known before the call, or there are several currencies."""
        return self.cost.whole

    def count(self, decision: Decision) -> int:
        """How many steps are decided so."""
        return sum(1 for one in self.decided if one.decision is decision)


def plan(
    folder: ShowFolder, episodes: Sequence[str] = (), languages: Sequence[Language] = (), cap: Money | None = None
) -> list[Plan]:
    """The plans of episodes (default: all), to be made for at most ``cap``.

    From twelve on several processes plan: a script that calls it wants a ``if __name__ == "__main__":`` then.

    Raises:
        OnecrewError: the show has no episodes.
    """
    wanted = tuple(episodes) or folder.episodes()
    if not wanted:
        raise OnecrewError(f"{folder.path} has no episodes; write episodes/01/script.fountain, or run onecrew import SCREENPLAY")
    if len(wanted) < _MANY:
        return [_plan(folder, episode, languages, cap) for episode in wanted]
    # Episodes are planned apart from each other; a season is shared out.
    with ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("spawn")) as pool:
        return list(pool.map(partial(_light_plan, folder.path, tuple(languages), cap), wanted, chunksize=4))


_MANY = 12
"""Episodes from which on several processes plan."""


def told(plans: Sequence[Plan]) -> tuple[Problem, ...]:
    """The problems of several plans, each once; what waits for one thing in several episodes is counted over all."""
    apart = {waiting.problem for one in plans for waiting in one.waiting}
    others = (problem for one in plans for problem in one.problems if problem not in apart)
    together = (waiting.problem for waiting in merged(waiting for one in plans for waiting in one.waiting))
    return tuple(dict.fromkeys((*others, *together)))


def budget_problem(folder: ShowFolder, plans: Sequence[Plan], cap: Money | None = None) -> Problem | None:
    """Why all these plans together do not fit the show's budget, or what this run may spend; None: they do."""
    cost = bills([one.cost for one in plans])
    limit = folder.show.budget
    if cost.open:
        # Each plan says of which orders the price is not known, and what allows them.
        return None
    fact = over_budget(cost, cap) if cap is not None else ""
    if not fact and limit is not None:
        store = store_of(folder, reading=True)
        try:
            fact = over_budget(cost, limit, store.committed(limit.currency))
        finally:
            store.close()
    return Problem(Where("show.toml"), fact, RAISE) if fact else None


def _light_plan(folder: Path, languages: tuple[Language, ...], cap: Money | None, episode: str) -> Plan:
    """A plan without what only its steps' work needs, which would have to travel between processes."""
    made = _plan(open_show(folder), episode, languages, cap)
    light = tuple(replace(one, step=replace(one.step, recipe=None, parts={}, files={})) for one in made.decided)
    return replace(made, decided=light)


def _plan(folder: ShowFolder, episode: str, languages: Sequence[Language], cap: Money | None = None) -> Plan:
    terms = terms_of(folder.show, cap)
    production = open_production(folder, episode)
    problems = (*production.problems, *picture_problems(folder))
    if any(problem.severity == "error" for problem in problems):
        return Plan(episode, (), problems, (), Bill(), 0.0, 0.0)
    store = store_of(folder, reading=True, episode=episode)
    try:
        wanted = [one for one in production.languages if not languages or one in languages]
        drafts = decide(draft_graph(production, wanted), store)
        # A text that make will draft first is planned with its source text, which is about as long.
        assembly = assemble(_as_drafted(production, drafts), store, languages)
        decided = (*drafts, *decide(assembly.graph(), store))
        held = (
            *waiting_orders(decided, episode, terms, date.today()),
            *_gone_wrong(episode, decided, store),
        )
    finally:
        store.close()
    todo = [one for one in decided if one.decision is not Decision.REUSED]
    source = folder.show.source
    cutting = assembly.cuts.get(source) or next(iter(assembly.cuts.values()), None)
    return Plan(
        episode=episode,
        decided=decided,
        problems=(
            *production.problems,
            *strange_names(folder.show.filming),
            *assembly.problems,
            *assembly.filming_problems,
            *(one.problem for one in held),
        ),
        languages=assembly.languages,
        cost=bill(todo, terms.ceiling if terms.open_price else None),
        estimate=sum(one.step.weight for one in todo) / (os.cpu_count() or 1) + (3.0 if todo else 0.0),
        film_seconds=float(cutting.timeline.length) if cutting else 0.0,
        choices=assembly.filmed.choices,
        waiting=(*assembly.filmed.waiting, *held),
        asked=tuple(_asked(decided, assembly.filmed.unasked)),
    )


def _asked(decided: Sequence[Decided], unasked: Mapping[str, str]) -> Iterator[Asked]:
    """The words of all film and pictures, also of those that are there; and of shots that nobody films."""
    for one in decided:
        step = one.step
        if step.kind in (FILM, PICTURE) and step.recipe.get("prompt"):
            others = {name: value for name, value in step.recipe.items() if name not in ("prompt", "model")}
            along = tuple(sorted(name.rstrip("0123456789 ") for name in (*step.inputs, *step.files)))
            yield Asked(step.id, model_name(step), step.recipe["prompt"], others, along)
    for shot, words in unasked.items():
        yield Asked(take_id(shot, 1), "", words)


def _gone_wrong(episode: str, decided: Sequence[Decided], store: Store) -> list[Waiting]:
    """The orders that make does not send again by itself: the book says what became of them."""
    found = []
    for one in decided:
        bought = one.step.purchase
        if one.decision is Decision.ORDER and one.key is not None and bought is not None:
            fact = stopped(store, one.key, bought.take, episode)
            if fact:
                told, file = fact.rstrip("."), f"episodes/{episode}/choices.toml"
                found.append(Waiting("order", ((episode, one.step.id),), told, "onecrew takes shows what came of it", file=file))
    return found


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
