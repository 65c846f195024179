"""What the orders of a run cost, and whether the budget holds it. In: decided steps. Out: Money. Never: ordering."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from onecrew.providers import registry
from onecrew.studio.decide import Decided, Decision
from onecrew.units import Money, OnecrewError
from onecrew.units.money import FREE


def bill(decided: Sequence[Decided]) -> Money | None:
    """The price of all orders that are to be made; None: a price is not known before the call.

    Prices are per line; a provider that charges by another unit has no price that is known here.
    """
    orders = Counter(
        (bought.capability, bought.provider)
        for one in decided
        if one.decision is Decision.ORDER and (bought := one.step.purchase) is not None and not bought.local
    )
    total = FREE
    for (capability, provider), count in sorted(orders.items()):
        offer = registry.provider(capability, provider).offer()
        if offer.price is None or offer.unit != "line":
            return None
        total = total + offer.price * count
    return total


def hold_budget(decided: Sequence[Decided], limit: Money | None) -> None:
    """Refuse a run whose orders may cost more than the show's budget.

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
    if cost.minor and (cost.currency != limit.currency or cost.minor > limit.minor):
        raise OnecrewError(
            f"the orders cost {cost}, the budget is {limit}; raise [budget] limit in show.toml, or make fewer languages"
        )
