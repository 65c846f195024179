"""Running a graph: independent steps side by side, nothing finished ever lost. In: a graph, the store. Out: what was made.

Never: deciding what the steps are. This is the seam where another scheduler can stand: it needs ``Graph`` and ``Store`` only.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from onecrew.store.store import Outputs, Store
from onecrew.studio.graph import Expansion, Graph, Step
from onecrew.studio.order import Bought, Desk, at_desk, next_take, sale_of
from onecrew.studio.worker import Done, Job, start, work
from onecrew.units import Digest, OnecrewError, StoreError, Unfit, canonical_json
from onecrew.units.digest import plain


@dataclass(slots=True)
class Run:
    """What a run did: outputs by step, the steps that ran in order, seconds each took, and the errors by step."""

    made: dict[str, Outputs] = field(default_factory=dict)
    ran: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: dict[str, OnecrewError] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)


Progress = Callable[[float, float, str], None]
"""Called with the weight done, the weight known so far, and the step that ended."""


def run_graph(
    graph: Graph,
    store: Store,
    progress: Progress | None = None,
    workers: int | None = None,
    desk: Callable[[], AbstractContextManager[Desk]] | None = None,
) -> Run:
    """Make everything in the graph that is not made, and say what was done.

    ``desk`` opens the place where what costs money is ordered, when the first order comes; it is left at the end. A failed step
    holds back only what needs it. On Ctrl-C finished steps are kept and KeyboardInterrupt goes on.
    """
    return _Runner(graph, store, progress, workers or os.cpu_count() or 1, desk).run()


class _Runner:
    def __init__(
        self,
        graph: Graph,
        store: Store,
        progress: Progress | None,
        workers: int,
        desk: Callable[[], AbstractContextManager[Desk]] | None = None,
    ) -> None:
        self.store = store
        self.progress = progress
        self.workers = workers
        self.result = Run()
        self.waiting: dict[str, Step] = {}
        self.all: dict[str, Step] = {}
        self.expansions: list[Expansion] = list(graph.expansions)
        self.pool: ProcessPoolExecutor | None = None
        self.flying: dict[Future[Done], tuple[Step, str]] = {}
        self.open_desk = desk
        self.desk: Desk | None = None
        self.leaving = ExitStack()
        self.ordered: dict[Future[Bought], Step] = {}
        self.done_weight = 0.0
        self.checked: set[Digest] = set()
        self.keys: dict[str, Digest] = {}
        """Keys of steps whose inputs are made: a recipe is long, and is asked for often."""
        self.looked: set[str] = set()
        """Steps the store was asked for since they could be made."""
        self._add(graph.steps)

    def run(self) -> Run:
        try:
            while self._settle() or self.flying or self.ordered:
                if self.flying or self.ordered:
                    self._land()
            self.result.skipped = list(self.waiting)
            made = (step for step in self.all.values() if step.id in self.result.made)
            self.store.keep_parts(
                [(step.id, self._key(step), {name: one.digest for name, one in step.parts.items()}) for step in made]
            )
            self._keep_looks()
        except BaseException:
            self._abandon()
            raise
        if self.pool is not None:
            self.pool.shutdown()
        self.leaving.close()
        return self.result

    def _key(self, step: Step) -> Digest:
        if step.id not in self.keys:
            self.keys[step.id] = step.key(self.result.made)
        return self.keys[step.id]

    def _known(self, step: Step) -> bool:
        """Whether the store has what a step makes; then it is made."""
        key = self._key(step)
        outputs = self.store.take(key) if step.purchase is not None else self.store.result(key)
        if outputs is None:
            return False
        del self.waiting[step.id]
        self.result.made[step.id] = outputs
        return True

    def _add(self, steps: tuple[Step, ...]) -> None:
        for step in steps:
            if step.id in self.all:
                raise AssertionError(f"two steps are called {step.id}")
            self.all[step.id] = step
            self.waiting[step.id] = step

    def _settle(self) -> bool:
        """Take what is known, start what can start; whether anything moved."""
        moved = False
        again = True
        while again:
            again = False
            for expansion in list(self.expansions):
                if all(step in self.result.made for step in expansion.after):
                    self.expansions.remove(expansion)
                    more = expansion.steps(self.result.made)
                    self._add(more.steps)
                    self.expansions.extend(more.expansions)
                    again = moved = True
            for step in list(self.waiting.values()):
                if step.id not in self.looked and self._ready(step):
                    self.looked.add(step.id)
                    if self._known(step):
                        again = moved = True
        for step in list(self.waiting.values()):
            if not self._ready(step):
                continue
            # One job more than workers: a worker never waits for this process to notice that it is idle. Orders wait elsewhere.
            if len(self.flying) > self.workers and not at_desk(step):
                continue
            # Another step may have made the same meanwhile.
            if self._known(step):
                moved = True
                continue
            if self._whole_inputs(step):
                del self.waiting[step.id]
                if at_desk(step):
                    self._order(step)
                else:
                    self._send(step)
            moved = True
        return moved

    def _ready(self, step: Step) -> bool:
        return all(name in self.result.made for name, _ in step.inputs.values())

    def _whole_inputs(self, step: Step) -> bool:
        """Whether the bytes of all inputs are what they were; a corrupt one is forgotten and its step made again."""
        for source, output in step.inputs.values():
            digest = self.result.made[source][output]
            if digest in self.checked:
                continue
            if self.store.blobs.sound(digest):
                self.checked.add(digest)
                continue
            self.store.blobs.drop(digest)
            del self.result.made[source]
            # What is made in its place may be other bytes.
            self.keys.clear()
            self.looked.clear()
            bought = self.all[source].purchase
            if bought is not None and not bought.local:
                self.result.failed[source] = StoreError(
                    f"the take of {source} (blob {digest[:12]}) is corrupt and was paid for; restore {self.store.folder} from a "
                    f'backup, or order it again with "{source}" = {bought.take + 1} under [takes] in choices.toml'
                )
            else:
                self.waiting[source] = self.all[source]
            return False
        return True

    def _order(self, step: Step) -> None:
        """What costs money is ordered at the desk, which knows by the book what was ordered before."""
        if self.desk is None:
            if self.open_desk is None:
                raise AssertionError(f"{step.id} is an order, and nobody may order here")
            self.desk = self.leaving.enter_context(self.open_desk())
        digests = {name: self.result.made[source][output] for name, (source, output) in step.inputs.items()}
        files = {name: self.store.blobs.path(digest) for name, digest in digests.items()}
        files |= {name: Path(path) for name, (path, _) in step.files.items()}
        digests |= {name: digest for name, (_, digest) in step.files.items()}
        sale = sale_of(step, self._key(step), files, digests, self.store.blobs.scratch)
        self.ordered[self.desk.buy(replace(sale, episode=self.store.episode))] = step

    def _send(self, step: Step) -> None:
        key = self._key(step)
        if step.purchase is not None:
            self.store.record_order(key, step.id, canonical_json(step.recipe), step.purchase.provider)
        inputs = {
            name: str(self.store.blobs.path(self.result.made[source][output])) for name, (source, output) in step.inputs.items()
        }
        inputs.update({name: path for name, (path, _) in step.files.items()})
        if self.pool is None:
            self.store.blobs.scratch.mkdir(parents=True, exist_ok=True)
            self.pool = ProcessPoolExecutor(
                self.workers, multiprocessing.get_context("spawn"), initializer=start, initargs=(1, os.getpid())
            )
        job = Job(step.kind, plain(step.recipe), inputs, str(self.store.blobs.scratch))
        if step.purchase is not None:
            self.store.mark_order(key, "sent")
        self.flying[self.pool.submit(work, job)] = (step, key)

    def _land(self) -> None:
        done, _ = wait(cast(list[Future[Any]], [*self.flying, *self.ordered]), return_when=FIRST_COMPLETED)
        for future in done:
            if future in self.ordered:
                self._receive(self.ordered.pop(future), future)
                continue
            step, key = self.flying.pop(future)
            try:
                self._keep(step, key, future.result())
            except BrokenProcessPool as error:
                raise OnecrewError(
                    f"the process that made {step.id} was killed (out of memory?); what was finished is kept, "
                    "run the command again to go on"
                ) from error
            except OnecrewError as error:
                self._fail(step, key, error)
            except Exception as error:
                # A fault of ours in one step must not cost the user the others.
                fault = OnecrewError(f"{step.id} failed by a fault of onecrew: {type(error).__name__}: {error}; please report it")
                fault.__cause__ = error
                self._fail(step, key, fault)

    def _receive(self, step: Step, bought: Future[Bought]) -> None:
        try:
            take = bought.result()
        except OnecrewError as error:
            self.result.failed[step.id] = error
            return
        except Exception as error:
            fault = OnecrewError(f"{step.id} failed by a fault of onecrew: {type(error).__name__}: {error}; please report it")
            fault.__cause__ = error
            self.result.failed[step.id] = fault
            return
        self._count(step, take.outputs, take.seconds)

    def _keep_looks(self) -> None:
        """What was found in the takes, and whether they count, stands in the book beside them."""
        refused: dict[Digest, tuple[str, ...]] = {}
        kept: dict[Digest, tuple[str, ...]] = {}
        for step in self.all.values():
            error = self.result.failed.get(step.id)
            if isinstance(error, Unfit):
                refused[self._looked_at(step)] = error.faults
            elif step.id in self.result.made and "judged" in self.result.made[step.id]:
                judged = json.loads(self.store.blobs.read(self.result.made[step.id]["judged"]))
                kept[self._looked_at(step)] = tuple(judged["faults"])
        for key, faults in {**kept, **refused}.items():
            order, verdict = self.store.order(key), "refused" if key in refused else "kept"
            if order is not None and (order.judged, order.faults) != (verdict, faults):
                self.store.judge_take(key, verdict, faults)

    def _looked_at(self, step: Step) -> Digest:
        """The key of the order whose take a step looks at."""
        return self._key(self.all[step.inputs["film"][0]])

    def _fail(self, step: Step, key: str, error: OnecrewError) -> None:
        if isinstance(error, Unfit):
            take, _ = step.inputs["film"]
            bought = self.all[take].purchase
            number = next_take(self.store, take, self.store.episode, bought.take if bought is not None else 1)
            ways = f'It is kept. Order another with "{take}" = {number} under [takes] in choices.toml'
            error.args = (f"{error}. {ways}" + (f", or {error.instead}" if error.instead else ""),)
        self.result.failed[step.id] = error
        if step.purchase is not None:
            self.store.mark_order(key, "failed", str(error))

    def _keep(self, step: Step, key: str, done: Done) -> None:
        outputs = {name: self.store.blobs.take(Path(file)) for name, file in done.files.items()}
        if step.purchase is not None:
            self.store.keep_take(key, outputs, done.seconds, done.price)
        else:
            self.store.keep_result(key, step.id, outputs, done.seconds)
        self._count(step, outputs, done.seconds)

    def _count(self, step: Step, outputs: Outputs, seconds: float) -> None:
        self.result.made[step.id] = outputs
        self.result.ran.append(step.id)
        self.result.seconds[step.id] = seconds
        self.done_weight += step.weight
        if self.progress is not None:
            left = sum(other.weight for other in self.waiting.values()) + sum(s.weight for s, _ in self.flying.values())
            self.progress(self.done_weight, self.done_weight + left, step.id)

    def _abandon(self) -> None:
        """Stop the workers at once; what they were doing is done again next time, what was ordered goes on at its vendor."""
        self.leaving.close()
        if self.pool is None:
            return
        processes: Mapping[int, multiprocessing.process.BaseProcess] = dict(self.pool._processes or {})
        self.pool.shutdown(wait=False, cancel_futures=True)
        for process in processes.values():
            process.kill()
