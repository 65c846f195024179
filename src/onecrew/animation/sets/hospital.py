"""A ward: a bed with rails, a drip, a monitor, a curtain, a window with blinds.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

import math

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import furniture, lamps, room, space, textures, windows
from onecrew.animation.sets.brush import Brush, across, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import MARKS, alive, still
from onecrew.animation.sets.tone import fade, mix, shade, tint
from onecrew.animation.sets.view import town_view

WALL = 190.0
CEILING = 282.0


def build(scheme: Scheme) -> PlaceSet:
    """The set of a hospital room, the bed between the people with its head to the wall."""
    chance = scheme.rng("hospital")
    side = scheme.side
    wall = scheme.take(chance.choice(("#b3c2bb", "#b4bfc6", "#c2beb0")), 0.3)
    lower = mix(scheme.take(chance.choice(("#8fb0a2", "#8fa6b4", "#a3b08f")), 0.25), scheme.accent2, 0.25)
    metal = scheme.take("#aab2b6", 0.25)
    cloth = mix(scheme.accent2, tint(lower, 0.4), 0.5)
    hole = (60.0, 92.0, 172.0, 234.0) if side > 0 else (-172.0, 92.0, -60.0, 234.0)
    spots: list[lamps.Spot] = []
    drip_x = -side * 62.0
    screen = space.at(side * 36, 158, 165)

    def back(brush: Brush) -> None:
        own = scheme.rng("hospital back")
        room.ceiling(brush, WALL, CEILING, tint(wall, 0.4))
        for x in (-70, 70):
            corners = [space.at(x + dx, CEILING, z) for dx, z in ((-30, 10), (30, 10), (30, 80), (-30, 80))]
            lamps.tube_panel(brush, corners, metal)
            px, py = space.at(x, CEILING, 40)
            spots.append(lamps.Spot(px, py + 4, 100, 0.4, colour=0xFFEFF6F0, bulb=8, falls=60))
        room.far_wall(brush, WALL, wall, height=CEILING, dado=lower, dado_height=112, skirting=shade(lower, 0.3), rough=0.16)
        room.corner_shadows(brush, WALL, CEILING)
        room.cut(brush, WALL, [hole])
        windows.window(brush, WALL, hole, tint(metal, 0.4), columns=2, rows=1, scheme=scheme)
        windows.blinds(brush, WALL, hole, tint(wall, 0.5), closed=0.3, lowered=own.choice((0.4, 0.6, 1.0)))
        with space.plane(brush, WALL):
            brush.box(-110, -168, 110, -140, slant((-110, -168), (110, -140), tint(metal, 0.35), shade(metal, 0.08)), 3)
            brush.box(-110, -142, 110, -138, shade(metal, 0.4))
            for i, x in enumerate((-84, -66, -48, 52, 70)):
                brush.oval(x, -154, 5, 5, shade(metal, 0.35))
                brush.oval(x, -154, 3.6, 3.6, (0xFFE8E8E4, 0xFF4F8F6A, 0xFFC7B04A, 0xFF5C86B0, 0xFFB5524A)[i])
            brush.box(-28, -164, 28, -144, tint(metal, 0.6), 2)
            brush.box(-24, -161, 24, -147, 0xFFFFFBEA, 2)
            furniture.picture(brush, -side * 108, -196, 44, 34, tint(metal, 0.3), (scheme.accent2, lower, scheme.accent), own)
            brush.box(-side * 30 - 8, -224, -side * 30 + 8, -202, 0xFFEDEDE6, 1)
            for i in range(4):
                brush.line([(-side * 30 - 5, -219 + i * 4), (-side * 30 + 4, -219 + i * 4)], 0x88556068, 0.8)
        sx, sy = space.at(0, 154, WALL)
        spots.append(lamps.Spot(sx, sy, 92, 0.7, colour=0xFFFFF0D2, bulb=8))
        rail = space.at(0, 236, 120)[1]
        brush.line([(-720, rail), (720, rail)], tint(metal, 0.3), 1.8)

    def back_light(brush: Brush) -> None:
        lamps.ceiling_wash(brush, -280, 0xFFE2EFEA, 0.2 * scheme.lamps)
        windows.window_light(brush, scheme, WALL, hole)
        windows.sun_on_wall(brush, scheme, WALL, x=-side * 70, h=128, panes=4, strength=0.36)
        lamps.throw(brush, scheme, spots)

    def glow(brush: Brush) -> None:
        lamps.bloom(brush, scheme, spots)
        windows.shafts(brush, scheme, WALL, hole, strength=0.1)

    def near(brush: Brush) -> None:
        own = scheme.rng("hospital near")
        base = scheme.take("#a9b4b2", 0.3)
        room.floor_base(brush, WALL, base)
        textures.floor_tiles(brush, WALL, base, own, size=60, odd=0.06)
        for x in (-50, 60):
            textures.sheen(brush, x, WALL, 0xFFF4FAF6, 0.3)
        room.floor_shadow(brush, WALL)
        _curtain(brush, -side, cloth)
        furniture.sideboard(brush, (side * 87 - 25, side * 87 + 25), (130, 176), 74, tint(metal, 0.1), own, doors=1, light=side)
        vx, vy = space.at(side * 92, 74, 150)
        furniture.bottle(brush, vx, vy, 0xFFA9C8D4, tall=17, wide=5)
        for i in range(6):
            tip = (vx - 13 + i * 5.2, vy - 36 + abs(i - 2.5) * 3)
            brush.curve([(vx, vy - 15), (vx + (i - 2.5) * 2, vy - 26), tip], 0xFF6A8A58, 0.8)
            brush.oval(tip[0], tip[1], 3.6, 3.2, own.choice((scheme.accent, tint(scheme.accent, 0.5), 0xFFF2E2C0)))
        furniture.bed(
            brush, 0, (26.0, 178.0), 92, tint(metal, 0.2), mix(tint(lower, 0.45), cloth, 0.3), 0xFFDDE4E6, high=62, pillows=1
        )
        for x in (-48, 48):
            for h in (72, 84):
                brush.line([space.at(x, h, 40), space.at(x, h, 130)], tint(metal, 0.35), 2.0)
            for z in (40, 70, 100, 130):
                brush.line([space.at(x, 58, z), space.at(x, 84, z)], shade(metal, 0.05), 1.4)
        a, b = space.at(-47, 82, 24), space.at(47, 46, 24)
        brush.box(a[0], a[1], b[0], b[1], slant(a, b, tint(metal, 0.45), shade(metal, 0.12)), 6)
        brush.box(a[0] + 7, a[1] + 6, b[0] - 7, b[1] - 8, fade(shade(lower, 0.06), 0.75), 4)
        brush.box(-9, a[1] + 10, 9, a[1] + 24, 0xFFF2F2EA, 1)
        for x in (-40, 40):
            px, py = space.at(x, 0, 26)
            brush.line([(px, py - 5), (px, b[1])], shade(metal, 0.3), 2.6)
            brush.oval(px, py - 3, 4, 4, 0xFF3A3F46)
        _stands(brush, scheme, drip_x, screen, side, metal)
        for x in (-55, 55):
            furniture.chair(brush, x, 2, shade(metal, 0.3), mix(scheme.accent2, lower, 0.4), seat=45, style="plastic", tall=84)

    def near_light(brush: Brush) -> None:
        lamps.ceiling_wash(brush, -280, 0xFFE2EFEA, 0.2 * scheme.lamps)
        windows.window_light(brush, scheme, WALL, hole)
        lamps.throw(brush, scheme, spots)

    def alive_things(brush: Brush, seconds: float) -> None:
        x, y = screen
        with brush.within(x - 13, y - 10, x + 13, y + 9):
            for row, colour, pace, tall in ((-4.0, 0xFF6BF29A, 1.25, 5.0), (4.0, 0xFF6FC8F5, 0.3, 2.2)):
                points = []
                for i in range(53):
                    px = -13 + i * 0.5
                    at_ = (seconds - (26 - i * 0.5) / 14) * pace % 1.0
                    beat = (
                        math.exp(-(((at_ - 0.3) / 0.022) ** 2))
                        - 0.35 * math.exp(-(((at_ - 0.36) / 0.02) ** 2))
                        + 0.2 * math.exp(-(((at_ - 0.55) / 0.05) ** 2))
                    )
                    wave = beat if pace > 1 else math.sin(at_ * 6.283)
                    points.append((x + px, y + row - wave * tall))
                brush.line(points, colour, 0.8)
        dx, dy = space.at(drip_x, 158, 60)
        fall = (seconds * 0.9) % 1.0
        brush.oval(dx, dy + 3 + 6 * fall * fall, 0.7, 1.0, 0xDDEAF6FF)

    def front(brush: Brush) -> None:
        for _ in brush.asides(4.5):
            x = -side * 128
            for i in range(4):
                fx = x + (i - 1.5) * 9
                brush.box(
                    fx - 5, -640, fx + 5, 200, across(fx - 5, fx + 5, shade(cloth, 0.5), shade(cloth, 0.2), shade(cloth, 0.55))
                )
            brush.box(side * 112, 30, side * 190, 200, shade(metal, 0.4), 6)

    return PlaceSet(
        layers=(
            *town_view(scheme, "hospital", hole, WALL, high=14),
            still(space.depth_at(WALL), back, scheme=scheme, lights=back_light, glow=glow),
            still(1.0, near, scheme=scheme, lights=near_light, blur=0.8),
            alive(1.0, alive_things, blur=0.8),
            still(0.8, front, scheme=scheme),
        ),
        front=(),
        marks=MARKS,
        seat=45.0,
        exits=(-190.0, 190.0),
        light=scheme.light(side=side, key=None if scheme.outside > 0.4 else 0xFFEFF5EE, contrast=0.25),
        grade="cool" if scheme.mood not in ("warm", "joyful", "romantic") else "none",
    )


def _curtain(brush: Brush, side: float, cloth: int) -> None:
    top, low = space.at(0, 234, 120)[1], space.at(0, 26, 120)[1]
    x0, x1 = sorted((side * 78, side * 170))
    count = 11
    step = (x1 - x0) / count
    for i in range(count):
        a = x0 + i * step
        brush.box(a, top, a + step + 0.4, low, across(a, a + step, shade(cloth, 0.3), tint(cloth, 0.22), shade(cloth, 0.34)))
        brush.line([(a + step / 2, top), (a + step / 2, top - 3)], 0xFFCAD0D2, 0.7)
    brush.box(x0, top + 8, x1, top + 24, 0x33FFFFFF)


def _stands(brush: Brush, scheme: Scheme, drip_x: float, screen: tuple[float, float], side: float, metal: int) -> None:
    x, foot = space.at(drip_x, 0, 60)
    top = space.at(0, 196, 60)[1]
    brush.soft(x, foot, 18, 4, 0xFF080814, 0.5)
    for dx in (-15, 15, -6, 6):
        brush.line([(x, foot - 6), (x + dx, foot)], shade(metal, 0.3), 1.8)
    brush.line([(x, foot - 6), (x, top)], tint(metal, 0.3), 1.8)
    brush.curve([(x - 12, top + 4), (x - 9, top - 3), (x, top), (x + 9, top - 3), (x + 12, top + 4)], tint(metal, 0.3), 1.4)
    bag = x + 10
    brush.smooth(
        [
            (bag - 7.5, top + 4),
            (bag + 7.5, top + 4),
            (bag + 8, top + 20),
            (bag + 4, top + 28),
            (bag - 4, top + 28),
            (bag - 8, top + 20),
        ],
        across(bag - 8, bag + 8, 0xCCE6F2F6, 0x99C8DCE6, 0xCCF4FAFC),
    )
    brush.box(bag - 5, top + 8, bag + 5, top + 15, fade(scheme.accent2, 0.7), 1)
    brush.box(bag - 2, top + 29, bag + 2, top + 38, 0xAAE6F2F6, 1)
    brush.curve([(bag, top + 38), (bag + 3, top + 80), (bag - 22, -96), (-side * 40, -88), (-side * 26, -92)], 0xBBE6F2F6, 0.9)
    sx, sy = screen
    px, py = space.at(side * 36, 0, 165)
    brush.line([(sx, sy + 8), (px, py)], shade(metal, 0.25), 2)
    brush.box(
        sx - 16, sy - 13, sx + 16, sy + 13, slant((sx - 16, sy - 13), (sx + 16, sy + 13), tint(metal, 0.4), shade(metal, 0.2)), 2.5
    )
    brush.box(sx - 13.5, sy - 10.5, sx + 13.5, sy + 9, 0xFF0E1B22, 1)
    brush.oval(sx + 12, sy + 11, 0.8, 0.8, 0xFF6BF29A)
