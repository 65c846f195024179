"""Painted once, moved every frame. In: set layers, the views of a shot. Out: plates that cover what the camera will see.

Never: people. A plate is one picture of one or several layers, painted at the size of their nearest view, defocused and graded
there and then. Full-frame pictures that are moved cost most of a frame's time (a still copy costs a tenth), so layers that move
alike share a plate, and a camera that stands still sees flattened frames.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import skia

from onecrew.animation.camera import Lens, View, lens
from onecrew.animation.grade import Grade, matrix_of
from onecrew.animation.place_set import Layer
from onecrew.story.show import Format

LARGEST = 7_000_000
"""Pixels of a plate at most; a longer walk is painted coarser."""

SHELF = 48_000_000
"""Bytes of plates kept for shots that see the same place the same way."""

_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)


@dataclass(frozen=True, slots=True)
class Plate:
    """``image`` shows layer cm from ``(left, top)`` on, ``scale`` pixels a cm; it moves as things of ``depth`` do.

    ``fixed``: the image is already in pixels of the frame and is copied to ``(left, top)``."""

    image: skia.Image
    depth: float
    left: float
    top: float
    scale: float
    fixed: bool = False

    def draw(self, canvas: skia.Canvas, view: View, form: Format) -> None:
        """Lays the plate into the frame as ``view`` sees it."""
        if self.fixed:
            canvas.drawImage(self.image, self.left, self.top)
            return
        seen = lens(view, self.depth, form)
        canvas.save()
        canvas.translate(self.left * seen.scale + seen.dx, self.top * seen.scale + seen.dy)
        canvas.scale(seen.scale / self.scale, seen.scale / self.scale)
        canvas.drawImage(self.image, 0, 0, _LINEAR)
        canvas.restore()


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
    return 4 * plate.image.width() * plate.image.height() if plate is not None else 0


def sigma_of(layer: Layer, defocus: float) -> float:
    """Blur of a layer in pixels of the frame: none in the plane of the people, all of it twice as far away, more in front."""
    away = 1 - 1 / layer.depth if layer.depth >= 1 else 1.6 * (1 / layer.depth - 1) + 0.15
    return defocus * layer.blur * min(1.0, 2.0 * away)


def flattened(layers: Sequence[Layer], view: View, paint: Paint) -> Plate | None:
    """Layers as a still view sees them, as one picture of the frame."""
    return _shelved((tuple(layers), view, paint), lambda: _flattened(layers, view, paint))


def _flattened(layers: Sequence[Layer], view: View, paint: Paint) -> Plate | None:
    form = paint.form
    surface = skia.Surface.MakeRasterN32Premul(form.width, form.height)
    canvas = surface.getCanvas()
    for layer in layers:
        _paint(canvas, layer, lens(view, layer.depth, form), sigma_of(layer, paint.defocus))
    return _cropped(surface, paint.grade, 1.0, 0.0, 0.0, 1.0, fixed=True)


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
    scale = max(one.scale for one in seen)
    scale *= min(1.0, math.sqrt(LARGEST / max(1.0, (right - left) * (bottom - top) * scale * scale)))
    width, height = math.ceil((right - left) * scale), math.ceil((bottom - top) * scale)
    surface = skia.Surface.MakeRasterN32Premul(width, height)
    canvas = surface.getCanvas()
    middle = views[len(views) // 2]
    base = lens(middle, depth, form)
    for layer in layers:
        # Each layer is painted where the middle of the shot sees it; the plate then moves as one.
        own = lens(middle, layer.depth, form)
        k = own.scale / base.scale
        at = Lens(scale * k, ((own.dx - base.dx) / base.scale - left) * scale, ((own.dy - base.dy) / base.scale - top) * scale)
        _paint(canvas, layer, at, sigma_of(layer, paint.defocus) * scale / max(one.scale for one in seen))
    return _cropped(surface, paint.grade, depth, left, top, scale, fixed=False)


def _paint(canvas: skia.Canvas, layer: Layer, at: Lens, sigma: float) -> None:
    """Paints one layer, out of focus. What will be blurred is painted small: nobody sees the difference, and it takes a
    fraction of the time."""
    shrink = max(1, min(5, int(sigma / 1.4)))
    if shrink == 1:
        soft = sigma >= 0.4
        canvas.save()
        if soft:
            canvas.saveLayer(None, skia.Paint(ImageFilter=skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kDecal)))
        canvas.translate(at.dx, at.dy)
        canvas.scale(at.scale, at.scale)
        layer.draw(canvas, 0.0)
        if soft:
            canvas.restore()
        canvas.restore()
        return
    size = canvas.getBaseLayerSize()
    small = skia.Surface.MakeRasterN32Premul(size.width() // shrink + 2, size.height() // shrink + 2)
    inner = small.getCanvas()
    inner.save()
    inner.translate(at.dx / shrink, at.dy / shrink)
    inner.scale(at.scale / shrink, at.scale / shrink)
    layer.draw(inner, 0.0)
    inner.restore()
    done = skia.Surface.MakeRasterN32Premul(small.width(), small.height())
    brush = skia.Paint(ImageFilter=skia.ImageFilters.Blur(sigma / shrink, sigma / shrink, skia.TileMode.kClamp))
    done.getCanvas().drawImage(small.makeImageSnapshot(), 0, 0, skia.SamplingOptions(), brush)
    canvas.save()
    canvas.scale(shrink, shrink)
    canvas.drawImage(done.makeImageSnapshot(), 0, 0, skia.SamplingOptions(skia.CubicResampler.Mitchell()))
    canvas.restore()


def _cropped(surface: skia.Surface, grade: Grade, depth: float, left: float, top: float, scale: float, fixed: bool) -> Plate | None:
    """The plate, graded, without its empty borders; None when nothing was painted.

    The grade is affine in colour, so grading the flattened layers is grading each of them.
    """
    image = surface.makeImageSnapshot()
    alpha = image.toarray(colorType=skia.kN32_ColorType)[..., 3]
    rows, columns = alpha.any(axis=1).nonzero()[0], alpha.any(axis=0).nonzero()[0]
    if not len(rows):
        return None
    x0, x1, y0, y1 = int(columns[0]), int(columns[-1]) + 1, int(rows[0]), int(rows[-1]) + 1
    piece = skia.Surface.MakeRasterN32Premul(x1 - x0, y1 - y0)
    piece.getCanvas().drawImage(image, -x0, -y0, skia.SamplingOptions(), skia.Paint(ColorFilter=matrix_of(grade)))
    return Plate(piece.makeImageSnapshot(), depth, left + x0 / scale, top + y0 / scale, scale, fixed)


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
