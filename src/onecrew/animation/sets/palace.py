"""A palace hall: red columns, lattice doors glowing with paper, a painted screen, lanterns, incense.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

import random

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import lamps, room, sky, skyline, space, textures, weather
from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import MARKS, alive, still
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint, tone

WALL = 330.0
CEILING = 470.0
HALF = 250.0


def build(scheme: Scheme) -> PlaceSet:
    """The set of a throne hall of an old dynasty; the screen's painting, lanterns and trims differ by seed."""
    chance = scheme.rng("palace")
    side = scheme.side
    red = mix(scheme.take(chance.choice(("#8f3028", "#7a2a2c", "#9a3f2c")), 0.12), scheme.accent, 0.14)
    gold = scheme.take("#c99a4a", 0.1)
    jade = mix(scheme.take("#3f7466", 0.2), scheme.accent2, 0.25)
    wood = scheme.take("#4a2c24", 0.15)
    paper = mix(tone("#e6d3a8"), scheme.window, 0.25)
    if scheme.night:
        paper = mix(paper, tone("#5f6488"), 0.55)
    spots: list[lamps.Spot] = []
    places = [(-96.0, 330.0, 60.0), (96.0, 330.0, 60.0), (-70.0, 372.0, 230.0), (70.0, 372.0, 230.0)]
    for x, h, z in places:
        px, py = space.at(x, h, z)
        spots.append(
            lamps.Spot(px, py, 105 * space.scale_at(z), 0.7, colour=mix(0xFFFFC27E, red, 0.2), bulb=8 * space.scale_at(z), falls=22)
        )
    candles = [space.at(x, 128, z) for x, z in ((-118.0, 120.0), (118.0, 120.0))]
    flames = [(cx + dx, cy - (14 if dx == 0 else 8)) for cx, cy in candles for dx in (-9.0, 0.0, 9.0)]
    spots += [lamps.Spot(cx, cy - 14, 90, 0.75, colour=0xFFFFB765, bulb=5, falls=6) for cx, cy in candles]

    def lattice(brush: Brush, left: float, right: float, top: float, low: float, frame: Tone) -> None:
        brush.box(left, top, right, low, down(top, low, tint(paper, 0.1), shade(paper, 0.16)))
        step = (right - left) / 4
        pairs = []
        x = left + step
        while x < right - 1:
            pairs += [(x, top), (x, low)]
            x += step
        y = top
        while y < low:
            pairs += [(left, y), (right, y)]
            pairs += [(left + step * 0.5, y + step * 0.5), (right - step * 0.5, y + step * 0.5)]
            y += step
        for i in range(4):
            pairs += [(left + (i + 0.5) * step, top), (left + (i + 0.5) * step, low)]
        brush.many(pairs, frame, 1.5)
        brush.frame(left, top, right, low, shade(frame, 0.1), 4)

    def back(brush: Brush) -> None:
        own = scheme.rng("palace back")
        room.ceiling(brush, WALL, CEILING, shade(wood, 0.2))
        room.side_walls(brush, HALF, WALL, CEILING, shade(red, 0.25), light=side)
        for z in (-120.0, 30.0, 180.0, 320.0):
            space.block(brush, (-HALF, HALF), (CEILING - 40, CEILING - 8), (z, z + 20), mix(jade, wood, 0.3))
            with space.plane(brush, z):
                for i in range(24):
                    x = -HALF + 10 + i * 20.6
                    brush.box(
                        x, -CEILING + 12, x + 14, -CEILING + 37, mix(jade, scheme.accent2, 0.4) if i % 2 else mix(red, wood, 0.2), 2
                    )
                    brush.frame(x, -CEILING + 12, x + 14, -CEILING + 37, gold, 1.2, 2)
                    brush.oval(x + 7, -CEILING + 24, 3, 3, gold)
        with space.plane(brush, WALL):
            brush.box(-HALF, -CEILING, HALF, 0, down(-CEILING, 0, shade(wood, 0.1), red, shade(red, 0.25)))
            brush.box(-HALF, -CEILING + 30, HALF, -CEILING + 96, mix(jade, wood, 0.2))
            for i in range(13):
                x = -HALF + 6 + i * 38.5
                brush.smooth(
                    [
                        (x, -CEILING + 92),
                        (x + 4, -CEILING + 44),
                        (x + 16, -CEILING + 60),
                        (x + 28, -CEILING + 44),
                        (x + 32, -CEILING + 92),
                    ],
                    fade(gold, 0.55),
                )
                brush.oval(x + 16, -CEILING + 74, 6, 6, mix(scheme.accent2, 0xFFFFFFFF, 0.2))
            brush.box(-HALF, -CEILING + 96, HALF, -CEILING + 101, gold)
            for i in range(8):
                x = -HALF + 4 + i * 62
                lattice(brush, x, x + 54, -340, -96, shade(red, 0.35))
                brush.box(x, -92, x + 54, -8, shade(red, 0.12))
                brush.frame(x + 6, -84, x + 48, -16, fade(gold, 0.75), 1.6)
                brush.smooth([(x + 27, -74), (x + 42, -50), (x + 27, -26), (x + 12, -50)], fade(gold, 0.3))
            _tablet(brush, gold, shade(jade, 0.5), own)
        with space.plane(brush, WALL - 46):
            _screen(brush, scheme, own, gold, wood)
        with space.side_wall(brush, side * HALF, -60, WALL, CEILING):
            for i in range(5):
                lattice(brush, 10 + i * 76, 74 + i * 76, -340, -90, shade(red, 0.4))
        with space.side_wall(brush, -side * HALF, -60, WALL, CEILING):
            for i in range(5):
                lattice(brush, 10 + i * 76, 74 + i * 76, -340, -90, shade(red, 0.45))

    def back_light(brush: Brush) -> None:
        power = scheme.outside
        brush.soft(0, -170, 150, 140, scheme.window, 0.34 * power)
        brush.soft(side * 150, -190, 190, 230, scheme.window, 0.5 * power)
        lamps.throw(brush, scheme, spots)
        for cx, cy in candles:
            brush.soft(cx, cy, 110, 120, 0xFFFFB765, 0.3)

    def glow(brush: Brush) -> None:
        if scheme.place.weather == "clear" and not scheme.night:
            for i in range(3):
                z = 20 + i * 90
                a, b = space.at(side * HALF, 330, z), space.at(side * HALF, 330, z + 50)
                c, d = space.at(-side * 60, 0, z - 20), space.at(-side * 60, 0, z - 80)
                brush.poly([a, b, c, d], slant(a, c, fade(scheme.window, 0.2 * scheme.outside), fade(scheme.window, 0)))

    def near(brush: Brush) -> None:
        own = scheme.rng("palace near")
        stone = scheme.take("#6f665e", 0.25)
        room.floor_base(brush, WALL, stone)
        textures.floor_tiles(brush, WALL, stone, own, size=58, odd=0.12)
        for x in (-100, 0, 100):
            textures.sheen(brush, x, WALL, paper, 0.22)
        space.block(brush, (-150, 150), (0, 16), (200, 330), scheme.take("#8a7f70", 0.2), grounded=True)
        carpet = shade(red, 0.1)
        room.rug(brush, (-66, 66), (-250, 200), carpet, gold)
        for i in range(6):
            z = -200.0 + i * 70
            for rx, tone_ in ((30.0, fade(gold, 0.5)), (21.0, carpet), (9.0, fade(gold, 0.45))):
                space.quad(brush, [(-rx, 0, z), (0, 0, z - rx), (rx, 0, z), (0, 0, z + rx)], tone_)
        room.floor_shadow(brush, WALL)
        for far_z in (250.0, 110.0):
            for column in (-152.0, 152.0):
                _column(brush, column, far_z, red, gold, stone, side)
        for cx, cy in candles:
            foot = cy + 128 * space.scale_at(120)
            brush.soft(cx, foot, 18, 4, 0xFF080814, 0.6)
            brush.poly([(cx - 11, foot), (cx + 11, foot), (cx + 4, foot - 8), (cx - 4, foot - 8)], shade(gold, 0.3))
            brush.box(cx - 1.6, cy, cx + 1.6, foot - 6, across(cx - 2, cx + 2, tint(gold, 0.2), shade(gold, 0.5)))
            brush.curve([(cx - 9, cy + 4), (cx - 7, cy + 12), (cx, cy + 10), (cx + 7, cy + 12), (cx + 9, cy + 4)], gold, 1.6)
            for dx in (-9.0, 0.0, 9.0):
                lamps.candle(brush, cx + dx, cy + (0 if dx == 0 else 5), tall=12, wide=1.8)
        bx, by = space.at(0, 0, 150)
        for dx in (-11, 11):
            brush.line([(bx + dx * 0.8, by - 16), (bx + dx, by)], shade(gold, 0.4), 2.6)
        brush.smooth(
            [
                (bx - 17, by - 38),
                (bx - 20, by - 24),
                (bx - 10, by - 12),
                (bx + 10, by - 12),
                (bx + 20, by - 24),
                (bx + 17, by - 38),
            ],
            across(bx - 20, bx + 20, tint(gold, 0.1), shade(gold, 0.25), shade(gold, 0.6)),
        )
        brush.oval(bx, by - 36, 17, 3.6, shade(gold, 0.2))
        brush.smooth(
            [(bx - 12, by - 38), (bx - 6, by - 50), (bx + 6, by - 50), (bx + 12, by - 38)],
            across(bx - 12, bx + 12, tint(gold, 0.2), shade(gold, 0.4)),
        )
        for (lx, h, lz), size in zip(places, (17.0, 17.0, 15.0, 15.0), strict=True):
            px, py = space.at(lx, h, lz)
            lamps.lantern(brush, px, py, -640, red, size=size * space.scale_at(lz) * 1.1)

    def near_light(brush: Brush) -> None:
        brush.soft(side * 120, -80, 220, 200, scheme.window, 0.42 * scheme.outside)
        lamps.throw(brush, scheme, spots)

    def smoke(brush: Brush, seconds: float) -> None:
        bx, by = space.at(0, 54, 150)
        weather.steam(brush, bx, by, seconds, tall=60, strength=0.16)
        for i, (fx, fy) in enumerate(flames):
            lamps.flame(brush, fx, fy - 2, seconds, i * 1.7, size=0.62)

    def front(brush: Brush) -> None:
        for _ in brush.asides(4.5):
            x = -side * 130
            brush.box(x - 20, -640, x + 20, 200, across(x - 20, x + 20, shade(red, 0.62), shade(red, 0.35), shade(red, 0.7)))
            cloth = shade(mix(gold, red, 0.55), 0.4)
            x = side * 126
            for i in range(3):
                brush.smooth(
                    [
                        (x - 12 + i * 9, -640),
                        (x - 3 + i * 9, -640),
                        (x + i * 10, -200),
                        (x + 6 + i * 12, 120),
                        (x - 6 + i * 10, 120),
                        (x - 14 + i * 9, -200),
                    ],
                    shade(cloth, 0.12 * i),
                )

    def sky_behind(brush: Brush) -> None:
        sky.paint_sky(brush, scheme, sun_x=side * 60)
        skyline.paint_skyline(brush, scheme, "palace far", base=-120, low=8, high=24, haze=0.6)

    return PlaceSet(
        layers=(
            still(5.0, sky_behind),
            still(space.depth_at(WALL * 0.8), back, scheme=scheme, lights=back_light, glow=glow),
            still(1.0, near, scheme=scheme, lights=near_light, glow=lambda brush: lamps.bloom(brush, scheme, spots), blur=0.8),
            alive(1.2, smoke),
            still(0.8, front, scheme=scheme),
        ),
        front=(),
        marks=MARKS,
        seat=0.0,
        exits=(-190.0, 190.0),
        light=scheme.light(side=side if scheme.outside > 0.4 else -side, rim=0xFFFFC27E, contrast=0.45),
        over=weather.dust_over(scheme, count=28, alpha=0.5),
        grade="warm" if scheme.mood not in ("sad", "eerie", "tense") else "none",
    )


def _column(brush: Brush, x: float, z: float, red: Tone, gold: Tone, stone: Tone, side: float) -> None:
    with space.plane(brush, z):
        brush.soft(x, 0, 44, 9, 0xFF080814, 0.6)
        brush.smooth(
            [(x - 31, 0), (x - 31, -12), (x - 24, -24), (x + 24, -24), (x + 31, -12), (x + 31, 0)],
            across(x - 30, x + 30, tint(stone, 0.15), shade(stone, 0.4)),
        )
        lit, deep = tint(red, 0.2), shade(red, 0.5)
        fill = (
            across(x - 20, x + 20, shade(red, 0.3), lit, red, deep)
            if side < 0
            else across(x - 20, x + 20, deep, red, lit, shade(red, 0.3))
        )
        brush.box(x - 20, -700, x + 20, -20, fill)
        for y in (-60, -410):
            brush.box(x - 21, y, x + 21, y + 16, across(x - 21, x + 21, shade(gold, 0.35), tint(gold, 0.25), shade(gold, 0.5)))
        for i in range(4):
            y = -70 - i * 9
            brush.curve([(x - 20, y), (x, y - 7), (x + 20, y)], fade(gold, 0.35 - i * 0.07), 1.2)


def _tablet(brush: Brush, gold: Tone, field: Tone, own: random.Random) -> None:
    """The name board over the throne; its signs are ornaments, not words."""
    brush.box(-58, -402, 58, -356, gold, 3)
    brush.box(-53, -397, 53, -361, field, 2)
    for x in (-34.0, 0.0, 34.0):
        pairs = []
        for _ in range(5):
            if own.random() < 0.6:
                y = own.uniform(-392, -366)
                pairs += [(x - own.uniform(5, 11), y), (x + own.uniform(5, 11), y)]
            else:
                dx = own.uniform(-8, 8)
                pairs += [(x + dx, -392), (x + dx * 0.6, -366)]
        brush.many(pairs, tint(gold, 0.3), 2.2)


def _screen(brush: Brush, scheme: Scheme, own: random.Random, gold: Tone, wood: Tone) -> None:
    """A folding screen with a painted landscape of hills and water."""
    left, right, top, low = -112.0, 112.0, -222.0, -16.0
    brush.box(left - 6, top - 6, right + 6, low + 14, 0x66080814, blur=6)
    brush.box(left - 5, top - 5, right + 5, low + 8, shade(wood, 0.2), 2)
    silk = scheme.take("#cdb98a", 0.15)
    with brush.within(left, top, right, low):
        brush.box(left, top, right, low, down(top, low, tint(silk, 0.18), silk, shade(silk, 0.12)))
        brush.oval(own.uniform(-60, 60), top + 44, 15, 15, fade(scheme.accent, 0.75))
        for level, colour, rough in (
            (0.5, mix(scheme.accent2, silk, 0.66), 30.0),
            (0.64, mix(scheme.accent2, silk, 0.4), 26.0),
            (0.8, shade(mix(scheme.accent2, silk, 0.25), 0.2), 16.0),
        ):
            y = top + (low - top) * level
            hills = [(left + (right - left) * i / 8, y - own.uniform(-0.4, 1.6) * rough) for i in range(9)]
            brush.smooth(
                [(left - 20, low + 20), *hills, (right + 20, low + 20)],
                down(y - rough * 1.6, y + 46, colour, mix(colour, silk, 0.8)),
            )
        side = own.choice((-1, 1))
        x = side * 84
        brush.curve([(x, low), (x - side * 6, low - 50), (x + side * 4, low - 96), (x - side * 26, low - 120)], shade(wood, 0.1), 4)
        for _ in range(26):
            px, py = x - side * own.uniform(-16, 44), low - own.uniform(84, 138)
            brush.oval(
                px,
                py,
                own.uniform(3, 7),
                own.uniform(1.6, 3),
                fade(own.choice((scheme.accent, tint(scheme.accent, 0.5), shade(scheme.accent2, 0.3))), 0.7),
            )
        for _ in range(3):
            bx, by = own.uniform(-60, 60), own.uniform(top + 26, top + 70)
            brush.curve([(bx - 8, by - 2), (bx - 3, by - 4), (bx, by)], shade(wood, 0.3), 1.1)
            brush.curve([(bx, by), (bx + 3, by - 4), (bx + 8, by - 2)], shade(wood, 0.3), 1.1)
    for i in range(1, 4):
        fold = left + (right - left) * i / 4
        brush.box(
            fold - 2.5,
            top - 5,
            fold + 2.5,
            low + 8,
            across(fold - 2.5, fold + 2.5, shade(wood, 0.1), tint(wood, 0.2), shade(wood, 0.4)),
        )
    brush.frame(left - 4, top - 4, right + 4, low + 4, gold, 2.0)
