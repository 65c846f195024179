"""Hands with fingers, in six shapes.

In: where the wrist is, its direction and a shape. Out: pixels. Never: arms, what the hand holds.

Hand coordinates: origin at the wrist, y towards the finger tips, x towards the thumb, a hand 15 cm long.
"""

from __future__ import annotations

from functools import lru_cache

import skia

from onecrew.animation.pose import Hand
from onecrew.animation.puppet.curves import Point, capsule_into, smooth
from onecrew.animation.puppet.shading import Shade, faded, fill, stroke

Finger = tuple[Point, Point, Point]

# knuckle, middle joint, tip – little finger first, index last
_FINGERS: dict[Hand, tuple[Finger, ...]] = {
    Hand.REST: (((-2.3, 6.2), (-2.5, 8.6), (-1.7, 10.8)), ((-1.0, 6.9), (-1.1, 9.9), (-0.3, 12.5)), ((0.5, 7.1), (0.5, 10.3), (1.1, 13.0)), ((1.9, 6.7), (2.1, 9.6), (2.4, 12.2))),
    Hand.OPEN: (((-2.5, 6.0), (-4.0, 8.6), (-5.0, 10.6)), ((-1.1, 6.9), (-1.8, 10.2), (-2.3, 13.1)), ((0.5, 7.1), (0.6, 10.8), (0.8, 13.9)), ((2.1, 6.6), (3.0, 9.9), (3.7, 12.8))),
    Hand.POINT: (((-2.3, 6.0), (-2.3, 7.2), (-1.0, 6.0)), ((-0.9, 6.6), (-0.9, 7.9), (0.2, 6.2)), ((0.5, 6.8), (0.5, 8.1), (1.4, 6.2)), ((2.0, 6.3), (2.2, 10.0), (2.3, 13.6))),
    Hand.FIST: (((-2.4, 5.6), (-2.5, 7.1), (-1.6, 5.4)), ((-0.9, 6.0), (-1.0, 7.7), (0.0, 5.6)), ((0.6, 6.1), (0.6, 7.8), (1.5, 5.6)), ((2.1, 5.8), (2.2, 7.3), (2.8, 5.4))),
    Hand.HOLD: (((-2.4, 5.6), (-2.2, 7.6), (0.4, 7.6)), ((-1.2, 6.2), (-0.9, 8.5), (1.6, 8.2)), ((0.2, 6.3), (0.6, 8.5), (2.9, 7.8)), ((1.6, 5.8), (2.1, 7.6), (4.1, 6.7))),
    Hand.FLAT: (((-2.2, 6.2), (-2.3, 8.8), (-2.2, 11.4)), ((-0.8, 6.9), (-0.8, 10.2), (-0.8, 13.2)), ((0.6, 7.1), (0.6, 10.7), (0.6, 14.0)), ((2.0, 6.7), (2.0, 9.9), (1.9, 13.0))),
}  # fmt: skip
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
def _finger_paths(shape: Hand) -> tuple[tuple[skia.Path, ...], skia.Path, skia.Path, skia.Path]:
    """Fingers (little first), thumb, palm, and all of it."""
    every = skia.Path()
    fingers: list[skia.Path] = []
    thick = (0.98, 1.1, 1.12, 1.08)
    for (a, b, c), r in zip(_FINGERS[shape], thick, strict=True):
        path = skia.Path()
        capsule_into(path, a, b, r * 1.04, r)
        capsule_into(path, b, c, r, r * 0.8)
        fingers.append(path)
        every.addPath(path)
    a, b, c = _THUMB[shape]
    thumb = skia.Path()
    capsule_into(thumb, a, b, 1.5, 1.22)
    capsule_into(thumb, b, c, 1.22, 0.92)
    every.addPath(thumb)
    palm = smooth(_PALM[Hand.FIST if shape in (Hand.FIST, Hand.POINT, Hand.HOLD) else Hand.REST], tension=0.9)
    every.addPath(palm)
    return tuple(fingers), thumb, palm, every


def draw_hand(canvas: skia.Canvas, shape: Hand, skin: Shade, palm_side: bool, grip: int = 0) -> None:
    """Draws in hand coordinates. ``palm_side``: the palm is seen. ``grip``: 0 the whole hand, 1 only what lies behind the thing held,
    2 only the fingers and thumb before it."""
    fingers, thumb, palm, every = _finger_paths(shape)
    line = stroke(skin.line, 0.56)
    soft = stroke(faded(skin.line, 0.75), 0.34)
    if grip == 1:
        canvas.drawPath(palm, line)
        canvas.drawPath(palm, fill(skin.base))
        return
    if grip == 2:
        for finger in fingers:
            canvas.drawPath(finger, stroke(skin.line, 0.5))
            canvas.drawPath(finger, fill(skin.base))
        canvas.drawPath(thumb, stroke(skin.line, 0.5))
        canvas.drawPath(thumb, fill(skin.base))
        return
    canvas.drawPath(every, line)
    curled = shape in (Hand.FIST, Hand.POINT, Hand.HOLD)
    if curled:
        canvas.drawPath(palm, fill(skin.base))
        for finger in fingers:
            canvas.drawPath(finger, soft)
            canvas.drawPath(finger, fill(skin.base))
        canvas.drawPath(thumb, soft)
        canvas.drawPath(thumb, fill(skin.base))
        return
    for finger in fingers:
        canvas.drawPath(finger, soft)
        canvas.drawPath(finger, fill(skin.base))
    canvas.drawPath(thumb, soft)
    canvas.drawPath(thumb, fill(skin.base))
    canvas.drawPath(palm, fill(skin.base))
    a, _, _ = _THUMB[shape]
    if palm_side:
        canvas.drawPath(smooth([(2.0, 5.6), (0.6, 4.6), (0.3, 1.6)], closed=False), stroke(faded(skin.deep, 0.8), 0.3))
        canvas.drawPath(smooth([(-2.4, 5.0), (-0.2, 5.7), (2.2, 6.3)], closed=False), stroke(faded(skin.deep, 0.6), 0.26))
    else:
        canvas.drawPath(smooth([(a[0] + 0.25, 2.6), (2.45, 4.4), (2.6, 6.0)], closed=False), stroke(faded(skin.deep, 0.6), 0.26))
