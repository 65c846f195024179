"""Which of several hearings of a line in English is believed. In: what a model heard, the line. Out: a draft, or why none.

Never: sound, models. A model that puts speech into English over music, or hears a word alone, invents: what it wrote under films on
the web ("Thank you for watching"), a sentence for one syllable, the foreign words again. What bears such a mark is refused. Of what
is left, the wording that most hearings share is taken; where they share little, the draft says so.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fractions import Fraction
from math import exp

from onecrew.providers.transcription import Gist
from onecrew.providers.transcription.words import units
from onecrew.units import TimeRange

_UNLIKELY = -1.35
"""Mean logarithm of the words' probabilities below which nothing is believed: a quarter of the certainty at each word."""
_UNSURE = -0.7
"""The same, where the model thinks that nobody speaks."""
_SILENCE = 0.6
"""Probability of silence from which it thinks so."""
_QUICK = 5.5
"""English words a second that nobody says, with two to spare: lines are short, and their times are those of another language."""
_WORDY = 1.5
"""English words for each word (each character of Chinese or Japanese) that was said, with three to spare."""
_SAME, _COPIED = 0.78, 0.6
"""Likeness of letters, and share of the words, from which what was "translated" is the original again."""
_DOUBTFUL = -0.8
"""Mean logarithm of the words' probabilities below which a draft says that it was heard with doubt."""
_AGREED = 0.5
"""Share of their words that hearings have in common from which they agree."""
_ROOM = Fraction(3, 10)
"""Seconds by which the times of words are off."""
_PHANTOM = re.compile(
    r"\b(thank(s| you)( (so|very) much)?( all)? for (watching|viewing|listening)|see you (next time|later|soon|in the next)|"
    r"subscri\w+|subtitl\w+|(this|the next|my|our) (video|episode|channel)|(like|share) and|amara\.?org)\b"
)
"""What stands at the end of films on the web, which models of speech have learned to write where nothing is understood."""


@dataclass(frozen=True, slots=True)
class Said:
    """A line as it is known: its text and its language's tag, for how long it is heard."""

    text: str
    language: str
    seconds: Fraction


@dataclass(frozen=True, slots=True)
class Believed:
    """A draft and what is doubtful about it; an empty ``text``: none is believed, and ``doubt`` says why."""

    text: str
    doubt: str = ""


def believed(hearings: Sequence[Gist], said: Said) -> Believed:
    """The draft of a line that was heard in several ways."""
    marked = [(one, _mark(one, said)) for one in hearings if one.text]
    left = [one for one, mark in marked if not mark]
    if not left:
        reasons = dict.fromkeys(f'"{one.text}" {mark}' for one, mark in marked)
        return Believed("", "; ".join(reasons) or "nothing was understood")
    best = max(left, key=lambda one: (_weight(one, left, said), one.likelihood))
    others = [one for one in left if one is not best]
    doubts = []
    if others and not any(_alike(best.text, one.text) >= _AGREED for one in others):
        doubts.append(f'also heard: "{others[0].text}"')
    elif len(left) < len(marked) and not others:
        doubts.append("all other hearings are refused")
    if best.likelihood < _DOUBTFUL:
        doubts.append("heard with doubt")
    if _asks(said.text) and not _asks(best.text):
        doubts.append("a question is asked")
    return Believed(best.text, "; ".join(doubts))


def within(gists: Sequence[Gist], when: TimeRange) -> Gist | None:
    """What was said at a time, of a longer stretch; none where it cannot be cut at the ends of clauses."""
    near = [one for one in gists if TimeRange(one.start, max(one.end, one.start + Fraction(1, 100))).overlap(when) > 0]
    parts = [part for one in near if (part := _part(one, when)) is not None]
    if not parts or any(part.text == "" for part in parts):
        return None
    return joined(parts)


def joined(parts: Sequence[Gist]) -> Gist | None:
    """Stretches in order as one; none without any. It is as unlikely as its unlikeliest part."""
    if not parts:
        return None
    return Gist(
        " ".join(part.text for part in parts),
        parts[0].start,
        parts[-1].end,
        min(part.likelihood for part in parts),
        max(part.silence for part in parts),
        tuple(word for part in parts for word in part.words),
    )


def agree(hearings: Sequence[Gist], said: Said) -> bool:
    """Whether two hearings say the same and nothing speaks against them: no more need be heard."""
    left = [one for one in hearings if not _mark(one, said)]
    return len(left) > 1 and _alike(left[0].text, left[1].text) > 0.85 and min(one.likelihood for one in left) > _UNSURE


def _part(gist: Gist, when: TimeRange) -> Gist | None:
    """The words of a stretch that lie in a time; None when none do, empty when they are torn out of a clause."""
    wide = TimeRange(max(Fraction(0), when.start - _ROOM), when.end + _ROOM)
    own = TimeRange(gist.start, max(gist.end, gist.start + Fraction(1, 100)))
    if own.overlap(wide) >= own.length * Fraction(7, 10) and own.overlap(when) >= own.length / 2:
        return gist
    inside = [number for number, word in enumerate(gist.words) if when.holds((word.start + word.end) / 2)]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    begins = first == 0 or gist.words[first - 1].text[-1:] in ",.?!;:…"
    ends = last == len(gist.words) - 1 or gist.words[last].text[-1:] in ",.?!;:…"
    words = gist.words[first : last + 1] if begins and ends else ()
    text = " ".join(word.text for word in words).rstrip(",;:")
    return Gist(text[:1].upper() + text[1:], when.start, when.end, gist.likelihood, gist.silence, words)


def _mark(gist: Gist, said: Said) -> str:
    """What speaks against a hearing; empty: nothing."""
    plain = _plain(gist.text)
    words = plain.split()
    if not any(letter.isalpha() for letter in plain):
        return "has no words"
    if _PHANTOM.search(plain):
        return "is what stands at the end of films on the web"
    if gist.likelihood < _UNLIKELY or (gist.silence > _SILENCE and gist.likelihood < _UNSURE):
        return "was heard with great doubt"
    if len(words) > 2 + _QUICK * float(said.seconds) or len(words) > 3 + _WORDY * len(units(said.text, said.language)):
        return "is more than is said"
    if len(words) > 5 and max(Counter(zip(words, words[1:], words[2:], strict=False)).values()) > 2:
        return "repeats itself"
    return "is not English" if _again(words, said.text) else ""


def _again(words: Sequence[str], said: str) -> bool:
    """Whether words of an English text are those that were said, or sound like them. One word may be: a name, or "no"."""
    own = _plain(said).split()
    if len(set(words)) < 2:
        return False
    copied = sum((Counter(words) & Counter(own)).values()) >= _COPIED * len(words)
    alike = SequenceMatcher(None, _letters(" ".join(words)), _letters(said), autojunk=False).ratio() > _SAME
    return copied or (bool(_letters(said)) and alike)


def _weight(gist: Gist, hearings: Sequence[Gist], said: Said) -> float:
    """How much a hearing is to be believed: shared by others, likely, and a question where one is asked."""
    others = [one for one in hearings if one is not gist]
    shared = sum(_alike(gist.text, one.text) for one in others) / max(1, len(others))
    return shared + exp(gist.likelihood) + (0.25 if _asks(said.text) == _asks(gist.text) else 0.0)


def _asks(text: str) -> bool:
    return text.rstrip("\"'»”")[-1:] in ("?", "？")


def _alike(one: str, other: str) -> float:
    """The share of their words that two texts have in common (F1)."""
    first, second = Counter(_plain(one).split()), Counter(_plain(other).split())
    both = sum((first & second).values())
    return 2 * both / max(1, sum(first.values()) + sum(second.values()))


def _plain(text: str) -> str:
    """Words in lower case without punctuation."""
    return " ".join("".join(one if one.isalnum() or one == "'" else " " for one in text.casefold()).split())


def _letters(text: str) -> str:
    """Letters of the Latin alphabet without accents; of other scripts none."""
    return "".join(one for one in unicodedata.normalize("NFD", text.casefold()) if "a" <= one <= "z")
