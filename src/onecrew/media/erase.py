"""Burnt-in writing is taken out of a shot and the picture behind it put back.

In: the frames of one shot in order, and where and when writing stands on them; frames beyond its cuts only to know the writing by.
Out: patches. Never: pixels outside the letters and what belongs to them, frames without writing, pictures from another shot, files.

The writing is masked (``glyphs``), the plate behind it is lifted off (``plate``), what it hides is taken from other frames of
the shot (``filling``), and if somebody can still read something there the mask is made wider and it is done again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from onecrew.media.filling import Filling
from onecrew.media.glyphs import Cue, Glyphs, find_glyphs
from onecrew.media.motion import GRID, VIEW, camera_of
from onecrew.media.patches import Patch, paste
from onecrew.story.spotted import Area

Frame = npt.NDArray[np.uint8]
Mask = npt.NDArray[Any]
Window = tuple[int, int, int, int]
"""Left, top, right, bottom."""
Reader = Callable[[Frame], Sequence[str]]
"""Says what is written on a picture (height, width, 3) BGR."""

_RING = 44
"""Pixels of picture kept around a box: motion is measured on them."""
_CONTEXT = 30
"""Frames kept before and after a text: they show what it hides."""
LOOK = 24
"""Frames before and after a text that are looked at to tell it from the picture."""
_BEFORE = 3
"""Frames before the first of a run that are filled too: what no frame shows is carried on from them."""
_LAST = 1 << 60
"""Beyond all frames."""
_ROOM = 240_000_000
"""Bytes that frames and what is known about them may take at a time …"""
_WEIGHT = 14
"""… at so many per pixel of a frame's strip."""
_SHORTEST = 90
_GROWTH = (0, 3, 6)
"""Pixels by which the mask is widened at the first, second and third try."""
_EDGE = 2
"""Pixels on both sides of a plate's edge that are neither plate nor picture."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Texts that can still be read on a frame after the last try."""

    frame: int
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Frames of one strip that are worked on together. ``begin``, ``end``: those the picture is taken from; ``first``, ``last``:
    those patches are made for; ``since``, ``until``: those the writing is looked at on, which may be of other shots."""

    window: Window
    begin: int
    end: int
    first: int
    last: int
    since: int
    until: int


def looked_at(areas: Sequence[Area], shot: tuple[int, int]) -> tuple[int, int]:
    """The frames (half-open) to give to ``erase`` for a shot: writing that stands beyond its cuts is looked at there too."""
    first = min((area.first - LOOK for area in areas if area.first < shot[0]), default=shot[0])
    last = max((area.last + LOOK for area in areas if area.last > shot[1]), default=shot[1])
    return max(0, min(first, shot[0])), max(last, shot[1])


def erase(
    frames: Iterable[Frame],
    areas: Sequence[Area],
    first: int,
    read: Reader | None = None,
    leftover: Callable[[Leftover], None] | None = None,
    shot: tuple[int, int] | None = None,
) -> Iterator[Patch]:
    """Patches that take the writing of these areas out of one shot, as soon as they are known (frames of a strip ascend).

    ``frames``: (height, width, 3) BGR, in order, ``first`` being the number of the first; ``shot``: the numbers (half-open) of
    those that are of the shot, all of them if it is not said. What writing looks like is seen best where it stands through a cut,
    so give the frames that ``looked_at`` names. ``read`` looks at some repaired places; what it still reads there is repaired
    again, and told to ``leftover`` if that did not help.
    """
    cv2.setNumThreads(1)
    runs: list[_Run] | None = None
    strips: dict[Window, dict[int, Frame]] = {}
    views: dict[int, Mask] = {}
    known: dict[Area, tuple[int, Glyphs]] = {}
    for number, picture in enumerate(frames, first):
        if runs is None:
            runs = _runs(areas, picture.shape[1], picture.shape[0], first, shot or (first, _LAST))
        if any(run.begin <= number < run.end for run in runs):
            views[number] = _view(picture)
        for window in {run.window for run in runs if run.since <= number < run.until}:
            x0, y0, x1, y1 = window
            strips.setdefault(window, {})[number] = picture[y0:y1, x0:x1].copy()
        for run in [run for run in runs if run.until == number + 1]:
            yield from _run(run, strips[run.window], views, areas, known, read, leftover)
            runs.remove(run)
            _forget(runs, strips, views)
    for run in runs or []:
        if run.window in strips:
            yield from _run(run, strips[run.window], views, areas, known, read, leftover)


def _forget(runs: list[_Run], strips: dict[Window, dict[int, Frame]], views: dict[int, Mask]) -> None:
    """Let go of what no run that is still to come asks for."""
    for window, frames in strips.items():
        since = min((run.since for run in runs if run.window == window), default=_LAST)
        for number in [number for number in frames if number < since]:
            del frames[number]
    begin = min((run.begin for run in runs), default=_LAST)
    for number in [number for number in views if number < begin]:
        del views[number]


def _view(picture: Frame) -> Mask:
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    return cv2.resize(grey, (grey.shape[1] // VIEW, grey.shape[0] // VIEW), interpolation=cv2.INTER_AREA)


def _runs(areas: Sequence[Area], width: int, height: int, first: int, shot: tuple[int, int]) -> list[_Run]:
    runs = []
    for window in _windows(areas, width, height):
        size = (window[2] - window[0]) * (window[3] - window[1])
        most = max(_SHORTEST, _ROOM // (_WEIGHT * size))
        inside = [area for area in areas if _holds(window, area) and area.first < shot[1] and area.last > shot[0]]
        spans: list[list[int]] = []
        for start, stop in sorted((area.first, area.last) for area in inside):
            if spans and start <= spans[-1][1] + 2 * _CONTEXT:
                spans[-1][1] = max(spans[-1][1], stop)
            else:
                spans.append([start, stop])
        for start, stop in spans:
            begin, end = max(shot[0], start - _CONTEXT), min(shot[1], stop + _CONTEXT)
            parts = [(begin, end, begin, end)]
            while parts[-1][1] - parts[-1][0] > most:
                begin, end, start, stop = parts.pop()
                middle = begin + most
                parts += [(begin, middle, start, middle - _CONTEXT), (middle - 2 * _CONTEXT, end, middle - _CONTEXT, stop)]
            for begin, end, start, stop in parts:
                near = [area for area in inside if area.first < end and area.last > begin]
                since = max(first, min([begin, *(area.first - LOOK for area in near)]))
                until = max([end, *(area.last + LOOK for area in near)])
                runs.append(_Run(window, begin, end, start, stop, since, until))
    return sorted(runs, key=lambda run: run.until)


def _holds(window: tuple[int, int, int, int], area: Area) -> bool:
    x, y = area.left + area.width // 2, area.top + area.height // 2
    return window[0] <= x < window[2] and window[1] <= y < window[3]


def _windows(areas: Sequence[Area], width: int, height: int) -> list[Window]:
    """Boxes with their rings (left, top, right, bottom), those that meet made one, their sizes whole grid points."""
    boxes: list[tuple[int, int, int, int]] = []
    for area in areas:
        box = (area.left - _RING, area.top - _RING, area.left + area.width + _RING, area.top + area.height + _RING)
        while meeting := [other for other in boxes if _meet(box, other)]:
            boxes = [other for other in boxes if other not in meeting]
            together = np.array([box, *meeting])
            left, top = together[:, :2].min(axis=0)
            right, bottom = together[:, 2:].max(axis=0)
            box = (int(left), int(top), int(right), int(bottom))
        boxes.append(box)
    unit = 2 * GRID
    made = []
    for left, top, right, bottom in boxes:
        x0, y0, x1, y1 = max(0, left), max(0, top), min(width, right), min(height, bottom)
        x1, y1 = x1 - (x1 - x0) % unit, y1 - (y1 - y0) % unit
        if x1 - x0 >= 8 * unit and y1 - y0 >= 4 * unit:
            made.append((x0, y0, x1, y1))
    return made


def _meet(a: tuple[int, int, int, int], b: tuple[int, int, int, int]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _run(
    run: _Run,
    strips: dict[int, Frame],
    views: dict[int, Mask],
    areas: Sequence[Area],
    known: dict[Area, tuple[int, Glyphs]],
    read: Reader | None,
    leftover: Callable[[Leftover], None] | None,
) -> Iterator[Patch]:
    """The patches of a run. Its strip is spoken of in its own pixels and from its own first frame on.

    ``strips``, ``views``: by the frame's number. ``known``: glyphs found before, with the number they count from.
    """
    x0, y0, _, _ = run.window
    numbers = range(run.begin, min(run.end, max(strips) + 1))
    strip = [strips[number] for number in numbers]
    cameras = camera_of([views[number] for number in numbers], x0, y0)
    found = {}
    for area in areas:
        if _holds(run.window, area) and area.first < run.end and area.last > run.begin and area.first < numbers.stop:
            if area not in known:
                known[area] = _looked(area, strips, x0, y0)
            since, glyphs = known[area]
            found[_cue(area, x0, y0, run.begin)] = glyphs.later(since - run.begin)
    wanted = range(max(0, run.first - run.begin - _BEFORE), run.last - run.begin)
    grown = dict.fromkeys(found, _GROWTH[0])
    for growth in _GROWTH[1:]:
        patches = list(_repaired(strip, [glyphs.grown(grown[cue]) for cue, glyphs in found.items()], cameras, wanted))
        left = {} if read is None else _readable(strip, patches, list(found), read)
        again = [cue for cue in found if cue in left]
        if not again:
            break
        grown.update(dict.fromkeys(again, growth))
    else:
        patches = list(_repaired(strip, [glyphs.grown(grown[cue]) for cue, glyphs in found.items()], cameras, wanted))
        left = {} if read is None else _readable(strip, patches, list(found), read)
    if leftover is not None:
        for frame, texts in left.values():
            leftover(Leftover(run.begin + frame, texts))
    for patch in patches:
        number = run.begin + patch.frame
        if run.first <= number < run.last:
            yield Patch(number, x0 + patch.left, y0 + patch.top, patch.pixels, patch.mask)


def _looked(area: Area, strips: dict[int, Frame], x0: int, y0: int) -> tuple[int, Glyphs]:
    """The glyphs of an area, and the number of the frame they count from. It is always looked at on the same frames."""
    since = max(min(strips), area.first - LOOK)
    until = min(max(strips) + 1, area.last + LOOK)
    return since, find_glyphs([strips[number] for number in range(since, until)], _cue(area, x0, y0, since))


def _cue(area: Area, x0: int, y0: int, since: int) -> Cue:
    left, top = area.left - x0, area.top - y0
    return Cue(left, top, left + area.width, top + area.height, area.first - since, area.last - since)


def _readable(strip: list[Frame], patches: list[Patch], cues: list[Cue], read: Reader) -> dict[Cue, tuple[int, tuple[str, ...]]]:
    """The cues of which something can still be read, with the frame and the texts. Three frames of each are looked at."""
    of = {patch.frame: patch for patch in patches}
    found = {}
    for cue in cues:
        first, last = max(0, cue.first), min(len(strip), cue.last)
        pad = (cue.bottom - cue.top) // 2
        for share in (0.5, 0.12, 0.88):
            t = first + int(share * (last - first))
            if t not in of:
                continue
            picture = strip[t].copy()
            paste(picture, of[t])
            part = picture[max(0, cue.top - pad) : cue.bottom + pad, max(0, cue.left - pad) : cue.right + pad]
            texts = tuple(text for text in read(np.ascontiguousarray(part)) if any(c.isalnum() for c in text))
            if texts:
                found[cue] = (t, texts)
                break
    return found


def _repaired(strip: list[Frame], glyphs: list[Glyphs], cameras: list[npt.NDArray[Any]], wanted: range) -> Iterator[Patch]:
    """Patches of these frames, in the strip's own pixels and frames."""
    ground = list(strip)
    hidden: list[Mask | None] = [None] * len(strip)
    changed: list[Mask | None] = [None] * len(strip)
    made: dict[tuple[tuple[int, int, int, bool], ...], tuple[Mask, Mask]] = {}
    for t in range(len(strip)):
        here = tuple(
            (k, *g.offsets[t], g.plate is not None and not g.plate.opaque and g.strength[t] > 0.97)
            for k, g in enumerate(glyphs)
            if t in g.offsets
        )
        if not here:
            continue
        if here not in made:
            made[here] = _masks(glyphs, here, strip[0].shape[:2])
        hidden[t], changed[t] = made[here]
        for k, _, _, lifted in here:
            plate = glyphs[k].plate
            if lifted and plate is not None:
                ground[t] = plate.lifted(ground[t])
    filling = Filling(ground, hidden, cameras)
    for t, mask in enumerate(changed):
        if t in wanted and mask is not None and mask.any():
            filled = filling.frame(t)
            left, top, wide, tall = cv2.boundingRect(mask)
            roi = (slice(top, top + tall), slice(left, left + wide))
            yield Patch(t, left, top, np.ascontiguousarray(filled[roi]), np.ascontiguousarray(mask[roi]))


def _masks(glyphs: Sequence[Glyphs], here: Sequence[tuple[int, int, int, bool]], size: tuple[int, int]) -> tuple[Mask, Mask]:
    """What is hidden for good, and what changes: the same, and the plates the picture is seen through."""
    hidden, changed = np.zeros(size, np.uint8), np.zeros(size, np.uint8)
    for k, dx, dy, lifted in here:
        mask = glyphs[k].mask
        if dx or dy:
            mask = cv2.warpAffine(mask, np.array([[1, 0, dx], [0, 1, dy]], np.float32), (size[1], size[0]), flags=cv2.INTER_NEAREST)
            mask = cv2.dilate(mask, np.ones((3, 3), np.uint8))  # It moves by parts of a pixel.
        hidden |= mask
        changed |= mask
        plate = glyphs[k].plate
        if plate is None:
            continue
        corners = ((plate.left - _EDGE, plate.top - _EDGE), (plate.right + _EDGE - 1, plate.bottom + _EDGE - 1))
        border = np.zeros(size, np.uint8)
        cv2.rectangle(border, *corners, 255, -1)
        changed |= border
        if lifted:
            corners = ((plate.left + _EDGE, plate.top + _EDGE), (plate.right - _EDGE - 1, plate.bottom - _EDGE - 1))
            cv2.rectangle(border, *corners, 0, -1)
        hidden |= border
    return hidden, changed
