"""Texts burnt into a film. In: its frames and somebody who reads. Out: ScreenTexts. Never: files, decoding, models of its own.

Reading costs a hundred times what looking costs. So rows of text are looked for three times a second in the band where subtitles
stand and every other second everywhere, in a picture made small; between looks each row is followed on every frame by its strokes
(``row_on_screen``), which gives its first and last frame; and it is read once, when it has gone, from the mean of what the looks
showed of it, where the moving picture behind it is blurred and the letters are not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import cv2
import numpy as np
from numpy.typing import NDArray

from onecrew.media import row_on_screen
from onecrew.media.kinds_of_text import Ground, Written, kinds
from onecrew.media.row_on_screen import Luma, Row
from onecrew.story.spotted import Box, ScreenText
from onecrew.units import TimeRange

Bgr = NDArray[np.uint8]
"""(height, width, 3), blue first, as shown."""
Find = Callable[[Bgr], Sequence[Sequence[tuple[float, float]]]]
"""Where rows of text stand on a picture: four corners each, in its pixels."""
Recognise = Callable[[Bgr], tuple[str, int]]
"""The text of a picture of one row, and how sure (0–100)."""

_LOOK = Fraction(1, 3)
"""Seconds between looks at the band: what is shorter than this may be missed."""
_WIDE = 5
"""Every which look is at the whole picture."""
_TAIL = Fraction(3, 5)
"""Seconds before and after a row in which a fade is followed."""
_SIDE = 360
"""The shorter side of the picture that is looked at, in pixels."""
_TALLEST = 0.2
"""The tallest row, as a share of the picture's shorter side. What is larger, or stands upright, is a thing with edges."""
_SURE = 60
"""Rows read with less confidence are texture."""


def find_texts(frames: Iterable[Bgr], rate: Fraction, find: Find, recognise: Recognise) -> tuple[ScreenText, ...]:
    """All texts of a film, in the order of time, then from the top down.

    Keeps the luma of 2.3 seconds of frames at most. Nothing is found in pictures smaller than 32 × 32.
    """
    watch = Watch(rate, find, recognise)
    for frame in frames:
        watch.feed(frame)
    return watch.texts()


class Watch:
    """``find_texts``, one frame at a time, for whoever decodes a film once and asks several things of it."""

    def __init__(self, rate: Fraction, find: Find, recognise: Recognise) -> None:
        self._rate, self._find, self._recognise = rate, find, recognise
        self._look = max(1, round(rate * _LOOK))
        self._tail = max(1, round(rate * _TAIL))
        self._lumas: deque[tuple[int, Luma]] = deque(maxlen=self._look * _WIDE + self._tail + 2)
        self._rows: list[Row] = []
        self._read: list[_Read] = []
        self._frame = 0
        self._size = (0, 0)

    def feed(self, frame: Bgr) -> None:
        """Takes the next frame."""
        luma = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.uint8)
        self._size = (luma.shape[1], luma.shape[0])
        for row in self._rows:
            row_on_screen.follow(row, luma, self._frame)
        for row in [one for one in self._rows if len(one.tail) > self._tail]:
            self._close(row)
        if self._frame % self._look == 0 and min(luma.shape) >= 32:
            self._look_at(frame, luma, self._frame % (self._look * _WIDE) == 0)
        self._lumas.append((self._frame, luma))
        self._frame += 1

    def texts(self) -> tuple[ScreenText, ...]:
        """All texts of the frames fed so far; the film ends here."""
        while self._rows:
            self._close(self._rows[0])
        return _texts(self._read, self._frame, self._rate, self._size)

    def _look_at(self, frame: Bgr, luma: Luma, wide: bool) -> None:
        there = [row for row in self._rows if not row.gone]
        top, bottom = (0, luma.shape[0]) if wide else self._band(luma.shape[0])
        for row in there:
            row.looks += top <= row.box.top and row.box.bottom <= bottom
        for box in _rows_of(self._found(frame, top, bottom)):
            known = next((row for row in there if _covered(box, row.box) > 0.5), None)
            if known is None:
                known = row_on_screen.begin(luma, box, self._frame)
                row_on_screen.back(known, reversed(self._lumas), self._tail)
                known.looks = known.hits = 1
                self._rows.append(known)
                there.append(known)
            else:
                row_on_screen.confirm(known, luma)
            left, top_ = known.box.left, known.box.top
            known.boxes.append((box.left - left, box.top - top_, box.right - left, box.bottom - top_))
            _show(known, frame)

    def _found(self, frame: Bgr, top: int, bottom: int) -> list[Box]:
        """Upright boxes around what the finder finds in these rows of the picture."""
        height, width = frame.shape[:2]
        scale = min(1.0, _SIDE / min(height, width))
        area = np.ascontiguousarray(frame[top:bottom])
        if scale < 1:
            area = np.asarray(cv2.resize(area, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        boxes = []
        for quad in self._find(area):
            across, down = [x / scale for x, _ in quad], [y / scale + top for _, y in quad]
            left, upper = max(0, int(min(across))), max(0, int(min(down)))
            right, lower = min(width, int(np.ceil(max(across)))), min(height, int(np.ceil(max(down))))
            if right - left >= 8 and 8 <= lower - upper <= min(_TALLEST * min(height, width), 1.5 * (right - left)):
                boxes.append(Box(left, upper, right - left, lower - upper))
        return boxes

    def _band(self, height: int) -> tuple[int, int]:
        """Rows of the picture in which subtitles have stood so far; its lower half to begin with."""
        boxes = [one.box for one in self._read if _in_middle(one.box, self._size[0])]
        boxes += [row.box for row in self._rows if row.hits > 1 and _in_middle(row.box, self._size[0])]
        if len(boxes) < 8:
            return height // 2, height
        middle = sorted(box.top + box.height / 2 for box in boxes)[len(boxes) // 2]
        size = sorted(box.height for box in boxes)[len(boxes) // 2]
        return max(0, int(middle - 2.2 * size)), min(height, int(middle + 2.2 * size))

    def _close(self, row: Row) -> None:
        """The row has gone: it is read."""
        self._rows.remove(row)
        last = row.last + 1 + row_on_screen.faded(row.tail)
        if row.hits * 3 < row.looks or (last - row.first) < min(self._rate * Fraction(1, 8), 2):
            return
        if row.sum is None or row.sharp is None:
            return
        text, sure = self._recognise(_picture(row, np.asarray(np.rint(row.sum / row.summed), np.uint8)))
        if 30 <= sure < 97:
            text, sure = max((text, sure), self._recognise(_picture(row, row.sharp)), key=lambda one: one[1])
        if sure < _SURE or not _credible(text, sure):
            return
        left, top, right, bottom = _own(row)
        box = Box(row.box.left + left, row.box.top + top, right - left, bottom - top)
        hull = Box(row.hull.left + left, row.hull.top + top, row.hull.width + right - left - row.box.width, row.hull.height + bottom - top - row.box.height)
        self._read.append(_Read(text, sure, row.first, last, box, _hull(hull, box), row.way, _ground(_picture(row, row.sharp))))


@dataclass(frozen=True, slots=True)
class _Read:
    """A row that has been read: on frames ``first`` … ``last - 1``."""

    text: str
    sure: int
    first: int
    last: int
    box: Box
    hull: Box
    way: float
    ground: Ground


def _credible(text: str, sure: int) -> bool:
    """Whether letters stand in it; a lone "I" or "1" is what the recogniser makes of a bar."""
    letters = [one for one in text if one.isalnum()]
    return len(letters) > 1 or (len(letters) == 1 and sure >= 90 and ord(letters[0]) > 0x2E80)


def _ground(picture: Bgr) -> Ground:
    """What the letters stand on."""
    luma = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.int16)
    middle = int(np.median(luma))
    flat = float((np.abs(luma - middle) < 12).mean())
    return Ground(middle, flat, bool(middle - np.percentile(luma, 3) > np.percentile(luma, 97) - middle))


def _show(row: Row, frame: Bgr) -> None:
    """Adds what the frame shows around the row: only later it is known how wide the row is."""
    strip = _cut(frame, _wider(row.box))
    row.sharp = strip
    row.sum = strip.astype(np.float32) if row.sum is None else row.sum + strip
    row.summed += 1


def _wider(box: Box) -> Box:
    """The box with room for letters that the finder left out on some frames."""
    return Box(box.left - 3 * box.height, box.top - box.height // 2, box.width + 6 * box.height, 2 * box.height)


def _cut(frame: Bgr, box: Box) -> Bgr:
    """That part of the frame; beyond its edge, the edge goes on."""
    height, width = frame.shape[:2]
    inside = frame[max(0, box.top) : min(height, box.bottom), max(0, box.left) : min(width, box.right)]
    above, below, left, right = max(0, -box.top), max(0, box.bottom - height), max(0, -box.left), max(0, box.right - width)
    if above or below or left or right:
        return np.asarray(cv2.copyMakeBorder(inside, above, below, left, right, cv2.BORDER_REPLICATE), np.uint8)
    return inside.copy()


def _own(row: Row) -> tuple[int, int, int, int]:
    """The sides of the row, from its left top corner: the middle of what the looks found."""
    left, top, right, bottom = (round(float(side)) for side in np.median(np.asarray(row.boxes), axis=0))
    return left, top, right, bottom


def _picture(row: Row, strip: Bgr) -> Bgr:
    """The row's part of its strip."""
    left, top, right, bottom = _own(row)
    x, y = 3 * row.box.height, row.box.height // 2
    down, across = strip.shape[:2]
    return np.ascontiguousarray(
        strip[max(0, y + top) : min(down, max(y + bottom, y + top + 8)), max(0, x + left) : min(across, max(x + right, x + left + 8))]
    )


def _rows_of(boxes: list[Box]) -> list[Box]:
    """Boxes that stand in one row, a word apart, made one."""
    rows: list[Box] = []
    for box in sorted(boxes, key=lambda one: (one.left, one.top)):
        for number, row in enumerate(rows):
            shared = min(row.bottom, box.bottom) - max(row.top, box.top)
            low, high = sorted((row.height, box.height))
            if shared > 0.6 * low and high < 1.8 * low and box.left - row.right < 1.2 * high:
                rows[number] = _hull(row, box)
                break
        else:
            rows.append(box)
    return sorted(rows, key=lambda one: (one.top, one.left))


def _hull(one: Box, other: Box) -> Box:
    left, top = min(one.left, other.left), min(one.top, other.top)
    return Box(left, top, max(one.right, other.right) - left, max(one.bottom, other.bottom) - top)


def _covered(one: Box, other: Box) -> float:
    """The share of the smaller box that lies in the other."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    if across <= 0 or down <= 0:
        return 0.0
    return across * down / min(one.width * one.height, other.width * other.height)


def _in_middle(box: Box, width: int) -> bool:
    return abs(box.left + box.width / 2 - width / 2) < 0.06 * width


def _texts(rows: list[_Read], frames: int, rate: Fraction, size: tuple[int, int]) -> tuple[ScreenText, ...]:
    """Rows that come, stand and go together are one text; all texts with their kinds."""
    left = sorted(rows, key=lambda one: (one.first, one.hull.top, one.hull.left))
    written: list[Written] = []
    while left:
        group = [left.pop(0)]
        grown = True
        while grown:
            grown = False
            for row in left:
                if any(_together(row, one) for one in group):
                    group.append(row)
                    left.remove(row)
                    grown = True
                    break
        group.sort(key=lambda one: (one.box.top, one.box.left))
        hull = group[0].hull
        for one in group[1:]:
            hull = _hull(hull, one.hull)
        written.append(
            Written(
                tuple(one.text for one in group),
                min(one.first for one in group),
                min(frames, max(one.last for one in group)),
                hull,
                max(one.box.height for one in group),
                max(one.way for one in group),
                min(one.sure for one in group),
                group[0].ground,
            )
        )
    written.sort(key=lambda one: (one.first, one.box.top, one.box.left))
    return tuple(
        ScreenText(f"t{number}", kind, TimeRange(one.first / rate, one.last / rate), one.box, "\n".join(one.rows), one.sure)
        for number, (one, kind) in enumerate(zip(written, kinds(written, frames, rate, size), strict=True), 1)
    )


def _together(one: _Read, other: _Read) -> bool:
    """Whether two rows are of one text: they come and go within three frames, one close below the other."""
    if abs(one.first - other.first) > 3 or abs(one.last - other.last) > 3:
        return False
    gap = max(one.box.top, other.box.top) - min(one.box.bottom, other.box.bottom)
    shared = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    return gap < 0.8 * min(one.box.height, other.box.height) and shared > 0.3 * min(one.box.width, other.box.width)
