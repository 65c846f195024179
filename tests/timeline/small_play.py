"""Small screenplays, shots and speech, so that a test says only what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from hypothesis import strategies as st

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


Play = tuple[list[Shot], list[Scene], dict[str, Speech]]

lengths = st.integers(1, 900).map(lambda hundredths: Fraction(hundredths, 100))


@st.composite
def plays(draw: st.DrawFn) -> Play:
    """Scenes of shots with lines (some split over shots, some dual, some voice-over), acts and transitions."""
    shots: list[Shot] = []
    scenes: list[Scene] = []
    told: dict[str, Speech] = {}
    for number in range(1, draw(st.integers(1, 3)) + 1):
        lines: list[Line] = []
        letter = 0
        transition = draw(st.sampled_from(["cut", "dissolve", "fade"]))
        for _ in range(draw(st.integers(1, 5))):
            beats: list[ShotBeat] = []
            kind = draw(st.sampled_from(["line", "line", "line", "split", "act", "nothing"]))
            count = draw(st.integers(2, 3)) if kind == "split" else 1
            if kind in ("line", "split"):
                one = line(
                    f"{number}.{len(lines) + 1}",
                    draw(st.sampled_from(["MEI", "LIANG"])),
                    draw(st.sampled_from(["Why?", "I see.", "Wait—"])),
                    feeling=draw(st.sampled_from(list(Feeling))),
                    strength=draw(st.integers(0, 100)),
                    pause_before=draw(st.sampled_from([Fraction(0), Fraction(1, 3), Fraction(2)])),
                    heard=draw(st.sampled_from(list(Heard))),
                    dual=draw(st.booleans()),
                )
                lines.append(one)
                told[one.id] = speech(one, draw(lengths))
                if draw(st.booleans()):
                    beats.append(act("0.7", under=one.id))
            for part in range(count):
                mine = [*beats, says(lines[-1].id, (part, count))] if kind in ("line", "split") else []
                if kind == "act" or draw(st.integers(0, 4)) == 0:
                    mine.append(act(str(draw(st.integers(0, 30)) / 10), feeling=draw(st.sampled_from(list(Feeling)))))
                shots.append(
                    shot(
                        f"{number}.{chr(97 + letter)}",
                        *mine,
                        who=[draw(st.sampled_from(["MEI", "LIANG"]))],
                        framing=draw(st.sampled_from([Framing.WIDE, Framing.CLOSE])),
                        transition=transition if letter == 0 else "cut",
                        hold=draw(st.sampled_from([Fraction(0), Fraction(1, 2)])),
                    )
                )
                letter += 1
        scenes.append(scene(str(number), *lines, mood=draw(st.sampled_from(["calm", "tense"]))))
    return shots, scenes, told


__all__ = [
    "FRAME",
    "RATE",
    "Feeling",
    "Framing",
    "Heard",
    "Play",
    "act",
    "lengths",
    "line",
    "plays",
    "says",
    "scene",
    "shot",
    "speech",
]
