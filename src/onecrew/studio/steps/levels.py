"""How loud a film's voices are, a hundred times a second. In: ``speech``. Out: ``levels`` (JSON: dB full scale). Never: words."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from onecrew.media.decode import read_audio
from onecrew.studio.worker import Job

RATE = 16_000
PER_SECOND = 100


def run(job: Job) -> dict[str, Path]:
    """Root mean square of every hundredth of a second, rounded to whole decibels."""
    speech = read_audio(job.file("speech"), RATE, 1)[:, 0]
    hop = RATE // PER_SECOND
    frames = speech[: len(speech) // hop * hop].reshape(-1, hop).astype(np.float64)
    levels = np.round(10 * np.log10(np.square(frames).mean(axis=1) + 1e-10)).astype(int)
    target = job.new_file(".json")
    target.write_text(json.dumps(levels.tolist()), encoding="utf-8")
    return {"levels": target}
