"""A brush on a Skia canvas: the few strokes every set is painted with. In: centimetres and tones. Out: paint. Never: places.

A fill is a tone, or a shader made by ``down``, ``across`` or ``disc``.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

import skia

from onecrew.animation.sets.tone import Tone, fade

Fill: TypeAlias = "Tone | skia.Shader"
Point: TypeAlias = tuple[float, float]


def down(top: float, bottom: float, *colours: Tone, stops: Sequence[float] | None = None) -> skia.Shader:
    """A gradient from y = ``top`` to y = ``bottom``."""
    return skia.GradientShader.MakeLinear([skia.Point(0, top), skia.Point(0, bottom)], list(colours), list(stops or ()))


def across(left: float, right: float, *colours: Tone, stops: Sequence[float] | None = None) -> skia.Shader:
    """A gradient from x = ``left`` to x = ``right``."""
    return skia.GradientShader.MakeLinear([skia.Point(left, 0), skia.Point(right, 0)], list(colours), list(stops or ()))


def slant(start: Point, end: Point, *colours: Tone) -> skia.Shader:
    """A gradient between two points."""
    return skia.GradientShader.MakeLinear([skia.Point(*start), skia.Point(*end)], list(colours))


def disc(x: float, y: float, radius: float, *colours: Tone, stops: Sequence[float] | None = None) -> skia.Shader:
    """A gradient from a centre outwards."""
    return skia.GradientShader.MakeRadial(skia.Point(x, y), radius, list(colours), list(stops or ()))


class Brush:
    """Paints on ``canvas``; every stroke is antialiased. ``plus`` adds light instead of covering; ``screen`` glows."""

    def __init__(self, canvas: skia.Canvas, mode: skia.BlendMode = skia.BlendMode.kSrcOver) -> None:
        self.canvas = canvas
        self.mode = mode

    def paint(self, fill: Fill, blur: float = 0.0) -> skia.Paint:
        """The Skia paint of a fill, softened at its edges by ``blur`` cm."""
        paint = skia.Paint(AntiAlias=True, BlendMode=self.mode)
        if isinstance(fill, int):
            paint.setColor(fill)
        else:
            paint.setShader(fill)
        if blur > 0:
            paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, blur))
        return paint

    def box(self, left: float, top: float, right: float, bottom: float, fill: Fill, round_: float = 0.0, blur: float = 0.0) -> None:
        """A rectangle, with round corners of radius ``round_``."""
        area = skia.Rect.MakeLTRB(min(left, right), min(top, bottom), max(left, right), max(top, bottom))
        if round_ > 0:
            self.canvas.drawRoundRect(area, round_, round_, self.paint(fill, blur))
        else:
            self.canvas.drawRect(area, self.paint(fill, blur))

    def poly(self, points: Sequence[Point], fill: Fill, blur: float = 0.0) -> None:
        """A closed polygon."""
        path = skia.Path()
        path.addPoly([skia.Point(*point) for point in points], True)
        self.canvas.drawPath(path, self.paint(fill, blur))

    def smooth(self, points: Sequence[Point], fill: Fill, blur: float = 0.0) -> None:
        """A closed soft shape: the points are corners of a curve that passes the middles of its sides."""
        path = skia.Path()
        count = len(points)
        middles = [
            ((points[i][0] + points[(i + 1) % count][0]) / 2, (points[i][1] + points[(i + 1) % count][1]) / 2) for i in range(count)
        ]
        path.moveTo(*middles[-1])
        for i in range(count):
            path.quadTo(*points[i], *middles[i])
        path.close()
        self.canvas.drawPath(path, self.paint(fill, blur))

    def oval(self, x: float, y: float, rx: float, ry: float, fill: Fill, blur: float = 0.0) -> None:
        """An ellipse by centre and radii."""
        self.canvas.drawOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry), self.paint(fill, blur))

    def line(self, points: Sequence[Point], colour: Fill, width: float, round_: bool = True, blur: float = 0.0) -> None:
        """An open line through points."""
        path = skia.Path()
        path.addPoly([skia.Point(*point) for point in points], False)
        self.canvas.drawPath(path, self._pen(colour, width, round_, blur))

    def curve(self, points: Sequence[Point], colour: Fill, width: float, blur: float = 0.0) -> None:
        """An open smooth line from the first to the last point, drawn towards those between."""
        path = skia.Path()
        path.moveTo(*points[0])
        for i in range(1, len(points) - 1):
            last = i == len(points) - 2
            end = points[i + 1] if last else ((points[i][0] + points[i + 1][0]) / 2, (points[i][1] + points[i + 1][1]) / 2)
            path.quadTo(*points[i], *end)
        if len(points) == 2:
            path.lineTo(*points[1])
        self.canvas.drawPath(path, self._pen(colour, width, True, blur))

    def ring(self, x: float, y: float, rx: float, ry: float, colour: Tone, width: float, blur: float = 0.0) -> None:
        """The outline of an ellipse."""
        self.canvas.drawOval(skia.Rect.MakeLTRB(x - rx, y - ry, x + rx, y + ry), self._pen(colour, width, False, blur))

    def frame(self, left: float, top: float, right: float, bottom: float, colour: Tone, width: float, round_: float = 0.0) -> None:
        """The outline of a rectangle, drawn inside it."""
        half = width / 2
        area = skia.Rect.MakeLTRB(left + half, top + half, right - half, bottom - half)
        self.canvas.drawRoundRect(area, round_, round_, self._pen(colour, width, False, 0.0))

    def many(self, pairs: Sequence[Point], colour: Tone, width: float, round_: bool = True) -> None:
        """Many separate lines, each from one point to the next, in one stroke."""
        paint = self._pen(colour, width, round_, 0.0)
        self.canvas.drawPoints(skia.Canvas.kLines_PointMode, [skia.Point(*point) for point in pairs], paint)

    def dots(self, points: Sequence[Point], colour: Tone, width: float) -> None:
        """Many round dots in one stroke."""
        paint = self._pen(colour, width, True, 0.0)
        self.canvas.drawPoints(skia.Canvas.kPoints_PointMode, [skia.Point(*point) for point in points], paint)

    def soft(self, x: float, y: float, rx: float, ry: float, colour: Tone, alpha: float = 1.0) -> None:
        """An ellipse of light or shadow that fades to nothing at its edge."""
        if rx <= 0 or ry <= 0:
            return
        self.canvas.save()
        self.canvas.translate(x, y)
        self.canvas.scale(1.0, ry / rx)
        fill = disc(0, 0, rx, fade(colour, alpha), fade(colour, alpha * 0.52), fade(colour, alpha * 0.14), fade(colour, 0))
        self.canvas.drawCircle(0, 0, rx, self.paint(fill))
        self.canvas.restore()

    @contextmanager
    def moved(self, x: float = 0.0, y: float = 0.0, scale: float = 1.0, turn: float = 0.0, flip: bool = False) -> Iterator[None]:
        """Strokes inside are drawn with the origin at (x, y), scaled, turned by degrees, mirrored."""
        self.canvas.save()
        self.canvas.translate(x, y)
        if turn:
            self.canvas.rotate(turn)
        self.canvas.scale(-scale if flip else scale, scale)
        yield
        self.canvas.restore()

    @contextmanager
    def within(self, left: float, top: float, right: float, bottom: float, round_: float = 0.0) -> Iterator[None]:
        """Strokes inside show only in this rectangle."""
        self.canvas.save()
        area = skia.Rect.MakeLTRB(min(left, right), min(top, bottom), max(left, right), max(top, bottom))
        if round_ > 0:
            self.canvas.clipRRect(skia.RRect.MakeRectXY(area, round_, round_), True)
        else:
            self.canvas.clipRect(area, True)
        yield
        self.canvas.restore()

    @contextmanager
    def within_poly(self, points: Sequence[Point]) -> Iterator[None]:
        """Strokes inside show only in this polygon."""
        path = skia.Path()
        path.addPoly([skia.Point(*point) for point in points], True)
        self.canvas.save()
        self.canvas.clipPath(path, True)
        yield
        self.canvas.restore()

    def asides(self, sigma: float, inner: float = 92.0) -> Iterator[None]:
        """For strokes out of focus before the people: runs its body for the left and for the right side of the frame.

        What is painted comes out blurred by ``sigma`` cm and only beyond ``inner`` cm from the middle, so it never covers a face.
        """
        blur = skia.ImageFilters.Blur(sigma, sigma, skia.TileMode.kDecal, None)
        for left, right in ((-340.0, -inner), (inner, 340.0)):
            self.canvas.save()
            self.canvas.saveLayer(skia.Rect.MakeLTRB(left, -700, right, 260), skia.Paint(ImageFilter=blur))
            self.canvas.clipRect(skia.Rect.MakeLTRB(left, -700, right, 260))
            yield
            self.canvas.restore()
            self.canvas.restore()

    def _pen(self, colour: Fill, width: float, round_: bool, blur: float) -> skia.Paint:
        paint = self.paint(colour, blur)
        paint.setStyle(skia.Paint.kStroke_Style)
        paint.setStrokeWidth(width)
        paint.setStrokeCap(skia.Paint.kRound_Cap if round_ else skia.Paint.kButt_Cap)
        paint.setStrokeJoin(skia.Paint.kRound_Join if round_ else skia.Paint.kMiter_Join)
        return paint


def arc_points(x: float, y: float, rx: float, ry: float, start: float, end: float, count: int = 24) -> list[Point]:
    """Points on an ellipse between two angles in degrees, clockwise on screen from the right."""
    step = (end - start) / max(1, count - 1)
    angles = (math.radians(start + step * i) for i in range(count))
    return [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles]
