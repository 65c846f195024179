"""A shot in the making, and when two of them would jump. In: nothing. Out: the noun ``coverage`` fills. Never: choosing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from onecrew.story.episode import Feeling, Heard
from onecrew.story.moments import Moment
from onecrew.story.shot import Framing, Gesture, Insert, Move, ShotBeat, Subject

Key = tuple[str, ...]


@dataclass(slots=True)
class Setup:
    """A shot in the making. ``names`` are who is in it, the one it is about first; ``people`` how they are as it begins."""

    framing: Framing
    names: list[str]
    mood: str
    why: str
    people: list[Subject] = field(default_factory=list)
    beats: list[ShotBeat] = field(default_factory=list)
    seconds: Fraction = Fraction(0)
    insert: Insert | None = None
    move: Move | None = None
    transition: str | None = None
    hold: Fraction = Fraction(0)
    forced: bool = False
    opening: bool = False
    """It establishes the place."""
    alone: bool = False
    """Nobody else is in the place."""
    important: bool = False
    feelings: list[tuple[Feeling, int]] = field(default_factory=list)
    """What is felt by whom the shot is about, while it lasts."""
    enters: bool = False
    leaves: bool = False
    closed: bool = False
    """Nothing more is added to it."""
    lines: int = 0
    own: int = 0
    """Lines of the one whom the shot is about, of ``lines``."""

    @property
    def key(self) -> Key:
        """Size and angle: two shots with one key in a row are a jump cut. Things and cards have none."""
        if self.framing in (Framing.INSERT, Framing.CARD):
            return ()
        return key_of(self.framing, self.names)


def key_of(framing: Framing, names: Sequence[str]) -> Key:
    if framing is Framing.WIDE or not names:
        return (framing.value,)
    if framing is Framing.TWO_SHOT:
        return (framing.value, *sorted(names[:2]))
    if framing is Framing.OVER_SHOULDER:
        return (framing.value, *names[:2])
    return (framing.value, names[0])


def opening_people(found: Sequence[Moment]) -> tuple[list[str], list[str]]:
    """Everyone who is ever in the place, as they appear, and those of them who are there when the scene begins.

    Whoever is first seen coming in was not there; a voice from elsewhere puts nobody in the place.
    """
    order: list[str] = []
    here: list[str] = []
    for moment in found:
        if moment.deed is not None:
            names = [(who, moment.deed.change != "enter") for who in moment.deed.who]
            if moment.deed.target is not None and moment.deed.gesture is not Gesture.NONE:
                names.append((moment.deed.target, True))
        elif moment.line is not None and moment.line.heard is Heard.ON_SCREEN:
            names = [(moment.line.speaker, True)]
        else:
            names = []
        if moment.directive is not None and moment.directive.past is not None:
            names.append((moment.directive.past, True))
        for who, there in names:
            if who not in order:
                order.append(who)
                if there:
                    here.append(who)
    return order, here
