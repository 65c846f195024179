"""The screenplay of one episode, understood: scenes, lines, actions, directions.

In: nothing. Out: frozen nouns (``read_episode`` fills them from a Screenplay). Never: shots, times.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from onecrew.units import Where


class Feeling(StrEnum):
    """The eight feelings a puppet, a voice and music know."""

    NEUTRAL = "neutral"
    HAPPY = "happy"
    SAD = "sad"
    ANGRY = "angry"
    AFRAID = "afraid"
    SURPRISED = "surprised"
    DISGUSTED = "disgusted"
    TENDER = "tender"


class Delivery(StrEnum):
    """How a line is spoken."""

    NORMAL = "normal"
    WHISPER = "whisper"
    SHOUT = "shout"
    SLOW = "slow"
    FAST = "fast"


class Heard(StrEnum):
    """Where a line's voice comes from."""

    ON_SCREEN = "on screen"
    OFF_SCREEN = "off screen"
    """(O.S.): in the place but not in the picture."""
    VOICE_OVER = "voice over"
    """(V.O.): narration, a thought, a phone; never a mouth in the picture."""


@dataclass(frozen=True, slots=True)
class Line:
    """One spoken line of one character. ``id`` is ``scene.number``, both counted from 1, e.g. ``2.3``."""

    id: str
    speaker: str
    """The cast name of the character (``Character.name``)."""
    text: str
    """Plain text to be spoken, no markup."""
    where: Where
    heard: Heard = Heard.ON_SCREEN
    feeling: Feeling = Feeling.NEUTRAL
    strength: int = 60
    """Of the feeling, 0–100."""
    delivery: Delivery = Delivery.NORMAL
    pause_before: Fraction = Fraction(0)
    """Seconds of silence asked for by ``(beat)``, ``(pause)``, ``(long pause)``."""
    to: str | None = None
    """Whom it is said to, when the parenthetical says so (``(to Mei)``)."""
    parenthetical: str = ""
    dual: bool = False
    """Spoken together with the line before it."""
    sung: bool = False


@dataclass(frozen=True, slots=True)
class Action:
    """A paragraph of action, as written. ``id`` is ``scene.aN``."""

    id: str
    text: str
    where: Where
    people: tuple[str, ...] = ()
    """Cast names mentioned, in order of mention."""


@dataclass(frozen=True, slots=True)
class Direction:
    """A shot direction from a ``[[note]]``, e.g. ``close on MEI, push in, 2s``; it holds for what follows it."""

    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Card:
    """Centred text: a title card shown alone, in a language of its own (its text is translated like a line)."""

    id: str
    text: str
    where: Where


Beat = Line | Action | Direction | Card


@dataclass(frozen=True, slots=True)
class Place:
    """Where and when a scene plays.

    ``kind`` is one of ``PLACES``; ``name`` as written (``MEI'S FLAT``); ``interior``; ``time`` is day, dusk or night;
    ``rain`` and ``snow`` are weather. ``known`` is False when the name had to be mapped to the nearest kind.
    """

    name: str
    kind: str
    interior: bool = True
    time: str = "day"
    weather: str = "clear"
    """clear, rain, snow."""
    known: bool = True


PLACES = (
    "flat",
    "office",
    "street",
    "cafe",
    "hospital",
    "car",
    "school",
    "palace",
    "forest",
    "rooftop",
    "restaurant",
    "bedroom",
    "shop",
    "lift",
)
TIMES = ("day", "dusk", "night")
WEATHERS = ("clear", "rain", "snow")


@dataclass(frozen=True, slots=True)
class Scene:
    """A scene: where, what happens in order, how it feels, how it is entered (``cut``, ``dissolve``, ``fade``)."""

    id: str
    heading: str
    place: Place
    beats: tuple[Beat, ...]
    where: Where
    mood: str = "calm"
    """One of ``MOODS``."""
    enter: str = "cut"
    synopsis: str = ""


MOODS = ("calm", "warm", "tense", "sad", "eerie", "joyful", "romantic", "angry")


@dataclass(frozen=True, slots=True)
class Episode:
    """One episode. ``id`` is its folder's name, e.g. ``01``."""

    id: str
    title: str
    scenes: tuple[Scene, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every spoken line in order."""
        return tuple(beat for scene in self.scenes for beat in scene.beats if isinstance(beat, Line))
