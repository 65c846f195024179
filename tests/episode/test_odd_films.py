"""Films that are hardly films: silence, music alone, a text that never leaves, one picture a second."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt
import pytest

from onecrew.media.probe import probe
from onecrew.studio.localise import Localised, localise
from onecrew.units import Language

pytestmark = pytest.mark.slow
Sound = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]
EN, PT = Language("en"), Language("pt-BR")


def film(path: Path, rate: int = 25, sound: Sound | None = None, text: str = "", seconds: int = 5) -> Path:
    """A bar goes over a grey ground; 360×640."""
    with av.open(str(path), "w") as container:
        picture = container.add_stream("libx264", rate=rate, options={"preset": "ultrafast"})
        picture.width, picture.height, picture.pix_fmt = 360, 640, "yuv420p"
        heard = container.add_stream("aac", rate=48000, layout="stereo") if sound is not None else None
        for number in range(seconds * rate):
            frame = np.full((640, 360, 3), 60, np.uint8)
            left = number * 3 % 300
            frame[:, left : left + 60] = 140
            if text:
                cv2.putText(frame, text, (20, 500), cv2.FONT_HERSHEY_SIMPLEX, 1.1, (255, 255, 255), 3)
            container.mux(picture.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")))
        container.mux(picture.encode(None))
        if heard is not None and sound is not None:
            wave = sound(np.arange(seconds * 48000) / 48000).astype(np.float32)
            for start in range(0, len(wave), 1024):
                block = np.ascontiguousarray(np.stack([wave[start : start + 1024]] * 2))
                piece = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
                piece.sample_rate, piece.pts, piece.time_base = 48000, start, Fraction(1, 48000)
                container.mux(heard.encode(piece))
            container.mux(heard.encode(None))
    return path


def music(t: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Two notes that swell."""
    return np.asarray(0.2 * np.sin(2 * np.pi * 220 * t) + 0.1 * np.sin(2 * np.pi * 330 * t) * np.sin(4 * np.pi * t))


def silence(t: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.zeros_like(t)


def abroad(folder: Path, source: Path) -> tuple[Path, list[str]]:
    """The release in Portuguese, and what was said of it."""
    result: Localised = localise([source], folder / "show", EN, [PT])
    (made,) = result.made
    assert not made.errors
    return made.releases[PT] / "episode.mp4", [problem.what for problem in made.problems]


@pytest.mark.parametrize("sound", [None, silence, music])
def test_a_film_without_speech_is_released_as_it_is_and_said(tmp_path: Path, sound: Sound | None) -> None:
    release, told = abroad(tmp_path, film(tmp_path / "film.mp4", sound=sound))
    assert any("nobody says a word in source.mp4" in what for what in told)
    assert abs(probe(release).seconds - 5) < Fraction(1, 10)


def test_a_text_that_never_leaves_stays_and_is_said(tmp_path: Path) -> None:
    _, told = abroad(tmp_path, film(tmp_path / "film.mp4", sound=silence, text="ALWAYS HERE"))
    assert any("'ALWAYS HERE' stands in the picture from beginning to end" in what for what in told)


def test_one_picture_a_second_is_shown_at_a_rate_that_players_know(tmp_path: Path) -> None:
    release, _ = abroad(tmp_path, film(tmp_path / "film.mp4", rate=1, sound=silence, seconds=8))
    assert abs(probe(release).seconds - 8) < Fraction(1, 5)
