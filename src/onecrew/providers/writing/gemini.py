"""Writing by Google's Gemini. In: a Brief. Out: Written. Never: thoughts shown, a second paid request.

After google-genai 3.4.0 (models.generateContent of the Developer API). A refusal is a success without a candidate, or one whose
candidate ended for a reason of safety; what the model thinks is billed like what it writes.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.writing import SECONDS, Brief, Written, cut_off, written
from onecrew.units import Broken, Busy, OutOfCredit, ProviderError, Refused, Unready

_MODERATED = (
    "SAFETY",
    "RECITATION",
    "BLOCKLIST",
    "PROHIBITED_CONTENT",
    "SPII",
    "ESCALATION",
    "PUP_LIMITED_DISABLED",
    "MODEL_ARMOR",
    "LANGUAGE",
)
_CUT = ("MAX_TOKENS", "CONTINUATION")
_PAID = ("billing", "prepayment", "credits", "free tier", "free_tier")


class GeminiWriting:
    """Content generated to a JSON schema."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["gemini"]
        self._transport = Transport(self._vendor, self._headers, self._told, seconds=SECONDS)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor, "brief")

    def write(self, brief: Brief) -> Written:
        """One answer."""
        answer = self._transport.ask("POST", f"/models/{brief.model}:generateContent", body=_body(brief), orders=True)
        blocked = answer.at("promptFeedback", "blockReason")
        if blocked:
            raise Refused(f"Gemini will not read this ({blocked}); change the words of the text", billed=False)
        used = (_count(answer, "promptTokenCount"), _count(answer, "candidatesTokenCount") + _count(answer, "thoughtsTokenCount"))
        reason = answer.at("candidates", 0, "finishReason")
        if reason in _MODERATED:
            said = answer.at("candidates", 0, "finishMessage") or "change the words of the text"
            raise Refused(f"{brief.model} will not write this ({reason}): {said}", billed=True)
        if reason in _CUT:
            raise cut_off(brief, used[1])
        if reason != "STOP":
            raise Broken(f"{brief.model} ended with {reason!r} instead of an answer")
        parts = answer.at("candidates", 0, "content", "parts")
        parts = [one for one in parts if isinstance(one, dict)] if isinstance(parts, list) else []
        text = "".join(str(one.get("text", "")) for one in parts if not one.get("thought"))
        return written(self._vendor.name, brief, text, *used)

    def _headers(self) -> dict[str, str]:
        return {"x-goog-api-key": self._transport.key()}

    def _told(self, answer: Answer) -> ProviderError | None:
        """Google's error: a status word, a message, and details that may say how long to wait. A wrong key is a bad request."""
        said, word = str(answer.at("error", "message") or ""), str(answer.at("error", "status") or "")
        if not word:
            return None
        if "api key" in said.lower():
            return Unready(f"Gemini: {said} Check {self._vendor.keys[0]} ({self._vendor.console})")
        paid = any(one in said.lower() for one in _PAID)
        wait = _wait(answer)
        if word in ("RESOURCE_EXHAUSTED", "FAILED_PRECONDITION") and paid and wait is None:
            return OutOfCredit(f"Gemini: {said}")
        if word in ("RESOURCE_EXHAUSTED", "UNAVAILABLE"):
            return Busy(f"Gemini: {said}", wait=wait)
        return Broken(f"Gemini failed ({word}): {said}") if answer.status == 200 else None


def _body(brief: Brief) -> dict[str, Any]:
    return {
        "systemInstruction": {"parts": [{"text": brief.system}]},
        "contents": [{"role": "user", "parts": [{"text": brief.user}]}],
        "generationConfig": {
            "responseMimeType": "application/json",
            "responseJsonSchema": brief.shape,
            "maxOutputTokens": brief.longest,
        },
    }


def _wait(answer: Answer) -> Fraction | None:
    """Seconds of ``retryDelay``, which stands among the error's details."""
    details = answer.at("error", "details")
    for one in details if isinstance(details, list) else []:
        delay = re.fullmatch(r"(\d+(?:\.\d+)?)s", str(one.get("retryDelay", ""))) if isinstance(one, dict) else None
        if delay:
            return Fraction(delay[1])
    return None


def _count(answer: Answer, name: str) -> int:
    found = answer.at("usageMetadata", name)
    return found if isinstance(found, int) else 0
