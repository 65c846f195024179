"""What captions of a language have to obey. In: a language. Out: CaptionRules. Never: text, layout."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from onecrew.units import Language


@dataclass(frozen=True, slots=True)
class CaptionRules:
    """The rules of one language; every number may be overridden with ``dataclasses.replace``.

    ``row_characters``: most characters in a row, and ``width`` the most of the picture's width it may take. ``speed``: most
    characters a second. ``halves``: narrow characters (Latin, spaces, narrow punctuation) count half, full-width ones whole.
    ``marks_free``: marks above and below a letter do not count. ``shortest`` and ``longest`` are seconds. ``gap_frames``:
    frames kept free between captions. ``snap_frames``: a caption that ends at most so far from a cut ends on it.
    ``late_frames``: how late a caption may appear when the one before it is still to be read; ``early_frames``: how early, when
    it is long. ``dash`` opens each row of two speakers. ``silent``: marks that are not written at the end of a
    row; ``spaced``: marks a space stands for inside a row.
    """

    language: Language
    row_characters: int
    speed: int
    rows: int = 2
    width: Fraction = Fraction(8, 10)
    halves: bool = False
    marks_free: bool = False
    shortest: Fraction = Fraction(5, 6)
    longest: Fraction = Fraction(7)
    gap_frames: int = 2
    snap_frames: int = 12
    late_frames: int = 12
    early_frames: int = 3
    dash: str = "- "
    silent: str = ""
    spaced: tuple[tuple[str, str], ...] = ()


_LATIN = (42, 17)
_TABLE: dict[str, tuple[int, int]] = {
    "de": (42, 17),
    "ru": (39, 17),
    "zh": (16, 9),
    "ja": (13, 7),
    "ko": (16, 12),
    "th": (35, 17),
    "ar": (42, 20),
    "hi": (42, 22),
}
_SILENT = {"zh": "，。、", "ja": "、。"}
_TIGHT_DASH = {"en", "es", "it", "pt", "zh", "ja"}


def rules(language: Language) -> CaptionRules:
    """The rules of a language; one that is not in the table is treated like English.

    Sources: the public Timed Text Style Guides of Netflix, "General Requirements" (partnerhelp.netflixstudios.com, article
    215758617: 5/6–7 s, 2 rows, where a row may be broken), "Subtitle Timing Guidelines" (360051554394: in-time on the first
    frame of audio, 2 frames gap, gaps under 12 frames closed, out-times on shot changes within 12 frames), and the guides of
    the languages: 42 characters and 17 a second in English and most European languages (219375728), 39 in Russian, 16 in
    Chinese (215986007) at 9 a second, 16 in Korean with Latin characters, spaces and punctuation counted half (216001127) at 12
    a second, 13 full-width characters in Japanese with half-width ones counted half (215767517), where 4 characters a second
    are the rule for translations and 7 for captions of what is said, which is what these are. Chinese rows end without comma or
    full stop; Japanese ones have spaces for both. How reading speed is counted, spaces and punctuation included: 115001352212.
    """
    base = language.base
    characters, speed = _TABLE.get(base, _LATIN)
    return CaptionRules(
        language,
        characters,
        speed,
        halves=base in {"zh", "ja", "ko"},
        marks_free=base in {"th", "ar"},
        dash="-" if base in _TIGHT_DASH else "- ",
        silent=_SILENT.get(base, ""),
        spaced=(("、", " "), ("。", "\u3000")) if base == "ja" else (),
    )


def characters(text: str, rules: CaptionRules) -> Fraction:
    """How many characters a reader of the language counts in ``text``."""
    halves = 0
    for char in text:
        if rules.marks_free and unicodedata.category(char) == "Mn":
            continue
        halves += 1 if rules.halves and unicodedata.east_asian_width(char) not in "WF" else 2
    return Fraction(halves, 2)


def shown(row: str, rules: CaptionRules) -> str:
    """A row as it is written on screen: without the marks the language leaves out there."""
    text = row.rstrip(rules.silent + " ") or row
    for mark, space in rules.spaced:
        text = text.replace(mark, space)
    return text.strip() or row
