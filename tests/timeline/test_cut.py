"""The cut of the source language."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_play import FRAME, RATE, Feeling, Framing, Heard, Play, act, line, plays, says, scene, shot, speech

from onecrew.story.episode import Line
from onecrew.story.shot import Insert, Shot
from onecrew.timeline.cut import cut
from onecrew.timeline.speech import Speech, WordTime
from onecrew.timeline.timeline import ShotClip, Timeline
from onecrew.units import TimeRange


def spoken(lines: list[Line], *seconds: str) -> dict[str, Speech]:
    return {one.id: speech(one, length) for one, length in zip(lines, seconds or ["2"] * len(lines), strict=True)}


def two(first: Line, second: Line, *seconds: str, more: tuple[Shot, ...] = ()) -> Timeline:
    """Two speakers, one close shot each."""
    lines = [first, second]
    shots = [shot("1.a", says("1.1"), who=["MEI"]), shot("1.b", says("1.2"), who=["LIANG"]), *more]
    return cut(shots, [scene("1", *lines)], spoken(lines, *seconds), RATE)


def starts(timeline: Timeline) -> list[Fraction]:
    return [clip.range.start for clip in timeline.shots]


def clip(timeline: Timeline, shot_id: str) -> ShotClip:
    return next(one for one in timeline.shots if one.shot == shot_id)


def heard(timeline: Timeline, line_id: str) -> TimeRange:
    return next(one.range for one in timeline.lines if one.line == line_id)


def test_a_shot_lasts_as_long_as_its_line_and_the_film_lets_the_last_word_out() -> None:
    one = line("1.1", "MEI")
    timeline = cut([shot("1.a", says("1.1"))], [scene("1", one)], spoken([one], "2"), RATE)
    assert heard(timeline, "1.1").length == 2
    assert timeline.length >= heard(timeline, "1.1").end + Fraction(7, 10)
    assert timeline.shots[0].range == TimeRange(Fraction(0), timeline.length)


def test_speakers_breathe_between_their_lines() -> None:
    calm = two(line("1.1", "MEI"), line("1.2", "LIANG"))
    angry = two(line("1.1", "MEI"), line("1.2", "LIANG", feeling=Feeling.ANGRY, strength=100))
    sad = two(line("1.1", "MEI"), line("1.2", "LIANG", feeling=Feeling.SAD, strength=100))
    waits = [heard(one, "1.2").start - heard(one, "1.1").end for one in (angry, calm, sad)]
    assert waits == sorted(waits)
    assert waits[0] < waits[2]
    assert all(Fraction(15, 100) <= wait <= Fraction(45, 100) + FRAME for wait in waits)


def test_a_pause_in_the_script_is_kept() -> None:
    timeline = two(line("1.1", "MEI"), line("1.2", "LIANG", pause_before=Fraction(2)))
    assert heard(timeline, "1.2").start - heard(timeline, "1.1").end >= 2


def test_an_act_takes_its_time_and_an_act_under_a_line_takes_none() -> None:
    one = line("1.1", "MEI")
    plain = cut([shot("1.a", says("1.1"))], [scene("1", one)], spoken([one]), RATE)
    acted = cut([shot("1.a", act("1.5"), says("1.1"))], [scene("1", one)], spoken([one]), RATE)
    under = cut([shot("1.a", act("1.6", under="1.1"), says("1.1"))], [scene("1", one)], spoken([one]), RATE)
    assert heard(acted, "1.1").start >= Fraction(3, 2)
    assert under.length == plain.length
    assert heard(under, "1.1").overlap(under.acts[0].range) == Fraction(8, 5)


def test_a_question_trails_over_the_face_of_the_one_who_is_asked() -> None:
    timeline = two(line("1.1", "MEI", "Where were you?"), line("1.2", "LIANG"))
    trail = heard(timeline, "1.1").end - clip(timeline, "1.b").range.start
    assert 6 * FRAME <= trail <= 12 * FRAME


def test_an_angry_answer_is_heard_before_the_face_is_seen() -> None:
    timeline = two(line("1.1", "MEI"), line("1.2", "LIANG", feeling=Feeling.ANGRY))
    lead = clip(timeline, "1.b").range.start - heard(timeline, "1.2").start
    assert 6 * FRAME <= lead <= 12 * FRAME


def test_one_speaker_over_two_shots_is_cut_straight() -> None:
    timeline = two(line("1.1", "MEI", "Why?"), line("1.2", "MEI", "Tell me."))
    assert heard(timeline, "1.1").end <= clip(timeline, "1.b").range.start <= heard(timeline, "1.2").start


def test_sound_does_not_cross_from_scene_to_scene() -> None:
    first, second = line("1.1", "MEI", "Why?"), line("2.1", "LIANG", feeling=Feeling.ANGRY)
    shots = [shot("1.a", says("1.1")), shot("2.a", says("2.1"), who=["LIANG"])]
    timeline = cut(shots, [scene("1", first), scene("2", second)], spoken([first, second]), RATE)
    assert heard(timeline, "1.1").end < clip(timeline, "2.a").range.start < heard(timeline, "2.1").start


def test_a_voice_over_leads_its_scene() -> None:
    first, second = line("1.1", "MEI"), line("2.1", "MEI", heard=Heard.VOICE_OVER)
    shots = [shot("1.a", says("1.1")), shot("2.a", says("2.1"), who=["LIANG"])]
    timeline = cut(shots, [scene("1", first), scene("2", second)], spoken([first, second], "2", "4"), RATE)
    assert clip(timeline, "2.a").range.start - heard(timeline, "2.1").start == 12 * FRAME


def test_a_line_over_three_shots_is_heard_once_and_without_a_break() -> None:
    one = line("1.1", "MEI", "A long story.")
    shots = [shot(f"1.{letter}", says("1.1", (place, 3))) for place, letter in enumerate("abc")]
    timeline = cut(shots, [scene("1", one)], spoken([one], "9"), RATE)
    assert [one.line for one in timeline.lines] == ["1.1"]
    begin = heard(timeline, "1.1").start
    assert [round(float(start - begin)) for start in starts(timeline)[1:]] == [3, 6]


def test_a_running_line_is_cut_in_its_pause() -> None:
    one = line("1.1", "MEI", "A long story.")
    shots = [shot("1.a", says("1.1", (0, 2))), shot("1.b", says("1.1", (1, 2)))]
    told = {"1.1": speech(one, "8", pauses=(TimeRange(Fraction(3), Fraction(7, 2)),))}
    timeline = cut(shots, [scene("1", one)], told, RATE)
    inside = clip(timeline, "1.b").range.start - heard(timeline, "1.1").start
    assert 3 <= inside <= Fraction(7, 2)


def test_a_running_line_is_cut_before_a_word_rather_than_in_one() -> None:
    one = line("1.1", "MEI", "Unbelievable nonsense.")
    shots = [shot("1.a", says("1.1", (0, 2))), shot("1.b", says("1.1", (1, 2)))]
    words = (WordTime("Unbelievable", Fraction(0), Fraction(9, 4)), WordTime("nonsense.", Fraction(9, 4), Fraction(4)))
    timeline = cut(shots, [scene("1", one)], {"1.1": speech(one, "4", words=words)}, RATE)
    inside = clip(timeline, "1.b").range.start - heard(timeline, "1.1").start
    assert Fraction(9, 4) - 3 * FRAME <= inside <= Fraction(9, 4)


def test_dual_lines_start_together() -> None:
    timeline = two(line("1.1", "MEI"), line("1.2", "LIANG", dual=True), "2", "3")
    assert heard(timeline, "1.1").start == heard(timeline, "1.2").start
    assert timeline.length > heard(timeline, "1.2").end


def test_shots_are_never_too_short_to_see() -> None:
    one = line("1.1", "MEI", "No!")
    shots = [shot("1.a", framing=Framing.WIDE), shot("1.b"), shot("1.c", says("1.1")), shot("1.d", act("0.2"))]
    timeline = cut(shots, [scene("1", one)], spoken([one], "0.3"), RATE)
    lengths = [after - before for before, after in pairwise([*starts(timeline), timeline.length])]
    assert lengths[0] >= Fraction(12, 10)
    assert min(lengths) >= Fraction(8, 10)


def test_a_message_stays_until_it_is_read() -> None:
    text = "I know what you did. Come to the roof at nine and come alone."
    timeline = cut([shot("1.a", insert=Insert("phone", text)), shot("1.b")], [scene("1")], {}, RATE)
    assert timeline.shots[0].range.length >= Fraction(len(text), 16)


def test_a_dissolve_shares_half_a_second_with_the_shot_before_and_no_speech() -> None:
    first, second = line("1.1", "MEI"), line("2.1", "LIANG")
    shots = [shot("1.a", says("1.1")), shot("2.a", says("2.1"), transition="dissolve")]
    timeline = cut(shots, [scene("1", first), scene("2", second)], spoken([first, second]), RATE)
    before, after = timeline.shots
    assert Fraction(4, 10) <= after.overlap <= Fraction(6, 10)
    assert before.range.end == after.range.start + after.overlap
    assert heard(timeline, "1.1").end <= after.range.start
    assert heard(timeline, "2.1").start >= before.range.end


def test_music_keeps_playing_while_the_mood_lasts_and_changes_with_it() -> None:
    lines = [line(f"{number}.1", "MEI") for number in (1, 2, 3)]
    shots = [shot(f"{number}.a", act("4"), says(f"{number}.1")) for number in (1, 2, 3)]
    moods = ("calm", "calm", "tense")
    scenes = [scene(str(number), one, mood=mood) for number, one, mood in zip((1, 2, 3), lines, moods, strict=True)]
    timeline = cut(shots, scenes, spoken(lines), RATE)
    assert [(one.mood, one.key) for one in timeline.music] == [("calm", "1"), ("tense", "3")]
    assert timeline.music[1].range.start == clip(timeline, "3.a").range.start


def test_music_does_not_begin_under_the_first_word() -> None:
    lines = [line("1.1", "MEI"), line("1.2", "LIANG")]
    shots = [shot("1.a", says("1.1")), shot("1.b", says("1.2"), who=["LIANG"]), shot("1.c", act("4"))]
    timeline = cut(shots, [scene("1", *lines)], spoken(lines), RATE)
    assert timeline.music
    for one in timeline.lines:
        assert abs(timeline.music[0].range.start - one.range.start) >= Fraction(4, 10)


def test_silence_comes_before_a_twist() -> None:
    first = line("1.1", "MEI")
    twist = line("1.2", "LIANG", "You are dead!", feeling=Feeling.AFRAID, strength=90)
    timeline = two(first, twist, more=(shot("1.c", act("6")),))
    start = heard(timeline, "1.2").start
    assert Fraction(5, 10) <= start - heard(timeline, "1.1").end <= Fraction(8, 10)
    silence = TimeRange(start - Fraction(1, 2), start)
    assert all(music.range.overlap(silence) == 0 for music in timeline.music)


def test_every_scene_has_the_tone_of_its_place() -> None:
    lines = [line("1.1", "MEI"), line("2.1", "MEI")]
    shots = [shot("1.a", says("1.1")), shot("2.a", says("2.1"))]
    scenes = [scene("1", lines[0], kind="cafe"), scene("2", lines[1], kind="street")]
    timeline = cut(shots, scenes, spoken(lines), RATE)
    assert [one.place for one in timeline.ambience] == ["cafe", "street"]
    assert timeline.ambience[0].range.end == timeline.ambience[1].range.start == clip(timeline, "2.a").range.start
    assert timeline.ambience[1].range.end == timeline.length


def test_a_slap_is_heard_when_the_hand_arrives_and_a_door_when_it_opens() -> None:
    shots = [shot("1.a", act("2", sound="door")), shot("1.b", act("1", sound="slap"))]
    timeline = cut(shots, [scene("1")], {}, RATE)
    door, slap = timeline.effects
    assert (door.name, door.start) == ("door", timeline.acts[0].range.start)
    assert slap.name == "slap"
    assert abs(slap.start - timeline.acts[1].range.start - Fraction(1, 2)) <= FRAME


def test_a_message_on_a_phone_is_heard_unless_the_phone_was_heard_already() -> None:
    phone = Insert("phone", "Hi")
    silent = cut([shot("1.a", act("1")), shot("1.b", insert=phone)], [scene("1")], {}, RATE)
    buzzed = cut([shot("1.a", act("1", sound="phone-buzz")), shot("1.b", insert=phone)], [scene("1")], {}, RATE)
    assert [one.name for one in silent.effects] == ["message"]
    assert [one.name for one in buzzed.effects] == ["phone-buzz"]


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        (lambda shots, scenes, told: (shots, scenes, {}), "have no speech"),
        (lambda shots, scenes, told: ([shot("1.a")], scenes, told), "are in no shot"),
        (lambda shots, scenes, told: (shots, [scene("1")], told), "stand in no scene"),
    ],
)
def test_a_line_that_cannot_be_heard_is_named(change, fact) -> None:  # type: ignore[no-untyped-def]
    one = line("1.1", "MEI")
    with pytest.raises(ValueError, match=rf"1\.1 .*{fact}"):
        cut(*change([shot("1.a", says("1.1"))], [scene("1", one)], spoken([one])), RATE)


# -- any screenplay -------------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(plays(), st.sampled_from([Fraction(25), Fraction(24), Fraction(30000, 1001), Fraction(60)]))
def test_any_cut_is_whole(play: Play, rate: Fraction) -> None:
    shots, scenes, told = play
    timeline = cut(shots, scenes, told, rate)

    assert [one.shot for one in timeline.shots] == [one.id for one in shots]
    for before, after in pairwise(timeline.shots):
        assert before.range.end == after.range.start + after.overlap
        assert before.range.start < after.range.start
        assert after.range.start - before.range.start - before.overlap >= Fraction(8, 10)
    assert timeline.shots[0].range.start == 0
    assert timeline.shots[-1].range.end == timeline.length

    times = [one.range.start for one in timeline.shots] + [timeline.length]
    times += [one.range.start for one in timeline.lines] + [one.start for one in timeline.effects]
    times += [time for one in timeline.acts for time in (one.range.start, one.range.end)]
    times += [time for one in timeline.music for time in (one.range.start, one.range.end)]
    assert all((time * rate).denominator == 1 for time in times)

    assert sorted(one.line for one in timeline.lines) == sorted(told)
    for one in timeline.lines:
        assert one.range.length == told[one.line].seconds
        assert one.range.end <= timeline.length
        assert one.slot is not None
        assert one.slot.start == one.range.start
        assert one.slot.end >= one.range.end
    for speaker in ("MEI", "LIANG"):
        own = [one.range for one in timeline.lines if one.speaker == speaker]
        assert all(before.end <= after.start for before, after in pairwise(own))
    for before, after in pairwise(timeline.music):
        assert before.range.end <= after.range.end
    assert len(timeline.acts) == sum(1 for one in shots for beat in one.beats if not hasattr(beat, "line"))
    assert cut(shots, scenes, told, rate) == timeline
