"""A forest path: trunks in ranks fading into the air, shafts of light, ferns, leaves that drift.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

import math

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import plants, sky, space, weather
from onecrew.animation.sets.brush import Brush, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.space import at, depth_at
from onecrew.animation.sets.staging import MARKS, WORLD, Painter, alive, still
from onecrew.animation.sets.tone import fade, mix, shade, tint, tone


def build(scheme: Scheme) -> PlaceSet:
    """The set of a wood; kind of trees, their places and undergrowth differ by seed."""
    chance = scheme.rng("forest")
    side = scheme.side
    birch = chance.random() < 0.3
    bark = scheme.take("#b9b0a2" if birch else chance.choice(("#5f4a3a", "#4f4238", "#6b5140")), 0.25)
    leaf = scheme.take(chance.choice(("#5f8248", "#6f8a45", "#4f7a52")), 0.22)
    if scheme.snowy:
        leaf = mix(leaf, 0xFFDDE6EE, 0.6)
    earth = scheme.take("#5f4f3c", 0.25)
    if scheme.snowy:
        earth = mix(earth, 0xFFE2E9F2, 0.8)
    time = scheme.place.time
    air = {
        "day": mix(tone("#d3e2b8"), scheme.sky[2], 0.35),
        "dusk": mix(tone("#f0a870"), scheme.sky[1], 0.3),
        "night": mix(tone("#3a5478"), scheme.sky[2], 0.4),
    }[time]
    if scheme.place.weather != "clear":
        air = mix(air, scheme.sky[2], 0.6)
    gap = side * 26

    def far(brush: Brush) -> None:
        sky.paint_sky(brush, scheme, sun_x=gap, horizon=-150)
        brush.box(WORLD.left(), WORLD.top(), WORLD.right(), WORLD.bottom(), down(-420, -120, fade(air, 0.25), air))
        own = scheme.rng("forest far")
        for _ in range(26):
            x = own.uniform(-220, 220)
            wide = own.uniform(4, 9)
            brush.box(x - wide / 2, -640, x + wide / 2, -118, fade(mix(bark, air, 0.78), 0.8))
        for _ in range(16):
            tone_ = mix(leaf, air, 0.74)
            plants.foliage(
                brush,
                own.uniform(-220, 220),
                own.uniform(-420, -290),
                60,
                46,
                (tone_, tint(tone_, 0.1)),
                own,
                count=50,
                size=10,
                light=side,
            )
        for _ in range(12):
            tone_ = mix(leaf, air, 0.68)
            plants.foliage(
                brush,
                own.uniform(-220, 220),
                own.uniform(-138, -124),
                36,
                16,
                (shade(tone_, 0.1), tone_),
                own,
                count=40,
                size=6,
                light=side,
            )
        brush.soft(gap, -190, 130, 200, tint(air, 0.5), {"day": 0.85, "dusk": 0.9, "night": 0.5}[time])

    def rank(name: str, z: float, haze: float, count: int, wide: float) -> Painter:
        def paint(brush: Brush) -> None:
            own = scheme.rng(name)
            wood, green = mix(bark, air, haze), mix(leaf, air, haze)
            with space.plane(brush, z):
                for i in range(count):
                    x = -520 + 1040 * (i + own.uniform(0.15, 0.85)) / count
                    if abs(x - gap) < 52 + z * 0.03:
                        continue
                    plants.trunk(
                        brush,
                        x,
                        own.uniform(-4, 12),
                        -900,
                        wide * own.uniform(0.7, 1.3),
                        wood,
                        own,
                        light=side,
                        lean=own.uniform(-24, 24),
                    )
                    if birch:
                        for _ in range(22):
                            y = own.uniform(-500, -20)
                            brush.line(
                                [(x - wide * 0.4, y), (x + own.uniform(-0.2, 0.3) * wide, y + own.uniform(-2, 2))],
                                fade(shade(wood, 0.8), 0.6),
                                2,
                            )
                for _ in range(count):
                    x = own.uniform(-560, 560)
                    y = own.uniform(-560, -400) + min(60, abs(x - gap) * -0.2 + 50)
                    plants.foliage(
                        brush,
                        x,
                        y,
                        130,
                        70,
                        (shade(green, 0.35), shade(green, 0.12), tint(green, 0.06)),
                        own,
                        count=170,
                        size=13,
                        light=side,
                    )
                low = 22.0
                for _ in range(count * 2):
                    x = own.uniform(-520, 520)
                    if abs(x - gap) < 60:
                        continue
                    plants.foliage(
                        brush,
                        x,
                        low - own.uniform(14, 40),
                        own.uniform(34, 64),
                        own.uniform(18, 34),
                        (shade(green, 0.4), shade(green, 0.2), green),
                        own,
                        count=70,
                        size=8,
                        light=side,
                    )
            top = at(0, 0, z)[1]
            ground = mix(earth, air, haze * 0.9)
            green_ground = mix(ground, green, 0.45)
            brush.smooth(
                [(-760, top - 6), (-300, top - 9), (0, top + 1), (300, top - 8), (760, top - 5), (760, 260), (-760, 260)],
                down(top - 8, top + 50, green_ground, shade(green_ground, 0.2)),
            )

        return paint

    def mist(strength: float) -> Painter:
        def glow(brush: Brush) -> None:
            brush.box(WORLD.left(), -330, WORLD.right(), 60, down(-260, 0, fade(air, 0), fade(air, strength), fade(air, 0)))
            if scheme.place.weather == "clear":
                own = scheme.rng("forest shafts")
                for _ in range(4):
                    x = gap + own.uniform(-70, 70)
                    wide = own.uniform(6, 20)
                    lean = -side * own.uniform(60, 110)
                    power = {"day": 0.2, "dusk": 0.24, "night": 0.1}[time]
                    brush.poly(
                        [(x, -420), (x + wide, -420), (x + wide * 2.2 + lean, 0), (x - wide + lean, 0)],
                        slant((x, -420), (x + lean, 0), fade(tint(scheme.window, 0.2), power), fade(scheme.window, 0)),
                        4.0,
                    )

        return glow

    def light(brush: Brush) -> None:
        brush.soft(gap, -190, 190, 240, scheme.window, {"day": 0.5, "dusk": 0.55, "night": 0.3}[time])
        own = scheme.rng("forest dapple")
        if scheme.place.weather == "clear" and time != "night":
            for _ in range(40):
                x, z = own.uniform(-200, 200), own.uniform(-180, 200)
                px, py = at(x, 0, z)
                brush.soft(px, py, own.uniform(6, 22), own.uniform(2, 5), scheme.window, 0.5 * scheme.outside)

    def ground(brush: Brush) -> None:
        own = scheme.rng("forest ground")
        top = at(0, 0, 120)[1]
        green = mix(earth, leaf, 0.5)
        brush.smooth(
            [(-760, top - 10), (-260, top - 9), (-60, top), (60, top), (260, top - 10), (760, top - 8), (760, 300), (-760, 300)],
            down(top - 8, 120, green, shade(green, 0.2), shade(green, 0.5)),
        )
        path = tint(earth, 0.16)
        points = [
            at(gap * 1.4 - 16, 0, 120),
            at(gap - 40, 0, 40),
            at(-66, 0, -60),
            at(-130, 0, -250),
            at(150, 0, -250),
            at(84, 0, -60),
            at(gap + 52, 0, 40),
            at(gap * 1.4 + 22, 0, 120),
        ]
        brush.smooth(points, down(top, 150, tint(path, 0.1), shade(path, 0.2)))
        for _ in range(90):
            x, z = own.uniform(-240, 240), own.uniform(-220, 110)
            px, py = at(x, 0, z)
            brush.oval(
                px,
                py,
                own.uniform(1, 4.4),
                own.uniform(0.5, 1.6),
                fade(own.choice((shade(earth, 0.4), tint(earth, 0.3), shade(leaf, 0.2), mix(scheme.accent, earth, 0.4))), 0.7),
            )
        for z in (112.0, 78.0, 46.0, 10.0, -40.0):
            for s in (-1, 1):
                for _ in range(5):
                    x = gap * 0.4 + s * own.uniform(80 - z * 0.2, 240)
                    px, py = at(x, 0, z)
                    scale = space.scale_at(z)
                    tone_ = mix(leaf, air, max(0.0, z / 420))
                    if own.random() < 0.5:
                        plants.fern(brush, px, py, own.uniform(22, 38) * scale, tone_, own)
                    else:
                        plants.grass(
                            brush,
                            px - 22,
                            px + 22,
                            py,
                            (shade(tone_, 0.35), tone_, tint(tone_, 0.14)),
                            own,
                            tall=16 * scale,
                            density=1.2,
                        )
        for s in (-1, 1):
            px, py = at(s * own.uniform(120, 150), 0, 60)
            plants.trunk(brush, px, py, -700, 30, bark, own, light=side, lean=s * 14, branches=2)
            moss = shade(leaf, 0.1)
            brush.dots([(px + own.uniform(-17, 4) * -side, py - own.random() ** 2 * 90) for _ in range(60)], fade(moss, 0.6), 4)
            plants.fern(brush, px + s * 6, py + 5, 34, leaf, own)
        sx, sy = at(-side * 92, 0, 30)
        brush.smooth(
            [(sx - 20, sy), (sx - 17, sy - 12), (sx - 4, sy - 17), (sx + 12, sy - 13), (sx + 19, sy)],
            slant((sx - 15, sy - 16), (sx + 15, sy), tint(scheme.take("#7d7a74"), 0.2), shade(scheme.take("#7d7a74"), 0.4)),
        )
        for i in range(3):
            mx, my = sx + side * (26 + i * 7), sy + 3 + i
            brush.box(mx - 1.2, my - 6, mx + 1.2, my, 0xFFE6DCC8, 0.6)
            brush.smooth(
                [(mx - 4, my - 5), (mx - 3, my - 9), (mx + 3, my - 9), (mx + 4, my - 5)], mix(scheme.accent, 0xFF8A3020, 0.3)
            )

    falling = [(chance.random(), chance.random(), chance.uniform(0.6, 1.4), chance.uniform(0, 6.28)) for _ in range(12)]

    def drift(brush: Brush, seconds: float) -> None:
        for x, y, own, phase in falling:
            fall = (y + seconds * 0.055 * own) % 1.0
            px = -130 + 260 * ((x + 0.03 * math.sin(seconds * own + phase)) % 1.0) + 12 * math.sin(seconds * 0.8 * own + phase)
            py = -330 + 380 * fall
            turn = math.sin(seconds * 2.1 * own + phase)
            with brush.moved(px, py, 1.0, 40 * turn + 30):
                brush.oval(0, 0, 2.6, 0.5 + 0.9 * abs(turn), fade(mix(leaf, scheme.accent, 0.45), 0.75))

    def front(brush: Brush) -> None:
        own = scheme.rng("forest front")
        dark = shade(mix(leaf, tone("#16301f"), 0.5), 0.3)
        for _ in brush.asides(4.5):
            for s in (-1.0, 1.0):
                plants.near_leaves(brush, s, dark, own, edge=113, low=110, high=-20 if s == side else -330)
            for _ in range(6):
                plants.leaf(
                    brush, (own.uniform(-130, 130), -350), (own.uniform(-120, 120), -300 - own.random() * 26), 14, dark, vein=False
                )

    painters = [
        ("forest rank 3", 900.0, 0.66, 15, 26.0),
        ("forest rank 2", 480.0, 0.4, 11, 30.0),
        ("forest rank 1", 210.0, 0.16, 8, 34.0),
    ]
    layers = [still(5.0, far)]
    for i, (name, z, haze, count, wide) in enumerate(painters):
        layers.append(still(depth_at(z), rank(name, z, haze, count, wide), scheme=scheme, lights=light, glow=mist(0.3 - 0.08 * i)))
    layers.append(still(1.0, ground, scheme=scheme, lights=light, blur=0.8))
    if scheme.place.weather == "clear":
        layers.append(alive(0.98, drift))
    layers.append(still(0.82, front, scheme=scheme))
    over = (
        weather.rain_over(scheme, strength=0.85)
        if scheme.wet
        else weather.snow_over(scheme)
        if scheme.snowy
        else weather.fireflies_over(scheme)
        if time != "day"
        else weather.dust_over(scheme, count=34, alpha=0.5)
    )
    return PlaceSet(
        layers=tuple(layers),
        front=(),
        marks=MARKS,
        seat=0.0,
        exits=(-190.0, 190.0),
        light=scheme.light(side=side, rim=mix(air, 0xFFFFFFFF, 0.3), contrast=0.4),
        over=over,
        grade="cool"
        if time == "night"
        else {"eerie": "green", "sad": "cool", "warm": "warm", "joyful": "warm"}.get(scheme.mood, "none"),
    )
