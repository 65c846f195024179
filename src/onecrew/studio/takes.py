"""The takes of a show: what was ordered, what came, what it cost. In: the store. Out: rows. Never: ordering, choosing.

Takes that were refused, that failed or that nobody uses any more are kept and shown like the others: they were paid for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onecrew.providers.catalogue import Catalogue, catalogue
from onecrew.store.store import Store
from onecrew.studio.choosing import Tried
from onecrew.units import Digest, Money


@dataclass(frozen=True, slots=True)
class TakeRow:
    """An order of film. ``number`` counts the orders of its step from 1; ``used``: it is the one the film is made of."""

    step: str
    number: int
    model: str
    vendor: str
    state: str
    price: Money
    note: str
    used: bool
    film: Digest | None
    key: Digest
    job: str | None
    recorded: str


def takes(store: Store) -> tuple[TakeRow, ...]:
    """All orders of film, by step, oldest first."""
    models = _by_id(catalogue())
    counted: Counter[str] = Counter()
    rows = []
    for one in store.orders():
        if not one.step.startswith("take/"):
            continue
        counted[one.step] += 1
        id = json.loads(one.request).get("model", "")
        rows.append(
            TakeRow(
                step=one.step,
                number=counted[one.step],
                model=models.get((one.provider, id), f"{one.provider}/{id}"),
                vendor=one.provider,
                state=one.state,
                price=one.price,
                note=one.note,
                used=one.state == "done" and store.last_key(one.step) == one.key,
                film=(one.outputs or {}).get("film"),
                key=one.key,
                job=one.job,
                recorded=one.recorded,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.step, row.number)))


def tried(rows: Sequence[TakeRow]) -> dict[str, Tried]:
    """How often takes of each model were kept."""
    kept: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for row in rows:
        if row.state in ("done", "refused", "failed"):
            taken[row.model] += 1
            kept[row.model] += row.used
    return {model: Tried(kept[model], taken[model]) for model in taken}


def spent(rows: Sequence[TakeRow]) -> dict[str, Money]:
    """What all orders cost or still may, by currency."""
    sums: dict[str, Money] = {}
    for row in rows:
        if row.price.minor:
            sums[row.price.currency] = sums.get(row.price.currency, Money(0, row.price.currency)) + row.price
    return sums


def _by_id(known: Catalogue) -> Mapping[tuple[str, str], str]:
    return {(model.vendor, model.id): name for name, model in known.models.items()}
