"""What a voice is like. In: samples of one voice. Out: its pitch and the spacing of its formants; a woman, a man or a child. Never:
who it is, how old a grown-up is: neither pitch nor formants tell twenty from fifty, so that stays a question to a person.

Men speak at 85–155 Hz, women at 165–255 Hz, children above (Titze 1994); but an angry man reaches 200 Hz and a calm woman goes
down to 140. The formants do not follow feelings: they lie c / 2L apart in a tube of length L (Fant 1960), some 1000 Hz with men,
1200 with women, 1400 and more with children. Of the adult voices that are synthesised here, women reach a pitch of 300 Hz, and the
two of a pair may lie at one pitch: a child is told by its formants, and a voice in between is given to the nearer side as unsure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg, signal

from onecrew.story.show import Age, Gender
from onecrew.studio.spotting.pitch import HOP, Melody, melody

_RATE = 11_000
"""Four or five formants lie below half of it."""
_ORDER = 12
_FRAME = 0.03
_CLEAR = 0.7
_FEWEST = 8
"""Frames that must be clear for the formants to be believed."""
_MOST = 300
"""Frames that are looked at, spread evenly."""
_BETWEEN = 165.0, 1110.0
"""Pitch and spacing half way between men and women; a telephone takes some 50 Hz off a woman's spacing."""
_CHILD = 270.0, 1400.0
"""Pitch and spacing above which a voice is a child's."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a speaker seems to be, the nearer gender where it is in between. NEUTRAL with ``sure`` 0: nothing can be told; a child
    is NEUTRAL. ``sure`` 0–100."""

    gender: Gender
    age: Age
    sure: int


def described(sound: NDArray[np.float32], rate: int) -> dict[str, float]:
    """``pitch``: the median in Hz, ``spacing``: of the formants, Hz; 0 where too little is voiced. Mono, 8 kHz or more."""
    heard = melody(sound, rate)
    pitched = heard.pitch[heard.voiced]
    return {
        "pitch": round(float(np.median(pitched)), 1) if len(pitched) >= _FEWEST else 0.0,
        "spacing": round(spacing(sound, rate, heard), 1),
    }


def spacing(sound: NDArray[np.float32], rate: int, heard: Melody) -> float:
    """Hz between formants: least squares through the medians of F2 to F4, at 1.5, 2.5 and 3.5 spacings. 0: cannot be told."""
    common = math.gcd(rate, _RATE)
    slow = signal.resample_poly(np.asarray(sound, np.float64), _RATE // common, rate // common)
    slow = np.append(slow[:1], slow[1:] - 0.97 * slow[:-1])
    clear = np.flatnonzero(heard.voiced & (heard.clarity > _CLEAR))
    clear = clear[:: max(1, math.ceil(len(clear) / _MOST))]
    width = round(_FRAME * _RATE)
    window = np.hamming(width)
    found = []
    for frame in clear:
        part = slow[round(frame * HOP * _RATE) :][:width]
        if len(part) == width and (four := _formants(part * window)) is not None:
            found.append(four)
    if len(found) < _FEWEST:
        return 0.0
    places = np.array([1.5, 2.5, 3.5])
    return float(np.median(found, axis=0)[1:] @ places / (places @ places))


def _formants(part: NDArray[np.float64]) -> list[float] | None:
    """The lowest four resonances in Hz by linear prediction, None where there are fewer."""
    alike = np.correlate(part, part, "full")[len(part) - 1 :][: _ORDER + 1]
    if alike[0] <= 1e-8:
        return None
    alike[0] *= 1 + 1e-6
    roots = np.roots(np.concatenate(([1.0], -linalg.solve_toeplitz(alike[:-1], alike[1:]))))
    roots = roots[roots.imag > 0]
    hertz, width = np.angle(roots) * _RATE / (2 * np.pi), -np.log(np.abs(roots)) * _RATE / np.pi
    found = sorted(hertz[(hertz > 200) & (hertz < 5000) & (width < 500)].tolist())
    return found[:4] if len(found) >= 4 else None


def guess(pitches: Sequence[float], spacings: Sequence[float], seconds: Sequence[float] = ()) -> Guess:
    """A speaker, from the pitch and spacing of each of their lines (0: not known there) and how long these are (default: alike)."""
    long = seconds or [1.0] * len(pitches)
    pitch, apart = _middle(pitches, long), _middle(spacings, long)
    if not pitch:
        return Guess(Gender.NEUTRAL, Age.ADULT, 0)
    if pitch >= _CHILD[0] and apart >= _CHILD[1]:
        return Guess(Gender.NEUTRAL, Age.CHILD, min(80, round(50 + (pitch - _CHILD[0]) / 2)))
    # An octave of pitch counts as much as 300 Hz of spacing; both above 0 for women.
    weight = 4 * math.log2(pitch / _BETWEEN[0]) + (4 * (apart - _BETWEEN[1]) / 300 if apart else 0.0)
    sure = round(100 * math.tanh(abs(weight)))
    return Guess(Gender.FEMALE if weight > 0 else Gender.MALE, Age.ADULT, min(sure, 95))


def _middle(values: Sequence[float], seconds: Sequence[float]) -> float:
    """The median of the values that are known, each as heavy as its line is long; 0 where none is."""
    known = sorted((value, long) for value, long in zip(values, seconds, strict=True) if value > 0)
    half, passed = sum(long for _, long in known) / 2, 0.0
    for value, long in known:
        passed += long
        if passed >= half:
            return value
    return 0.0
