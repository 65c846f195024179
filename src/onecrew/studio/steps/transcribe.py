"""A spoken line is written down again. In: ``audio`` (WAV), the language. Out: ``transcript`` (JSON). Never: judging it."""

from __future__ import annotations

import json
import wave
from pathlib import Path

from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job

__all__ = ["release", "run"]


def run(job: Job) -> dict[str, Path]:
    """Transcribe the audio with ``recipe["provider"]``, told its ``recipe["language"]`` and the names it may hold."""
    with wave.open(str(job.file("audio"))) as sound:
        pcm, rate = sound.readframes(sound.getnframes()), sound.getframerate()
    provider = hold("transcription", job.recipe["provider"])
    heard = provider.transcribe(pcm, rate, job.recipe["language"], job.recipe["hint"])
    told = {
        "text": heard.text,
        "language": heard.language,
        "words": [[word.text, str(word.start), str(word.end), word.confidence] for word in heard.words],
    }
    transcript = job.new_file(".json")
    transcript.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return {"transcript": transcript}
