"""Things a hand can hold.

In: the name of a prop and light. Out: pixels in hand coordinates (see ``hands``). Never: hands, inserts.
"""

from __future__ import annotations

import math

import skia

from onecrew.animation.light import Light
from onecrew.animation.puppet.curves import box, capsule, joined, oval, polygon, smooth
from onecrew.animation.puppet.shading import faded, fill, outlined, packed, shade, stroke, under

UPRIGHT = frozenset({"cup", "glass", "flowers", "umbrella", "gift", "bag", "ring", "key", "book", "letter", "photo", "phone"})
"""These keep their own upright, whatever the hand does."""


def draw_prop(canvas: skia.Canvas, name: str, light: Light, accent: str, at_head: bool = False) -> None:
    """Draws at the grip: origin where fingers and thumb meet, y down the hand or, for UPRIGHT things, down the picture.
    ``at_head``: the hand is at the head, where a phone is held to the ear and shows its back."""
    if name == "phone":
        body = box(-3.7, -10.5, 3.7, 4.5, 1.1)
        outlined(canvas, body, packed(under("#23252e", light)), packed(under("#101218", light)), 0.25)
        if at_head:
            canvas.drawPath(box(-3.1, -9.8, 0.1, -5.2, 0.9), fill(packed(under("#33363f", light))))
            for y in (-8.7, -6.4):
                canvas.drawCircle(-1.9, y, 0.8, fill(packed(under("#0c0d11", light))))
                canvas.drawCircle(-2.1, y - 0.2, 0.28, fill(packed(under("#5b6472", light))))
            canvas.drawCircle(-0.6, -8.7, 0.3, fill(packed(under("#d9d2bd", light))))
            canvas.drawPath(box(2.5, -9.4, 2.9, 3.2, 0.2), fill(packed(under("#4a4e59", light))))
            return
        canvas.drawPath(box(-3.2, -9.9, 3.2, 3.9, 0.7), fill(packed(under("#9fd0ff", light, 0.2))))
        canvas.drawPath(box(-2.6, -8.4, 1.2, -6.8, 0.6), fill(packed((1.0, 1.0, 1.0), 0.85)))
        canvas.drawPath(box(-0.6, -5.8, 2.6, -4.2, 0.6), fill(packed(under("#3f8df0", light, 0.2))))
    elif name == "cup":
        body = shade("#f4efe6", light)
        outlined(
            canvas,
            joined(
                [(-3.7, -6.0), (3.7, -6.0)],
                [(3.7, -6.0), (3.0, 3.6), (2.2, 4.4)],
                [(2.2, 4.4), (-2.2, 4.4)],
                [(-2.2, 4.4), (-3.0, 3.6), (-3.7, -6.0)],
            ),
            body.base,
            body.line,
            0.25,
        )
        canvas.drawPath(
            joined([(1.2, -6.0), (3.7, -6.0)], [(3.7, -6.0), (3.0, 3.6), (2.2, 4.4)], [(2.2, 4.4), (0.6, 4.4)]),
            fill(faded(body.dark, 0.9)),
        )
        canvas.drawPath(oval(0.0, -6.0, 3.7, 0.95), fill(body.dark))
        canvas.drawPath(oval(0.0, -5.9, 3.1, 0.66), fill(packed(under("#6b4226", light))))
        band = shade(accent, light)
        canvas.drawPath(polygon((-3.5, -3.2), (3.5, -3.2), (3.2, 0.6), (-3.2, 0.6)), fill(faded(band.base, 0.95)))
    elif name == "glass":
        canvas.drawPath(
            joined([(-3.4, -8.0), (-2.8, 3.8)], [(-2.8, 3.8), (2.8, 3.8)], [(2.8, 3.8), (3.4, -8.0)]),
            fill(packed((0.85, 0.94, 1.0), 0.35)),
        )
        canvas.drawPath(
            joined([(-3.15, -3.6), (-2.7, 3.3)], [(-2.7, 3.3), (2.7, 3.3)], [(2.7, 3.3), (3.15, -3.6)]),
            fill(packed(under("#d9a15a", light), 0.85)),
        )
        canvas.drawPath(oval(0.0, -3.6, 3.15, 0.6), fill(packed(under("#f0c480", light), 0.9)))
        edge = stroke(packed((1.0, 1.0, 1.0), 0.75), 0.3)
        canvas.drawLine(-3.4, -8.0, -2.8, 3.8, edge)
        canvas.drawLine(3.4, -8.0, 2.8, 3.8, edge)
        canvas.drawPath(oval(0.0, -8.0, 3.4, 0.7), edge)
    elif name in ("letter", "photo"):
        paper = shade("#fbf6ea", light)
        outlined(
            canvas,
            polygon((-6.0, -10.5), (6.0, -10.5), (6.0, 5.0), (-6.0, 5.0))
            if name == "letter"
            else polygon((-5.5, -8.5), (5.5, -8.5), (5.5, 4.5), (-5.5, 4.5)),
            paper.base,
            paper.line,
            0.22,
        )
        if name == "letter":
            for i in range(6):
                canvas.drawLine(
                    -4.4, -8.2 + i * 1.9, 4.4 - (i % 3) * 1.5, -8.2 + i * 1.9, stroke(packed(under("#6d7288", light), 0.75), 0.35)
                )
            canvas.drawPath(polygon((-6.0, -2.6), (6.0, -2.6), (6.0, -2.2), (-6.0, -2.2)), fill(faded(paper.dark, 0.6)))
        else:
            canvas.drawPath(box(-4.6, -7.6, 4.6, 2.2), fill(packed(under("#8fb3c9", light))))
            canvas.drawPath(box(-4.6, -0.8, 4.6, 2.2), fill(packed(under("#6f8f63", light))))
            canvas.drawCircle(-1.2, -2.6, 1.3, fill(packed(under("#e8b896", light))))
            canvas.drawCircle(1.5, -2.2, 1.2, fill(packed(under("#d9a27c", light))))
            canvas.drawPath(box(-2.8, -1.3, 3.0, 2.2, 1.0), fill(packed(under("#b55a5a", light))))
    elif name == "bag":
        leather = shade(accent, light)
        canvas.drawPath(
            smooth([(-4.5, 9.0), (-3.6, 1.0), (0.0, -1.0), (3.6, 1.0), (4.5, 9.0)], closed=False), stroke(leather.line, 1.5)
        )
        canvas.drawPath(
            smooth([(-4.5, 9.0), (-3.6, 1.0), (0.0, -1.0), (3.6, 1.0), (4.5, 9.0)], closed=False), stroke(leather.dark, 0.95)
        )
        body = joined(
            [(-10.0, 8.5), (10.0, 8.5)],
            [(10.0, 8.5), (12.0, 24.0), (10.5, 26.0)],
            [(10.5, 26.0), (-10.5, 26.0)],
            [(-10.5, 26.0), (-12.0, 24.0), (-10.0, 8.5)],
        )
        outlined(canvas, body, leather.base, leather.line, 0.35)
        canvas.drawPath(
            joined([(-10.0, 8.5), (10.0, 8.5)], [(10.0, 8.5), (10.8, 14.0), (0.0, 17.0), (-10.8, 14.0), (-10.0, 8.5)]),
            fill(leather.dark),
        )
        canvas.drawPath(box(-1.3, 14.8, 1.3, 18.2, 0.5), fill(packed(under("#e6c667", light))))
    elif name == "flowers":
        for i, (x, y) in enumerate(
            ((-5.0, -15.0), (0.0, -18.5), (5.0, -15.5), (-2.6, -12.0), (2.8, -12.2), (-7.2, -11.0), (7.2, -11.5))
        ):
            canvas.drawLine(x * 0.9, y, x * 0.1, 2.0, stroke(packed(under("#4d7c46", light)), 0.6))
            canvas.drawOval(skia.Rect(x * 0.7 - 1.6, y + 3.0, x * 0.7 + 0.4, y + 6.5), fill(packed(under("#6aa05a", light))))
            petal = shade(("#e2566b", "#f4f0e8", "#f2a0b0")[i % 3], light)
            for k in range(5):
                angle = k * 2.0 * math.pi / 5 + i
                canvas.drawCircle(
                    x + 1.6 * math.cos(angle), y + 1.6 * math.sin(angle), 1.55, fill(petal.base if k % 2 else petal.dark)
                )
            canvas.drawCircle(x, y, 1.1, fill(packed(under("#f0c452", light))))
        wrap = shade(accent, light)
        outlined(
            canvas,
            joined(
                [(-7.5, -9.5), (0.0, -6.6), (7.5, -9.5)],
                [(7.5, -9.5), (1.6, 7.0)],
                [(1.6, 7.0), (-1.6, 7.0)],
                [(-1.6, 7.0), (-7.5, -9.5)],
            ),
            wrap.lit,
            wrap.line,
            0.28,
        )
        canvas.drawPath(polygon((0.8, -6.9), (7.5, -9.5), (1.6, 7.0), (0.4, 7.0)), fill(wrap.dark))
        canvas.drawPath(box(-2.6, 0.2, 2.6, 2.0, 0.7), fill(packed(under("#c0455e", light))))
    elif name == "ring":
        gold = shade("#e8c15a", light)
        canvas.drawCircle(0.0, -2.4, 1.9, stroke(gold.line, 1.1))
        canvas.drawCircle(0.0, -2.4, 1.9, stroke(gold.base, 0.7))
        outlined(
            canvas,
            polygon((-1.3, -5.4), (1.3, -5.4), (1.9, -4.7), (0.0, -3.4), (-1.9, -4.7)),
            packed(under("#e6f7ff", light, 0.3)),
            packed(under("#7fa6bd", light)),
            0.2,
        )
        canvas.drawLine(0.0, -8.4, 0.0, -6.8, stroke(packed((1.0, 1.0, 1.0), 0.9), 0.3))
        canvas.drawLine(-3.2, -6.9, -2.3, -6.0, stroke(packed((1.0, 1.0, 1.0), 0.9), 0.3))
        canvas.drawLine(3.2, -6.9, 2.3, -6.0, stroke(packed((1.0, 1.0, 1.0), 0.9), 0.3))
    elif name == "key":
        brass = shade("#d6a54a", light)
        canvas.drawCircle(0.0, -0.4, 1.9, stroke(brass.line, 1.3))
        canvas.drawCircle(0.0, -0.4, 1.9, stroke(brass.base, 0.9))
        shaft = skia.Path()
        shaft.addRect(skia.Rect(-0.5, -9.2, 0.5, -2.2))
        shaft.addRect(skia.Rect(0.4, -9.0, 2.2, -8.0))
        shaft.addRect(skia.Rect(0.4, -7.2, 1.8, -6.3))
        outlined(canvas, shaft, brass.base, brass.line, 0.2)
    elif name == "umbrella":
        cloth = shade(accent, light)
        canvas.drawLine(0.0, 7.0, 0.0, -78.0, stroke(packed(under("#3a3038", light)), 1.1))
        dome = joined(
            [(-48.0, -52.0), (-40.0, -68.0), (-20.0, -80.0), (0.0, -83.5), (20.0, -80.0), (40.0, -68.0), (48.0, -52.0)],
            [(48.0, -52.0), (40.0, -56.5), (32.0, -53.0)],
            [(32.0, -53.0), (24.0, -57.0), (16.0, -53.0)],
            [(16.0, -53.0), (8.0, -57.0), (0.0, -53.0)],
            [(0.0, -53.0), (-8.0, -57.0), (-16.0, -53.0)],
            [(-16.0, -53.0), (-24.0, -57.0), (-32.0, -53.0)],
            [(-32.0, -53.0), (-40.0, -56.5), (-48.0, -52.0)],
        )
        outlined(canvas, dome, cloth.base, cloth.line, 0.5)
        canvas.drawPath(
            joined(
                [(0.0, -83.5), (20.0, -80.0), (40.0, -68.0), (48.0, -52.0)],
                [(48.0, -52.0), (40.0, -56.5), (32.0, -53.0)],
                [(32.0, -53.0), (22.0, -72.0), (0.0, -83.5)],
            ),
            fill(cloth.dark),
        )
        for x in (-32.0, -16.0, 0.0, 16.0):
            canvas.drawPath(
                smooth([(0.0, -83.5), (x * 0.72, -72.0), (x, -53.0)], closed=False), stroke(faded(cloth.deep, 0.7), 0.35)
            )
        canvas.drawPath(
            smooth([(0.0, 6.0), (0.2, 9.0), (2.0, 10.0), (3.4, 8.4)], closed=False), stroke(packed(under("#7a4d2c", light)), 1.5)
        )
    elif name == "book":
        cover = shade(accent, light)
        outlined(canvas, box(-6.5, -12.5, 6.5, 5.5, 0.5), cover.base, cover.line, 0.3)
        canvas.drawPath(box(-6.5, -12.5, -4.9, 5.5, 0.4), fill(cover.dark))
        canvas.drawPath(box(5.7, -12.0, 6.9, 5.0, 0.2), fill(packed(under("#f5efe0", light))))
        canvas.drawPath(box(-3.0, -9.0, 4.2, -6.6, 0.3), fill(faded(cover.lit, 0.9)))
        canvas.drawPath(box(-1.8, -5.4, 3.0, -4.6, 0.3), fill(faded(cover.lit, 0.7)))
    elif name == "knife":
        steel = shade("#cfd6df", light)
        outlined(
            canvas,
            capsule((0.0, -4.0), (0.0, 4.2), 1.0, 1.2),
            packed(under("#3a2a26", light)),
            packed(under("#1a1214", light)),
            0.22,
        )
        outlined(canvas, joined([(-1.2, 4.6), (-1.3, 13.0), (1.6, 20.0)], [(1.6, 20.0), (1.3, 4.6)]), steel.base, steel.line, 0.22)
        canvas.drawPath(joined([(0.5, 4.8), (0.6, 13.0), (1.6, 20.0)], [(1.6, 20.0), (1.3, 4.8)]), fill(steel.lit))
    elif name == "gift":
        paper = shade(accent, light)
        ribbon = shade("#f6efe4", light)
        outlined(canvas, box(-8.5, -15.0, 8.5, 0.5, 0.5), paper.base, paper.line, 0.35)
        canvas.drawPath(box(2.6, -15.0, 8.5, 0.5, 0.4), fill(paper.dark))
        outlined(canvas, box(-9.3, -17.0, 9.3, -12.8, 0.5), paper.lit, paper.line, 0.3)
        canvas.drawPath(box(-1.5, -17.0, 1.5, 0.5), fill(ribbon.base))
        for sign in (-1.0, 1.0):
            outlined(
                canvas,
                smooth([(0.0, -17.2), (sign * 2.5, -20.6), (sign * 5.6, -20.4), (sign * 4.6, -17.6)]),
                ribbon.base,
                ribbon.line,
                0.22,
            )
        canvas.drawCircle(0.0, -17.4, 1.2, fill(ribbon.dark))
