"""Another language in the cut of the source language. In: a Timeline, speech. Out: a Timeline, Problems. Never: samples.

Every line starts where its source starts. A line that is longer than its source climbs the ladder, and stops at the first rung
that holds: ``natural`` (no longer than the source) → ``gap`` (ends two frames before the next line, unhurried) → ``shorter``
(another accepted wording does) → ``faster`` (up to 1.15×) → ``breathe`` by at most eight frames at 1.15× → ``fastest`` (up to
1.3×) → ``breathe`` by as much as it takes at 1.15×. A third of a second of picture is less noticed than speech above 1.15×, and
a shot that must be made anew anyway need not be hurried. Where the picture may not breathe (filmed footage) the line is spoken
at 1.3×, what follows starts late, and the line is a ``problem``.

Breathing opens the cut at one frame: the shot on screen there gets longer, everything after moves by as much, and nothing else
changes. Lines cannot overlap that do not in the source: each starts two frames after the end of those before it at the earliest.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from onecrew.story.episode import Heard, Line, Scene
from onecrew.story.shot import Shot
from onecrew.timeline.slot import GAP_FRAMES, slots
from onecrew.timeline.speech import Speech
from onecrew.timeline.timeline import LineClip, Timeline
from onecrew.units import Problem, TimeRange, Where
from onecrew.units.time import frames_up

FASTER = Fraction(115, 100)
FASTEST = Fraction(13, 10)
SMALL_BREATH = 8
"""Frames a shot may breathe before speech above 1.15× is the lesser evil."""
_SHORTENED = 60
"""Per cent by which a translation can be shortened and still say something."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The fitted timeline (without captions) and what a person must decide. ``LineClip.wording`` names the chosen wording."""

    timeline: Timeline
    problems: tuple[Problem, ...] = ()


def fit(
    like: Timeline, shots: Sequence[Shot], scenes: Sequence[Scene], spoken: Mapping[str, Speech], breathe: bool = True
) -> Fitted:
    """``spoken`` in the cut ``like``, which holds the source language's lines.

    A line of the cut without speech stays silent and is a Problem. ``breathe`` False: shots keep their lengths; only the end of
    the film may come later, so that the last word is heard.

    Raises:
        ValueError: something is spoken that the cut has no place for.
    """
    strangers = [line for line in spoken if line not in {clip.line for clip in like.lines}]
    if strangers:
        raise ValueError(f"the cut has no place for lines {', '.join(strangers)}; make the source language first")
    known = {beat.id: beat for scene in scenes for beat in scene.beats if isinstance(beat, Line)}
    clips = sorted(like.lines, key=lambda clip: clip.range.start)
    free = {line.id for line in known.values() if line.heard is Heard.VOICE_OVER}
    places = slots(clips, like.rate, like.length, _walls(like, shots), free)

    fitted: list[LineClip] = []
    problems: list[Problem] = []
    openings = _Openings()
    gap = GAP_FRAMES / like.rate
    for number, (clip, place) in enumerate(zip(clips, places, strict=True)):
        speech = spoken.get(clip.line)
        if speech is None:
            problems.append(_silent(clip, known))
            continue
        anchor = openings.moved(clip.range.start)
        start = _free_from(anchor, clip, clips[:number], fitted, like.rate)
        # An opening right before the next line lies within the gap; it makes this slot longer too.
        slot = TimeRange(start, max(start, openings.moved(place.end + gap) - gap))
        own = max(Fraction(0), clip.range.length - (start - anchor))
        step = climb(speech, own, slot.length, like.rate, breathe)
        if step.breath:
            openings.open(_opening(like, clip, clips), step.breath)
        if step.rung == "problem":
            problems.append(_tight(clip, known, step, slot))
        fitted.append(
            LineClip(
                clip.line,
                clip.speaker,
                TimeRange(start, start + step.seconds / step.tempo),
                step.tempo,
                step.rung,
                TimeRange(anchor, slot.end + step.breath),
                step.wording,
            )
        )
    return Fitted(_moved(like, openings, tuple(fitted)), tuple(problems))


@dataclass(frozen=True, slots=True)
class Step:
    """Where a line stands on the ladder: rung, tempo, natural seconds, wording (0: the first) and by how much the shot breathes."""

    rung: str
    tempo: Fraction
    seconds: Fraction
    wording: int = 0
    breath: Fraction = Fraction(0)


def climb(speech: Speech, own: Fraction, slot: Fraction, rate: Fraction, breathe: bool) -> Step:
    """The first rung that holds for speech that has ``slot`` seconds, ``own`` of which its source took."""
    length = speech.seconds
    if length <= min(own, slot):
        return Step("natural", Fraction(1), length)
    if length <= slot:
        return Step("gap", Fraction(1), length)
    wordings = sorted(enumerate((speech, *speech.shorter)), key=lambda item: (-item[1].seconds, item[0]))
    for number, wording in wordings:
        if number and wording.seconds <= slot:
            return Step("shorter", Fraction(1), wording.seconds, number)
    # Nothing fits unhurried: the wording that comes closest climbs on; the first one if it is no longer than the others.
    number, nearest = min(enumerate((speech, *speech.shorter)), key=lambda item: (item[1].seconds, item[0]))
    length = nearest.seconds
    if length <= slot * FASTER:
        return Step("faster", length / slot, length, number)
    needed = frames_up(length / FASTER - slot, rate)
    if breathe and needed <= SMALL_BREATH / rate:
        return Step("breathe", length / (slot + needed), length, number, needed)
    if length <= slot * FASTEST:
        return Step("fastest", length / slot, length, number)
    if breathe:
        return Step("breathe", length / (slot + needed), length, number, needed)
    return Step("problem", FASTEST, length, number)


class _Openings:
    """Where the cut was opened, in the source's time, and by how much."""

    def __init__(self) -> None:
        self._found: list[tuple[Fraction, Fraction]] = []

    def open(self, at: Fraction, by: Fraction) -> None:
        self._found.append((at, by))

    def moved(self, time: Fraction) -> Fraction:
        """``time`` of the source in the fitted cut; a time on an opening moves with what follows."""
        return time + sum((by for at, by in self._found if at <= time), Fraction(0))


def _walls(like: Timeline, shots: Sequence[Shot]) -> list[Fraction]:
    """When scenes begin, the first left out; the middle of a transition is the wall."""
    scene = {shot.id: shot.scene for shot in shots}
    found = []
    for before, clip in zip(like.shots, like.shots[1:], strict=False):
        if scene.get(before.shot) != scene.get(clip.shot):
            found.append(clip.range.start + clip.overlap / 2)
    return found


def _free_from(
    anchor: Fraction, clip: LineClip, earlier: Sequence[LineClip], fitted: Sequence[LineClip], rate: Fraction
) -> Fraction:
    """The anchor, or later when a line before it (other than those the source speaks together with it) is still heard."""
    ends = {one.line: one.range.end for one in fitted}
    start = anchor
    for source in earlier:
        if source.line not in ends:
            continue
        distance = clip.range.start - source.range.end
        if distance >= 0 or source.speaker == clip.speaker:
            gap = GAP_FRAMES / rate
            gap = min(gap, distance) if distance >= 0 else gap
            start = max(start, frames_up(ends[source.line] + gap, rate))
    return start


def _opening(like: Timeline, clip: LineClip, clips: Sequence[LineClip]) -> Fraction:
    """Where the cut opens for a line: the end of the shot that shows most of it, if the next line has not begun by then.

    Otherwise right before that next line. Never inside a transition, whose length must not change.
    """
    after = [one.range.start for one in clips if one.range.start > clip.range.start and one.range.start >= clip.range.end]
    after += [one.range.start for one in clips if one.speaker == clip.speaker and one.range.start > clip.range.start]
    limit = min(after, default=like.length)
    cuts = [shot.range.start for shot in like.shots[1:]] + [like.length]
    shown = max(
        zip(like.shots, cuts, strict=True),
        key=lambda item: (TimeRange(item[0].range.start, item[1]).overlap(clip.range), -item[0].range.start),
    )
    at = shown[1] if clip.range.start < shown[1] <= limit else limit
    for shot in like.shots:
        if shot.range.start < at <= shot.range.start + shot.overlap:
            at = shot.range.start if shot.range.start > clip.range.start else shot.range.start + shot.overlap + 1 / like.rate
    return at


def _moved(like: Timeline, openings: _Openings, lines: tuple[LineClip, ...]) -> Timeline:
    """Everything of the source cut at its place in the opened one, around the fitted lines."""

    def placed(stretch: TimeRange) -> TimeRange:
        return TimeRange(openings.moved(stretch.start), openings.moved(stretch.end))

    length = openings.moved(like.length)
    ending = frames_up(max([clip.range.end for clip in lines], default=length), like.rate)
    extra = max(Fraction(0), ending - length)
    shots = [replace(clip, range=placed(clip.range)) for clip in like.shots]
    ambience = [replace(clip, range=placed(clip.range)) for clip in like.ambience]
    if extra:
        # Only when shots may not breathe: the last picture is held until the last word is over.
        shots = [
            replace(one, range=TimeRange(one.range.start, one.range.end + extra)) if one is shots[-1] else one for one in shots
        ]
        ambience = [
            replace(one, range=TimeRange(one.range.start, one.range.end + extra)) if one.range.end == length else one
            for one in ambience
        ]
    return Timeline(
        rate=like.rate,
        length=length + extra,
        shots=tuple(shots),
        lines=lines,
        acts=tuple(replace(clip, range=placed(clip.range)) for clip in like.acts),
        music=tuple(replace(clip, range=placed(clip.range)) for clip in like.music),
        effects=tuple(replace(clip, start=openings.moved(clip.start)) for clip in like.effects),
        ambience=tuple(ambience),
    )


def _silent(clip: LineClip, known: Mapping[str, Line]) -> Problem:
    where = known[clip.line].where if clip.line in known else Where("")
    return Problem(
        where, f"line {clip.line} ({clip.speaker}) has no speech in this language", "translate it in lines.*.po, then make again"
    )


def _tight(clip: LineClip, known: Mapping[str, Line], step: Step, slot: TimeRange) -> Problem:
    where = known[clip.line].where if clip.line in known else Where("")
    over = math.ceil((step.seconds / step.tempo - slot.length) * 1000)
    # A line comes this far only where the picture is filmed and cannot wait for it.
    shorter = math.ceil(100 * (1 - slot.length * FASTEST / step.seconds))
    spotted = where.file.endswith(".toml")
    if shorter <= _SHORTENED:
        mend = f"; if it is heard longer than {where.file} says, mend its times there" if spotted else ""
        do = f"give a translation that is at least {shorter} % shorter; the picture is filmed and does not wait{mend}"
    elif spotted:
        do = f'no translation is that short: mend the times around it in {where.file}, or keep its own sound with keep = "sound"'
    else:
        do = "no translation is that short: say it in the line before or after, or shorten the one before"
    return Problem(
        where,
        f"line {clip.line} ({clip.speaker}) takes {float(step.seconds):.2f} s and has {float(slot.length):.2f} s; "
        f"at 1.3x it still runs {over} ms into what follows",
        do,
    )
