"""The cut of a film that exists already."""

from __future__ import annotations

from fractions import Fraction

import pytest
from small_play import FRAME, RATE, line, says, scene, shot, speech

from onecrew.story.shot import Found
from onecrew.timeline.drift import drift
from onecrew.timeline.fit import fit
from onecrew.timeline.found import found_cut
from onecrew.units import TimeRange

LINES = [line("1.1", "MEI"), line("1.2", "LIANG"), line("2.1", "MEI")]
SCENES = [scene("1", *LINES[:2]), scene("2", LINES[2])]
SHOTS = [
    shot("1.a", says("1.1"), picture=Found("source.mp4", Fraction(10), Fraction(14))),
    shot("1.b", says("1.2"), picture=Found("source.mp4", Fraction(14), Fraction("17.01"))),
    shot("2.a", says("2.1"), picture=Found("source.mp4", Fraction(20), Fraction(23))),
]
HEARD = {
    "1.1": TimeRange(Fraction("0.51"), Fraction(3)),
    "1.2": TimeRange(Fraction(4), Fraction("6.5")),
    "2.1": TimeRange(Fraction(8), Fraction("9.5")),
}


def test_shots_keep_their_lengths_and_follow_each_other() -> None:
    timeline = found_cut(SHOTS, SCENES, HEARD, RATE)
    assert [one.range.length for one in timeline.shots] == [4, 3, 3]
    assert timeline.length == timeline.shots[-1].range.end == 10


def test_lines_stay_where_they_were_heard_to_the_frame() -> None:
    for clip in found_cut(SHOTS, SCENES, HEARD, RATE).lines:
        assert abs(clip.range.start - HEARD[clip.line].start) <= FRAME / 2
        assert clip.range.end == HEARD[clip.line].end


def test_a_line_may_fill_the_silence_up_to_the_next_line_or_the_end_of_its_scene() -> None:
    slots = {clip.line: clip.slot for clip in found_cut(SHOTS, SCENES, HEARD, RATE).lines}
    assert slots["1.1"] is not None
    assert slots["1.1"].end == 4 - 2 * FRAME
    assert slots["1.2"] is not None
    assert slots["1.2"].end == 7


def test_a_dub_of_filmed_footage_keeps_every_shot_and_every_onset() -> None:
    like = found_cut(SHOTS, SCENES, HEARD, RATE)
    told = {one.id: speech(one, length) for one, length in zip(LINES, ("3.4", "3.2", "1"), strict=True)}
    dub = fit(like, SHOTS, SCENES, told, breathe=False)
    assert [one.range for one in dub.timeline.shots] == [one.range for one in like.shots]
    assert drift(dub.timeline, like).onset == 0
    assert not dub.problems


def test_a_shot_without_a_range_and_a_line_without_a_scene_are_refused() -> None:
    with pytest.raises(ValueError, match=r"shot 1\.z is no range"):
        found_cut([shot("1.z")], SCENES, {}, RATE)
    with pytest.raises(ValueError, match=r"lines 9\.9 are heard"):
        found_cut(SHOTS, SCENES, {"9.9": TimeRange(Fraction(0), Fraction(1))}, RATE)
