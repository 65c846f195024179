"""A piece of the picture is drawn and encoded. In: Pictures or takes, captions, frames. Out: ``segment`` (H.264 in MP4). Never:
the cut.

All times are those of the piece itself, so an edit elsewhere in the film leaves it alone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from onecrew.animation.stage import Stage, open_stage
from onecrew.media.captions import caption_style, draw_caption
from onecrew.media.encode import encode_segment
from onecrew.media.footage import Footage
from onecrew.media.intake import Intake
from onecrew.studio.steps.recipes import Seen, Segment, Takes
from onecrew.studio.worker import Job
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """Draw and encode the segment of the recipe."""
    segment = revive(Segment, job.recipe)
    target = job.new_file(".mp4")
    form = segment.format
    made = encode_segment(frames(segment, job), target, form.width, form.height, form.rate)
    if made != segment.frames:
        raise AssertionError(f"{made} frames encoded where {segment.frames} were drawn")
    return {"segment": target}


def frames(segment: Segment, job: Job | None = None) -> Iterator[NDArray[np.uint8]]:
    """The frames (height, width, 4), BGRA; one buffer, overwritten for each frame. Takes are files of the ``job``."""
    form = segment.format
    buffer = np.zeros((form.height, form.width, 4), np.uint8)
    other = np.zeros_like(buffer)
    stages = [_opened(seen, segment, job) for seen in segment.seen]
    style = caption_style(form.width, form.height)
    for number in range(segment.frames):
        times = [seen.start + number / form.rate for seen in segment.seen]
        if segment.transition == "cut":
            stages[0].draw(buffer, times[0])
        else:
            _blend(buffer, other, segment, stages, times, (number + 0.5) / segment.frames)
        for shown in segment.captions:
            if shown.first <= number < shown.last:
                draw_caption(buffer, shown.lines, segment.language, style, place=shown.place)
        yield buffer


def _opened(seen: Seen, segment: Segment, job: Job | None) -> Stage | Footage:
    if not isinstance(seen.picture, Takes):
        return open_stage(seen.picture)
    if job is None:
        raise AssertionError("takes are files of a job")
    taken = []
    for name in seen.picture.takes:
        intake = revive(Intake, json.loads(job.file(f"intake of {name}").read_text(encoding="utf-8")))
        taken.append((job.file(name), intake))
    return Footage(taken, seen.picture.seconds, segment.format.width, segment.format.height)


def _blend(
    frame: NDArray[np.uint8],
    other: NDArray[np.uint8],
    segment: Segment,
    stages: Sequence[Stage | Footage],
    times: list[Fraction],
    share: float,
) -> None:
    """``share`` of the transition is over: a dissolve mixes both pictures, a fade goes through black."""
    if segment.transition == "dissolve":
        stages[0].draw(frame, times[0])
        stages[1].draw(other, times[1])
        cv2.addWeighted(other, share, frame, 1 - share, 0, dst=frame)
        return
    first = share < 0.5
    stages[0 if first else 1].draw(frame, times[0 if first else 1])
    dark = share * 2 if first else (1 - share) * 2
    cv2.addWeighted(frame, 1 - dark, other, 0, 0, dst=frame)
