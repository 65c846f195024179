"""What calls cost, told to whoever counts them. In: prices. Out: their sum. Never: budgets.

A provider whose answer says what it cost calls ``paid``; whoever asked it holds a ``receipt`` meanwhile, in the same thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from onecrew.units import Money


@dataclass(slots=True)
class Receipt:
    """``total``: what was paid, None where nobody told a price. ``unpriced``: calls whose price is not known."""

    total: Money | None = None
    unpriced: int = 0


_open: ContextVar[Receipt | None] = ContextVar("receipt", default=None)


@contextmanager
def receipt() -> Iterator[Receipt]:
    """Count what the calls made in here cost."""
    held = Receipt()
    token = _open.set(held)
    try:
        yield held
    finally:
        _open.reset(token)


def paid(price: Money | None) -> None:
    """A call was paid for. ``price`` None: nobody knows how much. Free of effect where nobody counts."""
    held = _open.get()
    if held is None:
        return
    if price is None:
        held.unpriced += 1
    else:
        held.total = price if held.total is None or not held.total.minor else held.total + price
