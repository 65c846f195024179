"""OpenAI's own SDK speaks to the emulator of transcriptions: its base URL can be set, and it can be made strict."""

from __future__ import annotations

import inspect
import sys
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import openai
import pytest
from openai.types import AudioModel

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Asked
from tests.vendors.openai_transcription import FIELDS, MODELS, Emulator, Sound, multipart

from onecrew.providers.catalogue import catalogue
from onecrew.providers.transcription.openai_shape import OpenAiTranscription, wav

RATE = 16_000
SAMPLES = np.random.default_rng(0).normal(0, 3000, RATE).astype("<i2")
FILE = ("speech.wav", wav(SAMPLES, RATE), "audio/wav")
CLIENT = ("user-agent", "x-stainless-")


@pytest.fixture
def client(emulator: Emulator) -> openai.OpenAI:
    """The SDK, which raises where an answer is not of its shape."""
    return openai.OpenAI(base_url=emulator.url + emulator.base_path(), max_retries=0, _strict_response_validation=True)


def timed(client: openai.OpenAI) -> Any:
    """A transcription with times, as we ask Whisper for it."""
    return client.audio.transcriptions.create(
        model="whisper-1",
        file=FILE,
        response_format="verbose_json",
        timestamp_granularities=["word", "segment"],
        language="en",
        prompt="Ana, Bo",
    )


def sure(client: openai.OpenAI) -> Any:
    """A transcription with log probabilities, as we ask the newer models for it."""
    return client.audio.transcriptions.create(
        model="gpt-4o-transcribe", file=FILE, response_format="json", include=["logprobs"], language="en", prompt="Ana, Bo"
    )


def named(client: openai.OpenAI) -> Any:
    """A transcription with names that may occur, as we ask the newest model for it."""
    return client.audio.transcriptions.create(
        model="gpt-transcribe", file=FILE, response_format="json", language="en", keywords=["Ana", "Bo"]
    )


def translated(client: openai.OpenAI) -> Any:
    """What is said, in English. The SDK marks the method as one that will go."""
    with pytest.warns(DeprecationWarning, match="deprecated"):
        return client.audio.translations.create(model="whisper-1", file=FILE, response_format="json")


def headers(asked: Asked) -> set[str]:
    """The names of its headers, without those that only name the client."""
    return {name for name in asked.headers if not name.startswith(CLIENT)}


def same(theirs: Asked, ours: Asked) -> bool:
    """Whether two requests are the same: where to, with which headers, and the form."""
    assert headers(theirs) == headers(ours)
    assert theirs.headers["authorization"] == ours.headers["authorization"]
    assert multipart(theirs) == multipart(ours)
    return (theirs.method, theirs.path, theirs.query) == (ours.method, ours.path, ours.query)


@pytest.mark.parametrize(("model", "asks"), [("whisper-1", timed), ("gpt-4o-transcribe", sure), ("gpt-transcribe", named)])
def test_the_sdk_asks_as_we_do(emulator: Emulator, client: openai.OpenAI, model: str, asks: Callable[[openai.OpenAI], Any]) -> None:
    asks(client)
    ours = OpenAiTranscription(emulator.vendor, catalogue().models[f"openai/{model}"])
    ours.transcribe(SAMPLES.tobytes(), RATE, "en", "Ana, Bo")
    assert same(*emulator.requests)


def test_the_sdk_asks_for_english_as_we_do(emulator: Emulator, client: openai.OpenAI) -> None:
    assert translated(client).text == "Do not open the door, Ana."
    ours = OpenAiTranscription(emulator.vendor, catalogue().models["openai/whisper-1"])
    ours.to_english(SAMPLES.tobytes(), RATE, "es")
    assert same(*emulator.requests)


def test_the_sdk_reads_words_and_segments_with_their_times(emulator: Emulator, client: openai.OpenAI) -> None:
    heard = timed(client)
    said = emulator.says(Sound(RATE, SAMPLES.tobytes()))
    assert [(one.word, one.start, one.end) for one in heard.words] == [(one.text.strip(",."), one.start, one.end) for one in said]
    (segment,) = heard.segments
    assert (segment.text, segment.end, segment.avg_logprob, segment.no_speech_prob) == (heard.text, 1.0, -0.2, 0.01)
    assert (heard.language, heard.duration, heard.usage.seconds) == ("english", 1.0, 1)


def test_the_sdk_reads_how_sure_each_token_is(client: openai.OpenAI) -> None:
    heard = sure(client)
    assert "".join(one.token for one in heard.logprobs) == heard.text == "Don't open the door, Ana."
    assert {one.logprob for one in heard.logprobs} == {-0.1}
    assert (heard.usage.type, heard.usage.total_tokens) == ("tokens", 99)


def test_the_sdk_reads_the_language_that_the_newest_model_heard(client: openai.OpenAI) -> None:
    heard = named(client)
    assert [one.code for one in heard.languages] == ["en"]
    assert heard.logprobs is None


@pytest.mark.parametrize(
    ("fault", "error", "code"),
    [
        ("too many", openai.RateLimitError, "rate_limit_exceeded"),
        ("no money", openai.RateLimitError, "insufficient_quota"),
        ("wrong key", openai.AuthenticationError, "invalid_api_key"),
        ("server error", openai.InternalServerError, None),
    ],
)
def test_the_sdk_knows_each_error(
    emulator: Emulator, client: openai.OpenAI, fault: str, error: type[openai.APIStatusError], code: str | None
) -> None:
    emulator.fault(fault)
    with pytest.raises(error) as raised:
        timed(client)
    assert raised.value.code == code


def test_the_emulator_takes_no_field_and_no_model_that_the_sdk_does_not_know() -> None:
    known = set(inspect.signature(openai.resources.audio.Transcriptions.create).parameters)
    assert {name.removesuffix("[]") for name in FIELDS} <= known
    assert set(MODELS) <= set(typing.get_args(AudioModel))
