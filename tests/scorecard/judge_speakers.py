"""Who speaks, against who spoke. In: stretches with labels. Out: shares and rates. Never: names; labels match as suits best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

UNKNOWN = "?"
_STEP = 0.01


@dataclass(frozen=True, slots=True)
class Stretch:
    """Somebody speaks from ``start`` to ``end``, in seconds."""

    speaker: str
    start: float
    end: float


def best_names(truth: Sequence[str], found: Sequence[str], weights: Sequence[float] | None = None) -> dict[str, str]:
    """Found label → true label: the matching of one to one under which most (by weight) agree (Hungarian assignment)."""
    weights = weights if weights is not None else [1.0] * len(truth)
    rows, columns = sorted(set(found) - {UNKNOWN}), sorted(set(truth))
    table = np.zeros((len(rows), len(columns)))
    for true, label, weight in zip(truth, found, weights, strict=True):
        if label != UNKNOWN:
            table[rows.index(label), columns.index(true)] += weight
    if not table.size:
        return {}
    chosen = linear_sum_assignment(-table)
    return {rows[i]: columns[j] for i, j in zip(*chosen, strict=True)}


def lines_right(truth: Sequence[str], found: Sequence[str]) -> float:
    """Share of lines whose speaker is right; unknown is not right. Lines of several episodes are given as one list."""
    names = best_names(truth, found)
    return sum(names.get(label) == true for true, label in zip(truth, found, strict=True)) / max(1, len(truth))


def speaker_of(line: Stretch, found: Sequence[Stretch]) -> str:
    """The label that shares most time with a line; unknown when none does."""
    shares: dict[str, float] = {}
    for one in found:
        shared = min(line.end, one.end) - max(line.start, one.start)
        if shared > 0:
            shares[one.speaker] = shares.get(one.speaker, 0.0) + shared
    return max(sorted(shares), key=lambda label: shares[label]) if shares else UNKNOWN


def diarisation_error(truth: Sequence[Stretch], found: Sequence[Stretch], collar: float = 0.25) -> float:
    """Missed speech, false speech and wrong speakers over all speech (DER, after NIST's md-eval), in steps of 10 ms.

    ``collar`` seconds around every true start and end are not judged.
    """
    last = max((one.end for one in (*truth, *found)), default=0.0)
    count = round(last / _STEP) + 1
    judged = np.ones(count, bool)
    for one in truth:
        for edge in (one.start, one.end):
            judged[max(0, round((edge - collar) / _STEP)) : round((edge + collar) / _STEP)] = False
    right, told = _labels(truth, count), _labels(found, count)
    both = judged & (right != "") & (told != "")
    names = best_names(list(right[both]), list(told[both]))
    renamed = np.array([names.get(label, f"({label})") if label else "" for label in told], object)
    spoken = judged & (right != "")
    wrong = (judged & (right != renamed)).sum()
    return float(wrong / max(1, spoken.sum()))


def _labels(stretches: Sequence[Stretch], count: int) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    labels = np.full(count, "", object)
    for one in stretches:
        labels[round(one.start / _STEP) : round(one.end / _STEP)] = one.speaker
    return labels
