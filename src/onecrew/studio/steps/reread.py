"""What can still be read where subtitles were erased. In: ``film``, ``intake``, patches. Out: ``left`` (JSON). Never: judging."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onecrew.media.patches import read_patches
from onecrew.media.source_picture import source_frames
from onecrew.providers.ocr import Ocr, Picture
from onecrew.studio.steps.intake import taken_in
from onecrew.studio.steps.models import hold, release
from onecrew.studio.worker import Job

__all__ = ["release", "run"]

Bgr = NDArray[np.uint8]
_AROUND = 0.6
"""Heights of the box kept around it, so that a row is found as one."""
_SURE = 60
"""Readings below this confidence are texture."""
_PASS = 250
"""Frames up to which going on is quicker than looking for the next one anew."""


def run(job: Job) -> dict[str, Path]:
    """Read the place of every text of ``recipe["texts"]`` (id, box, frames with their shots) on each of its frames, after erasing.

    ``left`` has, for each text of which something is read, the longest reading and its frame.
    """
    reader = hold("ocr", job.recipe["provider"])
    left: dict[str, tuple[str, int]] = {}
    for text, (x, y, width, height), places in job.recipe["texts"]:
        pad = round(_AROUND * height)
        top, side = max(0, y - pad), max(0, x - pad)
        pieces = []
        for (number, shot), frame in zip(places, _frames(job, [number for number, _ in places]), strict=False):
            if shot:
                read_patches(job.file(f"patches {shot}")).paste(number, frame)
            pieces.append(np.ascontiguousarray(frame[top : y + height + pad, side : x + width + pad]))
        # As a rule nothing is left on any of them, which one look tells.
        if not pieces or not _read(reader, np.concatenate(pieces)):
            continue
        found = [(_read(reader, piece), number) for piece, (number, _) in zip(pieces, places, strict=False)]
        longest = max(found, key=lambda one: len(one[0]))
        if longest[0]:
            left[text] = longest
    target = job.new_file(".json")
    target.write_text(json.dumps(left, ensure_ascii=False), encoding="utf-8")
    return {"left": target}


def _frames(job: Job, numbers: Sequence[int]) -> Iterator[Bgr]:
    """These frames of the film, which are in order."""
    intake = taken_in(job)
    if numbers[-1] - numbers[0] <= _PASS:
        for number, frame in enumerate(source_frames(job.file("film"), intake, numbers[0], numbers[-1] + 1), numbers[0]):
            if number in numbers:
                yield frame.copy()
        return
    for number in numbers:
        yield next(iter(source_frames(job.file("film"), intake, number, number + 1))).copy()


def _read(reader: Ocr, piece: Bgr) -> str:
    found = reader.read(Picture(piece.tobytes(), piece.shape[1], piece.shape[0]))
    return "".join(one.text for one in found if one.confidence >= _SURE).strip()
