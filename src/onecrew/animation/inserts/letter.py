"""A letter on a table; its writing appears line by line.

In: a Picture (``text``). Out: paint. Never: other papers.
"""

from __future__ import annotations

import math
from functools import lru_cache

import skia

from onecrew.animation import lettering
from onecrew.animation.cel import Cel, Pixels, cel_of, surface_on
from onecrew.animation.easing import smooth
from onecrew.animation.inserts import surface
from onecrew.animation.palette import colours
from onecrew.animation.picture import Picture
from onecrew.animation.sets.brush import Brush, down, slant
from onecrew.animation.sets.textures import grain
from onecrew.animation.sets.tone import fade, mix, shade, tint, tone

SLANT = -0.13
"""Skew of the writing, as a quick hand leans."""


def draw(frame: Pixels, picture: Picture, seconds: float) -> None:
    """The sheet lies slightly turned; the camera comes a little nearer while the ink appears."""
    canvas = surface.push_in(frame, _sheet(picture), picture, seconds, by=0.02)
    _writing(canvas, picture, seconds)
    surface.drift(frame, surface.scheme_of(picture), seconds)


def _area(picture: Picture) -> tuple[float, float, float, float]:
    """Where the writing goes, in pixels, inside the safe area."""
    width, height = picture.format.width, picture.format.height
    return width * 0.135, height * 0.185, width * 0.815, height * 0.735


@lru_cache(maxsize=4)
def _sheet(picture: Picture) -> Cel:
    width, height = picture.format.width, picture.format.height
    scheme = surface.scheme_of(picture)
    shot = picture.shot
    pixels = surface.table(shot.place, picture.palette, picture.seed, shot.mood, width, height).copy()
    canvas = surface_on(pixels).getCanvas()
    brush = Brush(canvas)
    paper = mix(tone(colours(picture.palette).paper), scheme.ambient, 0.16 if not scheme.night else 0.3)
    left, top, right, low = width * 0.07, height * 0.115, width * 0.885, height * 0.86
    canvas.translate(width * 0.48, height * 0.48)
    canvas.rotate(-1.6)
    canvas.translate(-width * 0.48, -height * 0.48)
    brush.poly(
        [
            (left + width * 0.04, top + height * 0.02),
            (right + width * 0.045, top + height * 0.03),
            (right + width * 0.05, low + height * 0.028),
            (left + width * 0.02, low + height * 0.03),
        ],
        0x99060410,
        blur=width * 0.03,
    )
    envelope = mix(paper, scheme.take("#b59a78"), 0.5)
    with brush.moved(width * 0.78, height * 0.77, 1.0, 13):
        brush.box(
            -width * 0.42,
            -height * 0.05,
            width * 0.3,
            height * 0.15,
            slant((-width * 0.4, 0), (width * 0.3, height * 0.15), tint(envelope, 0.06), shade(envelope, 0.2)),
            4,
        )
        brush.line(
            [(-width * 0.42, height * 0.15), (-width * 0.06, height * 0.04), (width * 0.3, height * 0.15)],
            fade(shade(envelope, 0.5), 0.5),
            2,
        )
    brush.box(
        left,
        top,
        right,
        low,
        slant(
            (left, top) if scheme.side < 0 else (right, top),
            (right, low) if scheme.side < 0 else (left, low),
            tint(paper, 0.3),
            paper,
            shade(paper, 0.14),
        ),
        3,
    )
    grain(brush, left, top, right, low, 0.5, width / 300)
    for share in (0.335, 0.665):
        y = top + (low - top) * share
        brush.box(left, y - height * 0.012, right, y, down(y - height * 0.012, y, 0x00080814, 0x24080814))
        brush.box(left, y, right, y + height * 0.01, down(y, y + height * 0.01, 0x50FFFFFF, 0x00FFFFFF))
    brush.poly(
        [(right, low), (right - width * 0.07, low), (right, low - height * 0.035)],
        down(low - height * 0.035, low, shade(paper, 0.3), shade(paper, 0.1)),
    )
    _pen(brush, width, height, scheme.accent)
    return cel_of(pixels)


def _pen(brush: Brush, width: float, height: float, accent: int) -> None:
    with brush.moved(width * 0.3, height * 0.835, width / 720, -17):
        brush.box(-150, 4, 190, 22, 0x66060410, 9, blur=8)
        brush.box(-150, -9, 120, 9, down(-9, 9, tint(accent, 0.35), accent, shade(accent, 0.55)), 9)
        brush.box(-20, -9.5, -10, 9.5, down(-9, 9, 0xFFF6E3B0, 0xFFB08A44, 0xFF6A4E22))
        brush.poly([(120, -8), (158, -4), (158, 4), (120, 8)], down(-8, 8, 0xFF55565E, 0xFF22232A))
        brush.poly([(156, -4.5), (196, 0), (156, 4.5)], down(-5, 5, 0xFFF6E3B0, 0xFF9A7434))
        brush.line([(164, 0), (192, 0)], 0xAA3A2A10, 0.9)


def _writing(canvas: skia.Canvas, picture: Picture, seconds: float) -> None:
    left, top, right, low = _area(picture)
    width = picture.format.width
    text = picture.text.strip()
    if not text:
        return
    made = lettering.fit(
        text, picture.language, (right - left) * 0.97, low - top, width * 0.094, width * 0.026, surface.ink(picture), leading=1.45
    )
    room = max(0.7, min(float(picture.seconds) * 0.62, 0.5 + 0.42 * made.lines))
    progress = max(0.0, (seconds - 0.15) / room) * made.lines
    start = top + max(0.0, (low - top - made.height) * 0.32)
    rtl = lettering.right_to_left(picture.language)
    for i in range(made.lines):
        share = smooth(progress - i)
        if share <= 0:
            break
        canvas.save()
        canvas.translate(left, start)
        canvas.rotate(-1.6)
        strip = skia.Rect.MakeLTRB(-width * 0.06, i * made.line, made.box + width * 0.06, (i + 1) * made.line)
        canvas.clipRect(strip, True)
        if share < 1:
            edge = made.box * (1 - share) if rtl else made.box * share
            soft = width * 0.06
            a, b = (edge, edge - soft) if rtl else (edge, edge + soft)
            canvas.saveLayer(None, None)
        baseline = (i + 0.72) * made.line
        canvas.save()
        canvas.translate(0, baseline)
        canvas.skew(SLANT * (-1 if rtl else 1), 0.004 * math.sin(i * 2.3))
        canvas.translate(0, -baseline + math.sin(i * 1.7) * made.line * 0.02)
        made.draw(canvas, 0, 0)
        canvas.restore()
        if share < 1:
            mask = skia.GradientShader.MakeLinear([skia.Point(a, 0), skia.Point(b, 0)], [0xFF000000, 0x00000000])
            canvas.drawRect(
                skia.Rect.MakeLTRB(-width, -width, 2 * width, 4 * width), skia.Paint(Shader=mask, BlendMode=skia.BlendMode.kDstIn)
            )
            canvas.restore()
        canvas.restore()
