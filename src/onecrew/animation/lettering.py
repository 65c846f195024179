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
        if made.height <= height + 0.5 and whole(text, language, round(size, 2), width, weight):
            break
        size *= 0.96
    size = round(max(size, smallest), 2)
    made = shape(text, language, size, width, colour, weight=weight, align=align, leading=leading)
    return _even(made, text, language, size, colour, weight, leading) if align == "centre" and made.lines > 1 else made


def whole(text: str, language: str, size: float, width: float, weight: int) -> bool:
    """Whether every word of the text fits a line of ``width``: wrapping would otherwise break inside it."""
    return all(
        shape(word, language, size, 100000.0, 0, weight=weight).width <= width - 1 or Language(language).spaceless
        for word in text.split()
    )


def _even(made: Lettering, text: str, language: str, size: float, colour: int, weight: int, leading: float) -> Lettering:
    """Centred lines of much the same length: the narrowest box with as many lines (bisection), and no word broken for it."""
    low, high = made.box / (made.lines + 1), made.box
    best = made
    for _ in range(9):
        middle = round((low + high) / 2, 1)
        tried = shape(text, language, size, middle, colour, weight=weight, align="centre", leading=leading)
        if tried.lines == made.lines and whole(text, language, size, middle, weight):
            best, high = tried, middle
        else:
            low = middle
    return best


def snug(text: str, language: str, size: float, most: float, colour: int, *, weight: int = 400, leading: float = 1.3) -> Lettering:
    """Text wrapped into at most ``most`` pixels, its box drawn in to its longest line (for bubbles and labels)."""
    loose = shape(text, language, size, most, colour, weight=weight, leading=leading)
    return shape(text, language, size, float(math.ceil(loose.width) + 1), colour, weight=weight, leading=leading)
