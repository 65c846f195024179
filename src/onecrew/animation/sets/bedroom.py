"""A bedroom: the bed with its head to the wall, night tables with lamps, a window, a wardrobe.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import furniture, lamps, plants, room, space, textures, weather, windows
from onecrew.animation.sets.brush import Brush, across, down
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import MARKS, still
from onecrew.animation.sets.tone import fade, mix, shade, tint
from onecrew.animation.sets.view import town_view

WALL = 205.0
CEILING = 280.0


def build(scheme: Scheme) -> PlaceSet:
    """The set of a bedroom; people sit on the foot of the bed."""
    chance = scheme.rng("bedroom")
    side = scheme.side
    wall = scheme.take(chance.choice(("#a9919a", "#8f9ba8", "#b09c86", "#94a094", "#9c8fa6")), 0.4)
    timber = scheme.take(chance.choice(("#7f5b42", "#96724f", "#5e4a40", "#c2b39c")), 0.25)
    cover = mix(scheme.take(chance.choice(("#6a7590", "#8a6a70", "#7a8a7a", "#a08a72")), 0.3), scheme.accent2, 0.3)
    green = scheme.take("#5a8450", 0.2)
    hole = (68.0, 78.0, 168.0, 234.0) if side > 0 else (-168.0, 78.0, -68.0, 234.0)
    head = chance.choice(("panel", "buttoned", "slats"))
    spots: list[lamps.Spot] = []

    def back(brush: Brush) -> None:
        own = scheme.rng("bedroom back")
        room.ceiling(brush, WALL, CEILING, tint(wall, 0.4))
        panelled = own.random() < 0.45
        room.far_wall(
            brush,
            WALL,
            wall,
            height=CEILING,
            dado=shade(wall, 0.16) if panelled else None,
            dado_height=120,
            skirting=tint(wall, 0.35),
            cornice=tint(wall, 0.3),
        )
        if panelled:
            with space.plane(brush, WALL):
                textures.panels(brush, -320, -118, 320, -14, shade(wall, 0.16), 64)
        room.corner_shadows(brush, WALL, CEILING)
        room.cut(brush, WALL, [hole])
        windows.window(brush, WALL, hole, tint(wall, 0.5), columns=2, rows=own.choice((1, 2)), scheme=scheme)
        with space.plane(brush, WALL):
            inks = (scheme.accent2, scheme.accent, scheme.take("#6a6a7a"))
            if own.random() < 0.5:
                furniture.picture(brush, 0, -196, 86, 52, timber, inks, own)
            else:
                for x in (-34.0, 0.0, 34.0):
                    furniture.picture(brush, x, -192, 28, 40, timber, inks, own)
            x = -side * 122.0
            brush.box(x - 44, -218, x + 50, 4, 0x44080814, blur=5)
            brush.box(x - 44, -218, x + 44, -3, across(x - 44, x + 44, tint(timber, 0.1), timber, shade(timber, 0.2)), 1)
            for a in (x - 42, x + 1):
                brush.frame(a, -210, a + 41, -10, fade(shade(timber, 0.5), 0.6), 1.2)
                textures.wood(brush, a + 2, -208, a + 39, -12, timber, own, upright=True)
            for a in (x - 4, x + 5):
                brush.line([(a, -112), (a, -94)], 0xFFD3B277, 1.6)
        windows.curtains(brush, WALL, hole, mix(cover, tint(wall, 0.3), 0.5), own, sheer=True, drop=10)
        with space.plane(brush, WALL - 8):
            cloth = mix(cover, scheme.take("#7a6a62"), 0.5)
            if head == "buttoned":
                brush.box(-92, -132, 92, -30, down(-132, -30, tint(cloth, 0.12), shade(cloth, 0.25)), 12)
                for row in range(3):
                    for col in range(8):
                        bx, by = -77 + col * 22 + (row % 2) * 11 - 5, -118 + row * 24
                        brush.oval(bx, by, 2, 2, shade(cloth, 0.4))
                        brush.many([(bx, by), (bx + 11, by + 12), (bx, by), (bx - 11, by + 12)], fade(shade(cloth, 0.5), 0.3), 0.8)
            elif head == "slats":
                brush.box(-92, -128, 92, -122, tint(timber, 0.15), 2)
                for i in range(17):
                    brush.box(-90 + i * 11, -124, -86 + i * 11, -40, timber)
            else:
                brush.box(-94, -118, 94, -30, down(-118, -30, tint(timber, 0.1), shade(timber, 0.2)), 3)
                textures.wood(brush, -93, -117, 93, -31, timber, own)

    def back_light(brush: Brush) -> None:
        windows.window_light(brush, scheme, WALL, hole)
        windows.sun_on_wall(brush, scheme, WALL, x=-side * 30, h=160, panes=2)
        lamps.throw(brush, scheme, spots)

    # The night tables' lamps light the wall behind them, so their places are known before the wall is painted.
    tops = [space.at(x, 52, 168) for x in (-114.0, 114.0)]
    spots.extend(lamps.Spot(x, y - 30, 118, 0.85, bulb=8, falls=-10) for x, y in tops)

    def near(brush: Brush) -> None:
        own = scheme.rng("bedroom near")
        base = scheme.take("#95785e", 0.25)
        room.floor_base(brush, WALL, base)
        textures.floor_planks(brush, WALL, base, own)
        room.floor_shadow(brush, WALL)
        rug = mix(tint(wall, 0.25), scheme.accent2, 0.2)
        room.rug(brush, (-140, 140), (-110, 120), rug, shade(rug, 0.25))
        for x, top in zip((-114.0, 114.0), tops, strict=True):
            furniture.sideboard(brush, (x - 21, x + 21), (150, 188), 52, timber, own, doors=1, light=side)
            lamps.table_lamp(brush, top[0], top[1], tint(scheme.lamp, 0.1), mix(scheme.accent2, timber, 0.4), scale=0.95)
        brush.box(tops[0][0] - 14, tops[0][1] - 3, tops[0][0] - 4, tops[0][1], scheme.accent, 0.5)
        furniture.bed(
            brush,
            0,
            (14.0, 196.0),
            158,
            timber,
            cover,
            tint(scheme.take("#ddd3c6", 0.2), 0.1),
            high=50,
            throw=scheme.accent if own.random() < 0.5 else tint(cover, 0.4),
        )
        plants.potted(
            brush,
            side * 128,
            space.at(0, 0, 70)[1],
            green,
            tint(wall, 0.4),
            own,
            kind=own.choice(("fig", "palm", "snake")),
            scale=1.05,
        )

    def near_light(brush: Brush) -> None:
        windows.window_light(brush, scheme, WALL, hole, reach=220)
        lamps.throw(brush, scheme, spots)

    def front(brush: Brush) -> None:
        for _ in brush.asides(4.5):
            cloth = shade(mix(cover, wall, 0.4), 0.3)
            for i in range(4):
                fx = side * (122 + i * 9)
                brush.box(fx - 5, -640, fx + 5, 200, across(fx - 5, fx + 5, shade(cloth, 0.45), cloth, shade(cloth, 0.5)))

    return PlaceSet(
        layers=(
            *town_view(scheme, "bedroom", hole, WALL),
            still(
                space.depth_at(WALL),
                back,
                scheme=scheme,
                lights=back_light,
                glow=lambda brush: windows.shafts(brush, scheme, WALL, hole),
            ),
            still(1.0, near, scheme=scheme, lights=near_light, glow=lambda brush: lamps.bloom(brush, scheme, spots), blur=0.8),
            still(0.82, front, scheme=scheme),
        ),
        front=(),
        marks=MARKS,
        seat=50.0,
        exits=(-190.0, 190.0),
        light=scheme.light(side=side if scheme.outside > 0.4 else -side, contrast=0.4),
        over=weather.dust_over(scheme, count=20) if scheme.place.weather == "clear" and not scheme.night else None,
        grade="warm" if scheme.mood in ("warm", "romantic", "joyful") else "cool" if scheme.night else "none",
    )
