"""What a body does once: every Gesture of a shot as movement. In: an act with its time, a moment. Out: what it adds to a Body.

Never: walking (see ``walk``), speech. A movement draws back a little first, passes its goal a little and settles; what changes the
situation (sitting down, crossing arms, taking something out) stays until the shot ends, the rest lets go.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from onecrew.animation.blocking import BED, LYING, lying_feet
from onecrew.animation.body import Body
from onecrew.animation.easing import clamp, plateau, ramp, smooth
from onecrew.animation.pose import Arm, Hand
from onecrew.animation.puppet.proportions import Proportions, arm_lengths
from onecrew.story.shot import Gesture

STAYS = frozenset(
    {
        Gesture.HOLD,
        Gesture.CROSS_ARMS,
        Gesture.SIT,
        Gesture.STAND,
        Gesture.TURN,
        Gesture.LEAN_IN,
        Gesture.HUG,
        Gesture.FALL,
        Gesture.KNEEL,
        Gesture.LIE,
        Gesture.CRY,
    }
)
"""Gestures whose end is a new situation."""

WALKS = frozenset({Gesture.ENTER, Gesture.LEAVE, Gesture.WALK, Gesture.STEP_BACK})
"""Gestures made by ``walk``."""


LAP, CHEST = (-0.05, 0.225), (-0.06, 0.115)
"""Where a wrist rests or holds something, from the shoulder joint: outwards and down, as shares of the body's height."""

SHOWN, SAYING = (-0.05, 0.078), (-0.025, 0.055)
"""A wrist that shows a thing in a close-up, that speaks near to somebody, before the chest."""

FACE, CHEEK, ACROSS = (-0.062, -0.034), (-0.05, -0.012), (-0.105, 0.118)
"""A wrist below the mouth, below the cheek, across the chest: the hand stands above a wrist whose forearm goes up."""


OVER_MOUTH, AT_CHEEK = (0.17, -0.024), (0.4, -0.006)
"""A wrist whose hand covers the mouth, lies at the cheek: from the middle of the face to the side people look to, share of the
head's width, and above the chin, share of the height."""


def fold(build: Proportions, out: float, down: float, hand: Hand = Hand.REST, prop: str = "none") -> Arm:
    """An arm before the body whose wrist comes to a point given from its shoulder joint (shares of the height; ``out`` negative
    is inwards). Two joints: the law of cosines; the elbow stays low and outside. Out of reach, the arm is stretched towards it."""
    upper, fore = arm_lengths(build.height)
    x, y = out * build.height, down * build.height
    distance = clamp(math.hypot(x, y), abs(upper - fore) + 0.5, upper + fore - 0.1)
    to = math.atan2(x, y)
    at_shoulder = math.acos(clamp((upper**2 + distance**2 - fore**2) / (2 * upper * distance), -1, 1))
    bend = math.pi - math.acos(clamp((upper**2 + fore**2 - distance**2) / (2 * upper * fore), -1, 1))
    return Arm(to + at_shoulder, bend, True, hand, prop)


class Part(StrEnum):
    """Which side of a gesture between two somebody is on."""

    DOES = "does"
    STRIKES = "strikes"
    STRUCK = "struck"
    TAKES = "takes"
    BEHIND = "behind"
    """Is held, or holds, and stands behind the other one."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One gesture of one person, in time.

    ``way``: the side it goes to (the other person, the way they face), -1 or 1. ``arm``: the arm it uses, by side of the screen.
    ``force``: 0–1. ``reach``: cm to the other person (a hug), 0 if nobody is there. ``seated``: sitting as the shot begins.
    """

    gesture: Gesture
    start: float
    end: float
    way: float
    arm: float
    force: float
    build: Proportions
    wide: bool = False
    """The frame has room for a stretched arm; elsewhere gestures stay near the body, or nobody would see them."""
    prop: str = "none"
    reach: float = 0.0
    seated: bool = False
    inward: float = 0.0
    """The side on which the middle of the frame is, 0 for somebody in it: a fall goes there, not out of the picture."""
    part: Part = Part.DOES
    goals: tuple[Arm, ...] = ()
    """Where hands go that have to meet something: for a hug the arm on ``way``'s side, under the other one's, and the one towards
    the viewer; for giving the point where hands meet; for a blow the arm drawn back, at the cheek, and past it; for a touch the
    cheek."""
    swaps: bool = False
    """The hand holds something else as the gesture begins."""
    step: float = 0.0
    """cm the body goes towards the other one, so that hands reach."""
    until: float = math.inf
    """When somebody who is down begins to get up."""
    bed: bool = False
    """Lies down in a bed."""


def swing(t: float, deed: Deed, rise: float = 0.5, fall: float = 0.45) -> float:
    """How far a movement has gone: 0, a small dip below, up past 1, 1; back to 0 at the end unless it stays."""
    length = max(deed.end - deed.start, 0.2)
    rise, fall = min(rise, length * 0.5), min(fall, length * 0.35)
    if t <= deed.start:
        return 0.0
    u = (t - deed.start) / rise
    dip = 0.07 * math.sin(math.pi * clamp(u / 0.36)) ** 2
    past = 0.07 * math.sin(math.pi * clamp((u - 0.62) / 0.55)) ** 2
    up = smooth((u - 0.14) / 0.66) - dip + past
    if deed.gesture in STAYS:
        return up
    return up * (1 - ramp(t, deed.end - fall, deed.end))


def _nod(body: Body, deed: Deed, t: float) -> None:
    length = deed.end - deed.start
    count = max(1, min(3, round(length * 1.5)))
    u = (t - deed.start) / length
    if 0 < u < 1:
        body.nod += 0.42 * (0.6 + 0.4 * deed.force) * (1 - 0.45 * u) * math.sin(
            math.pi * clamp(u * count % 1.0)
        ) ** 2 - 0.05 * plateau(t, deed.start - 0.1, 0.08, 0.1, deed.start + 0.12)
        body.upper_lid += 0.15 * math.sin(math.pi * u)


def _shake(body: Body, deed: Deed, t: float) -> None:
    held = plateau(t, deed.start, 0.22, 0.4, deed.end)
    body.turn += 0.3 * held * math.sin(2 * math.pi * 1.7 * (t - deed.start)) * (0.6 + 0.4 * deed.force)
    body.nod += 0.1 * held
    body.upper_lid += 0.12 * held


def _look_away(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.45)
    body.turn -= 0.42 * deed.way * u
    body.gaze_x -= 0.95 * deed.way * clamp(u)
    body.nod += 0.1 * u
    body.facing -= 0.08 * deed.way * u


def _look_down(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.5)
    body.nod += 0.42 * u
    body.gaze_y += 0.75 * clamp(u)
    body.upper_lid += 0.22 * u
    body.shoulders -= 0.15 * u


def _look_up(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.5)
    # Whatever the head did before: a bowed one would only come level.
    body.nod += (-1.0 - body.pose.face.nod - body.nod) * u
    body.gaze_y += (-1.0 - body.gaze_y) * clamp(u)
    body.lean -= 0.03 * deed.way * u
    body.upper_lid -= 0.2 * u
    body.brow_inner += 0.25 * u
    body.brow_outer += 0.25 * u


def _point(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.42)
    if deed.wide:
        body.arm(deed.arm).towards(Arm(1.42, 0.12, False, Hand.POINT), u)
    else:
        body.arm(-deed.way).towards(Arm(0.4, 1.75, True, Hand.POINT), u)
    body.lean += 0.035 * deed.way * u
    body.turn += 0.08 * deed.way * u


def _open_palms(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.45)
    for side in (-1.0, 1.0):
        body.arm(side).towards(Arm(0.2, 1.75, False, Hand.OPEN) if deed.wide else Arm(0.08, 2.72, False, Hand.OPEN), u)
    body.shoulders += 0.2 * u
    body.brow_inner += 0.2 * u
    body.tilt += 0.03 * deed.way * u


def _fist(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.35)
    body.arm(deed.arm).towards(fold(deed.build, -0.02, 0.03, Hand.FIST), u)
    shake = clamp(u) * math.sin(2 * math.pi * 8.0 * (t - deed.start))
    body.arm(deed.arm).fore += 0.03 * shake
    body.shoulders += 0.3 * u
    body.nod += 0.1 * u


def _cover_mouth(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.45)
    body.arm(deed.arm).towards(deed.goals[0] if deed.goals else fold(deed.build, *FACE, Hand.FLAT), u)
    body.shoulders += 0.3 * u
    body.nod += 0.08 * u
    body.brow_inner += 0.35 * u
    body.upper_lid -= 0.25 * u


def _touch_face(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.55)
    body.arm(deed.arm).towards(deed.goals[0] if deed.goals else fold(deed.build, *CHEEK, Hand.FLAT), u)
    body.tilt += 0.07 * deed.arm * u
    body.nod += 0.08 * u


def _cross_arms(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.6)
    for side in (-1.0, 1.0):
        body.arm(side).towards(fold(deed.build, ACROSS[0], ACROSS[1] + 0.012 * side, Hand.REST), u)
    body.shoulders += 0.12 * u
    body.weight += 0.3 * u * deed.arm


def _hold(body: Body, deed: Deed, t: float) -> None:
    if deed.swaps:
        # What was in the hand goes into a pocket first.
        body.arm(deed.arm).towards(Arm(0.02, 0.55, True), plateau(t, deed.start, 0.25, 0.3, deed.start + 0.6))
        deed = replace(deed, start=deed.start + 0.22)
    u = swing(t, deed, 0.6)
    body.arm(deed.arm).towards(deed.goals[0] if deed.goals else fold(deed.build, *CHEST, Hand.HOLD, deed.prop), u)
    look = plateau(t, deed.start + 0.1, 0.3, 0.35, deed.end)
    body.nod += 0.26 * look
    body.gaze_y += 0.6 * look
    body.gaze_x += 0.2 * deed.arm * look


GIVEN = 0.6
"""Share of a giving after which the thing is in the other hand."""


def _give(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.6)
    given = t > deed.start + GIVEN * (deed.end - deed.start)
    arm = body.arm(deed.arm)
    goal = deed.goals[0] if deed.goals else Arm(0.95, 0.75)
    held = replace(goal, hand=Hand.OPEN if given else Hand.HOLD, prop="none" if given else deed.prop)
    arm.towards(held, u, keep_prop=not given)
    if t >= deed.end:
        arm.prop = "none"
    body.lean += 0.05 * deed.way * u
    body.nod += 0.1 * u


def _take(body: Body, deed: Deed, t: float) -> None:
    """The other hand comes to the thing, closes round it and brings it home."""
    taken = deed.start + GIVEN * (deed.end - deed.start)
    arm = body.arm(deed.arm)
    has = t > taken
    prop, hand = (deed.prop, Hand.HOLD) if has else ("none", Hand.OPEN)
    out = ramp(t, taken - 0.45, taken - 0.05)
    if deed.goals:
        arm.towards(replace(deed.goals[0], hand=hand, prop=prop), out)
    home = ramp(t, taken + 0.1, taken + 0.6)
    arm.towards(fold(deed.build, *CHEST, hand, prop), home)
    body.nod += 0.16 * plateau(t, taken - 0.5, 0.3, 0.4, deed.end + 0.2)
    body.gaze_y += 0.45 * plateau(t, taken - 0.5, 0.2, 0.3, deed.end)


CONTACT = 0.5
"""Share of a blow's time at which it lands; its sound is heard then."""


def _strike(body: Body, deed: Deed, t: float) -> None:
    """A slap: the hand is drawn back, held for a breath, and is there in two frames; it goes on past the face and comes down."""
    hit = deed.start + CONTACT * (deed.end - deed.start)
    back, cheek, past = deed.goals
    drawn = ramp(t, max(deed.start, hit - 0.42), hit - 0.14)
    struck = clamp((t - hit + 0.09) / 0.09) ** 1.6 if t > hit - 0.09 else 0.0
    through = ramp(t, hit + 0.04, hit + 0.22)
    down = 1 - ramp(t, hit + 0.3, hit + 0.75)
    arm = body.arm(-deed.way)
    rest = arm.frozen()
    arm.towards(back, drawn)
    arm.towards(cheek, struck)
    arm.towards(past, through)
    if t > hit:
        arm.towards(rest, 1 - down)
    body.facing += deed.way * (0.3 * struck - 0.14 * drawn * (1 - struck)) * down
    body.lean += deed.way * (0.1 * struck - 0.06 * drawn * (1 - struck)) * down
    body.x += deed.way * (deed.step * struck - 3.0 * drawn * (1 - struck)) * (0.35 + 0.65 * down)
    body.nod += 0.08 * struck * down
    body.shoulders += 0.3 * drawn * down


def _struck(body: Body, deed: Deed, t: float) -> None:
    """The head is thrown to the side, eyes shut, the body gives way a little; then slowly back."""
    hit = deed.start + CONTACT * (deed.end - deed.start)
    u = ramp(t, hit - 0.01, hit + 0.07) * (1 - ramp(t, hit + 0.35, hit + 1.05))
    away = -deed.way
    body.turn += 0.62 * away * u
    body.facing += 0.16 * away * u
    body.tilt += 0.16 * away * u
    body.lean += 0.09 * away * u
    body.x += 2.0 * away * u
    body.nod += 0.14 * u
    body.shoulders += 0.3 * u
    body.gaze_x += 0.5 * away * u
    body.shut = max(body.shut, plateau(t, hit - 0.01, 0.06, 0.16, hit + 0.34))
    body.blush += 0.8 * ramp(t, hit, hit + 0.25)


def _wave(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.45)
    beat = plateau(t, deed.start + 0.25, 0.2, 0.3, deed.end - 0.1) * math.sin(2 * math.pi * 2.1 * (t - deed.start))
    body.arm(deed.arm).towards(Arm(0.4 + 0.03 * beat, 2.5 + 0.3 * beat, False, Hand.OPEN), u)
    body.tilt += 0.04 * deed.arm * u
    body.corners += 0.3 * u


def _shrug(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.35)
    body.shoulders += 0.9 * u
    for side in (-1.0, 1.0):
        body.arm(side).towards(Arm(0.2, 1.8, False, Hand.OPEN) if deed.wide else Arm(0.06, 2.66, False, Hand.OPEN), u)
    body.brow_inner += 0.4 * u
    body.brow_outer += 0.4 * u
    body.corners -= 0.3 * u
    body.tilt += 0.08 * deed.way * u


def _sit(body: Body, deed: Deed, t: float) -> None:
    if deed.seated:
        return
    length = min(max(deed.end - deed.start, 0.6), 1.1)
    u = ramp(t, deed.start + 0.12, deed.start + 0.12 + length)
    body.sitting += u + 0.03 * math.sin(math.pi * ramp(t, deed.start + length - 0.1, deed.start + length + 0.35))
    bend = plateau(t, deed.start, 0.35 * length, 0.5 * length, deed.start + 0.2 + length)
    body.lean += 0.16 * deed.way * bend
    body.nod += 0.25 * bend


def _stand(body: Body, deed: Deed, t: float) -> None:
    length = min(max(deed.end - deed.start, 0.6), 1.1)
    bend = plateau(t, deed.start, 0.4 * length, 0.5 * length, deed.start + 0.15 + length)
    if deed.seated:
        body.sitting -= ramp(t, deed.start + 0.25 * length, deed.start + 1.15 * length)
        body.lean += 0.18 * deed.way * bend
        body.nod += 0.2 * bend
    else:
        # Already on their feet: they straighten up.
        body.shoulders += 0.25 * bend
        body.nod -= 0.12 * bend


def _turn(body: Body, deed: Deed, t: float) -> None:
    length = min(max(deed.end - deed.start, 0.5), 1.1)
    start = body.pose.facing
    goal = -start if abs(start) > 0.2 else -0.6 * deed.way
    head = smooth((t - deed.start) / (0.7 * length))
    torso = smooth((t - deed.start - 0.18 * length) / (0.82 * length))
    body.facing += (goal - start) * torso
    sign = 1.0 if goal > start else -1.0
    body.turn += 0.35 * sign * (head - torso) - 2 * body.pose.face.turn * head * (abs(start) > 0.2)
    body.gaze_x += 0.8 * sign * (head - torso) + 0.9 * sign * head * (1 - 0.5 * head)
    body.nod += 0.12 * math.sin(math.pi * clamp(head))
    body.shut = max(body.shut, plateau(t, deed.start + 0.05, 0.1, 0.14, deed.start + 0.32))


def _lean_in(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.6)
    body.lean += (0.12 if deed.wide else 0.065) * deed.way * u
    body.x += 3.0 * deed.way * u
    body.nod += 0.06 * u
    body.turn += 0.05 * deed.way * u


def _cry(body: Body, deed: Deed, t: float) -> None:
    u = clamp(swing(t, deed, 0.8))
    sob = u * max(0.0, math.sin(2 * math.pi * 2.6 * (t - deed.start))) * plateau(t, deed.start, 0.4, 0.6, deed.end + 1.5)
    body.tears += u
    body.nod += 0.22 * u + 0.05 * sob
    body.shoulders += 0.25 * u + 0.22 * sob
    body.brow_inner += 0.7 * u
    body.brow_outer -= 0.15 * u
    body.corners -= 0.55 * u
    body.upper_lid += 0.3 * u
    body.lower_lid += 0.35 * u
    body.mouth_open += 0.08 * u + 0.08 * sob
    body.blush += 0.4 * u


def _laugh(body: Body, deed: Deed, t: float) -> None:
    u = clamp(swing(t, deed, 0.35))
    ha = abs(math.sin(math.pi * 4.6 * (t - deed.start)))
    body.mouth_open += u * (0.28 + 0.3 * ha) * (0.5 + 0.5 * deed.force)
    body.corners += 0.9 * u
    body.cheeks += 0.8 * u
    body.lower_lid += 0.55 * u
    body.upper_lid += 0.15 * u
    body.brow_outer += 0.3 * u
    body.nod += -0.2 * u + 0.07 * u * ha
    body.shoulders += u * (0.2 + 0.3 * ha)
    body.lean -= 0.03 * deed.way * u
    body.y += 0.6 * u * ha


def _sigh(body: Body, deed: Deed, t: float) -> None:
    middle = deed.start + 0.42 * (deed.end - deed.start)
    rise = plateau(t, deed.start, (middle - deed.start) * 0.9, 0.3, middle + 0.3)
    fall = plateau(t, middle, 0.5, 0.5, deed.end + 0.3)
    body.breath += 1.2 * rise - 1.0 * fall
    body.shoulders += 0.4 * rise - 0.5 * fall
    body.nod += 0.2 * fall - 0.1 * rise
    body.upper_lid += 0.35 * fall
    body.mouth_open += 0.16 * fall
    body.gaze_y += 0.4 * fall


APART = 24.0
"""cm between the middles of two who hold each other."""

HELD_TURN = 0.7
"""How far bodies turn to each other to hold each other: the arms of both are seen from the side."""


def _hug(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.8)
    to = clamp(u)
    if deed.goals:
        body.arm(deed.way).towards(deed.goals[0], u)
        body.arm(-deed.way).towards(deed.goals[1], u)
        body.facing += (HELD_TURN * deed.way - body.pose.facing) * to
        body.embraces = to > 0.4
    body.x += deed.way * max(0.0, deed.reach - APART) / 2 * to
    if deed.part is Part.BEHIND:
        # Who stands behind shows the face beside the other's head.
        body.lean -= 0.07 * deed.way * u
        body.turn += (0.16 * deed.way - HELD_TURN * deed.way - body.pose.face.turn) * to
        body.nod -= 0.06 * u
        body.upper_lid += 0.3 * to
    else:
        body.lean += 0.035 * deed.way * u
        body.turn += (0.12 * deed.way - body.pose.face.turn) * to
        body.nod += 0.24 * u
        body.upper_lid += 0.7 * to
    body.tilt += 0.13 * deed.way * u


RISING = 1.0
"""Seconds of getting up from the knees or the floor."""


def _stays_down(t: float, deed: Deed) -> float:
    return 1 - ramp(t, deed.until, deed.until + RISING)


def _kneel(body: Body, deed: Deed, t: float) -> None:
    length = min(max(deed.end - deed.start, 0.6), 1.1)
    u = ramp(t, deed.start + 0.08, deed.start + 0.08 + length) * _stays_down(t, deed)
    bend = plateau(t, deed.start, 0.4 * length, 0.5 * length, deed.start + 0.25 + length)
    body.kneeling += u + 0.02 * math.sin(math.pi * ramp(t, deed.start + length - 0.1, deed.start + length + 0.35))
    if deed.seated:
        body.sitting -= u
    body.lean += 0.14 * deed.way * bend
    body.nod += 0.22 * bend
    # Shins lie behind the knees: a body that is a little turned shows them.
    body.facing += (0.45 * deed.way - body.pose.facing) * u * (abs(body.pose.facing) < 0.45)


def _lie(body: Body, deed: Deed, t: float) -> None:
    length = min(max(deed.end - deed.start, 0.8), 1.5)
    u = ramp(t, deed.start, deed.start + length) * _stays_down(t, deed)
    body.facing += (0.92 * deed.way - body.pose.facing) * u
    body.turn -= body.pose.face.turn * u
    body.roll -= deed.way * 1.53 * u
    body.x += deed.way * lying_feet(deed.build, deed.bed) * u
    body.y -= ((BED if deed.bed else 0.0) + LYING) * u
    body.nod += 0.1 * u
    if deed.seated:
        body.sitting -= u
    for side in (-1.0, 1.0):
        body.arm(side).towards(Arm(0.02, 0.05), u)


def _raise(body: Body, deed: Deed, t: float) -> None:
    u = swing(t, deed, 0.6, 0.55)
    # Where the frame ends above the head the hand stays beside it.
    goal = Arm(2.6, 0.35, False, Hand.OPEN) if deed.wide else Arm(0.5, 2.5, False, Hand.OPEN)
    body.arm(deed.arm).towards(goal, u)
    body.shoulders += 0.15 * u
    body.nod -= 0.08 * u
    body.tilt -= 0.03 * deed.arm * u


def _fall(body: Body, deed: Deed, t: float) -> None:
    length = min(max(deed.end - deed.start, 0.7), 1.4)
    u = (t - deed.start) / length
    down = _stays_down(t, deed)
    knees = smooth(u / 0.6) * down
    # Gravity: slow to start, fast to end, a small bounce on the ground.
    tip = clamp((u - 0.18) / 0.72) ** 2.4 * down
    bounce = 0.05 * math.exp(-6 * max(0.0, u - 0.9)) * math.sin(math.pi * clamp((u - 0.9) / 0.25))
    side = deed.inward or -deed.way
    body.roll += side * (1.45 * tip - bounce)
    # The body comes down where it stood, not its own length beside it.
    body.x -= side * (0.3 if deed.inward else 0.42) * deed.build.height * tip
    body.sitting += 0.25 * knees * (1 - tip)
    body.lean += 0.1 * side * knees
    body.nod += 0.2 * knees
    body.arm(side).towards(Arm(0.9, 0.5, False, Hand.OPEN), knees)
    body.arm(-side).towards(Arm(0.5, 0.8, False, Hand.OPEN), knees)
    for arm in (body.left, body.right):
        # On the ground arms lie beside the body.
        arm.towards(Arm(0.08, 0.25), clamp(tip))
    body.shut = max(body.shut, ramp(u, 0.7, 0.95) * down)


_DOES: dict[Gesture, Callable[[Body, Deed, float], None]] = {
    Gesture.NOD: _nod,
    Gesture.SHAKE_HEAD: _shake,
    Gesture.LOOK_AWAY: _look_away,
    Gesture.LOOK_DOWN: _look_down,
    Gesture.LOOK_UP: _look_up,
    Gesture.POINT: _point,
    Gesture.OPEN_PALMS: _open_palms,
    Gesture.FIST: _fist,
    Gesture.COVER_MOUTH: _cover_mouth,
    Gesture.TOUCH_FACE: _touch_face,
    Gesture.CROSS_ARMS: _cross_arms,
    Gesture.HOLD: _hold,
    Gesture.GIVE: _give,
    Gesture.WAVE: _wave,
    Gesture.SHRUG: _shrug,
    Gesture.SIT: _sit,
    Gesture.STAND: _stand,
    Gesture.TURN: _turn,
    Gesture.LEAN_IN: _lean_in,
    Gesture.CRY: _cry,
    Gesture.LAUGH: _laugh,
    Gesture.SIGH: _sigh,
    Gesture.HUG: _hug,
    Gesture.FALL: _fall,
    Gesture.KNEEL: _kneel,
    Gesture.LIE: _lie,
    Gesture.RAISE: _raise,
}


_WITH: dict[Part, Callable[[Body, Deed, float], None]] = {Part.STRIKES: _strike, Part.STRUCK: _struck, Part.TAKES: _take}


SEATS = frozenset({Gesture.SIT, Gesture.STAND, Gesture.KNEEL, Gesture.LIE})
"""Gestures that change how high somebody is; they come before the others, which build on it."""


def do(body: Body, deed: Deed, t: float) -> None:
    """Adds what the deed does at ``t``; nothing before it begins, nor after it ended and let go."""
    if t <= deed.start - 0.1 or deed.gesture not in _DOES:
        return
    if deed.gesture not in STAYS and deed.gesture is not Gesture.GIVE and t > deed.end + 1.2:
        return
    (_WITH.get(deed.part) or _DOES[deed.gesture])(body, deed, t)
