"""The silence between two lines, and what counts as a twist. In: lines and acts. Out: seconds. Never: the cut.

After film-grammar's "natural breaths": quick in anger, slow in grief; a beat of silence before a twist.
"""

from __future__ import annotations

from fractions import Fraction

from onecrew.story.episode import Delivery, Feeling, Line
from onecrew.story.shot import ActBeat

SHORTEST = Fraction(15, 100)
LONGEST = Fraction(45, 100)
TWIST_SILENCE = Fraction(6, 10)
"""Nothing is heard for this long before a twist; the music stays away as well."""
TWIST_APART = Fraction(15)
"""A second twist sooner than this is only a surprise: silence that comes too often is a hole."""
_STRONG = 75

_BREATHS = {
    Feeling.NEUTRAL: Fraction(25, 100),
    Feeling.HAPPY: Fraction(20, 100),
    Feeling.SAD: Fraction(42, 100),
    Feeling.ANGRY: Fraction(15, 100),
    Feeling.AFRAID: Fraction(32, 100),
    Feeling.SURPRISED: Fraction(22, 100),
    Feeling.DISGUSTED: Fraction(30, 100),
    Feeling.TENDER: Fraction(40, 100),
}


def interrupted(line: Line) -> bool:
    """Whether the line is written as broken off by the next: it ends with a dash."""
    return line.text.rstrip().rstrip("\"'”’»」").endswith(("—", "--", "–", "-"))


def breath(before: Line | None, after: Line) -> Fraction:
    """Seconds from the end of ``before`` (None: an act or the beginning of a scene) to the start of ``after``, 0.15–0.45.

    The feeling of the answer sets it, more the stronger it is; its delivery, a broken-off or a trailing line before it correct
    it.
    """
    if before is None:
        return Fraction(20, 100)
    if interrupted(before) and before.speaker != after.speaker:
        return SHORTEST
    calm = _BREATHS[Feeling.NEUTRAL]
    wait = calm + (_BREATHS[after.feeling] - calm) * after.strength / 100
    if after.delivery in (Delivery.FAST, Delivery.SHOUT):
        wait -= Fraction(8, 100)
    if after.delivery in (Delivery.SLOW, Delivery.WHISPER):
        wait += Fraction(8, 100)
    if before.speaker == after.speaker:
        wait += Fraction(8, 100)
    if before.text.rstrip().endswith(("…", "...")):
        wait += Fraction(12, 100)
    return min(max(wait, SHORTEST), LONGEST)


def is_twist(beat: Line | ActBeat) -> bool:
    """Whether the beat is strongly surprised or afraid."""
    return beat.feeling in (Feeling.SURPRISED, Feeling.AFRAID) and beat.strength >= _STRONG
