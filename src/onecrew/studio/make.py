"""The verb make: everything an episode needs, in the languages asked for. In: a show folder. Out: releases. Never: deciding for a
person.

One bad episode never stops the others; what was finished is always kept.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, wait
from contextlib import AbstractContextManager, nullcontext
from copy import copy
from dataclasses import dataclass, field, replace
from pathlib import Path

from onecrew.store.blobs import Corrupt
from onecrew.store.lock import hold_lock
from onecrew.store.store import Order, OverBudget, Store
from onecrew.story.folder import ShowFolder
from onecrew.studio.assemble import assemble
from onecrew.studio.bill import hold_budget
from onecrew.studio.decide import Decided, Decision, decide, reusable
from onecrew.studio.draft import draft_graph, write_drafts
from onecrew.studio.findings import find
from onecrew.studio.order import Bought, Desk, Terms, fetchable, terms_of
from onecrew.studio.production import open_production, stop_on_errors
from onecrew.studio.publish import publish
from onecrew.studio.report import write_report
from onecrew.studio.run import Progress, Run, run_graph
from onecrew.studio.sheets import picture_problems
from onecrew.units import Broken, Digest, Language, Money, OnecrewError, Problem, Refused, Where


@dataclass(slots=True)
class Made:
    """What became of one episode: its releases by language, the steps that ran, what needs a look, what failed."""

    episode: str
    releases: dict[Language, Path] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    seconds: float = 0.0
    film_seconds: float = 0.0
    problems: tuple[Problem, ...] = ()
    errors: list[OnecrewError] = field(default_factory=list)
    report: Path | None = None
    shut: tuple[Language, ...] = ()
    """Languages whose release does not pass the gate."""


STORE = ".onecrew"
"""The store's folder in a show."""


def store_of(folder: ShowFolder, reading: bool = False, episode: str = "") -> Store:
    """The show's store; ``reading``: to look only; ``episode``: whose steps are asked for."""
    store = Store(folder.path / STORE, reading)
    store.episode = episode
    return store


def make(
    folder: ShowFolder,
    episodes: Sequence[str] = (),
    languages: Sequence[Language] = (),
    progress: Callable[[str], Progress] | None = None,
    workers: int | None = None,
    cap: Money | None = None,
) -> list[Made]:
    """Make episodes (default: all) in languages (default: all of the show's), for at most ``cap`` (default: the show's budget).

    ``progress`` is asked for a progress function for each episode. Errors of an episode are in its Made; the first one's kind
    decides the exit code.

    Raises:
        StoreError: the show is being made by another process, or its store cannot be used.
        OnecrewError: the show has no episodes.
    """
    wanted = tuple(episodes) or folder.episodes()
    if not wanted:
        raise OnecrewError(f"{folder.path} has no episodes; write episodes/01/script.fountain, or run onecrew import SCREENPLAY")
    store = store_of(folder)
    till = _Till(folder, store, cap)
    results: list[Made] = []
    with hold_lock(store.folder):
        store.blobs.sweep()
        try:
            till.fetch()
            for episode in wanted:
                result = Made(episode)
                store.episode = episode
                results.append(result)
                began = time.monotonic()
                try:
                    _make_mending(folder, store, languages, progress(episode) if progress else None, workers, result, till)
                except OnecrewError as error:
                    result.errors.append(error)
                result.seconds = time.monotonic() - began
            results[-1].problems += till.missed()
        finally:
            till.close()
            store.blobs.sweep()
            store.close()
    return results


class _Till:
    """The one desk of a run over all its episodes, opened by the first order, and what may be spent there: by the show in all,
    and by this run (``cap``)."""

    def __init__(self, folder: ShowFolder, store: Store, cap: Money | None) -> None:
        self.terms = terms_of(folder.show, cap)
        self._store = store
        self._desk: Desk | None = None
        self._fetched: list[tuple[Order, Future[Bought | None]]] = []

    @property
    def limited(self) -> bool:
        """Whether there is a limit at all."""
        return (self.terms.limit or self.terms.cap) is not None

    def open(self) -> Desk:
        """The desk."""
        if self._desk is None:
            self._desk = Desk(self._store.folder, self.terms)
        return self._desk

    def desk(self) -> AbstractContextManager[Desk]:
        """The desk, which stays open when who orders there leaves."""
        return nullcontext(self.open())

    def fetch(self) -> None:
        """Have asked for all that runs at vendors, whatever is wanted now, while the rest goes on."""
        self._fetched = [(one, self.open().fetch(one)) for one in fetchable(self._store)]

    def missed(self) -> tuple[Problem, ...]:
        """What ran at its vendor and did not come, once all of it was asked for."""
        answered, _ = wait([future for _, future in self._fetched], timeout=60)
        return tuple(
            Problem(
                Where(f"episodes/{order.episode}/choices.toml"),
                f"{order.step}, which was ordered before for {order.price}, did not come: {future.exception()}",
                "onecrew takes lists what became of it; onecrew takes fetch asks again where it may still come",
                "warning",
            )
            for order, future in self._fetched
            if future in answered and future.exception() is not None
        )

    def close(self) -> None:
        """Nothing is asked for any more; what runs goes on at its vendor."""
        if self._desk is not None:
            self._desk.close()

    def hold(self, decided: Sequence[Decided]) -> None:
        """Before anything runs: what is planned fits the limits. Raises OnecrewError where it does not."""
        limit, cap = self.terms.limit, self.terms.cap
        if self.limited:
            decided = [_priced(one, self.terms) for one in decided]
        if limit is not None:
            hold_budget(decided, limit, self._store.committed(limit.currency))
        if cap is not None:
            hold_budget(decided, cap, Money(self._desk.spent[cap.currency] if self._desk else 0, cap.currency))


def _priced(one: Decided, terms: Terms) -> Decided:
    """An order whose price is not known, at what is set aside for it."""
    bought = one.step.purchase
    if bought is None or bought.price is not None or one.decision is not Decision.ORDER:
        return one
    try:
        price = terms.reserve(None)
    except OverBudget as fact:
        raise OverBudget(f"{one.step.id}: {fact}") from None
    return replace(one, step=replace(one.step, purchase=replace(bought, price=price)))


def _make_mending(
    folder: ShowFolder,
    store: Store,
    languages: Sequence[Language],
    progress: Progress | None,
    workers: int | None,
    result: Made,
    till: _Till,
) -> None:
    """Make an episode; a corrupt blob is forgotten and what gave it is made again, once for each."""
    mended: set[Digest] = set()
    while True:
        try:
            return _make_episode(folder, store, languages, progress, workers, result, till)
        except Corrupt as error:
            if error.digest in mended:
                raise
            mended.add(error.digest)
            store.blobs.drop(error.digest)


def _make_episode(
    folder: ShowFolder,
    store: Store,
    languages: Sequence[Language],
    progress: Progress | None,
    workers: int | None,
    result: Made,
    till: _Till,
) -> None:
    production = open_production(folder, result.episode)
    result.problems = (*production.problems, *picture_problems(folder))
    stop_on_errors(result.problems)
    wanted = [one for one in production.languages if not languages or one in languages]
    drafts = draft_graph(production, wanted)
    drafted = Run()
    if drafts.steps:
        till.hold(decide(drafts, store))
        drafted = run_graph(drafts, store, progress, workers, till.desk)
        result.ran += drafted.ran
        result.errors += _told(drafted.failed)
    write_drafts(production, wanted, drafted.made, store)
    if drafts.steps:
        production = open_production(folder, result.episode)
    if till.limited:
        # What it would cost is reckoned apart: lengths are guessed there.
        till.hold(decide(assemble(production, store, languages).graph(), store))
    failed: dict[str, OnecrewError] = {}
    # A shot that its model fails to film may have another, which the book says once it has failed.
    for _ in range(len(folder.show.filming.otherwise) + 1):
        assembly = assemble(production, store, languages)
        assembly.keep = True
        if not assembly.languages:
            result.problems = (*production.problems, *assembly.problems)
            stop_on_errors(assembly.problems)
        run = run_graph(assembly.graph(), store, progress, workers, till.desk)
        result.ran += run.ran
        failed = {step: failed.get(step, error) for step, error in run.failed.items()}
        if not any(isinstance(error, (Broken, Refused)) for step, error in run.failed.items() if step.startswith("take/")):
            break
    result.problems = (*production.problems, *assembly.problems)
    result.errors += _told(failed)
    cutting = (problem for one in assembly.cuts.values() for problem in one.problems)
    result.problems = (*result.problems, *assembly.filming_problems, *cutting)
    findings = [find(assembly, language, run.made, store) for language in assembly.languages if f"{language}/measure" in run.made]
    for found in findings:
        result.releases[found.language] = publish(assembly, found, run.made, store)
        result.shut += () if found.gate else (found.language,)
        result.film_seconds = max(result.film_seconds, float(assembly.cuts[found.language].timeline.length))
    if findings:
        # Releases nobody asked for stay in the report as long as they are what the show says.
        cuts = dict(assembly.cuts)
        if others := [one for one in production.languages if one not in assembly.languages]:
            rest = assemble(production, store, others)
            rest.cuts.update(cuts)
            made = reusable(rest.graph(), store)
            findings += [find(rest, language, made, store) for language in rest.languages if f"{language}/measure" in made]
            cuts = rest.cuts
        findings.sort(key=lambda found: production.languages.index(found.language))
        timelines = {language: cutting.timeline for language, cutting in cuts.items()}
        result.report = write_report(production, timelines, findings, folder.path / "release" / result.episode, assembly.filmed)


def _told(failed: Mapping[str, OnecrewError]) -> list[OnecrewError]:
    """The errors of steps, each naming what it is about; the same of several is one."""
    steps: dict[tuple[type[OnecrewError], str], list[str]] = {}
    errors: dict[tuple[type[OnecrewError], str], OnecrewError] = {}
    for step, error in failed.items():
        fact = (type(error), str(error))
        errors.setdefault(fact, error)
        steps.setdefault(fact, []).append(step)
    told = []
    for fact, error in errors.items():
        named = copy(error)
        unnamed = [step for step in steps[fact] if step not in fact[1]]
        if unnamed:
            left = len(unnamed) - _NAMED
            named.args = (f"{', '.join(unnamed[:_NAMED])}{f' and {left} more' if left > 0 else ''}: {error}",)
        told.append(named)
    return told


_NAMED = 12
"""How many steps an error names."""
