"""A screenplay understood: what becomes a scene, a line, an action, a direction, a card, and what is asked of the author."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onecrew.story.episode import MOODS, PLACES, Action, Card, Delivery, Direction, Episode, Feeling, Heard, Line, Place, Scene
from onecrew.story.fdx import read_fdx, write_fdx
from onecrew.story.fountain import read_fountain
from onecrew.story.reading import cues, read_episode
from onecrew.story.screenplay import Element, Kind, Screenplay
from onecrew.story.show import Character, Show
from onecrew.units import Language, Problem

DATA = Path(__file__).parent / "data"
EN = Language("en")
SHOW = Show(
    "Moonlight",
    EN,
    (EN,),
    cast=(
        Character("MEI", "Mei Lin", aliases=("MISS LIN",)),
        Character("TOM", "Tom"),
        Character("SNOW", "Jo Snow"),
        Character("小美", "小美"),
    ),
)


def told(script: str) -> tuple[Episode, tuple[Problem, ...]]:
    screenplay, problems = read_fountain(script, "script.fountain")
    assert problems == ()
    return read_episode(screenplay, SHOW, "01", "script.fountain")


def episode(script: str) -> Episode:
    """An episode of which nothing is asked."""
    read, problems = told(script)
    assert problems == ()
    return read


def scene(beats: str, heading: str = "INT. FLAT - DAY") -> Scene:
    (only,) = episode(f"{heading}\n\n{beats}").scenes
    return only


def lines(beats: str) -> tuple[Line, ...]:
    return tuple(beat for beat in scene(beats).beats if isinstance(beat, Line))


def asked(script: str) -> list[tuple[int, str]]:
    """Line and wording of everything asked."""
    return [(problem.where.line, problem.what) for problem in told(script)[1]]


# Scenes


def test_scenes_and_their_beats_are_counted_from_one() -> None:
    read = episode("INT. FLAT - DAY\n\nTOM waits.\n\nMEI\nYou.\n\nTOM\nMe.\n\nEXT. STREET - NIGHT\n\n> NEXT DAY <\n\nMEI\nRun.")
    assert [(one.id, one.heading, one.where.line) for one in read.scenes] == [
        ("1", "INT. FLAT - DAY", 1),
        ("2", "EXT. STREET - NIGHT", 11),
    ]
    assert [(beat.id, beat.where.line) for one in read.scenes for beat in one.beats if not isinstance(beat, Direction)] == [
        ("1.a1", 3), ("1.1", 6), ("1.2", 9), ("2.c1", 13), ("2.1", 16),
    ]  # fmt: skip
    assert [line.id for line in read.lines] == ["1.1", "1.2", "2.1"]


def test_the_title_is_the_title_pages_else_the_shows() -> None:
    assert episode("Title:\n  **Moon**\n  light\n\nINT. FLAT\n\nRain.").title == "Moon light"
    assert episode("INT. FLAT\n\nRain.").title == "Moonlight"


def test_places_follow_headings_notes_and_the_scene_before() -> None:
    read = episode(
        "EXT. STREET - NIGHT - RAIN\n\nMEI runs.\n\nINT. CAFE - CONTINUOUS\n\nShe sits."
        "\n\nINT. VAULT - DAY\n\n[[place: office, dusk]]\n\nDust."
    )
    assert [one.place for one in read.scenes] == [
        Place("STREET", "street", False, "night", "rain"),
        Place("CAFE", "cafe", True, "night", "rain"),
        Place("VAULT", "office", True, "dusk"),
    ]


def test_the_first_actions_tell_the_weather_and_a_name_does_not() -> None:
    assert scene("Rain hammers the window.").place.weather == "rain"
    assert scene("TOM shakes the snow off his coat.").place.weather == "snow"
    assert scene("Snow enters.").place.weather == "clear"
    assert scene("[[weather: snow]]\n\nRain on the radio.").place.weather == "snow"


def test_transitions_decide_how_the_next_scene_is_entered() -> None:
    read = episode(
        "FADE IN:\n\nINT. FLAT\n\nOne.\n\nDISSOLVE TO:\n\nEXT. STREET\n\nTwo.\n\nFADE OUT.\n\nINT. CAR\n\nThree."
        "\n\nSMASH CUT TO:\n\nINT. LIFT\n\nFour.\n\n> FUNDIDO A NEGRO\n\nINT. SHOP\n\nFive.\n\n> 叠化\n\nINT. FLAT\n\nSix."
    )
    assert [one.enter for one in read.scenes] == ["fade", "dissolve", "fade", "cut", "fade", "dissolve"]
    assert [len(one.beats) for one in read.scenes] == [1] * 6


def test_a_synopsis_belongs_to_its_scene_and_not_to_an_act() -> None:
    read = episode("# Act\n= All of it.\n\nINT. FLAT\n\n= She finds *it*.\n\nRain.\n\n# Two\n= No.\n\nINT. CAR\n\nGo.")
    assert [one.synopsis for one in read.scenes] == ["She finds it.", ""]


def test_boneyards_and_page_breaks_leave_nothing() -> None:
    assert [type(beat) for beat in scene("One /* or two */ here.\n\n/*\nTOM\nNo.\n*/\n\n===\n\nTwo.").beats] == [Action, Action]
    assert [beat.text for beat in scene("One /* or two */ here.").beats if isinstance(beat, Action)] == ["One here."]


def test_moods_follow_what_happens_and_notes_overrule() -> None:
    assert scene("A wedding. All dance.\n\nMEI\n(laughing)\nYes!").mood == "joyful"
    assert scene("[[mood: eerie]]\n\nA wedding. All dance.").mood == "eerie"
    assert scene("She reads.").mood == "calm"


# Lines


def test_a_cue_means_a_member_of_the_cast_by_name_title_or_alias() -> None:
    assert [line.speaker for line in lines("MISS LIN\nA.\n\n@Mei Lin\nB.\n\n@Mei\nC.\n\n@小美\nD.\n\nOLD WAITER (40s)\nE.")] == [
        "MEI", "MEI", "MEI", "小美", "OLD WAITER",
    ]  # fmt: skip


def test_cues_are_named_once_in_capitals_without_extensions() -> None:
    screenplay, _ = read_fountain("MEI (V.O.)\nA.\n\n@Mei\nB.\n\nTOM: \nC.\n\n@小美\nD.", "s")
    assert cues(screenplay) == ("MEI", "TOM", "小美")


@pytest.mark.parametrize(
    ("cue", "heard"),
    [
        ("MEI", Heard.ON_SCREEN), ("MEI (CONT'D)", Heard.ON_SCREEN), ("MEI (V.O.)", Heard.VOICE_OVER),
        ("MEI (VO)", Heard.VOICE_OVER),
        ("MEI (O.S.)", Heard.OFF_SCREEN), ("MEI (O.C.)", Heard.OFF_SCREEN), ("MEI (OS) (CONT'D)", Heard.OFF_SCREEN),
        ("MEI (INTO PHONE)", Heard.ON_SCREEN), ("MEI (into phone)", Heard.ON_SCREEN), ("MEI (ON PHONE)", Heard.VOICE_OVER),
        ("MEI (FILTERED)", Heard.VOICE_OVER), ("MEI (on the radio)", Heard.VOICE_OVER), ("MEI (OFF)", Heard.OFF_SCREEN),
        ("MEI (VOZ EN OFF)", Heard.VOICE_OVER), ("MEI (旁白)", Heard.VOICE_OVER), ("MEI (画外)", Heard.OFF_SCREEN),
        ("MEI (hors champ)", Heard.OFF_SCREEN),
        ("NARRATOR", Heard.VOICE_OVER), ("MEI'S VOICE", Heard.OFF_SCREEN), ("MEI (FROM THE KITCHEN)", Heard.OFF_SCREEN),
    ],
)  # fmt: skip
def test_extensions_say_where_a_voice_comes_from(cue: str, heard: Heard) -> None:
    (line,) = lines(f"{cue}\nHello.")
    assert line.heard is heard
    assert line.speaker in ("MEI", "NARRATOR")


def test_spoken_text_has_no_marks_and_one_line() -> None:
    said = lines("MEI\nI *never*\n**said** [[close on MEI]] that. [[hold]]\n  \n_Never_ /* ever */ \\*again\\*.")
    assert [line.text for line in said] == ["I never said", "that.", "Never *again*."]
    assert lines("@小美\n你好，\n世界 ok")[0].text == "你好，世界 ok"


def test_a_parenthetical_parts_a_speech_into_lines() -> None:
    one, two, three = lines("MEI\n(angrily)\nGet out.\n(beat)\nPlease.\n(softly, to Tom)\nStay.")
    assert (one.feeling, one.strength, one.parenthetical, one.pause_before) == (Feeling.ANGRY, 70, "angrily", 0)
    assert (two.feeling, two.parenthetical, two.pause_before) == (Feeling.ANGRY, "beat", Fraction(4, 5))
    assert (three.feeling, three.to, three.text) == (Feeling.TENDER, "TOM", "Stay.")


def test_a_parenthetical_inside_the_words_is_never_spoken() -> None:
    assert [(line.text, line.pause_before) for line in lines("MEI\nI was (beat) wrong. (laughs) Sorry.")] == [
        ("I was", 0), ("wrong.", Fraction(4, 5)), ("Sorry.", 0),
    ]  # fmt: skip
    assert lines("MEI\nThe (old) house and NASA (USA).")[0].text == "The (old) house and NASA (USA)."


def test_a_beat_at_the_end_of_a_speech_is_silence_before_the_next() -> None:
    assert [line.pause_before for line in lines("MEI\nGo.\n(long pause)\n\nTOM\nNo.")] == [0, Fraction(9, 5)]


def test_a_parenthetical_with_no_words_after_it_is_an_action() -> None:
    beats = scene("MEI\n(nods)\n\nTOM\nGood.\n(he leaves)").beats
    assert [beat.text for beat in beats if isinstance(beat, Action)] == ["MEI nods", "TOM he leaves"]


def test_feelings_come_from_the_parenthetical_then_the_action_then_the_words() -> None:
    said = lines(
        "MEI slams the door, furious. TOM waits.\n\nTOM\nWait.\n\nMEI\nNo.\n\nMEI\nWhat?!\n\nMEI\n(calmly)\nGet out!\n\nMEI\nFine."
    )
    assert [(line.feeling, line.strength) for line in said] == [
        (Feeling.NEUTRAL, 60), (Feeling.ANGRY, 80), (Feeling.SURPRISED, 50), (Feeling.NEUTRAL, 50), (Feeling.NEUTRAL, 60),
    ]  # fmt: skip


def test_delivery_addressee_song_and_dual_dialogue() -> None:
    one, two, three = lines("MEI\n(whispering, to Miss Lin)\nQuiet.\n\nTOM ^\n(shouting)\nWhat?\n~La la\n~la")
    assert (one.delivery, one.to, one.dual) == (Delivery.WHISPER, "MEI", False)
    assert (two.delivery, two.dual, two.sung) == (Delivery.SHOUT, True, False)
    assert (three.text, three.sung, three.dual, three.speaker) == ("La la la", True, False, "TOM")


def test_a_lyric_alone_is_sung_by_who_spoke_last() -> None:
    assert [(line.speaker, line.sung) for line in lines("MEI\nListen.\n\nShe hums.\n\n~La la")] == [("MEI", False), ("MEI", True)]


# Actions, directions, cards


def test_actions_name_the_people_they_mention() -> None:
    read = scene("Tom takes MEI LIN's hand. 小美看着他。 A tomcat meows; may mei be.\n\nOLD MAN\nHa.\n\nThe Old Man nods.")
    assert [beat.people for beat in read.beats if isinstance(beat, Action)] == [("TOM", "MEI", "小美"), ("OLD MAN",)]


def test_notes_are_directions_where_they_stand() -> None:
    beats = scene("[[wide]]\n\nMEI enters. [[close on MEI, push in]] She cries.\n\nMEI\n[[over TOM's shoulder]]\nNo.").beats
    assert [(type(beat), getattr(beat, "text", "")) for beat in beats] == [
        (Direction, "wide"),
        (Action, "MEI enters."),
        (Direction, "close on MEI, push in"),
        (Action, "She cries."),
        (Direction, "over TOM's shoulder"),
        (Line, "No."),
    ]


def test_centred_lines_that_follow_each_other_are_one_card() -> None:
    cards = [beat for beat in scene("> MOON <\n> LIGHT <\n\nRain.\n\n> *THE END* <").beats if isinstance(beat, Card)]
    assert [(card.id, card.text) for card in cards] == [("1.c1", "MOON\nLIGHT"), ("1.c2", "THE END")]


def test_a_title_card_before_the_first_heading_opens_the_first_scene() -> None:
    read = episode("> MOONLIGHT <\n\n[[wide]]\n\nINT. FLAT\n\nRain.")
    assert [type(beat) for beat in read.scenes[0].beats] == [Card, Direction, Action]


# What is asked


@pytest.mark.parametrize(
    ("script", "line", "what"),
    [
        ("", 1, "empty"),
        ("Title: Moon\n\n# Act\n\nINT. FLAT", 1, "empty"),
        ("Tom waits.\n\nTOM\nHello.", 1, "no scene heading"),
        ("Tom waits.\n\nINT. FLAT\n\nRain.", 1, "before the first scene heading"),
        ("INT. FLAT\n\nRain.\n\nINT. CAR\n\n[[wide]]\n\nINT. LIFT\n\nDark.", 5, "nothing happens"),
        ("INT. FLAT\n\nRain.\n\nINT. CAR\n\nINT. LIFT\n\nDark.", 5, "is empty"),
        ("INT. FLAT\n\n@Mei\n\nRain.", 3, "MEI has a cue and says nothing"),
        ("INT. FLAT\n\nMEI\n\nI never said that.", 3, "MEI stands alone like a cue"),
        ("INT. FLAT\n\n(angrily)\n\nRain.", 3, "(angrily) stands outside a dialogue"),
        ("INT. FLAT\n\n~La la\n\nRain.", 3, "a lyric without a singer"),
        ("INT. FLAT\n\nRain.\nINT. CAR - DAY\nMore.", 4, "looks like a scene heading"),
        ("INT. SPACESHIP\n\nStars.\n\nINT. SPACESHIP\n\nMore.", 1, "no set for 'SPACESHIP'; it is played in: car"),
        ("INT. FLAT\n\n[[place: the moon]]\n\nDust.", 3, "'the moon'"),
        ("INT. FLAT\n\nMEI\n" + "I remember every single day of that long summer. " * 70, 4, "3 min"),
    ],
)
def test_what_is_unclear_is_asked_with_its_line_and_a_next_step(script: str, line: int, what: str) -> None:
    problems = told(script)[1]
    assert [(problem.where.line, what in problem.what) for problem in problems] == [(line, True)]
    assert all(problem.do and problem.where.file == "script.fountain" for problem in problems)


def test_an_empty_script_is_an_error_and_a_strange_place_a_warning() -> None:
    assert told("")[1][0].severity == "error"
    assert told("INT. SPACESHIP\n\nStars.")[1][0].severity == "warning"


def test_words_nobody_says_are_an_error() -> None:
    orphan = Screenplay((), (Element(Kind.SCENE_HEADING, "INT. FLAT", 1), Element(Kind.DIALOGUE, "Who am I?", 2)))
    _, problems = read_episode(orphan, SHOW, "01", "s.fdx")
    assert [(problem.where.line, problem.severity) for problem in problems if "nobody says" in problem.what] == [(2, "error")]


# Whole scripts


def test_a_full_length_play_is_understood_the_same_from_fountain_and_from_fdx() -> None:
    screenplay, _ = read_fountain((DATA / "as-you-like-it.fountain").read_bytes(), "play")
    read, problems = read_episode(screenplay, SHOW, "01", "play")
    assert problems == ()
    assert len(read.scenes) == 23
    assert len(read.lines) > 800
    assert {one.place.kind for one in read.scenes} == {"forest", "palace", "street"}
    assert sum(line.sung for line in read.lines) >= 8
    from_fdx, _ = read_episode(read_fdx(write_fdx(screenplay), "play")[0], SHOW, "01", "play")
    assert [(line.id, line.speaker, line.text) for line in from_fdx.lines] == [
        (line.id, line.speaker, line.text) for line in read.lines
    ]


PIECES = (
    "INT. FLAT", "EXT. X - NIGHT", "MEI", "@小美", "TOM ^", "Hello.", "(beat)", "(sadly)", "~la",
    "[[wide]]", "/* x */", "> T <", "CUT TO:", "# A", "= s", "", "", "", "  ",
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("\n".join))
def test_every_script_gives_a_sound_episode(script: str) -> None:
    screenplay, _ = read_fountain(script, "s")
    read, problems = read_episode(screenplay, SHOW, "01", "s")
    ids = [beat.id for one in read.scenes for beat in one.beats if not isinstance(beat, Direction)]
    assert len(ids) == len(set(ids))
    assert all(line.text.strip() and 0 < line.strength <= 100 and line.pause_before >= 0 for line in read.lines)
    assert all(one.place.kind in PLACES and one.mood in MOODS and one.enter in ("cut", "dissolve", "fade") for one in read.scenes)
    assert read.scenes or any(problem.severity == "error" for problem in problems)
    assert read_episode(screenplay, SHOW, "01", "s") == (read, problems)
