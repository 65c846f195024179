"""What one shot shows, as plain values. In: nothing. Out: frozen nouns the studio fills. Never: drawing.

All times are seconds from the shot's first frame. A Picture is the whole recipe of the pixels: equal pictures are equal films.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onecrew.story.episode import Feeling
from onecrew.story.shot import ActBeat, Shot
from onecrew.story.show import Age, Format, Gender, Look


@dataclass(frozen=True, slots=True)
class Actor:
    """Someone who may be seen: cast name, look, age and gender."""

    name: str
    look: Look
    age: Age
    gender: Gender


@dataclass(frozen=True, slots=True)
class Phone:
    """One speech sound: an IPA symbol (no stress marks) or ``""`` for silence, and when it sounds."""

    symbol: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Speaking:
    """A voice is heard during ``[start, end)``, which may begin before 0 or end after the shot.

    ``mouth``: the speaker's mouth moves (False for voice-over). ``levels``: loudness 0–100 of every 1/25 s from ``start`` on.
    """

    who: str
    start: Fraction
    end: Fraction
    phones: tuple[Phone, ...]
    levels: tuple[int, ...]
    mouth: bool = True
    feeling: Feeling = Feeling.NEUTRAL
    strength: int = 60
    to: str | None = None
    """Whom it is said to, if known."""


@dataclass(frozen=True, slots=True)
class Acting:
    """An act of the shot with its time."""

    act: ActBeat
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything needed to draw one shot.

    ``seconds`` is its length. ``text`` and ``sender`` are what an insert or card shows, in the language of the release
    (``language`` is its tag; it chooses fonts and writing direction). ``seed`` makes details of the place; it is the same for all
    shots of the same place in a show.
    """

    shot: Shot
    format: Format
    seconds: Fraction
    actors: tuple[Actor, ...]
    speaking: tuple[Speaking, ...] = ()
    acting: tuple[Acting, ...] = ()
    palette: str = "dusk"
    text: str = ""
    sender: str = ""
    language: str = "en"
    seed: int = 0
