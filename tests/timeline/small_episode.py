"""A small episode with everything an editor may meet, and files for it."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from small_play import RATE, Feeling, act, line, says, scene, shot, speech

from onecrew.timeline.captions import captions, rules
from onecrew.timeline.cut import cut
from onecrew.timeline.timeline import Timeline
from onecrew.units import Language

STEMS = {"film": "episode.mp4", "dialogue": "stems/dialogue.wav", "music": "stems/music.wav", "effects": "stems/effects.wav"}


def episode(rate: Fraction = RATE) -> Timeline:
    """Two scenes with everything an editor may meet: a dissolve, a fade, a line over two shots, two at once, effects, two moods."""
    first = [
        line("1.1", "MEI", "Where were you?"),
        line("1.2", "LIANG", "At the office, until nine, with all the others who have to work."),
        line("1.3", "MEI", "You lie & you know it, always.", feeling=Feeling.ANGRY, strength=80),
    ]
    second = [line("2.1", "MEI", "Go!"), line("2.2", "LIANG", "No!", dual=True), line("3.1", "MEI", "{Silence}", strength=90)]
    lines = {one.id: one for one in [*first, *second]}
    shots = [
        shot("1.a", act("1.5", sound="door")),
        shot("1.b", says("1.1")),
        shot("1.c", says("1.2", (0, 2)), who=["LIANG"]),
        shot("1.d", says("1.2", (1, 2))),
        shot("1.e", says("1.3")),
        shot("2.a", says("2.1"), says("2.2"), act("4", sound="slap"), transition="dissolve"),
        shot("3.a", says("3.1"), act("4"), transition="fade"),
    ]
    scenes = [scene("1", *first), scene("2", *second[:2], mood="tense"), scene("3", second[2], mood="sad")]
    lengths = dict(zip(lines, ("1.3", "4.2", "2.1", "1.1", "1.4", "1.2"), strict=True))
    timeline = cut(shots, scenes, {id: speech(one, lengths[id]) for id, one in lines.items()}, rate)
    shown = captions(timeline, {id: one.text for id, one in lines.items()}, replace(rules(Language("en")), row_characters=28))
    return replace(timeline, captions=shown)


def own_media(timeline: Timeline) -> dict[str, str]:
    """A file for every shot, line and piece of music."""
    return (
        {clip.shot: f"shots/{clip.shot}.mp4" for clip in timeline.shots}
        | {clip.line: f"lines/{clip.line}.wav" for clip in timeline.lines}
        | {f"music {number}": f"music/{number}.wav" for number in range(len(timeline.music))}
        | {f"effect {number}": f"effects/{number}.wav" for number in range(len(timeline.effects))}
        | {f"ambience {number}": f"ambience/{number}.wav" for number in range(len(timeline.ambience))}
    )
