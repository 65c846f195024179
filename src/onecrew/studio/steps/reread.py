"""What can still be read where subtitles were erased. In: ``film``, ``intake``, patches. Out: ``left`` (JSON). Never: judging."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from onecrew.media.patches import read_patches
from onecrew.media.source_picture import source_frames
from onecrew.providers.ocr import Picture
from onecrew.studio.steps.intake import taken_in
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job

__all__ = ["release", "run"]

_AROUND = 0.6
"""Heights of the box kept around it, so that a row is found as one."""
_SURE = 60
"""Readings below this confidence are texture."""


def run(job: Job) -> dict[str, Path]:
    """Read the place of every text of ``recipe["texts"]`` (id, shot, frame, box) in the middle of its time, after erasing."""
    reader = hold("ocr", job.recipe["provider"])
    intake = taken_in(job)
    left: dict[str, str] = {}
    for text, shot, number, (x, y, width, height) in job.recipe["texts"]:
        frame = next(iter(source_frames(job.file("film"), intake, number, number + 1))).copy()
        read_patches(job.file(f"patches {shot}")).paste(number, frame)
        pad = round(_AROUND * height)
        top, side = max(0, y - pad), max(0, x - pad)
        piece = np.ascontiguousarray(frame[top : y + height + pad, side : x + width + pad])
        found = reader.read(Picture(piece.tobytes(), piece.shape[1], piece.shape[0]))
        said = "".join(one.text for one in found if one.confidence >= _SURE)
        if said.strip():
            left[text] = said
    target = job.new_file(".json")
    target.write_text(json.dumps(left, ensure_ascii=False), encoding="utf-8")
    return {"left": target}
