"""Laughing, crying, singing without words: left as they are, and known for what they are. In: films. Out: Figures.

Never: words.
"""

from __future__ import annotations

from collections.abc import Sequence

from tests.benchmark.figure import Figure
from tests.localise.truth import Film

from . import product
from .films import Films

KINDS = {"laughter": "laughing", "crying": "crying", "singing": "singing"}
_MOST = 0.5
"""The share of an outcry that a line or a mark has to cover to be about it."""


def measure(films: Films) -> list[Figure]:
    """Outcries that are spoken over, and marks of them."""
    told = [(films.long(), films.localised.lines("01"))]
    told += [(film, films.localised_episodes.lines(f"{n:02}")) for n, film in enumerate(films.episodes(), 1)]
    total = spoken = marked = right = strange = 0
    for film, lines in told:
        one = judged(film, lines)
        total, spoken, marked = total + len(film.outcries), spoken + one[0], marked + one[1]
        right, strange = right + one[2], strange + one[3]
    note = f"of {total}; what no voice is heard in stays in the bed without a mark"
    return [
        Figure("voices without words: spoken over", spoken, "", 0, note=note),
        Figure("voices without words: marked", marked, "", note=note),
        Figure("voices without words: of the marked, kind right", 100 * right / max(1, marked), "%", note=f"{right} of {marked}"),
        Figure("voices without words: marks where there are none", strange, "", 0),
    ]


def judged(film: Film, lines: Sequence[product.Line]) -> tuple[int, int, int, int]:
    """How many outcries are spoken over, are marked, have their kind; and how many marks with a kind are of nothing."""
    spoken = marked = right = 0
    about: set[str] = set()
    for one in film.outcries:
        start, end = float(one.start), float(one.end)
        over = [line for line in lines if _shared(line, start, end) >= _MOST * (end - start)]
        spoken += any(not line.keep for line in over)
        kept = [line.keep for line in over if line.keep]
        marked += bool(kept)
        right += KINDS[one.kind] in kept
        about |= {line.id for line in lines if line.keep and _shared(line, start, end) > 0}
    return spoken, marked, right, sum(line.keep in KINDS.values() and line.id not in about for line in lines)


def _shared(line: product.Line, start: float, end: float) -> float:
    return min(line.end, end) - max(line.start, start)
