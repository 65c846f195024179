"""Loudness and true peak after ITU-R BS.1770-4 and EBU R 128. In: 48 kHz samples. Out: LUFS, LU, dBTP. Never: changing samples.

Works in blocks of ten seconds, so that ten minutes of stereo need a few megabytes. ``meter`` asks FFmpeg's ebur128 instead: a
second, independent opinion for reports and tests.

``scipy.signal`` is loaded where it is used first: it takes longer than speaking a word, and whoever speaks measures levels only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import av
import numpy as np
import numpy.typing as npt
import scipy

RATE = 48_000
_HOP = RATE // 10
"""BS.1770-4: blocks of 400 ms that overlap by 75 %: a new one each 100 ms."""
BLOCK = 10 * RATE
"""Samples a block has wherever long sounds are worked on piece by piece."""
SILENCE = -120.0
"""Loudness given for digital silence, in LUFS."""
_OVERSAMPLING = 4

Samples = npt.NDArray[np.float32]
"""(samples,) mono or (samples, channels); full scale is ±1; 48 kHz."""


@cache
def _k_weighting() -> npt.NDArray[np.float64]:
    """Second-order sections of the K filter at 48 kHz: tables 1 and 2 of ITU-R BS.1770-4."""
    shelf = [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585]
    high_pass = [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621]
    return np.array([shelf, high_pass])


def powers(samples: Samples) -> npt.NDArray[np.float64]:
    """K-weighted power, summed over channels, of every whole 100 ms: what all the measures below are made of.

    A mono signal counts as one channel, as BS.1770 says (the same signal in two channels is 3 LU louder).
    """
    whole = len(samples) // _HOP * _HOP
    return powers_of(samples[start : min(start + BLOCK, whole)] for start in range(0, whole, BLOCK))


def powers_of(blocks: Iterable[Samples]) -> npt.NDArray[np.float64]:
    """``powers`` of a sound that comes in successive blocks, each but the last a whole number of 100 ms."""
    sections = _k_weighting()
    state: npt.NDArray[np.float64] | None = None
    found: list[npt.NDArray[np.float64]] = []
    for block in blocks:
        # Channels lie one after the other in memory: the filter runs twice as fast along them.
        lines = np.atleast_2d(block.T).astype(np.float64, order="C")
        if state is None:
            state = np.zeros((len(sections), len(lines), 2))
        weighted, state = scipy.signal.sosfilt(sections, lines, axis=1, zi=state)
        hops = weighted.shape[1] // _HOP
        weighted = weighted[:, : hops * _HOP]
        found.append(np.square(weighted, out=weighted).reshape(len(lines), hops, _HOP).sum(axis=(0, 2)) / _HOP)
    return np.concatenate(found) if found else np.zeros(0)


def integrated(samples: Samples) -> float:
    """Integrated loudness in LUFS, gated at -70 LUFS and 10 LU below (BS.1770-4)."""
    return gated(powers(samples))


def gated(hops: npt.NDArray[np.float64]) -> float:
    """Integrated loudness of the powers of successive 100 ms."""
    blocks = _windows(hops, 4)
    loud = blocks[_lufs(blocks) > -70]
    if not len(loud):
        return SILENCE
    loud = loud[_lufs(loud) > _lufs(loud.mean()) - 10]
    return float(_lufs(loud.mean()))


def momentary(samples: Samples) -> npt.NDArray[np.float64]:
    """LUFS over 400 ms, ten times a second; value n covers seconds n/10 … n/10 + 0.4."""
    return _lufs(_windows(powers(samples), 4))


def short_term(samples: Samples) -> npt.NDArray[np.float64]:
    """LUFS over 3 s, ten times a second; value n covers seconds n/10 … n/10 + 3."""
    return _lufs(_windows(powers(samples), 30))


def plain_loudness(samples: Samples) -> float:
    """LUFS of the whole without gates: for stretches too short for gating, such as one word."""
    wide = samples[:, np.newaxis] if samples.ndim == 1 else samples
    if not len(wide):
        return SILENCE
    weighted = scipy.signal.sosfilt(_k_weighting(), wide.astype(np.float64), axis=0)
    return float(_lufs(np.square(weighted).sum(axis=1).mean()))


def true_peak(samples: Samples) -> float:
    """Largest absolute value between samples in dBTP, at four times the rate (BS.1770-4, annex 2)."""
    largest = float(np.abs(samples).max(initial=0.0))
    if largest == 0.0:
        return SILENCE
    return float(20 * np.log10(float(oversampled_peaks(samples, 0.6 * largest).max())))


def oversampled_peaks(samples: Samples, above: float) -> npt.NDArray[np.float32]:
    """For each sample the largest absolute value, of all channels, from it up to the next sample: (samples,).

    Stretches of 10 ms in which no sample exceeds ``above`` are not interpolated and keep their sample values.
    """
    wide = samples[:, np.newaxis] if samples.ndim == 1 else samples
    peaks = np.abs(wide[:, 0])
    for channel in range(1, wide.shape[1]):
        np.maximum(peaks, np.abs(wide[:, channel]), out=peaks)
    chunk = RATE // 100
    starts = np.arange(0, len(peaks), chunk)
    busy = np.flatnonzero(np.maximum.reduceat(peaks, starts) > above) if len(peaks) else starts
    phases = _interpolator()
    reach = phases.shape[1] // 2
    for run in np.split(busy, np.flatnonzero(np.diff(busy) > 1) + 1):
        if not len(run):
            continue
        first, last = int(run[0]) * chunk, min((int(run[-1]) + 1) * chunk, len(peaks))
        before, after = max(0, first - reach + 1), min(len(peaks), last + reach)
        pad = (reach - 1 - (first - before), reach - (after - last))
        for channel in range(wide.shape[1]):
            line = np.pad(wide[before:after, channel], pad)
            for phase in phases:
                np.maximum(peaks[first:last], np.abs(np.convolve(line, phase, "valid")), out=peaks[first:last])
    return peaks


@cache
def _interpolator() -> npt.NDArray[np.float32]:
    """The three filters that give the values at 1/4, 2/4 and 3/4 between two samples, 24 taps each (annex 2 asks for 12)."""
    taps = scipy.signal.firwin(24 * _OVERSAMPLING - 1, 1 / _OVERSAMPLING, window=("kaiser", 6.0)) * _OVERSAMPLING
    phases = np.concatenate(([0.0], taps)).reshape(24, _OVERSAMPLING).T
    return np.array(phases[1:], np.float32)


def _windows(hops: npt.NDArray[np.float64], count: int) -> npt.NDArray[np.float64]:
    if len(hops) < count:
        return np.zeros(0)
    total = np.concatenate(([0.0], np.cumsum(hops)))
    return np.asarray(np.maximum(total[count:] - total[:-count], 0.0) / count)


def _lufs(power: npt.NDArray[np.float64] | np.float64) -> npt.NDArray[np.float64]:
    return np.asarray(-0.691 + 10 * np.log10(np.maximum(power, 1e-12)))


@dataclass(frozen=True, slots=True)
class Metered:
    """What FFmpeg's ebur128 says: LUFS integrated, loudness range in LU, true peak in dBTP."""

    integrated: float
    range: float
    true_peak: float


def meter(samples: Samples) -> Metered:
    """The independent meter: FFmpeg's ebur128 filter over 48 kHz samples."""
    wide = np.repeat(samples[:, np.newaxis], 2, axis=1) if samples.ndim == 1 else samples
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="stereo", time_base=Fraction(1, RATE))
    judge = graph.add("ebur128", "peak=true:metadata=1:framelog=quiet")
    sink = graph.add("abuffersink")
    source.link_to(judge)
    judge.link_to(sink)
    graph.configure()
    found: dict[str, str] = {}
    for start in range(0, len(wide), _HOP):
        block = np.ascontiguousarray(wide[start : start + _HOP], np.float32)
        frame = av.AudioFrame.from_ndarray(block.reshape(1, -1), format="flt", layout="stereo")
        frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), start
        graph.push(frame)
        found.update(_told(graph))
    graph.push(None)
    found.update(_told(graph))
    told = {key: float(found.get(f"lavfi.r128.{key}", "nan")) for key in ("I", "LRA", "true_peak")}
    return Metered(told["I"], told["LRA"], 20 * float(np.log10(max(told["true_peak"], 1e-6))))


def _told(graph: av.filter.Graph) -> dict[str, str]:
    found: dict[str, str] = {}
    while True:
        try:
            found.update(graph.pull().metadata)
        except (av.BlockingIOError, av.EOFError):
            return found
