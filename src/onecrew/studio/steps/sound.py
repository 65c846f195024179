"""The sound of a film from outside. In: ``film``, ``intake``. Out: ``sound`` (WAV, in time with its picture). Never: a mix."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from onecrew.media.loudness import RATE
from onecrew.media.sound_file import write_wav
from onecrew.media.source_sound import source_sound
from onecrew.studio.steps.intake import taken_in
from onecrew.studio.worker import Job


def run(job: Job) -> dict[str, Path]:
    """Its first sound track; silence when it has none."""
    intake = taken_in(job)
    if intake.sounds:
        sound = source_sound(job.file("film"), intake)
    else:
        sound = np.zeros((round(intake.seconds * RATE), 2), np.float32)
    target = job.new_file(".wav")
    write_wav(sound, target)
    return {"sound": target}
