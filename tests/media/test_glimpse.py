"""The report shows and plays the original of every line without the film."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from odd_films import Heard, beep, number_of, numbered, write_film

from onecrew.media.intake import take_in
from onecrew.media.sound_file import write_wav
from onecrew.studio.steps import glimpse
from onecrew.studio.worker import Job
from onecrew.units.digest import plain


def glimpses(tmp_path: Path, *lines: list[object]) -> dict[str, dict[str, str]]:
    sound = beep(1.5, 3)
    film = write_film(tmp_path / "a.mp4", [numbered(n) for n in range(75)], sounds=[Heard(sound)])
    (tmp_path / "intake.json").write_text(json.dumps(plain(take_in(film))))
    write_wav(sound, tmp_path / "sound.wav")
    inputs = {"film": str(film), "intake": str(tmp_path / "intake.json"), "sound": str(tmp_path / "sound.wav")}
    made = glimpse.run(Job("glimpse", {"lines": list(lines)}, inputs, str(tmp_path)))
    return json.loads(made["glimpses"].read_text())


def test_a_line_has_its_own_frame_and_its_own_sound(tmp_path: Path) -> None:
    found = glimpses(tmp_path, ["1.1", "7/5", "2", 42])
    still = cv2.imdecode(np.frombuffer(base64.b64decode(found["1.1"]["still"]), np.uint8), cv2.IMREAD_COLOR)
    assert number_of(still) == 42
    assert max(still.shape[:2]) <= 160
    with av.open(io.BytesIO(base64.b64decode(found["1.1"]["sound"]))) as file:
        sound = np.concatenate([frame.to_ndarray()[0] for frame in file.decode(audio=0)])
    assert len(sound) / 24_000 == pytest.approx(0.8, abs=0.12)
    assert np.abs(sound).max() > 0.1


def test_a_line_after_the_last_picture_has_a_sound_alone(tmp_path: Path) -> None:
    found = glimpses(tmp_path, ["1.1", "1", "2", 900])
    assert found["1.1"]["still"] == ""
    assert found["1.1"]["sound"]
