"""One row of text on the frames of a film: where it is, how strong, from when to when. In: luma. Out: its life. Never: reading it.

A row is known by the high-passed luma of its strokes. On another frame the same strokes at opacity *a* over any background give
``<frame, strokes> / <strokes, strokes> ≈ a`` (a matched filter): the background, which knows nothing of the strokes, averages
out over some thousand pixels. So a frame that shows the row is told from one that does not, a fade is followed down to a tenth,
and the next subtitle in the same place is another row although it is as bright.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import cv2
import numpy as np
from numpy.typing import NDArray

from onecrew.story.spotted import Box

Luma = NDArray[np.uint8]
"""(height, width), as shown."""
_Strokes = NDArray[np.float32]

_ROW_HEIGHT = 26
"""Rows are followed at a scale that makes them about this many pixels high."""
_SEEN = 0.5
"""The share of its strength above which a row is there; below it a fade is looked for."""
_STEP = 0.04
"""What a fade loses a frame at least: two thirds of a second from full to nothing at 40 frames a second."""
_SAME = 0.65
"""The correlation that makes strokes found elsewhere the same row moved. Other rows of text reach 0.45."""
_REACH = 12
"""How far a row may move from one frame to the next, in pixels at the scale it is followed at."""


@dataclass(slots=True)
class Row:
    """A row being followed. ``first`` … ``last`` are the frames it has been seen on, both included."""

    box: Box
    """Where it is on frame ``last``."""
    scale: int
    strokes: _Strokes
    first: int
    last: int
    hull: Box
    """All it ever covered."""
    tail: list[float] = field(default_factory=list)
    """Strengths on the frames after ``last``, from which a fade is told."""
    way: float = 0.0
    """Pixels it has moved, summed up."""
    looks: int = 0
    hits: int = 0
    """How often the finder looked while it was there, and found it."""
    boxes: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Found boxes as (left, top, right, bottom), from its own left top."""
    sum: NDArray[np.float32] | None = None
    summed: int = 0
    sharp: NDArray[np.uint8] | None = None
    energy: float = 1.0

    ended: bool = False
    """Whether something else has taken its place."""


def begin(luma: Luma, box: Box, frame: int) -> Row:
    """A row found on a frame; ``box`` is its place."""
    scale = max(1, round(box.height / _ROW_HEIGHT))
    fitted = _inside(box, luma, scale)
    strokes = _strokes(_cut(luma, fitted), scale)
    return Row(fitted, scale, strokes, frame, frame, fitted, energy=max(float((strokes * strokes).sum()), 1e-6))


def strength(row: Row, luma: Luma) -> tuple[float, Box]:
    """How strong the row is on this frame (1: as on the frames it was found on) and where; it is looked for near ``row.box``."""
    here = _strokes(_cut(luma, row.box), row.scale)
    still = _share(row, here)
    if still > 0.85:
        return still, row.box
    height, width = luma.shape
    step = row.scale * (_REACH if still < _SEEN else 3)
    left, top = (
        row.box.left - min(step, row.box.left // row.scale * row.scale),
        row.box.top - min(step, row.box.top // row.scale * row.scale),
    )
    right = row.box.right + min(step, (width - row.box.right) // row.scale * row.scale)
    bottom = row.box.bottom + min(step, (height - row.box.bottom) // row.scale * row.scale)
    area = _strokes(luma[top:bottom, left:right], row.scale)
    alike = cv2.matchTemplate(area, row.strokes, cv2.TM_CCORR_NORMED)
    _, best, _, (x, y) = cv2.minMaxLoc(alike)
    down, across = row.strokes.shape
    moved = _share(row, area[y : y + down, x : x + across])
    if best < _SAME or moved <= still:
        return still, row.box
    return moved, Box(left + x * row.scale, top + y * row.scale, row.box.width, row.box.height)


def _share(row: Row, here: _Strokes) -> float:
    """The opacity at which ``here`` holds the row's strokes; 0 where it is strong only because it is busier than the row."""
    product = float((here * row.strokes).sum())
    alike = product / max(1e-6, float(np.sqrt((here * here).sum() * row.energy)))
    share = product / row.energy
    return share if alike > (0.4 if share > 1.25 else 0.2) or share < _SEEN else 0.0


def follow(row: Row, luma: Luma, frame: int) -> None:
    """Takes the row one frame on."""
    found, box = strength(row, luma)
    if found >= _SEEN and len(row.tail) <= 1 and not row.ended:
        # One frame without it is a flash or a broken frame, not an end.
        row.tail.clear()
        row.last = frame
        _went(row, box)
        if found > 1.25 and row.way == 0:
            # It was found while it faded in.
            _again(row, luma)
    else:
        row.tail.append(found)


def confirm(row: Row, luma: Luma) -> None:
    """The finder has found the row again on the frame that ``follow`` was given last: what is not text averages out of it."""
    row.hits += 1
    share = 1 / min(row.hits, 8)
    _known_by(row, (1 - share) * row.strokes + share * _strokes(_cut(luma, row.box), row.scale))


def back(row: Row, lumas: Iterable[tuple[int, Luma]], tail: int) -> int:
    """The first frame of a row; ``lumas`` are the frames before the one it was found on, latest first. Looks ``tail`` frames
    beyond the one before its first, for a fade.
    """
    beyond: list[float] = []
    place = row.box
    for frame, luma in lumas:
        found, box = strength(row, luma)
        if found >= _SEEN and len(beyond) <= 1:
            beyond.clear()
            row.first = frame
            _went(row, box)
        else:
            beyond.append(found)
            if len(beyond) > tail:
                break
    row.box = place
    row.first -= faded(beyond)
    return row.first


def faded(tail: list[float]) -> int:
    """How many frames of a tail still show the row: a fade loses some strength on every frame, until none is left."""
    if not tail:
        return 0
    rest = float(np.median(tail[-5:])) if len(tail) > 5 else min(*tail, 0.0)
    count = 0
    for now, after in zip(tail, [*tail[1:], rest], strict=True):
        if now < rest + 2 * _STEP or now - after < _STEP:
            break
        count += 1
    return count


def _went(row: Row, box: Box) -> None:
    row.way += abs(box.left - row.box.left) + abs(box.top - row.box.top)
    row.box = box
    left, top = min(row.hull.left, box.left), min(row.hull.top, box.top)
    row.hull = Box(left, top, max(row.hull.right, box.right) - left, max(row.hull.bottom, box.bottom) - top)


def _again(row: Row, luma: Luma) -> None:
    _known_by(row, _strokes(_cut(luma, row.box), row.scale))


def _known_by(row: Row, strokes: _Strokes) -> None:
    row.strokes = strokes
    row.energy = max(float((strokes * strokes).sum()), 1e-6)


def _inside(box: Box, luma: Luma, scale: int) -> Box:
    """The box with sides that the scale divides, inside the picture."""
    height, width = luma.shape
    across = min(-(-box.width // scale) * scale, width // scale * scale)
    down = min(-(-box.height // scale) * scale, height // scale * scale)
    return Box(max(0, min(box.left, width - across)), max(0, min(box.top, height - down)), across, down)


def _cut(luma: Luma, box: Box) -> Luma:
    return luma[box.top : box.bottom, box.left : box.right]


def _strokes(luma: Luma, scale: int) -> _Strokes:
    """Fine detail: a picture made ``scale`` times smaller, less its mean over 9 × 9 pixels."""
    small = luma if scale == 1 else cv2.resize(luma, (luma.shape[1] // scale, luma.shape[0] // scale), interpolation=cv2.INTER_AREA)
    fine = small.astype(np.float32)
    return np.asarray(fine - cv2.blur(fine, (9, 9)), np.float32)
