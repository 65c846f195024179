"""What an insert lies on: the place behind, far out of focus, and a table top of its material. In: a Picture. Out: images.

Never: the thing itself.
"""

from __future__ import annotations

import math
import random
from functools import lru_cache

import cv2
import numpy as np
import skia

from onecrew.animation.cel import Cel, Pixels, blank, lay, lay_scaled, screened, surface_on
from onecrew.animation.palette import colours
from onecrew.animation.picture import Picture
from onecrew.animation.sets import build_set
from onecrew.animation.sets.brush import Brush, down, slant
from onecrew.animation.sets.scheme import Scheme, make_scheme
from onecrew.animation.sets.textures import grain
from onecrew.animation.sets.tone import Tone, fade, mix, multiply, shade, tint, tone
from onecrew.story.episode import Place

MATERIALS = {
    "hospital": "#b9c3c4",
    "street": "#7d7a78",
    "rooftop": "#8a8682",
    "office": "#a88a68",
    "car": "#3f3f46",
    "lift": "#7c7f86",
    "palace": "#4a2a20",
    "restaurant": "#5a3a2a",
    "forest": "#6a543c",
    "shop": "#a39a8c",
    "school": "#a87f50",
}
"""Table tops that are not the usual walnut, by place."""

EYE_LEVEL = 0.47
"""Where the table's far edge is seen, as a share of the height."""


def scheme_of(picture: Picture) -> Scheme:
    """The colours and the light of the picture's place."""
    return make_scheme(picture.shot.place, picture.palette, picture.seed, picture.shot.mood)


@lru_cache(maxsize=2)
def backdrop(place: Place, palette: str, seed: int, mood: str, width: int, height: int) -> Pixels:
    """The place far out of focus, in frame pixels. Painted small: nothing sharp is left of it anyway. Not to be drawn on."""
    small_w, small_h = 108, max(1, round(108 * height / width))
    pixels = blank(small_w, small_h)
    canvas = surface_on(pixels).getCanvas()
    canvas.clear(0xFF101018)
    scale = small_h / 210
    for layer in build_set(place, palette, seed, mood).layers:
        if layer.depth < 1:
            continue
        canvas.save()
        canvas.translate(small_w / 2, small_h / 2)
        canvas.scale(scale, scale)
        canvas.translate(0, 132)
        layer.draw(canvas, 0.0)
        canvas.restore()
    cv2.GaussianBlur(pixels, (0, 0), 108 / 46, dst=pixels, borderType=cv2.BORDER_REPLICATE)
    return np.asarray(cv2.resize(pixels, (width, height)), np.uint8)


def light_on(scheme: Scheme) -> Tone:
    """The light that falls on a thing on the table."""
    return mix(scheme.window if scheme.outside > 0.4 else scheme.lamp, 0xFFFFFFFF, 0.35)


@lru_cache(maxsize=2)
def table(place: Place, palette: str, seed: int, mood: str, width: int, height: int) -> Pixels:
    """The backdrop with a table top before it, lit from the side of the window or lamp. Not to be drawn on."""
    scheme = make_scheme(place, palette, seed, mood)
    pixels = backdrop(place, palette, seed, mood, width, height).copy()
    canvas = surface_on(pixels).getCanvas()
    brush = Brush(canvas)
    brush.box(0, 0, width, height, 0x2414121E)
    edge = height * EYE_LEVEL
    own = scheme.take(MATERIALS.get(place.kind, "#7d5a40"), 0.2)
    lit = multiply(own, mix(scheme.ambient_low, 0xFFFFFFFF, 0.55 if not scheme.night else 0.25))
    brush.box(
        0, edge, width, height, down(edge, height, mix(lit, scheme.sky[2], 0.12), lit, shade(lit, 0.4), stops=(0.0, 0.35, 1.0))
    )
    chance = random.Random(f"table/{place.kind}/{seed}")
    with brush.within(0, edge, width, height):
        if place.kind not in ("hospital", "lift", "car", "street", "rooftop", "shop"):
            for i in range(-6, 7):
                x = width / 2 + i * width * 0.11
                far = width / 2 + i * width * 0.075
                brush.line([(far, edge), (x * 2.2 - width * 0.6, height)], fade(shade(lit, 0.6), 0.35), width * 0.003)
            for _ in range(90):
                x = chance.uniform(-0.4, 1.4)
                y0 = edge + (height - edge) * chance.random() ** 1.4
                y1 = y0 + chance.uniform(0.04, 0.2) * height
                colour = fade(shade(lit, 0.5) if chance.random() < 0.7 else tint(lit, 0.35), chance.uniform(0.08, 0.26))
                brush.curve(
                    [
                        (_along(x, y0, edge, width, height), y0),
                        (_along(x, (y0 + y1) / 2, edge, width, height) + chance.uniform(-6, 6), (y0 + y1) / 2),
                        (_along(x, y1, edge, width, height), y1),
                    ],
                    colour,
                    chance.uniform(0.8, 2.6),
                )
        else:
            for _ in range(120):
                brush.oval(
                    chance.uniform(0, width),
                    edge + (height - edge) * chance.random(),
                    chance.uniform(1, 3),
                    1,
                    fade(tint(lit, 0.3) if chance.random() < 0.5 else shade(lit, 0.4), 0.25),
                )
        grain(brush, 0, edge, width, height, 0.4, width / 400)
    brush.box(0, edge - height * 0.003, width, edge + height * 0.002, fade(tint(lit, 0.6), 0.5))
    key = light_on(scheme)
    side = scheme.side
    glow = Brush(canvas, skia.BlendMode.kSoftLight)
    glow.soft(width * (0.5 + 0.24 * side), height * 0.56, width * 0.75, height * 0.24, key, 0.9)
    shine = Brush(canvas, skia.BlendMode.kScreen)
    shine.soft(width * (0.5 + 0.18 * side), edge + height * 0.04, width * 0.5, height * 0.06, key, 0.25)
    vignette(brush, width, height, 0.36)
    return pixels


def _along(x: float, y: float, edge: float, width: float, height: float) -> float:
    """Where a vein of the wood that starts at share ``x`` of the far edge has come to at height y."""
    return width * (0.5 + (x - 0.5) * (0.75 + 1.1 * (y - edge) / (height - edge)))


def vignette(brush: Brush, width: float, height: float, strength: float) -> None:
    """The frame's corners fall off, so the eye stays in the middle."""
    radius = (width**2 + height**2) ** 0.5 / 2
    fill = skia.GradientShader.MakeRadial(
        skia.Point(width / 2, height * 0.46), radius, [0x00080612, 0x00080612, fade(0xFF080612, strength)], [0.0, 0.45, 1.0]
    )
    brush.box(0, 0, width, height, fill)


def push_in(frame: Pixels, still: Cel, picture: Picture, seconds: float, *, by: float = 0.035) -> skia.Canvas:
    """Lays the still picture, a little nearer as the shot goes on, eased at both ends; a canvas on the frame moves with it."""
    length = max(0.5, float(picture.seconds))
    share = min(1.0, max(0.0, seconds / length))
    scale = 1 + by * share * share * (3 - 2 * share)
    width, height = picture.format.width, picture.format.height
    dx, dy = width / 2 * (1 - scale), height * 0.46 * (1 - scale)
    lay_scaled(frame, still, scale, dx, dy)
    canvas = surface_on(frame).getCanvas()
    canvas.translate(dx, dy)
    canvas.scale(scale, scale)
    return canvas


def drift(frame: Pixels, scheme: Scheme, seconds: float) -> None:
    """Light that wanders slowly over the thing: leaves before a window, a passing car."""
    height, width = frame.shape[:2]
    x = round(width * (-0.3 + 0.3 * math.sin(seconds * 0.45 + scheme.seed % 7)))
    lay(frame, _wandering(light_on(scheme), width, height), x, 0)


@lru_cache(maxsize=2)
def _wandering(colour: Tone, width: int, height: int) -> Cel:
    """The light of ``drift``, painted once: moving a picture costs a tenth of filling a frame with a gradient. It stands in the
    middle of 1.6 frames, so that it can wander by 0.3 of one to both sides."""
    pixels = blank(math.ceil(width * 1.6) + 2, height)
    x = width * 0.8
    fill = slant((x - width * 0.5, 0), (x + width * 0.5, height * 0.3), fade(colour, 0), fade(colour, 0.12), fade(colour, 0))
    Brush(surface_on(pixels).getCanvas()).box(0, 0, pixels.shape[1], height, fill)
    return screened(pixels)


def ink(picture: Picture) -> Tone:
    """The colour of writing on the palette's paper."""
    return mix(tone(colours(picture.palette).dark), 0xFF1A2A55, 0.35)
