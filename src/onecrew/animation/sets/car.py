"""Inside a car, seen through the windscreen: two front seats, the rear window and the road behind passing. In: a scheme. Out: ``PlaceSet``."""

from __future__ import annotations

import skia

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import plants, sky, skyline, weather
from onecrew.animation.sets.brush import Brush, across, arc_points, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import alive, still
from onecrew.animation.sets.tone import fade, mix, shade, tint, tone

REAR = (-50.0, -152.0, 50.0, -106.0)
"""The rear window as seen."""


def build(scheme: Scheme) -> PlaceSet:
    """The set of a moving car; people sit at ±38, the wheel before the one on the right of the screen."""
    chance = scheme.rng("car")
    side = scheme.side
    leather = scheme.take(chance.choice(("#5a4a42", "#4a4c54", "#7a6248", "#3f444c")), 0.3)
    trim = scheme.take("#35363e", 0.3)
    roof = scheme.take(chance.choice(("#8f8a84", "#6a6870", "#a39b8e")), 0.35)
    lit = scheme.place.time != "day"
    speed = 1.0
    house_tones = [
        shade(mix(scheme.take(c, 0.4), scheme.sky[2], 0.35), {"day": 0.05, "dusk": 0.4, "night": 0.72}[scheme.place.time])
        for c in ("#8f8378", "#7a7f88", "#a08a74", "#6f7a72")
    ]
    blocks = [
        (chance.uniform(0, 1), chance.uniform(44, 90), chance.uniform(70, 190), chance.choice(house_tones), chance.choice((-1, 1)))
        for _ in range(16)
    ]
    posts = [(chance.uniform(0, 1), chance.choice((-1, 1))) for _ in range(6)]
    glows = [
        (
            chance.uniform(0, 1),
            chance.uniform(-200, -120),
            chance.choice((scheme.accent, scheme.accent2, scheme.lamp, tone("#ff6a5a"))),
            chance.choice((-1, 1)),
            chance.uniform(3, 8),
        )
        for _ in range(18)
    ]

    def far(brush: Brush) -> None:
        sky.paint_sky(brush, scheme, sun_x=side * 20, horizon=-124)
        skyline.paint_skyline(brush, scheme, "car far", base=-122, low=14, high=52, haze=0.5, width=(12, 26))
        road = mix(scheme.take("#6a6a72", 0.4), scheme.sky[2], 0.2)
        road = shade(road, {"day": 0.1, "dusk": 0.45, "night": 0.7}[scheme.place.time])
        brush.box(-720, -123, 720, 200, down(-123, -60, mix(road, scheme.sky[2], 0.4), road))
        brush.poly([(-3, -123), (3, -123), (70, 60), (-70, 60)], tint(road, 0.05))

    def passing(brush: Brush, seconds: float) -> None:
        drawn = []
        for start, wide, tall, colour, s in blocks:
            cycle = (start + seconds * 0.085 * speed) % 1.0
            near = (1 - cycle) ** 2.2
            drawn.append((near, wide, tall, colour, s))
        for near, wide, tall, colour, s in sorted(drawn):
            x = s * (16 + 260 * near)
            scale = 0.12 + 1.25 * near
            x1 = x + s * wide * scale
            brush.box(x, -122 - tall * scale, x1, -116 + 30 * near, mix(colour, scheme.sky[2], 0.45 * (1 - near)))
            if lit:
                pairs = []
                for i in range(4):
                    for j in range(3):
                        if (i * 3 + j + int(wide)) % 4 < 2:
                            px = x + (x1 - x) * (0.15 + 0.3 * j)
                            py = -122 - tall * scale * (0.25 + 0.19 * i)
                            pairs += [(px, py), (px + 3 * scale * s, py)]
                brush.many(pairs, fade(0xFFFFD9A0, 0.75), 3.2 * scale)
        for start, s in posts:
            near = (1 - (start + seconds * 0.17 * speed) % 1.0) ** 2.6
            x = s * (10 + 250 * near)
            scale = 0.1 + 1.2 * near
            brush.line([(x, -118 + 20 * near), (x, -122 - 78 * scale)], fade(0xFF20222C, 0.9), 2.4 * scale)
            if lit:
                brush.dots([(x - s * 8 * scale, -122 - 78 * scale)], fade(scheme.lamp, 0.28), 26 * scale)
                brush.dots([(x - s * 8 * scale, -122 - 78 * scale)], fade(0xFFFFF0D0, 0.95), 7 * scale)
        if lit or scheme.wet:
            for start, y, colour, s, size in glows:
                near = (1 - (start + seconds * 0.12) % 1.0) ** 2
                x = s * (8 + 240 * near)
                brush.dots([(x, -124 + (y + 124) * (0.3 + near))], fade(colour, 0.3), size * (0.7 + 2.4 * near))
        for i, lane in enumerate((-16.0, 15.0)):
            cycle = (seconds * 0.05 + i * 0.5) % 1.0
            scale = 0.25 + 0.18 * cycle
            y = -116 + 9 * scale
            for dx in (-11, 11):
                brush.dots([(lane + dx * scale, y)], fade(0xFFFFF3D0, 0.24), 15 * scale)
                brush.dots([(lane + dx * scale, y)], fade(0xFFFFF8E6, 0.9 if lit else 0.55), 5 * scale)

    def cabin(brush: Brush) -> None:
        brush.box(-720, -640, 720, 200, down(-220, 40, roof, shade(trim, 0.1), shade(trim, 0.5), stops=(0.0, 0.36, 1.0)))
        brush.box(-720, -640, 720, -176, down(-300, -176, shade(roof, 0.35), roof))
        brush.smooth(
            [(-104, -172), (-60, -182), (60, -182), (104, -172), (112, -120), (116, -84), (-116, -84), (-112, -120)],
            down(-180, -84, shade(roof, 0.25), shade(trim, 0.25)),
        )
        brush.smooth([(-56, -110), (-52, -156), (52, -156), (56, -110)], shade(trim, 0.55))
        for s in (-1, 1):
            brush.smooth([(s * 66, -104), (s * 70, -158), (s * 112, -162), (s * 150, -150), (s * 150, -98)], shade(trim, 0.5))
        eraser = Brush(brush.canvas, skia.BlendMode.kClear)
        eraser.smooth([(-53, -108), (-50, -154), (0, -156), (50, -154), (53, -108), (0, -106)], 0xFF000000)
        for s in (-1, 1):
            eraser.smooth([(s * 71, -105), (s * 74, -154), (s * 112, -158), (s * 160, -150), (s * 160, -100)], 0xFF000000)
        for i in range(9):
            y = -150 + i * 4.6
            brush.line([(-48, y), (48, y)], 0x33302020, 0.5)
        brush.box(-96, -108, 96, -60, down(-108, -60, tint(leather, 0.06), shade(leather, 0.4)), 12)
        for x in (-46, 0, 46):
            brush.box(x - 13, -122, x + 13, -102, down(-122, -102, tint(leather, 0.12), shade(leather, 0.25)), 6)
        brush.line([(-92, -104), (92, -104)], fade(tint(leather, 0.5), 0.4), 1)
        for s in (-1, 1):
            brush.smooth([(s * 60, -186), (s * 66, -186), (s * 70, -100), (s * 66, -70), (s * 58, -100)], shade(roof, 0.3))
            brush.smooth(
                [(s * 100, -92), (s * 180, -98), (s * 200, 120), (s * 92, 120)], down(-96, 60, tint(trim, 0.1), shade(trim, 0.4))
            )
            brush.line([(s * 101, -90), (s * 180, -96)], tint(trim, 0.3), 2)
            brush.smooth([(s * 108, -58), (s * 150, -62), (s * 150, -44), (s * 106, -42)], shade(leather, 0.2))
        brush.box(-9, -181, 9, -176, shade(roof, 0.35), 2)

    def seats(brush: Brush) -> None:
        for x in (-38.0, 38.0):
            _seat(brush, x, leather, side)
        brush.box(-10, -58, 10, 160, down(-58, 60, tint(trim, 0.12), shade(trim, 0.4)), 4)
        brush.oval(0, -52, 5, 4, tint(leather, 0.2))
        brush.line([(0, -48), (0, -36)], tint(trim, 0.3), 2)

    def light_in(brush: Brush) -> None:
        power = scheme.outside
        brush.soft(0, -130, 130, 90, scheme.window, 0.4 * power)
        brush.soft(side * 110, -120, 150, 150, scheme.window, 0.5 * power)
        brush.soft(0, 20, 190, 140, scheme.window, 0.22 * power)
        if lit:
            brush.soft(30, -30, 90, 80, mix(scheme.accent2, 0xFFBFE0FF, 0.4), 0.34)
            brush.soft(-side * 90, -150, 150, 120, scheme.lamp, 0.3)

    def dash(brush: Brush) -> None:
        cx = 38.0
        brush.smooth(
            [
                (-240, -16),
                (-120, -30),
                (-40, -34),
                (10, -36),
                (40, -48),
                (66, -36),
                (130, -30),
                (240, -16),
                (260, 220),
                (-260, 220),
            ],
            down(-46, 60, tint(trim, 0.16), trim, shade(trim, 0.5), stops=(0.0, 0.2, 1.0)),
        )
        brush.curve([(-200, -17), (-110, -27), (0, -32), (14, -34)], fade(tint(trim, 0.6), 0.5), 1.0)
        brush.box(-16, -24, 12, 4, 0xFF121319, 3)
        screen = mix(scheme.accent2, 0xFF1B2A3A, 0.5)
        brush.box(-14, -22, 10, 2, slant((-14, -22), (10, 2), tint(screen, 0.2), screen), 2)
        brush.curve([(-12, -2), (-6, -10), (-2, -8), (6, -19)], tint(scheme.accent, 0.3), 1.3)
        for vx in (-98, -70, -42):
            brush.box(vx - 11, -17, vx + 11, -8, 0xFF121319, 2)
            brush.many([(vx - 9, y) for y in (-15, -12.5, -10)], fade(tint(trim, 0.4), 0.6), 0.6)
        wheel = [(x, y) for x, y in arc_points(cx, -20, 33, 34, 0, 360, 50)]
        brush.line([*wheel, wheel[0]], 0xFF15151B, 7.5)
        brush.line(arc_points(cx, -20.6, 33.6, 34.6, 190, 350, 30), fade(tint(trim, 0.6), 0.55), 1.4)
        for angle in (0, 180, 90):
            end = arc_points(cx, -20, 32, 33, angle, angle + 1, 2)[0]
            brush.line([(cx, -18), end], 0xFF1D1E26, 8)
        brush.oval(cx, -18, 11, 10, across(cx - 11, cx + 11, 0xFF343640, 0xFF1C1D24))
        brush.oval(cx, -18, 4, 3.6, fade(tint(trim, 0.6), 0.6))

    def glass(brush: Brush) -> None:
        strength = {"day": 0.16, "dusk": 0.13, "night": 0.06}[scheme.place.time]
        with brush.defocus(3):
            brush.poly([(-130, -330), (-60, -330), (-150, 80), (-240, 80)], fade(0xFFFFFFFF, strength))
            brush.poly([(-44, -330), (-30, -330), (-118, 80), (-136, 80)], fade(0xFFFFFFFF, strength * 0.7))
            brush.poly([(96, -330), (140, -330), (60, 80), (30, 80)], fade(0xFFFFFFFF, strength * 0.4))

    def frame(brush: Brush) -> None:
        dark = shade(trim, 0.55)
        with brush.defocus(2.6):
            brush.box(-720, -640, 720, -262, dark)
            for s in (-1, 1):
                brush.poly(
                    [(s * 92, -330), (s * 720, -330), (s * 720, 220), (s * 150, 220), (s * 128, -60)],
                    down(-330, 60, dark, shade(dark, 0.3)),
                )
        brush.box(-25, -262, 25, -240, shade(trim, 0.4), 7)
        brush.box(
            -23, -260, 23, -242, slant((-23, -260), (23, -242), mix(scheme.sky[1], trim, 0.35), mix(scheme.sky[2], trim, 0.55)), 6
        )
        brush.box(-2, -272, 2, -260, dark)
        green = scheme.take("#6a8a58", 0.2)
        brush.line([(0, -240), (0, -228)], 0xFF2A2A30, 0.7)
        plants.leaf(brush, (0, -230), (0, -214), 5, green)

    layers = [still(4.0, far), alive(2.4, passing)]
    if scheme.place.weather != "clear":
        layers.append(alive(1.6, weather.distant_rain(scheme, (-160, -190, 160, -100), count=60)))
    layers.append(still(1.35, cabin, scheme=scheme, lights=light_in))
    if scheme.wet:
        layers.append(alive(1.35, weather.pane_drops(scheme, "rear", REAR)))
    layers.append(still(1.0, seats, scheme=scheme, lights=light_in, blur=0.5))

    sweep_at = chance.uniform(0, 3)

    def sweep(brush: Brush, seconds: float) -> None:
        """Street lamps gliding over the windscreen at night; pale reflections of the sky by day."""
        cycle = ((seconds + sweep_at) / 2.6) % 1.0
        x = 260 - 520 * cycle
        alpha = (0.15 if lit else 0.07) * (1 - abs(2 * cycle - 1))
        colour = scheme.lamp if lit else 0xFFFFFFFF
        brush.poly(
            [(x - 14, -330), (x + 34, -330), (x - 30, 80), (x - 96, 80)],
            across(x - 96, x + 40, fade(colour, 0), fade(colour, alpha), fade(colour, 0)),
        )

    front = [still(1.0, dash, scheme=scheme, lights=light_in, blur=0.3)]
    layers += [still(0.93, frame, scheme=scheme), still(0.92, glass), alive(0.92, sweep)]
    if scheme.wet:
        layers.append(alive(0.92, weather.pane_drops(scheme, "windscreen", (-115, -250, 115, -40))))
    return PlaceSet(
        layers=tuple(layers),
        front=tuple(front),
        marks=(("left", -38.0), ("right", 38.0), ("centre", 38.0), ("far_left", -46.0), ("far_right", 46.0)),
        seat=34.0,
        exits=(-190.0, 190.0),
        light=scheme.light(side=side, rim=scheme.lamp if lit else None, contrast=0.45),
        grade="neon" if scheme.night else "none",
    )


def _seat(brush: Brush, x: float, leather: int, side: float) -> None:
    lit = slant((x + side * 26, -130), (x - side * 26, -40), tint(leather, 0.16), shade(leather, 0.3))
    brush.smooth(
        [(x - 30, 20), (x - 31, -40), (x - 27, -100), (x - 18, -114), (x + 18, -114), (x + 27, -100), (x + 31, -40), (x + 30, 20)],
        lit,
    )
    brush.smooth(
        [(x - 17, 10), (x - 18, -40), (x - 15, -100), (x + 15, -100), (x + 18, -40), (x + 17, 10)], fade(tint(leather, 0.12), 0.6)
    )
    for dx in (-6, 6):
        brush.line([(x + dx, -112), (x + dx, -124)], 0xFF9A9CA2, 1.6)
    brush.box(x - 15, -143, x + 15, -119, lit, 8)
    brush.curve([(x - 12, -140), (x, -143), (x + 12, -140)], fade(tint(leather, 0.5), 0.5), 1)
    brush.smooth(
        [(x - 34, 40), (x - 32, -34), (x, -40), (x + 32, -34), (x + 34, 40)],
        down(-40, 20, tint(leather, 0.16), shade(leather, 0.35)),
    )
    for dx in (-12, 0, 12):
        brush.curve([(x + dx, -96), (x + dx * 1.1, -60), (x + dx, -42)], fade(shade(leather, 0.6), 0.35), 0.7)
