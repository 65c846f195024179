"""The shot list opens in any spreadsheet and says what an editor asks."""

from __future__ import annotations

import csv
import io
from fractions import Fraction

from planner_plays import SHOW, act, line, play, scene

from onecrew.story.planner import plan_shots
from onecrew.story.shot_list import HEADER, write_shot_list
from onecrew.units import TimeRange

EPISODE = play(
    scene(
        act("Mei sits. David enters.", "MEI", "DAVID"),
        line("1.1", "MEI", "=SUM(A1), she said, and \"smiled\"\nat him."),
        line("1.2", "DAVID", "@home, +1, -2?"),
    )
)  # fmt: skip


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_every_shot_is_a_row_with_its_facts() -> None:
    shots = plan_shots(EPISODE, SHOW)
    read = rows(write_shot_list(shots, EPISODE))
    assert [one["shot"] for one in read] == [shot.id for shot in shots]
    assert read[0]["place"] == "INT CAFE, day"
    assert read[0]["who"] == "MEI, DAVID"
    assert "David enters." in read[0]["lines and action"]
    assert tuple(read[0]) == HEADER


def test_no_cell_is_taken_for_a_formula() -> None:
    shots = plan_shots(play(scene(line("1.1", "MEI", "Hello, dear friend."))), SHOW)
    evil = [shots[0].__class__(**{**{f: getattr(shot, f) for f in shot.__slots__}, "why": "=cmd|' /C calc'!A0"}) for shot in shots]
    assert all(one["why"].startswith("'=") for one in rows(write_shot_list(evil, EPISODE)))
    for row in csv.reader(io.StringIO(write_shot_list(plan_shots(EPISODE, SHOW), EPISODE), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_the_times_are_the_cuts_when_it_is_known() -> None:
    shots = plan_shots(EPISODE, SHOW)
    clips = {shot.id: TimeRange(Fraction(index), Fraction(index + 1)) for index, shot in enumerate(shots)}
    assert [(one["start"], one["seconds"]) for one in rows(write_shot_list(shots, EPISODE, clips))][:2] == [
        ("0.00", "1.00"),
        ("1.00", "1.00"),
    ]
