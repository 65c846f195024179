"""What is said in one shot, as a sound as long as the shot. In: spoken lines. Out: ``sound`` (WAV, 16 bits). Never: the bed."""

from __future__ import annotations

import wave
from fractions import Fraction
from pathlib import Path

import numpy as np

from onecrew.media.decode import read_audio
from onecrew.media.loudness import RATE
from onecrew.media.stretch import stretch
from onecrew.studio.worker import Job


def run(job: Job) -> dict[str, Path]:
    """The lines of the recipe (id, when it begins in the shot, tempo) over ``seconds``; what lies outside the shot is left out."""
    sound = np.zeros(round(Fraction(job.recipe["seconds"]) * RATE), np.float32)
    for line, start, tempo in job.recipe["lines"]:
        said = stretch(read_audio(job.file(f"line {line}"), RATE, 1)[:, 0], Fraction(tempo))
        first = round(Fraction(start) * RATE)
        said = said[max(0, -first) :][: max(0, len(sound) - max(0, first))]
        sound[max(0, first) : max(0, first) + len(said)] += said
    made = job.new_file(".wav")
    with wave.open(str(made), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(np.round(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes())
    return {"sound": made}
