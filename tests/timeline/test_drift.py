"""What the report says about a cut."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from small_play import RATE, Play, act, line, plays, says, scene, shot, speech

from onecrew.timeline.cut import cut
from onecrew.timeline.drift import drift
from onecrew.timeline.fit import fit
from onecrew.timeline.timeline import LineClip, Timeline
from onecrew.units import TimeRange

LINES = [line("1.1", "MEI"), line("1.2", "LIANG"), line("1.3", "MEI")]
SHOTS = [shot("1.a", says("1.1")), shot("1.b", says("1.2"), who=["LIANG"]), shot("1.c", act("3"), says("1.3"))]
SCENES = [scene("1", *LINES)]


def source() -> Timeline:
    return cut(SHOTS, SCENES, {one.id: speech(one) for one in LINES}, RATE)


def moved(timeline: Timeline, line_id: str, start: str, end: str) -> Timeline:
    stretch = TimeRange(Fraction(start), Fraction(end))
    return replace(timeline, lines=tuple(replace(one, range=stretch) if one.line == line_id else one for one in timeline.lines))


def test_a_source_cut_has_no_drift() -> None:
    found = drift(source())
    assert found.onset == found.self_overlap == found.overlap == found.cut_off == found.breathed == 0
    assert found.comfortable == 1
    assert dict(found.rungs)["natural"] == 3


def test_a_lengthened_shot_is_breath_and_not_drift() -> None:
    told = {one.id: speech(one, "6") for one in LINES}
    found = drift(fit(source(), SHOTS, SCENES, told).timeline, source())
    assert found.onset == 0
    assert found.breathed > 0


def test_a_line_pushed_back_by_the_one_before_it_is_drift() -> None:
    told = {one.id: speech(one, "6") for one in LINES}
    found = drift(fit(source(), SHOTS, SCENES, told, breathe=False).timeline, source())
    assert found.onset > 1
    assert found.breathed > 0
    assert dict(found.rungs)["problem"] >= 2
    assert found.too_fast == 0
    assert found.comfortable < 1


def test_a_speaker_over_himself_and_two_over_each_other_are_told_apart() -> None:
    first, second, third = source().lines
    themselves = drift(moved(source(), "1.3", str(first.range.start), str(first.range.start + 1)), source())
    others = drift(moved(source(), "1.2", str(first.range.start), str(first.range.start + 1)), source())
    assert (themselves.self_overlap, themselves.overlap) == (1, 0)
    assert (others.self_overlap, others.overlap) == (0, 1)
    assert second.speaker != third.speaker


def test_lines_that_are_meant_to_be_heard_together_are_no_overlap() -> None:
    lines = [LINES[0], line("1.2", "LIANG", dual=True)]
    timeline = cut(SHOTS[:2], [scene("1", *lines)], {one.id: speech(one) for one in lines}, RATE)
    assert drift(timeline).overlap == 0


def test_speech_after_the_end_is_cut_off() -> None:
    length = source().length
    assert drift(moved(source(), "1.3", str(length - 1), str(length + 1))).cut_off == 1


def test_holes_shots_and_pace_are_counted() -> None:
    found = drift(source())
    second, third = source().lines[1:]
    assert found.longest_gap == third.range.start - second.range.end
    assert found.shot_length == source().length / 3
    assert found.shots_a_minute == 180 / source().length


def test_a_silent_film_is_measured_too() -> None:
    found = drift(cut([shot("1.a", act("2"))], [scene("1")], {}, RATE))
    assert (found.comfortable, found.longest_gap, found.lines) == (1, 0, ())


def test_tempo_is_told_by_line() -> None:
    timeline = source()
    hurried = replace(
        timeline, lines=(LineClip("1.1", "MEI", TimeRange(Fraction(1), Fraction(2)), Fraction(3, 2)), *timeline.lines[1:])
    )
    found = drift(hurried)
    assert found.lines[0].natural == Fraction(3, 2)
    assert (found.comfortable, found.too_fast) == (Fraction(2, 3), Fraction(1, 3))


@settings(max_examples=60, deadline=None)
@given(plays())
def test_what_was_cut_here_is_never_adrift(play: Play) -> None:
    found = drift(cut(*play, RATE))
    assert found.onset == found.self_overlap == found.overlap == found.cut_off == 0
    assert found.comfortable == 1
