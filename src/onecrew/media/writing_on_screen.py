"""Texts burnt into a film. In: its frames and somebody who reads. Out: ScreenTexts. Never: files, decoding, models of its own.

Reading costs a hundred times what looking costs. So rows of text are looked for three times a second in the band where subtitles
stand and every other second everywhere, in a picture made small; between looks each row is followed on every frame by its strokes
(``row_on_screen``), which gives its first and last frame; and it is read once, when it has gone, from the mean of what the looks
showed of it, where the moving picture behind it is blurred and the letters are not.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from fractions import Fraction
from functools import reduce
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from onecrew.media import row_on_screen
from onecrew.media.kinds_of_text import Ground, Written, kinds
from onecrew.media.misread import mended
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
_KNOWN = 5
"""Rows after which it is known where subtitles stand."""
_LETTERS = 22
"""How high rows of the usual size are made in the band."""
_ROW = 28
"""How high a row is made to find its ends, in pixels."""
_BARS = frozenset("口一二三十工土日曰目田回丁卜丨")
_TALLEST = 0.2
"""The tallest row, as a share of the picture's shorter side. What is larger, or stands upright, is a thing with edges."""
_SURE = 60
"""Rows read with less confidence are texture."""


def find_texts(frames: Iterable[Bgr], rate: Fraction, find: Find, recognise: Recognise, first: int = 0) -> tuple[ScreenText, ...]:
    """All texts of a film, or of the part of it that begins with frame ``first``, in the order of time, then from the top down.

    Keeps the luma of 2.3 seconds of frames at most. Nothing is found in pictures smaller than 32 × 32.
    """
    watch = Watch(rate, find, recognise, first)
    for frame in frames:
        watch.feed(frame)
    return watch.texts()


class Watch:
    """``find_texts``, one frame at a time, for whoever decodes a film once and asks several things of it."""

    def __init__(self, rate: Fraction, find: Find, recognise: Recognise, first: int = 0) -> None:
        self._rate, self._find, self._recognise = rate, find, recognise
        self._look = max(1, round(rate * _LOOK))
        self._tail = max(1, round(rate * _TAIL))
        self._lumas: deque[tuple[int, Luma]] = deque(maxlen=self._look * _WIDE + self._tail + 2)
        self._rows: list[Row] = []
        self._read: list[_Read] = []
        self._frame = self._begun = first
        self._size = (0, 0)
        self._fresh = False

    def feed(self, frame: Bgr) -> None:
        """Takes the next frame."""
        luma = np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), np.uint8)
        self._size = (luma.shape[1], luma.shape[0])
        for row in self._rows:
            row_on_screen.follow(row, luma, self._frame)
        for row in [one for one in self._rows if len(one.tail) > self._tail]:
            self._close(row)
        if (past := self._frame - self._begun) % self._look == 0 and min(luma.shape) >= 32:
            self._look_at(frame, luma, past % (self._look * _WIDE) == 0)
        self._lumas.append((self._frame, luma))
        self._frame += 1

    def texts(self) -> tuple[ScreenText, ...]:
        """All texts of the frames fed so far; the film ends here."""
        while self._rows:
            self._close(self._rows[0])
        long = self._frame - self._begun
        return _texts(_joined(_whole(self._read), max(Fraction(long, 2), 8 * self._rate)), long, self._rate, self._size)

    def _look_at(self, frame: Bgr, luma: Luma, wide: bool) -> None:
        there = [row for row in self._rows if not row.tail]
        top, bottom, scale = (0, luma.shape[0], self._finest()) if wide else self._band(luma.shape[0])
        self._fresh = False
        for row in there:
            row.looks += top <= row.box.top and row.box.bottom <= bottom
        for box in _rows_of(self._found(frame, top, bottom, scale)):
            known = next((row for row in there if _same_row(box, row.box)), None)
            if known is None:
                known = row_on_screen.begin(luma, box, self._frame)
                row_on_screen.back(known, reversed(self._lumas), self._tail)
                before = [row for row in self._rows if row.tail and _same_row(box, row.box)]
                if any(known.first <= row.last for row in before):
                    continue  # The last of a row that fades out.
                for row in before:
                    row.ended = True
                known.looks = known.hits = 1
                self._rows.append(known)
                self._fresh = True
                there.append(known)
            else:
                row_on_screen.confirm(known, luma)
            left, top_ = known.box.left, known.box.top
            known.boxes.append((box.left - left, box.top - top_, box.width, box.height))
            _show(known, frame)

    def _found(self, frame: Bgr, top: int, bottom: int, scale: float) -> list[Box]:
        """Upright boxes around what the finder finds in these rows of the picture, made ``scale`` times as large."""
        height, width = frame.shape[:2]
        area = np.ascontiguousarray(frame[top:bottom])
        if scale < 1:
            area = np.asarray(cv2.resize(area, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        boxes = []
        for quad in self._find(area):
            across, down = [x / scale for x, _ in quad], [y / scale + top for _, y in quad]
            left, upper = max(0, int(min(across))), max(0, int(min(down)))
            right, lower = min(width, int(np.ceil(max(across)))), min(height, int(np.ceil(max(down))))
            if right - left >= 8 and 8 <= lower - upper <= min(_TALLEST * min(self._size), 1.5 * (right - left)):
                boxes.append(Box(left, upper, right - left, lower - upper))
        return boxes

    def _band(self, height: int) -> tuple[int, int, float]:
        """Rows of the picture in which subtitles have stood so far, and the scale at which they are looked for; its lower half to
        begin with.
        """
        boxes = [one.box for one in self._read if _in_middle(one.box, self._size[0])]
        boxes += [row.box for row in self._rows if row.hits > 1 and _in_middle(row.box, self._size[0])]
        if len(boxes) < _KNOWN:
            return int(0.55 * height), height, self._finest()
        middle = float(np.median([box.top + box.height / 2 for box in boxes]))
        size = float(np.median([box.height for box in boxes]))
        # Where a row has just come, another in smaller letters may have come with it.
        scale = self._finest() if self._fresh else min(self._finest(), _LETTERS / size)
        return max(0, int(middle - 2.4 * size)), min(height, int(middle + 2.4 * size)), scale

    def _finest(self) -> float:
        return min(1.0, _SIDE / min(self._size))

    def _close(self, row: Row) -> None:
        """The row has gone: it is read."""
        self._rows.remove(row)
        last = min(self._frame, row.last + 1 + row_on_screen.faded(row.tail))
        if row.hits * 3 < row.looks or (last - row.first) < min(self._rate / 8, Fraction(2)):
            return
        if row.sum is None or row.sharp is None:
            return
        mean = np.asarray(np.rint(row.sum / row.summed), np.uint8)
        own = self._sides(row, mean)
        text, sure = self._recognise(_picture(row, own, mean))
        if 30 <= sure < 97:
            text, sure = max((text, sure), self._recognise(_picture(row, own, row.sharp)), key=lambda one: one[1])
        if sure < _SURE or not _credible(text, sure):
            return
        box = Box(row.box.left + own.left, row.box.top + own.top, own.width, own.height)
        across, down = row.hull.width - row.box.width, row.hull.height - row.box.height
        hull = Box(row.hull.left + own.left, row.hull.top + own.top, own.width + across, own.height + down)
        ground = _ground(_picture(row, own, row.sharp))
        # The finder also sees the edge that goes on beyond the picture.
        inside = _on_picture(box, self._size)
        self._read.append(_Read(text, sure, row.first, last, inside, _on_picture(hull, self._size), row.way, ground))

    def _sides(self, row: Row, strip: Bgr) -> Box:
        """The row's own place, from its left top corner: what the finder sees on the mean of all looks, where little else is."""
        x, y = 3 * row.box.height, row.box.height // 2
        looks = Box(*(int(np.median(sides)) for sides in zip(*row.boxes, strict=True)))
        scale = min(1.0, _ROW / row.box.height)
        found = [_moved(box, -x, -y) for box in _rows_of(self._found(strip, 0, strip.shape[0], scale))]
        again = [box for box in found if _same_row(box, looks)]
        return max(again, key=lambda one: one.width, default=looks)


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
    return len(letters) > 1 or (len(letters) == 1 and sure >= 90 and ord(letters[0]) > 0x2E80 and letters[0] not in _BARS)


def _ground(picture: Bgr) -> Ground:
    """What the letters stand on: the luma that most of the picture has."""
    luma = np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), np.int16)
    counts = np.convolve(np.bincount(luma.ravel(), minlength=256), np.ones(17), "same")
    most = int(counts.argmax())
    return Ground(most, float(counts[most] / luma.size), bool((luma < most - 60).sum() > (luma > most + 30).sum()))


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


def _picture(row: Row, own: Box, strip: Bgr) -> Bgr:
    """The row's part of its strip, with room for a mark that the finder left out."""
    x, y, room = 3 * row.box.height, row.box.height // 2, row.box.height // 4
    down, across = strip.shape[:2]
    lines = slice(max(0, y + own.top), min(down, max(y + own.bottom, y + own.top + 8)))
    return np.ascontiguousarray(strip[lines, max(0, x + own.left - room) : min(across, x + own.right + room)])


def _on_picture(box: Box, size: tuple[int, int]) -> Box:
    """The part of the box that lies on a picture of this width and height, one pixel at least."""
    width, height = size
    left, top = min(max(0, box.left), width - 1), min(max(0, box.top), height - 1)
    return Box(left, top, max(1, min(width, box.right) - left), max(1, min(height, box.bottom) - top))


def _moved(box: Box, right: int, down: int) -> Box:
    return Box(box.left + right, box.top + down, box.width, box.height)


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


def _union(boxes: list[Box]) -> Box:
    return reduce(_hull, boxes)


def _covered(one: Box, other: Box) -> float:
    """The share of the smaller box that lies in the other."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    if across <= 0 or down <= 0:
        return 0.0
    return across * down / min(one.width * one.height, other.width * other.height)


def _same_row(found: Box, row: Box) -> bool:
    """Whether the finder means a row that is known: on the same lines and no more than half as wide again."""
    shared = min(found.bottom, row.bottom) - max(found.top, row.top)
    low, high = sorted((found.height, row.height))
    return _covered(found, row) > 0.5 and shared > 0.6 * low and high < 1.7 * low and found.width < 1.5 * row.width + row.height


def _in_middle(box: Box, width: int) -> bool:
    return abs(box.left + box.width / 2 - width / 2) < 0.06 * width


def _whole(rows: list[_Read]) -> list[_Read]:
    """Without rows that are part of another, which the finder saw cut short on some look."""
    kept: list[_Read] = []
    for row in sorted(rows, key=lambda one: (-one.box.width * one.sure, one.first)):
        spans = [
            min(row.last, one.last) - max(row.first, one.first)
            for one in kept
            if _covered(row.box, one.box) > 0.6 and row.box.height < 2 * one.box.height
        ]
        if sum(span for span in spans if span > 0) <= 0.6 * (row.last - row.first):
            kept.append(row)
    return kept


def _joined(rows: list[_Read], least: Fraction) -> list[_Read]:
    """A mark that stands for most of the film is lost now and then in a busy picture: its pieces, if they last for at least
    ``least`` frames together, become one.
    """
    left = sorted(rows, key=lambda one: (-one.sure, -one.box.width, one.first))
    kept: list[_Read] = []
    while left:
        best = left.pop(0)
        pieces = [best, *(one for one in left if _covered(one.box, best.box) > 0.6 and _alike(one.text, best.text))]
        ends = sorted((one.first, one.last) for one in pieces)
        gaps = [after[0] - before[1] for before, after in pairwise(ends)]
        seen = sum(last - first for first, last in ends)
        if len(pieces) > 1 and seen >= least and max(gaps) < least / 2:
            text = max(
                sorted({one.text for one in pieces}),
                key=lambda text: sum(one.last - one.first for one in pieces if one.text == text),
            )
            left = [one for one in left if one not in pieces]
            kept.append(
                replace(
                    best, text=text, first=ends[0][0], last=max(last for _, last in ends), hull=_union([one.hull for one in pieces])
                )
            )
        else:
            kept.append(best)
    return kept


def _alike(one: str, other: str) -> bool:
    """Whether one text may be a poor reading of the other."""
    return SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.5


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
        written.append(
            Written(
                tuple(one.text for one in group),
                min(one.first for one in group),
                max(one.last for one in group),
                _union([one.hull for one in group]),
                max(one.box.height for one in group),
                max(one.way for one in group),
                min(one.sure for one in group),
                group[0].ground,
            )
        )
    written.sort(key=lambda one: (one.first, one.box.top, one.box.left))
    said = mended(["\n".join(one.rows) for one in written])
    return tuple(
        ScreenText(f"t{number}", kind, TimeRange(one.first / rate, one.last / rate), one.box, text, one.sure)
        for number, (one, kind, text) in enumerate(zip(written, kinds(written, frames, rate, size), said, strict=True), 1)
    )


def join_texts(parts: Sequence[Sequence[ScreenText]]) -> tuple[ScreenText, ...]:
    """The texts of a film whose consecutive parts were watched apart: one that ends where a part ends and goes on in the next is
    one text. The ids are new.
    """
    whole: list[ScreenText] = []
    for part in parts:
        left = list(whole)
        whole = []
        for text in part:
            before = next((one for one in left if one.range.end == text.range.start and _goes_on(one, text)), None)
            if before is None:
                whole.append(text)
                continue
            left.remove(before)
            better = max(before, text, key=lambda one: (one.sure, one.range.length))
            whole.append(replace(better, range=TimeRange(before.range.start, text.range.end), box=_hull(before.box, text.box)))
        whole += left
    whole.sort(key=lambda one: (one.range.start, one.box.top, one.box.left))
    return tuple(replace(one, id=f"t{number}") for number, one in enumerate(whole, 1))


def _goes_on(one: ScreenText, other: ScreenText) -> bool:
    return _covered(one.box, other.box) > 0.6 and SequenceMatcher(None, one.text, other.text, autojunk=False).ratio() > 0.8


def _together(one: _Read, other: _Read) -> bool:
    """Whether two rows are of one text: they come and go within three frames, one close below the other."""
    if abs(one.first - other.first) > 3 or abs(one.last - other.last) > 3:
        return False
    gap = max(one.box.top, other.box.top) - min(one.box.bottom, other.box.bottom)
    shared = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    return gap < 0.8 * min(one.box.height, other.box.height) and shared > 0.3 * min(one.box.width, other.box.width)
