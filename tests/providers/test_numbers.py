"""Numbers in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.providers import numbers

SAID = [
    ("en", 0, "zero"),
    ("en", 42, "forty-two"),
    ("en", 1_002_300, "one million two thousand three hundred"),
    ("en", -7, "minus seven"),
    ("es", 100, "cien"),
    ("es", 101, "ciento uno"),
    ("es", 21_000, "veintiún mil"),
    ("es", 1_000_001, "un millón uno"),
    ("pt", 1_250, "mil duzentos e cinquenta"),
    ("pt", 2_100, "dois mil e cem"),
    ("pt", 1_000_000, "um milhão"),
    ("fr", 71, "soixante et onze"),
    ("fr", 80, "quatre-vingts"),
    ("fr", 81, "quatre-vingt-un"),
    ("fr", 99, "quatre-vingt-dix-neuf"),
    ("fr", 200, "deux cents"),
    ("fr", 200_000, "deux cent mille"),
    ("it", 21, "ventuno"),
    ("it", 23, "ventitré"),
    ("it", 180, "centoottanta"),
    ("it", 2_000, "duemila"),
    ("zh", 10, "十"),
    ("zh", 105, "一百零五"),
    ("zh", 2_000, "两千"),
    ("zh", 10_010, "一万零一十"),
    ("zh", 120_000_000, "一亿两千万"),
    ("ja", 1_100, "千百"),
    ("ja", 10_000, "一万"),
]


@pytest.mark.parametrize(("language", "number", "words"), SAID)
def test_a_number_is_said(language: str, number: int, words: str) -> None:
    assert numbers.spell(number, language) == words


@given(st.integers(0, numbers.LARGEST), st.sampled_from(["en", "es", "fr", "it", "pt", "zh", "ja"]))
def test_every_number_has_words_without_figures_or_holes(number: int, language: str) -> None:
    words = numbers.spell(number, language)
    assert words
    assert "." not in words
    assert not any(letter.isdigit() and letter.isascii() for letter in words)
    assert words == " ".join(words.split())


@given(st.integers(0, 99_999), st.integers(0, 99_999), st.sampled_from(["en", "es", "fr", "it", "pt", "zh", "ja"]))
def test_two_numbers_never_sound_alike(one: int, other: int, language: str) -> None:
    assert one == other or numbers.spell(one, language) != numbers.spell(other, language)


def test_what_is_too_large_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        numbers.spell(10**12, "en")


def test_digits_are_said_one_by_one() -> None:
    assert numbers.digits("555-01", "en") == "five five five zero one"
    assert numbers.digits("110", "zh") == "幺幺零"
