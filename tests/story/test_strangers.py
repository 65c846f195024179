"""Scripts by people who never saw the project: whoever they name is seen as they say, and does what they say."""

from __future__ import annotations

import pytest

from onecrew.story.episode import Action, Episode, Heard
from onecrew.story.fountain import read_fountain
from onecrew.story.mentions import people_of
from onecrew.story.planner import plan_shots
from onecrew.story.reading import read_episode
from onecrew.story.sentences import action_sentences
from onecrew.story.shot import ActBeat, Framing, Gesture, Shot
from onecrew.story.show import Character, Gender, Show
from onecrew.story.silent_people import silent_people
from onecrew.story.unplayed import unplayed
from onecrew.units import Language, Problem

EN = Language("en")
SHOW = Show("T", EN, (EN,))


def told(script: str, show: Show = SHOW) -> tuple[Episode, tuple[Problem, ...]]:
    screenplay, problems = read_fountain(f"INT. FLAT - DAY\n\n{script}", "script.fountain")
    assert problems == ()
    return read_episode(screenplay, show, "01", "script.fountain")


def shots_of(script: str, show: Show = SHOW) -> tuple[Shot, ...]:
    return plan_shots(told(script, show)[0], show)


def acts(shots: tuple[Shot, ...]) -> list[tuple[str | None, Gesture]]:
    """Who does what, without small gestures during lines."""
    found = [beat for shot in shots for beat in shot.beats if isinstance(beat, ActBeat) and beat.under is None]
    return [(beat.who, beat.gesture) for beat in found if beat.gesture is not Gesture.NONE]


def seen(shots: tuple[Shot, ...]) -> set[str]:
    return {subject.who for shot in shots for subject in shot.subjects}


# Voices from elsewhere


NARRATED = "ZARA runs along the hall.\n\nZARA\nWait!\n\nNARRATOR\nShe never looked back.\n\nShe laughs."


def test_a_narrator_is_heard_and_never_seen() -> None:
    assert seen(shots_of(NARRATED)) == {"ZARA"}


def test_she_is_whoever_is_in_the_picture_and_not_the_voice_that_spoke_last() -> None:
    assert acts(shots_of(NARRATED)) == [("ZARA", Gesture.WALK), ("ZARA", Gesture.LAUGH)]


def test_somebody_seen_who_thinks_aloud_is_still_meant() -> None:
    shots = shots_of("EMMA sits. MARY waits.\n\nMARY\nTea?\n\nEMMA (V.O.)\nI hated her tea.\n\nShe laughs.")
    assert acts(shots)[-1] == ("EMMA", Gesture.LAUGH)


def test_people_outside_the_cast_have_the_gender_of_their_default_look() -> None:
    episode, _ = told("MARY\nHello.\n\nJOHN\nHello.")
    assert people_of(episode, SHOW).genders == (("MARY", Gender.FEMALE), ("JOHN", Gender.MALE))


# Sentences


def test_a_title_with_a_full_stop_does_not_end_a_sentence() -> None:
    shots = shots_of(
        "MARY sits.\n\nMARY\nCome in.\n\nMR. BEARD, 45, enters. DR. HALL nods.\n\nMR. BEARD\nThe bus has left.\n\nDR. HALL\nYes."
    )
    assert acts(shots) == [("MR. BEARD", Gesture.ENTER), ("DR. HALL", Gesture.NOD)]


def test_sentences_of_action_end_where_their_writer_ends_them() -> None:
    assert action_sentences("Mrs. Hall waits; Tom goes. SAMUEL L. JACKSON enters.\nHe sits. 他走了。她哭了。") == (
        "Mrs. Hall waits;",
        "Tom goes.",
        "SAMUEL L. JACKSON enters.",
        "He sits.",
        "他走了。",
        "她哭了。",
    )


# Cues of several people


def said(script: str, show: Show = SHOW) -> list[tuple[str, str, bool, Heard]]:
    return [(line.id, line.speaker, line.dual, line.heard) for line in told(script, show)[0].lines]


WINDOW = "ANNA and TOM stand at the window.\n\nANNA\nNow!\n\nTOM\nNow!\n\n"


@pytest.mark.parametrize("cue", ["ANNA & TOM", "ANNA AND TOM", "ANNA/TOM", "ANNA, TOM"])
def test_a_joined_cue_is_said_by_each_of_them_together(cue: str) -> None:
    assert said(f"{WINDOW}{cue}\nSurprise!")[2:] == [
        ("1.3", "ANNA", False, Heard.ON_SCREEN),
        ("1.4", "TOM", True, Heard.ON_SCREEN),
    ]


def test_people_who_only_speak_together_are_two() -> None:
    assert [who for _, who, _, _ in said("ANNA AND TOM\nSurprise!")] == ["ANNA", "TOM"]


def test_and_may_stand_in_a_name() -> None:
    assert [who for _, who, _, _ in said("SALT AND PEPPER\nSurprise!")] == ["SALT AND PEPPER"]


def test_a_cue_of_the_cast_is_one_character_whatever_it_is_called() -> None:
    show = Show("T", EN, (EN,), cast=(Character("ANNA & TOM", "Anna & Tom"), Character("ALL", "All")))
    assert [who for _, who, _, _ in said(f"{WINDOW}ANNA & TOM\nSurprise!\n\nALL\nHappy birthday!", show)][2:] == [
        "ANNA & TOM",
        "ALL",
    ]


def test_all_are_those_who_are_there() -> None:
    assert [who for _, who, _, _ in said(f"{WINDOW}PETE (O.S.)\nHey.\n\nALL\nHappy birthday!")][3:] == ["ANNA", "TOM"]


def test_both_are_the_last_two() -> None:
    assert [who for _, who, _, _ in said(f"PETE sits.\n\nPETE\nWell?\n\n{WINDOW}BOTH\nYes!")][3:] == ["ANNA", "TOM"]


@pytest.mark.parametrize("cue", ["CROWD", "THE AUDIENCE", "ALL"])
def test_a_crowd_is_heard_and_not_seen(cue: str) -> None:
    assert said(f"{cue}\nHurrah!\n\nMARY (O.S.)\nQuiet!")[0] == ("1.1", cue, False, Heard.OFF_SCREEN)
    assert cue not in seen(shots_of(f"MARY waits.\n\n{cue}\nHurrah!\n\nMARY\nQuiet!"))


def test_all_in_an_action_is_nobody() -> None:
    assert seen(shots_of(f"{WINDOW}ALL\nHappy birthday!\n\nAll together here.")) == {"ANNA", "TOM"}


def test_nobody_invented_stands_in_the_room() -> None:
    assert seen(shots_of(f"{WINDOW}ANNA & TOM\nSurprise!\n\nALL\nHappy birthday!\n\nCROWD\nHurrah!")) == {"ANNA", "TOM"}


def test_an_age_in_a_cue_is_not_part_of_the_name() -> None:
    assert [who for _, who, _, _ in said("@王强，40岁\n对不起。\n\n@王强\n对。")] == ["王强", "王强"]


# People who never speak


def test_somebody_who_only_acts_is_seen_doing_it() -> None:
    shots = shots_of("EVE sits.\n\nEVE\nWho is there?\n\nBOB enters with a letter. Bob waves.\n\nEVE\nOh.")
    assert seen(shots) == {"EVE", "BOB"}
    assert acts(shots) == [("BOB", Gesture.ENTER), ("BOB", Gesture.WAVE)]


@pytest.mark.parametrize(
    ("action", "names"),
    [
        ("BOB enters.", ("BOB",)),
        ("KOVACS (50s) waits.", ("KOVACS",)),
        ("A nurse named ROSA waits.", ("ROSA",)),
        ("MR. BEARD, 45, a fat man, enters. DR. HALL nods.", ("MR. BEARD", "DR. HALL")),
        ("A WAITER bows.", ("WAITER",)),
        ("JEAN-LUC O'NEIL nods.", ("JEAN-LUC O'NEIL",)),
        ("CLOSE ON MARIA, 30, and her son LEO (8).", ("MARIA", "LEO")),
        ("Zara runs.", ("ZARA",)),
        ("The PHONE rings. A GUNSHOT. RAIN falls. The CAR stops.", ()),
        ("FLASHBACK: the letter burns. INTERCUT - PHONE CALL", ()),
        ("BOB IS HERE.", ()),
        ('The sign says "OPEN DAILY". A MAN\'S shadow. TITLE CARD appears.', ()),
        ("Paris sleeps. Dawn breaks.", ()),
    ],
)
def test_names_in_capitals_are_people_when_something_says_so(action: str, names: tuple[str, ...]) -> None:
    assert silent_people([action], ()) == names


def test_a_longer_name_of_somebody_known_is_the_same_person() -> None:
    script = "VICTOR HALE (50) waits. MISS PARK sits.\n\nVICTOR\nYes?\n\nMISS PARK\nWell?\n\nPark leaves."
    assert seen(shots_of(script)) == {"VICTOR", "MISS PARK"}
    assert acts(shots_of(script)) == [("MISS PARK", Gesture.LEAVE)]


# Bodies


def states(script: str, place: str = "INT. BEDROOM - NIGHT") -> list[tuple[str, bool, str, bool]]:
    """How whom each shot is about is when it begins: who, sitting, down, asleep."""
    screenplay, _ = read_fountain(f"{place}\n\n{script}", "script.fountain")
    episode, _ = read_episode(screenplay, SHOW, "01", "script.fountain")
    firsts = [shot.subjects[0] for shot in plan_shots(episode, SHOW) if shot.subjects]
    return [(one.who, one.sitting, one.down, one.asleep) for one in firsts]


@pytest.mark.parametrize(
    ("text", "gesture"),
    [
        ("Anna falls to her knees.", Gesture.KNEEL),
        ("Anna kneels beside him.", Gesture.KNEEL),
        ("Anna raises her hand.", Gesture.RAISE),
        ("Anna puts her hand on his shoulder.", Gesture.LEAN_IN),
        ("Anna drinks.", Gesture.HOLD),
        ("Anna pours coffee.", Gesture.HOLD),
        ("Anna lights a cigarette.", Gesture.HOLD),
        ("Anna screams.", Gesture.OPEN_PALMS),
        ("Anna throws the ring at him.", Gesture.POINT),
        ("Anna bows.", Gesture.LEAN_IN),
        ("Anna pulls away.", Gesture.STEP_BACK),
        ("Anna follows him.", Gesture.WALK),
        ("Anna slumps into a chair.", Gesture.SIT),
        ("Anna tiptoes in.", Gesture.ENTER),
        ("Anna lies down.", Gesture.LIE),
        ("Anna collapses.", Gesture.FALL),
        ("Anna lifts her head.", Gesture.LOOK_UP),
        ("Ana se arrodilla.", Gesture.KNEEL),
        ("Ana s'agenouille.", Gesture.KNEEL),
    ],
)
def test_common_verbs_are_played(text: str, gesture: Gesture) -> None:
    assert acts(shots_of(f"TOM sits.\n\nTOM\nWell?\n\n{text}"))[-1][1] is gesture


def test_whoever_fell_on_the_knees_stays_there_until_they_get_up() -> None:
    begin = "ANNA enters. TOM waits.\n\nANNA\nNo.\n\nAnna falls to her knees.\n\nTOM\nNever.\n\nANNA\n(crying)\nPlease, I beg you."
    end = "\n\nAnna stands up.\n\nTOM\nGo.\n\nANNA\n(angry)\nI will."
    found = [one for one in states(begin + end) if one[0] == "ANNA"]
    assert ("ANNA", False, "kneeling", False) in found
    assert found[-1] == ("ANNA", False, "none", False)


def test_asleep_in_bed_is_lying_with_closed_eyes_and_sitting_up_is_in_bed() -> None:
    woken = "ANNA lies in bed, asleep.\n\nTOM enters.\n\nTOM\nMorning.\n\nAnna wakes and sits up."
    script = f"{woken}\n\nTOM\nWell?\n\nANNA\n(angry)\nGo away!"
    found = [one for one in states(script) if one[0] == "ANNA"]
    assert found[0] == ("ANNA", False, "lying", True)
    assert found[-1] == ("ANNA", False, "in bed", False)


def test_asleep_where_no_bed_is_sits() -> None:
    assert states("ANNA sleeps.\n\nTOM (V.O.)\nShe dreams.", "INT. OFFICE - DAY")[0] == ("ANNA", True, "none", True)


def test_nobody_is_in_the_room_before_they_open_its_door() -> None:
    shots = shots_of("ANNA sits.\n\nANNA\nWho is it?\n\nTOM opens the door and tiptoes in.\n\nTOM\nMe.")
    assert [one.who for one in shots[0].subjects] == ["ANNA"]
    assert acts(shots) == [("TOM", Gesture.ENTER)]


def test_what_cannot_be_played_is_noted_with_its_line() -> None:
    episode, _ = told("ANNA juggles. TOM sits. He is an old man.\n\nANNA\nWatch.\n\nShe somersaults.")
    assert [(one.where.line, one.severity, one.what) for one in unplayed(episode, SHOW)] == [
        (3, "note", "'ANNA juggles.' is shown as a look of ANNA"),
        (8, "note", "'She somersaults.' is shown as a look of ANNA"),
    ]


def test_what_is_played_is_not_noted() -> None:
    episode, _ = told("ANNA kneels and pours tea. TOM enters. A gun lies on the table.\n\nANNA\nTea?\n\nThey wrestle.")
    assert unplayed(episode, SHOW) == ()


# The craft


def test_intercut_and_flashback_are_not_played_and_that_is_said() -> None:
    phone = "ANNA sits.\n\nINTERCUT - PHONE CALL\n\nANNA\nYes."
    script = f"{phone}\n\nAnna hangs up. FLASHBACK: Tom burns the letter.\n\nBACK TO SCENE\n\nANNA\nNo."
    episode, problems = told(script)
    texts = [beat.text for beat in episode.scenes[0].beats if isinstance(beat, Action)]
    assert texts == ["ANNA sits.", "Anna hangs up. Tom burns the letter."]
    assert [(one.where.line, one.what.split(" is")[0]) for one in problems] == [(5, "INTERCUT"), (10, "FLASHBACK")]


def test_a_film_of_one_line_has_its_title_before_its_last_picture() -> None:
    shots = shots_of("ANNA runs in.\n\nANNA\nWait!")
    assert [shot.framing is Framing.CARD for shot in shots].index(True) < len(shots) - 1


def test_a_film_of_one_picture_begins_with_its_title() -> None:
    assert shots_of("ANNA sits.")[0].framing is Framing.CARD
