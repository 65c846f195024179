"""Ten minutes of joined segments with a flash and a beep in each. In: nothing. Out: Figures. Never: the story.

A flash and the onset of a beep fall on one frame in the middle of every segment; a quiet tone runs through all joins.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onecrew.media.decode import read_audio, read_frames
from onecrew.media.encode import encode_segment
from onecrew.media.join import SAMPLE_RATE, join

from .figure import Figure

RATE = Fraction(25)
WIDTH, HEIGHT = 144, 256
PIECES, FRAMES, FLASH = 60, 250, 125


def measure() -> list[Figure]:
    """Frames, clicks and the place of the last beep after ten minutes."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        pieces = [folder / f"{number:02}.mp4" for number in range(PIECES)]
        for number, piece in enumerate(pieces):
            encode_segment(_drawn(number), piece, WIDTH, HEIGHT, RATE)
        sound = _sound()
        film = folder / "film.mp4"
        join(pieces, sound, film, RATE, {"title": "Joins"}, "en")
        times, light = zip(*((when, float(frame.mean())) for when, frame in read_frames(film)), strict=True)
        heard = read_audio(film, SAMPLE_RATE, 2)
    wrong = abs(len(times) - PIECES * FRAMES) + sum(when != number / RATE for number, when in enumerate(times))
    flashes = [when for when, mean in zip(times, light, strict=True) if mean > 200]
    apart = [float((_onset(heard, when) - when) * RATE) for when in flashes] if len(flashes) == PIECES else [float("inf")]
    note = f"{PIECES} segments, {PIECES * FRAMES} frames"
    return [
        Figure("joined: frames missing, extra or late", wrong, "", 0, "==", note),
        Figure("joined: sound against picture at the end", abs(apart[-1]), "frames", 1, note=f"first {apart[0]:+.3f} frames"),
        Figure("joined: click at joins", _click(heard, sound), "×", 1, note="loudest coding error at a join, against elsewhere"),
    ]


def _drawn(number: int) -> Iterator[npt.NDArray[np.uint8]]:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    still = np.repeat(((x + y + 31 * number) % 120).astype(np.uint8)[..., None], 4, axis=2)
    flash = np.full_like(still, 255)
    for count in range(FRAMES):
        yield flash if count == FLASH else still


def _sound() -> npt.NDArray[np.float32]:
    length = round(PIECES * FRAMES / RATE * SAMPLE_RATE)
    seconds = np.arange(length) / SAMPLE_RATE
    mono = 0.1 * np.sin(2 * np.pi * 220 * seconds)
    beep = 0.8 * np.sin(2 * np.pi * 1000 * np.arange(SAMPLE_RATE // 10) / SAMPLE_RATE)
    for number in range(PIECES):
        start = round((number * FRAMES + FLASH) / RATE * SAMPLE_RATE)
        mono[start : start + len(beep)] += beep
    return np.repeat(mono[:, None], 2, axis=1).astype(np.float32)


def _onset(heard: npt.NDArray[np.float32], near: Fraction) -> Fraction:
    """When the beep within half a second of ``near`` begins."""
    first = round((near - Fraction(1, 2)) * SAMPLE_RATE)
    loud = np.abs(heard[first : first + SAMPLE_RATE, 0]) > 0.3
    return Fraction(first + int(np.argmax(loud)), SAMPLE_RATE)


def _click(heard: npt.NDArray[np.float32], sound: npt.NDArray[np.float32]) -> float:
    """The largest error within 10 ms of a join, against the largest elsewhere; half a second around beeps is not judged."""
    length = min(len(heard), len(sound))
    error = np.abs(heard[:length, 0] - sound[:length, 0])
    piece = round(FRAMES / RATE * SAMPLE_RATE)
    at = np.arange(length) % piece
    away = np.minimum(at, piece - at)
    joins = (away < SAMPLE_RATE // 100) & (np.arange(length) > piece // 2) & (np.arange(length) < length - piece // 2)
    quiet = (away >= SAMPLE_RATE // 100) & (np.abs(at - round(FLASH / RATE * SAMPLE_RATE)) > SAMPLE_RATE // 2)
    # A codec needs a moment to begin and to end; that is not a join either.
    quiet[:SAMPLE_RATE] = quiet[-SAMPLE_RATE:] = False
    return float(error[joins].max() / error[quiet].max())
