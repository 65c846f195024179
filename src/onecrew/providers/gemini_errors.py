"""Gemini's errors, as all its endpoints tell them. In: an Answer. Out: the error it means. Never: what only one endpoint says.

After google-genai 3.4.0: a status word, a message, and details that may say how long to wait. A wrong key is a bad request to it,
and an account without money a rate that is exhausted.
"""

from __future__ import annotations

import re
from fractions import Fraction

from onecrew.providers.catalogue import Vendor
from onecrew.providers.transport import Answer
from onecrew.units import Broken, Busy, OutOfCredit, ProviderError, Unready

MODERATED = (
    "SAFETY",
    "RECITATION",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "ESCALATION",
    "PUP_LIMITED_DISABLED",
    "MODEL_ARMOR",
)
"""Reasons to stop that are moderation's, in words and in speech."""
_PAID = ("billing", "prepayment", "credits", "free tier", "free_tier")


def told(vendor: Vendor, answer: Answer) -> ProviderError | None:
    """What the error in an answer means; None: there is none, or its HTTP status says enough."""
    said, word = str(answer.at("error", "message") or ""), str(answer.at("error", "status") or "")
    if not word:
        return None
    if "api key" in said.lower():
        return Unready(f"Gemini: {said} Check {vendor.keys[0]} ({vendor.console})")
    wait = _wait(answer)
    paid = any(one in said.lower() for one in _PAID)
    if word in ("RESOURCE_EXHAUSTED", "FAILED_PRECONDITION") and paid and wait is None:
        return OutOfCredit(f"Gemini: {said}")
    if word in ("RESOURCE_EXHAUSTED", "UNAVAILABLE"):
        return Busy(f"Gemini: {said}", wait=wait)
    return Broken(f"Gemini failed ({word}): {said}") if answer.status == 200 else None


def _wait(answer: Answer) -> Fraction | None:
    """Seconds of ``retryDelay``, which stands among the error's details."""
    details = answer.at("error", "details")
    for one in details if isinstance(details, list) else []:
        delay = re.fullmatch(r"(\d+(?:\.\d+)?)s", str(one.get("retryDelay", ""))) if isinstance(one, dict) else None
        if delay:
            return Fraction(delay[1])
    return None
