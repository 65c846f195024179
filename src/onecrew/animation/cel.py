"""Pictures laid over a frame, as cels over a background. In: pixels. Out: pixels. Never: what they show.

A frame is (height, width, 4) of bytes: blue, green, red and an alpha that is always 255; Skia draws people into this order a sixth
faster than into the other one. Skia draws into a frame through ``surface_on``; whole pictures are laid into it here, by OpenCV,
which copies, scales and blends them four to ten times as fast as Skia's raster canvas does.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import skia

Pixels: TypeAlias = npt.NDArray[np.uint8]
"""(height, width, 4): blue, green, red, alpha; colours are premultiplied by alpha."""

# A segment is drawn by one thread; others draw other segments.
cv2.setNumThreads(1)


@dataclass(frozen=True, slots=True, eq=False)
class Cel:
    """A picture to be laid over a frame.

    ``ink`` is premultiplied; its fourth channel is what of the ground shows *through* it (255 - alpha), so it may be scaled,
    and laying it is ``ground * through / 255 + ink``. An ``opaque`` cel is copied; it holds 255 there. ``through`` is that channel
    repeated for every colour, kept by cels that are laid again and again where they are.
    """

    ink: Pixels
    opaque: bool
    through: Pixels | None = None


def blank(width: int, height: int) -> Pixels:
    """Transparent pixels to draw on."""
    return np.zeros((height, width, 4), np.uint8)


def surface_on(pixels: Pixels) -> skia.Surface:
    """A Skia surface that draws into ``pixels``, which must outlive it."""
    return skia.Surface(pixels, colorType=skia.kBGRA_8888_ColorType, alphaType=skia.kPremul_AlphaType)


def cel_of(pixels: Pixels, *, often: bool = False) -> Cel:
    """A cel of premultiplied pixels, which become its own. ``often``: it will be laid again and again at whole pixels."""
    alpha = cv2.extractChannel(pixels, 3)
    if cv2.minMaxLoc(alpha)[0] == 255:
        return Cel(pixels, True)
    through = cv2.bitwise_not(alpha)
    cv2.insertChannel(through, pixels, 3)
    return Cel(pixels, False, _repeated(through) if often else None)


def screened(pixels: Pixels) -> Cel:
    """A cel of light: laid over a ground it adds to it as the screen blend does. The pixels become its own."""
    through = 255 - pixels
    through[..., 3] = 255
    return Cel(pixels, False, through)


def trimmed(pixels: Pixels, *, often: bool = False) -> tuple[Cel, int, int] | None:
    """A cel of what is painted, without the empty borders, and where its corner was; None when nothing is."""
    left, top, width, height = cv2.boundingRect(cv2.extractChannel(pixels, 3))
    if not width:
        return None
    return cel_of(pixels[top : top + height, left : left + width].copy(), often=often), left, top


def laid(ground: Pixels, pixels: Pixels) -> None:
    """Lays premultiplied pixels over others of the same size, which may be transparent."""
    through = cv2.bitwise_not(cv2.extractChannel(pixels, 3))
    cv2.multiply(ground, cv2.merge([through] * 4), ground, 1 / 255)
    cv2.add(ground, pixels, ground)


def lay(frame: Pixels, cel: Cel, left: int, top: int) -> None:
    """Lays ``cel`` with its corner at a whole pixel; what is outside the frame is left out."""
    height, width = cel.ink.shape[:2]
    x0, y0 = max(0, left), max(0, top)
    x1, y1 = min(frame.shape[1], left + width), min(frame.shape[0], top + height)
    if x0 >= x1 or y0 >= y1:
        return
    ground, inside = frame[y0:y1, x0:x1], np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
    if cel.opaque:
        np.copyto(ground, cel.ink[inside])
    else:
        _cover(ground, cel.ink[inside], cel.through[inside] if cel.through is not None else None)


def lay_scaled(frame: Pixels, cel: Cel, scale: float, dx: float, dy: float) -> None:
    """Lays ``cel`` so that ``pixel = its pixel * scale + (dx, dy)``, between pixels too (bilinear, exact to 1/256 pixel)."""
    area = _reached(cel, scale, dx, dy, frame.shape[1], frame.shape[0])
    if area is None:
        return
    x0, y0, x1, y1 = area
    if cel.opaque:
        _warp(cel, scale, dx, dy, area, frame[y0:y1, x0:x1])
    else:
        _cover(frame[y0:y1, x0:x1], _warp(cel, scale, dx, dy, area, None), None)


def enlarged(cel: Cel, scale: float, dx: float, dy: float, width: int, height: int) -> tuple[Cel, int, int] | None:
    """What ``lay_scaled`` would lay into a frame of this size, to be laid there often, and its corner; None when it is outside."""
    area = _reached(cel, scale, dx, dy, width, height)
    if area is None:
        return None
    ink = _warp(cel, scale, dx, dy, area, None)
    return Cel(ink, cel.opaque, None if cel.opaque else _repeated(cv2.extractChannel(ink, 3))), area[0], area[1]


def _reached(cel: Cel, scale: float, dx: float, dy: float, width: int, height: int) -> tuple[int, int, int, int] | None:
    """The pixels of a frame that a scaled cel touches: left, top, right, bottom."""
    tall, wide = cel.ink.shape[:2]
    x0, y0 = max(0, math.floor(dx)), max(0, math.floor(dy))
    x1, y1 = min(width, math.ceil(dx + wide * scale)), min(height, math.ceil(dy + tall * scale))
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _warp(cel: Cel, scale: float, dx: float, dy: float, area: tuple[int, int, int, int], into: Pixels | None) -> Pixels:
    x0, y0, x1, y1 = area
    # Middles of pixels are half a pixel from their corners.
    step = 1 / scale
    back = np.array([[step, 0, (x0 + 0.5 - dx) * step - 0.5], [0, step, (y0 + 0.5 - dy) * step - 0.5]])
    edge = cv2.BORDER_REPLICATE if cel.opaque else cv2.BORDER_CONSTANT
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    # Outside a cel nothing is painted, and everything shows through.
    made = cv2.warpAffine(cel.ink, back, (x1 - x0, y1 - y0), dst=into, flags=flags, borderMode=edge, borderValue=(0, 0, 0, 255))
    return np.asarray(made, np.uint8)


def _cover(ground: Pixels, ink: Pixels, through: Pixels | None) -> None:
    cv2.multiply(ground, _repeated(cv2.extractChannel(ink, 3)) if through is None else through, ground, 1 / 255)
    cv2.add(ground, ink, ground)


def _repeated(channel: cv2.typing.MatLike) -> Pixels:
    """One channel for every colour, and a fourth of 255: what is multiplied by it keeps its alpha."""
    return np.asarray(cv2.cvtColor(channel, cv2.COLOR_GRAY2BGRA), np.uint8)
