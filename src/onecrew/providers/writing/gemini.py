"""Writing by Google's Gemini. In: a Brief. Out: Written. Never: thoughts shown, a second paid request.

After google-genai 3.4.0 (models.generateContent of the Developer API). A refusal is a success without a candidate, or one whose
candidate ended for a reason of safety; what the model thinks is billed like what it writes.
"""

from __future__ import annotations

from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.gemini_errors import MODERATED, told
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.writing import SECONDS, Brief, Written, cut_off, written
from onecrew.units import Broken, ProviderError, Refused

_MODERATED = (*MODERATED, "LANGUAGE")
_CUT = ("MAX_TOKENS", "CONTINUATION")


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
        return told(self._vendor, answer)


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


def _count(answer: Answer, name: str) -> int:
    found = answer.at("usageMetadata", name)
    return found if isinstance(found, int) else 0
