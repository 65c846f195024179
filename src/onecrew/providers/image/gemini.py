"""Pictures from Gemini's image models. In: an ImageOrder. Out: Footage at once. Never: interim pictures, a second paid request.

After google-genai 3.4.0 (models.generateContent of the Developer API, read in November 2026): a refusal is a success without a
candidate, or a candidate that ended for a reason of safety; the model may answer in words; what it thinks may hold drafts.
"""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.gemini_errors import told
from onecrew.providers.image import SECONDS, ImageOrder, decoded, pictures
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Reference, Ticket
from onecrew.units import Broken, Expired, ProviderError, Refused

_LARGEST = 20_000_000
"""Bytes of one request, pictures and all."""
_MODERATED = (
    "SAFETY",
    "IMAGE_SAFETY",
    "PROHIBITED_CONTENT",
    "IMAGE_PROHIBITED_CONTENT",
    "RECITATION",
    "IMAGE_RECITATION",
    "BLOCKLIST",
    "SPII",
    "ESCALATION",
    "PUP_LIMITED_DISABLED",
    "MODEL_ARMOR",
)


class GeminiImage:
    """Gemini's image models, which draw from words and from pictures."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["gemini"]
        self._transport = Transport(self._vendor, self._headers, self._told, seconds=SECONDS)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor, "image")

    def begin(self, order: ImageOrder, into: Path) -> Ticket | Footage:
        """The picture; Gemini answers at once and keeps nothing to ask for."""
        answer = self._transport.ask("POST", f"/models/{order.model}:generateContent", body=_body(order), orders=True)
        blocked = answer.at("promptFeedback", "blockReason")
        if blocked:
            raise Refused(f"Gemini will not draw this ({blocked}); change its words or its references", billed=False)
        reason = answer.at("candidates", 0, "finishReason")
        if reason in _MODERATED:
            said = self._transport.safe(str(answer.at("candidates", 0, "finishMessage") or "change its words or its references"))
            raise Refused(f"{order.model} will not show this ({reason}): {said}", billed=_drew(answer))
        parts = answer.at("candidates", 0, "content", "parts")
        # Thoughts may hold drafts of the picture; the last one outside of them is meant.
        found = parts if isinstance(parts, list) else []
        shown = [one for one in found if isinstance(one, dict) and not one.get("thought")]
        drawn = [one["inlineData"].get("data") for one in shown if isinstance(one.get("inlineData"), dict)]
        if drawn and isinstance(drawn[-1], str):
            return Footage(decoded(drawn[-1], into, "Gemini"))
        words = self._transport.safe(" ".join(str(one.get("text", "")) for one in shown).strip()[:300])
        if words:
            raise Refused(f"{order.model} answered in words instead of a picture: {words}", billed=_drew(answer))
        raise Broken(f"{order.model} ended with {reason!r} and gives no picture")

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """There is never a job to ask for."""
        raise Expired(f"Gemini answers at once and keeps no job {ticket.job}")

    def cancel(self, ticket: Ticket) -> bool:
        """What is asked is answered."""
        return False

    def find(self, order: ImageOrder) -> Ticket | None:
        """Gemini keeps no mark of ours."""
        raise LookupError("Gemini cannot be asked for an order by a mark")

    def _headers(self) -> dict[str, str]:
        return {"x-goog-api-key": self._transport.key()}

    def _told(self, answer: Answer) -> ProviderError | None:
        return told(self._vendor, answer)


def _body(order: ImageOrder) -> dict[str, Any]:
    references = pictures(order, "Gemini")
    if sum(one.path.stat().st_size for one in references) * 4 // 3 > _LARGEST:
        raise Refused("the references are too large for Gemini (20 MB with their encoding); make them smaller")
    form = {"aspectRatio": order.aspect}
    if order.resolution:
        form["imageSize"] = order.resolution.upper()
    config: dict[str, Any] = {"responseModalities": ["IMAGE"], "imageConfig": form}
    if order.seed is not None:
        config["seed"] = order.seed
    return {
        "contents": [{"role": "user", "parts": [{"text": order.prompt}, *map(_part, references)]}],
        "generationConfig": config,
    }


def _part(reference: Reference) -> dict[str, Any]:
    return {"inlineData": {"mimeType": reference.media_type, "data": b64encode(reference.read()).decode()}}


def _drew(answer: Answer) -> bool:
    """Whether tokens were put out, which are billed whatever became of them."""
    return bool(answer.at("usageMetadata", "candidatesTokenCount"))
