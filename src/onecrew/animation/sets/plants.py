"""Plants: pots, leaves, trees, ferns. In: a place, chance. Out: paint. Never: light (they are lit with their layer)."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

import skia

from onecrew.animation.sets.brush import Brush, Point, across, down
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint

KINDS = ("fig", "snake", "palm", "monstera", "fern")


def pot(brush: Brush, x: float, ground: float, colour: Tone, *, wide: float = 15.0, tall: float = 26.0) -> float:
    """A pot standing at ``ground``; returns the y of its soil."""
    brush.soft(x, ground, wide * 1.7, 5, 0xFF080814, 0.55)
    top = ground - tall
    fill = across(x - wide, x + wide, tint(colour, 0.18), colour, shade(colour, 0.42))
    brush.poly([(x - wide, top), (x + wide, top), (x + wide * 0.72, ground), (x - wide * 0.72, ground)], fill)
    brush.box(
        x - wide * 1.06,
        top - 2.5,
        x + wide * 1.06,
        top + 2.5,
        across(x - wide, x + wide, tint(colour, 0.3), colour, shade(colour, 0.35)),
        1.2,
    )
    brush.oval(x, top - 1.8, wide * 0.92, 1.6, 0xFF2A211C)
    return top - 1


def leaf(brush: Brush, base: Point, tip: Point, wide: float, colour: Tone, *, vein: bool = True) -> None:
    """One leaf from stalk to tip, lit on its upper half."""
    (x0, y0), (x1, y1) = base, tip
    length = math.hypot(x1 - x0, y1 - y0) or 1.0
    nx, ny = -(y1 - y0) / length, (x1 - x0) / length
    mx, my = x0 + (x1 - x0) * 0.42, y0 + (y1 - y0) * 0.42
    for side, face in ((1.0, shade(colour, 0.24)), (-1.0, tint(colour, 0.1))):
        path = skia.Path()
        path.moveTo(x0, y0)
        path.quadTo(mx + nx * wide * side, my + ny * wide * side, x1, y1)
        path.quadTo(mx, my + 0.08 * length, x0, y0)
        path.close()
        brush.canvas.drawPath(path, brush.paint(face))
    if vein:
        brush.curve([(x0, y0), (mx, my + 0.02 * length), (x1, y1)], fade(tint(colour, 0.5), 0.4), 0.4)


def potted(
    brush: Brush, x: float, ground: float, green: Tone, clay: Tone, chance: random.Random, *, kind: str = "fig", scale: float = 1.0
) -> None:
    """A plant in its pot. ``kind`` is one of ``KINDS``."""
    with brush.moved(x, ground, scale):
        soil = pot(brush, 0, 0, clay)
        if kind == "snake":
            for i in range(9):
                lean = (i - 4) * 3.4 + chance.uniform(-2, 2)
                tall = chance.uniform(46, 78)
                own = mix(green, shade(green, 0.3), chance.random() * 0.7)
                brush.smooth(
                    [
                        (lean * 0.3 - 3, soil),
                        (lean - 3.6, soil - tall * 0.5),
                        (lean * 1.3, soil - tall),
                        (lean * 1.3 + 0.6, soil - tall),
                        (lean + 3.6, soil - tall * 0.5),
                        (lean * 0.3 + 3, soil),
                    ],
                    own,
                )
                brush.curve(
                    [(lean * 0.3 - 2, soil), (lean - 2.2, soil - tall * 0.5), (lean * 1.3, soil - tall * 0.9)],
                    fade(0xFFD8CE86, 0.4),
                    0.9,
                )
        elif kind == "palm":
            for i in range(11):
                angle = math.radians(-90 + (i - 5) * 15 + chance.uniform(-6, 6))
                reach = chance.uniform(48, 74)
                tip = (math.cos(angle) * reach * 0.9, soil - 36 + math.sin(angle) * reach + abs(i - 5) * 5.5)
                bend = (tip[0] * 0.45, soil - 60 - (5 - abs(i - 5)) * 5)
                _frond(brush, (0, soil), bend, tip, mix(green, shade(green, 0.35), chance.random() * 0.7), chance)
        elif kind == "fern":
            for i in range(13):
                angle = math.radians(-90 + (i - 6) * 13 + chance.uniform(-5, 5))
                reach = chance.uniform(24, 38)
                tip = (math.cos(angle) * reach, soil + math.sin(angle) * reach + abs(i - 6) * 2.6)
                _frond(
                    brush,
                    (0, soil),
                    (tip[0] * 0.5, tip[1] - 9),
                    tip,
                    mix(green, shade(green, 0.3), chance.random() * 0.7),
                    chance,
                    size=5.0,
                )
        elif kind == "monstera":
            for i in range(10):
                angle = math.radians(-90 + (i - 4.5) * 17 + chance.uniform(-8, 8))
                reach = chance.uniform(34, 66)
                cx, cy = math.cos(angle) * reach * 0.75, soil + math.sin(angle) * reach
                brush.curve([(0, soil), (cx * 0.3, cy * 0.6), (cx, cy)], shade(green, 0.3), 1.2)
                _monstera(
                    brush,
                    cx,
                    cy,
                    chance.uniform(11, 16),
                    math.degrees(angle) + 90,
                    mix(green, shade(green, 0.35), chance.random() * 0.7),
                )
        else:
            brush.curve([(0, soil), (2, soil - 40), (-3, soil - 82)], 0xFF5A4634, 2.2)
            for _ in range(30):
                level = chance.uniform(0.28, 1.0)
                stem = (2 - 5 * level, soil - 84 * level)
                angle = (
                    chance.uniform(-math.pi, 0.35)
                    if level > 0.9
                    else chance.choice((chance.uniform(-0.9, 0.5), math.pi - chance.uniform(-0.9, 0.5)))
                )
                reach = chance.uniform(14, 25)
                tip = (stem[0] + math.cos(angle) * reach, stem[1] + math.sin(angle) * reach)
                leaf(brush, stem, tip, chance.uniform(6, 9), mix(green, shade(green, 0.4), chance.random() * 0.75))


def _frond(brush: Brush, base: Point, bend: Point, tip: Point, colour: Tone, chance: random.Random, size: float = 9.0) -> None:
    brush.curve([base, bend, tip], shade(colour, 0.2), 0.9)
    pairs: list[Point] = []
    for i in range(3, 18):
        t = i / 18
        x = (1 - t) ** 2 * base[0] + 2 * t * (1 - t) * bend[0] + t * t * tip[0]
        y = (1 - t) ** 2 * base[1] + 2 * t * (1 - t) * bend[1] + t * t * tip[1]
        dx, dy = (
            2 * (1 - t) * (bend[0] - base[0]) + 2 * t * (tip[0] - bend[0]),
            2 * (1 - t) * (bend[1] - base[1]) + 2 * t * (tip[1] - bend[1]),
        )
        length = math.hypot(dx, dy) or 1.0
        dx, dy = dx / length, dy / length
        own = size * math.sin(math.pi * (0.15 + 0.85 * t)) + 1
        for side in (-1, 1):
            pairs += [(x, y), (x + (dx * 0.75 - dy * side * 0.8) * own, y + (dy * 0.75 + dx * side * 0.8) * own + 1.5)]
    brush.many(pairs, colour, 1.5)
    brush.many(pairs[2::4], fade(tint(colour, 0.3), 0.5), 0.7)


def _monstera(brush: Brush, x: float, y: float, size: float, turn: float, colour: Tone) -> None:
    with brush.moved(x, y, 1.0, turn):
        points = [
            (0.0, size * 0.5),
            (-size * 0.9, size * 0.6),
            (-size * 0.95, -size * 0.3),
            (0.0, -size * 1.3),
            (size * 0.95, -size * 0.3),
            (size * 0.9, size * 0.6),
        ]
        brush.smooth(points, across(-size, size, tint(colour, 0.14), colour, shade(colour, 0.3)))
        for side in (-1, 1):
            for i in range(3):
                cy = size * (0.32 - i * 0.42)
                brush.line([(side * size * 0.34, cy), (side * size * 0.86, cy - size * 0.2)], fade(shade(colour, 0.75), 0.85), 0.9)
        brush.line([(0, size * 0.4), (0, -size * 0.9)], fade(tint(colour, 0.5), 0.5), 0.5)


def ivy(brush: Brush, x: float, y: float, long: float, green: Tone, chance: random.Random) -> None:
    """A trailing plant hanging from (x, y)."""
    for strand in range(4):
        sway = chance.uniform(-9, 9)
        own = long * chance.uniform(0.5, 1.0)
        sx = x + (strand - 1.5) * 4
        brush.curve([(sx, y), (sx + sway, y + own * 0.5), (sx + sway * 0.5, y + own)], shade(green, 0.3), 0.6)
        count = int(own / 4)
        for i in range(count):
            t = (i + 1) / count
            px = sx + sway * (2 * t * (1 - t) * 1.0 + t * t * 0.5)
            py = y + own * t
            side = 1 if i % 2 else -1
            leaf(
                brush,
                (px, py),
                (px + side * chance.uniform(3.5, 6), py + chance.uniform(1, 4)),
                2.6,
                mix(green, shade(green, 0.4), chance.random() * 0.6),
                vein=False,
            )


def foliage(
    brush: Brush,
    x: float,
    y: float,
    rx: float,
    ry: float,
    colours: Sequence[Tone],
    chance: random.Random,
    *,
    count: int = 160,
    size: float = 7.0,
    light: float = -1.0,
) -> None:
    """A crown of leaves: dark masses first, then lit tufts towards the light."""
    for _ in range(9):
        angle, far = chance.uniform(0, 6.28), chance.random() ** 0.5 * 0.6
        brush.oval(x + math.cos(angle) * far * rx, y + math.sin(angle) * far * ry, rx * 0.55, ry * 0.5, shade(colours[0], 0.25))
    for tier, colour in enumerate(colours):
        shift = tier / max(1, len(colours) - 1)
        strokes: list[Point] = []
        sparks: list[Point] = []
        for _ in range(count // len(colours)):
            angle, far = chance.uniform(0, 6.28), chance.random() ** 0.5
            px = x + math.cos(angle) * far * rx + light * shift * rx * 0.14
            py = y + math.sin(angle) * far * ry - shift * ry * 0.2
            turn, long = chance.uniform(0, 3.14), size * chance.uniform(0.3, 0.9)
            strokes += [(px, py), (px + math.cos(turn) * long, py + math.sin(turn) * long * 0.7)]
            if chance.random() < 0.45:
                sparks += [(px + light * size * 0.2, py - size * 0.3), (px + light * size * 0.2 + long * 0.5, py - size * 0.2)]
        brush.many(strokes, colour, size * (0.85 - 0.25 * shift))
        brush.many(sparks, fade(tint(colour, 0.18), 0.85), size * 0.36)


def trunk(
    brush: Brush,
    x: float,
    ground: float,
    top: float,
    wide: float,
    bark: Tone,
    chance: random.Random,
    *,
    light: float = -1.0,
    lean: float = 0.0,
    branches: int = 3,
) -> None:
    """A tree's trunk with roots, bark and some branches; it leaves the frame at ``top``."""
    half = wide / 2
    fill = across(
        x - half,
        x + half,
        *((tint(bark, 0.22), bark, shade(bark, 0.5)) if light < 0 else (shade(bark, 0.5), bark, tint(bark, 0.22))),
    )
    high = ground - top
    path = [
        (x - half * 1.9, ground),
        (x - half * 1.08, ground - high * 0.05),
        (x - half * 0.9, ground - high * 0.2),
        (x - half * 0.75 + lean * 0.5, ground - high * 0.6),
    ]
    path += [
        (x - half * 0.6 + lean, top),
        (x + half * 0.6 + lean, top),
        (x + half * 0.75 + lean * 0.5, ground - high * 0.6),
        (x + half * 0.9, ground - high * 0.2),
    ]
    path += [(x + half * 1.15, ground - high * 0.05), (x + half * 2.1, ground)]
    for i in range(branches):
        level = ground - high * (0.45 + 0.16 * i + chance.uniform(-0.04, 0.04))
        side = 1 if (i + chance.randint(0, 1)) % 2 else -1
        reach = wide * chance.uniform(1.6, 3.0)
        brush.curve(
            [(x + lean * 0.5, level), (x + side * reach * 0.5, level - reach * 0.3), (x + side * reach, level - reach * 0.9)],
            shade(bark, 0.2),
            wide * 0.16,
        )
    brush.poly(path, fill)
    for _ in range(int(wide * 1.2)):
        px = x + chance.uniform(-half * 0.8, half * 0.8)
        y0 = chance.uniform(top, ground - 10)
        brush.curve(
            [(px, y0), (px + chance.uniform(-2, 2), y0 + 16), (px + chance.uniform(-2, 2), y0 + chance.uniform(24, 50))],
            fade(shade(bark, 0.6) if chance.random() < 0.7 else tint(bark, 0.3), 0.4),
            chance.uniform(0.5, 1.5),
        )


def grass(
    brush: Brush,
    left: float,
    right: float,
    ground: float,
    colours: Sequence[Tone],
    chance: random.Random,
    *,
    tall: float = 12.0,
    thick: float = 1.2,
    density: float = 0.8,
) -> None:
    """Blades standing on a line."""
    for colour in colours:
        pairs: list[Point] = []
        for _ in range(int((right - left) * density / len(colours))):
            x = chance.uniform(left, right)
            own = tall * chance.uniform(0.4, 1.0)
            pairs += [(x, ground + chance.uniform(-1, 3)), (x + chance.uniform(-0.4, 0.4) * own, ground - own)]
        brush.many(pairs, colour, thick)


def fern(brush: Brush, x: float, ground: float, size: float, green: Tone, chance: random.Random) -> None:
    """A fern on the ground, its fronds arching out."""
    for i in range(9):
        spread = (i - 4) / 4
        tip = (x + spread * size, ground - size * (0.75 - 0.5 * abs(spread)) + chance.uniform(-3, 3))
        bend = (x + spread * size * 0.45, ground - size * (0.95 - 0.25 * abs(spread)))
        _frond(brush, (x, ground), bend, tip, mix(green, shade(green, 0.4), chance.random() * 0.7), chance, size=size * 0.16)


def near_leaves(
    brush: Brush, side: float, green: Tone, chance: random.Random, *, edge: float = 112.0, low: float = 60.0, high: float = -150.0
) -> None:
    """Large leaves at the side of the frame, to be painted out of focus before the people."""
    for _ in range(9):
        y = chance.uniform(high, low)
        base = (side * (edge + 46), y + chance.uniform(0, 40))
        tip = (side * (edge + chance.uniform(-8, 14)), y - chance.uniform(-8, 24))
        leaf(brush, base, tip, chance.uniform(9, 16), mix(green, shade(green, 0.6), chance.random() * 0.8), vein=False)


def hedge(brush: Brush, left: float, right: float, top: float, ground: float, green: Tone, chance: random.Random) -> None:
    """A clipped hedge, lit above."""
    brush.box(left, top, right, ground, down(top, ground, green, shade(green, 0.45)), 3)
    for part, colour in ((0.9, shade(green, 0.3)), (0.55, tint(green, 0.12))):
        points = [
            (chance.uniform(left, right), top + (ground - top) * part * chance.random()) for _ in range(int((right - left) * 1.1))
        ]
        brush.dots(points, fade(colour, 0.6), 3.4)
