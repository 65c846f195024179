"""Segments and the mix become the film. In: ``segment NNNN`` files, ``master``. Out: ``film`` (MP4). Never: encoding pictures."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from onecrew.media.decode import read_wav
from onecrew.media.join import join
from onecrew.studio.worker import Job
from onecrew.timeline.timeline import Caption
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """Join the segments in order with the master and the soft captions of the recipe."""
    recipe = job.recipe
    names = sorted(name for name in job.inputs if name.startswith("segment "))
    film = job.new_file(".mp4")
    join(
        [job.file(name) for name in names],
        read_wav(job.file("master")),
        film,
        Fraction(recipe["rate"]),
        metadata={"title": recipe["title"], "show": recipe["show"]},
        language=recipe["language"],
        captions=[revive(Caption, caption) for caption in recipe["captions"]],
    )
    return {"film": film}
