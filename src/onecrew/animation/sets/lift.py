"""A lift's cabin: steel doors with the floor display above, buttons, a handrail, a lit ceiling.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

import math
from functools import partial

import skia

from onecrew.animation.place_set import Layer, PlaceSet
from onecrew.animation.sets import lamps, room, space, textures
from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import WORLD, Painter, alive, cast_light, still
from onecrew.animation.sets.tone import fade, mix, shade, tint

WALL = 110.0
CEILING = 246.0
HALF = 118.0
DOOR = 62.0
DOOR_HIGH = 214.0
CYCLE = 14.0
"""Seconds from one opening of the doors to the next; they stay shut for most of it."""

OPENS = 7.0
"""Seconds of a cycle after which the doors begin to open."""

DIGITS = ("abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg")
"""Lit segments of a seven-segment digit."""


def opening(seconds: float) -> float:
    """How far the doors stand open at a time: 0 shut … 1 open. They are shut at 0 and open once in a cycle."""
    clock = seconds % CYCLE

    def ease(part: float) -> float:
        part = min(1.0, max(0.0, part))
        return part * part * (3 - 2 * part)

    return ease((clock - OPENS) / 1.5) * (1 - ease((clock - OPENS - 3.5) / 1.5))


def build(scheme: Scheme) -> PlaceSet:
    """The set of a lift seen towards its doors; panelling and display differ by seed."""
    chance = scheme.rng("lift")
    side = scheme.side
    steel = scheme.take(chance.choice(("#8d9298", "#8a857f", "#7f868f")), 0.35)
    panel = scheme.take(chance.choice(("#7a5a44", "#4f5660", "#6a5f58", "#46554f")), 0.3)
    accent = scheme.accent
    floors = chance.randint(3, 20)
    spots = [
        lamps.Spot(*space.at(x, CEILING, z), 120, 0.55, colour=0xFFFFF1D8, bulb=5, falls=60)
        for x in (-48.0, 48.0)
        for z in (0.0, 66.0)
    ]

    def lobby(brush: Brush) -> None:
        wall = scheme.take("#b39b80", 0.3)
        brush.box(-720, -640, 720, 200, down(-250, -20, tint(wall, 0.1), wall, shade(wall, 0.25)))
        brush.box(-720, -34, 720, 200, down(-34, 30, shade(wall, 0.3), tint(wall, 0.15)))
        for x in (-34, 34):
            brush.box(x - 13, -170, x + 13, -60, tint(wall, 0.4), 1)
            brush.box(x - 11, -168, x + 11, -62, mix(scheme.accent2, wall, 0.5))
        brush.soft(0, -200, 90, 80, scheme.lamp, 0.7)
        brush.box(-9, -52, 9, -34, mix(accent, wall, 0.4), 2)
        brush.oval(0, -64, 14, 14, scheme.take("#5a8450", 0.2))

    def shaft(brush: Brush, seconds: float) -> None:
        """Dark between the doors while the lift travels, a bar of light for each floor that passes."""
        if opening(seconds) > 0.001:
            return
        brush.box(-8, -190, 8, -10, 0xFF0C0C14)
        travel = (seconds / 1.6) % 1.0
        y = -190 + 200 * travel
        brush.box(-8, y - 34, 8, y + 34, down(y - 34, y + 34, fade(scheme.lamp, 0), fade(0xFFFFF1D8, 0.95), fade(scheme.lamp, 0)))

    def doors(brush: Brush, seconds: float) -> None:
        open_ = opening(seconds)
        for s in (-1, 1):
            brush.canvas.save()
            brush.canvas.translate(s * open_ * (DOOR - 4) * space.scale_at(WALL + 10), 0)
            brush.canvas.drawPicture(leaf_left if s < 0 else leaf_right)
            brush.canvas.restore()

    def leaf(brush: Brush, s: int) -> None:
        with space.plane(brush, WALL + 10):
            x0, x1 = (-DOOR, -0.5) if s < 0 else (0.5, DOOR)
            fill = across(x0, x1, shade(steel, 0.14), tint(steel, 0.3), steel, tint(steel, 0.16), shade(steel, 0.2))
            brush.box(x0, -DOOR_HIGH, x1, 0, fill)
            textures.grain(brush, x0, -DOOR_HIGH, x1, 0, 0.4, 0.6, 14)
            brush.box(x0, -DOOR_HIGH, x1, 0, down(-DOOR_HIGH, 0, 0x30080814, 0x00080814, 0x40080814))
            inner = x1 if s < 0 else x0
            brush.box(inner - 1.4, -DOOR_HIGH, inner + 1.4, 0, 0xFF1A1A22)
            for y in (-150, -60):
                brush.box(x0, y, x1, y + 1, fade(tint(steel, 0.6), 0.3))

    leaf_left, leaf_right = (_lit(scheme, partial(leaf, s=s), spots) for s in (-1, 1))

    def cabin(brush: Brush) -> None:
        own = scheme.rng("lift cabin")
        room.ceiling(brush, WALL, CEILING, tint(steel, 0.3))
        corners = [space.at(x, CEILING - 2, z) for x, z in ((-84, -200), (84, -200), (84, 88), (-84, 88))]
        brush.poly(corners, shade(steel, 0.3))
        for x in (-48.0, 48.0):
            for z in (-60.0, 0.0, 66.0):
                lamps.tube_panel(
                    brush, [space.at(x + dx, CEILING - 3, z + dz) for dx, dz in ((-26, -24), (26, -24), (26, 24), (-26, 24))], steel
                )
        room.side_walls(brush, HALF, WALL, CEILING, panel, light=side)
        with space.plane(brush, WALL):
            fill = across(-HALF, HALF, shade(steel, 0.2), tint(steel, 0.12), steel, tint(steel, 0.12), shade(steel, 0.2))
            brush.box(-HALF, -CEILING, HALF, 0, fill)
            textures.grain(brush, -HALF, -CEILING, HALF, 0, 0.35, 0.6, 12)
            brush.box(-HALF, -CEILING, HALF, -CEILING + 22, down(-CEILING, -CEILING + 22, 0x88080814, 0x00080814))
            brush.box(-DOOR - 7, -DOOR_HIGH - 7, DOOR + 7, 0, shade(steel, 0.3))
            brush.frame(-DOOR - 7, -DOOR_HIGH - 7, DOOR + 7, 6, tint(steel, 0.35), 1.6)
            brush.box(-27, -CEILING + 7, 27, -CEILING + 27, 0xFF0B0C12, 2)
            brush.frame(-27, -CEILING + 7, 27, -CEILING + 27, tint(steel, 0.3), 1.2, 2)
        eraser = Brush(brush.canvas, skia.BlendMode.kClear)
        with space.plane(eraser, WALL):
            eraser.box(-DOOR, -DOOR_HIGH, DOOR, 0, 0xFF000000)
        for s in (-1.0, 1.0):
            with space.side_wall(brush, s * HALF, -210, WALL, CEILING):
                for i in range(4):
                    a = 6 + i * 80
                    brush.box(a, -CEILING + 14, a + 72, -108, down(-CEILING, -108, tint(panel, 0.12), panel, shade(panel, 0.12)), 2)
                    brush.frame(a, -CEILING + 14, a + 72, -108, fade(tint(panel, 0.5), 0.35), 1.0, 2)
                    brush.box(a, -78, a + 72, -8, down(-78, -8, panel, shade(panel, 0.3)), 2)
                    textures.wood(brush, a, -CEILING + 14, a + 72, -108, panel, own, upright=True)
                brush.box(0, -103, 320, -83, shade(steel, 0.1))
            near, far = space.at(s * (HALF - 7), 94, -200), space.at(s * (HALF - 7), 94, WALL - 8)
            brush.line([near, far], shade(steel, 0.3), 4.4)
            brush.line([(near[0], near[1] - 0.8), (far[0], far[1] - 0.8)], tint(steel, 0.7), 1.2)
        _buttons(brush, scheme, side, steel)

    def light(brush: Brush) -> None:
        lamps.ceiling_wash(brush, -300, 0xFFFFF1DC, 0.34)
        for spot in spots:
            brush.soft(spot.x, spot.y + 60, 190, 200, 0xFFFFF1D8, 0.3)

    def glow(brush: Brush) -> None:
        for spot in spots:
            brush.soft(spot.x, spot.y, 40, 26, 0xFFFFF1D8, 0.4)

    def ground(brush: Brush) -> None:
        own = scheme.rng("lift floor")
        stone = scheme.take("#6a625c", 0.3)
        room.floor_base(brush, WALL, stone)
        textures.marble(brush, [(-300, -14), (300, -14), (300, 200), (-300, 200)], stone, own, veins=12)
        brush.soft(0, -6, 60, 60, tint(steel, 0.4), 0.28)
        for x in (-48, 48):
            brush.soft(x, 20, 34, 60, 0xFFFFF1D8, 0.16)
        room.floor_shadow(brush, WALL)
        space.quad(brush, [(-DOOR, 0, WALL - 8), (DOOR, 0, WALL - 8), (DOOR, 0, WALL + 8), (-DOOR, 0, WALL + 8)], tint(steel, 0.25))
        points = [space.at(x, 0, z) for x, z in ((-HALF, WALL), (HALF, WALL), (HALF, -250), (-HALF, -250))]
        for i in (0, 1):
            wall_foot = [points[0], points[3]] if i == 0 else [points[1], points[2]]
            brush.line(wall_foot, fade(0xFF080814, 0.4), 4, blur=2)
        for s in (-1.0, 1.0):
            outside = [space.at(s * HALF, 0, WALL), space.at(s * HALF, 0, -250), (s * 720, 200), (s * 720, space.at(0, 0, WALL)[1])]
            eraser = Brush(brush.canvas, skia.BlendMode.kClear)
            eraser.poly(outside, 0xFF000000)

    def display(brush: Brush, seconds: float) -> None:
        floor = 1 + (floors + int(seconds / 1.6)) % 38
        moving = opening(seconds) < 0.001
        with space.plane(brush, WALL):
            pairs_on: list[tuple[float, float]] = []
            for i, digit in enumerate(f"{floor:2d}"):
                if digit != " ":
                    pairs_on += _segments(2 + i * 9.5, -CEILING + 10.5, DIGITS[int(digit)])
            brush.many(pairs_on, fade(accent, 0.3), 3.4)
            brush.many(pairs_on, mix(accent, 0xFFFFFFFF, 0.35), 1.5)
            bob = (seconds * 1.25) % 1.0 * 4 - 2 if moving else 0.0
            y = -CEILING + 17 - bob
            brush.poly([(-19, y + 4), (-8, y + 4), (-13.5, y - 4.5)], mix(accent, 0xFFFFFFFF, 0.2) if moving else fade(accent, 0.3))
            pulse = 0.65 + 0.35 * math.sin(seconds * 3)
        bx, by = space.at(side * 96, 128, WALL)
        brush.ring(bx, by, 3.1, 3.1, fade(accent, pulse), 0.9)

    def front(brush: Brush) -> None:
        for _ in brush.asides(4.0):
            for s in (-1, 1):
                brush.box(s * 112, -640, s * 720, 220, across(s * 112, s * 150, shade(steel, 0.5), shade(panel, 0.55)))

    layers: list[Layer] = [
        still(2.2, lobby, scheme=scheme, lights=light),
        alive(space.depth_at(WALL + 14), shaft),
        alive(space.depth_at(WALL + 10), doors),
        still(space.depth_at(WALL), cabin, scheme=scheme, lights=light, glow=glow),
        alive(space.depth_at(WALL), display),
        still(1.0, ground, scheme=scheme, lights=light, blur=0.8),
        still(0.86, front, scheme=scheme),
    ]
    return PlaceSet(
        layers=tuple(layers),
        front=(),
        marks=(("left", -50.0), ("right", 50.0), ("centre", 0.0), ("far_left", -82.0), ("far_right", 82.0)),
        seat=0.0,
        exits=(-150.0, 150.0),
        door=OPENS,
        light=scheme.light(
            side=0.3 * side,
            key=0xFFFFF1DC,
            contrast=0.3,
            darkness={"day": 0.0, "dusk": 0.04, "night": 0.1}[scheme.place.time],
            rim=tint(steel, 0.5),
        ),
        grade="green" if scheme.mood in ("eerie", "tense", "angry") else "none",
    )


def _lit(scheme: Scheme, paint: Painter, spots: list[lamps.Spot]) -> skia.Picture:
    recorder = skia.PictureRecorder()
    canvas = recorder.beginRecording(WORLD)
    canvas.saveLayer(None, None)
    paint(Brush(canvas))

    def light(brush: Brush) -> None:
        lamps.ceiling_wash(brush, -300, 0xFFFFF1DC, 0.34)
        for spot in spots:
            brush.soft(spot.x, spot.y + 60, 190, 200, 0xFFFFF1D8, 0.3)

    cast_light(canvas, scheme.ambient, light)
    canvas.restore()
    return recorder.finishRecordingAsPicture()


def _buttons(brush: Brush, scheme: Scheme, side: float, steel: int) -> None:
    """The panel with the floors' buttons beside the doors."""
    with space.plane(brush, WALL):
        x = side * 96
        brush.box(x - 15, -170, x + 15, -82, slant((x - 15, -170), (x + 15, -82), tint(steel, 0.4), shade(steel, 0.1)), 3)
        brush.frame(x - 15, -170, x + 15, -82, fade(shade(steel, 0.5), 0.7), 0.8, 3)
        brush.box(x - 10, -166, x + 10, -154, 0xFF0B0C12, 1)
        for row in range(5):
            for column in (-6, 6):
                y = -146 + row * 12.5
                brush.oval(x + column, y, 4.2, 4.2, shade(steel, 0.3))
                brush.oval(x + column, y - 0.3, 3.5, 3.5, tint(steel, 0.65))
                brush.dots([(x + column, y - 0.3)], shade(steel, 0.6), 1.4)
        brush.oval(x, -89, 3.4, 3.4, mix(scheme.accent, 0xFFB03028, 0.4))


def _segments(x: float, y: float, lit: str) -> list[tuple[float, float]]:
    wide, high = 5.6, 6.2
    ends = {
        "a": ((0, 0), (wide, 0)),
        "b": ((wide, 0), (wide, high)),
        "c": ((wide, high), (wide, 2 * high)),
        "d": ((0, 2 * high), (wide, 2 * high)),
        "e": ((0, high), (0, 2 * high)),
        "f": ((0, 0), (0, high)),
        "g": ((0, high), (wide, high)),
    }
    return [(x + px, y + py) for name in lit for px, py in ends[name]]
