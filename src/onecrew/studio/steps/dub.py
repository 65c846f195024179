"""A film's sound in another language. In: ``sound``, ``speech``, ``bed``, the new lines. Out: ``master``, stems. Never: words."""

from __future__ import annotations

from pathlib import Path

from onecrew.media.decode import read_audio
from onecrew.media.dub import NewLine, dub
from onecrew.media.loudness import RATE
from onecrew.media.sound_file import write_wav
from onecrew.studio.steps.mix import read_line
from onecrew.studio.steps.recipes import Dub
from onecrew.studio.worker import Job
from onecrew.units import TimeRange
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """Dub the recipe; the audio of a line is the input ``line ID``."""
    told = revive(Dub, job.recipe)
    lines = []
    for one in told.lines:
        samples, rate = read_line(job.file(f"line {one.line}"))
        lines.append(NewLine(samples, rate, one.start, one.tempo, TimeRange(one.original_start, one.original_end)))
    sound, speech, bed = (read_audio(job.file(name), RATE, 2) for name in ("sound", "speech", "bed"))
    kept = [TimeRange(start, end) for start, end in told.kept]
    mixed = dub(sound, speech, bed, lines, kept, told.length, float(told.loudness))
    made: dict[str, Path] = {}
    for name, samples in {"master": mixed.master, **mixed.stems}.items():
        made[name] = job.new_file(".wav")
        write_wav(samples, made[name])
    return made
