"""Captions of what is written in the picture: forced narratives. In: texts, dialogue captions, rules. Out: Captions. Never: fonts,
pixels, what is spoken.

Dialogue keeps its time and its place: a narrative stands while its text does, in the usual place where no dialogue is captioned
meanwhile, else in the other half of the picture; one of an erased text stands where the text stood. The rules are those of the
public Timed Text Style Guides of Netflix (General Requirements, 215758617; English, 217350977): a narrative never shares a caption
with dialogue, is written in capitals unless it is a long passage, ends without a full stop, and lasts as long as the text it
translates and reading ask for.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from onecrew.timeline.caption_place import CaptionArea, Span, caption_area, touch
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
    """A text in the picture: its id, when it stands there, and what it says in the release's language.

    ``stands``: its top and bottom, if they are known; ``erased``: whether it is taken out, so that its place is free.
    """

    id: str
    range: TimeRange
    text: str
    stands: Span | None = None
    erased: bool = False


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
    area: CaptionArea | None = None,
) -> tuple[Caption, ...]:
    """The captions of texts in the picture, in order, on frames; none of a text that cannot be read before the film ends.

    ``timeline``: for its shots, rate and length. ``dialogue``: the captions of its lines. ``area``: where captions stand in the
    picture, by default a vertical one. Texts that stand there together share a caption where their rows do, unless one of them is
    erased. A caption bears its text's id in the place of a line's and has no speaker.
    """
    area = area or caption_area(9, 16)
    said = {one.id: narrative_text(one.text, rules) for one in written}
    texts = {one.id: one for one in written}
    names = (*names, *(name.upper() for name in names))
    # Who has a place of his own takes it before those who can stand in several.
    own = [one for one in written if one.erased and one.stands is not None]
    told: list[Caption] = []
    for group in (*([one] for one in own), [one for one in written if one not in own]):
        for laid in _laid(timeline, group, said, rules, measure, names):
            shown = [texts[line] for line in (laid.line, *laid.also)]
            placed = _placed(laid, shown, (*dialogue, *told), rules.gap_frames / timeline.rate, area)
            told += [placed] if placed is not None else []
    return tuple(sorted(told, key=lambda one: (one.range.start, one.range.end)))


def unshown(written: Sequence[Written], shown: Sequence[Caption]) -> tuple[Written, ...]:
    """The texts that no caption shows."""
    there = {line for one in shown for line in (one.line, *one.also)}
    return tuple(one for one in written if one.id not in there)


def _capitals(text: str, language: Language) -> str:
    return (text.translate(_DOTTED) if language.base in ("tr", "az") else text).upper()


def _laid(
    timeline: Timeline,
    written: Sequence[Written],
    said: Mapping[str, str],
    rules: CaptionRules,
    measure: Measure | None,
    names: Sequence[str],
) -> list[Caption]:
    """Captions of texts in one place, one after the other."""
    clips = [
        LineClip(one.id, "", window) for one in written if (window := _window(one.range, said[one.id], timeline, rules)) is not None
    ]
    laid = captions(replace(timeline, lines=tuple(clips)), said, rules, None, measure, names)
    return [one for one in laid if one.range.length >= rules.shortest]


def _window(stands: TimeRange, text: str, timeline: Timeline, rules: CaptionRules) -> TimeRange | None:
    """While the text stands, and longer where reading it takes longer; None where the film ends too soon."""
    rate = timeline.rate
    first, last = math.floor(stands.start * rate + Fraction(1, 2)), math.floor(stands.end * rate + Fraction(1, 2))
    shortest = math.ceil(rules.shortest * rate)
    need = max(shortest, math.ceil(characters(text, rules) / rules.speed * rate))
    end = min(int(timeline.length * rate), last + math.floor(_LINGER * rate))
    stop = min(end, max(last, first + need))
    return TimeRange(first / rate, stop / rate) if stop - first >= shortest else None


def _placed(
    caption: Caption, texts: Sequence[Written], others: Sequence[Caption], gap: Fraction, area: CaptionArea
) -> Caption | None:
    """The caption in a place of its own where it needs one; None where the others leave no room in the picture.

    ``texts``: those it shows. ``others``: captions that keep their places. ``gap``: seconds kept between captions of one place.
    """
    start, end = caption.range.start - gap, caption.range.end + gap
    taken = [
        span for one in others if one.range.start < end and start < one.range.end for span in area.spans(len(one.lines), one.place)
    ]
    there = [one.stands for one in texts if one.stands is not None]
    if texts[0].erased and there:
        middle = area.free(len(caption.lines), (there[0][0] + there[0][1]) / 2, taken)
    elif not touch(area.spans(len(caption.lines), None), taken):
        return caption
    else:
        # The other half of the picture, as far from dialogue as the safe area goes.
        wanted = area.safe[0] if area.middle > Fraction(1, 2) else area.safe[1]
        middle = area.free(len(caption.lines), wanted, taken, there)
    return None if middle is None else replace(caption, place=middle)
