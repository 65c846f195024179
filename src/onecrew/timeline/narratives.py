"""Captions of what is written in the picture: forced narratives. In: texts, dialogue captions, rules. Out: Captions. Never: fonts,
pixels, what is spoken.

Dialogue keeps its time: a narrative stands while its text does, where no dialogue is captioned, and is left out where that leaves
no time to read it. The rules are those of the public Timed Text Style Guides of Netflix (General Requirements, 215758617; English,
217350977): a narrative never shares a caption with dialogue, is written in capitals unless it is a long passage, ends without a
full stop, and lasts as long as the text it translates and reading ask for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from onecrew.timeline.caption_rules import CaptionRules, characters
from onecrew.timeline.captions import Measure, captions
from onecrew.timeline.timeline import Caption, LineClip, Timeline
from onecrew.units import Language, TimeRange

_LINGER = Fraction(1)
"""Seconds a narrative may stay when its text has left the picture: later it would explain another shot."""
_CASED = {"Latn", "Cyrl", "Grek", "Armn"}
"""Scripts that have capitals."""
_FULL_STOP = re.compile(r"(?<![.…])[.。।]$")
_DOTTED = str.maketrans({"i": "İ", "ı": "I"})
"""What Turkish and Azerbaijani capitals are, against all other languages."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text in the picture: its id, when it stands there, and what it says in the release's language."""

    id: str
    range: TimeRange
    text: str


def narrative_text(text: str, rules: CaptionRules) -> str:
    """The text in the manner that tells it from speech: capitals, or brackets where the script has no capitals.

    The Chinese guide (215986007) puts narratives in parentheses; square brackets elsewhere are this house's choice. A passage too
    long for one caption stays as it is written, because capitals are slow to read.
    """
    said = " ".join(text.split())
    if characters(said, rules) > rules.rows * rules.row_characters:
        return said
    said = _FULL_STOP.sub("", said) or said
    if rules.language.base == "zh":
        return f"({said})"
    return _capitals(said, rules.language) if rules.language.script in _CASED else f"[{said}]"


def narratives(
    timeline: Timeline,
    written: Sequence[Written],
    dialogue: Sequence[Caption],
    rules: CaptionRules,
    measure: Measure | None = None,
    names: Sequence[str] = (),
) -> tuple[Caption, ...]:
    """The captions of texts in the picture, in order, on frames; none of a text that dialogue leaves no time for.

    ``timeline``: for its shots, rate and length. ``dialogue``: the captions of its lines. Texts that stand there together share a
    caption where their rows do. A caption bears its text's id in the place of a line's and has no speaker.
    """
    said = {one.id: narrative_text(one.text, rules) for one in written}
    taken = _taken(dialogue, timeline.rate, rules)
    clips: list[LineClip] = []
    for one in written:
        window = _window(one.range, said[one.id], taken, timeline, rules)
        if window is not None:
            clips.append(LineClip(one.id, "", window))
    laid = captions(replace(timeline, lines=tuple(clips)), said, rules, None, measure, (*names, *(name.upper() for name in names)))
    return tuple(kept for one in laid if (kept := _between(one, taken, timeline.rate, rules)) is not None)


def unshown(written: Sequence[Written], shown: Sequence[Caption]) -> tuple[Written, ...]:
    """The texts that no caption shows."""
    there = {line for one in shown for line in (one.line, *one.also)}
    return tuple(one for one in written if one.id not in there)


def _capitals(text: str, language: Language) -> str:
    return (text.translate(_DOTTED) if language.base in ("tr", "az") else text).upper()


def _taken(dialogue: Sequence[Caption], rate: Fraction, rules: CaptionRules) -> list[tuple[int, int]]:
    """The frames in which no narrative may stand: dialogue captions with the gap kept around them."""
    gap = rules.gap_frames
    return sorted((int(one.range.start * rate) - gap, math.ceil(one.range.end * rate) + gap) for one in dialogue)


def _window(
    stands: TimeRange, text: str, taken: Sequence[tuple[int, int]], timeline: Timeline, rules: CaptionRules
) -> TimeRange | None:
    """The earliest free time in which the text can be read, else the longest that a caption may be short; None without any."""
    rate = timeline.rate
    first, last = math.floor(stands.start * rate + Fraction(1, 2)), math.floor(stands.end * rate + Fraction(1, 2))
    shortest = math.ceil(rules.shortest * rate)
    need = max(shortest, math.ceil(characters(text, rules) / rules.speed * rate))
    end = min(int(timeline.length * rate), last + math.floor(_LINGER * rate))
    spans: list[tuple[int, int]] = []
    for start, stop in _free(first, end, taken):
        if start < last:
            spans.append((start, min(stop, max(last, start + need))))
    best = next((one for one in spans if one[1] - one[0] >= need), None)
    best = best or max(spans, key=lambda one: (one[1] - one[0], -one[0]), default=None)
    if best is None or best[1] - best[0] < shortest:
        return None
    return TimeRange(best[0] / rate, best[1] / rate)


def _free(first: int, end: int, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of frames from ``first`` to ``end`` that are not taken."""
    spans: list[tuple[int, int]] = []
    at = first
    for start, stop in taken:
        if start > at and at < end:
            spans.append((at, min(start, end)))
        at = max(at, stop)
    return [*spans, (at, end)] if at < end else spans


def _between(caption: Caption, taken: Sequence[tuple[int, int]], rate: Fraction, rules: CaptionRules) -> Caption | None:
    """The caption in the longest free part of its time; None where that is shorter than a caption may be.

    The layout moves starts to cuts and ends past the last word, and knows nothing of dialogue.
    """
    free = _free(int(caption.range.start * rate), int(caption.range.end * rate), taken)
    start, stop = max(free, key=lambda one: one[1] - one[0], default=(0, 0))
    if (stop - start) / rate < rules.shortest:
        return None
    return replace(caption, range=TimeRange(start / rate, stop / rate))
