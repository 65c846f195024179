"""Furniture of true size: seats, tables, beds, shelves, doors, pictures. In: places in cm, tones. Out: paint. Never: light.

Flat things are painted inside ``space.plane`` (y = -height); things with depth use the perspective of ``space`` directly.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.space import at, block, contact, quad
from onecrew.animation.sets.textures import wood
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint


def sofa(
    brush: Brush,
    x: float,
    z: float,
    cloth: Tone,
    cushions: Sequence[Tone],
    chance: random.Random,
    *,
    wide: float = 200.0,
    seat: float = 44.0,
    light: float = -1.0,
) -> None:
    """A sofa facing the camera, its seat's front edge at depth z."""
    left, right = x - wide / 2, x + wide / 2
    deep = z + 58
    contact(brush, left, right, z - 6, deep, 0.7)
    for lx in (left + 12, right - 12):
        px, py = at(lx, 0, z)
        brush.poly([(px - 2, py - 9), (px + 2, py - 9), (px + 1.2, py), (px - 1.2, py)], 0xFF3A2A20)
    back_left, back_top = at(left + 6, 86, deep - 14)
    back_right, back_low = at(right - 6, 30, deep - 14)
    brush.box(back_left, back_top, back_right, back_low, down(back_top, back_low, tint(cloth, 0.14), shade(cloth, 0.3)), 9)
    thirds = 3 if wide > 170 else 2
    span = (back_right - back_left) / thirds
    for i in range(thirds):
        x0, x1 = back_left + i * span + 1.5, back_left + (i + 1) * span - 1.5
        fill = slant(
            (x0, back_top) if light < 0 else (x1, back_top),
            (x1, back_low) if light < 0 else (x0, back_low),
            tint(cloth, 0.2),
            shade(cloth, 0.2),
        )
        brush.box(x0, back_top + 3, x1, back_low - 2, fill, 8)
        brush.curve(
            [(x0 + 6, back_low - 8), ((x0 + x1) / 2, back_low - 13), (x1 - 6, back_low - 8)], fade(shade(cloth, 0.6), 0.25), 0.7
        )
    x0, _ = at(left + 16, seat, z)
    x1, _ = at(right - 16, seat, z)
    quad(
        brush,
        [(left + 16, seat, z), (right - 16, seat, z), (right - 18, seat, deep - 16), (left + 18, seat, deep - 16)],
        tint(cloth, 0.16),
    )
    top, low = at(0, seat, z)[1], at(0, 10, z)[1]
    span = (x1 - x0) / thirds
    for i in range(thirds):
        a, b = x0 + i * span + 0.6, x0 + (i + 1) * span - 0.6
        brush.box(a, top - 3, b, top + 14, down(top - 3, top + 14, tint(cloth, 0.26), shade(cloth, 0.16)), 5)
    brush.box(x0 - 4, top + 14, x1 + 4, low, down(top + 14, low, shade(cloth, 0.26), shade(cloth, 0.5)), 2)
    for side, ax in ((-1, left), (1, right)):
        inner = ax - side * 17
        a0, a1 = sorted((at(ax, 0, z - 4)[0], at(inner, 0, z - 4)[0]))
        atop, alow = at(0, 62, z - 4)[1], at(0, 8, z - 4)[1]
        lit = side == light
        brush.box(a0, atop, a1, alow, across(a0, a1, tint(cloth, 0.16 if lit else 0.02), shade(cloth, 0.12), shade(cloth, 0.3)), 7)
        brush.box(a0 + 1, atop, a1 - 1, atop + 8, fade(tint(cloth, 0.4), 0.45), 5)
    spots = [left + 42, right - 42, left + 70][: max(1, len(cushions))]
    for i, (cx, colour) in enumerate(zip(spots, cushions, strict=False)):
        px, py = at(cx, seat + 20, z + 30)
        with brush.moved(px, py, 1.0, chance.uniform(-14, 14)):
            points = [(-19, -17), (0, -15), (19, -17), (17, 0), (19, 17), (0, 15.5), (-19, 17), (-17, 0)]
            brush.smooth([(a * 1.02 + 1.5, b + 2.5) for a, b in points], 0x55080814, 1.5)
            brush.smooth(points, slant((-15, -15), (16, 16), tint(colour, 0.22), shade(colour, 0.25)))
            if i % 2:
                brush.many([(a, b) for t in (-10, -3, 4, 11) for a, b in ((t, -14), (t, 14))], fade(tint(colour, 0.5), 0.3), 1.1)


def armchair(brush: Brush, x: float, z: float, cloth: Tone, *, light: float = -1.0) -> None:
    """A small armchair facing the camera."""
    sofa(brush, x, z, cloth, (), random.Random(0), wide=82, light=light)


def chair(
    brush: Brush,
    x: float,
    z: float,
    body: Tone,
    seat_tone: Tone,
    *,
    seat: float = 46.0,
    wide: float = 44.0,
    tall: float = 92.0,
    style: str = "slats",
) -> None:
    """A chair facing the camera. Styles: slats, round, plastic, office."""
    left, right = x - wide / 2, x + wide / 2
    contact(brush, left, right, z, z + 42, 0.6)
    if style == "office":
        px, py = at(x, 0, z + 22)
        for dx in (-20, -9, 9, 20):
            brush.line([(px, py - 7), (px + dx, py)], shade(body, 0.4), 2.6)
            brush.oval(px + dx, py + 0.5, 2.1, 2.1, 0xFF15151C)
        brush.line([(px, py - 6), (px, at(x, seat, z + 22)[1])], shade(body, 0.5), 3.4)
    else:
        for lx, lz in ((left + 3, z + 40), (right - 3, z + 40), (left + 2, z), (right - 2, z)):
            a, b = at(lx, 0, lz), at(lx, seat, lz)
            brush.line([a, b], shade(body, 0.25 if lz == z else 0.5), 2.6, round_=False)
    b0, b1 = at(left + 2, tall, z + 42), at(right - 2, seat + (12 if style != "plastic" else 4), z + 42)
    if style == "slats":
        for lx in (b0[0], b1[0]):
            brush.line([(lx, b0[1]), (lx, b1[1] + 9)], body, 3)
        for t in (0.0, 0.34, 0.68):
            y = b0[1] + (b1[1] - b0[1]) * t
            brush.box(b0[0], y, b1[0], y + 6, down(y, y + 6, tint(body, 0.25), shade(body, 0.2)), 2)
    elif style == "round":
        brush.curve(
            [
                (b0[0], b1[1] + 8),
                (b0[0] - 1, b0[1] - 6),
                ((b0[0] + b1[0]) / 2, b0[1] - 10),
                (b1[0] + 1, b0[1] - 6),
                (b1[0], b1[1] + 8),
            ],
            body,
            3,
        )
        brush.curve(
            [
                (b0[0] + 8, b1[1] + 8),
                (b0[0] + 8, b0[1] + 4),
                ((b0[0] + b1[0]) / 2, b0[1] - 1),
                (b1[0] - 8, b0[1] + 4),
                (b1[0] - 8, b1[1] + 8),
            ],
            shade(body, 0.15),
            1.8,
        )
    else:
        brush.box(b0[0], b0[1], b1[0], b1[1], slant(b0, b1, tint(seat_tone, 0.2), shade(seat_tone, 0.25)), 7)
        brush.box(b0[0] + 3, b0[1] + 2, b1[0] - 3, b0[1] + 5, fade(tint(seat_tone, 0.5), 0.4), 2)
    quad(brush, [(left, seat, z), (right, seat, z), (right - 3, seat, z + 42), (left + 3, seat, z + 42)], tint(seat_tone, 0.12))
    s0, s1 = at(left, seat, z), at(right, seat - 6, z)
    brush.box(s0[0], s0[1], s1[0], s1[1], down(s0[1], s1[1], tint(seat_tone, 0.06), shade(seat_tone, 0.35)), 1.5)


def table(
    brush: Brush,
    x: tuple[float, float],
    z: tuple[float, float],
    high: float,
    colour: Tone,
    *,
    thick: float = 4.0,
    legs: str = "four",
    light: float = -1.0,
) -> None:
    """A table seen from the front. ``legs``: four, pedestal, panel."""
    (x0, x1), (z0, z1) = x, z
    contact(brush, x0, x1, z0, z1, 0.45)
    under = high - thick
    if legs == "four":
        for lx, lz in ((x0 + 5, z1 - 4), (x1 - 5, z1 - 4), (x0 + 4, z0 + 3), (x1 - 4, z0 + 3)):
            block(
                brush,
                (lx - 2, lx + 2),
                (0, under),
                (lz - 2, lz + 2),
                shade(colour, 0.2 if lz < (z0 + z1) / 2 else 0.45),
                light=light,
            )
    elif legs == "panel":
        block(brush, (x0 + 4, x1 - 4), (6, under), (z0 + 6, z0 + 8), shade(colour, 0.15), light=light)
    else:
        px, py = at((x0 + x1) / 2, 0, (z0 + z1) / 2)
        brush.oval(px, py, 19, 4.6, shade(colour, 0.6))
        brush.box(
            px - 3, at(0, under, (z0 + z1) / 2)[1], px + 3, py, across(px - 3, px + 3, shade(colour, 0.2), shade(colour, 0.6))
        )
    block(brush, x, (under, high), z, colour, light=light)


def round_table(brush: Brush, x: float, z: float, high: float, radius: float, colour: Tone) -> tuple[float, float, float, float]:
    """A round table on one foot; returns its top's ellipse as seen: centre x, y, rx, ry."""
    px, py = at(x, 0, z)
    brush.soft(px, py + 2, radius * 0.95, 11, 0xFF080814, 0.5)
    brush.oval(px, py, radius * 0.48, 5, 0xFF211C22)
    cx, cy = at(x, high, z)
    far, near = at(x, high, z + radius)[1], at(x, high, z - radius)[1]
    ry = (near - far) / 2
    cy = (near + far) / 2
    brush.box(px - 2.6, cy, px + 2.6, py, across(px - 2.6, px + 2.6, 0xFF55505A, 0xFF1B1920))
    brush.oval(cx, cy + 3, radius, ry, shade(colour, 0.5))
    brush.oval(cx, cy, radius, ry, slant((cx - radius, cy - ry), (cx + radius, cy + ry), tint(colour, 0.3), shade(colour, 0.08)))
    brush.ring(cx, cy, radius - 0.6, ry - 0.4, fade(tint(colour, 0.6), 0.4), 0.6)
    return cx, cy, radius, ry


def papers(brush: Brush, x: tuple[float, float], z: tuple[float, float], high: float) -> None:
    """Two written sheets and a pen on a table's top."""
    (x0, x1), (z0, z1) = x, z
    for dx, dz, tone in ((2.0, 2.5, 0xFFDAD3C4), (0.0, 0.0, 0xFFFAF6EA)):
        corners = [(x0 + dx, high, z0 + dz), (x1 + dx, high, z0 + dz), (x1 + dx + 2, high, z1 + dz), (x0 + dx + 2, high, z1 + dz)]
        quad(brush, corners, tone)
    for i in range(5):
        row = z1 - (z1 - z0) * (0.16 + 0.15 * i)
        brush.line([at(x0 + 4, high, row), at(x1 - 2 - (i % 3) * 3, high, row)], 0x88585C6E, 0.35)
    brush.line([at(x1 - 8, high, z0 + 3), at(x1 + 5, high, z0 + 9)], 0xFF23262F, 0.9)


def breakfast(brush: Brush, x: float, z: float, high: float, colour: Tone, china: Tone, accent: Tone) -> None:
    """A low round table laid for two: cups, a pot, bread on a plate."""
    cx, cy, rx, ry = round_table(brush, x, z, high, 33, colour)
    plate = cy + 0.25 * ry
    brush.oval(cx, plate + 0.6, 9, 2.6, 0x55080814)
    brush.oval(cx, plate, 9, 2.5, tint(china, 0.1))
    brush.ring(cx, plate, 6.4, 1.7, fade(shade(china, 0.3), 0.5), 0.4)
    for dx, tone in ((-3.2, 0xFFC98A4A), (3.0, 0xFFB8763C)):
        brush.smooth(
            [
                (cx + dx - 4, plate - 0.4),
                (cx + dx - 2.6, plate - 3.6),
                (cx + dx + 1, plate - 4.2),
                (cx + dx + 4, plate - 1.6),
                (cx + dx + 2.6, plate),
            ],
            down(plate - 4.2, plate, tint(tone, 0.3), shade(tone, 0.2)),
        )
        for i in (-1, 1):
            brush.line([(cx + dx + i * 1.3, plate - 3.6), (cx + dx + i * 1.7, plate - 0.8)], fade(shade(tone, 0.5), 0.5), 0.5)
    cup(brush, cx - 0.62 * rx, cy, china, size=1.15)
    cup(brush, cx + 0.62 * rx, cy + 0.2 * ry, china, size=1.15)
    px, py = cx + 3, cy - 0.45 * ry
    brush.curve([(px + 6, py - 10), (px + 10.5, py - 8), (px + 6.5, py - 3)], shade(accent, 0.2), 1.4)
    brush.poly([(px - 6, py - 7), (px - 11, py - 11), (px - 10, py - 12), (px - 5.5, py - 9.5)], shade(accent, 0.15))
    brush.smooth(
        [
            (px - 6.5, py - 1),
            (px - 6.8, py - 8),
            (px - 4, py - 12.5),
            (px + 4, py - 12.5),
            (px + 6.8, py - 8),
            (px + 6.5, py - 1),
            (px, py),
        ],
        across(px - 7, px + 7, tint(accent, 0.3), accent, shade(accent, 0.3)),
    )
    brush.oval(px, py - 12.6, 4.2, 1.2, shade(accent, 0.1))
    brush.oval(px, py - 14.2, 1.2, 1.2, tint(accent, 0.2))


def shelf_books(
    brush: Brush,
    left: float,
    right: float,
    base: float,
    high: float,
    colours: Sequence[Tone],
    chance: random.Random,
    *,
    fill: float = 0.85,
) -> None:
    """Books, boxes and small things standing on a shelf board at y = ``base`` (flat)."""
    x = left + 1.5
    while x < right - 3:
        if chance.random() > fill:
            kind = chance.random()
            if kind < 0.4:
                wide = chance.uniform(6, 11)
                if x + wide > right - 1:
                    break
                colour = chance.choice(list(colours))
                brush.oval(
                    x + wide / 2,
                    base - wide * 0.5,
                    wide * 0.5,
                    wide * 0.5,
                    across(x, x + wide, tint(colour, 0.3), shade(colour, 0.35)),
                )
                brush.box(x + wide * 0.3, base - wide * 1.2, x + wide * 0.7, base - wide * 0.8, shade(colour, 0.1), 1)
                x += wide + 3
            else:
                x += chance.uniform(5, 14)
            continue
        if chance.random() < 0.12 and x + 20 < right:
            y = base
            for _ in range(chance.randint(2, 4)):
                thick, wide = chance.uniform(2.4, 4), chance.uniform(14, 19)
                colour = chance.choice(list(colours))
                brush.box(x, y - thick, x + wide, y - 0.3, across(x, x + wide, tint(colour, 0.1), shade(colour, 0.25)), 0.5)
                y -= thick
            x += 21
            continue
        wide, tall = chance.uniform(2.2, 5.2), high * chance.uniform(0.6, 0.93)
        if x + wide > right - 1:
            break
        colour = chance.choice(list(colours))
        colour = mix(colour, shade(colour, 0.4), chance.random() * 0.6)
        lean = chance.uniform(2, 5) if chance.random() < 0.07 else 0.0
        brush.poly(
            [(x + lean, base - tall), (x + wide + lean, base - tall), (x + wide, base - 0.3), (x, base - 0.3)],
            across(x, x + wide + lean, tint(colour, 0.15), colour, shade(colour, 0.35)),
        )
        if wide > 3.2 and chance.random() < 0.6:
            brush.box(
                x + 0.6 + lean * 0.7, base - tall * 0.82, x + wide - 0.6 + lean * 0.7, base - tall * 0.76, fade(0xFFF0DFB4, 0.5)
            )
        x += wide + 0.25 + lean


def bookcase(
    brush: Brush,
    left: float,
    right: float,
    high: float,
    colour: Tone,
    colours: Sequence[Tone],
    chance: random.Random,
    *,
    rows: int = 5,
    low: float = 0.0,
    back: Tone | None = None,
) -> None:
    """A shelf against the wall (flat), from ``low`` to ``high`` above the ground."""
    brush.box(left - 4, -high + 4, right + 9, -low + 2, 0x40080814, blur=5)
    brush.box(left, -high, right, -low, back if back is not None else shade(colour, 0.5))
    step = (high - low - 4) / rows
    for i in range(rows):
        base = -low - 3 - i * step
        brush.box(
            left + 3, base - step + 3, right - 3, base - step + 11, down(base - step + 3, base - step + 11, 0x66080814, 0x00080814)
        )
        shelf_books(brush, left + 4, right - 4, base, step - 5, colours, chance)
        brush.box(left, base, right, base + 3, down(base, base + 3, tint(colour, 0.22), shade(colour, 0.12)))
    for x0, x1 in ((left, left + 3.2), (right - 3.2, right)):
        brush.box(x0, -high, x1, -low, across(x0, x1, tint(colour, 0.1), shade(colour, 0.2)))
    brush.box(left, -high, right, -high + 3.2, tint(colour, 0.18))


def sideboard(
    brush: Brush,
    x: tuple[float, float],
    z: tuple[float, float],
    high: float,
    colour: Tone,
    chance: random.Random,
    *,
    doors: int = 3,
    light: float = -1.0,
) -> None:
    """A low cupboard on feet with doors."""
    block(brush, x, (12, high), z, colour, light=light, grounded=True)
    left, top = at(x[0], high - 3, z[0])
    right, low = at(x[1], 14, z[0])
    for fx in (x[0] + 6, x[1] - 6):
        px, py = at(fx, 0, z[0] + 3)
        brush.poly([(px - 1.8, at(0, 12, z[0])[1]), (px + 1.8, at(0, 12, z[0])[1]), (px + 1, py), (px - 1, py)], shade(colour, 0.5))
    wood(brush, left, top, right, low, colour, chance)
    span = (right - left) / doors
    for i in range(doors):
        x0, x1 = left + i * span + 1, left + (i + 1) * span - 1
        brush.frame(x0, top + 1, x1, low - 1, fade(shade(colour, 0.6), 0.5), 0.8, 1)
        brush.oval(x1 - 3.4 if i % 2 == 0 else x0 + 3.4, (top + low) / 2, 0.9, 0.9, 0xFFC9A866)


def picture(
    brush: Brush,
    x: float,
    y: float,
    wide: float,
    high: float,
    frame: Tone,
    inks: Sequence[Tone],
    chance: random.Random,
    *,
    paper: Tone = 0xFFE9E2D2,
) -> None:
    """A framed picture on a wall (flat), its middle at (x, y): an abstract, a landscape or a plant print."""
    left, top, right, low = x - wide / 2, y - high / 2, x + wide / 2, y + high / 2
    brush.box(left + 1.5, top + 3, right + 3, low + 4.5, 0x59080814, blur=2.6)
    brush.box(left, top, right, low, slant((left, top), (right, low), tint(frame, 0.25), shade(frame, 0.3)))
    m = 2.2 + min(wide, high) * 0.03
    brush.box(left + m * 0.6, top + m * 0.6, right - m * 0.6, low - m * 0.6, shade(paper, 0.07))
    mat = m + min(wide, high) * 0.1
    a, b, c, d = left + mat, top + mat, right - mat, low - mat
    kind = chance.random()
    with brush.within(a, b, c, d):
        if kind < 0.4:
            sky, far, near = inks[0], inks[1 % len(inks)], inks[2 % len(inks)]
            brush.box(a, b, c, d, down(b, d, tint(sky, 0.5), tint(sky, 0.2)))
            brush.oval(
                a + (c - a) * chance.uniform(0.25, 0.75), b + (d - b) * 0.32, (c - a) * 0.11, (c - a) * 0.11, tint(near, 0.6)
            )
            for level, colour in ((0.55, mix(sky, far, 0.5)), (0.7, far), (0.86, near)):
                y0 = b + (d - b) * level
                hills = [(a + (c - a) * i / 6, y0 - chance.uniform(-0.06, 0.12) * (d - b)) for i in range(7)]
                brush.smooth([(a - 5, d + 4), *hills, (c + 5, d + 4)], colour)
        elif kind < 0.72:
            brush.box(a, b, c, d, tint(inks[0], 0.62))
            for colour in inks:
                px, py = chance.uniform(a, c), chance.uniform(b, d)
                size = min(c - a, d - b) * chance.uniform(0.2, 0.42)
                if chance.random() < 0.5:
                    brush.oval(px, py, size, size, fade(colour, 0.85))
                else:
                    brush.box(px - size, py - size * 0.7, px + size, py + size * 0.6, fade(colour, 0.8), size * 0.2)
            brush.curve(
                [(a, chance.uniform(b, d)), ((a + c) / 2, chance.uniform(b, d)), (c, chance.uniform(b, d))],
                shade(inks[-1], 0.5),
                0.8,
            )
        else:
            brush.box(a, b, c, d, paper)
            stem = (a + c) / 2
            brush.curve([(stem, d), (stem + 2, (b + d) / 2), (stem - 1, b + (d - b) * 0.12)], shade(inks[0], 0.25), 0.7)
            for i in range(7):
                level = d - (d - b) * (0.2 + 0.1 * i)
                side = 1 if i % 2 else -1
                reach = (c - a) * 0.34 * (1 - i * 0.08)
                brush.smooth(
                    [
                        (stem, level),
                        (stem + side * reach * 0.6, level - reach * 0.55),
                        (stem + side * reach, level - reach * 0.3),
                        (stem + side * reach * 0.5, level + 1),
                    ],
                    shade(inks[i % len(inks)], 0.1),
                )
    brush.poly([(left + m, top + m), (left + wide * 0.45, top + m), (left + wide * 0.15, low - m), (left + m, low - m)], 0x12FFFFFF)


def door(
    brush: Brush,
    x: float,
    colour: Tone,
    *,
    wide: float = 88.0,
    high: float = 205.0,
    panels: int = 2,
    glass: Tone | None = None,
    knob: Tone = 0xFFBFA064,
) -> None:
    """A closed door in its frame on the far wall (flat)."""
    left, right = x - wide / 2, x + wide / 2
    brush.box(left - 9, -high - 9, right + 9, 0, shade(colour, 0.06))
    brush.frame(left - 9, -high - 9, right + 9, 4, tint(colour, 0.2), 2)
    brush.box(left - 1, -high - 1, right + 1, 0, shade(colour, 0.6))
    brush.box(left, -high, right, 0, across(left, right, tint(colour, 0.06), shade(colour, 0.12)))
    step = (high - 26) / panels
    for i in range(panels):
        top, low = -high + 12 + i * step, -high + 12 + (i + 1) * step - 10
        if glass is not None and i == 0:
            brush.box(left + 13, top, right - 13, low, slant((left, top), (right, low), tint(glass, 0.35), shade(glass, 0.1)))
            brush.frame(left + 12, top - 1, right - 12, low + 1, shade(colour, 0.3), 1.6)
            continue
        brush.box(left + 13, top, right - 13, low, down(top, low, shade(colour, 0.16), tint(colour, 0.03)))
        brush.line([(left + 13, low), (left + 13, top), (right - 13, top)], fade(shade(colour, 0.6), 0.6), 1.0, round_=False)
        brush.line([(left + 13, low), (right - 13, low), (right - 13, top)], fade(tint(colour, 0.5), 0.5), 1.0, round_=False)
    brush.oval(right - 7, -98, 2.6, 2.6, knob)
    brush.box(right - 15, -99, right - 6, -97, tint(knob, 0.2), 1)


def clock(brush: Brush, x: float, y: float, size: float, rim: Tone, hour: float) -> None:
    """A round wall clock (flat), its hands at ``hour`` 0–12."""
    import math

    brush.oval(x + 1.5, y + 3, size, size, 0x55080814, 2)
    brush.oval(x, y, size, size, slant((x - size, y - size), (x + size, y + size), tint(rim, 0.3), shade(rim, 0.35)))
    brush.oval(x, y, size * 0.86, size * 0.86, 0xFFF0ECE0)
    for i in range(12):
        angle = math.radians(i * 30)
        brush.line([(x + math.sin(angle) * size * f, y - math.cos(angle) * size * f) for f in (0.7, 0.78)], 0xFF45424C, size * 0.05)
    for angle, reach, width in ((hour * 30, 0.45, 0.08), ((hour % 1) * 360, 0.66, 0.05)):
        turn = math.radians(angle)
        brush.line([(x, y), (x + math.sin(turn) * size * reach, y - math.cos(turn) * size * reach)], 0xFF2A2830, size * width)


def monitor(
    brush: Brush, x: float, base: float, *, wide: float = 54.0, screen: Tone = 0xFF7FA6C4, seen: str = "front", scale: float = 1.0
) -> None:
    """A computer screen standing on y = ``base``; ``seen`` from the front or the back."""
    w, h = wide * scale, wide * 0.6 * scale
    top = base - h - 12 * scale
    brush.oval(x, base - 0.6, 12 * scale, 2 * scale, 0xFF2B2C34)
    brush.box(x - 2.2 * scale, base - 14 * scale, x + 2.2 * scale, base - 1, 0xFF3A3C46)
    brush.box(x - w / 2, top, x + w / 2, top + h, 0xFF1C1D25, 2 * scale)
    if seen == "back":
        brush.box(x - w / 2 + 1, top + 1, x + w / 2 - 1, top + h - 1, down(top, top + h, 0xFF454752, 0xFF2A2B33), 2 * scale)
        brush.oval(x, top + h * 0.5, 3 * scale, 3 * scale, 0xFF5A5D69)
        return
    a, b, c, d = x - w / 2 + 1.6 * scale, top + 1.6 * scale, x + w / 2 - 1.6 * scale, top + h - 3 * scale
    brush.box(a, b, c, d, slant((a, b), (c, d), tint(screen, 0.3), shade(screen, 0.25)))
    brush.box(a, b, a + (c - a) * 0.2, d, fade(shade(screen, 0.6), 0.5))
    rows = 6
    for i in range(rows):
        y = b + (d - b) * (0.16 + 0.13 * i)
        brush.box(a + (c - a) * 0.26, y, a + (c - a) * (0.5 + 0.4 * ((i * 7) % 5) / 5), y + (d - b) * 0.05, fade(0xFFFFFFFF, 0.4))


def bed(
    brush: Brush,
    x: float,
    z: tuple[float, float],
    wide: float,
    frame: Tone,
    cover: Tone,
    linen: Tone,
    *,
    high: float = 48.0,
    pillows: int = 2,
    throw: Tone | None = None,
) -> None:
    """A bed seen from its foot, its head towards the far wall."""
    z0, z1 = z
    left, right = x - wide / 2, x + wide / 2
    contact(brush, left, right, z0 - 4, z1, 0.75)
    block(brush, (left, right), (10, 26), z, shade(frame, 0.1))
    block(brush, (left + 2, right - 2), (26, high - 6), (z0 + 2, z1), linen)
    far, near = at(0, high, z1)[1], at(0, high, z0)[1]
    fold = z0 + (z1 - z0) * 0.62
    quad(
        brush,
        [(left + 1, high, z0), (right - 1, high, z0), (right - 2, high, z1), (left + 2, high, z1)],
        down(far, near, tint(linen, 0.15), shade(linen, 0.1)),
    )
    quad(
        brush,
        [(left - 2, high + 2, z0 - 2), (right + 2, high + 2, z0 - 2), (right, high + 2, fold), (left, high + 2, fold)],
        down(at(0, high, fold)[1], near, shade(cover, 0.06), tint(cover, 0.16)),
    )
    fa, fb = at(left, high + 3, fold + 14), at(right, high + 3, fold)
    brush.smooth(
        [
            fa,
            at(0 + x, high + 5, fold + 16),
            at(right, high + 3, fold + 14),
            fb,
            at(x, high + 1, fold - 6),
            at(left, high + 3, fold),
        ],
        tint(linen, 0.3),
    )
    a, b = at(left - 2, high + 2, z0 - 2), at(right + 2, 20, z0 - 2)
    brush.box(a[0], a[1], b[0], b[1], down(a[1], b[1], tint(cover, 0.08), shade(cover, 0.4)), 3)
    for i in range(7):
        fx = a[0] + (b[0] - a[0]) * (i + 0.6) / 7.4
        brush.curve([(fx, a[1] + 2), (fx + 2, (a[1] + b[1]) / 2), (fx - 1.5, b[1])], fade(shade(cover, 0.6), 0.22), 1.6)
    if throw is not None:
        t0, t1 = z0 + 10, z0 + 44
        quad(
            brush, [(left - 3, high + 3, t0), (right + 3, high + 3, t0), (right + 1, high + 3, t1), (left - 1, high + 3, t1)], throw
        )
        quad(
            brush,
            [(left - 3, high + 3, t0), (right + 3, high + 3, t0), (right + 3, high + 3, t0 + 4), (left - 3, high + 3, t0 + 4)],
            fade(tint(throw, 0.4), 0.5),
        )
    for i in range(pillows):
        px = x + (i - (pillows - 1) / 2) * wide * 0.46
        cx, cy = at(px, high + 15, z1 - 12)
        half = wide * (0.2 if pillows > 1 else 0.34)
        points = [
            (cx - half, cy - 12),
            (cx, cy - 14.5),
            (cx + half, cy - 12),
            (cx + half * 1.06, cy),
            (cx + half, cy + 11),
            (cx, cy + 9),
            (cx - half, cy + 11),
            (cx - half * 1.06, cy),
        ]
        brush.smooth([(a_ + 1, b_ + 3) for a_, b_ in points], 0x44080814, 1.5)
        brush.smooth(points, slant((cx - half, cy - 12), (cx + half, cy + 12), tint(linen, 0.45), shade(linen, 0.18)))
        brush.curve([(cx - half * 0.5, cy + 3), (cx, cy - 1), (cx + half * 0.5, cy + 4)], fade(shade(linen, 0.5), 0.25), 0.7)


def cup(brush: Brush, x: float, y: float, colour: Tone, *, size: float = 1.0, saucer: bool = True) -> None:
    """A cup of coffee standing at (x, y)."""
    if saucer:
        brush.oval(x, y, 7.4 * size, 1.9 * size, shade(colour, 0.25))
        brush.oval(x, y - 0.5, 7.2 * size, 1.7 * size, tint(colour, 0.2))
    brush.ring(x + 4.6 * size, y - 4.2 * size, 1.9 * size, 2.0 * size, shade(colour, 0.15), 0.9 * size)
    fill = across(x - 4.4 * size, x + 4.4 * size, tint(colour, 0.35), colour, shade(colour, 0.3))
    brush.poly(
        [(x - 4.4 * size, y - 7.4 * size), (x + 4.4 * size, y - 7.4 * size), (x + 2.7 * size, y - 0.6), (x - 2.7 * size, y - 0.6)],
        fill,
    )
    brush.oval(x, y - 7.4 * size, 4.4 * size, 1.2 * size, tint(colour, 0.4))
    brush.oval(x, y - 7.2 * size, 3.8 * size, 0.9 * size, 0xFF5A3420)


def wine_glass(brush: Brush, x: float, y: float, wine: Tone, *, size: float = 1.0) -> None:
    """A stemmed glass, a third full."""
    brush.oval(x, y, 3.4 * size, 0.9 * size, 0x66FFFFFF)
    brush.line([(x, y), (x, y - 8 * size)], 0x88FFFFFF, 0.7 * size)
    bowl = [
        (x - 3.6 * size, y - 18 * size),
        (x - 4.2 * size, y - 12 * size),
        (x - 1.2 * size, y - 8 * size),
        (x + 1.2 * size, y - 8 * size),
        (x + 4.2 * size, y - 12 * size),
        (x + 3.6 * size, y - 18 * size),
    ]
    brush.poly(bowl, 0x2AFFFFFF)
    brush.poly(
        [
            (x - 4.0 * size, y - 13 * size),
            (x - 1.2 * size, y - 8.3 * size),
            (x + 1.2 * size, y - 8.3 * size),
            (x + 4.0 * size, y - 13 * size),
        ],
        fade(wine, 0.9),
    )
    brush.line([(x - 3.2 * size, y - 17 * size), (x - 3.6 * size, y - 12.4 * size)], 0x99FFFFFF, 0.6 * size)


def bottle(
    brush: Brush, x: float, y: float, glass: Tone, *, tall: float = 30.0, wide: float = 4.0, label: Tone | None = None
) -> None:
    """A bottle standing at (x, y)."""
    fill = across(x - wide, x + wide, shade(glass, 0.2), tint(glass, 0.3), glass, shade(glass, 0.5))
    top = y - tall
    brush.poly(
        [
            (x - wide, y),
            (x - wide, y - tall * 0.58),
            (x - wide * 0.36, y - tall * 0.76),
            (x - wide * 0.36, top),
            (x + wide * 0.36, top),
            (x + wide * 0.36, y - tall * 0.76),
            (x + wide, y - tall * 0.58),
            (x + wide, y),
        ],
        fill,
    )
    if label is not None:
        brush.box(
            x - wide, y - tall * 0.48, x + wide, y - tall * 0.18, across(x - wide, x + wide, tint(label, 0.1), shade(label, 0.2))
        )
