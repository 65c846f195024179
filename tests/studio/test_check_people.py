"""What a check says of the people of an episode: who is drawn from the script, who is in the cast for nothing."""

from __future__ import annotations

from pathlib import Path

from onecrew.story.folder import open_show
from onecrew.studio.check import check
from onecrew.units import Problem
from shows import write_show


def told(folder: Path) -> list[Problem]:
    return list(check(open_show(folder)).problems)


def test_a_cast_that_outlived_its_script_is_told_of_once(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show", script="INT. CAFE - DAY\n\nEVE waits.\n\nEVE\nHello.\n", es="")
    absent = [one for one in told(folder) if "appear in episode" in one.what]
    assert [one.what for one in absent] == ["ANNA and TOM neither speak nor appear in episode 01"]
    assert absent[0].severity == "note"


def test_somebody_silent_outside_the_cast_is_told_of_where_they_come_in(tmp_path: Path) -> None:
    script = "INT. CAFE - DAY\n\nANNA sits.\n\nANNA\nYes?\n\nBOB, 70, enters. TOM waves.\n"
    (bob,) = [one for one in told(write_show(tmp_path / "show", script=script, es="")) if "BOB" in one.what]
    assert (bob.where.line, bob.severity) == (8, "warning")
    assert bob.what == "BOB is not in cast.toml, is taken for a person and is given a look (old, male)"


def test_what_cannot_be_played_is_noted(tmp_path: Path) -> None:
    script = "INT. CAFE - DAY\n\nANNA sits. TOM juggles.\n\nANNA\nYes?\n"
    (deed,) = [one for one in told(write_show(tmp_path / "show", script=script, es="")) if "look of" in one.what]
    assert (deed.where.line, deed.severity, deed.what) == (3, "note", "'TOM juggles.' is shown as a look of TOM")
