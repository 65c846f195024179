"""Films from a gateway in the shape of OpenAI's videos API. In: a ShotOrder. Out: Footage. Never: OpenAI itself, which stopped.

After the openai package 3.52.0: OpenAI shut the API down on 2026-09-24, but gateways to other makers' models go on speaking it. The
length is a text, the size is pixels, a reference makes the order a form, and the film is fetched with the key.
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import httpx2

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, ShotOrder, Ticket
from onecrew.units import Broken, Busy, OutOfCredit, ProviderError, Refused, Unanswered

_SHUT = "api.openai.com"
_WAITING = ("queued", "in_progress", "pending", "processing")
_LONG_SIDES = {1024: 1792}
"""Sora's tall size is no 16:9; every other size is counted from its aspect."""
_MODERATED = ("moderation", "content_policy", "content policy", "safety", "sentinel_block", "violat")
_PAID = ("insufficient_quota", "insufficient_user_quota", "quota_failed", "billing", "insufficient balance", "credit")


class OpenAIVideos:
    """Whatever models the gateway has; say them, and its address, in one's own catalogue."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["openai-videos"]
        self._transport = Transport(self._vendor, self._headers, _told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Create a video job: JSON, or a form where a picture goes along."""
        if httpx2.URL(self._vendor.base).host == _SHUT:
            raise Refused(
                "OpenAI shut its videos API down on 2026-09-24; set the address of a gateway as base under "
                "[vendors.openai-videos] in your own catalogue.toml"
            )
        if strange := [one.role for one in order.references if one.role != "first frame"]:
            raise Refused(f"an order in OpenAI's shape takes no {strange[0]} reference; leave it out")
        fields = {"model": order.model, "prompt": order.prompt, "seconds": str(order.seconds), "size": _size(order)}
        frames = order.of("first frame")
        if frames:
            name = f"frame.{frames[0].media_type.split('/')[-1]}"
            files = {"input_reference": (name, frames[0].read(), frames[0].media_type)}
            answer = self._transport.ask("POST", "/videos", form=fields, files=files, orders=True)
        else:
            answer = self._transport.ask("POST", "/videos", body=fields, orders=True)
        if answer.at("error"):
            raise _failed(answer)
        video = answer.at("id")
        if not isinstance(video, str) or not video:
            raise Unanswered(f"{self._vendor.title} took the order and named no video")
        return Ticket(video)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film of the job, fetched below the job's own address."""
        answer = self._transport.ask("GET", f"/videos/{ticket.job}")
        status = answer.at("status")
        if status in _WAITING:
            return None
        if status == "failed":
            raise _failed(answer)
        if status != "completed":
            raise Broken(f"{self._vendor.title} says {status!r} of the video {ticket.job}")
        url = f"{self._vendor.base.rstrip('/')}/videos/{ticket.job}/content"
        return Footage(self._transport.download(url, into, headers=self._headers()))

    def cancel(self, ticket: Ticket) -> bool:
        """Delete a job that is not done; the same call would delete the film of one that is."""
        try:
            if self._transport.ask("GET", f"/videos/{ticket.job}").at("status") not in _WAITING:
                return False
            return self._transport.ask("DELETE", f"/videos/{ticket.job}").at("deleted") is True
        except ProviderError:
            return False

    def find(self, order: ShotOrder) -> Ticket | None:
        """The shape has no place for a mark of ours."""
        raise LookupError(f"{self._vendor.title} cannot be asked for an order by a mark")

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}"}


def _size(order: ShotOrder) -> str:
    """Width by height in pixels."""
    side = int(order.resolution.lower().rstrip("p"))
    across, down = (int(one) for one in order.aspect.split(":"))
    long = _LONG_SIDES.get(side) or round(Fraction(side * max(across, down), 2 * min(across, down))) * 2
    return f"{side}x{long}" if down >= across else f"{long}x{side}"


def _error(answer: Answer) -> tuple[str, str]:
    """Code and words; gateways put them in an object, or beside each other."""
    error = answer.at("error")
    told: dict[str, Any] = (
        error if isinstance(error, dict) else {"code": answer.at("code"), "message": error or answer.at("message")}
    )
    return str(told.get("code") or told.get("type") or ""), str(told.get("message") or "")


def _told(answer: Answer) -> ProviderError | None:
    """Used-up money comes as a rate from OpenAI and as a permission from gateways; both name it in the code."""
    if answer.status < 400:
        return None
    code, said = _error(answer)
    words = f"{code} {said}".lower()
    if answer.status in (402, 403, 429) and any(one in words for one in _PAID):
        return OutOfCredit(f"the gateway's account is empty ({code}): {said}")
    if answer.status in (400, 403, 422) and any(one in words for one in _MODERATED):
        return Refused(f"the gateway's moderation will not film this ({code}): {said}; change the shot's words or its frame")
    return None


def _failed(answer: Answer) -> ProviderError:
    code, said = _error(answer)
    words = f"{code} {said}".lower()
    if any(one in words for one in _MODERATED):
        return Refused(f"the gateway's moderation will not show this ({code}): {said}; change the shot's words or its frame")
    if any(one in words for one in _PAID):
        return OutOfCredit(f"the gateway's account is empty ({code}): {said}")
    if "rate_limit" in words:
        return Busy(f"the gateway is busy ({code}): {said}")
    return Broken(f"the gateway failed to film this ({code or 'no code'}): {said or 'no reason given'}")
