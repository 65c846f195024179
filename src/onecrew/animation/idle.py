"""The life of somebody who does nothing: blinks, breath, weight, small movements of the head. In: a seed, a feeling. Out: offsets.

Never: intent (see ``gaze`` and ``gestures``).
"""

from __future__ import annotations

import math

from onecrew.animation.body import Body
from onecrew.animation.easing import chance, mix, smooth, waver
from onecrew.story.episode import Feeling

CLOSING, CLOSED, OPENING = 0.12, 0.04, 0.16
"""Seconds of a blink: three frames, one, four, at 25."""

NERVOUS = (Feeling.AFRAID, Feeling.SURPRISED)
STARING = (Feeling.ANGRY, Feeling.DISGUSTED)


def blinks(seed: int, seconds: float, feeling: Feeling, strength: float) -> tuple[float, ...]:
    """When eyes begin to blink in ``[0, seconds)``: every 2–6 s, twice as often when nervous, half as often when staring."""
    pace = 1.0
    if feeling in NERVOUS:
        pace = 1 - 0.5 * strength
    elif feeling in STARING:
        pace = 1 + strength
    times: list[float] = []
    # The first comes anywhere in its interval, but not on the cut, where it would look like a mistake.
    t = 0.32 + (2 + 4 * chance(seed, 0)) * pace * chance(seed, 1)
    n = 2
    while t < seconds:
        times.append(t)
        t += (2 + 4 * chance(seed, n)) * pace
        n += 1
    return tuple(times)


def shut(t: float, times: tuple[float, ...]) -> float:
    """How far a blink has shut the eyes at ``t``, 0–1."""
    for start in times:
        x = t - start
        if x < 0:
            return 0.0
        if x < CLOSING:
            return smooth(x / CLOSING)
        if x < CLOSING + CLOSED:
            return 1.0
        if x < CLOSING + CLOSED + OPENING:
            return 1 - smooth((x - CLOSING - CLOSED) / OPENING)
    return 0.0


def breath(seed: int, t: float, unrest: float) -> float:
    """-1 out … 1 in, 12–18 a minute (to 24 with ``unrest`` 1); breathing in takes two fifths of the time."""
    a_minute = mix(12, 17, chance(seed, 11)) + 7 * unrest
    phase = (t * a_minute / 60 + chance(seed, 12)) % 1.0
    return -math.cos(math.pi * phase / 0.4) if phase < 0.4 else math.cos(math.pi * (phase - 0.4) / 0.6)


def live(body: Body, seed: int, t: float, unrest: float, speaking: float) -> None:
    """Adds breath, weight and the small movements of head and shoulders. ``unrest`` and ``speaking`` 0–1 enlarge them."""
    air = breath(seed, t, unrest)
    body.breath = air
    body.shoulders += 0.11 * air * (1 + unrest)
    body.nod += 0.03 * air
    shift = 0.6 * waver(seed + 1, t, 0.24) + 0.25 * waver(seed + 2, t, 0.5)
    body.weight += shift
    body.lean += 0.018 * shift + 0.008 * waver(seed + 3, t, 0.45)
    # Noise has stretches of rest. Swaying and turning in turns, a body has none.
    sway = 2 * math.pi * ((0.26 + 0.1 * chance(seed, 14)) * t + chance(seed, 15))
    body.lean += 0.009 * math.sin(sway)
    body.turn += 0.045 * math.cos(sway)
    size = 1 + 0.9 * speaking + 0.6 * unrest
    body.turn += 0.035 * size * waver(seed + 4, t, 0.5)
    body.nod += 0.055 * size * waver(seed + 5, t, 0.6)
    body.tilt += 0.026 * size * waver(seed + 6, t, 0.45)
    for arm, n in ((body.left, 7), (body.right, 8)):
        arm.upper += 0.025 * waver(seed + n, t, 0.3) + 0.012 * air
        arm.fore += 0.05 * waver(seed + n + 2, t, 0.25)
    if unrest > 0:
        body.lean += 0.004 * unrest * waver(seed + 13, t, 7.0)
        body.gaze_x += 0.06 * unrest * waver(seed + 14, t, 2.3)
