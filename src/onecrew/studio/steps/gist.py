"""A line of a film is drafted in English by ear. In: ``speech``, ``sound``. Out: ``draft`` (JSON). Never: the PO files.

For languages no text translator here handles. The line is heard alone, in the voices and in the whole sound, and where these
differ once more among its neighbours. What it says is a gist, and is marked as a draft like every machine's work; what nobody can
have said is refused: the draft is empty then and says why, and a person is asked.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np

from onecrew.media.decode import read_audio
from onecrew.providers.transcription import Doubting, Gist, Transcription
from onecrew.studio.spotting.gists import Said, agree, believed, joined, within
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job
from onecrew.units import TimeRange

__all__ = ["release", "run"]

RATE = 16_000
_ROOM = Fraction(3, 20)
"""Seconds kept around a line: its first and last sounds are soft."""
_AROUND = Fraction(6)
"""Seconds of its neighbours it is heard among."""


def run(job: Job) -> dict[str, Path]:
    """What is said from ``recipe["start"]`` to ``recipe["end"]``, in English, with the approved forms of ``recipe["names"]``."""
    recipe = job.recipe
    when = TimeRange(Fraction(recipe["start"]), Fraction(recipe["end"]))
    said = Said(recipe["text"], recipe["language"], when.length)
    forms = [form for _, form in recipe["names"]]
    provider: Transcription = hold("transcription", recipe["provider"])
    # What stands beside the voices helps where parting them took something away, and the other way round.
    sounds = [read_audio(job.file(name), RATE, 1)[:, 0] for name in ("speech", "sound")]
    hearings: list[Gist | None] = []
    for room in (_ROOM, _AROUND):
        if room == _AROUND and agree([one for one in hearings if one is not None], said):
            break
        hearings += [_heard(provider, sound, when, room, recipe["language"], ". ".join(forms)) for sound in sounds]
        if not isinstance(provider, Doubting):
            break
    best = believed([one for one in hearings if one is not None], said)
    lacking = [form for form in forms if best.text and form.casefold() not in best.text.casefold()]
    doubts = [best.doubt, f"the name {', '.join(lacking)} is not in it" if lacking else ""]
    draft = job.new_file(".json")
    told = {"text": best.text, "doubt": "; ".join(one for one in doubts if one)}
    draft.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return {"draft": draft}


def _heard(
    provider: Transcription,
    sound: np.ndarray[tuple[int], np.dtype[np.float32]],
    when: TimeRange,
    room: Fraction,
    language: str,
    hint: str,
) -> Gist | None:
    """What is heard at a time with so much sound around it."""
    begin = max(Fraction(0), when.start - room)
    cut = sound[int(begin * RATE) : int((when.end + room) * RATE)]
    pcm = np.round(np.clip(cut, -1, 1) * 32767).astype("<i2").tobytes()
    if not isinstance(provider, Doubting):
        text = provider.to_english(pcm, RATE, language).strip()
        return Gist(text, when.start, when.end, 0.0, 0.0) if text else None
    gists = provider.gists(pcm, RATE, language, hint)
    return joined(gists) if room == _ROOM else within(gists, TimeRange(when.start - begin, when.end - begin))
