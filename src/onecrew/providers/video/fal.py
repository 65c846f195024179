"""Films from fal's queue. In: a ShotOrder. Out: Footage. Never: the queue's own ways, which are those of ``fal_queue``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor
from onecrew.providers.fal_queue import FalQueue
from onecrew.providers.offer import Offer
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, ShotOrder, Ticket
from onecrew.units import Broken


class Fal:
    """Models of many makers, behind one queue."""

    def __init__(self, vendor: Vendor | None = None, storage: str = "") -> None:
        self._queue = FalQueue(vendor, storage, "film")

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._queue.vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Upload what goes with the order, and queue it."""
        return self._queue.order(order.model, _input(order, {one.digest: self._queue.uploaded(one) for one in order.references}))

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film, once the queue is done with it."""
        result = self._queue.result(ticket)
        if result is None:
            return None
        url, seed = result.at("video", "url") or result.at("videos", 0, "url"), result.at("seed")
        if not isinstance(url, str):
            raise Broken(f"fal says {ticket.job} is done and gives no film")
        path = self._queue.transport.download(url, into, headers=self._queue.headers())
        return Footage(path, None, seed if isinstance(seed, int) else None)

    def cancel(self, ticket: Ticket) -> bool:
        """Take it out of the queue; what runs already may go on."""
        return self._queue.cancel(ticket)

    def find(self, order: ShotOrder) -> Ticket | None:
        """The queue keeps no mark of ours."""
        raise LookupError("fal cannot be asked for an order by a mark")


def _input(order: ShotOrder, addresses: dict[str, str]) -> dict[str, Any]:
    """The model's input: the names most of fal's video models share."""
    body: dict[str, Any] = {
        "prompt": order.prompt,
        "aspect_ratio": order.aspect,
        "resolution": order.resolution,
        "duration": str(order.seconds),
        "generate_audio": order.sound,
    }
    if order.seed is not None:
        body["seed"] = order.seed
    for role, name in (("first frame", "image_url"), ("last frame", "end_image_url")):
        for one in order.of(role)[:1]:
            body[name] = addresses[one.digest]
    for role, name in (("character", "image_urls"), ("video", "video_urls"), ("audio", "audio_urls")):
        if found := [addresses[one.digest] for one in order.of(*((role, "style") if role == "character" else (role,)))]:
            body[name] = found
    return body
