"""How the camera moves in a set-up. In: a Setup. Out: a Move. Never: framing.

Push in on a realisation, pull out on loneliness, handheld for anger and fear, a pan or tilt to reveal a place, static for calm;
none in a shot shorter than 1.5 s (film-grammar.md, "Camera").
"""

from __future__ import annotations

from fractions import Fraction

from onecrew.story.episode import Feeling, Place
from onecrew.story.setup import Setup
from onecrew.story.shot import Framing, Move

SHORTEST_MOVE = Fraction(15, 10)
_HIGH = frozenset({"rooftop", "palace", "forest"})
_FACES = frozenset({Framing.CLOSE, Framing.EXTREME_CLOSE, Framing.MEDIUM, Framing.OVER_SHOULDER})


def move_of(setup: Setup, place: Place, final: bool) -> Move:
    """The move that fits; ``final``: the last picture of the episode before its end card."""
    length = setup.seconds + setup.hold
    if length < SHORTEST_MOVE:
        return Move.STATIC
    if setup.move is not None:
        return setup.move
    if setup.framing is Framing.CARD:
        return Move.PUSH_IN
    if setup.framing is Framing.INSERT:
        return Move.PUSH_IN
    if final and setup.framing in _FACES:
        return Move.PUSH_IN
    if setup.opening:
        return _reveal(setup, place)
    if setup.framing in (Framing.WIDE, Framing.FULL, Framing.TWO_SHOT):
        strong = max(setup.feelings, key=lambda one: one[1], default=(Feeling.NEUTRAL, 0))
        if setup.leaves and not setup.alone and setup.mood in ("sad", "eerie", "tense"):
            return Move.PULL_OUT
        if strong[0] is Feeling.TENDER and strong[1] >= 60:
            return Move.PUSH_IN
        if strong[0] in (Feeling.ANGRY, Feeling.AFRAID) and strong[1] >= 60:
            return Move.HANDHELD
        if setup.alone and setup.mood in ("sad", "eerie") and not setup.enters:
            return Move.PULL_OUT
        if not setup.names:
            return Move.PAN_RIGHT
        # A whole place held still looks like a photograph.
        return Move.PUSH_IN if setup.framing is Framing.WIDE and not setup.leaves else Move.STATIC
    felt = [one for one in setup.feelings if one[1] >= 50]
    if any(feeling in (Feeling.ANGRY, Feeling.AFRAID) and strength >= 60 for feeling, strength in felt):
        return Move.HANDHELD
    if setup.important or any(feeling is Feeling.SURPRISED for feeling, _ in felt):
        return Move.PUSH_IN
    if any(feeling is Feeling.SAD for feeling, _ in felt) and setup.alone:
        return Move.PULL_OUT
    if setup.framing in (Framing.CLOSE, Framing.EXTREME_CLOSE) and any(feeling is Feeling.TENDER for feeling, _ in felt):
        return Move.PUSH_IN
    return Move.STATIC


def _reveal(setup: Setup, place: Place) -> Move:
    if setup.leaves:
        return Move.STATIC
    if setup.enters:
        return Move.PUSH_IN
    if not setup.names:
        return Move.PAN_RIGHT
    if place.kind in _HIGH and not place.interior:
        return Move.TILT_DOWN
    if setup.mood == "sad":
        return Move.PULL_OUT
    return Move.PUSH_IN
