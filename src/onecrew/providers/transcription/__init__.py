"""Transcription: the protocol and its nouns. In: PCM. Out: words with times. Never: files."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

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
