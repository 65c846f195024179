"""Sound after against sound before. In: float32 (samples, 2) at 48 kHz, spans in seconds. Out: dB, LU, correlations. Never: mixing.

Loudness is pyloudnorm's (ITU-R BS.1770-4), which shares no line with onecrew's own.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy import signal

RATE = 48_000
Stereo = npt.NDArray[np.float32]
Span = tuple[float, float]


def loudness(sound: Stereo) -> float:
    """LUFS, integrated; -70 for silence."""
    import pyloudnorm

    if len(sound) < RATE // 2 or not np.abs(sound).max():
        return -70.0
    return float(max(-70.0, pyloudnorm.Meter(RATE).integrated_loudness(sound.astype(np.float64))))


def true_peak(sound: Stereo) -> float:
    """dBTP, at four times the rate."""
    finer = signal.resample_poly(sound.astype(np.float64), 4, 1, axis=0)
    return float(20 * np.log10(max(1e-6, np.abs(finer).max())))


def rests(spoken: Sequence[Span], length: float, clear: float = 0.35, least: float = 0.4) -> list[Span]:
    """Where nobody speaks: ``clear`` seconds away from every line (for echoes and fades), ``least`` seconds long."""
    found, reached = [], -clear
    for start, end in [*sorted(spoken), (length + clear, length + clear)]:
        if start - clear - (reached + clear) >= least:
            found.append((reached + clear, start - clear))
        reached = max(reached, end)
    return found


def level_changes(before: Stereo, after: Stereo, spans: Sequence[Span]) -> list[float]:
    """dB by which the level of each span changed (root mean square of both sides)."""
    changes = []
    for span in spans:
        a, b = _part(before, span), _part(after, span)
        count = min(len(a), len(b))
        power = [float(np.square(one[:count], dtype=np.float64).mean()) for one in (a, b)]
        changes.append(10 * float(np.log10(max(power[1], 1e-14) / max(power[0], 1e-14))))
    return changes


def gain_of(before: Stereo, after: Stereo, spans: Sequence[Span]) -> float:
    """The one gain in dB that the whole release got: the median change where nobody speaks."""
    changes = level_changes(before, after, spans)
    return float(np.median(changes)) if changes else 0.0


def correlation(sound: Stereo, spans: Sequence[Span] | None = None) -> float:
    """Between left and right, over the whole or over spans."""
    part = np.concatenate([_part(sound, span) for span in spans]) if spans else sound
    left, right = part[:, 0].astype(np.float64), part[:, 1].astype(np.float64)
    power = float(np.sqrt(np.square(left).sum() * np.square(right).sum()))
    return float((left * right).sum() / power) if power else 1.0


def onset(speech: Stereo, expected: float, reach: float = 0.5, threshold: float = -30.0) -> float | None:
    """When the voice begins that should begin at ``expected`` (seconds), or None when there is none.

    The start of the stretch without a rest of 30 ms that holds the loudest moment of the 0.3 s after ``expected``; what is quieter
    than ``threshold`` dB below the loudest within ``reach`` is rest.
    """
    first = max(0, round((expected - reach) * RATE))
    part = np.square(speech[first : round((expected + reach) * RATE)], dtype=np.float64).sum(axis=1)
    step = RATE // 200
    power = part[: len(part) // step * step].reshape(-1, step).mean(axis=1)
    if not len(power) or power.max() < 1e-9:
        return None
    loud = power > power.max() * 10 ** (threshold / 10)
    # From the loudest moment near the expected place back to the last rest of 30 ms before it.
    near = round((expected - first / RATE) * 200)
    begin = min(len(loud) - 1, near + int(np.argmax(power[near : near + 60])))
    while begin > 0 and loud[max(0, begin - 6) : begin].any():
        begin -= 1
    return (first + begin * step) / RATE


def speech_over_bed(speech: Stereo, bed: Stereo, spoken: Sequence[Span]) -> float:
    """LU of speech above the bed while somebody speaks."""
    together = [(_part(speech, span), _part(bed, span)) for span in spoken]
    return loudness(np.concatenate([a for a, _ in together])) - loudness(np.concatenate([b for _, b in together]))


def distortion(truth: Stereo, found: Stereo) -> float:
    """Scale-invariant signal-to-distortion ratio in dB (Le Roux 2019), both sides together."""
    count = min(len(truth), len(found))
    a, b = truth[:count].astype(np.float64).ravel(), found[:count].astype(np.float64).ravel()
    part = a * (float(a @ b) / max(1e-12, float(a @ a)))
    return 10 * float(np.log10(max(1e-12, float(part @ part)) / max(1e-12, float((b - part) @ (b - part)))))


def _part(sound: Stereo, span: Span) -> Stereo:
    return sound[max(0, round(span[0] * RATE)) : max(0, round(span[1] * RATE))]
