"""What writing hides in a strip of picture, taken from other frames of the same shot.

In: the frames of a strip and masks of what is hidden on them. Out: the frames with the picture put back. Never: finding writing,
pixels that are not hidden.

Every hidden pixel is followed through the shot, into the past and into the future, until it is seen; then it is copied from there.
It may move with the camera, as the picture around it does, or with a thing that crosses the picture. A ring of pixels around the
writing is predicted in all these ways: how far that is off tells which of them to follow, how the light has changed, which of the
two sides to trust, and how much of what is merely painted in from around does better. What is never seen is painted in once and
moves with the picture from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from onecrew.media.motion import GRID, Motion, field_of, follow, push_pull

Frame = npt.NDArray[Any]
Mask = npt.NDArray[Any]
_MOST = 8000
"""Blocks sampled at once: OpenCV remaps no row of 32768 pixels."""
_TAPS = 2
"""Blocks from the writing within which a sample would touch it (the cubic kernel, and rounding)."""
_JUDGED = 3
"""Blocks around the writing that are predicted too, to see how well it goes."""
_OTHER = 0.2
"""Share of the worse side's detail."""
_SURE, _GRAINY = 0.5, 3.0
"""Levels (squared) by which a prediction is off at the least; how many times the grain's strength the ring is missed by anyway."""
_ROUGH, _POWER, _AROUND = 0.3, 1.5, 15
"""Colours painted in from around are off (squared) by this much of the squared slopes there, growing so with the distance; blocks
of picture that slopes are taken from."""
_SAME_GRAIN = 8
"""Frames for which grain is measured once."""
_SMOOTHED = 8
"""Rounds of relaxing colours painted in (Jacobi's, of Laplace's equation)."""
_NONE = 0.15
"""Shares of painted colours below this are none: they would only blur."""
_ACROSS, _DOWN = np.array([0, 1, 0, 1], np.float32), np.array([0, 0, 1, 1], np.float32)

Numbers = npt.NDArray[Any]
Reals = npt.NDArray[Any]
Flags = npt.NDArray[Any]
_Way = tuple[int, float, Callable[[Numbers], tuple[Reals, Reals]]]
"""A frame, how far the picture has moved until then at most, and where blocks of a spot (by number) are there."""
_DIFFERENT = 0.15
"""Blocks by which two origins differ, if they do."""
_MOST_OFF, _RATHER = 150.0, 1.5
"""Levels (three channels together) that a miss counts at most, and by which all but these two must be better."""
_CLEARLY = 1.3
"""The camera alone must predict better than the picture's motion by this much to be followed: that was measured there."""
_NEAR, _WIDE = 11, 31
"""Blocks around a block on which its prediction is judged; the wider ones where the near ones show nothing."""
_WRONG, _MANY, _WORTH = 25.0, 0.2, 12.0
"""Where so large a share of blocks is missed by so many levels, more is tried for those that are missed by the last …"""
_FURTHER, _THINGS = (8, 20), 2
"""… frames so much further away, motions of so many things."""
_MOVING, _ALIKE, _FEW = 0.3, 0.5, 40
"""Blocks a frame that a thing moves by at least, that its points differ by, and the points it has at least."""


@dataclass(frozen=True, slots=True)
class _Spot:
    """What is to be predicted in a frame, in blocks of 2x2 pixels: hidden ones, and a ring of visible ones to judge the
    prediction by.

    ``untouched`` (255 on what must not change) is of the strip's size, everything else of half of it, flat. ``blocks``:
    indices of hidden and ring blocks; ``inside``: which of these are hidden; ``number``: a block's place in that list, or -1;
    ``near``: blocks too near to writing to be sampled.
    """

    untouched: Mask
    valid: Flags
    hidden: Mask
    blocks: Numbers
    inside: Flags
    number: Numbers
    near: Flags


def _spot(mask: Mask) -> _Spot:
    height, width = mask.shape
    hidden = (cv2.resize(mask, (width // 2, height // 2), interpolation=cv2.INTER_AREA) > 0).astype(np.uint8)
    wide = _grown(hidden, _JUDGED)
    blocks = np.flatnonzero(wide).astype(np.int32)
    number = np.full(hidden.size, -1, np.int32)
    number[blocks] = np.arange(len(blocks), dtype=np.int32)
    return _Spot(255 - mask, hidden == 0, hidden, blocks, hidden.ravel()[blocks] > 0, number, _grown(hidden, _TAPS).ravel() > 0)


def _grown(mask: Mask, by: int) -> Mask:
    return cv2.dilate(mask, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * by + 1,) * 2))


@dataclass(frozen=True, slots=True)
class _Origins:
    """Where the blocks of a spot are seen on one side of their frame: the number of the frame (-1: nowhere), x and y there."""

    frame: npt.NDArray[np.int16]
    x: Reals
    y: Reals


def _take(origins: _Origins, other: _Origins, which: Numbers) -> None:
    """These blocks are from the other origins."""
    origins.frame[which], origins.x[which], origins.y[which] = other.frame[which], other.x[which], other.y[which]


class Filling:
    """The picture behind the writing of one strip. ``frame`` is to be asked in rising order."""

    def __init__(self, strip: list[Frame], masks: list[Mask | None], cameras: list[npt.NDArray[Any]]) -> None:
        self._strip = strip
        height, width = strip[0].shape[:2]
        self._size = (height, width)
        self._half = (height // 2, width // 2)
        half = (width // 2, height // 2)
        self._before: tuple[int, Frame] | None = None
        block = np.arange(self._half[0] * self._half[1])
        self._x, self._y = (block % self._half[1]).astype(np.float32), (block // self._half[1]).astype(np.float32)
        # The grid point nearest to a block: displacements hardly differ within one.
        rows, columns = self._half[0] // GRID, self._half[1] // GRID
        self._point = (
            np.minimum(self._y.astype(np.int32) // GRID, rows - 1) * columns
            + np.minimum(self._x.astype(np.int32) // GRID, columns - 1)
        ).astype(np.int32)
        self._noises: dict[int, float] = {}
        greys = [cv2.resize(cv2.cvtColor(f, cv2.COLOR_BGR2GRAY), half, interpolation=cv2.INTER_AREA) for f in strip]
        clear = np.ones(self._half, bool)
        made = {id(mask): _spot(mask) for mask in masks if mask is not None}
        self._spots = [None if mask is None else made[id(mask)] for mask in masks]
        self._motion: Motion = follow(greys, [clear if spot is None else spot.valid for spot in self._spots], cameras)

    def _by_motion(self, t: int, direction: int, spot: _Spot) -> Iterator[_Way]:
        """The ways of all that moves, as it was seen."""
        for s, way in self._motion.walk(t, direction):
            moved = float(np.abs(way).max())

            def places(left: Numbers, way: Reals = way) -> tuple[Reals, Reals]:
                blocks = spot.blocks[left]
                shift = way.reshape(-1, 2).take(self._point.take(blocks), axis=0)
                return shift[:, 0] + self._x.take(blocks), shift[:, 1] + self._y.take(blocks)

            yield s, moved, places

    def _by_camera(
        self, t: int, direction: int, spot: _Spot, own: tuple[float, float] = (0.0, 0.0), beyond: int = 0
    ) -> Iterator[_Way]:
        """The ways of what moves with the camera, and besides by so much a frame; ``beyond`` so many frames."""
        height, width = self._half
        corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]], np.float32).T
        for s, affine in self._motion.walk_with_camera(t, direction):
            if abs(s - t) < beyond:
                continue
            a = (affine[:2] + np.array([[0, 0, own[0] * (s - t)], [0, 0, own[1] * (s - t)]])).astype(np.float32)

            def places(left: Numbers, a: Reals = a) -> tuple[Reals, Reals]:
                blocks = spot.blocks[left]
                x, y = self._x.take(blocks), self._y.take(blocks)
                return a[0, 0] * x + a[0, 1] * y + a[0, 2], a[1, 0] * x + a[1, 1] * y + a[1, 2]

            yield s, float(np.abs(a @ corners - corners[:2]).max()), places

    def _origins(self, spot: _Spot, ways: Iterator[_Way], some: Numbers | None = None) -> _Origins:
        """Where the blocks of a frame (or ``some``, by number) are seen on one side of it: in the nearest frame that shows them,
        along the way they move."""
        height, width = self._half
        count = len(spot.blocks)
        found = _Origins(np.full(count, -1, np.int16), np.zeros(count, np.float32), np.zeros(count, np.float32))
        left = np.arange(count) if some is None else some
        for s, moved, places in ways:
            there = self._spots[s]
            if there is spot and moved < _TAPS:
                continue
            x, y = places(left)
            seen = (x >= 0) & (y >= 0) & (x <= width - 1) & (y <= height - 1)
            if there is not None:
                block = np.rint(np.clip(y, 0, height - 1)).astype(np.int32) * width + np.rint(np.clip(x, 0, width - 1)).astype(
                    np.int32
                )
                seen &= ~np.where(spot.inside[left], there.near.take(block), there.number.take(block) >= 0)
            done = left[seen]
            found.frame[done], found.x[done], found.y[done] = s, x[seen], y[seen]
            left = left[~seen]
            if len(left) < 0.002 * count:
                break
        return found

    def _best(self, t: int, direction: int, spot: _Spot, truth: Frame, ring: Numbers) -> _Origins:
        """The origins on one side: of the camera's motion, of the picture's, or of what moves through it as a whole, and with the
        camera in frames further away too (somebody may have stood there); for each block those that predict best what is seen
        around it."""
        near = self._origins(spot, self._by_camera(t, direction, spot))
        own = self._origins(spot, self._by_motion(t, direction, spot))
        apart = np.maximum(np.abs(near.x - own.x), np.abs(near.y - own.y))
        if not ((apart > _DIFFERENT) | (near.frame != own.frame)).any():
            return own
        with_camera = (_CLEARLY * self._missed(spot, truth, near, ring)).take(spot.blocks)
        least = self._missed(spot, truth, own, ring).take(spot.blocks)
        _take(own, near, np.flatnonzero(with_camera < least))
        least = np.minimum(with_camera, least)
        if float(np.mean(least > _WRONG)) > _MANY:
            wrong = np.flatnonzero(least > _WORTH)
            reached = near.frame[near.frame >= 0]
            first = abs(int(np.median(reached)) - t) if len(reached) else 0
            more = [self._by_camera(t, direction, spot, (0.0, 0.0), first + further) for further in _FURTHER]
            more += [self._by_camera(t, direction, spot, speed) for speed in self._speeds(t, direction, spot)]
            beside = wrong[~spot.inside[wrong]]
            for ways in more:
                other = self._origins(spot, ways, wrong)
                missed = self._missed(spot, truth, other, ring, beside).take(spot.blocks[wrong]) + _RATHER
                better = missed < least[wrong]
                _take(own, other, wrong[better])
                least[wrong[better]] = missed[better]
        return own

    def _speeds(self, t: int, direction: int, spot: _Spot) -> list[tuple[float, float]]:
        """The most frequent motions, in pixels a frame, of what does not move with the camera around the writing."""
        gap = t if direction > 0 else t - 1
        if not 0 <= gap < len(self._motion.cut) or self._motion.cut[gap]:
            return []
        way = self._motion.ahead[gap] if direction > 0 else self._motion.back[gap]
        rows, columns = way.shape[:2]
        camera = self._motion.camera[gap] if direction > 0 else np.linalg.inv(self._motion.camera[gap])
        own = (way - field_of(camera, rows, columns)) * direction
        seen = cv2.resize(spot.valid.astype(np.uint8), (columns, rows), interpolation=cv2.INTER_NEAREST) > 0
        moving = own[seen & (np.abs(own).max(axis=2) > _MOVING)]
        bins = np.rint(moving / _ALIKE).astype(int)
        _, which, counts = np.unique(bins @ np.array([1009, 1]), return_inverse=True, return_counts=True)
        found: list[tuple[float, float]] = []
        for kind in np.argsort(counts, kind="stable")[::-1][: 2 * _THINGS]:
            x, y = (float(v) for v in moving[which.ravel() == kind].mean(axis=0))
            if counts[kind] > _FEW and all(abs(x - a) + abs(y - b) > 1.5 * _ALIKE for a, b in found):
                found.append((x, y))
        return found[:_THINGS]

    def _missed(self, spot: _Spot, truth: Frame, origins: _Origins, ring: Numbers, some: Numbers | None = None) -> Reals:
        """By how much a prediction misses what is seen around each block (in ``some`` of the ring), of the half size."""
        height, width = self._half
        centre = np.array([0.5], np.float32)
        if some is not None:
            ring, truth = some, truth[np.searchsorted(ring, some)]
        off = np.abs(truth - self._sampled(origins, ring, centre, centre, cv2.INTER_LINEAR)[:, 0]).sum(axis=1)
        sums = np.zeros((height * width, 2), np.float32)
        seen = origins.frame[ring] >= 0
        sums[spot.blocks[ring[seen]], 0], sums[spot.blocks[ring[seen]], 1] = np.minimum(off[seen], _MOST_OFF), 1
        # What is seen nowhere is wrong.
        nowhere = spot.blocks[ring[~seen]]
        sums[nowhere, 0], sums[nowhere, 1] = _MOST_OFF, 1
        sums = sums.reshape(height, width, 2)
        near, wide = cv2.blur(sums, (_NEAR, _NEAR)), cv2.blur(sums, (_WIDE, _WIDE))
        missed = (near[:, :, 0] + 0.05 * wide[:, :, 0]) / (near[:, :, 1] + 0.05 * wide[:, :, 1] + 1e-6)
        hidden = np.zeros(height * width, np.float32)
        hidden[spot.blocks[spot.inside & (origins.frame < 0)]] = 1000
        return np.asarray(missed + hidden.reshape(height, width))

    def frame(self, t: int) -> Frame:
        """Frame t with what is hidden put back."""
        spot = self._spots[t]
        assert spot is not None
        height, width = self._half
        picture = self._strip[t]
        inner, ring = np.flatnonzero(spot.inside), np.flatnonzero(~spot.inside)
        blocks = spot.blocks[inner]
        truth = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA).reshape(-1, 3)[spot.blocks[ring]]
        guesses, trusts = [], []
        doubt = np.full(len(blocks), 255, np.float32)
        for origins in (self._best(t, -1, spot, truth, ring), self._best(t, 1, spot, truth, ring)):
            light = self._light(spot.blocks[ring], truth, origins, ring).take(blocks, axis=0)
            seen = origins.frame[inner] >= 0
            guesses.append(self._sampled(origins, inner, _ACROSS, _DOWN, cv2.INTER_CUBIC) + light[:, None, :3])
            trusts.append(seen / ((light[:, 3] + 2) ** 2 * (np.abs(origins.frame[inner] - t) + 4.0)))
            doubt = np.minimum(doubt, np.where(seen, light[:, 3], 255))
        found = self._blended(blocks, guesses, trusts)
        lost = trusts[0] + trusts[1] == 0
        if lost.any():
            found, lost = self._kept(t, blocks, found, lost)
        # Both the frames around and the colours around are off by so much; what is off less counts more.
        moved = np.maximum(doubt - _GRAINY * self._noise(t), 0) ** 2 + _SURE
        share = np.where(lost, 1, moved / (moved + self._painted_off(picture, spot).take(blocks))).astype(np.float32)
        share[(share < _NONE)] = 0
        if lost.any() or float(share.mean()) > 0.01:
            found = self._painted(picture, blocks, found, share)
        result = picture.copy()
        self._put(result, blocks, found)
        cv2.copyTo(picture, spot.untouched, result)
        self._before = (t, result)
        made = share + (trusts[0] + trusts[1] == 0)
        if made.any():
            grained = result.copy()
            self._put(grained, blocks, found + self._grain(t, len(blocks)) * np.minimum(made, 1)[:, None, None])
            cv2.copyTo(picture, spot.untouched, grained)
            return grained
        return result

    def _put(self, picture: Frame, blocks: Numbers, colours: Reals) -> None:
        height, width = self._half
        rows, columns = np.divmod(blocks, width)
        view = picture.reshape(height, 2, width, 2, 3)
        view[rows, :, columns] = np.clip(np.rint(colours), 0, 255).astype(np.uint8).reshape(-1, 2, 2, 3)

    def _light(self, ring: Numbers, truth: Frame, origins: _Origins, which: npt.NDArray[np.intp]) -> Reals:
        """What a prediction from these origins lacks, smoothly carried from the ring inward: three channels, and how far it is off.

        Light changes, and a frame from further away may show something else: both are seen on the ring. (blocks, 4).
        """
        height, width = self._half
        centre = np.array([0.5], np.float32)
        found = origins.frame[which] >= 0
        off = truth - self._sampled(origins, which, centre, centre, cv2.INTER_LINEAR)[:, 0]
        off = np.clip(off[found], -50, 50)
        sums = np.zeros((height * width, 5), np.float32)
        sums[ring[found]] = np.column_stack([off, np.abs(off).max(axis=1), np.ones(len(off), np.float32)])
        small = cv2.resize(sums.reshape(height, width, 5), (width // 2, height // 2), interpolation=cv2.INTER_AREA)
        weight = small[:, :, 4]
        light = push_pull(small[:, :, :4] / np.maximum(weight, 1e-3)[:, :, None], np.minimum(weight * 2, 1))
        return cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR).reshape(-1, 4)

    def _blended(self, blocks: Numbers, guesses: list[Reals], trusts: list[Reals]) -> Reals:
        """Coarse colours of both, fine detail of the better one: a mean of both would have less grain than the film (Burt and
        Adelson, "A Multiresolution Spline", 1983, with two bands)."""
        height, width = self._half
        first, second = guesses
        share = (trusts[0] / np.maximum(trusts[0] + trusts[1], 1e-12)).astype(np.float32)
        both = (trusts[0] > 0) & (trusts[1] > 0)
        apart = np.zeros((height * width, 4), np.float32)
        apart[blocks] = np.column_stack([(second - first).mean(axis=1), np.ones(len(blocks), np.float32)]) * both[:, None]
        smooth = cv2.blur(apart.reshape(height, width, 4), (5, 5)).reshape(-1, 4).take(blocks, axis=0)
        apart = (smooth[:, :3] / np.maximum(smooth[:, 3:], 1e-3) * both[:, None])[:, None]
        weight = share[:, None, None]
        fine = np.where(both[:, None, None], second - first - apart, 0)
        # A little of the other's detail calms what was sampled between pixels, and costs less grain than anyone sees.
        one, other = np.minimum(1 - weight, _OTHER), np.minimum(weight, _OTHER)
        blended: Reals = np.where(weight >= 0.5, first + (1 - weight) * apart + one * fine, second - weight * apart - other * fine)
        return blended

    def _kept(self, t: int, blocks: Numbers, found: Reals, lost: Flags) -> tuple[Reals, Flags]:
        """What no frame shows is moved along from the frame before, so that it stands still on what it belongs to; and what is
        still lost then."""
        if self._before is None or self._before[0] != t - 1 or self._motion.cut[t - 1]:
            return found, lost
        height, width = self._half
        which = np.flatnonzero(lost)
        way = cv2.resize(self._motion.back[t - 1], (width, height)).reshape(-1, 2).take(blocks[which], axis=0)
        x, y = way[:, 0] + self._x.take(blocks[which]), way[:, 1] + self._y.take(blocks[which])
        inside = (x >= 0) & (y >= 0) & (x <= width - 1) & (y <= height - 1)
        origins = _Origins(np.where(inside, 0, -1).astype(np.int16), x, y)
        moved = self._sampled(origins, np.arange(len(which)), _ACROSS, _DOWN, cv2.INTER_CUBIC, [self._before[1]])
        found, lost = found.copy(), lost.copy()
        found[which[inside]] = moved[inside]
        lost[which[inside]] = False
        return found, lost

    def _painted(self, picture: Frame, blocks: Numbers, found: Reals, share: Reals) -> Reals:
        """Colours of the surroundings, ever smoother (``push_pull``), in these shares, at half size."""
        height, width = self._half
        small = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA).astype(np.float32)
        small.reshape(-1, 3)[blocks] = found.mean(axis=1)
        known = np.ones(height * width, np.float32)
        known[blocks[share > 0]] = 0
        seen = (known > 0).astype(np.uint8).reshape(height, width)
        painted = push_pull(small, known.reshape(height, width))
        for _ in range(_SMOOTHED):
            cv2.copyTo(small, seen, painted)
            painted = cv2.blur(painted, (3, 3))
        cv2.copyTo(small, seen, painted)
        large = cv2.resize(painted, (2 * width, 2 * height), interpolation=cv2.INTER_LINEAR).reshape(height, 2, width, 2, 3)
        rows, columns = np.divmod(blocks, width)
        colours = large[rows, :, columns].reshape(-1, 4, 3).astype(np.float32)
        return found + share[:, None, None] * (colours - found)

    def _painted_off(self, picture: Frame, spot: _Spot) -> Reals:
        """By how much (squared) colours painted in from around may be off, for every block: more the rougher the picture is there
        and the further away what is seen."""
        height, width = self._half
        small = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (width, height), interpolation=cv2.INTER_AREA)
        valid = cv2.erode(spot.valid.astype(np.uint8), np.ones((3, 3), np.uint8), borderValue=1).astype(np.float32)
        dx, dy = cv2.Sobel(small, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(small, cv2.CV_32F, 0, 1, scale=0.125)
        rough = (dx * dx + dy * dy) * valid
        sums = np.dstack([rough, valid])
        pooled = (
            cv2.blur(sums, (_AROUND, _AROUND))
            + 0.05 * cv2.blur(sums, (4 * _AROUND + 1, 4 * _AROUND + 1))
            + 0.002 * sums.mean(axis=(0, 1))
        )
        away = cv2.distanceTransform(spot.hidden, cv2.DIST_L2, 3)
        off: Reals = (_ROUGH * pooled[:, :, 0] / np.maximum(pooled[:, :, 1], 1e-6) * away**_POWER).ravel() + 1.0
        return off

    def _noise(self, t: int) -> float:
        """How strong the grain is around frame t, measured where a picture is calmest (Immerkær, "Fast Noise Variance
        Estimation", 1996)."""
        t -= t % _SAME_GRAIN
        if t not in self._noises:
            grey = cv2.cvtColor(self._strip[t], cv2.COLOR_BGR2GRAY)
            fine = np.abs(cv2.filter2D(grey, cv2.CV_32F, np.array([[1, -2, 1], [-2, 4, -2], [1, -2, 1]], np.float32)))
            cells = cv2.resize(fine, (max(1, grey.shape[1] // 16), max(1, grey.shape[0] // 16)), interpolation=cv2.INTER_AREA)
            self._noises[t] = float(np.percentile(cells, 25)) * float(np.sqrt(np.pi / 2)) / 6
        return self._noises[t]

    def _grain(self, t: int, count: int) -> Reals:
        """Grain like that of the frame, for blocks that have none."""
        noise = np.random.default_rng(t).standard_normal((count, 4, 1), dtype=np.float32)
        return noise * np.float32(self._noise(t))

    def _sampled(
        self,
        origins: _Origins,
        which: npt.NDArray[np.intp],
        across: Reals,
        down: Reals,
        how: int,
        frames: Sequence[Frame] | None = None,
    ) -> Reals:
        """Colours of blocks at their origins, at these places (pixels from the block's first): (blocks, places, 3)."""
        numbers = origins.frame[which]
        colours = np.zeros((len(which), len(across), 3), np.float32)
        order = np.argsort(numbers, kind="stable")
        different, starts = np.unique(numbers[order], return_index=True)
        for number, part in zip(different, np.split(order, starts[1:]), strict=True):
            if number < 0:
                continue
            source = (frames or self._strip)[number]
            for some in np.split(part, range(_MOST, len(part), _MOST)):
                x = (2 * origins.x[which[some]])[:, None] + across
                y = (2 * origins.y[which[some]])[:, None] + down
                taken = cv2.remap(source, x.reshape(1, -1), y.reshape(1, -1), how, borderMode=cv2.BORDER_REPLICATE)
                colours[some] = taken.reshape(-1, len(across), 3)
        return colours
