"""Exact time. In: numbers and strings. Out: Fractions of a second. Never: floats in arithmetic.

A frame number is an int counted from 0; frame ``n`` is on screen during
``[n / rate, (n + 1) / rate)``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction

Seconds = Fraction
"""A point or a length in time, in seconds."""

FrameRate = Fraction
"""Frames a second: 25, 30000/1001, …"""


def seconds(value: int | str | Fraction | float) -> Fraction:
    """Seconds from an int, a Fraction, ``"3/25"``, ``"1.5"`` or a float.

    A float is rounded to the microsecond first, so that ``0.1`` means one tenth.

    Raises:
        ValueError: the text is not a number, or the float is not finite.
    """
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} is not a time")
        return Fraction(round(value * 1_000_000), 1_000_000)
    return Fraction(value)


def frame_at(time: Fraction, rate: Fraction) -> int:
    """The frame on screen at ``time`` (the last frame that began at or before it)."""
    return math.floor(time * rate)


def on_frame(time: Fraction, rate: Fraction) -> Fraction:
    """``time`` moved to the nearest frame boundary; halves go up."""
    return Fraction(math.floor(time * rate + Fraction(1, 2))) / rate


def frames_up(time: Fraction, rate: Fraction) -> Fraction:
    """The first frame boundary at or after ``time``."""
    return Fraction(math.ceil(time * rate)) / rate


def timecode(time: Fraction, rate: Fraction) -> str:
    """Non-drop SMPTE timecode ``HH:MM:SS:FF`` of the frame on screen at ``time``."""
    nominal = round(rate)
    frame = frame_at(time, rate)
    whole, part = divmod(frame, nominal)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}:{part:02}"


@dataclass(frozen=True, slots=True, order=True)
class TimeRange:
    """A half-open stretch of time ``[start, end)``, in seconds."""

    start: Fraction
    end: Fraction

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"a range cannot end ({self.end}) before it starts ({self.start})")

    @property
    def length(self) -> Fraction:
        """Seconds from start to end."""
        return self.end - self.start

    def moved(self, by: Fraction) -> TimeRange:
        """The same length, ``by`` seconds later."""
        return TimeRange(self.start + by, self.end + by)

    def overlap(self, other: TimeRange) -> Fraction:
        """Seconds both ranges share; 0 when they do not meet."""
        if self.end <= other.start or other.end <= self.start:
            return Fraction(0)
        return min(self.end, other.end) - max(self.start, other.start)

    def holds(self, time: Fraction) -> bool:
        """Whether ``time`` lies inside."""
        return self.start <= time < self.end
