"""When each phoneme sounds. In: a passage's samples, letters and durations. Out: spans in samples. Never: text.

The duration predictor's frames give every letter its place; two corrections make them fit what is heard:

- The sound comes ``LEAD`` earlier than the durations say. Measured by correlating predicted vowels with the energy at
  150–1000 Hz and predicted fricatives with that above 4 kHz: 45–70 ms in thirteen voices of six languages.
- Pauses, the beginning and the end are where the sound is quiet, not where a comma's duration says: the last letter of a line
  often holds half a second of silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from onecrew.providers.speech import symbols

RATE = 24_000
FRAME = 600
"""Samples of one frame of the duration predictor: 25 ms."""
LEAD = 1320
"""Samples: 55 ms."""
_HOP = 120
"""Samples between two measurements of the level: 5 ms."""
_QUIET = -38.0
"""Decibels below the loudest 10 ms; quieter is silence. Room tone of the voices lies at -60, weak fricatives at -32."""
_SHORTEST_PAUSE = 7
_SHORTEST_BREAK = 14
"""Measurements (35 and 70 ms) that make a pause at punctuation and between two words; less is the closure of a stop."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of the model: samples (±1), frames of each token (with the two ends), its letters, the pause behind it in seconds."""

    wave: NDArray[np.float32]
    frames: NDArray[np.float32]
    letters: str
    pause: float


@dataclass(slots=True)
class Span:
    """An IPA symbol (``""``: silence) from ``start`` to ``end``, in samples."""

    symbol: str
    start: float
    end: float
    marked: bool = False
    """A silence that stands for punctuation, not only for the space between two words."""


def align(passage: Passage) -> list[Span]:
    """Spans in order, without gaps, from 0 to the passage's length; the first and last are silence."""
    length = len(passage.wave)
    edges = np.clip(np.concatenate(([0.0], np.cumsum(passage.frames))) * FRAME - LEAD, 0, length)
    spans = _spans(passage.letters, edges)
    spans[0].start, spans[-1].end = 0.0, float(length)
    quiet = _quiet(passage.wave)
    _ends(spans, quiet)
    _pauses(spans, quiet)
    return [span for span in spans if span.end > span.start]


def _spans(letters: str, edges: NDArray[np.float64]) -> list[Span]:
    spans = [Span("", 0.0, float(edges[1]), True)]
    stressed: float | None = None
    for index, letter in enumerate(letters):
        start, end = float(edges[index + 1]), float(edges[index + 2])
        sounds = symbols.ipa(letter)
        if sounds:
            start = start if stressed is None else stressed
            stressed = None
            for symbol, tenths in sounds:
                stop = start + (end - start) * tenths / 10 if symbol != sounds[-1][0] else end
                spans.append(Span(symbol, start, stop))
                start = stop
        elif letter in symbols.STRESS:
            stressed = start if stressed is None else stressed
        elif symbols.mark(letter) and spans[-1].symbol:
            spans[-1].end = end
        elif spans[-1].symbol:
            spans.append(Span("", start, end, letter != " "))
        else:
            spans[-1].end = end
            spans[-1].marked |= letter != " "
    if spans[-1].symbol:
        spans.append(Span("", spans[-1].end, spans[-1].end, True))
    spans[-1].end = max(spans[-1].end, float(edges[-1]))
    return spans


def _quiet(wave: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether each 5 ms are silence."""
    padded = np.concatenate((wave.astype(np.float64) ** 2, np.zeros(2 * _HOP - len(wave) % _HOP)))
    power = padded[: len(padded) // _HOP * _HOP].reshape(-1, _HOP).mean(axis=1)
    power = (power[:-1] + power[1:]) / 2
    loudest = power.max(initial=0.0)
    return power <= loudest * 10 ** (_QUIET / 10) if loudest > 0 else np.ones(len(power), dtype=bool)


def _ends(spans: list[Span], quiet: NDArray[np.bool_]) -> None:
    """Moves the first sound's start and the last sound's end to what is heard."""
    loud = np.flatnonzero(~quiet)
    if len(spans) < 3 or not len(loud):
        return
    first, last = float(loud[0] * _HOP), float((loud[-1] + 1) * _HOP)
    head, tail = spans[1], spans[-2]
    head.start = spans[0].end = min(first, max(head.end - 2 * _HOP, 0.0))
    sounding = [span for span in spans if span.symbol]
    if last >= tail.end:
        # The release of a last stop or vowel rings longer than its duration; a quarter of a second at most.
        tail.end = min(last, tail.end + RATE / 4)
    else:
        # Silence inside the last letters: at least 30 ms stay for each of the last three.
        least = RATE * 0.03
        for back, span in enumerate(reversed(sounding[-3:])):
            span.end = min(span.end, max(last - back * least, 0.0))
            span.start = min(span.start, max(last - (back + 1) * least, 0.0))
        for before, after in pairwise(spans):
            before.end = min(before.end, after.start) if after.symbol else before.end
            before.start = min(before.start, before.end)
    spans[-1].start = tail.end


def _pauses(spans: list[Span], quiet: NDArray[np.bool_]) -> None:
    """Keeps a silence where one is heard; elsewhere gives its time to the neighbours."""
    for index in range(1, len(spans) - 1):
        gap = spans[index]
        if gap.symbol:
            continue
        before, after = spans[index - 1], spans[index + 1]
        reach = RATE * (0.15 if gap.marked else 0.04)
        left = int(max(before.start + _HOP, gap.start - reach) // _HOP)
        right = int(min(after.end - _HOP, gap.end + reach) // _HOP)
        start, end = _longest(quiet[left:right])
        if end - start >= (_SHORTEST_PAUSE if gap.marked else _SHORTEST_BREAK):
            gap.start, gap.end = float((left + start) * _HOP), float((left + end) * _HOP)
        else:
            gap.start = gap.end = (gap.start + gap.end) / 2
        before.end, after.start = gap.start, gap.end


def _longest(quiet: NDArray[np.bool_]) -> tuple[int, int]:
    """The longest run of true values as a half-open range."""
    best, start = (0, 0), None
    for index, silent in enumerate([*quiet.tolist(), False]):
        if silent and start is None:
            start = index
        elif not silent and start is not None:
            best = max(best, (start, index), key=lambda run: run[1] - run[0])
            start = None
    return best
