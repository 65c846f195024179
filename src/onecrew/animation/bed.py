"""A bed beside the camera, for who lies or sits in it. In: whose bed, where, the light. Out: paint, behind them and over them.

Never: the set's own beds, which stand against the wall. Coordinates are those of a puppet: cm from the mark on the ground, y down;
``way`` is the side the feet are on.
"""

from __future__ import annotations

import skia

from onecrew.animation.blocking import BED
from onecrew.animation.light import Light
from onecrew.animation.palette import Palette
from onecrew.animation.puppet.curves import joined, smooth
from onecrew.animation.puppet.shading import Shade, faded, fill, outlined, packed, shade, stroke

_HEAD, _FOOT = -40.0, 152.0
"""Ends of the bed, cm from the mark to the side of the feet."""

_LYING = ((-4.0, 24.0), (24.0, 25.0), (64.0, 20.0), (104.0, 18.0), (126.0, 23.0), (140.0, 12.0), (147.0, 0.0))
_SITTING = ((-13.0, 14.0), (4.0, 20.0), (36.0, 19.0), (72.0, 15.0), (92.0, 21.0), (104.0, 10.0), (112.0, 0.0))
"""The cover's outline over a body: cm from the mark, cm above the mattress."""


def draw_bed(canvas: skia.Canvas, palette: Palette, light: Light, way: float, ward: bool, lying: float) -> None:
    """What is behind the person: the head of the bed, the mattress, pillows. ``ward``: a bed of a hospital.
    ``lying``: 0 sitting … 1 lying."""
    linen, frame, _ = _tones(palette, light, ward)
    canvas.save()
    canvas.scale(way, 1.0)
    canvas.drawOval(skia.Rect(_HEAD - 8, -5, _FOOT + 8, 6), fill(packed((0.04, 0.03, 0.08), 0.35)))
    if ward:
        canvas.drawPath(_box(_HEAD - 5, -BED - 54, _HEAD + 1, 0), fill(frame.base))
        outlined(canvas, _box(_HEAD - 7, -BED - 56, _HEAD + 3, -BED - 2, 3), frame.lit, frame.line, 0.4)
    else:
        outlined(canvas, _box(_HEAD - 9, -BED - 62, _HEAD, 0, 3), frame.base, frame.line, 0.4)
        canvas.drawPath(_box(_HEAD - 9, -BED - 62, _HEAD, -BED - 55, 3), fill(frame.lit))
    outlined(canvas, _box(_HEAD + 1, -BED, _FOOT, -BED + 19, 5), linen.base, linen.line, 0.35)
    # One pillow against the head of the bed, one flat on the mattress.
    upright = smooth([(-38, -BED - 4), (-40, -BED - 46), (-29, -BED - 52), (-18, -BED - 43), (-14, -BED - 3)])
    if lying < 0.5:
        outlined(canvas, upright, linen.base, linen.line, 0.4)
    flat = smooth([(-37, -BED - 1), (-38, -BED - 11), (-22, -BED - 14), (-3, -BED - 11), (0, -BED - 1)])
    outlined(canvas, flat, linen.lit, linen.line, 0.4)
    canvas.drawPath(smooth([(-32, -BED - 8), (-20, -BED - 5), (-9, -BED - 7)], closed=False), stroke(faded(linen.dark, 0.8), 0.5))
    canvas.restore()


def draw_cover(canvas: skia.Canvas, palette: Palette, light: Light, way: float, ward: bool, lying: float) -> None:
    """What is before the person: the cover over the legs and the side of the bed."""
    linen, frame, cover = _tones(palette, light, ward)
    canvas.save()
    canvas.scale(way, 1.0)
    for x in (_HEAD + 6, _FOOT - 8):
        canvas.drawPath(_box(x - 3, -16, x + 3, 0), fill(frame.dark))
    outlined(canvas, _box(_HEAD, -BED + 17, _FOOT, -15, 2), frame.base, frame.line, 0.4)
    outlined(canvas, _box(_HEAD + 1, -BED, _FOOT - 1, -BED + 19, 5), linen.base, linen.line, 0.35)
    top = [(a[0] + (b[0] - a[0]) * lying, -BED - (a[1] + (b[1] - a[1]) * lying)) for a, b in zip(_SITTING, _LYING, strict=True)]
    start, end = top[0], top[-1]
    hem = -BED + 30.0
    shape = joined(
        top,
        [end, (end[0] + 1, hem - 3)],
        [(end[0] + 1, hem - 3), (end[0] * 0.5, hem), (start[0] + 2, hem - 1)],
        [(start[0] + 2, hem - 1), start],
    )
    outlined(canvas, shape, cover.base, cover.line, 0.45)
    # The sheet is turned down over the cover at its upper edge.
    folded = joined(
        [start, (start[0] + 12, top[1][1])],
        [(start[0] + 12, top[1][1]), (start[0] + 14, hem - 1)],
        [(start[0] + 14, hem - 1), (start[0] + 2, hem - 1)],
        [(start[0] + 2, hem - 1), start],
    )
    outlined(canvas, folded, linen.lit, linen.line, 0.35)
    canvas.drawPath(
        joined([(start[0] + 15, -BED + 3), (end[0], -BED + 3)], [(end[0], -BED + 3), (end[0] + 1, hem - 3), (start[0] + 15, hem)]),
        fill(faded(cover.dark, 0.55)),
    )
    for n, (x, y) in enumerate(top[2:-1]):
        line = smooth([(x - 5, y + 3), (x - 2, y + 9 + n), (x - 6, -BED + 6)], closed=False)
        canvas.drawPath(line, stroke(faded(cover.dark, 0.9), 0.7))
    if ward:
        outlined(canvas, _box(_FOOT - 3, -BED - 26, _FOOT + 3, 0, 3), frame.lit, frame.line, 0.4)
    else:
        outlined(canvas, _box(_FOOT - 4, -BED - 16, _FOOT + 4, 0, 3), frame.base, frame.line, 0.4)
    canvas.restore()


def _tones(palette: Palette, light: Light, ward: bool) -> tuple[Shade, Shade, Shade]:
    """Linen, frame, cover."""
    if ward:
        return shade("#eef1f0", light), shade("#b4bcc0", light), shade("#a9c4c4", light)
    return shade("#efe8dc", light), shade("#7f5b42", light), shade(palette.accent2, light)


def _box(left: float, top: float, right: float, bottom: float, round_: float = 0.0) -> skia.Path:
    path = skia.Path()
    path.addRoundRect(skia.Rect.MakeLTRB(left, top, right, bottom), round_, round_)
    return path
