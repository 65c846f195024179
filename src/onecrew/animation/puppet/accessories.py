"""Beards, glasses, earrings and hats, placed on the head's volume.

In: a head's view, a Look and light. Out: pixels in head coordinates. Never: what hangs on the body (see ``clothes``).
"""

from __future__ import annotations

import math

import skia

from onecrew.animation.light import Light
from onecrew.animation.pose import Face
from onecrew.animation.puppet.curves import Point, clamp, joined, ribbon, smooth
from onecrew.animation.puppet.sculpt import View
from onecrew.animation.puppet.shading import faded, fill, fill_inside, mixed, packed, shade, stroke, tone, under
from onecrew.story.show import Look


def _ring(
    view: View, y: float, wide: float, deep: float, back: float, first: float, last: float, count: int, bow: float = 0.0
) -> list[Point]:
    """Points on an ellipse round the head at height ``y`` over the azimuths (degrees) seen; ``bow`` lowers the front."""
    points: list[Point] = []
    for i in range(count):
        a = math.radians(first + (last - first) * i / (count - 1)) - view.theta
        c = math.cos(a)
        points.append(view.at(wide * math.sin(a), y + bow * max(0.0, c), (deep if c > 0 else back) * c))
    return points


def draw_beard(
    canvas: skia.Canvas, view: View, look: Look, face: Face, hair_hex: str, skin_hex: str, light: Light, shape: skia.Path
) -> None:
    """The beard on the chin, cheeks and lip; drawn under the mouth and inside ``shape``, the face."""
    kind = look.beard
    if kind == "none":
        return
    form = view.form
    mouth = form.mouth_y
    drop = view.jaw
    if kind == "stubble":
        colour = shade(mixed(skin_hex, hair_hex, 0.24), light, True).dark
    else:
        colour = shade(hair_hex, light).base
    line = shade(hair_hex, light).line
    spread = face.corners * 0.4
    if kind in ("stubble", "full"):
        low = form.chin[0] + drop + 3.5
        inner = [
            view.at(-9.6, 1.2, 0.0),
            view.at(-8.4, 4.2, 3.6),
            view.at(-6.0, mouth - 1.4, 7.0),
            view.at(-3.2, mouth - 2.0, 8.6),
            view.at(0.0, mouth - 1.45, 9.4),
            view.at(3.2, mouth - 2.0, 8.6),
            view.at(6.0, mouth - 1.4, 7.0),
            view.at(8.4, 4.2, 3.6),
            view.at(9.6, 1.2, 0.0),
        ]
        if view.s > 0.55:
            # The far half is hidden: the edge of the beard runs out over the lip.
            inner = [*inner[:5], (view.at(0.0, mouth - 1.45, 9.4)[0] + 6.0, inner[4][1])]
        path = smooth(inner, closed=False)
        path.lineTo(20.0, low)
        path.lineTo(-20.0, low)
        path.close()
        fill_inside(canvas, shape, path, colour)
        if kind == "full":
            for sign in (-1.0, 1.0):
                points = [
                    view.at(sign * 3.6, mouth + 1.6 + drop, 8.0),
                    view.at(sign * 3.0, mouth + 3.2 + drop, 8.2),
                    view.at(sign * 2.2, mouth + 4.6 + drop, 8.0),
                ]
                canvas.drawPath(smooth(points, closed=False), stroke(faded(line, 0.5), 0.3))
            skin_gap = shade(skin_hex, light, True).dark
            a = view.at(0.0, mouth + 1.75 + drop * 0.8, 9.0)
            canvas.drawOval(
                skia.Rect(a[0] - 1.5 * max(0.2, view.c), a[1] - 0.5, a[0] + 1.5 * max(0.2, view.c), a[1] + 0.35), fill(skin_gap)
            )
    if kind == "goatee":
        y = mouth + 2.1 + drop * 0.8
        points = [
            view.at(-1.8, y, 8.7),
            view.at(0.0, y - 0.3, 9.1),
            view.at(1.8, y, 8.7),
            view.at(2.3, y + 2.2, 8.2),
            view.at(0.0, y + 4.2, 8.2),
            view.at(-2.3, y + 2.2, 8.2),
        ]
        fill_inside(canvas, shape, smooth(points), colour)
    if kind in ("moustache", "goatee"):
        up = mouth - 1.75
        thin = 0.72 if kind == "goatee" else 1.0
        points = [
            view.at(-4.0 - 0.3 * spread, mouth + 0.1 - spread, 7.5),
            view.at(-2.0, up + 0.55, 8.9),
            view.at(0.0, up + 0.15, 9.7),
            view.at(2.0, up + 0.55, 8.9),
            view.at(4.0 + 0.3 * spread, mouth + 0.1 - spread, 7.5),
        ]
        canvas.drawPath(ribbon(points, [0.08, 0.85 * thin, 0.6 * thin, 0.85 * thin, 0.08]), fill(colour))


def draw_earrings(canvas: skia.Canvas, view: View, look: Look, light: Light) -> None:
    """Drops under the lobes that are seen."""
    gold = shade(look.accent_colour, light)
    for side in (-1.0, 1.0):
        if side > 0 and view.s > 0.5:
            continue
        x, y = view.at(side * 9.6, 5.2, 0.0)
        canvas.drawCircle(x, y, 0.42, fill(gold.base))
        drop = smooth([(x, y + 0.3), (x + 0.75, y + 2.2), (x, y + 3.1), (x - 0.75, y + 2.2)])
        canvas.drawPath(drop, stroke(gold.line, 0.2))
        canvas.drawPath(drop, fill(gold.base))
        canvas.drawCircle(x - 0.2, y + 1.9, 0.24, fill(gold.lit))


def draw_glasses(canvas: skia.Canvas, view: View, look: Look, light: Light) -> None:
    """Frames on the nose, arms to the ears."""
    kind = look.glasses
    if kind == "none":
        return
    form = view.form
    ex, ey, _ = form.eye
    frame = packed(under("#2a2530" if kind != "sun" else "#17151b", light))
    glint = packed((1.0, 1.0, 1.0), 0.22)
    y = ey + 0.25
    half_w = {"round": 3.55, "square": 3.75, "sun": 3.95}[kind]
    half_h = {"round": 3.3, "square": 2.55, "sun": 2.9}[kind]
    for side in (1.0, -1.0):
        seen = math.cos(view.theta + side * 0.28)
        if side > 0 and seen < 0.12:
            continue
        seen = max(seen, 0.3) if side < 0 else seen
        x, cy = view.at(side * (ex + 0.15), y, 9.2)
        if kind == "round":
            lens = skia.Path()
            lens.addOval(skia.Rect(-half_w, -half_h, half_w, half_h))
        elif kind == "square":
            lens = skia.Path()
            lens.addRoundRect(skia.Rect(-half_w, -half_h, half_w, half_h), 1.1, 1.1)
        else:
            lens = smooth(
                [
                    (-half_w, -half_h * 0.75),
                    (0.0, -half_h),
                    (half_w, -half_h * 0.85),
                    (half_w * 0.95, 0.4),
                    (half_w * 0.35, half_h),
                    (-half_w * 0.6, half_h * 0.8),
                    (-half_w * 0.98, 0.0),
                ]
            )
        canvas.save()
        canvas.translate(x, cy)
        canvas.scale(side * seen, 1.0)
        if kind == "sun":
            canvas.drawPath(lens, fill(packed(under("#241f2b", light), 0.93)))
            canvas.save()
            canvas.clipPath(lens, True)
            canvas.drawPath(joined([(-3.2, -4.0), (-1.4, -4.0)], [(-3.6, 4.0), (-5.4, 4.0)]), fill(glint))
            canvas.drawRect(skia.Rect(-5.0, 0.9, 5.0, 4.0), fill(packed(under("#8d6a73", light), 0.3)))
            canvas.restore()
        else:
            canvas.drawPath(lens, fill(packed((0.85, 0.93, 1.0), 0.1)))
            canvas.save()
            canvas.clipPath(lens, True)
            canvas.drawPath(joined([(0.6, -4.2), (1.9, -4.2)], [(-0.9, 4.2), (-2.2, 4.2)]), fill(glint))
            canvas.restore()
        canvas.drawPath(lens, stroke(frame, 0.5 if kind != "sun" else 0.42))
        canvas.restore()
    if view.theta < 1.35:
        a = view.at(-(ex - half_w + 0.25), y - 0.5, 9.3)
        m = view.at(0.0, y - 1.0, 10.0)
        b = view.at(ex - half_w + 0.25, y - 0.5, 9.3)
        canvas.drawPath(smooth([a, m, b], closed=False), stroke(frame, 0.5))
    if view.s > 0.06:
        hinge = view.at(-(ex + half_w), y - 0.7, 8.2)
        ear = view.at(-9.4, y - 0.4, 0.0)
        x, _ = view.at(-(ex + 0.15), y, 9.2)
        start = x - half_w * max(math.cos(view.theta - 0.28), 0.3)
        canvas.drawLine(start, hinge[1], ear[0], ear[1], stroke(frame, 0.5))


def draw_hat_back(canvas: skia.Canvas, view: View, look: Look, light: Light) -> None:
    """Parts of a hat behind the head."""
    if look.hat == "headscarf":
        cloth = shade(look.accent_colour, light)
        path = smooth(
            [
                view.at(-10.6, -2.0, -4.0),
                view.at(-9.0, 12.0, -5.0),
                view.at(-8.0, 17.0, -3.0),
                view.at(8.0, 17.0, -3.0),
                view.at(9.0, 12.0, -5.0),
                view.at(10.6, -2.0, -4.0),
            ]
        )
        canvas.drawPath(path, fill(cloth.dark))


def draw_hat(canvas: skia.Canvas, view: View, look: Look, light: Light, side: float) -> None:
    """A hat over the hair."""
    kind = look.hat
    if kind == "none":
        return
    cloth = shade(look.accent_colour, light)
    back = view.c < -0.2
    if kind in ("cap", "beanie"):
        brim = -5.2 if kind == "cap" else -6.0
        edge = _ring(view, brim, 11.2, 11.0, 13.4, -90.0, 90.0, 9, 0.4)
        crown_y = -17.0 if kind == "cap" else -18.5
        skull = [
            view.edge_left(y, w, j)
            for y, w, j in ((brim, 11.3, -13.4), (-9.5, 11.0, -13.2), (-13.8, 8.4, -10.4), (crown_y + 0.6, 4.2, -6.0))
        ]
        skull += [
            view.edge_right(y, w, d)
            for y, w, d in ((crown_y + 0.6, 4.0, 3.4), (-14.0, 8.2, 7.6), (-9.8, 11.0, 10.4), (brim, 11.3, 11.0))
        ]
        path = joined(skull, list(reversed(edge)))
        canvas.drawPath(path, stroke(cloth.line, 0.6))
        canvas.drawPath(path, fill(cloth.base))
        canvas.save()
        canvas.clipPath(path, True)
        _far_side(canvas, skull, side, cloth.dark)
        if kind == "beanie":
            rim = _ring(view, brim - 3.2, 11.8, 11.6, 14.0, -90.0, 90.0, 9, 0.4)
            fold = joined(rim, [(x, y + 5.0) for x, y in reversed(edge)])
            canvas.drawPath(fold, fill(cloth.dark))
            canvas.drawPath(smooth(rim, closed=False), stroke(cloth.line, 0.35))
            for a, b in zip(rim[1:-1], edge[1:-1], strict=True):
                canvas.drawLine(a[0], a[1] + 0.5, b[0], b[1] - 0.2, stroke(faded(cloth.deep, 0.7), 0.3))
        else:
            top = view.at(0.0, crown_y, -1.0)
            for seam in (-0.7, 0.7):
                foot = view.at(11.2 * math.sin(seam), brim, 11.0 * math.cos(seam))
                canvas.drawPath(
                    smooth([top, ((top[0] + foot[0]) / 2 + seam * 2.0, (top[1] + foot[1]) / 2 - 1.5), foot], closed=False),
                    stroke(faded(cloth.deep, 0.7), 0.25),
                )
        canvas.restore()
        if kind == "cap" and not back:
            inner = [view.at(10.6 * math.sin(a), brim + 0.2, 10.6 * math.cos(a)) for a in (-1.15, -0.6, 0.0, 0.6, 1.15)]
            outer = [
                view.at(10.2 * math.sin(a), brim + 1.6 - 0.5 * abs(a), 10.8 * math.cos(a) + 6.6)
                for a in (1.0, 0.5, 0.0, -0.5, -1.0)
            ]
            peak = joined(inner, outer)
            canvas.drawPath(peak, stroke(cloth.line, 0.5))
            canvas.drawPath(peak, fill(cloth.dark))
            canvas.drawPath(smooth(outer, closed=False), stroke(cloth.deep, 0.4))
    elif kind == "fedora":
        y = -6.4
        band = shade(tone(look.accent_colour, -0.55), light)
        rear = _ring(view, y, 17.0, 17.0, 17.5, -90.0, 90.0, 9, 1.4)
        front = _ring(view, y - 0.5, 16.6, 16.6, 17.0, 90.0, 270.0, 9, 0.0)
        brim_path = smooth([*rear[:-1], *front[:-1]])
        canvas.drawPath(brim_path, stroke(cloth.line, 0.6))
        canvas.drawPath(brim_path, fill(cloth.dark))
        left = [view.edge_left(yy, w, j) for yy, w, j in ((y, 11.4, -12.8), (-12.0, 10.4, -11.4), (-17.6, 8.8, -9.6))]
        dip = view.at(0.0, -17.0, 2.0)
        right = [view.edge_right(yy, w, d) for yy, w, d in ((-18.0, 8.8, 9.0), (-12.0, 10.4, 10.6), (y, 11.4, 11.2))]
        low = _ring(view, y, 11.4, 11.2, 12.8, 90.0, -90.0, 7, 1.0)
        crown = joined([*left, dip, *right], low)
        canvas.drawPath(crown, stroke(cloth.line, 0.6))
        canvas.drawPath(crown, fill(cloth.base))
        canvas.save()
        canvas.clipPath(crown, True)
        _far_side(canvas, [*left, *right], side, cloth.dark)
        ribbon_up = _ring(view, y - 3.0, 11.6, 11.4, 13.0, -90.0, 90.0, 7, 1.0)
        canvas.drawPath(joined(ribbon_up, low), fill(band.base))
        canvas.drawPath(
            smooth([(dip[0] - 3.0, dip[1] - 1.0), (dip[0], dip[1] + 1.6), (dip[0] + 2.0, dip[1] + 4.5)], closed=False),
            stroke(faded(cloth.deep, 0.8), 0.4),
        )
        canvas.restore()
    elif kind == "crown":
        gold = shade(look.accent_colour, light)
        low_y, high_y = -10.0, -16.5
        low = _ring(view, low_y, 9.6, 9.6, 10.6, -90.0, 90.0, 9, 0.8)
        high = _ring(view, high_y, 10.4, 10.4, 11.4, 90.0, -90.0, 13, 0.6)
        mid = _ring(view, -13.0, 10.0, 10.0, 11.0, 90.0, -90.0, 13, 0.6)
        teeth = [high[i] if i % 2 == 0 else mid[i] for i in range(13)]
        path = skia.Path()
        path.moveTo(*low[0])
        for point in low[1:]:
            path.lineTo(*point)
        for point in teeth:
            path.lineTo(*point)
        path.close()
        canvas.drawPath(path, stroke(gold.line, 0.6))
        canvas.drawPath(path, fill(gold.base))
        canvas.drawPath(smooth([(x, y - 0.9) for x, y in low], closed=False), stroke(gold.lit, 0.5))
        for i in range(0, 13, 2):
            canvas.drawCircle(*high[i], 0.62, fill(gold.lit))
        for i in (2, 4, 6):
            x, y = low[i]
            canvas.drawCircle(x, y - 2.0, 0.7, fill(packed(under("#c43b4e", light))))
    elif kind == "headscarf":
        outer = [
            view.edge_left(y, w, j)
            for y, w, j in (
                (13.5, 8.2, -7.0),
                (9.0, 9.8, -9.6),
                (3.0, 11.3, -12.8),
                (-5.0, 11.5, -14.0),
                (-12.0, 8.6, -11.2),
                (-15.4, 4.2, -6.2),
            )
        ]
        outer += [
            view.edge_right(y, w, d)
            for y, w, d in (
                (-15.4, 4.2, 3.6),
                (-12.0, 8.6, 8.2),
                (-5.0, 11.0, 10.0),
                (3.0, 10.6, 8.4),
                (9.0, 9.0, 7.6),
                (13.5, 7.0, 7.4),
            )
        ]
        drop = view.jaw
        if back:
            hole = skia.Path()
        else:
            hole = smooth(
                [
                    view.at(0.0, -9.2, 10.2),
                    view.at(-5.4, -8.0, 9.2),
                    view.at(-8.6, -2.5, 6.4),
                    view.at(-8.6, 4.0, 5.2),
                    view.at(-6.4, 9.4, 5.6),
                    view.at(0.0, form_chin(view) + drop - 0.3, 8.4),
                    view.at(6.4, 9.4, 5.6),
                    view.at(8.6, 4.0, 5.2),
                    view.at(8.6, -2.5, 6.4),
                    view.at(5.4, -8.0, 9.2),
                ]
            )
        path = smooth(outer)
        path.addPath(hole)
        path.setFillType(skia.PathFillType.kEvenOdd)
        canvas.drawPath(path, stroke(cloth.line, 0.45))
        canvas.drawPath(path, fill(cloth.base))
        canvas.save()
        canvas.clipPath(path, True)
        _far_side(canvas, outer, side, cloth.dark)
        a = view.at(-7.6, -9.0, 6.0)
        b = view.at(-9.6, 4.0, 2.0)
        c = view.at(-6.5, 12.0, 3.0)
        canvas.drawPath(smooth([a, b, c], closed=False), stroke(faded(cloth.deep, 0.75), 0.4))
        d = view.at(-3.0, -13.5, 4.0)
        e = view.at(-10.4, -2.0, -3.0)
        f = view.at(-8.0, 11.0, -2.0)
        canvas.drawPath(smooth([d, e, f], closed=False), stroke(faded(cloth.deep, 0.6), 0.35))
        canvas.restore()


def form_chin(view: View) -> float:
    """Height of the chin, in head coordinates."""
    return view.form.chin[0]


def _far_side(canvas: skia.Canvas, run: list[Point], side: float, colour: int) -> None:
    """Shade inside the current clip on the side away from the light."""
    xs = [x for x, _ in run]
    low, high = min(xs), max(xs)
    edge = low + (high - low) * (0.7 if side < 0 else 0.3)
    far = high + 5.0 if side < 0 else low - 5.0
    bend = 2.0 if side < 0 else -2.0
    path = skia.Path()
    path.moveTo(edge - bend, -40.0)
    path.quadTo(edge + bend * 1.2, -8.0, edge - bend * 0.4, 30.0)
    path.lineTo(far, 30.0)
    path.lineTo(far, -40.0)
    path.close()
    canvas.drawPath(path, fill(faded(colour, clamp(0.6 + 0.4 * abs(side)))))
