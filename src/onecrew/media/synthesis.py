"""Building blocks of made sounds. In: lengths, pitches, a seed. Out: samples at 48 kHz. Never: knowing what they stand for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import signal

from onecrew.media.loudness import RATE

Sound = npt.NDArray[np.float64]
"""(samples,) mono or (samples, 2) stereo at 48 kHz."""
Chance = np.random.Generator


def chance(*seed: int) -> Chance:
    """A stream of random numbers that is the same on every machine."""
    return np.random.Generator(np.random.PCG64(list(seed)))


def moments(seconds: float) -> Sound:
    """The times of the samples of a sound of this length."""
    return np.asarray(np.arange(round(seconds * RATE)) / RATE)


def band(sound: Sound, low: float, high: float, order: int = 2) -> Sound:
    """What lies between two frequencies (Hz); 0 or above 23 kHz leaves that side open."""
    if low <= 0:
        sections = signal.butter(order, high, "lowpass", fs=RATE, output="sos")
    elif high >= 23_000:
        sections = signal.butter(order, low, "highpass", fs=RATE, output="sos")
    else:
        sections = signal.butter(order, [low, high], "bandpass", fs=RATE, output="sos")
    return np.asarray(signal.sosfilt(sections, sound, axis=0))


def noise(seconds: float, low: float, high: float, by: Chance, channels: int = 1) -> Sound:
    """Noise between two frequencies, root mean square 1."""
    count = round(seconds * RATE)
    # Filters start from silence: half a second is made before and dropped.
    raw = band(by.standard_normal((count + RATE // 2, channels)), low, high)[RATE // 2 :]
    raw /= max(1e-9, float(np.sqrt(np.mean(np.square(raw)))))
    return raw[:, 0] if channels == 1 else raw


def modes(seconds: float, parts: Sequence[tuple[float, float, float]], rise: float = 0.001) -> Sound:
    """A struck body: each part is (Hz, seconds until it has lost 60 dB, level)."""
    times = moments(seconds)
    total = np.zeros(len(times))
    for number, (pitch, decay, level) in enumerate(parts):
        total += level * np.sin(2 * np.pi * pitch * times + 1.7 * number) * 10 ** (-3 * times / decay)
    return np.asarray(total * np.minimum(1, times / rise) * np.minimum(1, (seconds - times) / 0.01))


def decaying(sound: Sound, decay: float, rise: float = 0.002) -> Sound:
    """Mono ``sound`` under a sharp rise and an exponential fall (60 dB in ``decay`` seconds)."""
    times = np.arange(len(sound)) / RATE
    left = len(sound) / RATE - times
    return np.asarray(sound * np.minimum(1, times / rise) * 10 ** (-3 * times / decay) * np.minimum(1, left / 0.01))


def placed(track: Sound, sound: Sound, at: float, level: float = 1.0, pan: float = 0.0) -> None:
    """Add mono ``sound`` to the stereo ``track`` at ``at`` seconds; ``pan`` -1 left … 1 right. What passes the end is cut off."""
    first = round(at * RATE)
    piece = sound[max(0, -first) : max(0, len(track) - first)]
    first = max(0, first)
    angle = (pan + 1) * np.pi / 4
    track[first : first + len(piece), 0] += piece * level * np.cos(angle)
    track[first : first + len(piece), 1] += piece * level * np.sin(angle)


def echoed(sound: Sound, seconds: float, wet: float, by: Chance, low: float = 150, high: float = 4000) -> Sound:
    """Stereo ``sound`` in a room whose echo loses 60 dB in ``seconds``; ``wet``: the echo's level. The length stays."""
    length = round(seconds * RATE)
    tail = by.standard_normal((length, 2)) * (10 ** (-3 * np.arange(length) / length))[:, np.newaxis]
    tail = band(tail, low, high, 1)
    tail /= np.sqrt(np.square(tail).sum(axis=0))
    return np.asarray(sound + wet * signal.oaconvolve(sound, tail, axes=0)[: len(sound)])


def wandering(seconds: float, hertz: float, by: Chance, low: float = 0.0, high: float = 1.0) -> Sound:
    """A smooth random curve between ``low`` and ``high`` that changes its mind about ``hertz`` times a second; it ends where it
    began."""
    count = max(4, round(seconds * hertz))
    knots = by.uniform(low, high, count)
    # The curve is drawn 50 times between two knots and joined by straight lines.
    coarse = np.arange(50 * count + 1) / 50
    index = coarse.astype(int)
    share = coarse - index
    share = share * share * (3 - 2 * share)
    curve = knots[index % count] * (1 - share) + knots[(index + 1) % count] * share
    samples = round(seconds * RATE)
    return np.asarray(np.interp(np.arange(samples) * (50 * count / samples), np.arange(len(curve)), curve))
