"""What the report says about a cut. In: Timelines. Out: measures. Never: judgement of them (`quality.md` has the aims), samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise

from onecrew.timeline.timeline import LineClip, Timeline

COMFORTABLE = (Fraction(95, 100), Fraction(115, 100))
FASTEST = Fraction(13, 10)
RUNGS = ("natural", "gap", "shorter", "faster", "fastest", "breathe", "problem")


@dataclass(frozen=True, slots=True)
class LineDrift:
    """One line: its onset against its place (seconds, positive is late), tempo, rung, natural and slot length."""

    line: str
    onset: Fraction
    tempo: Fraction
    rung: str
    natural: Fraction
    slot: Fraction


@dataclass(frozen=True, slots=True)
class Drift:
    """Measures of one language's cut.

    ``onset`` is the largest distance of a line from its place, in seconds. ``comfortable`` and ``too_fast`` are the shares of
    lines at 0.95–1.15× and above 1.3×. ``rungs`` counts lines by rung. ``self_overlap`` is the time a speaker talks over
    himself; ``overlap`` the time different speakers talk together that do not in the source; ``cut_off`` speech after the
    film's end. ``longest_gap`` is the longest time without a line between the first and the last, ``breathed`` how much longer
    the film is than the source's. ``shot_length`` is the average; ``shots_a_minute`` counts over the whole film. All times are
    seconds.
    """

    lines: tuple[LineDrift, ...]
    onset: Fraction
    comfortable: Fraction
    too_fast: Fraction
    rungs: tuple[tuple[str, int], ...]
    self_overlap: Fraction
    overlap: Fraction
    cut_off: Fraction
    longest_gap: Fraction
    breathed: Fraction
    shot_length: Fraction
    shots_a_minute: Fraction


def drift(timeline: Timeline, source: Timeline | None = None) -> Drift:
    """Measures of ``timeline``; ``source`` is the cut it was fitted to (None: it is the source).

    A line's place is the beginning of its slot: in the source cut where it begins, in another language where the same moment of the
    picture is now. A shot that was lengthened on purpose is no drift, a line that slipped against its picture is.
    """
    source = source or timeline
    lines = tuple(
        LineDrift(
            clip.line,
            clip.range.start - clip.slot.start if clip.slot is not None else Fraction(0),
            clip.tempo,
            clip.rung,
            clip.range.length * clip.tempo,
            clip.slot.length if clip.slot is not None else clip.range.length,
        )
        for clip in timeline.lines
    )
    count = max(1, len(lines))
    low, high = COMFORTABLE
    same, other = _overlaps(timeline.lines, source.lines)
    return Drift(
        lines=lines,
        onset=max((abs(one.onset) for one in lines), default=Fraction(0)),
        comfortable=Fraction(sum(low <= one.tempo <= high for one in lines) if lines else 1, count),
        too_fast=Fraction(sum(one.tempo > FASTEST for one in lines), count),
        rungs=tuple((rung, sum(one.rung == rung for one in lines)) for rung in RUNGS),
        self_overlap=same,
        overlap=other,
        cut_off=sum((max(Fraction(0), clip.range.end - timeline.length) for clip in timeline.lines), Fraction(0)),
        longest_gap=_longest_gap(timeline.lines),
        breathed=timeline.length - source.length,
        shot_length=timeline.length / max(1, len(timeline.shots)),
        shots_a_minute=60 * len(timeline.shots) / timeline.length if timeline.length else Fraction(0),
    )


def _overlaps(lines: Sequence[LineClip], source: Sequence[LineClip]) -> tuple[Fraction, Fraction]:
    """Seconds of overlap of a speaker with himself, and of different speakers beyond what they share in the source."""
    anchors = {clip.line: clip.range for clip in source}
    same = other = Fraction(0)
    for first, second in combinations(lines, 2):
        shared = first.range.overlap(second.range)
        if first.speaker == second.speaker:
            same += shared
        elif first.line in anchors and second.line in anchors and not anchors[first.line].overlap(anchors[second.line]):
            other += shared
    return same, other


def _longest_gap(lines: Sequence[LineClip]) -> Fraction:
    order = sorted(lines, key=lambda clip: clip.range.start)
    ends = [max(clip.range.end for clip in order[: place + 1]) for place in range(len(order))]
    gaps = [after.range.start - end for (end, _), (_, after) in pairwise(zip(ends, order, strict=True))]
    return max([Fraction(0), *gaps])
