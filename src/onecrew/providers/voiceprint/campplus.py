"""CAM++ of 3D-Speaker: tells voices apart in any language. In: mono PCM. Out: a vector of 192 numbers. Never: downloads, PyTorch.

The checkpoint is read as arrays (``checkpoint``) and the network runs in numpy (``network``). Features are Kaldi's: 80 log mel
energies each 10 ms, less their mean over time, as the network was trained. Frames in which nobody is heard are left out first: a
separated voice is digital silence between its words, which the network never saw.
"""

from __future__ import annotations

import math
import threading

import kaldi_native_fbank  # type: ignore[import-untyped]
import numpy as np
from numpy.typing import NDArray
from scipy import signal

from onecrew.providers import weights
from onecrew.providers.offer import Offer
from onecrew.providers.voiceprint.checkpoint import arrays
from onecrew.providers.voiceprint.network import FEATURES, Network
from onecrew.units import Money, Refused

_RATE = 16_000
_FILE = "campplus_cn_en_common.pt"
_SHORTEST = 0.1
_LONGEST = 1000
"""Frames (10 s) that go through the network at once; longer speech is taken in equal pieces, whose vectors are averaged."""
_QUIET = math.log(10) * 4.5
"""A frame 45 dB under the loud ones (95th percentile) holds no voice. Mel energies are powers, in nats."""
_FEWEST = 10
"""Frames that are kept whatever their level."""


class CamPlus:
    """Voiceprints by CAM++. Safe to call from several threads; one call works at a time."""

    def __init__(self) -> None:
        self._network: Network | None = None
        self._lock = threading.Lock()

    def offer(self) -> Offer:
        """Free, local, and ready when its weights are. ``languages`` is empty: a voice is told in any."""
        lacking = [state for state in weights.states(("campplus",)) if state.state != "ready"]
        return Offer(
            name="campplus",
            languages=(),
            price=Money(0),
            unit="second",
            local=True,
            needs="; ".join(state.detail for state in lacking),
            checked_at=weights.checked_at(),
        )

    def embed(self, pcm: bytes, rate: int) -> tuple[float, ...]:
        """See the protocol. Same voice: 0.6–0.9 between lines of 2 s or more; different voices: 0.1–0.5."""
        if rate < 8000 or len(pcm) % 2:
            raise Refused(f"campplus needs 16-bit samples at 8 kHz or more; this is {len(pcm)} bytes at {rate} Hz")
        if len(pcm) < 2 * rate * _SHORTEST:
            raise Refused(f"campplus needs {_SHORTEST} s of speech; this is {len(pcm) / 2 / rate:.3f} s")
        sound = np.frombuffer(pcm, dtype="<i2").astype(np.float32) / np.float32(32768)
        if not np.abs(sound).max() > 1e-4:
            raise Refused("campplus cannot tell a voice from silence")
        if rate != _RATE:
            common = math.gcd(rate, _RATE)
            sound = np.asarray(signal.resample_poly(sound, _RATE // common, rate // common), np.float32)
        features = _voiced(_energies(sound))
        with self._lock:
            network = self._loaded()
            pieces = np.array_split(features, math.ceil(len(features) / _LONGEST))
            sums = sum(len(one) * _unit(network.embed(one - one.mean(0))) for one in pieces)
        return tuple(_unit(np.asarray(sums, np.float64)).tolist())

    def release(self) -> None:
        """Gives the memory back; the next call loads the network again."""
        with self._lock:
            self._network = None

    def _loaded(self) -> Network:
        if self._network is None:
            self._network = Network(arrays(weights.find_file("campplus", _FILE)))
        return self._network


def _energies(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    """(frames, 80) log mel energies: 25 ms windows (Povey), 20 Hz to 8 kHz, no dither."""
    options = kaldi_native_fbank.FbankOptions()
    options.frame_opts.samp_freq = _RATE
    options.frame_opts.dither = 0.0
    options.frame_opts.snip_edges = True
    options.mel_opts.num_bins = FEATURES
    bank = kaldi_native_fbank.OnlineFbank(options)
    bank.accept_waveform(_RATE, sound)
    bank.input_finished()
    return np.array([bank.get_frame(frame) for frame in range(bank.num_frames_ready)], np.float32)


def _voiced(energies: NDArray[np.float32]) -> NDArray[np.float32]:
    """The frames in which somebody is heard, at least the ten loudest."""
    level = np.logaddexp.reduce(energies, axis=1)
    floor = min(float(np.percentile(level, 95)) - _QUIET, float(np.sort(level)[-min(_FEWEST, len(level))]))
    voiced: NDArray[np.float32] = energies[level >= floor]
    return voiced


def _unit(vector: NDArray[np.float64] | NDArray[np.float32]) -> NDArray[np.float64]:
    return np.asarray(vector / np.linalg.norm(vector), np.float64)
