"""Films from xAI's Grok Imagine. In: a ShotOrder. Out: Footage. Never: a film its moderation keeps back, which has no address.

After xAI's documentation as others quote it (2026): a wrong key is a bad request, used-up credit a permission or a rate, and what a
film cost is told in ticks of a ten-thousand-millionth of a dollar.
"""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket
from onecrew.units import Broken, Expired, Money, OutOfCredit, ProviderError, Refused, Unanswered, Unready

_TICKS = 1_000_000
"""Ticks in a ten-thousandth of a dollar."""
_MODERATED = ("moderation", "content policy", "safety", "usage guidelines", "flagged")
_PAID = ("credits", "spending limit", "licenses")


class XAI:
    """Grok Imagine, which films with sound."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["xai"]
        self._transport = Transport(self._vendor, self._headers, _told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Start a generation."""
        request = self._transport.ask("POST", "/videos/generations", body=_body(order), orders=True).at("request_id")
        if not isinstance(request, str) or not request:
            raise Unanswered("xAI took the order and named no request_id")
        return Ticket(request)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film of the request."""
        answer = self._transport.ask("GET", f"/videos/{ticket.job}")
        status = answer.at("status")
        if status == "pending":
            return None
        if status == "failed":
            raise _failed(answer)
        if status == "expired":
            raise Expired(f"xAI no longer keeps the request {ticket.job}")
        if status != "done":
            raise Broken(f"xAI says {status!r} of the request {ticket.job}")
        if answer.at("video", "respect_moderation") is False:
            raise Refused(
                f"xAI's moderation keeps this film back: {_said(answer)}; change the shot's words", billed=_billed(answer)
            )
        url = answer.at("video", "url")
        if not isinstance(url, str) or not url:
            raise Broken(f"xAI says the request {ticket.job} is done and gives no film", billed=_billed(answer))
        return Footage(self._transport.download(url, into), _price(answer))

    def cancel(self, ticket: Ticket) -> bool:
        """A request cannot be stopped."""
        return False

    def find(self, order: ShotOrder) -> Ticket | None:
        """It keeps no mark of ours."""
        raise LookupError("xAI cannot be asked for an order by a mark")

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}"}


def _body(order: ShotOrder) -> dict[str, Any]:
    body: dict[str, Any] = {
        "model": order.model,
        "prompt": order.prompt,
        "duration": int(order.seconds),
        "aspect_ratio": order.aspect,
        "resolution": order.resolution,
    }
    frames, others = order.of("first frame"), order.of("character", "style")
    if strange := order.of("last frame", "video", "audio"):
        raise Refused(f"xAI's {order.model} takes no {strange[0].role} reference; leave it out")
    if frames and others:
        raise Refused(f"xAI's {order.model} takes a frame or a {others[0].role} reference, not both; leave one of them out")
    if frames:
        body["image"] = _picture(frames[0])
    if others:
        body["reference_images"] = [_picture(one) for one in others]
    return body


def _picture(reference: Reference) -> dict[str, str]:
    return {"url": f"data:{reference.media_type};base64,{base64.b64encode(reference.read()).decode()}"}


def _told(answer: Answer) -> ProviderError | None:
    """xAI's error is a text; the status alone does not tell a key, money and moderation apart."""
    if answer.status < 400:
        return None
    said = _said(answer)
    if "api key" in said.lower():
        return Unready("xAI does not take the key: check XAI_API_KEY (https://console.x.ai)")
    if answer.status in (402, 403, 429) and any(word in said.lower() for word in _PAID):
        return OutOfCredit(f"xAI: {said}")
    if answer.status in (400, 403, 422) and any(word in said.lower() for word in _MODERATED):
        return Refused(f"xAI's moderation will not film this: {said}; change the shot's words or its frame")
    return None


def _said(answer: Answer) -> str:
    error = answer.at("error")
    return str(error.get("message") or error.get("code") or "") if isinstance(error, dict) else str(error or "no reason given")


def _failed(answer: Answer) -> ProviderError:
    said = _said(answer)
    if any(word in f"{said} {answer.at('error', 'code')}".lower() for word in _MODERATED):
        return Refused(f"xAI's moderation will not film this: {said}; change the shot's words or its frame", billed=_billed(answer))
    if answer.at("error", "code") == "invalid_argument":
        return Refused(f"xAI cannot film this: {said}", billed=_billed(answer))
    return Broken(f"xAI failed to film this: {said}", billed=_billed(answer))


def _ticks(answer: Answer) -> int | None:
    ticks = answer.at("usage", "cost_in_usd_ticks")
    return ticks if isinstance(ticks, int) else None


def _billed(answer: Answer) -> bool | None:
    ticks = _ticks(answer)
    return None if ticks is None else ticks > 0


def _price(answer: Answer) -> Money | None:
    """What it cost, rounded up to a ten-thousandth."""
    ticks = _ticks(answer)
    return None if ticks is None else Money(-(-ticks // _TICKS))
