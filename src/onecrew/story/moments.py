"""A scene as a row of moments to be shown: something is said, done, read. In: a Scene. Out: Moments. Never: framing.

Directions are read here and bound to the moment they hold for; long lines are split where a listener or a closer look can take
over; how much a line matters is weighed here (0–100), for the camera comes closer as the feeling rises.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from onecrew.story.directions import Directive, join, read_direction
from onecrew.story.episode import Action, Card, Delivery, Direction, Feeling, Heard, Line, Scene
from onecrew.story.gestures import Deed, deeds
from onecrew.story.inserts import scene_inserts
from onecrew.story.mentions import People
from onecrew.story.pace import line_seconds, pieces, reading_seconds, spoken_seconds
from onecrew.story.shot import Gesture, Insert
from onecrew.units import Language

LONG_LINE = Fraction(48, 10)
"""A line longer than this does not stay on one picture."""
_PIECE = Fraction(34, 10)
_SMALLEST = Fraction(7, 10)
_WEIGHTS = {
    Feeling.NEUTRAL: 25, Feeling.HAPPY: 35, Feeling.SURPRISED: 52, Feeling.TENDER: 48,
    Feeling.SAD: 50, Feeling.DISGUSTED: 45, Feeling.AFRAID: 58, Feeling.ANGRY: 58,
}  # fmt: skip
_BLOWS = {Feeling.SURPRISED: 80, Feeling.AFRAID: 75, Feeling.ANGRY: 30, Feeling.SAD: 30}
_OUT_OF = re.compile(r"\bout of\b|\bsale de\b|\bsai d[ae]\b|从.*出来", re.I)
_BLOW = 45
_APART = 2
"""Moments between two lines from which on they no longer stand side by side."""
_STRICKEN_ACTS = frozenset({Gesture.COVER_MOUTH, Gesture.CRY, Gesture.STEP_BACK, Gesture.FALL})
_THINGS = frozenset({"ring", "key", "photo", "knife", "gift", "letter"})


@dataclass(frozen=True, slots=True)
class Moment:
    """One of: a line or a piece of one (``line``), a deed, an insert, a card.

    ``weight``: how much it matters, 0–100. ``listener``: the piece is heard over the face of whom it is said to. ``important``:
    whoever hears it is struck by it. ``last``: the line ends here. ``hold``: seconds the picture stays afterwards.
    """

    seconds: Fraction
    mood: str
    line: Line | None = None
    part: tuple[int, int] = (0, 1)
    deed: Deed | None = None
    insert: Insert | None = None
    card: bool = False
    directive: Directive | None = None
    hold: Fraction = Fraction(0)
    weight: int = 0
    listener: bool = False
    important: bool = False

    @property
    def last(self) -> bool:
        """Whether a line's last piece is heard here (true of everything that is no line)."""
        return self.part[0] == self.part[1] - 1


def moments(scene: Scene, people: People, language: Language) -> tuple[Moment, ...]:
    """The moments of a scene, in order; empty for a scene in which nothing stands."""
    inserts = scene_inserts(scene, people)
    found: list[Moment] = []
    asked: list[Directive] = []
    recent: list[str] = []
    seen: list[str] = []
    mood = scene.mood
    said = 0
    lines = sum(1 for beat in scene.beats if isinstance(beat, Line))

    def add(moment: Moment) -> None:
        directive = join(asked)
        asked.clear()
        if directive is not None and directive.seconds is not None and directive.seconds > moment.seconds:
            moment = replace(moment, hold=directive.seconds - moment.seconds)
        found.append(replace(moment, directive=directive, mood=mood))

    for index, beat in enumerate(scene.beats):
        insert = inserts.get(index)
        if isinstance(beat, Direction):
            directive = read_direction(beat.text, people)[0]
            if directive is None:
                continue
            mood = directive.mood or mood
            if directive.hold is not None and found and not directive.shot:
                found[-1] = replace(found[-1], hold=found[-1].hold + directive.hold)
                directive = replace(directive, hold=None)
            if directive.insert is not None:
                shown = insert or directive.insert
                add(Moment(_insert_seconds(shown, language), mood, insert=shown))
            elif directive != Directive():
                asked.append(directive)
        elif isinstance(beat, Card):
            add(
                Moment(
                    max(Fraction(16, 10), reading_seconds(beat.text, language)),
                    mood,
                    insert=Insert("title", beat.text, beat.id),
                    card=True,
                )
            )
        elif isinstance(beat, Action) and insert is not None and insert.kind == "title":
            add(Moment(max(Fraction(16, 10), reading_seconds(insert.text, language)), mood, insert=insert, card=True))
        elif isinstance(beat, Action):
            done = deeds(beat.text, people, recent, tuple(seen), opening=said == 0)
            for deed in done:
                if deed.change == "leave" and _OUT_OF.search(deed.text) and not set(deed.who) & set(seen):
                    # Whoever was not seen yet and runs out of the house comes into the picture.
                    deed = replace(deed, gesture=Gesture.ENTER, change="enter")
                add(Moment(deed.seconds, mood, deed=deed, weight=deed.strength if deed.feeling else 30))
                recent = [*reversed(deed.who), *(who for who in recent if who not in deed.who)]
                seen.extend(who for who in deed.who if who not in seen)
                if deed.target is not None and deed.gesture is Gesture.POINT and deed.sound == "slap":
                    struck = Deed((deed.target,), Gesture.TOUCH_FACE, Fraction(10, 10), "", None, Feeling.SURPRISED, 75)
                    add(Moment(struck.seconds, mood, deed=struck, weight=80))
            if insert is not None:
                add(Moment(_insert_seconds(insert, language), mood, insert=insert))
        else:
            said += 1
            for moment in _line_moments(beat, language, mood, said, lines):
                add(moment)
            if beat.heard is Heard.ON_SCREEN and beat.speaker not in seen:
                seen.append(beat.speaker)
            if beat.speaker in seen:
                # A voice from elsewhere is not whom *she* means: what is seen is done by people who are seen.
                recent = [beat.speaker, *(who for who in recent if who != beat.speaker)]
    rest = join(asked)
    if rest is not None and (rest.shot or rest.sound or rest.seconds):
        seconds = rest.seconds or Fraction(15, 10)
        still = Deed((rest.who,) if rest.who else (), Gesture.NONE, seconds, "")
        found.append(Moment(seconds, mood, deed=still, directive=rest))
    return tuple(_with_things(_with_important(found)))


def _insert_seconds(insert: Insert, language: Language) -> Fraction:
    return reading_seconds(insert.text, language) if insert.text else Fraction(14, 10)


def _line_moments(line: Line, language: Language, mood: str, number: int, count: int) -> list[Moment]:
    seconds = line_seconds(line, language)
    weight = line_weight(line, Fraction(number, max(count, 1)))
    if seconds <= LONG_LINE or line.dual or line.sung:
        return [Moment(seconds, mood, line, weight=weight)]
    parts = pieces(line.text, math.ceil(seconds / _PIECE))
    lengths = [spoken_seconds(part, language, line.delivery) for part in parts]
    lengths[0] += line.pause_before
    return [
        Moment(length, mood, line, (index, len(parts)), weight=min(100, weight + 4 * index), listener=index % 2 == 1)
        for index, length in enumerate(lengths)
    ]


def line_weight(line: Line, progress: Fraction) -> int:
    """How much a line matters, 0–100: its feeling and strength, how it is said, and how far the scene has come (0–1)."""
    weight = _WEIGHTS[line.feeling] * Fraction(line.strength if line.feeling is not Feeling.NEUTRAL else 60, 60)
    if line.delivery is Delivery.SHOUT:
        weight += 15
    if line.delivery is Delivery.WHISPER:
        weight += 12
    if line.pause_before:
        weight += 10
    if line.text.rstrip("\"'”’»").endswith(("!", "！")):
        weight += 6
    return min(100, max(0, round(weight + 20 * progress)))


def _with_important(found: Sequence[Moment]) -> list[Moment]:
    """Marks lines whose answer is a blow: what comes next from someone else is surprise, fear, anger or grief.

    The last sentence of such a line is heard over the face it strikes. Never two side by side, the harder blow first: not every
    line is the turning point.
    """
    ends = [index for index, moment in enumerate(found) if moment.line is not None and moment.last]
    blows = {index: _blow(found[index], found[index + 1]) for index in ends if index + 1 < len(found)}
    chosen: set[int] = set()
    for index in sorted((one for one in blows if blows[one] >= _BLOW), key=lambda one: (-blows[one], one)):
        place = ends.index(index)
        beside = {ends[near] for near in (place - 1, place + 1) if 0 <= near < len(ends)}
        if not any(one in chosen and abs(one - index) <= _APART for one in beside):
            chosen.add(index)
    marked: list[Moment] = []
    for index, moment in enumerate(found):
        line = moment.line
        if line is None or index not in chosen:
            marked.append(moment)
        elif line.heard is not Heard.ON_SCREEN or line.dual or moment.directive is not None:
            marked.append(replace(moment, important=True))
        else:
            marked.extend(_struck(moment, line))
    return marked


def _blow(moment: Moment, answer: Moment) -> int:
    """How hard a line strikes whoever answers it, 0–100."""
    line = moment.line
    assert line is not None
    other = answer.line
    if other is not None:
        strikes = other.speaker != line.speaker and other.heard is not Heard.VOICE_OVER and not other.dual
        return _BLOWS.get(other.feeling, 0) * other.strength // 60 if strikes else 0
    deed = answer.deed
    if deed is not None and deed.who and line.speaker not in deed.who:
        if deed.gesture in _STRICKEN_ACTS:
            return 100
        return _BLOWS.get(deed.feeling, 0) * deed.strength // 60 if deed.feeling is not None else 0
    return 0


def _struck(moment: Moment, line: Line) -> list[Moment]:
    """A striking line in two pieces, the second heard over the listener; in one when it has no seam or a piece would flash by."""
    halves = pieces(line.text, 2)
    lengths = [moment.seconds * len(half) / sum(len(one) for one in halves) for half in halves]
    if moment.part != (0, 1) or len(halves) != 2 or min(lengths) < _SMALLEST or not _sentences_apart(halves):
        return [replace(moment, important=True)]
    first, second = (Fraction(round(length * 10), 10) for length in lengths)
    return [
        replace(moment, seconds=first, part=(0, 2), hold=Fraction(0)),
        replace(moment, seconds=second, part=(1, 2), listener=True, important=True),
    ]


def _sentences_apart(halves: tuple[str, ...]) -> bool:
    return halves[0].rstrip("\"'”’»").endswith((".", "!", "?", "…", "。", "！", "？"))


def _with_things(found: Sequence[Moment]) -> list[Moment]:
    """A small thing that is taken out is shown close, once a scene, unless the script shows it itself."""
    shown = {moment.insert.prop for moment in found if moment.insert is not None}
    result: list[Moment] = []
    for moment in found:
        result.append(moment)
        deed = moment.deed
        if deed is None or deed.change not in ("hold", "give") or deed.state or deed.prop not in _THINGS or deed.prop in shown:
            continue
        if deed.change == "give" and deed.prop == "letter":
            continue
        shown.add(deed.prop)
        result.append(Moment(Fraction(13, 10), moment.mood, insert=Insert("object", prop=deed.prop)))
    return result
