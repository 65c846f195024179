"""Colours of a puppet under a light, and the paints that carry them.

In: ``#rrggbb`` colours and a Light. Out: Skia colours and paints (cached by value; nobody changes a paint after it was made).
Never: shapes.

Skin keeps two thirds of its brightness in the darkest light, and its shadow is a warmer, redder tone of itself (light that
scattered under the skin), not grey: the usual practice of character painting.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import skia

from onecrew.animation.light import Light

Rgb = tuple[float, float, float]

SKINS: dict[str, str] = {
    "porcelain": "#fbe6da",
    "fair": "#f7d6c0",
    "light": "#efc3a2",
    "tan": "#dca67c",
    "olive": "#c8955f",
    "brown": "#a56c45",
    "dark": "#7d4c31",
    "deep": "#553224",
}


@dataclass(frozen=True, slots=True)
class Shade:
    """One material under one light, as Skia colours (``0xAARRGGBB``).

    ``base``: most of the form; ``lit``: towards the key; ``dark``: turned away; ``deep``: folds and cast shadows;
    ``line``: the coloured contour; ``rim``: the edge light.
    """

    base: int
    lit: int
    dark: int
    deep: int
    line: int
    rim: int


def rgb(colour: str) -> Rgb:
    """``#rrggbb`` as three values 0–1."""
    return (int(colour[1:3], 16) / 255.0, int(colour[3:5], 16) / 255.0, int(colour[5:7], 16) / 255.0)


def hexed(colour: Rgb) -> str:
    """Three values 0–1 as ``#rrggbb``."""
    r, g, b = (round(max(0.0, min(1.0, part)) * 255) for part in colour)
    return f"#{r:02x}{g:02x}{b:02x}"


def blend(a: Rgb, b: Rgb, t: float) -> Rgb:
    """``a`` at 0, ``b`` at 1."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t)


def times(a: Rgb, b: Rgb) -> Rgb:
    """Multiplied, part by part."""
    return (a[0] * b[0], a[1] * b[1], a[2] * b[2])


@lru_cache(maxsize=4096)
def packed(colour: Rgb, alpha: float = 1.0) -> int:
    """As a Skia colour."""
    a, r, g, b = (round(max(0.0, min(1.0, part)) * 255) for part in (alpha, *colour))
    return (a << 24) | (r << 16) | (g << 8) | b


@lru_cache(maxsize=8192)
def faded(colour: int, alpha: float) -> int:
    """The same colour, ``alpha`` as opaque."""
    kept = round(((colour >> 24) & 255) * max(0.0, min(1.0, alpha)))
    return (kept << 24) | (colour & 0xFFFFFF)


@lru_cache(maxsize=4096)
def tone(colour: str, by: float) -> str:
    """Lighter (``by`` > 0, towards white) or darker (< 0, towards a saturated black) by that share."""
    c = rgb(colour)
    if by >= 0:
        return hexed(blend(c, (1.0, 1.0, 1.0), by))
    return hexed(times(c, (1.0 + by, 1.0 + by * 1.06, 1.0 + by * 0.98)))


@lru_cache(maxsize=4096)
def mixed(a: str, b: str, t: float) -> str:
    """Between two ``#rrggbb``."""
    return hexed(blend(rgb(a), rgb(b), t))


@lru_cache(maxsize=4096)
def brightness(colour: str) -> float:
    """Luma 0–1 (Rec. 709 weights on the coded values)."""
    r, g, b = rgb(colour)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@lru_cache(maxsize=4096)
def under(colour: str, light: Light, share: float = 1.0) -> Rgb:
    """``colour`` as the light shows it; ``share`` of the darkness reaches it."""
    key = blend((1.0, 1.0, 1.0), rgb(light.key), 0.45)
    ambient = rgb(light.ambient)
    peak = max(ambient) or 1.0
    night = (ambient[0] / peak, ambient[1] / peak, ambient[2] / peak)
    c = times(rgb(colour), key)
    dark = light.darkness * share
    c = times(c, blend((1.0, 1.0, 1.0), night, dark * 0.75))
    dim = 1.0 - 0.52 * dark
    return (c[0] * dim, c[1] * dim, c[2] * dim)


@lru_cache(maxsize=4096)
def shade(colour: str, light: Light, skin: bool = False) -> Shade:
    """The tones of a material. ``skin``: keeps its warmth in the shadow and its readability at night."""
    base = under(colour, light, 0.55 if skin else 1.0)
    ambient = rgb(light.ambient)
    depth = 0.55 + 0.6 * light.contrast
    cold = blend((1.0, 1.0, 1.0), ambient, 0.45)
    if skin:
        warm = (0.93, 0.76, 0.72)
        shadow = times(base, blend((1.0, 1.0, 1.0), times(warm, blend((1.0, 1.0, 1.0), ambient, 0.2)), depth))
        deep = times(base, blend((1.0, 1.0, 1.0), (0.78, 0.53, 0.5), depth))
        line = times(base, (0.56, 0.33, 0.3))
    else:
        shadow = times(base, blend((1.0, 1.0, 1.0), times((0.78, 0.76, 0.84), cold), depth))
        deep = times(base, blend((1.0, 1.0, 1.0), times((0.58, 0.55, 0.66), cold), depth))
        line = times(base, (0.42, 0.38, 0.46))
    key = rgb(light.key)
    lift = 1.04 if skin else 1.16
    raised = (min(1.0, base[0] * lift), min(1.0, base[1] * lift), min(1.0, base[2] * lift))
    lit = blend(raised, key, (0.14 if skin else 0.06) * (1.0 - 0.6 * light.darkness))
    rim = blend(base, rgb(light.rim), 0.75)
    return Shade(
        packed(base), packed(lit), packed(shadow), packed(deep), packed(line), packed(rim, 0.25 + 0.75 * light.rim_strength)
    )


@lru_cache(maxsize=8192)
def fill(colour: int) -> skia.Paint:
    """A paint that fills."""
    return skia.Paint(AntiAlias=True, Color=colour)


@lru_cache(maxsize=8192)
def stroke(colour: int, width: float, round_ends: bool = True) -> skia.Paint:
    """A paint that draws a line ``width`` cm wide."""
    return skia.Paint(
        AntiAlias=True,
        Color=colour,
        Style=skia.Paint.kStroke_Style,
        StrokeWidth=width,
        StrokeCap=skia.Paint.kRound_Cap if round_ends else skia.Paint.kButt_Cap,
        StrokeJoin=skia.Paint.kRound_Join,
    )


@lru_cache(maxsize=4096)
def _solid(colour: int) -> skia.Paint:
    return skia.Paint(AntiAlias=False, Color=colour)


@lru_cache(maxsize=4096)
def _hairline(colour: int) -> skia.Paint:
    return skia.Paint(AntiAlias=True, Color=colour, Style=skia.Paint.kStroke_Style, StrokeWidth=0.0)


def flat(canvas: skia.Canvas, path: skia.Path, colour: int) -> None:
    """Fills a large shape with an opaque colour: hard-edged, then its edge once more as a line one pixel wide.

    The line's coverage falls from one to nothing over the pixel outside the edge, so the shape looks as smooth as any, half a pixel
    larger; on the processor the two together cost about half of one fill with smooth edges.
    """
    canvas.drawPath(path, _solid(colour))
    canvas.drawPath(path, _hairline(colour))


def outlined(canvas: skia.Canvas, path: skia.Path, colour: int, line: int, width: float) -> None:
    """Fills a path; its contour shows only outside the fill, so overlapping parts of one path melt together."""
    canvas.drawPath(path, stroke(line, width * 2.0))
    canvas.drawPath(path, fill(colour))


@lru_cache(maxsize=8192)
def toward(a: int, b: int, t: float) -> int:
    """The opaque colour ``t`` of the way from ``a`` to ``b``: what ``b`` drawn over ``a`` with that opacity would show.

    Opaque fills are many times cheaper to draw than see-through ones.
    """
    parts = 0xFF
    for shift in (16, 8, 0):
        low, high = (a >> shift) & 255, (b >> shift) & 255
        parts = (parts << 8) | round(low + (high - low) * max(0.0, min(1.0, t)))
    return parts


def fill_inside(canvas: skia.Canvas, shape: skia.Path, part: skia.Path, colour: int) -> None:
    """Fills what ``part`` and ``shape`` have in common. Cutting large shapes is cheaper than clipping to them; those Skia cannot
    cut are clipped."""
    try:
        cut = skia.Op(shape, part, skia.PathOp.kIntersect_PathOp)
    except RuntimeError:
        cut = None
    if cut is not None:
        flat(canvas, cut, colour)
    else:
        fill_clipped(canvas, shape, part, colour)


def fill_clipped(canvas: skia.Canvas, shape: skia.Path, part: skia.Path, colour: int) -> None:
    """The same by a clip: cheaper for shapes of many overlapping parts, whose cut is costly to find."""
    canvas.save()
    canvas.clipPath(part, True)
    canvas.drawPath(shape, fill(colour))
    canvas.restore()
