"""An office floor: windows on the town, desks with screens, ceiling panels, a glass room.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

import random

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import furniture, lamps, plants, room, space, textures, windows
from onecrew.animation.sets.brush import Brush, across, down
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import MARKS, still
from onecrew.animation.sets.tone import fade, mix, shade, tint
from onecrew.animation.sets.view import town_view

WALL = 320.0
CEILING = 285.0
HALF = 235.0


def build(scheme: Scheme) -> PlaceSet:
    """The set of an open-plan office high above the town."""
    chance = scheme.rng("office")
    side = scheme.side
    wall = scheme.take(chance.choice(("#9aa5a3", "#a3a39b", "#8f9aa3")), 0.4)
    metal = scheme.take("#7d868c", 0.3)
    timber = scheme.take(chance.choice(("#9a7654", "#7f6a56", "#b09372")), 0.25)
    green = scheme.take("#5a8256", 0.2)
    carpet = mix(scheme.take("#6b7178", 0.4), scheme.accent2, 0.12)
    hole = (-HALF + 8, 74.0, HALF - 8, 262.0)
    panels = [(x, z) for z in (-60.0, 110.0, 250.0) for x in (-110.0, 0.0, 110.0)]
    spots: list[lamps.Spot] = []

    def back(brush: Brush) -> None:
        own = scheme.rng("office back")
        room.ceiling(brush, WALL, CEILING, tint(wall, 0.25))
        joints = [space.at(x, CEILING, z) for x in range(-600, 601, 60) for z in (-200.0, WALL)]
        joints += [space.at(x, CEILING, z) for z in range(-180, 321, 60) for x in (-600.0, 600.0)]
        brush.many(joints, fade(shade(wall, 0.5), 0.28), 0.6)
        for x, z in panels:
            corners = [space.at(x + dx, CEILING, z + dz) for dx, dz in ((-28, -28), (28, -28), (28, 28), (-28, 28))]
            lamps.tube_panel(brush, corners, metal)
            px, py = space.at(x, CEILING, z)
            spots.append(
                lamps.Spot(px, py + 4, 90 * space.scale_at(z), 0.32, colour=0xFFF2F6E8, bulb=7 * space.scale_at(z), falls=60)
            )
        room.side_walls(brush, HALF, WALL, CEILING, wall, light=side)
        with space.plane(brush, WALL):
            brush.box(-HALF, -CEILING, HALF, 0, down(-CEILING, 0, shade(wall, 0.12), wall, shade(wall, 0.1)))
        room.cut(brush, WALL, [hole])
        windows.window(brush, WALL, hole, mix(metal, 0xFF22242C, 0.45), columns=5, rows=1, bar=5.0, scheme=scheme)
        share = own.choice((0.24, 0.36, 0.5))
        windows.blinds(brush, WALL, hole, tint(metal, 0.4), closed=0.35, lowered=share)
        with space.plane(brush, WALL):
            brush.box(-HALF, -72, HALF, -64, tint(timber, 0.25))
            brush.box(-HALF, -64, HALF, 0, down(-64, 0, tint(wall, 0.15), shade(wall, 0.2)))
            for i in range(10):
                x = -HALF + 24 + i * 47
                brush.frame(x, -56, x + 36, -14, fade(shade(wall, 0.5), 0.4), 1.0)
                brush.many([(x + 4 + t * 7, y) for t in range(5) for y in (-50, -20)], fade(shade(wall, 0.6), 0.4), 1.2)
        with space.side_wall(brush, -side * HALF, -60, WALL, CEILING):
            brush.box(20, -240, 330, -4, 0x30D8ECF4)
            for x in (20, 125, 230, 330):
                brush.box(x - 2.5, -244, x + 2.5, 0, shade(metal, 0.35))
            brush.box(20, -246, 330, -240, shade(metal, 0.35))
            brush.box(20, -118, 330, -96, 0x28FFFFFF)
        with space.side_wall(brush, side * HALF, -60, WALL, CEILING):
            brush.box(40, -214, 210, -104, shade(metal, 0.4))
            brush.box(44, -210, 206, -108, 0xFFE9ECEA)
            for i in range(6):
                y = -200 + i * 14
                brush.curve(
                    [(56, y), (80 + own.uniform(0, 40), y + own.uniform(-3, 3)), (110 + own.uniform(0, 60), y)],
                    fade(own.choice((scheme.accent, scheme.accent2, 0xFF3C4A5C)), 0.7),
                    2,
                )
            for _ in range(7):
                nx, ny = 150 + own.uniform(0, 44), -196 + own.uniform(0, 66)
                brush.box(nx, ny, nx + 11, ny + 11, own.choice((tint(scheme.accent, 0.3), tint(scheme.accent2, 0.3), 0xFFE6CF7E)))

    def back_light(brush: Brush) -> None:
        lamps.ceiling_wash(brush, -300, 0xFFE6EFE4, (0.3 if scheme.night else 0.1) * scheme.lamps)
        windows.window_light(brush, scheme, WALL, hole, strength=0.9, reach=300, columns=5, rows=1)
        lamps.throw(brush, scheme, spots)

    def near(brush: Brush) -> None:
        own = scheme.rng("office near")
        room.floor_base(brush, WALL, carpet)
        textures.floor_tiles(brush, WALL, carpet, own, size=50, odd=0.09)
        for x in (-90, 0, 90):
            textures.sheen(brush, x, WALL, scheme.window, 0.16 * scheme.outside)
        room.floor_shadow(brush, WALL)
        for z in (210.0, 95.0):
            for x0 in (-190.0, -62.0, 66.0):
                _desk(brush, scheme, own, (x0, x0 + 120.0), z, timber, metal, green)
        plants.potted(
            brush,
            side * 118,
            space.at(0, 0, 60)[1],
            green,
            tint(wall, 0.4),
            own,
            kind=own.choice(("fig", "snake", "monstera", "palm")),
            scale=1.15,
        )
        for x in (-55, 55):
            furniture.chair(brush, x, 4, 0xFF2B2E38, mix(scheme.accent2, 0xFF2B2E38, 0.62), seat=47, style="office", tall=98)

    def near_light(brush: Brush) -> None:
        lamps.ceiling_wash(brush, -300, 0xFFE6EFE4, (0.5 if scheme.night else 0.22) * scheme.lamps)
        if scheme.night:
            # The panels over the desks at which somebody still works.
            brush.soft(0, -70, 190, 130, 0xFFFFF1DA, 0.34 * scheme.lamps)
        windows.window_light(brush, scheme, WALL, hole, strength=0.8, reach=300, columns=5, rows=1)
        lamps.throw(brush, scheme, spots)

    def screens(brush: Brush) -> None:
        strength = {"day": 0.05, "dusk": 0.2, "night": 0.32}[scheme.place.time]
        for z in (210.0, 95.0):
            for x in (-130.0, -2.0, 126.0):
                px, py = space.at(x, 98, z)
                brush.soft(px, py, 42 * space.scale_at(z), 34 * space.scale_at(z), 0xFF9CC8F0, strength)

    def table(brush: Brush) -> None:
        furniture.table(brush, (-96, 96), (-58, -14), 74, tint(timber, 0.16), thick=3.0, legs="four", light=side)
        # A panel hides laps and hands, not feet: the desk stands lightly.
        space.block(brush, (-86, 86), (33, 70), (-24, -22), tint(timber, 0.04), light=side)
        px, py = space.at(0, 74, -34)
        brush.poly(
            [(px - 19, py + 4), (px + 19, py + 4), (px + 17, py - 20), (px - 17, py - 20)],
            across(px - 19, px + 19, 0xFFB4BAC2, 0xFF8A9098),
        )
        brush.oval(px, py - 9, 2.2, 2.2, 0xFFD8DCE2)
        furniture.cup(brush, px - side * 42, py + 6, tint(scheme.accent, 0.3), size=0.9)
        brush.poly(
            [(px + side * 34, py + 6), (px + side * 62, py + 8), (px + side * 57, py - 3), (px + side * 33, py - 4)], 0xFFE8E6DE
        )

    def front(brush: Brush) -> None:
        own = scheme.rng("office front")
        for _ in brush.asides(4.0):
            x = -side * 124
            brush.box(x - 14, -120, x + 14, 200, across(x - 14, x + 14, 0xFF20242E, 0xFF343A46, 0xFF1C1F28), 4)
            plants.near_leaves(brush, side, shade(green, 0.4), own, edge=116, low=90, high=0)

    return PlaceSet(
        layers=(
            *town_view(scheme, "office", hole, WALL, trees=False, high=26),
            still(
                space.depth_at(WALL * 0.8),
                back,
                scheme=scheme,
                lights=back_light,
                glow=lambda brush: lamps.bloom(brush, scheme, spots),
            ),
            still(1.0, near, scheme=scheme, lights=near_light, glow=screens, blur=0.8),
            still(0.8, front, scheme=scheme),
        ),
        front=(still(1.0, table, scheme=scheme, lights=near_light, blur=0.3),),
        marks=MARKS,
        seat=47.0,
        exits=(-190.0, 190.0),
        light=scheme.light(
            side=side,
            contrast=0.28,
            key=None if scheme.outside > 0.4 else 0xFFE9F1EA,
            darkness={"day": 0.0, "dusk": 0.08, "night": 0.12}[scheme.place.time],
        ),
        grade="green" if scheme.mood in ("tense", "eerie", "sad", "angry") else "cool" if scheme.night else "none",
    )


def _desk(
    brush: Brush, scheme: Scheme, own: random.Random, x: tuple[float, float], z: float, timber: int, metal: int, green: int
) -> None:

    scale = space.scale_at(z)
    furniture.table(brush, x, (z, z + 62), 74, timber, legs="panel", light=scheme.side)
    left, right = space.at(x[0] + 4, 118, z + 30)[0], space.at(x[1] - 4, 118, z + 30)[0]
    top, low = space.at(0, 112, z + 30)[1], space.at(0, 74, z + 30)[1]
    felt = mix(scheme.accent2, metal, 0.5)
    brush.box(left, top, right, low, down(top, low, tint(felt, 0.06), shade(felt, 0.3)), 1.5)
    middle = (x[0] + x[1]) / 2 + own.uniform(-12, 12)
    px, py = space.at(middle, 74, z + 22)
    furniture.monitor(
        brush,
        px,
        py,
        scale=scale,
        screen=own.choice((0xFF7FA6C4, 0xFF86B59A, 0xFFA8A2C8)),
        seen="front" if own.random() < 0.75 else "back",
    )
    tx, ty = space.at(x[0] + 20, 74, z + 18)
    with brush.moved(tx, ty, scale):
        furniture.shelf_books(
            brush, -8, 16, 0, 24, [scheme.take(c) for c in ("#7a8a94", "#b86a4a", "#d8d2c4", "#4a5f6e")], own, fill=1.0
        )
    cx, cy = space.at(x[1] - 18, 74, z + 12)
    if own.random() < 0.5:
        furniture.cup(brush, cx, cy, scheme.accent, size=0.7 * scale, saucer=False)
    else:
        with brush.moved(cx, cy, scale * 0.4):
            plants.potted(brush, 0, 0, green, tint(metal, 0.4), own, kind="fern")
