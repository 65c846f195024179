"""A look-ahead limiter for true peaks. In: stereo samples. Out: the same, never above the ceiling. Never: making anything
louder."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from onecrew.media.loudness import BLOCK, RATE, oversampled_peaks

HOP = 24
"""Gains are decided for every half millisecond and joined by straight lines."""
_LOOK = 10
"""Hops of look-ahead: the gain starts to fall 5 ms before a peak, in a smooth curve, so that it does not click."""
_RELEASE = 0.09
"""Seconds in which the gain comes back by 63 %."""


def limit(samples: npt.NDArray[np.float32], ceiling: float) -> None:
    """Hold the true peak of ``samples`` (n, channels) at or below ``ceiling`` dBTP, in place, with one gain for all channels."""
    highest = 10 ** (ceiling / 20)
    apply(samples, limiting_gains(hop_peaks(samples, 0.6 * highest), highest))


def hop_peaks(samples: npt.NDArray[np.float32], above: float) -> npt.NDArray[np.float64]:
    """The true peak (linear) of every 24 samples, all channels together; stretches below ``above`` are not interpolated."""
    found: list[npt.NDArray[np.float64]] = []
    for start in range(0, len(samples), BLOCK):
        # Neighbours on both sides, for peaks lie between samples; they are dropped again.
        before = min(start, 64)
        peaks = oversampled_peaks(samples[start - before : start + BLOCK + 64], above)[before : before + BLOCK]
        found.append(np.maximum.reduceat(peaks, np.arange(0, len(peaks), HOP)).astype(np.float64))
    return np.concatenate(found) if found else np.zeros(0)


def limiting_gains(peaks: npt.NDArray[np.float64], ceiling: float) -> npt.NDArray[np.float64]:
    """The gain at every 24th sample, one more than ``hop_peaks``; ``ceiling`` is linear.

    Each is the smoothed minimum of what its neighbourhood needs; the minimum is taken as far as the smoothing and the line to the
    next knot reach, so no gain between knots exceeds what its sample needs.
    """
    needs = np.append(np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9)), 1.0)
    held = ndimage.minimum_filter1d(needs, 2 * (_LOOK + 1) + 1, mode="nearest")
    gains = ndimage.uniform_filter1d(_released(held), _LOOK + 1, mode="nearest")
    return np.asarray(ndimage.uniform_filter1d(gains, _LOOK + 1, mode="nearest"))


def apply(samples: npt.NDArray[np.float32], gains: npt.NDArray[np.float64], start: int = 0) -> None:
    """Multiply ``samples``, which begin at sample ``start`` of the whole (a multiple of 24), by the gains, in place."""
    for first in range(0, len(samples), RATE):
        block = samples[first : first + RATE]
        at = (start + first) // HOP
        knots = gains[at : at + len(block) // HOP + 2].astype(np.float32)
        if (knots == 1).all():
            continue
        curve = knots[:-1, np.newaxis] + np.diff(knots)[:, np.newaxis] * (np.arange(HOP, dtype=np.float32) / HOP)
        # Channel by channel: numpy walks along rows of two samples many times slower than along a column.
        for channel in range(block.shape[1]):
            block[:, channel] *= curve.reshape(-1)[: len(block)]


def _released(held: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Falls at once, comes back slowly.

    What is missing to 1 is the most of what each moment before asks for, less what has come back since: in logarithms a running
    maximum along a slope.
    """
    slope = np.arange(len(held)) * (HOP / (RATE * _RELEASE))
    with np.errstate(divide="ignore"):
        missing = np.log(1 - held)
    return np.asarray(1 - np.exp(np.maximum.accumulate(missing + slope) - slope))
