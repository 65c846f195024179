"""Painted and lit layers.

In: a function that paints daylight colours, functions that paint light. Out: ``Layer``. Never: places.

A still layer is recorded as a Skia picture when it is made: what is painted, multiplied by the light that reaches it, then
the glow that the lamps themselves throw into the lens. Light is smooth, so it is painted small, once.
"""

from __future__ import annotations

from collections.abc import Callable

import skia

from onecrew.animation.place_set import Layer
from onecrew.animation.sets.brush import Brush, Fill, down
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.tone import mix

WORLD = skia.Rect.MakeLTRB(-720, -640, 720, 200)
"""What every layer covers, a little more than promised."""

Painter = Callable[[Brush], None]


def still(
    depth: float,
    paint: Painter,
    *,
    scheme: Scheme | None = None,
    ambient: Fill | None = None,
    lights: Painter | None = None,
    glow: Painter | None = None,
    blur: float = 1.0,
) -> Layer:
    """A layer painted once. With a ``scheme`` it is lit: by ``ambient`` (default the scheme's), plus what ``lights`` adds.

    ``glow`` is painted over it with the screen blend.
    """
    recorder = skia.PictureRecorder()
    canvas = recorder.beginRecording(WORLD)
    if scheme is None:
        paint(Brush(canvas))
    elif lights is None and ambient is None:
        # Nothing falls on it but what reaches everything: a filter does, and costs less than painted light.
        even = skia.ColorFilters.Blend(mix(scheme.ambient, scheme.ambient_low, 0.5), skia.BlendMode.kModulate)
        canvas.saveLayer(None, skia.Paint(ColorFilter=even))
        paint(Brush(canvas))
        canvas.restore()
    else:
        canvas.saveLayer(None, None)
        paint(Brush(canvas))
        cast_light(canvas, ambient if ambient is not None else down(-330, 60, scheme.ambient, scheme.ambient_low), lights)
        canvas.restore()
    if glow is not None:
        glow(Brush(canvas, skia.BlendMode.kScreen))
    picture = recorder.finishRecordingAsPicture()
    return Layer(depth=depth, draw=lambda target, _: target.drawPicture(picture), moves=False, blur=blur)


LIGHT_PIXELS = 0.4
"""Pixels a centimetre of the painted light."""


def cast_light(canvas: skia.Canvas, ambient: Fill, lights: Painter | None) -> None:
    """Multiplies what the canvas holds by ``ambient`` plus what ``lights`` adds."""
    surface = skia.Surface.MakeRasterN32Premul(round(WORLD.width() * LIGHT_PIXELS), round(WORLD.height() * LIGHT_PIXELS))
    small = surface.getCanvas()
    small.scale(LIGHT_PIXELS, LIGHT_PIXELS)
    small.translate(-WORLD.left(), -WORLD.top())
    Brush(small).box(WORLD.left(), WORLD.top(), WORLD.right(), WORLD.bottom(), ambient)
    if lights is not None:
        lights(Brush(small, skia.BlendMode.kPlus))
    paint = skia.Paint(BlendMode=skia.BlendMode.kModulate)
    canvas.drawImageRect(surface.makeImageSnapshot(), WORLD, skia.SamplingOptions(skia.FilterMode.kLinear), paint)


MARKS = (("left", -55.0), ("right", 55.0), ("centre", 0.0), ("far_left", -98.0), ("far_right", 98.0))
"""Where people stand in most places, in cm."""


def alive(depth: float, paint: Callable[[Brush, float], None], *, blur: float = 1.0) -> Layer:
    """A layer painted anew each frame."""
    return Layer(depth=depth, draw=lambda canvas, seconds: paint(Brush(canvas), seconds), moves=True, blur=blur)
