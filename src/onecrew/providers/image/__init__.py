"""Image: the protocol, its nouns, and what counts as a picture. In: an ImageOrder. Out: Footage in a file. Never: money, retries.

Some vendors answer with the picture itself, others take a job as they do for a film: ``begin`` gives what came. What a vendor sends
is bytes from a stranger: only a PNG, a JPEG or a WEBP within a size is a picture, and nothing else is ever left in the file.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from pathlib import Path
from typing import Protocol

from onecrew.providers.offer import Offer
from onecrew.providers.transport import Transport
from onecrew.providers.video import Footage, Reference, Ticket
from onecrew.units import Broken, Refused

LARGEST = 40_000_000
"""Bytes of a picture."""
SECONDS = 300.0
"""How long a vendor that answers at once may draw: a large picture takes minutes."""
USUAL = "768p"
"""The resolution of an order that names none, where a vendor wants pixels."""

_STEP = 16


@dataclass(frozen=True, slots=True)
class ImageOrder:
    """What is asked of a model.

    ``model``: the vendor's own id. ``aspect``: width to height (``9:16``). ``resolution``: one of the model's; empty: the vendor's
    usual. ``references``: pictures to draw from. ``mark``: our name for the order, sent where a vendor keeps one. ``variant``:
    which of several equal orders this is, from 0; it keeps them apart in the book.
    """

    model: str
    prompt: str
    aspect: str = "9:16"
    resolution: str = ""
    seed: int | None = None
    references: tuple[Reference, ...] = ()
    mark: str = ""
    variant: int = 0

    def of(self, *roles: str) -> tuple[Reference, ...]:
        """The references with one of these roles, in order."""
        return tuple(one for one in self.references if one.role in roles)


class Image(Protocol):
    """A vendor of pictures. Errors are those of ``units``; ``billed`` is set where the vendor says so."""

    def offer(self) -> Offer: ...

    def begin(self, order: ImageOrder, into: Path) -> Ticket | Footage:
        """Send an order, once: the picture, already in the file ``into``, or the job that will bring it.

        Raises:
            Refused: it will not do this, or what it made may not be shown.
            Busy, OutOfCredit, Unreachable: it was not taken.
            Unanswered: nobody knows whether it was taken.
            Broken: what it sends is no picture.
        """
        ...

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The picture in the file ``into``; None while it is not done.

        Raises:
            Refused: what was made, or was to be made, may not be shown.
            Busy, Unreachable, Unanswered: ask again later.
            Expired: the job or its picture is gone.
            Broken: the vendor failed, or what it sends is no picture.
        """
        ...

    def cancel(self, ticket: Ticket) -> bool:
        """Ask the vendor to stop. False: it cannot, or no longer."""
        ...

    def find(self, order: ImageOrder) -> Ticket | None:
        """The job of an order whose answer was lost, where the vendor keeps our mark; None: it has none of that mark.

        Raises:
            LookupError: this vendor cannot be asked.
        """
        ...


def pictures(order: ImageOrder, vendor: str) -> tuple[Reference, ...]:
    """The order's references, which must all be pictures.

    Raises:
        Refused: one is a film or a sound; nothing was sent.
    """
    for one in order.references:
        if not one.media_type.startswith("image/"):
            raise Refused(f"{vendor} draws from pictures only; leave the {one.role} reference ({one.media_type}) out")
    return order.references


def sides(aspect: str, resolution: str = "") -> tuple[int, int]:
    """Width and height in pixels. ``resolution`` names the short side (``720p``); both are rounded up to multiples of 16.

    Some models take nothing else (GPT Image, FLUX.2), and none refuses it.

    Raises:
        Refused: one of the two is not written so.
    """
    ratio, short = re.fullmatch(r"([1-9]\d*):([1-9]\d*)", aspect), re.fullmatch(r"([1-9]\d*)[pP]", resolution or USUAL)
    if ratio is None or short is None:
        raise Refused(f"{resolution!r} at {aspect!r} is no size of a picture; write it such as '720p' at '9:16'")
    across, down, side = int(ratio[1]), int(ratio[2]), int(short[1])
    width, height = (ceil(Fraction(side * one, min(across, down) * _STEP)) * _STEP for one in (across, down))
    return width, height


def decoded(text: str, into: Path, vendor: str) -> Path:
    """A picture that came as base64.

    Raises:
        Broken: it is no base64, or what it says is no picture.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Broken(f"the picture in the answer of {vendor} is no base64") from None
    part = into.with_name(into.name + ".part")
    part.write_bytes(data)
    return _accepted(part, into, vendor)


def fetched(transport: Transport, url: str, into: Path, headers: Mapping[str, str] | None = None) -> Path:
    """A picture that lies at an address of the vendor's. Raises as ``Transport.download``, and Broken where it is no picture."""
    beside = into.with_name(into.name + ".unseen")
    transport.download(url, beside, headers=headers, limit=LARGEST, what="picture")
    return _accepted(beside, into, transport.vendor.title)


def _accepted(part: Path, into: Path, vendor: str) -> Path:
    """The file in its place, once its first bytes say what it is."""
    try:
        with part.open("rb") as file:
            head = file.read(12)
        size = part.stat().st_size
        if size > LARGEST:
            raise Broken(f"the picture of {vendor} has {size / 1e6:.0f} MB; the limit is {LARGEST / 1e6:.0f} MB")
        webp = head[:4] == b"RIFF" and head[8:] == b"WEBP"
        if not webp and not head.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
            raise Broken(f"{vendor} sent {size} bytes that are neither PNG nor JPEG nor WEBP")
        return part.replace(into)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
