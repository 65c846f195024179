"""How a body is built: heights and widths from age, gender and build.

In: an Actor. Out: lengths in centimetres. Never: drawing, poses.
Heads to a body follow the usual teaching of figure drawing (Loomis, *Figure Drawing for All It's Worth*: 7.5 heads for an
ideal adult,
4–5 for a small child), with the head about a sixth larger, as drawn series have it so that faces read on a phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onecrew.animation.picture import Actor
from onecrew.story.show import Age, Gender

_HEIGHT = {Age.CHILD: 120.0, Age.TEEN: 157.0, Age.YOUNG: 170.0, Age.ADULT: 172.0, Age.OLD: 165.0}
_HEAD = {Age.CHILD: 25.0, Age.TEEN: 26.0, Age.YOUNG: 26.6, Age.ADULT: 27.0, Age.OLD: 27.0}
_SHOULDERS = {Age.CHILD: 0.225, Age.TEEN: 0.222, Age.YOUNG: 0.232, Age.ADULT: 0.236, Age.OLD: 0.228}
_GENDER_HEIGHT = {Gender.FEMALE: 0.965, Gender.MALE: 1.03, Gender.NEUTRAL: 1.0}
_GENDER_SHOULDERS = {Gender.FEMALE: 0.9, Gender.MALE: 1.06, Gender.NEUTRAL: 0.98}
_BUILD_SHOULDERS = {"slim": 0.95, "average": 1.0, "broad": 1.1, "heavy": 1.07}
_BUILD_HEIGHT = {"slim": 1.012, "average": 1.0, "broad": 1.02, "heavy": 0.985}

_EYES = {Age.CHILD: 0.398, Age.TEEN: 0.425, Age.YOUNG: 0.438, Age.ADULT: 0.442, Age.OLD: 0.442}
"""Eyes above the chin, share of the head: lower in a child's face."""

SEAT = 45.0
"""Height of the seats puppets sit on, in cm; the feet of a child do not reach the ground."""


@dataclass(frozen=True, slots=True)
class Proportions:
    """A standing body, in cm; y is negative upwards from the ground.

    ``height``: ground to the top of the skull (hair and hats rise above). ``head_height``: skull to chin; ``head_width``
    without ears.
    ``eye_y``, ``chin_y``, ``shoulder_y`` (the shoulder joints), ``waist_y``, ``hip_y`` (the hip joints), ``knee_y``.
    ``shoulder_width``: outer edge to outer edge. ``seat_height``: of the seat a sitting body rests on.
    ``reach``: shoulder joint to finger tips with a straight arm.
    ``bulk``: 0.86 slim … 1.35 heavy, what builds widen bodies by. ``stoop``: 0 upright … 1 bent with age.
    """

    height: float
    head_height: float
    head_width: float
    eye_y: float
    chin_y: float
    shoulder_y: float
    shoulder_width: float
    waist_y: float
    hip_y: float
    knee_y: float
    seat_height: float
    reach: float
    bulk: float
    stoop: float


@lru_cache(maxsize=256)
def proportions(actor: Actor) -> Proportions:
    """The standing body of an actor."""
    age, gender, build = actor.age, actor.gender, actor.look.build
    grown = age not in (Age.CHILD,)
    tall = _GENDER_HEIGHT[gender] if grown and age is not Age.TEEN else 1.0 + (_GENDER_HEIGHT[gender] - 1.0) * 0.4
    height = _HEIGHT[age] * tall * (_BUILD_HEIGHT[build] if grown else 1.0)
    head = _HEAD[age] * (1.0 + (_GENDER_HEIGHT[gender] - 1.0) * 0.35)
    shoulders = _SHOULDERS[age] * height
    if age is not Age.CHILD:
        shoulders *= _GENDER_SHOULDERS[gender]
    shoulders *= _BUILD_SHOULDERS[build]
    bulk = {"slim": 0.88, "average": 1.0, "broad": 1.1, "heavy": 1.34}[build]
    stoop = 1.0 if age is Age.OLD else 0.0
    chin = -height + head
    neck = head * (0.15 if age is Age.CHILD else 0.215) * (0.9 if build == "heavy" else 1.0)
    shoulder_y = chin + neck + head * 0.045
    hip = -height * (0.435 if age is Age.CHILD else 0.485)
    waist = shoulder_y + (hip - shoulder_y) * 0.6
    return Proportions(
        height=height,
        head_height=head,
        head_width=head * 0.735,
        eye_y=chin - head * _EYES[age],
        chin_y=chin,
        shoulder_y=shoulder_y,
        shoulder_width=shoulders,
        waist_y=waist,
        hip_y=hip,
        knee_y=hip * 0.53,
        seat_height=SEAT,
        reach=arm_lengths(height)[0] + arm_lengths(height)[1] + hand_length(head),
        bulk=bulk,
        stoop=stoop,
    )


def arm_lengths(height: float) -> tuple[float, float]:
    """Upper arm and forearm, in cm, of a body of that height."""
    return 0.172 * height, 0.146 * height


def hand_length(head_height: float) -> float:
    """Wrist to finger tips: two thirds of the face."""
    return head_height * 0.56
