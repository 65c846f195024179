"""A line of a film is drafted in English by ear. In: ``speech``, when it is heard. Out: ``draft`` (JSON). Never: the PO files.

For languages no text translator here handles. What it says is a gist, and is marked as a draft like every machine's work.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np

from onecrew.media.decode import read_audio
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job
from onecrew.units import Broken

__all__ = ["release", "run"]

RATE = 16_000
_ROOM = Fraction(3, 20)
"""Seconds kept around a line: its first and last sounds are soft."""


def run(job: Job) -> dict[str, Path]:
    """What is said from ``recipe["start"]`` to ``recipe["end"]``, in English."""
    recipe = job.recipe
    start, end = Fraction(recipe["start"]) - _ROOM, Fraction(recipe["end"]) + _ROOM
    sound = read_audio(job.file("speech"), RATE, 1)[max(0, int(start * RATE)) : int(end * RATE), 0]
    pcm = np.round(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
    text = hold("transcription", recipe["provider"]).to_english(pcm, RATE, recipe["language"])
    if not text.strip():
        raise Broken(f"{recipe['provider']} understood nothing of line {recipe['line']}; write it into the .po file")
    draft = job.new_file(".json")
    draft.write_text(json.dumps({"text": text.strip()}, ensure_ascii=False), encoding="utf-8")
    return {"draft": draft}
