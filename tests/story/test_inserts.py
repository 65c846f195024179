"""Messages, letters and cards that are read on screen, and the ids their texts are translated under."""

from __future__ import annotations

from planner_plays import HERE, SHOW, act, line, note, play, scene

from onecrew.story.episode import Card
from onecrew.story.inserts import Written, insert_in_action, prop_in, written_texts
from onecrew.story.mentions import people_of
from onecrew.story.planner import plan_shots
from onecrew.story.shot import Insert

PEOPLE = people_of(play(), SHOW)


def test_a_message_quoted_in_the_action_is_shown() -> None:
    found = insert_in_action('Her phone lights up. A message from David: "I never left."', PEOPLE)
    assert found == Insert("phone", "I never left.", "", "DAVID", "phone")


def test_a_quotation_that_nothing_bears_is_not_shown() -> None:
    assert insert_in_action('She thinks of the word "never".', PEOPLE) is None


def test_a_letter_and_a_sign_are_told_apart() -> None:
    letter = insert_in_action("The letter says “Come home.”", PEOPLE)
    sign = insert_in_action("A sign reads “CLOSED”.", PEOPLE)
    assert letter is not None
    assert sign is not None
    assert (letter.kind, sign.kind) == ("letter", "sign")


def test_things_are_known_in_several_languages() -> None:
    assert [prop_in(text) for text in ("her keys", "la carta", "o anel", "une clé", "一把刀", "nothing", "the ringing")] == [
        "key", "letter", "ring", "key", "knife", "none", "none",
    ]  # fmt: skip


def test_every_text_to_be_read_has_an_id_and_the_shots_use_the_same() -> None:
    episode = play(
        scene(
            note("insert phone from DAVID: Don't sign."),
            line("1.1", "MEI", "What?"),
            note("insert ring"),
            act('The letter reads "Run."'),
            Card("1.c1", "THE END", HERE),
        )
    )
    texts = written_texts(episode, SHOW)
    assert texts == (
        Written("1.i1", "phone", "Don't sign.", HERE),
        Written("1.i2", "letter", "Run.", HERE),
        Written("1.c1", "card", "THE END", HERE),
    )
    shown = {
        shot.insert.text_id: shot.insert.text
        for shot in plan_shots(episode, SHOW)
        if shot.insert is not None and shot.insert.text_id
    }
    assert {one.id: one.text for one in texts}.items() <= shown.items()
