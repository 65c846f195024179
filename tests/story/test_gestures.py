"""Action as written becomes acts with a doer, a time, a sound and a feeling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from planner_plays import SHOW, play

from onecrew.story.episode import Feeling
from onecrew.story.gestures import Deed, deeds
from onecrew.story.mentions import people_of
from onecrew.story.shot import EFFECTS, PROPS, Gesture

PEOPLE = people_of(play(), SHOW)
RECENT = ("MEI", "DAVID")


def done(text: str, opening: bool = False) -> tuple[Deed, ...]:
    return deeds(text, PEOPLE, RECENT, ("MEI", "DAVID"), opening)


@pytest.mark.parametrize(
    ("text", "gesture", "who"),
    [
        ("Mei slams the door.", Gesture.TURN, ("MEI",)),
        ("Her phone buzzes.", Gesture.HOLD, ("MEI",)),
        ("He sits.", Gesture.SIT, ("DAVID",)),
        ("David enters.", Gesture.ENTER, ("DAVID",)),
        ("She leaves.", Gesture.LEAVE, ("MEI",)),
        ("Mei reads the letter.", Gesture.HOLD, ("MEI",)),
        ("She cries.", Gesture.CRY, ("MEI",)),
        ("They sit down.", Gesture.SIT, ("MEI", "DAVID")),
        ("He shakes his head.", Gesture.SHAKE_HEAD, ("DAVID",)),
        ("Victor points at the door.", Gesture.POINT, ("VICTOR",)),
        ("Grandma Lin covers her mouth.", Gesture.COVER_MOUTH, ("GRANDMA",)),
        ("Stops.", Gesture.STAND, ("MEI",)),
        ("Ella se sienta.", Gesture.SIT, ("MEI",)),
        ("David se va.", Gesture.LEAVE, ("DAVID",)),
        ("Ela chora.", Gesture.CRY, ("MEI",)),
        ("Il entre.", Gesture.ENTER, ("DAVID",)),
        ("David 走进来。", Gesture.ENTER, ("DAVID",)),
        ("她哭了。", Gesture.CRY, ("MEI",)),
        ("Los dos ríen.", Gesture.LAUGH, ("MEI", "DAVID")),
        ("Mei打了David一个耳光。", Gesture.POINT, ("MEI",)),
        ("She takes David's hand.", Gesture.LEAN_IN, ("MEI",)),
    ],
)
def test_wordings_are_acted(text: str, gesture: Gesture, who: tuple[str, ...]) -> None:
    assert [(one.gesture, one.who) for one in done(text)] == [(gesture, who)]


def test_several_things_in_a_sentence_happen_in_order() -> None:
    assert [(one.gesture, one.prop) for one in done("She grabs her bag and leaves.")] == [
        (Gesture.HOLD, "bag"),
        (Gesture.LEAVE, "none"),
    ]


@pytest.mark.parametrize(
    ("text", "sound"),
    [
        ("Mei slams the door.", "door"),
        ("Her phone buzzes.", "phone-buzz"),
        ("The phone rings.", "phone-ring"),
        ("Thunder.", "thunder"),
        ("A car passes.", "car-pass"),
        ("She slaps him.", "slap"),
        ("The elevator dings.", "lift-bell"),
        ("The glass shatters.", "glass"),
    ],
)
def test_what_is_heard_is_named(text: str, sound: str) -> None:
    assert [one.sound for one in done(text)] == [sound]


def test_whom_it_is_done_to_is_found_by_name_or_pronoun() -> None:
    assert done("Mei hugs David.")[0].target == "DAVID"
    assert done("She slaps him.")[0].target == "DAVID"
    assert done("Grandma Lin gives Mei a letter.")[0].target == "MEI"


def test_how_somebody_is_found_is_no_act_but_sitting_down_is() -> None:
    (found,) = done("Mei sits by the window.", opening=True)
    assert (found.gesture, found.state, found.change) == (Gesture.NONE, True, "sit")
    assert done("Mei sits down.", opening=True)[0].gesture is Gesture.SIT


def test_leaves_fall_without_anybody() -> None:
    assert [(one.who, one.gesture) for one in done("The leaves fall.")] == [((), Gesture.NONE)]


def test_whoever_is_only_spoken_of_does_nothing() -> None:
    assert done("A photo of David hangs on the wall.")[0].who == ()
    assert done("Nobody enters.")[0].who == ()


def test_a_feeling_comes_with_the_act() -> None:
    assert done("Mei's smile fades.")[0].feeling is Feeling.AFRAID
    assert done("David laughs.")[0].feeling is Feeling.HAPPY


@given(st.text(max_size=120))
def test_any_text_is_given_time_and_known_words_only(text: str) -> None:
    for one in done(text):
        assert one.seconds > 0
        assert one.prop in PROPS
        assert one.sound in EFFECTS
