"""The cut made with onecrew's own rooms: Skia, segments in two processes, one join. In: a Cut. Out: a film. Never: the story."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
import skia

from onecrew.media.captions import caption_style, draw_caption
from onecrew.media.decode import read_audio, read_picture
from onecrew.media.encode import encode_segment
from onecrew.media.join import SAMPLE_RATE, join

from .same_cut import CAPTION, DISSOLVE, HEIGHT, HOLD, QUALITY, RATE, WIDTH, Cut, zoom

_LINEAR = skia.SamplingOptions(skia.FilterMode.kLinear)


def render(cut: Cut, target: Path, pool: Executor) -> None:
    """Write the film, its pieces drawn and encoded in ``pool``."""
    spans = []
    for number in range(len(cut.pictures)):
        first = number * HOLD
        if number:
            spans.append((first, first + DISSOLVE))
        spans.append((first + DISSOLVE if number else first, first + HOLD))
    pieces = [target.with_name(f"piece{number:02}.mp4") for number in range(len(spans))]
    list(pool.map(_piece, [cut] * len(spans), spans, pieces))
    join(pieces, read_audio(cut.music, SAMPLE_RATE, 2), target, RATE, {"title": "The same cut"}, "en")


def _piece(cut: Cut, span: tuple[int, int], target: Path) -> None:
    encode_segment(_frames(cut, *span), target, WIDTH, HEIGHT, RATE, quality=QUALITY)


def _frames(cut: Cut, first: int, last: int) -> Iterator[npt.NDArray[np.uint8]]:
    buffer = np.zeros((HEIGHT, WIDTH, 4), np.uint8)
    surface = skia.Surface(buffer, colorType=skia.kBGRA_8888_ColorType)
    canvas = surface.getCanvas()
    style = caption_style(WIDTH, HEIGHT)
    for frame in range(first, last):
        number, since = divmod(frame, HOLD)
        if number and since < DISSOLVE:
            _show(canvas, cut.pictures[number - 1], since + HOLD)
            canvas.saveLayerAlpha(skia.Rect.MakeWH(WIDTH, HEIGHT), round(255 * since / DISSOLVE))
            _show(canvas, cut.pictures[number], since)
            canvas.restore()
        else:
            _show(canvas, cut.pictures[number], since)
        if CAPTION[0] <= since < CAPTION[1]:
            draw_caption(canvas, cut.captions[number], "en", style, WIDTH, HEIGHT)
        surface.flushAndSubmit()
        yield buffer


def _show(canvas: skia.Canvas, file: Path, since: int) -> None:
    canvas.save()
    canvas.translate(WIDTH / 2, HEIGHT / 2)
    canvas.scale(zoom(since), zoom(since))
    canvas.translate(-WIDTH / 2, -HEIGHT / 2)
    canvas.drawImage(_image(file), 0, 0, _LINEAR)
    canvas.restore()


@lru_cache(maxsize=2)
def _image(file: Path) -> skia.Image:
    return skia.Image.fromarray(read_picture(file), skia.kBGRA_8888_ColorType, skia.kOpaque_AlphaType, copy=True)
