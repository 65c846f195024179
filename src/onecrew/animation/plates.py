"""Painted once, moved every frame. In: set layers, the views of a shot. Out: plates that cover what the camera will see.

Never: people. A plate is one picture of one or several layers, painted at the size of their nearest view, defocused and graded
there and then; what is out of focus is painted small. Full-frame pictures that are moved cost most of a frame's time (a still copy
costs a tenth), so layers that move alike share a plate, and a camera that stands still sees flattened frames.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from onecrew.animation.camera import Lens, View, lens
from onecrew.animation.cel import Cel, Pixels, blank, laid, lay, lay_scaled, surface_on, trimmed
from onecrew.animation.grade import Grade, graded
from onecrew.animation.place_set import Layer
from onecrew.story.show import Format

LARGEST = 7_000_000
"""Pixels of a plate at most; a longer walk is painted coarser."""

SHELF = 48_000_000
"""Bytes of plates kept for shots that see the same place the same way."""

LEFT_OF_BLUR = 2.4
"""Sigma, in its own pixels, that a plate out of focus keeps when it is painted small: enough to be enlarged without a trace."""


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """``cel`` shows layer cm from ``(left, top)`` on, ``scale`` pixels a cm; it moves as things of ``depth`` do.

    ``fixed``: the picture is already in pixels of the frame and is copied to ``(left, top)``."""

    cel: Cel
    depth: float
    left: float
    top: float
    scale: float
    fixed: bool = False

    def draw(self, frame: Pixels, view: View, form: Format) -> None:
        """Lays the plate into the frame as ``view`` sees it."""
        if self.fixed:
            lay(frame, self.cel, int(self.left), int(self.top))
            return
        seen = lens(view, self.depth, form)
        lay_scaled(frame, self.cel, seen.scale / self.scale, self.left * seen.scale + seen.dx, self.top * seen.scale + seen.dy)


@dataclass(frozen=True, slots=True)
class Paint:
    """How layers are painted. ``defocus``: sigma in pixels of the frame for a layer far behind."""

    form: Format
    defocus: float
    grade: Grade


_kept: OrderedDict[object, Plate | None] = OrderedDict()
"""Plates by everything they depend on, the last used at the end."""


def _shelved(key: object, paint: Callable[[], Plate | None]) -> Plate | None:
    """The plate kept under ``key``, or a new one; what was not used for longest makes room."""
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    plate = _kept[key] = paint()
    held = sum(_bytes(one) for one in _kept.values())
    while held > SHELF and len(_kept) > 1:
        held -= _bytes(_kept.popitem(last=False)[1])
    return plate


def _bytes(plate: Plate | None) -> int:
    if plate is None:
        return 0
    return plate.cel.ink.nbytes * (1 if plate.cel.through is None else 2)


def sigma_of(layer: Layer, defocus: float) -> float:
    """Blur of a layer in pixels of the frame: none in the plane of the people, all of it twice as far away, more in front."""
    away = 1 - 1 / layer.depth if layer.depth >= 1 else 1.6 * (1 / layer.depth - 1) + 0.15
    return defocus * layer.blur * min(1.0, 2.0 * away)


def flattened(layers: Sequence[Layer], view: View, paint: Paint) -> Plate | None:
    """Layers as a still view sees them, as one picture of the frame."""
    return _shelved((tuple(layers), view, paint), lambda: _flattened(layers, view, paint))


def _flattened(layers: Sequence[Layer], view: View, paint: Paint) -> Plate | None:
    form = paint.form
    pixels = blank(form.width, form.height)
    for layer in layers:
        _paint(pixels, layer, lens(view, layer.depth, form), sigma_of(layer, paint.defocus))
    return _finished(pixels, paint.grade, 1.0, 0.0, 0.0, 1.0, fixed=True)


def moving(layers: Sequence[Layer], views: Sequence[View], paint: Paint) -> Plate | None:
    """Layers that move together, painted for every view of the shot. They move as the middle of them does."""
    return _shelved((tuple(layers), tuple(views), paint), lambda: _moving(layers, views, paint))


def _moving(layers: Sequence[Layer], views: Sequence[View], paint: Paint) -> Plate | None:
    form = paint.form
    depth = len(layers) / sum(1 / layer.depth for layer in layers)
    seen = [lens(view, depth, form) for view in views]
    left = min(-one.dx / one.scale for one in seen) - 3
    right = max((form.width - one.dx) / one.scale for one in seen) + 3
    top = min(-one.dy / one.scale for one in seen) - 3
    bottom = max((form.height - one.dy) / one.scale for one in seen) + 3
    nearest = max(one.scale for one in seen)
    scale = nearest / min(shrink_of(sigma_of(layer, paint.defocus)) for layer in layers)
    scale *= min(1.0, math.sqrt(LARGEST / max(1.0, (right - left) * (bottom - top) * scale * scale)))
    pixels = blank(math.ceil((right - left) * scale), math.ceil((bottom - top) * scale))
    middle = views[len(views) // 2]
    base = lens(middle, depth, form)
    for layer in layers:
        # Each layer is painted where the middle of the shot sees it; the plate then moves as one.
        own = lens(middle, layer.depth, form)
        k = own.scale / base.scale
        at = Lens(scale * k, ((own.dx - base.dx) / base.scale - left) * scale, ((own.dy - base.dy) / base.scale - top) * scale)
        _paint(pixels, layer, at, sigma_of(layer, paint.defocus) * scale / nearest)
    return _finished(pixels, paint.grade, depth, left, top, scale, fixed=False)


def shrink_of(sigma: float) -> int:
    """How many times smaller something blurred by ``sigma`` pixels may be painted."""
    return max(1, min(4, int(sigma / LEFT_OF_BLUR)))


def _paint(pixels: Pixels, layer: Layer, at: Lens, sigma: float) -> None:
    """Paints one layer over ``pixels``, out of focus. What will be blurred is painted small: nobody sees the difference, and it
    takes a fraction of the time."""
    shrink = shrink_of(sigma)
    height, width = pixels.shape[:2]
    soft = sigma >= 0.4
    own = blank(-(-width // shrink), -(-height // shrink)) if soft else pixels
    canvas = surface_on(own).getCanvas()
    canvas.translate(at.dx / shrink, at.dy / shrink)
    canvas.scale(at.scale / shrink, at.scale / shrink)
    layer.draw(canvas, 0.0)
    if not soft:
        return
    cv2.GaussianBlur(own, (0, 0), sigma / shrink, dst=own, borderType=cv2.BORDER_REPLICATE)
    laid(pixels, np.asarray(cv2.resize(own, (own.shape[1] * shrink, own.shape[0] * shrink)), np.uint8)[:height, :width])


def _finished(pixels: Pixels, grade: Grade, depth: float, left: float, top: float, scale: float, fixed: bool) -> Plate | None:
    """The plate, graded, without its empty borders; None when nothing was painted.

    The grade is affine in colour, so grading the flattened layers is grading each of them.
    """
    found = trimmed(graded(pixels, grade), often=fixed)
    if found is None:
        return None
    cel, x, y = found
    return Plate(cel, depth, left + x / scale, top + y / scale, scale, fixed)


def strays(depths: Sequence[float], views: Sequence[View], form: Format) -> float:
    """How many pixels layers of these depths part from each other during the shot, at worst, at the frame's corners and middle."""
    middle = views[len(views) // 2]
    worst = 0.0
    corners = [(x * form.width, y * form.height) for x in (0.0, 0.5, 1.0) for y in (0.0, 0.5, 1.0)]
    for view in views:
        for x, y in corners:
            places = []
            for depth in depths:
                a, b = lens(middle, depth, form), lens(view, depth, form)
                places.append(((x - a.dx) / a.scale * b.scale + b.dx, (y - a.dy) / a.scale * b.scale + b.dy))
            worst = max(worst, *(math.dist(places[0], place) for place in places))
    return worst
