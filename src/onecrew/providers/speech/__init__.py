"""Speech synthesis: the protocol and its nouns.

In: an Utterance. Out: Audio with the times of its phonemes. Never: fitting to a picture.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from onecrew.providers.offer import Offer


@dataclass(frozen=True, slots=True)
class VoiceOffer:
    """A voice: its name, language tag, and who it sounds like (for casting). ``pitch`` is its median F0 in Hz, 0 if unknown."""

    name: str
    language: str
    gender: str
    ages: tuple[str, ...]
    quality: int = 50
    """0–100, how good it sounds; casting prefers better voices."""
    pitch: int = 0


@dataclass(frozen=True, slots=True)
class Utterance:
    """One line to be spoken. ``feeling`` is one of the eight names, ``delivery`` normal, whisper, shout, slow or fast."""

    text: str
    language: str
    voice: str
    speed: Fraction = Fraction(1)
    feeling: str = "neutral"
    strength: int = 60
    delivery: str = "normal"


@dataclass(frozen=True, slots=True)
class TimedPhone:
    """One IPA symbol (no stress marks; ``""`` is silence) and when it sounds, in seconds from the start of the audio."""

    symbol: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Audio:
    """Speech: mono signed 16-bit little-endian PCM, its rate in Hz, and its phonemes in order without gaps.

    Silence before and after the speech is trimmed to at most 20 ms and 60 ms.
    """

    pcm: bytes
    rate: int
    phones: tuple[TimedPhone, ...]

    @property
    def seconds(self) -> Fraction:
        """Length."""
        return Fraction(len(self.pcm) // 2, self.rate)


class Speech(Protocol):
    """A provider of voices."""

    def offer(self) -> Offer: ...

    def voices(self, language: str) -> tuple[VoiceOffer, ...]:
        """Voices for a BCP 47 tag; empty when the language is not offered."""
        ...

    def speak(self, utterance: Utterance) -> Audio:
        """Raises Refused (language, voice or text it cannot speak), Unreachable (weights or a program are missing), Broken."""
        ...
