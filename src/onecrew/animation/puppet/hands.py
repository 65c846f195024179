"""Hands with fingers, in six shapes.

In: where the wrist is, its direction and a shape. Out: pixels. Never: arms, what the hand holds.

Hand coordinates: origin at the wrist, y towards the finger tips, x towards the thumb, a hand 15 cm long.
"""

from __future__ import annotations

import math
from functools import lru_cache

import skia

from onecrew.animation.pose import Hand
from onecrew.animation.puppet.curves import Point, capsule_into, grown, simplified, smooth, smooth_into
from onecrew.animation.puppet.shading import Shade, fill, stroke, toward

Finger = tuple[Point, Point, Point]

# knuckle, middle joint, tip – little finger first, index last
_FINGERS: dict[Hand, tuple[Finger, ...]] = {
    Hand.REST: (
        ((-2.3, 6.2), (-2.5, 8.6), (-1.7, 10.8)),
        ((-1.0, 6.9), (-1.1, 9.9), (-0.3, 12.5)),
        ((0.5, 7.1), (0.5, 10.3), (1.1, 13.0)),
        ((1.9, 6.7), (2.1, 9.6), (2.4, 12.2)),
    ),
    Hand.OPEN: (
        ((-2.5, 6.0), (-4.0, 8.6), (-5.0, 10.6)),
        ((-1.1, 6.9), (-1.8, 10.2), (-2.3, 13.1)),
        ((0.5, 7.1), (0.6, 10.8), (0.8, 13.9)),
        ((2.1, 6.6), (3.0, 9.9), (3.7, 12.8)),
    ),
    Hand.POINT: (
        ((-2.3, 6.0), (-2.3, 7.2), (-1.0, 6.0)),
        ((-0.9, 6.6), (-0.9, 7.9), (0.2, 6.2)),
        ((0.5, 6.8), (0.5, 8.1), (1.4, 6.2)),
        ((2.0, 6.3), (2.2, 10.0), (2.3, 13.6)),
    ),
    Hand.FIST: (
        ((-2.4, 5.6), (-2.5, 7.1), (-1.6, 5.4)),
        ((-0.9, 6.0), (-1.0, 7.7), (0.0, 5.6)),
        ((0.6, 6.1), (0.6, 7.8), (1.5, 5.6)),
        ((2.1, 5.8), (2.2, 7.3), (2.8, 5.4)),
    ),
    Hand.HOLD: (
        ((-2.4, 5.6), (-2.2, 7.6), (0.4, 7.6)),
        ((-1.2, 6.2), (-0.9, 8.5), (1.6, 8.2)),
        ((0.2, 6.3), (0.6, 8.5), (2.9, 7.8)),
        ((1.6, 5.8), (2.1, 7.6), (4.1, 6.7)),
    ),
    Hand.FLAT: (
        ((-2.2, 6.2), (-2.3, 8.8), (-2.2, 11.4)),
        ((-0.8, 6.9), (-0.8, 10.2), (-0.8, 13.2)),
        ((0.6, 7.1), (0.6, 10.7), (0.6, 14.0)),
        ((2.0, 6.7), (2.0, 9.9), (1.9, 13.0)),
    ),
}
_THUMB: dict[Hand, Finger] = {
    Hand.REST: ((2.3, 2.2), (3.7, 5.0), (3.7, 7.7)),
    Hand.OPEN: ((2.4, 2.2), (5.0, 4.2), (6.6, 6.8)),
    Hand.POINT: ((2.3, 2.2), (3.4, 4.6), (1.4, 6.2)),
    Hand.FIST: ((2.4, 2.0), (3.7, 4.0), (1.3, 5.4)),
    Hand.HOLD: ((2.4, 2.0), (4.3, 3.8), (4.9, 6.0)),
    Hand.FLAT: ((2.3, 2.2), (3.6, 4.8), (3.6, 7.8)),
}
_PALM: dict[Hand, tuple[Point, ...]] = {
    Hand.REST: ((-1.9, -0.8), (-2.8, 2.4), (-3.0, 5.4), (-2.4, 6.8), (0.5, 7.7), (2.5, 7.2), (2.8, 4.8), (2.6, 2.2), (1.9, -0.8)),
    Hand.FIST: ((-1.9, -0.8), (-2.9, 2.2), (-3.2, 4.6), (-2.8, 6.2), (0.4, 6.9), (2.8, 6.2), (3.2, 4.2), (2.7, 2.0), (1.9, -0.8)),
}


@lru_cache(maxsize=32)
def _hand_paths(shape: Hand) -> tuple[tuple[skia.Path, ...], tuple[skia.Path, ...], skia.Path]:
    """The hand, its palm, its fingers with the thumb; the same with their contour; and the lines between the fingers."""
    fingers = skia.Path()
    lines = skia.Path()
    thick = (0.98, 1.1, 1.12, 1.08)
    curled = shape in (Hand.FIST, Hand.POINT, Hand.HOLD)
    for index, ((a, b, c), r) in enumerate(zip(_FINGERS[shape], thick, strict=True)):
        capsule_into(fingers, a, b, r * 1.04, r)
        capsule_into(fingers, b, c, r, r * 0.8)
        if index < 3:
            # The side towards the next finger, from the knuckle on.
            edge = [_beside(a, b, a, r), _beside(a, b, b, r), _beside(b, c, c, r * 0.8)]
            if curled:
                edge = [_beside(a, b, a, r), _beside(a, b, b, r * 0.9), (b[0] + r * 0.4, b[1] + r * 0.75)]
            smooth_into(lines, edge, closed=False)
    a, b, c = _THUMB[shape]
    capsule_into(fingers, a, b, 1.5, 1.22)
    capsule_into(fingers, b, c, 1.22, 0.92)
    if curled:
        smooth_into(
            lines,
            [_beside(b, c, b, -1.22), _beside(b, c, c, -0.92), (c[0] - 0.2, c[1] + 0.9), _beside(b, c, c, 0.92)],
            closed=False,
        )
    else:
        smooth_into(lines, [(a[0] + 0.2, a[1] + 0.8), (2.5, 4.4), _beside(a, b, b, 1.2)], closed=False)
    # The same way round as the capsules, so that overlapping parts add up and leave no hole.
    palm = smooth(tuple(reversed(_PALM[Hand.FIST if curled else Hand.REST])), tension=0.9)
    every = skia.Path(fingers)
    every.addPath(palm)
    parts = tuple(simplified(part) for part in (every, palm, fingers))
    return parts, tuple(grown(part, 0.28) for part in parts), lines


def _beside(a: Point, b: Point, at: Point, distance: float) -> Point:
    """The point ``distance`` beside the bone a–b at ``at``, towards the thumb."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    length = math.hypot(dx, dy) or 1.0
    return (at[0] + dy / length * distance, at[1] - dx / length * distance)


@lru_cache(maxsize=1)
def _creases() -> skia.Path:
    """The two lines of an open palm."""
    path = skia.Path()
    smooth_into(path, [(2.0, 5.6), (0.6, 4.6), (0.3, 1.6)], closed=False)
    smooth_into(path, [(-2.4, 5.0), (-0.2, 5.7), (2.2, 6.3)], closed=False)
    return path


def draw_hand(canvas: skia.Canvas, shape: Hand, skin: Shade, palm_side: bool, grip: int = 0) -> None:
    """Draws in hand coordinates. ``palm_side``: the palm is seen. ``grip``: 0 the whole hand, 1 only what lies behind the
    thing held,
    2 only the fingers and thumb before it."""
    parts, borders, lines = _hand_paths(shape)
    canvas.drawPath(borders[grip], fill(skin.line))
    canvas.drawPath(parts[grip], fill(skin.base))
    if grip != 1:
        canvas.drawPath(lines, stroke(toward(skin.base, skin.line, 0.7), 0.34))
    if palm_side and grip == 0:
        canvas.drawPath(_creases(), stroke(skin.deep, 0.28))
