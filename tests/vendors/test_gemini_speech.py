"""Gemini's traps in speech, one by one; and Google's own SDK against the emulator."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from google import genai
from google.genai import types

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Reply
from tests.vendors.gemini_speech import Emulator, camel

from onecrew.providers.receipt import receipt
from onecrew.providers.speech import Utterance
from onecrew.providers.speech.gemini import GeminiSpeech
from onecrew.units import Broken, Busy, Money, Refused

LINE = Utterance("Wait, I never asked you. Never!", "en-US", "Kore")


@pytest.fixture
def speech(emulator: Emulator) -> GeminiSpeech:
    made: GeminiSpeech = emulator.made(GeminiSpeech)
    return made


def part(emulator: Emulator) -> Any:
    """The part that was asked for last."""
    return emulator.requests[-1].json["contents"][0]["parts"][0]


def test_directions_go_beside_the_words(emulator: Emulator, speech: GeminiSpeech) -> None:
    speech.speak(replace(LINE, feeling="afraid", strength=20, delivery="whisper"))
    assert part(emulator) == {"text": LINE.text, "speechMetadata": {"style": "slightly frightened, whispering"}}


def test_a_plain_line_has_no_directions(emulator: Emulator, speech: GeminiSpeech) -> None:
    speech.speak(LINE)
    assert part(emulator) == {"text": LINE.text}


def test_speed_is_asked_for_in_words(emulator: Emulator, speech: GeminiSpeech) -> None:
    styles = []
    for speed in (Fraction(7, 10), Fraction(17, 20), Fraction(1), Fraction(6, 5), Fraction(2)):
        speech.speak(replace(LINE, speed=speed))
        styles.append(part(emulator).get("speechMetadata", {}).get("style", ""))
    assert styles == ["speaking very slowly", "speaking slowly", "", "speaking briskly", "speaking very fast"]


@pytest.mark.parametrize(("tag", "code"), [("zh-Hans", "zh"), ("pt-BR", "pt-BR"), ("zh-Hant-TW", "zh-TW"), ("es-419", "es-419")])
def test_a_script_is_no_part_of_what_is_heard(emulator: Emulator, speech: GeminiSpeech, tag: str, code: str) -> None:
    speech.speak(replace(LINE, language=tag))
    assert emulator.requests[0].json["generationConfig"]["speechConfig"]["languageCode"] == code


def test_bare_samples_are_the_same_sound_as_wav(emulator: Emulator, speech: GeminiSpeech) -> None:
    wav = speech.speak(LINE)
    emulator.samples = True
    assert speech.speak(LINE) == wav
    emulator.parts = 3
    assert speech.speak(LINE) == wav


def test_several_wavs_are_one_sound(emulator: Emulator, speech: GeminiSpeech) -> None:
    whole = speech.speak(LINE)
    emulator.parts = 2
    assert speech.speak(LINE) == whole


def test_tokens_are_priced(speech: GeminiSpeech) -> None:
    with receipt() as told:
        speech.speak(LINE)
    assert told.total == Money(23)  # 40 at 0.50 USD and 250 at 9 USD a million: 0.00227 USD
    assert speech.cost(LINE) is None


def test_without_a_count_of_tokens_the_price_is_unknown(emulator: Emulator, speech: GeminiSpeech, monkeypatch: Any) -> None:
    answer = emulator.reply

    def silent(asked: Any) -> Reply:
        reply = answer(asked)
        del reply.json["usageMetadata"]
        return reply

    monkeypatch.setattr(emulator, "reply", silent)
    with receipt() as told:
        speech.speak(LINE)
    assert (told.total, told.unpriced) == (None, 1)


def test_a_refusal_after_speaking_is_a_success_without_sound_and_paid_for(emulator: Emulator, speech: GeminiSpeech) -> None:
    emulator.fault("moderated after")
    with receipt() as told, pytest.raises(Refused, match="SAFETY") as raised:
        speech.speak(LINE)
    assert raised.value.billed
    assert told.total == Money(23)


def test_a_refusal_before_it_is_not_billed(emulator: Emulator, speech: GeminiSpeech) -> None:
    emulator.fault("moderated before")
    with receipt() as told, pytest.raises(Refused, match="PROHIBITED_CONTENT") as raised:
        speech.speak(LINE)
    assert raised.value.billed is False
    assert told.total is None


@pytest.mark.parametrize("reason", ["MAX_TOKENS", "OTHER", "LANGUAGE", None])
def test_an_odd_ending_is_broken_and_named(
    emulator: Emulator, speech: GeminiSpeech, monkeypatch: pytest.MonkeyPatch, reason: str | None
) -> None:
    answer = {"candidates": [{"finishReason": reason}], "usageMetadata": {"promptTokenCount": 4}}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(200, answer))
    with pytest.raises(Broken, match=str(reason)):
        speech.speak(LINE)


def test_a_model_that_answers_in_place_of_speaking_is_broken_and_free(
    emulator: Emulator, speech: GeminiSpeech, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "Model tried to generate text, but it should only be used for TTS."
    error = {"error": {"code": 400, "message": said, "status": "INVALID_ARGUMENT"}}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(400, error))
    with pytest.raises(Broken, match="took the line for a question") as raised:
        speech.speak(LINE)
    assert raised.value.billed is False


def test_the_wait_stands_among_the_details(emulator: Emulator, speech: GeminiSpeech) -> None:
    emulator.fault("too many")
    with pytest.raises(Busy) as raised:
        speech.speak(LINE)
    assert raised.value.wait == 7


@pytest.fixture
def client(emulator: Emulator) -> Any:
    """The SDK, its base moved to loopback."""
    options = types.HttpOptions(base_url=emulator.url, api_version="v1beta", retry_options=types.HttpRetryOptions(attempts=1))
    return genai.Client(api_key=emulator.ENVIRONMENT["GEMINI_API_KEY"], vertexai=False, http_options=options)


def asked_by_sdk(client: Any, voice: str = "Kore") -> Any:
    """The same line, asked for by Google's SDK."""
    part = types.Part(text=LINE.text, speech_metadata=types.SpeechMetadata(style="sad"))
    how = types.SpeechConfig(language_code="en-US", voice_config=types.VoiceConfig(voice=voice))
    return client.models.generate_content(
        model="gemini-3.8-flash-tts",
        contents=[types.Content(role="user", parts=[part])],
        config=types.GenerateContentConfig(response_modalities=["AUDIO"], speech_config=how),
    )


def test_the_sdk_asks_as_we_do(emulator: Emulator, speech: GeminiSpeech, client: Any) -> None:
    answer = asked_by_sdk(client)
    speech.speak(replace(LINE, feeling="sad"))
    assert camel(emulator.requests[0].json) == emulator.requests[1].json
    assert answer.candidates[0].content.parts[0].inline_data.mime_type == "audio/wav"
    assert answer.usage_metadata.candidates_token_count == 250


def test_the_sdk_knows_an_unknown_voice_as_an_error(client: Any) -> None:
    with pytest.raises(Exception, match="400"):
        asked_by_sdk(client, "Nobody")
