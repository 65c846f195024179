"""The mouth: nine shapes of speech and every feeling between them, from a handful of numbers.

In: a head's view, a Face and tones. Out: pixels in head coordinates, and ``mouth_shapes``. Never: the timing of speech.
The nine shapes are the classic set of hand-drawn animation (Blair, *Advanced Animation*).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import skia

from onecrew.animation.light import Light
from onecrew.animation.pose import Face, Mouth
from onecrew.animation.puppet.curves import Point, clamp, ease, mix, smooth
from onecrew.animation.puppet.sculpt import View
from onecrew.animation.puppet.shading import Shade, faded, fill, mixed, packed, shade, stroke, under

mouth_shapes: Mapping[Mouth, Mapping[str, float]] = MappingProxyType(
    {
        Mouth.REST: MappingProxyType({"mouth_open": 0.0, "mouth_width": 0.0, "lips": 0.0, "teeth": 0.0, "tongue": 0.0}),
        Mouth.CLOSED: MappingProxyType({"mouth_open": 0.0, "mouth_width": -0.05, "lips": 0.75, "teeth": 0.0, "tongue": 0.0}),
        Mouth.TEETH: MappingProxyType({"mouth_open": 0.2, "mouth_width": 0.3, "lips": 0.0, "teeth": 1.0, "tongue": 0.0}),
        Mouth.OPEN: MappingProxyType({"mouth_open": 0.48, "mouth_width": 0.3, "lips": 0.0, "teeth": 0.7, "tongue": 0.35}),
        Mouth.WIDE: MappingProxyType({"mouth_open": 0.92, "mouth_width": 0.05, "lips": 0.0, "teeth": 0.55, "tongue": 0.5}),
        Mouth.ROUND: MappingProxyType({"mouth_open": 0.55, "mouth_width": -0.6, "lips": 0.0, "teeth": 0.0, "tongue": 0.2}),
        Mouth.PURSED: MappingProxyType({"mouth_open": 0.2, "mouth_width": -1.0, "lips": 0.0, "teeth": 0.0, "tongue": 0.0}),
        Mouth.LIP: MappingProxyType({"mouth_open": 0.12, "mouth_width": 0.1, "lips": 0.45, "teeth": 1.0, "tongue": 0.0}),
        Mouth.TONGUE: MappingProxyType({"mouth_open": 0.4, "mouth_width": 0.12, "lips": 0.0, "teeth": 0.3, "tongue": 1.0}),
    }
)
"""The fields of Face that make each shape; corners, cheeks and brows keep the feeling."""

_OPEN_CM = 4.3
"""Height of the widest opening, in head cm."""


def jaw_drop(face: Face) -> float:
    """How far the chin goes down, in head cm."""
    return 1.75 * clamp(face.mouth_open)


def draw_mouth(canvas: skia.Canvas, view: View, face: Face, skin: Shade, skin_hex: str, light: Light) -> None:
    """Lips, and what is seen between them."""
    form = view.form
    if view.s > 0.999 and view.c < -0.3:
        return
    opened = clamp(face.mouth_open)
    width = clamp(face.mouth_width, -1.0, 1.0)
    half = (
        form.mouth_half * (1.0 + (0.26 * width if width > 0 else 0.5 * width))
        + 0.55 * clamp(face.corners)
        - 0.12 * clamp(-face.corners)
    )
    half *= 1.0 - 0.1 * opened
    gap = opened * _OPEN_CM * (0.82 + 0.1 * clamp(-width))
    up = gap * 0.3
    down = gap * 0.7
    y = form.mouth_y + 0.35 * opened
    # A face at rest is not sullen: its corners lie a little up.
    corner = clamp(face.corners + 0.1 * (1.0 - abs(face.corners)), -1.0, 1.0)
    # A rounded mouth is an ellipse, a spread one an almond.
    rounded = ease(0.15, 0.6, -width)
    arch = mix(0.58, 0.7, rounded)
    shoulder = mix(0.94, 0.76, rounded)
    corner_y = y - 1.25 * corner + gap * mix(0.16 if corner >= 0 else 0.3, 0.2, rounded)
    press = clamp(face.lips)
    pout = clamp(-width) * 0.5
    full = form.lip_full * (1.0 - 0.62 * press)
    front = 9.3 + 0.5 * pout
    side_z = mix(7.4, 8.6, clamp(-width))

    def at(px: float, py: float, pz: float) -> Point:
        return view.at(px, py, pz)

    left = at(-half, corner_y, side_z - 0.25 * clamp(corner))
    right = at(half, corner_y, side_z - 0.25 * clamp(corner))
    bow = 0.32 * full * (1.0 - press)
    top_mid = at(0.0, y - up + 0.12 * corner * (1.0 - opened), front)
    sag = 0.42 * corner if corner > 0 else 0.3 * corner
    low_mid = at(0.0, y + down + (sag * (1.0 - opened)), front - 0.15)
    top_left = at(-half * arch, y - up * shoulder - 0.18 * corner - 0.05, front - 0.55)
    top_right = at(half * arch, y - up * shoulder - 0.18 * corner - 0.05, front - 0.55)
    fall = down * mix(0.86, 0.78, rounded) + sag * (1.0 - opened) * 0.6 - 0.2 * corner * (1.0 - opened)
    low_left = at(-half * arch, y + fall, front - 0.65)
    low_right = at(half * arch, y + fall, front - 0.65)
    hidden = view.theta > 1.15
    if hidden:
        # From the side the far corner is behind the lips: the mouth ends at the silhouette.
        slide = ease(1.15, 1.5, view.theta)
        right = (mix(right[0], top_mid[0] + 0.4, slide), mix(right[1], (top_mid[1] + low_mid[1]) / 2, slide))
        top_right = (mix(top_right[0], top_mid[0] + 0.35, slide), mix(top_right[1], top_mid[1], slide))
        low_right = (mix(low_right[0], low_mid[0] + 0.35, slide), mix(low_right[1], low_mid[1], slide))

    colour = lip_colour(skin_hex, form.female)
    lip = shade(colour, light, True)
    # Upper lip: from corner to corner over the bow, back along the opening.
    thick_up = (0.62 + 0.2 * pout) * full
    thick_low = (0.82 + 0.25 * pout) * full
    tl = at(-half * 0.42, y - up - thick_up * 1.02, front - 0.2)
    tm = at(0.0, y - up - thick_up * 1.02 + bow * 0.8, front + 0.05)
    tr = at(half * 0.42, y - up - thick_up * 1.02, front - 0.2)
    if hidden:
        tr = (mix(tr[0], tm[0], ease(1.15, 1.5, view.theta)), tr[1])
    strength = 0.9 if form.female else 0.55
    upper = skia.Path()
    _through(upper, [left, tl, tm, tr, right], True)
    _through(upper, [right, top_right, top_mid, top_left, left], False)
    upper.close()
    bl = at(-half * 0.5, y + down + thick_low + sag * 0.5, front - 0.4)
    bm = at(0.0, y + down + thick_low * 1.12 + sag * 0.6, front - 0.1)
    br = at(half * 0.5, y + down + thick_low + sag * 0.5, front - 0.4)
    if hidden:
        br = (mix(br[0], bm[0], ease(1.15, 1.5, view.theta)), br[1])
    lower = skia.Path()
    _through(lower, [left, bl, bm, br, right], True)
    _through(lower, [right, low_right, low_mid, low_left, left], False)
    lower.close()
    # A soft shadow under the lower lip makes it stand forward.
    shadow_y = bm[1] + 0.42
    canvas.drawPath(
        smooth(
            [
                (mix(bl[0], bm[0], 0.2), shadow_y - 0.25),
                (bm[0], shadow_y - 0.02),
                (mix(br[0], bm[0], 0.2), shadow_y - 0.25),
                (bm[0], shadow_y + 0.34),
            ]
        ),
        fill(faded(skin.dark, 0.85)),
    )
    if gap > 0.12:
        opening = skia.Path()
        _through(opening, [left, top_left, top_mid, top_right, right], True)
        _through(opening, [right, low_right, low_mid, low_left, left], False)
        opening.close()
        canvas.drawPath(opening, fill(packed(under("#43141a", light, 0.6))))
        canvas.save()
        canvas.clipPath(opening, True)
        _draw_inside(canvas, face, light, left, right, top_mid, low_mid, gap, view)
        canvas.restore()
    canvas.drawPath(lower, fill(faded(lip.base, strength)))
    canvas.drawPath(upper, fill(faded(lip.dark, min(1.0, strength + 0.08))))
    if form.female or form.lip_full > 0.9:
        shine = (low_mid[1] + bm[1]) / 2
        sx = (bm[0] + low_mid[0]) / 2 - 0.3
        canvas.drawOval(
            skia.Rect(sx - half * 0.2, shine - 0.13 * full, sx + half * 0.2, shine + 0.13 * full),
            fill(faded(packed((1.0, 1.0, 1.0)), 0.28)),
        )
    seam = skia.Path()
    if gap > 0.12:
        _through(seam, [left, top_left, top_mid, top_right, right], True)
        canvas.drawPath(seam, stroke(faded(skin.line, 0.8), 0.18))
    else:
        _through(seam, [left, top_left, top_mid, top_right, right], True)
        canvas.drawPath(seam, stroke(skin.line, 0.26 + 0.06 * press))
    # Corners: a small stop that keeps the smile or the sorrow readable at a distance.
    tick = 0.34 + 0.4 * abs(corner)
    nx, ny = left
    canvas.drawPath(
        smooth([(nx - tick * 0.55, ny - 0.28 * corner - 0.1), (nx, ny), (nx + 0.25, ny + 0.12)], closed=False),
        stroke(skin.line, 0.24),
    )
    if view.theta < 1.0:
        fx, fy = right
        reach = tick * 0.55 * max(0.15, view.c)
        canvas.drawPath(
            smooth([(fx + reach, fy - 0.28 * corner - 0.1), (fx, fy), (fx - 0.2, fy + 0.12)], closed=False), stroke(skin.line, 0.24)
        )


def _draw_inside(
    canvas: skia.Canvas, face: Face, light: Light, left: Point, right: Point, top: Point, low: Point, gap: float, view: View
) -> None:
    """Tongue and teeth inside the clip of the opening."""
    middle = top[0]
    span = (right[0] - left[0]) / 2
    centre = (left[0] + right[0]) / 2
    if face.tongue > 0.02:
        raised = clamp(face.tongue)
        ty = mix(low[1] + 0.3, top[1] + gap * 0.55, raised * 0.75)
        canvas.drawOval(
            skia.Rect(centre - span * 0.66, ty - gap * 0.1, centre + span * 0.66, ty + gap * 0.85 + 1.0),
            fill(packed(under("#c4545a", light, 0.6))),
        )
        canvas.drawOval(
            skia.Rect(centre - span * 0.4, ty, centre + span * 0.4, ty + gap * 0.3),
            fill(packed(under("#e07a7a", light, 0.6), 0.65)),
        )
    if face.teeth > 0.02:
        height = min(gap * 0.9, 0.42 + 0.72 * clamp(face.teeth))
        teeth = skia.Path()
        lift = top[1] - 0.6
        edge = top[1] + height - 0.08
        inset = 0.9
        teeth.moveTo(centre - span * inset, lift)
        teeth.lineTo(centre + span * inset, lift)
        teeth.quadTo(centre + span * inset * 0.95, edge - 0.1, centre + span * 0.5, edge)
        teeth.quadTo(middle, edge + 0.18, centre - span * 0.5, edge)
        teeth.quadTo(centre - span * inset * 0.95, edge - 0.1, centre - span * inset, lift)
        canvas.drawPath(teeth, fill(packed(under("#fbf7f0", light, 0.6))))
        canvas.drawRect(skia.Rect(left[0], lift, right[0] + 1, top[1] + 0.3), fill(packed(under("#8c6f7a", light, 0.6), 0.35)))


def lip_colour(skin_hex: str, female: bool) -> str:
    """Lips are the skin with more blood in it."""
    return mixed(skin_hex, "#b8323f" if female else "#a04a44", 0.46 if female else 0.32)


def _through(path: skia.Path, points: list[Point], start: bool) -> None:
    if start:
        path.moveTo(*points[0])
    n = len(points)
    k = 1.0 / 6.0
    for i in range(n - 1):
        p1, p2 = points[i], points[i + 1]
        p0 = points[i - 1] if i else p1
        p3 = points[i + 2] if i + 2 < n else p2
        path.cubicTo(
            p1[0] + (p2[0] - p0[0]) * k,
            p1[1] + (p2[1] - p0[1]) * k,
            p2[0] - (p3[0] - p1[0]) * k,
            p2[1] - (p3[1] - p1[1]) * k,
            p2[0],
            p2[1],
        )
