"""Voices are parted from everything else. In: ``sound``, ``effects``, ``tracks``. Out: ``speech``, ``bed``, ``spans`` (JSON).

Never: words.
"""

from __future__ import annotations

import json
from pathlib import Path

from onecrew.media.decode import read_audio
from onecrew.media.loudness import RATE
from onecrew.media.sound_file import write_wav
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job

__all__ = ["release", "run"]


def run(job: Job) -> dict[str, Path]:
    """Part them with ``recipe["provider"]``; ``spans`` are the seconds in which somebody speaks. A film that brings its music and
    effects has them for its bed."""
    parted = hold("separation", job.recipe["provider"]).separate(read_audio(job.file("sound"), RATE, 2))
    speech, bed, spans = job.new_file(".wav"), job.new_file(".wav"), job.new_file(".json")
    write_wav(parted.speech, speech)
    own = json.loads(job.file("tracks").read_text(encoding="utf-8"))["bed"]
    write_wav(read_audio(job.file("effects"), RATE, 2) if own else parted.bed, bed)
    spans.write_text(json.dumps([[str(start), str(end)] for start, end in parted.spans]), encoding="utf-8")
    return {"speech": speech, "bed": bed, "spans": spans}
