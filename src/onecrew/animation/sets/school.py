"""A classroom: the board, rows of desks, tall windows on one side wall, a clock, maps.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

import skia

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import furniture, lamps, plants, room, sky, skyline, space, textures, weather
from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import MARKS, alive, still
from onecrew.animation.sets.tone import fade, mix, shade, tint, tone

WALL = 380.0
CEILING = 310.0
HALF = 250.0
WINDOWS = ((-150.0, 20.0), (50.0, 170.0), (205.0, 340.0))
"""Windows of the side wall: z from and to."""


def build(scheme: Scheme) -> PlaceSet:
    """The set of a classroom seen from its back rows towards the board."""
    chance = scheme.rng("school")
    side = scheme.side
    wall = scheme.take(chance.choice(("#b9b49a", "#a9b5ac", "#b8aa96")), 0.35)
    lower = scheme.take(chance.choice(("#7f9a8a", "#8a8f9f", "#a08468")), 0.3)
    timber = scheme.take(chance.choice(("#a67c4e", "#8f6a46", "#b58f62")), 0.2)
    board = mix(scheme.take("#2f5144", 0.2), tone("#22332f"), 0.25)
    steel = scheme.take("#70767c", 0.3)
    panels = [(x, z) for z in (-40.0, 150.0, 300.0) for x in (-105.0, 105.0)]
    spots: list[lamps.Spot] = []
    for x, z in panels:
        px, py = space.at(x, CEILING, z)
        spots.append(lamps.Spot(px, py + 3, 95 * space.scale_at(z), 0.38, colour=0xFFF4F4E2, bulb=6 * space.scale_at(z), falls=50))

    def far(brush: Brush) -> None:
        sky.paint_sky(brush, scheme, sun_x=side * 190, horizon=-150)
        skyline.paint_skyline(brush, scheme, "school far", base=-138, low=14, high=44, haze=0.6, width=(14, 30))
        own = scheme.rng("school trees")
        green = mix(scheme.take("#5f8250", 0.2), tone("#1b2340"), {"day": 0.05, "dusk": 0.5, "night": 0.8}[scheme.place.time])
        for i in range(9):
            x = side * (70 + i * 17)
            plants.foliage(
                brush,
                x,
                -118 + own.uniform(-12, 16),
                30,
                40,
                (shade(green, 0.3), green, tint(green, 0.1)),
                own,
                count=90,
                size=7,
                light=side,
            )

    def back(brush: Brush) -> None:
        own = scheme.rng("school back")
        room.ceiling(brush, WALL, CEILING, tint(wall, 0.18))
        for x, z in panels:
            lamps.tube_panel(
                brush, [space.at(x + dx, CEILING - 6, z + dz) for dx, dz in ((-44, -10), (44, -10), (44, 14), (-44, 14))], steel
            )
        room.side_walls(brush, HALF, WALL, CEILING, wall, light=side)
        room.far_wall(brush, WALL, wall, height=CEILING, half=HALF, dado=lower, dado_height=92, skirting=shade(lower, 0.3))
        with space.plane(brush, WALL):
            brush.box(-176, -226, 176, -98, tint(timber, 0.06), 2)
            brush.box(-170, -220, 170, -104, slant((-170, -220), (170, -104), tint(board, 0.14), board))
            for _ in range(16):
                brush.soft(
                    own.uniform(-150, 150), own.uniform(-206, -120), own.uniform(20, 66), own.uniform(6, 18), 0xFFDCE8E0, 0.06
                )
            chalk = 0xFFE9EDE4
            for i in range(4):
                x, y = -150.0, -204 + i * 21
                while x < -20:
                    wide = own.uniform(5, 15)
                    brush.curve(
                        [(x, y), (x + wide * 0.4, y - own.uniform(2, 6)), (x + wide * 0.7, y + 2), (x + wide, y)],
                        fade(chalk, 0.72),
                        1.4,
                    )
                    x += wide + 4
            cx, cy = 40.0, -160.0
            brush.ring(cx, cy, 26, 26, fade(chalk, 0.7), 1.3)
            brush.line([(cx - 26, cy), (cx + 26, cy)], fade(chalk, 0.6), 1.1)
            brush.line([(cx, cy), (cx + 18, cy - 18)], fade(tint(scheme.accent, 0.4), 0.9), 1.6)
            brush.line([(cx + 18, cy - 18), (cx + 18, cy)], fade(chalk, 0.6), 1.1)
            brush.curve([(90, -130), (104, -196), (120, -120), (136, -190), (152, -136)], fade(tint(scheme.accent2, 0.4), 0.8), 1.5)
            brush.line([(86, -128), (160, -128)], fade(chalk, 0.6), 1.1)
            brush.line([(88, -122), (88, -206)], fade(chalk, 0.6), 1.1)
            brush.box(-172, -104, 172, -99, down(-104, -99, tint(timber, 0.25), shade(timber, 0.2)))
            for x in (-60, -48, 100):
                brush.box(x, -107, x + 9, -104, own.choice((0xFFF2F0E6, tint(scheme.accent, 0.4))), 0.5)
            furniture.clock(brush, 0, -258, 17, steel, own.uniform(1, 11))
            brush.box(-122, -286, -60, -240, 0xFFE6DDC4, 1)
            for _ in range(7):
                px, py = -92 + own.uniform(-24, 24), -263 + own.uniform(-15, 15)
                brush.smooth(
                    [(px - 8, py), (px - 2, py - 7), (px + 8, py - 3), (px + 6, py + 6), (px - 3, py + 6)],
                    fade(own.choice((scheme.accent2, scheme.accent, lower, timber)), 0.7),
                )
            furniture.picture(brush, 92, -262, 40, 44, timber, (scheme.accent2, lower, scheme.accent), own)
            furniture.door(brush, -side * 214, shade(timber, 0.1), wide=72, glass=0xFFB9C9CC)
        eraser = Brush(brush.canvas, skia.BlendMode.kClear)
        with space.side_wall(eraser, side * HALF, -210, WALL, CEILING):
            for z0, z1 in WINDOWS:
                eraser.box(z0 + 210, -262, z1 + 210, -92, 0xFF000000)
        with space.side_wall(brush, side * HALF, -210, WALL, CEILING):
            brush.box(0, -88, 590, 0, lower)
            for z0, z1 in WINDOWS:
                a, b = z0 + 210, z1 + 210
                brush.frame(a - 7, -269, b + 7, -85, tint(wall, 0.35), 8)
                brush.box((a + b) / 2 - 3, -262, (a + b) / 2 + 3, -92, tint(wall, 0.3))
                brush.box(a, -206, b, -200, tint(wall, 0.25))
                brush.box(a - 14, -92, b + 14, -84, tint(wall, 0.45))
                cloth = mix(scheme.accent2, tint(wall, 0.3), 0.55)
                for edge, way in ((a, 1), (b, -1)):
                    for i in range(3):
                        x = edge + way * i * 7 - 8 * way
                        brush.box(
                            min(x, x + way * 7),
                            -272,
                            max(x, x + way * 7),
                            -70,
                            across(x, x + way * 7, shade(cloth, 0.2), tint(cloth, 0.2)),
                        )
        with space.side_wall(brush, -side * HALF, -210, WALL, CEILING):
            brush.box(0, -88, 590, 0, lower)
            brush.box(250, -220, 470, -110, tint(timber, 0.1))
            brush.box(256, -214, 464, -116, scheme.take("#b59a70", 0.2))
            for i in range(12):
                x, y = 262 + (i % 6) * 33, -208 + (i // 6) * 46
                brush.box(
                    x, y, x + 26, y + 38, own.choice((0xFFF1EADA, tint(scheme.accent, 0.5), tint(scheme.accent2, 0.5), 0xFFE9DDB8))
                )
                brush.curve(
                    [(x + 4, y + 26), (x + 12, y + 8), (x + 22, y + 26)], own.choice((scheme.accent, scheme.accent2, lower)), 2
                )
        room.corner_shadows(brush, WALL, CEILING)

    def back_light(brush: Brush) -> None:
        power = scheme.outside
        lamps.ceiling_wash(brush, -300, 0xFFF2F0DE, 0.12 * scheme.lamps)
        brush.soft(side * 150, -150, 250, 190, scheme.window, 0.5 * power)
        brush.soft(-side * 40, -120, 180, 120, scheme.window, 0.25 * power)
        lamps.throw(brush, scheme, spots)

    def glow(brush: Brush) -> None:
        lamps.bloom(brush, scheme, spots)
        if scheme.place.weather == "clear" and not scheme.night:
            for z0, z1 in WINDOWS[:2]:
                a, b = space.at(side * HALF, 250, z0), space.at(side * HALF, 250, z1)
                c, d = space.at(-side * 20, 0, z1 - 60), space.at(-side * 20, 0, z0 - 60)
                brush.poly([a, b, c, d], slant(a, c, fade(scheme.window, 0.2 * scheme.outside), fade(scheme.window, 0)))

    def near(brush: Brush) -> None:
        own = scheme.rng("school near")
        base = scheme.take("#a3875f", 0.25)
        room.floor_base(brush, WALL, base)
        textures.floor_planks(brush, WALL, base, own, board=12)
        textures.sheen(brush, side * 150, WALL, scheme.window, 0.3 * scheme.outside, 90)
        room.floor_shadow(brush, WALL)
        furniture.table(brush, (-62, 62), (270, 320), 78, shade(timber, 0.1), legs="panel", light=side)
        tx, ty = space.at(-34, 78, 280)
        with brush.moved(tx, ty, 0.62):
            furniture.shelf_books(brush, -10, 14, 0, 22, [scheme.take(c) for c in ("#8a4a3c", "#3f5a6e", "#c2a468")], own, fill=1.0)
        gx, gy = space.at(34, 78, 285)
        brush.oval(
            gx, gy - 11, 7, 7, slant((gx - 6, gy - 17), (gx + 6, gy - 5), tint(scheme.accent2, 0.25), shade(scheme.accent2, 0.3))
        )
        brush.line([(gx, gy - 4), (gx, gy)], steel, 1.2)
        for z in (170.0, 70.0):
            for x in (-168.0, -56.0, 56.0, 168.0):
                _desk(brush, x + own.uniform(-4, 4), z, timber, steel, side)
                if own.random() < 0.6:
                    bx, by = space.at(x + own.uniform(-14, 8), 74, z + 14)
                    scale = space.scale_at(z)
                    cover = own.choice((scheme.accent, scheme.accent2, 0xFFE9E2D2, scheme.take("#4a5f7a")))
                    brush.poly(
                        [(bx - 9 * scale, by + 3), (bx + 9 * scale, by + 3), (bx + 8 * scale, by - 3), (bx - 8 * scale, by - 3)],
                        cover,
                    )
        for x in (-55, 55):
            furniture.chair(brush, x, 4, steel, timber, seat=44, style="slats", tall=80)

    def near_light(brush: Brush) -> None:
        lamps.ceiling_wash(brush, -300, 0xFFF2F0DE, 0.12 * scheme.lamps)
        brush.soft(side * 110, -60, 240, 160, scheme.window, 0.5 * scheme.outside)
        lamps.throw(brush, scheme, spots)
        if scheme.place.weather == "clear" and not scheme.night:
            for z0, z1 in WINDOWS:
                points = [
                    space.at(side * 190, 0, z0 - 30),
                    space.at(side * 190, 0, z1 - 30),
                    space.at(side * 20, 0, z1 - 90),
                    space.at(side * 20, 0, z0 - 90),
                ]
                brush.poly(points, fade(scheme.window, 0.34 * scheme.outside), 1.5)

    def desks(brush: Brush) -> None:
        for x in (-55.0, 55.0):
            _desk(brush, x, -52, timber, steel, side)
            px, py = space.at(x, 74, -34)
            brush.poly([(px - 14, py + 4), (px, py + 5), (px, py - 3), (px - 13, py - 4)], 0xFFEFE9DA)
            brush.poly([(px, py + 5), (px + 14, py + 4), (px + 13, py - 4), (px, py - 3)], 0xFFE2DAC8)
            brush.line([(px + 20, py + 4), (px + 26, py - 3)], scheme.accent, 1.2)

    def front(brush: Brush) -> None:
        for _ in brush.asides(4.0):
            x = -side * 124
            brush.box(x - 26, 24, x + 26, 200, shade(timber, 0.4), 5)
            brush.box(x - 18, -6, x + 16, 26, mix(scheme.accent2, 0xFF20222C, 0.4), 7)

    layers = [still(3.0, far)]
    if scheme.place.weather != "clear":
        x0, x1 = sorted((side * 60, side * 260))
        layers.append(alive(1.9, weather.distant_rain(scheme, (x0, -260, x1, -60), count=60)))
    layers += [
        still(space.depth_at(WALL * 0.7), back, scheme=scheme, lights=back_light, glow=glow),
        still(1.0, near, scheme=scheme, lights=near_light, blur=0.8),
        still(0.8, front, scheme=scheme),
    ]
    return PlaceSet(
        layers=tuple(layers),
        front=(still(1.0, desks, scheme=scheme, lights=near_light, blur=0.3),),
        marks=MARKS,
        seat=44.0,
        exits=(-190.0, 190.0),
        light=scheme.light(side=side, key=None if scheme.outside > 0.4 else 0xFFF3F1E0),
        over=weather.dust_over(scheme, count=30) if scheme.place.weather == "clear" and not scheme.night else None,
        grade={"warm": "warm", "joyful": "warm", "eerie": "green", "sad": "cool"}.get(scheme.mood, "none"),
    )


def _desk(brush: Brush, x: float, z: float, timber: int, steel: int, side: float) -> None:
    """A pupil's desk with a steel frame and a shelf."""
    space.contact(brush, x - 32, x + 32, z, z + 40, 0.3)
    for lx in (x - 30, x + 30):
        for lz in (z + 38, z + 2):
            brush.line([space.at(lx, 0, lz), space.at(lx, 72, lz)], shade(steel, 0.3), 1.8 * space.scale_at(z), round_=False)
    space.block(brush, (x - 29, x + 29), (56, 70), (z + 4, z + 38), shade(steel, 0.35), light=side)
    space.block(brush, (x - 33, x + 33), (70, 74), (z, z + 42), timber, light=side)
