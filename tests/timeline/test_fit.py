"""Another language in the cut of the source language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_play import FRAME, RATE, Heard, Play, act, lengths, line, plays, says, scene, shot, speech

from onecrew.timeline.cut import cut
from onecrew.timeline.fit import FASTER, FASTEST, Fitted, climb, fit
from onecrew.timeline.speech import Speech
from onecrew.timeline.timeline import LineClip, Timeline
from onecrew.units import TimeRange

LINES = [line("1.1", "MEI", "I see."), line("1.2", "LIANG", "So do I.", pause_before=Fraction(1)), line("1.3", "MEI")]
SHOTS = [shot("1.a", says("1.1")), shot("1.b", says("1.2"), who=["LIANG"]), shot("1.c", says("1.3"), hold=Fraction(1))]
SCENES = [scene("1", *LINES)]


def source() -> Timeline:
    """Three lines of two seconds, one in each of three shots."""
    return cut(SHOTS, SCENES, {one.id: speech(one) for one in LINES}, RATE)


def fitted(*seconds: str, breathe: bool = True, **more: tuple[str, ...]) -> Fitted:
    """The three lines in another language, with these natural lengths."""
    told = {one.id: speech(one, length) for one, length in zip(LINES, seconds, strict=True)}
    for key, others in more.items():
        one = next(one for one in LINES if one.id == key.removeprefix("line").replace("_", "."))
        told[one.id] = replace(told[one.id], shorter=tuple(speech(one, length) for length in others))
    return fit(source(), SHOTS, SCENES, told, breathe)


def clip(timeline: Timeline, line_id: str) -> LineClip:
    return next(one for one in timeline.lines if one.line == line_id)


def slot(line_id: str) -> Fraction:
    found = clip(source(), line_id).slot
    assert found is not None
    return found.length


def test_a_shorter_line_starts_where_the_source_starts() -> None:
    timeline = fitted("1.2", "1.9", "0.4").timeline
    assert [one.rung for one in timeline.lines] == ["natural"] * 3
    assert [one.range.start for one in timeline.lines] == [one.range.start for one in source().lines]
    assert timeline.shots == source().shots


def test_a_longer_line_uses_the_gap_first() -> None:
    timeline = fitted("2.5", "2", "2").timeline
    assert (clip(timeline, "1.1").rung, clip(timeline, "1.1").tempo) == ("gap", 1)
    assert clip(timeline, "1.2").range.start - clip(timeline, "1.1").range.end >= 2 * FRAME
    assert timeline.shots == source().shots


def test_a_shorter_wording_is_preferred_to_haste_and_the_longest_that_fits_is_taken() -> None:
    one = clip(fitted("9", "2", "2", line1_1=("1.0", "2.2", "8")).timeline, "1.1")
    assert (one.rung, one.wording, one.tempo) == ("shorter", 2, 1)
    assert one.range.length == Fraction("2.2")


def test_speech_is_hurried_a_little_before_anything_else_gives_way() -> None:
    timeline = fitted(str(slot("1.1") * Fraction(110, 100)), "2", "2").timeline
    assert (clip(timeline, "1.1").rung, clip(timeline, "1.1").tempo) == ("faster", Fraction(110, 100))
    assert timeline.shots == source().shots


def test_a_few_frames_of_picture_are_given_before_speech_above_1_15() -> None:
    timeline = fitted(str(slot("1.1") * FASTER + 5 * FRAME), "2", "2").timeline
    one = clip(timeline, "1.1")
    assert one.rung == "breathe"
    assert one.tempo <= FASTER
    assert 0 < timeline.length - source().length <= 8 * FRAME


def test_speech_is_hurried_up_to_1_3_before_a_shot_breathes_by_more() -> None:
    timeline = fitted(str(slot("1.1") * Fraction(128, 100)), "2", "2").timeline
    assert (clip(timeline, "1.1").rung, clip(timeline, "1.1").tempo) == ("fastest", Fraction(128, 100))
    assert timeline.length == source().length


def test_a_shot_breathes_and_what_follows_moves_by_as_much() -> None:
    before, after = source(), fitted("6", "2", "2").timeline
    more = after.length - before.length
    assert more > 0
    assert [one.range.length for one in after.shots] == [
        before.shots[0].range.length + more,
        before.shots[1].range.length,
        before.shots[2].range.length,
    ]
    assert clip(after, "1.2").range.start == clip(before, "1.2").range.start + more
    assert clip(after, "1.1").tempo <= FASTER


def test_filmed_footage_does_not_breathe_and_a_person_is_asked() -> None:
    result = fitted("6", "2", "2", breathe=False)
    assert clip(result.timeline, "1.1").rung == "problem"
    assert clip(result.timeline, "1.1").tempo == FASTEST
    assert [one.range.length for one in result.timeline.shots] == [one.range.length for one in source().shots]
    assert clip(result.timeline, "1.2").range.start >= clip(result.timeline, "1.1").range.end + 2 * FRAME
    assert "1.1 (MEI) takes 6.00 s" in result.problems[0].what


def test_what_a_person_is_asked_for_is_possible_and_enough() -> None:
    """A film's picture is never retimed; a translation as much shorter as it says fits."""
    problem, *_ = fitted("6", "2", "2", breathe=False).problems
    assert "retimed" not in problem.do
    found = re.search(r"at least (\d+) % shorter", problem.do)
    assert found is not None
    seconds = 6 * (1 - Fraction(int(found[1]), 100))
    assert not fitted(str(float(seconds)), "2", "2", breathe=False).problems


def test_a_line_without_any_room_is_not_asked_to_be_shorter_still() -> None:
    tight = [one for one in fitted("30", "9", "2", breathe=False).problems if "% shorter" not in one.do]
    assert tight
    assert all("no translation is that short" in one.do for one in tight)


def test_the_last_word_is_heard_even_where_shots_may_not_breathe() -> None:
    result = fitted("2", "2", "9", breathe=False).timeline
    assert result.lines[-1].range.end <= result.length == result.shots[-1].range.end


def test_a_line_without_speech_is_a_problem_and_leaves_its_place_to_the_others() -> None:
    result = fit(source(), SHOTS, SCENES, {one.id: speech(one) for one in LINES if one.id != "1.2"})
    assert [one.line for one in result.timeline.lines] == ["1.1", "1.3"]
    assert "1.2 (LIANG) has no speech" in result.problems[0].what


def test_a_line_the_cut_does_not_know_is_refused() -> None:
    with pytest.raises(ValueError, match=r"no place for lines 9\.9"):
        fit(source(), SHOTS, SCENES, {"9.9": speech(line("9.9", "MEI"))})


def test_a_line_does_not_run_into_the_next_scene_but_a_voice_over_may() -> None:
    for heard, rung in ((Heard.ON_SCREEN, "breathe"), (Heard.VOICE_OVER, "gap")):
        first, second = line("1.1", "MEI", heard=heard), line("2.1", "LIANG")
        shots = [shot("1.a", says("1.1")), shot("2.a", act("3"), says("2.1"))]
        scenes = [scene("1", first), scene("2", second)]
        like = cut(shots, scenes, {one.id: speech(one) for one in (first, second)}, RATE)
        result = fit(like, shots, scenes, {"1.1": speech(first, "4"), "2.1": speech(second)}).timeline
        assert clip(result, "1.1").rung == rung


def test_cut_fits_when_it_is_given_a_cut_to_follow() -> None:
    told = {one.id: speech(one, "3") for one in LINES}
    assert cut(SHOTS, SCENES, told, RATE, like=source()) == fit(source(), SHOTS, SCENES, told).timeline


def test_the_ladder_in_order() -> None:
    one = line("1.1", "MEI")
    lengths = ("1.9", "2.4", "2.8", "3.1", "3.2", "5")
    rungs = [climb(speech(one, length), Fraction(2), Fraction(5, 2), RATE, True).rung for length in lengths]
    assert rungs == ["natural", "gap", "faster", "breathe", "breathe", "breathe"]
    long = Fraction(10)
    assert climb(speech(one, "12.5"), long, long, RATE, True).rung == "fastest"
    assert climb(speech(one, "14"), long, long, RATE, False).rung == "problem"


# -- any lengths ----------------------------------------------------------------------------------------------------------------


@st.composite
def translated(draw: st.DrawFn) -> tuple[Play, dict[str, Speech]]:
    """A play and its lines in another language, some with shorter wordings."""
    play = draw(plays())
    told = {
        key: replace(
            one,
            seconds=draw(lengths),
            shorter=tuple(replace(one, seconds=draw(lengths)) for _ in range(draw(st.integers(0, 2)))),
        )
        for key, one in play[2].items()
    }
    return play, told


def chosen(told: Mapping[str, Speech], one: LineClip) -> Speech:
    speech = told[one.line]
    return speech.shorter[one.wording - 1] if one.wording else speech


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(translated(), st.sampled_from([Fraction(25), Fraction(24000, 1001)]), st.booleans())
def test_any_translation_fits_without_overlap_or_loss(case: tuple[Play, dict[str, Speech]], rate: Fraction, breathe: bool) -> None:
    (shots, scenes, own), told = case
    like = cut(shots, scenes, own, rate)
    result = fit(like, shots, scenes, told, breathe)
    timeline = result.timeline

    assert [one.line for one in timeline.lines] == [one.line for one in like.lines]
    assert [one.shot for one in timeline.shots] == [one.shot for one in like.shots]
    assert [(one.shot, one.index) for one in timeline.acts] == [(one.shot, one.index) for one in like.acts]
    for one in timeline.lines:
        assert one.range.length * one.tempo == chosen(told, one).seconds
        assert 1 <= one.tempo <= FASTEST
        assert (one.range.start * rate).denominator == 1
        assert one.range.end <= timeline.length
        assert (one.tempo > FASTER) == (one.rung in ("fastest", "problem"))

    together = {
        (one.line, other.line) for one in like.lines for other in like.lines if one != other and one.range.overlap(other.range) > 0
    }
    for before in timeline.lines:
        for after in timeline.lines:
            if before != after and (before.line, after.line) not in together:
                assert before.range.overlap(after.range) == 0

    for before, after in pairwise(timeline.shots):
        assert before.range.end == after.range.start + after.overlap
    for was, now in zip(like.shots, timeline.shots, strict=True):
        assert now.overlap == was.overlap
        assert now.range.length >= was.range.length
        assert (now.range.length * rate).denominator == 1
    assert timeline.shots[-1].range.end == timeline.length

    if breathe:
        assert not result.problems
        shift = {was.line: now.range.start - was.range.start for was, now in zip(like.lines, timeline.lines, strict=True)}
        assert list(shift.values()) == sorted(shift.values())
        assert all(one.rung != "problem" for one in timeline.lines)
    else:
        assert [one.range.length for one in timeline.shots[:-1]] == [one.range.length for one in like.shots[:-1]]
        assert len(result.problems) == sum(one.rung == "problem" for one in timeline.lines)


@settings(max_examples=50, deadline=None)
@given(plays())
def test_a_language_of_the_same_lengths_has_the_same_cut(play: Play) -> None:
    shots, scenes, told = play
    like = cut(shots, scenes, told, RATE)
    again = fit(like, shots, scenes, told).timeline
    assert again == replace(like, lines=again.lines)
    assert all(one.rung == "natural" for one in again.lines)
    assert [one.range for one in again.lines] == [one.range for one in like.lines]


def _crosstalk(*clips: tuple[str, str, str, str]) -> Timeline:
    """A cut found in a film: lines at given times, one shot."""
    lines = tuple(LineClip(id, who, TimeRange(Fraction(start), Fraction(end))) for id, who, start, end in clips)
    plain = cut([shot("1.a")], [scene("1")], {}, RATE)
    whole = TimeRange(Fraction(0), Fraction(20))
    return replace(plain, length=whole.end, shots=(replace(plain.shots[0], range=whole),), lines=lines)


def test_a_speaker_found_talking_over_himself_is_parted() -> None:
    like = _crosstalk(("1.1", "MEI", "1", "4"), ("1.2", "MEI", "3", "5"))
    told = {one.line: Speech(one.line, "MEI", Fraction(3)) for one in like.lines}
    first, second = fit(like, [shot("1.a")], [scene("1")], told).timeline.lines
    assert first.range.end < second.range.start


def test_speakers_found_talking_together_stay_together() -> None:
    like = _crosstalk(("1.1", "MEI", "1", "5"), ("1.2", "LIANG", "3", "6"))
    told = {"1.1": Speech("1.1", "MEI", Fraction(4)), "1.2": Speech("1.2", "LIANG", Fraction(3))}
    again = fit(like, [shot("1.a")], [scene("1")], told).timeline
    assert [one.range for one in again.lines] == [one.range for one in like.lines]
