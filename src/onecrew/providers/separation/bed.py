"""The bed under a voice. In: a film's sound, the voice in its middle, when somebody speaks. Out: the voice and the bed, in stereo.
Never: a sample changed where nobody speaks.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
_FADE = RATE // 40
"""Samples over which a span begins and ends, inside it."""

Mono = NDArray[np.float32]
Stereo = NDArray[np.float32]


def parted(mix: Stereo, voice: Mono, spans: list[tuple[int, int]]) -> tuple[Stereo, Stereo]:
    """Voice and bed of ``mix`` (samples, 2). ``voice``: (samples,), its voice in the middle. ``spans``: samples of speech."""
    gate = np.zeros(len(mix), np.float32)
    for first, last in spans:
        ramp = np.minimum(np.arange(1, last - first + 1), np.arange(last - first, 0, -1)) / _FADE
        gate[first:last] = np.maximum(gate[first:last], np.minimum(ramp, 1))
    speech = np.repeat((voice * gate)[:, np.newaxis], 2, axis=1)
    return speech, mix - speech
