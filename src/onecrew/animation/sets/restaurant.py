"""A fine restaurant: panelled walls, sconces, a wine wall, a banquette, a laid table with a candle.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import furniture, lamps, plants, room, space, textures, weather, windows
from onecrew.animation.sets.brush import Brush, across, down
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import MARKS, alive, still
from onecrew.animation.sets.tone import fade, mix, shade, tint
from onecrew.animation.sets.view import town_view

WALL = 200.0
CEILING = 320.0


def build(scheme: Scheme) -> PlaceSet:
    """The set of a restaurant; its colours, lamps and the side of the window differ by seed."""
    chance = scheme.rng("restaurant")
    side = scheme.side
    wall = scheme.take(chance.choice(("#4f5a52", "#5c4448", "#46505e", "#5f5348")), 0.35)
    timber = scheme.take(chance.choice(("#5f3f2e", "#6e4c34", "#4a352c")), 0.15)
    velvet = mix(scheme.take(chance.choice(("#7a3440", "#3f5a52", "#44506e")), 0.2), scheme.accent, 0.14)
    brass = scheme.take("#c49a55", 0.1)
    green = scheme.take("#4f7a4c", 0.2)
    hole = (30.0, 40.0, 160.0, 262.0) if side > 0 else (-160.0, 40.0, -30.0, 262.0)
    sconces = [(x * -side, 188.0) for x in (6.0, 138.0)]
    spots: list[lamps.Spot] = []
    for x, h in sconces:
        px, py = space.at(x, h, WALL)
        spots.append(lamps.Spot(px, py - 6, 84, 0.75, bulb=5))
    chand = [lamps.Spot(i * 21.0, -262 + (4 if abs(i) == 1 else 0), 74, 0.34, bulb=3.4, falls=24) for i in (-2, -1, 0, 1, 2)]
    candle_at = (0.0, -92.0)
    table_spot = lamps.Spot(candle_at[0], candle_at[1] - 14, 84, 0.8, colour=0xFFFFB765, bulb=4, falls=6)

    def back(brush: Brush) -> None:
        own = scheme.rng("restaurant back")
        room.ceiling(brush, WALL, CEILING, shade(wall, 0.1))
        room.far_wall(
            brush,
            WALL,
            wall,
            height=CEILING,
            dado=timber,
            dado_height=100,
            skirting=shade(timber, 0.3),
            cornice=mix(wall, brass, 0.3),
        )
        with space.plane(brush, WALL):
            textures.panels(brush, -330, -98, 330, -12, timber, 55)
            for i in range(-4, 4):
                a, b = i * 78 + 8, i * 78 + 70
                brush.frame(a, -272, b, -112, fade(mix(brass, wall, 0.45), 0.8), 1.6)
                brush.frame(a + 5, -267, b - 5, -117, fade(shade(wall, 0.5), 0.5), 1.0)
        room.corner_shadows(brush, WALL, CEILING)
        room.cut(brush, WALL, [hole])
        windows.window(brush, WALL, hole, shade(timber, 0.2), columns=2, rows=3, bar=2.6, sill=False, scheme=scheme)
        windows.curtains(brush, WALL, hole, velvet, own, wide=34, drop=2)
        with space.plane(brush, WALL):
            x0, x1 = sorted((-side * 44, -side * 100))
            brush.box(x0 - 4, -232, x1 + 4, -104, shade(timber, 0.35), 2)
            brush.box(x0, -228, x1, -108, shade(timber, 0.72))
            for row in range(4):
                y = -111 - row * 29.5
                for col in range(7):
                    x = x0 + 4.4 + col * (x1 - x0 - 8) / 6
                    furniture.bottle(
                        brush,
                        x,
                        y,
                        own.choice((0xFF2F4A38, 0xFF4A1F2A, 0xFF23303C, 0xFF6A4A2A)),
                        tall=25,
                        wide=3.1,
                        label=own.choice((0xFFE6DCC4, scheme.accent, brass)),
                    )
                brush.box(x0, y, x1, y + 2, down(y, y + 2, tint(brass, 0.2), shade(brass, 0.4)))
            brush.frame(x0 - 4, -232, x1 + 4, -104, brass, 1.6, 2)
        for x, h in sconces:
            px, py = space.at(x, h, WALL)
            lamps.sconce(brush, px, py, brass, scale=0.8)
        lamps.chandelier(brush, 0, -254, -640, brass, wide=42)

    wine = space.at(-side * 72, 168, WALL)

    def back_light(brush: Brush) -> None:
        windows.window_light(brush, scheme, WALL, hole)
        lamps.throw(brush, scheme, [*spots, *chand])
        brush.soft(wine[0], wine[1], 66, 70, scheme.lamp, 0.5)

    def near(brush: Brush) -> None:
        own = scheme.rng("restaurant near")
        base = scheme.take("#5f4a3c", 0.2)
        room.floor_base(brush, WALL, base)
        if own.random() < 0.5:
            textures.floor_tiles(brush, WALL, base, own, size=40, checker=fade(tint(base, 0.4), 0.35))
        else:
            textures.floor_planks(brush, WALL, base, own, board=13)
        textures.sheen(brush, side * 95, WALL, scheme.window, 0.3 * scheme.outside)
        room.floor_shadow(brush, WALL)
        with space.plane(brush, 150):
            count = 9
            for i in range(count):
                a, b = -230 + i * 460 / count, -230 + (i + 1) * 460 / count
                brush.box(
                    a,
                    -112,
                    b,
                    -40,
                    across(a, b, shade(velvet, 0.3), tint(velvet, 0.14), shade(velvet, 0.05), shade(velvet, 0.4)),
                    7,
                )
            brush.box(-232, -116, 232, -110, brass, 2)
            brush.box(-230, -50, 230, -34, down(-50, -34, tint(velvet, 0.14), shade(velvet, 0.25)), 5)
            brush.box(-230, -34, 230, 0, shade(velvet, 0.5))
        for x in (-122.0, 122.0):
            cx, cy, rx, ry = furniture.round_table(brush, x, 96, 74, 38, 0xFFE6DED0)
            brush.poly(
                [(cx - rx, cy), (cx + rx, cy), (cx + rx * 0.86, cy + 30), (cx - rx * 0.86, cy + 30)],
                down(cy, cy + 30, 0xFFD9D0C2, 0xFFA89E94),
            )
            brush.oval(cx, cy, rx, ry, 0xFFEFE8DC)
            furniture.wine_glass(brush, cx - 10, cy + 1, 0xFF7A1F30, size=0.8)
            furniture.wine_glass(brush, cx + 12, cy + 2, 0xFF7A1F30, size=0.8)
            lamps.candle(brush, cx, cy, tall=8, wide=1.6)
        plants.potted(brush, -side * 124, space.at(0, 0, 60)[1], green, shade(brass, 0.3), own, kind="palm", scale=1.25)
        for x in (-55, 55):
            furniture.chair(brush, x, 6, shade(timber, 0.1), velvet, seat=46, style="plastic", tall=100, wide=48)

    def near_light(brush: Brush) -> None:
        windows.window_light(brush, scheme, WALL, hole, strength=0.8)
        lamps.throw(brush, scheme, [*spots, *chand, table_spot])
        for x in (-122.0, 122.0):
            px, py = space.at(x, 84, 96)
            brush.soft(px, py, 50, 44, 0xFFFFB765, 0.5)

    def table(brush: Brush) -> None:
        cx, cy, rx, ry = furniture.round_table(brush, 0, -26, 75, 46, 0xFFEFE8DC)
        linen = 0xFFE2DACB
        points = [(cx - rx, cy), (cx - rx * 0.99, cy + 4)]
        for i in range(9):
            t = i / 8
            points.append((cx - rx * 0.96 + rx * 1.92 * t, cy + ry + 27 + (5 if i % 2 else -3)))
        points += [(cx + rx * 0.99, cy + 4), (cx + rx, cy)]
        brush.smooth(points, across(cx - rx, cx + rx, shade(linen, 0.12), tint(linen, 0.2), shade(linen, 0.26)))
        for i in range(7):
            fx = cx - rx * 0.8 + rx * 1.6 * i / 6
            brush.curve([(fx, cy + ry * 0.7), (fx + 1.5, cy + ry + 10), (fx - 1, cy + ry + 24)], fade(shade(linen, 0.5), 0.22), 1.6)
        brush.oval(cx, cy, rx, ry, down(cy - ry, cy + ry, tint(linen, 0.1), tint(linen, 0.5)))
        for s in (-1, 1):
            brush.oval(cx + s * 24, cy + 2.4, 13, 3.4, 0x33080814)
            brush.oval(cx + s * 24, cy + 1.5, 13, 3.2, 0xFFFBF8F2)
            brush.ring(cx + s * 24, cy + 1.5, 9, 2.1, fade(brass, 0.7), 0.5)
            brush.line([(cx + s * 24 - 16, cy + 3.6), (cx + s * 24 - 14.6, cy - 2)], 0xFFB9BDC2, 0.8)
            furniture.wine_glass(brush, cx + s * 12, cy - 1, 0xFF7A1F30, size=0.95)
        lamps.candle(brush, cx, cy - 1, tall=11, wide=1.9)
        brush.smooth([(cx + 5, cy + 4), (cx + 8, cy + 1), (cx + 12, cy + 3), (cx + 8, cy + 6)], scheme.accent)

    def flames(brush: Brush, seconds: float) -> None:
        for i, x in enumerate((-122.0, 122.0)):
            px, py = space.at(x, 74, 96)
            lamps.flame(brush, px, py - 9, seconds, i * 2.0, size=0.55)

    def near_flame(brush: Brush, seconds: float) -> None:
        lamps.flame(brush, candle_at[0], candle_at[1], seconds, 0.7, size=0.8)

    def front(brush: Brush) -> None:
        own = scheme.rng("restaurant front")
        for _ in brush.asides(4.5):
            plants.near_leaves(brush, side, shade(green, 0.45), own, edge=115, high=-100, low=110)
            brush.box(-side * 108, 50, -side * 200, 200, 0xFFB9AFA2, 10)

    def front_glow(brush: Brush) -> None:
        for x, y, r in ((-120, -296, 9), (-106, -316, 6), (108, -304, 8), (122, -322, 10), (116, -280, 5)):
            brush.oval(x, y, r, r, fade(scheme.lamp, 0.22 * scheme.lamps))

    return PlaceSet(
        layers=(
            *town_view(scheme, "restaurant", hole, WALL, trees=False, high=20),
            still(
                space.depth_at(WALL),
                back,
                scheme=scheme,
                lights=back_light,
                glow=lambda brush: lamps.bloom(brush, scheme, [*spots, *chand]),
            ),
            still(1.0, near, scheme=scheme, lights=near_light, blur=0.8),
            alive(space.depth_at(96), flames),
            still(0.8, front, scheme=scheme, glow=front_glow),
        ),
        front=(still(1.0, table, scheme=scheme, lights=near_light, blur=0.3), alive(1.0, near_flame)),
        marks=MARKS,
        seat=46.0,
        exits=(-190.0, 190.0),
        light=scheme.light(side=side if scheme.outside > 0.4 else -side * 0.4, rim=0xFFFFC98A, contrast=0.42),
        over=weather.dust_over(scheme, count=14, alpha=0.3),
        grade="warm" if scheme.mood not in ("sad", "tense", "eerie") else "none",
    )
