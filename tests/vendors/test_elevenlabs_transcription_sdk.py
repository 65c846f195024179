"""ElevenLabs' own SDK speaks to the emulator of speech to text: its base URL can be set."""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from elevenlabs import ElevenLabs, SpeechToTextChunkResponseModel
from elevenlabs.core.api_error import ApiError
from elevenlabs.errors import UnprocessableEntityError
from elevenlabs.speech_to_text.client import SpeechToTextClient

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.elevenlabs_transcription import FIELDS, Emulator
from tests.vendors.emulator import Asked
from tests.vendors.openai_transcription import Sound, multipart

from onecrew.providers.catalogue import catalogue
from onecrew.providers.transcription.elevenlabs import ElevenLabsTranscription
from onecrew.providers.transcription.openai_shape import wav

RATE = 16_000
SAMPLES = np.random.default_rng(0).normal(0, 3000, RATE).astype("<i2")
CLIENT = ("user-agent", "x-fern-")
EMPTY = {"webhook_metadata": ["null"], "entity_detection": ["null"], "entity_redaction": ["null"]}
"""What the SDK sends although nobody asked for it."""


def heard(emulator: Emulator, **changed: Any) -> Any:
    """A transcription asked for as ours is. The SDK checks nothing by itself, so its type is asked to."""
    client = ElevenLabs(api_key=emulator.ENVIRONMENT["ELEVENLABS_API_KEY"], base_url=emulator.url)
    asked = {
        "model_id": "scribe_v2",
        "file": ("speech.wav", wav(SAMPLES, RATE), "audio/wav"),
        "timestamps_granularity": "word",
        "tag_audio_events": False,
        "diarize": False,
        "language_code": "en",
        "keyterms": ["Ana", "Bo"],
        "request_options": {"max_retries": 0},
    }
    answer = client.speech_to_text.convert(**{**asked, **changed})
    return SpeechToTextChunkResponseModel.model_validate(answer.model_dump(), strict=True)


def headers(asked: Asked) -> set[str]:
    """The names of its headers, without those that only name the client."""
    return {name for name in asked.headers if not name.startswith(CLIENT)}


def test_the_sdk_asks_as_we_do(emulator: Emulator) -> None:
    heard(emulator)
    ours = ElevenLabsTranscription(emulator.vendor, catalogue().models["elevenlabs/scribe-v2"])
    ours.transcribe(SAMPLES.tobytes(), RATE, "en", "Ana, Bo")
    first, second = emulator.requests
    assert (first.method, first.path, first.query) == (second.method, second.path, second.query)
    assert headers(first) == headers(second)
    assert first.headers["xi-api-key"] == second.headers["xi-api-key"]
    (sent, files), (form, file) = multipart(first), multipart(second)
    assert (sent, files) == (form | EMPTY, file)


def test_the_sdk_reads_the_words_and_what_is_between_them(emulator: Emulator) -> None:
    emulator.noise = True
    answer = heard(emulator)
    said = emulator.says(Sound(RATE, SAMPLES.tobytes()))
    words = [one for one in answer.words if one.type == "word"]
    assert [(one.text, one.start, one.end, one.logprob) for one in words] == [
        (one.text, one.start, one.end, one.logprob) for one in said
    ]
    assert {one.type for one in answer.words} == {"word", "spacing", "audio_event"}
    assert answer.text == "".join(one.text for one in answer.words)
    assert (answer.language_code, answer.language_probability, answer.audio_duration_secs) == ("eng", 0.98, 1.0)


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("too many", 429, "concurrent_limit_exceeded"),
        ("wrong key", 401, "invalid_api_key"),
        ("no money", 401, "quota_exceeded"),
        ("server error", 500, "internal_server_error"),
    ],
)
def test_the_sdk_knows_each_error(emulator: Emulator, fault: str, status: int, code: str) -> None:
    emulator.fault(fault)
    with pytest.raises(ApiError) as raised:
        heard(emulator)
    assert (raised.value.status_code, raised.value.body["detail"]["code"]) == (status, code)


def test_the_sdk_knows_a_field_that_is_wrong(emulator: Emulator) -> None:
    with pytest.raises(UnprocessableEntityError) as raised:
        heard(emulator, model_id="nobody")
    assert raised.value.body["detail"][0]["loc"] == ["body", "model_id"]


def test_the_emulator_takes_no_field_that_the_sdk_does_not_know() -> None:
    assert set(FIELDS) <= set(inspect.signature(SpeechToTextClient.convert).parameters)
