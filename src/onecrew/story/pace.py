"""How long things take, before anything was spoken or drawn. In: texts. Out: estimated seconds. Never: the final times.

The planner balances shots with these; the timeline decides with the real speech. Speaking rates are letters a second of acted
speech: English measured on the built-in voices, the others scaled from it by published syllable rates (Pellegrino et al. 2011,
"A cross-language perspective on speech information rate") and the usual letters a syllable of each script.
"""

from __future__ import annotations

import re
from fractions import Fraction

from onecrew.story.episode import Delivery, Line
from onecrew.units import Language

_RATES = {
    "en": 16, "es": 16, "fr": 16, "it": 16, "pt": 15, "de": 15, "id": 16, "tr": 15, "vi": 12, "ru": 15, "hi": 12, "ar": 11,
    "th": 12, "zh": 5, "ja": 8, "ko": 7,
}  # fmt: skip
_PACES = {
    Delivery.NORMAL: Fraction(1),
    Delivery.WHISPER: Fraction(11, 10),
    Delivery.SHOUT: Fraction(19, 20),
    Delivery.SLOW: Fraction(5, 4),
    Delivery.FAST: Fraction(4, 5),
}
_SENTENCE = Fraction(25, 100)
"""Silence after a sentence inside a line."""
_ENDS = re.compile(r"(?<=[.!?…])[\"'”’»)]*\s+|(?<=[。！？])[”’」』）]*")
_SHORTENED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Sra|Jr|No|vs|etc|MR|MRS|MS|DR|PROF)\.$")


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a line, in order, stripped; titles such as ``Dr.`` do not end one, nor does a word alone such as ``No.``"""
    found: list[str] = []
    start = 0
    for end in _ENDS.finditer(text):
        piece = text[start : end.end()].strip()
        if piece and not _SHORTENED.search(piece):
            found.append(piece)
            start = end.end()
    rest = text[start:].strip()
    if rest:
        found.append(rest)
    return tuple(found)


def pieces(text: str, count: int) -> tuple[str, ...]:
    """A line split into ``count`` pieces (or fewer, if it has fewer seams), as even as its seams allow.

    The seams are the ends of sentences; only when there are too few, the commas count as well. This is what a shot's
    ``LineBeat.part`` means: piece ``i`` of ``n`` is ``pieces(text, n)[i]``, and the same rule holds in every language.
    """
    parts = list(sentences(text))
    if len(parts) < count:
        parts = [one.strip() for part in parts for one in re.split(r"(?<=[,;:—])\s+|(?<=[，；：、])", part) if one.strip()]
    if not parts:
        return (text,)
    count = max(1, min(count, len(parts)))
    joint = "" if re.search(r"[。！？，]", text) else " "
    total = sum(len(part) for part in parts)
    cut: list[list[str]] = [[]]
    said = 0
    for number, part in enumerate(parts):
        left = len(parts) - number
        wanted = count - len(cut)
        middle = said + len(part) / 2
        if cut[-1] and wanted and (left == wanted or middle > total * len(cut) / count):
            cut.append([])
        cut[-1].append(part)
        said += len(part)
    return tuple(joint.join(group) for group in cut)


def spoken_seconds(text: str, language: Language, delivery: Delivery = Delivery.NORMAL) -> Fraction:
    """Estimated seconds to say a text, to a tenth, at least 0.5."""
    letters = sum(1 for letter in text if letter.isalnum())
    rate = _RATES.get(language.base, 15)
    pauses = max(0, len(sentences(text)) - 1)
    length = (Fraction(letters, rate) + Fraction(2, 10)) * _PACES[delivery] + pauses * _SENTENCE
    return max(Fraction(5, 10), Fraction(round(length * 10), 10))


def line_seconds(line: Line, language: Language) -> Fraction:
    """Estimated seconds of a line with the pause its script asks for and the breath before it."""
    return line.pause_before + spoken_seconds(line.text, language, line.delivery) + Fraction(2, 10)


def reading_seconds(text: str, language: Language) -> Fraction:
    """Seconds a message on screen needs to be read: 0.8 s to find it, then 17 letters a second (9 where words are not spaced)."""
    rate = 9 if language.spaceless else 17
    length = Fraction(8, 10) + Fraction(len(text), rate)
    return min(max(Fraction(14, 10), Fraction(round(length * 10), 10)), Fraction(45, 10))
