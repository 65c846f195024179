"""A corner shop: shelves of goods in two walls, glowing coolers at the back, a till, hanging signs.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

import random

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import furniture, lamps, room, space, textures
from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import MARKS, still
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint
from onecrew.animation.sets.view import town_view

WALL = 330.0
CEILING = 290.0
HALF = 178.0


def build(scheme: Scheme) -> PlaceSet:
    """The set of a convenience shop; goods, signs and the till's side differ by seed."""
    chance = scheme.rng("shop")
    side = scheme.side
    wall = scheme.take(chance.choice(("#b5b9b4", "#bab2a4", "#aab4ba")), 0.3)
    metal = scheme.take("#9aa0a4", 0.3)
    band = chance.choice((scheme.accent, scheme.accent2))
    goods = [
        mix(scheme.take(c, 0.25), wall, 0.1)
        for c in ("#c0503f", "#d9a441", "#4f7fa0", "#5f8f5a", "#e6dcc4", "#8a5a86", "#d9803f", "#4a5f8a", "#e9c9b0")
    ]
    hole: room.Hole = (side * 84 - 62, 0.0, side * 84 + 62, 226.0)
    tubes = [(x, z) for z in (-60.0, 90.0, 230.0) for x in (-62.0, 62.0)]
    spots: list[lamps.Spot] = []
    for x, z in tubes:
        px, py = space.at(x, CEILING, z)
        spots.append(lamps.Spot(px, py + 3, 120 * space.scale_at(z), 0.6, colour=0xFFF4F8F0, bulb=6 * space.scale_at(z), falls=60))

    def back(brush: Brush) -> None:
        own = scheme.rng("shop back")
        room.ceiling(brush, WALL, CEILING, tint(wall, 0.15))
        for x, z in tubes:
            lamps.tube_panel(
                brush, [space.at(x + dx, CEILING - 5, z + dz) for dx, dz in ((-8, -50), (8, -50), (8, 50), (-8, 50))], metal
            )
        room.side_walls(brush, HALF, WALL, CEILING, wall, light=side)
        room.far_wall(brush, WALL, wall, height=CEILING, half=HALF, skirting=shade(wall, 0.4))
        room.cut(brush, WALL, [hole])
        with space.plane(brush, WALL):
            left, _, right, top = hole
            brush.frame(left - 6, -top - 6, right + 6, 0, shade(metal, 0.3), 7)
            brush.box((left + right) / 2 - 3, -top, (left + right) / 2 + 3, 0, shade(metal, 0.25))
            brush.box(left, -top, right, -top + 34, shade(metal, 0.2))
            for dx in (-10, 10):
                brush.box((left + right) / 2 + dx - 1.6, -124, (left + right) / 2 + dx + 1.6, -84, tint(metal, 0.4), 1.5)
            brush.poly([(left + 8, -top + 40), (left + 40, -top + 40), (left + 16, 0), (left + 2, 0)], 0x18FFFFFF)
            x0, x1 = sorted((-side * 12, -side * 170))
            brush.box(x0 - 4, -226, x1 + 4, 0, shade(metal, 0.45))
            doors = 3
            span = (x1 - x0) / doors
            for i in range(doors):
                a, b = x0 + i * span + 2, x0 + (i + 1) * span - 2
                brush.box(a, -204, b, -16, down(-204, -16, 0xFFEFF8FA, 0xFFC4DCE4))
                for row in range(5):
                    y = -24 - row * 36.0
                    x = a + 4
                    while x < b - 5:
                        kind = own.choice(goods)
                        if own.random() < 0.7:
                            furniture.bottle(brush, x + 3, y, kind, tall=own.uniform(20, 26), wide=3, label=tint(kind, 0.6))
                            x += 7.4
                        else:
                            brush.box(x, y - 17, x + 9, y, across(x, x + 9, tint(kind, 0.25), shade(kind, 0.25)), 1)
                            x += 10.6
                    brush.box(a, y, b, y + 2.4, 0xFFB4C4CA)
                brush.frame(a - 1, -206, b + 1, -14, shade(metal, 0.25), 3)
                brush.box(b - 6, -140, b - 3.6, -90, tint(metal, 0.4), 1)
                brush.poly([(a + 4, -202), (a + 20, -202), (a + 8, -20), (a + 2, -20)], 0x2EFFFFFF)
            brush.box(x0 - 4, -232, x1 + 4, -206, down(-232, -206, tint(band, 0.1), shade(band, 0.25)))
            brush.box(x0 + 12, -224, x0 + 58, -214, 0xE6FFFFFF, 2)
            brush.box(x0 + 66, -222, x0 + 96, -216, 0x99FFFFFF, 2)
        for s in (-1.0, 1.0):
            _shelves(brush, scheme, own, s, goods, metal, band)

    def back_light(brush: Brush) -> None:
        lamps.ceiling_wash(brush, -320, 0xFFEFF6F0, 0.2 * scheme.lamps)
        lamps.throw(brush, scheme, spots)
        cx, cy = space.at(-side * 90, 110, WALL)
        brush.soft(cx, cy, 100, 110, 0xFFD8F0F8, 0.45)
        wx, wy = space.at(side * 84, 110, WALL)
        brush.soft(wx, wy, 130, 130, scheme.window, 0.4 * scheme.outside)

    def glow(brush: Brush) -> None:
        lamps.bloom(brush, scheme, spots)
        cx, cy = space.at(-side * 90, 110, WALL)
        brush.soft(cx, cy, 90, 110, 0xFFBFE6F4, {"day": 0.12, "dusk": 0.2, "night": 0.26}[scheme.place.time])

    def near(brush: Brush) -> None:
        own = scheme.rng("shop near")
        base = scheme.take("#b3ada2", 0.3)
        room.floor_base(brush, WALL, base)
        textures.floor_tiles(
            brush, WALL, base, own, size=46, odd=0.1, checker=fade(shade(base, 0.3), 0.25) if own.random() < 0.5 else None
        )
        for x in (-62, 62):
            textures.sheen(brush, x, WALL, 0xFFF6FAF4, 0.34, 40)
        textures.sheen(brush, -side * 90, WALL, 0xFFBFE6F4, 0.3, 60)
        for s in (-1.0, 1.0):
            points = [
                space.at(s * (HALF - 46), 0, -250),
                space.at(s * (HALF - 46), 0, 300),
                space.at(s * 900, 0, 300),
                space.at(s * 900, 0, -250),
            ]
            brush.poly(points, shade(metal, 0.5))
        _island(brush, own, goods, metal, band, side)
        _till(brush, scheme, side, band, metal, goods, own)
        for i, hung in enumerate((-70.0, 40.0)):
            px, py = space.at(hung, 246, 120 + i * 70)
            scale = space.scale_at(120 + i * 70)
            for dx in (-20, 20):
                brush.line([(px + dx * scale, py - 60), (px + dx * scale, py)], shade(metal, 0.3), 0.6)
            face = band if i == 0 else tint(wall, 0.5)
            brush.box(
                px - 30 * scale, py, px + 30 * scale, py + 19 * scale, down(py, py + 19, tint(face, 0.1), shade(face, 0.2)), 2
            )
            ink = tint(band, 0.85) if i == 0 else shade(band, 0.1)
            brush.box(px - 22 * scale, py + 5 * scale, px + 4 * scale, py + 9 * scale, ink, 1)
            brush.box(px - 22 * scale, py + 11 * scale, px + 16 * scale, py + 14 * scale, fade(ink, 0.7), 1)

    def near_light(brush: Brush) -> None:
        lamps.ceiling_wash(brush, -320, 0xFFEFF6F0, 0.2 * scheme.lamps)
        lamps.throw(brush, scheme, spots)

    def front(brush: Brush) -> None:
        own = scheme.rng("shop front")
        for _ in brush.asides(4.0):
            x = -side * 128
            brush.box(x - 20, -60, x + 20, 200, shade(metal, 0.5), 2)
            for i in range(4):
                y = -40 + i * 46
                for j in range(3):
                    own_tone = own.choice(goods)
                    brush.box(x - 18 + j * 12, y, x - 8 + j * 12, y + 34, shade(own_tone, 0.35), 2)

    return PlaceSet(
        layers=(
            *town_view(scheme, "shop", hole, WALL, high=-22),
            still(space.depth_at(WALL * 0.75), back, scheme=scheme, lights=back_light, glow=glow),
            still(1.0, near, scheme=scheme, lights=near_light, blur=0.8),
            still(0.8, front, scheme=scheme),
        ),
        front=(),
        marks=MARKS,
        seat=0.0,
        exits=(-190.0, 190.0),
        light=scheme.light(
            side=-side * 0.5, key=0xFFF6F8EE, contrast=0.22, darkness={"day": 0.0, "dusk": 0.06, "night": 0.14}[scheme.place.time]
        ),
        grade="cool" if scheme.mood in ("sad", "tense", "eerie") else "none",
    )


def _shelves(brush: Brush, scheme: Scheme, own: random.Random, s: float, goods: list[Tone], metal: Tone, band: Tone) -> None:
    """A wall of shelves along one side, filled with boxes, bags, tins and jars."""
    near, far = -120.0, 300.0
    length = far - near
    with space.side_wall(brush, s * (HALF - 30), near, far, 240.0):
        brush.box(0, -232, length, 0, shade(metal, 0.5))
        for row in range(5):
            y = -14 - row * 43.0
            brush.box(0, y - 40, length, y - 22, down(y - 40, y - 22, 0x88080814, 0x00080814))
            x = 2.0
            while x < length - 8:
                colour = own.choice(goods)
                run = own.randint(2, 5)
                wide, tall = own.uniform(9, 17), own.uniform(20, 35)
                kind = own.random()
                for _ in range(run):
                    if x + wide > length - 2:
                        break
                    if kind < 0.45:
                        brush.box(x, y - tall, x + wide, y, across(x, x + wide, tint(colour, 0.14), shade(colour, 0.16)))
                        brush.box(x + 1.5, y - tall * 0.74, x + wide - 1.5, y - tall * 0.44, fade(tint(colour, 0.65), 0.8), 1)
                    elif kind < 0.7:
                        brush.smooth(
                            [(x, y), (x + 0.6, y - tall), (x + wide - 0.6, y - tall), (x + wide, y)],
                            across(x, x + wide, tint(colour, 0.2), shade(colour, 0.2)),
                        )
                        brush.oval(x + wide / 2, y - tall * 0.5, wide * 0.28, wide * 0.28, fade(tint(colour, 0.6), 0.8))
                    else:
                        brush.box(
                            x,
                            y - tall * 0.7,
                            x + wide * 0.8,
                            y,
                            across(x, x + wide * 0.8, tint(colour, 0.3), colour, shade(colour, 0.35)),
                            1.6,
                        )
                        brush.box(x, y - tall * 0.5, x + wide * 0.8, y - tall * 0.2, fade(0xFFF4ECDC, 0.75))
                    x += wide + 0.8
                x += own.uniform(0, 3)
            brush.box(0, y, length, y + 5, tint(metal, 0.3))
            for i in range(int(length / 26)):
                brush.box(4 + i * 26, y + 0.6, 16 + i * 26, y + 4.4, own.choice((0xFFFFF8E0, 0xFFFFF8E0, tint(band, 0.3))))
        for x in (0.0, length * 0.34, length * 0.67, length - 3):
            brush.box(x, -236, x + 3, 0, shade(metal, 0.2))
        brush.box(0, -262, length, -232, down(-262, -232, tint(band, 0.08), shade(band, 0.3)))
        for x in (30.0, 190.0, 320.0):
            brush.box(x, -252, x + 56, -243, 0xDDFFFFFF, 2)


def _island(brush: Brush, own: random.Random, goods: list[Tone], metal: Tone, band: Tone, side: float) -> None:
    """A low display in the middle of the shop with fruit and small things."""
    space.block(brush, (-40, 40), (0, 70), (150, 220), shade(metal, 0.2), light=side, grounded=True)
    with space.plane(brush, 150):
        brush.box(-40, -70, 40, -58, band)
        for row in range(2):
            for i in range(7):
                x = -36 + i * 10.6
                colour = own.choice(goods)
                brush.box(x, -54 + row * 27, x + 9, -33 + row * 27, across(x, x + 9, tint(colour, 0.2), shade(colour, 0.2)), 1)
            brush.box(-40, -32 + row * 27, 40, -29 + row * 27, tint(metal, 0.2))
    for row in range(3):
        for i in range(10):
            px, py = space.at(-34 + i * 7.5 + (row % 2) * 3, 74, 205 - row * 20)
            fruit = own.choice((0xFFD9803F, 0xFFC0503F, 0xFF8FA84A, 0xFFE0B848))
            brush.oval(px, py, 3.1, 3, slant((px - 3, py - 3), (px + 3, py + 3), tint(fruit, 0.35), shade(fruit, 0.25)))


def _till(brush: Brush, scheme: Scheme, side: float, band: Tone, metal: Tone, goods: list[Tone], own: random.Random) -> None:
    """The counter with its till and small goods, at the side of the window."""
    x0, x1 = sorted((side * 76, side * 220))
    body = scheme.take("#a08a72", 0.3)
    space.block(brush, (x0, x1), (0, 98), (52, 110), body, light=side, grounded=True)
    space.block(brush, (x0 - 3, x1 + 3), (98, 103), (48, 112), tint(body, 0.3), light=side)
    with space.plane(brush, 52):
        brush.box(x0, -90, x1, -80, band)
        brush.box(x0, -10, x1, 0, shade(body, 0.5))
        for i in range(9):
            colour = own.choice(goods)
            x = x0 + 6 + i * 12
            brush.box(x, -70, x + 10, -46, across(x, x + 10, tint(colour, 0.2), shade(colour, 0.2)), 1)
            brush.box(x, -38, x + 10, -16, across(x, x + 10, tint(own.choice(goods), 0.1), shade(colour, 0.3)), 1)
    px, py = space.at(side * 104, 103, 76)
    brush.box(px - 15, py - 11, px + 15, py, down(py - 11, py, 0xFF4A4D57, 0xFF2A2C34), 2)
    brush.poly([(px - 14, py - 11), (px + 14, py - 11), (px + 12, py - 30), (px - 12, py - 30)], 0xFF23252D)
    brush.poly(
        [(px - 12, py - 12.5), (px + 12, py - 12.5), (px + 10.4, py - 28.5), (px - 10.4, py - 28.5)],
        mix(scheme.accent2, 0xFFBFE6F4, 0.5),
    )
    brush.box(px - 3, py - 39, px + 9, py - 31, 0xFF1A1C22, 1)
    brush.box(px - 1.6, py - 37.6, px + 7.6, py - 32.4, 0xFF8FF0B0)
    jx, jy = space.at(side * 84, 103, 64)
    brush.box(jx - 6, jy - 17, jx + 6, jy, 0x66FFFFFF, 2)
    for _ in range(20):
        brush.oval(jx + own.uniform(-4.6, 4.6), jy - own.uniform(1.5, 12), 1.5, 1.4, own.choice(goods))
    brush.box(jx - 6.6, jy - 19, jx + 6.6, jy - 16, band, 1)
