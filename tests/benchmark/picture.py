"""The picture path: segments drawn and encoded in two processes, and encoded alone. In: recipes. Out: Figures. Never: speech."""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from onecrew.studio.steps.recipes import Segment
from onecrew.studio.worker import Job, work
from onecrew.units.digest import plain
from onecrew.units.revive import revive

from .figure import Figure

PROCESSES = 2
LONGEST = 150
"""Frames of a segment held in memory at most: 3.7 MB each at 720×1280."""


@contextmanager
def two_processes() -> Iterator[ProcessPoolExecutor]:
    """Two processes with the picture's rooms already loaded."""
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, context, initializer=_start) as pool:
        list(pool.map(_ready, range(PROCESSES)))
        yield pool


def _start() -> None:
    """One thread a process, as in make."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "ONECREW_THREADS"):
        os.environ[name] = "1"


def _ready(number: int) -> int:
    import onecrew.studio.steps.segment  # noqa: F401

    time.sleep(0.5)
    return number


def path_seconds(pieces: Sequence[Segment]) -> float:
    """Seconds to draw and encode all the pieces, as make does."""
    with tempfile.TemporaryDirectory() as scratch, two_processes() as pool:
        jobs = [Job("segment", plain(piece), {}, scratch) for piece in pieces]
        began = time.perf_counter()
        list(pool.map(work, jobs))
        return time.perf_counter() - began


def path_and_encoder(pieces: Sequence[Segment]) -> tuple[float, float]:
    """Processor seconds of drawing and encoding the pieces, and of encoding the same frames from memory.

    Processor time, because both sides run one after the other: what else the machine does must not fall on one of them.
    """
    short = [replace(piece, frames=min(piece.frames, LONGEST)) for piece in pieces]
    with tempfile.TemporaryDirectory() as scratch, two_processes() as pool:
        found = list(pool.map(_both, [Job("segment", plain(piece), {}, scratch) for piece in short]))
    return sum(path for path, _ in found), sum(alone for _, alone in found)


def _both(job: Job) -> tuple[float, float]:
    """Both for one piece: the whole path, then the encoder alone. The path comes first: caches help it no more than in make."""
    from onecrew.media.encode import encode_segment
    from onecrew.studio.steps.segment import frames, run

    began = time.process_time()
    run(job)
    path = time.process_time() - began
    segment = revive(Segment, job.recipe)
    form = segment.format
    drawn = [frame.copy() for frame in frames(segment)]
    began = time.process_time()
    encode_segment(drawn, Path(job.scratch) / f"{id(drawn)}.mp4", form.width, form.height, form.rate)
    return path, time.process_time() - began


def measure_path(pieces: Sequence[Segment]) -> list[Figure]:
    """The picture path a second of film."""
    film = float(sum(piece.frames for piece in pieces) / pieces[0].format.rate)
    seconds = path_seconds(pieces)
    note = f"{len(pieces)} segments, {film:.0f} s of 720×1280 at 25 fps in {seconds:.1f} s, {PROCESSES} processes"
    return [Figure("picture alone, a second of film", seconds / film, "s", 0.4, note=note)]


def measure_encoder(pieces: Sequence[Segment]) -> list[Figure]:
    """The picture path against the encoder alone, on every third segment."""
    sample = pieces[::3]
    path, alone = path_and_encoder(sample)
    count = sum(min(piece.frames, LONGEST) for piece in sample)
    note = f"{len(sample)} segments: {1000 * path / count:.1f} ms of processor a frame, encoder alone {1000 * alone / count:.1f} ms"
    return [Figure("picture against the encoder alone", path / alone, "×", 2.0, note=note)]
