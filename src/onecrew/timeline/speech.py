"""How long a line takes to say. In: nothing. Out: frozen nouns the studio fills from what was spoken. Never: samples.

All times inside a Speech are seconds from its own beginning, at the pace it was spoken.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from onecrew.units import TimeRange


@dataclass(frozen=True, slots=True)
class WordTime:
    """A stretch of the spoken text (a word, or a few characters where words are not spaced) and when it is heard."""

    text: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Speech:
    """One line as it was spoken in one language.

    ``seconds`` is its length with the silence around it trimmed. ``pauses`` are silences inside it and ``words`` the times of its
    words, both hints: cuts and captions use them where they are given. ``pause_before`` is the silence the script asks for before
    the line. ``dual``: spoken together with the line before it. ``shorter`` are other accepted wordings, each spoken, for a
    language that is fitted to another language's cut.
    """

    line: str
    speaker: str
    seconds: Fraction
    pause_before: Fraction = Fraction(0)
    dual: bool = False
    pauses: tuple[TimeRange, ...] = ()
    words: tuple[WordTime, ...] = ()
    shorter: tuple[Speech, ...] = ()
