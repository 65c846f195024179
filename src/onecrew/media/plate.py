"""The plate some subtitles stand on, and the picture seen through it.

In: frames and the letters found on them. Out: a rectangle, its colour and how much it lets through; the picture without it.
Never: letters.

A plate of colour C and opacity a turns the picture B into I = (1 - a) B + a C (Porter and Duff, "Compositing Digital Images",
1984). Right inside and right outside its edge B is nearly the same, so the spread of the pixels on both sides gives 1 - a, and
their means give a C. Where a is not too near 1 the picture is computed back, which needs no motion and no other frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Frame = npt.NDArray[np.uint8]

_CLEAR = 0.12
"""A plate that lets less through than this is taken for opaque: what is computed back would be mostly noise."""


@dataclass(frozen=True, slots=True)
class Plate:
    """``left``, ``top``, ``right``, ``bottom``: half-open, px of the strip. ``through``: 1 - a. ``colour``: a C, BGR."""

    left: int
    top: int
    right: int
    bottom: int
    through: float
    colour: tuple[float, float, float]

    @property
    def opaque(self) -> bool:
        return self.through < _CLEAR

    def lifted(self, frame: Frame) -> Frame:
        """The frame with the picture behind the plate computed back, its border rows and columns not."""
        part = (slice(self.top, self.bottom), slice(self.left, self.right))
        table = np.arange(256, dtype=np.float32)[:, None]
        back = (table - np.array(self.colour, np.float32)) / self.through
        result = frame.copy()
        result[part] = cv2.LUT(np.ascontiguousarray(frame[part]), np.clip(np.rint(back), 0, 255).astype(np.uint8)[None])
        return result


def find_plate(frames: Sequence[Frame], letters: npt.NDArray[np.uint8], window: tuple[int, int, int, int]) -> Plate | None:
    """The plate behind letters, if all four of its sides are seen. ``letters``: 255, of the window (top, bottom, left, right)."""
    y0, _, x0, _ = window
    rows, columns = np.flatnonzero(letters.any(axis=1)), np.flatnonzero(letters.any(axis=0))
    if not len(rows) or len(columns) < 24:
        return None
    top, bottom, left, right = y0 + rows[0], y0 + rows[-1] + 1, x0 + columns[0], x0 + columns[-1] + 1
    stack = np.stack(frames).astype(np.float32)
    reach = int(np.clip(0.8 * (bottom - top), 10, 40))
    found = []
    # Each side is looked at as if it were the top: (frames, rows outward from the letters, pixels along it, channels).
    sides = (
        stack[:, max(0, top - reach) : top, left:right][:, ::-1],
        stack[:, bottom : bottom + reach, left:right],
        stack[:, top:bottom, max(0, left - reach) : left].transpose(0, 2, 1, 3)[:, ::-1],
        stack[:, top:bottom, right : right + reach].transpose(0, 2, 1, 3),
    )
    for side in sides:
        edge = _edge(side)
        if edge is None:
            return None
        found.append(edge)
    throughs = np.array([edge[1] for edge in found])
    means = np.array([edge[2] for edge in found])
    if throughs.max() - throughs.min() > 0.2 or np.ptp(means, axis=0).max() > 40:
        return None
    weights = np.array([edge[3] for edge in found], np.float64)
    through = float((throughs * weights).sum() / weights.sum())
    colour = (means * weights[:, None]).sum(axis=0) / weights.sum()
    return Plate(
        left - found[2][0], top - found[0][0], right + found[3][0], bottom + found[1][0],
        through, (float(colour[0]), float(colour[1]), float(colour[2])),
    )  # fmt: skip


def _edge(side: npt.NDArray[np.float32]) -> tuple[int, float, npt.NDArray[np.float32], int] | None:
    """Pixels outward to the edge, what the plate lets through, a C and on how many pixels that was measured."""
    best: tuple[float, int] | None = None
    depth = side.shape[1]
    if depth < 9:
        return None
    # The change across every possible edge, in the same direction all along it.
    across = side[:, 3:] - side[:, :-3]
    calm = side[:, :-1] - side[:, 1:]
    step = np.abs(across.mean(axis=(0, 2, 3)))
    rough = np.sqrt((calm**2).mean(axis=(0, 2, 3)))
    for d in range(1, depth - 4):
        inner, outer = side[:, d - 1], side[:, d + 2]
        k, _ = _through(inner, outer)
        score = float(step[d - 1]) / (1.0 + 0.2 * float(np.median(rough))) + 60 * max(0.0, 1 - k)
        if k < 0.9 and (best is None or score > best[0]):
            best = (score, d)
    if best is None:
        return None
    d = best[1]
    # A true edge is sharp: a pixel further in or out nothing changes.
    inside_k, _ = _through(side[:, max(0, d - 4)], side[:, d - 1])
    outside_k, _ = _through(side[:, d + 2], side[:, min(depth - 1, d + 5)])
    k, colour = _through(side[:, d - 1], side[:, d + 2])
    if k > 0.88 or not 0.75 < outside_k < 1.33 or (k > _CLEAR and not 0.75 < inside_k < 1.33):
        return None
    return d + 1, k, colour, side.shape[0] * side.shape[2]


def _through(inner: npt.NDArray[np.float32], outer: npt.NDArray[np.float32]) -> tuple[float, npt.NDArray[np.float32]]:
    """1 - a and a C from pixels inside and outside (reduced major axis: both sides carry the same noise)."""
    spread_in = float(np.sqrt(inner.reshape(-1, 3).var(axis=0).mean()))
    spread_out = float(np.sqrt(outer.reshape(-1, 3).var(axis=0).mean()))
    k = spread_in / max(spread_out, 1e-3)
    return k, inner.reshape(-1, 3).mean(axis=0) - k * outer.reshape(-1, 3).mean(axis=0)
