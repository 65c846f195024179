"""A recorded line becomes a voice in its place. In: mono samples, how it is heard. Out: mono or stereo samples at 48 kHz, levelled.

Never: when it is heard, ducking, the mix as a whole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy import signal

from onecrew.media.loudness import RATE, SILENCE, gated, plain_loudness, powers
from onecrew.media.stretch import stretch
from onecrew.units import MediaError

Mono = npt.NDArray[np.float32]

LEVEL = -18.0
"""LUFS of a line of normal delivery before the whole mix is set to its loudness."""
TREATMENTS = ("plain", "phone", "off-screen", "voice-over")
_FADE = RATE * 4 // 1000
"""4 ms at both ends: speech is trimmed close, and a cut through a waveform clicks."""


@dataclass(frozen=True, slots=True)
class Room:
    """``seconds`` until an echo is 60 dB down, ``wet`` its level against the voice in dB, ``bright``: corner of its treble in
    Hz."""

    seconds: float
    wet: float
    bright: float


_ROOMS = {
    "flat": Room(0.35, -21, 5000),
    "office": Room(0.4, -20, 5500),
    "street": Room(0.25, -27, 4000),
    "cafe": Room(0.4, -22, 4500),
    "hospital": Room(0.6, -19, 6500),
    "car": Room(0.12, -20, 3500),
    "school": Room(0.7, -19, 5500),
    "palace": Room(1.3, -17, 5000),
    "forest": Room(0.4, -30, 3000),
    "rooftop": Room(0.2, -32, 3500),
    "restaurant": Room(0.5, -21, 4500),
    "bedroom": Room(0.25, -23, 3500),
    "shop": Room(0.45, -21, 5500),
    "lift": Room(0.3, -16, 6000),
}
_OFF_SCREEN = Room(0.5, -11, 3500)


def voiced(
    samples: Mono, rate: int, tempo: Fraction, gain: float, treatment: str, place: str, room: Room | None = None
) -> tuple[Mono, Mono]:
    """The voice itself, exactly round(n · 48000 / rate / tempo) samples long, and its echo (longer; both begin together).

    ``gain`` is dB against a normal delivery: a whisper is not made as loud as a shout. ``treatment``: ``plain`` (in its place),
    ``phone`` (300–3400 Hz, a little driven), ``off-screen`` (5 dB lower, darker, more room), ``voice-over`` (close and dry).
    ``place`` (a PLACES name or ``""``) gives the room, unless ``room`` does.

    Raises:
        MediaError: an unknown treatment.
    """
    if treatment not in TREATMENTS:
        raise MediaError(f"{treatment!r} is not a treatment of voices: {', '.join(TREATMENTS)}")
    wanted = round(Fraction(len(samples) * RATE, rate) / tempo)
    voice = stretch(_resampled(samples, rate), tempo)
    voice = np.pad(voice[:wanted], (0, max(0, wanted - len(voice))))
    if not np.abs(voice).max(initial=0.0):
        return voice, np.zeros(0, np.float32)
    voice = _filtered(voice, "high", 80.0 if treatment != "voice-over" else 60.0)
    voice = _evened(voice)
    if treatment == "phone":
        voice = np.tanh(_filtered(_filtered(voice, "high", 320.0, 3), "low", 3400.0, 4) * 4.0).astype(np.float32)
        voice = _filtered(voice, "low", 4500.0, 2)
    elif treatment == "off-screen":
        voice, gain = _filtered(voice, "low", 3000.0), gain - 5.0
    voice = voice * np.float32(10 ** ((LEVEL + gain - _speech_loudness(voice)) / 20))
    faded(voice, _FADE, _FADE)
    room = {"phone": None, "voice-over": None, "off-screen": _OFF_SCREEN}.get(treatment, room or _ROOMS.get(place))
    return voice, _echo(voice, room) if room else np.zeros(0, np.float32)


def faded(samples: npt.NDArray[np.float32], rise: int, fall: int) -> None:
    """Fade the first ``rise`` and the last ``fall`` samples in place, along a raised cosine."""
    for count, end in ((min(rise, len(samples)), False), (min(fall, len(samples)), True)):
        if count > 0:
            ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(count) + 0.5) / count)).astype(np.float32)
            curve = ramp if samples.ndim == 1 else ramp[:, np.newaxis]
            if end:
                samples[-count:] *= curve[::-1]
            else:
                samples[:count] *= curve


def panned(mono: Mono, pan: float) -> npt.NDArray[np.float32]:
    """Stereo of constant power: ``pan`` -1 left … 1 right. In the middle each side gets -3 dB, so loudness stays the same."""
    angle = (max(-1.0, min(1.0, pan)) + 1) * math.pi / 4
    return mono[:, np.newaxis] * np.array([math.cos(angle), math.sin(angle)], np.float32)


def _resampled(samples: Mono, rate: int) -> Mono:
    if rate == RATE:
        return np.array(samples, np.float32)
    common = math.gcd(rate, RATE)
    window = ("kaiser", 8.0)
    return np.asarray(signal.resample_poly(samples.astype(np.float32), RATE // common, rate // common, window=window), np.float32)


def _filtered(samples: Mono, kind: str, corner: float, order: int = 2) -> Mono:
    sections = signal.butter(order, corner, "highpass" if kind == "high" else "lowpass", fs=RATE, output="sos")
    return np.asarray(signal.sosfilt(sections, samples), np.float32)


def _evened(voice: Mono) -> Mono:
    """A gentle compressor: above 14 dB under the loud moments, 2 dB more become 1; 4 ms to fall, 120 ms to come back."""
    hop = RATE // 500
    power = np.add.reduceat(np.square(voice), np.arange(0, len(voice), hop)) / hop
    level = 10 * np.log10(power + 1e-10)
    over = np.maximum(0.0, level - (np.percentile(level, 95) - 14))
    wanted = -over / 2
    fall, back = math.exp(-2 / 4), math.exp(-2 / 120)
    gain, gains = 0.0, []
    for want in wanted.tolist():
        gain = want + (gain - want) * (fall if want < gain else back)
        gains.append(gain)
    curve = np.interp(np.arange(len(voice)), (np.arange(len(gains)) + 0.5) * hop, gains)
    return np.asarray(voice * 10 ** (curve / 20), np.float32)


def _speech_loudness(voice: Mono) -> float:
    """Gated where the line is long enough for gating, plain for a single word."""
    found = gated(powers(voice))
    return found if found > SILENCE else plain_loudness(voice)


def _echo(voice: Mono, room: Room) -> Mono:
    answer = _answer(room)
    return np.asarray(signal.oaconvolve(voice, answer), np.float32)


@cache
def _answer(room: Room) -> Mono:
    """A room's impulse response: a few early reflections and a tail of noise that loses 60 dB in ``room.seconds``, without its
    bass.

    Always the same noise, so that a room sounds the same in every line of every episode.
    """
    length = round(room.seconds * 1.1 * RATE)
    times = np.arange(length) / RATE
    noise = np.random.Generator(np.random.PCG64(20_011)).standard_normal(length)
    tail = noise * 10 ** (-3 * times / room.seconds)
    tail[: round(0.012 * RATE)] *= 0.2
    for delay, level in ((0.007, 14.0), (0.0131, -10.0), (0.0217, 8.0), (0.0313, -6.0)):
        if round(delay * RATE) < length:
            tail[round(delay * RATE)] += level
    sections = signal.butter(1, [250.0, room.bright], "bandpass", fs=RATE, output="sos")
    tail = signal.sosfilt(sections, tail)
    return np.asarray(tail * 10 ** (room.wet / 20) / math.sqrt(float(np.square(tail).sum())), np.float32)
