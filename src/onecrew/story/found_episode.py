"""A spotted film becomes an episode. In: a Spotted. Out: an Episode, its Shots, when its lines are heard. Never: files, models.

From here on it is an episode like any other: lines with speakers, shots with pictures. The pictures are ranges of the film.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from onecrew.story.episode import Episode, Line, Place, Scene
from onecrew.story.shot import Found, Framing, LineBeat, Move, Shot
from onecrew.story.spotted import FILM, Spotted
from onecrew.units import TimeRange, Where, on_frame

LONGEST = 8
"""Seconds of a piece of the film at most: what one edit makes again, and what several processes share out."""
SCENE = "1"


@dataclass(frozen=True, slots=True)
class FoundEpisode:
    """``heard``: when each line is heard in the film, by its id. ``kept``: when an original sound stays, by the id of its line."""

    episode: Episode
    shots: tuple[Shot, ...]
    heard: dict[str, TimeRange]
    kept: dict[str, TimeRange]


def found_episode(spotted: Spotted, id: str, title: str, file: str, rows: Mapping[str, int]) -> FoundEpisode:
    """The episode. ``file`` and ``rows`` (line id → row) are where its lines are written, for Problems."""
    where = Where(file)
    lines = tuple(Line(line.id, line.speaker, line.text, Where(file, rows.get(line.id, 0))) for line in spotted.lines if line.text)
    place = Place(name="", kind="flat", known=False)
    scene = Scene(SCENE, "", place, lines, where)
    shots = tuple(
        Shot(
            id=f"{SCENE}.{number}",
            scene=SCENE,
            framing=Framing.MEDIUM,
            move=Move.STATIC,
            place=place,
            mood=scene.mood,
            subjects=(),
            beats=tuple(LineBeat(line.id) for line in spotted.lines if line.text and piece.holds(line.range.start)),
            picture=Found(FILM, piece.start, piece.end),
            why="as it is cut in the film",
        )
        for number, piece in enumerate(_pieces(spotted), 1)
    )
    heard = {line.id: line.range for line in spotted.lines if line.text}
    kept = {line.id: line.range for line in spotted.lines if line.keep is not None}
    return FoundEpisode(Episode(id, title, (scene,)), shots, heard, kept)


def _pieces(spotted: Spotted) -> list[TimeRange]:
    """The film between its cuts, in pieces of about equal length where a shot is longer than ``LONGEST``."""
    rate, end = spotted.film.rate, spotted.film.seconds
    cuts = sorted({on_frame(cut, rate) for cut in spotted.cuts if 0 < cut < end})
    pieces: list[TimeRange] = []
    for start, stop in pairwise([Fraction(0), *cuts, end]):
        count = max(1, -(-(stop - start) // LONGEST))
        edges = [on_frame(start + (stop - start) * number / count, rate) for number in range(count + 1)]
        pieces += [TimeRange(one, after) for one, after in pairwise(edges) if after > one]
    return pieces
