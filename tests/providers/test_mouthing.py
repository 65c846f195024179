"""What the mouth does in a sound that comes without phones."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from onecrew.providers.speech import TimedPhone, mouthing
from onecrew.providers.speech.mouthing import Samples, TimedLetter
from onecrew.units import Unreachable

RATE = 24_000


def vowel(seconds: float) -> Samples:
    """A buzz."""
    times = np.arange(round(seconds * RATE)) / RATE
    return sum((np.sin(2 * np.pi * 130 * number * times) / number for number in range(1, 9)), np.zeros(len(times))) * 0.2


def hiss(seconds: float) -> Samples:
    """Noise above 4 kHz."""
    noise = np.random.default_rng(1).standard_normal(round(seconds * RATE))
    return np.diff(np.diff(noise, prepend=0), prepend=0) * 0.03


def rest(seconds: float) -> Samples:
    """Silence."""
    return np.zeros(round(seconds * RATE))


def mouthed(text: str, language: str, *parts: Samples, letters: tuple[TimedLetter, ...] = ()) -> tuple[TimedPhone, ...]:
    """The phones of a text over parts of a sound."""
    return mouthing.mouthing(text, language, np.concatenate(parts), RATE, letters)


def spelt(phones: tuple[TimedPhone, ...]) -> str:
    return " ".join(one.symbol for one in phones if one.symbol)


def test_an_s_is_mouthed_where_it_hisses() -> None:
    phones = mouthed("sasa", "de", hiss(0.2), vowel(0.1), hiss(0.1), vowel(0.3))
    assert spelt(phones) == "s a s a"
    edges = [float(one.start) for one in phones if one.symbol]
    assert edges == pytest.approx([0, 0.2, 0.3, 0.4], abs=0.03)


def test_a_pause_is_put_at_the_mark() -> None:
    phones = mouthed("na na, na", "de", vowel(0.8), rest(0.3), vowel(0.2))
    (pause,) = (one for one in phones if not one.symbol and one.end < phones[-1].start)
    assert float(pause.start) == pytest.approx(0.8, abs=0.02)
    assert [one.symbol for one in phones].index("") == 4


def test_phones_cover_the_sound_without_gaps() -> None:
    phones = mouthed("Wait, I never asked you.", "en", rest(0.02), vowel(0.4), rest(0.2), vowel(0.9), rest(0.06))
    assert phones[0].start == 0
    assert float(phones[-1].end) == pytest.approx(1.58)
    assert all(one.end == other.start and one.start < one.end for one, other in pairwise(phones))


def test_where_more_is_heard_than_written_the_mouth_goes_on() -> None:
    phones = mouthed("A", "de", vowel(0.05), rest(0.2), vowel(0.4), rest(0.2), vowel(0.1))
    assert [one.symbol for one in phones if one.end - one.start > 0.04] == ["a", "", "a", "", "a"]


@pytest.mark.parametrize(
    ("language", "text", "sounds"),
    [
        ("de", "Straße 7", "s t r a s e n ə"),
        ("pl", "Ćma", "k m a"),
        ("ko", "한국", "h a n ɡ u ɡ"),
        ("uk", "мама йшла", "m a m a i s l a"),
        ("el", "μαμά", "m a m a"),
        ("th", "มานี", "m a n i"),
        ("ar", "باب", "b a b"),
        ("ar", "كتب", "k a t a b"),
        ("bn", "কমলা", "k a m a l a"),
        ("yue", "你好", "t ɐ t ɐ"),
    ],
)
def test_without_a_phonemizer_letters_open_and_close_the_mouth(language: str, text: str, sounds: str) -> None:
    assert spelt(mouthed(text, language, vowel(1.0))) == sounds


def test_a_phonemizer_that_fails_costs_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(text: str, language: str) -> str:
        raise Unreachable("espeak-ng is missing")

    monkeypatch.setattr(mouthing, "phonemes", failing)
    assert spelt(mouthed("nap", "en", vowel(0.5))) == "n a p"


def test_times_of_letters_rule_over_usual_lengths() -> None:
    letters = (TimedLetter("n", 0.0, 0.1), TimedLetter("a", 0.1, 0.8), TimedLetter(" ", 0.8, 0.8), TimedLetter("u", 0.8, 1.0))
    phones = mouthed("na u", "de", vowel(1.0), letters=letters)
    assert spelt(phones) == "n a u"
    assert float(phones[-1].start if phones[-1].symbol else phones[-2].start) == pytest.approx(0.8, abs=0.02)


def test_directions_in_brackets_are_not_mouthed() -> None:
    said = "[sad] na"
    acted = (TimedLetter(one, 0.0, 0.0) for one in said[:6])
    letters = (*acted, TimedLetter("n", 0.0, 0.1), TimedLetter("a", 0.1, 0.5))
    assert spelt(mouthed(said, "de", vowel(0.5), letters=letters)) == "n a"


def test_times_beyond_the_sound_are_not_believed() -> None:
    letters = (TimedLetter("n", 7.0, 7.1), TimedLetter("a", 7.1, 7.5))
    assert spelt(mouthed("na", "de", vowel(0.5), letters=letters)) == "n a"
