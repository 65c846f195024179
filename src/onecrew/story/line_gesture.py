"""What a body does while it speaks. In: a line and how it is framed. Out: a Gesture. Never: the mouth."""

from __future__ import annotations

import re

from onecrew.story.episode import Delivery, Feeling, Line
from onecrew.story.shot import Framing, Gesture


def natural_gesture(line: Line, framing: Framing, hands_full: bool) -> Gesture:
    """A small gesture that fits the words, where it can be seen: heads in every size, hands from the waist up, when free."""
    text = line.text.strip().lower()
    first = text.split()[0].strip(",.!?…") if text.split() else ""
    hands = framing in (Framing.MEDIUM, Framing.TWO_SHOT, Framing.FULL, Framing.WIDE, Framing.OVER_SHOULDER) and not hands_full
    if first in ("no", "never", "não", "nunca", "non", "jamais") or re.match(r"不(?!过|如)|没有", text):
        return Gesture.SHAKE_HEAD
    if first in ("yes", "yeah", "okay", "sure", "sí", "sim", "oui") or re.match(r"是的|好(?:的|吧|，|。)|对(?!不)", text):
        return Gesture.NOD
    if hands and line.feeling is Feeling.ANGRY and line.strength >= 50:
        if " you" in f" {text}" and not text.endswith("?"):
            return Gesture.POINT
        return Gesture.OPEN_PALMS if text.endswith("?") else Gesture.FIST
    if (
        hands
        and text.endswith("?")
        and line.feeling in (Feeling.NEUTRAL, Feeling.SURPRISED, Feeling.AFRAID)
        and line.delivery is not Delivery.WHISPER
    ):
        return Gesture.OPEN_PALMS
    if "don't know" in text and hands:
        return Gesture.SHRUG
    if line.feeling is Feeling.SAD and line.strength >= 50:
        return Gesture.LOOK_DOWN
    return Gesture.NONE
