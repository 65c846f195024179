"""Spoken lines are written down again. In: their audio in order, the language. Out: ``transcript`` (JSON). Never: judging it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from onecrew.media.decode import read_audio
from onecrew.studio.spoken import PAUSE
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job

RATE = 16_000
"""Hertz the lines are brought to, whichever provider each is from: what transcription models listen at."""

__all__ = ["release", "run"]


def run(job: Job) -> dict[str, Path]:
    """Transcribe the lines in one go with ``recipe["provider"]``, told their ``recipe["language"]`` and the names they may hold.

    Times in the transcript count from the first line's beginning, with ``PAUSE`` between the lines.
    """
    silence = np.zeros(round(PAUSE * RATE), np.float32)
    said = [piece for name in sorted(job.inputs) for piece in (silence, read_audio(job.file(name), RATE, 1)[:, 0])][1:]
    pcm = np.round(np.clip(np.concatenate(said), -1, 1) * 32767).astype("<i2").tobytes()
    provider = hold("transcription", job.recipe["provider"])
    heard = provider.transcribe(pcm, RATE, job.recipe["language"], job.recipe["hint"])
    told = {
        "text": heard.text,
        "language": heard.language,
        "words": [[word.text, str(word.start), str(word.end), word.confidence] for word in heard.words],
    }
    transcript = job.new_file(".json")
    transcript.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return {"transcript": transcript}
