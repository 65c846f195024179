"""Whether lines are heard where they should be: in the stem of all voices, each by its own recording."""

from __future__ import annotations

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from onecrew.media.loudness import RATE
from onecrew.studio.steps.measure import _onsets
from onecrew.studio.steps.recipes import Measured, MeasuredLine
from onecrew.studio.worker import Job


def voice(seed: int, seconds: float) -> npt.NDArray[np.float32]:
    """Syllables: bursts of noise of uneven length and loudness."""
    random = np.random.default_rng(seed)
    sound = np.zeros(int(seconds * RATE), np.float32)
    at = 0
    while at < len(sound):
        length = int(random.uniform(0.05, 0.2) * RATE)
        piece = sound[at : at + length]
        piece += random.normal(0, random.uniform(0.05, 0.3), len(piece)).astype(np.float32)
        at += length + int(random.uniform(0.03, 0.12) * RATE)
    return sound


def onsets(folder: Path, lines: dict[str, tuple[float, float]], heard: dict[str, float]) -> dict[str, float]:
    """``lines``: place and length; ``heard``: where each is in the stem."""
    stem = np.zeros((RATE * 8, 2), np.float32)
    inputs = {}
    for number, (line, (_, seconds)) in enumerate(lines.items()):
        sound = voice(number, seconds)
        start = int(heard[line] * RATE)
        stem[start : start + len(sound)] += sound[:, None]
        file = folder / f"{line}.wav"
        with wave.open(str(file), "wb") as out:
            out.setnchannels(1)
            out.setsampwidth(2)
            out.setframerate(RATE)
            out.writeframes((sound * 32767).clip(-32767, 32767).astype("<i2").tobytes())
        inputs[f"line {line}"] = str(file)
    told = tuple(
        MeasuredLine(line, Fraction(str(start)), Fraction(str(start)) + Fraction(str(seconds)), Fraction(1))
        for line, (start, seconds) in lines.items()
    )
    measured = Measured(Fraction(25), Fraction(8), told, (), (), ())
    return _onsets(Job("measure", None, inputs, str(folder)), measured, stem)


def test_a_line_is_heard_where_it_is_or_as_late_as_it_is(tmp_path: Path) -> None:
    found = onsets(tmp_path, {"1": (1.0, 1.5), "2": (3.0, 1.5)}, {"1": 1.0, "2": 3.12})
    assert found == {"1": pytest.approx(0, abs=0.005), "2": pytest.approx(0.12, abs=0.005)}


def test_of_two_who_speak_together_nothing_is_told(tmp_path: Path) -> None:
    lines = {"1": (1.0, 1.5), "2": (1.0, 1.2), "3": (4.0, 1.5)}
    assert set(onsets(tmp_path, lines, {line: start for line, (start, _) in lines.items()})) == {"3"}


def test_a_line_that_follows_at_once_is_still_looked_at(tmp_path: Path) -> None:
    lines = {"1": (1.0, 1.5), "2": (2.5, 1.5)}
    assert set(onsets(tmp_path, lines, {"1": 1.0, "2": 2.5})) == {"1", "2"}
