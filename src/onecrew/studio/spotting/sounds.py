"""Voices without words: singing, crying, laughing, a crowd. In: the voices of a film, when somebody is heard, when words are said.
Out: what is heard where no words are. Never: a mark on anything in which words were understood.

A dub has nothing to put in the place of a sob, so the original stays. What they are is told by how they move: a tune holds its
notes; laughter comes in bursts, four to six a second (Bachorowski, Smoski and Owren 2001); sobs are high, glide down, tremble and
break off; a crowd has a steady level and no pitch of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from onecrew.story.spotted import Kept
from onecrew.studio.spotting.pitch import HOP, Melody, melody
from onecrew.units import TimeRange

_SHORTEST = Fraction(1, 2)
"""Seconds; a shorter breath or start is not looked at."""
_ROUND = Fraction(3, 20)
"""Seconds around a line that belong to it."""
_NOTE = 0.15
"""Seconds a pitch is held for a note, within 0.9 semitones."""
_HELD = 0.45
_BURSTS = 4.0, 6.5
"""Bursts of laughter a second."""
_BEAT = 0.6
"""How regular they are: the autocorrelation of the level over a second and more."""
_BROKEN = 0.15
"""Share of a sobbing voice in which nothing sounds."""
_HIGH = 155.0
"""Hz above which a voice that sobs lies."""
_STEADY = 4.0
"""dB by which a crowd's level varies at most (standard deviation)."""

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Outcry:
    """A voice without words. ``kind``: None where it cannot be told (a gasp, a hum, words nobody understood). ``sure`` 0–100."""

    range: TimeRange
    kind: Kept | None
    sure: int


def outcries(speech: NDArray[np.float32], rate: int, spans: Sequence[TimeRange], lines: Sequence[TimeRange]) -> tuple[Outcry, ...]:
    """What is heard in ``spans`` (somebody's voice) outside of ``lines`` (words). ``speech``: mono, voices alone, full scale 1."""
    found = []
    for span in _wordless(spans, lines):
        heard = melody(speech[int(span.start * rate) : int(span.end * rate)], rate)
        kind, sure = kind_of(heard)
        found.append(Outcry(span, kind, sure))
    return tuple(found)


def cried(
    speech: NDArray[np.float32], rate: int, spans: Sequence[TimeRange], lines: Sequence[TimeRange], doubtful: Sequence[TimeRange]
) -> tuple[int, ...]:
    """Which of the ``doubtful`` lines, by their places, are no words at all but laughing, crying or singing that was heard as some.

    ``lines`` are those that surely are words: none of them was ever taken for anything else (102 of the made films).
    """
    cries = [one for one in outcries(speech, rate, [*spans, *doubtful], lines) if one.kind is not None]
    return tuple(place for place, line in enumerate(doubtful) if any(2 * one.range.overlap(line) >= line.length for one in cries))


def kind_of(heard: Melody) -> tuple[Kept | None, int]:
    """What a voice without words does, and how sure that is (0–100)."""
    voiced = heard.voiced
    audible = int(heard.audible.sum())
    seconds = len(heard.pitch) * HOP
    if audible * HOP < float(_SHORTEST):
        return None, 0
    share = voiced.sum() / audible
    notes, held = _notes(heard)
    rate, beat = _rhythm(heard)
    silent = 1 - audible / len(heard.pitch)
    if len(notes) >= 3 and held >= _HELD and share >= 0.7 and np.ptp(notes) >= 1.5:
        return Kept.SINGING, round(100 * min(0.95, held))
    if seconds >= 0.7 and beat >= _BEAT and _BURSTS[0] <= rate <= _BURSTS[1] and held < 0.2:
        return Kept.LAUGHING, round(100 * min(0.9, beat))
    if seconds >= 2 and share < 0.42 and silent < 0.05 and float(np.std(heard.level[heard.audible])) < _STEADY:
        return Kept.CROWD, 60
    median = float(np.median(heard.pitch[voiced])) if voiced.any() else 0.0
    if seconds >= 0.8 and share >= 0.6 and silent >= _BROKEN and median >= _HIGH and held < 0.3 and _falls(heard):
        return Kept.CRYING, round(100 * min(0.8, 0.4 + silent))
    return None, 0


def _wordless(spans: Sequence[TimeRange], lines: Sequence[TimeRange]) -> list[TimeRange]:
    taken = sorted((line.start - _ROUND, line.end + _ROUND) for line in lines)
    found: list[TimeRange] = []
    for span in _merged(spans):
        begin = span.start
        for start, end in [*taken, (span.end, span.end)]:
            if end <= begin or start > span.end:
                continue
            if min(start, span.end) - begin >= _SHORTEST:
                found.append(TimeRange(begin, min(start, span.end)))
            begin = max(begin, end)
    return found


def _merged(spans: Sequence[TimeRange]) -> list[TimeRange]:
    whole: list[TimeRange] = []
    for span in sorted(spans, key=lambda one: one.start):
        if whole and span.start < whole[-1].end:
            whole[-1] = TimeRange(whole[-1].start, max(whole[-1].end, span.end))
        else:
            whole.append(span)
    return whole


def _notes(heard: Melody) -> tuple[list[float], float]:
    """The notes that are held, in semitones, and the share of the voiced time in which one is."""
    semitones = 12 * np.log2(np.where(heard.voiced, heard.pitch, 1.0))
    width, notes, held, frame = round(_NOTE / HOP), [], 0, 0
    while frame + width <= len(semitones):
        part = semitones[frame : frame + width]
        if not heard.voiced[frame : frame + width].all() or np.ptp(part) > 0.9:
            frame += 1
            continue
        end = frame + width
        while end < len(semitones) and heard.voiced[end] and abs(semitones[end] - np.median(semitones[frame:end])) < 0.7:
            end += 1
        notes.append(float(np.median(semitones[frame:end])))
        held += end - frame
        frame = end
    return notes, held / max(1, int(heard.voiced.sum()))


def _rhythm(heard: Melody) -> tuple[float, float]:
    """Bursts a second, and how regular they are, -1 to 1."""
    loud = 10 ** (heard.level / 20)
    width = min(len(loud), round(0.5 / HOP))
    swing = loud - np.convolve(loud, np.ones(width) / width, "same")
    alike = np.correlate(swing, swing, "full")[len(swing) - 1 :]
    alike = alike / (alike[0] + 1e-12) / (1 - np.arange(len(alike)) / len(alike))
    lags = np.arange(round(1 / _BURSTS[1] / HOP) - 3, round(1 / _BURSTS[0] / HOP) + 10)
    lags = lags[lags < len(alike) // 2]
    if not len(lags):
        return 0.0, 0.0
    best = int(lags[alike[lags].argmax()])
    return 1 / (best * HOP), float(alike[best])


def _falls(heard: Melody) -> bool:
    """Whether the pitch glides down within the stretches that are voiced, most of the time."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], heard.voiced.astype(np.int8), [0]))))
    steps = [
        float(np.log2(heard.pitch[end - 1] / heard.pitch[start])) * (end - start)
        for start, end in zip(edges[::2], edges[1::2], strict=True)
        if end - start >= 10
    ]
    return bool(steps) and sum(steps) < 0 and sum(step < 0 for step in steps) > len(steps) / 2


_SYLLABLES = {
    Kept.LAUGHING: r"(?:ha|he|hi|ho|ah|ja|je|ji|rs|hue|k{2,}|哈|呵|嘿|嘻|咯|はは|ハハ|ㅋ|ㅎ|ха|хе)+h?",
    Kept.CRYING: r"(?:wa+h|waa+|boo|hoo|sniff|sob|buah|snif|ouin|呜|嗚|うう|えーん|ㅠ|ㅜ)+",
    Kept.SINGING: r"(?:la|na|da|di|du|dum|mm+|trala|啦|ラ|라|ля)+",
}


def sung_or_laughed(text: str) -> Kept | None:
    """What a text is that holds no words, only the sounds a listener writes for laughing, crying or singing; else None.

    At least three syllables: a lone "ha" or "la" is a word of many languages.
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    if "♪" in text or "♫" in text:
        plain = re.sub(r"[♪♫]", "", plain)
        if not plain.strip():
            return Kept.SINGING
    letters = "".join(one for one in plain if one.isalpha())
    if len(letters) < 3 or (letters.isascii() and len(letters) < 6):
        return None
    return next((kind for kind, syllables in _SYLLABLES.items() if re.fullmatch(syllables, letters)), None)
