"""A café: a counter with its machine, shelves and a menu board, hanging lamps, a window on the street.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import furniture, lamps, plants, room, space, textures, weather, windows
from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import MARKS, alive, still
from onecrew.animation.sets.tone import fade, mix, shade, tint
from onecrew.animation.sets.view import town_view

WALL = 190.0
CEILING = 310.0


def build(scheme: Scheme) -> PlaceSet:
    """The set of a café; bricks or panels, lamps, colours and the window's side differ by seed."""
    chance = scheme.rng("cafe")
    side = scheme.side
    wall = scheme.take(chance.choice(("#a4705a", "#8f8a7c", "#6f7f78", "#9a8370")), 0.35)
    timber = scheme.take(chance.choice(("#7a5238", "#8f6a48", "#5f4434")), 0.2)
    green = scheme.take("#5a8450", 0.2)
    dark = scheme.take("#2f2b2c", 0.3)
    hole = (24.0, 70.0, 168.0, 250.0) if side > 0 else (-168.0, 70.0, -24.0, 250.0)
    lamp_kind = chance.choice(("dome", "cone", "globe"))
    lamp_tone = mix(scheme.accent, dark, 0.45)
    brick = chance.random() < 0.65
    spots: list[lamps.Spot] = []

    def back(brush: Brush) -> None:
        own = scheme.rng("cafe back")
        room.ceiling(brush, WALL, CEILING, shade(timber, 0.25))
        for z in (-120, -30, 60, 150):
            space.block(brush, (-700, 700), (CEILING - 16, CEILING), (z, z + 16), shade(timber, 0.1))
        room.far_wall(brush, WALL, wall, height=CEILING, dado=None if brick else timber, skirting=shade(timber, 0.2))
        with space.plane(brush, WALL):
            if brick:
                textures.bricks(brush, -300, -CEILING, 300, 0, wall, own)
            else:
                textures.panels(brush, -300, -95, 300, -11, timber, 46)
        room.corner_shadows(brush, WALL, CEILING)
        room.cut(brush, WALL, [hole])
        windows.window(brush, WALL, hole, dark, columns=3, rows=2, bar=3.2, scheme=scheme)
        with space.plane(brush, WALL):
            far = -side * 84
            brush.box(far - 66, -252, far + 40, -196, shade(timber, 0.3), 2)
            brush.box(far - 63, -249, far + 37, -199, slant((far - 60, -250), (far + 40, -196), 0xFF2E3833, 0xFF232B29))
            chalk = 0xFFE6E2D2
            for i in range(3):
                x = far - 56 + i * 32
                brush.line([(x, -242), (x + 20, -242)], fade(tint(scheme.accent, 0.4), 0.85), 1.8)
                for j in range(5):
                    brush.line([(x, -234 + j * 6.4), (x + own.uniform(8, 17), -234 + j * 6.4)], fade(chalk, 0.66), 0.9)
                    brush.line([(x + 20, -234 + j * 6.4), (x + 24, -234 + j * 6.4)], fade(chalk, 0.66), 0.9)
            for y in (-172, -138):
                brush.box(far - 70, y, far + 46, y + 3.4, down(y, y + 3.4, tint(timber, 0.2), shade(timber, 0.2)))
                brush.box(far - 68, y + 3.4, far + 44, y + 10, down(y + 3.4, y + 10, 0x66080814, 0x00080814))
                x = far - 66.0
                while x < far + 38:
                    if own.random() < 0.5:
                        furniture.cup(
                            brush,
                            x + 5,
                            y,
                            own.choice((tint(wall, 0.6), scheme.accent2, scheme.accent, 0xFFE5DCC8)),
                            size=1.05,
                            saucer=False,
                        )
                        x += 13
                    elif own.random() < 0.6:
                        tall = own.uniform(15, 22)
                        brush.box(x, y - tall, x + 10, y, across(x, x + 10, 0x88FFFFFF, 0x33FFFFFF, 0x55FFFFFF), 1.5)
                        brush.box(
                            x + 0.8,
                            y - tall * own.uniform(0.4, 0.8),
                            x + 9.2,
                            y - 0.5,
                            own.choice((0xFF4A2E1E, 0xFF8A6440, 0xFFC9A878)),
                            1,
                        )
                        brush.box(x - 0.4, y - tall - 2, x + 10.4, y - tall + 1.5, shade(timber, 0.1), 0.6)
                        x += 13
                    else:
                        furniture.bottle(
                            brush, x + 4, y, own.choice((scheme.accent2, 0xFF5A3A2A, green)), tall=24, wide=3.6, label=0xFFE5DCC8
                        )
                        x += 11
            plants.ivy(brush, far + 36, -172, 50, green, own)
            furniture.picture(brush, side * 2, -186, 26, 36, timber, (scheme.accent, scheme.accent2, timber), own)
        for i, x in enumerate((-92.0, 0.0, 92.0)):
            spots.append(lamps.pendant(brush, x, -238 - (i % 2) * 10, -420, lamp_tone, size=14, kind=lamp_kind))

    def back_light(brush: Brush) -> None:
        windows.window_light(brush, scheme, WALL, hole, columns=3)
        windows.sun_on_wall(brush, scheme, WALL, x=-side * 40, h=150, panes=3)
        lamps.throw(brush, scheme, spots)

    def glow(brush: Brush) -> None:
        lamps.bloom(brush, scheme, spots)
        windows.shafts(brush, scheme, WALL, hole)

    machine = space.at(-side * 92, 107, 92)

    def near(brush: Brush) -> None:
        own = scheme.rng("cafe near")
        base = scheme.take("#8a7462", 0.3)
        room.floor_base(brush, WALL, base)
        if own.random() < 0.5:
            textures.floor_tiles(brush, WALL, base, own, size=36, checker=fade(shade(base, 0.55), 0.55))
        else:
            textures.floor_planks(brush, WALL, base, own)
        room.floor_shadow(brush, WALL)
        textures.sheen(brush, side * 96, WALL, scheme.window, 0.22 * scheme.outside)
        x0, x1 = sorted((-side * 240, -side * 30))
        space.block(brush, (x0, x1), (0, 102), (78, 128), timber, light=side, grounded=True)
        space.block(brush, (x0 - 4, x1 + 4), (102, 107), (72, 130), tint(scheme.take("#b8a48c", 0.3), 0.1), light=side)
        with space.plane(brush, 78):
            textures.panels(brush, x0, -100, x1, -6, timber, 40, inset=5)
            brush.box(x0, -6, x1, 0, shade(timber, 0.6))
        _machine(brush, machine, scheme)
        cx, cy = space.at(-side * 52, 107, 90)
        brush.box(cx - 20, cy - 30, cx + 20, cy, 0x44E8F4FF, 3)
        for level in (0, 15):
            brush.box(cx - 19, cy - level - 1.5, cx + 19, cy - level, 0xAAFFFFFF)
            for i in range(4):
                px = cx - 14 + i * 9.4
                cake = own.choice((0xFFC98A4A, 0xFF7A4A2E, scheme.accent, 0xFFE8CFA0))
                brush.smooth(
                    [
                        (px - 4, cy - level - 1.5),
                        (px - 4.4, cy - level - 7),
                        (px, cy - level - 9.4),
                        (px + 4.4, cy - level - 7),
                        (px + 4, cy - level - 1.5),
                    ],
                    down(cy - level - 9, cy - level, tint(cake, 0.3), shade(cake, 0.2)),
                )
        brush.frame(cx - 20, cy - 30, cx + 20, cy, 0x99FFFFFF, 0.8, 3)
        plants.potted(
            brush,
            side * 116,
            space.at(0, 0, 96)[1],
            green,
            scheme.take("#9a6a50", 0.3),
            own,
            kind=own.choice(("fig", "monstera", "palm")),
            scale=1.2,
        )
        for x in (-55, 55):
            furniture.chair(brush, x, 6, shade(timber, 0.15), mix(timber, scheme.accent2, 0.3), seat=46, style="round")

    def near_light(brush: Brush) -> None:
        windows.window_light(brush, scheme, WALL, hole, columns=3, strength=0.9)
        lamps.throw(brush, scheme, [*spots, lamps.Spot(0, -150, 120, 0.5)])

    def table(brush: Brush) -> None:
        cx, cy, _, _ = furniture.round_table(brush, 0, -26, 74, 40, scheme.take("#a88260", 0.25))
        furniture.papers(brush, (-23, 1), (-64, -38), 74)
        furniture.cup(brush, cx - 22, cy - 5, 0xFFEDE6DA, size=1.1)
        furniture.cup(brush, cx + 21, cy + 3, 0xFFEDE6DA, size=1.1)
        brush.oval(cx + 1, cy - 2, 3.4, 1.1, shade(timber, 0.3))
        furniture.bottle(brush, cx + 1, cy - 2, 0x99DDEEF4, tall=13, wide=2.8)
        for dx in (-4, 0, 4):
            plants.leaf(brush, (cx + 1, cy - 14), (cx + 1 + dx, cy - 24 + abs(dx) * 0.6), 2.0, green, vein=False)
        brush.oval(cx + 2, cy - 25, 2.6, 2.4, scheme.accent)

    def vapour(brush: Brush, seconds: float) -> None:
        weather.steam(brush, machine[0] + 8, machine[1] - 14, seconds, tall=34, strength=0.22)

    def cups_steam(brush: Brush, seconds: float) -> None:
        weather.steam(brush, -20, -90, seconds, tall=16, strength=0.16)
        weather.steam(brush, 21, -88, seconds, tall=16, strength=0.16, phase=0.4)

    def front(brush: Brush) -> None:
        own = scheme.rng("cafe front")
        for _ in brush.asides(4.5):
            plants.near_leaves(brush, -side, shade(green, 0.35), own, edge=114, high=-110)
        for _ in brush.asides(4.5):
            x = side * 126
            brush.box(x - 16, -26, x + 16, 160, shade(timber, 0.5), 6)

    return PlaceSet(
        layers=(
            *town_view(scheme, "cafe", hole, WALL, high=-8),
            still(space.depth_at(WALL), back, scheme=scheme, lights=back_light, glow=glow),
            still(1.0, near, scheme=scheme, lights=near_light, blur=0.8),
            alive(space.depth_at(92), vapour),
            still(0.8, front, scheme=scheme),
        ),
        front=(still(1.0, table, scheme=scheme, lights=near_light, blur=0.3), alive(1.0, cups_steam)),
        marks=MARKS,
        seat=46.0,
        exits=(-190.0, 190.0),
        light=scheme.light(side=side if scheme.outside > 0.4 else -side * 0.4),
        over=weather.dust_over(scheme, count=18) if scheme.place.weather == "clear" and not scheme.night else None,
        grade="warm" if scheme.mood in ("warm", "joyful", "romantic", "calm") else "none",
    )


def _machine(brush: Brush, foot: tuple[float, float], scheme: Scheme) -> None:
    """An espresso machine on the counter."""
    x, y = foot
    steel, deep = 0xFFB9BDC2, 0xFF4A4C54
    body = mix(scheme.accent, deep, 0.35)
    brush.soft(x, y, 40, 6, 0xFF080814, 0.5)
    brush.box(x - 31, y - 42, x + 31, y - 25, down(y - 42, y - 25, tint(body, 0.3), shade(body, 0.2)), 4)
    brush.box(x - 30, y - 44, x + 30, y - 41, steel, 1)
    brush.box(x - 28, y - 26, x + 28, y - 4, down(y - 26, y - 4, 0xFF2B2C33, 0xFF4A4C54))
    brush.box(x - 31, y - 5, x + 31, y, down(y - 5, y, tint(steel, 0.2), shade(steel, 0.4)), 1)
    for dx in (-14, 14):
        brush.box(x + dx - 5, y - 26, x + dx + 5, y - 21, steel, 1)
        brush.line([(x + dx, y - 20), (x + dx + 8, y - 18.5)], 0xFF1A1A20, 2)
        furniture.cup(brush, x + dx, y - 5, 0xFFEDE6DA, size=0.75, saucer=False)
    for i in range(5):
        furniture.cup(brush, x - 22 + i * 11, y - 43, 0xFFEDE6DA, size=0.85, saucer=False)
    brush.oval(x, y - 34, 4, 4, 0xFFEDEDE6)
    brush.line([(x + 27, y - 26), (x + 29, y - 10)], steel, 1.3)
