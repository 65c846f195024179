"""The place a line may fill in a cut. In: line clips and the walls between scenes. Out: ranges. Never: what is said.

A slot begins where the line begins and ends two frames before the next line that was not already speaking with it, before the
speaker's own next line in any case, at the wall of its scene (voice-over passes walls) or at the end of the film.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Sequence
from fractions import Fraction

from onecrew.timeline.timeline import LineClip
from onecrew.units import TimeRange

GAP_FRAMES = 2
"""Frames kept free between the end of a line and the start of the next."""


def slots(
    lines: Sequence[LineClip],
    rate: Fraction,
    length: Fraction,
    walls: Sequence[Fraction] = (),
    free: Collection[str] = (),
) -> tuple[TimeRange, ...]:
    """The slot of every line, in the order given. ``walls`` are ascending times; ``free`` are ids of lines that may cross them.

    A slot is never shorter than nothing and, except for a speaker who overlaps himself in the source, never shorter than the
    line.
    """
    gap = GAP_FRAMES / rate
    found = []
    for clip in lines:
        end = length
        if clip.line not in free:
            wall = bisect_right(walls, clip.range.start)
            if wall < len(walls):
                end = min(end, max(walls[wall], clip.range.end))
        for other in lines:
            if other is clip:
                continue
            start = other.range.start
            if start >= clip.range.end:
                # Two lines closer than the gap in the source keep their distance.
                end = min(end, max(start - gap, clip.range.end))
            elif other.speaker == clip.speaker and start > clip.range.start:
                end = min(end, start - gap)
        found.append(TimeRange(clip.range.start, max(end, clip.range.start)))
    return tuple(found)
