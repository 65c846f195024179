"""A sound effect is made. In: its name and variation. Out: ``sound`` (WAV). Never: when it is heard."""

from __future__ import annotations

from pathlib import Path

from onecrew.media.effects import effect
from onecrew.media.sound_file import write_wav
from onecrew.studio.worker import Job


def run(job: Job) -> dict[str, Path]:
    """The effect ``recipe["name"]`` in its ``recipe["variation"]``."""
    target = job.new_file(".wav")
    write_wav(effect(job.recipe["name"], job.recipe["variation"]), target)
    return {"sound": target}
