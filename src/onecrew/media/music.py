"""Music for a mood, as long as it is needed. In: a MusicClip, perhaps the author's own file. Out: stereo samples. Never: ducking,
mixing.

The built-in tracks (package immich-memories-music, 30 s each) were measured once: tempo by autocorrelation of spectral flux, key by
correlation with the Krumhansl profiles, brightness by the spectral centroid. The five moods they were made in do not cover a
drama's eight: sad music is the dark, slow and minor ones; tense, eerie and angry music has a slowed and darkened track far behind
a layer of our own (``drone``) in the same key.
"""

from __future__ import annotations

import hashlib
import importlib.util
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from scipy import signal

from onecrew.media.decode import read_audio
from onecrew.media.drone import Layer, layer
from onecrew.media.loudness import RATE, SILENCE, integrated
from onecrew.media.voice import faded
from onecrew.timeline.timeline import MusicClip
from onecrew.units import MediaError

Stereo = npt.NDArray[np.float32]

LEVEL = -23.0
"""LUFS of music where nobody speaks: 5 LU under a voice."""
_BEHIND = -7.0
"""dB of a darkened track against the layer it stands behind."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A track of the package. ``speed`` below 1 plays it slower and lower; ``dark``: low-pass corner in Hz, 0 for none; ``over``:
    the layer in front of it. Speeds are halves and quarters, so the key goes down by an octave or a fourth."""

    track: str
    speed: Fraction = Fraction(1)
    dark: int = 0
    over: Layer | None = None


_HALF, _THREE_QUARTERS, _SLOWER = Fraction(1, 2), Fraction(3, 4), Fraction(9, 10)
# Keys and tempi in comments are those of the track as it is.
PIECES: dict[str, tuple[Piece, ...]] = {
    "calm": (
        Piece("calm_acoustic_1"),  # E minor, 68
        Piece("calm_acoustic_s411"),  # C major, 68
        Piece("calm_electronic_s522"),  # A major, 97
    ),
    "warm": (
        Piece("tender_acoustic_s411"),  # G major, 91, sparse
        Piece("nostalgic_acoustic_s411"),  # B flat major, 79
        Piece("calm_acoustic_s522"),  # C major, 91
    ),
    "romantic": (
        Piece("tender_acoustic_2"),  # G major, 91
        Piece("tender_electronic_2"),  # F major, 100, dark
        Piece("tender_electronic_s411"),  # A major, 100
        Piece("tender_acoustic_1"),  # D major, 91
    ),
    "joyful": (
        Piece("happy_acoustic_1"),  # E major, 111
        Piece("happy_acoustic_2"),  # E major, 111
        Piece("happy_acoustic_s411"),  # E major, 111
        Piece("happy_electronic_1"),  # E major, 125
    ),
    "sad": (
        Piece("nostalgic_acoustic_1", _SLOWER),  # F minor, 79
        Piece("calm_electronic_s411"),  # D minor, 94, very dark
        Piece("nostalgic_acoustic_s522", _SLOWER, 3500),  # E flat major, 103
    ),
    "tense": (
        Piece("calm_electronic_s411", _HALF, 900, Layer("pulse", "D", 96)),
        Piece("nostalgic_acoustic_1", _HALF, 700, Layer("pulse", "F", 92)),
        Piece("tender_electronic_1", _HALF, 800, Layer("pulse", "E", 100)),  # E minor, 100
    ),
    "eerie": (
        Piece("calm_electronic_s411", _HALF, 1200, Layer("glass", "D")),
        Piece("calm_acoustic_1", _HALF, 900, Layer("glass", "E")),
    ),
    "angry": (
        Piece("energetic_acoustic_s522", _HALF, 800, Layer("drums", "A", 130)),  # A minor, 130
        Piece("energetic_acoustic_1", _HALF, 800, Layer("drums", "A", 130)),  # A minor, 130
    ),
}
"""The tracks of each mood of story.MOODS."""


def music(clip: MusicClip, own: Path | None = None) -> Stereo:
    """The music of a clip: (round(length · 48000), 2), faded as it says, at ``LEVEL``.

    Which of a mood's tracks is played follows from the clip's key, the same on every machine. Music longer than its track goes on
    from the place most like where it is, on a beat. ``own`` is played in place of the built-in tracks.

    Raises:
        MediaError: an unknown mood; ``own``, or the package of tracks, is missing or broken.
    """
    count = round(clip.range.length * RATE)
    if own is not None:
        sound = lengthened(_own(own), count)
    else:
        if clip.mood not in PIECES:
            raise MediaError(f"{clip.mood!r} is no mood music is known for: {', '.join(PIECES)}")
        sound = _played(_choice(clip), count)
    faded(sound, round(clip.fade_in * RATE), round(clip.fade_out * RATE))
    return sound


def _choice(clip: MusicClip) -> Piece:
    pieces = PIECES[clip.mood]
    number = int.from_bytes(hashlib.sha256(f"{clip.mood}/{clip.key}".encode()).digest()[:8], "big")
    return pieces[number % len(pieces)]


def _played(piece: Piece, count: int) -> Stereo:
    sound = lengthened(_treated(piece), count)
    if piece.over is None:
        return sound
    front = layer(piece.over, count)
    sound *= np.float32(10 ** (_BEHIND / 20))
    sound += front * np.float32(10 ** ((LEVEL - max(SILENCE, integrated(front))) / 20)) if len(front) > RATE // 2 else front
    return _levelled(sound)


@lru_cache(maxsize=3)
def _treated(piece: Piece) -> Stereo:
    sound = read_audio(_track(piece.track), RATE, 2)
    if piece.speed != 1:
        sound = signal.resample_poly(sound, piece.speed.denominator, piece.speed.numerator, axis=0).astype(np.float32)
    if piece.dark:
        sections = signal.butter(3, piece.dark, "lowpass", fs=RATE, output="sos")
        sound = signal.sosfilt(sections, sound, axis=0).astype(np.float32)
    return _levelled(sound)


@lru_cache(maxsize=2)
def _own(path: Path) -> Stereo:
    return _levelled(read_audio(path, RATE, 2))


def forget_tracks() -> None:
    """Give back the memory of tracks kept for the next clip."""
    _treated.cache_clear()
    _own.cache_clear()


def _levelled(sound: Stereo) -> Stereo:
    found = integrated(sound)
    return sound * np.float32(10 ** ((LEVEL - found) / 20)) if found > SILENCE else sound


def _track(name: str) -> Path:
    found = importlib.util.find_spec("immich_memories_music")
    if found is None or not found.submodule_search_locations:
        raise MediaError("the music package is not installed: pip install immich-memories-music")
    return Path(next(iter(found.submodule_search_locations))) / "tracks" / name.split("_")[0] / f"{name}.opus"


def lengthened(sound: Stereo, count: int) -> Stereo:
    """A copy of exactly ``count`` samples: cut, or going round between two places that sound alike, under a crossfade."""
    if len(sound) >= count:
        return sound[:count].copy()
    back, end, cross = loop_points(sound)
    result = np.zeros((count, 2), np.float32)
    result[:end] = sound[:end]
    filled = end
    rise = np.sqrt((np.arange(cross, dtype=np.float32) + 0.5) / cross)[:, np.newaxis]
    while filled < count:
        # The last ``cross`` samples are played again, from the earlier place that sounds like them.
        start = filled - cross
        result[start:filled] *= rise[::-1]
        more = sound[back : back + min(end - back, count - start)].copy()
        more[:cross] *= rise[: len(more)]
        result[start : start + len(more)] += more
        filled = start + len(more)
    return result


def loop_points(sound: Stereo) -> tuple[int, int, int]:
    """``(back, end, cross)``: at ``end - cross`` the music may jump to ``back``, crossfading over ``cross`` samples.

    The onset pattern of the last 4 s before the track's end fade is searched in its first half; the place found is then moved by at
    most 20 ms until the waveforms agree best, so beats fall on beats. A track under 8 s goes round whole.
    """
    cross = min(RATE // 4, len(sound) // 8)
    if len(sound) < 8 * RATE:
        return 0, len(sound), cross
    hop = RATE // 100
    mono = sound.mean(axis=1)
    flux = _flux(mono, hop)
    energy = np.array([np.sqrt(np.mean(np.square(mono[s : s + RATE]))) for s in range(0, len(mono) - RATE, hop * 10)])
    loud = np.flatnonzero(energy > 0.7 * np.median(energy))
    end = min(len(sound), (int(loud[-1]) * 10 * hop) + RATE // 2)
    window = 400
    tail = flux[:, end // hop - window : end // hop]
    latest = max(1, end // hop // 2 - window)
    likeness = [float(np.corrcoef(tail.ravel(), flux[:, start : start + window].ravel())[0, 1]) for start in range(latest)]
    best = int(np.argmax(likeness)) + window  # where the end of the tail lies in the first half
    target = mono[end - cross - RATE // 2 : end]
    reach = RATE // 50
    around = mono[max(0, best * hop - len(target) - reach) : best * hop + reach]
    agreement = signal.correlate(around, target, "valid")
    back = max(0, best * hop - len(target) - reach) + int(np.argmax(agreement)) + len(target) - cross
    return back, end, cross


def _flux(mono: npt.NDArray[np.float32], hop: int) -> npt.NDArray[np.float64]:
    """Rise of the magnitude in six bands of an octave and a half, 100 times a second: (6, hops)."""
    _, _, spectrum = signal.stft(mono, RATE, nperseg=2048, noverlap=2048 - hop)
    edges = [2, 5, 13, 34, 90, 240, 640]
    bands = np.array([np.log1p(100 * np.abs(spectrum[a:b])).mean(axis=0) for a, b in pairwise(edges)])
    return np.asarray(np.maximum(np.diff(bands, axis=1, prepend=bands[:, :1]), 0.0))
