"""Where captions stand in the picture. In: width and height in pixels. Out: margins and a size. Never: fonts, drawing.

Vertical players cover the top 220, the bottom 420, the left 60 and the right 120 of 1080 × 1920 pixels (`quality.md`); captions
end at 74 % of the height, above that, and stand in the middle of what is left between the sides. Other pictures use the 5 %
title-safe area of EBU R 95 and captions at its lower edge.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class CaptionPlace:
    """Margins and the size of the letters as shares: ``left`` and ``right`` of the width, ``top``, ``bottom`` and ``size`` of
    the height.

    ``bottom`` is the share below the last row; ``top`` the share above the area a caption may fill.
    """

    left: Fraction
    right: Fraction
    top: Fraction
    bottom: Fraction
    size: Fraction


VERTICAL = CaptionPlace(Fraction(60, 1080), Fraction(120, 1080), Fraction(60, 100), Fraction(26, 100), Fraction(31, 1000))
LEVEL = CaptionPlace(Fraction(1, 10), Fraction(1, 10), Fraction(70, 100), Fraction(7, 100), Fraction(5, 100))


def caption_place(width: int, height: int) -> CaptionPlace:
    """Where captions stand in a picture of this shape."""
    return VERTICAL if height > width else LEVEL
