"""Where captions stand in the picture. In: width and height in pixels. Out: margins and a size. Never: fonts, drawing.

Vertical players cover the top 220, the bottom 420, the left 60 and the right 120 of 1080 × 1920 pixels (`quality.md`); captions
end at 74 % of the height, above that, and stand in the middle of what is left between the sides. Other pictures use the 5 %
title-safe area of EBU R 95 and captions at its lower edge. A caption beside another stands elsewhere in the safe area.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

Span = tuple[Fraction, Fraction]
"""Top and bottom of something in the picture, as shares of its height."""


@dataclass(frozen=True, slots=True)
class CaptionPlace:
    """Margins and the size of the letters as shares: ``left`` and ``right`` of the width, ``top``, ``bottom`` and ``size`` of
    the height.

    ``bottom`` is the share below the last row; ``top`` the share above the area a caption may fill. ``safe``: the part of the
    height that players leave alone; ``middle``: where the middle of captions is that are burnt in.
    """

    left: Fraction
    right: Fraction
    top: Fraction
    bottom: Fraction
    size: Fraction
    safe: Span
    middle: Fraction


VERTICAL = CaptionPlace(
    left=Fraction(60, 1080),
    right=Fraction(120, 1080),
    top=Fraction(60, 100),
    bottom=Fraction(26, 100),
    size=Fraction(31, 1000),
    safe=(Fraction(220, 1920), 1 - Fraction(420, 1920)),
    middle=Fraction(70, 100),
)
LEVEL = CaptionPlace(
    left=Fraction(1, 10),
    right=Fraction(1, 10),
    top=Fraction(70, 100),
    bottom=Fraction(7, 100),
    size=Fraction(5, 100),
    safe=(Fraction(5, 100), Fraction(95, 100)),
    middle=Fraction(87, 100),
)
ROW_HEIGHT = Fraction(13, 10)
"""Of the size of the letters, in soft files."""
_APART = Fraction(1, 4)
"""Of a row: what stays free between two captions above each other."""


def caption_place(width: int, height: int) -> CaptionPlace:
    """Where captions stand in a picture of this shape."""
    return VERTICAL if height > width else LEVEL


@dataclass(frozen=True, slots=True)
class CaptionArea:
    """The height of a picture, as captions that are on screen at once share it.

    ``safe``: what no caption may leave. ``row``: the height of a row. ``middle``: where burnt-in captions without a place have
    their middle; ``soft``: what those without a place fill in soft files.
    """

    safe: Span
    row: Fraction
    middle: Fraction
    soft: tuple[Span, ...]

    def spans(self, rows: int, place: Fraction | None) -> tuple[Span, ...]:
        """What a caption of so many rows covers: one without a place stands elsewhere in soft files than burnt in."""
        if place is None:
            return (self._block(rows, self.middle), *self.soft)
        return (self._block(rows, place),)

    def free(self, rows: int, wanted: Fraction, taken: Sequence[Span], unwilling: Sequence[Span] = ()) -> Fraction | None:
        """The middle nearest to ``wanted`` at which so many rows are inside the safe area and clear of what is taken.

        Nothing of ``unwilling`` is covered either, where that can be helped. None where there is no room.
        """
        half, apart = rows * self.row / 2, self.row * _APART
        first, last = self.safe[0] + half, self.safe[1] - half
        edges = [edge for top, bottom in (*taken, *unwilling) for edge in (top - half - apart, bottom + half + apart)]
        inside = {min(max(first, wanted), last), first, last, *(edge for edge in edges if first < edge < last)}
        wide = [(top - apart, bottom + apart) for top, bottom in taken]
        open_ = [one for one in inside if not touch([self._block(rows, one)], wide)]
        return min(open_, key=lambda one: (touch([self._block(rows, one)], unwilling), abs(one - wanted), one), default=None)

    def _block(self, rows: int, middle: Fraction) -> Span:
        half = rows * self.row / 2
        return middle - half, middle + half


def touch(some: Iterable[Span], others: Sequence[Span]) -> bool:
    """Whether anything of the one lies over anything of the other."""
    return any(top < other[1] and other[0] < bottom for top, bottom in some for other in others)


def caption_area(width: int, height: int, middle: Fraction | None = None, row: Fraction = Fraction(0)) -> CaptionArea:
    """The area of a picture of this shape.

    ``middle``: where dialogue captions are burnt in, if not in the usual place; ``row``: how high their rows are, if higher than
    those of soft files.
    """
    place = caption_place(width, height)
    # WebVTT has no picture to go by and always stands as in a vertical one.
    soft = tuple((one.top, 1 - one.bottom) for one in dict.fromkeys((place, VERTICAL)))
    return CaptionArea(place.safe, max(row, place.size * ROW_HEIGHT), place.middle if middle is None else middle, soft)
