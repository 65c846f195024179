"""Curves every part of a puppet is cut from.

In: points in centimetres. Out: Skia paths. Never: colours, canvases, state.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import skia

Point = tuple[float, float]


def mix(a: float, b: float, t: float) -> float:
    """``a`` at 0, ``b`` at 1."""
    return a + (b - a) * t


def clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """``value`` held between ``low`` and ``high``."""
    return low if value < low else high if value > high else value


def ease(low: float, high: float, value: float) -> float:
    """0 up to ``low``, 1 from ``high`` on, with flat ends between (Hermite's smooth step)."""
    t = clamp((value - low) / (high - low))
    return t * t * (3.0 - 2.0 * t)


def between(a: Point, b: Point, t: float) -> Point:
    """The point at ``t`` on the way from ``a`` to ``b``."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def smooth_into(path: skia.Path, points: Sequence[Point], closed: bool = True, tension: float = 1.0) -> None:
    """Adds a curve through the points to ``path`` (Catmull-Rom spline as cubics; ``tension`` 1 usual, 0 a polygon)."""
    k = tension / 6.0
    path.moveTo(*points[0])
    if closed:
        _through(path, (points[-1], *points, points[0], points[1]), k)
        path.close()
    else:
        _through(path, (points[0], *points, points[-1]), k)


def _through(path: skia.Path, points: Sequence[Point], k: float) -> None:
    """Cubics from the second point to the last but one; the outer two only give the directions there. This is the innermost loop of
    every puppet, hence its plainness."""
    cubic = path.cubicTo
    n = len(points)
    x1, y1 = points[1]
    x2, y2 = points[2] if n > 3 else points[1]
    ax, ay = (x2 - points[0][0]) * k, (y2 - points[0][1]) * k
    for i in range(3, n):
        x3, y3 = points[i]
        bx, by = (x3 - x1) * k, (y3 - y1) * k
        cubic(x1 + ax, y1 + ay, x2 - bx, y2 - by, x2, y2)
        x1, y1, x2, y2, ax, ay = x2, y2, x3, y3, bx, by


def smooth(points: Sequence[Point], closed: bool = True, tension: float = 1.0) -> skia.Path:
    """A curve through the points."""
    path = skia.Path()
    smooth_into(path, points, closed, tension)
    return path


def joined(*runs: Sequence[Point], closed: bool = True) -> skia.Path:
    """Smooth runs joined with corners: each run is a curve through its points, and the next begins where it ended."""
    path = skia.Path()
    path.moveTo(*runs[0][0])
    for number, points in enumerate(runs):
        if number:
            path.lineTo(*points[0])
        _through(path, (points[0], *points, points[-1]), 1.0 / 6.0)
    if closed:
        path.close()
    return path


def polygon(*points: Point) -> skia.Path:
    """A closed polygon."""
    path = skia.Path()
    path.moveTo(*points[0])
    for point in points[1:]:
        path.lineTo(*point)
    path.close()
    return path


def oval(x: float, y: float, rx: float, ry: float) -> skia.Path:
    """An ellipse around (x, y)."""
    path = skia.Path()
    path.addOval(skia.Rect(x - rx, y - ry, x + rx, y + ry))
    return path


def box(left: float, top: float, right: float, bottom: float, round_by: float = 0.0) -> skia.Path:
    """A rectangle with rounded corners."""
    path = skia.Path()
    path.addRoundRect(skia.Rect(left, top, right, bottom), round_by, round_by)
    return path


def capsule_into(path: skia.Path, a: Point, b: Point, ra: float, rb: float) -> None:
    """Adds a tapered capsule from ``a`` (radius ``ra``) to ``b`` (radius ``rb``) to ``path``; always the same winding."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy)
    if length <= abs(ra - rb) + 1e-6:
        centre, radius = (a, ra) if ra >= rb else (b, rb)
        path.addOval(skia.Rect(centre[0] - radius, centre[1] - radius, centre[0] + radius, centre[1] + radius))
        return
    axis = math.atan2(dy, dx)
    tangent = math.acos(clamp((ra - rb) / length, -1.0, 1.0))
    start = axis + tangent
    around = 2.0 * math.pi - 2.0 * tangent
    path.moveTo(a[0] + ra * math.cos(start), a[1] + ra * math.sin(start))
    path.arcTo(skia.Rect(a[0] - ra, a[1] - ra, a[0] + ra, a[1] + ra), math.degrees(start), math.degrees(around), False)
    path.arcTo(
        skia.Rect(b[0] - rb, b[1] - rb, b[0] + rb, b[1] + rb),
        math.degrees(axis - tangent),
        math.degrees(2.0 * tangent),
        False,
    )
    path.close()


def capsule(a: Point, b: Point, ra: float, rb: float) -> skia.Path:
    """A tapered capsule."""
    path = skia.Path()
    capsule_into(path, a, b, ra, rb)
    return path


def ribbon(points: Sequence[Point], widths: Sequence[float]) -> skia.Path:
    """A closed stroke of changing half-width along the points: locks of hair, brows, lashes, ties. Ends come to the given
    half-width."""
    left: list[Point] = []
    right: list[Point] = []
    n = len(points)
    for i in range(n):
        before = points[i - 1] if i else points[0]
        after = points[i + 1] if i + 1 < n else points[-1]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = math.hypot(dx, dy) or 1.0
        nx, ny = -dy / length * widths[i], dx / length * widths[i]
        left.append((points[i][0] + nx, points[i][1] + ny))
        right.append((points[i][0] - nx, points[i][1] - ny))
    right.reverse()
    return joined(left, right)


def turned(point: Point, angle: float) -> Point:
    """``point`` turned about the origin, clockwise on screen."""
    c, s = math.cos(angle), math.sin(angle)
    return (point[0] * c - point[1] * s, point[0] * s + point[1] * c)


def simplified(path: skia.Path) -> skia.Path:
    """One outline of overlapping parts (the path itself where Skia cannot find it)."""
    return skia.Simplify(path) or path


def grown(path: skia.Path, by: float) -> skia.Path:
    """The path with a border ``by`` cm wide all round: filled, it is what a thick line along the contour would cover.

    Costly to make and cheap to draw: for shapes that are kept.
    """
    pen = skia.Paint(Style=skia.Paint.kStroke_Style, StrokeWidth=by * 2.0, StrokeJoin=skia.Paint.kRound_Join)
    border = skia.Path()
    pen.getFillPath(path, border)
    return cut(border, path, skia.PathOp.kUnion_PathOp) or border


def cut(one: skia.Path, other: skia.Path, how: skia.PathOp) -> skia.Path | None:
    """Two paths combined, or None where Skia cannot: it says so in two ways, by None and by RuntimeError."""
    try:
        return skia.Op(one, other, how)
    except RuntimeError:
        return None
