"""Where shots begin. In: the frames of a film, one by one. Out: frame numbers. Never: decoding, keeping the film.

Frames are compared as thumbnails of 64 blocks. A block has changed when it differs even from the neighbourhood of the same place
on the other frame, so that movement is no change; a cut changes most blocks at once and for good, a flash comes back, a subtitle
touches few. A dissolve is told by its middle, which is the mean of what is before and after it; a pan's is not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

Bgr = NDArray[np.uint8]
_Small = NDArray[np.float32]

_GRID = 8
_CELL = 6
"""Thumbnails have 8 × 8 blocks of 6 × 6 pixels."""
_AHEAD = 6
"""Frames on both sides over which a change must last. Flashes are shorter."""
_HALVES = (8, 14, 20)
"""Half lengths of the dissolves that are looked for, in frames."""
_KEEP = 2 * max(_HALVES) + 1
_CHANGED = 9.0
"""Levels (of 255) by which a changed block differs, beyond what its neighbourhood explains."""
_CUT = 0.5
"""The share of blocks that a cut changes from one frame to the next."""
_LASTING = 0.35
"""The share of blocks in which a cut's two sides differ at any distance."""


_FLATTER = 0.9
"""The contrast of a dissolve's middle, as a share of its ends'. The sum of two halves of unlike pictures has 0.71."""


class Cuts:
    """Fed with frames, it knows where shots begin. ``found`` is complete but for the last 20 frames until ``end`` is called."""

    def __init__(self) -> None:
        self.found: list[int] = []
        self._frame = 0
        self._small: deque[_Small] = deque(maxlen=_KEEP)
        self._changes: deque[float] = deque(maxlen=_KEEP)
        self._mixed: list[int] = []

    def feed(self, frame: Bgr) -> None:
        """Takes the next frame, (height, width, 3) uint8."""
        small = _thumbnail(frame)
        self._changes.append(_change(self._small[-1], small) if self._small else 0.0)
        self._small.append(small)
        self._frame += 1
        self._judge(self._frame - 1 - _AHEAD)
        self._dissolve()

    def end(self) -> tuple[int, ...]:
        """First frames of all shots but the first, ascending."""
        for number in range(max(0, self._frame - _AHEAD), self._frame):
            self._judge(number)
        self._settle()
        return tuple(sorted(self.found))

    def _judge(self, number: int) -> None:
        """Whether a shot begins with this frame."""
        first = self._frame - len(self._small)
        at = number - first
        if at < 1 or self._changes[at] < _CUT:
            return
        small, changes = self._small, self._changes
        around = [changes[one] for one in range(max(1, at - 4), min(len(small), at + 5)) if one != at]
        if around and float(np.median(around)) > 0.5 * changes[at]:
            return  # A whip pan, or a film of one frame a second: all is always new.
        before, after = range(max(0, at - _AHEAD), at), range(at, min(len(small), at + _AHEAD))
        if any(_change(small[one], small[other]) < _LASTING for one in before for other in after):
            return
        if self.found and number - self.found[-1] < 4:
            return
        self.found.append(number)

    def _dissolve(self) -> None:
        """Notes whether the middle of the thumbnails kept may be a dissolve's."""
        if len(self._small) < _KEEP:
            return
        middle = _KEEP // 2
        if any(_mixture(self._small[middle - half], self._small[middle], self._small[middle + half]) for half in _HALVES):
            self._mixed.append(self._frame - _KEEP + middle)
        elif self._mixed:
            self._settle()

    def _settle(self) -> None:
        """The frames that looked like a dissolve's middle are over: in the middle of them the next shot begins."""
        if len(self._mixed) > 2:
            number = self._mixed[len(self._mixed) // 2]
            if all(abs(number - one) > max(_HALVES) for one in self.found):
                self.found.append(number)
        self._mixed = []


def find_cuts(frames: Iterable[Bgr]) -> tuple[int, ...]:
    """First frames of all shots but the first: hard cuts to the frame, dissolves at their middle."""
    cuts = Cuts()
    for frame in frames:
        cuts.feed(frame)
    return cuts.end()


def _thumbnail(frame: Bgr) -> _Small:
    side = _GRID * _CELL
    # Every n-th pixel is enough to know a block, and a mean over all of them would cost ten times as much.
    some = cv2.resize(frame, (4 * side, 4 * side), interpolation=cv2.INTER_NEAREST)
    small = cv2.resize(some, (side, side), interpolation=cv2.INTER_AREA)
    return small.astype(np.float32)


def _change(one: _Small, other: _Small) -> float:
    """The share of blocks that differ, whatever moved by two pixels of the thumbnail or less."""
    around = np.ones((5, 5), np.uint8)
    return _beyond(np.asarray(cv2.erode(one, around), np.float32), np.asarray(cv2.dilate(one, around), np.float32), other)


def _beyond(low: _Small, high: _Small, small: _Small) -> float:
    """The share of blocks whose pixels are not between two pictures."""
    levels = np.maximum(np.maximum(small - high, low - small), 0).max(axis=2)
    return float((levels.reshape(_GRID, _CELL, _GRID, _CELL).mean(axis=(1, 3)) > _CHANGED).mean())


def _mixture(before: _Small, now: _Small, after: _Small) -> bool:
    """Whether ``now`` is the mean of two unlike pictures: between the means of their neighbourhoods, and flatter than they are."""
    if float(np.abs(after - before).mean()) < 12 or now.std() > _FLATTER * (before.std() + after.std()) / 2:
        return False
    around = np.ones((7, 7), np.uint8)
    low = np.asarray((cv2.erode(before, around) + cv2.erode(after, around)) / 2, np.float32)
    high = np.asarray((cv2.dilate(before, around) + cv2.dilate(after, around)) / 2, np.float32)
    return _beyond(low, high, now) <= 0.1 and _change(before, after) >= _CUT
