"""Subtitles are taken out of a shot. In: ``film``, ``intake``, where they stand. Out: ``patches``. Never: other shots, encoding."""

from __future__ import annotations

from pathlib import Path

from onecrew.media.erase import erase
from onecrew.media.patches import write_patches
from onecrew.media.source_picture import source_frames
from onecrew.studio.steps.intake import taken_in
from onecrew.studio.steps.recipes import Erased
from onecrew.studio.worker import Job
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """Erase the areas of the recipe from its frames."""
    told = revive(Erased, job.recipe)
    frames = source_frames(job.file("film"), taken_in(job), told.first, told.last)
    target = job.new_file(".patches")
    write_patches(target, erase(frames, told.areas, told.first))
    return {"patches": target}
