"""Laughter, crying and singing without words, from a source and its formants. In: a kind, a pitch, a seed. Out: mono at 48 kHz.

Never: speech. After the source-filter model of speech production: a glottal pulse train with breath noise through resonators.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import signal

RATE = 48_000
KINDS = ("laughter", "crying", "singing")
_VOWELS = {"a": (800, 1250, 2700), "o": (500, 900, 2500), "u": (350, 750, 2400), "e": (480, 1900, 2600)}
_TUNE = (0, 2, 4, 7, 4, 5, 2, 0)

Mono = npt.NDArray[np.float32]


def outcry(kind: str, pitch: float, seed: int) -> Mono:
    """One to three seconds of ``kind`` by somebody whose voice is about ``pitch`` Hz, root mean square 0.1."""
    by = np.random.default_rng([seed, KINDS.index(kind)])
    made = {"laughter": _laughter, "crying": _crying, "singing": _singing}[kind](pitch, by)
    made = made / np.sqrt(np.mean(np.square(made))) * 0.1
    return made.astype(np.float32)


def _voiced(
    pitch: npt.NDArray[np.float64], level: npt.NDArray[np.float64], breath: float, vowel: str, by: np.random.Generator
) -> npt.NDArray[np.float64]:
    """A vowel along a line of pitch (Hz) and level (0–1), one value a sample."""
    phase = np.cumsum(pitch) / RATE
    # A sawtooth rounded by 12 dB an octave is close to the flow through the glottis.
    pulses = signal.lfilter([1], [1, -0.93], 2 * (phase % 1) - 1)
    source = pulses * level + breath * by.standard_normal(len(pitch)) * level
    total = np.zeros(len(pitch))
    for number, formant in enumerate(_VOWELS[vowel]):
        sections = signal.butter(1, (formant * 0.9, formant * 1.1), "bandpass", fs=RATE, output="sos")
        total += signal.sosfilt(sections, source) / (1 + number)
    return total


def _laughter(pitch: float, by: np.random.Generator) -> npt.NDArray[np.float64]:
    """Bursts of *ha*, five a second, falling in pitch."""
    count, step = int(by.integers(6, 9)), RATE // 5
    made = np.zeros(count * step + RATE // 4)
    for number in range(count):
        length = int(step * by.uniform(0.62, 0.75))
        times = np.arange(length) / length
        level = np.minimum(1, times * 14) * (1 - times) ** 1.2 * (1 - 0.06 * number)
        high = 1.75 * pitch * (1 - 0.06 * number) * (1.08 - 0.2 * times)
        made[number * step : number * step + length] += _voiced(high, level, 0.35 + 0.6 * (times[0] < 0.1), "a", by)
    return made


def _crying(pitch: float, by: np.random.Generator) -> npt.NDArray[np.float64]:
    """Sobs: a long wavering *uh* that breaks, then quick breaths in."""
    parts = []
    for _ in range(2):
        length = int(RATE * by.uniform(0.7, 0.95))
        times = np.arange(length) / length
        tremble = 1 + 0.04 * np.sin(2 * np.pi * 7.5 * times * length / RATE)
        parts.append(_voiced(1.6 * pitch * (1.1 - 0.35 * times) * tremble, np.sin(np.pi * times) ** 0.6, 0.4, "e", by))
        for _ in range(3):
            gasp = np.arange(RATE // 8) / (RATE // 8)
            air = signal.sosfilt(signal.butter(2, (900, 3800), "bandpass", fs=RATE, output="sos"), by.standard_normal(len(gasp)))
            parts += [0.02 * air * np.sin(np.pi * gasp), np.zeros(RATE // 20)]
    return np.concatenate(parts)


def _singing(pitch: float, by: np.random.Generator) -> npt.NDArray[np.float64]:
    """A tune on vowels, with vibrato."""
    note = int(0.36 * RATE)
    glide = np.concatenate([np.full(note, 1.35 * pitch * 2 ** (tone / 12)) for tone in _TUNE])
    glide = signal.sosfiltfilt(signal.butter(1, 18, fs=RATE, output="sos"), glide)
    times = np.arange(len(glide)) / RATE
    glide *= 1 + 0.012 * np.sin(2 * np.pi * 5.6 * times)
    level = np.minimum(1, np.minimum(times, times[::-1]) * 12) * (0.8 + 0.2 * np.sin(2 * np.pi * times / 0.72))
    half = len(glide) // 2
    return np.concatenate([_voiced(glide[:half], level[:half], 0.08, "a", by), _voiced(glide[half:], level[half:], 0.08, "o", by)])
