"""What holds of the shots of any episode whatever."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from planner_plays import SHOW, episodes, line, scene

from onecrew.story.board_file import read_board, write_board
from onecrew.story.episode import Episode, Heard
from onecrew.story.mentions import people_of
from onecrew.story.planner import plan_shots
from onecrew.story.shot import ActBeat, Framing, LineBeat, Move, Shot
from onecrew.story.shot_list import planned_seconds, write_shot_list

many = settings(max_examples=150, deadline=None)


def heard(shots: tuple[Shot, ...]) -> list[tuple[str, tuple[int, int]]]:
    return [(beat.line, beat.part) for shot in shots for beat in shot.beats if isinstance(beat, LineBeat)]


def angle(shot: Shot) -> tuple[str, ...]:
    names = [subject.who for subject in shot.subjects]
    if shot.framing is Framing.WIDE or not names:
        return (shot.framing.value,)
    if shot.framing is Framing.TWO_SHOT:
        return (shot.framing.value, *sorted(names[:2]))
    return (shot.framing.value, *names[: 2 if shot.framing is Framing.OVER_SHOULDER else 1])


@many
@given(episodes(directed=True))
def test_every_line_is_heard_once_whole_and_in_order(episode: Episode) -> None:
    expected = [line.id for line in episode.lines]
    parts = heard(plan_shots(episode, SHOW))
    assert [line for line, (index, _) in parts if index == 0] == expected
    for name, group in itertools.groupby(parts, key=lambda one: one[0]):
        indices = [part for _, part in group]
        assert indices == [(index, len(indices)) for index in range(len(indices))], name


@many
@given(episodes())
def test_two_shots_in_a_row_never_share_size_and_angle(episode: Episode) -> None:
    for before, after in itertools.pairwise(plan_shots(episode, SHOW)):
        same_scene = before.scene == after.scene
        people = before.subjects and after.subjects
        things = {Framing.INSERT, Framing.CARD} & {before.framing, after.framing}
        if same_scene and people and not things:
            assert angle(before) != angle(after), (before, after)


@many
@given(episodes(directed=True))
def test_everyone_keeps_their_side_of_the_line_over_a_scene(episode: Episode) -> None:
    sides: dict[tuple[str, str], str] = {}
    for shot in plan_shots(episode, SHOW):
        for subject in shot.subjects:
            assert sides.setdefault((shot.scene, subject.who), subject.side) == subject.side
            if subject.side != "centre":
                assert subject.facing != subject.side, "they look into the picture"


@many
@given(episodes())
def test_a_new_place_is_established_within_its_first_three_pictures(episode: Episode) -> None:
    shots = plan_shots(episode, SHOW)
    scenes = [one for one in episode.scenes if one.beats]
    for index, one in enumerate(scenes):
        own = [shot for shot in shots if shot.scene == one.id and shot.framing is not Framing.CARD]
        seen_before = any(one.place == before.place for before in scenes[max(0, index - 2) : index])
        if own and not seen_before:
            assert Framing.WIDE in [shot.framing for shot in own[:3]]


@many
@given(episodes(directed=True))
def test_who_is_in_a_shot_is_known_and_seen_once(episode: Episode) -> None:
    known = set(people_of(episode, SHOW).names)
    for shot in plan_shots(episode, SHOW):
        names = [subject.who for subject in shot.subjects]
        assert set(names) <= known
        assert len(names) == len(set(names))
        doers = {beat.who for beat in shot.beats if isinstance(beat, ActBeat) and beat.who is not None}
        if shot.framing is not Framing.INSERT:
            assert doers <= known
        assert (shot.insert is not None) == (shot.framing in (Framing.INSERT, Framing.CARD))
        if shot.framing is Framing.OVER_SHOULDER:
            assert len(names) == 2


@many
@given(episodes())
def test_a_voice_from_elsewhere_has_no_face_in_the_picture(episode: Episode) -> None:
    lines = {line.id: line for line in episode.lines}
    for shot in plan_shots(episode, SHOW):
        for beat in shot.beats:
            if isinstance(beat, LineBeat) and lines[beat.line].heard is Heard.OFF_SCREEN:
                assert [subject.who for subject in shot.subjects][:1] != [lines[beat.line].speaker]


@many
@given(episodes(directed=True))
def test_no_camera_moves_in_a_shot_too_short_for_it_and_none_lasts_too_long(episode: Episode) -> None:
    lines = {line.id: line for line in episode.lines}
    for shot in plan_shots(episode, SHOW):
        seconds = planned_seconds(shot, lines, SHOW.source)
        assert seconds > 0
        asked = shot.why == "as directed" or shot.hold >= 2
        dual = any(isinstance(beat, LineBeat) and lines[beat.line].dual for beat in shot.beats)
        if not asked and not dual:
            assert seconds <= Fraction(75, 10), (shot, float(seconds))
        if seconds < Fraction(13, 10):
            assert shot.move is Move.STATIC


@many
@given(episodes(directed=True))
def test_shots_are_named_by_scene_and_letter_and_written_back_exactly(episode: Episode) -> None:
    shots = plan_shots(episode, SHOW)
    assert len({shot.id for shot in shots}) == len(shots)
    assert all(shot.id.rpartition(".")[0] == shot.scene for shot in shots)
    for text in (write_board(shots), write_board(shots, episode)):
        again, problems = read_board(text, "board.toml", episode, SHOW)
        assert again == shots
        assert problems == ()
    assert write_shot_list(shots, episode).count("\r\n") == len(shots) + 1


@many
@given(episodes(directed=True), st.integers(1, 4))
def test_an_edit_of_the_last_scene_leaves_the_scenes_before_it_alone(episode: Episode, count: int) -> None:
    said = [line(f"9.{number}", "MEI" if number % 2 else "DAVID", "We have to go.") for number in range(1, count + 2)]
    shots = [
        plan_shots(replace(episode, scenes=(*episode.scenes, scene(*said[:length], id="9"))), SHOW) for length in (1, count + 1)
    ]
    before, after = ([shot for shot in one if shot.scene != "9"] for one in shots)
    assert before == after


@many
@given(episodes(directed=True))
def test_the_same_episode_is_always_covered_the_same_way(episode: Episode) -> None:
    assert plan_shots(episode, SHOW) == plan_shots(episode, SHOW)
