"""Surfaces: planks, bricks, tiles, panels, cloth, grain. In: an area and a tone. Out: quiet detail on it. Never: light."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import skia

from onecrew.animation.sets.brush import Brush, down
from onecrew.animation.sets.space import at, quad
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint


@cache
def _grain_image() -> skia.Image:
    """A tile of cloudy noise, 256 pixels square, grey with full opacity; it repeats without a seam."""
    rng = np.random.default_rng(20260101)
    total = np.zeros((256, 256))
    for octave, weight in ((3, 0.9), (6, 0.8), (14, 0.6), (40, 0.45), (128, 0.35)):
        grid = rng.standard_normal((octave, octave))
        wave = np.fft.fftfreq(256)[:, None] ** 2 + np.fft.fftfreq(256)[None, :] ** 2
        field = np.fft.ifft2(
            np.fft.fft2(np.kron(grid, np.ones((-(-256 // octave),) * 2))[:256, :256]) * np.exp(-wave * (256 / octave) ** 2 * 6)
        ).real
        total += weight * field / field.std()
    level = np.clip(128 + total / total.std() * 34, 0, 255).astype(np.uint8)
    pixels = np.dstack([level, level, level, np.full_like(level, 255)])
    return skia.Image.fromarray(np.ascontiguousarray(pixels), skia.kRGBA_8888_ColorType)


def grain(
    brush: Brush,
    left: float,
    top: float,
    right: float,
    bottom: float,
    strength: float = 0.35,
    size: float = 1.0,
    stretch: float = 1.0,
) -> None:
    """Cloudy unevenness, as of plaster or gouache, laid over what is painted. ``stretch`` pulls it sideways (metal, wood)."""
    matrix = skia.Matrix()
    matrix.setScale(size * stretch, size)
    sampling = skia.SamplingOptions(skia.FilterMode.kLinear)
    shader = _grain_image().makeShader(skia.TileMode.kRepeat, skia.TileMode.kRepeat, sampling, matrix)
    paint = skia.Paint(Shader=shader, BlendMode=skia.BlendMode.kSoftLight, Alphaf=strength)
    brush.canvas.drawRect(skia.Rect.MakeLTRB(left, top, right, bottom), paint)


def bricks(
    brush: Brush,
    left: float,
    top: float,
    right: float,
    bottom: float,
    colour: Tone,
    chance: random.Random,
    brick: tuple[float, float] = (22.0, 7.5),
) -> None:
    """A wall of bricks over an area already filled: joints and some odd bricks."""
    wide, high = brick
    row = 0
    joints: list[tuple[float, float]] = []
    y = top
    while y < bottom:
        shift = wide / 2 if row % 2 else 0.0
        joints.extend(((left, y), (right, y)))
        x = left - shift
        while x < right:
            if x > left:
                joints.extend(((x, y), (x, min(bottom, y + high))))
            pick = chance.random()
            if pick < 0.34:
                odd = fade(shade(colour, 0.4) if pick < 0.2 else tint(colour, 0.3), chance.uniform(0.1, 0.4))
                brush.box(max(left, x + 0.7), y + 0.7, min(right, x + wide - 0.7), min(bottom, y + high - 0.7), odd)
            x += wide
        y += high
        row += 1
    brush.many(joints, fade(shade(colour, 0.5), 0.5), 0.9)


def tiles(
    brush: Brush,
    left: float,
    top: float,
    right: float,
    bottom: float,
    colour: Tone,
    size: tuple[float, float],
    chance: random.Random,
) -> None:
    """Wall tiles over an area already filled: joints, and a glaze that differs from tile to tile."""
    wide, high = size
    columns, rows = int((right - left) / wide) + 1, int((bottom - top) / high) + 1
    for row in range(rows):
        for column in range(columns):
            if chance.random() < 0.3:
                x, y = left + column * wide, top + row * high
                odd = fade(tint(colour, 0.4) if chance.random() < 0.5 else shade(colour, 0.25), chance.uniform(0.08, 0.3))
                brush.box(x, y, min(right, x + wide), min(bottom, y + high), odd)
    joints: list[tuple[float, float]] = []
    for column in range(columns):
        joints.extend(((left + column * wide, top), (left + column * wide, bottom)))
    for row in range(rows):
        joints.extend(((left, top + row * high), (right, top + row * high)))
    brush.many(joints, fade(shade(colour, 0.4), 0.35), 0.7)


def panels(
    brush: Brush, left: float, top: float, right: float, bottom: float, colour: Tone, wide: float, *, inset: float = 6.0
) -> None:
    """Wainscot panels with moulded edges: lit above, shaded below."""
    count = max(1, round((right - left) / wide))
    step = (right - left) / count
    for i in range(count):
        x0, x1 = left + i * step + inset, left + (i + 1) * step - inset
        y0, y1 = top + inset, bottom - inset
        brush.box(x0, y0, x1, y1, down(y0, y1, shade(colour, 0.1), tint(colour, 0.05)))
        brush.line([(x0, y1), (x0, y0), (x1, y0)], fade(shade(colour, 0.5), 0.6), 1.0, round_=False)
        brush.line([(x0, y1), (x1, y1), (x1, y0)], fade(tint(colour, 0.5), 0.5), 1.0, round_=False)


def wood(
    brush: Brush,
    left: float,
    top: float,
    right: float,
    bottom: float,
    colour: Tone,
    chance: random.Random,
    *,
    upright: bool = False,
) -> None:
    """Long soft veins over an area already filled."""
    with brush.within(left, top, right, bottom):
        for _ in range(int(((right - left) if upright else (bottom - top)) / 2.6) + 2):
            tone_ = fade(shade(colour, 0.5) if chance.random() < 0.65 else tint(colour, 0.4), chance.uniform(0.06, 0.2))
            bend = chance.uniform(-3, 3)
            if upright:
                x = chance.uniform(left, right)
                brush.curve([(x, top), (x + bend, (top + bottom) / 2), (x - bend / 2, bottom)], tone_, chance.uniform(0.3, 1.0))
            else:
                y = chance.uniform(top, bottom)
                brush.curve([(left, y), ((left + right) / 2, y + bend), (right, y - bend / 2)], tone_, chance.uniform(0.3, 1.0))


def floor_planks(
    brush: Brush, far: float, colour: Tone, chance: random.Random, *, board: float = 18.0, half: float = 520.0
) -> None:
    """Floor boards running away from the eye, from ``far`` to before the camera."""
    near = -250.0
    count = int(half / board)
    for i in range(-count, count):
        x0, x1 = i * board, (i + 1) * board
        z = near + chance.uniform(-80, 0)
        while z < far:
            end = min(far, z + chance.uniform(110, 210))
            start = max(near, z)
            if end > start:
                pick = chance.random()
                odd = fade(shade(colour, 0.5) if pick < 0.5 else tint(colour, 0.45), chance.uniform(0.03, 0.2))
                quad(brush, [(x0, 0, start), (x1, 0, start), (x1, 0, end), (x0, 0, end)], odd)
                brush.line([at(x0, 0, end), at(x1, 0, end)], fade(shade(colour, 0.7), 0.4), 0.5, round_=False)
            z = end
    joints: list[tuple[float, float]] = []
    for i in range(-count, count + 1):
        joints.extend((at(i * board, 0, near), at(i * board, 0, far)))
    brush.many(joints, fade(shade(colour, 0.7), 0.42), 0.6)


def floor_tiles(
    brush: Brush,
    far: float,
    colour: Tone,
    chance: random.Random,
    *,
    size: float = 45.0,
    half: float = 540.0,
    checker: Tone | None = None,
    odd: float = 0.12,
) -> None:
    """Square floor tiles in perspective; with ``checker`` every other one has that colour."""
    near = -250.0
    rows, columns = int((far - near) / size) + 1, int(half / size)
    for row in range(rows):
        z0, z1 = near + row * size, min(far, near + (row + 1) * size)
        for column in range(-columns, columns):
            x0, x1 = column * size, (column + 1) * size
            if checker is not None and (row + column) % 2:
                quad(brush, [(x0, 0, z0), (x1, 0, z0), (x1, 0, z1), (x0, 0, z1)], checker)
            if chance.random() < 0.5:
                face = fade(shade(colour, 0.5) if chance.random() < 0.5 else tint(colour, 0.5), chance.uniform(0, odd))
                quad(brush, [(x0, 0, z0), (x1, 0, z0), (x1, 0, z1), (x0, 0, z1)], face)
    joints: list[tuple[float, float]] = []
    for row in range(rows):
        z = near + row * size
        joints.extend((at(-half, 0, z), at(half, 0, z)))
    for column in range(-columns, columns + 1):
        joints.extend((at(column * size, 0, near), at(column * size, 0, far)))
    brush.many(joints, fade(shade(colour, 0.6), 0.32), 0.6)


def sheen(brush: Brush, x: float, far: float, colour: Tone, strength: float = 0.3, wide: float = 60.0) -> None:
    """What a polished floor mirrors of a window or a lamp at x on the far wall: a soft upright streak."""
    top = at(0, 0, far)[1]
    left, right = at(x - wide, 0, far)[0], at(x + wide, 0, far)[0]
    middle = (left + right) / 2
    brush.soft(middle, top + 26, (right - left) * 0.7, 90, colour, strength)


def marble(brush: Brush, points: list[tuple[float, float]], colour: Tone, chance: random.Random, veins: int = 7) -> None:
    """Veins across a polygon already filled."""
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    with brush.within_poly(points):
        for _ in range(veins):
            x, y = chance.uniform(min(xs), max(xs)), min(ys)
            line = [(x, y)]
            while y < max(ys):
                x += chance.uniform(-14, 14)
                y += chance.uniform(4, 16)
                line.append((x, y))
            brush.curve(
                line,
                fade(mix(colour, 0xFFFFFFFF, 0.5) if chance.random() < 0.6 else shade(colour, 0.4), 0.25),
                chance.uniform(0.3, 1.1),
            )
