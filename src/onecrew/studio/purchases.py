"""What makes a step an order. In: a capability and a provider's name. Out: a Purchase with its price. Never: buying."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from onecrew.providers import registry
from onecrew.studio.graph import Purchase
from onecrew.units import Money


def order_of(capability: str, provider: str, take: int, ask: Callable[[Any], Money | None] | None = None) -> Purchase:
    """An order from a provider, which says itself whether it works on this machine and what it asks.

    ``ask`` gets the provider, for one that knows the price of just this; else it is what it offers by the line.
    """
    if _local(capability, provider):
        return Purchase(capability, provider, take)
    made = registry.provider(capability, provider)
    offer = made.offer()
    price = ask(made) if ask is not None and hasattr(made, "cost") else offer.price if offer.unit == "line" else None
    return Purchase(capability, provider, take, local=False, price=price)


@cache
def _local(capability: str, provider: str) -> bool:
    return bool(registry.provider(capability, provider).offer().local)
