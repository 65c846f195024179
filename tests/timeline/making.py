"""Small screenplays, shots and speech, so that a test says only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from onecrew.story.episode import Feeling, Heard, Line, Place, Scene
from onecrew.story.shot import ActBeat, Framing, Gesture, LineBeat, Move, Shot, ShotBeat, Subject
from onecrew.timeline.speech import Speech
from onecrew.units import Where

RATE = Fraction(25)
FRAME = 1 / RATE


def line(id: str, speaker: str, text: str = "Come with me.", **more: object) -> Line:
    return Line(id, speaker, text, Where("script.fountain", 1), **more)  # type: ignore[arg-type]


def scene(id: str, *beats: Line, mood: str = "calm", kind: str = "flat") -> Scene:
    return Scene(id, f"INT. PLACE {id}", Place(f"PLACE {id}", kind), tuple(beats), Where("script.fountain", 1), mood)


def shot(id: str, *beats: ShotBeat, who: Sequence[str] = ("MEI",), framing: Framing = Framing.CLOSE, **more: object) -> Shot:
    number = id.split(".")[0]
    return Shot(
        id,
        number,
        framing,
        Move.STATIC,
        Place(f"PLACE {number}", "flat"),
        "calm",
        tuple(Subject(one) for one in who),
        tuple(beats),
        **more,  # type: ignore[arg-type]
    )


def says(id: str, part: tuple[int, int] = (0, 1)) -> LineBeat:
    return LineBeat(id, part)


def act(seconds: str = "1", **more: object) -> ActBeat:
    return ActBeat("MEI", Gesture.NOD, Fraction(seconds), **more)  # type: ignore[arg-type]


def speech(one: Line, seconds: str | Fraction = "2", **more: object) -> Speech:
    return Speech(one.id, one.speaker, Fraction(seconds), one.pause_before, one.dual, **more)  # type: ignore[arg-type]


__all__ = ["FRAME", "RATE", "Feeling", "Framing", "Heard", "act", "line", "says", "scene", "shot", "speech"]
