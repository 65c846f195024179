"""Who is in the place over a scene, and how. In: names and what they do. Out: Subjects as a shot begins. Never: framing.

Sides are given once a scene and never change: whoever is left stays left and looks right (the 180° rule).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from onecrew.story.episode import Feeling, Line
from onecrew.story.gestures import Deed
from onecrew.story.shot import Gesture, Subject

_SIDES = ("left", "right", "centre", "left", "right")
_FACING = {"left": "right", "right": "left", "centre": "front"}
_RESTS = {"kneel": "kneeling", "lie": "lying", "fall": "fallen", "bed": "in bed"}
"""What changes leave somebody down, and how."""
_FADING = 15
"""How much a feeling weakens when somebody speaks on without one."""


@dataclass(slots=True)
class _State:
    sitting: bool = False
    down: str = "none"
    asleep: bool = False
    holding: str = "none"
    feeling: Feeling = Feeling.NEUTRAL
    strength: int = 50
    walking: bool = False


class Stage:
    """The place of one scene while it plays."""

    def __init__(self, order: Sequence[str], here: Iterable[str], seated: bool = False, bed: bool = False) -> None:
        """``order``: everyone who is ever in the place, as they appear; ``here``: those found there at the beginning; ``seated``:
        nobody can stand here (a car); ``bed``: there is a bed."""
        self.here: list[str] = [who for who in order if who in set(here)]
        self._order = list(order)
        self._states = {who: _State(sitting=seated) for who in order}
        self._seated = seated
        self._bed = bed
        self._sides = {who: _SIDES[index % len(_SIDES)] for index, who in enumerate(order)}
        if len(order) == 1:
            self._sides[order[0]] = "centre"

    def side(self, who: str) -> str:
        """left, right or centre, the same for the whole scene."""
        return self._sides[who]

    def others(self, who: str | None) -> list[str]:
        """Everyone else in the place."""
        return [one for one in self.here if one != who]

    def walking(self, who: str) -> bool:
        """Whether somebody is on the move."""
        return who in self._states and self._states[who].walking

    def holding(self, who: str) -> str:
        """What somebody has in their hand (a PROPS name)."""
        return self._states[who].holding

    def feeling(self, who: str) -> tuple[Feeling, int]:
        """How somebody feels, and how much."""
        return self._states[who].feeling, self._states[who].strength

    def add(self, who: str) -> None:
        """Somebody is in the place from now on."""
        if who not in self.here:
            self.here.append(who)
            self.here.sort(key=self._order.index)

    def knows(self, who: str) -> bool:
        """Whether somebody is ever in the place in this scene."""
        return who in self._states

    def subject(self, who: str, alone: bool) -> Subject:
        """Somebody as a shot begins; ``alone``: nobody else is in the place to look at."""
        state = self._states[who]
        side = self._sides[who]
        facing = "right" if state.walking and side == "centre" else _FACING[side]
        if alone and not state.walking and len(self._order) == 1:
            facing = "front"
        down = "none" if self._seated else state.down
        sitting = (state.sitting or self._seated) and down == "none"
        return Subject(who, side, facing, sitting, state.holding, state.feeling, state.strength, down, state.asleep)

    def after_deed(self, deed: Deed) -> None:
        """What a deed leaves behind."""
        for who in deed.who:
            if who not in self._states:
                continue
            state = self._states[who]
            if deed.feeling is not None:
                state.feeling, state.strength = deed.feeling, deed.strength
            self._moved(who, state, deed)
            if deed.change == "give":
                thing = deed.prop if deed.prop != "none" else state.holding
                state.holding = "none"
                if deed.target in self._states:
                    self._states[deed.target].holding = thing
            elif deed.change == "drop":
                state.holding = "none"
            elif deed.prop != "none":
                state.holding = deed.prop

    def _moved(self, who: str, state: _State, deed: Deed) -> None:
        """How a deed leaves a body: what it rests on, and whether it goes on walking."""
        change = deed.change
        if change in _RESTS:
            state.sitting, state.walking = False, False
            state.down = state.down if change in ("lie", "fall") and state.down in ("lying", "fallen") else _RESTS[change]
        elif change == "sleep":
            state.asleep = True
            if state.down == "none":
                state.sitting, state.walking = not self._bed, False
                state.down = "lying" if self._bed else "none"
        elif change == "wake":
            state.asleep = False
        elif change == "sit up":
            lay = state.down in ("lying", "fallen", "in bed")
            state.down = "in bed" if lay and self._bed and state.down != "fallen" else "none"
            state.sitting, state.walking, state.asleep = state.down == "none" and (lay or state.sitting), False, False
        elif change == "sit":
            state.sitting, state.walking, state.down, state.asleep = True, False, "none", False
        elif change == "stop":
            state.walking = False
        elif change == "walk":
            state.sitting, state.walking, state.down, state.asleep = False, True, "none", False
        elif change in ("stand", "enter", "arrive", "leave") or deed.gesture is Gesture.STEP_BACK:
            state.sitting, state.walking, state.down, state.asleep = False, False, "none", False
            if change == "leave" and who in self.here:
                self.here.remove(who)
        elif deed.gesture is Gesture.HUG and state.down == "none":
            state.sitting, state.walking = False, False

    def after_line(self, line: Line) -> None:
        """A line leaves its feeling with its speaker; spoken calmly, what was felt before fades."""
        if line.speaker not in self._states:
            return
        state = self._states[line.speaker]
        state.asleep = False
        if line.feeling is not Feeling.NEUTRAL:
            state.feeling, state.strength = line.feeling, line.strength
        elif state.strength - _FADING <= 20:
            state.feeling, state.strength = Feeling.NEUTRAL, 50
        else:
            state.strength -= _FADING
