"""Who stands where, turned how. In: a Picture and its set. Out: a Mark for each person. Never: time, drawing.

Sides are kept as the shot gives them (the 180° rule is the planner's); what is decided here is how near people come together so
that a tall frame holds them. Closer than life is usual: actors cheat towards each other for a narrow lens.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from onecrew.animation.picture import Actor, Picture
from onecrew.animation.place_set import PlaceSet
from onecrew.animation.puppet.proportions import Proportions, proportions
from onecrew.story.shot import Framing, Subject

EYE = 140.0
"""Height in cm of the neutral camera's eye: things farther away shrink towards this height."""

GROUPS = (Framing.TWO_SHOT, Framing.WIDE)
"""Framings that show several people; others show their first subject (and the near shoulder)."""

SEATED = ("car",)
"""Places in which nobody stands."""

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


def block(picture: Picture, place: PlaceSet) -> tuple[Mark, ...]:
    """The marks of everybody seen in the shot; subjects without an actor in the picture are left out."""
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
        return _group(subjects[:4], actors, place, framing)
    subject = subjects[0]
    if subject.sitting and place.seat > 0 and framing in (Framing.WIDE, Framing.FULL) and subject.side == "centre":
        # Seats are at the sides; a car's are not.
        subject = subject if picture.shot.place.kind in SEATED else replace(subject, side="left", facing="right")
    return (_turned(_mark(actors[subject.who], subject, _place_x(place, subject.side)), framing),)


def _mark(actor: Actor, subject: Subject, x: float) -> Mark:
    return Mark(actor, subject, proportions(actor), x)


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


def _over_shoulder(seen: Subject, near: Subject, actors: dict[str, Actor], place: PlaceSet) -> tuple[Mark, ...]:
    side = _SIDES.get(seen.side, 0.0) or -_SIDES.get(near.side, 0.0) or -1.0
    front = _mark(actors[seen.who], seen, _place_x(place, "left" if side < 0 else "right"))
    front = replace(front, torso=-0.22 * side, head=-0.16 * side, towards=-side)
    back = _mark(actors[near.who], near, front.x - side * 40)
    return front, replace(back, depth=0.6, torso=0.3 * side, head=0.0, towards=side, near=True)


def _group(subjects: list[Subject], actors: dict[str, Actor], place: PlaceSet, framing: Framing) -> tuple[Mark, ...]:
    ordered = sorted(subjects, key=lambda subject: _SIDES.get(subject.side, 0.0))
    seated = any(subject.sitting for subject in ordered) and place.seat > 0
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
