"""One-point perspective of a set. In: places in the room, in cm. Out: points on the plane of the people. Never: colours.

The neutral camera stands ``DISTANCE`` cm before the people with its eye ``EYE`` cm above the ground. A point has x to the right,
h above the ground and z behind the people. A thing z cm behind looks ``scale_at(z)`` times as large, and moves that much less with
the camera: its layer's depth is ``depth_at(z)``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from onecrew.animation.sets.brush import Brush, Fill, Point, down
from onecrew.animation.sets.tone import Tone, fade, shade, tint

DISTANCE = 450.0
EYE = 140.0


def scale_at(z: float) -> float:
    """How large a thing z cm behind the people looks, against one beside them."""
    return DISTANCE / (DISTANCE + z)


def depth_at(z: float) -> float:
    """The layer depth of things z cm behind the people."""
    return (DISTANCE + z) / DISTANCE


def at(x: float, h: float, z: float) -> Point:
    """Where a point of the room is seen."""
    scale = scale_at(z)
    return x * scale, -EYE + (EYE - h) * scale


def quad(brush: Brush, corners: list[tuple[float, float, float]], fill: Fill, blur: float = 0.0) -> None:
    """A flat face by its corners (x, h, z)."""
    brush.poly([at(*corner) for corner in corners], fill, blur)


@contextmanager
def plane(brush: Brush, z: float) -> Iterator[None]:
    """Strokes inside are drawn on a wall z cm behind the people: true cm, y = -height above the ground."""
    scale = scale_at(z)
    with brush.moved(0, -EYE * (1 - scale), scale):
        yield


@contextmanager
def side_wall(brush: Brush, x: float, near: float, far: float, height: float) -> Iterator[None]:
    """Strokes inside are drawn on the wall at ``x`` seen in perspective: x runs from 0 (near) to far - near in
    cm, y = -height above the ground.

    ``near`` and ``far`` are z; ``height`` is the wall's height, which fixes the mapping.
    """
    import skia

    length = far - near
    source = [skia.Point(0, 0), skia.Point(length, 0), skia.Point(length, -height), skia.Point(0, -height)]
    target = [skia.Point(*at(x, h, z)) for h, z in ((0, near), (0, far), (height, far), (height, near))]
    matrix = skia.Matrix()
    matrix.setPolyToPoly(source, target)
    brush.canvas.save()
    brush.canvas.concat(matrix)
    yield
    brush.canvas.restore()


def block(
    brush: Brush,
    x: tuple[float, float],
    h: tuple[float, float],
    z: tuple[float, float],
    colour: Tone,
    *,
    top: Tone | None = None,
    light: float = -1.0,
    grounded: bool = False,
) -> None:
    """A box seen in perspective: its top if below the eye, the side turned to the middle, its front with a gentle falloff.

    ``light`` is the side the light comes from (-1 left … 1 right). ``grounded`` puts a soft contact shadow under it.
    """
    (x0, x1), (h0, h1), (z0, z1) = x, h, z
    if grounded:
        contact(brush, x0, x1, z0, z1)
    if h0 > EYE:
        quad(brush, [(x0, h0, z0), (x1, h0, z0), (x1, h0, z1), (x0, h0, z1)], shade(colour, 0.5))
    if x0 > 0:
        side = tint(colour, 0.1) if light < 0 else shade(colour, 0.34)
        quad(brush, [(x0, h0, z0), (x0, h0, z1), (x0, h1, z1), (x0, h1, z0)], side)
    if x1 < 0:
        side = tint(colour, 0.1) if light > 0 else shade(colour, 0.34)
        quad(brush, [(x1, h0, z0), (x1, h0, z1), (x1, h1, z1), (x1, h1, z0)], side)
    if h1 < EYE:
        face = top if top is not None else tint(colour, 0.22)
        far, near = at(x0, h1, z1)[1], at(x0, h1, z0)[1]
        quad(brush, [(x0, h1, z0), (x1, h1, z0), (x1, h1, z1), (x0, h1, z1)], down(far, near, shade(face, 0.1), tint(face, 0.06)))
    left, ceiling = at(x0, h1, z0)
    right, ground = at(x1, h0, z0)
    brush.box(left, ceiling, right, ground, down(ceiling, ground, tint(colour, 0.05), shade(colour, 0.22)))
    if h1 - h0 > 3:
        brush.line([(left, ceiling), (right, ceiling)], fade(tint(colour, 0.55), 0.55), 0.5, round_=False)


def contact(brush: Brush, x0: float, x1: float, z0: float, z1: float, strength: float = 0.5) -> None:
    """The soft shadow of a thing on the ground."""
    near, far = at(0, 0, z0)[1], at(0, 0, z1)[1]
    left, right = at(x0, 0, z0)[0], at(x1, 0, z0)[0]
    middle = (left + right) / 2
    brush.soft(middle, (near + far) / 2 + 1, (right - left) * 0.62 + 4, (near - far) * 0.8 + 4, 0xFF0B0A18, strength)
