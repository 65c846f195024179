"""Where a text may be broken."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onecrew.timeline.phrase import broken, joined, pieces
from onecrew.units import Language


def ties(text: str, tag: str, *names: str) -> dict[str, str]:
    return {piece.text: piece.tie for piece in pieces(text, Language(tag), names) if piece.tie}


@pytest.mark.parametrize(
    ("tag", "text", "word"),
    [
        ("en", "into the house", "the"),
        ("es", "la puerta del cielo", "del"),
        ("fr", "sous la pluie", "sous"),
        ("pt-BR", "dentro da casa", "da"),
        ("de", "auf dem Dach", "dem"),
        ("ru", "письмо в комнате", "в"),
        ("hi", "कमरे में पत्र", "कमरे"),
    ],
)
def test_articles_and_prepositions_stay_with_their_nouns(tag: str, text: str, word: str) -> None:
    assert ties(text, tag)[word] == "article"


def test_a_preposition_at_the_end_of_a_sentence_holds_nothing() -> None:
    assert not ties("What are you looking at? Tell me.", "en")


def test_names_hold_together_in_every_script() -> None:
    assert ties("I saw Mei Lin there", "en", "Mei Lin") == {"Mei": "name"}
    assert any(
        piece.text == "欧阳娜娜" or "欧阳娜娜" in piece.text for piece in pieces("我看见欧阳娜娜了", Language("zh"), ["欧阳娜娜"])
    )


def test_a_number_holds_its_unit() -> None:
    assert ties("run 42 kilometres", "en") == {"42": "unit"}
    assert "42" not in ties("It was 42, they said", "en")


def test_a_sentence_ends_better_than_a_clause_and_a_clause_better_than_a_word() -> None:
    rests = {piece.text: piece.rest for piece in pieces("Go. Now, please leave and never return", Language("en"))}
    assert rests["Go."] < rests["Now,"] < rests["leave"] < rests["please"]


def test_a_latin_word_inside_chinese_is_not_parted() -> None:
    assert any("iPhone" in piece.text for piece in pieces("他把iPhone放在桌子上", Language("zh-Hans")))


@given(st.text(max_size=80), st.sampled_from(["en", "zh-Hans", "zh-Hant", "ja", "th", "ko", "ar", "hi"]))
def test_pieces_are_the_whole_text(text: str, tag: str) -> None:
    found = pieces(text, Language(tag))
    assert joined(found) == " ".join(text.split())
    assert all("".join(part.text for part in broken(piece)) == piece.text for piece in found)
