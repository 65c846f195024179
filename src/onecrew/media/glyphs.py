"""Which pixels of a strip are writing, and on which frames it stands.

In: the frames of a strip and the box and times a reader gave. Out: one mask for the whole cue (letters with their halo), where
it stands on each frame, the plate behind it if there is one. Never: filling, reading.

What tells writing from picture: it keeps its colour while the picture behind it moves; it is made of strokes of one width, of a
colour that does not occur around the box; it appears and goes at once. Each of these alone fails somewhere (a locked camera, a
white shirt, a shot that begins and ends inside the cue), so each is used where it can be measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from onecrew.media.plate import Plate, find_plate, measured, plate_that_came

Frame = npt.NDArray[np.uint8]
Mask = npt.NDArray[Any]
Window = tuple[int, int, int, int]
"""Top, bottom, left, right."""

_SAMPLES = 14
_NEAR = 42.0
"""Two colours are the same letter's within this, of 255 (antialiasing, codecs)."""
_SLACK = 14
"""Frames by which a cue may begin earlier or end later than was read: a fade is seen by a reader only when it is half done."""
_FOUND = 0.3
"""Share of a pattern's strength that it must have where it is found again."""
_REACH, _FAR = 7, 40
"""Pixels around where moving writing should be, within which it is looked for; and where it is not there."""
_STAYS = 0.8
"""Share of its strength that writing has at its old place if it does not move."""
_THERE = 0.09
"""Share of the writing's strength in a frame from which on it stands there."""
_AT_ONCE = 0.7
"""Share of its strength that writing has on its first or last frame if it does not fade."""


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
    """``mask``: 255 on letters and halo, of the strip's size. ``offsets``: per frame it stands on, how far it is moved (x, y).
    ``strength``: per frame, 1 where it is not fading. ``plate``: what is behind the letters."""

    mask: Mask
    offsets: dict[int, tuple[int, int]]
    strength: dict[int, float]
    plate: Plate | None

    def grown(self, by: int) -> Glyphs:
        """With so many pixels added around, for a second try."""
        return replace(self, mask=cv2.dilate(self.mask, _disc(by))) if by else self

    def later(self, by: int) -> Glyphs:
        """With all frames counted from so many earlier."""
        return replace(
            self,
            offsets={t + by: offset for t, offset in self.offsets.items()},
            strength={t + by: share for t, share in self.strength.items()},
        )


@dataclass(frozen=True, slots=True)
class _Look:
    """Writing laid over itself in several frames: median colour, how much each pixel changes, the strokes, and how sure they
    are."""

    middle: Frame
    spread: npt.NDArray[Any]
    letters: Mask
    score: float


def find_glyphs(frames: Sequence[Frame], cue: Cue) -> Glyphs:
    """The mask of a cue and its true times."""
    height, width = frames[0].shape[:2]
    tall = cue.bottom - cue.top
    pad = int(np.clip(0.45 * tall, 10, 36))
    window = (max(0, cue.top - pad), min(height, cue.bottom + pad), max(0, cue.left - pad), min(width, cue.right + pad))
    y0, y1, x0, x1 = window
    box = np.zeros((y1 - y0, x1 - x0), bool)
    slack = max(3, tall // 10)
    box[max(0, cue.top - y0 - slack) : cue.bottom - y0 + slack, max(0, cue.left - x0 - slack) : cue.right - x0 + slack] = True

    first, last = max(0, cue.first), min(len(frames), cue.last)
    # What the ends show may be fading, or not there yet.
    margin = min(8, max(2, (last - first) // 5)) if last - first > 6 else 0
    inner = (first + margin, last - margin)
    chosen = [int(t) for t in np.unique(np.linspace(inner[0], inner[1] - 1, _SAMPLES).round())]
    look = _look(frames, window, box, dict.fromkeys(chosen, (0, 0)))
    paths = dict.fromkeys(range(max(0, first - _SLACK), min(len(frames), last + _SLACK)), (0, 0))
    middle = (first + last) // 2
    if last - first > 6:
        glance = _look(frames, window, box, dict.fromkeys((middle - 1, middle, middle + 1), (0, 0)))
        ends = (chosen[0], chosen[-1])
        if min(_strength(_crop(frames[t], window), glance.middle, glance.letters) for t in ends) < _STAYS:
            followed = _followed(frames, window, glance, middle, list(paths))
            moved = _look(frames, window, box, {t: followed[t] for t in chosen})
            if moved.score > 1.3 * look.score:
                look, paths = moved, followed

    if look.score <= 0:
        return Glyphs(np.zeros((height, width), np.uint8), {}, {}, None)
    plate = None
    if all(paths[t] == (0, 0) for t in paths):
        seen = _standing(frames, (first, last), look.middle, cv2.dilate(look.letters, _disc(1)), window, paths)
        plate = plate_that_came(_with_and_without(frames, seen), look.letters, window)
    if plate is not None:
        inside = np.zeros((height, width), np.uint8)
        inside[plate.top : plate.bottom, plate.left : plate.right] = 255
        look = replace(look, letters=look.letters & inside[y0:y1, x0:x1])
    plate = plate or find_plate([frames[t] for t in chosen], look.letters, window)
    references = [] if any(paths[t] != (0, 0) for t in paths) else [_reference(frames, cue, window, side) for side in (-1, 1)]
    touched = _touched(look, [r for r in references if r is not None], plate is not None)
    mask = np.zeros((height, width), np.uint8)
    mask[y0:y1, x0:x1] = touched
    strength = _standing(frames, (first, last), look.middle, touched, window, paths)
    if plate is not None:
        plate = measured(plate, _with_and_without(frames, strength), mask)
    return Glyphs(mask, {t: paths[t] for t in strength}, strength, plate)


def _with_and_without(frames: Sequence[Frame], strength: dict[int, float]) -> list[tuple[Frame, Frame]]:
    """Frames with all of the writing, each with one without it shortly before or after."""
    whole = [t for t, share in strength.items() if share > 0.97]
    bare = [(whole[0], min(strength) - 1), (whole[-1], max(strength) + 1)] if whole else []
    return [(frames[a], frames[b]) for a, b in bare if 0 <= b < len(frames) and abs(a - b) <= 3]


def _disc(radius: int) -> Mask:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * radius + 1,) * 2).astype(np.uint8)


def _crop(frame: Frame, window: Window, offset: tuple[int, int] = (0, 0)) -> Frame:
    """The window, moved; what lies outside the frame is its border again."""
    y0, y1, x0, x1 = window
    return frame[y0:y1, x0:x1] if offset == (0, 0) else _moved(frame, window, offset)


def _moved(frame: Frame, window: Window, offset: tuple[int, int]) -> Frame:
    y0, y1, x0, x1 = window
    height, width = frame.shape[:2]
    rows = np.clip(np.arange(y0, y1) + offset[1], 0, height - 1)
    columns = np.clip(np.arange(x0, x1) + offset[0], 0, width - 1)
    return frame[rows[:, None], columns]


def _look(frames: Sequence[Frame], window: Window, box: npt.NDArray[np.bool_], offsets: dict[int, tuple[int, int]]) -> _Look:
    sample = np.stack([_crop(frames[t], window, offset) for t, offset in offsets.items()])
    middle = _ranked(sample, 0.5).astype(np.uint8)
    spread = _ranked(np.stack([cv2.absdiff(one, middle).max(axis=2) for one in sample]), 0.8)
    letters, score = _letters(middle, spread, box)
    return _Look(middle, spread, letters, score)


def _ranked(sample: Frame, share: float) -> npt.NDArray[Any]:
    """For every pixel the value that this share of the sample's are not above; between two of them, as its place is."""
    place = share * (len(sample) - 1)
    low, high = int(place), min(len(sample) - 1, int(place) + 1)
    ordered = np.partition(sample, (low, high), axis=0)
    return np.asarray(cv2.addWeighted(ordered[low], 1 - (place - low), ordered[high], place - low, 0, dtype=cv2.CV_32F))


def _reference(frames: Sequence[Frame], cue: Cue, window: Window, side: int) -> Frame | None:
    """The window shortly before (-1) or after (1) the cue."""
    times = range(cue.first - 8, cue.first - 3) if side < 0 else range(cue.last + 3, cue.last + 8)
    seen = [_crop(frames[t], window) for t in times if 0 <= t < len(frames)]
    return _ranked(np.stack(seen), 0.5).astype(np.uint8) if seen else None


def _letters(middle: Frame, spread: npt.NDArray[Any], box: npt.NDArray[np.bool_]) -> tuple[Mask, float]:
    """255 on the strokes of the letters, without their halo; and how much they look like letters, 0–1."""
    calm = spread < max(12.0, float(np.percentile(spread[box], 20)))
    codes = (middle >> 4).astype(np.int32)
    codes = (codes[:, :, 0] << 8) | (codes[:, :, 1] << 4) | codes[:, :, 2]
    counts = np.bincount(codes[calm & box], minlength=4096)
    best, best_score = np.zeros(box.shape, np.uint8), 0.0
    tried: list[npt.NDArray[Any]] = []
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
    return best, best_score


def _like_writing(near: npt.NDArray[np.bool_], middle: Frame, colour: npt.NDArray[Any], box: npt.NDArray[np.bool_]) -> float:
    """How much a set of pixels of one colour looks like writing in the box, 0–1: strokes not areas, all along the box, not
    outside it, and of another colour than what is next to them."""
    inside = float(near[box].mean())
    if inside < 0.01:
        return 0.0
    outside = float(near[~box].mean()) if (~box).any() else 0.0
    rows = np.flatnonzero(box.any(axis=1))
    columns = np.flatnonzero(box.any(axis=0))
    area = near.astype(np.uint8)
    thick = max(5, int(0.5 * _letter_height(area * box)) | 1)
    solid = cv2.morphologyEx(area, cv2.MORPH_OPEN, np.ones((thick, thick), np.uint8))
    strokes = 1.0 - float(solid[box].sum()) / max(1.0, float(area[box].sum()))
    cells = max(1, len(columns) // max(8, len(rows) // 2))
    part = near[np.ix_(rows, columns)].any(axis=0)
    spread_over = float(np.mean([cell.any() for cell in np.array_split(part, cells)]))
    rim = (cv2.dilate(area, np.ones((9, 9), np.uint8)) > 0) & (cv2.dilate(area, np.ones((3, 3), np.uint8)) == 0) & box
    contrast = float(np.abs(middle[rim].astype(np.float32) - colour).max(axis=1).mean()) if rim.any() else 0.0
    bright = 1.0 if colour.max() > 128 else 0.8
    # Of a row's box letters fill a third, of a box in which they move less; what is between them fills more.
    dense = min(1.0, inside / 0.15) ** 0.5 * float(np.clip((0.7 - inside) / 0.3, 0, 1))
    apart = max(0.0, 1 - outside / inside)
    return float(dense * apart * strokes * spread_over**2 * min(1.0, contrast / 80) * bright)


def _letter_height(area: Mask) -> float:
    """Pixels of height of the parts that most of an area belongs to."""
    _, _, parts, _ = cv2.connectedComponentsWithStats(area, connectivity=8)
    heights, sizes = parts[1:, cv2.CC_STAT_HEIGHT], parts[1:, cv2.CC_STAT_AREA]
    order = np.argsort(heights, kind="stable")
    return float(heights[order][np.searchsorted(np.cumsum(sizes[order]), sizes.sum() / 2)]) if len(heights) else 1.0


def _line_height(letters: Mask) -> int:
    """Pixels of the tallest line."""
    rows = np.flatnonzero(np.diff(np.concatenate([[0], letters.any(axis=1).astype(int), [0]])))
    return int((rows[1::2] - rows[::2]).max()) if len(rows) else 1


def _touched(look: _Look, references: list[Frame], plated: bool) -> Mask:
    """The strokes with all that belongs to them: outline, shadow, glow and what a codec smears."""
    away = cv2.distanceTransform(255 - look.letters, cv2.DIST_L2, 5)
    tall = _line_height(look.letters)
    limit = int(np.clip(0.32 * tall, 6, 11))
    default = int(np.clip(round(0.13 * tall), 4, 9))
    far = away > limit
    if plated or not far.any():
        return cv2.dilate(look.letters, _disc(int(np.clip(round(0.045 * tall), 2, 4)) if plated else default))
    moving = float(np.median(look.spread[far]))
    still = [r for r in references if float(np.median(cv2.absdiff(r, look.middle).max(axis=2)[far])) < 8]
    # ``signal`` is larger the less of the picture's own is seen at a pixel, against what it is far from the letters.
    if moving > 14:
        # The picture moves: what does not move is writing, what moves less is a shadow over it.
        seen = np.minimum(look.spread, 2 * moving)
        ground = float(np.mean(seen[far]))
        signal, held, ended = 1 - seen / ground, 0.38, 0.15
    elif still:
        # The picture stands: what was there before or is there after tells the writing apart.
        change = np.min([cv2.absdiff(r, look.middle).max(axis=2) for r in still], axis=0).astype(np.float32)
        signal, held, ended = change - float(np.mean(change[far])), 7.0, 4.0
    else:
        return cv2.dilate(look.letters, _disc(default))
    rings = np.minimum(np.rint(away).astype(int), limit + 1).ravel()
    levels = np.bincount(rings, signal.ravel()) / np.maximum(np.bincount(rings), 1)
    clear = np.flatnonzero(levels[1 : limit + 1] < ended)
    core: Mask = cv2.dilate(look.letters, _disc(min(limit, (int(clear[0]) + 1 if len(clear) else limit) + 1)))
    # A shadow falls to one side. What hangs together with the letters is theirs.
    more = ((cv2.GaussianBlur(signal, (0, 0), 1.2) > held) & (away <= limit)).astype(np.uint8) * 255
    _, labels = cv2.connectedComponents(cv2.morphologyEx(more, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)) | core, connectivity=8)
    mine = np.zeros(int(labels.max()) + 1, np.uint8)
    mine[np.unique(labels[core > 0])] = 255
    mine[0] = 0
    return np.maximum(core, cv2.dilate(mine[labels] & more, _disc(2)))


def _detail(picture: Frame) -> npt.NDArray[Any]:
    grey: Mask = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    return grey - cv2.blur(grey, (15, 15))


def _strength(picture: Frame, writing: Frame, where: Mask) -> float:
    """How much of the writing's pattern is in a picture: about 1 if it is there, 0 if not."""
    pattern = _detail(writing)[where > 0]
    return float(_detail(picture)[where > 0] @ pattern) / (float(pattern @ pattern) + 1e-6)


def _followed(frames: Sequence[Frame], window: Window, look: _Look, middle: int, times: list[int]) -> dict[int, tuple[int, int]]:
    """Where the letters of the middle frame are on the others, as offsets; searched around where they were last."""
    letters = cv2.dilate(look.letters, _disc(2)) > 0
    if not letters.any():
        return dict.fromkeys(times, (0, 0))
    rows, columns = np.flatnonzero(letters.any(axis=1)), np.flatnonzero(letters.any(axis=0))
    y0, x0 = window[0] + rows[0], window[2] + columns[0]
    part = (slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1))
    pattern = (_detail(look.middle) * letters)[part]
    tall, wide = pattern.shape
    enough = _FOUND * float((pattern**2).sum())

    def step(t: int, guess: tuple[int, int], reach: int) -> tuple[int, int] | None:
        """How far from the guess it is, if it is within reach."""
        ways = (guess[0] - reach, guess[1] - reach)
        searched = _moved(frames[t], (y0, y0 + tall + 2 * reach, x0, x0 + wide + 2 * reach), ways)
        fits = cv2.matchTemplate(_detail(searched), pattern, cv2.TM_CCORR)
        best = np.unravel_index(int(fits.argmax()), fits.shape)
        return (int(best[1]) - reach, int(best[0]) - reach) if fits[best] > enough else None

    found = {middle: (0, 0)}
    for direction in (1, -1):
        place, speed = (0, 0), (0, 0)
        t = middle + direction
        while times[0] <= t <= times[-1]:
            guess = (place[0] + speed[0], place[1] + speed[1])
            off = step(t, guess, _REACH) or step(t, guess, _FAR) or (0, 0)  # Gone, or fading: it stays where it was going.
            found[t] = (guess[0] + off[0], guess[1] + off[1])
            moved = (found[t][0] - place[0], found[t][1] - place[1])
            # A pixel more or less is rounding, and no other speed.
            if max(abs(moved[0] - speed[0]), abs(moved[1] - speed[1])) > 1:
                speed = moved
            place = found[t]
            t += direction
    return found


def _standing(
    frames: Sequence[Frame], times: tuple[int, int], middle: Frame, mask: Mask, window: Window, paths: dict[int, tuple[int, int]]
) -> dict[int, float]:
    """The frames on which the letters stand, with their strength: their pattern is looked for outward from the middle of the
    cue."""
    inside = mask > 0
    pattern = _detail(middle)[inside]
    power = float(pattern @ pattern) + 1e-6

    def measured(t: int) -> float:
        return float(_detail(_crop(frames[t], window, paths[t]))[inside] @ pattern) / power

    first, last = times
    sure = min(3, (last - first) // 3)
    strength = {t: 1.0 if first + 8 <= t < last - 8 else min(1.0, measured(t)) for t in range(first + sure, last - sure)}
    for start, step in ((first + sure, -1), (last - sure - 1, 1)):
        t = start
        fading, before = False, measured(t)
        while (t := t + step) in paths:
            found = measured(t)
            # It ends at once, or fades step by step; less than that is the next text in its place, which shares some strokes.
            if found < max(_THERE, min(0.35, 0.4 * before)):
                if fading and found > _THERE / 2:
                    strength[t] = 0.0
                break
            strength[t] = min(1.0, found)
            fading, before = found < 0.8, found
        end = min(strength) if step < 0 else max(strength)
        if strength[end] > _AT_ONCE:
            # What is measured below 1 is then the picture's doing.
            strength.update((t, 1.0) for t in strength if (t < first + 8 if step < 0 else t >= last - 8))
    return dict(sorted(strength.items()))
