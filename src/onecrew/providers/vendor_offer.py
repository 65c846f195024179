"""A vendor's offer, for the list of providers. In: a Vendor. Out: an Offer. Never: prices, which stand by model in the
catalogue."""

from __future__ import annotations

from onecrew.providers.catalogue import Vendor
from onecrew.providers.offer import Offer


def vendor_offer(vendor: Vendor, unit: str = "second", languages: tuple[str, ...] = ()) -> Offer:
    """What the vendor needs before it can be asked; its price depends on the model and is unknown here."""
    missing = vendor.missing()
    needs = f"set {' and '.join(missing)} ({vendor.console})" if missing else ""
    return Offer(name=vendor.name, languages=languages, price=None, unit=unit, needs=needs)
