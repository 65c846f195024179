"""One frame becomes the poster. In: a Picture and a time. Out: ``poster`` (PNG). Never: captions."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np

from onecrew.animation.picture import Picture
from onecrew.animation.stage import open_stage
from onecrew.media.still import save_png
from onecrew.studio.worker import Job
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """Draw the frame of the recipe."""
    picture = revive(Picture, job.recipe["picture"])
    buffer = np.zeros((picture.format.height, picture.format.width, 4), np.uint8)
    open_stage(picture).draw(buffer, Fraction(job.recipe["seconds"]))
    poster = job.new_file(".png")
    save_png(buffer, poster)
    return {"poster": poster}
