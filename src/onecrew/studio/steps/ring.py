"""The room tone of a place is made, to go round as long as it is needed. In: the place. Out: ``sound`` (WAV). Never: when."""

from __future__ import annotations

from pathlib import Path

from onecrew.media.ambience import ring_of
from onecrew.media.sound_file import write_wav
from onecrew.studio.worker import Job


def run(job: Job) -> dict[str, Path]:
    """The ring of ``recipe["place"]`` at its ``time``, in its ``weather``, ``interior`` or not."""
    told = job.recipe
    target = job.new_file(".wav")
    write_wav(ring_of(told["place"], told["time"], told["weather"], told["interior"]), target)
    return {"sound": target}
