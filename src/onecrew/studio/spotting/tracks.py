"""Which of a film's sound tracks is its own. In: tracks, their sound. Out: a choice with its reasons. Never: decoding.

A film for distributors carries several: other languages, a commentary, a description for the blind, and often music and effects
alone (M&E), which is a better bed than any that is separated. What a track is, its title, its language and the container's marks
say; where they say nothing, whether anybody speaks in it. An M&E track is used only if it is what it says: as long as the film, and
the same sound where nobody speaks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from onecrew.media.source import SoundTrack
from onecrew.studio.spotting.given import speaks
from onecrew.units import Language

Sound = NDArray[np.float32]
"""(samples, 2), as long as the film."""
Spans = Sequence[tuple[Fraction, Fraction]]
"""Seconds in which somebody speaks."""


class Kind(StrEnum):
    """What a sound track holds."""

    PROGRAMME = "programme"
    EFFECTS = "music and effects"
    COMMENTARY = "commentary"
    DESCRIBED = "audio description"


_TITLES = (
    (
        Kind.COMMENTARY,
        r"comment(ary|aries|aire)|coment[aá]rio|director.?s (talk|track)|评论|評論|导评|コメンタリー",
    ),
    (
        Kind.DESCRIBED,
        r"descri(ptive|bed|ption|pción|ção)|audiodesc|\bad\b|visually impaired|narrated|口述|解说|解說",
    ),
    (
        Kind.EFFECTS,
        r"\bm\s*(&|and|\+|/|n)\s*e\b|music\W*(and|&|\+)\W*effects|effects only|international (sound|track)|no dialogue|\bdme\b"
        r"|m[uú]sica (y|e) efe[ci]tos|musique et effets|instrumental|karaoke|国际声|國際聲|国际音|音乐.?音效|无对白|伴奏",
    ),
)
_MARKS = {
    "comment": Kind.COMMENTARY,
    "visual_impaired": Kind.DESCRIBED,
    "descriptions": Kind.DESCRIBED,
    "clean_effects": Kind.EFFECTS,
    "karaoke": Kind.EFFECTS,
}
_NO_WORDS = "zxx"
"""ISO 639-2: no linguistic content."""
_SPOKEN = 0.25
"""A track in which less is said than this share of what the most talkative says has no dialogue."""
_ALIKE = 0.8
"""The least correlation of a bed with the whole sound where nobody speaks; codecs leave 0.95 and more."""
_LOUDER = 2.0
"""How many times louder or softer than in the whole sound a bed may be (6 dB); it is put right."""
_ROUNDING = 0.03
_ALONE = 1.0
"""Seconds without speech in which a bed must be heard, to be compared at all."""
_SHORT = 1.0
"""Seconds by which a bed may end before the film's sound does."""
_HEARD = 1e-3
"""Full scale 1: below it (−60 dB) a sound is silent."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Places among the film's sound tracks, from 0; ``bed`` None: it is to be separated. ``notes``: what was chosen, and why."""

    sound: int
    bed: int | None
    gain: float
    notes: tuple[str, ...]


def kind(track: SoundTrack) -> Kind:
    """What a track says it is; a programme where it says nothing."""
    for mark in track.marks:
        if mark in _MARKS:
            return _MARKS[mark]
    title = track.title.lower()
    for one, pattern in _TITLES:
        if re.search(pattern, title):
            return one
    return Kind.EFFECTS if track.language == _NO_WORDS else Kind.PROGRAMME


def choose(
    tracks: Sequence[SoundTrack],
    language: Language | None,
    rate: int,
    heard: Callable[[int], Sound],
    spoken: Callable[[int], Spans],
) -> Chosen:
    """Choose among at least one track. ``language``: what the film is known to speak; ``heard`` and ``spoken``: a track's sound at
    ``rate``, and when somebody speaks in it, by its place.
    """
    if len(tracks) == 1:
        return Chosen(0, None, 1.0, ())
    kinds = [kind(one) for one in tracks]
    best = sorted(
        range(len(tracks)), key=lambda place: (kinds[place] is not Kind.PROGRAMME, *_rank(tracks[place], language), place)
    )
    said = {place: float(sum(end - start for start, end in spoken(place))) for place in best}
    talking = [place for place in best if said[place] and said[place] >= _SPOKEN * max(said.values())]
    sound = (talking or best)[0]
    notes = [f"of {len(tracks)} sound tracks, {_told(sound, tracks[sound])} is taken for the film's own"]
    quiet = [place for place in best if place != sound and kinds[place] in (Kind.EFFECTS, Kind.PROGRAMME) and place not in talking]
    # What calls itself M&E comes first; an unnamed track in which nobody speaks may be it.
    for place in sorted(quiet, key=lambda one: kinds[one] is not Kind.EFFECTS):
        gain, why = fits(heard(sound), heard(place), spoken(sound), rate)
        if gain is not None:
            notes.append(f"{_told(place, tracks[place])} is its music and effects: it becomes the bed")
            return Chosen(sound, place, gain, tuple(notes))
        notes.append(f"{_told(place, tracks[place])} is not its music and effects ({why}): the bed is separated")
    notes += [
        f"{_told(place, tracks[place])} says it is music and effects, but somebody speaks in it"
        for place in talking
        if place != sound and kinds[place] is Kind.EFFECTS
    ]
    return Chosen(sound, None, 1.0, tuple(notes))


def _rank(track: SoundTrack, language: Language | None) -> tuple[bool, bool, bool, bool]:
    """Smaller is better: in the language that is wanted, the original, no dub, the one that players begin with."""
    other = language is not None and bool(track.language) and not speaks(track.language, language)
    return other, "original" not in track.marks, "dub" in track.marks, "default" not in track.marks


def fits(sound: Sound, effects: Sound, spoken: Spans, rate: int) -> tuple[float | None, str]:
    """By what ``effects`` must be multiplied to be the sound without its voices; None, and why, where it is something else."""
    lasts = [float(np.flatnonzero(np.abs(one).max(axis=1) > _HEARD).max(initial=-1)) / rate for one in (sound, effects)]
    if lasts[1] < 0:
        return None, "it is silent"
    if lasts[1] < lasts[0] - _SHORT and lasts[1] < _last(spoken):
        return None, f"it ends {lasts[0] - lasts[1]:.1f} s sooner"
    alone = np.ones(len(sound), np.bool_)
    for start, end in spoken:
        alone[max(0, int(start * rate)) : int(end * rate)] = False
    whole, bed = sound[alone].astype(np.float64).ravel(), effects[alone].astype(np.float64).ravel()
    heard = np.abs(whole) > _HEARD
    if heard.sum() < 2 * _ALONE * rate:
        return None, "nothing else is heard where nobody speaks, so that it cannot be compared"
    strength = float(np.sqrt((whole @ whole) * (bed @ bed)))
    alike = float(whole @ bed) / strength if strength else 0.0
    if alike < _ALIKE:
        return None, f"where nobody speaks it is another sound, correlation {alike:.2f}"
    gain = float(whole @ bed) / float(bed @ bed)
    if not 1 / _LOUDER <= gain <= _LOUDER:
        return None, f"it is {20 * np.log10(1 / gain):+.0f} dB beside the film's own sound"
    # A codec's rounding is no difference in level, and what is not touched stays the film's own.
    return (1.0 if abs(gain - 1) < _ROUNDING else gain), ""


def _last(spoken: Spans) -> float:
    return float(max((end for _, end in spoken), default=Fraction(0)))


def _told(place: int, track: SoundTrack) -> str:
    facts = ", ".join(one for one in (f"“{track.title}”" if track.title else "", track.language) if one)
    return f"track {place + 1}{f' ({facts})' if facts else ''}"
