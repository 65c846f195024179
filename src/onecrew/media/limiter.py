"""A look-ahead limiter for true peaks. In: stereo samples. Out: the same, never above the ceiling. Never: making anything
louder."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from onecrew.media.loudness import RATE, oversampled_peaks

_HOP = 24
"""Gains are decided for every half millisecond and joined by straight lines."""
_LOOK = 10
"""Hops of look-ahead: the gain starts to fall 5 ms before a peak, in a smooth curve, so that it does not click."""
_RELEASE = 0.09
"""Seconds in which the gain comes back by 63 %."""
_BLOCK = 10 * RATE


def limit(samples: npt.NDArray[np.float32], ceiling: float) -> None:
    """Hold the true peak of ``samples`` (n, channels) at or below ``ceiling`` dBTP, in place, with one gain for all channels."""
    gains = limiting_gains(samples, 10 ** (ceiling / 20))
    if not (gains < 1).any():
        return
    knots = np.arange(len(gains)) * _HOP
    for start in range(0, len(samples), _BLOCK):
        block = samples[start : start + _BLOCK]
        block *= np.interp(np.arange(start, start + len(block)), knots, gains).astype(np.float32)[:, np.newaxis]


def limiting_gains(samples: npt.NDArray[np.float32], ceiling: float) -> npt.NDArray[np.float64]:
    """The gain at every 24th sample.

    Each is the smoothed minimum of what its neighbourhood needs; the minimum is taken as far as the smoothing and the line to the
    next knot reach, so no gain between knots exceeds what its sample needs.
    """
    wanted: list[npt.NDArray[np.float64]] = []
    for start in range(0, len(samples), _BLOCK):
        # Neighbours on both sides, for peaks lie between samples; they are dropped again.
        before = min(start, 64)
        peaks = oversampled_peaks(samples[start - before : start + _BLOCK + 64], 0.6 * ceiling)[before : before + _BLOCK]
        need = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
        wanted.append(np.minimum.reduceat(need, np.arange(0, len(need), _HOP)).astype(np.float64))
    needs = np.append(np.concatenate(wanted), 1.0) if wanted else np.ones(1)
    held = ndimage.minimum_filter1d(needs, 2 * (_LOOK + 1) + 1, mode="nearest")
    gains = ndimage.uniform_filter1d(_released(held), _LOOK + 1, mode="nearest")
    return np.asarray(ndimage.uniform_filter1d(gains, _LOOK + 1, mode="nearest"))


def _released(held: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Falls at once, comes back slowly."""
    back = 1 - float(np.exp(-_HOP / (RATE * _RELEASE)))
    gain, gains = 1.0, []
    for need in held.tolist():
        gain = min(need, gain + (1 - gain) * back)
        gains.append(gain)
    return np.array(gains)
