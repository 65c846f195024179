"""Fourteen ways to wear hair, as volumes that turn with the head.

In: a head's view and tones. Out: pixels in head coordinates, in a layer behind the head and one before it. Never: hats, beards.

A style is a hairline drawn round the head (azimuth in degrees from the middle of the face, height) and how far the hair stands off
the skull; everything inside the silhouette and above the hairline is hair. Seen at any angle the visible part of the hairline
closes the shape, so front, profile and back need no separate drawings.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import lru_cache

import skia

from onecrew.animation.puppet.curves import Point, clamp, ease, mix, ribbon, smooth
from onecrew.animation.puppet.sculpt import Sculpt, View
from onecrew.animation.puppet.shading import Shade, faded, fill, fill_inside, flat, stroke, toward

Spot = tuple[float, float, float]
Row = tuple[float, float, float, float]

HALF = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How hair is worn.

    ``line``: the hairline over the half head right of the part of the viewer (azimuth 0…180°, y); ``other``: over the other
    half if it
    differs. ``top``, ``front``, ``side``, ``back``: cm the hair stands off the skull. ``below``: rows (y, half-width, front,
    back) of the
    hair below the skull. ``part``: azimuth of the parting. ``curl``: height of the bumps of the outline and ``bumps`` how many
    there are between ear and ear. ``shine``: strength of the band of light. ``thin``: how much skin shows through.
    ``tail``: ``none``, ``pony``, ``bun``, ``braids``. ``strands``: how many are drawn. ``quiff``: cm the
    front stands forward. ``ball``: radius of hair that grows as a ball. ``covers``: the ears are under the hair.
    """

    line: HALF
    other: HALF = ()
    top: float = 1.6
    front: float = 0.8
    side: float = 0.7
    back: float = 1.2
    below: tuple[Row, ...] = ()
    part: float = 0.0
    curl: float = 0.0
    bumps: int = 0
    shine: float = 0.5
    thin: float = 0.0
    tail: str = "none"
    strands: int = 8
    fringe: bool = False
    quiff: float = 0.0
    ball: float = 0.0
    covers: bool = False


_NAPE: HALF = ((75, 1.9), (80, 2.3), (85, 1.5), (89, -1.8), (98, -2.2), (110, -0.4), (118, 5.0), (140, 8.0), (180, 8.6))
_NAPE_F: HALF = ((76, 1.6), (81, 2.2), (86, 1.2), (90, -1.8), (98, -2.2), (110, -0.4), (120, 5.4), (142, 8.4), (180, 9.0))

STYLES: dict[str, Style] = {
    "bald": Style(line=(), shine=0.0),
    "buzz": Style(
        line=((0, -8.6), (22, -8.5), (38, -7.6), (48, -5.6), (58, -4.8), (66, -2.0), (71, 1.0), *_NAPE),
        top=0.45,
        front=0.3,
        side=0.3,
        back=0.35,
        shine=0.0,
        thin=0.22,
        strands=0,
    ),
    "short": Style(
        line=((0, -8.0), (12, -8.9), (26, -8.2), (38, -7.4), (50, -5.4), (59, -4.6), (66, -2.0), (71, 1.0), *_NAPE),
        other=((0, -8.0), (10, -7.0), (22, -7.4), (34, -6.2), (46, -5.4), (57, -4.6), (66, -2.0), (71, 1.0), *_NAPE),
        top=2.3,
        front=1.3,
        side=0.6,
        back=0.9,
        part=-20,
        quiff=1.5,
        strands=9,
    ),
    "side-part": Style(
        line=((0, -7.6), (18, -6.3), (34, -5.3), (50, -4.4), (60, -3.6), (67, -1.2), (72, 1.6), *_NAPE),
        other=((0, -8.2), (10, -8.9), (20, -9.6), (30, -9.4), (42, -7.0), (56, -4.9), (66, -2.0), (71, 1.0), *_NAPE),
        top=2.1,
        front=1.5,
        side=0.75,
        back=1.1,
        part=-27,
        quiff=0.9,
        strands=10,
        shine=0.7,
    ),
    "undercut": Style(
        line=((0, -9.2), (14, -9.4), (30, -8.6), (44, -7.2), (56, -5.0), (66, -2.0), (71, 1.0), *_NAPE),
        top=3.3,
        front=1.9,
        side=0.35,
        back=0.6,
        part=0,
        quiff=2.6,
        strands=10,
        shine=0.6,
    ),
    "curly": Style(
        line=((0, -6.2), (12, -7.4), (24, -5.6), (36, -6.6), (47, -4.2), (58, -4.0), (66, -1.0), (73, 1.8), *_NAPE),
        top=3.4,
        front=2.2,
        side=2.1,
        back=2.4,
        curl=0.85,
        bumps=11,
        shine=0.35,
        strands=0,
    ),
    "afro": Style(
        line=((0, -7.4), (16, -7.8), (32, -7.0), (46, -5.4), (60, -3.4), (68, -1.0), (72, 1.0), *_NAPE),
        curl=0.6,
        bumps=19,
        shine=0.4,
        strands=0,
        ball=15.6,
        below=((9.0, 1.0, 1.0, -1.0),),
    ),
    "bob": Style(
        line=(
            (0, -3.0),
            (9, -3.5),
            (11, -3.0),
            (20, -3.6),
            (22, -3.1),
            (33, -3.5),
            (36, -2.9),
            (48, -2.4),
            (58, 0.4),
            (66, 5.0),
            (64, 10.6),
            (72, 12.0),
            (90, 12.6),
            (130, 12.4),
            (180, 12.0),
        ),
        top=1.9,
        front=1.35,
        side=1.5,
        back=1.7,
        fringe=True,
        shine=0.85,
        strands=9,
        covers=True,
        below=((6.4, 11.1, 9.4, -11.7), (9.0, 11.4, 9.4, -11.3), (11.4, 10.9, 8.6, -10.2), (12.6, 10.2, 8.0, -9.2)),
    ),
    "long": Style(
        line=(
            (0, -9.9),
            (10, -9.0),
            (24, -7.3),
            (42, -4.8),
            (58, -1.6),
            (70, 2.6),
            (76, 8.0),
            (70, 14.0),
            (61, 21.0),
            (66, 26.0),
            (80, 28.4),
            (100, 29.5),
            (140, 30.0),
            (180, 30.0),
        ),
        top=1.7,
        front=1.1,
        side=1.25,
        back=1.5,
        shine=0.85,
        strands=10,
        covers=True,
        below=(
            (6.5, 10.6, 9.2, -11.3),
            (11.0, 10.9, 9.2, -11.1),
            (16.0, 11.5, 9.6, -12.0),
            (23.0, 11.8, 10.0, -12.6),
            (30.0, 10.4, 9.6, -11.6),
        ),
    ),
    "ponytail": Style(
        line=((0, -8.4), (16, -8.3), (32, -7.4), (46, -5.6), (57, -4.4), (66, -1.4), (71, 1.6), *_NAPE_F),
        top=1.2,
        front=0.7,
        side=0.45,
        back=0.9,
        tail="pony",
        shine=0.85,
        strands=9,
    ),
    "bun": Style(
        line=((0, -8.8), (12, -8.4), (28, -7.0), (42, -4.6), (53, -3.6), (64, -1.0), (70, 2.4), *_NAPE_F),
        top=1.3,
        front=0.8,
        side=0.6,
        back=0.9,
        tail="bun",
        shine=0.8,
        strands=9,
    ),
    "braids": Style(
        line=(
            (0, -9.7),
            (12, -8.6),
            (28, -6.9),
            (44, -4.2),
            (56, -1.8),
            (66, 2.6),
            (72, 6.2),
            (84, 7.6),
            (100, 7.4),
            (130, 8.0),
            (180, 8.6),
        ),
        top=1.2,
        front=0.8,
        side=0.9,
        back=0.9,
        tail="braids",
        shine=0.7,
        strands=8,
        below=((5.4, 9.9, 6.0, -9.6), (8.4, 8.6, 4.0, -6.6)),
    ),
    "pixie": Style(
        line=(
            (0, -4.8),
            (12, -3.7),
            (26, -3.2),
            (40, -2.6),
            (50, -2.4),
            (60, -0.8),
            (67, 2.4),
            (73, 5.2),
            (79, 3.4),
            (86, 0.4),
            (92, -1.4),
            (102, -1.6),
            (112, 1.4),
            (122, 5.4),
            (145, 7.6),
            (180, 8.2),
        ),
        other=(
            (0, -4.8),
            (10, -6.6),
            (22, -8.2),
            (34, -7.2),
            (46, -5.0),
            (58, -3.4),
            (67, 0.8),
            (73, 4.2),
            (79, 3.0),
            (86, 0.4),
            (92, -1.4),
            (102, -1.6),
            (112, 1.4),
            (122, 5.4),
            (145, 7.6),
            (180, 8.2),
        ),
        top=2.5,
        front=1.5,
        side=0.95,
        back=1.7,
        part=-24,
        quiff=0.5,
        strands=10,
        shine=0.6,
    ),
    "waves": Style(
        line=(
            (0, -7.6),
            (14, -6.4),
            (30, -5.0),
            (46, -2.6),
            (60, 0.6),
            (70, 5.0),
            (66, 10.0),
            (68, 14.6),
            (60, 19.0),
            (72, 21.8),
            (92, 22.6),
            (130, 23.0),
            (180, 23.0),
        ),
        other=(
            (0, -7.6),
            (9, -8.8),
            (18, -9.8),
            (30, -8.2),
            (44, -5.2),
            (60, -1.2),
            (71, 4.6),
            (66, 9.6),
            (69, 14.4),
            (60, 18.6),
            (72, 21.6),
            (92, 22.6),
            (130, 23.0),
            (180, 23.0),
        ),
        top=2.5,
        front=1.4,
        side=1.7,
        back=2.0,
        part=-20,
        curl=0.55,
        bumps=0,
        shine=0.8,
        strands=10,
        quiff=0.5,
        covers=True,
        below=(
            (5.0, 12.0, 9.8, -13.2),
            (8.6, 11.2, 9.2, -12.2),
            (13.0, 12.6, 10.0, -13.0),
            (17.6, 11.8, 9.6, -12.4),
            (21.6, 12.3, 9.6, -12.6),
            (23.6, 10.6, 8.6, -11.2),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Mass:
    """A style fitted to one head: rows of the outer surface and points on it."""

    style: Style
    rows: tuple[Row, ...]
    line: tuple[Spot, ...]
    strands: tuple[tuple[Spot, ...], ...]
    shine: tuple[tuple[Spot, Spot], ...]
    bottom: float
    mirror: float
    """-1 where the drawing will be mirrored, else 1: what hangs to one side keeps to it."""


def _row(rows: tuple[Row, ...], y: float) -> tuple[float, float, float]:
    if y <= rows[0][0]:
        _y0, w, d, j = rows[0]
        return w, d, j
    for a, b in itertools.pairwise(rows):
        if y <= b[0]:
            t = (y - a[0]) / (b[0] - a[0])
            return mix(a[1], b[1], t), mix(a[2], b[2], t), mix(a[3], b[3], t)
    return rows[-1][1:]


def _spot(rows: tuple[Row, ...], azimuth: float, y: float) -> Spot:
    w, d, j = _row(rows, y)
    a = math.radians(azimuth)
    c = math.cos(a)
    return (w * math.sin(a), y, (d if c > 0 else -j) * c)


@lru_cache(maxsize=512)
def mass(name: str, form: Sculpt, flip: bool) -> Mass:
    """The hair of a head. ``flip``: the drawing will be mirrored, so that the parting has to stand on the other side."""
    style = STYLES[name]
    rows: list[Row] = []
    if style.ball > 0.0:
        rows.extend(_ball(style.ball))
    skull = [] if style.ball > 0.0 else [(y, w, d) for y, w, d, _ in form.right if y < 4.0]
    backs = [(y, j) for y, _, j in form.left]
    for y, w, d in skull:
        j = _along(backs, y)
        up = clamp((-y - 1.0) / 12.0)
        lift = up * up * (3 - 2 * up)
        over = y - style.top * lift
        grow = clamp((y + 14.0) / 4.0, 0.35, 1.0)
        if not style.below:
            grow *= clamp((4.6 - y) / 6.0, 0.22, 1.0)
        rows.append(
            (
                over,
                w + style.side * grow + 0.35 * style.top * lift * 0.6,
                d + style.front * (0.4 + 0.6 * lift) + style.quiff * lift * 0.75,
                j - style.back * grow,
            )
        )
    if style.ball == 0.0 and style.below:
        rows.extend(style.below)
    elif style.ball == 0.0:
        for y, _, j in form.left:
            if 4.0 <= y < 8.0:
                w = next(v[1] for v in form.left if v[0] == y)
                rows.append((y, w + style.side * 0.15, 6.0, j - style.back * 0.5))
    table = tuple(rows)
    half = style.line
    other = style.other or half
    if flip:
        half, other = other, half
    around = [(-a, y) for a, y in reversed(other)] + [(a, y) for a, y in half[1:-1]]
    line = tuple(_spot(table, a, y) for a, y in around)
    part = -style.part if flip else style.part
    strands: list[tuple[Spot, ...]] = []
    n = style.strands
    top = table[0][0]
    for i in range(n):
        # Strands leave the parting and fall to both sides, spread round the head.
        share = (i + 0.5) / n
        end = -165.0 + 330.0 * share
        if style.covers and abs(end) < 95.0:
            # It would cross the open face.
            continue
        end_y = _line_y(around, end) - 0.8
        start = part * 0.8
        points: list[Spot] = []
        for k in range(5):
            t = 0.16 + 0.8 * k / 4
            a = mix(start, end, min(1.0, t * 1.25) ** 0.8)
            y = mix(top + 0.5, end_y, t**1.5)
            points.append(_spot(table, a, y))
        strands.append(tuple(points))
    shine: list[tuple[Spot, Spot]] = []
    if style.shine > 0.0:
        for i in range(45):
            a = -176.0 + 352.0 * i / 44
            wave = 0.5 * ((i % 2) * 2 - 1)
            shine.append((_spot(table, a, top + 3.4), _spot(table, a, top + 5.1 + 1.1 * wave)))
    bottom = max(y for _, y in around)
    return Mass(style, table, line, tuple(strands), tuple(shine), bottom, -1.0 if flip else 1.0)


def _ball(radius: float) -> list[Row]:
    """Rows of a ball of hair round the skull, flatter before the face."""
    rows: list[Row] = []
    for i in range(11):
        a = math.pi * (i + 0.6) / 11.2
        w = radius * math.sin(a)
        rows.append((-5.2 - radius * 0.95 * math.cos(a), w, w * 0.76, -w * 1.02))
    return rows


def _along(table: list[tuple[float, float]], y: float) -> float:
    for (y0, v0), (y1, v1) in itertools.pairwise(table):
        if y <= y1:
            return mix(v0, v1, clamp((y - y0) / (y1 - y0)))
    return table[-1][1]


def _line_y(around: list[tuple[float, float]], azimuth: float) -> float:
    for (a0, y0), (a1, y1) in itertools.pairwise(around):
        if a0 <= azimuth <= a1:
            return mix(y0, y1, (azimuth - a0) / (a1 - a0 or 1.0))
    return around[0][1]


def outline(view: View, hair: Mass, low_right: float, low_left: float) -> tuple[list[Point], list[Point]]:
    """The silhouette: left side upwards from ``low_left``, right side downwards to ``low_right``."""
    left: list[Point] = []
    right: list[Point] = []
    for y, w, d, j in hair.rows:
        if y < low_left:
            left.append(view.edge_left(y, w, j))
        if y < low_right:
            right.append(view.edge_right(y, w, d if view.c > -0.3 else max(d, 8.0)))
    left.reverse()
    if left and right:
        y, _, d, j = hair.rows[0]
        left.append(view.at(0.0, y - 0.5, (d + j) * 0.35))
    return left, right


def _visible(view: View, hair: Mass) -> list[Point]:
    """The part of the hairline turned to the viewer, from the left of the picture to the right, ending on the silhouette."""
    line = hair.line
    n = len(line)
    depths = [z * view.c - x * view.s for x, _, z in line]
    start = -1
    for i in range(n):
        if depths[i] > 0.0 and depths[i - 1] <= 0.0:
            start = i
            break
    if start < 0:
        return []
    points: list[Point] = []

    def crossing(a: int, b: int) -> Point:
        t = depths[a] / (depths[a] - depths[b])
        pa, pb = line[a], line[b]
        y = mix(pa[1], pb[1], t)
        w, d, j = _row(hair.rows, y)
        return view.edge_left(y, w, min(j, -0.01)) if not points else view.edge_right(y, w, d)

    points.append(crossing(start - 1, start))
    i = start
    while depths[i] > 0.0:
        points.append(view.at(*line[i]))
        last = i
        i = (i + 1) % n
        if i == start:
            break
    points.append(crossing(last, i))
    return points


def _scalloped(points: list[Point], size: float, path: skia.Path) -> None:
    """Bumps outwards between neighbouring points (left side up, right side down: outwards is left of the way)."""
    for a, b in itertools.pairwise(points):
        dx, dy = b[0] - a[0], b[1] - a[1]
        length = math.hypot(dx, dy) or 1.0
        nx, ny = dy / length * size * 2.1, -dx / length * size * 2.1
        path.cubicTo(a[0] + dx * 0.1 + nx, a[1] + dy * 0.1 + ny, b[0] - dx * 0.1 + nx, b[1] - dy * 0.1 + ny, b[0], b[1])


def _spread(points: list[Point], count: int) -> list[Point]:
    """``count`` + 1 points at equal distances along the polyline."""
    lengths = [math.hypot(b[0] - a[0], b[1] - a[1]) for a, b in itertools.pairwise(points)]
    step = sum(lengths) / count
    out = [points[0]]
    i, walked = 0, 0.0
    for k in range(1, count):
        aim = step * k
        while walked + lengths[i] < aim:
            walked += lengths[i]
            i += 1
        t = (aim - walked) / lengths[i]
        a, b = points[i], points[i + 1]
        out.append((mix(a[0], b[0], t), mix(a[1], b[1], t)))
    out.append(points[-1])
    return out


def cap(view: View, hair: Mass) -> skia.Path | None:
    """Everything of the hair that lies before the head."""
    edge = _visible(view, hair)
    if len(edge) < 3:
        return None
    left, right = outline(view, hair, edge[-1][1] - 0.6, edge[0][1] - 0.6)
    # The top may end below a crossing at steep nods; the run is then just the crown.
    around = [edge[0], *left, *right, edge[-1]]
    path = skia.Path()
    if hair.style.bumps:
        spread = _spread(around, hair.style.bumps)
        path.moveTo(*spread[0])
        _scalloped(spread, hair.style.curl, path)
        back = list(reversed(edge))
        path.lineTo(*back[0])
        _scalloped(back, hair.style.curl * 0.45, path)
        path.close()
        return path
    k = 1.0 / 6.0
    path.moveTo(*around[0])
    for points in (around, list(reversed(edge))):
        n = len(points)
        for i in range(n - 1):
            p1, p2 = points[i], points[i + 1]
            p0 = points[i - 1] if i else p1
            p3 = points[i + 2] if i + 2 < n else p2
            path.cubicTo(
                p1[0] + (p2[0] - p0[0]) * k,
                p1[1] + (p2[1] - p0[1]) * k,
                p2[0] - (p3[0] - p1[0]) * k,
                p2[1] - (p3[1] - p1[1]) * k,
                *p2,
            )
    path.close()
    return path


def draw_back_hair(canvas: skia.Canvas, view: View, hair: Mass, tone: Shade) -> None:
    """The layer behind head, neck and shoulders."""
    style = hair.style
    behind = view.c > -0.2
    if style.below and behind:
        left, right = outline(view, hair, 99.0, 99.0)
        if style.bumps:
            path = skia.Path()
            spread = _spread([*left, *right], style.bumps)
            path.moveTo(*spread[0])
            _scalloped(spread, style.curl, path)
            path.close()
        else:
            path = smooth([*left, *right])
        canvas.drawPath(path, stroke(tone.line, 0.5))
        flat(canvas, path, tone.deep)
    if behind:
        _draw_tail(canvas, view, hair, tone, front=False)


def draw_front_hair(canvas: skia.Canvas, view: View, hair: Mass, tone: Shade, shape: skia.Path, side: float, skin: Shade) -> None:
    """The layer over the head. ``side``: where the key light stands, -1 left … 1 right. ``shape``: from ``cap``."""
    style = hair.style
    if style.thin > 0.0:
        canvas.drawPath(shape, stroke(toward(tone.base, skin.dark, 0.6), 0.7))
        flat(canvas, shape, toward(tone.base, skin.base, style.thin))
        return
    canvas.drawPath(shape, stroke(tone.line, 0.5))
    flat(canvas, shape, tone.base)
    _draw_form(canvas, view, hair, tone, shape, side)
    if view.c <= -0.2:
        _draw_tail(canvas, view, hair, tone, front=True)
    if style.tail == "braids":
        draw_braids(canvas, view, tone, front=True)


def _draw_form(canvas: skia.Canvas, view: View, hair: Mass, tone: Shade, shape: skia.Path, side: float) -> None:
    style = hair.style
    left, right = outline(view, hair, 99.0, 99.0)
    # The side away from the light.
    run = right if side < 0 else left
    if len(run) > 2:
        shift = -3.6 if side < 0 else 3.6
        far = 30.0 if side < 0 else -30.0
        points = [(x + shift * (0.35 + 0.65 * clamp((y + 14) / 8)), y) for x, y in run]
        if side >= 0:
            points.reverse()
        edge = smooth([points[0], *points, (points[-1][0], 60.0)], closed=False)
        edge.lineTo(far, 60.0)
        edge.lineTo(far, -40.0)
        edge.close()
        fill_inside(canvas, shape, edge, toward(tone.base, tone.dark, 0.85))
    for strand in hair.strands:
        if any(z * view.c - x * view.s < 2.4 for x, _, z in strand[1:]):
            continue
        points = [view.at(*spot) for spot in strand]
        canvas.drawPath(ribbon(points[1:], [0.03, 0.2, 0.2, 0.03]), fill(toward(tone.base, tone.deep, 0.55)))
    if hair.shine:
        upper: list[Point] = []
        lower: list[Point] = []
        for a, b in hair.shine:
            near = a[2] * view.c - a[0] * view.s
            if near > 0.0:
                # The crown is seen from a little below: the band bends down towards both sides.
                away = 1.0 - near / math.hypot(a[0], a[2])
                (ax, ay), (bx, by) = view.at(*a), view.at(*b)
                upper.append((ax, ay + 3.4 * away))
                lower.append((bx, by + 3.4 * away))
        if len(upper) > 4:
            # In screen order: from behind, the run wraps round.
            cut = max(range(1, len(upper)), key=lambda i: upper[i - 1][0] - upper[i][0])
            if upper[cut - 1][0] > upper[cut][0] + 4.0:
                upper = upper[cut:] + upper[:cut]
                lower = lower[cut:] + lower[:cut]
            n = len(upper)
            lo, hi = (round(n * 0.12), round(n * 0.66)) if side < 0 else (round(n * 0.34), round(n * 0.88))
            band_up, band_low = upper[lo:hi], lower[lo:hi]
            if len(band_up) > 3:
                middle = len(band_up) / 2
                band_low = [
                    (bx, mix(ay, by, ease(0.0, 1.0, 1.0 - abs(i + 0.5 - middle) / middle)))
                    for i, ((_, ay), (bx, by)) in enumerate(zip(band_up, band_low, strict=True))
                ]
                canvas.drawPath(
                    smooth([*band_up, *reversed(band_low)], tension=0.45), fill(toward(tone.base, tone.lit, style.shine))
                )


def _draw_tail(canvas: skia.Canvas, view: View, hair: Mass, tone: Shade, front: bool) -> None:
    kind = hair.style.tail
    if kind == "pony":
        root = view.at(0.0, -6.5, -13.2)
        spots = [
            (0.0, -6.5, -13.0),
            (1.5, -8.2, -17.0),
            (4.0, -2.0, -19.5),
            (6.6, 7.0, -19.0),
            (8.2, 16.0, -17.0),
            (7.6, 24.0, -17.5),
        ]
        points = [view.at(x * hair.mirror, y, z) for x, y, z in spots]
        path = ribbon(points, [1.2, 2.6, 3.5, 3.7, 2.7, 0.1])
        canvas.drawPath(path, stroke(tone.line, 0.5))
        canvas.drawPath(path, fill(tone.base))
        inner = [(x + 0.9, y) for x, y in points]
        canvas.drawPath(ribbon(inner, [0.1, 0.5, 1.0, 1.1, 0.7, 0.05]), fill(faded(tone.dark, 0.8)))
        canvas.drawPath(ribbon([(x - 1.2, y) for x, y in points], [0.05, 0.25, 0.4, 0.4, 0.2, 0.02]), fill(faded(tone.lit, 0.6)))
        canvas.drawPath(
            smooth([(root[0] - 1.6, root[1] - 1.2), (root[0], root[1] - 1.7), (root[0] + 1.6, root[1] - 1.2)], closed=False),
            stroke(tone.deep, 1.0),
        )
    elif kind == "bun":
        x, y = view.at(0.0, -13.6, -9.2)
        bun = smooth(
            [
                (x - 4.6, y + 0.6),
                (x - 3.6, y - 3.2),
                (x, y - 4.6),
                (x + 3.7, y - 3.1),
                (x + 4.6, y + 0.7),
                (x + 2.6, y + 3.8),
                (x - 2.6, y + 3.8),
            ]
        )
        canvas.drawPath(bun, stroke(tone.line, 0.5))
        canvas.drawPath(bun, fill(tone.base))
        canvas.drawPath(
            smooth([(x - 3.4, y + 1.0), (x - 1.0, y - 2.4), (x + 3.0, y - 1.6)], closed=False), stroke(faded(tone.deep, 0.8), 0.34)
        )
        canvas.drawPath(
            smooth([(x - 2.0, y + 2.4), (x + 0.8, y - 0.4), (x + 3.9, y + 0.6)], closed=False), stroke(faded(tone.deep, 0.8), 0.34)
        )
        canvas.drawPath(
            smooth([(x - 2.8, y - 1.6), (x - 0.8, y - 3.5), (x + 1.8, y - 3.4)], closed=False), stroke(faded(tone.lit, 0.8), 0.55)
        )


def draw_braids(canvas: skia.Canvas, view: View, tone: Shade, front: bool) -> None:
    """Two plaits from behind the ears over the shoulders; ``front``: the ones before the head, else those the turned head
    covers."""
    for side in (1.0, -1.0):
        spots = [
            (side * 9.3, 5.0, -4.0),
            (side * 10.2, 10.0, -2.4),
            (side * 10.0, 15.0, 3.5),
            (side * 9.6, 20.5, 6.5),
            (side * 9.4, 26.0, 7.0),
        ]
        near = spots[0][2] * view.c - spots[0][0] * view.s
        if (near > -5.6) is not front:
            continue
        points = [view.at(*spot) for spot in spots]
        run = _spread(points, 8)
        for i, (a, b) in enumerate(itertools.pairwise(run)):
            fat = 1.75 - 0.07 * i
            for flank in (-1.0, 1.0):
                knot = smooth(
                    [
                        (a[0] + flank * fat * 0.2, a[1] - 0.5),
                        (a[0] + flank * fat * 1.05, a[1] + 0.6),
                        (b[0] + flank * fat * 0.7, b[1] + 0.5),
                        (b[0] - flank * fat * 0.25, b[1] + 0.9),
                    ]
                )
                canvas.drawPath(knot, stroke(tone.line, 0.36))
                canvas.drawPath(knot, fill(tone.base if flank < 0 else tone.dark))
        end = run[-1]
        tuft = smooth(
            [
                (end[0] - 1.0, end[1] + 0.6),
                (end[0] + 1.0, end[1] + 0.6),
                (end[0] + 1.4, end[1] + 3.0),
                (end[0], end[1] + 5.2),
                (end[0] - 1.3, end[1] + 3.0),
            ]
        )
        canvas.drawPath(tuft, stroke(tone.line, 0.36))
        canvas.drawPath(tuft, fill(tone.base))
        canvas.drawLine(end[0] - 1.0, end[1] + 0.8, end[0] + 1.0, end[1] + 0.8, stroke(tone.deep, 0.9))
