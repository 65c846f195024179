"""How the voices of a film's lines sound. In: ``speech``, when each line is heard. Out: ``voices`` (JSON). Never: who it is."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np

from onecrew.media.decode import read_audio
from onecrew.studio.spotting.describe import described
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job
from onecrew.units import Refused

__all__ = ["release", "run"]

RATE = 16_000


def run(job: Job) -> dict[str, Path]:
    """The voiceprint and a description of every line of ``recipe["lines"]`` (id, start, end); none where too little is heard."""
    speech = read_audio(job.file("speech"), RATE, 1)[:, 0]
    prints = hold("voiceprint", job.recipe["provider"])
    told: dict[str, object] = {}
    for line, start, end in job.recipe["lines"]:
        part = speech[max(0, int(Fraction(start) * RATE)) : int(Fraction(end) * RATE)]
        try:
            vector = prints.embed(np.round(np.clip(part, -1, 1) * 32767).astype("<i2").tobytes(), RATE)
        except Refused:
            continue
        told[line] = {"print": [round(value, 5) for value in vector], **described(part, RATE)}
    target = job.new_file(".json")
    target.write_text(json.dumps(told), encoding="utf-8")
    return {"voices": target}
