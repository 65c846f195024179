"""Small films with white letters on a moving picture, and a reader of white letters. In: cues. Out: frames. Never: a model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Bgr = NDArray[np.uint8]
WIDTH, HEIGHT = 320, 180


@dataclass(frozen=True)
class Cue:
    """A text on frames ``first`` … ``last - 1``; ``fade`` frames of coming and going; ``drift``: pixels to the right a frame."""

    text: str
    first: int
    last: int
    middle: int = 155
    fade: int = 0
    drift: float = 0.0
    size: float = 0.6


def film(cues: list[Cue], frames: int, seed: int = 0, still: bool = False) -> Iterator[Bgr]:
    """Soft noise that pans, with cues on it: white letters with a dark edge."""
    random = np.random.default_rng(seed)
    picture = cv2.resize(random.integers(20, 190, (30, 60, 3), dtype=np.uint8), (720, 240), interpolation=cv2.INTER_CUBIC)
    for number in range(frames):
        x = 0 if still else 2 * number % (720 - WIDTH)
        frame = np.clip(picture[20 : 20 + HEIGHT, x : x + WIDTH], 0, 200)
        for cue in cues:
            if cue.first <= number < cue.last:
                ramp = cue.fade + 1
                strength = min(1.0, (number - cue.first + 1) / ramp, (cue.last - number) / ramp)
                drawn = frame.copy()
                (across, _), _ = cv2.getTextSize(cue.text, cv2.FONT_HERSHEY_DUPLEX, cue.size, 1)
                at = ((WIDTH - across) // 2 + round(cue.drift * (number - cue.first)), cue.middle + 6)
                cv2.putText(drawn, cue.text, at, cv2.FONT_HERSHEY_DUPLEX, cue.size, (10, 10, 10), 4, cv2.LINE_AA)
                cv2.putText(drawn, cue.text, at, cv2.FONT_HERSHEY_DUPLEX, cue.size, (255, 255, 255), 1, cv2.LINE_AA)
                frame = cv2.addWeighted(frame, 1 - strength, drawn, strength, 0)
        yield frame


def find(picture: Bgr) -> list[list[tuple[float, float]]]:
    """Rows of almost white pixels."""
    white = (picture.min(axis=2) > 205).astype(np.uint8)
    joined = cv2.dilate(white, np.ones((5, 25), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = [tuple(float(side) for side in stats[one][:4]) for one in range(1, count) if stats[one][4] > 300]
    return [[(x, y), (x + w, y), (x + w, y + h), (x, y + h)] for x, y, w, h in boxes]


def reader(texts: list[str], size: float = 0.6) -> Callable[[Bgr], tuple[str, int]]:
    """Tells the given texts by the length of their row."""

    def recognise(row: Bgr) -> tuple[str, int]:
        columns = np.flatnonzero((row.min(axis=2) > 190).any(axis=0))
        if not len(columns):
            return "", 0
        long = columns[-1] - columns[0]
        return min(texts, key=lambda text: abs(cv2.getTextSize(text, cv2.FONT_HERSHEY_DUPLEX, size, 1)[0][0] - long)), 99

    return recognise
