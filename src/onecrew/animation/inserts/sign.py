"""A sign on a wall: a plate with its text, lit by a lamp. In: a Picture (``text``). Out: paint. Never: signs of shops in sets."""

from __future__ import annotations

import math
from functools import lru_cache

import skia

from onecrew.animation import lettering
from onecrew.animation.cel import Cel, Pixels, blank, cel_of, surface_on
from onecrew.animation.inserts import surface
from onecrew.animation.palette import colours
from onecrew.animation.picture import Picture
from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.textures import bricks, grain
from onecrew.animation.sets.tone import fade, mix, multiply, shade, tint, tone


def draw(frame: Pixels, picture: Picture, seconds: float) -> None:
    """The plate hangs still; the lamp over it breathes, and flickers at night when the mood is tense or eerie."""
    width, height = picture.format.width, picture.format.height
    surface.push_in(frame, _wall(picture), picture, seconds, by=0.035)
    scheme = surface.scheme_of(picture)
    strength = 0.16 + 0.03 * math.sin(seconds * 1.3)
    if scheme.lamps > 0.6 and picture.shot.mood in ("tense", "eerie") and math.sin(seconds * 21) * math.sin(seconds * 5.3) > 0.55:
        strength *= 0.3
    glow = Brush(surface_on(frame).getCanvas(), skia.BlendMode.kScreen)
    glow.soft(
        width * 0.475, height * 0.2, width * 0.62, height * 0.3, scheme.lamp if scheme.lamps > 0.6 else scheme.window, strength
    )


@lru_cache(maxsize=4)
def _wall(picture: Picture) -> Cel:
    width, height = picture.format.width, picture.format.height
    scheme = surface.scheme_of(picture)
    pixels = blank(width, height)
    canvas = surface_on(pixels).getCanvas()
    brush = Brush(canvas)
    chance = scheme.rng("sign")
    outside = scheme.place.kind in ("street", "rooftop", "forest", "cafe", "shop")
    wall = multiply(scheme.take("#8f7a6a" if outside else "#a8a39a", 0.4), mix(scheme.ambient, 0xFFFFFFFF, 0.15))
    brush.box(0, 0, width, height, down(0, height, shade(wall, 0.1), wall, shade(wall, 0.35)))
    if outside:
        with brush.moved(0, 0, width / 210):
            bricks(brush, -4, -4, 216, 216 * height / width, wall, chance)
    grain(brush, 0, 0, width, height, 0.5, width / 260)
    key = scheme.lamp if scheme.lamps > 0.6 else scheme.window
    light = Brush(canvas, skia.BlendMode.kSoftLight)
    light.soft(width * 0.475, height * 0.36, width * 0.85, height * 0.42, key, 0.95)
    light.soft(width * 0.475, height * 0.3, width * 0.5, height * 0.25, key, 0.7)
    left, right = width * 0.105, width * 0.835
    text = picture.text.strip() or " "
    palette = colours(picture.palette)
    plate = mix(tone(palette.dark), scheme.accent2, 0.28)
    made = lettering.fit(
        text,
        picture.language,
        (right - left) * 0.84,
        height * 0.36,
        width * 0.135,
        width * 0.034,
        tint(tone(palette.light), 0.35),
        weight=900,
        align="centre",
        leading=1.28,
    )
    tall = max(height * 0.17, made.height + height * 0.085)
    middle = height * 0.43
    top, low = middle - tall / 2, middle + tall / 2
    for x in (left + width * 0.1, right - width * 0.1):
        brush.line([(x, top - height * 0.06), (x, top)], 0xFF22222A, width * 0.007)
    brush.box(
        left - width * 0.02,
        top - height * 0.066,
        right + width * 0.02,
        top - height * 0.056,
        down(top - height * 0.066, top - height * 0.056, 0xFF5A5C66, 0xFF1B1B22),
        width * 0.008,
    )
    brush.box(
        left + width * 0.025,
        top + height * 0.02,
        right + width * 0.04,
        low + height * 0.028,
        0xAA060410,
        width * 0.02,
        blur=width * 0.024,
    )
    brush.box(left, top, right, low, slant((left, top), (right, low), tint(plate, 0.14), shade(plate, 0.2)), width * 0.02)
    brush.frame(
        left + width * 0.014,
        top + width * 0.014,
        right - width * 0.014,
        low - width * 0.014,
        mix(scheme.accent, tone(palette.light), 0.35),
        width * 0.005,
        width * 0.014,
    )
    brush.box(left + width * 0.01, top + width * 0.006, right - width * 0.01, top + width * 0.012, fade(0xFFFFFFFF, 0.3), 3)
    for x in (left + width * 0.035, right - width * 0.035):
        for y in (top + width * 0.035, low - width * 0.035):
            brush.oval(x, y, width * 0.008, width * 0.008, across(x - 5, x + 5, 0xFFD9D2C0, 0xFF6A655A))
    made.draw(canvas, (left + right) / 2 - made.box / 2, middle - made.height / 2)
    surface.vignette(brush, width, height, 0.72)
    return cel_of(pixels)
