"""How new lines fit into their places. In: starts, ends, tempi. Out: shares, seconds. Never: fitting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of the dub: when it is heard, and how much faster than it was spoken."""

    speaker: str
    start: float
    end: float
    tempo: float = 1.0


def natural(lines: Sequence[Placed]) -> float:
    """Share of lines at 0.95–1.15 of their speed."""
    return sum(0.95 <= line.tempo <= 1.15 for line in lines) / max(1, len(lines))


def hurried(lines: Sequence[Placed]) -> int:
    """Lines faster than 1.3."""
    return sum(line.tempo > 1.3 + 1e-6 for line in lines)


def overlap(lines: Sequence[Placed], same_speaker: bool = False) -> float:
    """Seconds in which two lines are heard at once; ``same_speaker``: only two of one person."""
    ordered = sorted(lines, key=lambda line: line.start)
    total = 0.0
    for number, line in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.start >= line.end:
                break
            if not same_speaker or other.speaker == line.speaker:
                total += min(line.end, other.end) - other.start
    return total


def overrun(lines: Sequence[Placed], ends: Sequence[float]) -> float:
    """Seconds that the lines last beyond the moments at which they have to be over, in sum."""
    return sum(max(0.0, line.end - end) for line, end in zip(lines, ends, strict=True))
