"""What a sound or a film is, in numbers. In: samples, frames. Out: measures. Never: judging them, changing anything."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

LEVEL_RATE = 25
"""Levels a second."""
_SPAN = 37.0
"""dB from a level of 0 to 100: from a whisper's breath to a stressed vowel."""


def levels(pcm: bytes, rate: int) -> tuple[int, ...]:
    """Loudness of speech 25 times a second, 0–100: root mean square in dB, against the loud moments of this very recording.

    ``pcm`` is mono signed 16-bit little-endian. The scale is relative (its 95th percentile is 100), so that a quietly recorded
    voice opens its mouth as far as a loud one. A recording that is silent throughout gives zeros.
    """
    samples = np.frombuffer(pcm, "<i2").astype(np.float64) / 32768
    if not len(samples):
        return ()
    edges = [round(Fraction(number * rate, LEVEL_RATE)) for number in range(-(-len(samples) * LEVEL_RATE // rate) + 1)]
    power = np.array(
        [np.mean(np.square(samples[a:b])) if b > a else 0.0 for a, b in zip(edges, [*edges[1:-1], len(samples)], strict=False)]
    )
    decibels = 10 * np.log10(power + 1e-12)
    loud = np.percentile(decibels[decibels > decibels.max() - 40], 95)
    if loud < -70:
        return (0,) * len(power)
    scaled = (1 + (decibels - loud) / _SPAN) * 100
    return tuple(int(value) for value in np.clip(np.round(scaled), 0, 100))
