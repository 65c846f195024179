"""Text of any language on a picture.

In: text, language tag, size, width. Out: shaped paragraphs with their measure. Never: captions.

Size is found by measuring, never by counting characters: a Thai or German title is as long as it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import skia

from onecrew.fonts import collection, directed, families, unicode
from onecrew.units import Language

SAFE_LEFT, SAFE_TOP, SAFE_RIGHT, SAFE_BOTTOM = 0.056, 0.115, 0.888, 0.78
"""The part of a vertical frame where something may be read, as shares of width and height."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A shaped text. ``width`` and ``height`` are what it really takes, ``line`` the height of one line, all in pixels."""

    paragraph: skia.textlayout.Paragraph
    width: float
    height: float
    line: float
    lines: int
    box: float
    """The width it was laid out in; alignment refers to it."""

    def draw(self, canvas: skia.Canvas, x: float, y: float) -> None:
        """Paints it with the top left corner of its layout box at (x, y)."""
        self.paragraph.paint(canvas, x, y)


def right_to_left(language: str) -> bool:
    """Whether lines of this language run from right to left."""
    return Language(language).right_to_left


@lru_cache(maxsize=256)
def shape(
    text: str,
    language: str,
    size: float,
    width: float,
    colour: int,
    *,
    weight: int = 400,
    align: str = "start",
    leading: float = 1.3,
) -> Lettering:
    """Text wrapped into ``width`` pixels. ``align``: start (of the language's direction), centre, end."""
    rtl = right_to_left(language)
    ends = {"start": rtl, "end": not rtl}
    style = skia.textlayout.ParagraphStyle()
    if align == "centre":
        style.setTextAlign(skia.textlayout.TextAlign.kCenter)
    else:
        style.setTextAlign(skia.textlayout.TextAlign.kRight if ends[align] else skia.textlayout.TextAlign.kLeft)
    face = skia.textlayout.TextStyle()
    face.setFontFamilies(list(families(language)))
    face.setFontSize(size)
    face.setColor(colour)
    face.setLocale(skia.String(language))
    face.setFontStyle(skia.FontStyle(weight, skia.FontStyle.kNormal_Width, skia.FontStyle.kUpright_Slant))
    face.setHeight(leading)
    face.setHeightOverride(True)
    style.setTextStyle(face)
    builder = skia.textlayout.ParagraphBuilder.make(style, collection(), unicode())
    builder.pushStyle(face)
    builder.addText(directed(text, language))
    paragraph = builder.Build()
    paragraph.layout(width)
    line = size * leading
    lines = max(1, round(paragraph.Height / line))
    return Lettering(paragraph, paragraph.LongestLine, paragraph.Height, line, lines, width)


def fit(
    text: str,
    language: str,
    width: float,
    height: float,
    largest: float,
    smallest: float,
    colour: int,
    *,
    weight: int = 400,
    align: str = "start",
    leading: float = 1.3,
) -> Lettering:
    """The text at the largest size between the two at which it fits ``width`` × ``height`` without breaking a word.

    When even the smallest size does not fit it is returned at that size; the caller scrolls or cuts.
    """
    size = largest
    while size > smallest:
        made = shape(text, language, round(size, 2), width, colour, weight=weight, align=align, leading=leading)
        unbroken = made.paragraph.MinIntrinsicWidth <= width + 0.5
        if made.height <= height + 0.5 and unbroken:
            return made
        size *= 0.94
    return shape(text, language, round(smallest, 2), width, colour, weight=weight, align=align, leading=leading)


def snug(text: str, language: str, size: float, most: float, colour: int, *, weight: int = 400, leading: float = 1.3) -> Lettering:
    """Text wrapped into at most ``most`` pixels, its box drawn in to its longest line (for bubbles and labels)."""
    loose = shape(text, language, size, most, colour, weight=weight, leading=leading)
    return shape(text, language, size, float(math.ceil(loose.width) + 1), colour, weight=weight, leading=leading)
