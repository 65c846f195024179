"""A piece of the picture is drawn and encoded. In: Pictures, captions, frames. Out: ``segment`` (H.264 in MP4). Never: the cut.

All times are those of the piece itself, so an edit elsewhere in the film leaves it alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import skia
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
    """The frames (height, width, 4), premultiplied BGRA as Skia's N32; one buffer, overwritten for each frame."""
    form = segment.format
    buffer = np.zeros((form.height, form.width, 4), np.uint8)
    surface = skia.Surface(buffer, colorType=skia.kBGRA_8888_ColorType)
    canvas = surface.getCanvas()
    stages = [open_stage(seen.picture) for seen in segment.seen]
    style = caption_style(form.width, form.height)
    for number in range(segment.frames):
        times = [seen.start + number / form.rate for seen in segment.seen]
        if segment.transition == "cut":
            stages[0].draw(canvas, times[0])
        else:
            _blend(canvas, segment, stages, times, (number + 0.5) / segment.frames)
        for shown in segment.captions:
            if shown.first <= number < shown.last:
                draw_caption(canvas, shown.lines, segment.language, style, form.width, form.height)
        surface.flushAndSubmit()
        yield buffer


def _blend(canvas: skia.Canvas, segment: Segment, stages: list[Stage], times: list[Fraction], share: float) -> None:
    """``share`` of the transition is over: a dissolve mixes both pictures, a fade goes through black."""
    full = skia.Rect.MakeWH(segment.format.width, segment.format.height)
    if segment.transition == "dissolve":
        stages[0].draw(canvas, times[0])
        canvas.saveLayerAlpha(full, round(255 * share))
        stages[1].draw(canvas, times[1])
        canvas.restore()
        return
    first = share < 0.5
    stages[0 if first else 1].draw(canvas, times[0 if first else 1])
    dark = share * 2 if first else (1 - share) * 2
    canvas.drawRect(full, skia.Paint(Color=skia.Color(0, 0, 0, round(255 * dark))))
