"""How the voices of a film sound. In: ``speech``, ``sound``, ``spans``, the lines. Out: ``voices`` (JSON). Never: who it is."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onecrew.media.decode import read_audio
from onecrew.studio.spotting.describe import described
from onecrew.studio.spotting.sounds import cried, outcries
from onecrew.studio.spotting.speakers import middle
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job
from onecrew.units import Refused, TimeRange

__all__ = ["release", "run"]

RATE = 16_000


def run(job: Job) -> dict[str, Path]:
    """The voiceprint and a description of every line of ``recipe["lines"]`` (id, start, end), none where too little is heard; what
    voices do where there are no words (start, end, kind, how sure); and which of ``recipe["doubtful"]`` (ids) are no words either.
    """
    speech, sound = (read_audio(job.file(name), RATE, 1)[:, 0] for name in ("speech", "sound"))
    prints = hold("voiceprint", job.recipe["provider"])
    spans = [TimeRange(Fraction(start), Fraction(end)) for start, end in json.loads(job.file("spans").read_text(encoding="utf-8"))]
    times = {line: TimeRange(Fraction(start), Fraction(end)) for line, start, end in job.recipe["lines"]}
    doubtful = [line for line in job.recipe["doubtful"] if line in times]
    words = [when for line, when in times.items() if line not in doubtful]
    wordless = [doubtful[place] for place in cried(speech, RATE, spans, words, [times[line] for line in doubtful])]
    lines: dict[str, object] = {}
    for line, when in times.items():
        if line in wordless:
            continue
        part = slice(max(0, int(when.start * RATE)), int(when.end * RATE))
        try:
            vector = middle(*(prints.embed(_pcm(one[part]), RATE) for one in (speech, sound)))
        except Refused:
            continue
        lines[line] = {"print": [round(value, 5) for value in vector], **described(speech[part], RATE)}
    said = [when for line, when in times.items() if line not in wordless]
    cries = [
        [str(one.range.start), str(one.range.end), one.kind.value if one.kind is not None else None, one.sure]
        for one in outcries(speech, RATE, [*spans, *(times[line] for line in wordless)], said)
    ]
    target = job.new_file(".json")
    target.write_text(json.dumps({"lines": lines, "outcries": cries, "wordless": wordless}), encoding="utf-8")
    return {"voices": target}


def _pcm(sound: npt.NDArray[np.float32]) -> bytes:
    return np.round(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
