"""Shots whose lines the model says itself. In: a cut, what a person wants. Out: lines, a step, times. Never: listening.

Only in the show's own language, and only where a shot shows everybody whose words are heard in it, from the first to the last: the
model cannot say half a line. Other languages are dubbed over it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from onecrew.animation.picture import Phone
from onecrew.store.store import Outputs, Store
from onecrew.story.episode import Heard
from onecrew.story.shot import Shot
from onecrew.studio.graph import Step, part
from onecrew.studio.production import Production
from onecrew.studio.purchases import order_of
from onecrew.studio.spoken import Spoken
from onecrew.timeline.timeline import LineClip, ShotClip, Timeline
from onecrew.units import TimeRange, on_frame

NATIVE = "native"


def spoken_by_model(production: Production, shot: Shot, clip: ShotClip, timeline: Timeline) -> tuple[str, ...]:
    """The lines of a shot that its model is to say; none where our voices do."""
    wanted = production.choices.voice(shot.id) or production.folder.show.filming.voice
    if wanted != NATIVE:
        return ()
    lines = {line.id: line for line in production.episode.lines}
    seen = {subject.who for subject in shot.subjects}
    heard = [one for one in timeline.lines if one.range.overlap(clip.range) > 0]
    whole = all(
        lines[one.line].heard is Heard.ON_SCREEN
        and one.speaker in seen
        and clip.range.start <= one.range.start
        and one.range.end <= clip.range.end
        for one in heard
    )
    return tuple(one.line for one in heard) if whole else ()


def native_step(production: Production, shot: str, lines: Sequence[str], take: tuple[str, str], seconds: Fraction) -> Step:
    """The step that finds these lines in a shot's take (its order and its judge); it is listened to for ``seconds``."""
    show = production.folder.show
    id, judge = take
    texts = {line.id: line.text for line in production.episode.lines}
    provider = show.provider("transcription")
    name = native_id(shot)
    number = production.choices.take(name)
    return Step(
        id=name,
        kind="native",
        version=1,
        recipe={
            "take": id,
            "shot": shot,
            "lines": [[line, texts[line]] for line in lines],
            "seconds": str(seconds),
            "provider": provider,
            "language": show.source.tag,
            "hint": ", ".join(sorted(one.title for one in show.cast)),
        },
        inputs={"film": (id, "film"), "intake": (judge, "intake")},
        parts={f"line {line}": part(texts[line]) for line in lines},
        purchase=order_of("transcription", provider, number, lambda made: made.cost(seconds)),
        weight=2.0,
    )


def native_id(shot: str) -> str:
    """The id of the step that finds a shot's lines in its take."""
    return f"native/{shot}"


def with_native(
    timeline: Timeline,
    spoken: Mapping[str, Spoken],
    native: Mapping[str, Sequence[str]],
    made: Mapping[str, Outputs],
    store: Store,
) -> tuple[Timeline, dict[str, Spoken], dict[str, str]]:
    """The cut with the lines that models say (by shot) at their times in the takes, as far as these are made; what is heard; and
    the steps that have the recordings, by line."""
    heard = dict(spoken)
    steps: dict[str, str] = {}
    places: dict[str, TimeRange] = {}
    shots = {clip.shot: clip.range.start for clip in timeline.shots}
    for shot, lines in native.items():
        outputs = made.get(native_id(shot))
        if outputs is None:
            continue
        for line in lines:
            told = json.loads(store.blobs.read(outputs[f"speech {line}"]))
            seconds = Fraction(told["seconds"])
            start = on_frame(shots[shot] + Fraction(told["start"]), timeline.rate)
            places[line] = TimeRange(start, start + seconds)
            phones = tuple(Phone(symbol, Fraction(first), Fraction(last)) for symbol, first, last in told["phones"])
            speech = replace(spoken[line].speech, seconds=seconds, pauses=(), words=())
            heard[line] = Spoken(speech, phones, tuple(told["levels"]))
            steps[line] = native_id(shot)
    lines_now = tuple(_moved(clip, places) for clip in timeline.lines)
    return replace(timeline, lines=tuple(sorted(lines_now, key=lambda clip: (clip.range.start, clip.line)))), heard, steps


def _moved(clip: LineClip, places: Mapping[str, TimeRange]) -> LineClip:
    return replace(clip, range=places[clip.line], slot=places[clip.line]) if clip.line in places else clip
