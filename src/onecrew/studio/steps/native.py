"""What people say in a take. In: ``film``, the lines asked for. Out: ``audio LINE`` (WAV), ``speech LINE`` (JSON). Never: the cut.

The lines are found by the words that are heard, so each has its own recording and its time in the take, like one that was spoken
for it. A take in which something else is said does not count.
"""

from __future__ import annotations

import json
import wave
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from onecrew.media.decode import read_audio
from onecrew.media.loudness import RATE
from onecrew.media.measure import levels
from onecrew.providers.transcription import Word
from onecrew.providers.transcription.words import divided, word_error_rate
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job
from onecrew.units import MediaError, Unfit

__all__ = ["release", "run"]

_LISTENS = 16_000
_BEFORE, _AFTER = Fraction(8, 100), Fraction(15, 100)
"""Seconds kept around the words: onsets and last sounds begin and end softly."""
_FADE = RATE // 100
_QUIET = 0.03
"""Of a line's loudest hundredth of a second: below it nobody has begun to speak, whatever the words' times say."""
_OTHER_WORDS = 0.5
"""Share of wrong words from which on something else is said."""


def run(job: Job) -> dict[str, Path]:
    """Find ``recipe["lines"]`` (id and text, in order) within the first ``seconds`` of the take.

    Raises:
        Unfit: the take is silent, or says something else.
    """
    told = job.recipe
    length = Fraction(told["seconds"])
    film = job.file("film")
    try:
        sound = read_audio(film, RATE, 1)[: round(length * RATE), 0]
    except MediaError as fact:
        raise _unfit(told, f"was to speak and has no sound: {fact}") from fact
    heard = read_audio(film, _LISTENS, 1)[: round(length * _LISTENS), 0]
    pcm = np.round(np.clip(heard, -1, 1) * 32767).astype("<i2").tobytes()
    transcript = hold("transcription", told["provider"]).transcribe(pcm, _LISTENS, told["language"], told["hint"])
    texts = [text for _, text in told["lines"]]
    parts = divided(texts, transcript.text, told["language"])
    spans = _spans(parts, transcript.words, length)
    made: dict[str, Path] = {}
    for (id, text), part, span in zip(told["lines"], parts, spans, strict=True):
        if span is None or word_error_rate(text, part, told["language"]) > _OTHER_WORDS:
            said = f"says {part!r} where {text!r} was asked for" if part.strip() else f"does not say {text!r}"
            raise _unfit(told, said)
        made |= _recording(job, id, sound, *span)
    return made


def _spans(parts: Sequence[str], words: Sequence[Word], length: Fraction) -> list[tuple[Fraction, Fraction] | None]:
    """When each part is heard, by its share of the letters that were written down; none overlaps the next."""
    spans: list[tuple[Fraction, Fraction] | None] = []
    left = list(words)
    for part in parts:
        wanted, mine = sum(not letter.isspace() for letter in part), []
        while left and wanted > 0:
            mine.append(left.pop(0))
            wanted -= sum(not letter.isspace() for letter in mine[-1].text)
        spans.append((mine[0].start, mine[-1].end) if mine else None)
    found: list[tuple[Fraction, Fraction] | None] = []
    for number, span in enumerate(spans):
        if span is None:
            found.append(None)
            continue
        before = next((one[1] for one in reversed(spans[:number]) if one is not None), Fraction(0))
        after = next((one[0] for one in spans[number + 1 :] if one is not None), length)
        start = max(span[0] - _BEFORE, (before + span[0]) / 2 if number else Fraction(0), Fraction(0))
        end = min(span[1] + _AFTER, (span[1] + after) / 2 if number + 1 < len(spans) else length)
        found.append((start, max(end, start + Fraction(1, 10))))
    return found


def _recording(job: Job, id: str, sound: np.ndarray, start: Fraction, end: Fraction) -> dict[str, Path]:
    start = _onset(sound, start, end)
    said = sound[round(start * RATE) : round(end * RATE)].copy()
    ramp = np.linspace(0, 1, min(_FADE, len(said) // 2), dtype=np.float32)
    said[: len(ramp)] *= ramp
    said[len(said) - len(ramp) :] *= ramp[::-1]
    pcm = np.round(np.clip(said, -1, 1) * 32767).astype("<i2").tobytes()
    audio, speech = job.new_file(".wav"), job.new_file(".json")
    with wave.open(str(audio), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm)
    seconds = Fraction(len(said), RATE)
    told = {
        "seconds": str(seconds),
        "start": str(start),
        # No mouth is drawn from it: the take has its own.
        "phones": [["", "0", str(seconds)]],
        "levels": list(levels(pcm, RATE)),
    }
    speech.write_text(json.dumps(told, separators=(",", ":")), encoding="utf-8")
    return {f"audio {id}": audio, f"speech {id}": speech}


def _onset(sound: np.ndarray, start: Fraction, end: Fraction) -> Fraction:
    """Where the voice begins: a model that listens puts its first word too early, by up to a fifth of a second."""
    said = sound[round(start * RATE) : round(end * RATE)]
    count = len(said) // _FADE
    power = np.sqrt(np.square(said[: count * _FADE].reshape(count, _FADE), dtype=np.float64).mean(axis=1))
    loud = np.flatnonzero(power > power.max(initial=0.0) * _QUIET)
    first = Fraction(int(loud[0]) * _FADE, RATE) if len(loud) else Fraction(0)
    return start + max(Fraction(0), first - Fraction(2, 100))


def _unfit(told: dict[str, Any], fact: str) -> Unfit:
    ours = f'let our voice speak with "{told["shot"]}" = "ours" under [voices]'
    return Unfit(f"{told['take']} {fact}", faults=(fact,), instead=ours)
