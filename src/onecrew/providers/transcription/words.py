"""How far what was heard is from what was written. In: two texts and a language. Out: an error rate. Never: sound.

Both texts are brought to one spelling first: case, punctuation, accents of typing (not of the language), full-width forms,
traditional characters, numbers in figures, contractions with curly apostrophes.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

from onecrew.providers import numbers
from onecrew.units import Language


def word_error_rate(reference: str, heard: str, language: str) -> float:
    """Edits (insert, delete, replace) over the reference's length: words, or characters where words have no spaces.

    0 is perfect; above 1 when much more was heard than written. An empty reference gives 0 if nothing was heard, else 1.
    """
    return edits(units(reference, language), units(heard, language))


def character_error_rate(reference: str, heard: str, language: str) -> float:
    """The same over characters without spaces, for any language."""
    left, right = ("".join(units(text, language)) for text in (reference, heard))
    return edits(list(left), list(right))


def edits(reference: list[str], heard: list[str]) -> float:
    """Levenshtein distance over the reference's length."""
    if not reference:
        return float(bool(heard))
    row = list(range(len(heard) + 1))
    for place, one in enumerate(reference, 1):
        before, row[0] = row[0], place
        for index, other in enumerate(heard, 1):
            before, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, before + (one != other))
    return row[-1] / len(reference)


def units(text: str, language: str) -> list[str]:
    """The words, or for zh, ja, th and ko the characters, that are compared."""
    tag = Language(language)
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"[‘’ʼ`´]", "'", plain)
    if tag.base == "zh":
        plain = str(_simplified().convert(plain))
    plain = _figures(plain, tag.base)
    if tag.base in {"zh", "ja", "th", "ko"}:
        return [_SOUND_ALIKE.get(one, one) if tag.base == "zh" else one for one in plain if _counts(one)]
    plain = re.sub(r"(?<=\w)'(?=\w)", "", plain) if tag.base == "en" else plain.replace("'", " ")
    words = "".join(one if _counts(one) else " " for one in plain).split()
    return [_SPELLINGS.get(word, word) for word in words] if tag.base == "en" else words


_SOUND_ALIKE = {"她": "他", "它": "他", "妳": "你", "得": "的", "地": "的"}
"""Characters of one sound that only grammar tells apart; nobody can hear which one was meant."""

_SPELLINGS = {
    "okay": "ok",
    "alright": "allright",
    "mister": "mr",
    "doctor": "dr",
    "missus": "mrs",
    "colour": "color",
    "grey": "gray",
}


def _counts(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "LNM" or letter == "%"


_FIGURES = re.compile(r"\d+(?:[.,\s\u202f]\d{3})+(?!\d)|\d+")


def _figures(text: str, base: str) -> str:
    """Figures as words, so that ``25`` and ``twenty-five`` are the same."""
    if not numbers.spells(base):
        return text

    def said(found: re.Match[str]) -> str:
        value = int(re.sub(r"\D", "", found[0]))
        words = numbers.spell(value, base) if value <= numbers.LARGEST else numbers.digits(found[0], base)
        return f" {words} "

    return _FIGURES.sub(said, text.replace("%", f" {_PERCENT.get(base, '%')} "))


_PERCENT = {
    "en": "percent",
    "es": "por ciento",
    "fr": "pour cent",
    "it": "per cento",
    "pt": "por cento",
    "zh": "",
    "ja": "パーセント",
}


@lru_cache(maxsize=1)
def _simplified() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
