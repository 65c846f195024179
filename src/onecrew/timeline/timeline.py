"""The cut of one episode in one language, with exact times. In: nothing. Out: frozen nouns. Never: pixels.

OpenTimelineIO's vocabulary: a Timeline has Tracks; a Track has Clips. All starts and ends of picture clips lie on frames.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onecrew.units import TimeRange


@dataclass(frozen=True, slots=True)
class ShotClip:
    """A shot in the cut. ``range`` is when it is on screen *alone or entering*: it begins where its transition begins.

    ``transition`` is cut, dissolve or fade; ``overlap`` the seconds it shares with the shot before (0 for a cut). The shot before
    stays on screen until ``range.start + overlap``, which is also the end of its own range.
    """

    shot: str
    range: TimeRange
    transition: str = "cut"
    overlap: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class LineClip:
    """A spoken line in the cut.

    ``range``: when it is heard, after ``tempo`` (1 = as spoken; above 1 faster). ``rung`` is the rung of the fit ladder
    (``natural``, ``gap``, ``shorter``, ``faster``, ``fastest``, ``breathe``, ``problem``). ``slot`` is the place it had to fit: it
    begins where the line should begin and ends where it has to be over.
    """

    line: str
    speaker: str
    range: TimeRange
    tempo: Fraction = Fraction(1)
    rung: str = "natural"
    slot: TimeRange | None = None
    wording: int = 0
    """Which accepted wording is spoken: 0 the first, n the n-th of ``Speech.shorter``, counted from 1."""


@dataclass(frozen=True, slots=True)
class ActClip:
    """An act with its time. ``shot`` and ``index`` name the beat."""

    shot: str
    index: int
    range: TimeRange


@dataclass(frozen=True, slots=True)
class MusicClip:
    """Music for a stretch. ``mood`` chooses the track; joins are under fades of ``fade`` seconds or a silence."""

    mood: str
    range: TimeRange
    fade_in: Fraction
    fade_out: Fraction
    key: str = ""
    """Which scene it belongs to: the seed of the choice of a track."""


@dataclass(frozen=True, slots=True)
class EffectClip:
    """A sound effect (an EFFECTS name) that begins at ``start``."""

    name: str
    start: Fraction


@dataclass(frozen=True, slots=True)
class AmbienceClip:
    """The room tone of a place: place kind, time of day, weather."""

    place: str
    time: str
    weather: str
    interior: bool
    range: TimeRange


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption on screen: its lines of text, top first, and the id of the line it belongs to."""

    range: TimeRange
    lines: tuple[str, ...]
    line: str
    speaker: str = ""
    also: tuple[str, ...] = ()
    """Other lines whose words it shows (two speakers in one caption, each after a dash)."""
    place: Fraction | None = None
    """Where its middle is, as a share of the picture's height; None: where captions usually are."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The cut. ``length`` is the film's, on a frame."""

    rate: Fraction
    length: Fraction
    shots: tuple[ShotClip, ...]
    lines: tuple[LineClip, ...]
    acts: tuple[ActClip, ...] = ()
    music: tuple[MusicClip, ...] = ()
    effects: tuple[EffectClip, ...] = ()
    ambience: tuple[AmbienceClip, ...] = ()
    captions: tuple[Caption, ...] = ()
