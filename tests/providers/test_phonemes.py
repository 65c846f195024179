"""Text becomes letters the model knows, in passages it can take."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onecrew.providers.speech import symbols
from onecrew.providers.speech.phonemes import passages
from onecrew.providers.speech.voices import VOICES, dialect, spoken

LANGUAGES = ["en-US", "en-GB", "es", "fr", "it", "pt-BR", "hi", "ja", "zh"]


def letters(text: str, language: str) -> str:
    return " ".join(said for said, _ in passages(text, language))


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("en-US", "Better water.", "bˈɛTəɹ wˈɔTəɹ."),
        ("en-GB", "Better go home.", "bˈɛtə ɡˌQ hˈQm."),
        ("es", "¿Qué tal?", "kˈe tˈal?"),
        ("pt-BR", "O amor.", "u æmˈor."),
        ("fr", "Bonjour !", "bɔ̃ʒˈuʁ!"),
        ("it", "Ciao.", "ʧˈao."),
        ("zh", "你好。", "ni↓xau↓."),
        ("ja", "ちょっと待って。", "ʨoʔto maʔte."),
    ],
)
def test_a_word_is_said(language: str, text: str, said: str) -> None:
    assert letters(text, language) == said


def test_spanish_of_the_americas_has_no_theta() -> None:
    assert "θ" in letters("Gracias, cinco.", dialect("es", "es"))
    assert "θ" not in letters("Gracias, cinco.", dialect("es-MX", "es"))
    assert "θ" not in letters("Gracias, cinco.", dialect("es-419", "es"))


def test_foreign_scripts_are_read_by_their_own_language() -> None:
    assert "li↗nmei↓" in letters("I saw 林美 there.", "en-US")
    assert "ˈ" in letters("我爱 New York。", "zh")
    assert letters("Привет, Anna.", "en-US").startswith("p")


@pytest.mark.parametrize("text", ["", "   ", "…", "😀🎬", "—", "!?", "***", "()"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_has_no_words_is_silence(text: str, language: str) -> None:
    assert passages(text, language) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_text_is_cut_below_the_limit_and_nothing_is_lost(language: str) -> None:
    sentence = {"ja": "どうして嘘をついたの、", "zh": "你为什么要骗我，", "hi": "तुम यहाँ क्या कर रहे हो, "}.get(
        language, "maria and pedro, "
    )
    long = sentence * 120
    pieces = passages(long, language)
    assert len(pieces) > 2
    assert all(0 < len(said) <= symbols.MOST for said, _ in pieces)
    once = sum(len(said) for said, _ in passages(sentence, language))
    assert sum(len(said) for said, _ in pieces) >= 120 * (once - 3) * 0.95
    assert pieces[-1][1] == 0
    assert all(pause > 0 for _, pause in pieces[:-1])


def test_a_word_without_end_is_cut_too() -> None:
    assert all(len(said) <= symbols.MOST for said, _ in passages("a" * 3000, "es"))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.sampled_from(["en-US", "en-GB", "zh", "ja", "es"]))
def test_any_text_gives_only_letters_the_model_knows(text: str, language: str) -> None:
    for said, _ in passages(text, language):
        assert said
        assert set(said) <= set(symbols.TOKENS)


@pytest.mark.parametrize(
    ("tag", "language"),
    [("en", "en-US"), ("en-AU", "en-GB"), ("pt", "pt-BR"), ("zh-Hans", "zh"), ("zh-Hant-TW", "zh"), ("es-MX", "es"), ("th", None)],
)
def test_tags_lead_to_a_language_that_is_spoken(tag: str, language: str | None) -> None:
    assert spoken(tag) == language


def test_every_language_has_voices_with_pitch_and_ages() -> None:
    assert len(VOICES) == 54
    for voice in VOICES:
        assert 60 < voice.pitch < 420, voice
        assert set(voice.ages) <= {"child", "teen", "young", "adult", "old"}
        assert 0 < voice.quality <= 100
