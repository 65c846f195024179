"""Errors and keys in OpenAI's shape, as all its endpoints and many gateways tell them. In: an Answer. Out: the error it means.

Never: what only one endpoint says.
"""

from __future__ import annotations

from onecrew.providers.catalogue import Vendor
from onecrew.providers.transport import Answer, Transport
from onecrew.units import Broken, OutOfCredit, ProviderError, Refused

_NO_MONEY = ("insufficient_quota", "billing_hard_limit_reached", "arrearage")
_MODERATED = ("content_policy_violation", "content_filter", "data_inspection_failed", "moderation_blocked")


def bearer(vendor: Vendor, transport: Transport) -> dict[str, str]:
    """The header with the key. Servers on one's own machine want none."""
    return {"authorization": f"Bearer {transport.key()}"} if vendor.keys else {}


def told(vendor: Vendor, answer: Answer, does: str = "", mend: str = "") -> ProviderError | None:
    """What the error in an answer means; None: there is none, or its HTTP status says enough. Some gateways put one under HTTP 200.

    ``does``: what the vendor will not do where its moderation stops it (``write``), and ``mend`` what may help.
    """
    error = answer.at("error")
    if not isinstance(error, dict):
        return None
    said, code = str(error.get("message", "")), str(error.get("code") or error.get("type") or "").lower()
    if code in _NO_MONEY:
        return OutOfCredit(f"{vendor.title}: {said} ({vendor.console})")
    if does and code in _MODERATED:
        return Refused(f"{vendor.title} will not {does} this ({code}): {said}; {mend}", billed=False)
    return Broken(f"{vendor.title} failed ({code}): {said}") if answer.status == 200 else None
