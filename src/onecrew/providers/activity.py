"""When somebody speaks: Silero's voice activity, from the package of Whisper. In: mono PCM. Out: spans of seconds. Never: words.

The network is asked with faster-whisper's own code, which cuts the spans too. A gap below a quarter of a second belongs to the
speech around it, and each span is wider than what the network heard, for it misses breathy onsets and the ends of words.
"""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from scipy import signal

from onecrew.units import Broken, Refused

RATE = 16_000


def speech_spans(pcm: bytes, rate: int, *, threshold: float = 0.5, pad: float = 0.1) -> tuple[tuple[Fraction, Fraction], ...]:
    """Seconds in which somebody speaks, in order, without overlaps. Mono signed 16-bit little-endian PCM at ``rate`` Hz.

    ``threshold`` 0–1: how sure the network must be. ``pad``: seconds put before and behind.

    Raises:
        Refused: half a sample, or a rate below 8 kHz.
        Broken: the network failed.
    """
    if rate < 8000 or len(pcm) % 2:
        raise Refused(f"voice activity needs 16-bit samples at 8 kHz or more; this is {len(pcm)} bytes at {rate} Hz")
    if not len(pcm):
        return ()
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    sound = np.frombuffer(pcm, dtype="<i2").astype(np.float32) / np.float32(32768)
    if rate != RATE:
        common = math.gcd(rate, RATE)
        sound = np.asarray(signal.resample_poly(sound, RATE // common, rate // common), np.float32)
    options = VadOptions(
        threshold=threshold, min_speech_duration_ms=100, min_silence_duration_ms=250, speech_pad_ms=round(pad * 1000)
    )
    try:
        found = get_speech_timestamps(sound, options)
    except RuntimeError as fact:
        raise Broken(f"voice activity failed over {len(sound) / RATE:.1f} s of sound: {fact}") from fact
    end = Fraction(len(pcm) // 2, rate)
    spans = [(Fraction(int(one["start"]), RATE), min(Fraction(int(one["end"]), RATE), end)) for one in found]
    return tuple((first, last) for first, last in spans if last > first)
