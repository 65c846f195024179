"""The melody of a voice. In: samples of one voice. Out: its pitch, level and clarity each 10 ms. Never: words, who it is.

Pitch by the normalised autocorrelation of windows of 50 ms (Boersma 1993: divided by the window's own), each frame's candidates
joined over time by the cheapest path, so that it does not jump by octaves.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

HOP = 0.01
"""Seconds from frame to frame."""
LOWEST, HIGHEST = 65.0, 600.0
"""Hz a voice's pitch lies between; sobs and laughter rise to the upper end."""
_WINDOW = 0.05
_VOICED = 0.45
"""Clarity from which a frame has a pitch."""
_CANDIDATES = 4
_JUMP = 0.8
"""Cost of an octave between two frames, in clarity."""
_AUDIBLE = 35.0
"""dB below the loud frames (95th percentile) at which a voice is silent."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Melody:
    """``pitch`` in Hz (0: none), ``clarity`` 0–1, ``level`` in dB full scale, ``audible``: each of them a value a frame."""

    pitch: Array
    clarity: Array
    level: Array
    audible: NDArray[np.bool_]

    @property
    def voiced(self) -> NDArray[np.bool_]:
        """Frames with a pitch."""
        return self.pitch > 0


def melody(sound: NDArray[np.float32], rate: int) -> Melody:
    """Mono sound, full scale 1, at 8 kHz or more. Shorter than a window: nothing."""
    hop, width = round(rate * HOP), round(rate * _WINDOW)
    count = max(0, 1 + (len(sound) - width) // hop)
    if not count:
        none = np.zeros(0)
        return Melody(none, none, none, np.zeros(0, np.bool_))
    frames = np.lib.stride_tricks.sliding_window_view(np.asarray(sound, np.float64), width)[::hop][:count]
    window = np.hanning(width + 2)[1:-1]
    size = 1 << (2 * width - 1).bit_length()
    own = np.fft.irfft(np.abs(np.fft.rfft(window, size)) ** 2)[:width]
    shortest, longest = int(rate / HIGHEST), int(rate / LOWEST)
    clarity, lags, level = [], [], []
    # Blocks of 20 s: a long scene must not take gigabytes.
    for start in range(0, count, 2000):
        part = frames[start : start + 2000]
        level.append(10 * np.log10((part**2).mean(1) + 1e-10))
        spectrum = np.fft.rfft((part - part.mean(1, keepdims=True)) * window, size)
        alike = np.fft.irfft(np.abs(spectrum) ** 2)[:, : longest + 2]
        alike /= (alike[:, :1] + 1e-9) * (own[: longest + 2] / own[0])
        peaks = np.where((alike[:, 1:-1] >= alike[:, :-2]) & (alike[:, 1:-1] > alike[:, 2:]), alike[:, 1:-1], -1.0)
        # A shorter period wins over its multiples, which are as clear.
        peaks[:, : shortest - 1] = -1.0
        peaks -= 0.02 * np.log2(np.arange(1, longest + 1) / shortest)
        order = np.argsort(-peaks, axis=1, kind="stable")[:, :_CANDIDATES]
        clarity.append(np.take_along_axis(peaks, order, 1))
        lags.append(order + 1)
    loud = np.concatenate(level)
    audible = loud > max(float(np.percentile(loud, 95)) - _AUDIBLE, -75.0)
    pitch, clear = _path(np.concatenate(clarity), rate / np.concatenate(lags), audible)
    return Melody(pitch, clear, loud, audible)


def _path(clarity: Array, pitches: Array, audible: NDArray[np.bool_]) -> tuple[Array, Array]:
    """The clearest way through the candidates that does not leap; 0 Hz where nothing is clear enough."""
    semis = np.log2(pitches)
    cost, back = -clarity[0], []
    for frame in range(1, len(clarity)):
        leaps = cost[:, np.newaxis] + _JUMP * np.abs(semis[frame][np.newaxis] - semis[frame - 1][:, np.newaxis])
        back.append(leaps.argmin(0))
        cost = leaps.min(0) - clarity[frame]
    chosen = np.empty(len(clarity), np.int64)
    chosen[-1] = int(cost.argmin())
    for frame in range(len(clarity) - 2, -1, -1):
        chosen[frame] = back[frame][chosen[frame + 1]]
    rows = np.arange(len(clarity))
    clear = np.clip(clarity[rows, chosen], 0, 1)
    return np.where((clear >= _VOICED) & audible, pitches[rows, chosen], 0.0), clear
