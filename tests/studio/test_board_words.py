"""What stands under the pictures of a board."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

from onecrew.story.episode import Place
from onecrew.story.shot import ActBeat, Framing, Gesture, Insert, Move, Shot
from onecrew.studio.board import said

NOBODY: Any = SimpleNamespace(episode=SimpleNamespace(lines=()))


def insert(shown: Insert, text: str = "") -> Shot:
    beats = (ActBeat(None, Gesture.NONE, Fraction(1), text=text),)
    return Shot("4.h", "4", Framing.INSERT, Move.STATIC, Place("ROOF", "rooftop"), "calm", (), beats, shown)


def test_a_thing_that_bears_no_words_is_named() -> None:
    assert said(NOBODY, insert(Insert("object", prop="ring"))) == "[ring]"
    assert said(NOBODY, insert(Insert("photo"))) == "[photo]"


def test_words_that_are_shown_stand_alone() -> None:
    assert said(NOBODY, insert(Insert("letter", "Come home.", prop="letter"))) == "“Come home.”"
    assert said(NOBODY, insert(Insert("object", prop="ring"), "David takes out a ring.")) == "David takes out a ring."
