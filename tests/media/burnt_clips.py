"""Small films with subtitles burnt in, for the tests of erasing: the clean frames, the burnt ones and where the ink is.

Pictures are "dead leaves" (overlapping discs whose sizes follow a power law; Lee, Mumford and Huang 2001), which have the edges,
textures and spectra of photographs, seen by a camera that pans, zooms or is held in the hand, with film grain on top.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import cv2
import numpy as np
import numpy.typing as npt
import skia

from onecrew.fonts import collection, families, unicode

Picture = npt.NDArray[np.uint8]


def leaves(width: int, height: int, seed: int, flat: bool = False) -> Picture:
    """A still world to look at: photographic, or ``flat`` like cel animation."""
    chance = np.random.default_rng(seed)
    world = np.full((height, width, 3), chance.integers(60, 180, 3), np.uint8)
    count = round((350 if flat else 2500) * width * height / (1520 * 1220)) + 12
    radii = np.sort(np.minimum(6 / chance.random(count) ** (0.6 if flat else 0.5), 0.16 * width))[::-1]
    order = np.argsort(radii * chance.uniform(0.4, 1.6, count))[::-1]
    for radius in radii[order]:
        centre = (int(chance.integers(0, width)), int(chance.integers(0, height)))
        grey = chance.integers(15, 240)
        colour = np.clip(grey + chance.integers(-45, 45, 3), 0, 255)
        shape = (max(2, int(radius)), max(2, int(radius * chance.uniform(0.4, 1))))
        cv2.ellipse(world, centre, shape, chance.uniform(0, 180), 0, 360, tuple(int(c) for c in colour), -1, cv2.LINE_AA)
    if flat:
        return cv2.GaussianBlur(world, (0, 0), 0.7)
    texture = np.zeros((height, width), np.float32)
    for scale, level in ((1, 3.0), (2, 5.0), (4, 6.0), (16, 8.0), (64, 12.0)):
        coarse = chance.standard_normal((height // scale + 2, width // scale + 2)).astype(np.float32)
        texture += level * cv2.resize(coarse, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)[:height, :width]
    return cv2.GaussianBlur(np.clip(world + texture[:, :, None], 0, 255).astype(np.uint8), (0, 0), 1.0)


def camera(kind: str, count: int, width: int, height: int, seed: int) -> list[npt.NDArray[np.float64]]:
    """Per frame the 2x3 matrix from the picture to the world (which is 400 px larger on every side)."""
    chance = np.random.default_rng(seed)
    shake = np.zeros((count, 3))
    if kind == "handheld":
        raw = chance.standard_normal((count + 60, 3))
        shake = np.stack([cv2.GaussianBlur(raw[:, [k]], (0, 0), 5)[30 : 30 + count, 0] for k in range(3)], 1)
        shake *= np.array([16.0, 16.0, 0.012])
    made = []
    for t in range(count):
        x = y = turn = 0.0
        size = 1.0
        if kind == "pan":
            x = 2.3 * t - 1.15 * count
        elif kind == "slow pan":
            x, y = 0.35 * t, -0.12 * t
        elif kind == "tilt":
            y = 1.7 * t - 0.85 * count
        elif kind == "zoom":
            size = 1.12 - 0.0022 * t
        elif kind == "handheld":
            x, y, turn = shake[t]
        cos, sin = size * np.cos(turn), size * np.sin(turn)
        cx, cy = width / 2, height / 2
        made.append(np.array([[cos, -sin, 400 + cx + x - cos * cx + sin * cy], [sin, cos, 400 + cy + y - sin * cx - cos * cy]]))
    return made


def film(
    kind: str, count: int, width: int = 720, height: int = 420, seed: int = 1, grain: float = 2.0, actor: bool = False
) -> list[Picture]:
    """``count`` clean frames. ``kind``: still, pan, slow pan, tilt, zoom, handheld, or cel (flat colours, panned)."""
    flat = kind.startswith("cel")
    world = leaves(width + 800, height + 800, seed, flat)
    body = leaves(260, 360, seed + 50, flat)
    outline = np.zeros((360, 260), np.float32)
    cv2.ellipse(outline, (130, 180), (110, 160), 0, 0, 360, 1.0, -1, cv2.LINE_AA)
    chance = np.random.default_rng(seed + 99)
    frames = []
    for t, matrix in enumerate(camera("pan" if kind == "cel" else kind, count, width, height, seed)):
        size = (width, height)
        seen = cv2.warpAffine(world, matrix, size, flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP).astype(np.float32)
        if actor:
            turn = 0.05 * np.sin(t / 17)
            place = np.array([[1, -turn, width / 2 - 260 + 1.1 * t], [turn, 1, height / 2 - 150 + 14 * np.sin(t / 9)]])
            figure = cv2.warpAffine(body, place, size, flags=cv2.INTER_CUBIC).astype(np.float32)
            alpha = cv2.warpAffine(outline, place, size)[:, :, None]
            seen = seen * (1 - alpha) + figure * alpha
        if grain:
            noise = chance.standard_normal((height, width, 1)).astype(np.float32)
            noise = 0.8 * noise + 0.6 * cv2.GaussianBlur(noise, (0, 0), 0.8)[:, :, None] * 2.2
            seen = seen + grain * noise / float(noise.std())
        frames.append(np.clip(np.rint(seen), 0, 255).astype(np.uint8))
    return frames


@dataclass(frozen=True)
class Style:
    """How a subtitle is drawn; lengths in pixels, colours 0xAARRGGBB."""

    size: float = 40.0
    colour: int = 0xFFFFFFFF
    outline: float = 3.0
    outline_colour: int = 0xFF101010
    shadow: float = 0.0
    glow: float = 0.0
    plate: int = 0
    language: str = "en"


@dataclass(frozen=True)
class Burnt:
    """The burnt frames and, per frame, the ink that was put on (coverage 0–1) with the box a reader would give."""

    frames: list[Picture]
    ink: list[npt.NDArray[np.float32]]
    boxes: list[tuple[int, int, int, int]] = field(default_factory=list)


def lettering(
    rows: Sequence[str], style: Style, width: int, height: int, middle: float
) -> tuple[npt.NDArray[np.float32], tuple[int, int, int, int]]:
    """Premultiplied BGRA (0–1) of the whole picture, and the tight box of the letters as left, top, width, height."""

    def row(text: str, paint: skia.Paint) -> skia.textlayout.Paragraph:
        look = skia.textlayout.TextStyle()
        look.setFontFamilies(list(families(style.language)))
        look.setFontSize(style.size)
        look.setFontStyle(skia.FontStyle(900, 5, skia.FontStyle.kUpright_Slant))
        look.setForegroundPaint(paint)
        builder = skia.textlayout.ParagraphBuilder(skia.textlayout.ParagraphStyle(), collection(), unicode())
        builder.pushStyle(look)
        builder.addText(text)
        paragraph = builder.Build()
        paragraph.layout(1e6)
        return paragraph

    surface = skia.Surface.MakeRaster(skia.ImageInfo.Make(width, height, skia.kRGBA_F32_ColorType, skia.kPremul_AlphaType))
    canvas = surface.getCanvas()
    fill = skia.Paint(AntiAlias=True, Color=style.colour)
    edge = skia.Paint(
        AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=2 * style.outline,
        StrokeJoin=skia.Paint.kRound_Join, Color=style.outline_colour,
    )  # fmt: skip
    step = 1.3 * style.size
    widest = max(row(text, fill).LongestLine for text in rows)
    left, top = (width - widest) / 2, middle - step * len(rows) / 2
    if style.plate:
        inset = 0.35 * style.size
        canvas.drawRect(
            skia.Rect.MakeLTRB(left - inset, top - 0.2 * inset, left + widest + inset, top + step * len(rows) + 0.6 * inset),
            skia.Paint(AntiAlias=True, Color=style.plate),
        )
    layers = []
    if style.glow:
        layers.append(
            (
                skia.Paint(
                    AntiAlias=True, Color=0xB0000000, MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, style.glow)
                ),
                0.0,
            )
        )
    if style.shadow:
        layers.append(
            (
                skia.Paint(AntiAlias=True, Color=0xC0000000, MaskFilter=skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 1.5)),
                style.shadow,
            )
        )
    if style.outline:
        layers.append((edge, 0.0))
    for paint, offset in [*layers, (fill, 0.0)]:
        for number, text in enumerate(rows):
            paragraph = row(text, paint)
            x = (width - paragraph.LongestLine) / 2
            y = top + step * number + 0.95 * style.size - paragraph.AlphabeticBaseline
            paragraph.paint(canvas, x + offset, y + offset)
    layer = np.array(surface.toarray(colorType=skia.kBGRA_8888_ColorType), np.float32) / 255
    return layer * np.concatenate([np.repeat(layer[:, :, 3:], 3, 2), np.ones_like(layer[:, :, :1])], 2), (
        int(left), int(top + 0.12 * style.size), int(widest) + 1, int(step * (len(rows) - 1) + size_of(style)),
    )  # fmt: skip


def size_of(style: Style) -> float:
    return 1.05 * style.size


def burn(
    clean: Sequence[Picture],
    rows: Sequence[str],
    style: Style,
    first: int,
    last: int,
    middle: float,
    fade: int = 0,
    drift: tuple[float, float] = (0.0, 0.0),
) -> Burnt:
    """Draw the rows on frames ``first`` to ``last`` (half-open); ``fade`` frames in and out; ``drift`` px per frame."""
    height, width = clean[0].shape[:2]
    layer, box = lettering(rows, style, width, height, middle)
    frames, ink, boxes = [], [], []
    for t, frame in enumerate(clean):
        if not first <= t < last:
            frames.append(frame.copy())
            ink.append(np.zeros((height, width), np.float32))
            boxes.append(box)
            continue
        strength = min(1.0, (t - first + 1) / (fade + 1), (last - t) / (fade + 1))
        dx, dy = drift[0] * (t - first), drift[1] * (t - first)
        drawn = strength * layer
        if dx or dy:
            drawn = cv2.warpAffine(drawn, np.array([[1, 0, dx], [0, 1, dy]]), (width, height))
        frames.append(np.clip(np.rint(frame * (1 - drawn[:, :, 3:]) + 255 * drawn[:, :, :3]), 0, 255).astype(np.uint8))
        ink.append(drawn[:, :, 3])
        boxes.append((box[0] + round(dx), box[1] + round(dy), box[2], box[3]))
    return Burnt(frames, ink, boxes)
