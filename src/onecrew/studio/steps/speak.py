"""A line is spoken. In: an Utterance and the name of a provider. Out: ``audio`` (WAV) and ``speech`` (JSON). Never: fitting."""

from __future__ import annotations

import json
import wave
from pathlib import Path

from onecrew.media.measure import levels
from onecrew.providers.speech import Utterance
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job
from onecrew.units.revive import revive

__all__ = ["release", "run"]


def run(job: Job) -> dict[str, Path]:
    """Speak ``recipe["utterance"]`` with ``recipe["provider"]``."""
    utterance = revive(Utterance, job.recipe["utterance"])
    audio = hold("speech", job.recipe["provider"]).speak(utterance)
    sound, speech = job.new_file(".wav"), job.new_file(".json")
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(audio.rate)
        file.writeframes(audio.pcm)
    told = {
        "seconds": str(audio.seconds),
        "phones": [[phone.symbol, str(phone.start), str(phone.end)] for phone in audio.phones],
        "levels": list(levels(audio.pcm, audio.rate)),
    }
    speech.write_text(json.dumps(told, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    return {"audio": sound, "speech": speech}
