"""One of ``PROPS`` large on a table of the place. In: a Picture. Out: paint. Never: text, except the prop's own blank shapes.

Each prop is painted in units of a hundredth of the frame's width around the point where it stands; y is downwards.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import skia

from onecrew.animation.cel import Cel, Pixels, cel_of, surface_on
from onecrew.animation.inserts import surface
from onecrew.animation.picture import Picture
from onecrew.animation.sets import plants, weather
from onecrew.animation.sets.brush import Brush, across, arc_points, disc, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.tone import fade, mix, shade, tint, tone

LYING = ("key", "knife", "umbrella")
"""Things whose middle, not whose foot, is at the point they are painted around."""

LARGE = {
    "ring": 1.5, "phone": 1.5, "letter": 1.3, "photo": 1.45, "book": 1.2, "glass": 1.6, "flowers": 1.35, "gift": 1.3, "key": 1.25,
}  # fmt: skip
"""How much nearer the camera is to small things: each fills the frame."""

STANDS_AT = 0.655
"""Where the thing's foot is, as a share of the frame's height."""


def draw(frame: Pixels, picture: Picture, seconds: float) -> None:
    """The thing on its table; light wanders over it, a cup steams, a ring glints."""
    width, height = picture.format.width, picture.format.height
    canvas = surface.push_in(frame, _still(picture), picture, seconds, by=0.045)
    brush = Brush(canvas)
    prop = _prop(picture)
    with brush.moved(width * 0.475, height * STANDS_AT, width / 100 * LARGE.get(prop, 1.0)):
        if prop == "cup":
            weather.steam(brush, 0, -36, seconds, tall=30, strength=0.34)
        if prop in ("ring", "knife", "key", "glass", "phone"):
            x, y = {
                "ring": (0.0, -25.0),
                "knife": (12.0, -9.5),
                "key": (-17.0, -9.0),
                "glass": (-7.0, -34.0),
                "phone": (12.0, -27.0),
            }[prop]
            _glint(Brush(canvas, skia.BlendMode.kPlus), x, y, seconds)
    surface.drift(frame, surface.scheme_of(picture), seconds)


def _prop(picture: Picture) -> str:
    insert = picture.shot.insert
    return insert.prop if insert is not None else "none"


def _glint(brush: Brush, x: float, y: float, seconds: float) -> None:
    strength = max(0.0, math.sin(seconds * 1.9 - 0.6)) ** 6
    if strength < 0.02:
        return
    for dx, dy in ((9.0, 0.7), (0.7, 9.0)):
        brush.soft(x, y, dx * strength + 0.5, dy * strength + 0.5, 0xFFFFFFFF, 0.9 * strength)
    brush.soft(x, y, 5, 5, 0xFFFFF0D0, 0.5 * strength)


@lru_cache(maxsize=4)
def _still(picture: Picture) -> Cel:
    width, height = picture.format.width, picture.format.height
    shot = picture.shot
    scheme = surface.scheme_of(picture)
    pixels = surface.table(shot.place, picture.palette, picture.seed, shot.mood, width, height).copy()
    canvas = surface_on(pixels).getCanvas()
    brush = Brush(canvas)
    paint = PAINTERS.get(_prop(picture))
    if paint is not None:
        with brush.moved(width * 0.475, height * STANDS_AT, width / 100 * LARGE.get(_prop(picture), 1.0)):
            away = -scheme.side
            if _prop(picture) in LYING:
                brush.soft(away * 3, -3.5, 46, 8, 0xFF05040C, 0.6)
            else:
                brush.soft(away * 12, 1.5, 44, 9, 0xFF05040C, 0.62)
                brush.soft(away * 2, 0.5, 30, 4.5, 0xFF05040C, 0.8)
            veil = mix(scheme.ambient, 0xFFFFFFFF, 0.45 if not scheme.night else 0.32)
            canvas.saveLayer(None, None)
            paint(brush, scheme)
            canvas.saveLayer(None, skia.Paint(BlendMode=skia.BlendMode.kModulate))
            brush.box(-200, -200, 200, 200, veil)
            Brush(canvas, skia.BlendMode.kPlus).soft(scheme.side * 30, -40, 90, 80, surface.light_on(scheme), 0.7)
            canvas.restore()
            canvas.restore()
    return cel_of(pixels)


def _cup(brush: Brush, scheme: Scheme) -> None:
    china = mix(0xFFEDE6DA, scheme.accent2, 0.12)
    brush.oval(0, -3, 35, 8.4, shade(china, 0.3))
    brush.oval(0, -4.4, 34.5, 7.8, slant((-30, -10), (30, 2), tint(china, 0.3), shade(china, 0.14)))
    brush.oval(0, -5, 18, 3.8, fade(shade(china, 0.5), 0.4))
    path = [(24.0, -33.0), (36, -34), (38, -20), (22, -14)]
    brush.curve(path, shade(china, 0.18), 4.2)
    brush.curve(path, tint(china, 0.2), 1.4)
    body = across(-23, 23, tint(china, 0.35), china, shade(china, 0.12), shade(china, 0.42))
    brush.smooth([(-24, -38), (-24, -38), (-22, -18), (-14, -5), (0, -4), (14, -5), (22, -18), (24, -38), (24, -38)], body)
    brush.oval(0, -38, 23.4, 5.2, tint(china, 0.4))
    brush.oval(0, -37.6, 21.4, 4.3, 0xFF4A2A1A)
    brush.oval(0, -37.2, 19.6, 3.6, disc(-3, -38, 20, 0xFFC99A68, 0xFF8A5A36, 0xFF5A3420))
    brush.smooth([(0, -35), (-6, -38.5), (-2, -39.6), (0, -38.2), (2, -39.6), (6, -38.5)], 0xFFF0DDBE)
    brush.smooth([(-19, -34), (-17, -34), (-15, -14), (-17, -14)], 0x66FFFFFF)
    brush.box(-22.6, -30, 22.6, -28.6, fade(scheme.accent, 0.75))


def _phone(brush: Brush, scheme: Scheme) -> None:
    brush.poly([(-20, -2), (20, -2), (16, -52), (-16, -52)], 0xFF0A0A0E)
    brush.poly([(-20.5, -3), (20.5, -3), (16.3, -53), (-16.3, -53)], slant((-20, -53), (20, -2), 0xFF7A7E8A, 0xFF2A2C34))
    brush.poly([(-19.4, -4), (19.4, -4), (15.4, -52), (-15.4, -52)], 0xFF0B0B12)
    screen = mix(scheme.accent2, 0xFF141A2A, 0.4)
    brush.poly(
        [(-18.4, -5), (18.4, -5), (14.6, -51), (-14.6, -51)],
        slant((-15, -51), (18, -5), tint(mix(screen, scheme.accent, 0.4), 0.16), shade(screen, 0.4)),
    )
    for i, (y, half) in enumerate(((-38.0, 11.6), (-30.5, 12.2))):
        brush.box(-half, y, half, y + 6, fade(0xFFFFFFFF, 0.32 - 0.08 * i), 1.6)
        brush.oval(-half + 3, y + 3, 1.8, 1.8, scheme.accent)
        brush.box(-half + 6, y + 1.6, half * 0.3, y + 2.5, fade(0xFFFFFFFF, 0.7), 0.4)
        brush.box(-half + 6, y + 3.6, half * 0.7, y + 4.4, fade(0xFFFFFFFF, 0.4), 0.4)
    brush.poly([(-14.6, -51), (-2, -51), (-12, -5), (-18.4, -5)], 0x1FFFFFFF)
    brush.box(-4, -7.6, 4, -6.9, 0xAAFFFFFF, 0.4)


def _letter(brush: Brush, scheme: Scheme) -> None:
    paper = tone(scheme.palette.paper)
    brush.poly([(-31, -2), (27, 2), (30, -34), (-26, -38)], slant((-30, -38), (30, 2), tint(paper, 0.2), shade(paper, 0.18)))
    brush.poly([(-26, -38), (30, -34), (3, -13)], slant((0, -38), (2, -12), tint(paper, 0.35), shade(paper, 0.1)))
    brush.line([(-26, -38), (3, -13), (30, -34)], fade(shade(paper, 0.55), 0.6), 0.5)
    brush.line([(-31, -2), (-4, -19)], fade(shade(paper, 0.5), 0.4), 0.4)
    brush.line([(27, 2), (8, -17)], fade(shade(paper, 0.5), 0.4), 0.4)
    wax = mix(scheme.accent, 0xFF9A2A2A, 0.5)
    brush.smooth(
        [(3 + 5.6 * math.cos(a) * (1 + 0.12 * math.sin(a * 3)), -14 + 5 * math.sin(a)) for a in [i * 0.63 for i in range(10)]],
        disc(1.6, -16, 8, tint(wax, 0.35), wax, shade(wax, 0.4)),
    )
    brush.ring(3, -14, 3.1, 2.7, fade(shade(wax, 0.5), 0.7), 0.6)
    brush.smooth([(3, -16), (4.6, -14), (3, -12), (1.4, -14)], fade(tint(wax, 0.4), 0.7))


def _photo(brush: Brush, scheme: Scheme) -> None:
    with brush.moved(0, 0, 1.0, -5):
        brush.box(-24, -56, 24, -1, slant((-24, -56), (24, 0), 0xFFFBF6EA, 0xFFD6CCBA), 0.8)
        brush.box(-21, -53, 21, -14, down(-53, -14, 0xFFAFC0BE, 0xFFE9D2A4, 0xFFD9A878))
        brush.soft(9, -42, 16, 16, 0xFFFFF2CC, 0.9)
        with brush.within(-21, -53, 21, -14):
            brush.smooth([(-30, -8), (-30, -26), (-8, -33), (6, -25), (30, -32), (30, -8)], 0xFF7F8A62)
        for x, tone_, tall in ((-5.0, scheme.accent, 25.0), (6.0, scheme.accent2, 27.5)):
            brush.smooth(
                [
                    (x - 6.4, -14),
                    (x - 6, -14 - tall * 0.5),
                    (x - 2, -14 - tall * 0.64),
                    (x + 2, -14 - tall * 0.64),
                    (x + 6, -14 - tall * 0.5),
                    (x + 6.4, -14),
                ],
                mix(tone_, 0xFFE2C796, 0.3),
            )
            brush.oval(x, -14 - tall * 0.79, 3.2, 3.9, 0xFFD9AC8C)
            brush.smooth(
                [
                    (x - 3.7, -14 - tall * 0.78),
                    (x - 3, -14 - tall * 0.97),
                    (x + 3, -14 - tall * 0.97),
                    (x + 3.7, -14 - tall * 0.78),
                    (x, -14 - tall * 0.86),
                ],
                0xFF4A3428,
            )
        brush.box(-21, -14, 21, -13, 0x30302018)
        brush.poly([(-21, -53), (-2, -53), (-15, -14), (-21, -14)], 0x1CFFFFFF)


def _bag(brush: Brush, scheme: Scheme) -> None:
    hide = mix(scheme.take("#8a4f34", 0.15), scheme.accent, 0.2)
    for dy, colour in ((0.0, shade(hide, 0.45)), (-0.8, shade(hide, 0.1))):
        brush.curve([(-13, -40 + dy), (-13, -66 + dy), (0, -70 + dy), (13, -66 + dy), (13, -40 + dy)], colour, 2.6)
    brush.smooth(
        [(-33, 0), (-34, -10), (-28, -44), (-20, -46), (20, -46), (28, -44), (34, -10), (33, 0)],
        slant((-30, -46), (34, 0), tint(hide, 0.28), hide, shade(hide, 0.45)),
    )
    brush.smooth(
        [(-28, -45), (28, -45), (31, -24), (14, -17), (-14, -17), (-31, -24)],
        slant((-26, -45), (28, -18), tint(hide, 0.22), shade(hide, 0.2)),
    )
    brush.curve([(-30, -25), (-14, -18), (14, -18), (30, -25)], fade(shade(hide, 0.7), 0.5), 0.7)
    for i in range(14):
        x = -27 + i * 4.1
        brush.line([(x, -42), (x + 2, -42)], fade(tint(hide, 0.6), 0.6), 0.35)
    brush.box(-5, -23, 5, -13, slant((-5, -23), (5, -13), 0xFFF4DEA4, 0xFF9A7434), 1.4)
    brush.box(-2.4, -20.4, 2.4, -15.6, shade(hide, 0.5), 0.8)
    brush.smooth([(-24, -8), (-20, -8), (-18, -38), (-22, -38)], 0x24FFFFFF)


def _flowers(brush: Brush, scheme: Scheme) -> None:
    chance = scheme.rng("bouquet")
    green = 0xFF5F8448
    wrap = mix(tone(scheme.palette.paper), scheme.accent2, 0.2)
    for i in range(13):
        angle = math.radians(-90 + (i - 6) * 9)
        plants.leaf(
            brush, (0, -24), (math.cos(angle) * 30, -34 + math.sin(angle) * 34), 4.5, mix(green, shade(green, 0.4), chance.random())
        )
    heads = [
        (-16.0, -52.0, 8.0),
        (0.0, -60.0, 8.6),
        (16.0, -53.0, 8.0),
        (-8.0, -45.0, 8.8),
        (9.0, -44.0, 9.0),
        (-22.0, -41.0, 6.6),
        (22.0, -40.0, 6.6),
        (0.0, -36.0, 7.0),
    ]
    for i, (x, y, size) in enumerate(heads):
        colour = (scheme.accent, tint(scheme.accent, 0.45), 0xFFF4E6D0, mix(scheme.accent, 0xFFC04A6A, 0.5))[i % 4]
        for ring, count in ((1.0, 9), (0.72, 7), (0.44, 5)):
            for k in range(count):
                angle = k * 6.283 / count + ring * 2 + i
                px, py = x + math.cos(angle) * size * ring * 0.6, y + math.sin(angle) * size * ring * 0.56
                brush.oval(
                    px,
                    py,
                    size * 0.42 * (0.6 + ring * 0.5),
                    size * 0.38 * (0.6 + ring * 0.5),
                    disc(px - 1, py - 1.4, size * 0.6, tint(colour, 0.34 * ring), shade(colour, 0.3 * (1.25 - ring))),
                )
        brush.oval(x, y, size * 0.2, size * 0.18, shade(colour, 0.4))
    for _ in range(26):
        x, y = chance.uniform(-26, 26), chance.uniform(-62, -36)
        brush.oval(x, y, 0.9, 0.9, 0xFFF8F4E8)
    brush.poly(
        [(-26, -38), (-12, -31), (0, -33), (12, -31), (26, -38), (9, 2), (-9, 2)],
        across(-24, 24, tint(wrap, 0.25), wrap, shade(wrap, 0.3)),
    )
    brush.poly([(-26, -38), (-12, -31), (3, -2), (-9, 2)], fade(tint(wrap, 0.4), 0.7))
    brush.line([(-4, -30), (0, 0)], fade(shade(wrap, 0.5), 0.3), 0.6)
    brush.box(-11, -12, 11, -7, across(-11, 11, tint(scheme.accent, 0.2), shade(scheme.accent, 0.3)), 0.8)
    for s in (-1, 1):
        brush.smooth(
            [(0, -9.5), (s * 6, -15), (s * 13, -12), (s * 8, -8)],
            slant((0, -15), (s * 12, -8), tint(scheme.accent, 0.3), shade(scheme.accent, 0.2)),
        )
        brush.smooth([(0, -9), (s * 5, -4), (s * 8, 4), (s * 4, 3)], shade(scheme.accent, 0.15))


def _ring(brush: Brush, scheme: Scheme) -> None:
    velvet = mix(scheme.accent, 0xFF2A1830, 0.55)
    brush.smooth(
        [(-24, 0), (-25, -12), (-22, -16), (22, -16), (25, -12), (24, 0)], down(-16, 0, tint(velvet, 0.12), shade(velvet, 0.45))
    )
    brush.smooth(
        [(-24, -30), (-25, -54), (-18, -58), (18, -58), (25, -54), (24, -30)],
        slant((-24, -58), (24, -28), tint(velvet, 0.16), shade(velvet, 0.3)),
    )
    brush.smooth([(-20, -32), (-21, -52), (-15, -54), (15, -54), (21, -52), (20, -32)], down(-54, -30, 0xFFE9DECB, 0xFFB9A890))
    brush.poly([(-24, -16), (24, -16), (22, -31), (-22, -31)], down(-31, -16, shade(velvet, 0.35), tint(velvet, 0.14)))
    brush.box(-24.4, -17, 24.4, -15, 0xFFC9A25A, 0.6)
    brush.oval(0, -20.5, 12, 2.6, shade(velvet, 0.6))
    gold = [(x, y) for x, y in arc_points(0, -26, 9.6, 9.4, 140, 400, 40)]
    brush.line(gold, 0xFF8A6224, 3.0)
    brush.line(gold, 0xFFE2B75E, 2.0)
    brush.line(gold[6:20], 0xFFFFF0C4, 0.7)
    x, y = 0.0, -37.5
    brush.poly(
        [(x - 6.2, y), (x - 3.4, y - 3.6), (x + 3.4, y - 3.6), (x + 6.2, y), (x, y + 6.6)],
        slant((x - 6, y - 4), (x + 6, y + 6), 0xFFFFFFFF, 0xFFAFD4EC, 0xFFE9F6FF),
    )
    for points, colour in (
        ([(x - 6.2, y), (x - 2, y), (x, y + 6.6)], 0x88D2ECFF),
        ([(x - 2, y), (x + 2, y), (x, y + 6.6)], 0xCCFFFFFF),
        ([(x - 3.4, y - 3.6), (x, y - 3.6), (x - 2, y)], 0xAAFFFFFF),
        ([(x + 3.4, y - 3.6), (x + 6.2, y), (x + 2, y)], 0x887FB4D8),
    ):
        brush.poly(points, colour)
    for dx in (-4, 4):
        brush.line([(x + dx * 0.7, y + 3.6), (x + dx * 1.05, y - 0.6)], 0xFFE2B75E, 0.9)


def _key(brush: Brush, scheme: Scheme) -> None:
    brass, deep = 0xFFD3A653, 0xFF7A5522
    with brush.moved(0, -8, 1.0, -14):
        for dy, colour, grow in ((1.6, deep, 0.8), (0.0, brass, 0.0)):
            brush.ring(-20, dy, 9, 6.4, colour, 4 + grow)
            brush.box(-12, -1.9 + dy, 26, 1.9 + dy, colour, 1.4)
            brush.box(14, dy, 18, 7.4 + dy, colour, 0.6)
            brush.box(21, dy, 25, 9 + dy, colour, 0.6)
            brush.box(-11.4, -3.2 + dy, -8.8, 3.2 + dy, colour, 0.8)
        brush.line([(-10, -0.9), (25, -0.9)], 0xFFFFECBC, 0.7)
        brush.line(arc_points(-20, -0.4, 9.4, 6.8, 190, 300, 16), 0xFFFFECBC, 0.8)
    tag = mix(scheme.accent, 0xFF5A3A2A, 0.2)
    brush.curve([(-24, -5), (-30, 2), (-28, 10)], 0xFF3A2A20, 0.8)
    brush.smooth([(-34, 8), (-28, 5), (-20, 9), (-20, 20), (-30, 21)], slant((-34, 6), (-20, 20), tint(tag, 0.3), shade(tag, 0.25)))
    brush.oval(-28, 9.4, 1, 1, shade(tag, 0.6))


def _umbrella(brush: Brush, scheme: Scheme) -> None:
    cloth = mix(scheme.accent, 0xFF3A2F4A, 0.3)
    with brush.moved(0, -12, 1.0, -18):
        brush.line([(-46, 0), (-40, 0)], 0xFFC9CCD2, 1.4)
        for i, spread in enumerate((7.5, 4.6, 1.6, -1.6, -4.6, -7.5)):
            colour = shade(cloth, 0.1 + 0.1 * i)
            brush.smooth(
                [
                    (-40, 0),
                    (-20, spread * 0.7 - 1.5),
                    (20, spread * 1.15 - 2),
                    (25, spread * 1.0),
                    (20, spread * 1.15 + 2.6),
                    (-18, spread * 0.7 + 2),
                ],
                down(spread - 5, spread + 6, tint(colour, 0.22), shade(colour, 0.25)),
            )
        brush.box(-2, -8.6, 2, 8.8, across(-2, 2, shade(cloth, 0.2), shade(cloth, 0.5)), 1)
        brush.oval(0, 0, 1.6, 1.6, 0xFFE2C690)
        brush.line([(24, 0), (36, 0)], 0xFF3A3A42, 2)
        brush.curve([(34, 0), (46, 0), (48, 9), (39, 9)], 0xFF5A3A22, 3.4)
        brush.curve([(35, -0.8), (45, -0.6), (46.6, 6)], 0xFFA87848, 0.9)


def _book(brush: Brush, scheme: Scheme) -> None:
    cover = mix(scheme.accent2, 0xFF2F3A5A, 0.3)
    brush.poly([(-31, -3), (29, 1), (31, -6), (-29, -10)], 0xFFE9E0CC)
    for i in range(5):
        brush.line([(-30.6 + i * 0.3, -3.4 - i * 1.1), (29.4 + i * 0.3, 0.6 - i * 1.1)], 0x55806A4A, 0.3)
    brush.poly([(29, 1), (31, -6), (26, -42), (24.4, -37)], 0xFFCDBFA2)
    brush.poly([(-31, -9), (31, -5), (25, -43), (-25, -46)], slant((-28, -46), (30, -6), tint(cover, 0.24), shade(cover, 0.3)))
    brush.poly([(-31, -9), (-25, -46), (-21.6, -45.8), (-27, -8.8)], shade(cover, 0.35))
    brush.poly([(-31, -9), (31, -5), (31, -3.6), (-31, -7.6)], shade(cover, 0.3))
    brush.line([(-21, -13), (24, -10.4), (20.6, -38), (-17, -40.6), (-21, -13)], fade(0xFFE2C07A, 0.8), 0.6)
    brush.smooth([(0, -33), (7, -26), (1, -18), (-6, -26)], fade(0xFFE2C07A, 0.85))
    brush.smooth([(0.4, -30), (4, -26), (0.8, -21.4), (-3, -26)], shade(cover, 0.2))
    brush.poly([(14, -5.8), (18, -5.5), (18.6, 8), (16.2, 5), (14, 8)], scheme.accent)


def _knife(brush: Brush, scheme: Scheme) -> None:
    with brush.moved(0, -7, 1.0, -13):
        brush.smooth([(-2, 3), (34, 4), (46, 1.4), (34, 5.6), (-2, 6)], 0x77060410, blur=1.2)
        brush.poly(
            [(-2, -4.4), (30, -4.8), (40, -2.6), (47, 1.2), (34, 3.8), (-2, 3.8)], down(-5, 4, 0xFFF4F7FA, 0xFFAEB6C0, 0xFF79828E)
        )
        brush.poly([(-2, 1.4), (36, 1.2), (47, 1.2), (34, 3.8), (-2, 3.8)], down(1, 4, 0xFFE9EEF2, 0xFFC2CAD2))
        brush.line([(0, -3.4), (30, -3.8), (40, -2)], 0xCCFFFFFF, 0.5)
        brush.box(-5, -4.6, -1, 4.4, down(-5, 4, 0xFFE6E8EA, 0xFF6A6E76), 0.6)
        wood = scheme.take("#4f3426", 0.1)
        brush.smooth(
            [(-4, -4.4), (-22, -4.8), (-36, -3.4), (-39, 0.6), (-36, 5), (-20, 4.6), (-4, 4.2)],
            down(-5, 5, tint(wood, 0.24), wood, shade(wood, 0.5)),
        )
        for x in (-10, -20, -30):
            brush.oval(x, 0, 1.3, 1.3, slant((x - 1, -1), (x + 1, 1), 0xFFF4DEA4, 0xFF8A6A34))


def _glass(brush: Brush, scheme: Scheme) -> None:
    drink = mix(0xFFC97A2E, scheme.accent, 0.3)
    brush.soft(scheme.side * -14, 1, 22, 6, drink, 0.4)
    brush.poly([(-17.5, -50), (17.5, -50), (14, -1), (-14, -1)], across(-17, 17, 0x66FFFFFF, 0x1AFFFFFF, 0x14FFFFFF, 0x55FFFFFF))
    brush.poly(
        [(-16, -27), (16, -27), (13.4, -6), (-13.4, -6)],
        across(-15, 15, shade(drink, 0.15), tint(drink, 0.3), drink, shade(drink, 0.4)),
    )
    brush.oval(0, -27, 16, 3.2, tint(drink, 0.3))
    for x, y, turn in ((-5.0, -25.0, 14.0), (6.0, -22.0, -20.0)):
        with brush.moved(x, y, 1.0, turn):
            brush.box(-5.5, -5.5, 5.5, 5.5, slant((-5, -5), (5, 5), 0xCCFFFFFF, 0x44FFFFFF, 0x88FFFFFF), 1.4)
    brush.oval(0, -4, 13.6, 2.6, 0x66FFFFFF)
    brush.ring(0, -50, 17.3, 3.2, 0xCCFFFFFF, 0.6)
    brush.poly([(-14.6, -46), (-12, -46), (-10.2, -8), (-12, -8)], 0x77FFFFFF)
    brush.poly([(11.6, -46), (12.6, -46), (10.6, -8), (10, -8)], 0x55FFFFFF)


def _gift(brush: Brush, scheme: Scheme) -> None:
    wrap, band = mix(scheme.accent2, 0xFF2F3A5A, 0.12), scheme.accent
    brush.poly([(-28, 0), (28, 0), (27, -38), (-27, -38)], slant((-28, -38), (28, 0), tint(wrap, 0.16), wrap, shade(wrap, 0.4)))
    for i in range(4):
        for j in range(3):
            brush.oval(-21 + i * 14 + (j % 2) * 6, -30 + j * 12, 1.3, 1.3, fade(tint(wrap, 0.6), 0.5))
    brush.poly([(-30, -36), (30, -36), (29.4, -46), (-29.4, -46)], down(-46, -36, tint(wrap, 0.28), shade(wrap, 0.1)))
    brush.poly([(-29.4, -46), (29.4, -46), (25, -52), (-25, -52)], down(-52, -46, shade(wrap, 0.05), tint(wrap, 0.3)))
    brush.box(-30, -36, 30, -33, down(-36, -33, 0x66060410, 0x00060410))
    brush.poly([(-5, 0), (5, 0), (4.8, -46), (-4.8, -46)], across(-5, 5, tint(band, 0.3), band, shade(band, 0.3)))
    brush.poly([(-4.8, -46), (4.8, -46), (4, -52), (-4, -52)], tint(band, 0.2))
    for s in (-1, 1):
        brush.smooth(
            [(0, -51), (s * 5, -63), (s * 17, -66), (s * 19, -56), (s * 8, -50)],
            slant((0, -66), (s * 18, -50), tint(band, 0.4), shade(band, 0.2)),
        )
        brush.smooth([(s * 3, -53), (s * 8, -60), (s * 14, -61), (s * 13, -56)], shade(band, 0.42))
        brush.smooth(
            [(0, -50), (s * 9, -46), (s * 16, -40), (s * 10, -41), (s * 3, -47)],
            slant((0, -50), (s * 14, -40), tint(band, 0.2), shade(band, 0.25)),
        )
    brush.oval(0, -52, 4.2, 3.8, disc(-1, -53, 6, tint(band, 0.45), band, shade(band, 0.3)))


PAINTERS: dict[str, Callable[[Brush, Scheme], None]] = {
    "phone": _phone,
    "cup": _cup,
    "letter": _letter,
    "bag": _bag,
    "flowers": _flowers,
    "ring": _ring,
    "key": _key,
    "photo": _photo,
    "umbrella": _umbrella,
    "book": _book,
    "knife": _knife,
    "glass": _glass,
    "gift": _gift,
}
