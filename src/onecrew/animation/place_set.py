"""A place as layers, ready to be seen by a camera. In: nothing. Out: frozen nouns. Never: people, camera.

World coordinates are centimetres in the plane of the people: x to the right, y downwards, (0, 0) on the ground between the
marks of two people. A layer is drawn in these coordinates as the neutral camera sees it; how far it lies behind (depth > 1) or in
front (depth < 1) of the people says how much less or more it moves with the camera. Layers cover at least
x from -700 to 700 and y from -620 to 180, so no camera sees their edge.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import skia

from onecrew.animation.light import Light


@dataclass(frozen=True, slots=True)
class Layer:
    """``draw(canvas, seconds)`` paints it; ``moves``: it changes with time (rain, neon, traffic), else it is painted once.

    ``blur``: how much of the close-up's defocus it takes, 0 none … 1 all.
    """

    depth: float
    draw: Callable[[skia.Canvas, float], None]
    moves: bool = False
    blur: float = 1.0


@dataclass(frozen=True, slots=True)
class PlaceSet:
    """Layers from the farthest to the nearest; those with depth < 1 stand before the people.

    ``marks``: x in cm of the people's places (``left``, ``right``, ``centre``). ``seat``: height in cm of the seats at the marks
    (0: nobody can sit here); the furniture's seat layer is behind the people at depth 1, its front (table edge, bed rail), if any,
    in a layer at depth 1 marked by ``front``. ``exits``: x in cm where people come in and leave.
    ``over`` paints light in front of everything in *pixels* (rain, dust, snow, glow): ``over(canvas, width, height, seconds)``.
    """

    layers: tuple[Layer, ...]
    front: tuple[Layer, ...]
    marks: tuple[tuple[str, float], ...]
    seat: float
    exits: tuple[float, float]
    light: Light
    laid: tuple[Layer, ...] = ()
    """What is put before people who sit, and only then: a low table between them."""
    over: Callable[[skia.Canvas, int, int, float], None] | None = None
    door: float | None = None
    """Seconds of the set's own time at which its doors open; None where nobody goes through a door that moves. A shot in which
    somebody comes or goes is timed so that they are open then."""
    grade: str = "none"
    """Grade of the whole frame: none, warm, cool, green, neon, sepia."""
