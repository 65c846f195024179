"""Erased pictures against clean ones. In: frames (height, width, 3) uint8, masks. Out: dB, SSIM, counts. Never: erasing."""

from __future__ import annotations

import math

import cv2
import numpy as np
import numpy.typing as npt

Frame = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
BEST = 99.0
"""dB told for equal pictures."""


class Likeness:
    """PSNR and SSIM inside masks, gathered over many frames."""

    def __init__(self) -> None:
        self._squares = 0.0
        self._ssim = 0.0
        self._pixels = 0

    def add(self, clean: Frame, made: Frame, mask: Mask) -> None:
        """One frame; only pixels of the mask count. SSIM is of the luma (Wang 2004: Gaussian of 1.5, K = 0.01, 0.03)."""
        box = _box(mask, 12)
        if box is None:
            return
        here = mask[box]
        a, b = clean[box], made[box]
        self._squares += float(np.square(a.astype(np.float64) - b)[here].sum()) / 3
        self._ssim += float(_ssim(_luma(a), _luma(b))[here].sum())
        self._pixels += int(here.sum())

    @property
    def psnr(self) -> float:
        """dB over all masked pixels of all frames."""
        mean = self._squares / max(1, self._pixels)
        return BEST if mean < 1e-6 else 10 * math.log10(255**2 / mean)

    @property
    def ssim(self) -> float:
        """Mean over all masked pixels of all frames."""
        return self._ssim / max(1, self._pixels)


def changed_outside(before: Frame, after: Frame, mask: Mask, halo: int) -> int:
    """Pixels that differ though they lie more than ``halo`` pixels from the mask."""
    changed = (before != after).any(axis=2)
    if not changed.any():
        return 0
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * halo + 1,) * 2)
    return int((changed & (cv2.dilate(mask.astype(np.uint8), disc) == 0)).sum())


def _box(mask: Mask, pad: int) -> tuple[slice, slice] | None:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not len(rows):
        return None
    return slice(max(0, rows[0] - pad), rows[-1] + pad + 1), slice(max(0, columns[0] - pad), columns[-1] + pad + 1)


def _luma(frame: Frame) -> npt.NDArray[np.float64]:
    return np.asarray(frame @ np.array([0.0722, 0.7152, 0.2126]))


def _ssim(a: npt.NDArray[np.float64], b: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    def mean(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        return np.asarray(cv2.GaussianBlur(values, (11, 11), 1.5))

    first, second = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    mean_a, mean_b = mean(a), mean(b)
    both = mean(a * b) - mean_a * mean_b
    spread = mean(a * a) - mean_a**2 + mean(b * b) - mean_b**2
    return (2 * mean_a * mean_b + first) * (2 * both + second) / ((mean_a**2 + mean_b**2 + first) * (spread + second))
