"""Skies by time and weather. In: a scheme. Out: paint over the whole world rectangle. Never: buildings, falling weather."""

from __future__ import annotations

import math
from collections.abc import Callable

from onecrew.animation.sets.brush import Brush, disc, down
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import WORLD
from onecrew.animation.sets.tone import Tone, fade, mix

HORIZON = -140.0
"""Where the eye's height lies, in the plane of the people."""


def paint_sky(brush: Brush, scheme: Scheme, *, sun_x: float = -60.0, horizon: float = HORIZON) -> None:
    """The sky's gradient, sun or moon, stars and clouds; below ``horizon`` its last colour."""
    zenith, middle, low = scheme.sky
    brush.box(
        WORLD.left(), WORLD.top(), WORLD.right(), WORLD.bottom(), down(-560, horizon, zenith, middle, low, stops=(0.0, 0.52, 1.0))
    )
    clear = scheme.place.weather == "clear"
    if scheme.place.time == "night" and clear:
        _stars(brush, scheme, horizon)
        _moon(brush, sun_x, -410.0)
    if scheme.place.time == "dusk" and clear:
        brush.soft(sun_x, horizon - 26, 330, 190, 0xFFFFC98A, 0.75)
        brush.soft(sun_x, horizon - 26, 90, 80, 0xFFFFF1CC, 0.85)
    if scheme.place.time == "day" and clear:
        brush.soft(sun_x, -470, 320, 260, 0xFFFFF6DC, 0.6)
    _clouds(brush, scheme, horizon)


def _stars(brush: Brush, scheme: Scheme, horizon: float) -> None:
    chance = scheme.rng("stars")
    for size, alpha, count in ((0.8, 0.4, 90), (1.3, 0.65, 34), (2.0, 0.9, 9)):
        points = [(chance.uniform(-400, 400), horizon - 60 - 440 * chance.random() ** 0.7) for _ in range(count)]
        brush.dots(points, fade(0xFFEAF0FF, alpha), size)


def _moon(brush: Brush, x: float, y: float) -> None:
    brush.soft(x, y, 150, 150, 0xFFB9CCFF, 0.35)
    brush.oval(x, y, 15, 15, disc(x - 4, y - 4, 22, 0xFFFFFBEA, 0xFFF1EBD2, 0xFFC9C7C0))
    brush.oval(x - 3, y + 2, 3.4, 2.8, 0x22808098)
    brush.oval(x + 5, y - 4, 2.2, 1.9, 0x22808098)


def _clouds(brush: Brush, scheme: Scheme, horizon: float) -> None:
    chance = scheme.rng("clouds")
    heavy = scheme.place.weather != "clear"
    zenith, middle, low = scheme.sky
    lit = {"day": 0xFFFFFFFF, "dusk": 0xFFFFB995, "night": 0xFF44557F}[scheme.place.time]
    body = mix(middle, zenith, 0.3)
    if heavy:
        for _ in range(16):
            x, y = chance.uniform(-420, 420), chance.uniform(-600, horizon - 70)
            dark = chance.random() < 0.5
            tone_ = mix(middle, zenith, 0.9) if dark else mix(middle, low, 0.6)
            brush.soft(x, y, chance.uniform(130, 260), chance.uniform(30, 70), tone_, 0.5)
        return
    for _ in range(7):
        x, y = chance.uniform(-360, 360), chance.uniform(-540, horizon - 40)
        near = (y - horizon) / -400
        _cloud(brush, x, y, 60 + 90 * near, mix(body, low, 0.4), lit, chance.random)


def _cloud(brush: Brush, x: float, y: float, size: float, body: Tone, lit: Tone, pick: Callable[[], float]) -> None:
    with brush.within(x - size * 2, y - size, x + size * 2, y + size):
        for i in range(9):
            along = (i - 4) / 4
            height = math.sqrt(max(0.05, 1 - along * along))
            rx = size * (0.24 + 0.16 * pick())
            top = y - height * size * 0.16 * pick()
            brush.soft(x + along * size, top, rx * 1.5, size * 0.13 * (0.6 + height), body, 0.5)
            brush.soft(x + along * size, top - size * 0.035, rx * 1.2, size * 0.08 * (0.5 + height), lit, 0.42)
