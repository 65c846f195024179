"""Which stretches of speech are in another language than the film. In: words, stretches heard anew. Out: lines. Never: sound.

A model told to write down English writes down Spanish as English, as its translation, or not at all, and gives the time to the next
sentence; it shows only in that it is less sure. So a stretch of speech that was heard with doubt is heard once more, alone, without
being told its language, and the more certain of the two counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from onecrew.providers.transcription import Word
from onecrew.providers.transcription.words import SPACELESS, units, word_error_rate
from onecrew.story.spotted import UNKNOWN, SpottedLine
from onecrew.units import Language, TimeRange

FOREIGN = "another language"
"""The flag of a line that was told to be in another language."""
REGIONS = {"zh": "zh-Hans", "pt": "pt-BR"}
"""What a language is taken for where only its base is heard."""

_CERTAIN = 90
"""Confidence from which speech is what was written down: foreign speech was measured at 45 to 81, the film's own at 82 to 98."""
_SURE, _BETTER = 65, 5
"""Confidence speech must have in another language, and by how much more than in the film's."""
_FEWEST, _SHORTEST = 3, Fraction(4, 5)
"""Words (or characters) and seconds below which no language can be told: "No" is said in a dozen."""
_DRAWN_OUT = Fraction(6, 5)
"""Seconds no word takes: one that does stands for speech that was not written down."""
_SAME = 0.4
"""Share of words that may differ for a subtitle to be in the language that is heard."""
_PAUSE, _REST = Fraction(6, 10), Fraction(3, 10)
"""Seconds of silence that part two lines, and that do so after the end of a sentence."""
_ENDS = tuple("。！？.!?…")
_DEEP = 30
"""dB below the loudest voice at which nobody speaks."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A stretch of speech heard without being told its language: what it seems to be, and its words in the time of the film."""

    range: TimeRange
    language: str
    words: tuple[Word, ...]


def stretches(speech: Sequence[TimeRange], levels: Sequence[int]) -> tuple[TimeRange, ...]:
    """Speech between pauses. ``speech``: when somebody speaks; ``levels``: of the voices, dB full scale, 100 times a second."""
    floor = max(levels, default=0) - _DEEP
    found: list[TimeRange] = []
    for span in speech:
        first, last = int(span.start * 100), min(len(levels), int(span.end * 100))
        loud = [place for place in range(first, last) if levels[place] > floor]
        starts = [loud[0], *(after for before, after in pairwise(loud) if after - before > 100 * _REST)] if loud else []
        ends = [*(before for before, after in pairwise(loud) if after - before > 100 * _REST), loud[-1]] if loud else []
        found += [TimeRange(Fraction(start, 100), Fraction(end + 1, 100)) for start, end in zip(starts, ends, strict=True)]
    return tuple(found)


def doubtful(found: Sequence[TimeRange], words: Sequence[Word]) -> tuple[TimeRange, ...]:
    """The stretches that may be in another language: long enough to tell, and not heard with certainty in the film's."""
    return tuple(one for one in found if one.length >= _SHORTEST and _confidence(one, words) < _CERTAIN)


def foreign(heard: Sequence[Heard], words: Sequence[Word], film: Language) -> tuple[Heard, ...]:
    """Those that are surely in another language than ``film``."""
    return tuple(one for one in heard if _is_foreign(one, words, film))


def mended(words: Sequence[Word], others: Sequence[Heard]) -> list[Word]:
    """The words without what was written down of stretches in another language.

    A word that ends behind such a stretch was drawn out over it, and so was what stands before it in its sentence: they belong to
    the speech that follows.
    """
    out = list(words)
    for one in others:
        end = one.range.end
        inside = [number for number, word in enumerate(out) if one.range.holds((word.start + word.end) / 2)]
        across = [number for number, word in enumerate(out) if one.range.holds(word.start) and word.end > end + _REST / 2]
        first = across[0] if across else len(out)
        while first - 1 in inside and out[first - 1].text.rstrip()[-1:] not in _ENDS:
            first -= 1
        late = {number: replace(out[number], start=end, end=max(end, out[number].end)) for number in range(first, len(out))}
        kept = {number for number in late if number in inside or number in across}
        out = [
            late[number] if number in kept else word for number, word in enumerate(out) if number in kept or number not in inside
        ]
    return out


def with_foreign(lines: Sequence[SpottedLine], others: Sequence[Heard]) -> tuple[SpottedLine, ...]:
    """The film's lines with those in another language: subtitles that stand there become them, the rest are lines of their own."""
    out = list(lines)
    for one in others:
        language = Language(REGIONS.get(one.language, one.language))
        shown = [line for line in out if line.texts and line.range.overlap(one.range) * 2 >= line.range.length]
        out = [line for line in out if line in shown or line.range.overlap(one.range) * 2 < line.range.length]
        for line in shown:
            said = _inside(line.range, one.words) if len(shown) > 1 else one.words
            if said:
                out[out.index(line)] = _subtitled(line, said, language)
        if not shown:
            out += _unsubtitled(one, language)
    out.sort(key=lambda line: (line.range.start, line.range.end))
    return tuple(replace(line, id=f"1.{number}") for number, line in enumerate(out, 1)) if others else tuple(lines)


def main_language(own: Sequence[TimeRange], others: Sequence[Heard], film: Language) -> Language:
    """The language most is said in: ``own`` are the stretches in the film's."""
    seconds: dict[Language, Fraction] = {film: sum((one.length for one in own), Fraction(0))}
    for one in others:
        language = Language(REGIONS.get(one.language, one.language))
        seconds[language] = seconds.get(language, Fraction(0)) + one.range.length
    return max(seconds, key=lambda language: (seconds[language], language == film))


def _is_foreign(one: Heard, words: Sequence[Word], film: Language) -> bool:
    if not one.words or one.language in ("", "und") or Language(one.language).base == film.base:
        return False
    enough = len(units(_text(one.words, Language(one.language)), one.language)) >= _FEWEST
    sure = sum(word.confidence for word in one.words) / len(one.words)
    return enough and sure >= max(_SURE, _confidence(one.range, words) + _BETTER)


def _subtitled(line: SpottedLine, said: Sequence[Word], language: Language) -> SpottedLine:
    """What is heard is its text, unless its subtitle says the same; a subtitle in the film's language stays as what was read."""
    text = _text(said, language)
    flags = (*(flag for flag in line.flags if flag not in ("read and heard differ", "not heard")), FOREIGN)
    if word_error_rate(text, line.text, language.tag) <= _SAME:
        return replace(line, language=language, heard="", flags=flags)
    return replace(line, text=text, language=language, read=line.read or line.text, heard="", flags=flags)


def _unsubtitled(heard: Heard, language: Language) -> list[SpottedLine]:
    """Lines of what no subtitle shows; the first begins and the last ends with the stretch."""
    groups = _groups(heard.words)
    starts = [heard.range.start, *(group[0].start for group in groups[1:])]
    ends = [*(group[-1].end for group in groups[:-1]), heard.range.end]
    return [
        SpottedLine(
            "",
            TimeRange(start, max(end, start + Fraction(1, 10))),
            UNKNOWN,
            _text(said, language),
            round(sum(word.confidence for word in said) / len(said)),
            flags=("not subtitled", FOREIGN),
            language=language,
        )
        for said, start, end in zip(groups, starts, ends, strict=True)
    ]


def _groups(words: Sequence[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = []
    for word in words:
        last = groups[-1][-1] if groups else None
        rest = word.start - last.end if last is not None else Fraction(0)
        if last is None or rest > _PAUSE or (rest > _REST and last.text.rstrip()[-1:] in _ENDS):
            groups.append([])
        groups[-1].append(word)
    return groups


def _text(words: Sequence[Word], language: Language) -> str:
    return ("" if language.base in SPACELESS else " ").join(word.text for word in words).strip()


def _inside(span: TimeRange, words: Sequence[Word]) -> list[Word]:
    return [word for word in words if span.holds((word.start + word.end) / 2)]


def _confidence(span: TimeRange, words: Sequence[Word]) -> float:
    """How surely the stretch was heard in the film's language, 0–100; 0 where words are drawn out over it or leave most of it."""
    inside = _inside(span, words)
    across = [
        word for word in words if word.end - word.start > _DRAWN_OUT and span.overlap(TimeRange(word.start, word.end)) > _REST
    ]
    told = sum((span.overlap(TimeRange(word.start, word.end)) for word in inside), Fraction(0))
    if across or told * 2 < span.length:
        return 0.0
    return sum(word.confidence for word in inside) / len(inside)
