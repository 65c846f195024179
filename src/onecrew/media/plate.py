"""The plate some subtitles stand on, and the picture seen through it.

In: frames and the letters found on them. Out: a rectangle, its colour and how much it lets through; the picture without it.
Never: letters.

A plate of colour C and opacity a turns the picture B into I = (1 - a) B + a C (Porter and Duff, "Compositing Digital Images",
1984). Right inside and right outside its edge B is nearly the same, so the spread of the pixels on both sides gives 1 - a, and
their means give a C. Where a is not too near 1 the picture is computed back, which needs no motion and no other frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Frame = npt.NDArray[np.uint8]

_CLEAR = 0.12
"""A plate that lets less through than this is taken for opaque: what is computed back would be mostly noise."""


_RIM = 5
"""Pixels from its edge from which on a plate is itself, after a codec."""
_CHANGED, _ALL_ALONG = 7.0, 0.85
"""Levels of 255 by which a plate's coming changes a picture, and the share of a row of it that it changes."""
_FAINT = 0.9
"""What lets more than this through is no plate."""


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


def measured(plate: Plate, pairs: Sequence[tuple[Frame, Frame]], letters: npt.NDArray[Any], alike: float = 0.9) -> Plate:
    """The plate with its numbers measured all over it, from frames that have it and frames just before or after that do not.

    ``letters``: 255 on what else covers the picture, of the frames' size. Without such frames, or where they show something
    else (correlate less than ``alike``), the plate is as it was.
    """
    inside = np.zeros(letters.shape, np.uint8)
    inside[plate.top + _RIM : plate.bottom - _RIM, plate.left + _RIM : plate.right - _RIM] = 255
    inside[cv2.dilate(letters, np.ones((7, 7), np.uint8)) > 0] = 0
    if not pairs or np.count_nonzero(inside) < 200:
        return plate
    # Blurred, so that neither grain nor a little motion counts.
    covered = np.concatenate([cv2.blur(one, (5, 5))[inside > 0] for one, _ in pairs]).astype(np.float64)
    bare = np.concatenate([cv2.blur(one, (5, 5))[inside > 0] for _, one in pairs]).astype(np.float64)
    if min(np.corrcoef(covered[:, c], bare[:, c])[0, 1] for c in range(3)) < alike:
        return plate
    through = float(np.sqrt(covered.var(axis=0).sum() / bare.var(axis=0).sum()))
    colour = covered.mean(axis=0) - through * bare.mean(axis=0)
    return replace(plate, through=through, colour=(float(colour[0]), float(colour[1]), float(colour[2])))


def find_plate(frames: Sequence[Frame], letters: npt.NDArray[np.uint8], window: tuple[int, int, int, int]) -> Plate | None:
    """The plate behind letters, if all four of its sides are seen. ``letters``: 255, of the window (top, bottom, left, right)."""
    y0, _, x0, _ = window
    rows, columns = np.flatnonzero(letters.any(axis=1)), np.flatnonzero(letters.any(axis=0))
    if not len(rows) or len(columns) < 24:
        return None
    top, bottom, left, right = y0 + rows[0], y0 + rows[-1] + 1, x0 + columns[0], x0 + columns[-1] + 1
    stack = np.stack(frames).astype(np.float32)
    reach = int(np.clip(0.8 * (bottom - top), 10, 40))
    # Each side is looked at as if it were the top: (frames, rows outward from the letters, pixels along it, channels).
    above = stack[:, max(0, top - reach) : top, left:right][:, ::-1]
    below = stack[:, bottom : bottom + reach, left:right]
    before = stack[:, top:bottom, max(0, left - reach) : left].transpose(0, 2, 1, 3)[:, ::-1]
    behind = stack[:, top:bottom, right : right + reach].transpose(0, 2, 1, 3)
    up, down = _edge(above), _edge(below)
    if up is None or down is None or abs(up[1] - down[1]) > 0.15 or np.abs(up[2] - down[2]).max() > 30:
        return None
    through, colour = (up[1] + down[1]) / 2, (up[2] + down[2]) / 2
    sides = [_fitting(side, through, colour) for side in (before, behind)]
    if sides[0] is None or sides[1] is None:
        return None
    return Plate(
        int(left - sides[0]),
        int(top - up[0]),
        int(right + sides[1]),
        int(bottom + down[0]),
        through,
        (float(colour[0]), float(colour[1]), float(colour[2])),
    )


def plate_that_came(
    pairs: Sequence[tuple[Frame, Frame]], letters: npt.NDArray[Any], window: tuple[int, int, int, int]
) -> Plate | None:
    """The plate behind letters, from frames that have it and frames just before or after that do not: it is where they differ.

    ``letters``: 255, of the window (top, bottom, left, right). Its corners and edges may look like anything, but the
    picture behind must not be as dark as it is.
    """
    y0, y1, x0, x1 = window
    if not pairs:
        return None
    part = (slice(y0, y1), slice(x0, x1))
    apart = np.min([cv2.blur(cv2.absdiff(a[part], b[part]).max(axis=2).astype(np.float32), (3, 3)) for a, b in pairs], axis=0)
    changed = apart > _CHANGED
    # What was there before is no letter, though it may look like one beside the plate.
    letters = np.where(cv2.erode(changed.astype(np.uint8), np.ones((7, 7), np.uint8)), letters, 0).astype(np.uint8)
    rows, columns = np.flatnonzero(letters.any(axis=1)), np.flatnonzero(letters.any(axis=0))
    if not len(rows) or len(columns) < 24:
        return None
    lines = changed[:, columns[0] : columns[-1] + 1].mean(axis=1) > _ALL_ALONG
    top, bottom = _reached(lines, int(rows[0]), int(rows[-1]))
    left, right = _reached(changed[top:bottom].mean(axis=0) > _ALL_ALONG, int(columns[0]), int(columns[-1]))
    inside = changed[top:bottom, left:right]
    touching = top < 3 or left < 3 or bottom > y1 - y0 - 3 or right > x1 - x0 - 3
    # Letters alone change less than all of their box, and stop where they stop.
    if (
        touching
        or min(rows[0] - top, bottom - rows[-1] - 1, columns[0] - left, right - columns[-1] - 1) < 2
        or inside.mean() < 0.85
    ):
        return None
    around = (
        changed[top - 3 : top - 1, left:right],
        changed[bottom + 1 : bottom + 3, left:right],
        changed[top:bottom, left - 3 : left - 1],
        changed[top:bottom, right + 1 : right + 3],
    )
    if max(float(side.mean()) for side in around) > _ALL_ALONG:
        return None
    found = Plate(x0 + left, y0 + top, x0 + right, y0 + bottom, 1.0, (0.0, 0.0, 0.0))
    away = np.zeros(pairs[0][0].shape[:2], np.uint8)
    away[part] = letters
    # In a picture as restless as water neighbouring frames are alike in their statistics alone.
    known = measured(found, pairs, cv2.dilate(away, np.ones((9, 9), np.uint8)), 0.3)
    return known if known.through < _FAINT else None


def _reached(all_along: npt.NDArray[np.bool_], first: int, last: int) -> tuple[int, int]:
    """How far (half-open) from these two on every row is changed all along."""
    start, end = first, last + 1
    while start > 0 and all_along[start - 1]:
        start -= 1
    while end < len(all_along) and all_along[end]:
        end += 1
    return start, end


def _fitting(side: npt.NDArray[np.float32], through: float, colour: npt.NDArray[Any]) -> int | None:
    """Pixels outward to where a plate of this kind ends, if it does."""
    best, least = None, 0.6
    for d in range(1, side.shape[1] - 3):
        inner, outer = side[:, d - 1], side[:, d + 2]
        plain = float(np.abs(inner - outer).mean())
        share = float(np.abs(inner - through * outer - colour).mean()) / max(plain, 1.0)
        if share < least:
            best, least = d + 1, share
    return best


def _edge(side: npt.NDArray[np.float32]) -> tuple[int, float, npt.NDArray[np.float32]] | None:
    """Pixels outward to the edge, what the plate lets through, and a C."""
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
    return d + 1, k, colour


def _through(inner: npt.NDArray[np.float32], outer: npt.NDArray[np.float32]) -> tuple[float, npt.NDArray[np.float32]]:
    """1 - a and a C from pixels inside and outside (reduced major axis: both sides carry the same noise)."""
    spread_in = float(np.sqrt(inner.reshape(-1, 3).var(axis=0).mean()))
    spread_out = float(np.sqrt(outer.reshape(-1, 3).var(axis=0).mean()))
    k = spread_in / max(spread_out, 1e-3)
    return k, inner.reshape(-1, 3).mean(axis=0) - k * outer.reshape(-1, 3).mean(axis=0)
