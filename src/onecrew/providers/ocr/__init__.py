"""Reading of pictures: the protocol and its nouns. In: pixels. Out: rows of text with their places. Never: files, times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from onecrew.providers.offer import Offer

Point = tuple[float, float]
"""x to the right, y downwards, in pixels; the top left corner of the picture is (0, 0)."""
Quad = tuple[Point, Point, Point, Point]
"""Corners around a row of text: top left, top right, bottom right, bottom left as its reader sees them."""


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels: ``bgr`` holds ``height`` rows of ``width`` pixels of three bytes, blue first, without gaps."""

    bgr: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A row of text read, where it stands, and how sure (0–100)."""

    text: str
    quad: Quad
    confidence: int


class Ocr(Protocol):
    """A provider that reads pictures. Finding rows and recognising them are one call for a still and two for a film, where a
    row found once is recognised from what many frames show of it.
    """

    def offer(self) -> Offer: ...

    def find(self, picture: Picture) -> tuple[Quad, ...]:
        """Where rows of text stand, from the top down. Rows need 12 pixels of height to be found."""
        ...

    def recognise(self, row: Picture) -> Reading:
        """The text of a picture that shows one row and little else. No text: "" with confidence 0."""
        ...

    def read(self, picture: Picture) -> tuple[Reading, ...]:
        """All rows of a picture that can be read, from the top down."""
        ...

    def release(self) -> None:
        """Gives the memory back; the next call loads the models again."""
        ...
