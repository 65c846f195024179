"""A living room: a window on the town, a sofa, books or pictures, a plant, lamps.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

from onecrew.animation.place_set import Layer, PlaceSet
from onecrew.animation.sets import furniture, lamps, plants, room, space, textures, weather, windows
from onecrew.animation.sets.brush import Brush
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import still
from onecrew.animation.sets.tone import mix, shade, tint
from onecrew.animation.sets.view import town_view

WALLS = ("#b9a58e", "#9fa69a", "#a89a9e", "#8f9aa6", "#b39a84", "#a3a28c")
WALL = 150.0
CEILING = 288.0


def build(scheme: Scheme) -> PlaceSet:
    """The set of a flat's living room; furniture, colours, pictures and sides differ by seed."""
    chance = scheme.rng("flat")
    wall = scheme.take(chance.choice(WALLS), 0.42)
    timber = scheme.take(chance.choice(("#8a5f3f", "#6f4d38", "#a07a52", "#5d4636")), 0.22)
    cloth = mix(
        scheme.take(chance.choice(("#56687a", "#7a6a5c", "#6b7a68", "#80606a", "#8b7f70")), 0.3),
        scheme.accent2,
        chance.uniform(0.05, 0.35),
    )
    green = scheme.take("#5f8454", 0.2)
    side = scheme.side
    wide = chance.uniform(112, 140)
    centre = side * chance.uniform(34, 52)
    hole = (centre - wide / 2, 62.0 if chance.random() < 0.5 else 86.0, centre + wide / 2, 238.0)
    columns, rows = chance.choice(((2, 1), (3, 1), (2, 2), (3, 2)))
    lamp_kind = chance.choice(("paper", "dome", "drum", "cone"))
    shelf_kind = chance.choice(("bookcase", "pictures", "sideboard"))
    pendant_x = -side * 34.0
    spots: list[lamps.Spot] = []

    def back(brush: Brush) -> None:
        own = scheme.rng("flat back")
        room.ceiling(brush, WALL, CEILING, tint(wall, 0.35))
        room.far_wall(brush, WALL, wall, height=CEILING, skirting=tint(wall, 0.3), cornice=tint(wall, 0.25))
        room.corner_shadows(brush, WALL, CEILING)
        room.cut(brush, WALL, [hole])
        windows.window(brush, WALL, hole, tint(scheme.take("#d9cfc0", 0.3), 0.1), columns=columns, rows=rows, scheme=scheme)
        inks = (scheme.accent2, scheme.take("#8a7a6a"), scheme.accent, scheme.take("#4d5a66"))
        books = [
            scheme.take(colour, 0.3) for colour in ("#8a4a3c", "#3f5a6e", "#c2a468", "#5c6b52", "#d8cdb8", "#6b4a5c", "#2f3f4f")
        ]
        with space.plane(brush, WALL):
            far = -side * 92
            if shelf_kind == "bookcase":
                furniture.bookcase(brush, far - 44, far + 44, 214, timber, [*books, scheme.accent], own, rows=6)
                plants.ivy(brush, far + side * 26, -214, 62, green, own)
                plants.pot(brush, far + side * 26, -214, tint(wall, 0.4), wide=8, tall=11)
            elif shelf_kind == "pictures":
                for px, py, pw, ph in ((-24, -176, 42, 56), (24, -190, 36, 36), (25, -145, 38, 46), (-24, -124, 42, 34)):
                    furniture.picture(brush, far + px, py, pw, ph, own.choice((timber, 0xFF2A2730, tint(wall, 0.5))), inks, own)
            else:
                furniture.picture(brush, far, -172, 74, 58, timber, inks, own)
        if shelf_kind != "bookcase":
            furniture.sideboard(brush, (far - 52, far + 52), (WALL - 40, WALL - 2), 76, timber, own, light=side)
            bx, by = space.at(far, 76, WALL - 22)
            furniture.bottle(brush, bx - 20, by, scheme.accent2, tall=26, wide=6)
            for i in range(5):
                plants.leaf(brush, (bx - 20, by - 25), (bx - 34 + i * 7, by - 50 + abs(i - 2) * 4), 3, green, vein=False)
            with brush.moved(bx + 12, by):
                furniture.shelf_books(brush, -12, 22, 0, 24, books, own, fill=1.0)
        windows.curtains(
            brush, WALL, hole, mix(tint(wall, 0.35), scheme.accent2, own.uniform(0, 0.35)), own, sheer=own.random() < 0.6
        )
        spots.append(
            lamps.pendant(brush, pendant_x, -262, -420, mix(scheme.accent, shade(timber, 0.2), 0.55), size=17, kind=lamp_kind)
        )

    def back_light(brush: Brush) -> None:
        windows.window_light(brush, scheme, WALL, hole, columns=columns)
        windows.sun_on_wall(brush, scheme, WALL, x=-side * 70, h=150, panes=columns)
        lamps.throw(brush, scheme, spots)

    def back_glow(brush: Brush) -> None:
        lamps.bloom(brush, scheme, spots)
        windows.shafts(brush, scheme, WALL, hole)

    near_spots: list[lamps.Spot] = []

    def near(brush: Brush) -> None:
        own = scheme.rng("flat near")
        room.floor_base(brush, WALL, mix(timber, scheme.take("#a98a68"), 0.4))
        textures.floor_planks(brush, WALL, mix(timber, scheme.take("#a98a68"), 0.4), own)
        room.floor_shadow(brush, WALL)
        rug = mix(scheme.accent2, scheme.take("#8a8078"), 0.6)
        room.rug(brush, (-128, 128), (-120, 70), rug, shade(rug, 0.3), pattern=tint(rug, 0.3) if own.random() < 0.6 else None)
        near_spots.append(
            lamps.floor_lamp(
                brush,
                -side * 112,
                space.at(0, 0, 60)[1],
                tint(scheme.lamp, 0.2),
                tall=158,
                scale=0.9,
                kind=own.choice(("shade", "arc")),
            )
        )
        plants.potted(
            brush,
            side * 112,
            space.at(0, 0, 66)[1],
            green,
            scheme.take("#a0694c", 0.3),
            own,
            kind=own.choice(plants.KINDS[:4]),
            scale=1.15,
        )
        furniture.sofa(brush, 0, 6, cloth, (scheme.accent, tint(cloth, 0.4), scheme.accent2), own, light=side)

    def near_light(brush: Brush) -> None:
        windows.window_light(brush, scheme, WALL, hole, columns=columns, strength=0.9)
        lamps.throw(brush, scheme, [*spots, *near_spots])

    def table(brush: Brush) -> None:
        furniture.breakfast(brush, 0, -34, 46, timber, tint(wall, 0.62), mix(scheme.accent, scheme.accent2, 0.3))

    def front(brush: Brush) -> None:
        own = scheme.rng("flat front")
        for _ in brush.asides(4.0):
            plants.near_leaves(brush, side, shade(green, 0.35), own, edge=112, high=-120)
        for _ in brush.asides(4.0):
            brush.smooth(
                [
                    (-side * 118, 60),
                    (-side * 104, 30),
                    (-side * 140, -10),
                    (-side * 200, -20),
                    (-side * 220, 140),
                    (-side * 100, 150),
                ],
                shade(cloth, 0.55),
            )

    layers: list[Layer] = [*town_view(scheme, "flat", hole, WALL)]
    layers += [
        still(space.depth_at(WALL), back, scheme=scheme, lights=back_light, glow=back_glow),
        still(1.0, near, scheme=scheme, lights=near_light, glow=lambda brush: lamps.bloom(brush, scheme, near_spots), blur=0.8),
        still(0.8, front, scheme=scheme),
    ]
    dust = weather.dust_over(scheme) if scheme.place.time != "night" and scheme.place.weather == "clear" else None
    return PlaceSet(
        layers=tuple(layers),
        front=(),
        laid=(still(1.0, table, scheme=scheme, lights=near_light, blur=0.3),),
        marks=(("left", -55.0), ("right", 55.0), ("centre", 0.0), ("far_left", -98.0), ("far_right", 98.0)),
        seat=44.0,
        exits=(-190.0, 190.0),
        light=scheme.light(side=side if scheme.outside > 0.4 else -side),
        over=dust,
        grade={"warm": "warm", "romantic": "warm", "joyful": "warm", "sad": "cool", "eerie": "green"}.get(scheme.mood, "none"),
    )
