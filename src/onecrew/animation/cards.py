"""Title and end cards: a dusk of silhouettes and lights in the show's colours, and designed lettering. In: a Picture. Out: paint.

Never: people. ``picture.text`` is the title; what follows its first line break stands small below it; ``picture.sender`` (a series'
name, an episode's number) stands small above.
"""

from __future__ import annotations

import math
import random
from fractions import Fraction
from functools import lru_cache

import cv2
import numpy as np
import skia

from onecrew.animation import lettering
from onecrew.animation.cel import Cel, Pixels, blank, lay, lay_scaled, screened, surface_on, trimmed
from onecrew.animation.easing import ramp, smooth
from onecrew.animation.palette import colours
from onecrew.animation.picture import Picture
from onecrew.animation.sets.brush import Brush, down, slant
from onecrew.animation.sets.textures import grain
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint, tone
from onecrew.units import Language


def draw_card(frame: Pixels, picture: Picture, seconds: Fraction | float) -> None:
    """Paints the card of ``picture.shot`` at ``seconds``, filling ``picture.format``; its text stays inside the safe area."""
    t = float(seconds)
    width, height = picture.format.width, picture.format.height
    calm = smooth(t / max(1.0, float(picture.seconds)))
    for (cel, left, top), share in zip(_layers(picture), (0.1, 0.45, 1.0), strict=True):
        scale = 1.03 + 0.045 * share * calm
        dx = width / 2 * (1 - scale)
        dy = height * 0.7 * (1 - scale) + height * 0.012 * share * (1 - calm) * scale
        lay_scaled(frame, cel, scale, dx + left * scale, dy + top * scale)
    canvas = surface_on(frame).getCanvas()
    _sweep_over(frame, picture, t)
    _lights(Brush(canvas, skia.BlendMode.kScreen), picture, t)
    _words(canvas, picture, t)


def _is_end(picture: Picture) -> bool:
    return picture.shot.insert is not None and picture.shot.insert.kind == "end"


@lru_cache(maxsize=4)
def _layers(picture: Picture) -> tuple[tuple[Cel, int, int], ...]:
    """Sky, far town, near silhouettes, each with its corner in the frame."""
    width, height = picture.format.width, picture.format.height
    palette = colours(picture.palette)
    dark, ground, mid = tone(palette.dark), tone(palette.background), tone(palette.mid)
    light, accent = tone(palette.light), tone(palette.accent)
    end = _is_end(picture)
    chance = random.Random(f"card/{picture.palette}/{picture.seed}/{end}")
    sky, town, close = (blank(width, height) for _ in range(3))
    brush = Brush(surface_on(sky).getCanvas())
    low = mix(accent, ground, 0.42) if not end else mix(ground, accent, 0.2)
    brush.box(
        0,
        0,
        width,
        height,
        down(
            0,
            height,
            shade(dark, 0.25),
            mix(dark, ground, 0.55),
            mix(ground, mid, 0.35),
            low,
            shade(dark, 0.2),
            stops=(0.0, 0.3, 0.56, 0.73, 1.0),
        ),
    )
    sun = width * (0.5 + 0.16 * chance.choice((-1, 1)))
    brush.soft(sun, height * 0.7, width * 0.9, height * 0.26, mix(accent, light, 0.4), 0.55)
    radius = width * 0.15
    disc_at = height * (0.665 if not end else 0.625)
    brush.oval(
        sun,
        disc_at,
        radius,
        radius,
        down(
            disc_at - radius,
            disc_at + radius,
            mix(light, accent, 0.1),
            mix(light, accent, 0.45),
            fade(mix(accent, ground, 0.3), 0.2),
        ),
    )
    for _ in range(110):
        x, y = chance.uniform(0, width), height * 0.5 * chance.random() ** 1.5
        brush.oval(
            x,
            y,
            width * chance.uniform(0.0007, 0.0024),
            width * chance.uniform(0.0007, 0.0024),
            fade(light, chance.uniform(0.15, 0.7)),
        )
    for _ in range(8):
        y = height * chance.uniform(0.5, 0.72)
        brush.soft(
            chance.uniform(0, width),
            y,
            width * chance.uniform(0.25, 0.6),
            height * chance.uniform(0.006, 0.014),
            mix(light, accent, 0.5),
            0.2,
        )
    grain(brush, 0, 0, width, height, 0.35, width / 260)
    brush = Brush(surface_on(town).getCanvas())
    for base, tallest, colour, wide in (
        (0.775, 0.12, mix(mix(ground, mid, 0.3), low, 0.35), 0.07),
        (0.84, 0.15, mix(dark, ground, 0.42), 0.11),
    ):
        x = -width * 0.05
        while x < width * 1.05:
            own = width * wide * chance.uniform(0.6, 1.4)
            top = height * (base - tallest * chance.uniform(0.15, 1.0) * (0.6 + 0.6 * abs(x / width - 0.5)))
            brush.box(x, top, x + own, height * 1.1, down(top, height * base, colour, mix(colour, low, 0.35)))
            if chance.random() < 0.3:
                brush.box(x + own * 0.46, top - height * 0.025, x + own * 0.5, top, colour)
            pairs = []
            y = top + height * 0.01
            while y < height * base:
                for i in range(4):
                    if chance.random() < 0.2:
                        px = x + own * (0.2 + 0.2 * i)
                        pairs += [(px - own * 0.045, y), (px + own * 0.045, y)]
                y += height * 0.012
            if pairs:
                brush.many(pairs, fade(mix(light, accent, 0.35), 0.7), height * 0.0038, round_=False)
            x += own + width * chance.choice((0.0, 0.0, 0.012))
        brush.box(
            0, height * (base - 0.07), width, height, down(height * (base - 0.07), height * base, fade(low, 0), fade(low, 0.3))
        )
    brush = Brush(surface_on(close).getCanvas())
    near = shade(dark, 0.35)
    y = height * 0.895
    brush.smooth(
        [
            (-width * 0.3, y),
            (width * 0.2, y - height * 0.012),
            (width * 0.6, y + height * 0.01),
            (width * 1.3, y - height * 0.01),
            (width * 1.3, height * 1.3),
            (-width * 0.3, height * 1.3),
        ],
        near,
    )
    post = width * (0.86 if sun < width / 2 else 0.14)
    way = -1 if post > width / 2 else 1
    brush.line([(post, height), (post, height * 0.66)], near, width * 0.009)
    brush.curve([(post, height * 0.68), (post, height * 0.63), (post + way * width * 0.1, height * 0.635)], near, width * 0.007)
    brush.poly(
        [
            (post + way * width * 0.075, height * 0.639),
            (post + way * width * 0.13, height * 0.639),
            (post + way * width * 0.115, height * 0.63),
            (post + way * width * 0.09, height * 0.63),
        ],
        near,
    )
    bulb = post + way * width * 0.102
    brush.soft(bulb, height * 0.642, width * 0.16, width * 0.16, mix(light, accent, 0.3), 0.55)
    brush.oval(bulb, height * 0.64, width * 0.018, width * 0.006, 0xFFFFF4DC)
    for strand in range(2):
        top = height * (0.69 + 0.018 * strand)
        far = -width * 0.1 if post > width / 2 else width * 1.1
        brush.curve([(post, top), ((post + far) / 2, top + height * 0.035), (far, top - height * 0.01)], near, width * 0.0028)
    for x, tall in ((0.42 if post > width / 2 else 0.58, 0.082), (0.485 if post > width / 2 else 0.645, 0.077)):
        _walker(brush, width * x, y + height * 0.004, height * tall, near, chance)
    return tuple(found for found in map(trimmed, (sky, town, close)) if found is not None)


def _walker(brush: Brush, x: float, foot: float, tall: float, colour: int, chance: random.Random) -> None:
    """A far person seen as a shape."""
    head = tall * 0.075
    brush.oval(x, foot - tall + head, head * 0.9, head, colour)
    coat = tall * 0.13 * chance.uniform(0.9, 1.1)
    brush.smooth(
        [
            (x - coat * 0.8, foot - tall * 0.83),
            (x, foot - tall * 0.88),
            (x + coat * 0.8, foot - tall * 0.83),
            (x + coat * 1.1, foot - tall * 0.4),
            (x - coat * 1.1, foot - tall * 0.4),
        ],
        colour,
    )
    for dx in (-0.5, 0.6):
        brush.line([(x + coat * dx * 0.6, foot - tall * 0.45), (x + coat * dx, foot)], colour, tall * 0.06)


def _lights(brush: Brush, picture: Picture, t: float) -> None:
    """Bokeh that rises slowly."""
    width, height = picture.format.width, picture.format.height
    palette = colours(picture.palette)
    chance = random.Random(f"bokeh/{picture.palette}/{picture.seed}")
    hues = (tone(palette.accent), tone(palette.light), tone(palette.accent2))
    for i in range(16):
        x, y, size = chance.random(), chance.random(), chance.uniform(0.012, 0.05)
        pace, phase = chance.uniform(0.6, 1.4), chance.uniform(0, 6.283)
        rise = (y - 0.012 * t * pace) % 1.0
        px = width * (x + 0.012 * math.sin(t * 0.5 * pace + phase))
        alpha = 0.085 * (0.65 + 0.35 * math.sin(t * 0.9 * pace + phase)) * (0.25 + 0.75 * abs(rise - 0.4))
        brush.oval(px, height * rise, width * size, width * size, fade(hues[i % 3], alpha))
        brush.ring(px, height * rise, width * size * 0.97, width * size * 0.97, fade(hues[i % 3], alpha * 0.7), width * 0.002)


def _sweep_over(frame: Pixels, picture: Picture, t: float) -> None:
    """One sweep of light across the frame as the title comes."""
    sweep = (t - 0.25) / 2.4
    if not 0 < sweep < 1:
        return
    height, width = frame.shape[:2]
    light, left = _sweep(tone(colours(picture.palette).light), width, height)
    x = round(width * (-1.5 + 2.0 * smooth(sweep))) + left
    x0, x1 = max(0, x), min(width, x + light.shape[1])
    if x0 < x1:
        shown = np.asarray(cv2.convertScaleAbs(light[:, x0 - x : x1 - x], alpha=math.sin(math.pi * sweep)), np.uint8)
        lay(frame, screened(shown), x0, 0)


@lru_cache(maxsize=2)
def _sweep(colour: Tone, width: int, height: int) -> tuple[Pixels, int]:
    """The sweep of light at its strongest, painted once, and its left edge; its middle at the top is a frame's width from there."""
    pixels = blank(width * 3, height)
    fill = slant((width * 0.72, 0), (width * 1.28, height * 0.12), fade(colour, 0), fade(colour, 0.15), fade(colour, 0))
    Brush(surface_on(pixels).getCanvas()).box(0, 0, width * 3, height, fill)
    left, _, across, _ = cv2.boundingRect(pixels[..., 3].copy())
    return pixels[:, left : left + across].copy(), left


@lru_cache(maxsize=2)
def _shade(rx: float, ry: float, colour: Tone) -> skia.Image:
    """The soft dark behind the words, painted once; its middle is the middle of the picture."""
    surface = skia.Surface.MakeRasterN32Premul(2 * math.ceil(rx), 2 * math.ceil(ry))
    Brush(surface.getCanvas()).soft(math.ceil(rx), math.ceil(ry), rx, ry, colour, 0.5)
    return surface.makeImageSnapshot()


def _words(canvas: skia.Canvas, picture: Picture, t: float) -> None:
    width, height = picture.format.width, picture.format.height
    palette = colours(picture.palette)
    first, _, rest = picture.text.strip().partition("\n")
    over, below = picture.sender.strip(), rest.replace("\n", " ").strip()
    if not first and not over:
        return
    end = _is_end(picture)
    left, right = width * (lettering.SAFE_LEFT + 0.045), width * (lettering.SAFE_RIGHT - 0.045)
    span = right - left
    # Signs above and below the letters need room between the lines.
    leading = 1.5 if Language(picture.language).script in ("Deva", "Thai", "Arab") else 1.2
    light, accent = tint(tone(palette.light), 0.35), tone(palette.accent)
    calm = mix(light, tone(palette.mid), 0.18)
    title = lettering.fit(
        first or over,
        picture.language,
        span,
        height * 0.3,
        width * (0.128 if not end else 0.108),
        width * 0.046,
        light,
        weight=900,
        align="centre",
        leading=leading,
    )
    above = (
        lettering.fit(
            over,
            picture.language,
            span,
            height * 0.07,
            width * 0.042,
            width * 0.026,
            mix(accent, light, 0.3),
            align="centre",
            leading=1.3,
        )
        if over and first
        else None
    )
    under = (
        lettering.fit(below, picture.language, span, height * 0.1, width * 0.046, width * 0.026, calm, align="centre", leading=1.35)
        if below
        else None
    )
    gap = height * 0.026
    total = title.height + (above.height + gap if above else 0) + gap * 1.6 + (under.height if under else 0)
    y = max(height * (lettering.SAFE_TOP + 0.02), height * (0.385 if not end else 0.41) - total / 2)
    dim = tone(palette.dark)
    veil = Brush(canvas)
    soft = _shade(span * 0.75, total * 0.9 + height * 0.08, dim)
    canvas.drawImage(
        soft,
        round((left + right - soft.width()) / 2),
        round(y + (total - soft.height()) / 2),
        skia.SamplingOptions(),
        veil.paint(fade(0xFFFFFFFF, ramp(t, 0.0, 0.6))),
    )
    middle = (left + right) / 2
    if above is not None:
        _risen(canvas, above, middle, y, t, 0.1)
        y += above.height + gap
    shadow = lettering.fit(
        first or over,
        picture.language,
        span,
        height * 0.3,
        width * (0.128 if not end else 0.108),
        width * 0.046,
        fade(dim, 0.75),
        weight=900,
        align="centre",
        leading=leading,
    )
    for i in range(title.lines):
        _line(canvas, shadow, i, middle + width * 0.004, y + width * 0.007, t, 0.3 + 0.16 * i)
        _line(canvas, title, i, middle, y, t, 0.3 + 0.16 * i, mix(accent, light, 0.25))
    y += title.height + gap * 0.8
    grown = ramp(t, 0.65, 1.35)
    if grown > 0:
        half = min(span, max(width * 0.12, title.width * 0.42)) * 0.5 * grown
        for s in (-1, 1):
            veil.box(
                middle + s * width * 0.026,
                y - width * 0.0016,
                middle + s * (width * 0.026 + half),
                y + width * 0.0016,
                slant((middle, y), (middle + s * half * 1.1, y), accent, fade(accent, 0)),
            )
        with veil.moved(middle, y, grown, 45 + 90 * (1 - grown)):
            veil.box(-width * 0.009, -width * 0.009, width * 0.009, width * 0.009, accent)
    y += gap * 0.8
    if under is not None:
        _risen(canvas, under, middle, y, t, 0.95)


def _risen(canvas: skia.Canvas, made: lettering.Lettering, middle: float, y: float, t: float, start: float) -> None:
    for i in range(made.lines):
        _line(canvas, made, i, middle, y, t, start + 0.12 * i)


def _line(
    canvas: skia.Canvas,
    made: lettering.Lettering,
    index: int,
    middle: float,
    y: float,
    t: float,
    start: float,
    foot: int | None = None,
) -> None:
    """One line of a text coming up into place. ``foot``: its letters shade to this colour downwards, as lit from above."""
    share = ramp(t, start, start + 0.7)
    if share <= 0:
        return
    top = y + index * made.line
    lift = (1 - share) * made.line * 0.32
    strip = skia.Rect.MakeLTRB(0, top - made.line * 0.12 + lift, 100000, top + made.line * 1.12 + lift)
    if made.lines > 1:
        strip = skia.Rect.MakeLTRB(0, top + lift, 100000, top + made.line + lift)
    canvas.save()
    canvas.clipRect(strip)
    layered = share < 1 or foot is not None
    if layered:
        canvas.saveLayer(None, skia.Paint(Alphaf=share))
    made.draw(canvas, middle - made.box / 2, y + lift)
    if foot is not None:
        ends = [skia.Point(0, top + lift + made.line * 0.3), skia.Point(0, top + lift + made.line * 0.86)]
        shades = skia.GradientShader.MakeLinear(ends, [foot & 0xFFFFFF, foot])
        canvas.drawRect(strip, skia.Paint(Shader=shades, BlendMode=skia.BlendMode.kSrcATop))
    if layered:
        canvas.restore()
    canvas.restore()
