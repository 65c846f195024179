"""Burnt-in texts read from the picture. In: films. Out: Figures. Never: the sound."""

from __future__ import annotations

import statistics

from tests.benchmark.figure import Figure
from tests.localise.truth import Film

from . import product
from .films import Films
from .judge_words import Read, Timed, character_errors, matched, read_well

KINDS = ("title", "sign", "message", "watermark")


def measure(films: Films) -> list[Figure]:
    """Subtitles: their characters, how many were found, when; other texts: whether they are told apart."""
    reads: list[Read] = []
    counts: list[int] = []
    told: list[str] = []
    kinds_right = kinds = cuts_right = cuts = cuts_found = 0
    seconds = length = 0.0
    for film in films.clips():
        found = product.understood(film.path, film.language)
        read = _subtitles(film, found.texts)
        reads.append(read)
        counts.append(len(film.dialogue()))
        told.append(f"{film.kind} {film.language} {film.style} {100 * read.errors:.1f} %")
        right, there = _kinds(film, found.texts)
        kinds_right, kinds = kinds_right + right, kinds + there
        cuts_right += len(set(film.cuts) & set(found.cuts))
        cuts, cuts_found = cuts + len(film.cuts), cuts_found + len(found.cuts)
        seconds, length = seconds + found.seconds, length + float(film.seconds)
    total = sum(counts)
    errors = 100 * sum(read.errors * count for read, count in zip(reads, counts, strict=True)) / total
    recall = 100 * sum(read.recall * count for read, count in zip(reads, counts, strict=True)) / total
    onsets = [abs(value) for read in reads for value in read.onsets]
    ends = [abs(value) for read in reads for value in read.ends]
    return [
        Figure("subtitles read: wrong characters", errors, "%", 1, note="; ".join(told)),
        Figure("subtitles found", recall, "%", 99, ">=", f"of {total} in {len(reads)} films of 8 styles"),
        Figure("subtitles invented", sum(read.invented for read in reads), "", note="texts taken for dialogue that are none"),
        _times("subtitles: onset, worst", onsets),
        _times("subtitles: end, worst", ends),
        Figure(
            "titles, signs, messages, watermarks told apart",
            100 * kinds_right / max(1, kinds),
            "%",
            note=f"{kinds_right} of {kinds}",
        ),
        Figure(
            "cuts found",
            100 * cuts_right / max(1, cuts),
            "%",
            note=f"{cuts_right} of {cuts} on the frame; {cuts_found - cuts_right} false",
        ),
        Figure("reading, a second of film", seconds / length, "s", note="processor seconds of one process, decoding included"),
    ]


def _subtitles(film: Film, texts: tuple[product.Text, ...]) -> Read:
    truth = [Timed("\n".join(cue.rows), cue.first, cue.last) for cue in film.dialogue()]
    found = [Timed(one.text, one.first, one.last) for one in texts if one.kind == "dialogue"]
    return read_well(truth, found, film.language)


def _times(name: str, values: list[float]) -> Figure:
    if not values:
        return Figure(name, float("inf"), "frames", 2)
    within = 100 * sum(value <= 2 for value in values) / len(values)
    return Figure(name, max(values), "frames", 2, note=f"median {statistics.median(values):.0f}; {within:.1f} % within 2 frames")


def _kinds(film: Film, texts: tuple[product.Text, ...]) -> tuple[int, int]:
    truth = [cue for cue in film.cues if cue.kind in KINDS]
    pairs = matched(
        [Timed(cue.source, cue.first, cue.last) for cue in truth],
        [Timed(one.text, one.first, one.last) for one in texts],
        film.language,
    )
    right = sum(
        truth[i].kind == texts[j].kind and character_errors([(truth[i].source, texts[j].text)], film.language) < 0.5
        for i, j in pairs
    )
    return right, len(truth)
