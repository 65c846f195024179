"""The verb make: everything an episode needs, in the languages asked for. In: a show folder. Out: releases. Never: deciding for a
person.

One bad episode never stops the others; what was finished is always kept.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from onecrew.store.blobs import Corrupt
from onecrew.store.lock import hold_lock
from onecrew.store.store import Store
from onecrew.story.folder import ShowFolder
from onecrew.studio.assemble import assemble
from onecrew.studio.bill import hold_budget
from onecrew.studio.decide import Decided, decide, reusable
from onecrew.studio.draft import draft_graph, write_drafts
from onecrew.studio.findings import find
from onecrew.studio.order import Desk
from onecrew.studio.production import open_production, stop_on_errors
from onecrew.studio.publish import publish
from onecrew.studio.report import write_report
from onecrew.studio.run import Progress, Run, run_graph
from onecrew.studio.sheets import picture_problems
from onecrew.units import Digest, Language, Money, OnecrewError, Problem


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
        finally:
            store.blobs.sweep()
            store.close()
    return results


@dataclass(frozen=True, slots=True)
class _Till:
    """What may be spent: by the show in all, and by this run over all its episodes (``cap``)."""

    folder: ShowFolder
    store: Store
    cap: Money | None
    purse: defaultdict[str, int] = field(default_factory=partial(defaultdict, int))
    """What this run has spent, by currency."""

    @property
    def limited(self) -> bool:
        """Whether there is a limit at all."""
        return self.cap is not None or self.folder.show.budget is not None

    def desk(self) -> Desk:
        """A place to order."""
        return Desk(self.store.folder, self.folder.show.budget, self.cap, purse=self.purse)

    def hold(self, decided: Sequence[Decided]) -> None:
        """Before anything runs: what is planned fits the limits. Raises OnecrewError where it does not."""
        budget, cap = self.folder.show.budget, self.cap
        if budget is not None:
            hold_budget(decided, budget, self.store.committed(budget.currency))
        if cap is not None:
            hold_budget(decided, cap, Money(self.purse[cap.currency], cap.currency))


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
        _note(result, drafted)
    write_drafts(production, wanted, drafted.made, store)
    if drafts.steps:
        production = open_production(folder, result.episode)
    if till.limited:
        # What it would cost is reckoned apart: lengths are guessed there.
        till.hold(decide(assemble(production, store, languages).graph(), store))
    assembly = assemble(production, store, languages)
    assembly.keep = True
    result.problems = (*production.problems, *assembly.problems)
    if not assembly.languages:
        stop_on_errors(assembly.problems)
    run = run_graph(assembly.graph(), store, progress, workers, till.desk)
    _note(result, run)
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


def _note(result: Made, run: Run) -> None:
    result.ran.extend(run.ran)
    result.errors.extend(run.failed.values())
