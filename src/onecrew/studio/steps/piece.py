"""A piece of an existing film in a language. In: ``film``, ``intake``, ``patches``, captions. Out: ``segment``. Never: the cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from onecrew.media.captions import caption_style, draw_caption
from onecrew.media.encode import encode_segment
from onecrew.media.patches import read_patches
from onecrew.media.source_picture import source_frames
from onecrew.studio.steps.intake import taken_in
from onecrew.studio.steps.recipes import FilmPiece
from onecrew.studio.worker import Job
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """Paste the patches, draw the captions, encode."""
    piece = revive(FilmPiece, job.recipe)
    form = piece.format
    target = job.new_file(".mp4")
    made = encode_segment(_frames(job, piece), target, form.width, form.height, form.rate, quality=18)
    if made != piece.frames:
        raise AssertionError(f"{made} frames encoded where the piece has {piece.frames}")
    return {"segment": target}


def _frames(job: Job, piece: FilmPiece) -> Iterator[NDArray[np.uint8]]:
    """The frames (height, width, 4), BGRA; one buffer, overwritten for each frame."""
    form = piece.format
    patches = read_patches(job.file("patches")) if "patches" in job.inputs else None
    style = caption_style(form.width, form.height)
    if piece.middle is not None:
        style = replace(style, middle=float(piece.middle) * form.height)
    buffer = np.zeros((form.height, form.width, 4), np.uint8)
    source = source_frames(job.file("film"), taken_in(job), piece.first, piece.first + piece.frames)
    last: NDArray[np.uint8] | None = None
    for number in range(piece.frames):
        frame = next(source, None)
        if frame is None:
            if last is None:
                raise AssertionError(f"the film has no frame {piece.first}")
            frame = last
        elif patches is not None:
            if not frame.flags.writeable:
                frame = frame.copy()
            patches.paste(piece.first + number, frame)
        last = frame
        cv2.cvtColor(frame, cv2.COLOR_BGR2BGRA, dst=buffer)
        for shown in piece.captions:
            if shown.first <= number < shown.last:
                draw_caption(buffer, shown.lines, piece.language, style, place=shown.place)
        yield buffer
