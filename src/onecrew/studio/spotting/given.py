"""Subtitles that come with a film. In: cues of its tracks and side files. Out: texts of its lines. Never: files, what is burnt in.

In the film's own language they say what is spoken, as burnt-in ones do. In another they are its translation, and a person's work:
they are taken over as accepted.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction

from onecrew.story.spotted import Box, ScreenText, SpottedLine, TextKind, entry_speaker
from onecrew.timeline.cue_reading import Cue
from onecrew.units import Language, TimeRange

NOWHERE = Box(0, 0, 1, 1)
"""Where a soft subtitle stands: nowhere in the picture."""
_NEAR = Fraction(1)
"""Seconds between a subtitle and the line it translates at most."""
_CODES = {
    "chi": "zh", "zho": "zh", "cmn": "zh", "eng": "en", "spa": "es", "fre": "fr", "fra": "fr", "por": "pt", "ita": "it",
    "jpn": "ja", "kor": "ko", "hin": "hi", "ger": "de", "deu": "de", "rus": "ru", "tur": "tr", "tha": "th", "vie": "vi",
    "ind": "id", "ara": "ar",
}  # fmt: skip
"""ISO 639-2 codes, as containers name languages."""


def speaks(code: str, language: Language) -> bool:
    """Whether a track's or a file's language is this one: ``por``, ``pt`` and ``pt-BR`` are all Portuguese."""
    tag = _CODES.get(code.lower(), code)
    if not tag:
        return False
    try:
        named = Language(tag)
    except ValueError:
        return False
    return named == language or (named.base == language.base and named == Language(named.base))


def as_written(cues: Sequence[Cue]) -> tuple[ScreenText, ...]:
    """Cues of the film's own language as texts that say its dialogue; their ids begin with ``s``."""
    return tuple(
        ScreenText(f"s{number}", TextKind.DIALOGUE, when, NOWHERE, text, 100) for number, (when, text) in enumerate(cues, 1)
    )


def translations(lines: Sequence[SpottedLine], cues: Sequence[Cue]) -> dict[str, str]:
    """The cues' text by the line each belongs to: the one it is heard with the longest, or the nearest within a second."""
    found: dict[str, list[str]] = {}
    for when, text in cues if lines else ():
        line = _nearest(lines, when)
        if _apart(line.range, when) <= _NEAR:
            found.setdefault(line.id, []).append(" ".join(text.split()))
    return {line: " ".join(texts) for line, texts in found.items()}


def po_text(language: Language, lines: Sequence[SpottedLine], texts: Mapping[str, str]) -> str:
    """A .po file of accepted translations, to be laid out by ``write_po``. Strings of PO are escaped as JSON's are."""
    head = f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nLanguage: {language.tag}\\n"\n'
    entries = [
        f"msgctxt {_quoted(f'{line.id} {entry_speaker(line)}')}\nmsgid {_quoted(line.text)}\nmsgstr {_quoted(texts[line.id])}\n"
        for line in lines
        if texts.get(line.id)
    ]
    return "\n".join([head, *entries])


def _nearest(lines: Sequence[SpottedLine], when: TimeRange) -> SpottedLine:
    return max(lines, key=lambda line: (line.range.overlap(when), -_apart(line.range, when)))


def _apart(one: TimeRange, other: TimeRange) -> Fraction:
    return max(Fraction(0), one.start - other.end, other.start - one.end)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
