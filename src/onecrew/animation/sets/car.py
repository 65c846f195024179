"""Inside a car, seen through the windscreen: two front seats, the rear window and the road behind passing.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

import skia

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import plants, sky, skyline, weather
from onecrew.animation.sets.brush import Brush, across, arc_points, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import alive, still
from onecrew.animation.sets.tone import fade, mix, shade, tint, tone

REAR = (-66.0, -200.0, 66.0, -112.0)
"""The rear window as seen."""


def build(scheme: Scheme) -> PlaceSet:
    """The set of a moving car; people sit at ±38, the wheel before the one on the right of the screen."""
    chance = scheme.rng("car")
    side = scheme.side
    leather = scheme.take(chance.choice(("#5a4a42", "#4a4c54", "#7a6248", "#3f444c")), 0.3)
    trim = scheme.take("#74727a", 0.3)
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
    # By day there is more to see than houses: trees along the road, taller and shorter.
    trees = [] if lit else [(chance.uniform(0, 1), chance.uniform(0.7, 1.25), chance.choice((-1, 1))) for _ in range(9)]
    leaves = mix(scheme.take("#6f9a58", 0.2), scheme.sky[2], 0.12)
    if scheme.snowy:
        leaves = mix(leaves, 0xFFF0F4FA, 0.7)
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
        sky.paint_sky(brush, scheme, sun_x=side * 20, horizon=-134)
        if not lit and not scheme.wet and not scheme.snowy:
            brush.box(-720, -640, 720, -123, down(-215, -128, fade(0xFF4F96DC, 0.5), fade(0xFF8FC0E8, 0.0)))
            for x, y, wide in ((-44, -186, 26), (-20, -181, 18), (30, -192, 22), (52, -187, 16), (96, -176, 24), (-104, -178, 26)):
                brush.soft(x, y, wide, wide * 0.3, 0xFFFFFFFF, 0.75)
        skyline.paint_skyline(brush, scheme, "car far", base=-130, low=16, high=66, haze=0.5, width=(12, 26))
        road = mix(scheme.take("#6a6a72", 0.4), scheme.sky[2], 0.2)
        road = shade(road, {"day": 0.1, "dusk": 0.45, "night": 0.7}[scheme.place.time])
        brush.box(-720, -123, 720, 200, down(-123, -60, mix(road, scheme.sky[2], 0.4), road))
        brush.poly([(-3, -123), (3, -123), (70, 60), (-70, 60)], tint(road, 0.05))
        if not lit:
            for s in (-1, 1):
                brush.poly(
                    [(s * 9, -123), (s * 720, -123), (s * 720, -60), (s * 60, -60)], down(-123, -60, leaves, shade(leaves, 0.3))
                )
            brush.many([(0, -122), (0, -116), (0, -110), (0, -98), (0, -88), (0, -66)], fade(0xFFF4F0E2, 0.8), 1.4, round_=False)
            brush.soft(side * 46, -178, 70, 60, scheme.window, 0.55)

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
                brush.many(pairs, fade(0xFFFFD9A0, 0.75), 3.2 * scale, round_=False)
            else:
                glass = mix(scheme.sky[0], 0xFF2E3E54, 0.5)
                pairs = []
                for i in range(4):
                    for j in range(3):
                        px = x + (x1 - x) * (0.15 + 0.3 * j)
                        py = -122 - tall * scale * (0.25 + 0.19 * i)
                        pairs += [(px, py), (px + 4 * scale * s, py)]
                brush.many(pairs, fade(mix(glass, scheme.sky[2], 0.5 * (1 - near)), 0.8), 5 * scale, round_=False)
        for near, grown, s in sorted(((1 - (start + seconds * 0.13 * speed) % 1.0) ** 2.4, grown, s) for start, grown, s in trees):
            x = s * (13 + 255 * near)
            scale = (0.22 + 1.5 * near) * grown
            green = mix(leaves, scheme.sky[2], 0.4 * (1 - near))
            brush.line(
                [(x, -118 + 22 * near), (x, -122 - 34 * scale)], mix(0xFF5A4434, scheme.sky[2], 0.4 * (1 - near)), 4.4 * scale
            )
            for dx, dy, wide in ((0, -52, 25), (-15, -42, 18), (15, -44, 19), (3, -68, 18)):
                brush.oval(
                    x + dx * scale, -122 + dy * scale, wide * scale, wide * 0.9 * scale, shade(green, 0.12 if dy > -50 else 0.0)
                )
            brush.oval(x + side * 7 * scale, -122 - 62 * scale, 13 * scale, 11 * scale, fade(tint(green, 0.3), 0.7))
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
        brush.box(-720, -640, 720, 200, down(-260, 40, roof, shade(trim, 0.1), shade(trim, 0.5), stops=(0.0, 0.36, 1.0)))
        brush.box(-720, -640, 720, -214, down(-330, -214, shade(roof, 0.3), tint(roof, 0.08)))
        brush.curve([(-130, -222), (0, -232), (130, -222)], fade(shade(roof, 0.5), 0.4), 1.2)
        brush.box(-14, -236, 14, -228, tint(roof, 0.25), 3)
        brush.box(-10, -233, 10, -229, mix(scheme.lamp, 0xFFFFFFFF, 0.4), 2)
        eraser = Brush(brush.canvas, skia.BlendMode.kClear)
        for grow, target, colour in ((5.0, brush, shade(trim, 0.5)), (0.0, eraser, 0xFF000000)):
            rear = [(-66, -110), (-67, -150), (-58, -198), (0, -203), (58, -198), (67, -150), (66, -110), (0, -108)]
            target.smooth([(x * (1 + grow / 66), y + (grow if y > -130 else -grow)) for x, y in rear], colour)
            for s in (-1, 1):
                pane = [(78, -106), (80, -150), (76, -190), (110, -200), (200, -204), (260, -100), (160, -98)]
                target.smooth([(s * (x + (-grow if x < 90 else grow)), y + (grow if y > -130 else -grow)) for x, y in pane], colour)
        for i in range(11):
            y = -192 + i * 7
            brush.line([(-58, y), (58, y)], 0x2A302020, 0.5)
        brush.box(-96, -112, 96, -60, down(-112, -60, tint(leather, 0.1), shade(leather, 0.4)), 12)
        for x in (-44, 44):
            brush.box(x - 15, -130, x + 15, -106, down(-130, -106, tint(leather, 0.16), shade(leather, 0.25)), 7)
        brush.line([(-92, -108), (92, -108)], fade(tint(leather, 0.5), 0.4), 1)
        for s in (-1, 1):
            brush.smooth(
                [(s * 64, -226), (s * 78, -226), (s * 82, -150), (s * 78, -70), (s * 68, -100), (s * 72, -150)],
                across(s * 64, s * 82, shade(roof, 0.2), tint(roof, 0.05), shade(roof, 0.4)),
            )
            brush.curve([(s * 74, -204), (s * 72, -150), (s * 60, -108)], fade(0xFF24252C, 0.8), 2.4)
            brush.smooth(
                [(s * 100, -94), (s * 180, -100), (s * 200, 120), (s * 92, 120)], down(-98, 60, tint(trim, 0.12), shade(trim, 0.4))
            )
            brush.line([(s * 101, -92), (s * 180, -98)], tint(trim, 0.35), 2)
            brush.smooth([(s * 108, -58), (s * 150, -62), (s * 150, -44), (s * 106, -42)], shade(leather, 0.1))
            brush.curve([(s * 88, -214), (s * 104, -219), (s * 120, -214)], shade(roof, 0.4), 2.2)

    def seats(brush: Brush) -> None:
        for x in (-38.0, 38.0):
            _seat(brush, x, leather, side)
        brush.box(-10, -58, 10, 160, down(-58, 60, tint(trim, 0.12), shade(trim, 0.4)), 4)
        brush.oval(0, -52, 5, 4, tint(leather, 0.2))
        brush.line([(0, -48), (0, -36)], tint(trim, 0.3), 2)

    def light_in(brush: Brush) -> None:
        power = scheme.outside
        brush.soft(0, -140, 150, 110, scheme.window, 0.5 * power)
        brush.soft(side * 110, -120, 190, 190, scheme.window, 0.6 * power)
        brush.soft(0, 20, 210, 160, scheme.window, 0.35 * power)
        if not lit and not scheme.wet:
            # The sun falls in from one side, over the shoulder and the seat.
            brush.soft(side * 74, -96, 92, 110, mix(scheme.window, 0xFFFFE2AE, 0.5), 0.6 * power)
            brush.soft(side * 58, -12, 120, 46, mix(scheme.window, 0xFFFFE2AE, 0.5), 0.55 * power)
        if lit:
            brush.soft(30, -30, 110, 100, mix(scheme.accent2, 0xFFBFE0FF, 0.4), 0.42)
            brush.soft(0, -225, 150, 120, scheme.lamp, 0.4)
            brush.soft(-side * 90, -140, 150, 130, mix(scheme.lamp, scheme.accent, 0.4), 0.34)

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
        strength = {"day": 0.1, "dusk": 0.08, "night": 0.035}[scheme.place.time]
        pale = mix(scheme.sky[1], 0xFFFFFFFF, 0.5)
        for points, share in (
            ([(-120, -270), (-70, -270), (-150, 80), (-220, 80)], 1.0),
            ([(-52, -270), (-40, -270), (-118, 80), (-136, 80)], 0.6),
            ([(96, -270), (130, -270), (60, 80), (34, 80)], 0.4),
        ):
            brush.poly(points, slant(points[0], points[2], fade(pale, strength * share), fade(pale, 0)), 2.0)

    def frame(brush: Brush) -> None:
        dark = shade(trim, 0.55)
        brush.box(-720, -640, 720, -268, down(-320, -262, shade(dark, 0.2), dark))
        brush.box(-720, -269, 720, -262, down(-269, -262, dark, fade(dark, 0)))
        for _ in brush.asides(2.6, 60.0):
            for s in (-1, 1):
                points = [(s * 96, -330), (s * 720, -330), (s * 720, 220), (s * 160, 220), (s * 122, -60)]
                brush.poly(points, down(-330, 60, dark, shade(dark, 0.3)))
        brush.box(-25, -262, 25, -240, shade(trim, 0.4), 7)
        mirror = slant((-23, -260), (23, -242), mix(scheme.sky[1], trim, 0.35), mix(scheme.sky[2], trim, 0.55))
        brush.box(-23, -260, 23, -242, mirror, 6)
        brush.box(-2, -272, 2, -260, dark)
        green = scheme.take("#6a8a58", 0.2)
        brush.line([(0, -240), (0, -228)], 0xFF2A2A30, 0.7)
        plants.leaf(brush, (0, -230), (0, -214), 5, green)

    # Dark trim would swallow the light of the other places.
    bright = mix(scheme.ambient, 0xFFFFFFFF, {"day": 0.78, "dusk": 0.3, "night": 0.16}[scheme.place.time])
    layers = [still(4.0, far), alive(2.4, passing)]
    if scheme.place.weather != "clear":
        layers.append(alive(1.6, weather.distant_rain(scheme, (-160, -210, 160, -100), count=60)))
    layers.append(still(1.35, cabin, scheme=scheme, ambient=bright, lights=light_in))
    if scheme.wet:
        layers.append(alive(1.35, weather.pane_drops(scheme, "rear", REAR)))
    layers.append(still(1.0, seats, scheme=scheme, ambient=bright, lights=light_in, blur=0.5))

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

    front = [still(1.0, dash, scheme=scheme, ambient=bright, lights=light_in, blur=0.3)]
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
