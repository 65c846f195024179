"""Pictures from fal's queue. In: an ImageOrder. Out: Footage. Never: the queue's own ways, which are those of ``fal_queue``.

After fal's model pages of 2026 the makers' inputs differ in one thing: most take ``image_size``, Nano Banana an ``aspect_ratio``
and a ``resolution``. A picture that a checker blacked out comes as a success.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor
from onecrew.providers.fal_queue import FalQueue
from onecrew.providers.image import ImageOrder, fetched, pictures, sides
from onecrew.providers.offer import Offer
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Ticket
from onecrew.units import Broken, Refused

_SIZES = {
    "9:16": "portrait_16_9",
    "3:4": "portrait_4_3",
    "1:1": "square_hd",
    "4:3": "landscape_4_3",
    "16:9": "landscape_16_9",
}
"""fal's names for what a model makes where no resolution is asked for."""


class FalImage:
    """Image models of many makers, behind one queue."""

    def __init__(self, vendor: Vendor | None = None, storage: str = "") -> None:
        self._queue = FalQueue(vendor, storage, "draw")

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._queue.vendor, "image")

    def begin(self, order: ImageOrder, into: Path) -> Ticket | Footage:
        """Upload what goes with the order, and queue it."""
        body = _input(order)
        if addresses := [self._queue.uploaded(one) for one in pictures(order, "fal")]:
            body["image_urls"] = addresses
        return self._queue.order(order.model, body)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The picture, once the queue is done with it."""
        result = self._queue.result(ticket)
        if result is None:
            return None
        if result.at("has_nsfw_concepts", 0) is True:
            raise Refused("fal's checker blacked this picture out; change its words or its references", billed=True)
        url, seed = result.at("images", 0, "url"), result.at("seed")
        if not isinstance(url, str):
            raise Broken(f"fal says {ticket.job} is done and gives no picture")
        path = fetched(self._queue.transport, url, into, self._queue.headers())
        return Footage(path, None, seed if isinstance(seed, int) else None)

    def cancel(self, ticket: Ticket) -> bool:
        """Take it out of the queue; what runs already may go on."""
        return self._queue.cancel(ticket)

    def find(self, order: ImageOrder) -> Ticket | None:
        """The queue keeps no mark of ours."""
        raise LookupError("fal cannot be asked for an order by a mark")


def _input(order: ImageOrder) -> dict[str, Any]:
    """The model's input, without references. Seedream gives PNG and has no switch for it."""
    body: dict[str, Any] = {"prompt": order.prompt}
    if "nano-banana" in order.model:
        body["aspect_ratio"] = order.aspect
        if order.resolution:
            body["resolution"] = order.resolution.upper()
    elif order.resolution or order.aspect not in _SIZES:
        width, height = sides(order.aspect, order.resolution)
        body["image_size"] = {"width": width, "height": height}
    else:
        body["image_size"] = _SIZES[order.aspect]
    if "seedream" not in order.model:
        body["output_format"] = "png"
    if order.seed is not None:
        body["seed"] = order.seed
    return body
