"""A finished film is measured. In: ``film``, stems, the cut, its pictures. Out: ``measures`` (JSON). Never: judging."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onecrew.animation.lips import opening
from onecrew.animation.picture import Picture, Speaking
from onecrew.media.decode import read_audio
from onecrew.media.loudness import RATE, meter, plain_loudness, short_term
from onecrew.media.measure import best_lag, clicks, watch
from onecrew.media.probe import probe
from onecrew.studio.steps.recipes import Measured
from onecrew.studio.worker import Job
from onecrew.units.revive import revive

_QUIET = 10 ** (-48 / 20)
"""A voice begins where it first rises above this share of full scale (the stem is near -16 LUFS)."""
_LEVEL_RATE = 25


def run(job: Job) -> dict[str, Path]:
    """Measure the film of the recipe."""
    told = revive(Measured, job.recipe)
    film = job.file("film")
    sound = read_audio(film, RATE, 2)
    loud = meter(sound)
    curve = short_term(sound)
    dialogue = read_audio(job.file("dialogue"), RATE, 2)
    bed = read_audio(job.file("music"), RATE, 2) + read_audio(job.file("effects"), RATE, 2)
    info = probe(film)
    seen = watch(film)
    measures: dict[str, Any] = {
        "integrated": round(loud.integrated, 2),
        "true_peak": round(loud.true_peak, 2),
        "loudness_curve": [[round(number / 10 + 3, 1), round(float(level), 1)] for number, level in enumerate(curve)][::5],
        "picture_seconds": float(seen.frames / told.rate),
        "sound_seconds": len(sound) / RATE,
        "container_seconds": float(info.seconds),
        "frames": seen.frames,
        "frames_expected": int(told.length * told.rate),
        "black": _outside(seen.black, told.black),
        "frozen": _outside((*seen.frozen, *seen.repeated), told.still),
        "flicker": [round(float(time), 2) for time in seen.flicker],
        "clicks": [round(float(time), 3) for time in clicks(sound)],
        "onsets": _onsets(told, dialogue),
        "over_bed": _over_bed(told, dialogue, bed),
        "lips": _lips(told),
    }
    file = job.new_file(".json")
    file.write_text(json.dumps(measures), encoding="utf-8")
    return {"measures": file}


def _outside(spans: Any, allowed: tuple[tuple[Fraction, Fraction], ...]) -> list[list[float]]:
    """Spans that do not lie within one the script asked for."""
    found = []
    for start, end in spans:
        if not any(begin - Fraction(1, 10) <= start and end <= finish + Fraction(1, 10) for begin, finish in allowed):
            found.append([round(float(start), 2), round(float(end), 2)])
    return found


def _onsets(told: Measured, dialogue: npt.NDArray[np.float32]) -> dict[str, float]:
    """Seconds by which each line is heard later than its place says, from the dialogue stem.

    Speech begins up to 20 ms after the beginning of its recording, which counts as heard late.
    """
    level = np.abs(dialogue).max(axis=1)
    found: dict[str, float] = {}
    for line in told.lines:
        start = float(line.start)
        others = [float(one.end) for one in told.lines if one.line != line.line and one.start < line.start]
        begin = max([start - 0.15, *(end for end in others if end < start + 0.3)])
        first, last = round(max(0.0, begin) * RATE), round((start + 0.5) * RATE)
        loud = np.flatnonzero(level[first:last] > _QUIET)
        if len(loud):
            found[line.line] = round((first + int(loud[0])) / RATE - start, 4)
    return found


def _over_bed(told: Measured, dialogue: npt.NDArray[np.float32], bed: npt.NDArray[np.float32]) -> dict[str, float]:
    """LU by which each line stands above the bed while it is heard."""
    found: dict[str, float] = {}
    for line in told.lines:
        first, last = round(float(line.start) * RATE), round(float(line.end) * RATE)
        under = plain_loudness(bed[first:last])
        if last - first > RATE // 5:
            found[line.line] = round(min(60.0, plain_loudness(dialogue[first:last]) - under), 1)
    return found


def _lips(told: Measured) -> dict[str, float]:
    """Seconds by which each mouth that is seen moves later (positive) than the voice: the best lag of opening against level."""
    found: dict[str, float] = {}
    for line, picture in told.pictures:
        for one in picture.speaking:
            lag = _lag(picture, one)
            if lag is not None:
                found[line] = lag
    return found


def _lag(picture: Picture, one: Speaking) -> float | None:
    first = max(0, -int(one.start * _LEVEL_RATE))
    last = min(len(one.levels), int((picture.seconds - one.start) * _LEVEL_RATE))
    if not one.mouth or last - first < 20:
        return None
    # Levels are 25 a second; both curves are compared at 100 a second so that a lag is known to 10 ms.
    times = np.arange(first / _LEVEL_RATE, last / _LEVEL_RATE, 0.01)
    levels = np.interp(times, (np.arange(len(one.levels)) + 0.5) / _LEVEL_RATE, one.levels)
    mouth = np.array([opening(picture, one.who, float(one.start) + float(time)) for time in times])
    if mouth.std() < 1e-3 or levels.std() < 1e-3:
        return None
    return round(float(best_lag(mouth, levels, 100, 0.3)), 3)
