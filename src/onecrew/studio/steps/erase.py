"""Subtitles are taken out of a shot, and their places read again.

In: ``film``, ``intake``, where they stand; ``provider``, who reads (none: nobody does). Out: ``patches``; ``erased`` (JSON), what
can still be read. Never: other shots, encoding.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from onecrew.media.erase import Leftover, Reader, erase, looked_at
from onecrew.media.patches import write_patches
from onecrew.media.source_picture import source_frames
from onecrew.providers.ocr import Ocr, Picture, Reading
from onecrew.studio.steps.intake import taken_in
from onecrew.studio.steps.models import hold, release
from onecrew.studio.steps.recipes import Erased
from onecrew.studio.worker import Job
from onecrew.units.revive import revive

__all__ = ["release", "run"]

_SURE = 60
"""Readings below this confidence are texture."""


def run(job: Job) -> dict[str, Path]:
    """Erase the areas of the recipe from its frames. What ``recipe["provider"]`` still reads there is erased again, wider."""
    told = revive(Erased, job.recipe)
    shot = (told.first, told.last)
    since, until = looked_at(told.areas, shot)
    frames = source_frames(job.file("film"), taken_in(job), since, until)
    provider = job.recipe.get("provider", "")
    left: list[Leftover] = []
    target = job.new_file(".patches")
    read = _reader(hold("ocr", provider)) if provider else None
    write_patches(target, erase(frames, told.areas, since, read, left.append, shot))
    found = job.new_file(".json")
    found.write_text(json.dumps(_told(left, bool(provider)), ensure_ascii=False), encoding="utf-8")
    return {"patches": target, "erased": found}


def _told(left: list[Leftover], was_read: bool) -> dict[str, Any]:
    characters = sum(sum(c.isalnum() for c in text) for one in left for text in one.texts)
    return {
        "read": was_read,
        "characters": characters,
        "left": [{"frame": one.frame, "texts": list(one.texts)} for one in left],
    }


def _reader(ocr: Ocr) -> Reader:
    """Reads the middle half of a place's height: the box itself, of which as much again is shown so that a row is found as one."""

    def read(picture: npt.NDArray[np.uint8]) -> list[str]:
        height, width = picture.shape[:2]
        rows = ocr.read(Picture(picture.tobytes(), width, height))
        return [row.text for row in rows if row.confidence >= _SURE and 0.2 * height <= _middle(row) <= 0.8 * height]

    return read


def _middle(row: Reading) -> float:
    return sum(y for _, y in row.quad) / len(row.quad)
