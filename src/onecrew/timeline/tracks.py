"""The cut in tracks, as editing programs see it. In: a Timeline, media paths. Out: Tracks of Pieces on frames. Never: file
formats.

One picture track; then one track per speaker, music, effects and ambience, and another of its kind where two of its sounds
overlap. A piece says which media it shows, what that media offers and what of it is used, so that an editor can pull handles.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from onecrew.timeline.timeline import Timeline
from onecrew.units import TimeRange, on_frame
from onecrew.units.time import frames_up

FILM, DIALOGUE, MUSIC, EFFECTS = "film", "dialogue", "music", "effects"
"""Keys of media that are as long as the film: the picture and the stems."""
_EFFECT = Fraction(1)
"""How long an effect is shown in an editor whose file's length is not known here."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of media in the cut.

    ``range``: when it plays. ``media``: the relative path, or None when there is none. ``start``: where in the media it begins.
    ``offered``: the media's length. ``own``: the media was made for this piece alone, not for the film as a whole.
    """

    name: str
    range: TimeRange
    media: str | None
    start: Fraction
    offered: Fraction
    own: bool
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Joint:
    """A transition into piece ``into`` (its place in the track), from ``range.start`` to ``range.end`` around the cut."""

    into: int
    kind: str
    range: TimeRange


@dataclass(frozen=True, slots=True)
class Track:
    """Pieces in order that do not overlap. ``kind``: picture, dialogue, music, effects or ambience."""

    name: str
    kind: str
    pieces: tuple[Piece, ...]
    joints: tuple[Joint, ...] = ()


def tracks(timeline: Timeline, media: Mapping[str, str]) -> tuple[Track, ...]:
    """All tracks, the picture first.

    The media of a clip is looked up by its own key: the id of a shot or line, ``music N``, ``effect N``, ``ambience N``
    (counted from 0). Failing that it is a stretch of what is as long as the film: ``film``, ``dialogue``, ``music``,
    ``effects`` (also for ambience). A shot taken from the finished film has its transition in it already and gets no joint.
    """
    found = [_picture(timeline, media)]
    for speaker in dict.fromkeys(clip.speaker for clip in timeline.lines):
        lines = [
            _sound(
                timeline,
                media,
                clip.line,
                DIALOGUE,
                f"{clip.line} {clip.speaker}",
                clip.range,
                {"line": clip.line, "speaker": clip.speaker, "tempo": str(clip.tempo), "rung": clip.rung},
            )
            for clip in timeline.lines
            if clip.speaker == speaker
        ]
        found += _lanes(speaker, "dialogue", lines)
    music = [
        _sound(
            timeline,
            media,
            f"music {number}",
            MUSIC,
            f"music {clip.mood}",
            clip.range,
            {"mood": clip.mood, "fade_in": str(clip.fade_in), "fade_out": str(clip.fade_out)},
        )
        for number, clip in enumerate(timeline.music)
    ]
    effects = [
        _sound(
            timeline,
            media,
            f"effect {number}",
            EFFECTS,
            clip.name,
            TimeRange(clip.start, max(clip.start, min(timeline.length, clip.start + _EFFECT))),
            {"effect": clip.name},
        )
        for number, clip in enumerate(timeline.effects)
        if clip.start < timeline.length
    ]
    ambience = [
        _sound(
            timeline,
            media,
            f"ambience {number}",
            EFFECTS,
            f"{clip.place} {clip.time} {clip.weather}",
            clip.range,
            {"place": clip.place, "time": clip.time, "weather": clip.weather},
        )
        for number, clip in enumerate(timeline.ambience)
    ]
    for name, pieces in (("music", music), ("effects", effects), ("ambience", ambience)):
        found += _lanes(name, name, pieces)
    return tuple(found)


def _picture(timeline: Timeline, media: Mapping[str, str]) -> Track:
    """The shots. Where two share a transition they are cut in its middle, and both keep their handles for it."""
    shots = timeline.shots
    cuts = [on_frame(shot.range.start + shot.overlap / 2, timeline.rate) for shot in shots] + [timeline.length]
    pieces, joints = [], []
    for number, shot in enumerate(shots):
        own = shot.shot in media or FILM not in media
        used = TimeRange(cuts[number], max(cuts[number], cuts[number + 1]))
        pieces.append(
            Piece(
                shot.shot,
                used,
                media.get(shot.shot, media.get(FILM)),
                used.start - shot.range.start if own else used.start,
                shot.range.length if own else timeline.length,
                own,
                {"shot": shot.shot, "transition": shot.transition},
            )
        )
        if number and shot.overlap and own:
            joints.append(Joint(number, shot.transition, TimeRange(shot.range.start, shot.range.start + shot.overlap)))
    return Track("picture", "picture", tuple(pieces), tuple(joints))


def _sound(
    timeline: Timeline,
    media: Mapping[str, str],
    key: str,
    whole: str,
    name: str,
    stretch: TimeRange,
    facts: Mapping[str, str],
) -> Piece:
    """A sound from the frame it begins on to the frame boundary by which it is over, at least one frame."""
    start = on_frame(stretch.start, timeline.rate)
    end = max(frames_up(stretch.end, timeline.rate), start + 1 / timeline.rate)
    own = key in media or whole not in media
    return Piece(
        name,
        TimeRange(start, end),
        media.get(key, media.get(whole)),
        Fraction(0) if own else start,
        end - start if own else max(end, timeline.length),
        own,
        facts,
    )


def _lanes(name: str, kind: str, pieces: list[Piece]) -> list[Track]:
    lanes: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda one: (one.range.start, one.range.end)):
        free = next((lane for lane in lanes if lane[-1].range.end <= piece.range.start), None)
        if free is None:
            free = []
            lanes.append(free)
        free.append(piece)
    return [Track(name if place == 1 else f"{name} {place}", kind, tuple(lane)) for place, lane in enumerate(lanes, 1)]
