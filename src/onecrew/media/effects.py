"""Sound effects made from nothing: a door, a slap, a siren. In: a name of EFFECTS. Out: stereo samples. Never: when they are heard.

They are built as the things sound: struck bodies as sums of dying modes, rubbed and blown ones as filtered noise, each with a
little of the room, and each variation by its seed. Loudness is part of an effect: steps are not as loud as thunder.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from onecrew.media.loudness import RATE, momentary, plain_loudness
from onecrew.media.synthesis import Chance, Sound, band, chance, decaying, echoed, modes, moments, noise, placed, wandering
from onecrew.units import MediaError

Stereo = npt.NDArray[np.float32]

_PEAK = 0.7
VARIATIONS = 4


def effect(name: str, seed: int = 0) -> Stereo:
    """The effect ``name`` (story.EFFECTS without ``none``): (samples, 2) at 48 kHz, beginning with its attack.

    There are ``VARIATIONS`` of each; ``seed`` chooses, so two doors in a row are not the same sample.

    Raises:
        MediaError: an unknown name.
    """
    if name not in _MADE:
        raise MediaError(f"{name!r} is no sound effect: {', '.join(_MADE)}")
    make, loudness = _MADE[name]
    sound = make(chance(seed % VARIATIONS, *name.encode()))
    wide = np.asarray(sound, np.float32)
    wide[-RATE // 100 :] *= np.linspace(1, 0, RATE // 100, dtype=np.float32)[:, np.newaxis]
    if len(wide) < RATE // 2:
        wide = np.pad(wide, ((0, RATE // 2 - len(wide)), (0, 0)))
    found = max(plain_loudness(wide), float(momentary(wide).max(initial=-120.0)))
    wide *= np.float32(10 ** ((loudness - found) / 20))
    return wide * np.float32(min(1.0, _PEAK / float(np.abs(wide).max())))


def _track(seconds: float) -> Sound:
    return np.zeros((round(seconds * RATE), 2))


def _door(by: Chance) -> Sound:
    """The handle turns, the latch lets go, the door falls shut."""
    track = _track(1.6)
    for at, level in ((0.0, 0.25), (0.055, 0.35)):
        placed(track, modes(0.12, [(by.uniform(1900, 2500), 0.06, 1), (3700, 0.04, 0.6), (5200, 0.03, 0.4)]), at, level, 0.1)
    placed(track, decaying(noise(0.25, 200, 1500, by), 0.25, 0.06), 0.12, 0.08, 0.1)
    shut = 0.42
    body = modes(0.6, [(by.uniform(74, 86), 0.35, 1), (128, 0.25, 0.8), (213, 0.16, 0.5), (341, 0.1, 0.3)])
    placed(track, body, shut, 1.0)
    placed(track, decaying(noise(0.2, 80, 2500, by), 0.09), shut, 0.5)
    placed(track, modes(0.15, [(2300, 0.07, 1), (4100, 0.05, 0.6)]), shut + 0.012, 0.28)
    return echoed(track, 0.5, 0.25, by)


def _steps(by: Chance) -> Sound:
    """Four steps on a hard floor: heel, then sole."""
    track = _track(2.3)
    for number in range(4):
        at, pan = 0.02 + number * 0.5 + by.uniform(-0.015, 0.015), -0.12 if number % 2 else 0.12
        level = by.uniform(0.85, 1.0)
        heel = modes(0.12, [(by.uniform(150, 190), 0.09, 1), (420, 0.05, 0.5), (1150, 0.03, 0.35)])
        placed(track, heel, at, level, pan)
        placed(track, decaying(noise(0.05, 900, 5000, by), 0.03), at, 0.35 * level, pan)
        placed(track, decaying(noise(0.09, 300, 3000, by), 0.08, 0.01), at + 0.07, 0.16 * level, pan)
    return echoed(track, 0.4, 0.3, by)


def _phone_buzz(by: Chance) -> Sound:
    """A phone on a table: two bursts of its motor, the table rattling along."""
    track = _track(1.7)
    for at in (0.0, 0.75):
        times = moments(0.5)
        motor = np.sign(np.sin(2 * np.pi * 155 * times)) * 0.3 + np.sin(2 * np.pi * 155 * times)
        rattle = noise(0.5, 700, 3500, by) * (0.5 + 0.5 * np.sin(2 * np.pi * 155 * times)) * 0.35
        shape = np.minimum(1, times / 0.03) * np.minimum(1, (0.5 - times) / 0.05)
        placed(track, band(motor, 90, 1800) * shape + rattle * shape, at, 1.0, 0.15)
    return echoed(track, 0.25, 0.15, by)


def _phone_ring(by: Chance) -> Sound:
    """A phone's own small melody, twice, through its small loudspeaker."""
    track = _track(2.6)
    notes = (0, 4, 7, 12, 7, 4)
    for turn in (0.0, 1.25):
        for number, note in enumerate(notes):
            pitch = 880 * 2 ** (note / 12)
            tone = modes(0.5, [(pitch, 0.45, 1), (2 * pitch, 0.3, 0.35), (3 * pitch, 0.2, 0.12)], 0.004)
            placed(track, tone, turn + number * 0.16, 0.8, 0.2)
    return echoed(band(track, 500, 9000), 0.3, 0.15, by)


def _message(by: Chance) -> Sound:
    """Two soft marimba notes, a fourth up."""
    track = _track(1.0)
    for at, pitch, level in ((0.0, 987.8, 0.8), (0.11, 1318.5, 1.0)):
        bar = [(pitch, 0.5, 1), (pitch * 3.93, 0.12, 0.25), (pitch * 9.2, 0.05, 0.06)]
        placed(track, modes(0.7, bar, 0.002), at, level, 0.1)
    return echoed(track, 0.35, 0.18, by)


def _keys(by: Chance) -> Sound:
    """A bunch of keys: many small bright bars knocking together."""
    track = _track(0.9)
    for _ in range(16):
        at = float(np.clip(by.normal(0.22, 0.14), 0.0, 0.6))
        pitch = by.uniform(3200, 8200)
        bar = modes(0.2, [(pitch, 0.12, 1), (pitch * 1.47, 0.08, 0.6), (pitch * 2.09, 0.05, 0.3)])
        placed(track, bar, at, by.uniform(0.2, 1.0), by.uniform(-0.25, 0.25))
    return echoed(track, 0.3, 0.12, by)


def _glass(by: Chance) -> Sound:
    """A glass breaks: the blow, then its pieces."""
    track = _track(1.5)
    placed(track, decaying(noise(0.12, 1500, 12000, by), 0.08, 0.0005), 0.0, 1.0)
    placed(track, modes(0.4, [(1870, 0.25, 1), (3120, 0.2, 0.8), (4790, 0.15, 0.7), (7300, 0.1, 0.5)]), 0.0, 0.7)
    for _ in range(38):
        at = 0.03 + float(by.exponential(0.22))
        pitch = by.uniform(2600, 11000)
        piece = modes(0.16, [(pitch, by.uniform(0.04, 0.14), 1), (pitch * 1.62, 0.05, 0.5)])
        placed(track, piece, min(at, 1.2), by.uniform(0.08, 0.5) * np.exp(-at * 1.5), by.uniform(-0.6, 0.6))
    return echoed(track, 0.5, 0.2, by)


def _thud(by: Chance) -> Sound:
    """Something heavy, or somebody, falls."""
    track = _track(1.0)
    times = moments(0.7)
    low = np.sin(2 * np.pi * np.cumsum(48 + 60 * np.exp(-times * 40)) / RATE)
    placed(track, decaying(low, 0.5), 0.0, 1.0)
    placed(track, decaying(noise(0.3, 60, 900, by), 0.16), 0.0, 0.5)
    placed(track, decaying(noise(0.2, 100, 1500, by), 0.12, 0.01), 0.11 + by.uniform(0, 0.03), 0.2)
    return echoed(track, 0.5, 0.25, by)


def _slap(by: Chance) -> Sound:
    """A palm on a cheek: a very short crack with a little body."""
    track = _track(0.6)
    placed(track, decaying(noise(0.1, 900, 7000, by), 0.055, 0.0006), 0.0, 1.0)
    placed(track, decaying(noise(0.12, 250, 1400, by), 0.07, 0.001), 0.001, 0.6)
    placed(track, modes(0.12, [(by.uniform(190, 240), 0.08, 1)]), 0.0, 0.4)
    return echoed(track, 0.45, 0.3, by)


def _car_pass(by: Chance) -> Sound:
    """A car goes by from left to right: tyres and engine, falling in pitch."""
    seconds = 4.0
    times = moments(seconds)
    distance = np.sqrt(1 + ((times - 1.9) / 0.42) ** 2)
    near = 1 / distance
    shift = 1 - 0.06 * (times - 1.9) / 0.42 / distance
    tyres = noise(seconds, 350, 2600, by) * near**1.4 + noise(seconds, 60, 350, by) * near * 0.8
    engine = sum(np.sin(2 * np.pi * np.cumsum(shift * 62 * k) / RATE + k) / k for k in range(1, 7))
    sound = tyres + 0.5 * np.asarray(engine) * near
    sound *= np.minimum(1, times / 0.5) * np.minimum(1, (seconds - times) / 0.8)
    angle = (np.clip((times - 1.9) * 1.1, -0.9, 0.9) + 1) * np.pi / 4
    return np.stack([sound * np.cos(angle), sound * np.sin(angle)], axis=1)


def _horn(by: Chance) -> Sound:
    """A car's two-tone horn, once short, once long, some way off."""
    track = _track(1.8)
    for at, length in ((0.0, 0.18), (0.3, 0.75)):
        times = moments(length)
        wave = sum(
            np.sin(2 * np.pi * pitch * k * times + k) / k**0.8 for pitch in (415 * by.uniform(0.99, 1.01), 523) for k in range(1, 9)
        )
        shape = np.minimum(1, times / 0.015) * np.minimum(1, (length - times) / 0.04)
        placed(track, band(np.asarray(wave) * shape, 300, 4500), at, 1.0, 0.3)
    return echoed(track, 0.9, 0.4, by)


def _thunder(by: Chance) -> Sound:
    """A crack, and the rumble that rolls away."""
    seconds = 5.0
    times = moments(seconds)
    roll = noise(seconds, 25, 160, by, 2) * (wandering(seconds, 5, by, 0.2, 1.0) * np.exp(-times / 1.6))[:, np.newaxis]
    roll *= np.minimum(1, times / 0.08)[:, np.newaxis]
    track = roll * 1.2
    for _ in range(6):
        at = float(by.uniform(0, 0.22))
        crack = decaying(noise(0.5, 200, 4500, by), 0.4, 0.004)
        placed(track, crack, at, by.uniform(0.2, 0.7), by.uniform(-0.5, 0.5))
    track *= np.minimum(1, (seconds - times) / 1.0)[:, np.newaxis]
    return echoed(track, 2.5, 0.3, by, 40, 1500)


def _paper(by: Chance) -> Sound:
    """A sheet is unfolded: crackling in three moves."""
    track = _track(1.2)
    for at, length in ((0.0, 0.28), (0.36, 0.22), (0.68, 0.34)):
        crackle = noise(length, 1800, 9500, by) * np.maximum(0, wandering(length, 60, by, -0.6, 1.0)) ** 2
        times = moments(length)
        placed(track, crackle * np.sin(np.pi * np.minimum(1, times / length)), at, 1.0, by.uniform(-0.2, 0.2))
    return echoed(track, 0.25, 0.08, by)


def _cup(by: Chance) -> Sound:
    """A cup is set down on its saucer."""
    track = _track(0.7)
    for at, level in ((0.0, 1.0), (0.045 + by.uniform(0, 0.02), 0.45)):
        china = [(by.uniform(2300, 2600), 0.16, 1), (3980, 0.12, 0.7), (6100, 0.08, 0.4), (820, 0.05, 0.5)]
        placed(track, modes(0.3, china, 0.0006), at, level, -0.1)
    placed(track, modes(0.15, [(170, 0.09, 1)]), 0.0, 0.35)
    return echoed(track, 0.35, 0.15, by)


def _bell(by: Chance) -> Sound:
    """A door bell: two notes, a major third down."""
    track = _track(2.4)
    for at, pitch in ((0.0, 659.3), (0.55, 523.3)):
        bar = [(pitch, 1.6, 1), (pitch * 2.76, 0.7, 0.35), (pitch * 5.4, 0.3, 0.15), (pitch * 1.003, 1.6, 0.4)]
        placed(track, modes(1.8, bar, 0.002), at, 1.0, -0.15)
    return echoed(track, 0.6, 0.25, by)


def _whoosh(by: Chance) -> Sound:
    """Air: a fast turn, a flash back."""
    seconds = 0.9
    times = moments(seconds)
    low, high = noise(seconds, 200, 900, by, 2), noise(seconds, 900, 5000, by, 2)
    middle = np.exp(-(((times - 0.42) / 0.17) ** 2))
    peak = np.exp(-(((times - 0.45) / 0.1) ** 2))
    side = np.clip((times - 0.45) * 2, -0.8, 0.8)
    wide = np.stack([np.cos((side + 1) * np.pi / 4), np.sin((side + 1) * np.pi / 4)], axis=1)
    return np.asarray((low * middle[:, np.newaxis] + 0.7 * high * peak[:, np.newaxis]) * wide)


def _heartbeat(by: Chance) -> Sound:
    """Four beats, lub-dub, felt more than heard."""
    track = _track(3.6)
    for number in range(4):
        for after, level, pitch in ((0.0, 1.0, 52), (0.24, 0.7, 61)):
            times = moments(0.3)
            beat = np.sin(2 * np.pi * np.cumsum(pitch * (1 + 0.9 * np.exp(-times * 45))) / RATE)
            beat += 0.25 * np.sin(2 * np.pi * 2.1 * np.cumsum(pitch * (1 + 0.9 * np.exp(-times * 45))) / RATE)
            placed(track, decaying(beat, 0.26, 0.008), 0.02 + number * 0.86 + after, level)
    return echoed(track, 0.4, 0.1, by, 40, 600)


def _lift_bell(by: Chance) -> Sound:
    """The clear note of a lift that has arrived."""
    track = _track(1.8)
    note = [(1046.5, 1.3, 1), (2093, 0.7, 0.3), (1046.5 * 2.756, 0.35, 0.15), (1049.5, 1.3, 0.35)]
    placed(track, modes(1.7, note, 0.003), 0.0, 1.0)
    return echoed(track, 0.6, 0.3, by)


def _siren(by: Chance) -> Sound:
    """An ambulance some streets away, coming nearer and passing on."""
    seconds = 5.0
    times = moments(seconds)
    high = (np.floor(times / 0.48) % 2 == 0).astype(float)
    pitch = band(440 + 145 * high, 0, 25, 1)
    pitch[: RATE // 10] = 440 + 145 * high[0]
    phase = 2 * np.pi * np.cumsum(pitch) / RATE
    wave = sum(np.sin(k * phase) / k**1.3 for k in range(1, 7))
    near = np.exp(-(((times - 2.6) / 1.7) ** 2))
    track = _track(seconds)
    placed(track, band(np.asarray(wave) * near, 250, 2600), 0.0, 1.0, -0.3)
    track *= (np.minimum(1, times / 0.8) * np.minimum(1, (seconds - times) / 1.2))[:, np.newaxis]
    return echoed(track, 1.5, 0.6, by, 200, 2500)


def _applause(by: Chance) -> Sound:
    """About thirty people clap, start together, stop one by one."""
    seconds = 4.5
    track = _track(seconds)
    claps = [decaying(noise(0.06, low, low * 3.2, by), 0.035, 0.0005) for low in (650, 800, 1000, 1250, 1500)]
    for _ in range(30):
        pace, at, stop = by.uniform(0.2, 0.3), float(by.uniform(0, 0.35)), by.uniform(2.6, 4.2)
        clap, level, pan = claps[int(by.integers(len(claps)))], by.uniform(0.25, 1.0), by.uniform(-0.9, 0.9)
        while at < stop:
            placed(track, clap, at, level * by.uniform(0.7, 1.0), pan)
            at += pace * by.uniform(0.9, 1.1)
    return echoed(track, 1.1, 0.5, by)


_MADE: dict[str, tuple[Callable[[Chance], Sound], float]] = {
    "door": (_door, -22),
    "steps": (_steps, -27),
    "phone-buzz": (_phone_buzz, -26),
    "phone-ring": (_phone_ring, -24),
    "message": (_message, -25),
    "keys": (_keys, -28),
    "glass": (_glass, -20),
    "thud": (_thud, -21),
    "slap": (_slap, -19),
    "car-pass": (_car_pass, -25),
    "horn": (_horn, -24),
    "thunder": (_thunder, -19),
    "paper": (_paper, -29),
    "cup": (_cup, -28),
    "bell": (_bell, -24),
    "whoosh": (_whoosh, -23),
    "heartbeat": (_heartbeat, -25),
    "lift-bell": (_lift_bell, -25),
    "siren": (_siren, -26),
    "applause": (_applause, -24),
}
"""How each effect is made, and its loudest 400 ms in LUFS, where a voice has -18."""
NAMES = tuple(_MADE)
