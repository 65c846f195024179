"""How the lines of a film look and sound before they are dubbed. In: ``film``, ``intake``, ``sound``. Out: ``glimpses`` (JSON).

Never: the whole film. A page that shows forty lines must not load it forty times.
"""

from __future__ import annotations

import base64
import io
import json
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from onecrew.media.decode import read_audio
from onecrew.media.source_picture import source_frames
from onecrew.studio.steps.intake import taken_in
from onecrew.studio.worker import Job

_SIDE = 160
"""The longer side of a still, in pixels."""
_RATE = 24_000
_BITS = 48_000
_ROUND = Fraction(1, 10)
"""Seconds of sound before and after a line."""


def run(job: Job) -> dict[str, Path]:
    """A still and the sound of every line of ``recipe["lines"]`` (id, start, end, frame), as JPEG and MP3 in base64."""
    intake = taken_in(job)
    sound = read_audio(job.file("sound"), _RATE, 1)[:, 0]
    glimpses: dict[str, dict[str, str]] = {}
    for line, start, end, number in job.recipe["lines"]:
        frame = next(source_frames(job.file("film"), intake, number, number + 1), None)
        part = sound[max(0, int((Fraction(start) - _ROUND) * _RATE)) : int((Fraction(end) + _ROUND) * _RATE)]
        glimpses[line] = {"sound": _text(_mp3(part)), "still": _text(_jpeg(frame)) if frame is not None else ""}
    target = job.new_file(".json")
    target.write_text(json.dumps(glimpses), encoding="utf-8")
    return {"glimpses": target}


def _jpeg(frame: NDArray[np.uint8]) -> bytes:
    scale = min(1.0, _SIDE / max(frame.shape[:2]))
    small = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return cv2.imencode(".jpg", small, (cv2.IMWRITE_JPEG_QUALITY, 80))[1].tobytes()


def _mp3(sound: NDArray[np.float32]) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mp3") as container:
        stream = container.add_stream("mp3", rate=_RATE, layout="mono")
        stream.codec_context.bit_rate = _BITS
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound).reshape(1, -1), format="fltp", layout="mono")
        frame.sample_rate, frame.pts = _RATE, 0
        fifo = av.AudioFifo()
        fifo.write(frame)
        while (block := fifo.read(stream.codec_context.frame_size, partial=True)) is not None:
            container.mux(stream.encode(block))
        container.mux(stream.encode(None))
    return file.getvalue()


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()
