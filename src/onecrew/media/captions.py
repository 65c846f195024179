"""Captions burnt into the picture: white, outlined, in the right script, where a vertical player leaves room.

In: rows of text, a language, the picture's size. Out: pixels on a frame, widths. Never: breaking rows, timing, files.

Rows come broken from the timeline, which asks ``measure`` how wide they are. A caption is drawn once and then only laid over the
frames, so it costs a tenth of a millisecond each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

import cv2
import numpy as np
import numpy.typing as npt
import skia

from onecrew.fonts import collection, directed, families, unicode
from onecrew.units import Language

Pixels = npt.NDArray[np.uint8]

_SAFE = (60 / 1080, 220 / 1920, 120 / 1080, 420 / 1920)
"""Left, top, right, bottom shares that vertical players cover with their own buttons and texts."""
_SAFE_WIDE = (0.05, 0.05, 0.05, 0.05)
_SIZES = {"Arab": 1.1, "Deva": 1.04, "Thai": 1.06, "Hans": 1.04, "Hant": 1.04, "Jpan": 1.02, "Kore": 1.02}
"""Sizes against Latin at which the scripts look equally large."""
_STEPS = {"Arab": 1.42, "Deva": 1.4, "Thai": 1.42}
"""Baseline to baseline, in ems, of scripts with marks above and below."""
_THIN, _THIN_STROKE = {"Hans", "Hant", "Jpan", "Kore"}, 0.03
"""Scripts packaged in one weight only; this much ink (ems) brings Skia's emboldened outlines up to a bold face."""


@dataclass(frozen=True, slots=True)
class CaptionStyle:
    """How captions of a picture look. Lengths are pixels of that picture.

    ``size``: of Latin text; other scripts are scaled to look alike. ``middle``: where the middle of the block of rows is. ``safe``:
    left, top, right and bottom borders no ink may pass. ``outline``: width of the dark edge. ``shadow``: blur of the soft shadow
    behind it. ``colour`` is ``#rrggbb``.
    """

    size: float
    middle: float
    safe: tuple[float, float, float, float]
    weight: int = 900
    outline: float = 4.0
    shadow: float = 4.0
    colour: str = "#ffffff"


def caption_style(width: int, height: int) -> CaptionStyle:
    """The style of a picture of this size.

    Vertical: the block lies at 66–74 % of the height, inside the safe area of vertical players (of 1080x1920: 220 px at the top,
    420 at the bottom, 60 left and 120 right stay free). Wide: at 87 % of the height, with 5 % free all round.
    """
    tall = height >= width
    size = 0.055 * width if tall else 0.056 * height
    left, top, right, bottom = _SAFE if tall else _SAFE_WIDE
    safe = (left * width, top * height, width - right * width, height - bottom * height)
    return CaptionStyle(size, height * (0.70 if tall else 0.87), safe, outline=0.08 * size, shadow=0.13 * size)


def measure(text: str, language: str, style: CaptionStyle, width: int) -> float:
    """The share of the picture's width one row takes, its outline included."""
    paragraph = _row(text, language, style.weight, _size(language, style), skia.Paint())
    return float((paragraph.LongestLine + 2 * style.outline) / width)


def row_height(language: str, style: CaptionStyle) -> float:
    """From one row to the next, in pixels; a caption is so many of them high."""
    return _size(language, style) * _step(language)


def draw_caption(
    frame: Pixels,
    caption_lines: tuple[str, ...],
    language: str,
    style: CaptionStyle,
    accent: str | None = None,
    place: Fraction | None = None,
) -> None:
    """Draw the rows, top first, centred in the picture and moved to the left only as far as the safe area asks.

    ``frame``: (height, width, 4), BGRA, opaque.

    ``accent`` (``#rrggbb``) replaces the style's colour, e.g. to tell two speakers apart. A row too wide for the safe area makes
    the whole caption smaller; text is never cut off. ``place``: where this caption's middle is, as a share of the height; None:
    where the style wants it.
    """
    if not any(row.strip() for row in caption_lines):
        return
    if place is not None:
        style = replace(style, middle=float(place * frame.shape[0]))
    ink, through, x, y = _drawn(caption_lines, language, style, frame.shape[1], accent or style.colour)
    ground = frame[y : y + ink.shape[0], x : x + ink.shape[1]]
    cv2.multiply(ground, through, ground, 1 / 255)
    cv2.add(ground, ink, ground)


@lru_cache(maxsize=32)
def _drawn(
    rows: tuple[str, ...],
    language: str,
    style: CaptionStyle,
    width: int,
    colour: str,
) -> tuple[Pixels, Pixels, int, int]:
    """The caption's premultiplied pixels, how much of the ground shows through them (for each colour), and where its corner is."""
    left, _, right, _ = style.safe
    edge = style.outline
    size = _size(language, style)
    widest = max(_row(row, language, style.weight, size, skia.Paint()).LongestLine for row in rows)
    size *= min(1.0, (right - left - 2 * edge) / max(1.0, widest))

    outline = skia.Paint(
        AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=2 * edge, StrokeJoin=skia.Paint.kRound_Join, Color=0xF014141A
    )
    shadow = skia.Paint(AntiAlias=True, Color=0xB0000000, MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, style.shadow))
    fill = skia.Paint(AntiAlias=True, Color=int("ff" + colour.lstrip("#"), 16))
    if Language(language).script in _THIN:
        fill.setStyle(skia.Paint.kStrokeAndFill_Style)
        fill.setStrokeWidth(_THIN_STROKE * size)

    step = size * _step(language)
    margin = int(2 * edge + 4 * style.shadow + size)
    block = step * len(rows)
    x, y = int(left) - margin, int(style.middle - block / 2) - margin
    pixels = np.zeros((int(block) + 2 * margin, int(right - left) + 2 * margin, 4), np.uint8)
    surface = skia.Surface(pixels, colorType=skia.kBGRA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
    canvas = surface.getCanvas()
    # Shadows first: a row's shadow must not fall on the row above it.
    for paint, lower in ((shadow, 0.06 * size), (shadow, 0.06 * size), (outline, 0.0), (fill, 0.0)):
        for number, row in enumerate(rows):
            paragraph = _row(row, language, style.weight, size, paint)
            start = min(width / 2 - paragraph.LongestLine / 2, right - edge - paragraph.LongestLine)
            baseline = style.middle - block / 2 + step * number + (step - size) / 2 + 0.86 * size
            paragraph.paint(canvas, max(left + edge, start) - x, baseline - paragraph.AlphabeticBaseline - y + lower)
    # The smallest rectangle around everything drawn: what need not be laid costs nothing.
    x0, y0, across, down = cv2.boundingRect(pixels[:, :, 3].copy())
    ink = pixels[y0 : y0 + down, x0 : x0 + across].copy()
    return ink, (255 - ink[:, :, 3:]).repeat(4, axis=2) | np.array([0, 0, 0, 255], np.uint8), x + x0, y + y0


def _size(language: str, style: CaptionStyle) -> float:
    return style.size * _SIZES.get(Language(language).script, 1.0)


def _step(language: str) -> float:
    return _STEPS.get(Language(language).script, 1.26)


def _row(text: str, language: str, weight: int, size: float, paint: skia.Paint) -> skia.textlayout.Paragraph:
    look = skia.textlayout.TextStyle()
    look.setFontFamilies(list(families(language)))
    look.setFontSize(size)
    look.setFontStyle(skia.FontStyle(weight, 5, skia.FontStyle.kUpright_Slant))
    look.setLocale(language)
    look.setForegroundPaint(paint)
    builder = skia.textlayout.ParagraphBuilder(skia.textlayout.ParagraphStyle(), collection(), unicode())
    builder.pushStyle(look)
    builder.addText(directed(text, language))
    paragraph = builder.Build()
    paragraph.layout(1e6)
    return paragraph
