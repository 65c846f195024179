"""The colour of a whole frame. In: the set's grade and the mood of the scene. Out: a Grade, its veil and light. Never: people.

A full-frame colour filter costs more time than the people in it, so the grade is split: the set is filtered once as it is painted,
people are graded through the light they stand in, and a veil (tint and vignette in one picture with alpha) lies over everything.
Skin stays readable: the veil is thin in the middle and never darker than a third at the corners.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import cv2
import numpy as np

from onecrew.animation.cel import Cel, Pixels, cel_of
from onecrew.animation.easing import clamp
from onecrew.animation.light import Light

GRADES = ("none", "warm", "cool", "green", "neon", "sepia")


@dataclass(frozen=True, slots=True)
class Grade:
    """``gain``: red, green, blue multiplied on the set. ``saturation`` and ``contrast``: 1 unchanged. ``tint`` (``#rrggbb``) veils
    the frame by ``haze`` 0–1. ``vignette``: darkness of the corners, 0–0.35, in the colour ``edge``. ``grain``: 0 none … 1."""

    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)
    saturation: float = 0.9
    contrast: float = 1.0
    tint: str = "#000000"
    haze: float = 0.0
    vignette: float = 0.2
    edge: str = "#0b0a18"
    grain: float = 0.0


_BY_SET: dict[str, Grade] = {
    "none": Grade(),
    "warm": Grade((1.04, 1.0, 0.93), 0.95, 1.02, "#ffb870", 0.045, 0.2, "#1c0d08"),
    "cool": Grade((0.93, 0.99, 1.06), 0.86, 1.03, "#3a5cae", 0.06, 0.26, "#060a1c"),
    "green": Grade((0.96, 1.02, 0.95), 0.74, 1.0, "#7d9a86", 0.06, 0.2, "#08120f"),
    "neon": Grade((1.0, 0.95, 1.08), 1.06, 1.06, "#7a2bd0", 0.07, 0.3, "#0a0420"),
    "sepia": Grade((1.08, 0.98, 0.82), 0.35, 0.95, "#c89a5c", 0.13, 0.32, "#1d1006", 0.5),
}

_BY_MOOD: dict[str, tuple[tuple[float, float, float], float, str, float, float]] = {
    # gain, saturation, tint, haze and vignette added to the set's own
    "calm": ((1.0, 1.0, 1.0), 1.0, "", 0.0, 0.0),
    "warm": ((1.03, 1.0, 0.96), 1.04, "#ffb56b", 0.03, 0.0),
    "tense": ((0.95, 0.98, 1.0), 0.86, "#22303f", 0.03, 0.07),
    "sad": ((0.95, 0.98, 1.04), 0.78, "#4a638c", 0.04, 0.04),
    "eerie": ((0.9, 1.0, 0.98), 0.72, "#2c5a58", 0.05, 0.09),
    "joyful": ((1.03, 1.02, 0.98), 1.1, "#ffe09a", 0.03, -0.06),
    "romantic": ((1.04, 0.98, 0.99), 1.02, "#ff9aa8", 0.045, 0.02),
    "angry": ((1.05, 0.95, 0.93), 0.95, "#5c1414", 0.035, 0.08),
}


def grade_of(name: str, mood: str) -> Grade:
    """The grade of a scene: that of its set, moved by its mood (unknown moods move nothing).

    Raises:
        ValueError: the set asks for a grade that does not exist.
    """
    if name not in _BY_SET:
        raise ValueError(f"there is no grade {name!r}; a set's grade is one of: {', '.join(GRADES)}")
    base = _BY_SET[name]
    gain, saturation, tint, haze, vignette = _BY_MOOD.get(mood, _BY_MOOD["calm"])
    share = haze / (haze + base.haze) if haze + base.haze > 0 else 0.0
    return replace(
        base,
        gain=(base.gain[0] * gain[0], base.gain[1] * gain[1], base.gain[2] * gain[2]),
        saturation=base.saturation * saturation,
        tint=mixed(base.tint, tint, share) if tint else base.tint,
        haze=base.haze + haze,
        vignette=clamp(base.vignette + vignette, 0.0, 0.35),
    )


def mixed(a: str, b: str, u: float) -> str:
    """Between two ``#rrggbb``, part by part."""
    parts = (round(int(a[n : n + 2], 16) * (1 - u) + int(b[n : n + 2], 16) * u) for n in (1, 3, 5))
    return "#" + "".join(f"{part:02x}" for part in parts)


def graded(pixels: Pixels, grade: Grade, dim: float = 0.95) -> Pixels:
    """Sets are seen through this: saturation (Rec. 709 luma), gain, contrast about middle grey, darker by ``dim``.

    ``pixels`` and the result are premultiplied; so is the constant part, by the alpha of each pixel.
    """
    s, c = grade.saturation, grade.contrast
    # Pixels have blue first.
    luma, gain = (0.0722, 0.7152, 0.2126), grade.gain[::-1]
    rows = []
    for n in range(3):
        k = gain[n] * c * dim
        rows.append([k * (luma[m] * (1 - s) + (s if m == n else 0.0)) for m in range(3)] + [0.5 * (1 - c)])
    rows.append([0.0, 0.0, 0.0, 1.0])
    return np.asarray(cv2.transform(pixels, np.array(rows)), np.uint8)


def lit(light: Light, grade: Grade) -> Light:
    """The light people stand in under this grade: key and ambient lean to its tint."""
    pull = min(0.5, grade.haze * 2.2)
    if pull <= 0:
        return light
    return replace(light, key=mixed(light.key, grade.tint, pull * 0.35), ambient=mixed(light.ambient, grade.tint, pull))


@lru_cache(maxsize=3)
def veil(grade: Grade, width: int, height: int) -> Cel:
    """Tint and vignette as one picture of the frame's size, to be laid over it.

    The vignette is an ellipse about the eye line (36 % of the height); its alpha is dithered in 4 × 4 so that no rings show.
    """
    x = np.arange(width, dtype=np.float32) / width - np.float32(0.5)
    y = np.arange(height, dtype=np.float32)[:, None] / height - np.float32(0.4)
    u = np.clip((np.sqrt((x / 0.74) ** 2 + (y / 0.78) ** 2) - 0.45) / 0.75, 0, 1)
    dark = grade.vignette * u * u * (3 - 2 * u)
    haze = np.float32(grade.haze)
    # The vignette over the haze: colours and alphas by the usual over operator, premultiplied.
    alpha = dark + haze * (1 - dark)
    bayer = np.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]], np.float32) / 16
    dither = np.tile(bayer, (height // 4 + 1, width // 4 + 1))[:height, :width]
    out = np.empty((height, width, 4), np.uint8)
    for n in range(3):
        edge = int(grade.edge[1 + 2 * n : 3 + 2 * n], 16)
        tint = int(grade.tint[1 + 2 * n : 3 + 2 * n], 16)
        out[..., 2 - n] = edge * dark + tint * haze * (1 - dark) + dither
    # Converting to bytes cuts fractions off, which is what the dither counts on. A colour is never above its alpha.
    out[..., 3] = alpha * 255 + dither
    for n in range(3):
        np.maximum(out[..., 3], out[..., n], out=out[..., 3])
    return cel_of(out, often=True)


GRAINS = ((0, 0), (-38, -14), (-10, -52), (-56, -34))
"""Corners at which the picture of grain is laid in turn."""


@lru_cache(maxsize=2)
def grain(grade: Grade, width: int, height: int) -> Cel | None:
    """A picture of film grain, larger than the frame by the reach of ``GRAINS``; None where the grade has none. Grains are two
    pixels wide and soft."""
    if grade.grain <= 0:
        return None
    noise = np.random.default_rng(1000).normal(0, 1, (height // 2 + 30, width // 2 + 30)).repeat(2, 0).repeat(2, 1)
    alpha = np.clip(np.abs(noise) * 5 * grade.grain, 0, 20).astype(np.uint8)
    out = np.where(noise > 0, alpha, 0).astype(np.uint8)[..., None].repeat(4, 2)
    out[..., 3] = alpha
    return cel_of(out, often=True)
