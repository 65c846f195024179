"""How far what was heard is from what was written. In: two texts and a language. Out: an error rate. Never: sound.

Both texts are brought to one spelling first: case, punctuation, accents of typing (not of the language), full-width forms,
traditional characters, numbers in figures, contractions with curly apostrophes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
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
    return _distances(reference, heard)[-1][-1] / len(reference)


def divided(references: Sequence[str], heard: str, language: str) -> tuple[str, ...]:
    """What was heard of several texts said one after the other, cut into the part of each.

    The cut is the one with the fewest edits over all of them (Levenshtein, traced back). A word heard between two texts that
    belongs to neither counts to the one before; so nothing that was heard is left out.
    """
    spaceless = Language(language).base in SPACELESS
    tokens = [one for one in heard if not one.isspace()] if spaceless else heard.split()
    owned = [(unit, number) for number, text in enumerate(references) for unit in units(text, language)]
    said = [(unit, place) for place, token in enumerate(tokens) for unit in units(token, language)]
    owner: dict[int, int] = {}
    for written, spoken in _traced([unit for unit, _ in owned], [unit for unit, _ in said]):
        owner.setdefault(said[spoken][1], owned[written][1])
    parts: list[list[str]] = [[] for _ in references]
    # What comes before the first word that is known belongs to the text of that word.
    current = next((owner[place] for place in range(len(tokens)) if place in owner), 0)
    for place, token in enumerate(tokens):
        current = max(current, owner.get(place, current))
        parts[current].append(token)
    return tuple(("" if spaceless else " ").join(part) for part in parts)


def _traced(reference: list[str], heard: list[str]) -> list[tuple[int, int]]:
    """Pairs of places that stand for each other (equal or replaced) in the cheapest alignment, in order."""
    rows = _distances(reference, heard)
    pairs: list[tuple[int, int]] = []
    place, index = len(reference), len(heard)
    while place and index:
        if rows[place][index] == rows[place - 1][index - 1] + (reference[place - 1] != heard[index - 1]):
            place, index = place - 1, index - 1
            pairs.append((place, index))
        elif rows[place][index] == rows[place - 1][index] + 1:
            place -= 1
        else:
            index -= 1
    return pairs[::-1]


def _distances(reference: list[str], heard: list[str]) -> list[list[int]]:
    """Levenshtein distances of all beginnings of ``reference`` (rows) from all of ``heard`` (columns)."""
    rows = [list(range(len(heard) + 1))]
    for down, one in enumerate(reference, 1):
        above, row = rows[-1], [down]
        for across, other in enumerate(heard, 1):
            row.append(min(row[-1] + 1, above[across] + 1, above[across - 1] + (one != other)))
        rows.append(row)
    return rows


SPACELESS = frozenset({"zh", "ja", "th", "ko"})
"""Languages compared by characters."""


def units(text: str, language: str) -> list[str]:
    """The words, or for zh, ja, th and ko the characters, that are compared."""
    tag = Language(language)
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"[‘’ʼ`´]", "'", plain)
    if tag.base == "zh":
        plain = str(_simplified().convert(plain))
    plain = _figures(plain, tag.base)
    if tag.base in SPACELESS:
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
