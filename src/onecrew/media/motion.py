"""How a strip of picture moves from frame to frame, although writing stands still on it.

In: grey strips at half size, where they are valid (no writing). Out: displacement fields between frames. Never: colours, filling.

Neighbouring frames are compared by dense inverse search (Kroeger, Timofte, Dai, Van Gool, "Fast Optical Flow using Dense Inverse
Search", 2016; OpenCV's DISOpticalFlow). Where either frame is not valid both are made equal first, so that letters, which never
move, do not hold the flow back. Flow found on valid ground is carried into the rest by push-pull (Gortler, Grzeszczuk,
Szeliski, Cohen, "The Lumigraph", 1996), around an affine motion of the camera fitted robustly to it.

Fields are (height, width, 2) float32 x, y displacements in pixels of the half-size strip, on a grid of every second of its pixels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache

import cv2
import numpy as np
import numpy.typing as npt

Grey = npt.NDArray[np.uint8]
Field = npt.NDArray[np.float32]

GRID = 2
"""Half-size pixels per grid point."""


def push_pull(values: Field, weight: npt.NDArray[np.float32], levels: int = 6) -> Field:
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
        part = np.minimum(layer[:, :, -1:] * 2, 1.0)
        result = raised + part * (layer[:, :, :-1] / np.maximum(layer[:, :, -1:], 1e-6) - raised)
    return np.ascontiguousarray(result[:, :, 0] if flat else result)


@cache
def _dis() -> cv2.DISOpticalFlow:
    dis = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_FAST)
    dis.setFinestScale(1)
    return dis


@cache
def positions(height: int, width: int, step: int = 1) -> Field:
    """(height, width, 2): x and y of every pixel or, with ``step``, of every grid point's middle."""
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    return np.stack([x, y], axis=2) * step + (step - 1) / 2


def residual(here: Grey, there: Grey, valid: npt.NDArray[np.bool_]) -> Field:
    """What still moves between two strips already laid over each other, smoothly carried into what is not ``valid``."""
    equal = np.where(valid, there, here)
    flow = _dis().calc(here, equal, None)  # type: ignore[call-overload]
    weight = valid.astype(np.float32)
    return push_pull(_halved(flow), _halved(weight) ** 2)


def _halved(values: npt.NDArray[np.float32]) -> Field:
    return cv2.resize(values, (values.shape[1] // GRID, values.shape[0] // GRID), interpolation=cv2.INTER_AREA)


def laid(strip: npt.NDArray[np.uint8], shift: Field) -> npt.NDArray[np.uint8]:
    """A half-size strip as seen through a field: its pixel at x + shift(x); 0 outside it."""
    height, width = strip.shape[:2]
    where = positions(height, width) + cv2.resize(shift, (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.remap(strip, where, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)  # type: ignore[call-overload, no-any-return]


def affine_of(shift: Field, weight: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """The 2x3 affine motion that most of a field follows: least squares, reweighted five times (Cauchy)."""
    height, width = weight.shape
    where = positions(height, width, GRID)[::2, ::2].reshape(-1, 2).astype(np.float64)
    target = shift[::2, ::2].reshape(-1, 2).astype(np.float64)
    base = weight[::2, ::2].reshape(-1).astype(np.float64)
    scale = max(height, width) * GRID / 2
    design = np.column_stack([where / scale, np.ones(len(where))])
    trust = base + 1e-9
    for _ in range(5):
        weighted = design * trust[:, None]
        solution = np.linalg.solve(design.T @ weighted + 1e-6 * np.eye(3), weighted.T @ target)
        error = np.hypot(*(target - design @ solution).T)
        width_of_error = max(0.05, 1.5 * float(np.median(error[base > 0.5])) if (base > 0.5).any() else 1.0)
        trust = base / (1 + (error / width_of_error) ** 2) + 1e-9
    return np.column_stack([solution[0] / scale, solution[1] / scale, solution[2]])


def field_of(affine: npt.NDArray[np.float64], height: int, width: int) -> Field:
    """The displacements of a 2x3 affine motion (displacement form) on a grid of this size."""
    where = positions(height, width, GRID)
    return (where @ affine[:, :2].T.astype(np.float32) + affine[:, 2].astype(np.float32)).astype(np.float32)


def after(first: Field, second: Field) -> Field:
    """The displacement of going by ``first`` and from there by ``second``."""
    height, width = first.shape[:2]
    where = (positions(height, width, GRID) + first - (GRID - 1) / 2) / GRID
    return first + cv2.remap(second, where.astype(np.float32), None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)  # type: ignore[call-overload]


def reverse(shift: Field) -> Field:
    """The field that leads back (fixed point, three rounds)."""
    back = -shift
    for _ in range(3):
        back = -(after(back, shift) - back)
    return back


@dataclass
class Motion:
    """The motion of a run of frames. ``ahead[t]``: from t to t + 1; ``back[t]``: from t + 1 to t; ``cut[t]``: no way between them;
    ``camera[t]``: affine from t to t + 1, 3x3."""

    ahead: list[Field] = field(default_factory=list)
    back: list[Field] = field(default_factory=list)
    cut: list[bool] = field(default_factory=list)
    camera: list[npt.NDArray[np.float64]] = field(default_factory=list)


def follow(greys: list[Grey], valids: list[npt.NDArray[np.bool_]]) -> Motion:
    """The motion between all neighbouring strips."""
    found = Motion()
    if not greys:
        return found
    height, width = greys[0].shape
    rows, columns = height // GRID, width // GRID
    guess = np.zeros((2, 3))
    for t in range(len(greys) - 1):
        here, there = greys[t], greys[t + 1]
        for _ in range(2):
            start = field_of(guess, rows, columns)
            seen, seen_valid = laid(there, start), laid(valids[t + 1].astype(np.uint8) * 255, start) > 250
            both = valids[t] & seen_valid
            rest = residual(here, seen, both)
            weight = _halved(both.astype(np.float32))
            camera = affine_of(start + rest, weight)
            moved = float(np.abs(field_of(camera - guess, rows, columns)).max())
            guess = camera
            if moved < 1.0:
                break
        step = start + rest
        found.ahead.append(step)
        found.back.append(reverse(step))
        seen = laid(there, step)
        apart = float(np.median(cv2.absdiff(here, seen)[both])) if both.any() else 255.0
        found.cut.append(apart > 18)
        found.camera.append(np.vstack([np.eye(2, 3) + camera, [0, 0, 1]]))
        if apart > 18:
            guess = np.zeros((2, 3))
    return found
