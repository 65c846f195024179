"""What steps are told, as frozen nouns of plain values. In: nothing. Out: nouns. Never: drawing, codecs."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onecrew.animation.picture import Picture
from onecrew.story.show import Format
from onecrew.story.spotted import Area
from onecrew.timeline.timeline import AmbienceClip


@dataclass(frozen=True, slots=True)
class Takes:
    """A shot as it was filmed: the ids of its takes in order, shown over ``seconds``."""

    shot: str
    seconds: Fraction
    takes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A drawn picture, or takes of it, from ``start`` (its own time) on."""

    picture: Picture | Takes
    start: Fraction


@dataclass(frozen=True, slots=True)
class Shown:
    """A caption burnt into frames ``[first, last)`` of the piece."""

    lines: tuple[str, ...]
    first: int
    last: int
    place: Fraction | None = None
    """Where its middle is, as a share of the height; None: where the piece's captions are."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of the film: ``frames`` of one picture, or of two during a transition (``dissolve`` or ``fade``)."""

    format: Format
    frames: int
    seen: tuple[Seen, ...]
    transition: str = "cut"
    captions: tuple[Shown, ...] = ()
    language: str = "en"


@dataclass(frozen=True, slots=True)
class SoundLine:
    """A line in the mix: when it starts, how fast it is played, and how it sounds.

    ``gain`` in dB against normal delivery, ``pan`` -1 left … 1 right, ``treatment``: plain, phone, off-screen or voice-over,
    ``place`` the kind of place whose room is heard.
    """

    line: str
    start: Fraction
    tempo: Fraction
    gain: Fraction
    pan: Fraction
    treatment: str
    place: str


@dataclass(frozen=True, slots=True)
class Sound:
    """Everything heard. ``music`` and ``effects``: (input, when it begins); ``ambience``: (the ring of the place as input, when and
    where); ``loudness``: LUFS integrated."""

    length: Fraction
    voices: tuple[SoundLine, ...]
    music: tuple[tuple[str, Fraction], ...]
    effects: tuple[tuple[str, Fraction], ...]
    ambience: tuple[tuple[str, AmbienceClip], ...]
    loudness: int


VARIATIONS = 4
"""Of each effect, as ``media.effects`` has them: what sounds the same is made once."""


@dataclass(frozen=True, slots=True)
class MeasuredLine:
    """A line and when it should be heard, in seconds of the film, at which tempo."""

    line: str
    start: Fraction
    end: Fraction
    tempo: Fraction


@dataclass(frozen=True, slots=True)
class Measured:
    """What a film should be. ``black`` and ``still``: (start, end) of stretches that may be black or stand still;
    ``pictures``: (line, the shot in which its mouth is seen)."""

    rate: Fraction
    length: Fraction
    lines: tuple[MeasuredLine, ...]
    black: tuple[tuple[Fraction, Fraction], ...]
    still: tuple[tuple[Fraction, Fraction], ...]
    pictures: tuple[tuple[str, Picture], ...]


@dataclass(frozen=True, slots=True)
class Erased:
    """Frames ``[first, last)`` of an existing film, and what is to vanish from them."""

    first: int
    last: int
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class FilmPiece:
    """A piece of an existing film: ``frames`` of it from frame ``first`` on, with captions. Past its end the last frame stays."""

    format: Format
    first: int
    frames: int
    captions: tuple[Shown, ...] = ()
    language: str = "en"
    middle: Fraction | None = None
    """Where the middle of captions without a place is, as a share of the height; None: where the format wants it."""


@dataclass(frozen=True, slots=True)
class DubLine:
    """A line of a dub: when it starts, how fast it is played, and when the original line it stands for is heard."""

    line: str
    start: Fraction
    tempo: Fraction
    original_start: Fraction
    original_end: Fraction


@dataclass(frozen=True, slots=True)
class Dub:
    """The sound of a film in another language. ``kept``: when the original voices stay (singing, crying, crowds)."""

    length: Fraction
    lines: tuple[DubLine, ...]
    kept: tuple[tuple[Fraction, Fraction], ...]
    loudness: int
