"""Error rates compare what was said, not how it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.providers.transcription.words import character_error_rate, divided, word_error_rate


@pytest.mark.parametrize(
    ("language", "written", "heard"),
    [
        ("en", "Don't GO, Mr. Lin!", "dont go mister lin"),
        ("en", "I have 25 dollars.", "I have twenty-five dollars"),
        ("en", "It’s OK—really…", "it's okay, really"),
        ("fr", "J’ai 80 euros !", "j'ai quatre-vingts euros"),
        ("zh", "你為什麼騙我？", "你为什么骗我"),
        ("zh", "她有25元。", "他有二十五元"),
        ("ja", "明日、会いましょう。", "明日会いましょう"),
    ],
)
def test_the_same_words_in_another_spelling_are_no_error(language: str, written: str, heard: str) -> None:
    assert word_error_rate(written, heard, language) == 0


def test_rates_count_edits_over_the_reference() -> None:
    assert word_error_rate("one two three four", "one three four", "en") == 0.25
    assert word_error_rate("我爱你", "我恨你", "zh") == pytest.approx(1 / 3)
    assert character_error_rate("hola", "ola", "es") == 0.25


def test_nothing_written_and_nothing_heard() -> None:
    assert word_error_rate("", "", "en") == 0
    assert word_error_rate("", "boo", "en") == 1
    assert word_error_rate("boo", "", "en") == 1


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8))
def test_a_rate_is_zero_only_for_equal_texts(one: list[str], other: list[str]) -> None:
    rate = word_error_rate(" ".join(one), " ".join(other), "en")
    assert (rate == 0) == (one == other)


def test_what_was_heard_is_cut_where_the_lines_part() -> None:
    lines = ("It's David.", "David? David drowned three years ago.", "Sign.")
    assert divided(lines, "its David. David, David drowned 3 years ago, Signed", "en") == (
        "its David.",
        "David, David drowned 3 years ago,",
        "Signed",
    )
    assert divided(("回来？", "我看见他的棺材。"), "回來我看见她的关财", "zh") == ("回來", "我看见她的关财")
    assert divided(("Where are you?", "Look up."), "", "en") == ("", "")
    assert divided(("Where are you?", "Look up."), "look up", "en") == ("", "look up")


@given(
    st.lists(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4), min_size=1, max_size=4), st.lists(st.sampled_from("abcde"))
)
def test_nothing_heard_is_left_out_and_no_cut_would_be_cheaper(lines: list[list[str]], heard: list[str]) -> None:
    written = [" ".join(line) for line in lines]
    parts = divided(written, " ".join(heard), "en")
    assert " ".join(parts).split() == heard
    together = word_error_rate(" ".join(written), " ".join(heard), "en") * sum(map(len, lines))
    apart = sum(word_error_rate(one, part, "en") * len(line) for one, part, line in zip(written, parts, lines, strict=True))
    assert apart == pytest.approx(together)
