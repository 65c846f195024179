"""Filmed takes as frames of a shot. In: takes that were taken in, a format, a length. Out: frames. Never: captions, the cut.

A take is laid to fill the frame: scaled until both sides reach, what is over is cut off evenly. Where the takes of a shot are
together longer than it, their end is left out; where they are shorter they play slower, down to ``SLOWEST``, and then their last
frame stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from onecrew.media.intake import Intake, source_frames

Bgr = NDArray[np.uint8]
SLOWEST = Fraction(4, 5)
"""The least speed at which a take is played: slower motion is seen."""


class Footage:
    """The takes of one shot, in order, shown over ``seconds``. Times must not go back."""

    def __init__(self, takes: Sequence[tuple[Path, Intake]], seconds: Fraction, width: int, height: int) -> None:
        self._takes = takes
        self._size = (width, height)
        whole = sum((intake.picture.frames / intake.picture.rate for _, intake in takes), Fraction(0))
        self._speed = min(Fraction(1), max(SLOWEST, whole / seconds)) if seconds else Fraction(1)
        self._frames = self._timed()
        self._now: Bgr | None = None
        self._next = next(self._frames, None)

    def draw(self, pixels: NDArray[np.uint8], t: Fraction) -> None:
        """The picture at ``t`` seconds of the shot, into (height, width, 4) BGRA."""
        while self._next is not None and self._next[0] <= t * self._speed:
            self._now = filled(self._next[1], *self._size)
            self._next = next(self._frames, None)
        if self._now is None:
            raise AssertionError("the takes have no frame")
        cv2.cvtColor(self._now, cv2.COLOR_BGR2BGRA, dst=pixels)

    def _timed(self) -> Iterator[tuple[Fraction, Bgr]]:
        begin = Fraction(0)
        for path, intake in self._takes:
            rate = intake.picture.rate
            for number, frame in enumerate(source_frames(path, intake)):
                yield begin + number / rate, frame
            begin += intake.picture.frames / rate


def filled(frame: Bgr, width: int, height: int) -> Bgr:
    """The frame scaled to fill a size, what is over cut off evenly."""
    rows, columns = frame.shape[:2]
    scale = max(width / columns, height / rows)
    wide, tall = max(width, round(columns * scale)), max(height, round(rows * scale))
    if (wide, tall) != (columns, rows):
        frame = np.asarray(
            cv2.resize(frame, (wide, tall), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC), np.uint8
        )
    left, top = (wide - width) // 2, (tall - height) // 2
    return np.ascontiguousarray(frame[top : top + height, left : left + width])
