"""The takes of a show: what was ordered, what came, what it cost. In: the store. Out: rows. Never: ordering, choosing.

Takes that were refused, that failed or that nobody uses any more are kept and shown like the others: they were paid for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median
from typing import Any

from onecrew.providers.catalogue import Catalogue, catalogue
from onecrew.store.store import OPEN, Order, Store
from onecrew.story.choices_file import Choices
from onecrew.studio.choosing import Tried
from onecrew.studio.graph import Step
from onecrew.studio.order import NUMBERED
from onecrew.units import Digest, Money, Problem, Where


@dataclass(frozen=True, slots=True)
class TakeRow:
    """An order of film, or of a picture of a character. ``number`` counts the orders of its step that were sent, from 1: it is what
    choices.toml names under [takes]; 0: no vendor ever took it. ``used``: it is the one the film is made of. ``faults``: what a
    look at it found; ``judged``: ``kept`` or ``refused`` after that look. ``asked`` is the request."""

    episode: str
    step: str
    number: int
    model: str
    vendor: str
    state: str
    price: Money
    note: str
    used: bool
    film: Digest | None
    picture: Digest | None
    key: Digest
    job: str | None
    recorded: str
    asked: Mapping[str, Any]
    faults: tuple[str, ...] = ()
    judged: str = ""
    seconds: float = 0.0
    """From the order to its film."""

    @property
    def standing(self) -> str:
        """What became of it, in a word or two."""
        if self.state == "done" and self.judged == "refused":
            return "does not count"
        return "used" if self.used else self.state


def takes(store: Store) -> tuple[TakeRow, ...]:
    """All orders of film and of characters' pictures, by episode and step, oldest first."""
    models = _by_id(catalogue())
    counted: Counter[tuple[str, str]] = Counter()
    rows = []
    for one in store.orders():
        if not one.step.startswith(NUMBERED):
            continue
        step = ("" if one.step.startswith("sheet/") else one.episode, one.step)
        counted[step] += one.state != "recorded"
        asked = json.loads(one.request)
        id = asked.get("model", "")
        rows.append(
            TakeRow(
                episode=one.episode,
                step=one.step,
                number=counted[step] if one.state != "recorded" else 0,
                model=models.get((one.provider, id), f"{one.provider}/{id}"),
                vendor=one.provider,
                state=one.state,
                price=one.price,
                note=one.note,
                used=_counts(one) and store.last_key(one.step, one.episode) == one.key,
                film=(one.outputs or {}).get("film"),
                picture=(one.outputs or {}).get("picture"),
                key=one.key,
                job=one.job,
                recorded=one.recorded,
                asked=asked,
                faults=one.faults,
                judged=one.judged,
                seconds=one.seconds,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.episode, row.step, row.number)))


def _counts(order: Order) -> bool:
    """Whether a take may be used: film is looked at before."""
    return order.state == "done" and (order.judged == "kept" or order.step.startswith("sheet/"))


def last_of(rows: Sequence[TakeRow], episode: str) -> dict[str, TakeRow]:
    """The latest order of each step of an episode that came to something, or still may."""
    return {row.step: row for row in rows if row.episode == episode and row.state in ("done", *OPEN)}


def chosen(rows: Sequence[TakeRow], choices: Choices, episode: str) -> dict[str, TakeRow]:
    """The takes that choices.toml names by the number they have in the list, by step. A number that is not there yet orders."""
    wanted = dict(choices.takes)
    return {row.step: row for row in _of(rows, episode) if row.number and row.number == wanted.get(row.step)}


def with_chosen(steps: Sequence[Step], named: Mapping[str, TakeRow]) -> tuple[Step, ...]:
    """The steps, those whose take a person chose with that take."""
    return tuple(
        replace(step, purchase=replace(step.purchase, chosen=named[step.id].key))
        if step.id in named and step.purchase is not None
        else step
        for step in steps
    )


def strange_takes(rows: Sequence[TakeRow], choices: Choices, episode: str) -> tuple[Problem, ...]:
    """Numbers under [takes] that name neither a take nor the next one."""
    last = Counter({step: 1 for step, _ in choices.takes})
    for row in _of(rows, episode):
        last[row.step] = max(last[row.step], row.number)
    return tuple(
        Problem(
            Where(f"episodes/{episode}/choices.toml"),
            f"take {number} of {step} is chosen, and there is none",
            f"onecrew takes lists them; {last[step] + 1} orders another",
            "warning",
        )
        for step, number in choices.takes
        if step.startswith(NUMBERED) and number > last[step] + 1
    )


def _of(rows: Sequence[TakeRow], episode: str) -> Iterator[TakeRow]:
    """The rows of an episode, and the sheets, which are the whole show's."""
    return (row for row in rows if row.episode == episode or row.step.startswith("sheet/"))


def tried(rows: Sequence[TakeRow]) -> dict[str, Tried]:
    """How often takes of each model were kept."""
    kept: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for row in rows:
        if row.step.startswith("take/") and (row.judged or row.state in ("refused", "failed")):
            taken[row.model] += 1
            kept[row.model] += row.used
    return {model: Tried(kept[model], taken[model]) for model in taken}


def waited(rows: Sequence[TakeRow]) -> dict[str, Fraction]:
    """Seconds that a take of each model took, the median."""
    took: dict[str, list[float]] = {}
    for row in rows:
        if row.step.startswith("take/") and row.state == "done" and row.seconds > 0:
            took.setdefault(row.model, []).append(row.seconds)
    return {model: Fraction(median(seconds)).limit_denominator(10) for model, seconds in took.items()}


def spent(rows: Sequence[TakeRow]) -> dict[str, Money]:
    """What all orders cost or still may, by currency."""
    sums: dict[str, Money] = {}
    for row in rows:
        if row.price.minor:
            sums[row.price.currency] = sums.get(row.price.currency, Money(0, row.price.currency)) + row.price
    return sums


def _by_id(known: Catalogue) -> Mapping[tuple[str, str], str]:
    return {(model.vendor, model.id): name for name, model in known.models.items()}
