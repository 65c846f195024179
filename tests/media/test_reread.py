"""What is left of an erased subtitle is seen on the first, the middle and the last frame it stood on."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from odd_films import write_film

from onecrew.media.intake import take_in
from onecrew.providers.ocr import Picture, Reading
from onecrew.studio.steps import reread
from onecrew.studio.worker import Job
from onecrew.units.digest import plain

BOX = [20, 40, 60, 16]


class Eyes:
    """Reads white."""

    def __init__(self) -> None:
        self.looks = 0

    def read(self, picture: Picture) -> tuple[Reading, ...]:
        self.looks += 1
        white = np.frombuffer(picture.bgr, np.uint8).reshape(picture.height, picture.width, 3).min(axis=2) > 200
        return (Reading("left", ((0, 0),) * 4, 90),) if white.any() else ()


def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: range, places: list[list[object]]) -> tuple[dict[str, list], int]:
    frames = [np.full((96, 128, 3), 60, np.uint8) for _ in range(60)]
    for number in shown:
        frames[number][44:52, 30:70] = 255
    film = write_film(tmp_path / "a.mp4", frames)
    (tmp_path / "intake.json").write_text(json.dumps(plain(take_in(film))))
    eyes = Eyes()
    monkeypatch.setattr(reread, "hold", lambda *_: eyes)
    inputs = {"film": str(film), "intake": str(tmp_path / "intake.json")}
    recipe = {"provider": "eyes", "texts": [["t1", BOX, places]]}
    made = reread.run(Job("reread", recipe, inputs, str(tmp_path)))
    return json.loads(made["left"].read_text()), eyes.looks


PLACES: list[list[object]] = [[10, ""], [25, ""], [40, ""]]


@pytest.mark.parametrize("frame", [10, 25, 40])
def test_a_rest_on_any_of_the_three_frames_is_found_with_its_frame(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, frame: int
) -> None:
    left, _ = read(tmp_path, monkeypatch, range(frame - 2, frame + 3), PLACES)
    assert left == {"t1": ["left", frame]}


def test_nothing_left_costs_one_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(tmp_path, monkeypatch, range(0), PLACES) == ({}, 1)


def test_frames_far_apart_are_looked_for_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reread, "_PASS", 5)
    assert read(tmp_path, monkeypatch, range(38, 43), PLACES)[0] == {"t1": ["left", 40]}


def test_a_text_that_outlasts_the_film_is_looked_at_where_there_is_a_picture(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read(tmp_path, monkeypatch, range(8, 12), [[10, ""], [59, ""], [80, ""]])[0] == {"t1": ["left", 10]}
