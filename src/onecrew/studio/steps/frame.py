"""One frame of a film without its subtitles. In: ``film``, ``intake``, ``patches``. Out: ``poster`` (PNG). Never: captions."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from onecrew.media.patches import read_patches
from onecrew.media.source_picture import source_frames
from onecrew.media.still import save_png
from onecrew.studio.steps.intake import taken_in
from onecrew.studio.worker import Job


def run(job: Job) -> dict[str, Path]:
    """The frame of the recipe; a negative number counts from the end."""
    intake = taken_in(job)
    number = job.recipe["frame"]
    number += intake.picture.frames if number < 0 else 0
    frame = next(iter(source_frames(job.file("film"), intake, number, number + 1))).copy()
    if "patches" in job.inputs:
        read_patches(job.file("patches")).paste(number, frame)
    poster = job.new_file(".png")
    save_png(np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2BGRA), np.uint8), poster)
    return {"poster": poster}
