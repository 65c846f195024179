"""One cut both programs make: pictures with slow zooms, captions, dissolves, a music bed. In: a folder. Out: its files and times.

Never: rendering.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import skia

from onecrew.media.sound_file import write_wav

WIDTH, HEIGHT, RATE = 720, 1280, Fraction(25)
HOLD = 75
"""Frames from one picture's entry to the next one's."""
DISSOLVE = 15
"""Frames in which a picture comes in over the one before."""
ZOOM = 0.08
"""How much larger a picture is when it leaves."""
QUALITY = 20
CAPTION = (10, 70)
"""Frames of a picture's hold between which its caption stands."""
MIDDLE, SIZE = 0.70, 0.055
"""Middle of the caption as a share of the height, size of its letters as a share of the width."""


@dataclass(frozen=True, slots=True)
class Cut:
    """``pictures`` are PNG files of the film's size, shown one after the other with their ``captions``; ``music`` is a WAV file."""

    pictures: tuple[Path, ...]
    captions: tuple[tuple[str, str], ...]
    music: Path

    @property
    def frames(self) -> int:
        """Frames of the film."""
        return HOLD * len(self.pictures)


def zoom(frame: int) -> float:
    """Scale of a picture ``frame`` frames after its entry."""
    return 1 + ZOOM * frame / (HOLD + DISSOLVE)


def write_cut(folder: Path, count: int) -> Cut:
    """Paint ``count`` pictures, play the music, and say what stands where."""
    pictures = []
    for number in range(count):
        file = folder / f"{number:02}.png"
        _painted(number).save(str(file), skia.kPNG)
        pictures.append(file)
    captions = tuple((f"Picture {number + 1} of this film", "moves a little closer") for number in range(count))
    music = folder / "music.wav"
    write_wav(_music(count * HOLD / RATE), music)
    return Cut(tuple(pictures), captions, music)


def _painted(number: int) -> skia.Image:
    """A town at dusk: a sky, a moon, three rows of houses with lit windows."""
    random = np.random.default_rng(number)
    surface = skia.Surface.MakeRasterN32Premul(WIDTH, HEIGHT)
    canvas = surface.getCanvas()
    hue = float(random.uniform(200, 330))
    ends = [skia.HSVToColor([hue, 0.75, 0.2]), skia.HSVToColor([(hue + 40) % 360, 0.5, 0.85])]
    sky = skia.GradientShader.MakeLinear([skia.Point(0, 0), skia.Point(0, HEIGHT)], ends)
    canvas.drawPaint(skia.Paint(Shader=sky))
    x, y = random.uniform(100, 620), random.uniform(120, 420)
    canvas.drawCircle(x, y, 70, skia.Paint(AntiAlias=True, Color=0xFFF6EBC8))
    for row in range(3):
        left = -20.0
        while left < WIDTH:
            wide, tall = float(random.uniform(70, 150)), float(random.uniform(250, 520)) - 60 * row
            top = HEIGHT - tall - 220 + 150 * row
            wall = skia.Paint(AntiAlias=True, Color=skia.HSVToColor([hue, 0.5, 0.42 - 0.12 * row]))
            canvas.drawRect(skia.Rect.MakeLTRB(left, top, left + wide, HEIGHT), wall)
            for across in range(int(wide // 30)):
                for down in range(int(tall // 46)):
                    if random.uniform() < 0.4:
                        window = skia.Rect.MakeXYWH(left + 10 + 30 * across, top + 14 + 46 * down, 14, 22)
                        canvas.drawRect(window, skia.Paint(AntiAlias=True, Color=0xFFFFD98A))
            left += wide + float(random.uniform(0, 12))
    return surface.makeImageSnapshot()


def _music(seconds: Fraction) -> np.ndarray:
    """A slow chord that swells, stereo at 48 kHz."""
    t = np.arange(round(seconds * 48000)) / 48000
    chord = sum(np.sin(2 * math.pi * pitch * t + pitch) for pitch in (110.0, 164.8, 220.0, 277.2))
    swell = 0.06 * (1 + 0.5 * np.sin(2 * math.pi * t / 8))
    return np.stack([chord * swell, chord * swell[::-1]], axis=1).astype(np.float32)
