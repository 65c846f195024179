"""Burnt-in writing is taken out of a shot and the picture behind it put back.

In: the frames of one shot in order, and where and when writing stands on them. Out: patches, frame by frame. Never: pixels outside the
letters and their halo, frames without writing, pictures from another shot, files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from onecrew.media.glyphs import Cue, Glyphs, find_glyphs
from onecrew.media.motion import GRID, Motion, follow, push_pull
from onecrew.media.patches import Patch

Frame = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.uint8]

_RING = 44
"""Pixels of picture kept around a box: motion is measured on them."""
_MOST = 32000
"""Pixels OpenCV remaps in one column."""
_JUDGED = 5
"""Pixels around the writing that are predicted too, to see how well it goes."""


@dataclass(frozen=True, slots=True)
class Area:
    """Writing to erase: a box in pixels of the picture, and the frames it stands on (timeline numbers, half-open)."""

    left: int
    top: int
    width: int
    height: int
    first: int
    last: int


def erase(frames: Iterable[Frame], areas: Sequence[Area], first: int) -> Iterator[Patch]:
    """Patches that take the writing of these areas out of one shot.

    ``frames``: (height, width, 3) BGR, in order, ``first`` being the number of the first. Give frames before and after the
    writing where the shot has them: they show what it hides.
    """
    cv2.setNumThreads(1)
    strips: list[list[Frame]] | None = None
    windows: list[tuple[int, int, int, int]] = []
    for picture in frames:
        if strips is None:
            height, width = picture.shape[:2]
            windows = _windows(areas, width, height)
            strips = [[] for _ in windows]
        for strip, (x0, y0, x1, y1) in zip(strips, windows, strict=True):
            strip.append(picture[y0:y1, x0:x1].copy())
    if strips is None:
        return
    for strip, window in zip(strips, windows, strict=True):
        x0, y0, x1, y1 = window
        cues = [
            Cue(a.left - x0, a.top - y0, a.left + a.width - x0, a.top + a.height - y0, a.first - first, a.last - first)
            for a in areas
            if x0 <= a.left + a.width // 2 < x1 and y0 <= a.top + a.height // 2 < y1
        ]
        for t, (left, top, pixels, mask) in _erased(strip, cues):
            yield Patch(first + t, x0 + left, y0 + top, pixels, mask)


def _windows(areas: Sequence[Area], width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Boxes with their rings, those that meet made one, even in size."""
    boxes = [(a.left - _RING, a.top - _RING, a.left + a.width + _RING, a.top + a.height + _RING) for a in areas]
    merged = True
    while merged:
        merged = False
        for i in range(len(boxes)):
            for j in range(i + 1, len(boxes)):
                a, b = boxes[i], boxes[j]
                if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]:
                    boxes[i] = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
                    del boxes[j]
                    merged = True
                    break
            if merged:
                break
    unit = 2 * GRID
    made = []
    for left, top, right, bottom in boxes:
        x0, y0, x1, y1 = max(0, left), max(0, top), min(width, right), min(height, bottom)
        made.append((x0, y0, x1 - (x1 - x0) % unit, y1 - (y1 - y0) % unit))
    return made


def _erased(strip: list[Frame], cues: list[Cue]) -> Iterator[tuple[int, tuple[int, int, Frame, Mask]]]:
    glyphs = [find_glyphs(strip, cue) for cue in cues]
    masks: list[Mask | None] = [None] * len(strip)
    joined: dict[tuple[int, ...], Mask] = {}
    for t in range(len(strip)):
        here = tuple(k for k, g in enumerate(glyphs) if g.first <= t < g.last)
        if here:
            if here not in joined:
                joined[here] = np.maximum.reduce([glyphs[k].mask for k in here])
            masks[t] = joined[here]
    fill = _Filling(strip, masks)
    for t, mask in enumerate(masks):
        if mask is not None and mask.any():
            yield t, fill.frame(t)


@dataclass(frozen=True, slots=True)
class _Origins:
    """Where hidden pixels of one frame are seen: per pixel of its spot the frame (-1: nowhere) and the place there, x and y."""

    frame: npt.NDArray[np.int16]
    place: npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Spot:
    """Pixels to predict in a frame: the hidden ones, and a ring of visible ones around them on which the prediction is judged.

    ``hidden`` and ``wide`` (hidden and ring) are of the strip's size; ``rows``, ``columns`` list the wide ones, ``inside`` says
    which of these are hidden.
    """

    hidden: npt.NDArray[np.bool_]
    wide: npt.NDArray[np.bool_]
    rows: npt.NDArray[np.intp]
    columns: npt.NDArray[np.intp]
    inside: npt.NDArray[np.bool_]


def _spot(mask: Mask) -> _Spot:
    hidden = mask > 0
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * _JUDGED + 1,) * 2)
    wide = cv2.dilate(mask, disc) > 0
    rows, columns = np.nonzero(wide)
    return _Spot(hidden, wide, rows, columns, hidden[rows, columns])


class _Filling:
    """The picture behind the writing of one strip. ``frame`` is to be asked in rising order: holes take from what was filled before."""

    def __init__(self, strip: list[Frame], masks: list[Mask | None]) -> None:
        self._strip = strip
        height, width = strip[0].shape[:2]
        self._size = (height, width)
        half = (width // 2, height // 2)
        greys = [cv2.resize(cv2.cvtColor(f, cv2.COLOR_BGR2GRAY), half, interpolation=cv2.INTER_AREA) for f in strip]
        clear = np.ones((height // 2, width // 2), bool)
        made: dict[int, tuple[_Spot, npt.NDArray[np.bool_]]] = {}
        self._spots: list[_Spot | None] = []
        valids = []
        for mask in masks:
            if mask is None:
                self._spots.append(None)
                valids.append(clear)
                continue
            if id(mask) not in made:
                made[id(mask)] = (_spot(mask), cv2.resize(mask, half, interpolation=cv2.INTER_AREA) == 0)
            self._spots.append(made[id(mask)][0])
            valids.append(made[id(mask)][1])
        self._motion: Motion = follow(greys, valids)
        self._later: list[_Origins | None] = [None] * len(strip)
        for t in range(len(strip) - 1, -1, -1):
            self._later[t] = self._origins(t, 1, self._later[t + 1] if t + 1 < len(strip) else None)
        self._earlier: _Origins | None = None
        self._reached = -1

    def _origins(self, t: int, step: int, beyond: _Origins | None) -> _Origins | None:
        """Where the hidden pixels of frame t are seen on one side of it, given the same for its neighbour there."""
        spot, s = self._spots[t], t + step
        if spot is None:
            return None
        count = len(spot.rows)
        if not 0 <= s < len(self._strip) or self._motion.cut[min(t, s)]:
            return _Origins(np.full(count, -1, np.int16), np.zeros((count, 2), np.float32))
        way = self._motion.ahead[t] if step > 0 else self._motion.back[s]
        height, width = self._size
        shift = cv2.resize(way, (width, height), interpolation=cv2.INTER_LINEAR)[spot.rows, spot.columns] * 2
        place = shift + np.stack([spot.columns, spot.rows], axis=1).astype(np.float32)
        nearest = np.rint(place).astype(np.intp)
        x, y = nearest[:, 0], nearest[:, 1]
        inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
        x, y = np.clip(x, 0, width - 1), np.clip(y, 0, height - 1)
        frame = np.where(inside, s, -1).astype(np.int16)
        there = self._spots[s]
        if there is not None and beyond is not None:
            covered = np.where(spot.inside, there.hidden[y, x], there.wide[y, x])
            number = np.zeros(self._size, np.int32)
            number[there.rows, there.columns] = np.arange(len(there.rows))
            known = number[y[covered], x[covered]]
            frame[covered] = np.where(inside[covered], beyond.frame[known], -1)
            place[covered] += beyond.place[known] - nearest[covered]
        return _Origins(frame, place)

    def frame(self, t: int) -> tuple[int, int, Frame, Mask]:
        while self._reached < t:
            self._reached += 1
            self._earlier = self._origins(self._reached, -1, self._earlier)
        spot, earlier, later = self._spots[t], self._earlier, self._later[t]
        assert spot is not None and earlier is not None and later is not None
        height, width = self._size
        picture = self._strip[t]
        truth = picture[spot.rows, spot.columns].astype(np.float32)
        total = np.zeros((len(spot.rows), 3), np.float32)
        trust = np.zeros(len(spot.rows), np.float32)
        for origins in (earlier, later):
            found = origins.frame >= 0
            if not found.any():
                continue
            colours = self._sampled(origins)
            judged = found & ~spot.inside
            off = np.clip(truth - colours, -50, 50)
            sums = np.zeros((height, width, 5), np.float32)
            sums[spot.rows[judged], spot.columns[judged], :3] = off[judged]
            sums[spot.rows[judged], spot.columns[judged], 3] = np.abs(off[judged]).max(axis=1)
            sums[spot.rows[judged], spot.columns[judged], 4] = 1
            small = cv2.resize(sums, (width // 4, height // 4), interpolation=cv2.INTER_AREA)
            weight = small[:, :, 4]
            light = push_pull(small[:, :, :4] / np.maximum(weight, 1e-3)[:, :, None], np.minimum(weight * 2, 1))
            light = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)[spot.rows, spot.columns]
            certain = found / ((light[:, 3] + 2) ** 2 * (np.abs(origins.frame - t) + 4.0))
            total += (colours + light[:, :3]) * certain[:, None]
            trust += certain
        known = (trust > 0) & spot.inside
        result = picture.copy()
        result[spot.rows[known], spot.columns[known]] = np.clip(np.rint(total[known] / trust[known][:, None]), 0, 255)
        holes = np.zeros(self._size, np.uint8)
        lost = (trust == 0) & spot.inside
        if lost.any():
            holes[spot.rows[lost], spot.columns[lost]] = 255
            result = cv2.inpaint(result, holes, 4, cv2.INPAINT_TELEA)
        mask = spot.hidden.astype(np.uint8) * 255
        left, top, wide, tall = cv2.boundingRect(mask)
        roi = (slice(top, top + tall), slice(left, left + wide))
        return left, top, np.ascontiguousarray(result[roi]), np.ascontiguousarray(mask[roi])

    def _sampled(self, origins: _Origins) -> npt.NDArray[np.float32]:
        colours = np.zeros((len(origins.frame), 3), np.float32)
        order = np.argsort(origins.frame, kind="stable")
        numbers, starts = np.unique(origins.frame[order], return_index=True)
        for number, some in zip(numbers, np.split(order, starts[1:]), strict=True):
            for start in range(0, len(some) if number >= 0 else 0, _MOST):
                part = some[start : start + _MOST]
                taken = cv2.remap(self._strip[number], origins.place[part][:, None], None, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
                colours[part] = taken[:, 0]
        return colours
