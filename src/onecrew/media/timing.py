"""Times of pictures become a constant rate. In: presentation times. Out: a rate. Never: media.

A film has a constant rate when every picture stands where that rate would put it, but for the rounding of its container
(Matroska and FLV round to milliseconds). Lost pictures leave holes and change nothing.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from onecrew.media.limits import RATE, SLOWEST_RATE

USUAL = tuple(
    Fraction(rate)
    for rate in ("24", "25", "30", "24000/1001", "30000/1001", "50", "60", "60000/1001", "48", "12", "15", "10", "20", "100", "120")
)
"""Rates in use (SMPTE ST 2036, ITU-R BT.709, and those of animation and telephones); earlier ones win when several fit."""


@dataclass(frozen=True, slots=True)
class Pace:
    """``own``: pictures a second of the film, its usual ones where they are uneven; ``rate`` the timeline's."""

    own: Fraction
    rate: Fraction
    variable: bool


_SAME = Fraction(1, 2500)
"""Rates nearer than this are one: 24 and 24000/1001 are a thousandth apart."""
_NEAR = Fraction(1, 40)
"""How far an uneven film's usual step may be from a usual rate: 30 a second, in whole milliseconds, errs by 2 %."""
_FEW_HOLES = 20
"""A film may lack one picture in this many and still have a constant rate."""


def pace(times: Sequence[int], base: Fraction, declared: Fraction | None = None) -> Pace:
    """The pace of pictures at ``times`` (rising, in units of ``base`` seconds). ``declared`` is what the container says.

    A film with one picture has the declared rate, or 25.
    """
    steps = sorted(later - sooner for sooner, later in pairwise(times))
    if not steps:
        own = declared if declared and 0 < declared <= 1000 else Fraction(25)
        return Pace(own, _shown(own), False)
    average = Fraction(len(steps), sum(steps)) / base
    usual_step = 1 / (steps[len(steps) // 2] * base)
    said = declared or average
    # A container that rounds says 59.9401 and means 60000/1001.
    meant = [one for one in USUAL if abs(one / said - 1) < _SAME]
    likely = sorted(USUAL, key=lambda one: abs(one - average))
    for rate in (*meant, said, *likely, average.limit_denominator(1001), average.limit_denominator(10**6)):
        if _even(times, base, rate):
            return Pace(rate, _shown(rate), False)
    near = (one for one in USUAL if abs(one / usual_step - 1) < _NEAR)
    own = next(near, max(Fraction(1), Fraction(round(usual_step))))
    return Pace(own, _shown(own), True)


def _even(times: Sequence[int], base: Fraction, rate: Fraction) -> bool:
    """Whether picture n stands at n / rate, give or take a unit; with holes, every picture on some n, nearly all n with one.

    A rounded clock may put a picture up to one unit beside, but never more than a quarter of a frame.
    """
    if rate <= 0:
        return False
    step = 1 / (rate * base)
    slack = min(Fraction(3, 2), step / 4)
    if step < 1:
        return False
    numerator, denominator = step.numerator, step.denominator
    limit = slack * denominator
    before = -1
    for time in times:
        at = (time - times[0]) * denominator
        place = (2 * at + numerator) // (2 * numerator)
        if place <= before or abs(at - place * numerator) > limit:
            return False
        before = place
    missing = before + 1 - len(times)
    return missing * _FEW_HOLES <= before + 1


def _shown(own: Fraction) -> Fraction:
    """The timeline's rate for a film's own: halved while it is too fast, multiplied while it is too slow, its terms kept small."""
    rate = own
    while rate > RATE:
        rate /= 2
    if rate < SLOWEST_RATE - 1:
        rate *= math.ceil(SLOWEST_RATE / rate)
    return rate.limit_denominator(1001)
