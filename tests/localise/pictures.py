"""Moving pictures that look photographed: textures, light, depth, a camera that shakes, grain. In: a scene's name, a size, a seed.

Out: frames (height, width, 3) uint8, blue first. Never: texts, people one could recognise, files.

Every scene paints a few large textures once and moves them as layers at different depths under one camera, so a frame costs a few
warps. Textures are fractal noise (1/f^p spectra), whose statistics are those of natural pictures.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

from .truth import Frame

Field = npt.NDArray[np.float32]
Chance = np.random.Generator


@dataclass(frozen=True, slots=True, eq=False)
class Layer:
    """A painted plane: colours, its opacity 0–1 (None: opaque), how much it moves with the camera (0 far … 1 near).

    ``area``: left, top, right, bottom of what is not transparent.
    """

    colours: Frame
    alpha: Field | None
    near: float
    area: tuple[int, int, int, int]


def layer(colours: Frame, alpha: Field | None, near: float) -> Layer:
    """A layer whose area is found."""
    if alpha is None:
        return Layer(colours, None, near, (0, 0, colours.shape[1], colours.shape[0]))
    rows, columns = np.flatnonzero(alpha.max(axis=1) > 0), np.flatnonzero(alpha.max(axis=0) > 0)
    return Layer(colours, alpha, near, (int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1))


@dataclass(frozen=True, slots=True)
class Camera:
    """Where the camera looks at a moment: pixels to the right and down, and its enlargement."""

    x: float = 0.0
    y: float = 0.0
    zoom: float = 1.0


Moving = Callable[[float], Frame]
"""Seconds since the shot began → a frame, without grain."""

MARGIN = 0.22
"""Share of the frame's longer side that is painted beyond each border, for the camera to move in."""


def noise(width: int, height: int, power: float, by: Chance) -> Field:
    """Fractal noise of mean 0 and deviation 1 with an amplitude spectrum of 1/f^power, (height, width)."""
    # A quarter of the size is enough for all but the finest grain; the rest is added as such.
    small = (max(8, height // 2), max(8, width // 2))
    across, down = np.fft.rfftfreq(small[1]), np.fft.fftfreq(small[0])
    distance = np.hypot(across[np.newaxis], down[:, np.newaxis])
    distance[0, 0] = 1
    turns = by.uniform(0, 2 * np.pi, distance.shape)
    spectrum = np.exp(1j * turns) / np.maximum(distance, 1.5 / max(small)) ** power
    spectrum[0, 0] = 0
    field = np.fft.irfft2(spectrum, small).astype(np.float32)
    field /= field.std()
    return np.asarray(cv2.resize(field, (width, height), interpolation=cv2.INTER_CUBIC), np.float32)


def tinted(field: Field, dark: tuple[int, int, int], light: tuple[int, int, int], contrast: float = 0.22) -> Frame:
    """A field as colours between two (red, green, blue)."""
    share = np.clip(0.5 + contrast * field, 0, 1)[..., np.newaxis]
    low, high = (np.array(colour[::-1], np.float32) for colour in (dark, light))
    return np.asarray(low + (high - low) * share, np.uint8)


def shaded(colours: Frame, light: Field) -> Frame:
    """Colours under a light (1 = as they are)."""
    return np.asarray(np.clip(colours * light[..., np.newaxis], 0, 255), np.uint8)


def seen(layers: list[Layer], camera: Camera, width: int, height: int) -> Frame:
    """What the camera sees, far to near."""
    frame: Frame | None = None
    for one in layers:
        zoom = 1 + (camera.zoom - 1) * (0.5 + 0.5 * one.near)
        tall, wide = one.colours.shape[:2]
        matrix = np.array(
            [
                [zoom, 0, width / 2 - zoom * (wide / 2 + camera.x * one.near)],
                [0, zoom, height / 2 - zoom * (tall / 2 + camera.y * one.near)],
            ],
            np.float32,
        )
        frame = over(frame, one, matrix, width, height)
    assert frame is not None
    return frame


def over(frame: Frame | None, one: Layer, matrix: npt.NDArray[np.float32], width: int, height: int) -> Frame:
    """A layer over a frame, scaled and moved by an affine matrix that does not turn."""
    if one.alpha is None or frame is None:
        return np.asarray(cv2.warpAffine(one.colours, matrix, (width, height), borderMode=cv2.BORDER_REFLECT), np.uint8)
    across = sorted(float(matrix[0, 0]) * x + float(matrix[0, 2]) for x in (one.area[0], one.area[2]))
    down = [float(matrix[1, 1]) * y + float(matrix[1, 2]) for y in (one.area[1], one.area[3])]
    left, right = max(0, int(across[0]) - 1), min(width, int(across[1]) + 2)
    top, bottom = max(0, int(down[0]) - 1), min(height, int(down[1]) + 2)
    if right <= left or bottom <= top:
        return frame
    # Only the part it covers is warped.
    there = matrix - np.array([[0, 0, left], [0, 0, top]], np.float32)
    size = (right - left, bottom - top)
    colours = cv2.warpAffine(one.colours, there, size, borderMode=cv2.BORDER_REFLECT)
    alpha = cv2.warpAffine(one.alpha, there, size, borderMode=cv2.BORDER_CONSTANT)
    part = frame[top:bottom, left:right]
    clear = np.flatnonzero(alpha.min(axis=1) < 1)
    covered = int(clear[-1]) + 1 if len(clear) else 0
    part[covered:] = colours[covered:]
    if covered:
        share = alpha[:covered]
        part[:covered] = cv2.blendLinear(colours[:covered], np.ascontiguousarray(part[:covered]), share, 1 - share)
    return frame


def shake(seconds: float, strength: float, phase: float) -> tuple[float, float]:
    """A hand that holds a camera: slow sway and a little tremor, in pixels."""
    t = seconds
    x = np.sin(1.3 * t + phase) + 0.5 * np.sin(2.9 * t + 2 * phase) + 0.16 * np.sin(9.1 * t + phase)
    y = np.cos(1.1 * t + 1.7 * phase) + 0.5 * np.sin(3.3 * t + phase) + 0.16 * np.sin(10.3 * t + 2 * phase)
    return float(strength * x), float(strength * y)


@cache
def _grains(width: int, height: int, strength: float) -> tuple[Frame, ...]:
    """Four sheets of film grain around 128, a little larger than the frame."""
    by = np.random.default_rng(31)
    sheets = []
    for _ in range(4):
        field = by.standard_normal((height + 64, width + 64), np.float32)
        field = cv2.GaussianBlur(field, (0, 0), 0.6)
        field *= strength / field.std()
        sheets.append(np.repeat(np.clip(np.rint(field + 128), 0, 255).astype(np.uint8)[..., np.newaxis], 3, axis=2))
    return tuple(sheets)


def grained(frame: Frame, number: int, strength: float) -> Frame:
    """A frame with the grain of frame ``number``: different on every frame."""
    height, width = frame.shape[:2]
    by = np.random.default_rng([77, number])
    top, left = by.integers(0, 64, 2)
    sheet = _grains(width, height, strength)[number % 4][top : top + height, left : left + width]
    return np.asarray(cv2.addWeighted(frame, 1.0, sheet, 1.0, -128.0), np.uint8)
