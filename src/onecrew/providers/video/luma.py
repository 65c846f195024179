"""Films from Luma's Agents API. In: a ShotOrder. Out: Footage. Never: the old Dream Machine API, whose keys and models are others.

After Luma's documentation as others quote it (2026): settings stand in an object of their own, the length is a text, only a film
film of five seconds has a start and an end frame, failures carry a code, and the address of a film ends after an hour.
"""

from __future__ import annotations

import base64
from fractions import Fraction
from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unanswered, Unready

_FROM_FRAMES = Fraction(5)
_UNFIT = ("image_too_large", "unsupported_format", "corrupt_input", "invalid_request")


class Luma:
    """Ray, which films without sound."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["luma"]
        self._transport = Transport(self._vendor, self._headers, _told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Create a generation."""
        answer = self._transport.ask("POST", "/generations", body=_body(order), orders=True)
        generation = answer.at("id")
        if answer.at("state") == "failed":
            raise _failed(answer)
        if not isinstance(generation, str) or not generation:
            raise Unanswered("Luma took the order and named no generation")
        return Ticket(generation)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film of the generation: the one output that is a video."""
        answer = self._transport.ask("GET", f"/generations/{ticket.job}")
        state = answer.at("state")
        if state in ("queued", "processing"):
            return None
        if state == "failed":
            raise _failed(answer)
        if state != "completed":
            raise Broken(f"Luma says {state!r} of the generation {ticket.job}")
        films = [one for one in answer.at("output") or [] if isinstance(one, dict) and one.get("type", "video") == "video"]
        if not films or not isinstance(films[0].get("url"), str):
            raise Broken(f"Luma says the generation {ticket.job} is done and gives no film")
        return Footage(self._transport.download(films[0]["url"], into))

    def cancel(self, ticket: Ticket) -> bool:
        """No way to stop a generation is documented."""
        return False

    def find(self, order: ShotOrder) -> Ticket | None:
        """It keeps no mark of ours."""
        raise LookupError("Luma cannot be asked for an order by a mark")

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}"}


def _body(order: ShotOrder) -> dict[str, Any]:
    if strange := order.of("character", "style", "video", "audio"):
        raise Refused(f"Luma's {order.model} takes no {strange[0].role} reference; leave it out")
    video = {"resolution": order.resolution, "duration": f"{int(order.seconds)}s", **_frames(order)}
    return {"model": order.model, "type": "video", "prompt": order.prompt, "aspect_ratio": order.aspect, "video": video}


def _frames(order: ShotOrder) -> dict[str, Any]:
    """Start and end frame; a longer film takes no such frames, but a key frame with the number 0, which is a start as well."""
    first, last = order.of("first frame")[:1], order.of("last frame")[:1]
    if order.seconds == _FROM_FRAMES:
        return {name: _picture(one) for name, frames in (("start_frame", first), ("end_frame", last)) for one in frames}
    if last:
        raise Refused(
            f"Luma films {_FROM_FRAMES} seconds up to a last frame, not {order.seconds}; order {_FROM_FRAMES} or leave it out"
        )
    return {"keyframes": [_picture(one) for one in first], "keyframe_indexes": [0]} if first else {}


def _picture(reference: Reference) -> dict[str, str]:
    return {"data": base64.b64encode(reference.read()).decode(), "media_type": reference.media_type}


def _told(answer: Answer) -> ProviderError | None:
    """A key of the old API is forbidden on the new host."""
    said = str(answer.at("detail") or answer.at("message") or "")
    if answer.status == 403:
        return Unready(
            f"Luma does not take this key: {said}; keys of the old Dream Machine API do not fit, get one at platform.lumalabs.ai"
        )
    if answer.status in (400, 422) and answer.at("failure_code"):
        return _failed(answer)
    return None


def _failed(answer: Answer) -> ProviderError:
    code = str(answer.at("failure_code") or "")
    said = str(answer.at("failure_reason") or answer.at("detail") or "no reason given")
    if code == "content_moderated":
        return Refused(f"Luma's moderation will not film this: {said}; change the shot's words or its frames")
    if code in _UNFIT:
        return Refused(f"Luma cannot use this ({code}): {said}")
    if code == "budget_exhausted":
        return OutOfCredit(f"Luma: {said}")
    if code == "rate_limited":
        return Busy(f"Luma: {said}")
    if code == "output_not_found":
        return Expired(f"Luma no longer has this film: {said}")
    return Broken(f"Luma failed to film this ({code or 'no code'}): {said}")
