"""Lamps: their bodies, the light they throw, the glow they make in the lens. In: places in cm, a scheme. Out: paint.

Each kind has a body (painted with the set) and gives ``Spot`` values; ``throw`` adds their light, ``bloom`` their glow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from onecrew.animation.sets.brush import Brush, across, down
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint


@dataclass(frozen=True, slots=True)
class Spot:
    """A light on the plane of the people: where its source is seen, how far it reaches, how strong it is at full."""

    x: float
    y: float
    reach: float
    power: float = 0.8
    colour: Tone | None = None
    bulb: float = 8.0
    """Radius of the bright core in the lens."""
    falls: float = 0.0
    """How far below the source the middle of its pool lies."""


def throw(brush: Brush, scheme: Scheme, spots: Iterable[Spot]) -> None:
    """Adds the light of lamps to what reaches the set."""
    for spot in spots:
        colour = spot.colour if spot.colour is not None else scheme.lamp
        power = spot.power * scheme.lamps * {"day": 0.4, "dusk": 0.9, "night": 0.8}[scheme.place.time]
        y = spot.y + spot.falls
        brush.soft(spot.x, y, spot.reach * 2.1, spot.reach * 2.1, colour, min(1.0, power * 0.78))
        brush.soft(spot.x, spot.y + spot.falls * 0.4, spot.reach * 0.8, spot.reach * 0.85, colour, min(1.0, power * 0.62))


def bloom(brush: Brush, scheme: Scheme, spots: Iterable[Spot]) -> None:
    """The glow of lamps in the lens, to be screened."""
    for spot in spots:
        if spot.bulb <= 0:
            continue
        colour = spot.colour if spot.colour is not None else scheme.lamp
        strength = scheme.lamps * {"day": 0.3, "dusk": 0.85, "night": 1.0}[scheme.place.time]
        brush.soft(spot.x, spot.y, spot.bulb * 7, spot.bulb * 7, colour, 0.3 * strength)
        brush.soft(spot.x, spot.y, spot.bulb * 2.6, spot.bulb * 2.6, mix(colour, 0xFFFFFFFF, 0.35), 0.55 * strength)
        brush.soft(spot.x, spot.y, spot.bulb * 1.1, spot.bulb * 1.1, 0xFFFFFBEF, 0.8 * strength)


def pendant(brush: Brush, x: float, y: float, top: float, shell: Tone, *, size: float = 16.0, kind: str = "dome") -> Spot:
    """A lamp hanging from ``top`` with its lower rim at y. Kinds: dome, cone, globe, drum, paper."""
    brush.line([(x, top), (x, y - size)], shade(shell, 0.6), 0.9)
    if kind == "globe":
        brush.oval(x, y - size * 0.6, size * 0.75, size * 0.75, across(x - size, x + size, tint(shell, 0.6), tint(shell, 0.3)))
        return Spot(x, y - size * 0.6, 120, 0.62, bulb=size * 0.6, falls=30)
    if kind == "paper":
        brush.oval(x, y - size * 0.7, size * 1.1, size * 0.95, across(x - size, x + size, 0xFFFFF2DC, 0xFFE9D6B4))
        for i in range(-3, 4):
            brush.ring(x, y - size * 0.7 + i * size * 0.26, size * 1.1 * (1 - (i / 3.9) ** 2) ** 0.5, size * 0.05, 0x44A08860, 0.5)
        return Spot(x, y - size * 0.7, 140, 0.66, bulb=size * 0.8, falls=30)
    if kind == "drum":
        brush.box(
            x - size,
            y - size * 0.95,
            x + size,
            y,
            across(x - size, x + size, shade(shell, 0.2), tint(shell, 0.35), shade(shell, 0.25)),
            1.5,
        )
        brush.oval(x, y, size, size * 0.13, tint(shell, 0.75))
    elif kind == "cone":
        fill = across(x - size, x + size, shade(shell, 0.1), tint(shell, 0.22), shade(shell, 0.35))
        brush.poly([(x - size * 0.16, y - size * 1.05), (x + size * 0.16, y - size * 1.05), (x + size, y), (x - size, y)], fill)
        brush.oval(x, y, size, size * 0.14, 0xFFFFE9BE)
    else:
        fill = across(x - size, x + size, shade(shell, 0.05), tint(shell, 0.26), shade(shell, 0.4))
        points = [(x - size, y), (x - size * 0.96, y - size * 0.6), (x - size * 0.3, y - size * 0.98), (x, y - size * 1.1)]
        points += [(x + size * 0.3, y - size * 0.98), (x + size * 0.96, y - size * 0.6), (x + size, y)]
        brush.poly(points, fill)
        brush.box(x - size * 0.12, y - size * 1.25, x + size * 0.12, y - size, shade(shell, 0.45))
        brush.oval(x, y, size, size * 0.14, 0xFFFFE9BE)
    return Spot(x, y + 1, 140, 0.7, bulb=size * 0.42, falls=48)


def floor_lamp(
    brush: Brush, x: float, ground: float, shell: Tone, *, tall: float = 150.0, scale: float = 1.0, kind: str = "shade"
) -> Spot:
    """A lamp standing on the floor. Kinds: shade (a cone of cloth), arc (bent over)."""
    top = ground - tall * scale
    brush.soft(x, ground, 22 * scale, 5 * scale, 0xFF080814, 0.55)
    brush.oval(x, ground - 1, 13 * scale, 2.6 * scale, shade(shell, 0.62))
    if kind == "arc":
        reach = 46 * scale * (1 if x < 0 else -1)
        brush.curve(
            [(x, ground), (x, top + 10 * scale), (x + reach * 0.3, top - 30 * scale), (x + reach, top + 4 * scale)],
            shade(shell, 0.55),
            1.8 * scale,
        )
        hx, hy = x + reach, top + 16 * scale
        points = arc_dome(hx, hy, 15 * scale)
        brush.poly(points, across(hx - 15 * scale, hx + 15 * scale, tint(shell, 0.1), tint(shell, 0.3), shade(shell, 0.35)))
        brush.oval(hx, hy, 15 * scale, 2.2 * scale, 0xFFFFE9BE)
        return Spot(hx, hy, 130, 0.7, bulb=6 * scale, falls=36)
    brush.line([(x, ground), (x, top)], shade(shell, 0.55), 1.8 * scale)
    wide, high = 18 * scale, 26 * scale
    fill = across(x - wide, x + wide, tint(shell, 0.2), tint(shell, 0.62), tint(shell, 0.2))
    brush.poly([(x - wide * 0.66, top - high), (x + wide * 0.66, top - high), (x + wide, top), (x - wide, top)], fill)
    brush.oval(x, top, wide, 2.2 * scale, tint(shell, 0.7))
    return Spot(x, top - high * 0.4, 130, 0.72, bulb=10 * scale, falls=6)


def table_lamp(brush: Brush, x: float, base: float, shell: Tone, body: Tone, *, scale: float = 1.0) -> Spot:
    """A small lamp on a table whose top is seen at y = ``base``."""
    brush.soft(x, base, 12 * scale, 2.6 * scale, 0xFF080814, 0.5)
    fill = across(x - 7 * scale, x + 7 * scale, tint(body, 0.25), shade(body, 0.3))
    brush.smooth(
        [
            (x - 3 * scale, base),
            (x - 9 * scale, base - 9 * scale),
            (x - 2 * scale, base - 20 * scale),
            (x + 2 * scale, base - 20 * scale),
            (x + 9 * scale, base - 9 * scale),
            (x + 3 * scale, base),
        ],
        fill,
    )
    brush.line([(x, base - 18 * scale), (x, base - 26 * scale)], shade(body, 0.5), 1.2 * scale)
    wide, top, low = 14 * scale, base - 43 * scale, base - 24 * scale
    fill = across(x - wide, x + wide, tint(shell, 0.15), tint(shell, 0.6), tint(shell, 0.15))
    brush.poly([(x - wide * 0.62, top), (x + wide * 0.62, top), (x + wide, low), (x - wide, low)], fill)
    return Spot(x, (top + low) / 2, 105, 0.75, bulb=8 * scale, falls=4)


def sconce(brush: Brush, x: float, y: float, metal: Tone, *, scale: float = 1.0) -> Spot:
    """A wall lamp that throws light up and down."""
    brush.box(
        x - 3 * scale,
        y - 2 * scale,
        x + 3 * scale,
        y + 14 * scale,
        across(x - 3, x + 3, tint(metal, 0.3), shade(metal, 0.3)),
        1.5 * scale,
    )
    fill = across(x - 9 * scale, x + 9 * scale, 0xFFF2DDB4, 0xFFFFF6E0, 0xFFEBD2A4)
    brush.poly(
        [
            (x - 9 * scale, y - 16 * scale),
            (x + 9 * scale, y - 16 * scale),
            (x + 5 * scale, y + 2 * scale),
            (x - 5 * scale, y + 2 * scale),
        ],
        fill,
    )
    return Spot(x, y - 8 * scale, 90, 0.62, bulb=6 * scale)


def lantern(brush: Brush, x: float, y: float, top: float, red: Tone, *, size: float = 17.0) -> Spot:
    """A round silk lantern with ribs, caps and a tassel; y is its middle."""
    brush.line([(x, top), (x, y - size)], 0xFF2A1712, 0.9)
    fill = across(x - size * 1.15, x + size * 1.15, shade(red, 0.42), tint(red, 0.25), shade(red, 0.42))
    brush.oval(x, y, size * 1.15, size * 0.92, fill)
    for i in (-0.75, -0.42, 0.0, 0.42, 0.75):
        brush.ring(x, y, size * 1.15 * abs(i) + 0.01, size * 0.92, fade(shade(red, 0.6), 0.45), 0.5)
    gold = 0xFFD3A653
    for edge in (-1, 1):
        cy = y + edge * size * 0.9
        brush.box(
            x - size * 0.42,
            cy - 2.2,
            x + size * 0.42,
            cy + 2.2,
            across(x - size * 0.42, x + size * 0.42, shade(gold, 0.4), tint(gold, 0.3), shade(gold, 0.4)),
            1,
        )
    for i in range(-3, 4):
        brush.line([(x + i * 0.7, y + size), (x + i * 0.9, y + size * 1.75)], mix(red, gold, 0.3), 0.6)
    return Spot(x, y, 100, 0.66, colour=mix(0xFFFFC27E, red, 0.25), bulb=size * 0.55, falls=16)


def tube_panel(brush: Brush, corners: list[tuple[float, float]], metal: Tone) -> None:
    """A flat office lamp in a ceiling, by its corners as seen."""
    brush.poly(corners, shade(metal, 0.2))
    cx = sum(p[0] for p in corners) / len(corners)
    cy = sum(p[1] for p in corners) / len(corners)
    inner = [(cx + (px - cx) * 0.93, cy + (py - cy) * 0.88) for px, py in corners]
    brush.poly(inner, 0xFFFDFCF4)


def candle(brush: Brush, x: float, base: float, *, tall: float = 14.0, wide: float = 2.0) -> Spot:
    """A candle without its flame (flames move); the Spot is where the flame stands."""
    brush.box(x - wide, base - tall, x + wide, base, across(x - wide, x + wide, 0xFFD9C9A6, 0xFFFBF1D8, 0xFFCDB98F), 0.6)
    return Spot(x, base - tall - 4, 70, 0.6, colour=0xFFFFB765, bulb=3.5)


def flame(brush: Brush, x: float, y: float, seconds: float, phase: float, *, size: float = 1.0) -> None:
    """A candle's flame at one moment; y is its foot."""
    import math

    sway = 0.6 * math.sin(seconds * 7.1 + phase) + 0.4 * math.sin(seconds * 11.7 + 2 * phase)
    tall = (7.5 + 0.9 * math.sin(seconds * 9.3 + phase)) * size
    brush.soft(x, y - tall * 0.5, 15 * size, 17 * size, 0xFFFFA94D, 0.34)
    brush.smooth(
        [
            (x - 1.9 * size, y),
            (x - 1.6 * size, y - tall * 0.45),
            (x + sway * size, y - tall * 1.25),
            (x + 1.6 * size, y - tall * 0.45),
            (x + 1.9 * size, y),
        ],
        0xFFFFB347,
    )
    brush.oval(x + sway * 0.2 * size, y - tall * 0.34, 0.95 * size, tall * 0.27, 0xFFFFF6CE)


def chandelier(brush: Brush, x: float, y: float, top: float, metal: Tone, *, wide: float = 46.0) -> list[Spot]:
    """Arms, bulbs and drops of glass hanging from ``top``; y is the level of the bulbs."""
    brush.line([(x, top), (x, y + 8)], shade(metal, 0.3), 1.6)
    brush.oval(x, y + 10, 5, 7, across(x - 5, x + 5, tint(metal, 0.4), shade(metal, 0.4)))
    spots = []
    for i in (-2, -1, 0, 1, 2):
        bx = x + i * wide / 2
        lift = 4 if abs(i) == 1 else 0
        brush.curve([(x, y + 10), ((x + bx) / 2, y + 22), (bx, y + 14), (bx, y + 3 + lift)], metal, 1.3)
        brush.box(bx - 1.6, y - 6 + lift, bx + 1.6, y + 3 + lift, 0xFFFBF1D8, 0.6)
        for drop in (10.0, 15.0):
            brush.oval(bx, y + drop + lift, 1.1, 1.8, 0xCCFFFFFF)
        spots.append(Spot(bx, y - 8 + lift, 62, 0.3, bulb=3.4, falls=24))
    return spots


def string_lights(brush: Brush, start: tuple[float, float], end: tuple[float, float], sag: float, count: int) -> list[Spot]:
    """A line of small bulbs hanging between two points."""
    spots = []
    points = []
    for i in range(count * 3 + 1):
        t = i / (count * 3)
        points.append((start[0] + (end[0] - start[0]) * t, start[1] + (end[1] - start[1]) * t + sag * 4 * t * (1 - t)))
    brush.line(points, 0xFF23202C, 0.7)
    for i in range(count):
        px, py = points[i * 3 + 1]
        brush.box(px - 0.9, py, px + 0.9, py + 2.2, 0xFF23202C)
        brush.oval(px, py + 4.2, 1.9, 2.5, 0xFFFFEBC2)
        spots.append(Spot(px, py + 4, 44, 0.28, bulb=2.4, falls=8))
    return spots


def arc_dome(x: float, y: float, size: float) -> list[tuple[float, float]]:
    """The outline of a half round shade with its rim at y."""
    return [
        (x - size, y),
        (x - size * 0.92, y - size * 0.55),
        (x - size * 0.4, y - size * 0.95),
        (x + size * 0.4, y - size * 0.95),
        (x + size * 0.92, y - size * 0.55),
        (x + size, y),
    ]


def ceiling_wash(brush: Brush, y: float, colour: Tone, strength: float) -> None:
    """An even light from above, fading downwards, to be added."""
    brush.box(-720, -640, 720, 200, down(y, 40, fade(colour, strength), fade(colour, strength * 0.45)))
