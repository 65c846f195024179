"""Pictures that image vendors reply with, and waiting for them. In: sizes, orders. Out: PNGs, Footage. Never: a vendor's words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import cv2
import numpy as np

from onecrew.providers.image import Image, ImageOrder
from onecrew.providers.video import Footage, Ticket

from .emulator import Job, Reply

HTML = b"<html>Sign in</html>"


@cache
def picture(width: int, height: int) -> bytes:
    """A PNG: a bright square on a shaded ground."""
    ground = np.linspace(40, 120, height, dtype=np.uint8)[:, None, None] * np.ones((1, width, 3), np.uint8)
    ground[height // 3 : height // 2, width // 4 : width // 2] = 210
    encoded, data = cv2.imencode(".png", ground)
    assert encoded
    return data.tobytes()


def picture_reply(job: Job, width: int, height: int) -> Reply:
    """The picture of a job, or what its fault makes of it."""
    if job.fault == "expired link":
        return Reply(403, body=b"<Error><Code>AccessDenied</Code></Error>", media_type="application/xml")
    if job.fault == "wrong content type":
        return Reply(body=HTML, media_type="text/html")
    data = picture(width, height)
    return Reply(body=data, media_type="image/png", cut=len(data) // 2 if job.fault == "truncated file" else 0)


def begun(image: Image, order: ImageOrder, folder: Path) -> Ticket:
    """The ticket of an order that is not answered at once."""
    ticket = image.begin(order, folder / "picture.png")
    assert isinstance(ticket, Ticket)
    return ticket


def finished(image: Image, ticket: Ticket, folder: Path) -> Footage:
    """Ask until it is done."""
    for _ in range(6):
        footage = image.finish(ticket, folder / "picture.png")
        if footage is not None:
            return footage
    raise AssertionError("never done")
