"""Ways people go. In: from where to where, when. Out: where they are and how far through their stride. Never: legs, gestures.

Feet do not slide because the stride is counted from the way gone, never from the clock: one step per step length. People start and
stop softly; at an even pace they make about two steps a second.
"""

from __future__ import annotations

from dataclasses import dataclass

from onecrew.animation.easing import clamp, smooth

STEPS_A_SECOND = 2.0

RUN_UP = 0.35
"""Seconds of starting, and of stopping."""


@dataclass(frozen=True, slots=True)
class Way:
    """A walk from ``origin`` to ``goal`` (cm) during ``[start, end]``; ``step`` is the length of one step in cm."""

    start: float
    end: float
    origin: float
    goal: float
    step: float

    @property
    def sign(self) -> float:
        """-1 to the left, 1 to the right."""
        return -1.0 if self.goal < self.origin else 1.0

    def done(self, t: float) -> float:
        """The share of the way gone at ``t``: an even pace between a soft start and a soft stop."""
        length = self.end - self.start
        if length <= 0:
            return 1.0 if t >= self.end else 0.0
        soft = min(RUN_UP, length / 2)
        x = clamp(t - self.start, 0, length)
        return (_distance(x, soft) - _distance(x - (length - soft), soft, braking=True)) / (length - soft)

    def at(self, t: float) -> float:
        """x at ``t``."""
        return self.origin + (self.goal - self.origin) * self.done(t)

    def stride(self, t: float) -> float:
        """Steps made at ``t``, counted so that the last one ends with the feet together."""
        total = abs(self.goal - self.origin) / self.step
        whole = max(1.0, round(total))
        return self.done(t) * whole if total > 0 else 0.0

    def length_of_step(self) -> float:
        """cm of each step: the way divided into whole steps."""
        return abs(self.goal - self.origin) / max(1.0, round(abs(self.goal - self.origin) / self.step))

    def moving(self, t: float) -> bool:
        return self.start < t < self.end


def _distance(x: float, soft: float, braking: bool = False) -> float:
    """The integral of a speed that rises smoothly from 0 to 1 in ``soft`` seconds (of its fall, when braking)."""
    if x <= 0:
        return 0.0
    u = min(x / soft, 1.0)
    # Integral of the cubic 3u²-2u³ is u³ - u⁴/2.
    risen = soft * (u**3 - u**4 / 2)
    return risen + max(0.0, x - soft) if not braking else risen


def pace(distance: float, step: float, given: float) -> float:
    """Seconds a walk takes: at two steps a second; hurrying up to three when less time is given, never below one and a half."""
    steps = abs(distance) / step
    usual = steps / STEPS_A_SECOND + RUN_UP
    return clamp(given, steps / 3.0 + RUN_UP, max(usual, steps / 1.5 + RUN_UP))


def fade(way: Way, t: float) -> float:
    """How much the body walks, 0–1: in and out within the first and the last third of a step."""
    steps = way.done(t) * abs(way.goal - way.origin) / max(way.length_of_step(), 1e-6)
    left = (1 - way.done(t)) * abs(way.goal - way.origin) / max(way.length_of_step(), 1e-6)
    return min(smooth(steps / 0.34), smooth(left / 0.34))
