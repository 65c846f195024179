"""How long lines are reckoned to be before anybody spoke them, against how long the embedded voices took."""

from __future__ import annotations

from fractions import Fraction

import pytest

from onecrew.story.episode import Line
from onecrew.studio.spoken import guess_spoken, slowly_spoken
from onecrew.units import Language, Where

MEASURED = {
    "en": (
        ("David? David drowned three years ago.", 1.98),
        ("Then who has his phone?", 1.22),
        ("I brought flowers to your grave!", 1.46),
        ("I had to hide. Victor would have killed you too.", 2.29),
        ("Mei, that phone is at the bottom of the river.", 1.99),
        ("You saw the lid, child. It was empty.", 2.43),
        ("David never called me darling.", 1.59),
    ),
}


def guess(text: str, language: str) -> Fraction:
    line = Line("1.1", "MEI", text, Where("script.fountain", 1))
    return guess_spoken(line, text, Language(language)).speech.seconds


@pytest.mark.parametrize("language", MEASURED)
def test_lines_are_guessed_as_long_as_they_are_spoken(language: str) -> None:
    guessed = sum(guess(text, language) for text, _ in MEASURED[language])
    spoken = sum(seconds for _, seconds in MEASURED[language])
    assert abs(float(guessed) - spoken) < 0.1 * spoken


@pytest.mark.parametrize("language", ["en", "es", "pt-BR", "fr", "it", "hi", "zh-Hans", "ja", "ko", "de"])
def test_no_voice_is_slower_than_the_slowest(language: str) -> None:
    text = "你为什么不告诉我？" if language in ("zh-Hans", "ja") else "Why did you never tell me that?"
    assert slowly_spoken(text, Language(language)) > guess(text, language)
