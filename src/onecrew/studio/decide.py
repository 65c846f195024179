"""What would run and why. In: a graph and the store. Out: one decision a step. Never: running, writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from onecrew.store.store import Outputs, Store
from onecrew.studio.graph import Graph, Step
from onecrew.units import Digest


class Decision(StrEnum):
    """What happens to a step."""

    REUSED = "reused"
    MAKE = "to make"
    ORDER = "to order"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Decided:
    """A step, what happens to it and why. ``key``: an order's, where all that goes along is made already. ``booked``: the book has
    it, so what it costs is counted there."""

    step: Step
    decision: Decision
    why: str
    key: Digest | None = None
    booked: bool = False


def known(step: Step, store: Store, made: Mapping[str, Outputs]) -> Outputs | None:
    """What the store has for this step, if its inputs are made and nothing changed."""
    if _waits(step, made):
        return None
    key = step.key(made)
    return store.take(key) if step.purchase is not None else store.result(key)


def _waits(step: Step, made: Mapping[str, Outputs]) -> bool:
    """Whether something that goes in is not made yet."""
    return any(name not in made for name, _ in step.inputs.values())


def decide(graph: Graph, store: Store) -> tuple[Decided, ...]:
    """Every step with its decision, in the graph's order.

    Steps behind speech that is not made yet are named with its estimated length, so a few of them may turn out reused.
    """
    made: dict[str, Outputs] = {}
    decided: list[Decided] = []
    _decide_graph(graph, store, made, decided, store.steps(), guess=True)
    return tuple(decided)


def reusable(graph: Graph, store: Store) -> Mapping[str, Outputs]:
    """What is made of a graph already, by step. Nothing is guessed: steps behind speech that is not made are left out."""
    made: dict[str, Outputs] = {}
    _decide_graph(graph, store, made, [], store.steps(), guess=False)
    return made


def _decide_graph(
    graph: Graph, store: Store, made: dict[str, Outputs], decided: list[Decided], before: frozenset[str], guess: bool
) -> None:
    """``guess``: expansions whose steps are not made yet name theirs too."""
    _decide_steps(graph.steps, store, made, decided, before)
    for expansion in graph.expansions:
        if guess or all(step in made for step in expansion.after):
            _decide_graph(expansion.steps(made), store, made, decided, before, guess)


def _decide_steps(
    steps: tuple[Step, ...], store: Store, made: dict[str, Outputs], decided: list[Decided], before: frozenset[str]
) -> None:
    for step in steps:
        # What this episode never had has no key to be looked up, which is most of the work of planning a series. What is bought is
        # always looked up: another episode may have bought it.
        asked = (step.purchase is not None or step.id in before) and not _waits(step, made)
        key = step.key(made) if asked else None
        outputs = None if key is None else store.take(key) if step.purchase is not None else store.result(key)
        if outputs is not None:
            made[step.id] = outputs
            decided.append(Decided(step, Decision.REUSED, ""))
            continue
        if step.purchase is None:
            decided.append(Decided(step, Decision.MAKE, reason(step, store, made)))
            continue
        order = store.order(key) if key is not None else None
        why = "is being made already" if order is not None and order.state == "running" else reason(step, store, made)
        decided.append(Decided(step, Decision.ORDER, why, key, order is not None))


def reason(step: Step, store: Store, made: Mapping[str, Outputs]) -> str:
    """Why a step is not reused, in an author's words."""
    before = store.last_parts(step.id)
    if before is None:
        return "new"
    changed = [name for name, one in step.parts.items() if before.get(name) != one.digest]
    gone = [name for name in before if name not in step.parts]
    if changed or gone:
        return f"{', '.join((changed + gone)[:3])} changed"
    waiting = sorted({name for name, _ in step.inputs.values() if name not in made})
    if waiting:
        return f"after {waiting[0]}" + (f" and {len(waiting) - 1} more" if len(waiting) > 1 else "")
    return "an input changed or its result is gone"
