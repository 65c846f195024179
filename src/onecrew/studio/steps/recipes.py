"""What steps are told, as frozen nouns of plain values. In: nothing. Out: nouns. Never: drawing, codecs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onecrew.animation.picture import Picture
from onecrew.story.show import Format


@dataclass(frozen=True, slots=True)
class Seen:
    """A picture from ``start`` (its own time) on."""

    picture: Picture
    start: Fraction


@dataclass(frozen=True, slots=True)
class Shown:
    """A caption burnt into frames ``[first, last)`` of the piece."""

    lines: tuple[str, ...]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the film: ``frames`` of one picture, or of two during a transition (``dissolve`` or ``fade``)."""

    format: Format
    frames: int
    seen: tuple[Seen, ...]
    transition: str = "cut"
    captions: tuple[Shown, ...] = ()
    language: str = "en"
