"""A board is the planner's work in a person's hands: it reads back exactly, and says where it is wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

import pytest
from planner_plays import SHOW, act, line, play, scene

from onecrew.story.board_file import read_board, write_board
from onecrew.story.planner import plan_shots
from onecrew.story.shot import ActBeat, Filmed, Found, Gesture
from onecrew.units import Problem

EPISODE = play(
    scene(
        act("Mei and David sit.", "MEI", "DAVID"),
        line("1.1", "MEI", "You wanted to see me."),
        line("1.2", "DAVID", "I have something to tell you."),
        line("1.3", "MEI", "Tell me."),
    )
)
SHOTS = plan_shots(EPISODE, SHOW)
BOARD = write_board(SHOTS, EPISODE)


def problems_of(text: str) -> tuple[Problem, ...]:
    return read_board(text, "board.toml", EPISODE, SHOW)[1]


def row_of(text: str, wanted: str) -> int:
    return next(number for number, row in enumerate(text.splitlines(), 1) if wanted in row)


def test_what_was_written_is_read_back_exactly() -> None:
    assert read_board(BOARD, "board.toml", EPISODE, SHOW) == (SHOTS, ())


def test_odd_values_come_back_exactly() -> None:
    first = replace(
        SHOTS[0],
        hold=Fraction(4, 3),
        why='a "quoted" \\ reason\n\ttwice \x7f 月光',
        picture=Found("source.mp4", Fraction(1, 3), Fraction(5, 2)),
        beats=(*SHOTS[0].beats, ActBeat("MEI", Gesture.NOD, Fraction(1, 100), under="1.1", strength=0)),
    )
    second = replace(
        SHOTS[1], picture=Filmed("rain on glass", ("a" * 64,)), mood="eerie", place=replace(SHOTS[1].place, known=False)
    )
    shots = (first, second, *SHOTS[2:])
    assert read_board(write_board(shots, EPISODE), "board.toml", EPISODE, SHOW) == (shots, ())


def test_lines_are_legible_in_the_board() -> None:
    assert '{ line = "1.2" },  # DAVID: I have something to tell you.' in BOARD


@pytest.mark.parametrize(
    ("find", "put", "what", "do"),
    [
        ('framing = "wide"', 'framing = "wode"', "wode", "wide"),
        ('who = "DAVID"', 'who = "DAVE"', "DAVE", "DAVID"),
        ('line = "1.2"', 'line = "1.9"', "1.9", "1."),
        ('side = "left"', 'side = "lft"', "lft", "left"),
        ('do = "none"', 'do = "nodd"', "nodd", "nod"),
        ("seconds = 1", "secs = 1", "secs", "seconds"),
        ("sitting = true", 'sitting = "yes"', "sitting", "true or false"),
        ('why = "establishes', 'wy = "establishes', "wy", "why"),
    ],
)
def test_a_slip_is_named_with_its_line_and_the_nearest_word(find: str, put: str, what: str, do: str) -> None:
    head, shots = BOARD[: BOARD.index("[[shot]]")], BOARD[BOARD.index("[[shot]]") :]
    text = head + shots.replace(find, put, 1)
    assert text != BOARD
    found = [one for one in problems_of(text) if what in one.what]
    assert found
    assert do in found[0].do
    assert found[0].where.line == head.count("\n") + row_of(text[len(head) :], put)


def test_a_line_no_shot_hears_is_named() -> None:
    text = re.sub(r'  \{ line = "1\.3" \}.*\n', "", BOARD)
    assert ["1.3" in one.what and "no shot" in one.what for one in problems_of(text)] == [True]


def test_a_line_heard_twice_is_named_where_it_stands_again() -> None:
    text = BOARD.replace('  { line = "1.2" }', '  { line = "1.1" },\n  { line = "1.2" }', 1)
    assert [(one.what, one.where.line) for one in problems_of(text)] == [
        ("line 1.1 is heard twice", [number for number, row in enumerate(text.splitlines(), 1) if 'line = "1.1"' in row][1])
    ]


def test_half_a_line_is_not_whole() -> None:
    text = BOARD.replace('{ line = "1.2" }', '{ line = "1.2", part = "1/2" }')
    assert ["not whole" in one.what for one in problems_of(text)] == [True]


def test_lines_against_the_script_are_a_warning() -> None:
    text = BOARD.replace('line = "1.1"', 'line = "x"').replace('line = "1.2"', 'line = "1.1"').replace('line = "x"', 'line = "1.2"')
    assert [one.severity for one in problems_of(text)] == ["warning"]


def test_two_shots_of_one_name_and_a_shot_of_no_scene_are_named() -> None:
    assert any("twice" in one.what for one in problems_of(BOARD.replace('id = "1.b"', 'id = "1.a"')))
    assert any("no scene '7'" in one.what for one in problems_of(BOARD.replace('id = "1.b"', 'id = "7.b"')))


def test_broken_toml_is_a_problem_and_no_shots() -> None:
    shots, problems = read_board('[[shot]]\nid = "1.a', "board.toml", EPISODE, SHOW)
    assert shots == ()
    assert [one.where.line for one in problems] == [2]
