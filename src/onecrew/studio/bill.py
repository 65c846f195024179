"""What the orders of a run cost, and whether the budget holds it. In: decided steps. Out: Money. Never: ordering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onecrew.studio.decide import Decided, Decision
from onecrew.studio.graph import Purchase
from onecrew.units import Money, OnecrewError
from onecrew.units.money import FREE


@dataclass(frozen=True, slots=True)
class Bill:
    """What orders cost: sums by currency, those of nothing left out; how many orders have a price nobody knows before (``open``),
    and how many of such are in the sums with what is set aside for each (``aside``)."""

    sums: tuple[Money, ...] = ()
    open: int = 0
    aside: int = 0

    @property
    def whole(self) -> Money | None:
        """All of it as one amount; None: a price is not known, or there are several currencies."""
        if self.open or len(self.sums) > 1:
            return None
        return self.sums[0] if self.sums else FREE

    def in_currency(self, currency: str) -> Money:
        """What is asked in one currency."""
        return next((one for one in self.sums if one.currency == currency), Money(0, currency))

    def __str__(self) -> str:
        told = [str(one) for one in self.sums] or ([] if self.open else [str(FREE)])
        if self.open:
            told.append(f"{_orders(self.open)} at a price not known before")
        return " + ".join(told) + (f" ({_orders(self.aside)} at what is set aside for it)" if self.aside else "")


def _orders(count: int) -> str:
    return f"{count} order{'s' if count > 1 else ''}"


def bill(decided: Iterable[Decided], ceiling: Money | None = None) -> Bill:
    """What all orders that are to be made cost, without those the book has: what they cost is committed already. ``ceiling``: what
    is set aside for one whose price is not known before."""
    new = (one.step.purchase for one in decided if one.decision is Decision.ORDER and not one.booked)
    prices = [price_of(one) for one in new if one is not None and not one.local]
    unknown = sum(one is None for one in prices)
    known = [one for one in prices if one is not None]
    if ceiling is None:
        return _summed(known, unknown)
    return _summed([*known, *[ceiling] * unknown], aside=unknown)


def bills(several: Sequence[Bill]) -> Bill:
    """Several bills as one."""
    sums = (money for one in several for money in one.sums)
    return _summed(sums, sum(one.open for one in several), sum(one.aside for one in several))


def price_of(bought: Purchase) -> Money | None:
    """What one order costs at most; None: not known before the call."""
    return FREE if bought.local else bought.price


def over_budget(cost: Bill, limit: Money, committed: Money = FREE) -> str:
    """Why a budget does not hold what orders cost, with what is ``committed`` already; empty when it does."""
    if cost.open:
        return f"the price of an order is not known before the call and the budget is {limit}"
    others = [one for one in cost.sums if one.currency != limit.currency]
    if not others and committed.minor + cost.in_currency(limit.currency).minor <= limit.minor:
        return ""
    before = f" and {committed} is spent" if committed.minor else ""
    return f"the orders cost {cost}, the budget is {limit}{before}" if cost.sums else ""


RAISE = "raise it ([budget] limit in show.toml, or --budget), or make fewer languages"
"""What to do about a budget that does not hold."""


def hold_budget(decided: Sequence[Decided], limit: Money | None, committed: Money = FREE) -> None:
    """Refuse a run whose orders, with what is ``committed`` already, may cost more than a budget.

    Raises:
        OnecrewError: the bill is above the limit, or not known while there is one.
    """
    if limit is None:
        return
    cost = bill(decided)
    if fact := over_budget(cost, limit, committed):
        raise OnecrewError(f"{fact}; {'onecrew plan lists the orders' if cost.open else RAISE}")


def _summed(amounts: Iterable[Money], open: int = 0, aside: int = 0) -> Bill:
    sums: dict[str, int] = {}
    for one in amounts:
        if one.minor:
            sums[one.currency] = sums.get(one.currency, 0) + one.minor
    return Bill(tuple(Money(minor, currency) for currency, minor in sums.items()), open, aside)
