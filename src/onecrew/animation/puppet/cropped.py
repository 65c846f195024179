"""A canvas on which nothing goes beyond a shape: what is recorded once is cut once, and played back without a clip.

In: a canvas and a shape in its coordinates. Out: the same paint, less what lies outside. Never: colours, clips.

A clip along a curve makes everything drawn in it several times slower each time it is played back; cutting costs once.
"""

from __future__ import annotations

import skia

from onecrew.animation.puppet.curves import cut
from onecrew.animation.puppet.shading import fill


class Cropped:
    """The few methods of a canvas that details of clothes use."""

    def __init__(self, canvas: skia.Canvas, shape: skia.Path) -> None:
        self._canvas = canvas
        self._shape = shape

    def drawPath(self, path: skia.Path, paint: skia.Paint) -> None:
        """A fill, or a line as the area it covers."""
        covered = path
        if paint.getStyle() != skia.Paint.kFill_Style:
            covered = skia.Path()
            paint.getFillPath(path, covered)
        seen = cut(covered, self._shape, skia.PathOp.kIntersect_PathOp)
        if seen is None:
            self._canvas.save()
            self._canvas.clipPath(self._shape, True)
            self._canvas.drawPath(path, paint)
            self._canvas.restore()
        elif not seen.isEmpty():
            self._canvas.drawPath(seen, fill(paint.getColor()))

    def drawOval(self, oval: skia.Rect, paint: skia.Paint) -> None:
        """An ellipse."""
        path = skia.Path()
        path.addOval(oval)
        self.drawPath(path, paint)

    def drawCircle(self, x: float, y: float, radius: float, paint: skia.Paint) -> None:
        """A circle."""
        self.drawOval(skia.Rect(x - radius, y - radius, x + radius, y + radius), paint)

    def drawLine(self, x0: float, y0: float, x1: float, y1: float, paint: skia.Paint) -> None:
        """A straight line."""
        path = skia.Path()
        path.moveTo(x0, y0)
        path.lineTo(x1, y1)
        self.drawPath(path, paint)
