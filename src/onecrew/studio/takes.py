"""The takes of a show: what was ordered, what came, what it cost. In: the store. Out: rows. Never: ordering, choosing.

Takes that were refused, that failed or that nobody uses any more are kept and shown like the others: they were paid for.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onecrew.providers.catalogue import Catalogue, catalogue
from onecrew.store.store import OPEN, Store
from onecrew.studio.choosing import Tried
from onecrew.units import Digest, Money


@dataclass(frozen=True, slots=True)
class TakeRow:
    """An order of film, or of a picture of a character. ``number`` counts the orders of its step from 1; ``used``: it is the one
    the film is made of. ``asked`` is the request."""

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


def takes(store: Store) -> tuple[TakeRow, ...]:
    """All orders of film and of characters' pictures, by episode and step, oldest first."""
    models = _by_id(catalogue())
    counted: Counter[tuple[str, str]] = Counter()
    rows = []
    for one in store.orders():
        if not one.step.startswith(("take/", "sheet/", "lips/")):
            continue
        counted[one.episode, one.step] += 1
        asked = json.loads(one.request)
        id = asked.get("model", "")
        rows.append(
            TakeRow(
                episode=one.episode,
                step=one.step,
                number=counted[one.episode, one.step],
                model=models.get((one.provider, id), f"{one.provider}/{id}"),
                vendor=one.provider,
                state=one.state,
                price=one.price,
                note=one.note,
                used=one.state == "done" and store.last_key(one.step, one.episode) == one.key,
                film=(one.outputs or {}).get("film"),
                picture=(one.outputs or {}).get("picture"),
                key=one.key,
                job=one.job,
                recorded=one.recorded,
                asked=asked,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.episode, row.step, row.number)))


def last_of(rows: Sequence[TakeRow], episode: str) -> dict[str, TakeRow]:
    """The latest order of each step of an episode that came to something, or still may."""
    return {row.step: row for row in rows if row.episode == episode and row.state in ("done", *OPEN)}


def tried(rows: Sequence[TakeRow]) -> dict[str, Tried]:
    """How often takes of each model were kept."""
    kept: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for row in rows:
        if row.step.startswith("take/") and row.state in ("done", "refused", "failed"):
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
