"""Transcription: the protocol and its nouns. In: PCM. Out: words with times. Never: files."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, runtime_checkable

from onecrew.providers.offer import Offer


@dataclass(frozen=True, slots=True)
class Word:
    """A word heard, when, and how sure (0–100)."""

    text: str
    start: Fraction
    end: Fraction
    confidence: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was heard. ``language`` is a BCP 47 tag."""

    text: str
    language: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Gist:
    """A stretch of speech put into English: when it is said (seconds), its words with their times, and the model's own doubt.

    ``likelihood``: mean natural logarithm of its words' probabilities, 0 at best; ``silence``: the probability (0–1) that nobody
    speaks there.
    """

    text: str
    start: Fraction
    end: Fraction
    likelihood: float
    silence: float
    words: tuple[Word, ...] = ()


@runtime_checkable
class Doubting(Protocol):
    """A provider that says how sure it is of what it puts into English."""

    def gists(self, pcm: bytes, rate: int, language: str, hint: str = "") -> tuple[Gist, ...]:
        """As ``Transcription.to_english``, stretch by stretch. ``hint``: English forms of names that may occur."""
        ...


class Transcription(Protocol):
    """A provider that writes down speech."""

    def offer(self) -> Offer: ...

    def transcribe(self, pcm: bytes, rate: int, language: str | None, hint: str = "") -> Transcript:
        """Mono signed 16-bit little-endian PCM at ``rate`` Hz; ``language`` None: find out. ``hint``: names that may occur."""
        ...

    def to_english(self, pcm: bytes, rate: int, language: str) -> str:
        """What is said in another language, in English: the gist of it, good enough to draft from. Raises Refused where the
        provider does not do that."""
        ...
