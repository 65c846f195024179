"""Who stands where, turned how. In: a Picture and its set. Out: a Mark for each person. Never: time, drawing.

Sides are kept as the shot gives them (the 180° rule is the planner's); what is decided here is how near people come together so
that a tall frame holds them. Closer than life is usual: actors cheat towards each other for a narrow lens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onecrew.animation.picture import Actor, Picture
from onecrew.animation.place_set import PlaceSet
from onecrew.animation.puppet.proportions import Proportions, proportions
from onecrew.story.shot import Framing, Gesture, Subject

EYE = 140.0
"""Height in cm of the neutral camera's eye: things farther away shrink towards this height."""

GROUPS = (Framing.TWO_SHOT, Framing.WIDE)
"""Framings that show several people; others show their first subject (and the near shoulder)."""

SEATED = ("car",)
"""Places in which nobody stands."""

BEDS = ("hospital", "bedroom")
"""Places in which people lie in a bed, elsewhere on the floor."""

BED, LYING, PILLOW = 46.0, 10.0, 30.0
"""cm: the height of a mattress, that of a lying body's axis above what it lies on, from the mark to the crown in a bed."""

PHONE_TURN = 0.1
"""Most turn of a standing body with a phone at its ear."""

_SIDES = {"left": -1.0, "centre": 0.0, "right": 1.0}
_FACING = {"left": -1.0, "front": 0.0, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a person of the shot is as it begins.

    ``x``: cm in the plane of the people. ``depth``: 1 in that plane, more behind it. ``torso`` and ``head``: facing and further
    turn, as in Pose and Face. ``towards``: the side they look to by default, -1, 0 or 1. ``near``: the shoulder of an
    over-the-shoulder shot, seen from behind. Marks are ordered from the farthest to the nearest.
    """

    actor: Actor
    subject: Subject
    build: Proportions
    x: float
    depth: float = 1.0
    torso: float = 0.0
    head: float = 0.0
    towards: float = 0.0
    near: bool = False
    bed: bool = False
    """Lies or sits in a bed."""


def block(picture: Picture, place: PlaceSet) -> tuple[Mark, ...]:
    """The marks of everybody seen in the shot; subjects without an actor in the picture are left out."""
    marks = _block(picture, place)
    if picture.shot.place.kind not in BEDS:
        return marks
    lying = {one.act.who for one in picture.acting if one.act.gesture is Gesture.LIE}
    return tuple(
        replace(mark, bed=not mark.near and (mark.subject.down in ("lying", "in bed") or mark.actor.name in lying))
        for mark in marks
    )


def _block(picture: Picture, place: PlaceSet) -> tuple[Mark, ...]:
    actors = {actor.name: actor for actor in picture.actors}
    subjects = [subject for subject in picture.shot.subjects if subject.who in actors]
    if picture.shot.place.kind in SEATED and place.seat > 0:
        subjects = [replace(subject, sitting=True) for subject in subjects]
    framing = picture.shot.framing
    if framing in (Framing.INSERT, Framing.CARD) or not subjects:
        return ()
    if framing is Framing.OVER_SHOULDER and len(subjects) > 1:
        return _over_shoulder(subjects[0], subjects[1], actors, place)
    if framing in GROUPS and len(subjects) > 1:
        marks = _group(subjects[:4], actors, place, framing)
        return _abreast(marks, subjects[0].who) if walk_together(picture, marks) else marks
    subject = subjects[0]
    sits_whole = subject.sitting and framing in (Framing.WIDE, Framing.FULL)
    if calling(picture, subject) and not walks(picture, subject.who) and not sits_whole:
        mark = _turned(_mark(actors[subject.who], subject, _place_x(place, subject.side)), framing)
        return (_at_phone(mark),)
    if subject.sitting and place.seat > 0 and framing in (Framing.WIDE, Framing.FULL) and subject.side == "centre":
        # Seats are at the sides; a car's are not.
        subject = subject if picture.shot.place.kind in SEATED else replace(subject, side="left", facing="right")
    return (_turned(_mark(actors[subject.who], subject, _place_x(place, subject.side)), framing),)


def _mark(actor: Actor, subject: Subject, x: float) -> Mark:
    return Mark(actor, subject, proportions(actor), x)


def low(mark: Mark) -> tuple[float, float]:
    """How far the eyes of somebody are from where they would stand, as the shot begins: cm to the right, cm down."""
    build, subject = mark.build, mark.subject
    way = mark.towards or 1.0
    if subject.sitting or subject.down == "in bed":
        return 0.0, sitting_drop(build)
    if subject.down == "kneeling":
        return 0.0, kneeling_drop(build)
    if subject.down == "lying":
        return -way * (-build.eye_y - lying_feet(build, mark.bed)), -build.eye_y - (BED if mark.bed else 0.0) - LYING - 14.0
    if subject.down == "fallen":
        return -way * 0.6 * build.height, -build.eye_y - 18.0
    return 0.0, 0.0


def drop_of(mark: Mark) -> float:
    """cm by which the upper body of somebody upright is lower than standing, as the shot begins."""
    return 0.0 if mark.subject.down in ("lying", "fallen") else low(mark)[1]


def lying_feet(build: Proportions, bed: bool) -> float:
    """cm from the mark to the feet of somebody who lies: in a bed the head is at its end, behind the mark; else the mark is the
    middle."""
    return build.height - PILLOW if bed else 0.5 * build.height


def kneeling_drop(build: Proportions) -> float:
    """cm by which kneeling eyes are lower than standing ones."""
    return -build.hip_y * 0.525 - 0.028 * build.height


def _place_x(place: PlaceSet, side: str) -> float:
    return dict(place.marks).get(side, _SIDES.get(side, 0.0) * 60)


def _turned(mark: Mark, framing: Framing) -> Mark:
    """Three-quarter views: enough turn to read the eyeline, never so much that the far eye is lost."""
    way = _FACING.get(mark.subject.facing, 0.0)
    if way == 0:
        # Nobody looks into the lens: off it a little, towards the side where the other one would be.
        side = -_SIDES.get(mark.subject.side, 0.0)
        if mark.subject.sitting and framing in (Framing.WIDE, Framing.FULL):
            # Legs of somebody who sits are read from the side.
            way = side or 1.0
            return replace(mark, torso=0.42 * way, head=-0.1 * way, towards=side)
        return replace(mark, torso=0.12 * side, head=0.1 * side, towards=side)
    torso = {Framing.WIDE: 0.5, Framing.FULL: 0.4, Framing.TWO_SHOT: 0.42, Framing.EXTREME_CLOSE: 0.12}.get(framing, 0.26)
    return replace(mark, torso=torso * way, head=0.14 * way, towards=way)


def calling(picture: Picture, subject: Subject) -> bool:
    """Whether somebody talks on the phone they hold: a voice from elsewhere is heard, or they speak with nobody there to hear it.

    Somebody in the centre is alone in the place, or the third in it.
    """
    who = subject.who
    if subject.holding != "phone" or any(
        one.act.who == who and one.act.prop == "phone" and one.act.gesture is Gesture.HOLD for one in picture.acting
    ):
        return False
    voices = [one for one in picture.speaking if one.who != who and not one.mouth]
    alone = subject.side == "centre" and len(picture.shot.subjects) == 1
    return alone and (bool(voices) or any(one.who == who and one.mouth for one in picture.speaking))


def walks(picture: Picture, who: str) -> bool:
    """Whether somebody walks on through the shot."""
    return any(one.act.who == who and one.act.gesture is Gesture.WALK for one in picture.acting)


def walk_together(picture: Picture, marks: Sequence[Mark]) -> bool:
    """Whether everybody who is seen, and they are several, walks: then they go the same way, the camera beside them."""
    seen = [mark.actor.name for mark in marks if not mark.near]
    return len(seen) > 1 and all(walks(picture, who) for who in seen)


def _abreast(marks: tuple[Mark, ...], first: str) -> tuple[Mark, ...]:
    """Everybody turned the way the first one is."""
    way = next((mark.towards for mark in marks if mark.actor.name == first), 0.0) or 1.0
    return tuple(
        replace(mark, torso=abs(mark.torso) * way, head=abs(mark.head) * way, towards=way) if mark.towards != way else mark
        for mark in marks
    )


def _at_phone(mark: Mark) -> Mark:
    """Who stands with a phone at the ear shows the chest: a turned one would point the elbow at the lens, and no arm would be
    seen. The head keeps its turn."""
    torso = max(-PHONE_TURN, min(PHONE_TURN, mark.torso))
    return replace(mark, torso=torso, head=mark.head + mark.torso - torso)


def _over_shoulder(seen: Subject, near: Subject, actors: dict[str, Actor], place: PlaceSet) -> tuple[Mark, ...]:
    side = _SIDES.get(seen.side, 0.0) or -_SIDES.get(near.side, 0.0) or -1.0
    front = _mark(actors[seen.who], seen, _place_x(place, "left" if side < 0 else "right"))
    front = replace(front, torso=-0.22 * side, head=-0.16 * side, towards=-side)
    back = _mark(actors[near.who], near, front.x - side * 40)
    return front, replace(back, depth=0.6, torso=0.3 * side, head=0.0, towards=side, near=True)


def _group(subjects: list[Subject], actors: dict[str, Actor], place: PlaceSet, framing: Framing) -> tuple[Mark, ...]:
    ordered = sorted(subjects, key=lambda subject: _SIDES.get(subject.side, 0.0))
    seated = any(subject.down == "in bed" or (subject.sitting and place.seat > 0) for subject in ordered)
    count = len(ordered)
    if framing is Framing.TWO_SHOT:
        ordered = ordered[:2] if count > 2 and subjects[0] in ordered[:2] else ordered
        ordered = ordered[:2] if len(ordered) == 2 else [s for s in ordered if s in subjects[:2]]
        gap = 27.0 + 1.5 * sum(proportions(actors[s.who]).head_width > 22 for s in ordered)
        places = [-gap, gap]
        middle = 0.0
    else:
        left, right = _place_x(place, "left"), _place_x(place, "right")
        middle = (left + right) / 2
        reach = (
            min((right - left) / 2, 50.0) if count == 2 and not seated else (right - left) / 2 if count == 2 else 23.0 * (count - 1)
        )
        places = [-reach + 2 * reach * n / (count - 1) for n in range(count)]
    marks = []
    for n, (subject, x) in enumerate(zip(ordered, places, strict=True)):
        mark = _turned(_mark(actors[subject.who], subject, middle + x), framing)
        if mark.subject.facing == "front" or framing is Framing.TWO_SHOT:
            inward = -1.0 if x > 0.5 else 1.0 if x < -0.5 else 0.0
            turn = 0.42 if framing is Framing.TWO_SHOT else 0.34
            same_way = framing is Framing.TWO_SHOT and subject.facing in ("left", "right")
            way = _FACING[subject.facing] if same_way else inward
            mark = replace(mark, torso=turn * way, head=0.14 * way, towards=way)
        # Every second one stands a step behind: depth instead of a row at the bus stop. The first subject is in front.
        behind = subject is not subjects[0] and (n % 2 == 1 or count == 2) and not seated
        marks.append(replace(mark, depth=1.07 if behind else 1.0))
    return tuple(sorted(marks, key=lambda mark: (-mark.depth, mark.x)))


def ground(mark: Mark) -> float:
    """y in cm of the ground under a person at the neutral camera: the floor rises towards the eye with depth."""
    return -EYE * (1 - 1 / mark.depth)


def sitting_drop(build: Proportions) -> float:
    """cm by which a sitting body's eyes are lower than standing: the hip joint comes to rest a little above the seat."""
    return max(0.0, -build.hip_y - build.seat_height - 0.035 * build.height)
