"""What the orders of a run cost, and whether the budget holds it. In: decided steps. Out: Money. Never: ordering."""

from __future__ import annotations

from collections.abc import Sequence

from onecrew.studio.decide import Decided, Decision
from onecrew.studio.graph import Purchase
from onecrew.units import Money, OnecrewError
from onecrew.units.money import FREE


def bill(decided: Sequence[Decided]) -> Money | None:
    """The price of all orders that are to be made; None: a price is not known before the call."""
    total = FREE
    for one in decided:
        bought = one.step.purchase
        if one.decision is not Decision.ORDER or bought is None or bought.local:
            continue
        price = price_of(bought)
        if price is None:
            return None
        total = price if total == FREE else total + price
    return total


def price_of(bought: Purchase) -> Money | None:
    """What one order costs at most; None: not known before the call."""
    return FREE if bought.local else bought.price


def hold_budget(decided: Sequence[Decided], limit: Money | None, committed: Money = FREE) -> None:
    """Refuse a run whose orders, with what is ``committed`` already, may cost more than a budget.

    Raises:
        OnecrewError: the bill is above the limit, or not known while there is one.
    """
    if limit is None:
        return
    cost = bill(decided)
    if cost is None:
        raise OnecrewError(
            f"the price of an order is not known before the call and the budget is {limit}; onecrew plan lists the orders"
        )
    if not cost.minor:
        return
    if cost.currency != limit.currency or committed.minor + cost.minor > limit.minor:
        before = f" and {committed} is spent" if committed.minor else ""
        raise OnecrewError(
            f"the orders cost {cost}, the budget is {limit}{before}; raise it ([budget] limit in show.toml, or --budget), "
            "or make fewer languages"
        )
