"""How a strip of picture moves from frame to frame, although writing stands still on it.

In: grey strips at half size, where they are valid (no writing). Out: displacement fields between frames. Never: colours, filling.

Neighbouring frames are compared by dense inverse search (Kroeger, Timofte, Dai, Van Gool, "Fast Optical Flow using Dense Inverse
Search", 2016; OpenCV's DISOpticalFlow). Where either frame is not valid both are made equal first, so that letters, which never
move, do not hold the flow back. Flow found on valid ground is carried into the rest by push-pull (Gortler, Grzeszczuk,
Szeliski, Cohen, "The Lumigraph", 1996), around an affine motion of the camera fitted robustly to it.

Fields are (height, width, 2) float32 x, y displacements in pixels of the half-size strip, on a grid of every second of its pixels.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[Any]
"""(h, w) uint8."""
Field = npt.NDArray[Any]
"""(h, w, n) float32."""

GRID = 2
"""Half-size pixels per grid point."""
_CUT = 18
"""Grey levels that neighbouring frames differ by, at the median, when they are not of one shot."""
_OWN = 0.08
"""Half-size pixels a frame; what differs less from the camera's motion moves with it."""
_ASTRAY = 0.6
"""Half-size pixels by which a fit to a key frame may differ from what was expected; beyond, it follows something else."""
_POINTS, _PARTS = 3000, 6
"""Points of a key frame, and the parts of it along each side that have the same share of them."""
_JERK, _KEPT = 1.5, 25
"""Pixels of a view by which its motion changes at most from frame to frame, and frames that a key is kept for; then it is asked
anew what moves."""
_DISTANCES = (*range(1, 9), 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, *range(80, 400, 16))
_WIDER = 0.02
"""Weight of a window against one half as wide."""


def push_pull(values: Field, weight: Field, levels: int = 6) -> Field:
    """Values where their weight is 1, and what surrounds them, ever more smoothly, where it is 0.

    ``values``: (h, w) or (h, w, n); ``weight``: (h, w), 0–1.
    """
    flat = values.ndim == 2
    known = weight[:, :, None]
    stack = [np.concatenate([(values[:, :, None] if flat else values) * known, known], axis=2)]
    while len(stack) <= levels and min(stack[-1].shape[:2]) > 2:
        stack.append(cv2.pyrDown(stack[-1]))
    coarse = stack[-1]
    result = coarse[:, :, :-1] / np.maximum(coarse[:, :, -1:], 1e-6)
    for layer in reversed(stack[:-1]):
        height, width = layer.shape[:2]
        raised = cv2.resize(result, (width, height), interpolation=cv2.INTER_LINEAR)
        if raised.ndim == 2:
            raised = raised[:, :, None]
        part = np.minimum(layer[:, :, -1:] * 16, 1.0)
        result = raised + part * (layer[:, :, :-1] / np.maximum(layer[:, :, -1:], 1e-6) - raised)
    return np.ascontiguousarray(result[:, :, 0] if flat else result)


@cache
def _dis() -> cv2.DISOpticalFlow:
    dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    dis.setFinestScale(2)
    return dis


@cache
def positions(height: int, width: int, step: int = 1) -> Field:
    """(height, width, 2): x and y of every pixel or, with ``step``, of every grid point's middle."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.stack([x, y], axis=2) * step + (step - 1) / 2


def residual(here: Grey, there: Grey, valid: npt.NDArray[np.bool_]) -> Field:
    """What still moves between two strips already laid over each other; not to be believed where it is not ``valid``, nor near
    that."""
    return _halved(_dis().calc(here, np.where(valid, there, here), None))  # type: ignore[call-overload]


def refined(
    here: Grey, there: Grey, valid: npt.NDArray[np.bool_], valid_there: npt.NDArray[np.bool_], base: Field, own: Field, rounds: int
) -> Field:
    """What moves on its own over a base motion, exact on valid ground, and carried from there into the rest; 0 where the base
    explains the picture as well.

    Least squares over windows (Lucas and Kanade, 1981) with Cauchy weights, the sums taken over valid pixels only, so that nothing
    pulls it. Sums of ever wider windows are added with ever less weight: they decide where the narrower ones see nothing.
    """
    size = (own.shape[1], own.shape[0])
    smooth = cv2.GaussianBlur(here, (5, 5), 1.2, dst=None).astype(np.float32)
    there = cv2.GaussianBlur(there, (5, 5), 1.2)
    for turn in range(rounds + 1):
        start = base + own
        seen = laid(there, start).astype(np.float32)
        both = valid & (laid(valid_there.astype(np.uint8) * 255, start) > 250)
        usable = cv2.erode(both.astype(np.uint8), np.ones((5, 5), np.uint8), borderValue=1).astype(np.float32)
        change = seen - smooth
        if turn == rounds:
            break
        weight = usable / (1 + (change / 8) ** 2)
        mean = cv2.addWeighted(smooth, 0.5, seen, 0.5, 0)
        x, y = cv2.Sobel(mean, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(mean, cv2.CV_32F, 0, 1, scale=0.125)
        wx, wy = weight * x, weight * y
        before = cv2.resize(own, (here.shape[1], here.shape[0]))
        change = change - x * before[:, :, 0] - y * before[:, :, 1]
        xx, xy, yy, xt, yt, _ = cv2.split(_pooled([wx * x, wx * y, wy * y, wx * change, wy * change], usable, size))
        ridge = 0.01 * (xx + yy) + 1e-9
        xx, yy = xx + ridge, yy + ridge
        scale = 1 / (xx * yy - xy * xy)
        own = np.stack([(xy * yt - yy * xt) * scale, (xy * xt - xx * yt) * scale], axis=2)
    plain = (laid(there, base).astype(np.float32) - smooth) * usable
    with_own, without, _ = cv2.split(_pooled([np.abs(change * usable), np.abs(plain)], usable, size))
    gain = 1 - with_own / np.maximum(without, 1e-6)
    large = np.sqrt((own**2).sum(axis=2)) / _OWN - 1
    kept: Field = own * (np.clip(large, 0, 1) * np.clip((gain - 0.06) / 0.06, 0, 1))[:, :, None]
    return _nearest(kept, _halved(usable) > 0.6)


def _nearest(values: Field, known: npt.NDArray[np.bool_]) -> Field:
    """Where not known, what is at the nearest place that is: motions have borders, and a mean of two is true of neither."""
    if known.all() or not known.any():
        return values
    _, labels = cv2.distanceTransformWithLabels((~known).astype(np.uint8), cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL)
    at = np.zeros(int(labels.max()) + 1, np.int64)
    at[labels[known]] = np.flatnonzero(known)
    filled = values.reshape(-1, 2)[at[labels]]
    return np.where(known[:, :, None], values, cv2.blur(filled, (5, 5)))


def _pooled(sums: list[Field], usable: Field, size: tuple[int, int]) -> Field:
    """Half-size sums over windows around every grid point; wider ones count less, and so do those with little to see in them."""
    layers = [_halved(cv2.merge([*sums, usable]))]
    while len(layers) < 6 and min(layers[-1].shape[:2]) > 3:
        layers.append(cv2.pyrDown(layers[-1]))
    total = layers[-1]
    for layer in reversed(layers[2:-1]):
        layer = layer * np.minimum(1, 3 * layer[:, :, -1:]) ** 2
        total = layer + _WIDER * cv2.resize(total, (layer.shape[1], layer.shape[0]), interpolation=cv2.INTER_LINEAR)
    return cv2.resize(total, size, interpolation=cv2.INTER_LINEAR)


def _halved(values: Field) -> Field:
    return cv2.resize(values, (values.shape[1] // GRID, values.shape[0] // GRID), interpolation=cv2.INTER_AREA)


def laid(strip: Grey, shift: Field) -> Grey:
    """A half-size strip as seen through a field: its pixel at x + shift(x); 0 outside it."""
    height, width = strip.shape[:2]
    where = positions(height, width) + cv2.resize(shift, (width, height), interpolation=cv2.INTER_LINEAR)
    return _sampled(strip, where, cv2.BORDER_CONSTANT)


def _sampled(values: Field, where: Field, border: int) -> Field:
    found: Field = cv2.remap(values, where, None, cv2.INTER_LINEAR, borderMode=border)  # type: ignore[call-overload]
    return found


def affine_of(shift: Field, weight: Field) -> npt.NDArray[Any]:
    """The 3x3 affine motion that the largest part of a field follows; ``weight``: what each of its points counts, 0–1.

    Somebody who fills half the picture must not count: it begins with the most frequent displacement, and is fitted by least
    squares, reweighted ever more narrowly (Geman-McClure).
    """
    height, width = shift.shape[:2]
    where = positions(height, width, GRID)[::3, ::3].reshape(-1, 2).astype(np.float64)
    target = shift[::3, ::3].reshape(-1, 2).astype(np.float64)
    base = weight[::3, ::3].reshape(-1).astype(np.float64)
    scale = max(height, width) * GRID / 2
    middle = where.mean(axis=0)
    design = np.column_stack([(where - middle) / scale, np.ones(len(where))])
    bins = np.rint(target / 0.5).astype(int)
    _, first, which = np.unique(bins @ np.array([100_003, 1]), return_index=True, return_inverse=True)
    frequent = bins[first[np.bincount(which.ravel(), base).argmax()]] * 0.5
    solution = np.array([[0, 0], [0, 0], frequent])
    for spread in (1.5, 1.0, 0.7, 0.5, 0.35, 0.25):
        error = ((target - design @ solution) ** 2).sum(axis=1)
        weighted = design * (base / (1 + error / spread**2) ** 2 + 1e-9)[:, None]
        solution = np.linalg.solve(design.T @ weighted + 1e-6 * np.eye(3), weighted.T @ target)
    made = np.eye(3)
    made[:2, :2] += solution[:2].T / scale
    made[:2, 2] = solution[2] - solution[:2].T @ middle / scale
    return made


def field_of(affine: npt.NDArray[Any], height: int, width: int) -> Field:
    """The displacements of a 3x3 affine motion on a grid of this size."""
    where = positions(height, width, GRID)
    shift = (affine - np.eye(3))[:2].astype(np.float32)
    return where @ shift[:, :2].T + shift[:, 2]


def after(first: Field, second: Field) -> Field:
    """The displacement of going by ``first`` and from there by ``second``."""
    height, width = first.shape[:2]
    where = (positions(height, width, GRID) + first - (GRID - 1) / 2) / GRID
    moved: Field = first + _sampled(second, where.astype(np.float32), cv2.BORDER_REPLICATE)
    return moved


def reverse(shift: Field) -> Field:
    """The field that leads back (fixed point, three rounds)."""
    back = -shift
    for _ in range(3):
        back = -(after(back, shift) - back)
    return back


@dataclass
class Motion:
    """The motion of a run of frames. ``ahead[t]``: from t to t + 1; ``back[t]``: from t + 1 to t; ``cut[t]``: no way between
    them; ``camera[t]``: what of ``ahead[t]`` is the camera's, 3x3 affine."""

    ahead: list[Field] = field(default_factory=list)
    back: list[Field] = field(default_factory=list)
    cut: list[bool] = field(default_factory=list)
    camera: list[npt.NDArray[Any]] = field(default_factory=list)
    _leaps: dict[tuple[int, int, int], Field] = field(default_factory=dict)

    def walk(self, t: int, direction: int) -> Iterator[tuple[int, Field]]:
        """Frames ever further from t (``direction`` 1 or -1), with the way to them: every one at first, then fewer and fewer."""
        for distance in self._distances(t, direction):
            s, way = t, None
            for bit in reversed(range(distance.bit_length())):
                leap = 1 << bit
                if distance & leap:
                    part = self._leap(s, direction, leap)
                    way = part if way is None else after(way, part)
                    s += direction * leap
            assert way is not None
            yield s, way

    def walk_with_camera(self, t: int, direction: int) -> Iterator[tuple[int, npt.NDArray[Any]]]:
        """The same frames, with the 3x3 affine way of what moves with the camera alone."""
        way, s = np.eye(3), t
        for distance in self._distances(t, direction):
            while s != t + direction * distance:
                way = (self.camera[s] if direction > 0 else np.linalg.inv(self.camera[s - 1])) @ way
                s += direction
            yield s, way

    def _distances(self, t: int, direction: int) -> list[int]:
        room = 0
        while 0 <= (gap := t + room if direction > 0 else t - 1 - room) < len(self.cut) and not self.cut[gap]:
            room += 1
        return [*(d for d in _DISTANCES if d < room), room] if room else []

    def _leap(self, t: int, direction: int, leap: int) -> Field:
        """The way from t to ``leap`` (a power of 2) frames further."""
        if leap == 1:
            return self.ahead[t] if direction > 0 else self.back[t - 1]
        place = (t, direction, leap)
        if place not in self._leaps:
            half = leap // 2
            way = after(self._leap(t, direction, half), self._leap(t + direction * half, direction, half))
            self._leaps[place] = way
        return self._leaps[place]


def _apart(one: npt.NDArray[Any], other: npt.NDArray[Any], rows: int, columns: int) -> float:
    return float(np.abs(field_of(one, rows, columns) - field_of(other, rows, columns)).max())


VIEW = 4
"""Pixels of the picture per pixel of a view."""


def camera_of(views: list[Grey], left: int, top: int) -> list[npt.NDArray[Any]]:
    """What the camera did between neighbouring frames, seen on whole pictures: 3x3 affine, in pixels of the half-size strip that
    begins at ``left``, ``top``. ``views``: pictures at a quarter of their size.

    Around the writing there may be little but somebody who walks past; most of a whole picture mostly moves with the camera.
    """
    half = VIEW / 2
    to_strip = np.array([[half, 0, (half - 1 - left) / 2], [0, half, (half - 1 - top) / 2], [0, 0, 1]])
    found: list[npt.NDArray[Any]] = []
    if not views:
        return found
    whole = np.ones(views[0].shape, bool)
    since, step, key, to_key = 0, np.eye(3), _Key.of(views[0], whole), np.eye(3)
    for here, there in pairwise(views):
        going_on = key.fitted(there, whole, to_key @ np.linalg.inv(step))
        if (
            going_on is None
            or _apart(going_on, to_key @ np.linalg.inv(step), *_rows_and_columns(there)) > _JERK
            or len(found) - since >= _KEPT
        ):
            # A new key, and where the camera went is asked of a dense flow.
            since, key, to_key = len(found), _Key.of(here, whole), np.eye(3)
            seen = _seen(here, there)
            starts = [np.linalg.inv(start) for start in (seen, step)]
            tried = [fit for fit in (key.fitted(there, whole, start) for start in starts) if fit is not None]
            going_on = min(tried, key=lambda fit: key.missed(there, fit)) if tried else starts[0]
        step, to_key = np.linalg.inv(going_on) @ to_key, going_on
        found.append(to_strip @ step @ np.linalg.inv(to_strip))
    return found


def _rows_and_columns(grey: Grey) -> tuple[int, int]:
    return grey.shape[0] // GRID, grey.shape[1] // GRID


def _seen(here: Grey, there: Grey) -> npt.NDArray[Any]:
    """The most frequent motion between two views, roughly."""
    flow = _halved(_dis().calc(here, there, None))  # type: ignore[call-overload]
    # On a plain wall or in flat colours no motion is seen, and none is no evidence of rest.
    slope = np.hypot(cv2.Sobel(here, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(here, cv2.CV_32F, 0, 1, scale=0.125))
    return affine_of(flow, _halved(np.minimum(slope / 6, 1)))


def follow(greys: list[Grey], valids: list[npt.NDArray[np.bool_]], cameras: list[npt.NDArray[Any]]) -> Motion:
    """The motion between all neighbouring strips. ``cameras``: from ``camera_of``, not yet exact.

    ``greys``: (h, w), ``valids``: same size, False where writing stands. The camera is followed against a key frame as long as
    that is in view, so that its errors do not add up; what moves on its own is added where it clearly does.
    """
    found = Motion()
    if not greys:
        return found
    height, width = greys[0].shape
    rows, columns = height // GRID, width // GRID
    step, own = np.eye(3), np.zeros((rows, columns, 2), np.float32)
    key, to_key = _Key.of(greys[0], valids[0]), np.eye(3)
    for t in range(len(greys) - 1):
        here, there = greys[t], greys[t + 1]
        guess = cameras[t]
        for _ in range(2):
            start = field_of(guess, rows, columns) + own
            seen = laid(there, start)
            both = valids[t] & (laid(valids[t + 1].astype(np.uint8) * 255, start) > 250)
            total = start + residual(here, seen, both)
            # Inverse search looks at patches of eight pixels: near writing they are partly made up.
            weight = _halved(cv2.erode(both.astype(np.uint8), np.ones((7, 7), np.uint8), borderValue=1).astype(np.float32))
            own = push_pull(total - field_of(guess, rows, columns), weight**2)
            if float(np.percentile(np.abs(total - start), 98)) < 0.4:
                break
        apart = float(np.median(cv2.absdiff(here, laid(there, total))[both])) if both.any() else 255.0
        if apart > _CUT:
            own = np.zeros((rows, columns, 2), np.float32)
            found.ahead.append(own)
            found.back.append(own)
            found.cut.append(True)
            found.camera.append(np.eye(3))
            step, key, to_key = np.eye(3), _Key.of(there, valids[t + 1]), np.eye(3)
            continue
        told = to_key @ np.linalg.inv(guess)
        fitted = key.fitted(there, valids[t + 1], told)
        if fitted is None or _apart(fitted, told, rows, columns) > _ASTRAY:
            key, to_key, told = _Key.of(here, valids[t]), np.eye(3), np.linalg.inv(guess)
            fitted = key.fitted(there, valids[t + 1], told)
            if fitted is None or _apart(fitted, told, rows, columns) > _ASTRAY:
                fitted = told
        step = np.linalg.inv(fitted) @ to_key
        to_key = fitted
        camera = field_of(step, rows, columns)
        own = push_pull(total - camera, weight**2)
        own = refined(here, there, valids[t], valids[t + 1], camera, own, 2)
        found.ahead.append(camera + own)
        found.back.append(reverse(camera + own))
        found.cut.append(False)
        found.camera.append(step)
    return found


@dataclass(frozen=True, slots=True)
class _Key:
    """A frame the camera is followed against: inverse compositional alignment (Baker and Matthews, "Lucas-Kanade 20 Years On",
    2004), six affine parameters and one for the light, on the pixels with the most detail, with Cauchy weights."""

    x: npt.NDArray[Any]
    y: npt.NDArray[Any]
    values: npt.NDArray[Any]
    slopes: npt.NDArray[Any]
    middle: tuple[float, float]
    scale: float

    @staticmethod
    def of(grey: Grey, valid: npt.NDArray[np.bool_]) -> _Key:
        smooth = _smooth(grey)
        gx, gy = cv2.Sobel(smooth, cv2.CV_32F, 1, 0, scale=0.125), cv2.Sobel(smooth, cv2.CV_32F, 0, 1, scale=0.125)
        usable = cv2.erode(valid.astype(np.uint8), np.ones((7, 7), np.uint8), borderValue=1) > 0
        usable[:3], usable[-3:], usable[:, :3], usable[:, -3:] = False, False, False, False
        strength = np.where(usable, gx * gx + gy * gy, 0)
        height, width = grey.shape
        rows, columns = _strongest(strength)
        middle, scale = (width / 2, height / 2), max(width, height) / 2
        u, v = (columns - middle[0]) / scale, (rows - middle[1]) / scale
        dx, dy = gx[rows, columns].astype(np.float64), gy[rows, columns].astype(np.float64)
        slopes = np.stack([dx * u, dx * v, dx, dy * u, dy * v, dy, np.ones(len(u))], axis=1)
        return _Key(u, v, smooth[rows, columns].astype(np.float64), slopes, middle, scale)

    def missed(self, grey: Grey, fit: npt.NDArray[Any]) -> float:
        """Levels by which the points of the key are missed by a fit, whatever the light."""
        back = np.linalg.inv(fit)
        unit = np.array([[self.scale, 0, self.middle[0]], [0, self.scale, self.middle[1]], [0, 0, 1]])
        x, y, _ = (back @ unit @ np.stack([self.x, self.y, np.ones(len(self.x))])).astype(np.float32)
        error = cv2.remap(_smooth(grey), x[None], y[None], cv2.INTER_LINEAR)[0] - self.values
        return float(np.minimum(np.abs(error - np.median(error)), 20).mean())

    def fitted(self, grey: Grey, valid: npt.NDArray[np.bool_], start: npt.NDArray[Any]) -> npt.NDArray[Any] | None:
        """The 3x3 affine from a frame to this one, found from a good guess; None when too little of it is in view."""
        if len(self.x) < 200:
            return None
        smooth = _smooth(grey)
        usable = cv2.erode(valid.astype(np.uint8), np.ones((5, 5), np.uint8), borderValue=1)
        height, width = grey.shape
        unit = np.array([[self.scale, 0, self.middle[0]], [0, self.scale, self.middle[1]], [0, 0, 1]])
        warp = np.linalg.inv(unit) @ np.linalg.inv(start) @ unit
        for _ in range(4):
            pixels = unit @ warp
            x = (pixels[0, 0] * self.x + pixels[0, 1] * self.y + pixels[0, 2]).astype(np.float32)
            y = (pixels[1, 0] * self.x + pixels[1, 1] * self.y + pixels[1, 2]).astype(np.float32)
            inside = (x >= 2) & (y >= 2) & (x <= width - 3) & (y <= height - 3)
            inside &= usable[np.clip(np.rint(y), 0, height - 1).astype(int), np.clip(np.rint(x), 0, width - 1).astype(int)] > 0
            if inside.mean() < 0.45:
                return None
            there = cv2.remap(smooth, x[None], y[None], cv2.INTER_LINEAR)[0]
            error = np.where(inside, there - self.values, 0)
            error = error - np.median(error[inside])
            spread = max(0.5, 1.5 * float(np.median(np.abs(error[inside]))))
            weighted = self.slopes * (inside / (1 + (error / spread) ** 2))[:, None]
            change = np.linalg.solve(self.slopes.T @ weighted + 1e-3 * np.eye(7), weighted.T @ error)
            delta = np.eye(3)
            delta[:2] += change[:6].reshape(2, 3) / self.scale
            warp = warp @ np.linalg.inv(delta)
            if np.abs(change[:6]).max() < 0.004:
                break
        return np.linalg.inv(unit @ warp @ np.linalg.inv(unit))


def _strongest(strength: Field) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Rows and columns of the strongest points of every part of a picture: what is near the camera must not have them all."""
    height, width = strength.shape
    chosen = np.zeros(strength.shape, bool)
    down, across = np.linspace(0, height, _PARTS + 1).astype(int), np.linspace(0, width, _PARTS + 1).astype(int)
    for top, bottom in pairwise(down):
        for left, right in pairwise(across):
            part = strength[top:bottom, left:right]
            count = min(part.size, _POINTS // _PARTS**2)
            least = float(np.partition(part.ravel(), part.size - count)[part.size - count]) if count else 0.0
            chosen[top:bottom, left:right] = part >= max(1e-3, least)
    rows, columns = np.nonzero(chosen)
    return rows, columns


def _smooth(grey: Grey) -> Field:
    return cv2.GaussianBlur(grey.astype(np.float32), (5, 5), 1.0)
