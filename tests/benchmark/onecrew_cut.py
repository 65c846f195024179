"""The cut made with onecrew's own rooms: segments in two processes, one join. In: a Cut. Out: a film. Never: the story."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from onecrew.animation.cel import Cel, cel_of, lay_scaled
from onecrew.media.captions import caption_style, draw_caption
from onecrew.media.decode import read_audio, read_picture
from onecrew.media.encode import encode_segment
from onecrew.media.join import SAMPLE_RATE, join

from .same_cut import CAPTION, DISSOLVE, HEIGHT, HOLD, QUALITY, RATE, WIDTH, Cut, zoom


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
    coming = np.zeros_like(buffer)
    style = caption_style(WIDTH, HEIGHT)
    for frame in range(first, last):
        number, since = divmod(frame, HOLD)
        if number and since < DISSOLVE:
            _show(buffer, cut.pictures[number - 1], since + HOLD)
            _show(coming, cut.pictures[number], since)
            cv2.addWeighted(coming, since / DISSOLVE, buffer, 1 - since / DISSOLVE, 0, dst=buffer)
        else:
            _show(buffer, cut.pictures[number], since)
        if CAPTION[0] <= since < CAPTION[1]:
            draw_caption(buffer, cut.captions[number], "en", style)
        yield buffer


def _show(frame: npt.NDArray[np.uint8], file: Path, since: int) -> None:
    scale = zoom(since)
    lay_scaled(frame, _picture(file), scale, WIDTH / 2 * (1 - scale), HEIGHT / 2 * (1 - scale))


@lru_cache(maxsize=2)
def _picture(file: Path) -> Cel:
    return cel_of(read_picture(file))
