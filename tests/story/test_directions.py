"""What an author writes in [[notes]] wins over the planner; what is no direction is left alone or named."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from planner_plays import SHOW, act, line, note, play, scene

from onecrew.story.directions import Directive, direction_problems, read_direction
from onecrew.story.mentions import people_of
from onecrew.story.planner import plan_shots
from onecrew.story.shot import ActBeat, Framing, Insert, LineBeat, Move, Shot

PEOPLE = people_of(play(), SHOW)
UNTITLED = replace(SHOW, title="")


def shots_with(*notes: str) -> tuple[Shot, ...]:
    """Two talk; before the answer of DAVID stand the notes."""
    return plan_shots(
        play(
            scene(
                act("Mei and David sit at a table.", "MEI", "DAVID"),
                line("1.1", "MEI", "You wanted to see me tonight."),
                *(note(one) for one in notes),
                line("1.2", "DAVID", "I have something to tell you, Mei."),
                line("1.3", "MEI", "Then tell me."),
            )
        ),
        UNTITLED,
    )


def answer(shots: tuple[Shot, ...]) -> Shot:
    return next(shot for shot in shots if any(isinstance(beat, LineBeat) and beat.line == "1.2" for beat in shot.beats))


@pytest.mark.parametrize(
    ("text", "directive"),
    [
        ("close on MEI, push in, 2s", Directive(Framing.CLOSE, "MEI", move=Move.PUSH_IN, seconds=Fraction(2))),
        ("CLOSE-UP: Mei", Directive(Framing.CLOSE, "MEI")),
        ("ECU David's eyes", Directive(Framing.EXTREME_CLOSE, "DAVID")),
        ("wide", Directive(Framing.WIDE)),
        ("Two-shot", Directive(Framing.TWO_SHOT)),
        ("over MEI's shoulder", Directive(Framing.OVER_SHOULDER, past="MEI")),
        ("OTS MEI on DAVID", Directive(Framing.OVER_SHOULDER, "DAVID", "MEI")),
        ("handheld", Directive(move=Move.HANDHELD)),
        ("pull back; 1.5 seconds", Directive(move=Move.PULL_OUT, seconds=Fraction(3, 2))),
        ("hold 2s", Directive(hold=Fraction(2))),
        ("hold", Directive(hold=Fraction(1))),
        ("dissolve", Directive(transition="dissolve")),
        ("music: eerie", Directive(mood="eerie")),
        ("sound: car pass", Directive(sound="car-pass")),
        ("insert ring", Directive(insert=Insert("object", prop="ring"))),
        ("insert phone from DAVID: I never left.", Directive(insert=Insert("phone", "I never left.", "", "DAVID", "phone"))),
        ("insert letter: Come home.", Directive(insert=Insert("letter", "Come home.", "", "", "letter"))),
        ("close on the key", Directive(insert=Insert("object", prop="key"))),
    ],
)
def test_directions_are_understood(text: str, directive: Directive) -> None:
    assert read_direction(text, PEOPLE) == (directive, ())


@pytest.mark.parametrize(
    "text",
    [
        "Should Mei be angrier here?",
        "I am not sure about this scene.",
        "the producer wants this to be shorter and funnier",
        "TODO: find a better name",
        "place: cafe",
        "time: night",
        "Check with legal",
    ],
)
def test_remarks_to_readers_are_no_directions(text: str) -> None:
    assert read_direction(text, PEOPLE) == (None, ())


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("clsoe on MEI", "close on"),
        ("hand-hled", "hand-held"),
        ("close on MAY", "MEI"),
        ("music: eery", "eerie"),
        ("sound: thundr", "thunder"),
        ("insert unicorn", "phone"),
        ("bullet time", "close on NAME"),
    ],
)
def test_what_is_nearly_a_direction_is_named_with_the_nearest_known_word(text: str, hint: str) -> None:
    problems = direction_problems(play(scene(note(text))), SHOW)
    assert [one.severity for one in problems] == ["warning"]
    assert hint in problems[0].do
    assert problems[0].where.line == 1


def test_the_known_half_of_a_note_holds_though_the_other_half_is_named() -> None:
    directive, wrong = read_direction("close on MEI, bullet time", PEOPLE)
    assert directive == Directive(Framing.CLOSE, "MEI")
    assert len(wrong) == 1


def test_a_direction_chooses_the_shot_that_follows() -> None:
    shot = answer(shots_with("close on MEI, push in"))
    assert (shot.framing, shot.move, shot.subjects[0].who) == (Framing.CLOSE, Move.PUSH_IN, "MEI")
    assert shot.why == "as directed"


def test_over_a_shoulder_shows_whoever_faces_it() -> None:
    shot = answer(shots_with("over MEI's shoulder"))
    assert [subject.who for subject in shot.subjects] == ["DAVID", "MEI"]
    assert shot.framing is Framing.OVER_SHOULDER


def test_several_notes_make_one_shot() -> None:
    shot = answer(shots_with("wide", "dissolve", "handheld"))
    assert (shot.framing, shot.transition, shot.move) == (Framing.WIDE, "dissolve", Move.HANDHELD)


def test_a_shot_lasts_as_long_as_asked() -> None:
    shot = answer(shots_with("close on DAVID, 6s"))
    assert shot.hold > 2


def test_hold_keeps_the_picture_before() -> None:
    shots = shots_with("hold 2s")
    before = shots[shots.index(answer(shots)) - 1]
    assert before.hold >= 2


def test_music_changes_the_mood_from_there_on() -> None:
    shots = shots_with("music: eerie")
    index = shots.index(answer(shots))
    assert shots[index].mood == "eerie"
    assert shots[index - 1].mood == "calm"


def test_a_sound_is_heard_where_it_stands() -> None:
    shots = shots_with("sound: thunder")
    sounds = [beat.sound for shot in shots for beat in shot.beats if isinstance(beat, ActBeat)]
    assert sounds.count("thunder") == 1


def test_an_insert_is_a_shot_of_its_own_with_an_id_for_its_text() -> None:
    shots = shots_with("insert phone from VICTOR: Come home.")
    shown = [shot.insert for shot in shots if shot.framing is Framing.INSERT]
    assert shown == [Insert("phone", "Come home.", "1.i1", "VICTOR", "phone")]


def test_a_direction_at_the_end_of_a_scene_still_makes_its_shot() -> None:
    shots = plan_shots(play(scene(line("1.1", "MEI", "Goodbye, my love."), note("wide, pull out, 3s"))), UNTITLED)
    assert (shots[-1].framing, shots[-1].move) == (Framing.WIDE, Move.PULL_OUT)
