"""A film from outside is looked at once, frame by frame. In: ``film``, ``intake``. Out: ``seen`` (JSON: cuts, texts). Never: words
of speech, changing anything.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onecrew.media.cuts import Cuts
from onecrew.media.source_picture import source_frames
from onecrew.media.writing_on_screen import Watch
from onecrew.providers.ocr import Picture
from onecrew.studio.steps.intake import taken_in
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job
from onecrew.units.digest import plain

__all__ = ["release", "run"]


def run(job: Job) -> dict[str, Path]:
    """Find its cuts (first frames of shots) and read what is burnt into it with ``recipe["provider"]``."""
    intake = taken_in(job)
    reader = hold("ocr", job.recipe["provider"])

    def recognise(row: NDArray[np.uint8]) -> tuple[str, int]:
        reading = reader.recognise(_picture(row))
        return reading.text, reading.confidence

    texts = Watch(intake.picture.rate, lambda picture: reader.find(_picture(picture)), recognise)
    cuts = Cuts()
    for frame in source_frames(job.file("film"), intake):
        texts.feed(frame)
        cuts.feed(frame)
    target = job.new_file(".json")
    seen = {"cuts": list(cuts.end()), "texts": plain(texts.texts())}
    target.write_text(json.dumps(seen, ensure_ascii=False), encoding="utf-8")
    return {"seen": target}


def _picture(pixels: NDArray[np.uint8]) -> Picture:
    return Picture(np.ascontiguousarray(pixels).tobytes(), pixels.shape[1], pixels.shape[0])
