"""A finished film is measured. In: ``film``, stems, the cut, its pictures. Out: ``measures`` (JSON). Never: judging.

What is seen comes from the figures of the pieces the film is joined from, where they are given; else the film is watched.
"""

from __future__ import annotations

import json
import wave
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onecrew.animation.lips import lips_of
from onecrew.animation.picture import Picture, Speaking
from onecrew.media.decode import read_audio, read_wav
from onecrew.media.loudness import RATE, meter, short_term
from onecrew.media.measure import Watched, best_lag, clicks, correlation, joined, over_bed, picture_frames, watch, watched
from onecrew.media.probe import probe
from onecrew.studio.steps.figures import read_figures
from onecrew.studio.steps.recipes import Measured, MeasuredLine
from onecrew.studio.worker import Job
from onecrew.units.revive import revive

_HEARD, _REACH = 1.2, 0.25
"""Seconds of a line that are looked for in the stem, and how far from its place."""
_LEVEL_RATE = 25
Stereo = npt.NDArray[np.float32]


def run(job: Job) -> dict[str, Path]:
    """Measure the film of the recipe."""
    told = revive(Measured, job.recipe)
    film = job.file("film")
    sound = read_audio(film, RATE, 2)
    loud = meter(sound)
    curve = short_term(sound)
    dialogue, music, effects = (read_wav(job.file(stem)) for stem in ("dialogue", "music", "effects"))
    info = probe(film)
    seen = _seen(job, film, told.rate)
    frames = picture_frames(film, told.rate)
    heard = {line.line: (line.start, line.end) for line in told.lines}
    own = _watched(job)
    measures: dict[str, Any] = {
        "integrated": round(loud.integrated, 2),
        "true_peak": round(loud.true_peak, 2),
        "loudness_curve": [[round(number / 10 + 3, 1), round(float(level), 1)] for number, level in enumerate(curve)][::5],
        "picture_seconds": float(frames / told.rate),
        "sound_seconds": len(sound) / RATE,
        "container_seconds": float(info.seconds),
        "frames": frames,
        "frames_expected": int(told.length * told.rate),
        "black": _outside(seen.black, (*told.black, *own)),
        "frozen": _outside((*seen.frozen, *seen.repeated), (*told.still, *own)),
        "flicker": [round(float(time), 2) for time in seen.flicker],
        "clicks": [round(float(time), 3) for time in clicks(sound)],
        "onsets": _onsets(job, told, dialogue),
        "over_bed": {
            line: round(value, 1)
            for line, value in zip(heard, over_bed(dialogue, (music, effects), list(heard.values())), strict=True)
        },
        "lips": _lips(told),
        **_bed(job, told, music, effects),
    }
    file = job.new_file(".json")
    file.write_text(json.dumps(measures), encoding="utf-8")
    return {"measures": file}


def _seen(job: Job, film: Path, rate: Fraction) -> Watched:
    """What the film shows."""
    pieces = [read_figures(job.file(name)) for name in sorted(job.inputs) if name.startswith("figures ")]
    return watched(joined(pieces), rate) if pieces else watch(film)


def _watched(job: Job) -> list[tuple[Fraction, Fraction]]:
    """Stretches in which an existing film is black, still or repeats itself; none of a film that is made."""
    if "watched" not in job.inputs:
        return []
    told = json.loads(job.file("watched").read_text(encoding="utf-8"))
    return [(Fraction(start), Fraction(end)) for spans in told.values() for start, end in spans]


def _outside(spans: Any, allowed: Sequence[tuple[Fraction, Fraction]]) -> list[list[float]]:
    """Spans that do not lie within one the script asked for."""
    found = []
    for start, end in spans:
        if not any(begin - Fraction(1, 10) <= start and end <= finish + Fraction(1, 10) for begin, finish in allowed):
            found.append([round(float(start), 2), round(float(end), 2)])
    return found


def _onsets(job: Job, told: Measured, dialogue: Stereo) -> dict[str, float]:
    """Seconds by which each line is heard later than its place says: the best lag of its recording's envelope in the stem.

    The stem holds all voices: of a line that begins while another is heard, or is spoken into at once, nothing can be told.
    """
    found: dict[str, float] = {}
    for line in told.lines:
        if _spoken_into(line, told.lines):
            continue
        with wave.open(str(job.file(f"line {line.line}"))) as file:
            rate = file.getframerate()
            data = np.asarray(np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768, np.float32)
        own = _envelope(data[: round(_HEARD * float(line.tempo) * rate)], rate * float(line.tempo))
        first = round((float(line.start) - _REACH) * RATE)
        around = dialogue[max(0, first) : max(0, first + round((2 * _REACH + _HEARD) * RATE))].mean(axis=1)
        stem = _envelope(np.concatenate((np.zeros(max(0, -first), np.float32), around)), RATE)
        if len(stem) > len(own) > 50 and own.std() > 0:
            likeness = np.correlate(stem - stem.mean(), own - own.mean(), "valid")
            found[line.line] = round(int(likeness.argmax()) / 1000 - _REACH, 3)
    return found


def _spoken_into(line: MeasuredLine, lines: Sequence[MeasuredLine]) -> bool:
    """Whether another line is heard in the stretch by which this one is looked for."""
    end = min(line.end, line.start + Fraction(_HEARD))
    return any(other.line != line.line and other.start < end and line.start < other.end for other in lines)


def _envelope(samples: npt.NDArray[np.float32], rate: float) -> npt.NDArray[np.float64]:
    """Root mean square of every millisecond, on a scale between level and decibels, so that soft beginnings count."""
    count = int(len(samples) / rate * 1000)
    edges = np.round(np.arange(count + 1) * rate / 1000).astype(np.int64)
    power = np.concatenate(([0.0], np.cumsum(np.square(samples, dtype=np.float64))))
    return np.asarray((np.diff(power[edges]) / np.maximum(1, np.diff(edges))) ** 0.2)


def _bed(job: Job, told: Measured, music: Stereo, effects: Stereo) -> dict[str, float]:
    """How the bed of a dubbed film differs from the film's own sound where nobody speaks, before or now.

    ``bed_level``: dB, the level of the whole mix left out of account, at the tenth of a second where it is worst of the middle
    nine tenths. ``bed_width``: change of the correlation of left and right.
    """
    if "sound" not in job.inputs:
        return {}
    sound, bed = read_wav(job.file("sound")), music + effects
    count = min(len(sound), len(bed))
    quiet = np.ones(count // (RATE // 10), np.bool_)
    spans = [(Fraction(start), Fraction(end)) for start, end in json.loads(job.file("spans").read_text(encoding="utf-8"))]
    # A mix fades its bed back for half a second after a line.
    for start, end in [*spans, *((line.start - Fraction(1, 4), line.end + Fraction(3, 4)) for line in told.lines)]:
        quiet[max(0, int(start * 10)) : int(end * 10) + 1] = False
    shape = (len(quiet), RATE // 10, 2)
    before = sound[: len(quiet) * (RATE // 10)].reshape(shape)[quiet]
    after = bed[: len(quiet) * (RATE // 10)].reshape(shape)[quiet]
    levels = [10 * np.log10(np.square(one, dtype=np.float64).mean(axis=(1, 2)) + 1e-12) for one in (before, after)]
    heard = levels[0] > -60
    if heard.sum() < 10:
        return {}
    change = levels[1][heard] - levels[0][heard]
    change -= np.median(change)
    low, high = np.percentile(change, (5, 95))
    width = correlation(after.reshape(-1, 2)) - correlation(before.reshape(-1, 2))
    return {"bed_level": round(float(max(-low, high)), 2), "bed_width": round(float(width), 3)}


def _lips(told: Measured) -> dict[str, float]:
    """Seconds by which mouths that are seen move later (positive) than the voice, for each line and, as ``all``, for the film."""
    found: dict[str, float] = {}
    mouths: list[npt.NDArray[np.float64]] = []
    voices: list[npt.NDArray[np.float64]] = []
    for line, picture in told.pictures:
        for one in picture.speaking:
            curves = _curves(picture, one)
            if curves is None:
                continue
            found[line] = round(float(best_lag(*curves, 100, 0.3)), 3)
            # Silence between lines, so that no lag pairs one line's mouth with another's voice.
            mouths += [curves[0] - curves[0].mean(), np.zeros(40)]
            voices += [curves[1] - curves[1].mean(), np.zeros(40)]
    if found:
        found["all"] = round(float(best_lag(np.concatenate(mouths), np.concatenate(voices), 100, 0.3)), 3)
    return found


def _curves(picture: Picture, one: Speaking) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]] | None:
    """A mouth's opening and its voice's level, 100 times a second, while both are in the shot; None when that is too short."""
    first = max(0, -int(one.start * _LEVEL_RATE))
    last = min(len(one.levels), int((picture.seconds - one.start) * _LEVEL_RATE))
    if not one.mouth or last - first < 20:
        return None
    times = np.arange(first / _LEVEL_RATE, last / _LEVEL_RATE, 0.01)
    levels = np.interp(times, (np.arange(len(one.levels)) + 0.5) / _LEVEL_RATE, one.levels)
    lips = lips_of(one, picture.language)
    shapes = [lips.at(float(one.start) + time) for time in times.tolist()]
    mouth = np.array([0.0 if shape is None else shape.open for shape in shapes])
    if mouth.std() < 1e-3 or levels.std() < 1e-3:
        return None
    return mouth, levels
