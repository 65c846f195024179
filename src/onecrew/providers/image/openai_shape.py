"""Pictures by OpenAI, and by servers of its shape. In: an ImageOrder. Out: Footage at once, or the address of the picture. Never:
a quality left to the vendor.

After openai 3.54.0 (images.generate and images.edit, November 2026). Pictures to draw from make it an edit, which is a form with
files. What OpenAI picks by itself may cost four times as much, so the quality is said. A gateway may give an address, not bytes.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from pathlib import Path

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.image import SECONDS, ImageOrder, decoded, fetched, pictures, sides
from onecrew.providers.offer import Offer
from onecrew.providers.openai_errors import bearer, told
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Ticket
from onecrew.units import Broken, Money, ProviderError

_STANDARD = ("1:1", "2:3", "3:2")
"""Aspects for which every model has a usual size, of 1024 pixels on the short side."""


class OpenAiImage:
    """GPT Image, from words and from pictures."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["openai"]
        self._transport = Transport(self._vendor, self._headers, self._told, seconds=SECONDS)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor, "image")

    def begin(self, order: ImageOrder, into: Path) -> Ticket | Footage:
        """The picture, or, from a gateway that keeps it, a ticket that is its address."""
        fields = _fields(order)
        references = pictures(order, self._vendor.title)
        if references:
            # The same name for each file, as the vendor wants it.
            named = enumerate(references, 1)
            files = [("image[]", (f"{n}.{_ending(one.media_type)}", one.read(), one.media_type)) for n, one in named]
            answer = self._transport.ask("POST", "/images/edits", form=fields, files=files, orders=True)
        else:
            answer = self._transport.ask("POST", "/images/generations", body=fields | {"n": 1}, orders=True)
        data, url = answer.at("data", 0, "b64_json"), answer.at("data", 0, "url")
        if isinstance(data, str) and data:
            return Footage(decoded(data, into, self._vendor.title), price_of(self._vendor.name, order.model, answer))
        if isinstance(url, str) and url:
            return Ticket(url)
        raise Broken(f"{self._vendor.title} took the order and gives no picture")

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The picture at the address a gateway gave."""
        return Footage(fetched(self._transport, ticket.job, into, self._headers()))

    def cancel(self, ticket: Ticket) -> bool:
        """What is asked is answered."""
        return False

    def find(self, order: ImageOrder) -> Ticket | None:
        """The shape has no mark of ours."""
        raise LookupError(f"{self._vendor.title} cannot be asked for an order by a mark")

    def _headers(self) -> dict[str, str]:
        return bearer(self._vendor, self._transport)

    def _told(self, answer: Answer) -> ProviderError | None:
        return told(self._vendor, answer, "draw or show", "change its words or its references")


def price_of(vendor: str, model: str, answer: Answer) -> Money | None:
    """What the tokens of an answer cost; None where they are not told, or the catalogue has no prices of them."""
    row = next((one for one in catalogue().of("image") if (one.vendor, one.id) == (vendor, model)), None)
    prices = dict(row.price) if row is not None and row.unit == "million tokens" else {}
    words, seen = (answer.at("usage", "input_tokens_details", name) for name in ("text_tokens", "image_tokens"))
    used = {"input": words, "image input": seen, "output": answer.at("usage", "output_tokens")}
    if not set(used) <= set(prices) or not all(isinstance(count, int) and count >= 0 for count in used.values()):
        return None
    minor = sum(Fraction(prices[name].minor * count, 10**6) for name, count in used.items())
    return Money(ceil(minor), prices["output"].currency)


def _fields(order: ImageOrder) -> dict[str, str]:
    """What both ways of asking share. Only OpenAI's own models know a quality and a format."""
    usual = "1024p" if order.aspect in _STANDARD else ""
    width, height = sides(order.aspect, order.resolution or usual)
    fields = {"model": order.model, "prompt": order.prompt, "size": f"{width}x{height}"}
    if order.model.startswith(("gpt-image", "chatgpt-image")):
        fields |= {"quality": "medium", "output_format": "png"}
    return fields


def _ending(media_type: str) -> str:
    return media_type.split("/")[-1].replace("jpeg", "jpg")
