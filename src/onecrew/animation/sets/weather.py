"""Rain, snow, dust and glow that move. In: a scheme, seconds. Out: paint of a few strokes a frame. Never: still things.

Everything falls as a function of the time alone, so a frame never depends on the one before it.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import skia

from onecrew.animation.sets.brush import Brush
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.tone import Tone, fade

Over = Callable[[skia.Canvas, int, int, float], None]


def rain_over(scheme: Scheme, *, count: int = 110, strength: float = 1.0) -> Over:
    """Rain before the lens, in pixels: three distances, each one stroke."""
    chance = scheme.rng("rain over")
    slope = 0.11 * (1 if chance.random() < 0.5 else -1)
    sheets = []
    for share, length, width, alpha, speed in (
        (0.5, 0.05, 0.0012, 0.2, 1.5),
        (0.34, 0.085, 0.0018, 0.26, 2.0),
        (0.16, 0.14, 0.0028, 0.2, 2.7),
    ):
        drops = [(chance.uniform(-0.15, 1.15), chance.random(), chance.uniform(0.8, 1.2)) for _ in range(int(count * share))]
        sheets.append((drops, length, width, alpha * strength, speed))
    colour = 0xFFDDE8F6 if scheme.place.time != "night" else 0xFFB4C6EA

    def over(canvas: skia.Canvas, width: int, height: int, seconds: float) -> None:
        brush = Brush(canvas)
        for drops, length, thick, alpha, speed in sheets:
            pairs: list[tuple[float, float]] = []
            for x, y, own in drops:
                fall = (y + seconds * speed * own) % 1.2 - 0.15
                left = (x + slope * fall) * width
                pairs.append((left, fall * height))
                pairs.append((left + slope * length * height, (fall + length * own) * height))
            brush.many(pairs, fade(colour, alpha), max(1.0, thick * width))

    return over


def snow_over(scheme: Scheme, *, count: int = 80) -> Over:
    """Snow before the lens, in pixels."""
    chance = scheme.rng("snow over")
    sheets = []
    for share, size, alpha, speed in ((0.55, 0.0055, 0.65, 0.07), (0.33, 0.01, 0.75, 0.11), (0.12, 0.02, 0.4, 0.17)):
        flakes = [
            (chance.random(), chance.random(), chance.uniform(0.8, 1.2), chance.uniform(0, 6.28)) for _ in range(int(count * share))
        ]
        sheets.append((flakes, size, alpha, speed))

    def over(canvas: skia.Canvas, width: int, height: int, seconds: float) -> None:
        brush = Brush(canvas)
        for flakes, size, alpha, speed in sheets:
            points = []
            for x, y, own, phase in flakes:
                fall = (y + seconds * speed * own) % 1.1 - 0.05
                sway = 0.022 * math.sin(seconds * 0.9 * own + phase)
                points.append((((x + sway + fall * 0.05) % 1.06 - 0.03) * width, fall * height))
            brush.dots(points, fade(0xFFF4F7FF, alpha), size * width)

    return over


def dust_over(scheme: Scheme, *, count: int = 26, colour: Tone = 0xFFFFF0D0, alpha: float = 0.4) -> Over:
    """Motes that hang in the light, in pixels; they drift and glint."""
    chance = scheme.rng("dust over")
    motes = [
        (chance.random(), chance.uniform(0.0, 0.8), chance.uniform(0.002, 0.006), chance.uniform(0, 6.28), chance.uniform(0.5, 1.4))
        for _ in range(count)
    ]

    def over(canvas: skia.Canvas, width: int, height: int, seconds: float) -> None:
        brush = Brush(canvas)
        for x, y, size, phase, own in motes:
            glint = 0.5 + 0.5 * math.sin(seconds * own * 1.1 + phase)
            left = (x + 0.012 * math.sin(seconds * own * 0.4 + phase) + 0.004 * seconds * own) % 1.0
            fall = (y + 0.01 * math.sin(seconds * 0.5 * own + 2 * phase) - 0.006 * seconds * own) % 0.85
            brush.dots([(left * width, fall * height)], fade(colour, alpha * glint), size * width)

    return over


def fireflies_over(scheme: Scheme, *, count: int = 14) -> Over:
    """Fireflies, in pixels: they wander low and breathe light."""
    chance = scheme.rng("fireflies")
    flies = [(chance.random(), chance.uniform(0.35, 0.95), chance.uniform(0, 6.28), chance.uniform(0.6, 1.3)) for _ in range(count)]

    def over(canvas: skia.Canvas, width: int, height: int, seconds: float) -> None:
        brush = Brush(canvas, skia.BlendMode.kPlus)
        for x, y, phase, own in flies:
            breath = max(0.0, math.sin(seconds * own * 1.3 + phase))
            left = (x + 0.03 * math.sin(seconds * own * 0.5 + phase)) * width
            fall = (y + 0.02 * math.sin(seconds * own * 0.7 + 2 * phase)) * height
            brush.dots([(left, fall)], fade(0xFFC6E86A, 0.1 * breath), 0.05 * width)
            brush.dots([(left, fall)], fade(0xFFD8F28A, 0.22 * breath), 0.022 * width)
            brush.dots([(left, fall)], fade(0xFFFFFFC0, 0.9 * breath), 0.007 * width)

    return over


def distant_rain(scheme: Scheme, area: tuple[float, float, float, float], *, count: int = 70) -> Callable[[Brush, float], None]:
    """Rain or snow far away, in cm, within (left, top, right, bottom): for the view from a window or down a street."""
    chance = scheme.rng("distant rain")
    left, top, right, bottom = area
    drops = [(chance.random(), chance.random(), chance.uniform(0.8, 1.2), chance.uniform(0, 6.28)) for _ in range(count)]
    snow = scheme.snowy
    high = bottom - top

    def paint(brush: Brush, seconds: float) -> None:
        if snow:
            points = []
            for x, y, own, phase in drops:
                fall = (y + seconds * 0.12 * own) % 1.0
                points.append((left + x * (right - left) + 4 * math.sin(seconds * own + phase), top + fall * high))
            brush.dots(points, 0xC8F2F5FF, 1.8)
            return
        pairs: list[tuple[float, float]] = []
        for x, y, own, _ in drops:
            fall = (y + seconds * 1.6 * own) % 1.0
            start = left + x * (right - left)
            pairs.append((start, top + fall * high))
            pairs.append((start - 1.6, top + fall * high + 13 * own))
        brush.many(pairs, 0x66D5E2F2, 0.6)

    return paint


def pane_drops(scheme: Scheme, name: str, area: tuple[float, float, float, float]) -> Callable[[Brush, float], None]:
    """Drops on a pane, in cm: still beads, and runners that stop, gather and run on."""
    chance = scheme.rng(f"pane {name}")
    left, top, right, bottom = area
    wide, high = right - left, bottom - top
    beads = [(left + wide * chance.random(), top + high * chance.random()) for _ in range(int(wide * high / 260))]
    small, large = beads[::2], beads[1::2]
    runners = [
        (chance.random(), chance.random(), chance.uniform(0.6, 1.4), chance.uniform(0, 6.28)) for _ in range(max(3, int(wide / 11)))
    ]
    bright = {"day": 0xFFF4FAFF, "dusk": 0xFFFFD9C2, "night": 0xFFBFD0F4}[scheme.place.time]

    def paint(brush: Brush, seconds: float) -> None:
        brush.dots(small, fade(bright, 0.36), 0.9)
        brush.dots(large, fade(bright, 0.26), 1.5)
        trails: list[tuple[float, float]] = []
        heads: list[tuple[float, float]] = []
        for x, y, own, phase in runners:
            clock = seconds * 0.16 * own + y
            fall = (clock + 0.09 * math.sin(clock * 11 + phase)) % 1.15
            path = left + x * wide + 2.2 * math.sin(fall * 7 + phase)
            head = top + min(1.0, fall) * high
            before = left + x * wide + 2.2 * math.sin((fall - 0.08) * 7 + phase)
            trails.extend(((before, max(top, head - 0.12 * high)), (path, head)))
            heads.append((path, head))
        brush.many(trails, fade(bright, 0.2), 0.8)
        brush.dots(heads, fade(bright, 0.6), 1.9)

    return paint


def steam(
    brush: Brush, x: float, y: float, seconds: float, *, tall: float = 26.0, strength: float = 0.3, phase: float = 0.0
) -> None:
    """Steam or smoke rising from (x, y): three curling wisps."""
    for i in range(3):
        cycle = (seconds * 0.28 + i / 3 + phase) % 1.0
        rise = cycle * tall
        sway = math.sin(seconds * 1.1 + i * 2.1 + phase * 6 + cycle * 4) * (1.5 + 4.5 * cycle)
        alpha = strength * math.sin(math.pi * cycle)
        brush.soft(x + sway, y - rise, 3 + 6 * cycle, 4 + 7 * cycle, 0xFFF6F2EC, alpha)


def both(*overs: Over) -> Over:
    """Several of them, one over the other."""

    def over(canvas: skia.Canvas, width: int, height: int, seconds: float) -> None:
        for one in overs:
            one(canvas, width, height, seconds)

    return over
