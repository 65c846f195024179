"""DeepFilterNet3: voices out of music and noise, on one thread. In: a film's sound. Out: speech and bed. Never: downloads, files.

The network hears the middle of the picture (left + right), where films put who speaks; ``bed`` finds how the voice lies between
left and right and takes it out of both. Voice activity (Silero) in what the network lets through says where anybody speaks at all.
"""

from __future__ import annotations

import threading
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onecrew.providers import weights
from onecrew.providers.activity import speech_spans
from onecrew.providers.offer import Offer
from onecrew.providers.separation import RATE, Separated
from onecrew.providers.separation.bed import parted
from onecrew.providers.separation.library import Filter
from onecrew.units import Money, Refused

_MODEL = "DeepFilterNet3_onnx.tar.gz"


class DeepFilter:
    """Separation by DeepFilterNet3. Safe to call from several threads; one call works at a time."""

    def __init__(self) -> None:
        self._filter: Filter | None = None
        self._lock = threading.Lock()

    def offer(self) -> Offer:
        """Free, local, and ready when its package is. ``languages`` is empty: a voice is a voice in any."""
        lacking = [state for state in weights.states(("deepfilternet3",)) if state.state != "ready"]
        return Offer(
            name="deepfilter",
            languages=(),
            price=Money(0),
            unit="second",
            local=True,
            needs="; ".join(state.detail for state in lacking),
            checked_at=weights.checked_at(),
        )

    def separate(self, sound: NDArray[np.float32]) -> Separated:
        """See the protocol."""
        if sound.ndim != 2 or sound.shape[1] != 2 or not np.isfinite(sound).all():
            raise Refused(f"deepfilter needs (samples, 2) of finite numbers; this is {sound.shape}")
        if not np.abs(sound).max(initial=0.0) > 1e-4:
            return Separated(np.zeros_like(sound), sound.copy(), ())
        with self._lock:
            voice = self._loaded().voice(np.ascontiguousarray(sound.mean(1), np.float32))
        pcm = (np.clip(voice, -1, 1) * 32767).astype("<i2").tobytes()
        spans = speech_spans(pcm, RATE, pad=0.2)
        speech, bed = parted(sound, voice, [(int(first * RATE), int(last * RATE)) for first, last in spans])
        return Separated(speech, bed, tuple((Fraction(first), Fraction(last)) for first, last in spans))

    def _loaded(self) -> Filter:
        if self._filter is None:
            model = weights.find_file("deepfilternet3", _MODEL)
            self._filter = Filter(model.parent.parent / "_native", Path(model))
        return self._filter
