"""Pictures become files and sheets. In: BGRA frames. Out: PNG, JPEG. Never: drawing scenes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import skia

from onecrew.fonts import typeface
from onecrew.media.writing import written
from onecrew.units import MediaError


def save_png(pixels: npt.NDArray[np.uint8], target: Path) -> None:
    """Write a (height, width, 4) BGRA frame losslessly; its alpha is ignored.

    Raises:
        MediaError: the file cannot be written.
    """
    _save(_image(pixels), target, skia.kPNG, 100)


def save_jpeg(pixels: npt.NDArray[np.uint8], target: Path, quality: int = 90) -> None:
    """Write a (height, width, 4) BGRA frame as JPEG, quality 1–100.

    Raises:
        MediaError: the file cannot be written.
    """
    _save(_image(pixels), target, skia.kJPEG, quality)


def contact_sheet(
    frames: Sequence[tuple[str, npt.NDArray[np.uint8]]], columns: int = 5, width: int = 1500, gap: int = 12
) -> npt.NDArray[np.uint8]:
    """One BGRA picture, ``width`` pixels wide, of many frames in reading order, each with its label below."""
    if not frames:
        raise MediaError("a contact sheet needs at least one frame")
    height, across = frames[0][1].shape[:2]
    cell = (width - gap * (columns + 1)) // columns
    tall, label = round(cell * height / across), 26
    rows = -(-len(frames) // columns)
    sheet = np.zeros((rows * (tall + label + gap) + gap, width, 4), np.uint8)
    surface = skia.Surface(sheet, colorType=skia.kBGRA_8888_ColorType)
    canvas = surface.getCanvas()
    canvas.clear(0xFF16161A)
    font = skia.Font(typeface("en"), 16)
    ink = skia.Paint(AntiAlias=True, Color=0xFFC8C8D0)
    for number, (name, pixels) in enumerate(frames):
        x = gap + number % columns * (cell + gap)
        y = gap + number // columns * (tall + label + gap)
        canvas.drawImageRect(
            _image(pixels),
            skia.Rect.MakeXYWH(x, y, cell, tall),
            skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear),
        )
        canvas.drawString(name, x + 2, y + tall + 18, font, ink)
    surface.flushAndSubmit()
    return sheet


def _image(pixels: npt.NDArray[np.uint8]) -> skia.Image:
    opaque = np.ascontiguousarray(pixels).copy()
    opaque[:, :, 3] = 255
    return skia.Image.fromarray(opaque, colorType=skia.kBGRA_8888_ColorType)


def _save(image: skia.Image, target: Path, kind: skia.EncodedImageFormat, quality: int) -> None:
    data = image.encodeToData(kind, quality)
    if data is None:
        raise MediaError(f"{target} could not be encoded")
    with written(target) as part:
        part.write_bytes(bytes(data))
