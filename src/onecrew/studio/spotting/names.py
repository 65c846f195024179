"""Whose voice is whose, from how people are called. In: lines with speakers, the names of a cast. Out: names of speakers that are
certain. Never: a guess; one call proves nothing, and somebody who is talked about is not called.

Who is called by name answers next, as a rule. A name is given when several calls say so, most of them the same, and the speaker
never calls that name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

SOON = Fraction(3)
"""Seconds within which somebody who is called answers."""
_CALLS = 2
"""Answers it takes at least."""
_SHARE = 0.7
"""Share of the calls of a name that the speaker answers, and of the calls the speaker answers that are this name."""
_BREAKS = r"[,，、.。!！?？…—\-¡¿:：;；\s]"


@dataclass(frozen=True, slots=True)
class Saying:
    """A line: its episode, its speaker ("?" unknown), when it is said, the text."""

    episode: str
    speaker: str
    start: Fraction
    end: Fraction
    text: str


def called(sayings: Sequence[Saying], names: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Names by speaker, for those that are certain. ``names``: each cast name with the ways it is written or said."""
    answers: Counter[tuple[str, str]] = Counter()
    callers: set[tuple[str, str]] = set()
    ordered = sorted(sayings, key=lambda one: (one.episode, one.start, one.end))
    for number, saying in enumerate(ordered):
        for name in (name for name, ways in names.items() if _calls(saying.text, ways)):
            callers.add((saying.speaker, name))
            after = ordered[number + 1] if number + 1 < len(ordered) else None
            if after is None or after.episode != saying.episode or after.start - saying.end > SOON:
                continue
            if after.speaker not in ("?", saying.speaker):
                answers[after.speaker, name] += 1
    found: dict[str, str] = {}
    for (speaker, name), count in sorted(answers.items()):
        of_name = sum(one for (_, other), one in answers.items() if other == name)
        of_speaker = sum(one for (other, _), one in answers.items() if other == speaker)
        if count >= _CALLS and count >= _SHARE * max(of_name, of_speaker) and (speaker, name) not in callers:
            found[speaker] = name
    return found


def _calls(text: str, ways: Sequence[str]) -> bool:
    """Whether the name stands apart at the beginning or the end of the text, as it does when somebody is called."""
    for way in ways:
        name = re.escape(way.strip())
        if name and (
            re.match(rf"{_BREAKS}*{name}\s*[,，、.。!！?？…—:：]", text + ".", re.IGNORECASE)
            or re.search(rf"[,，、.。!！?？…—]\s*{name}{_BREAKS}*$", text, re.IGNORECASE)
        ):
            return True
    return False
