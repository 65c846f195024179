"""A street in perspective: façades with shops and signs on both sides, lamps, cars, a far skyline.

In: a scheme. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

import math
import random

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import frontage, lamps, plants, sky, skyline, space, weather
from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.space import at, quad
from onecrew.animation.sets.staging import MARKS, WORLD, alive, still
from onecrew.animation.sets.textures import bricks
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint, tone
from onecrew.story.places import read_place

KERB = 150.0
FRONT = 215.0
WALLS = ("#a8876c", "#8c8f94", "#b49a7e", "#7f7a86", "#94806e", "#6f8088", "#a3746a")


def build(scheme: Scheme) -> PlaceSet:
    """The set of a town street; houses, signs and shops differ by seed. A house that is named from outside (``EXT. CAFÉ``) gets
    its front."""
    inside = read_place(f"INT. {scheme.place.name}")
    if inside.known and inside.kind in frontage.FRONTS:
        return frontage.build(scheme, inside.kind)
    chance = scheme.rng("street")
    side = scheme.side
    rain, snow = scheme.wet, scheme.snowy
    lit = scheme.place.time != "day"
    asphalt = mix(scheme.take("#6a6a72", 0.4), tone("#2a2c3a"), 0.25 if rain else 0.0)
    if snow:
        asphalt = mix(asphalt, 0xFFD6DEEA, 0.5)
    signs = (scheme.accent, scheme.accent2, mix(scheme.accent, 0xFFFFE0A0, 0.5), mix(scheme.accent2, 0xFFB0A0FF, 0.4))
    houses = [(s, _row(scheme, f"row {s}")) for s in (-1.0, 1.0)]
    spots: list[lamps.Spot] = []
    neon: list[tuple[float, float, float, float, Tone]] = []

    def far(brush: Brush) -> None:
        sky.paint_sky(brush, scheme, sun_x=side * 22, horizon=-132)
        skyline.paint_skyline(brush, scheme, "street far", base=-132, low=40, high=120, haze=0.7, width=(14, 28))
        skyline.paint_skyline(
            brush, scheme, "street mid", base=-126, low=24, high=78, haze=0.45, width=(12, 26), left=-120, right=120
        )
        brush.soft(0, -140, 130, 60, scheme.sky[2], 0.55)

    def rows(brush: Brush) -> None:
        own = scheme.rng("street rows")
        # Under the houses: the pavement goes on, so a camera that pans never sees a hole between this layer and the ground's.
        brush.box(WORLD.left(), -139, WORLD.right(), WORLD.bottom(), shade(scheme.take("#9a938c", 0.35), 0.15))
        for s, row in houses:
            for near_z, far_z, high, wall, style in reversed(row):
                _house(brush, scheme, own, s, near_z, far_z, high, wall, style, spots, neon, signs)

    def rows_light(brush: Brush) -> None:
        if scheme.place.time != "night":
            x = -side * 150
            brush.soft(x, -260, 260, 330, scheme.window, 0.5 * scheme.outside)
            brush.soft(0, -150, 170, 130, scheme.window, 0.35 * scheme.outside)
        lamps.throw(brush, scheme, spots)
        for x, y, rx, _, colour in neon:
            brush.soft(x, y, rx * 3.2, rx * 4.2, colour, 0.5 * scheme.lamps if lit else 0.0)

    def rows_glow(brush: Brush) -> None:
        lamps.bloom(brush, scheme, spots)
        if lit:
            for x, y, rx, ry, colour in neon:
                brush.soft(x, y, rx * 2.4, ry * 2.4, colour, 0.42)
        air = mix(scheme.sky[2], scheme.sky[1], 0.4)
        brush.soft(0, -142, 80, 66, air, 0.5 if not scheme.night else 0.3)

    ground_spots: list[lamps.Spot] = []

    def ground(brush: Brush) -> None:
        own = scheme.rng("street ground")
        top = -139.0
        road = [at(-FRONT, 0, 9000), at(FRONT, 0, 9000), at(FRONT, 0, -252), at(-FRONT, 0, -252)]
        brush.poly(
            road,
            down(top, 180, mix(asphalt, scheme.sky[2], 0.35), asphalt, shade(asphalt, 0.22), stops=(0.0, 0.35, 1.0)),
        )
        pave = scheme.take("#9a938c", 0.35)
        if snow:
            pave = mix(pave, 0xFFE6ECF4, 0.75)
        for s in (-1.0, 1.0):
            points = [at(s * KERB, 0, -250), at(s * KERB, 0, 6000), at(s * FRONT, 0, 6000), at(s * FRONT, 0, -250)]
            brush.poly(points, down(top, 180, mix(pave, scheme.sky[2], 0.25), pave, shade(pave, 0.15)))
            seams = []
            for row in range(28):
                seams += [at(s * KERB, 0, row * 60 - 240), at(s * FRONT, 0, row * 60 - 240)]
            for seam in (KERB + 22, KERB + 44):
                seams += [at(s * seam, 0, -250), at(s * seam, 0, 1600)]
            brush.many(seams, fade(shade(pave, 0.6), 0.3), 0.6)
            quad(
                brush,
                [(s * KERB, 0, -250), (s * KERB, 0, 4000), (s * (KERB - 10), 0, 4000), (s * (KERB - 10), 0, -250)],
                tint(pave, 0.18),
            )
            quad(
                brush,
                [(s * (KERB - 10), 0, -250), (s * (KERB - 10), 0, 4000), (s * (KERB - 15), 0, 4000), (s * (KERB - 15), 0, -250)],
                shade(pave, 0.5),
            )
        paint_tone = fade(0xFFE8E2D2, 0.5 if not snow else 0.2)
        for i in range(9):
            x = -128.0 + i * 32
            quad(brush, [(x - 9, 0, 30), (x + 9, 0, 30), (x + 9, 0, 130), (x - 9, 0, 130)], fade(paint_tone, 0.42))
        for i in range(8):
            z = 220.0 + i * 260
            quad(brush, [(-4, 0, z), (4, 0, z), (4, 0, z + 120), (-4, 0, z + 120)], fade(paint_tone, 0.5))
        for _ in range(16):
            x, z = own.uniform(-130, 130), own.uniform(-200, 400)
            px, py = at(x, 0, z)
            brush.soft(px, py, own.uniform(14, 44), own.uniform(2, 6), 0xFF101018, 0.16)
        if snow:
            for _ in range(50):
                x, z = own.uniform(-150, 150), own.uniform(-240, 900)
                px, py = at(x, 0, z)
                brush.soft(px, py, own.uniform(20, 60) * space.scale_at(z), own.uniform(4, 9) * space.scale_at(z), 0xFFEAF0F8, 0.7)
        for s, z in ((-1.0, 60.0), (1.0, 420.0), (-1.0, 900.0)):
            ground_spots.append(_post(brush, s * side, z, scheme))
        _car(brush, scheme, own, side * 118, 330.0)
        _car(brush, scheme, own, side * 118, 640.0)
        for s, z in ((side, 190.0), (-side, 520.0)):
            _tree(brush, scheme, own, s * 176, z)

    def ground_light(brush: Brush) -> None:
        if not scheme.night:
            brush.soft(-side * 60, 10, 260, 120, scheme.window, 0.42 * scheme.outside)
            brush.soft(0, -120, 150, 60, scheme.window, 0.5 * scheme.outside)
        lamps.throw(brush, scheme, [*spots, *ground_spots])
        for spot in ground_spots:
            brush.soft(spot.x, min(40.0, -140 + (140 + spot.y) * -0.9), 120, 36, scheme.lamp, 0.5 * scheme.lamps if lit else 0.0)

    def ground_glow(brush: Brush) -> None:
        lamps.bloom(brush, scheme, ground_spots)
        if rain or scheme.night:
            strength = 0.5 if rain else 0.16
            for x, y, rx, ry, colour in neon:
                mirror = -278 - y
                brush.soft(x * 0.94, max(-100.0, mirror) + 18, rx * 1.5, 70 + ry, colour, strength * (1.0 if lit else 0.16))
            for spot in [*ground_spots, *spots[:8]]:
                brush.soft(spot.x, -6, 13, 88, scheme.lamp, strength * 0.9 * (scheme.lamps if lit else 0.1))
            if rain:
                brush.soft(0, -40, 90, 100, scheme.sky[2], 0.34 if not scheme.night else 0.16)

    phase = chance.uniform(0, 6)

    def life(brush: Brush, seconds: float) -> None:
        for lane, way, own in ((-58.0, 1, 0.0), (62.0, -1, 0.5)):
            cycle = (seconds / 7.5 + own + phase) % 1.0
            z = 3800 - 3100 * cycle if way > 0 else 700 + 3100 * cycle
            px, py = at(lane, 62, z)
            s = space.scale_at(z)
            body = shade(scheme.take("#5a5f6c", 0.3), 0.35)
            brush.box(px - 84 * s, py - 26 * s, px + 84 * s, py + 56 * s, fade(body, 0.95), 18 * s)
            brush.box(px - 64 * s, py - 66 * s, px + 64 * s, py - 14 * s, fade(shade(body, 0.3), 0.95), 20 * s)
            colour = 0xFFFFF3D0 if way > 0 else 0xFFFF4030
            alpha = 0.95 if lit or rain else 0.4
            for dx in (-58, 58):
                if alpha > 0.5:
                    brush.dots([(px + dx * s, py)], fade(colour, alpha * 0.2), 96 * s)
                brush.dots([(px + dx * s, py)], fade(colour, alpha), 24 * s)
        if lit and neon:
            flick = 0.5 + 0.5 * math.sin(seconds * 23) * math.sin(seconds * 7.3 + phase)
            x, y, rx, ry, colour = neon[0]
            if flick > 0.62:
                brush.oval(x, y, rx * 1.1, ry * 1.1, fade(0xFF0A0A18, 0.35))
            for i, (x, y, rx, ry, colour) in enumerate(neon[1:5]):
                pulse = 0.07 + 0.05 * math.sin(seconds * 1.7 + i * 2)
                brush.oval(x, y, rx * 1.2, ry * 1.15, fade(colour, pulse))

    def front(brush: Brush) -> None:
        own = scheme.rng("street front")
        for _ in brush.asides(5.0):
            x = -side * 126
            dark = 0xFF1B1C26
            brush.box(x - 7, -640, x + 7, 200, across(x - 7, x + 7, 0xFF2C2E3A, 0xFF3B3D4A, dark))
            brush.box(x - 22, -252, x + 22, -214, mix(scheme.accent, dark, 0.55), 3)
            plants.near_leaves(brush, side, scheme.take("#3f5a3c", 0.3), own, edge=118, low=120, high=20)

    def front_glow(brush: Brush) -> None:
        own = scheme.rng("street bokeh")
        if lit:
            for _ in range(9):
                s = own.choice((-1, 1))
                brush.oval(s * own.uniform(100, 150), own.uniform(-320, -230), 7, 7, fade(own.choice(signs), 0.2))

    area = (-120.0, -330.0, 120.0, -60.0)
    layers = [still(6.0, far), still(1.9, rows, scheme=scheme, lights=rows_light, glow=rows_glow)]
    layers.append(still(1.0, ground, scheme=scheme, lights=ground_light, glow=ground_glow, blur=0.9))
    layers.append(alive(1.6, life))
    if rain or snow:
        layers.append(alive(1.5, weather.distant_rain(scheme, area, count=90)))
    layers.append(still(0.82, front, scheme=scheme, glow=front_glow))
    over = weather.rain_over(scheme) if rain else weather.snow_over(scheme) if snow else None
    return PlaceSet(
        layers=tuple(layers),
        front=(),
        marks=MARKS,
        seat=0.0,
        exits=(-190.0, 190.0),
        light=scheme.light(
            side=-side if scheme.night else side,
            rim=mix(scheme.accent, scheme.accent2, 0.4) if scheme.night else None,
            contrast=0.45,
        ),
        over=over,
        grade="neon"
        if scheme.night
        else {"warm": "warm", "joyful": "warm", "sad": "cool", "tense": "cool"}.get(scheme.mood, "none"),
    )


House = tuple[float, float, float, Tone, str]


def _row(scheme: Scheme, name: str) -> list[House]:
    chance = scheme.rng(name)
    z, row = -180.0, []
    while z < 3400:
        deep = chance.uniform(240, 420)
        high = chance.uniform(560, 1150) if z > 100 else chance.uniform(520, 900)
        row.append((z, z + deep, high, scheme.take(chance.choice(WALLS), 0.4), chance.choice(("brick", "plaster", "panel"))))
        z += deep
    return row


def _house(
    brush: Brush,
    scheme: Scheme,
    own: random.Random,
    s: float,
    near: float,
    far: float,
    high: float,
    wall: Tone,
    style: str,
    spots: list[lamps.Spot],
    neon: list[tuple[float, float, float, float, Tone]],
    signs: tuple[Tone, ...],
) -> None:
    length = far - near
    haze = min(0.72, max(0.0, (near + 100) / 3300) ** 0.8)
    air = mix(scheme.sky[2], scheme.sky[1], 0.2)
    if scheme.night:
        air = mix(air, 0xFF5A6690, 0.35)
    lit_side = s * scheme.side < 0
    face = tint(wall, 0.08) if lit_side else shade(wall, 0.2)
    face = mix(face, air, haze)
    lamps_on = scheme.place.time != "day" or scheme.wet
    end = [at(s * FRONT, 0, near), at(s * (FRONT + 700), 0, near), at(s * (FRONT + 700), high, near), at(s * FRONT, high, near)]
    brush.poly(end, down(end[2][1], end[0][1], shade(face, 0.06), shade(face, 0.24)))
    with space.side_wall(brush, s * FRONT, near, far, high):
        brush.box(0, -high, length, 0, slant((0, -high), (length, 0), tint(face, 0.06), shade(face, 0.12)))
        if style == "brick" and near < 900:
            bricks(brush, 0, -high, length, -320, face, own, (44, 15))
        brush.box(0, -high, length, -high + 26, shade(face, 0.25))
        brush.box(0, -high + 26, length, -high + 34, fade(0xFF0B0A18, 0.3))
        brush.box(0, -322, length, -306, tint(face, 0.18))
        share = {"day": 0.0, "dusk": 0.42, "night": 0.5}[scheme.place.time]
        columns = max(2, round(length / 92))
        pitch = length / columns
        y = -430.0
        while y > -high + 60:
            for i in range(columns):
                x = (i + 0.5) * pitch
                on = own.random() < share
                warm = tone(own.choice(skyline.WINDOW_LIGHTS))
                glass = mix(warm, air, haze * 0.5) if on else mix(mix(scheme.sky[1], 0xFF26304A, 0.62), air, haze)
                brush.box(x - 23, y - 4, x + 23, y + 86, tint(face, 0.22))
                brush.box(x - 19, y, x + 19, y + 80, down(y, y + 80, tint(glass, 0.1), shade(glass, 0.18)))
                brush.box(x - 1.6, y, x + 1.6, y + 80, shade(face, 0.3))
                brush.box(x - 19, y + 30, x + 19, y + 33, shade(face, 0.3))
                if on and own.random() < 0.5:
                    brush.box(x - 19, y, x - 8, y + 80, fade(shade(warm, 0.35), 0.6))
                brush.box(x - 27, y + 84, x + 27, y + 91, tint(face, 0.28))
                if own.random() < 0.16 and near < 1400:
                    brush.box(x - 20, y + 92, x + 16, y + 118, mix(0xFFB9BCC0, air, haze))
                    brush.oval(x - 2, y + 105, 10, 10, mix(0xFF6A6E76, air, haze))
            y -= 138
        _shop(brush, scheme, own, length, face, air, haze, lamps_on)
    if scheme.snowy and near < 2000:
        a, b = at(s * FRONT, 322, near), at(s * FRONT, 322, far)
        brush.line([a, b], 0xFFE8EEF6, 2.6 * space.scale_at(near))
    middle = near + length * 0.5
    if middle < 1700:
        px, py = at(s * FRONT, 170, middle)
        scale = space.scale_at(middle)
        if lamps_on:
            spots.append(
                lamps.Spot(
                    px, py, 170 * scale, 0.5 * (1 - haze), colour=mix(0xFFFFDDA8, own.choice(signs), 0.2), bulb=0, falls=40 * scale
                )
            )
    if 0 < near < 1700 and own.random() < 0.85:
        colour = own.choice(signs)
        z = near + own.uniform(20, 80)
        h = own.uniform(330, 480)
        tall, wide = own.uniform(120, 190), own.uniform(34, 48)
        x1 = s * (FRONT - wide - 14)
        (ax, ay), (bx, by) = at(s * (FRONT - 12), h + tall / 2, z), at(x1, h - tall / 2, z)
        left, right = min(ax, bx), max(ax, bx)
        scale = space.scale_at(z)
        brush.line([at(s * FRONT, h + tall * 0.3, z), at(x1, h + tall * 0.3, z)], 0xFF22222C, 2.4 * scale)
        brush.box(
            left - 2 * scale, ay - 2 * scale, right + 2 * scale, by + 2 * scale, shade(mix(colour, 0xFF22222E, 0.6), 0.2), 4 * scale
        )
        glow = mix(colour, 0xFFFFFFFF, 0.25) if lamps_on else mix(colour, 0xFF8A8890, 0.3)
        brush.box(left, ay, right, by, mix(glow, shade(colour, 0.4), 0.55), 3 * scale)
        _glyphs(brush, own, left, ay, right, by, tint(colour, 0.75))
        neon.append(((left + right) / 2, (ay + by) / 2, (right - left) * 0.62, (by - ay) * 0.56, colour))


def _glyphs(brush: Brush, own: random.Random, left: float, top: float, right: float, low: float, ink: Tone) -> None:
    """Signs nobody can read: strokes with the rhythm of writing."""
    count = max(2, round((low - top) / (right - left) / 0.95))
    step = (low - top) / count
    wide = right - left
    for i in range(count):
        y = top + (i + 0.18) * step
        pairs = []
        for _ in range(own.randint(3, 5)):
            if own.random() < 0.55:
                row = y + own.random() * step * 0.64
                pairs += [(left + wide * own.uniform(0.18, 0.4), row), (left + wide * own.uniform(0.6, 0.82), row)]
            else:
                col = left + wide * own.uniform(0.25, 0.75)
                pairs += [(col, y), (col + wide * own.uniform(-0.1, 0.1), y + step * 0.64)]
        brush.many(pairs, ink, max(0.5, wide * 0.07))


def _shop(brush: Brush, scheme: Scheme, own: random.Random, length: float, face: Tone, air: Tone, haze: float, on: bool) -> None:
    inside = (
        mix(mix(0xFFFFD9A0, scheme.accent, 0.12), air, haze * 0.5) if on else mix(mix(scheme.sky[1], 0xFF33405A, 0.66), air, haze)
    )
    trim = mix(scheme.take(own.choice(("#4a3a34", "#2f4a4a", "#6b3a36", "#35405a", "#54604a")), 0.3), air, haze)
    brush.box(0, -300, length, 0, shade(trim, 0.15))
    brush.box(14, -226, length - 14, -46, down(-226, -46, tint(inside, 0.12), shade(inside, 0.3)))
    for _ in range(14):
        x = own.uniform(20, length - 30)
        tall = own.uniform(20, 80)
        brush.box(x, -46 - tall, x + own.uniform(10, 26), -46, fade(shade(inside, own.uniform(0.25, 0.6)), 0.6), 2)
    dx = length * own.choice((0.3, 0.62))
    brush.box(dx - 6, -228, dx + 90, 0, trim)
    brush.box(dx + 4, -220, dx + 80, -10, down(-220, -10, tint(inside, 0.2), shade(inside, 0.2)))
    brush.box(dx + 70, -120, dx + 74, -90, 0xFFD9C08A)
    for x in (length * 0.28, length * 0.8):
        brush.box(x - 2.5, -226, x + 2.5, -46, trim)
    brush.poly([(30, -226), (74, -226), (44, -46), (20, -46)], fade(0xFFFFFFFF, 0.12))
    brush.box(8, -296, length - 8, -244, down(-296, -244, tint(trim, 0.12), shade(trim, 0.15)))
    ink = tint(own.choice((scheme.accent, scheme.accent2)), 0.5) if on else tint(trim, 0.5)
    x = length * 0.2
    while x < length * 0.78:
        wide = own.uniform(14, 26)
        brush.box(x, -282, x + wide, -258, fade(ink, 0.9 * (1 - haze)), 3)
        x += wide + 7
    if own.random() < 0.6:
        cloth = mix(own.choice((scheme.accent, scheme.accent2, scheme.take("#c9bfae"))), air, haze)
        count = 9
        step = (length - 16) / count
        for i in range(count):
            a = 8 + i * step
            own_tone = cloth if i % 2 else mix(tint(cloth, 0.55), air, haze)
            brush.poly(
                [(a, -246), (a + step, -246), (a + step, -206), (a + step / 2, -199), (a, -206)],
                down(-246, -200, tint(own_tone, 0.1), shade(own_tone, 0.25)),
            )


def _post(brush: Brush, s: float, z: float, scheme: Scheme) -> lamps.Spot:
    x = s * (KERB + 14)
    scale = space.scale_at(z)
    foot, head = at(x, 0, z), at(x, 400, z)
    iron = shade(scheme.take("#3c4048", 0.3), 0.2)
    brush.soft(foot[0], foot[1], 16 * scale, 4 * scale, 0xFF080814, 0.5)
    brush.line([foot, (head[0], head[1] + 30 * scale)], iron, 6 * scale)
    brush.line([foot, (foot[0], foot[1] - 60 * scale)], iron, 10 * scale)
    tip = at(x - s * 78, 410, z)
    brush.curve([(head[0], head[1] + 36 * scale), (head[0], head[1] - 8 * scale), tip], iron, 4.4 * scale)
    brush.poly(
        [
            (tip[0] - 16 * scale, tip[1] + 5 * scale),
            (tip[0] + 16 * scale, tip[1] + 5 * scale),
            (tip[0] + 8 * scale, tip[1] - 5 * scale),
            (tip[0] - 8 * scale, tip[1] - 5 * scale),
        ],
        iron,
    )
    brush.oval(tip[0], tip[1] + 5 * scale, 13 * scale, 3 * scale, 0xFFFFF0CC)
    return lamps.Spot(tip[0], tip[1] + 6 * scale, 190 * scale, 0.66, bulb=10 * scale, falls=110 * scale)


def _car(brush: Brush, scheme: Scheme, own: random.Random, x: float, z: float) -> None:
    """A parked car seen from behind."""
    paint = mix(
        scheme.take(own.choice(("#7a3f3a", "#47566b", "#8a8a86", "#38423f", "#a08a62")), 0.3), scheme.sky[2], min(0.5, z / 2400)
    )
    with space.plane(brush, z), brush.moved(x, 0, 1.0):
        brush.soft(0, 0, 110, 16, 0xFF060610, 0.75)
        for wx in (-66, 66):
            brush.box(wx - 12, -34, wx + 12, 0, 0xFF14141A, 5)
        brush.smooth(
            [(-88, -20), (-90, -74), (-74, -92), (74, -92), (90, -74), (88, -20)],
            down(-95, -15, tint(paint, 0.25), paint, shade(paint, 0.45)),
        )
        brush.smooth(
            [(-70, -84), (-56, -136), (-40, -142), (40, -142), (56, -136), (70, -84)],
            down(-142, -84, tint(paint, 0.12), shade(paint, 0.2)),
        )
        brush.smooth(
            [(-60, -88), (-48, -130), (48, -130), (60, -88)],
            slant((-50, -130), (50, -88), mix(scheme.sky[1], 0xFF20283C, 0.4), mix(scheme.sky[2], 0xFF20283C, 0.66)),
        )
        for lx in (-76, 76):
            brush.box(lx - 11, -78, lx + 11, -62, 0xFF9A2A26, 3)
        brush.box(-22, -58, 22, -46, 0xFFE4E2D8, 2)
        brush.box(-86, -32, 86, -22, shade(paint, 0.5), 4)
        if scheme.snowy:
            brush.smooth([(-58, -134), (-40, -150), (40, -150), (58, -134)], 0xFFEAF0F8)


def _tree(brush: Brush, scheme: Scheme, own: random.Random, x: float, z: float) -> None:
    with space.plane(brush, z):
        plants.trunk(brush, x, 0, -330, 15, scheme.take("#5c4838", 0.3), own, light=scheme.side, branches=3)
        green = scheme.take("#5f7f4e", 0.3)
        if scheme.snowy:
            green = 0xFFDDE5EE
        plants.foliage(
            brush, x, -390, 88, 96, (shade(green, 0.45), shade(green, 0.18), green), own, count=300, size=13, light=scheme.side
        )
        brush.box(x - 34, -3, x + 34, 4, 0xFF2A2724, 2)
