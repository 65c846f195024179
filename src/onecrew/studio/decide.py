"""What would run and why. In: a graph and the store. Out: one decision a step. Never: running, writing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from onecrew.store.store import Outputs, Store
from onecrew.studio.graph import Graph, Step


class Decision(StrEnum):
    """What happens to a step."""

    REUSED = "reused"
    MAKE = "to make"
    ORDER = "to order"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Decided:
    """A step, what happens to it and why."""

    step: Step
    decision: Decision
    why: str


def known(step: Step, store: Store, made: Mapping[str, Outputs]) -> Outputs | None:
    """What the store has for this step, if its inputs are made and nothing changed."""
    if any(name not in made for name, _ in step.inputs.values()):
        return None
    key = step.key(made)
    return store.take(key) if step.purchase is not None else store.result(key)


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
        outputs = known(step, store, made) if step.purchase is not None or step.id in before else None
        if outputs is not None:
            made[step.id] = outputs
            decided.append(Decided(step, Decision.REUSED, ""))
            continue
        decision = Decision.ORDER if step.purchase is not None else Decision.MAKE
        decided.append(Decided(step, decision, reason(step, store, made)))


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
