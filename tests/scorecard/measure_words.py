"""The words of the lines: of the picture alone, of the sound alone, of both. In: films. Out: Figures. Never: speakers."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from tests.benchmark.figure import Figure
from tests.localise.truth import Film, read_sound

from . import baselines, product
from .films import Films
from .judge_words import Timed, characters, edits, joined, matched


def measure(films: Films) -> list[Figure]:
    """Wrong characters of every spoken line, whether it is subtitled or not, and the lines' times."""
    wrong = {"fused": 0, "read": 0, "heard": 0}
    told: list[str] = []
    total = lines = found_lines = 0
    starts: list[float] = []
    for film in films.clips():
        known = product.understood(film.path, film.language)
        own = [
            Timed(_own(film, one.text), one.first / float(film.rate), one.last / float(film.rate))
            for one in known.texts
            if one.kind == "dialogue"
        ]
        ways = {"fused": known.lines, "read": own, "heard": baselines.whisper_alone(read_sound(film.path), film.language)}
        truth = [Timed(line.text, float(line.start), float(line.end)) for line in film.lines]
        length = sum(len(characters(line.text, film.language)) for line in film.lines)
        here = {name: _wrong(truth, way, film.language) for name, way in ways.items()}
        told.append(f"{film.language} " + "/".join(f"{100 * here[name] / length:.1f}" for name in wrong))
        for name, count in here.items():
            wrong[name] += count
        pairs = matched(truth, known.lines, film.language)
        starts += [abs(known.lines[j].start - truth[i].start) for i, j in pairs]
        total, lines, found_lines = total + length, lines + len(truth), found_lines + len(pairs)
    rates = {name: 100 * count / total for name, count in wrong.items()}
    note = "fused/read/heard, %: " + "; ".join(told)
    best = min(rates["read"], rates["heard"])
    return [
        Figure("lines, fused: wrong characters", rates["fused"], "%", best, note=f"fewer than either alone; {note}"),
        Figure("lines, OCR alone: wrong characters", rates["read"], "%", note="lines without a subtitle are missed whole"),
        Figure(
            "lines, Whisper alone: wrong characters",
            rates["heard"],
            "%",
            note="baseline: whisper-base on the film's sound as it is",
        ),
        Figure("lines found", 100 * found_lines / lines, "%", note=f"{found_lines} of {lines}"),
        Figure("lines: start, median error", 1000 * statistics.median(starts or [float("inf")]), "ms"),
    ]


def _wrong(truth: Sequence[Timed], found: Sequence[Timed], language: str) -> int:
    pairs = joined(truth, found, language)
    return sum(edits(characters(one, language), characters(other, language)) for one, other in pairs)


def _own(film: Film, text: str) -> str:
    """What a subtitle says in the film's language: of two languages, the rows in its script."""
    rows = text.splitlines()
    own = [row for row in rows if any("\u4e00" <= letter <= "\u9fff" for letter in row) == (film.language == "zh")]
    return ("" if film.language == "zh" else " ").join(own or rows)
