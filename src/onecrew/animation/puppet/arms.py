"""Arms with sleeves, and what the hands hold.

In: a skeleton's limb, the arm's pose and tones. Out: pixels in trunk coordinates. Never: the trunk.
"""

from __future__ import annotations

import math

import skia

from onecrew.animation.light import Light
from onecrew.animation.pose import Arm, Hand
from onecrew.animation.puppet.body import Limb, Skeleton
from onecrew.animation.puppet.curves import Point, between, capsule_into, joined, mix, oval, smooth, smooth_into
from onecrew.animation.puppet.hands import draw_hand
from onecrew.animation.puppet.proportions import hand_length
from onecrew.animation.puppet.props import UPRIGHT, draw_prop
from onecrew.animation.puppet.shading import Shade, faded, fill, fill_clipped, flat, stroke, toward

_GRIP: dict[str, tuple[float, float]] = {"knife": (1.0, 6.2), "bag": (1.2, 6.6)}


def draw_arm(
    canvas: skia.Canvas,
    sk: Skeleton,
    near: bool,
    sleeve: str,
    cloth: Shade,
    cuff: Shade,
    skin: Shade,
    light: Light,
    accent: str,
    side: float,
    over: bool,
) -> None:
    """One arm with its hand. ``sleeve``: long, rolled, short, cap, puffed, wide or none. ``over``: before the trunk."""
    limb = sk.near if near else sk.far
    arm = sk.near_arm if near else sk.far_arm
    ra, rb, rc = sk.trunk.arm
    reached = {"long": 1.0, "rolled": 0.28, "short": -0.42, "cap": -0.72, "puffed": 0.93, "wide": 0.9, "none": -1.0}[sleeve]
    if reached < 0.95:
        border, bare = skia.Path(), skia.Path()
        for into, more in ((border, 0.3), (bare, 0.0)):
            capsule_into(into, limb.a, limb.b, ra * 0.94 + more, rb * 0.92 + more)
            capsule_into(into, limb.b, limb.c, rb * 0.95 + more, rc + more)
        flat(canvas, border, skin.line)
        flat(canvas, bare, skin.base)
        flat(canvas, _shadow(limb, ra * 0.94, rb * 0.94, rc, side), toward(skin.base, skin.dark, 0.85))
    _draw_held(canvas, sk, limb, arm, skin, light, accent, near)
    if sleeve == "none":
        return
    loose = {"long": 1.12, "rolled": 1.14, "short": 1.22, "cap": 1.2, "puffed": 1.2, "wide": 1.2}[sleeve]
    path, rim = _sleeve(limb, sleeve, ra, rb, rc, loose, reached, 0.0)
    border, _ = _sleeve(limb, sleeve, ra, rb, rc, loose, reached, 0.32)
    _fill_open(canvas, border, sk, limb, near, over, cloth.line, ra * loose)
    flat(canvas, path, cloth.base)
    dark = toward(cloth.base, cloth.dark, 0.85)
    if sleeve in ("wide", "puffed"):
        fill_clipped(canvas, path, _shadow(limb, ra * loose * 1.1, rb * loose * 1.2, rb * 2.2, side), dark)
    else:
        middle, elbow = (limb.b, rb * loose * 1.06) if reached > 0.0 else (between(limb.a, rim[0], 0.6), (ra * loose + rim[2]) / 2)
        flat(canvas, _shadow(Limb(limb.a, middle, rim[0], 0.0), ra * loose, elbow, rim[2], side), dark)
    if reached >= 0.0:
        _folds(canvas, limb, rb * loose, cloth)
    if sleeve in ("long", "puffed", "rolled", "short", "cap"):
        (ex, ey), (tx, ty), radius = rim
        dx, dy = tx - ex, ty - ey
        length = math.hypot(dx, dy) or 1.0
        dx, dy = dx / length, dy / length
        depth = {"long": 1.1, "puffed": 1.7, "rolled": 2.2, "short": 0.8, "cap": 0.7}[sleeve]
        x, y = ex - dx * depth, ey - dy * depth
        nx, ny = -dy * radius * 0.99, dx * radius * 0.99
        canvas.drawPath(
            smooth([(x + nx, y + ny), (x + dx * 0.6, y + dy * 0.6), (x - nx, y - ny)], closed=False),
            stroke(faded(cuff.line, 0.8), 0.3),
        )
        if sleeve in ("long", "puffed", "rolled"):
            band = joined([(x + nx, y + ny), (x - nx, y - ny)], [(ex - nx, ey - ny), (ex + nx, ey + ny)])
            canvas.drawPath(band, fill(cuff.base))


def _sleeve(
    limb: Limb, sleeve: str, ra: float, rb: float, rc: float, loose: float, reached: float, more: float
) -> tuple[skia.Path, tuple[Point, Point, float]]:
    """The shape of a sleeve, ``more`` cm wider all round, and its end: the middle, a point beyond it, the radius."""
    path = skia.Path()
    if reached < 0.0:
        end = between(limb.a, limb.b, 1.0 + reached)
        wide = mix(ra, rb, 1.0 + reached) * loose * 1.12
        tube(path, limb.a, _beyond(limb.a, end, more), ra * loose + more, wide + more)
        return path, (end, limb.b, wide)
    capsule_into(path, limb.a, limb.b, ra * loose + more, rb * loose * 1.06 + more)
    end = between(limb.b, limb.c, reached)
    last = _beyond(limb.b, end, more)
    if sleeve == "wide":
        _wide_sleeve(path, limb, rb + more * 0.8, rc + more * 0.4)
        return path, (end, limb.c, rc)
    if sleeve == "puffed":
        middle = between(limb.b, limb.c, 0.62)
        capsule_into(path, limb.b, middle, rb * loose * 1.08 + more, rb * 1.42 + more)
        tube(path, middle, last, rb * 1.42 + more, rc * 1.22 + more)
        return path, (end, limb.c, rc * 1.25)
    wide = mix(rb, rc, reached) * loose * 1.16
    tube(path, limb.b, last, rb * loose * 1.06 + more, wide + more)
    return path, (end, limb.c if reached < 1.0 else _beyond(limb.b, end, 1.0), wide)


def _beyond(a: Point, b: Point, by: float) -> Point:
    """``by`` cm past ``b`` on the way from ``a``."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy) or 1.0
    return (b[0] + dx / length * by, b[1] + dy / length * by)


def _fill_open(
    canvas: skia.Canvas, border: skia.Path, sk: Skeleton, limb: Limb, near: bool, over: bool, line: int, radius: float
) -> None:
    """The contour of a sleeve (``border`` lies under its fill); before the trunk it stays open where the arm grows out of the
    shoulder."""
    if not over:
        flat(canvas, border, line)
        return
    inwards = (1.0 if near else -1.0) * sk.c * radius * 0.5
    x, y = _beyond(limb.b, limb.a, radius * 0.2)
    x += inwards
    canvas.save()
    canvas.clipPath(oval(x, y, radius * 1.16, radius * 1.3), skia.ClipOp.kDifference, True)
    canvas.drawPath(border, fill(line))
    canvas.restore()


def tube(path: skia.Path, a: Point, b: Point, ra: float, rb: float) -> None:
    """A tapered capsule at ``a``, cut straight at ``b``."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy) or 1.0
    nx, ny = -dy / length, dx / length
    path.addOval(skia.Rect(a[0] - ra, a[1] - ra, a[0] + ra, a[1] + ra))
    path.moveTo(a[0] - nx * ra, a[1] - ny * ra)
    path.lineTo(b[0] - nx * rb, b[1] - ny * rb)
    path.lineTo(b[0] + nx * rb, b[1] + ny * rb)
    path.lineTo(a[0] + nx * ra, a[1] + ny * ra)
    path.close()


def _wide_sleeve(path: skia.Path, limb: Limb, rb: float, rc: float) -> None:
    """A sleeve that hangs from the forearm by its own weight."""
    (bx, by), (cx, cy) = limb.b, limb.c
    dx, dy = cx - bx, cy - by
    length = math.hypot(dx, dy) or 1.0
    level = abs(dx) / length
    nx, ny = -dy / length, dx / length
    if ny > 0:
        nx, ny = -nx, -ny
    hang = mix(6.0, 22.0, level)
    top_b = (bx + nx * rb * 1.2, by + ny * rb * 1.2)
    top_c = (cx + nx * rc * 1.7, cy + ny * rc * 1.7)
    low_c = (cx - nx * rc * 2.6 - dx / length * 1.0, max(cy, cy - ny * rc * 2.6) + hang)
    low_b = (mix(bx, cx, 0.25) - nx * rb * 1.6, mix(by, cy, 0.25) + rb * 1.5 + hang * 0.45)
    points = [top_b, top_c, low_c, low_b, (bx - nx * rb * 1.2, by - ny * rb * 1.2)]
    if dx < 0.0:
        # The same way round as the upper arm, so that the overlap leaves no hole.
        points.reverse()
    smooth_into(path, points, tension=0.55)


def _shadow(limb: Limb, ra: float, rb: float, rc: float, side: float) -> skia.Path:
    """The part of an arm turned away from the light, from nothing at the shoulder."""
    away = 1.0 if side < 0 else -1.0
    points: list[tuple[Point, Point]] = []
    for (x, y), (dx, dy), r in (
        (limb.a, across(limb.a, limb.b), ra),
        (limb.b, across(limb.a, limb.c), rb),
        (limb.c, across(limb.b, limb.c), rc),
    ):
        if dx * away < 0 or (abs(dx) < 1e-6 and dy < 0):
            dx, dy = -dx, -dy
        hold = 0.25 if points else 0.97
        points.append(((x + dx * r * hold, y + dy * r * hold), (x + dx * r * 0.97, y + dy * r * 0.97)))
    inner = [p[0] for p in points]
    outer = [p[1] for p in points]
    outer.reverse()
    return joined(inner, outer)


def across(a: Point, b: Point) -> Point:
    """The direction square to a–b, one long."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy) or 1.0
    return (-dy / length, dx / length)


def _folds(canvas: skia.Canvas, limb: Limb, rb: float, cloth: Shade) -> None:
    """Two folds where the elbow gathers the cloth."""
    before, after = across(limb.a, limb.b), across(limb.b, limb.c)
    x, y = limb.b
    hollow = before[0] * (limb.c[0] - x) + before[1] * (limb.c[1] - y)
    sign = 1.0 if hollow > 0 else -1.0
    for share, length in ((-0.12, 0.9), (0.16, 0.7)):
        px = x + (limb.c[0] - x) * max(share, 0.0) + (x - limb.a[0]) * min(share, 0.0)
        py = y + (limb.c[1] - y) * max(share, 0.0) + (y - limb.a[1]) * min(share, 0.0)
        n = before if share < 0 else after
        start = (px + n[0] * sign * rb * 0.95, py + n[1] * sign * rb * 0.95)
        end = (px + n[0] * sign * rb * (1.0 - length * 1.4), py + n[1] * sign * rb * (1.0 - length * 1.4))
        canvas.drawPath(
            smooth([start, ((start[0] + x) / 2, (start[1] + y) / 2), end], closed=False), stroke(faded(cloth.deep, 0.8), 0.42)
        )


def _draw_held(canvas: skia.Canvas, sk: Skeleton, limb: Limb, arm: Arm, skin: Shade, light: Light, accent: str, near: bool) -> None:
    """The hand at the wrist, with its prop between palm and fingers."""
    size = hand_length(sk.p.head_height) / 15.0
    # The thumb lies to the front of the body: towards the middle when the body is seen from the front.
    thumb_right = near or sk.turn > 0.5
    raised = math.cos(limb.angle) < -0.15
    if sk.turn <= 0.5 and raised and arm.hand in (Hand.OPEN, Hand.FLAT) and not arm.front:
        # A raised open hand shows its palm, thumb towards the head.
        thumb_right = near
        flip = -1.0 if not near else 1.0
        palm = True
    else:
        flip = 1.0 if thumb_right else -1.0
        palm = arm.hand is Hand.OPEN
    # Turning the wrist up by the forearm's direction mirrors the hand on the screen.
    mirror = flip
    if arm.hand is Hand.OPEN and not raised:
        mirror = -flip if abs(limb.angle) > 0.8 else flip
    if arm.hand in (Hand.HOLD, Hand.POINT, Hand.FIST) and abs(limb.angle) > 0.9:
        # The thumb is on top of a level forearm.
        mirror = 1.0 if limb.angle > 0 else -1.0
    canvas.save()
    canvas.translate(*limb.c)
    canvas.rotate(-math.degrees(limb.angle))
    canvas.scale(mirror * size, size)
    narrow = 0.86 if arm.hand is Hand.REST else 1.0
    canvas.scale(narrow, 1.0)
    if arm.prop == "none":
        draw_hand(canvas, arm.hand, skin, palm)
    else:
        draw_hand(canvas, Hand.HOLD, skin, False, grip=1)
        canvas.save()
        at_head = limb.c[1] < -sk.trunk.length + 8.0
        gx, gy = _GRIP.get(arm.prop, (2.4, 6.4)) if arm.prop != "phone" or not at_head else (2.4, 8.6)
        canvas.translate(gx, gy)
        if arm.prop in UPRIGHT:
            canvas.scale(mirror / narrow, 1.0)
            canvas.rotate(math.degrees(limb.angle))
            if arm.prop == "phone" and at_head:
                # Beside the head its upper end leans to the ear.
                canvas.rotate(18.0 * max(-1.0, min(1.0, (sk.head[0] - limb.c[0]) / 12.0)))
        if arm.prop in ("cup", "glass", "ring", "key"):
            canvas.scale(1.2, 1.2)
        draw_prop(canvas, arm.prop, light, accent, at_head)
        canvas.restore()
        draw_hand(canvas, Hand.HOLD, skin, False, grip=2)
    canvas.restore()
