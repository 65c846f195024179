"""Legs, trousers and shoes.

In: a skeleton's legs and tones. Out: pixels in drawing coordinates (the ground is y = 0). Never: skirts (see ``clothes``).
"""

from __future__ import annotations

import math
from functools import lru_cache

import skia

from onecrew.animation.puppet.arms import across, tube
from onecrew.animation.puppet.body import ANKLE, Limb, Skeleton
from onecrew.animation.puppet.curves import Point, box, capsule_into, clamp, cut, grown, joined, mix, smooth
from onecrew.animation.puppet.shading import Shade, faded, fill, fill_inside, flat, stroke, toward

_SIDE: tuple[Point, ...] = (
    (-5.6, 7.6),
    (-6.0, 4.6),
    (-6.4, 1.6),
    (-5.6, 0.0),
    (2.0, 0.0),
    (9.0, 0.0),
    (15.2, 0.0),
    (16.6, 1.4),
    (14.4, 3.9),
    (8.6, 5.0),
    (4.4, 7.8),
)
_FRONT: tuple[Point, ...] = (
    (-4.4, 7.6),
    (-4.9, 4.8),
    (-5.4, 2.0),
    (-4.9, -0.6),
    (-2.2, -1.3),
    (0.0, -1.5),
    (2.2, -1.3),
    (4.9, -0.6),
    (5.4, 2.0),
    (4.9, 4.8),
    (4.4, 7.6),
)


def draw_leg(
    canvas: skia.Canvas, sk: Skeleton, near: bool, cloth: Shade | None, skin: Shade, shoe: Shade, side: float, flare: float = 1.0
) -> None:
    """One leg. ``cloth``: of the trousers, or None for bare legs; ``flare`` widens their hem."""
    limb = sk.near_leg if near else sk.far_leg
    ra, rb, rc = sk.trunk.leg
    # A knee that comes towards the viewer is larger.
    rb *= 1.0 + 0.34 * sk.sitting * sk.c
    if cloth is None:
        _draw_shoe(canvas, sk, limb, near, shoe, low=True, skin=skin)
        calf = (mix(limb.b[0], limb.c[0], 0.32) - sk.s * rb * 0.3, mix(limb.b[1], limb.c[1], 0.32))
        border, path = skia.Path(), skia.Path()
        for into, more in ((border, 0.3), (path, 0.0)):
            capsule_into(into, limb.a, limb.b, ra * 0.86 + more, rb * 0.88 + more)
            capsule_into(into, limb.b, calf, rb * 0.86 + more, rb * 0.9 + more)
            capsule_into(into, calf, limb.c, rb * 0.9 + more, rc * 0.78 + more)
        flat(canvas, border, skin.line)
        flat(canvas, path, skin.base)
        _shade(canvas, limb.a, limb.b, limb.c, ra * 0.84, rb * 0.86, rc * 0.78, skin, side)
        _shoe_top(canvas, sk, limb, near, shoe)
        return
    _draw_shoe(canvas, sk, limb, near, shoe, low=False, skin=skin)
    dx, dy = limb.c[0] - limb.b[0], limb.c[1] - limb.b[1]
    length = math.hypot(dx, dy) or 1.0
    hem = (limb.c[0] + dx / length * 3.0, limb.c[1] + dy / length * 3.0)
    border, path = skia.Path(), skia.Path()
    for into, more in ((border, 0.32), (path, 0.0)):
        capsule_into(into, limb.a, limb.b, ra * 1.02 + more, rb * 1.08 + more)
        tube(into, limb.b, (hem[0] + dx / length * more, hem[1] + dy / length * more), rb * 1.08 + more, rc * 1.18 * flare + more)
    flat(canvas, border, cloth.line)
    flat(canvas, path, cloth.base if near or sk.s < 0.35 else cloth.dark)
    if near or sk.s < 0.35:
        _shade(canvas, limb.a, limb.b, hem, ra, rb * 1.06, rc * 1.18 * flare, cloth, side)
    bent = abs((limb.b[0] - limb.a[0]) * dy - (limb.b[1] - limb.a[1]) * dx) / (length * 12.0)
    x, y = limb.b
    for step in (-2.2, 1.4):
        canvas.drawPath(
            smooth([(x - rb * 0.95, y + step + 1.0), (x - rb * 0.2, y + step + 0.3), (x + rb * 0.5, y + step + 1.2)], closed=False),
            stroke(faded(cloth.deep, 0.35 + 0.4 * clamp(bent)), 0.42),
        )
    canvas.drawPath(
        smooth([(hem[0] - rc * 1.1, hem[1] - 3.6), (hem[0], hem[1] - 2.6), (hem[0] + rc * 0.8, hem[1] - 4.0)], closed=False),
        stroke(faded(cloth.deep, 0.6), 0.4),
    )


def _shade(canvas: skia.Canvas, a: Point, b: Point, c: Point, ra: float, rb: float, rc: float, tone: Shade, side: float) -> None:
    """The half of a leg turned away from the light."""
    away = 1.0 if side < 0 else -1.0
    inner: list[Point] = []
    outer: list[Point] = []
    for (x, y), (dx, dy), r in ((a, across(a, b), ra), (b, across(a, c), rb), (c, across(b, c), rc)):
        if dx * away < 0.0:
            dx, dy = -dx, -dy
        inner.append((x + dx * r * 0.28, y + dy * r * 0.28))
        outer.append((x + dx * r * 0.98, y + dy * r * 0.98))
    outer.reverse()
    flat(canvas, joined(inner, outer), toward(tone.base, tone.dark, 0.9))


@lru_cache(maxsize=128)
def _outline(turn: float) -> tuple[skia.Path, skia.Path, skia.Path]:
    """A shoe at a turn of its own: -1 to the left … 0 front … 1 to the right; y upwards is negative, the sole at 0. With it
    the same
    with its contour, and its sole."""
    t = abs(turn)
    t = t * (2.0 - t)
    sign = 1.0 if turn >= 0 else -1.0
    points = [
        (sign * mix(f[0] * sign if sign > 0 else -f[0] * -1.0, s[0], t), -mix(f[1], s[1], t))
        for f, s in zip(_FRONT, _SIDE, strict=True)
    ]
    shape = smooth(points, tension=0.85)
    sole = cut(shape, box(-20.0, -1.3, 20.0, 3.0), skia.PathOp.kIntersect_PathOp) or box(-1.0, -0.1, 1.0, 0.0)
    return shape, grown(shape, 0.3), sole


def _placed(canvas: skia.Canvas, sk: Skeleton, limb: Limb, near: bool) -> float:
    """Moves the canvas to the foot; gives the shoe's turn."""
    outwards = (-1.0 if near else 1.0) * 0.34 * sk.c
    turn = round(clamp(sk.s * 1.02 + outwards * (1.0 - sk.s), -1.0, 1.0), 2)
    ankle = sk.p.height * ANKLE
    size = sk.p.height / 172.0 * (1.08 if sk.p.height < 130 else 1.0)
    canvas.translate(*limb.c)
    canvas.rotate(math.degrees(limb.angle) * sk.s)
    canvas.translate(0.0, ankle)
    canvas.scale(size, size)
    return turn


def _draw_shoe(canvas: skia.Canvas, sk: Skeleton, limb: Limb, near: bool, shoe: Shade, low: bool, skin: Shade) -> None:
    canvas.save()
    turn = _placed(canvas, sk, limb, near)
    path, border, sole = _outline(turn)
    canvas.drawPath(border, fill(skin.line if low else shoe.line))
    canvas.drawPath(path, fill(skin.base if low else shoe.base))
    if not low:
        canvas.drawPath(sole, fill(shoe.deep))
        canvas.drawOval(skia.Rect(4.0 * turn - 2.4, -5.4, 4.0 * turn + 5.0 * abs(turn) + 2.4, -3.4), fill(faded(shoe.lit, 0.5)))
    canvas.restore()


def _shoe_top(canvas: skia.Canvas, sk: Skeleton, limb: Limb, near: bool, shoe: Shade) -> None:
    """A pump over the bare foot: the instep stays free."""
    canvas.save()
    turn = _placed(canvas, sk, limb, near)
    path, _, sole = _outline(turn)
    t = abs(turn)
    sign = 1.0 if turn >= 0 else -1.0
    top = smooth(
        [
            (sign * -9.0, -5.2 * t - 2.4 * (1 - t)),
            (sign * -2.0, -2.4),
            (sign * 4.5 * t, -1.8 - 0.4 * t),
            (sign * 10.0, -4.0),
            (sign * 20.0, -6.0),
        ],
        closed=False,
    )
    top.lineTo(sign * 20.0, 4.0)
    top.lineTo(sign * -9.0, 4.0)
    top.close()
    fill_inside(canvas, path, top, shoe.base)
    canvas.drawPath(sole, fill(shoe.deep))
    canvas.restore()
