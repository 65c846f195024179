"""Pictures from onecrew's own animation. In: a size, a seed. Out: functions of time to frames. Never: captions, speech."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import cv2
import numpy as np

from onecrew.animation.picture import Acting, Actor, Picture, Speaking
from onecrew.animation.stage import Stage, open_stage
from onecrew.story.episode import Feeling, Place
from onecrew.story.shot import ActBeat, Framing, Gesture, Move, Shot, Subject
from onecrew.story.show import Age, Format, Gender, Look

from .dialogue import SPEAKERS
from .pictures import Frame, Moving

_PEOPLE = (
    Actor(SPEAKERS[0].upper(), Look(hair="long", outfit="blouse", outfit_colour="#c8503f"), Age.YOUNG, Gender.FEMALE),
    Actor(SPEAKERS[1].upper(), Look(outfit="suit", build="broad", hair="side-part", beard="goatee"), Age.ADULT, Gender.MALE),
    Actor(SPEAKERS[2].upper(), Look(hair="bob", outfit="dress", outfit_colour="#5d7fb5", skin="tan"), Age.ADULT, Gender.FEMALE),
    Actor(SPEAKERS[3].upper(), Look(hair="curly", outfit="hoodie", outfit_colour="#d9a441", skin="brown"), Age.YOUNG, Gender.MALE),
)
_PLACES = ("cafe", "hospital", "street", "office", "flat", "restaurant")
_FRAMINGS = (
    (Framing.CLOSE, Move.STATIC),
    (Framing.TWO_SHOT, Move.HANDHELD),
    (Framing.MEDIUM, Move.PUSH_IN),
    (Framing.WIDE, Move.PAN_RIGHT),
    (Framing.OVER_SHOULDER, Move.STATIC),
)
_ACTS = (Gesture.NOD, Gesture.POINT, Gesture.SHAKE_HEAD, Gesture.OPEN_PALMS, Gesture.LOOK_AWAY, Gesture.CROSS_ARMS)


def animated_shots(width: int, height: int, rate: Fraction, seed: int, episode: int) -> Callable[[int, Fraction], Moving]:
    """The maker of shot ``number`` of ``seconds`` length: framings, places and people take turns."""

    def shot(number: int, seconds: Fraction) -> Moving:
        by = np.random.default_rng([seed, episode, 12, number])
        # The first shot, over which the title stands, is of the place.
        framing, move = _FRAMINGS[(number + seed) % len(_FRAMINGS)] if number else (Framing.WIDE, Move.PAN_RIGHT)
        first = int(by.integers(0, 4))
        pair = (_PEOPLE[first], _PEOPLE[(first + 1) % 4])
        together = framing in (Framing.TWO_SHOT, Framing.OVER_SHOULDER, Framing.WIDE)
        sides = (("left", "right"), ("right", "left")) if together else (("centre", "front"),)
        subjects = tuple(
            Subject(who.name, side, facing, feeling=Feeling.NEUTRAL) for who, (side, facing) in zip(pair, sides, strict=False)
        )
        gesture = _ACTS[int(by.integers(0, len(_ACTS)))]
        beat = ActBeat(pair[0].name, gesture, Fraction(3, 2), None, 70, "none")
        place = _PLACES[(seed + episode + number // 3) % len(_PLACES)]
        made = Shot("1.a", "1", framing, move, Place(place.upper(), place), "calm", subjects, (beat,))
        talk = Speaking(
            pair[0].name,
            Fraction(1, 5),
            seconds - Fraction(1, 5),
            (),
            tuple(int(v) for v in by.integers(20, 90, int(seconds * 25))),
        )
        picture = Picture(
            made,
            Format(width, height, rate),
            seconds,
            pair[: len(subjects)],
            (talk,),
            (Acting(beat, Fraction(1, 2), min(seconds, Fraction(2))),),
            seed=seed,
        )
        return _Drawn(picture)

    return shot


class _Drawn:
    """A shot that opens its stage when it is first drawn and closes it after its last frame."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self._stage: Stage | None = None

    def __call__(self, seconds: float) -> Frame:
        if self._stage is None:
            self._stage = open_stage(self._picture)
        form = self._picture.format
        frame = np.zeros((form.height, form.width, 4), np.uint8)
        self._stage.draw(frame, seconds)
        if seconds >= self._picture.seconds - 1 / form.rate:
            self._stage = None
        return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGRA2BGR), np.uint8)
