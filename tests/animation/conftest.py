"""Small pictures to test with: four people of four ages, an empty place, shots in one line."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace

import pytest

from onecrew.animation.light import Light
from onecrew.animation.picture import Acting, Actor, Picture, Speaking
from onecrew.animation.place_set import PlaceSet
from onecrew.story.episode import Feeling, Place
from onecrew.story.shot import ActBeat, Framing, Gesture, Move, Shot, Subject
from onecrew.story.show import Age, Format, Gender, Look

PEOPLE = {
    actor.name: actor
    for actor in (
        Actor("MEI", Look(hair="long", outfit="blouse", outfit_colour="#c8503f"), Age.YOUNG, Gender.FEMALE),
        Actor("JUN", Look(outfit="suit", build="broad"), Age.ADULT, Gender.MALE),
        Actor("KID", Look(hair="bob", outfit="hoodie", outfit_colour="#d9a441"), Age.CHILD, Gender.NEUTRAL),
        Actor("TEEN", Look(hair="curly"), Age.TEEN, Gender.MALE),
        Actor("GRAN", Look(hair="bun", hair_colour="#c8c8cc", outfit="coat"), Age.OLD, Gender.FEMALE),
    )
}

EMPTY = PlaceSet((), (), (("left", -55.0), ("right", 55.0), ("centre", 0.0)), 45.0, (-260.0, 260.0), Light())


def subject(
    who: str,
    side: str = "centre",
    facing: str = "front",
    feeling: Feeling = Feeling.NEUTRAL,
    strength: int = 50,
    sitting: bool = False,
) -> Subject:
    return Subject(who, side, facing, sitting, "none", feeling, strength)


def act(who: str, gesture: Gesture, start: float, end: float, feeling: Feeling | None = None, prop: str = "none") -> Acting:
    a, b = Fraction(str(start)), Fraction(str(end))
    return Acting(ActBeat(who, gesture, b - a, feeling, 80, prop), a, b)


def picture(
    framing: Framing,
    *subjects: Subject,
    move: Move = Move.STATIC,
    seconds: float = 4,
    speaking: tuple[Speaking, ...] = (),
    acting: tuple[Acting, ...] = (),
    place: str = "flat",
    mood: str = "calm",
    form: Format | None = None,
) -> Picture:
    shot = Shot("1.a", "1", framing, move, Place("FLAT", place), mood, subjects, tuple(one.act for one in acting))
    actors = tuple(PEOPLE[one.who] for one in subjects)
    return Picture(shot, form or Format(), Fraction(str(seconds)), actors, speaking, acting)


@pytest.fixture(scope="session")
def scenes() -> SimpleNamespace:
    """The makers above, for tests (``scenes.picture(...)``)."""
    return SimpleNamespace(PEOPLE=PEOPLE, EMPTY=EMPTY, subject=subject, act=act, picture=picture)
