"""A piece of picture is looked at frame by frame. In: ``segment``. Out: ``figures`` (NPZ). Never: saying what is wrong.

That is told of the whole film, when the figures of its pieces are joined; a piece that stays is not decoded again.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import numpy as np

from onecrew.media.measure import Figures, figures
from onecrew.studio.worker import Job


def run(job: Job) -> dict[str, Path]:
    """The figures of the segment."""
    seen = figures(job.file("segment"))
    target = job.new_file(".npz")
    np.savez(target, **{one.name: getattr(seen, one.name) for one in fields(Figures)})
    return {"figures": target}


def read_figures(path: Path) -> Figures:
    """What ``run`` wrote."""
    with np.load(path, allow_pickle=False) as kept:
        return Figures(**{one.name: kept[one.name] for one in fields(Figures)})
