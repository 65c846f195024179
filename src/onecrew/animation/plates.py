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
from onecrew.animation.cel import Cel, Pixels, blank, cel_of, laid, lay, lay_scaled, surface_on, trimmed
from onecrew.animation.grade import Grade, graded
from onecrew.animation.place_set import Layer
from onecrew.story.show import Format

LARGEST = 7_000_000
"""Pixels of a plate at most; a longer walk is painted coarser."""

SHELF = 48_000_000
"""Bytes of plates kept for shots that see the same place the same way."""

LEFT_OF_BLUR = 0.9
"""Sigma, in its own pixels, that a layer out of focus keeps when it is painted small: enough to be enlarged without a trace."""


BAND = 72
"""Rows of a plate in one band at most."""


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Some rows of a plate, without their empty sides: ``cel`` begins at its ``left``-th column and ``row``-th row. It holds one
    row more than its own ``rows``, that of the next band, as pixels between the two lie between both."""

    cel: Cel
    left: int
    row: int
    rows: int


@dataclass(frozen=True, slots=True, eq=False)
class Plate:
    """``bands`` show layer cm from ``(left, top)`` on, ``scale`` pixels a cm; they move as things of ``depth`` do.

    Bands that are opaque from side to side are copied, not blended; those at the foot hide what is behind. ``fixed``: the picture
    is already in pixels of the frame and is laid at ``(left, top)`` as one band."""

    bands: tuple[Band, ...]
    depth: float
    left: float
    top: float
    scale: float
    fixed: bool = False

    def draw(self, frame: Pixels, view: View, form: Format) -> None:
        """Lays the plate into the frame (or its upper rows) as ``view`` sees it."""
        if self.fixed:
            lay(frame, self.bands[0].cel, int(self.left), int(self.top))
            return
        scale, dx, dy = self._seen(view, form)
        for band in self.bands:
            start = 0 if band is self.bands[0] else _first(band.row, scale, dy)
            end = frame.shape[0] if band is self.bands[-1] else min(frame.shape[0], _first(band.row + band.rows, scale, dy))
            if max(0, start) < end:
                rows = frame[max(0, start) : end]
                lay_scaled(rows, band.cel, scale, dx + band.left * scale, dy + band.row * scale - max(0, start))

    def hides_from(self, view: View, form: Format) -> int:
        """The row of the frame from which on nothing shows through the plate."""
        last = self.bands[-1]
        if self.fixed or not last.cel.opaque:
            return form.height
        scale, _, dy = self._seen(view, form)
        return max(0, min(form.height, _first(last.row, scale, dy)))

    def _seen(self, view: View, form: Format) -> tuple[float, float, float]:
        seen = lens(view, self.depth, form)
        return seen.scale / self.scale, self.left * seen.scale + seen.dx, self.top * seen.scale + seen.dy


def _first(row: int, scale: float, dy: float) -> int:
    """The first row of the frame whose middle is not above the middle of this row of a plate."""
    return math.ceil(dy + (row + 0.5) * scale - 0.5)


def _bands(pixels: Pixels) -> tuple[Band, ...]:
    """A plate cut into bands; rows where nothing is painted are in none, except as borders."""
    height = pixels.shape[0]
    alpha = pixels[..., 3]
    solid = alpha.min(axis=1) == 255
    empty = alpha.max(axis=1) == 0
    found = []
    row = 0
    while row < height:
        kind = (solid[row], empty[row])
        end = row + 1
        while end < height and (solid[end], empty[end]) == kind and (solid[row] or empty[row] or end - row < BAND):
            end += 1
        if solid[row] and end < height:
            # An opaque band leaves its last row to the next, which may be seen through where both meet.
            end = max(row + 1, end - 1)
        elif empty[row]:
            row = end - 1
        piece = pixels[row : end + 1]
        columns = np.flatnonzero(piece[..., 3].any(axis=0))
        if len(columns):
            # An empty column at each side keeps soft what ends there.
            left, right = max(0, int(columns[0]) - 1), int(columns[-1]) + 2
            found.append(Band(cel_of(piece[:, left:right].copy()), left, row, end - row))
        row = end
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Paint:
    """How layers are painted. ``form``: the size of the picture they are painted for. ``defocus``: sigma in its pixels for a layer
    far behind; ``near``: share of it that even things beside the people take."""

    form: Format
    defocus: float
    grade: Grade
    near: float = 0.0


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
    return sum(pixels.nbytes for band in plate.bands for pixels in (band.cel.ink, band.cel.through) if pixels is not None)


def sigma_of(layer: Layer, paint: Paint) -> float:
    """Blur of a layer in pixels: little in the plane of the people, all of it twice as far away, more in front."""
    away = 1 - 1 / layer.depth if layer.depth >= 1 else 1.6 * (1 / layer.depth - 1) + 0.15
    return paint.defocus * layer.blur * max(paint.near, min(1.0, 2.0 * away))


def flattened(layers: Sequence[Layer], view: View, paint: Paint) -> Plate | None:
    """Layers as a still view sees them, as one picture of the frame.

    The grade is affine in colour, so grading the flattened layers is grading each of them."""
    return _shelved((tuple(layers), view, paint), lambda: _flattened(layers, view, paint))


def _flattened(layers: Sequence[Layer], view: View, paint: Paint) -> Plate | None:
    form = paint.form
    pixels = blank(form.width, form.height)
    for layer in layers:
        _paint(pixels, layer, lens(view, layer.depth, form), sigma_of(layer, paint))
    found = trimmed(graded(pixels, paint.grade), often=True)
    if found is None:
        return None
    cel, x, y = found
    return Plate((Band(cel, 0, 0, cel.ink.shape[0]),), 1.0, x, y, 1.0, fixed=True)


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
    nearest = scale = max(one.scale for one in seen)
    scale *= min(1.0, math.sqrt(LARGEST / max(1.0, (right - left) * (bottom - top) * scale * scale)))
    pixels = blank(math.ceil((right - left) * scale), math.ceil((bottom - top) * scale))
    middle = views[len(views) // 2]
    base = lens(middle, depth, form)
    for layer in layers:
        # Each layer is painted where the middle of the shot sees it; the plate then moves as one.
        own = lens(middle, layer.depth, form)
        k = own.scale / base.scale
        at = Lens(scale * k, ((own.dx - base.dx) / base.scale - left) * scale, ((own.dy - base.dy) / base.scale - top) * scale)
        _paint(pixels, layer, at, sigma_of(layer, paint) * scale / nearest)
    bands = _bands(graded(pixels, paint.grade))
    return Plate(bands, depth, left, top, scale) if bands else None


def _paint(pixels: Pixels, layer: Layer, at: Lens, sigma: float) -> None:
    """Paints one layer over ``pixels``, out of focus. What will be blurred is painted small: nobody sees the difference, and it
    takes a fraction of the time."""
    shrink = max(1, min(6, int(sigma / LEFT_OF_BLUR)))
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
    size = own.shape[1] * shrink, own.shape[0] * shrink
    large = np.asarray(cv2.resize(own, size, interpolation=cv2.INTER_CUBIC), np.uint8)
    laid(pixels, large[:height, :width])


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
