"""Ways people go. In: from where to where, when. Out: where they are and how far through their stride. Never: legs, gestures.

Feet do not slide because the stride is counted from the way gone, never from the clock: one step per step length. People start and
stop softly; at an even pace they make about two steps a second.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from onecrew.animation.easing import clamp, smooth

STEPS_A_SECOND = 2.0

RUN_UP = 0.35
"""Seconds of starting, and of stopping."""


PASSING = 0.58
"""Phase of the puppet's stride in which the feet pass each other: standing and walking meet there."""

INTO = 0.4
"""Steps within which standing becomes walking, and walking standing."""


@dataclass(frozen=True, slots=True)
class Way:
    """A walk from ``origin`` to ``goal`` (cm) during ``[start, end]`` in ``steps`` whole steps.

    ``backwards``: the body faces away from where it goes.
    """

    start: float
    end: float
    origin: float
    goal: float
    steps: int
    backwards: bool = False

    @property
    def sign(self) -> float:
        """-1 to the left, 1 to the right."""
        return -1.0 if self.goal < self.origin else 1.0

    def made(self, t: float) -> float:
        """Steps made at ``t``: an even pace between a soft start and a soft stop."""
        length = self.end - self.start
        if length <= 0:
            return float(self.steps) if t >= self.end else 0.0
        soft = min(RUN_UP, length / 2)
        x = clamp(t - self.start, 0, length)
        return self.steps * (_distance(x, soft) - _distance(x - (length - soft), soft, braking=True)) / (length - soft)

    def amount(self, t: float) -> float:
        """How much the body walks, 0–1."""
        made = self.made(t)
        return min(smooth(made / INTO), smooth((self.steps - made) / INTO))

    def at(self, t: float) -> float:
        """x at ``t``. While walking fades in and out, the way is that of the foot on the ground, which stays where it is."""
        made = self.made(t)
        left = self.steps - made
        gone = made * smooth(made / INTO) if made < left else self.steps - left * smooth(left / INTO)
        return self.origin + (self.goal - self.origin) * gone / self.steps

    @property
    def step(self) -> float:
        """cm of one step."""
        return abs(self.goal - self.origin) / self.steps

    def stride(self, t: float) -> float:
        """Phase of the stride at ``t``, as in Pose."""
        return PASSING + (-self.made(t) if self.backwards else self.made(t))

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


def pace(steps: int, given: float) -> float:
    """Seconds a walk takes: at about two steps a second; hurrying up to three when less time is given, never slower than 1.8."""
    return clamp(given, steps / 3.0 + RUN_UP, steps / 1.8 + RUN_UP)


def way(start: float, given: float, goal: float, step: float, *, coming: bool = False, backwards: bool = False) -> Way:
    """A walk of whole steps of about ``step`` cm to ``goal`` (cm from the mark); ``coming``: from there to the mark."""
    steps = max(1, math.ceil(abs(goal) / step - 1e-6))
    return Way(start, start + pace(steps, given), goal if coming else 0.0, 0.0 if coming else goal, steps, backwards)
