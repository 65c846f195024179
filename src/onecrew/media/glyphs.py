"""Which pixels of a strip are writing, and on which frames it stands.

In: the frames of a strip and the box and times a reader gave. Out: one mask for the whole cue (letters with their halo), the frames it
stands on. Never: filling, reading.

What tells writing from picture: it keeps its colour while the picture behind it moves; it is made of strokes of one width, of a
colour that does not occur around the box; it appears and goes at once. Each of these alone fails somewhere (a locked camera, a white
shirt, a shot that begins and ends inside the cue), so each is used where it can be measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

Frame = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.uint8]

_SAMPLES = 14
_NEAR = 42.0
"""Two colours are the same letter's within this, of 255 (antialiasing, codecs)."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One text in a strip: its box (pixels of the strip) and its frames, as read. ``first``, ``last``: half-open."""

    left: int
    top: int
    right: int
    bottom: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Glyphs:
    """``mask``: 255 on letters and halo, of the strip's size. ``first``, ``last``: the frames it stands on, half-open."""

    mask: Mask
    first: int
    last: int


def find_glyphs(frames: Sequence[Frame], cue: Cue, grow: int = 0) -> Glyphs:
    """The mask of a cue and its true times. ``grow``: px added around, for a second try."""
    height, width = frames[0].shape[:2]
    tall = cue.bottom - cue.top
    pad = int(np.clip(0.45 * tall, 10, 36))
    x0, y0 = max(0, cue.left - pad), max(0, cue.top - pad)
    x1, y1 = min(width, cue.right + pad), min(height, cue.bottom + pad)
    box = np.zeros((y1 - y0, x1 - x0), bool)
    slack = max(3, tall // 10)
    box[max(0, cue.top - y0 - slack) : cue.bottom - y0 + slack, max(0, cue.left - x0 - slack) : cue.right - x0 + slack] = True

    first, last = max(0, cue.first), min(len(frames), cue.last)
    inner = (first + 2, last - 2) if last - first > 6 else (first, last)
    chosen = np.unique(np.linspace(inner[0], inner[1] - 1, _SAMPLES).round().astype(int))
    sample = np.stack([frames[t][y0:y1, x0:x1] for t in chosen])
    middle = np.median(sample, axis=0).astype(np.uint8) if len(chosen) > 1 else sample[0]
    spread = np.abs(sample.astype(np.int16) - middle).max(axis=3)
    spread = np.percentile(spread, 85, axis=0).astype(np.float32)
    before = _reference(frames, cue, (y0, y1, x0, x1), -1)
    behind = _reference(frames, cue, (y0, y1, x0, x1), 1)

    letters = _letters(middle, spread, box)
    halo = _halo(letters, middle, spread, [r for r in (before, behind) if r is not None], tall)
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * (halo + grow) + 1,) * 2)
    mask = np.zeros((height, width), np.uint8)
    mask[y0:y1, x0:x1] = cv2.dilate(letters, disc)
    first, last = _times(frames, cue, middle, mask[y0:y1, x0:x1], (y0, y1, x0, x1))
    return Glyphs(mask, first, last)


def _reference(frames: Sequence[Frame], cue: Cue, window: tuple[int, int, int, int], side: int) -> Frame | None:
    """The window shortly before (-1) or after (1) the cue."""
    y0, y1, x0, x1 = window
    times = range(cue.first - 8, cue.first - 3) if side < 0 else range(cue.last + 3, cue.last + 8)
    seen = [frames[t][y0:y1, x0:x1] for t in times if 0 <= t < len(frames)]
    return np.median(np.stack(seen), axis=0).astype(np.uint8) if seen else None


def _letters(middle: Frame, spread: npt.NDArray[np.float32], box: npt.NDArray[np.bool_]) -> Mask:
    """255 on the strokes of the letters, without their halo."""
    calm = spread < max(12.0, float(np.percentile(spread[box], 20)))
    # Colours at the heart of something flat, not on an edge: there the letter's own colour is seen.
    codes = (middle >> 4).astype(np.int32)
    codes = (codes[:, :, 0] << 8) | (codes[:, :, 1] << 4) | codes[:, :, 2]
    counts = np.bincount(codes[calm & box], minlength=4096)
    best, best_score = np.zeros(box.shape, np.uint8), -1.0
    tried: list[npt.NDArray[np.float32]] = []
    for code in np.argsort(counts, kind="stable")[::-1][:12]:
        if counts[code] < 30:
            break
        colour = middle[(codes == code) & calm & box].mean(axis=0).astype(np.float32)
        if any(np.abs(colour - other).max() < 24 for other in tried):
            continue
        tried.append(colour)
        near = (np.abs(middle.astype(np.float32) - colour).max(axis=2) < _NEAR) & calm
        score = _like_writing(near, middle, colour, box)
        if score > best_score:
            best, best_score = (near & box).astype(np.uint8) * 255, score
    return best


def _like_writing(near: npt.NDArray[np.bool_], middle: Frame, colour: npt.NDArray[np.float32], box: npt.NDArray[np.bool_]) -> float:
    """How much a set of pixels of one colour looks like writing in the box, 0–1."""
    inside = float(near[box].mean())
    if inside < 0.01:
        return 0.0
    outside = float(near[~box].mean()) if (~box).any() else 0.0
    rows = np.flatnonzero(box.any(axis=1))
    columns = np.flatnonzero(box.any(axis=0))
    area = near.astype(np.uint8)
    thick = max(5, int(0.34 * len(rows)) | 1)
    solid = cv2.morphologyEx(area, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (thick, thick)))
    strokes = 1.0 - float(solid[box].sum()) / max(1.0, float(area[box].sum()))
    cells = max(1, len(columns) // max(8, len(rows) // 2))
    part = near[np.ix_(rows, columns)].any(axis=0)
    spread_over = float(np.mean([cell.any() for cell in np.array_split(part, cells)]))
    rim = (cv2.dilate(area, np.ones((9, 9), np.uint8)) > 0) & (cv2.dilate(area, np.ones((3, 3), np.uint8)) == 0) & box
    contrast = float(np.abs(middle[rim].astype(np.float32) - colour).max(axis=1).mean()) if rim.any() else 0.0
    bright = 1.0 if colour.max() > 128 else 0.8
    return min(1.0, inside / 0.15) ** 0.5 * max(0.0, 1 - outside / inside) * strokes * spread_over**2 * min(1.0, contrast / 80) * bright


def _halo(letters: Mask, middle: Frame, spread: npt.NDArray[np.float32], references: list[Frame], tall: int) -> int:
    """How far around the strokes the picture is touched, px: outline, shadow, glow and what a codec smears."""
    distance = cv2.distanceTransform(255 - letters, cv2.DIST_L2, 5)
    limit = int(np.clip(0.3 * tall, 6, 18))
    default = int(np.clip(round(0.13 * tall), 4, 9))
    rings = [(distance > d - 0.5) & (distance <= d + 0.5) for d in range(1, limit + 1)]
    far = distance > limit
    if not far.any():
        return default
    moving = float(np.median(spread[far]))
    if moving > 14:
        levels = [float(np.mean(np.minimum(spread[ring], 2 * moving))) if ring.any() else moving for ring in rings]
        ground = float(np.mean(np.minimum(spread[far], 2 * moving)))
        reached = [d for d, level in enumerate(levels, 1) if level > 0.85 * ground]
        return min(limit, (reached[0] if reached else limit) + 1)
    still = [r for r in references if float(np.median(cv2.absdiff(r, middle).max(axis=2)[far])) < 8]
    if still:
        change = np.min([cv2.absdiff(r, middle).max(axis=2) for r in still], axis=0)
        ground = float(np.mean(change[far]))
        levels = [float(np.mean(change[ring])) if ring.any() else ground for ring in rings]
        reached = [d for d, level in enumerate(levels, 1) if level < ground + 4]
        return min(limit, (reached[0] if reached else limit) + 1)
    return default


def _times(frames: Sequence[Frame], cue: Cue, middle: Frame, mask: Mask, window: tuple[int, int, int, int]) -> tuple[int, int]:
    """On which frames the letters stand: where their pattern is found in the picture, outward from the middle of the cue."""
    y0, y1, x0, x1 = window
    pattern = _detail(middle)[mask > 0]
    power = float(pattern @ pattern) + 1e-6

    def strength(t: int) -> float:
        return float(_detail(frames[t][y0:y1, x0:x1])[mask > 0] @ pattern) / power

    def edge(start: int, step: int, end: int) -> int:
        t = start
        fading = False
        while t + step != end:
            found = strength(t + step)
            if found < 0.09:
                break
            fading = fading or found < 0.8
            t += step
        return t + step * fading if t + step * fading != end else t

    slack = 14
    first, last = max(0, cue.first), min(len(frames), cue.last)
    inner = min(3, (last - first) // 3)
    begin = edge(first + inner, -1, max(-1, cue.first - slack - 1))
    finish = edge(last - 1 - inner, 1, min(len(frames), cue.last + slack))
    return begin, finish + 1


def _detail(picture: Frame) -> npt.NDArray[np.float32]:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    return grey - cv2.blur(grey, (15, 15))
