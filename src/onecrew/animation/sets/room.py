"""The shell of a room: far wall, side walls, floor, ceiling. In: tones, sizes. Out: paint in perspective. Never: furniture."""

from __future__ import annotations

from collections.abc import Sequence

import skia

from onecrew.animation.sets.brush import Brush, down, slant
from onecrew.animation.sets.space import at, plane, quad
from onecrew.animation.sets.staging import WORLD
from onecrew.animation.sets.textures import grain
from onecrew.animation.sets.tone import Tone, fade, shade, tint

Hole = tuple[float, float, float, float]
"""A window's left, bottom, right and top on its wall: x and heights in cm."""


def far_wall(
    brush: Brush,
    z: float,
    colour: Tone,
    *,
    height: float = 300.0,
    half: float = 950.0,
    dado: Tone | None = None,
    dado_height: float = 95.0,
    skirting: Tone | None = None,
    cornice: Tone | None = None,
    rough: float = 0.3,
) -> None:
    """The wall opposite the camera with an uneven plaster, a lower part in another colour, a skirting and a cornice."""
    with plane(brush, z):
        brush.box(-half, -height, half, 0, down(-height, 0, shade(colour, 0.1), colour, shade(colour, 0.08)))
        if dado is not None:
            brush.box(-half, -dado_height, half, 0, down(-dado_height, 0, dado, shade(dado, 0.12)))
            brush.box(-half, -dado_height - 5, half, -dado_height, tint(dado, 0.16))
            brush.box(-half, -dado_height, half, -dado_height + 1.6, fade(shade(dado, 0.6), 0.5))
        grain(brush, -half, -height, half, 0, rough, 1.9)
        if skirting is not None:
            brush.box(-half, -11, half, 0, down(-11, 0, tint(skirting, 0.1), shade(skirting, 0.2)))
            brush.box(-half, -12, half, -11, tint(skirting, 0.4))
        if cornice is not None:
            for i, part in enumerate((0.05, 0.2, 0.0)):
                brush.box(-half, -height + i * 5, half, -height + i * 5 + 4.4, tint(cornice, part))
            brush.box(-half, -height + 14.4, half, -height + 24, down(-height + 14.4, -height + 24, 0x660B0A18, 0x000B0A18))


def cut(brush: Brush, z: float, holes: Sequence[Hole]) -> None:
    """Takes windows out of what is painted so far, so the layers behind are seen."""
    brush_ = Brush(brush.canvas, skia.BlendMode.kClear)
    with plane(brush_, z):
        for left, bottom, right, top in holes:
            brush_.box(left, -top, right, -bottom, 0xFF000000)


def ceiling(brush: Brush, z: float, height: float, colour: Tone, *, half: float = 1200.0) -> None:
    """The ceiling from the far wall over the camera, darker towards the wall, and all above."""
    far, near = at(0, height, z)[1], at(0, height, -215)[1]
    brush.box(WORLD.left(), WORLD.top(), WORLD.right(), near + 1, colour)
    quad(
        brush,
        [(-half, height, z), (half, height, z), (half, height, -215), (-half, height, -215)],
        down(far, near, shade(colour, 0.28), shade(colour, 0.06), colour, stops=(0.0, 0.3, 1.0)),
    )


def side_walls(brush: Brush, half: float, far: float, height: float, colour: Tone, *, light: float, near: float = -215.0) -> None:
    """Both walls that run from the camera to the far wall; the one away from the light is lit by it."""
    for side in (-1.0, 1.0):
        x = side * half
        lit = side * light < 0
        face = tint(colour, 0.06) if lit else shade(colour, 0.2)
        start, end = at(x, 0, far), at(x, 0, near)
        points = [at(x, 0, near), at(x, 0, far), at(x, height, far), at(x, height, near)]
        brush.poly(points, slant(start, end, shade(face, 0.16), face))
        edge = (WORLD.right() if side > 0 else WORLD.left(), end[0])
        brush.box(edge[0], WORLD.top(), edge[1], WORLD.bottom(), face)


def floor_base(brush: Brush, far: float, colour: Tone) -> None:
    """The floor's colour from the far wall to before the camera, lighter in the middle distance, with the wall's shadow on it."""
    top = at(0, 0, far)[1]
    brush.box(
        WORLD.left(),
        top,
        WORLD.right(),
        WORLD.bottom(),
        down(top, 190, shade(colour, 0.24), colour, tint(colour, 0.05), shade(colour, 0.25), stops=(0.0, 0.22, 0.45, 1.0)),
    )


def floor_shadow(brush: Brush, far: float) -> None:
    """The dark line where floor and wall meet."""
    top = at(0, 0, far)[1]
    brush.box(WORLD.left(), top - 0.5, WORLD.right(), top + 16, down(top - 0.5, top + 16, 0x800B0A18, 0x000B0A18))


def corner_shadows(brush: Brush, z: float, height: float) -> None:
    """Darkness that gathers under the ceiling."""
    top = at(0, height, z)[1]
    brush.box(WORLD.left(), top, WORLD.right(), top + 60, down(top, top + 60, 0x590B0A18, 0x000B0A18))


def rug(
    brush: Brush, x: tuple[float, float], z: tuple[float, float], colour: Tone, edge: Tone, *, pattern: Tone | None = None
) -> None:
    """A rug on the floor with a border and, if wanted, lozenges."""
    (x0, x1), (z0, z1) = x, z
    quad(brush, [(x0 - 2, 0, z0 - 3), (x1 + 2, 0, z0 - 3), (x1 + 2, 0, z1 + 2), (x0 - 2, 0, z1 + 2)], 0x55080818, 2.5)
    quad(brush, [(x0, 0, z0), (x1, 0, z0), (x1, 0, z1), (x0, 0, z1)], edge)
    mx, mz = (x1 - x0) * 0.05, (z1 - z0) * 0.07
    near, far = at(0, 0, z0)[1], at(0, 0, z1)[1]
    quad(
        brush,
        [(x0 + mx, 0, z0 + mz), (x1 - mx, 0, z0 + mz), (x1 - mx, 0, z1 - mz), (x0 + mx, 0, z1 - mz)],
        down(far, near, shade(colour, 0.12), tint(colour, 0.05)),
    )
    if pattern is not None:
        for i in range(5):
            cx = x0 + (i + 0.5) * (x1 - x0) / 5
            cz = (z0 + z1) / 2
            rx, rz = (x1 - x0) / 13, (z1 - z0) * 0.3
            quad(brush, [(cx - rx, 0, cz), (cx, 0, cz - rz), (cx + rx, 0, cz), (cx, 0, cz + rz)], fade(pattern, 0.55))
            quad(brush, [(cx - rx / 2, 0, cz), (cx, 0, cz - rz / 2), (cx + rx / 2, 0, cz), (cx, 0, cz + rz / 2)], colour)
