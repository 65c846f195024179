"""Small films and sounds the tests of this room make for themselves."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np

from onecrew.media.ambience import ring_of
from onecrew.media.effects import effect
from onecrew.media.mix import Placed
from onecrew.media.music import music
from onecrew.timeline.timeline import AmbienceClip, MusicClip

RATE = Fraction(25)


def moving(count: int, width: int = 96, height: int = 160, seed: int = 0) -> Iterator[np.ndarray]:
    """Frames with a bright square that wanders over a coloured ground."""
    base = np.random.default_rng(seed).integers(40, 90, (height // 8, width // 8, 3), dtype=np.uint8).repeat(8, 0).repeat(8, 1)
    for number in range(count):
        frame = np.full((height, width, 4), 255, np.uint8)
        frame[:, :, :3] = base
        x, y = (number * 3 + seed * 11) % (width - 24), (number * 5) % (height - 24)
        frame[y : y + 24, x : x + 24, :3] = (60, 200, 230)
        yield frame


def tone(pitch: float, seconds: float, level: float = 0.1) -> np.ndarray:
    """A stereo sine at 48 kHz."""
    wave = np.sin(2 * np.pi * pitch * np.arange(round(seconds * 48000)) / 48000) * level
    return np.stack([wave, wave], axis=1).astype(np.float32)


def speech(seconds: float, seed: int = 0, rate: int = 24000) -> np.ndarray:
    """Something like a voice: a buzz with formants in syllables, mono."""
    chance = np.random.default_rng(seed)
    times = np.arange(round(seconds * rate)) / rate
    pitch = 120 + 20 * np.sin(2 * np.pi * 0.7 * times + seed)
    phase = 2 * np.pi * np.cumsum(pitch) / rate
    buzz = sum(np.sin(k * phase) / k for k in range(1, 20)) + 0.1 * chance.standard_normal(len(times))
    syllables = np.clip(np.sin(2 * np.pi * 4.3 * times + seed) + 0.4, 0, 1)
    return (0.2 * buzz * syllables).astype(np.float32)


def music_of(clip: MusicClip, own: Path | None = None) -> Placed:
    """The music of a clip in its place."""
    return Placed(music(clip, own), clip.range.start)


def effects_of(*effects: tuple[str, Fraction]) -> tuple[Placed, ...]:
    """Sound effects, each at its time and in a variation of its own."""
    return tuple(Placed(effect(name, number), start) for number, (name, start) in enumerate(effects))


def tone_of(clip: AmbienceClip) -> tuple[AmbienceClip, np.ndarray]:
    """A stretch of room tone with the ring of its place."""
    return clip, ring_of(clip.place, clip.time, clip.weather, clip.interior)
