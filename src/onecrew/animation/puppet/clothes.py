"""Twelve outfits: the garment of the trunk with its collar and details, skirts and coats.

In: a skeleton and tones. Out: pixels in trunk coordinates (skirts follow the knees). Never: arms, legs, heads.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

import skia

from onecrew.animation.light import Light
from onecrew.animation.picture import Actor
from onecrew.animation.puppet.body import Skeleton
from onecrew.animation.puppet.cropped import Cropped
from onecrew.animation.puppet.curves import Point, box, clamp, ease, joined, mix, oval, polygon, smooth
from onecrew.animation.puppet.shading import (
    Shade,
    brightness,
    faded,
    fill,
    fill_inside,
    flat,
    packed,
    shade,
    stroke,
    tone,
    toward,
    under,
)
from onecrew.story.show import Gender

_Ground: TypeAlias = skia.Canvas | Cropped


@dataclass(frozen=True, slots=True)
class Outfit:
    """What is worn. ``neck``: depth of the neckline in cm below the pit of the neck; ``wide``: its half-width, share of the
    shoulders.
    ``hem``: y of the garment's end, share of the trunk below the hip joints (negative: above). ``lower``: trousers, bare or robe.
    ``loose``: cm the cloth stands off the body."""

    sleeve: str = "long"
    neck: float = 1.6
    wide: float = 0.36
    hem: float = 0.08
    lower: str = "trousers"
    loose: float = 0.8
    skirt: float = 0.0
    """Length of a skirt, share of the legs."""
    shoes: str = "#3a2f2c"


OUTFITS: dict[str, Outfit] = {
    "suit": Outfit(hem=0.2, loose=1.4, neck=2.0, shoes="#2a211f"),
    "shirt": Outfit(hem=-0.02, loose=0.7, shoes="#4a3428"),
    "t-shirt": Outfit(sleeve="short", hem=0.1, loose=0.8, neck=2.2, wide=0.42, shoes="#e9e6e0"),
    "hoodie": Outfit(hem=0.12, loose=2.0, neck=2.4, wide=0.44, shoes="#d8d4cc"),
    "dress": Outfit(sleeve="cap", neck=5.6, wide=0.56, hem=-0.38, lower="bare", loose=0.2, skirt=0.56, shoes="#6d2f3c"),
    "blouse": Outfit(sleeve="puffed", neck=6.5, wide=0.44, hem=0.02, loose=0.7, shoes="#3b2c2c"),
    "coat": Outfit(hem=0.0, loose=1.9, neck=1.0, skirt=0.62, shoes="#33292a"),
    "uniform": Outfit(hem=0.16, loose=1.1, neck=0.4, wide=0.34, shoes="#1d1b20"),
    "scrubs": Outfit(sleeve="short", neck=6.2, wide=0.42, hem=0.16, loose=1.5, shoes="#eef1f2"),
    "hanfu": Outfit(sleeve="wide", neck=7.5, wide=0.42, hem=-0.36, lower="robe", loose=0.6, skirt=0.93, shoes="#3a2a30"),
    "leather-jacket": Outfit(hem=0.02, loose=1.7, neck=2.2, shoes="#231d1d"),
    "apron": Outfit(sleeve="rolled", hem=0.06, loose=0.8, neck=1.6, shoes="#4b3a30"),
}


@dataclass(frozen=True, slots=True)
class Wardrobe:
    """The tones of one dressed actor."""

    outfit: Outfit
    name: str
    cloth: Shade
    sleeve: Shade
    cuff: Shade
    trousers: Shade
    shoes: Shade
    accent: Shade
    inner: Shade
    """Shirt under a jacket, lining, facings."""
    cloth_hex: str


@lru_cache(maxsize=128)
def wardrobe(actor: Actor, light: Light) -> Wardrobe:
    """Tones of the clothes under a light."""
    look = actor.look
    name = look.outfit
    outfit = OUTFITS[name]
    colour = look.outfit_colour
    cloth = shade(colour, light)
    trousers = look.trousers_colour
    if name in ("suit", "scrubs"):
        trousers = tone(colour, -0.1)
    inner = {
        "suit": "#f3f1ec",
        "coat": tone(colour, 0.55) if brightness(colour) < 0.5 else tone(colour, -0.5),
        "leather-jacket": "#e9e5dc",
        "apron": "#efe9dd",
        "hanfu": tone(look.accent_colour, 0.15),
    }.get(name, tone(colour, 0.25))
    sleeve = shade("#f1ece2" if brightness(colour) < 0.6 else "#5b6472", light) if name == "apron" else cloth
    cuff = {"suit": shade("#f3f1ec", light), "apron": sleeve, "hanfu": shade(inner, light)}.get(name, cloth)
    return Wardrobe(
        outfit,
        name,
        cloth,
        sleeve,
        cuff,
        shade(trousers, light),
        shade(outfit.shoes, light),
        shade(look.accent_colour, light),
        shade(inner, light),
        colour,
    )


def pit(sk: Skeleton) -> float:
    """y of the pit of the neck, in trunk coordinates."""
    return -sk.trunk.length - 1.2 - sk.lift * 0.6


def neck_base(sk: Skeleton, lateral: float, wide: float) -> Point:
    """Where a collar lies on the slope of the shoulder; near the profile, where it meets the back and the front of the neck."""
    half = sk.trunk.half * wide
    slope = sk.p.head_height * 0.085 * (1.0 - (wide - 0.36) * 1.6)
    x, y = lateral * half * max(sk.c, 0.42) - 0.9 * sk.s, pit(sk) - slope
    side = ease(0.25, 0.75, sk.s)
    if lateral > 0.0:
        return (mix(x, sk.trunk.neck * 1.14, side), mix(y, pit(sk) - 0.7, side))
    return (mix(x, -sk.trunk.neck * (1.18 + 0.5 * (wide - 0.36)), side), y)


def trunk_path(sk: Skeleton, wide: float, depth: float, hem: float, loose: float, pointed: bool = False) -> skia.Path:
    """The silhouette of a garment. ``hem``: y of its end. ``depth``: of the neckline in front."""
    left_neck, right_neck = neck_base(sk, -1.0, wide), neck_base(sk, 1.0, wide)
    rows = [row[0] for row in sk.trunk.rows]
    lift = -sk.lift
    left: list[Point] = [left_neck]
    right: list[Point] = [right_neck]
    for i, y in enumerate(rows):
        if y > hem - 1.5:
            break
        off = loose * (0.35 if i == 0 else 1.0)
        up = lift * (1.0 if i < 2 else 0.4 if i == 2 else 0.0)
        lx, ly = sk.left(y, off)
        rx, ry = sk.right(y, off)
        left.append((lx, ly + up))
        right.append((rx, ry + up))
    left.append(sk.left(hem, loose))
    right.append(sk.right(hem, loose))
    left.reverse()
    bottom = [right[-1], (mix(right[-1][0], left[0][0], 0.5), hem + 0.9 * sk.c + 0.3), left[0]]
    f = sk.row(-sk.trunk.length * 0.9)[1] * 0.8
    base = pit(sk)
    if sk.back:
        neckline = [left_neck, (0.0, left_neck[1] + 1.2), right_neck]
        return joined(left, neckline, right, bottom)
    middle = (f * sk.s * 0.85, base + depth)
    if pointed:
        return joined(left, [left_neck, middle], [middle, right_neck], right, bottom)
    neckline = [
        left_neck,
        (mix(left_neck[0], middle[0], 0.42), base + depth * 0.72),
        middle,
        (mix(right_neck[0], middle[0], 0.42), base + depth * 0.72),
        right_neck,
    ]
    return joined(left, neckline, right, bottom)


def hem_y(sk: Skeleton, outfit: Outfit) -> float:
    """y of the end of the upper garment."""
    return outfit.hem * sk.trunk.length


def draw_trunk(canvas: skia.Canvas, sk: Skeleton, w: Wardrobe, actor: Actor, skin: Shade, light: Light, side: float) -> None:
    """The trunk with its garment and details, over the neck."""
    outfit = w.outfit
    name = w.name
    hem = hem_y(sk, outfit)
    if outfit.lower == "trousers":
        _seat(canvas, sk, w.trousers, side)
    cloth = w.sleeve if name == "apron" else w.cloth
    pointed = name in ("blouse", "scrubs", "hanfu")
    path = trunk_path(sk, outfit.wide, outfit.neck, hem, outfit.loose, pointed)
    if name == "hoodie":
        _hood_back(canvas, sk, cloth)
    canvas.drawPath(path, stroke(cloth.line, 0.7))
    flat(canvas, path, cloth.base)
    _form(canvas, sk, cloth, side, hem, path)
    cropped = Cropped(canvas, path) if sk.back or name in _WIDE_DETAILS else canvas
    if not sk.back:
        _DETAILS[name](cropped, sk, w, actor, light, hem)
    else:
        _back_details(cropped, sk, w, hem)
    if not sk.back:
        _collar(canvas, sk, w, actor, light)
        _accessory(canvas, sk, w, actor, light)
    elif actor.look.accessory == "scarf":
        _scarf(canvas, sk, w)


def _seat(canvas: skia.Canvas, sk: Skeleton, cloth: Shade, side: float) -> None:
    """The trousers' top between waist and legs."""
    top = sk.trunk.waist * 0.42
    low = sk.trunk.leg[0] * 0.62
    path = joined(
        [sk.left(low), sk.left(0.0), sk.left(top)],
        [sk.right(top), sk.right(0.0), sk.right(low)],
        [sk.right(low), (0.5 * (sk.right(low)[0] + sk.left(low)[0]), low + 1.6), sk.left(low)],
    )
    canvas.drawPath(path, stroke(cloth.line, 0.64))
    canvas.drawPath(path, fill(cloth.base))


def _form(canvas: skia.Canvas, sk: Skeleton, cloth: Shade, side: float, hem: float, shape: skia.Path) -> None:
    """Shadow of the trunk away from the light, under the bust and under the arms."""
    away = 1.0 if side < 0 else -1.0
    points: list[Point] = []
    for y, *_ in sk.trunk.rows:
        azimuth = 38.0 if away > 0 else -38.0
        x = sk.on(azimuth, y)[0]
        edge = sk.right(y)[0] if away > 0 else sk.left(y)[0]
        points.append((mix(edge, min(max(x, -abs(edge)), abs(edge)), 0.62), y))
    points = [(points[0][0], -sk.trunk.length - 14.0), *points]
    shadow = smooth(points, closed=False)
    shadow.lineTo(away * 60.0, hem + 30.0)
    shadow.lineTo(away * 60.0, -sk.trunk.length - 14.0)
    shadow.close()
    dark = toward(cloth.base, cloth.dark, 0.9)
    fill_inside(canvas, shape, shadow, dark)
    # Shadow of the head and chin on the chest.
    length = sk.trunk.length
    x = sk.at(0.0, 0.0, 4.0)[0]
    fill_inside(canvas, shape, oval(x + 0.5, -length - 2.4, 7.5, 5.6), dark)
    waist = sk.trunk.waist
    for sign in (-1.0, 1.0):
        start = sk.on(sign * 70.0, waist - 2.0)
        canvas.drawPath(
            smooth([start, sk.on(sign * 48.0, waist + 0.5), sk.on(sign * 30.0, waist + 3.0)], closed=False),
            stroke(faded(cloth.deep, 0.5), 0.4),
        )
    if sk.trunk.bust > 1.2 and not sk.back:
        y = -length * 0.6
        for sign in (-1.0, 1.0):
            points = [sk.on(sign * 62.0, y - 1.0), sk.on(sign * 40.0, y + 2.2), sk.on(sign * 16.0, y + 1.2)]
            canvas.drawPath(smooth(points, closed=False), stroke(faded(cloth.deep, 0.45), 0.5))


def _line(canvas: _Ground, points: list[Point], colour: int, width: float) -> None:
    canvas.drawPath(smooth(points, closed=False), stroke(colour, width))


def _buttons(
    canvas: _Ground,
    sk: Skeleton,
    first: float,
    last: float,
    count: int,
    azimuth: float,
    colour: int,
    size: float = 0.55,
) -> None:
    for i in range(count):
        y = mix(first, last, i / max(1, count - 1))
        canvas.drawCircle(*sk.on(azimuth, y), size, fill(colour))


def _placket(canvas: _Ground, sk: Skeleton, first: float, last: float, colour: int, azimuth: float = 0.0) -> None:
    _line(canvas, [sk.on(azimuth, mix(first, last, k / 3)) for k in range(4)], colour, 0.34)


def _suit(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    base = pit(sk)
    close = -sk.trunk.length * 0.4
    half_way = mix(base, close, 0.45)
    throat = [neck_base(sk, -1.0, 0.4), sk.on(0.0, close), neck_base(sk, 1.0, 0.4)]
    canvas.drawPath(
        polygon(
            (throat[0][0], throat[0][1] - 4),
            throat[0],
            sk.on(-10.0, half_way),
            throat[1],
            sk.on(10.0, half_way),
            throat[2],
            (throat[2][0], throat[2][1] - 4),
        ),
        fill(w.inner.base),
    )
    canvas.drawPath(polygon(sk.on(4.0, base), throat[2], throat[1]), fill(faded(w.inner.dark, 0.8)))
    _placket(canvas, sk, base + 2.0, close, faded(w.inner.line, 0.5))
    _line(canvas, [sk.on(0.0, close), sk.on(2.0, close * 0.4), sk.on(7.0, hem * 0.6), sk.on(16.0, hem + 1)], w.cloth.line, 0.4)
    _buttons(canvas, sk, close + 2.5, close + 10.5, 2, 3.0, w.cloth.line, 0.7)
    for sign in (-1.0, 1.0):
        _line(canvas, [sk.on(sign * 44.0, close * 0.25), sk.on(sign * 24.0, close * 0.25 + 0.6)], w.cloth.deep, 0.5)
    pocket = [sk.on(34.0, close - 9.0), sk.on(20.0, close - 8.4)]
    _line(canvas, pocket, w.cloth.deep, 0.5)


def _lapels(canvas: _Ground, sk: Skeleton, cloth: Shade, close: float, width: float, wide: float) -> None:
    """Two lapels from the collar to the closing, with their notch."""
    top = pit(sk)
    tip_y = mix(top, close, 0.4)
    for sign in (1.0, -1.0):
        if sk.c < 0.3 and sign > 0:
            continue
        neck = neck_base(sk, sign, wide)
        inner = sk.on(sign * 10.0, mix(top, close, 0.45))
        low = sk.on(sign * 1.0, close)
        tip = sk.on(sign * width, tip_y)
        notch = sk.on(sign * width * 0.66, tip_y - 1.4)
        collar = sk.on(sign * width * 0.84, tip_y - 4.0)
        belly = sk.on(sign * width * 0.62, mix(tip_y, close, 0.45))
        path = joined([neck, inner, low], [low, belly, tip], [tip, notch], [notch, collar], [collar, neck])
        canvas.drawPath(path, stroke(cloth.line, 0.5))
        canvas.drawPath(path, fill(cloth.lit if sign < 0 else cloth.base))


def _shirt(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    base = pit(sk)
    _placket(canvas, sk, base, hem + 1.0, faded(w.cloth.deep, 0.9), -3.5)
    _placket(canvas, sk, base, hem + 1.0, faded(w.cloth.deep, 0.9), 3.5)
    _buttons(canvas, sk, base + 4.0, hem - 2.0, 6, 0.0, w.cloth.line, 0.5)
    pocket = [sk.on(24.0, -sk.trunk.length * 0.72), sk.on(44.0, -sk.trunk.length * 0.72)]
    low = [sk.on(24.0, -sk.trunk.length * 0.56), sk.on(44.0, -sk.trunk.length * 0.56)]
    canvas.drawPath(joined([pocket[0], pocket[1]], [low[1], low[0]]), stroke(faded(w.cloth.deep, 0.9), 0.4))
    _belt(canvas, sk, hem - 1.4, shade("#3b2a22", light), light, 2.4, w.outfit.loose)


def _belt(canvas: _Ground, sk: Skeleton, y: float, tone_: Shade, light: Light, high: float = 2.4, loose: float = 1.5) -> None:
    left, right = sk.left(y, loose), sk.right(y, loose)
    path = joined(
        [left, (0.5 * (left[0] + right[0]), y + 0.8 * sk.c), right],
        [(right[0], y + high), (0.5 * (left[0] + right[0]), y + high + 0.8 * sk.c), (left[0], y + high)],
    )
    canvas.drawPath(path, fill(tone_.base))
    x, yy = sk.on(0.0, y + high * 0.5 + 0.8 * sk.c)
    canvas.drawPath(
        box(x - 1.6 * max(0.3, sk.c), yy - 1.3, x + 1.6 * max(0.3, sk.c), yy + 1.3, 0.3),
        stroke(packed(under("#d9b65c", light)), 0.5),
    )


def _tshirt(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    y = -sk.trunk.length * 0.56
    band = [sk.on(a, y) for a in (-89.0, -60.0, -30.0, 0.0, 30.0, 60.0, 89.0)]
    low = [sk.on(a, y + 4.6) for a in (89.0, 60.0, 30.0, 0.0, -30.0, -60.0, -89.0)]
    canvas.drawPath(joined(band, low), fill(faded(w.accent.base, 0.95)))
    _line(canvas, [sk.on(a, hem - 1.2) for a in (-85.0, -40.0, 0.0, 40.0, 85.0)], faded(w.cloth.deep, 0.7), 0.32)


def _hoodie(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    length = sk.trunk.length
    top = [sk.on(-26.0, -length * 0.3), sk.on(0.0, -length * 0.3), sk.on(26.0, -length * 0.3)]
    low = [sk.on(42.0, hem - 4.0), sk.on(0.0, hem - 3.4), sk.on(-42.0, hem - 4.0)]
    pocket = joined(top, low)
    canvas.drawPath(pocket, fill(faded(w.cloth.dark, 0.6)))
    canvas.drawPath(pocket, stroke(w.cloth.deep, 0.45))
    canvas.drawPath(
        joined(
            [sk.left(hem - 3.2, 3.0), sk.on(0.0, hem - 2.2), sk.right(hem - 3.2, 3.0)],
            [(sk.right(hem, 3.0)[0], hem + 3), (sk.left(hem, 3.0)[0], hem + 3)],
        ),
        fill(w.cloth.dark),
    )


def _dress(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    length = sk.trunk.length
    for a in (-24.0, 24.0):
        _line(canvas, [sk.on(a * 1.3, -length * 0.62), sk.on(a, hem)], faded(w.cloth.deep, 0.6), 0.36)


def _blouse(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    length = sk.trunk.length
    for a in (-38.0, -20.0, 20.0, 38.0):
        _line(
            canvas,
            [sk.on(a * 0.7, -length * 0.82), sk.on(a, -length * 0.5), sk.on(a * 0.85, hem - 4.0)],
            faded(w.cloth.deep, 0.5),
            0.36,
        )
    _buttons(canvas, sk, -length * 0.62, hem - 4.0, 4, 0.0, w.accent.base, 0.55)
    _belt(canvas, sk, hem - 2.2, w.trousers, light, 3.0, w.outfit.loose)


def _coat(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    base = pit(sk)
    close = -sk.trunk.length * 0.42
    left, right = neck_base(sk, -1.0, 0.36), neck_base(sk, 1.0, 0.36)
    canvas.drawPath(polygon((left[0], left[1] - 5), left, sk.on(0.0, close), right, (right[0], right[1] - 5)), fill(w.inner.base))
    canvas.drawPath(polygon((right[0], right[1] - 5), right, sk.on(0.0, close), sk.on(4.0, base)), fill(w.inner.dark))
    _line(canvas, [sk.on(0.0, close), sk.on(8.0, hem)], w.cloth.line, 0.42)
    _buttons(canvas, sk, close + 3.0, hem - 5.0, 2, -9.0, w.cloth.line, 0.85)
    _buttons(canvas, sk, close + 3.0, hem - 5.0, 2, 16.0, w.cloth.line, 0.85)


def _uniform(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    length = sk.trunk.length
    gold = packed(under("#dcb75a", light))
    _placket(canvas, sk, pit(sk), hem + 1.0, w.cloth.line, 4.0)
    _buttons(canvas, sk, -length * 0.86, hem - 6.0, 5, 0.0, gold, 0.75)
    for a in (-34.0, 34.0):
        y = -length * 0.72
        flap = joined([sk.on(a - 12, y), sk.on(a + 12, y)], [sk.on(a + 12, y + 2.4), sk.on(a, y + 3.4), sk.on(a - 12, y + 2.4)])
        canvas.drawPath(flap, fill(w.cloth.dark))
        canvas.drawPath(flap, stroke(w.cloth.deep, 0.34))
        canvas.drawCircle(*sk.on(a, y + 2.2), 0.45, fill(gold))
    _belt(canvas, sk, sk.trunk.waist, shade("#231f24", light), light, 3.2, 2.5)


def _scrubs(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    length = sk.trunk.length
    base = pit(sk)
    left, right = neck_base(sk, -1.0, 0.42), neck_base(sk, 1.0, 0.42)
    tip = sk.on(0.0, base + 6.2)
    _line(canvas, [left, (mix(left[0], tip[0], 0.5) - 0.4, mix(left[1], tip[1], 0.5)), (tip[0], tip[1] + 0.6)], w.cloth.deep, 1.5)
    _line(
        canvas, [right, (mix(right[0], tip[0], 0.5) + 0.4, mix(right[1], tip[1], 0.5)), (tip[0], tip[1] + 0.6)], w.cloth.deep, 1.5
    )
    y = -length * 0.68
    pocket = joined([sk.on(20.0, y), sk.on(46.0, y)], [sk.on(46.0, y + 8.0), sk.on(33.0, y + 9.0), sk.on(20.0, y + 8.0)])
    canvas.drawPath(pocket, stroke(w.cloth.deep, 0.45))
    x, py = sk.on(28.0, y - 2.2)
    canvas.drawLine(x, py, x + 0.3, y + 2.5, stroke(packed(under("#2b4fa0", light)), 0.7))
    for a in (-40.0, 40.0):
        _line(canvas, [sk.on(a, hem - 9.0), sk.on(a * 0.5, hem - 9.0)], faded(w.cloth.deep, 0.8), 0.4)


def _hanfu(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    length = sk.trunk.length
    base = pit(sk)
    # The inner collar, then the left side crossed over the right.
    for sign, end in ((1.0, -34.0), (-1.0, 34.0)):
        neck = neck_base(sk, sign, 0.42)
        low = sk.on(end, hem + 2.0)
        middle = sk.on(0.0, base + 7.5)
        points = [
            (neck[0], neck[1] - 1.0),
            (mix(neck[0], middle[0], 0.55), mix(neck[1], middle[1], 0.6)),
            (middle[0] + (low[0] - middle[0]) * 0.2, middle[1] + 3.5),
            low,
        ]
        _line(canvas, points, w.inner.line, 3.6)
        _line(canvas, points, w.inner.base, 2.9)
        _line(canvas, [(x - sign * 0.2, y + 0.4) for x, y in points], faded(w.inner.dark, 0.7), 0.4)
    for a in (-50.0, 50.0):
        _line(canvas, [sk.on(a, -length * 0.75), sk.on(a * 0.8, hem)], faded(w.cloth.deep, 0.5), 0.36)


def _leather(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    base = pit(sk)
    opening = [
        neck_base(sk, -1.0, 0.42),
        sk.on(-15.0, -sk.trunk.length * 0.5),
        sk.on(-11.0, hem + 2.0),
        sk.on(13.0, hem + 2.0),
        sk.on(17.0, -sk.trunk.length * 0.5),
        neck_base(sk, 1.0, 0.42),
    ]
    canvas.drawPath(polygon(*opening), fill(w.inner.base))
    canvas.drawPath(
        joined(
            [sk.on(3.0, base), sk.on(9.0, -sk.trunk.length * 0.5), sk.on(7.0, hem + 2)],
            [sk.on(13.0, hem + 2.0), sk.on(17.0, -sk.trunk.length * 0.5), neck_base(sk, 1.0, 0.42)],
        ),
        fill(w.inner.dark),
    )
    canvas.drawOval(skia.Rect(sk.on(0, base)[0] - 6, base - 6, sk.on(0, base)[0] + 6, base + 5.5), fill(faded(w.inner.dark, 0.9)))
    steel = packed(under("#c9cdd4", light))
    _line(canvas, [sk.on(-15.0, -sk.trunk.length * 0.55), sk.on(-11.5, hem + 1.0)], w.cloth.line, 0.9)
    _line(canvas, [sk.on(-15.0, -sk.trunk.length * 0.55), sk.on(-11.5, hem + 1.0)], steel, 0.4)
    _line(canvas, [sk.on(17.0, -sk.trunk.length * 0.55), sk.on(13.5, hem + 1.0)], w.cloth.line, 0.9)
    _line(canvas, [sk.on(17.0, -sk.trunk.length * 0.55), sk.on(13.5, hem + 1.0)], steel, 0.4)
    for sign in (-1.0, 1.0):
        _line(canvas, [sk.on(sign * 54.0, -sk.trunk.length * 0.36), sk.on(sign * 36.0, -sk.trunk.length * 0.26)], steel, 0.42)
        _line(
            canvas,
            [
                sk.on(sign * 52.0, -sk.trunk.length * 0.86),
                sk.on(sign * 40.0, -sk.trunk.length * 0.6),
                sk.on(sign * 46.0, -sk.trunk.length * 0.34),
            ],
            faded(w.cloth.lit, 0.7),
            0.6,
        )


def _apron(canvas: _Ground, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light, hem: float) -> None:
    _placket(canvas, sk, pit(sk), -sk.trunk.length * 0.7, faded(w.sleeve.deep, 0.9), 0.0)


def apron_front(canvas: skia.Canvas, sk: Skeleton, w: Wardrobe) -> None:
    """The bib and skirt of an apron, over everything on the trunk."""
    length = sk.trunk.length
    top, waist = -length * 0.74, sk.trunk.waist
    end = mix(0.0, -sk.p.hip_y * 0.5, 1.0 - sk.sitting * 0.75)
    bib = [sk.on(-27.0, top), sk.on(0.0, top + 0.6), sk.on(27.0, top)]
    right = [
        sk.on(27.0, top),
        sk.on(33.0, -length * 0.58),
        sk.on(68.0, waist, 1.0),
        (sk.on(72.0, 0.0, 2.2)[0], 0.0),
        (sk.on(72.0, 0.0, 3.4)[0], end),
    ]
    left = [
        (sk.on(-72.0, 0.0, 3.4)[0], end),
        (sk.on(-72.0, 0.0, 2.2)[0], 0.0),
        sk.on(-68.0, waist, 1.0),
        sk.on(-33.0, -length * 0.58),
        sk.on(-27.0, top),
    ]
    bottom = [right[-1], (0.5 * (right[-1][0] + left[0][0]), end + 1.4 * sk.c), left[0]]
    path = joined(bib, right, bottom, left)
    for sign in (-1.0, 1.0):
        _line(canvas, [sk.on(sign * 27.0, top), neck_base(sk, sign, 0.44)], w.cloth.dark, 1.5)
    canvas.drawPath(path, stroke(w.cloth.line, 0.6))
    canvas.drawPath(path, fill(w.cloth.base))
    canvas.save()
    canvas.clipPath(path, True)
    canvas.drawPath(
        joined([sk.on(34.0, top - 2), sk.on(44.0, waist), (sk.on(40.0, 0.0)[0], end + 4)], [(60.0, end + 4), (60.0, top)]),
        fill(faded(w.cloth.dark, 0.85)),
    )
    canvas.drawPath(
        joined(
            [sk.on(-26.0, waist + 5.0), sk.on(26.0, waist + 5.0)],
            [sk.on(26.0, waist + 15.0), sk.on(0.0, waist + 16.0), sk.on(-26.0, waist + 15.0)],
        ),
        stroke(w.cloth.deep, 0.45),
    )
    _line(canvas, [sk.on(-80.0, waist + 0.4, 2.0), sk.on(0.0, waist + 1.6), sk.on(80.0, waist + 0.4, 2.0)], w.cloth.deep, 1.2)
    canvas.restore()


_DETAILS = {
    "suit": _suit,
    "shirt": _shirt,
    "t-shirt": _tshirt,
    "hoodie": _hoodie,
    "dress": _dress,
    "blouse": _blouse,
    "coat": _coat,
    "uniform": _uniform,
    "scrubs": _scrubs,
    "hanfu": _hanfu,
    "leather-jacket": _leather,
    "apron": _apron,
}


_WIDE_DETAILS = frozenset({"suit", "coat", "leather-jacket", "hanfu", "hoodie", "uniform"})
"""Outfits whose details are cut off by the garment's edge; the others' stay inside it."""


def _back_details(canvas: _Ground, sk: Skeleton, w: Wardrobe, hem: float) -> None:
    """From behind: a seam, a yoke, a vent."""
    length = sk.trunk.length
    cloth = w.sleeve if w.name == "apron" else w.cloth
    if w.name in ("shirt", "uniform", "leather-jacket", "blouse", "apron"):
        _line(canvas, [sk.left(-length * 0.82), (0.0, -length * 0.78), sk.right(-length * 0.82)], faded(cloth.deep, 0.8), 0.42)
    if w.name in ("suit", "coat", "dress", "hanfu", "uniform", "leather-jacket"):
        _line(canvas, [(0.0, -length * 0.95), (0.0, -length * 0.4), (0.0, hem + 2.0)], faded(cloth.deep, 0.8), 0.42)
    if w.name == "apron":
        _line(canvas, [sk.left(sk.trunk.waist, 2.0), (0.0, sk.trunk.waist + 1.0), sk.right(sk.trunk.waist, 2.0)], w.cloth.base, 1.8)
        canvas.drawPath(
            smooth([(0.0, sk.trunk.waist + 1.0), (-4.0, sk.trunk.waist - 2.0), (-5.0, sk.trunk.waist + 2.5)]), fill(w.cloth.base)
        )
        canvas.drawPath(
            smooth([(0.0, sk.trunk.waist + 1.0), (4.0, sk.trunk.waist - 2.0), (5.0, sk.trunk.waist + 2.5)]), fill(w.cloth.base)
        )
    for a in (-1.0, 1.0):
        _line(
            canvas,
            [(a * sk.trunk.half * 0.52, -length * 0.74), (a * sk.trunk.half * 0.4, -length * 0.58)],
            faded(cloth.deep, 0.55),
            0.45,
        )


def _hood_back(canvas: skia.Canvas, sk: Skeleton, cloth: Shade) -> None:
    a, b = neck_base(sk, -1.0, 0.44), neck_base(sk, 1.0, 0.44)
    back = -7.0 * sk.s
    path = smooth(
        [
            (a[0] - 3.5 + back * 0.5, a[1] + 3.0),
            (a[0] - 2.6 + back, a[1] - 3.8),
            (0.5 * (a[0] + b[0]) + back, a[1] - 6.0),
            (b[0] + 2.6 + back * 0.4, b[1] - 3.8),
            (b[0] + 3.5, b[1] + 3.0),
            (0.0, a[1] + 6.0),
        ]
    )
    canvas.drawPath(path, stroke(cloth.line, 0.64))
    canvas.drawPath(path, fill(cloth.deep))


def _collar(canvas: skia.Canvas, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light) -> None:
    """What stands up round the neck or lies on the chest, over the neckline."""
    name = w.name
    base = pit(sk)
    f = sk.row(-sk.trunk.length * 0.9)[1] * 0.8
    front = (f * sk.s * 0.85, base)
    left, right = neck_base(sk, -1.0, w.outfit.wide), neck_base(sk, 1.0, w.outfit.wide)
    if name in ("suit", "shirt", "apron"):
        cloth = w.inner if name == "suit" else w.sleeve if name == "apron" else w.cloth
        for sign, neck in ((1.0, right), (-1.0, left)):
            if sign > 0 and sk.s > 0.72:
                continue
            tip = sk.on(sign * 19.0 * (1.0 - 0.6 * sk.s if sign > 0 else 1.0), base + 4.4)
            points = [
                (neck[0] * 0.94, neck[1] - 2.0),
                (mix(neck[0], front[0], 0.62), base - 1.2),
                (front[0] + sign * 0.15, base + 1.5),
                tip,
                (neck[0] + sign * 0.4 * sk.c, neck[1] + 1.2),
            ]
            path = smooth(points, tension=0.35)
            canvas.drawPath(path, stroke(cloth.line, 0.46))
            canvas.drawPath(path, fill(cloth.base if sign > 0 else cloth.lit))
        if name == "suit":
            tie = actor.look.accessory == "tie" or (actor.gender is not Gender.FEMALE and actor.look.accessory == "none")
            if tie:
                _tie(canvas, sk, w.accent, base + 1.4, -sk.trunk.length * 0.4)
            _lapels(canvas, sk, w.cloth, -sk.trunk.length * 0.4, 33.0, 0.42)
    elif name == "coat":
        half = sk.trunk.neck * (1.12 + 0.12 * sk.s)
        x = sk.head[0] - 1.9 * sk.s
        low = [(left[0], left[1] + 2.2), (mix(left[0], x - half, 0.7), base - 2.6), (x - half, base - 5.4)]
        rim = [(x - half, base - 5.4), (x + 0.8 * sk.s, base - 4.2), (x + half, base - 5.4)]
        rest = [(x + half, base - 5.4), (mix(right[0], x + half, 0.7), base - 2.6), (right[0] + 0.6, right[1] + 2.2)]
        path = joined(low, rim, rest, [rest[-1], (front[0], base + 5.0), low[0]])
        canvas.drawPath(path, stroke(w.inner.line, 0.46))
        canvas.drawPath(path, fill(w.inner.base))
        _line(canvas, [(x - half, base - 2.6), (x + 0.8 * sk.s, base - 1.3), (x + half, base - 2.6)], w.inner.deep, 0.4)
        _lapels(canvas, sk, w.cloth, -sk.trunk.length * 0.42, 42.0, 0.44)
    elif name == "leather-jacket":
        _lapels(canvas, sk, w.cloth, -sk.trunk.length * 0.55, 40.0, 0.44)
    elif name == "hoodie":
        for sign, neck in ((1.0, right), (-1.0, left)):
            points = [
                (neck[0] + sign * 1.2, neck[1] - 2.6),
                (neck[0] + sign * 2.2, neck[1] + 1.5),
                sk.on(sign * 24.0, base + 4.0),
                sk.on(0.0, base + 6.0),
                (front[0], base + 2.3),
                (mix(neck[0], front[0], 0.4), base),
            ]
            path = smooth(points, tension=0.8)
            canvas.drawPath(path, stroke(w.cloth.line, 0.5))
            canvas.drawPath(path, fill(w.cloth.base if sign > 0 else w.cloth.lit))
        for sign in (-1.0, 1.0):
            x, y = sk.on(sign * 11.0, base + 4.6)
            canvas.drawPath(
                smooth([(x, y), (x + sign * 0.5, y + 5.0), (x + sign * 0.2, y + 9.5)], closed=False), stroke(w.cloth.line, 0.95)
            )
            canvas.drawPath(
                smooth([(x, y), (x + sign * 0.5, y + 5.0), (x + sign * 0.2, y + 9.5)], closed=False), stroke(w.inner.lit, 0.6)
            )
    elif name == "uniform":
        ring = [(left[0], left[1] + 0.6), (front[0], base + 1.6), (right[0], right[1] + 0.6)]
        high = [(right[0] * 0.94, right[1] - 2.8), (front[0] * 1.04, base - 1.8), (left[0] * 0.94, left[1] - 2.8)]
        path = joined(ring, high)
        canvas.drawPath(path, stroke(w.cloth.line, 0.5))
        canvas.drawPath(path, fill(w.cloth.dark))
        gold = packed(under("#dcb75a", light))
        canvas.drawCircle(front[0], base, 0.7, fill(gold))
        for sign in (-1.0, 1.0):
            y = -sk.trunk.length - sk.lift
            a = sk.at(sign * sk.trunk.half * 0.5, y - 1.6, 0.0)
            b = sk.at(sign * sk.trunk.half * 0.9, y + 0.6, 0.0)
            if abs(b[0] - a[0]) > 1.5:
                canvas.drawPath(
                    polygon((a[0], a[1] - 1.0), (b[0], b[1] - 0.6), (b[0], b[1] + 2.0), (a[0], a[1] + 1.8)), fill(w.accent.base)
                )
                canvas.drawPath(
                    polygon((a[0], a[1] - 1.0), (b[0], b[1] - 0.6), (b[0], b[1] + 2.0), (a[0], a[1] + 1.8)),
                    stroke(w.cloth.line, 0.34),
                )
    elif name == "blouse":
        tip = sk.on(0.0, base + 6.4)
        for sign, neck in ((1.0, right), (-1.0, left)):
            path = smooth(
                [
                    (neck[0], neck[1] - 1.4),
                    (mix(neck[0], tip[0], 0.4), mix(neck[1], tip[1], 0.5)),
                    tip,
                    sk.on(sign * 22.0, base + 6.6),
                    (neck[0] + sign * 1.6 * sk.c, neck[1] + 1.6),
                ],
                tension=0.6,
            )
            canvas.drawPath(path, stroke(w.cloth.line, 0.46))
            canvas.drawPath(path, fill(w.cloth.lit))
    elif name in ("t-shirt", "dress"):
        depth = w.outfit.neck
        middle = (front[0], base + depth)
        points = [
            left,
            (mix(left[0], middle[0], 0.42), base + depth * 0.72),
            middle,
            (mix(right[0], middle[0], 0.42), base + depth * 0.72),
            right,
        ]
        _line(canvas, [(x, y + 0.5) for x, y in points], w.cloth.dark if name == "dress" else w.accent.base, 1.0)


def _tie(canvas: skia.Canvas, sk: Skeleton, cloth: Shade, top: float, low: float) -> None:
    x, y = sk.on(0.0, top)
    knot = polygon((x - 1.5, y), (x + 1.5, y), (x + 0.95, y + 2.6), (x - 0.95, y + 2.6))
    tail = [sk.on(0.0, top + 2.4), sk.on(0.0, mix(top, low, 0.6)), sk.on(0.0, low + 1.0)]
    blade = joined(
        [(tail[0][0] - 0.9, tail[0][1]), (tail[1][0] - 1.9, tail[1][1]), (tail[2][0] - 1.6, tail[2][1])],
        [(tail[2][0] + 1.6, tail[2][1]), (tail[1][0] + 1.9, tail[1][1]), (tail[0][0] + 0.9, tail[0][1])],
    )
    for path, colour in ((blade, cloth.base), (knot, cloth.dark)):
        canvas.drawPath(path, stroke(cloth.line, 0.42))
        canvas.drawPath(path, fill(colour))


def _scarf(canvas: skia.Canvas, sk: Skeleton, w: Wardrobe) -> None:
    left, right = neck_base(sk, -1.0, 0.42), neck_base(sk, 1.0, 0.42)
    base = pit(sk)
    x = sk.at(0.0, 0.0, 3.0)[0]
    ring = smooth(
        [
            (left[0] - 1.0, left[1] - 3.0),
            (x, base - 3.4),
            (right[0] + 1.0, right[1] - 3.0),
            (right[0] + 1.8, right[1] + 1.8),
            (x + 0.6, base + 4.4),
            (left[0] - 1.8, left[1] + 1.8),
        ]
    )
    if not sk.back:
        tail = joined(
            [(x - 4.6, base + 1.0), (x - 6.2, base + 14.0), (x - 6.0, base + 23.0)],
            [(x - 6.0, base + 23.0), (x - 0.6, base + 23.6)],
            [(x - 0.6, base + 23.6), (x - 0.6, base + 12.0), (x + 0.6, base + 2.0)],
        )
        canvas.drawPath(tail, stroke(w.accent.line, 0.5))
        canvas.drawPath(tail, fill(w.accent.base))
        for i in range(5):
            px = x - 5.6 + i * 1.15
            canvas.drawLine(px, base + 23.0, px, base + 25.2, stroke(w.accent.dark, 0.45))
        canvas.drawLine(x - 6.2, base + 19.4, x - 0.6, base + 19.8, stroke(w.accent.deep, 0.9))
    canvas.drawPath(ring, stroke(w.accent.line, 0.5))
    canvas.drawPath(ring, fill(w.accent.base))
    _line(
        canvas,
        [(left[0] - 1.0, left[1] + 0.8), (x - 1.0, base + 1.4), (right[0] + 0.6, right[1] - 0.6)],
        faded(w.accent.deep, 0.9),
        0.45,
    )
    _line(
        canvas, [(left[0] - 0.4, left[1] - 1.2), (x, base - 0.8), (right[0] + 1.0, right[1] - 2.0)], faded(w.accent.deep, 0.7), 0.4
    )


def _accessory(canvas: skia.Canvas, sk: Skeleton, w: Wardrobe, actor: Actor, light: Light) -> None:
    kind = actor.look.accessory
    base = pit(sk)
    length = sk.trunk.length
    if kind == "scarf":
        _scarf(canvas, sk, w)
    elif kind == "necklace":
        left, right = neck_base(sk, -1.0, 0.38), neck_base(sk, 1.0, 0.38)
        drop = sk.on(0.0, base + 7.0)
        points = [
            (left[0], left[1] + 0.5),
            (mix(left[0], drop[0], 0.5), base + 3.8),
            drop,
            (mix(right[0], drop[0], 0.5), base + 3.8),
            (right[0], right[1] + 0.5),
        ]
        _line(canvas, points, w.accent.line, 0.62)
        _line(canvas, points, w.accent.lit, 0.36)
        canvas.drawCircle(drop[0], drop[1] + 1.0, 1.15, fill(w.accent.line))
        canvas.drawCircle(drop[0], drop[1] + 1.0, 0.9, fill(w.accent.base))
        canvas.drawCircle(drop[0] - 0.25, drop[1] + 0.7, 0.3, fill(w.accent.lit))
    elif kind == "tie" and w.name != "suit":
        _tie(canvas, sk, w.accent, base + 1.4, -length * 0.12)
    elif kind == "badge":
        x, y = sk.on(-30.0, -length * 0.66)
        _line(canvas, [(x, y - 1.0), (x, y + 1.0)], packed(under("#50545e", light)), 0.6)
        wide = 2.6 * max(0.4, sk.c)
        canvas.drawPath(box(x - wide, y, x + wide, y + 6.6, 0.5), fill(packed(under("#f5f5f2", light))))
        canvas.drawPath(box(x - wide, y, x + wide, y + 6.6, 0.5), stroke(packed(under("#6b6f7a", light)), 0.3))
        canvas.drawPath(box(x - wide, y, x + wide, y + 1.7, 0.4), fill(w.accent.base))
        canvas.drawCircle(x, y + 3.3, 0.95, fill(packed(under("#c9a58a", light))))
        canvas.drawLine(x - wide * 0.6, y + 5.2, x + wide * 0.6, y + 5.2, stroke(packed(under("#9aa0aa", light)), 0.4))
    elif kind == "stethoscope":
        left, right = neck_base(sk, -1.0, 0.46), neck_base(sk, 1.0, 0.46)
        tube_ = packed(under("#2f3440", light))
        a = [
            (left[0] * 0.8, left[1] - 1.6),
            (left[0] * 1.0, left[1] + 3.0),
            sk.on(-26.0, -length * 0.72),
            sk.on(-20.0, -length * 0.55),
        ]
        b = [
            (right[0] * 0.8, right[1] - 1.6),
            (right[0] * 1.0, right[1] + 3.0),
            sk.on(26.0, -length * 0.72),
            sk.on(28.0, -length * 0.5),
        ]
        _line(canvas, a, tube_, 1.1)
        _line(canvas, b, tube_, 1.1)
        x, y = b[-1]
        canvas.drawCircle(x, y + 1.2, 2.0, fill(packed(under("#6a7078", light))))
        canvas.drawCircle(x, y + 1.2, 1.5, fill(packed(under("#d6dbe0", light))))
        x, y = a[-1]
        for k in (-1.3, 1.3):
            _line(canvas, [(x, y), (x + k, y + 2.4), (x + k * 1.1, y + 4.4)], packed(under("#aab0b8", light)), 0.6)


def draw_strap_bag(canvas: skia.Canvas, sk: Skeleton, w: Wardrobe) -> None:
    """A bag at the hip on a strap across the chest."""
    length = sk.trunk.length
    start = neck_base(sk, -1.0, 0.62)
    hip = (sk.right(0.0)[0] * 0.96 if sk.s < 0.5 else sk.on(-12.0, 0.0)[0] + 3.0, 3.0)
    points = [(start[0], start[1]), sk.on(2.0 - 20 * sk.turn, -length * 0.55), hip]
    _line(canvas, points, w.accent.line, 2.0)
    _line(canvas, points, w.accent.dark, 1.5)
    x, y = hip
    body = joined(
        [(x - 7.0, y - 2.0), (x + 7.0, y - 2.0)],
        [(x + 7.0, y - 2.0), (x + 7.6, y + 11.0), (x + 6.0, y + 12.6)],
        [(x + 6.0, y + 12.6), (x - 6.0, y + 12.6)],
        [(x - 6.0, y + 12.6), (x - 7.6, y + 11.0), (x - 7.0, y - 2.0)],
    )
    canvas.drawPath(body, stroke(w.accent.line, 0.6))
    canvas.drawPath(body, fill(w.accent.base))
    flap = joined(
        [(x - 7.0, y - 2.0), (x + 7.0, y - 2.0)],
        [(x + 7.0, y - 2.0), (x + 6.6, y + 4.0), (x, y + 6.4), (x - 6.6, y + 4.0), (x - 7.0, y - 2.0)],
    )
    canvas.drawPath(flap, fill(w.accent.dark))
    canvas.drawCircle(x, y + 5.2, 0.8, fill(w.accent.lit))


def draw_skirt(canvas: skia.Canvas, sk: Skeleton, w: Wardrobe, side: float) -> None:
    """A skirt, a robe or the lower half of a coat, in drawing coordinates; it hangs from the waist over the knees."""
    outfit = w.outfit
    if outfit.skirt <= 0.0:
        return
    hx, hy = sk.hip
    legs = -sk.p.hip_y
    top = hem_y(sk, outfit) - 1.0
    loose = outfit.loose
    lean = math.sin(sk.lean)
    near, far = sk.near_leg, sk.far_leg
    sit = sk.sitting
    knees = [near.b[0], far.b[0]]
    feet = [near.c[0], far.c[0]]
    low_knee, high_knee = min(knees), max(knees)
    spread = {"dress": 0.5, "coat": 0.28, "hanfu": 0.62}[w.name]
    wide = sk.trunk.half
    hip_l, hip_r = sk.left(0.0, loose + 0.6)[0] + hx, sk.right(0.0, loose + 0.6)[0] + hx
    length = outfit.skirt
    end_y = hy + legs * length
    limit = -3.0
    end_y = (
        min(end_y, limit)
        if sit < 0.5
        else min(mix(end_y, near.b[1] + (0.0 - near.b[1]) * clamp((length - 0.45) * 1.7), sit), limit)
    )
    far_reach = clamp((length - 0.4) / 0.5)
    left_x = min(hip_l - wide * spread * length * 0.7, mix(low_knee, min(feet), far_reach) - wide * 0.34)
    right_x = max(hip_r + wide * spread * length * 0.7, mix(high_knee, max(feet), far_reach) + wide * 0.34)
    if sit > 0.0:
        knee_y = near.b[1]
        left_x = mix(left_x, hip_l - 1.0 if sk.s > 0.4 else low_knee - wide * 0.36, sit)
        right_x = mix(right_x, high_knee + wide * 0.34, sit)
    waist_r = (sk.right(top, loose)[0] + hx - lean * top, hy + top)
    waist_l = (sk.left(top, loose)[0] + hx - lean * top, hy + top)
    mid_y = mix(hy, end_y, 0.42)
    left_run = [(left_x, end_y), (mix(hip_l, left_x, 0.38), mid_y), (hip_l, hy + 1.0), waist_l]
    right_run = [waist_r, (hip_r, hy + 1.0), (mix(hip_r, right_x, 0.38), mid_y), (right_x, end_y)]
    if sit > 0.3:
        knee_y = near.b[1]
        thigh = sk.trunk.leg[0]
        right_run = (
            [
                waist_r,
                (mix(hip_r, right_x, 0.2), mix(hy + 1.0, hy - thigh * 0.7, sit)),
                (right_x - 3.0, mix(mid_y, knee_y - thigh * 0.55, sit)),
                (right_x, mix(mid_y, knee_y + 2.0, sit)),
                (mix(right_x, max(feet) + wide * 0.3, 0.6), end_y),
            ]
            if sk.s > 0.4
            else right_run
        )
        if sk.s > 0.4:
            left_run = [
                (mix(left_x, min(knees) - wide * 0.35, sit), end_y),
                (mix(left_x, min(knees) - wide * 0.4, sit), mix(end_y, hy + thigh * 1.2, 0.7)),
                (hip_l, hy + thigh * 0.9),
                (hip_l, hy),
                waist_l,
            ]
    sway = 1.2
    bottom = [
        right_run[-1],
        (mix(right_run[-1][0], left_run[0][0], 0.3), end_y + sway),
        (mix(right_run[-1][0], left_run[0][0], 0.7), end_y + sway),
        left_run[0],
    ]
    path = joined(left_run, [waist_l, waist_r], right_run, bottom)
    canvas.drawPath(path, stroke(w.cloth.line, 0.7))
    flat(canvas, path, w.cloth.base)
    away = 1.0 if side < 0 else -1.0
    edge_w = waist_r if away > 0 else waist_l
    edge_e = right_run[-1] if away > 0 else left_run[0]
    centre_w, centre_e = 0.5 * (waist_l[0] + waist_r[0]), 0.5 * (right_run[-1][0] + left_run[0][0])
    shadow = joined(
        [
            (mix(centre_w, edge_w[0], 0.5), waist_l[1] - 2),
            (mix(centre_e, edge_e[0], 0.42), mid_y),
            (mix(centre_e, edge_e[0], 0.45), end_y + 6),
        ],
        [(edge_e[0] + away * 30, end_y + 6), (edge_w[0] + away * 30, waist_l[1] - 2)],
    )
    fill_inside(canvas, path, shadow, toward(w.cloth.base, w.cloth.dark, 0.9))
    for share in (0.22, 0.42, 0.6, 0.8):
        x0 = mix(waist_l[0], waist_r[0], share)
        x1 = mix(left_run[0][0], right_run[-1][0], share)
        if sit > 0.4 and sk.s > 0.4:
            continue
        canvas.drawPath(
            smooth(
                [(x0, mix(waist_l[1], end_y, 0.12)), (mix(x0, x1, 0.55), mix(waist_l[1], end_y, 0.55)), (x1, end_y + 0.6)],
                closed=False,
            ),
            stroke(faded(w.cloth.deep, 0.55), 0.5),
        )
    if w.name == "coat":
        x0 = mix(waist_l[0], waist_r[0], 0.5) + sk.s * 4
        canvas.drawPath(smooth([(x0, waist_l[1]), (centre_e + sk.s * 6, end_y + 0.6)], closed=False), stroke(w.cloth.line, 0.5))
    if w.name == "hanfu":
        fill_inside(
            canvas,
            path,
            joined(
                [(left_run[0][0] - 2, end_y - 3.4), (centre_e, end_y - 2.2), (right_run[-1][0] + 2, end_y - 3.4)],
                [(right_run[-1][0] + 2, end_y + 6), (left_run[0][0] - 2, end_y + 6)],
            ),
            w.inner.base,
        )


def draw_sash(canvas: skia.Canvas, sk: Skeleton, w: Wardrobe, light: Light) -> None:
    """The belt of a coat or dress, the sash of a robe: covers the seam between the trunk and the skirt."""
    y = hem_y(sk, w.outfit)
    if w.name == "dress":
        _band(canvas, sk, y - 1.8, y + 1.2, w.accent, w.outfit.loose + 0.5)
    elif w.name == "hanfu":
        _band(canvas, sk, y - 4.5, y + 3.0, w.accent, w.outfit.loose + 0.6)
        if not sk.back:
            x, _ = sk.on(12.0, y)
            for k in (0.0, 2.0):
                tail = joined(
                    [(x + k - 0.9, y + 2.5), (x + k - 1.5, y + 16.0), (x + k - 1.6, y + 27.0 - k)],
                    [(x + k + 0.9, y + 26.0 - k), (x + k + 0.8, y + 14.0), (x + k + 0.7, y + 2.5)],
                )
                canvas.drawPath(tail, stroke(w.accent.line, 0.4))
                canvas.drawPath(tail, fill(w.accent.base if k else w.accent.dark))
            canvas.drawOval(skia.Rect(x - 1.4, y - 1.6, x + 3.0, y + 3.0), fill(w.accent.lit))
    elif w.name == "coat":
        _band(
            canvas,
            sk,
            sk.trunk.waist - 1.0,
            sk.trunk.waist + 2.8,
            Shade(w.cloth.dark, w.cloth.base, w.cloth.deep, w.cloth.deep, w.cloth.line, w.cloth.rim),
            w.outfit.loose + 0.3,
        )
        if not sk.back:
            x, y = sk.on(6.0, sk.trunk.waist + 0.9)
            canvas.drawPath(
                box(x - 2.0 * max(0.35, sk.c), y - 1.7, x + 2.0 * max(0.35, sk.c), y + 1.7, 0.4), stroke(w.cloth.line, 0.7)
            )


def _band(canvas: skia.Canvas, sk: Skeleton, top: float, low: float, cloth: Shade, loose: float) -> None:
    left_t, right_t, left_l, right_l = sk.left(top, loose), sk.right(top, loose), sk.left(low, loose), sk.right(low, loose)
    bow = 0.9 * sk.c
    path = joined(
        [left_t, (0.5 * (left_t[0] + right_t[0]), top + bow), right_t],
        [right_l, (0.5 * (left_l[0] + right_l[0]), low + bow), left_l],
    )
    canvas.drawPath(path, stroke(cloth.line, 0.5))
    canvas.drawPath(path, fill(cloth.base))
    canvas.drawPath(
        joined(
            [(mix(left_t[0], right_t[0], 0.68), top + bow * 0.6), right_t],
            [right_l, (mix(left_l[0], right_l[0], 0.7), low + bow * 0.6)],
        ),
        fill(cloth.dark),
    )
