"""The name guard brings every name back in its approved form, whatever the translator does."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.providers.translation.names import guarded

NAMES = (("Mei Lin", "Meilin"), ("Lin", "Lin"), ("Peter", "Peter"), ("Moonlight Tower", "Torre do Luar"))


def test_a_translator_that_copies_names_is_asked_once() -> None:
    asked: list[str] = []

    def copy(text: str) -> str:
        asked.append(text)
        return text.upper().replace("MEI LIN", "Mei Lin")

    assert guarded("I saw Mei Lin.", NAMES, copy) == "I SAW Meilin."
    assert len(asked) == 1


def test_a_translated_name_travels_as_a_stand_in() -> None:
    def translated(text: str) -> str:
        return text.replace("Peter", "Pedro").replace("loves", "ama")

    assert guarded("Peter loves Mei Lin.", NAMES, translated) == "Peter ama Meilin."


def test_the_longer_name_wins_and_parts_of_words_are_left_alone() -> None:
    assert guarded("Mei Lin and Lin like Linda.", NAMES, lambda text: text) == "Meilin and Lin like Linda."


def test_a_name_matches_in_any_case() -> None:
    assert guarded("MEI LIN, stop!", NAMES, lambda text: text) == "Meilin, stop!"


def test_chinese_names_need_no_spaces() -> None:
    assert guarded("我爱林美。", (("林美", "Lin Mei"),), lambda text: text.replace("我爱", "I love ")) == "I love Lin Mei。"


def test_a_stand_in_said_twice_does_not_pass() -> None:
    def echo(text: str) -> str:
        return text.replace("Peter", "Pedro").replace("Zq", "Zq Zq")

    assert guarded("Peter left.", NAMES, echo).count("Peter") == 1


MANGLERS: list[Callable[[str], str]] = [
    lambda text: "",
    lambda text: text[::-1],
    lambda text: "algo",
    str.lower,
    lambda text: f"{text} {text}",
]


@pytest.mark.parametrize("mangle", MANGLERS)
@given(words=st.lists(st.sampled_from(["I", "saw", "Mei Lin", "Peter", "at", "Moonlight Tower"]), min_size=1, max_size=7))
def test_no_translator_can_lose_or_double_a_name(mangle: Callable[[str], str], words: list[str]) -> None:
    said = guarded(" ".join(words), NAMES, mangle)
    for source, form in (("Mei Lin", "Meilin"), ("Peter", "Peter"), ("Moonlight Tower", "Torre do Luar")):
        assert said.count(form) == words.count(source)
