"""The shots an editor would expect of scenes every drama has."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from planner_plays import CAFE, HERE, SHOW, act, line, note, play, scene

from onecrew.story.episode import Beat, Card, Episode, Feeling, Heard, Place
from onecrew.story.planner import letters, plan_shots
from onecrew.story.shot import ActBeat, Framing, Gesture, LineBeat, Move, Shot

STREET = Place("STREET", "street", False, "night", "rain")
BEFORE = scene(line("1.1", "VICTOR", "Once upon a time."), id="1", place=Place("PALACE", "palace"))


MONOLOGUE = (
    "I waited at the station. I waited the whole night. You never came to me. So I took the train alone, and I never looked back."
)


def shots_of(*beats: Beat, place: Place = CAFE, mood: str = "calm") -> tuple[Shot, ...]:
    """The shots of a scene that is not the episode's first: covered calmly, with nothing said about titles."""
    return tuple(
        shot for shot in plan_shots(play(BEFORE, scene(*beats, id="2", place=place, mood=mood)), SHOW) if shot.scene == "2"
    )


def framings(shots: tuple[Shot, ...]) -> list[Framing]:
    return [shot.framing for shot in shots]


def names(shot: Shot) -> list[str]:
    return [subject.who for subject in shot.subjects]


def lines(shot: Shot) -> list[str]:
    return [beat.line for beat in shot.beats if isinstance(beat, LineBeat)]


def acts(shot: Shot) -> list[ActBeat]:
    return [beat for beat in shot.beats if isinstance(beat, ActBeat)]


def hearing(shots: tuple[Shot, ...], line_id: str) -> Shot:
    return next(shot for shot in shots if line_id in lines(shot))


def test_a_dialogue_goes_from_the_place_to_the_two_to_the_shoulders_and_closer() -> None:
    shots = shots_of(
        act("Mei and David sit at a table.", "MEI", "DAVID"),
        line("2.1", "MEI", "You wanted to see me tonight."),
        line("2.2", "DAVID", "I have something to tell you, Mei."),
        line("2.3", "MEI", "Then tell me what it is about."),
        line("2.4", "DAVID", "I am leaving you, and I will not be back!", Feeling.ANGRY, strength=80),
        line("2.5", "MEI", "As you wish."),
    )
    assert framings(shots)[:4] == [Framing.WIDE, Framing.TWO_SHOT, Framing.OVER_SHOULDER, Framing.OVER_SHOULDER]
    assert hearing(shots, "2.4").framing is Framing.CLOSE
    assert hearing(shots, "2.4").move is Move.HANDHELD
    assert all(subject.sitting for shot in shots for subject in shot.subjects)


def test_the_hook_comes_first_and_the_title_after_it() -> None:
    opening = scene(
        act("MEI sits over a contract. Her phone buzzes.", "MEI"),
        note("insert phone from DAVID: Don't sign."),
        line("1.1", "MEI", "It's David.", Feeling.AFRAID),
        line("1.2", "VICTOR", "David drowned three years ago."),
        line("1.3", "VICTOR", "Sign it now, or lose everything you have."),
    )
    shots = plan_shots(play(opening), SHOW)
    before = shots[: framings(shots).index(Framing.CARD)]
    assert [shot.framing for shot in before][:3] == [Framing.WIDE, Framing.INSERT, Framing.CLOSE]
    assert "1.1" in [one for shot in before for one in lines(shot)]
    title = next(shot for shot in shots if shot.framing is Framing.CARD)
    assert title.insert is not None
    assert (title.insert.kind, title.insert.text, title.insert.text_id) == ("title", "Moonlight", "title")


def test_a_title_in_the_script_stands_where_its_author_put_it_and_the_last_card_is_the_end() -> None:
    shots = plan_shots(
        play(
            scene(
                line("1.1", "MEI", "No."), Card("1.c1", "MOONLIGHT", HERE), line("1.2", "MEI", "Why?"), Card("1.c2", "WHO?", HERE)
            )
        ),
        SHOW,
    )
    cards = [(shot.insert.kind, shot.insert.text_id) for shot in shots if shot.insert is not None]
    assert cards == [("title", "1.c1"), ("end", "1.c2")]
    assert shots[-1].framing is Framing.CARD


def test_an_episode_with_an_end_card_alone_gets_the_shows_title_all_the_same() -> None:
    shots = plan_shots(play(scene(line("1.1", "MEI", "No."), Card("1.c1", "TO BE CONTINUED", HERE))), SHOW)
    assert [shot.insert.kind for shot in shots if shot.insert is not None] == ["title", "end"]


def test_the_last_sentence_of_a_line_that_strikes_is_heard_over_the_face_it_strikes() -> None:
    shots = shots_of(
        act("GRANDMA LIN sits in bed. Mei stands by her.", "GRANDMA", "MEI"),
        line("2.1", "GRANDMA", "You saw the lid of it, my child. It was empty."),
        act("Mei covers her mouth.", "MEI"),
        line("2.2", "MEI", "Empty?", Feeling.SURPRISED),
    )
    parts = [
        (names(shot)[0], beat.part) for shot in shots for beat in shot.beats if isinstance(beat, LineBeat) and beat.line == "2.1"
    ]
    assert parts == [("GRANDMA", (0, 2)), ("MEI", (1, 2))]
    assert Gesture.COVER_MOUTH in [one.gesture for shot in shots if names(shot)[:1] == ["MEI"] for one in acts(shot)]


def test_whoever_comes_in_was_not_there_before_and_whoever_leaves_is_gone() -> None:
    shots = shots_of(
        act("MEI sits at the bar.", "MEI"),
        line("2.1", "MEI", "Another one, please."),
        act("David enters.", "DAVID"),
        line("2.2", "DAVID", "I was looking for you everywhere."),
        act("Mei leaves.", "MEI"),
        line("2.3", "DAVID", "Wait for me out there."),
    )
    arrival = next(index for index, shot in enumerate(shots) if Gesture.ENTER in [one.gesture for one in acts(shot)])
    going = next(index for index, shot in enumerate(shots) if Gesture.LEAVE in [one.gesture for one in acts(shot)])
    assert all("DAVID" not in names(shot) for shot in shots[:arrival])
    assert all("MEI" not in names(shot) for shot in shots[going + 1 :])
    assert shots[arrival].framing is Framing.WIDE
    assert shots[going].framing is Framing.WIDE


def test_a_monologue_is_broken_by_the_listener() -> None:
    shots = shots_of(act("Mei and David stand in the rain.", "MEI", "DAVID"), line("2.1", "MEI", MONOLOGUE, Feeling.SAD))
    seen = [names(shot)[0] for shot in shots if "2.1" in lines(shot)]
    assert len(seen) >= 3
    assert seen[1] == "DAVID"


def test_a_monologue_alone_changes_its_size() -> None:
    shots = shots_of(line("2.1", "MEI", MONOLOGUE, Feeling.SAD))
    sizes = [shot.framing for shot in shots if "2.1" in lines(shot)]
    assert len(sizes) >= 2
    assert all(one is not other for one, other in pairwise(sizes))
    assert {subject.side for shot in shots for subject in shot.subjects} == {"centre"}


def test_a_narrator_who_is_not_there_is_heard_over_the_place() -> None:
    shots = shots_of(line("2.1", "GRANDMA", "There was a house by the sea.", heard=Heard.VOICE_OVER))
    assert framings(shots) == [Framing.WIDE]
    assert names(shots[0]) == []


def test_a_narrator_talks_over_what_happens() -> None:
    shots = shots_of(
        line("2.1", "GRANDMA", "She went out every morning.", heard=Heard.VOICE_OVER),
        act("Mei walks along the shore.", "MEI"),
        line("2.2", "GRANDMA", "And one day she did not return.", heard=Heard.VOICE_OVER),
        place=STREET,
    )
    assert {name for shot in shots for name in names(shot)} == {"MEI"}


def test_a_voice_on_the_phone_shows_whoever_listens() -> None:
    shots = shots_of(
        act("Mei walks through the rain, the phone at her ear.", "MEI"),
        line("2.1", "DAVID", "Keep walking. Do not look back.", heard=Heard.VOICE_OVER),
        line("2.2", "MEI", "Where are you?", Feeling.SAD),
        place=STREET,
    )
    listening = hearing(shots, "2.1")
    assert names(listening) == ["MEI"]
    assert listening.subjects[0].holding == "phone" or listening.framing is Framing.WIDE
    assert any(one.gesture is Gesture.WALK and one.under == "2.2" for one in acts(hearing(shots, "2.2")))


def test_who_walked_up_to_somebody_stands_while_they_speak() -> None:
    shots = shots_of(
        act("Mei walks along the road. David waits.", "MEI", "DAVID"),
        line("2.1", "MEI", "I know who you are."),
        line("2.2", "DAVID", "Then you know why I came."),
        line("2.3", "MEI", "Tell me anyway."),
        place=STREET,
    )
    for shot in shots:
        walkers = {one.who for one in shot.beats if isinstance(one, ActBeat) and one.gesture is Gesture.WALK and one.under}
        assert not walkers or walkers == set(names(shot))
        assert not walkers or shot.framing is not Framing.OVER_SHOULDER


def test_whoever_drives_sits_at_the_wheel_on_the_right() -> None:
    car = Place("CAR", "car")
    for text in (
        "David drives. Mei sits beside him.",
        "Mei looks out. David is at the wheel.",
        "大卫开车。 Mei waits. David drives.",
    ):
        shots = shots_of(
            act(text, "DAVID", "MEI"),
            line("2.1", "MEI", "Where are we going?"),
            line("2.2", "DAVID", "Home."),
            place=car,
        )
        sides = {(one.who, one.side) for shot in shots for one in shot.subjects}
        assert sides == {("DAVID", "right"), ("MEI", "left")}


def test_a_call_between_two_places_is_cut_back_and_forth_without_new_establishing_shots() -> None:
    calls: Episode = play(
        scene(act("MEI sits, the phone at her ear.", "MEI"), line("1.1", "MEI", "Are you there?"), id="1"),
        scene(act("DAVID waits.", "DAVID"), line("2.1", "DAVID", "I am on my way to you."), id="2", place=STREET),
        scene(line("3.1", "MEI", "Hurry up, please."), id="3"),
        scene(line("4.1", "DAVID", "I can see the house."), id="4", place=STREET),
    )
    wides = [shot.scene for shot in plan_shots(calls, SHOW) if shot.framing is Framing.WIDE]
    assert wides == ["1", "2"]


def test_four_people_are_seen_together_and_each_alone() -> None:
    shots = shots_of(
        act("Mei, David, Victor and Grandma Lin sit at a round table.", "MEI", "DAVID", "VICTOR", "GRANDMA"),
        line("2.1", "VICTOR", "Who took the money from my safe?", Feeling.ANGRY),
        line("2.2", "DAVID", "Not me, and you know it very well."),
        line("2.3", "GRANDMA", "It was me who took it.", Feeling.SAD),
        line("2.4", "MEI", "Grandma!", Feeling.SURPRISED),
    )
    assert set(names(shots[0])) == {"MEI", "DAVID", "VICTOR", "GRANDMA"}
    assert names(hearing(shots, "2.3"))[0] == "GRANDMA"


def test_a_place_without_people_or_words_is_still_seen() -> None:
    shots = shots_of(act("Rain on empty chairs. Thunder."))
    assert framings(shots) == [Framing.WIDE]
    assert names(shots[0]) == []
    assert "thunder" in [one.sound for one in acts(shots[0])]
    assert shots[0].move is Move.PAN_RIGHT


def test_a_scene_without_anything_in_it_has_no_shots_and_an_empty_episode_none() -> None:
    assert shots_of() == ()
    assert plan_shots(play(), SHOW) == ()


def test_a_slap_is_heard_and_its_silence_seen() -> None:
    shots = shots_of(
        act("Mei and David stand face to face.", "MEI", "DAVID"), line("2.1", "DAVID", "Well?"), act("Mei slaps him.", "MEI")
    )
    slap = next(shot for shot in shots if "slap" in [one.sound for one in acts(shot)])
    assert set(names(slap)) == {"MEI", "DAVID"}
    struck = acts(slap)[-1]
    assert struck.who == "DAVID"
    assert struck.seconds >= Fraction(9, 10)


def test_people_the_cast_does_not_list_may_be_seen() -> None:
    shots = shots_of(act("THE WAITER enters.", "THE WAITER"), line("2.1", "THE WAITER", "Your coffee, madam."))
    assert {name for shot in shots for name in names(shot)} == {"THE WAITER"}


def test_those_who_speak_together_are_seen_together() -> None:
    shots = shots_of(
        act("Mei and David sit.", "MEI", "DAVID"), line("2.1", "MEI", "It was him!"), line("2.2", "DAVID", "It was her!", dual=True)
    )
    assert hearing(shots, "2.1") is hearing(shots, "2.2")
    assert {"MEI", "DAVID"} <= set(names(hearing(shots, "2.2")))


def test_what_somebody_holds_and_feels_goes_on_into_the_next_shot() -> None:
    shots = shots_of(
        act("Grandma Lin sits. Mei stands.", "GRANDMA", "MEI"),
        line("2.1", "GRANDMA", "This is for you, from your father."),
        act("Grandma gives Mei a letter.", "GRANDMA", "MEI"),
        line("2.2", "MEI", "He is alive?", Feeling.SURPRISED, strength=70),
        act("Mei cries.", "MEI"),
    )
    given_at = next(index for index, shot in enumerate(shots) if Gesture.GIVE in [one.gesture for one in acts(shot)])
    later = [subject for shot in shots[given_at + 1 :] for subject in shot.subjects if subject.who == "MEI"]
    assert later
    assert {subject.holding for subject in later} == {"letter"}


def test_a_scene_is_entered_as_the_script_says_and_the_first_not_from_nothing() -> None:
    one = replace(scene(line("1.1", "MEI", "Go."), id="1"), enter="dissolve")
    two = replace(scene(line("2.1", "MEI", "Gone."), id="2", place=STREET), enter="dissolve")
    shots = plan_shots(play(one, two), SHOW)
    assert shots[0].transition == "cut"
    assert next(shot for shot in shots if shot.scene == "2").transition == "dissolve"


def test_every_shot_says_why() -> None:
    assert all(shot.why for shot in shots_of(act("Mei enters.", "MEI"), line("2.1", "MEI", "Hello?"), act("Thunder.")))


def test_shots_are_lettered_like_columns() -> None:
    assert [letters(index) for index in (0, 25, 26, 51, 52, 701, 702)] == ["a", "z", "aa", "az", "ba", "zz", "aaa"]


def test_nobody_stands_in_a_car() -> None:
    shots = shots_of(act("Mei looks out.", "MEI"), line("2.1", "DAVID", "Say something."), place=Place("CAR", "car"))
    assert all(subject.sitting for shot in shots for subject in shot.subjects)


def test_whoever_runs_out_of_a_house_comes_into_the_picture() -> None:
    shots = shots_of(act("Fog. David runs out of the door.", "DAVID"), line("2.1", "DAVID", "Mama!"), place=STREET)
    assert Gesture.ENTER in [one.gesture for shot in shots for one in acts(shot)]
    assert Gesture.LEAVE not in [one.gesture for shot in shots for one in acts(shot)]


def test_a_super_is_a_card_and_nothing_is_acted_for_it() -> None:
    shots = shots_of(act('SUPER: "One year later"'), act("Mei waits.", "MEI"), line("2.1", "MEI", "He is late."))
    assert [(shot.insert.text, shot.insert.text_id) for shot in shots if shot.insert is not None] == [("One year later", "2.i1")]
    assert shots[0].framing is Framing.CARD
