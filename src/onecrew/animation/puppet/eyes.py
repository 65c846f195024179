"""Eyes and brows, where the feeling is read.

In: a head's view, a Face and tones. Out: pixels in head coordinates. Never: the rest of the face.
"""

from __future__ import annotations

import math
from functools import lru_cache

import skia

from onecrew.animation.light import Light
from onecrew.animation.pose import Face
from onecrew.animation.puppet.curves import clamp, ease, mix, ribbon, smooth
from onecrew.animation.puppet.sculpt import View
from onecrew.animation.puppet.shading import Shade, faded, fill, packed, shade, stroke, tone, under
from onecrew.story.show import Age

_LEAN_OUT = 0.3
"""Radians the surface of an eye looks outwards from the front of the face."""


def foreshortened(view: View, side: int) -> float:
    """Apparent width of an eye, 1 from the front; 0 when it is hidden. ``side``: -1 the near eye, 1 the far one."""
    if side < 0:
        return max(0.56, math.cos(view.theta - _LEAN_OUT * view.s)) if view.c > -0.2 else 0.0
    seen = math.cos(view.theta + _LEAN_OUT * view.s)
    return max(0.0, seen)


def lid_heights(view: View, face: Face) -> tuple[float, float]:
    """y of the middle of the upper and lower lid in eye coordinates; equal when shut."""
    _, rise, fall, _ = view.form.eye_size
    shut = clamp(face.upper_lid)
    wide = clamp(-face.upper_lid)
    squeeze = clamp(face.lower_lid)
    low = mix(fall, -rise * 0.42, squeeze)
    low += wide * fall * 0.12
    high = mix(-rise * (1.0 + 0.3 * wide), fall * 0.72, shut)
    if high > low:
        high = low = min(low, high)
    return high, low


@lru_cache(maxsize=64)
def iris_paints(colour: str, light: Light) -> tuple[int, int, int, int]:
    """Rim, body, lower glow and pupil of an iris."""
    body = shade(colour, light)
    return (
        packed(under(tone(colour, -0.62), light)),
        body.base,
        packed(under(tone(colour, 0.42), light)),
        packed(under(tone(colour, -0.86), light)),
    )


def draw_eyes(
    canvas: skia.Canvas, view: View, face: Face, skin: Shade, iris: str, light: Light, line: int, shape: skia.Path
) -> None:
    """Both eyes, the far one first. ``line``: the colour of lashes. ``shape``: the face, which hides what turns away."""
    for side in (1, -1):
        width = foreshortened(view, side)
        if width > 0.1:
            hidden = side > 0 and view.s > 0.4
            if hidden:
                x, y = view.at(*view.form.eye)
                canvas.save()
                canvas.clipRect(skia.Rect(x - 4.5, y - 5.0, x + 4.5, y + 4.0))
                canvas.clipPath(shape, True)
            _draw_eye(canvas, view, face, skin, iris, light, line, side, width)
            if hidden:
                canvas.restore()


def _draw_eye(
    canvas: skia.Canvas, view: View, face: Face, skin: Shade, iris: str, light: Light, line: int, side: int, width: float
) -> None:
    form = view.form
    half, rise, fall, radius = form.eye_size
    ex, ey, ez = form.eye
    x, y = view.at(side * ex, ey, ez)
    if side < 0:
        # In profile the near eye sits a little behind the bridge of the nose.
        x -= 1.5 * ease(0.55, 1.0, view.s)
    else:
        x -= 0.4 * ease(0.3, 0.9, view.s)
    high, low = lid_heights(view, face)
    gap = low - high
    # The feeling of the brow pulls the lid with it: anger presses the inner end down, grief lifts it.
    slant = 0.55 * clamp(-face.brow_inner, 0.0, 1.0) - 0.42 * clamp(face.brow_inner - face.brow_outer * 0.5, 0.0, 1.0)
    slant *= min(1.0, gap / rise)
    outer_up = (0.28 if form.lashes > 0.4 else 0.1) - (0.25 if form.age is Age.OLD else 0.0)
    canvas.save()
    canvas.translate(x, y)
    canvas.scale(side * width, 1.0)
    inner = (-half, 0.42)
    outer = (half, -outer_up + 0.12 * clamp(face.lower_lid))
    # Bezier handles lie a third higher than the middle of the curve.
    top_in = (-half * 0.62, high * 1.32 + slant * 1.5 + 0.05)
    top_out = (half * 0.52, high * 1.36 - slant * 0.75)
    low_out = (half * 0.56, low * 1.3 - 0.05)
    low_in = (-half * 0.5, low * 1.25 + 0.1)
    top_y = high * 1.02 + slant * 0.3
    if gap > 0.16:
        opening = skia.Path()
        opening.moveTo(*inner)
        opening.cubicTo(*top_in, *top_out, *outer)
        opening.cubicTo(*low_out, *low_in, *inner)
        white = packed(under("#fdfbf8", light, 0.6))
        canvas.drawPath(opening, fill(white))
        canvas.save()
        canvas.clipPath(opening, True)
        # The eyeball is round: the corners and the part under the lid lie in shadow.
        canvas.drawPath(
            smooth(
                [
                    (-half, -rise * 1.6),
                    (half * 1.1, -rise * 1.6),
                    (half * 1.1, top_y + 0.5),
                    (0, top_y + 0.72),
                    (-half, top_y + 0.9),
                ]
            ),
            fill(packed(under("#b9b4c6", light, 0.6), 0.75)),
        )
        gaze_x = face.gaze_x * side
        gx = gaze_x * half * 0.46 - (0.55 * ease(0.3, 1.0, view.s) * half if side < 0 else -0.12 * half * ease(0.1, 0.7, view.s))
        gx = clamp(gx, -half * 0.72, half * 0.66)
        gy = face.gaze_y * rise * 0.52 - 0.12
        rim, body, low_glow, dark = iris_paints(iris, light)
        squash = 1.0 / (width**0.45)
        r = radius
        canvas.translate(gx, gy)
        canvas.scale(squash, 1.0)
        canvas.drawCircle(0, 0, r, fill(rim))
        canvas.drawCircle(0, 0.06, r * 0.86, fill(body))
        canvas.drawOval(skia.Rect(-r * 0.62, r * 0.1, r * 0.62, r * 0.82), fill(faded(low_glow, 0.6)))
        canvas.drawCircle(0, 0, r * 0.44 * clamp(face.pupil, 0.45, 1.7), fill(dark))
        canvas.drawRect(skia.Rect(-r, -r * 1.1, r, top_y - gy + 0.62), fill(faded(rim, 0.45)))
        # The lights in both eyes stand on the same side of the picture.
        glint = float(side)
        shine = packed((1.0, 1.0, 1.0), 0.96 - 0.25 * light.darkness)
        canvas.drawOval(skia.Rect(-glint * r * 0.36 - r * 0.27, -r * 0.62, -glint * r * 0.36 + r * 0.27, -r * 0.06), fill(shine))
        canvas.drawCircle(glint * r * 0.34, r * 0.44, r * 0.13, fill(faded(shine, 0.8)))
        if face.tears > 0.05:
            canvas.drawOval(skia.Rect(-r * 0.5, r * 0.45, r * 0.6, r * 0.75), fill(faded(shine, 0.75 * min(1.0, face.tears * 2))))
        canvas.restore()
        # Inner corner and lower lid.
        canvas.drawPath(
            smooth(
                [
                    (-half * 0.62, low * 0.78 + 0.1),
                    (0.1, low + 0.02),
                    (half * 0.62, low * 0.75 - 0.04),
                    (half * 0.95, outer[1] + 0.1),
                ],
                closed=False,
            ),
            stroke(faded(line, 0.62), 0.16),
        )
    # The lid above the eye: a fold that follows the lash line, deeper when the eye is open.
    fold = (0.5 + 0.32 * clamp(gap / (rise + fall))) * (1.0 if form.age is not Age.CHILD else 0.85)
    canvas.drawPath(
        smooth(
            [
                (-half * 0.78, high * 0.62 + slant * 0.9 - fold * 0.6 + 0.1),
                (-half * 0.1, high + slant * 0.3 - fold),
                (half * 0.62, high * 0.86 - slant * 0.4 - fold * 0.9),
                (half * 1.04, outer[1] - fold * 0.62),
            ],
            closed=False,
        ),
        stroke(skin.deep, 0.2),
    )
    if form.wrinkles > 0.0:
        canvas.drawPath(
            smooth([(-half * 0.6, low + 0.95), (0.2, low + 1.35), (half * 0.7, low + 0.85)], closed=False), stroke(skin.dark, 0.3)
        )
        for step in (0.0, 0.75):
            canvas.drawPath(
                smooth([(half * 1.2, outer[1] + step * 0.9 - 0.2), (half * 1.42, outer[1] + step * 1.3 - 0.2)], closed=False),
                stroke(skin.deep, 0.16),
            )
    # Lash line: thin at the nose, thick outside, with a wing.
    long = form.lashes
    thick = 0.2 + 0.17 * long
    q1 = _cubic(inner, top_in, top_out, outer, 0.25)
    q2 = _cubic(inner, top_in, top_out, outer, 0.5)
    q3 = _cubic(inner, top_in, top_out, outer, 0.78)
    wing = (half + 0.34 + 0.42 * long, outer[1] - 0.12 - 0.42 * long + (0.45 * long if gap < 0.3 else 0.0))
    canvas.drawPath(
        ribbon(
            [
                (-half - 0.05, 0.46),
                (q1[0], q1[1] - 0.04),
                (q2[0], q2[1] - 0.09),
                (q3[0], q3[1] - 0.08),
                (outer[0] + 0.05, outer[1]),
                wing,
            ],
            [0.06, thick * 0.72, thick, thick * 1.06, thick * 0.85, 0.02],
        ),
        fill(line),
    )
    canvas.restore()


def _cubic(
    a: tuple[float, float], b: tuple[float, float], c: tuple[float, float], d: tuple[float, float], t: float
) -> tuple[float, float]:
    u = 1.0 - t
    k0, k1, k2, k3 = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return (k0 * a[0] + k1 * b[0] + k2 * c[0] + k3 * d[0], k0 * a[1] + k1 * b[1] + k2 * c[1] + k3 * d[1])


def draw_brows(canvas: skia.Canvas, view: View, face: Face, colour: int) -> None:
    """Both brows; the far one goes round the head with its end."""
    form = view.form
    thick = form.brow_thick
    arch = 0.95 if form.female else 0.55
    for side in (1, -1):
        if side > 0 and view.theta > 1.22:
            continue
        inner_y = form.brow_y - 0.02 - face.brow_inner * 1.35
        outer_y = form.brow_y + 0.4 - face.brow_outer * 1.1
        middle_y = form.brow_y - arch * 0.85 - face.brow_inner * 0.5 - face.brow_outer * 0.85
        pinch = 0.5 * clamp(-face.brow_inner) + 0.3 * clamp(face.brow_inner - face.brow_outer)
        points = [
            view.at(side * (1.75 - pinch), inner_y, 8.9),
            view.at(side * 3.3, mix(inner_y, middle_y, 0.66), 8.75),
            view.at(side * 5.1, middle_y, 8.0),
            view.at(side * 7.3, outer_y, 6.0),
        ]
        if side < 0:
            back = 1.1 * ease(0.55, 1.0, view.s)
            points = [(px - back, py) for px, py in points]
        canvas.drawPath(ribbon(points, [thick * 0.62, thick * 0.72, thick * 0.58, 0.05]), fill(colour))
