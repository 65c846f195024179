"""Words read or heard against words written. In: texts with times. Out: error rates, matches, errors in time. Never: texts."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from scipy.optimize import linear_sum_assignment

SPACELESS = ("zh", "ja")
NEVER = 1e6


@dataclass(frozen=True, slots=True)
class Timed:
    """A text from ``start`` to ``end``: seconds, or frames; what is found and what is true in the same."""

    text: str
    start: float
    end: float


@cache
def _simplified() -> Any:
    import opencc

    return opencc.OpenCC("t2s")


def units(text: str, language: str) -> list[str]:
    """What is counted: characters of Chinese and Japanese, else words; no punctuation, no capitals, Chinese simplified."""
    spaceless = language.split("-")[0] in SPACELESS
    letters = unicodedata.normalize("NFKC", text).casefold()
    if language.startswith("zh"):
        letters = _simplified().convert(letters)
    kept = "".join(
        one if one.isalnum() or unicodedata.category(one).startswith("M") else "" if one in "'’" else " " for one in letters
    )
    return list(kept.replace(" ", "")) if spaceless else kept.split()


def characters(text: str, language: str) -> list[str]:
    """All characters that are counted, without spaces."""
    return list("".join(units(text, language)))


def edits(truth: Sequence[str], found: Sequence[str]) -> int:
    """Insertions, deletions and replacements between two sequences (Levenshtein)."""
    row = list(range(len(found) + 1))
    for number, one in enumerate(truth, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(found, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (one != other))
    return row[-1]


def character_errors(pairs: Sequence[tuple[str, str]], language: str) -> float:
    """Character error rate over all pairs of (truth, found), 0 where nothing is to be read."""
    counted = [(characters(truth, language), characters(found, language)) for truth, found in pairs]
    return sum(edits(truth, found) for truth, found in counted) / max(1, sum(len(truth) for truth, _ in counted))


def unit_errors(pairs: Sequence[tuple[str, str]], language: str) -> float:
    """Word error rate over all pairs; of Chinese and Japanese the character error rate."""
    counted = [(units(truth, language), units(found, language)) for truth, found in pairs]
    return sum(edits(truth, found) for truth, found in counted) / max(1, sum(len(truth) for truth, _ in counted))


def alike(truth: str, found: str, language: str) -> float:
    """1 for the same text, 0 for nothing in common."""
    a, b = characters(truth, language), characters(found, language)
    return max(0.0, 1 - edits(a, b) / max(1, len(a), len(b)))


def matched(truth: Sequence[Timed], found: Sequence[Timed], language: str) -> list[tuple[int, int]]:
    """Pairs (number in ``truth``, number in ``found``): at most one each, overlapping in time, as alike as can be over all."""
    if not truth or not found:
        return []
    cost = np.full((len(truth), len(found)), NEVER)
    for i, one in enumerate(truth):
        for j, other in enumerate(found):
            overlap = min(one.end, other.end) - max(one.start, other.start)
            if overlap > 0:
                longest = max(one.end, other.end) - min(one.start, other.start)
                cost[i, j] = 2 - alike(one.text, other.text, language) - overlap / longest
    rows, columns = linear_sum_assignment(cost)
    return [(int(i), int(j)) for i, j in zip(rows, columns, strict=True) if cost[i, j] < NEVER]


@dataclass(frozen=True, slots=True)
class Read:
    """How well texts were read. ``errors``: CER over all true texts, the missed ones counted whole. ``recall``: share found with at
    least half of their characters right. ``invented``: found texts that belong to none. ``onsets``, ``ends``: found less true."""

    errors: float
    recall: float
    invented: int
    onsets: tuple[float, ...]
    ends: tuple[float, ...]


def read_well(truth: Sequence[Timed], found: Sequence[Timed], language: str) -> Read:
    """Judge found texts with times."""
    pairs = matched(truth, found, language)
    partner = dict(pairs)
    texts = [(one.text, found[partner[i]].text if i in partner else "") for i, one in enumerate(truth)]
    right = [i for i, j in pairs if alike(truth[i].text, found[j].text, language) >= 0.5]
    return Read(
        errors=character_errors(texts, language),
        recall=len(right) / max(1, len(truth)),
        invented=len(found) - len(pairs),
        onsets=tuple(found[partner[i]].start - truth[i].start for i in right),
        ends=tuple(found[partner[i]].end - truth[i].end for i in right),
    )


def joined(truth: Sequence[Timed], found: Sequence[Timed], language: str) -> list[tuple[str, str]]:
    """For each true line, in pairs with it, the text of all found ones that lie mostly in it, in order: for words without lines.

    Found texts that lie in no line belong to the nearest, so that what is invented counts as errors.
    """
    glue = "" if language.split("-")[0] in SPACELESS else " "
    shares: list[list[str]] = [[] for _ in truth]
    for one in sorted(found, key=lambda found_one: found_one.start):
        middle = (one.start + one.end) / 2
        nearest = min(range(len(truth)), key=lambda i: max(truth[i].start - middle, middle - truth[i].end, 0.0), default=None)
        if nearest is not None:
            shares[nearest].append(one.text)
    return [(one.text, glue.join(share)) for one, share in zip(truth, shares, strict=True)]


def heard_again(original: Sequence[str], heard: str, language: str, run: int = 3) -> int:
    """How many words of the original are heard in ``heard`` in runs of ``run`` or more: single words are in every language.

    Of Chinese and Japanese, characters in runs of ``run + 1``.
    """
    least = run + 1 if language.split("-")[0] in SPACELESS else run
    said = units(heard, language)
    known = set()
    for text in original:
        words = units(text, language)
        known |= {tuple(words[n : n + least]) for n in range(len(words) - least + 1)}
    told = [False] * len(said)
    for n in range(len(said) - least + 1):
        if tuple(said[n : n + least]) in known:
            told[n : n + least] = [True] * least
    return sum(told)
