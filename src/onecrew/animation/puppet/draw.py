"""Draws a whole puppet: the order of its parts from behind to before.

In: an Actor, a Pose, a Light and a Skia canvas. Out: pixels around the origin (ground between the feet, y down, cm).
Never: sets, cameras, files, time.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache

import skia

from onecrew.animation.light import Light
from onecrew.animation.picture import Actor
from onecrew.animation.pose import Pose
from onecrew.animation.puppet.arms import draw_arm
from onecrew.animation.puppet.body import Skeleton, skeleton
from onecrew.animation.puppet.clothes import (
    Wardrobe,
    apron_front,
    draw_sash,
    draw_skirt,
    draw_strap_bag,
    draw_trunk,
    neck_base,
    pit,
    wardrobe,
)
from onecrew.animation.puppet.curves import clamp, joined, mix
from onecrew.animation.puppet.head import Portrait, draw_head, draw_head_back, portrait
from onecrew.animation.puppet.legs import draw_leg
from onecrew.animation.puppet.sculpt import sculpt
from onecrew.animation.puppet.shading import SKINS, Shade, faded, fill, fill_inside, flat, packed, shade, stroke, toward

STEPS = 48
"""Steps a centimetre in which shoulders rise: a fifth of a pixel in a close-up."""

_ROOM = skia.Rect(-150.0, -150.0, 150.0, 150.0)
"""What a trunk with all it wears stays in, in trunk coordinates."""

PROFILE = 1.5
"""Radians of a full turn of the head."""


def head_turn(pose: Pose) -> float:
    """The head's turn on the screen, -1 … 1: the trunk's ``facing`` and the face's ``turn`` added."""
    return clamp(pose.facing + pose.face.turn, -1.0, 1.0)


def draw_puppet(canvas: skia.Canvas, actor: Actor, pose: Pose, light: Light) -> None:
    """Draws the whole body at the origin: the ground between the feet, y downwards, centimetres.

    The same arguments give the same pixels; nothing is kept but caches of values.
    """
    reach = 30.0 + 6.0 * abs(pose.facing)
    for share, dark in ((1.0, 0.05), (0.91, 0.06), (0.8, 0.07), (0.68, 0.08), (0.54, 0.09)):
        canvas.drawOval(
            skia.Rect(-reach * share, 0.5 - 4.2 * share, reach * share, 0.5 + 4.2 * share), fill(packed((0.05, 0.04, 0.09), dark))
        )
    mirrored = pose.facing < 0.0
    turn = clamp(abs(pose.facing))
    sign = -1.0 if mirrored else 1.0
    sk = skeleton(actor, pose, turn, mirrored)
    clothes = wardrobe(actor, light)
    skin = shade(SKINS[actor.look.skin], light, True)
    side = light.side * sign
    head = _portrait(actor, pose, sk, light)
    canvas.save()
    canvas.scale(sign, 1.0)
    _draw_body(canvas, actor, pose, light, sk, clothes, skin, side, head, sign)
    canvas.restore()


def draw_near_arm(canvas: skia.Canvas, actor: Actor, pose: Pose, light: Light) -> None:
    """Only the arm towards the viewer, as ``draw_puppet`` draws it: over somebody who is held in it."""
    sign = -1.0 if pose.facing < 0.0 else 1.0
    sk = skeleton(actor, pose, clamp(abs(pose.facing)), pose.facing < 0.0)
    clothes = wardrobe(actor, light)
    skin = shade(SKINS[actor.look.skin], light, True)
    canvas.save()
    canvas.scale(sign, 1.0)
    canvas.translate(*sk.hip)
    canvas.rotate(math.degrees(sk.lean))
    sleeve, accent = clothes.outfit.sleeve, actor.look.accent_colour
    draw_arm(canvas, sk, True, sleeve, clothes.sleeve, clothes.cuff, skin, light, accent, light.side * sign, True)
    canvas.restore()


def _portrait(actor: Actor, pose: Pose, sk: Skeleton, light: Light) -> Portrait:
    """The head is turned on its own: it may look to the other side than the trunk."""
    turned = head_turn(pose)
    flip = turned < 0.0
    face = replace(pose.face, gaze_x=-pose.face.gaze_x) if flip else pose.face
    theta = abs(turned) * PROFILE
    if pose.back:
        theta = math.pi - theta
    form = sculpt(actor, sk.p.head_height)
    return portrait(actor, form, face, theta, light, flip, pose.back)


def _head_matrix(pose: Pose, sk: Skeleton, head: Portrait, sign: float, lower: float = 0.0) -> skia.Matrix:
    """From head coordinates to trunk coordinates, about the joint of head and neck; ``lower`` cm further down."""
    flip = -1.0 if head_turn(pose) < 0.0 else 1.0
    scale = head.form.scale
    x, y = sk.head
    pivot = 9.5 * scale
    matrix = skia.Matrix()
    matrix.setTranslate(x, y + pivot + lower)
    matrix.preRotate(math.degrees(pose.face.tilt) * sign)
    matrix.preTranslate(0.0, -pivot)
    matrix.preScale(scale * sign * flip, scale)
    # A turned head sits over the front of the neck.
    matrix.preTranslate(1.6 * head.view.s, 0.0)
    return matrix


def _draw_body(
    canvas: skia.Canvas,
    actor: Actor,
    pose: Pose,
    light: Light,
    sk: Skeleton,
    w: Wardrobe,
    skin: Shade,
    side: float,
    head: Portrait,
    sign: float,
) -> None:
    def enter_trunk() -> None:
        canvas.save()
        canvas.translate(*sk.hip)
        canvas.rotate(math.degrees(sk.lean))

    def enter_head() -> None:
        enter_trunk()
        canvas.concat(_head_matrix(pose, sk, head, sign))

    def arm(near: bool, over: bool = False) -> None:
        limb, prop = (sk.near, sk.near_arm.prop) if near else (sk.far, sk.far_arm.prop)
        enter_trunk()
        xs, ys = zip(limb.a, limb.b, limb.c, strict=True)
        room = 26.0 if prop == "none" else 95.0
        if canvas.quickReject(skia.Rect(min(xs) - room, min(ys) - room, max(xs) + room, max(ys) + room)):
            canvas.restore()
            return
        draw_arm(canvas, sk, near, w.outfit.sleeve, w.sleeve, w.cuff, skin, light, actor.look.accent_colour, side, over)
        canvas.restore()

    back = pose.back
    near_over = sk.near_arm.front or sk.turn > 0.22
    far_over = sk.far_arm.front and sk.turn < 0.75
    if back:
        near_over = not sk.near_arm.front and sk.turn > 0.22
        far_over = False
    near_high = _high(sk, True)
    far_high = _high(sk, False)
    if not back:
        enter_head()
        draw_head_back(canvas, head)
        canvas.restore()
    if not far_over:
        arm(False)
    if not near_over:
        arm(True)
    robe = w.outfit.lower == "robe"
    cloth = None if w.outfit.lower == "bare" else w.trousers
    # In a close-up the camera sees nothing below the waist.
    below = not canvas.quickReject(skia.Rect(-120.0, sk.hip[1] - 30.0, 120.0, 20.0))
    if below:
        draw_leg(canvas, sk, False, cloth, skin, w.shoes, side)
        draw_leg(canvas, sk, True, cloth, skin, w.shoes, side)
    if below and (robe or w.outfit.lower == "bare"):
        draw_skirt(canvas, sk, w, side)
    enter_trunk()
    _draw_neck(canvas, sk, head, skin, side, pose, sign, w.outfit.wide + 0.07)
    canvas.restore()
    enter_trunk()
    canvas.drawPicture(_clothed(actor, light, sk.turn, round(sk.lift * STEPS), back, side))
    canvas.restore()
    if below and w.name == "coat":
        draw_skirt(canvas, sk, w, side)
    enter_trunk()
    if below:
        draw_sash(canvas, sk, w, light)
    if w.name == "apron" and not back:
        apron_front(canvas, sk, w)
    if actor.look.accessory == "bag":
        draw_strap_bag(canvas, sk, w)
    canvas.restore()
    if near_over and not near_high:
        arm(True, True)
    if far_over and not far_high:
        arm(False, True)
    enter_head()
    draw_head(canvas, head)
    canvas.restore()
    if far_over and far_high:
        arm(False, True)
    if near_over and near_high:
        arm(True, True)


@lru_cache(maxsize=96)
def _clothed(actor: Actor, light: Light, turn: float, lift: int, back: bool, side: float) -> skia.Picture:
    """The trunk with its garment, recorded. Between one frame and the next only breath and shrugs change it (``lift``, in steps),
    so most frames play back what an earlier one drew."""
    pose = Pose(facing=turn, back=back)
    sk = replace(skeleton(actor, pose, turn, False), lift=lift / STEPS)
    recorder = skia.PictureRecorder()
    skin = shade(SKINS[actor.look.skin], light, True)
    draw_trunk(recorder.beginRecording(_ROOM), sk, wardrobe(actor, light), actor, skin, light, side)
    return recorder.finishRecordingAsPicture()


def _high(sk: Skeleton, near: bool) -> bool:
    """Whether a hand is up at the head, so that it passes before the face; seen from the front, one beside it (a phone at the ear)
    passes behind the hair, and its shoulder with it."""
    limb = sk.near if near else sk.far
    beside = sk.turn < 0.22 and abs(limb.c[0] - sk.head[0]) > 0.5 * sk.p.head_width
    return limb.c[1] < -sk.trunk.length + 6.0 and not beside


def _draw_neck(
    canvas: skia.Canvas, sk: Skeleton, head: Portrait, skin: Shade, side: float, pose: Pose, sign: float, wide: float
) -> None:
    """The neck from the jaw to the collar, with the soft shadow of the chin."""
    half = sk.trunk.neck
    scale = head.form.scale
    hx, hy = sk.head
    # The neck begins inside the head, so that no corner of it shows behind the nape.
    top = hy + 1.0 * scale
    lean_x = hx - 1.9 * sk.s
    base = pit(sk)
    left, right = neck_base(sk, -1.0, wide), neck_base(sk, 1.0, wide)
    depth = half * (1.0 + 0.12 * sk.s)
    low = base + sk.p.head_height * 0.45
    f = 3.0 * sk.s
    path = joined(
        [
            (lean_x - depth, top),
            (lean_x - depth * 0.98, mix(top, base, 0.6)),
            (mix(-depth, left[0], 0.45), mix(base, left[1], 0.3) - 1.6),
            (left[0], left[1] + 1.6),
            (left[0] * 1.05, low),
        ],
        [(left[0] * 1.05, low), (right[0] * 1.05 + f, low)],
        [
            (right[0] * 1.05 + f, low),
            (right[0], right[1] + 1.6),
            (mix(depth + f, right[0], 0.45), mix(base, right[1], 0.3) - 1.6),
            (lean_x + depth * 0.98 + f * 0.4, mix(top, base, 0.6)),
            (lean_x + depth, top),
        ],
    )
    canvas.drawPath(path, stroke(skin.line, 0.6))
    flat(canvas, path, skin.base)
    away = 1.0 if side < 0 else -1.0
    fill_inside(
        canvas,
        path,
        joined(
            [(lean_x + away * depth * 0.45, top), (lean_x + away * depth * 0.5, base), (lean_x + away * depth * 0.9, low)],
            [(lean_x + away * 40, low), (lean_x + away * 40, top)],
        ),
        toward(skin.base, skin.dark, 0.8),
    )
    if not pose.back:
        # The head's own shape, lower: the shadow falls on the neck whatever way the head is turned.
        shadow = skia.Path()
        head.shape.transform(_head_matrix(pose, sk, head, sign, 4.4 * scale), shadow)
        fill_inside(canvas, path, shadow, toward(skin.base, skin.deep, 0.9))
        x = lean_x + 2.6 * sk.s
        line = stroke(faded(skin.dark, 0.9), 0.45)
        for lateral in (-1.0, 1.0):
            if lateral > 0 and sk.s > 0.6:
                continue
            canvas.drawLine(
                x + lateral * 1.5 * max(sk.c, 0.3) + 1.5 * sk.s,
                base + 0.4,
                x + lateral * 5.4 * max(sk.c, 0.3) + 1.2 * sk.s,
                base - 0.4,
                line,
            )
