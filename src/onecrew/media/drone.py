"""Layers for moods no packaged track has: a pulse, glass, drums. In: a Layer, a length. Out: stereo samples. Never: levels of the
mix.

Everything is built from sines, filtered noise and a long echo, in a minor key, from a seed of its own: the same layer is the same
sound.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import signal

from onecrew.media.loudness import RATE
from onecrew.media.synthesis import Chance, Sound, echoed, noise, placed
from onecrew.units import MediaError

Stereo = npt.NDArray[np.float32]
_SEMITONES = {"C": -9, "C#": -8, "D": -7, "D#": -6, "E": -5, "F": -4, "F#": -3, "G": -2, "G#": -1, "A": 0, "A#": 1, "B": 2}
_COARSE = 8


@dataclass(frozen=True, slots=True)
class Layer:
    """``kind``: pulse (a low ostinato over a drone), glass (high slow tones over a hollow drone), drums (low hits over a driven
    drone). ``key``: the tonic of the minor key. ``tempo``: beats a minute."""

    kind: str
    key: str
    tempo: int = 90


def layer(of: Layer, count: int) -> Stereo:
    """``count`` stereo samples of a layer, peaking near 0.5.

    Raises:
        MediaError: an unknown kind.
    """
    kinds = {"pulse": _pulse, "glass": _glass, "drums": _drums}
    if of.kind not in kinds:
        raise MediaError(f"{of.kind!r} is no layer of music: {', '.join(kinds)}")
    times = np.arange(count) / RATE
    sound = kinds[of.kind](of, times, np.random.Generator(np.random.PCG64(sum(of.kind.encode()) * 100 + of.tempo)))
    return np.asarray(0.5 * sound / max(1e-9, float(np.abs(sound).max(initial=0.0))), np.float32)


def _tone(key: str, octave: int) -> float:
    """Hz of the key's tonic; octave 0 has the A of 55 Hz."""
    return float(55 * 2 ** (_SEMITONES[key] / 12 + octave))


def _drone(root: float, times: Sound, partials: tuple[float, ...], chance: Chance) -> Sound:
    """Tones that swell each at its own pace, slightly apart between left and right: (samples, 2).

    They lie under 1 kHz, so they are made at an eighth of the rate.
    """
    coarse = np.arange(-(-len(times) // _COARSE)) * (_COARSE / RATE)
    sides = np.zeros((len(coarse), 2))
    for number, ratio in enumerate(partials):
        swell = 0.6 + 0.4 * np.sin(2 * np.pi * coarse / chance.uniform(7, 13) + chance.uniform(0, 6.28))
        for side in (0, 1):
            apart = 1 + (side - 0.5) * 0.0016
            for overtone, level in ((1, 1.0), (2, 0.35), (3, 0.16), (4, 0.07)):
                angle = 2 * np.pi * root * ratio * apart * overtone * coarse + chance.uniform(0, 6.28)
                sides[:, side] += swell * level / (1 + 0.5 * number) * np.sin(angle)
    return np.asarray(signal.resample_poly(sides, _COARSE, 1, axis=0)[: len(times)])


def _hit(length: float, low: float, drop: float, decay: float) -> Sound:
    """A struck skin: a sine that falls from ``drop`` times its pitch and dies away."""
    times = np.arange(round(length * RATE)) / RATE
    pitch = low * (1 + (drop - 1) * np.exp(-times * 35))
    wave = np.sin(2 * np.pi * np.cumsum(pitch) / RATE) * np.exp(-times / decay)
    wave *= np.minimum(1, times * 500)
    return np.asarray(wave * np.minimum(1, (length - times) * 100))


def _pulse(of: Layer, times: Sound, chance: Chance) -> Sound:
    """Eighths on the tonic with the minor sixth and the second now and then, a drone with a fifth, a tick far away."""
    sound = 0.30 * _drone(_tone(of.key, 0), times, (1, 1.498, 2, 2.3784), chance)
    beat = 60 / of.tempo
    steps = (0, 0, 0, 0, 0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 2, 0)
    end = len(times) / RATE
    tick = noise(0.04, 5000, 9000, chance)
    tick *= np.exp(-np.arange(len(tick)) / RATE * 120)
    number = 0
    while number * beat / 2 < end:
        note = _tone(of.key, 0) * 2 ** (steps[number % 16] / 12)
        length = np.arange(round(beat * 0.45 * RATE)) / RATE
        body = sum(np.sin(2 * np.pi * note * k * length) / k**1.4 for k in range(1, 7))
        body = body * np.minimum(1, length * 200) * np.exp(-length / 0.13) * np.minimum(1, (length[-1] - length) / 0.03)
        placed(sound, np.asarray(body), number * beat / 2, 0.55 if number % 4 == 0 else 0.34, 0.0)
        if number % 2 == 0:
            placed(sound, tick, number * beat / 2, 0.05, 0.5 if number % 4 else -0.5)
        if number % 16 == 0:
            placed(sound, _hit(1.6, 42, 2.0, 0.5), number * beat / 2, 0.9, 0.0)
        number += 1
    return echoed(sound, 1.6, 0.35, chance)


def _glass(of: Layer, times: Sound, chance: Chance) -> Sound:
    """A hollow drone without its third, and single high tones that come, bend a little and go."""
    sound = 0.45 * _drone(_tone(of.key, 0), times, (1, 2, 1.0595, 2.997), chance)
    end = len(times) / RATE
    notes, at = (0, 3, 7, 8, 13, 15), 0.8
    while at < end:
        length = float(chance.uniform(2.5, 4.5))
        moment = np.arange(round(length * RATE)) / RATE
        pitch = _tone(of.key, 4) * 2 ** (int(chance.choice(notes)) / 12)
        bend = 1 + 0.003 * np.sin(2 * np.pi * 4.3 * moment) - 0.006 * moment / length
        wave = np.sin(2 * np.pi * np.cumsum(pitch * bend) / RATE) + 0.3 * np.sin(2 * np.pi * 2.76 * np.cumsum(pitch * bend) / RATE)
        wave *= np.sin(np.pi * np.minimum(1, moment / length)) ** 2
        placed(sound, np.asarray(wave), at, 0.16, float(chance.uniform(-0.7, 0.7)))
        at += float(chance.uniform(1.6, 3.4))
    return echoed(sound, 3.0, 0.9, chance)


def _drums(of: Layer, times: Sound, chance: Chance) -> Sound:
    """Low drums in a driving pattern over a drone that is driven into its edges."""
    sound = 0.55 * np.tanh(1.8 * _drone(_tone(of.key, 0), times, (1, 1.498, 2), chance)) * 0.5
    beat = 60 / of.tempo
    pattern = (1.0, 0, 0.35, 0.55, 0, 0.4, 0.8, 0, 1.0, 0, 0.35, 0.55, 0.6, 0.45, 0.8, 0.5)
    deep, high = _hit(0.9, 48, 2.4, 0.22), _hit(0.5, 82, 1.8, 0.12)
    number = 0
    while number * beat / 2 < len(times) / RATE:
        level = pattern[number % 16]
        if level:
            drum = deep if level > 0.7 else high
            placed(
                sound,
                drum,
                number * beat / 2,
                level * float(chance.uniform(0.9, 1.0)),
                0.0 if level > 0.7 else float(chance.choice((-0.4, 0.4))),
            )
        number += 1
    return echoed(sound, 1.3, 0.3, chance)
