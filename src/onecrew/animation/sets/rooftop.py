"""A roof above the town: parapet and railing, a water tank, vents, a stairhead, lights on a string.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

import math

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import lamps, plants, sky, skyline, space, textures, weather
from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.space import at, depth_at
from onecrew.animation.sets.staging import MARKS, alive, still
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint

EDGE = 210.0


def build(scheme: Scheme) -> PlaceSet:
    """The set of a flat roof; what stands on it and the town beyond differ by seed."""
    chance = scheme.rng("rooftop")
    side = scheme.side
    concrete = scheme.take(chance.choice(("#8f8a86", "#86888c", "#9a9086")), 0.4)
    steel = scheme.take("#6a7078", 0.3)
    timber = scheme.take("#7d6048", 0.25)
    green = scheme.take("#5a8450", 0.2)
    lit = scheme.place.time != "day"
    tank_side = -side
    strings: list[lamps.Spot] = []
    wall_lamp = lamps.Spot(*at(side * 150, 214, 150), 130, 0.75, bulb=6, falls=30)
    ends = [
        ((-150.0, -276.0), (6.0, -262.0), 16.0, 9),
        ((6.0, -262.0), (150.0, -286.0), 18.0, 9),
        ((-150.0, -318.0), (150.0, -300.0), 18.0, 15),
    ]

    def far(brush: Brush) -> None:
        sky.paint_sky(brush, scheme, sun_x=side * 46, horizon=-128)
        skyline.paint_skyline(brush, scheme, "rooftop far", base=-112, low=20, high=88, haze=0.72, width=(12, 26))
        brush.soft(side * 46, -124, 260, 70, scheme.sky[2], 0.6)

    def mid(brush: Brush) -> None:
        skyline.paint_skyline(brush, scheme, "rooftop mid", base=-92, low=22, high=96, haze=0.42, width=(24, 46))
        brush.soft(0, -100, 330, 46, scheme.sky[2], 0.3)

    def near_town(brush: Brush) -> None:
        skyline.paint_skyline(brush, scheme, "rooftop near", base=-62, low=10, high=62, haze=0.14, width=(40, 74))

    blink = [(chance.uniform(-100, 100), chance.uniform(-190, -150), chance.uniform(0, 2)) for _ in range(3)]

    def beacons(brush: Brush, seconds: float) -> None:
        for x, y, phase in blink:
            on = max(0.0, math.sin((seconds + phase) * 2.4)) ** 3
            brush.dots([(x, y)], fade(0xFFFF5040, 0.25 * on * (1 if lit else 0.4)), 9)
            brush.dots([(x, y)], fade(0xFFFF7060, 0.95 * on * (1 if lit else 0.5)), 2.2)
        if lit:
            px = -150 + (seconds * 5.0) % 300
            brush.dots([(px, -352 - 0.05 * px)], fade(0xFFFFFFFF, 0.9 if (seconds * 1.4) % 1 < 0.16 else 0.25), 1.6)

    def roof(brush: Brush) -> None:
        own = scheme.rng("rooftop roof")
        top = at(0, 0, EDGE)[1]
        brush.box(-720, top, 720, 200, down(top, 150, mix(concrete, scheme.sky[2], 0.2), concrete, shade(concrete, 0.2)))
        textures.floor_tiles(brush, EDGE, concrete, own, size=64, odd=0.14)
        for _ in range(22):
            x, z = own.uniform(-200, 200), own.uniform(-220, 200)
            px, py = at(x, 0, z)
            brush.soft(px, py, own.uniform(14, 50), own.uniform(3, 8), 0xFF14141E, 0.16)
        if scheme.wet:
            for _ in range(7):
                x, z = own.uniform(-150, 150), own.uniform(-190, 170)
                px, py = at(x, 0, z)
                brush.smooth(
                    [(px - 34, py), (px - 12, py - 5), (px + 20, py - 4), (px + 36, py + 1), (px + 10, py + 6), (px - 22, py + 5)],
                    fade(mix(scheme.sky[2], concrete, 0.25), 0.7),
                )
        if scheme.snowy:
            brush.box(-720, top, 720, 200, down(top, 150, 0xCCE2EAF4, 0xEEEEF3FA))
        for z0, z1, h0, h1 in ((EDGE - 26, EDGE, 0.0, 46.0),):
            space.block(brush, (-620, 620), (h0, h1), (z0, z1), shade(concrete, 0.08), light=side)
        cap = 0xFFE9EFF7 if scheme.snowy else tint(concrete, 0.15)
        space.block(brush, (-620, 620), (46, 51), (EDGE - 30, EDGE + 4), cap, light=side)
        with space.plane(brush, EDGE - 14):
            textures.grain(brush, -300, -46, 300, 0, 0.5, 1.4)
            for y, wide in ((-112, 4.4), (-86, 2.4), (-66, 2.4)):
                brush.line([(-620, y), (620, y)], steel, wide)
                brush.line([(-620, y - wide * 0.3), (620, y - wide * 0.3)], fade(tint(steel, 0.6), 0.5), wide * 0.25)
            for i in range(-8, 9):
                brush.box(
                    i * 62 - 2.6, -114, i * 62 + 2.6, -50, across(i * 62 - 3, i * 62 + 3, tint(steel, 0.25), shade(steel, 0.4))
                )
        _tank(brush, tank_side * 118.0, 150.0, timber, steel, side)
        _stairhead(brush, scheme, side, concrete, steel)

    def things(brush: Brush) -> None:
        own = scheme.rng("rooftop things")
        x = -side * 82.0
        space.block(brush, (x - 26, x + 26), (6, 62), (116, 156), tint(steel, 0.22), light=side, grounded=True)
        with space.plane(brush, 116):
            brush.oval(x, -34, 21, 21, shade(steel, 0.45))
            for r in (20, 15, 10, 5):
                brush.ring(x, -34, r, r, fade(tint(steel, 0.3), 0.5), 0.8)
            for i in range(4):
                turn = i * 1.57 + 0.5
                brush.line([(x, -34), (x + 18 * math.cos(turn), -34 + 18 * math.sin(turn))], fade(tint(steel, 0.2), 0.7), 3)
        px, py = at(side * 66, 0, 130)
        brush.line([(px, py), (px, py - 34), (px + side * 9, py - 40)], shade(steel, 0.15), 7)
        brush.oval(px + side * 11, py - 40, 4, 5.5, shade(steel, 0.5))
        bench = (-62.0, 62.0)
        for bx in (-52.0, 52.0):
            space.block(brush, (bx - 3, bx + 3), (0, 42), (8, 40), shade(steel, 0.3), light=side)
        space.contact(brush, -66, 66, 6, 44, 0.5)
        for i in range(3):
            space.block(
                brush,
                bench,
                (42, 46),
                (6 + i * 13, 16 + i * 13),
                timber if not scheme.snowy else mix(timber, 0xFFE9EFF7, 0.6),
                light=side,
            )
        for s, kind in ((side, own.choice(("palm", "fig"))), (-side, own.choice(("fern", "snake")))):
            gx, gy = at(s * 122, 0, 62)
            plants.potted(brush, gx, gy, green, scheme.take("#96694e", 0.3), own, kind=kind, scale=1.0)
        for s in (-1.0, 1.0):
            bx, by = at(s * 148, 0, 30)
            brush.line([(bx, by), (bx, -322)], shade(timber, 0.2), 4)
        for start, end, sag, count in ends:
            strings.extend(lamps.string_lights(brush, start, end, sag, count))

    def light(brush: Brush) -> None:
        if not scheme.night:
            brush.soft(side * 80, -120, 330, 260, scheme.window, 0.5 * scheme.outside)
            brush.soft(side * 40, 0, 240, 110, scheme.window, 0.35 * scheme.outside)
        else:
            brush.soft(0, -60, 300, 220, 0xFF8FA6E8, 0.24)
        lamps.throw(brush, scheme, [wall_lamp])
        for start, end, sag, _ in ends[:2]:
            cx, cy = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2 + sag
            brush.soft(cx, cy + 150, 190, 240, scheme.lamp, 0.62 * scheme.lamps if lit else 0.0)

    def glow(brush: Brush) -> None:
        lamps.bloom(brush, scheme, [wall_lamp])
        if scheme.wet:
            brush.soft(wall_lamp.x, -10, 20, 70, scheme.lamp, 0.4 * scheme.lamps)

    def front(brush: Brush) -> None:
        own = scheme.rng("rooftop front")
        for _ in brush.asides(4.5):
            plants.near_leaves(brush, -side, shade(green, 0.4), own, edge=114, high=-90, low=120)
            brush.box(side * 112, 44, side * 200, 200, shade(concrete, 0.5), 4)

    def front_glow(brush: Brush) -> None:
        if lit:
            for x, y, r in ((-118, -300, 8), (-104, -318, 6), (112, -306, 9), (124, -280, 7), (98, -322, 5)):
                brush.oval(x, y, r, r, fade(scheme.lamp, 0.26))
                brush.ring(x, y, r - 0.5, r - 0.5, fade(scheme.lamp, 0.22), 1)

    layers = [still(7.0, far), still(4.0, mid), alive(4.0, beacons), still(2.4, near_town)]
    if scheme.place.weather != "clear":
        layers.append(alive(1.8, weather.distant_rain(scheme, (-120, -330, 120, -50), count=90)))
    layers += [
        still(depth_at(EDGE * 0.7), roof, scheme=scheme, lights=light, glow=glow),
        still(1.0, things, scheme=scheme, lights=light, glow=lambda brush: lamps.bloom(brush, scheme, strings), blur=0.8),
        still(0.82, front, scheme=scheme, glow=front_glow),
    ]
    return PlaceSet(
        layers=tuple(layers),
        front=(),
        marks=MARKS,
        seat=46.0,
        exits=(-190.0, 190.0),
        light=scheme.light(
            side=side if scheme.outside > 0.4 else -side * 0.5, rim=scheme.lamp if scheme.night else None, contrast=0.42
        ),
        over=weather.rain_over(scheme) if scheme.wet else weather.snow_over(scheme) if scheme.snowy else None,
        grade={"day": "none", "dusk": "warm", "night": "cool"}[scheme.place.time],
    )


def _tank(brush: Brush, x: float, z: float, timber: Tone, steel: Tone, side: float) -> None:
    """A wooden water tank on iron legs."""
    with space.plane(brush, z):
        for dx in (-40, -14, 14, 40):
            brush.line([(x + dx, 0), (x + dx, -150)], shade(steel, 0.4), 4.5)
        brush.line([(x - 40, -20), (x + 40, -130)], shade(steel, 0.5), 2)
        brush.line([(x + 40, -20), (x - 40, -130)], shade(steel, 0.5), 2)
        brush.box(x - 52, -158, x + 52, -148, shade(steel, 0.3))
        fill = (
            across(x - 50, x + 50, tint(timber, 0.2), timber, shade(timber, 0.5))
            if side < 0
            else across(x - 50, x + 50, shade(timber, 0.5), timber, tint(timber, 0.2))
        )
        brush.box(x - 49, -268, x + 49, -158, fill)
        for i in range(13):
            px = x - 49 + i * 98 / 12
            brush.line([(px, -268), (px, -158)], fade(shade(timber, 0.6), 0.4), 0.8)
        for y in (-256, -222, -188, -166):
            brush.box(x - 50, y, x + 50, y + 2.6, shade(steel, 0.4))
        brush.poly(
            [(x - 56, -266), (x, -310), (x + 56, -266)], slant((x - 50, -300), (x + 50, -266), tint(steel, 0.1), shade(steel, 0.4))
        )


def _stairhead(brush: Brush, scheme: Scheme, side: float, concrete: Tone, steel: Tone) -> None:
    """The little house over the stairs, with its door and lamp."""
    x0, x1 = sorted((side * 96, side * 260))
    space.block(brush, (x0, x1), (0, 250), (150, 230), mix(concrete, scheme.take("#9a7a66"), 0.4), light=side)
    space.block(brush, (x0 - 8, x1 + 8), (250, 260), (142, 236), concrete, light=side)
    with space.plane(brush, 150):
        textures.grain(brush, x0, -250, x1, 0, 0.45, 1.6)
        x = side * 150
        brush.box(x - 42, -200, x + 42, 0, shade(steel, 0.35))
        brush.box(
            x - 38, -196, x + 38, 0, down(-196, 0, mix(scheme.accent2, steel, 0.4), shade(mix(scheme.accent2, steel, 0.4), 0.25))
        )
        brush.box(
            x - 16, -180, x + 16, -132, mix(scheme.lamp, 0xFF8A8070, 0.2) if scheme.lamps > 0.6 else shade(scheme.sky[1], 0.3)
        )
        brush.line([(x + 26 * -side, -100), (x + 26 * -side, -88)], tint(steel, 0.4), 3)
        brush.box(x - 9, -224, x + 9, -212, shade(steel, 0.4), 3)
        brush.oval(x, -212, 8, 3, 0xFFFFF0CC)
        brush.line([(side * 112, -250), (side * 112, 0)], shade(steel, 0.2), 4)
