"""The sound of a place when nobody speaks. In: an AmbienceClip. Out: stereo samples. Never: effects of the story, ducking.

Low and wide. Steady layers (air, hum, wind, rain, traffic) are made as 20 s that close into a ring without a seam; single events (a
bird, a cup, a monitor's beep) are thrown into the ring by its seed. What the time of day and the weather change is changed here.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy import signal

from onecrew.media.loudness import RATE, SILENCE, integrated
from onecrew.media.synthesis import Chance, Sound, band, chance, decaying, echoed, modes, moments, noise, placed, wandering
from onecrew.media.voice import faded
from onecrew.timeline.timeline import AmbienceClip
from onecrew.units import MediaError

Stereo = npt.NDArray[np.float32]

LENGTH = 20.0
_SEAM = 1.0
"""Seconds over which the end of the ring becomes its beginning."""
_FADE = RATE // 4
_EDGE = RATE // 10


def room_tone(clip: AmbienceClip, seed: int = 0) -> Stereo:
    """The room tone of a clip: (round(length · 48000), 2), faded over 100 ms at both ends.

    Raises:
        MediaError: an unknown place.
    """
    return tone_from(ring_of(clip.place, clip.time, clip.weather, clip.interior, seed), clip)


def tone_from(ring: Stereo, clip: AmbienceClip) -> Stereo:
    """The room tone of a clip out of the ring of its place.

    Different stretches of the same place begin at different moments of the same ring.
    """
    count = round(clip.range.length * RATE)
    begin = round(clip.range.start * RATE) % len(ring)
    tone = np.empty((count, 2), np.float32)
    filled = 0
    while filled < count:
        piece = ring[begin : begin + count - filled]
        tone[filled : filled + len(piece)] = piece
        filled, begin = filled + len(piece), 0
    faded(tone, _EDGE, _EDGE)
    return tone


def ring_of(place: str, time: str, weather: str, interior: bool, seed: int = 0) -> Stereo:
    """20 s of a place that go round without a seam.

    ``place`` is one of PLACES, ``time`` day, dusk or night, ``weather`` clear, rain or snow.

    Raises:
        MediaError: an unknown place.
    """
    if place not in _PLACES:
        raise MediaError(f"no room tone is known for the place {place!r}: {', '.join(_PLACES)}")
    make, loudness = _PLACES[place]
    by = chance(seed, *place.encode(), *time.encode())
    track = make(by, time)
    if weather == "rain":
        rain = _rain(by, interior)
        track, loudness = track + rain, max(loudness, -41.0 if interior else -35.0)
    if weather == "snow":
        # Snow swallows the treble and most of the street.
        track, loudness = band(track, 0, 1800, 1), loudness - 3
    if time == "night":
        loudness -= 2
    seam = round(_SEAM * RATE)
    ring = track[: len(track) - seam].copy()
    rise = np.sin(np.linspace(0, np.pi / 2, seam))[:, np.newaxis]
    # Unlike sounds are joined at constant power.
    ring[:seam] = ring[:seam] * rise + track[-seam:] * rise[::-1]
    found = integrated(np.asarray(ring, np.float32))
    return np.asarray(ring * 10 ** ((loudness - found) / 20) if found > SILENCE else ring, np.float32)


_SECONDS = LENGTH + _SEAM


def _air(by: Chance, low: float, high: float) -> Sound:
    """The breath of a room: noise, different on both sides, with a little in common."""
    wide, middle = noise(_SECONDS, low, high, by, 2), noise(_SECONDS, low, high, by)
    return np.asarray(0.8 * wide + 0.45 * middle[:, np.newaxis])


def _hum(pitch: float, levels: tuple[float, ...]) -> Sound:
    times = moments(_SECONDS)
    wave = np.asarray(sum(level * np.sin(2 * np.pi * pitch * (k + 1) * times + k) for k, level in enumerate(levels)))
    return np.stack([wave, wave * 0.92], axis=1)


def _traffic(by: Chance, cars: int, far: float) -> Sound:
    """A road: a steady roar, and cars that come and go. ``far``: corner of its treble in Hz."""
    track = noise(_SECONDS, 40, 220, by, 2) * wandering(_SECONDS, 0.4, by, 0.6, 1.0)[:, np.newaxis]
    for _ in range(cars):
        width, way = by.uniform(0.7, 1.3), by.choice((-1.0, 1.0))
        times = moments(10 * width) - 5 * width
        near = 1 / (1 + (times / width) ** 2) * np.minimum(1, (5 * width - np.abs(times)) / width)
        sound = noise(10 * width, 120, far, by) * near**1.5 * by.uniform(0.5, 1.0)
        angle = (np.clip(way * times / width / 2, -0.9, 0.9) + 1) * np.pi / 4
        passing = np.stack([sound * np.cos(angle), sound * np.sin(angle)], axis=1)
        first = round(by.uniform(0, _SECONDS - 10 * width) * RATE)
        track[first : first + len(passing)] += passing
    return track


def _murmur(by: Chance, people: int) -> Sound:
    """People talking, too far to be understood: noise with the pitch, formants and rhythm of voices."""
    # Nothing of it lies above 2.6 kHz: it is made at 8 kHz.
    slow = RATE // 6
    count = round(_SECONDS * slow)
    pick = slice(0, None, 6)
    track = np.zeros((count, 2))
    for _ in range(people):
        pitch = by.uniform(95, 230) * (1 + 0.12 * (wandering(_SECONDS, 2.5, by)[pick] - 0.5))
        phase = 2 * np.pi * np.cumsum(pitch) / slow
        # A sawtooth has all the harmonics of a voice.
        buzz = phase / np.pi % 2 - 1 + 0.1 * by.standard_normal(count)
        syllables = np.maximum(0, wandering(_SECONDS, by.uniform(4, 5.5), by, -0.35, 1.0)[pick])
        turns = np.clip(wandering(_SECONDS, 0.45, by, -1.2, 1.8)[pick], 0, 1)
        first, second = by.uniform(350, 700), by.uniform(1000, 1800)
        formants = [signal.butter(1, (f * 0.8, f * 1.25), "bandpass", fs=slow, output="sos") for f in (first, second)]
        voice = (signal.sosfilt(formants[0], buzz) + 0.5 * signal.sosfilt(formants[1], buzz)) * syllables * turns
        angle = (by.uniform(-0.9, 0.9) + 1) * np.pi / 4
        track += np.outer(voice * by.uniform(0.4, 1.0), (np.cos(angle), np.sin(angle)))
    fine = signal.resample_poly(track, 6, 1, axis=0)[: round(_SECONDS * RATE)]
    return echoed(band(fine, 150, 2600, 1), 0.9, 1.2, by)


def _wind(by: Chance, low: float, high: float) -> Sound:
    """Gusts: the stronger, the brighter."""
    strength = wandering(_SECONDS, 0.5, by, 0.25, 1.0) * wandering(_SECONDS, 2.0, by, 0.8, 1.0)
    deep = noise(_SECONDS, low, (low * high) ** 0.5, by, 2)
    bright = noise(_SECONDS, (low * high) ** 0.5, high, by, 2)
    return np.asarray(deep * strength[:, np.newaxis] + 0.35 * bright * (strength**2.5)[:, np.newaxis])


def _rain(by: Chance, interior: bool) -> Sound:
    """Rain outside, or against the window of a room."""
    fall = noise(_SECONDS, 400, 9000, by, 2) * 0.7
    for _ in range(900):
        pitch = by.uniform(1400, 6500)
        drop = modes(0.03, [(pitch, by.uniform(0.008, 0.025), 1.0)], 0.0005)
        placed(fall, drop, by.uniform(0, _SECONDS - 0.05), by.uniform(0.3, 3.0), by.uniform(-1, 1))
    return band(fall, 150, 1500, 1) * 1.6 if interior else fall * 2.0


def _clock(track: Sound, level: float) -> None:
    for number in range(int(LENGTH) + 1):
        pitch = 2350 if number % 2 else 2100
        placed(track, modes(0.05, [(pitch, 0.02, 1), (pitch * 1.9, 0.012, 0.5)]), number * 1.0 + 0.3, level, 0.5)


def _flat(by: Chance, time: str) -> Sound:
    track = _air(by, 60, 900) + 0.25 * _traffic(by, 2 if time != "night" else 1, 500) + 0.12 * _hum(50, (1, 0.5, 0.2))
    _clock(track, 0.35)
    return track


def _bedroom(by: Chance, time: str) -> Sound:
    track = _air(by, 50, 600) + 0.2 * _traffic(by, 1, 350)
    if time == "night":
        _crickets(track, by, 2, 0.05)
    else:
        _clock(track, 0.25)
    return track


def _office(by: Chance, time: str) -> Sound:
    """Ventilation, a lamp's hum, keyboards while people work."""
    track = _air(by, 80, 2200) + 0.2 * _hum(100, (1, 0.4, 0.25, 0.15))
    if time != "night":
        for _ in range(9):
            at, pan = by.uniform(0, LENGTH - 2), by.uniform(-0.8, 0.8)
            for _ in range(int(by.integers(5, 14))):
                key = decaying(noise(0.03, 1500, 5500, by), 0.02, 0.0005)
                placed(track, key, at, by.uniform(0.3, 0.8), pan)
                at += by.uniform(0.07, 0.2)
        track += 0.35 * _murmur(by, 3)
    return track


def _street(by: Chance, time: str) -> Sound:
    track = _traffic(by, {"day": 9, "dusk": 7}.get(time, 3), 1800) * 1.2 + 0.3 * _wind(by, 80, 900)
    if time == "night":
        _crickets(track, by, 3, 0.06)
    else:
        track += 0.5 * _murmur(by, 4)
    return track


def _cafe(by: Chance, time: str) -> Sound:
    track = 1.6 * _murmur(by, 12 if time != "night" else 7) + 0.25 * _air(by, 80, 1500)
    _crockery(track, by, 14)
    return track


def _restaurant(by: Chance, time: str) -> Sound:
    track = 1.5 * _murmur(by, 14) + 0.2 * _air(by, 80, 1200)
    _crockery(track, by, 24)
    return track


def _crockery(track: Sound, by: Chance, count: int) -> None:
    for _ in range(count):
        pitch = by.uniform(2000, 4800)
        clink = modes(0.3, [(pitch, 0.18, 1), (pitch * 1.52, 0.12, 0.6), (pitch * 2.3, 0.06, 0.3)], 0.0008)
        placed(track, clink, by.uniform(0, LENGTH), by.uniform(0.06, 0.3), by.uniform(-0.9, 0.9))


def _hospital(by: Chance, time: str) -> Sound:
    """A heart monitor at 72 beats a minute behind ventilation."""
    track = _air(by, 90, 1600) + 0.15 * _hum(50, (1, 0.6, 0.3))
    pace = LENGTH / 24
    for number in range(25):
        times = moments(0.11)
        beep = np.sin(2 * np.pi * 988 * times) * np.minimum(1, times / 0.006) * np.minimum(1, (0.11 - times) / 0.02)
        placed(track, beep, number * pace + 0.2, 0.38, -0.35)
    if time != "night":
        track += 0.25 * _murmur(by, 3)
    return track


def _car(by: Chance, time: str) -> Sound:
    """Inside a moving car: engine, tyres, air."""
    times = moments(_SECONDS)
    speed = wandering(_SECONDS, 0.25, by, 0.92, 1.08)
    phase = 2 * np.pi * np.cumsum(38 * speed) / RATE
    engine = np.asarray(sum(np.sin(k * phase + k) / k**1.1 for k in range(1, 8)))
    track = (
        np.stack([engine, engine * 0.9], axis=1) * 0.5
        + noise(_SECONDS, 40, 260, by, 2) * 0.9
        + noise(_SECONDS, 260, 1100, by, 2) * 0.15
    )
    for _ in range(7):
        at = by.uniform(0, LENGTH - 1)
        for after in (0.0, 0.11):
            placed(track, decaying(noise(0.12, 40, 160, by), 0.1, 0.01), at + after, 0.9)
    return np.asarray(track * (0.9 + 0.1 * np.sin(2 * np.pi * times / LENGTH))[:, np.newaxis])


def _school(by: Chance, time: str) -> Sound:
    track = _air(by, 70, 1300) + (1.1 * _murmur(by, 10) if time == "day" else 0.0)
    return echoed(np.asarray(track), 1.2, 0.4, by)


def _palace(by: Chance, time: str) -> Sound:
    """A large stone hall: low air, a draught, water far away; birds in the court by day."""
    track = echoed(_wind(by, 60, 500) + 0.3 * _air(by, 40, 400), 2.2, 0.5, by, 60, 1800)
    if time == "day":
        _birds(track, by, 4, 0.10)
    return track


def _forest(by: Chance, time: str) -> Sound:
    track = 0.8 * _wind(by, 200, 3500)
    if time == "night":
        _crickets(track, by, 7, 0.22)
    else:
        _birds(track, by, 16 if time == "day" else 8, 0.35)
        if time == "dusk":
            _crickets(track, by, 3, 0.12)
    return track


def _birds(track: Sound, by: Chance, count: int, level: float) -> None:
    for _ in range(count):
        at, pan, base = by.uniform(0, LENGTH - 2), by.uniform(-0.9, 0.9), by.uniform(2600, 5200)
        loud = level * by.uniform(0.3, 1.0)
        for _ in range(int(by.integers(2, 6))):
            length = by.uniform(0.06, 0.16)
            times = moments(length)
            sweep = base * (1 + by.uniform(-0.25, 0.25) * times / length + 0.06 * np.sin(2 * np.pi * 28 * times))
            chirp = np.sin(2 * np.pi * np.cumsum(sweep) / RATE) * np.sin(np.pi * np.minimum(1, times / length)) ** 2
            placed(track, chirp, at, loud, pan)
            at += length + by.uniform(0.03, 0.12)


def _crickets(track: Sound, by: Chance, count: int, level: float) -> None:
    times = moments(_SECONDS)
    for _ in range(count):
        pitch, rate, pan = by.uniform(3900, 4900), by.uniform(2.0, 3.2), by.uniform(-0.95, 0.95)
        chirp = np.sin(2 * np.pi * pitch * times) * np.maximum(0, np.sin(2 * np.pi * 42 * times))
        gate = np.clip(8 * np.sin(2 * np.pi * rate * times + by.uniform(0, 6)) - 2, 0, 1)
        pauses = np.clip(wandering(_SECONDS, 0.3, by, -0.6, 2.2), 0, 1)
        placed(track, chirp * gate * pauses, 0, level * by.uniform(0.3, 1.0), pan)


def _rooftop(by: Chance, time: str) -> Sound:
    return _wind(by, 90, 1800) + 0.55 * _traffic(by, 3, 500)


def _shop(by: Chance, time: str) -> Sound:
    """Fridges, a lamp, a few people."""
    track = _air(by, 80, 1500) + 0.35 * _hum(50, (1, 0.7, 0.4, 0.2)) + 0.6 * _murmur(by, 4 if time != "night" else 1)
    for _ in range(3):
        beep = (
            np.sin(2 * np.pi * 2050 * moments(0.09))
            * np.minimum(1, moments(0.09) / 0.004)
            * np.minimum(1, (0.09 - moments(0.09)) / 0.01)
        )
        placed(track, beep, by.uniform(0, LENGTH - 1), 0.18, 0.6)
    return track


def _lift(by: Chance, time: str) -> Sound:
    """The motor's hum, a fan, the cabin's small rattle."""
    sway = wandering(_SECONDS, 0.8, by, 0.85, 1.0)[:, np.newaxis]
    return np.asarray(
        (_hum(49, (1, 0.6, 0.5, 0.25, 0.15)) * 0.6 + _air(by, 120, 2400) * 0.9 + noise(_SECONDS, 40, 120, by, 2) * 0.7) * sway
    )


_PLACES: dict[str, tuple[Callable[[Chance, str], Sound], float]] = {
    "flat": (_flat, -47),
    "office": (_office, -44),
    "street": (_street, -38),
    "cafe": (_cafe, -40),
    "hospital": (_hospital, -44),
    "car": (_car, -40),
    "school": (_school, -42),
    "palace": (_palace, -45),
    "forest": (_forest, -42),
    "rooftop": (_rooftop, -40),
    "restaurant": (_restaurant, -40),
    "bedroom": (_bedroom, -49),
    "shop": (_shop, -43),
    "lift": (_lift, -43),
}
"""How each place sounds, and how loud in LUFS, where a voice has -18."""
NAMES = tuple(_PLACES)
