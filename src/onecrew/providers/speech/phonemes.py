"""Text to what Kokoro reads. In: a line and one of its languages. Out: passages of Kokoro's letters with pauses. Never: sound."""

from __future__ import annotations

from onecrew.providers.speech import phonemes_chinese, phonemes_english, phonemes_espeak, symbols


def passages(text: str, language: str) -> list[tuple[str, float]]:
    """Passages below the model's limit, each with the pause in seconds that follows it (0 after the last)."""
    said = symbols.known(phonemes(text, language)).strip()
    return [(said[: symbols.MOST], 0.0)] if said else []


def phonemes(text: str, language: str) -> str:
    if language.startswith("en"):
        return phonemes_english.phonemes(text, british=language == "en-GB")
    if language == "zh":
        return phonemes_chinese.phonemes(text)
    return phonemes_espeak.phonemes(text, language.split("-")[0])
