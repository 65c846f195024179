"""A piece of the picture is drawn and encoded. In: Pictures, captions, frames. Out: ``segment`` (H.264 in MP4). Never: the cut.

All times are those of the piece itself, so an edit elsewhere in the film leaves it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from onecrew.animation.stage import Stage, open_stage
from onecrew.media.captions import caption_style, draw_caption
from onecrew.media.encode import encode_segment
from onecrew.studio.steps.recipes import Segment
from onecrew.studio.worker import Job
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """Draw and encode the segment of the recipe."""
    segment = revive(Segment, job.recipe)
    target = job.new_file(".mp4")
    form = segment.format
    made = encode_segment(frames(segment), target, form.width, form.height, form.rate)
    if made != segment.frames:
        raise AssertionError(f"{made} frames encoded where {segment.frames} were drawn")
    return {"segment": target}


def frames(segment: Segment) -> Iterator[NDArray[np.uint8]]:
    """The frames (height, width, 4), BGRA; one buffer, overwritten for each frame."""
    form = segment.format
    buffer = np.zeros((form.height, form.width, 4), np.uint8)
    other = np.zeros_like(buffer)
    stages = [open_stage(seen.picture) for seen in segment.seen]
    style = caption_style(form.width, form.height)
    for number in range(segment.frames):
        times = [seen.start + number / form.rate for seen in segment.seen]
        if segment.transition == "cut":
            stages[0].draw(buffer, times[0])
        else:
            _blend(buffer, other, segment, stages, times, (number + 0.5) / segment.frames)
        for shown in segment.captions:
            if shown.first <= number < shown.last:
                draw_caption(buffer, shown.lines, segment.language, style)
        yield buffer


def _blend(
    frame: NDArray[np.uint8],
    other: NDArray[np.uint8],
    segment: Segment,
    stages: list[Stage],
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
