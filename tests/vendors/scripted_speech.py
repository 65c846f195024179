"""What the emulators of speech share: a synthetic voice with pauses where the marks are, its letters' times, faults. Never: a
vendor's words."""

from __future__ import annotations

import hashlib
import struct
import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .emulator import LoopbackEmulator

SPEECH_FAULTS = (
    "too many",
    "overloaded",
    "no money",
    "wrong key",
    "bad model",
    "unknown voice",
    "too long",
    "moderated before",
    "moderated after",
    "empty",
    "silence",
    "not sound",
    "failure under 200",
    "lost answer",
    "broken off",
    "server error",
)
"""``moderated after``: the line was spoken and is not given. ``empty``: a success without sound. ``not sound``: something else in
its place. ``broken off``: half of the answer."""

BEFORE, AFTER, PAUSE = 0.15, 0.35, 0.3
"""Seconds of silence before and after a line, and at a mark."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was spoken: the words alone, with which voice, how fast, and how."""

    text: str
    voice: str
    speed: float = 1.0
    how: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A character and its time in seconds."""

    letter: str
    start: float
    end: float


class SpeechEmulator(LoopbackEmulator):
    """A vendor that speaks with a buzz. ``wait``: seconds it asks to wait when there are too many."""

    wait: int | None = 7
    own = "voice_of-the-user"
    """A voice of the account's own."""

    def __init__(self) -> None:
        super().__init__()
        self.spoken: list[Spoken] = []

    def fault(self, name: str) -> None:
        """Let the next request meet this fault."""
        assert name in SPEECH_FAULTS, name
        assert name not in self.WITHOUT, name
        self._faults.append(name)

    def voice(self, said: Spoken, fault: str, rate: int) -> bytes:
        """The line as signed 16-bit samples."""
        self.spoken.append(said)
        sound = buzz(said, rate)
        if fault == "silence":
            sound = np.zeros_like(sound)
        return b"" if fault == "empty" else sound.tobytes()


def letters(said: Spoken) -> list[Letter]:
    """When each character is said; a mark is a pause."""
    found, place = [], BEFORE
    for one in said.text:
        wide = unicodedata.east_asian_width(one) in "WF" and one.isalnum()
        mark = one in ",.!?…—;:。，！？、"
        length = PAUSE if mark else 0.18 if wide else 0.07 if one.isalnum() else 0.02
        length /= said.speed
        found.append(Letter(one, place, place + length))
        place += length
    return found


def buzz(said: Spoken, rate: int) -> NDArray[np.int16]:
    """A voice of one pitch: loud vowels, softer consonants, silence at marks."""
    spoken = letters(said)
    end = spoken[-1].end if spoken else BEFORE
    times = np.arange(round((end + AFTER) * rate)) / rate
    level = np.zeros(len(times))
    for one in spoken:
        loud = (
            0.0
            if one.letter in ",.!?…—;:。，！？、"
            else 1.0
            if one.letter.lower() in "aeiouy" or ord(one.letter) > 0x2E80
            else 0.35
        )
        level[round(one.start * rate) : round(one.end * rate)] = loud
    level = np.convolve(level, np.ones(rate // 100) / (rate // 100), mode="same")
    pitch = 100 + hashlib.sha256(said.voice.encode()).digest()[0] / 2
    wave = sum(np.sin(2 * np.pi * pitch * number * times) / number for number in range(1, 12))
    return np.round(wave * level * 4000).astype("<i2")


def wav(samples: bytes, rate: int, size: int | None = None, channels: int = 1) -> bytes:
    """A WAV file. ``size``: what its header says in place of the truth, as streams do."""
    form = struct.pack("<HHIIHH", 1, channels, rate, rate * 2 * channels, 2 * channels, 16)
    told = len(samples) if size is None else size
    whole = len(samples) + 36 if size is None else size
    return (
        b"RIFF"
        + struct.pack("<I", whole)
        + b"WAVEfmt "
        + struct.pack("<I", 16)
        + form
        + b"data"
        + struct.pack("<I", told)
        + samples
    )
