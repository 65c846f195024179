"""What is wrong with a take, before it counts. In: a take that was taken in, what was ordered. Out: Faults. Never: deciding about
them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np

from onecrew.media.cuts import find_cuts
from onecrew.media.intake import Intake, source_frames
from onecrew.media.measure import watch

_SHORT = Fraction(1, 4)
"""Seconds by which a take may be shorter than ordered: vendors round to their own frames."""
_SLOW = 15
"""Frames a second below which movement stutters."""
_SMALL = Fraction(3, 5)
"""The least share of the picture's short side that a take may have: below it, it is seen to be enlarged."""
_SLANT = Fraction(3, 100)
"""How far its aspect may be from the one ordered."""
_JUMP = 34.0
"""Mean difference (of 255) in tone between neighbours of one scene that is seen as a jump."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: ``kind`` (length, size, aspect, rate, black, frozen, cut, jump), the fact, and where in the take in
    seconds."""

    kind: str
    fact: str
    at: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class Tone:
    """The mean colour (blue, green, red; 0–255) of a take's first and last frame, to hold neighbours against each other."""

    first: tuple[int, int, int]
    last: tuple[int, int, int]


def take_faults(path: Path, intake: Intake, seconds: Fraction, width: int, height: int) -> tuple[Fault, ...]:
    """What is wrong with a take of which ``seconds`` at about ``width`` by ``height`` were ordered."""
    track = intake.picture
    faults = []
    length = track.frames / track.rate
    if length < seconds - _SHORT:
        faults.append(Fault("length", f"{float(length):.2f} s long where {float(seconds):g} s were ordered"))
    if track.rate < _SLOW:
        faults.append(Fault("rate", f"{float(track.rate):g} frames a second"))
    wide, tall = track.width, track.height
    if min(wide, tall) < _SMALL * min(width, height):
        faults.append(Fault("size", f"{wide}×{tall} pixels for a picture of {width}×{height}"))
    if abs(Fraction(wide, tall) / Fraction(width, height) - 1) > _SLANT:
        faults.append(Fault("aspect", f"{wide}×{tall} pixels where {width}:{height} was ordered"))
    seen = watch(path)
    faults += [Fault("black", f"black for {float(end - start):.2f} s", start) for start, end in seen.black]
    faults += [Fault("frozen", f"stands still for {float(end - start):.2f} s", start) for start, end in seen.frozen]
    cuts = find_cuts(source_frames(path, intake))
    faults += [Fault("cut", "cuts to another picture where one take was ordered", frame / track.rate) for frame in cuts]
    return tuple(faults)


def take_tone(path: Path, intake: Intake) -> Tone:
    """The tone of the take's first and last frame."""
    frames = intake.picture.frames
    first = next(source_frames(path, intake, 0, 1))
    last = next(source_frames(path, intake, frames - 1, frames))
    return Tone(_mean(first), _mean(last))


def jump(before: Tone, after: Tone) -> Fault | None:
    """Whether the picture's tone jumps where one take follows another of the same scene."""
    away = float(np.mean(np.abs(np.subtract(before.last, after.first))))
    if away <= _JUMP:
        return None
    return Fault("jump", f"light and colour jump by {away:.0f} of 255 from the shot before")


def _mean(frame: np.ndarray) -> tuple[int, int, int]:
    blue, green, red, _ = cv2.mean(frame)
    return round(blue), round(green), round(red)
