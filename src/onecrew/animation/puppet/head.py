"""The head: skull, ears, nose, cheeks and age; it calls eyes, mouth and hair in their order.

In: a View, a Face and tones. Out: pixels in head coordinates (26 cm heads). Never: the body.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import skia

from onecrew.animation.light import Light
from onecrew.animation.picture import Actor
from onecrew.animation.pose import Face
from onecrew.animation.puppet.accessories import draw_beard, draw_earrings, draw_glasses, draw_hat, draw_hat_back
from onecrew.animation.puppet.curves import Point, clamp, ease, grown, joined, mix, smooth
from onecrew.animation.puppet.eyes import draw_brows, draw_eyes
from onecrew.animation.puppet.hair import Mass, cap, draw_back_hair, draw_braids, draw_front_hair, mass, outline
from onecrew.animation.puppet.mouth import draw_mouth, jaw_drop
from onecrew.animation.puppet.sculpt import Sculpt, View
from onecrew.animation.puppet.shading import (
    SKINS,
    Shade,
    brightness,
    faded,
    fill,
    fill_inside,
    flat,
    packed,
    shade,
    stroke,
    tone,
    toward,
    under,
)
from onecrew.story.show import Age

NOD = 0.34
"""Radians of a full nod."""


@dataclass(frozen=True, slots=True)
class Portrait:
    """A head made ready to draw: its view, tones and shapes."""

    actor: Actor
    form: Sculpt
    view: View
    face: Face
    light: Light
    side: float
    """Where the key stands in the drawing, -1 left … 1 right."""
    skin: Shade
    skin_hex: str
    hair: Shade
    hair_hex: str
    mass: Mass | None
    shape: skia.Path
    """The contour of skull and face."""
    right: tuple[Point, ...]
    left: tuple[Point, ...]
    cap: skia.Path | None
    back: bool


def portrait(actor: Actor, form: Sculpt, face: Face, theta: float, light: Light, flip: bool, back: bool) -> Portrait:
    """Makes a head ready. ``theta``: turn to the right in radians; ``face`` and ``flip`` as mirrored for a look to the left."""
    look = actor.look
    view = View(form, theta, face.nod * NOD * (1.0 if not back else -1.0), jaw_drop(face))
    right, left = view.contour()
    skin_hex = SKINS[look.skin]
    hair_hex = hair_colour(actor)
    worn = None if look.hair == "bald" else mass(look.hair, form, flip)
    return Portrait(
        actor=actor,
        form=form,
        view=view,
        face=face,
        light=light,
        side=-light.side if flip else light.side,
        skin=shade(skin_hex, light, True),
        skin_hex=skin_hex,
        hair=hair_shade(hair_hex, light),
        hair_hex=hair_hex,
        mass=worn,
        shape=smooth([*right, *left]),
        right=tuple(right),
        left=tuple(left),
        cap=cap(view, worn) if worn else None,
        back=back,
    )


def hair_colour(actor: Actor) -> str:
    """The colour of the hair; very dark hair is lifted a little so that its form can be seen."""
    colour = actor.look.hair_colour
    if brightness(colour) < 0.13:
        colour = tone(colour, 0.07)
    return colour


@lru_cache(maxsize=256)
def hair_shade(colour: str, light: Light) -> Shade:
    """Hair shines more than cloth: its lit tone is a clear step above its own colour."""
    plain = shade(colour, light)
    return replace(plain, lit=shade(tone(colour, 0.2 if brightness(colour) < 0.5 else 0.4), light).base)


def draw_head_back(canvas: skia.Canvas, p: Portrait) -> None:
    """What lies behind neck and shoulders: the back hair and the back of a hat."""
    if p.mass is not None:
        draw_back_hair(canvas, p.view, p.mass, p.hair)
    draw_hat_back(canvas, p.view, p.actor.look, p.light)


def draw_head(canvas: skia.Canvas, p: Portrait) -> None:
    """The head before the body."""
    view, skin = p.view, p.skin
    if p.back:
        _draw_ear(canvas, p, -1)
        _draw_ear(canvas, p, 1)
        canvas.save()
        canvas.clipRect(skia.Rect(-30.0, -30.0, 30.0, 8.0))
        canvas.drawPath(p.shape, stroke(skin.line, 0.5))
        canvas.restore()
        flat(canvas, p.shape, skin.base)
        _draw_planes(canvas, p)
        if p.cap is not None and p.mass is not None:
            draw_front_hair(canvas, view, p.mass, p.hair, p.cap, p.side, skin)
        draw_hat(canvas, view, p.actor.look, p.light, p.side)
        return
    if p.mass is not None and p.mass.style.tail == "braids":
        draw_braids(canvas, view, p.hair, front=False)
    covered = p.mass is not None and p.mass.style.covers
    if not covered:
        _draw_ear(canvas, p, 1)
    canvas.drawPath(p.shape, stroke(skin.line, 0.5))
    flat(canvas, p.shape, skin.base)
    _draw_planes(canvas, p)
    if p.cap is not None and p.mass is not None and p.mass.style.thin == 0.0:
        # The hair's shadow on the brow: the same edge, a little lower.
        lower = skia.Path(p.cap)
        lower.offset(0.55 if p.side < 0 else -0.55, 1.05)
        fill_inside(canvas, p.shape, lower, toward(skin.base, skin.deep, 0.55))
    if p.mass is None:
        x, y = view.at(-2.6 if p.side < 0 else 2.6, -9.6, 6.0)
        canvas.drawOval(skia.Rect(x - 2.7, y - 1.1, x + 2.7, y + 0.9), fill(toward(skin.base, skin.lit, 0.9)))
    _draw_cheeks(canvas, p)
    _draw_age(canvas, p)
    draw_beard(canvas, view, p.actor.look, p.face, p.hair_hex, p.skin_hex, p.light, p.shape)
    turned = view.s > 0.75
    if turned:
        # Near the profile the lips end at the contour.
        canvas.save()
        x, y = view.at(0.0, p.form.mouth_y, 9.0)
        canvas.clipRect(skia.Rect(x - 8.0, y - 5.0, x + 6.0, y + 8.0))
        canvas.clipPath(p.shape, True)
    draw_mouth(canvas, view, p.face, skin, p.skin_hex, p.light)
    if turned:
        canvas.restore()
    _draw_nose(canvas, p)
    line = lash_colour(p)
    draw_eyes(canvas, view, p.face, skin, p.actor.look.eye_colour, p.light, line, p.shape)
    brow = packed(under(tone(p.hair_hex, -0.25 if brightness(p.hair_hex) > 0.35 else 0.0), p.light))
    draw_brows(canvas, view, p.face, brow)
    _draw_tears(canvas, p)
    if not covered:
        _draw_ear(canvas, p, -1)
    if p.actor.look.accessory == "earrings":
        draw_earrings(canvas, view, p.actor.look, p.light)
    _draw_rim(canvas, p)
    if p.cap is not None and p.mass is not None:
        draw_front_hair(canvas, view, p.mass, p.hair, p.cap, p.side, skin)
    _draw_hair_rim(canvas, p)
    draw_glasses(canvas, view, p.actor.look, p.light)
    draw_hat(canvas, view, p.actor.look, p.light, p.side)


def lash_colour(p: Portrait) -> int:
    """Lashes: near black, warmed by the skin."""
    return packed(under(tone("#2a1a1c", 0.0), p.light, 0.7))


def _draw_planes(canvas: skia.Canvas, p: Portrait) -> None:
    """The side away from the light, in two steps, and the side plane of a turned head."""
    skin = p.skin
    away = 1.0 if p.side < 0 else -1.0
    run = p.right if away > 0 else tuple(reversed(p.left))
    strength = 0.55 + 0.45 * min(1.0, abs(p.side))
    if away > 0 and not p.back:
        # Near the profile this edge is the line of brow, nose and lips, which catches light of its own.
        strength *= 1.0 - ease(0.5, 0.8, p.view.s)
        if strength < 0.05:
            return
    for width, colour in (
        (3.3, toward(skin.base, skin.dark, 0.45 * strength)),
        (1.5, toward(skin.base, skin.dark, 0.9 * strength)),
    ):
        points = [(x - away * width * (0.75 + 0.35 * clamp((y + 4.0) / 12.0)), y) for x, y in run[1:]]
        points.append((points[-1][0] - away * 3.0, points[-1][1] - 0.7))
        far = 26.0 * away
        edge = smooth(points, closed=False)
        edge.lineTo(points[-1][0], 24.0)
        edge.lineTo(far, 24.0)
        edge.lineTo(far, -24.0)
        edge.lineTo(points[0][0], -24.0)
        edge.close()
        fill_inside(canvas, p.shape, edge, colour)


def _draw_cheeks(canvas: skia.Canvas, p: Portrait) -> None:
    warm = p.form.cheek * 0.5 + p.face.blush * 0.9
    dark_skin = brightness(p.skin_hex) < 0.45
    raised = clamp(p.face.cheeks)
    for sign in (-1.0, 1.0):
        seen = math.cos(p.view.theta + sign * 0.55)
        if seen < 0.42:
            continue
        x, y = p.view.at(sign * 5.5, 5.0 - 0.5 * raised, 7.2)
        if warm > 0.02:
            red = packed(under("#a83a33" if dark_skin else "#f0605c", p.light, 0.6), min(0.2, round(0.19 * warm, 3)))
            # Washes, one in the other: as soft as a gradient at a fraction of its cost.
            for share in (1.0, 0.82, 0.64, 0.46, 0.3):
                rx, ry = 2.7 * max(0.35, seen) * share, 1.8 * share
                canvas.drawOval(skia.Rect(x - rx, y - ry, x + rx, y + ry), fill(red))
        if raised > 0.15:
            # The raised cheek folds under the eye.
            reach = 2.0 * max(0.3, seen)
            canvas.drawPath(
                smooth([(x - reach, y - 1.5), (x, y - 1.0 - 0.5 * raised), (x + reach, y - 1.6)], closed=False),
                stroke(faded(p.skin.dark, raised), 0.26),
            )
    smile = clamp(p.face.corners) * 0.9 + p.form.wrinkles * 0.75 + clamp(-p.face.corners) * 0.35 * p.form.wrinkles
    if smile > 0.25 and p.form.age is not Age.CHILD:
        for sign in (-1.0, 1.0):
            if math.cos(p.view.theta + sign * 0.5) < 0.15:
                continue
            half = p.form.mouth_half + 0.9 + 0.35 * clamp(p.face.corners)
            points = [
                p.view.at(sign * 2.35, p.form.nose_y + 0.6, 8.8),
                p.view.at(sign * (half - 0.35), p.form.mouth_y - 1.5, 8.1),
                p.view.at(sign * (half + 0.25), p.form.mouth_y + 0.3, 7.4),
            ]
            canvas.drawPath(
                smooth(points, closed=False), stroke(faded(p.skin.deep, min(0.85, smile)), 0.2 + 0.06 * p.form.wrinkles)
            )


def _draw_age(canvas: skia.Canvas, p: Portrait) -> None:
    """Lines of the forehead, a frown, the furrow of disgust, a double chin."""
    view, skin, face = p.view, p.skin, p.face
    frown = clamp(-face.brow_inner)
    if frown > 0.25 and view.theta < 1.3:
        for sign in (-1.0, 1.0):
            a = view.at(sign * 0.75, p.form.brow_y - 0.7, 9.2)
            b = view.at(sign * 0.6, p.form.brow_y + 1.2, 9.1)
            canvas.drawPath(
                smooth([a, ((a[0] + b[0]) / 2 + sign * 0.12, (a[1] + b[1]) / 2), b], closed=False),
                stroke(faded(skin.deep, frown), 0.24),
            )
    lines = max(p.form.wrinkles, clamp(face.brow_inner * 0.6 + face.brow_outer * 0.4) * (0.0 if p.form.age is Age.CHILD else 0.8))
    if lines > 0.3:
        for step in (0.0, 1.5):
            y = -6.0 - step
            points = [view.at(x, y + 0.25 * abs(x) / 4 - 0.4 * face.brow_inner, 9.1 - abs(x) * 0.12) for x in (-4.2, 0.0, 4.2)]
            canvas.drawPath(smooth(points, closed=False), stroke(faded(skin.dark, lines * 0.9), 0.26))
    if p.form.wrinkles > 0.0 or p.actor.look.build == "heavy":
        y = p.form.chin[0]
        points = [view.at(-2.6, y - 1.2, 7.4), view.at(0.0, y - 0.55 + view.jaw, 8.2), view.at(2.6, y - 1.2, 7.4)]
        canvas.drawPath(smooth(points, closed=False), stroke(faded(skin.dark, 0.8), 0.3))


def _draw_nose(canvas: skia.Canvas, p: Portrait) -> None:
    """Bridge, tip, wings and the shadow below; in profile the contour itself is the nose."""
    view, skin, form = p.view, p.skin, p.form
    size = form.nose
    y = form.nose_y
    lift = -0.35 * clamp(-p.face.brow_inner) * clamp(-p.face.corners)
    wing = 1.72 * (0.75 + 0.25 * size)
    tip = view.at(0.0, y + lift, 8.6 + 3.0 * size)
    base = view.at(0.0, y + 1.25 + lift * 0.5, 9.2)
    near = view.at(-wing, y + 0.62 + lift, 9.0)
    far = view.at(wing, y + 0.62 + lift, 9.0)
    away_right = p.side < 0
    turned = view.s
    clipped = turned > 0.55
    if clipped:
        canvas.save()
        canvas.clipRect(skia.Rect(tip[0] - 6.0, tip[1] - 10.0, tip[0] + 4.0, tip[1] + 4.0))
        canvas.clipPath(p.shape, True)
    # The side of the nose that looks away from the light.
    if away_right or turned > 0.3:
        flank = far
        bridge = view.at(0.75, -0.6, 8.6)
    else:
        flank = near
        bridge = view.at(-0.75, -0.6, 8.6)
    if turned < 0.92:
        path = joined(
            [
                bridge,
                (mix(bridge[0], tip[0], 0.62) + (0.2 if away_right else -0.2), mix(bridge[1], tip[1], 0.62)),
                (tip[0], tip[1] + 0.3),
            ],
            [(tip[0], tip[1] + 0.3), flank],
            [flank, bridge],
        )
        canvas.drawPath(path, fill(toward(skin.base, skin.dark, 0.75 * (1.0 - ease(0.75, 0.92, turned)))))
    shadow = smooth(
        [
            near,
            (mix(near[0], tip[0], 0.5), tip[1] + 0.75),
            (tip[0], tip[1] + 0.72),
            (mix(far[0], tip[0], 0.5), tip[1] + 0.75),
            far,
            (base[0] + 0.5, base[1] + 0.45),
            (base[0] - 0.5, base[1] + 0.45),
        ]
    )
    canvas.drawPath(shadow, fill(skin.dark))
    # Nostrils and the wing that is seen.
    nostril = stroke(skin.line, 0.3)
    a, b = view.at(-1.05, y + 0.95 + lift, 9.6), view.at(-0.45, y + 1.0 + lift, 9.9)
    canvas.drawLine(*a, *b, nostril)
    if view.c > 0.35:
        a, b = view.at(1.05, y + 0.95 + lift, 9.6), view.at(0.45, y + 1.0 + lift, 9.9)
        canvas.drawLine(*a, *b, nostril)
    curl = ease(0.0, 0.35, turned)
    wing_line = stroke(faded(skin.line, 0.55 + 0.35 * curl), 0.24)
    canvas.drawPath(
        smooth(
            [
                view.at(-wing * 0.85, y - 0.35 + lift, 9.3),
                view.at(-wing * 1.08, y + 0.35 + lift, 8.8),
                view.at(-wing * 0.72, y + 1.02 + lift, 9.1),
            ],
            closed=False,
        ),
        wing_line,
    )
    if view.c > 0.5:
        canvas.drawPath(
            smooth(
                [
                    view.at(wing * 0.85, y - 0.35 + lift, 9.3),
                    view.at(wing * 1.08, y + 0.35 + lift, 8.8),
                    view.at(wing * 0.72, y + 1.02 + lift, 9.1),
                ],
                closed=False,
            ),
            stroke(faded(skin.line, 0.55 * (1 - curl * 0.6)), 0.24),
        )
    # Bridge line of a turned face.
    drawn = clamp((size - 0.62) / 0.25) * ease(0.18, 0.45, turned) * (1.0 - ease(0.8, 0.95, turned))
    if drawn > 0.02:
        points = [
            view.at(1.5, -2.4, 8.8),
            view.at(0.7, -0.2, 8.7),
            view.at(0.45, y - 2.6, 9.4 + size),
            (tip[0] + 0.1, tip[1] - 0.15),
            (mix(tip[0], base[0], 0.3), tip[1] + 0.8),
        ]
        canvas.drawPath(smooth(points, closed=False), stroke(faded(skin.line, 0.8 * drawn), 0.26))
    glint_x = tip[0] - (0.35 if away_right else -0.35) - 0.25 * turned
    canvas.drawOval(skia.Rect(glint_x - 0.42, tip[1] - 0.55, glint_x + 0.42, tip[1] + 0.1), fill(faded(skin.lit, 0.9)))
    if clipped:
        canvas.restore()


@lru_cache(maxsize=1)
def _ear_paths() -> tuple[skia.Path, skia.Path, skia.Path, skia.Path]:
    """An ear, the same with its contour, the hollow and the ridge in it; it grows to the right from the origin."""
    ear = smooth([(-0.7, -1.7), (0.6, -3.0), (2.5, -2.8), (3.3, -1.0), (2.7, 1.0), (1.6, 2.4), (0.7, 3.1), (-0.5, 2.5)])
    hollow = smooth([(0.5, -1.5), (1.7, -1.9), (2.3, -0.7), (1.7, 0.7), (0.8, 1.5), (0.3, 0.4)])
    ridge = smooth([(0.1, 0.6), (0.9, 0.3), (1.2, -0.6), (2.0, -1.1)], closed=False)
    return ear, grown(ear, 0.25), hollow, ridge


def _draw_ear(canvas: skia.Canvas, p: Portrait, side: int) -> None:
    """An ear. ``side``: -1 the near one (left), 1 the far one, hidden as the head turns."""
    view, skin = p.view, p.skin
    if p.back:
        if side > 0 and view.s > 0.5:
            return
    elif side > 0 and view.s > 0.55:
        return
    wide = mix(0.5, 1.0, view.s if side < 0 else 0.0)
    attach = view.at(side * 9.15, 1.9, 0.6 if not p.back else -0.4)
    out = -1.0 if side < 0 else 1.0
    if p.back:
        out = -1.0 if attach[0] < 0 else 1.0
    canvas.save()
    canvas.translate(*attach)
    canvas.scale(out * wide, 1.0)
    ear, border, hollow, ridge = _ear_paths()
    canvas.drawPath(border, fill(skin.line))
    canvas.drawPath(ear, fill(skin.base))
    if not p.back:
        canvas.drawPath(hollow, fill(toward(skin.base, skin.deep, 0.75)))
        canvas.drawPath(ridge, stroke(toward(skin.base, skin.line, 0.6), 0.24))
        if side < 0 and view.s > 0.1:
            # The near ear melts into the cheek where it grows from the head.
            canvas.drawPath(smooth([(-1.1, -1.9), (0.15, -2.1), (0.3, 1.9), (-1.0, 2.4)]), fill(skin.base))
    canvas.restore()


def _draw_tears(canvas: skia.Canvas, p: Portrait) -> None:
    tears = clamp(p.face.tears)
    if tears < 0.15:
        return
    water = packed(under("#dff3ff", p.light, 0.5), 0.78)
    edge = packed(under("#7fb4d8", p.light, 0.5), 0.7)
    shine = packed((1.0, 1.0, 1.0), 0.95)
    for sign in (-1.0, 1.0):
        if math.cos(p.view.theta + sign * 0.35) < 0.2:
            continue
        x, y = p.view.at(sign * 4.6, p.form.eye[1] + 1.25, 7.4)
        length = 1.2 + 5.2 * tears
        drift = sign * 0.35 * p.view.c
        path = smooth(
            [
                (x - 0.22, y),
                (x + 0.22, y),
                (x + drift + 0.42, y + length * 0.75),
                (x + drift, y + length),
                (x + drift - 0.48, y + length * 0.75),
            ]
        )
        canvas.drawPath(path, fill(water))
        canvas.drawPath(path, stroke(edge, 0.14))
        canvas.drawCircle(x + drift - 0.12, y + length * 0.78, 0.16, fill(shine))


def _draw_rim(canvas: skia.Canvas, p: Portrait) -> None:
    """The edge light on the face, on the side away from the key; the back of a turned head has none on its skin."""
    away = 1.0 if p.side < 0 else -1.0
    if p.light.rim_strength < 0.05 or (away < 0 and p.view.s > 0.15):
        return
    run = p.right if away > 0 else tuple(reversed(p.left))
    points = [(x - away * 0.32, y) for x, y in run[4:-2]]
    canvas.drawPath(smooth(points, closed=False), stroke(faded(p.skin.rim, 0.75 * p.light.rim_strength), 0.42))


def _draw_hair_rim(canvas: skia.Canvas, p: Portrait) -> None:
    """The edge light on the hair."""
    if p.light.rim_strength < 0.05 or p.mass is None or p.cap is None or p.mass.style.thin > 0.0 or p.mass.style.bumps:
        return
    away = 1.0 if p.side < 0 else -1.0
    left, right = outline(p.view, p.mass, -4.0, -4.0)
    run = right if away > 0 else left
    if len(run) > 3:
        edge = smooth([(x - away * 0.4, y + 0.25) for x, y in run], closed=False)
        canvas.drawPath(edge, stroke(faded(p.hair.rim, 0.8 * p.light.rim_strength), 0.5))
