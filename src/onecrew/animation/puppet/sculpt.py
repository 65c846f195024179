"""The volume of a head and its view: everything on a face is placed on it, so that turning the head moves it all together.

In: an Actor, a turn and a nod. Out: points on the picture plane. Never: drawing.

Head coordinates are centimetres of a 26 cm head: x to the right, y downwards, z towards the viewer, the origin between the ears.
A head is described by rows; a row has a half-width seen from the front, a depth to the face line and a depth to the back. Its
silhouette at any angle is the extreme of the ellipse they make; the nose ridge is added where it stands out.
A view always looks to the right (0 front … 90° profile … 180° from behind); looking left is drawn mirrored.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass
from functools import lru_cache

from onecrew.animation.picture import Actor
from onecrew.animation.puppet.curves import Point, clamp
from onecrew.story.show import Age, Gender

# y, half-width, depth of the face line, depth of the nose ridge (0: none)
_RIGHT = (
    (-13.0, 2.9, 2.9, 0.0),
    (-11.6, 5.7, 6.0, 0.0),
    (-8.6, 8.3, 8.3, 0.0),
    (-5.2, 9.45, 9.15, 0.0),
    (-2.6, 9.65, 9.2, 0.0),
    (-0.3, 9.5, 8.35, 8.6),
    (1.6, 9.4, 8.4, 9.5),
    (3.4, 9.2, 8.5, 10.7),
    (4.7, 8.95, 8.6, 11.6),
    (5.5, 8.75, 8.8, 11.0),
    (6.1, 8.55, 9.0, 9.4),
    (7.2, 8.1, 9.45, 0.0),
    (8.1, 7.6, 8.8, 0.0),
    (9.0, 6.95, 9.2, 0.0),
    (10.2, 5.75, 8.35, 0.0),
    (11.6, 3.9, 8.6, 0.0),
    (12.5, 1.9, 7.9, 0.0),
)
# y, half-width, depth of the back (negative: behind the ears); the last rows are the border of the jaw
_LEFT = (
    (-13.0, 2.9, -5.6),
    (-11.6, 5.7, -8.7),
    (-8.6, 8.3, -11.1),
    (-5.2, 9.45, -12.2),
    (-1.5, 9.6, -12.0),
    (2.4, 9.3, -10.9),
    (5.4, 8.8, -8.6),
    (7.6, 7.9, -3.6),
    (9.2, 6.8, -0.2),
    (10.8, 5.0, 2.2),
    (12.2, 2.6, 4.8),
)
_CHIN = (12.75, 0.0, 6.6)

# Share of the half-width at these heights, by face shape.
_FACES: dict[str, tuple[tuple[float, float], ...]] = {
    "oval": ((-13.0, 1.0), (13.0, 1.0)),
    "round": ((-13.0, 1.0), (-4.0, 1.01), (3.0, 1.04), (7.4, 1.11), (9.2, 1.17), (11.0, 1.26), (13.0, 1.3)),
    "square": ((-13.0, 1.02), (-4.0, 1.0), (4.0, 1.0), (7.4, 1.06), (9.2, 1.13), (10.8, 1.27), (12.2, 1.42), (13.0, 1.5)),
    "heart": ((-13.0, 1.0), (-4.0, 1.03), (2.0, 1.02), (5.5, 0.96), (7.4, 0.89), (9.2, 0.82), (11.0, 0.75), (13.0, 0.72)),
    "long": ((-13.0, 0.96), (-4.0, 0.95), (3.0, 0.94), (7.4, 0.96), (9.2, 1.0), (11.0, 1.05), (13.0, 1.05)),
}
_LOWER = {"oval": 1.0, "round": 0.95, "square": 0.99, "heart": 1.0, "long": 1.075}


@dataclass(frozen=True, slots=True)
class Sculpt:
    """The unmoving form of one head. Rows as above; features in head coordinates."""

    scale: float
    """Picture cm of one head cm."""
    right: tuple[tuple[float, float, float, float], ...]
    left: tuple[tuple[float, float, float], ...]
    chin: tuple[float, float, float]
    eye: tuple[float, float, float]
    """x (of the right eye), y, z of the middle of the eye."""
    eye_size: tuple[float, float, float, float]
    """Half-width, rise of the upper lid, fall of the lower lid, radius of the iris."""
    brow_y: float
    brow_thick: float
    nose: float
    """Size, 1 = a grown woman's."""
    nose_y: float
    mouth_y: float
    mouth_half: float
    lip_full: float
    lashes: float
    """0 none … 1 long."""
    wrinkles: float
    cheek: float
    """Lasting warmth of the cheeks, 0–1."""
    female: bool
    age: Age


def _share(table: tuple[tuple[float, float], ...], y: float) -> float:
    for (y0, v0), (y1, v1) in itertools.pairwise(table):
        if y <= y1:
            t = clamp((y - y0) / (y1 - y0))
            return v0 + (v1 - v0) * t
    return table[-1][1]


@lru_cache(maxsize=256)
def sculpt(actor: Actor, head_height: float) -> Sculpt:
    """The head of an actor, ``head_height`` cm from skull to chin."""
    look, age = actor.look, actor.age
    male = actor.gender is Gender.MALE
    female = actor.gender is Gender.FEMALE
    young_face = {Age.CHILD: 1.0, Age.TEEN: 0.4, Age.YOUNG: 0.1}.get(age, 0.0)
    old = age is Age.OLD
    lower = _LOWER[look.face] * (1.0 - 0.07 * young_face)
    shape = _FACES[look.face]
    jaw = (1.07 if male else 0.97 if female else 1.02) if age is not Age.CHILD else 1.0
    if look.build == "heavy":
        jaw *= 1.09
    elif look.build == "slim":
        jaw *= 0.965
    cheeks = 1.0 + 0.035 * young_face + (0.05 if look.build == "heavy" else -0.012 if look.build == "slim" else 0.0)

    def wide(y: float, w: float) -> float:
        low = clamp((y - 3.0) / 7.0)
        mid = clamp(1.0 - abs(y - 5.0) / 6.0)
        puff = 1.0 + (0.09 * young_face + (0.05 if old else 0.0)) * low
        return w * _share(shape, y) * (1.0 + (jaw - 1.0) * low) * (1.0 + (cheeks - 1.0) * mid) * puff

    def down(y: float) -> float:
        return y if y < 2.0 else 2.0 + (y - 2.0) * lower

    nose = (1.16 if male else 1.0) * (1.0 - 0.32 * young_face) * (1.1 if old else 1.0)
    brow_ridge = 0.35 if male and young_face < 0.5 else -0.25 if young_face > 0.5 else 0.0

    def ridge(y: float, d: float, n: float) -> float:
        return 0.0 if n == 0.0 else d + (n - d) * nose

    right = tuple((down(y), wide(y, w), d + (brow_ridge if -4.0 < y < -1.0 else 0.0), ridge(y, d, n)) for y, w, d, n in _RIGHT)
    left = tuple((down(y), wide(y, w), j) for y, w, j in _LEFT)
    eye_y = 1.25 + 1.15 * young_face
    if female:
        size = (2.75, 1.72, 1.0, 1.62)
    elif male:
        size = (2.5, 1.36, 0.88, 1.42)
    else:
        size = (2.62, 1.52, 0.94, 1.52)
    grow = 1.0 + 0.17 * young_face
    size = (
        size[0] * grow,
        size[1] * (grow + 0.1 * young_face),
        size[2] * (grow + 0.12 * young_face),
        size[3] * (grow + 0.08 * young_face),
    )
    if old:
        size = (size[0] * 0.93, size[1] * 0.8, size[2] * 0.88, size[3] * 0.9)
    return Sculpt(
        scale=head_height / 26.0,
        right=right,
        left=left,
        chin=(down(_CHIN[0]), _CHIN[1], _CHIN[2]),
        eye=(4.35, eye_y, 7.3),
        eye_size=size,
        brow_y=-3.2 + 0.75 * young_face,
        brow_thick=(0.84 if male else 0.5 if female else 0.66) * (1.0 - 0.3 * young_face) * (1.15 if old else 1.0),
        nose=nose,
        nose_y=down(4.7) + 0.1 * young_face,
        mouth_y=down(8.15),
        mouth_half=(3.2 if male else 2.95) * (1.0 - 0.12 * young_face),
        lip_full=(0.75 if male else 1.15 if female else 0.95) * (0.6 if old else 1.0) * (1.0 - 0.35 * young_face),
        lashes=0.0 if male else (0.55 if not female else (0.5 if age in (Age.CHILD, Age.OLD) else 1.0)),
        wrinkles=1.0 if old else 0.0,
        cheek={Age.CHILD: 0.5, Age.TEEN: 0.28}.get(age, 0.3 if female else 0.12),
        female=female,
        age=age,
    )


class View:
    """A head at an angle: ``theta`` radians of turn to the right (0 front, π/2 profile, π from behind), ``nod`` radians (down
    positive).

    ``jaw``: cm the chin is dropped by an open mouth.
    """

    __slots__ = ("c", "cn", "form", "jaw", "s", "sn", "theta")

    def __init__(self, form: Sculpt, theta: float, nod: float, jaw: float = 0.0) -> None:
        self.form = form
        self.theta = theta
        self.c = math.cos(theta)
        self.s = math.sin(theta)
        self.cn = math.cos(nod)
        self.sn = math.sin(nod)
        self.jaw = jaw

    def at(self, x: float, y: float, z: float) -> Point:
        """Where a point of the head is seen."""
        y -= 4.0
        z += 2.0
        return (x * self.c + (z * self.cn - y * self.sn - 2.0) * self.s, y * self.cn + z * self.sn + 4.0)

    def deep(self, x: float, y: float, z: float) -> float:
        """How near a point is to the viewer (positive: on the near half)."""
        return (z + 2.0) * self.cn * self.c - (y - 4.0) * self.sn * self.c - 2.0 * self.c - x * self.s

    def edge_right(self, y: float, w: float, d: float) -> Point:
        """The silhouette on the right of a row of half-width ``w`` and depth ``d`` to the front."""
        reach = math.hypot(w * self.c, d * self.s) or 1e-6
        return self.at(w * w * self.c / reach, y, d * d * self.s / reach)

    def edge_left(self, y: float, w: float, j: float) -> Point:
        """The silhouette on the left of a row with depth ``j`` to the back (or to the border of the jaw, where positive)."""
        if j >= 0.0:
            return self.at(-w if self.c >= 0 else w, y, j)
        reach = math.hypot(w * self.c, j * self.s) or 1e-6
        return self.at(-w * w * self.c / reach, y, -(j * j) * self.s / reach)

    def drop(self, y: float) -> float:
        """How far the open mouth lowers a point of the face at height ``y``."""
        mouth = self.form.mouth_y
        return self.jaw * clamp((y - mouth + 0.4) / 3.6)

    def contour(self) -> tuple[list[Point], list[Point]]:
        """The silhouette of skull and face: right side from the top to the chin, left side from the chin to the top."""
        right: list[Point] = []
        for y, w, d, n in self.form.right:
            point = self.edge_right(y + self.drop(y), w, d)
            if n > 0.0 and self.s > 0.0:
                ridge = self.at(0.0, y, n)
                if ridge[0] > point[0]:
                    point = ridge
            right.append(point)
        y, _, z = self.form.chin
        chin = self.at(0.0, y + self.drop(y), z)
        left = [self.edge_left(y + self.drop(y) * 0.8, w, j) for y, w, j in self.form.left]
        left.reverse()
        return [self.at(0.0, -13.45, -1.6), *right, chin], left
