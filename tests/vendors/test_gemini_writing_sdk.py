"""Google's own SDK speaks to the emulator of generateContent: its base URL can be set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from google import genai
from google.genai import errors, types

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Asked
from tests.vendors.gemini_writing import CONFIG, Emulator

from onecrew.providers.writing import Brief
from onecrew.providers.writing.gemini import GeminiWriting
from onecrew.units import canonical_json

SCHEMA: Any = {
    "type": "object",
    "properties": {"line": {"type": "string"}, "mood": {"type": "string", "enum": ["sad", "glad"]}},
    "required": ["line", "mood"],
    "additionalProperties": False,
}
BRIEF = Brief("gemini-3.8-flash", "Write one line.", "Ana opens the door.", canonical_json(SCHEMA), 2000)
CLIENT = ("user-agent", "x-goog-api-client")


def generated(emulator: Emulator) -> types.GenerateContentResponse:
    """The brief asked for by the SDK, whose types check the answer."""
    retries = types.HttpRetryOptions(attempts=1)
    options = types.HttpOptions(base_url=emulator.url, api_version="v1beta", retry_options=retries)
    client = genai.Client(api_key=emulator.ENVIRONMENT["GEMINI_API_KEY"], vertexai=False, http_options=options)
    config = types.GenerateContentConfig(
        # As a content, since the SDK gives bare words the role of the user.
        system_instruction=types.Content(parts=[types.Part(text=BRIEF.system)]),
        response_mime_type="application/json",
        response_json_schema=SCHEMA,
        max_output_tokens=BRIEF.longest,
    )
    return client.models.generate_content(model=BRIEF.model, contents=BRIEF.user, config=config)


def headers(asked: Asked) -> set[str]:
    """The names of its headers, without those that only name the client."""
    return {name for name in asked.headers if not name.startswith(CLIENT)}


def test_the_sdk_asks_as_we_do(emulator: Emulator) -> None:
    generated(emulator)
    emulator.made(GeminiWriting).write(BRIEF)
    theirs, ours = emulator.requests
    assert (theirs.method, theirs.path, theirs.query, theirs.json) == (ours.method, ours.path, ours.query, ours.json)
    assert headers(theirs) == headers(ours)
    assert theirs.headers["x-goog-api-key"] == ours.headers["x-goog-api-key"]


def test_the_sdk_reads_the_answer_without_what_was_thought(emulator: Emulator) -> None:
    emulator.answer = lambda told: {"line": f"Asked: {told.user}", "mood": "glad"}
    answer = generated(emulator)
    assert answer.parsed == {"line": "Asked: Ana opens the door.", "mood": "glad"}
    assert answer.candidates is not None
    assert answer.candidates[0].finish_reason is types.FinishReason.STOP
    assert answer.model_version == "gemini-3.8-flash"


def test_the_sdk_counts_what_was_thought_apart(emulator: Emulator) -> None:
    used = generated(emulator).usage_metadata
    assert used is not None
    assert (used.prompt_token_count, used.candidates_token_count, used.thoughts_token_count) == (1200, 200, 100)
    assert used.total_token_count == 1500


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("cut off", types.FinishReason.MAX_TOKENS),
        ("refused by the model", types.FinishReason.SAFETY),
        ("filtered", types.FinishReason.BLOCKLIST),
    ],
)
def test_the_sdk_reads_how_an_answer_ended(emulator: Emulator, fault: str, reason: types.FinishReason) -> None:
    emulator.fault(fault)
    answer = generated(emulator)
    assert answer.candidates is not None
    assert answer.candidates[0].finish_reason is reason


def test_the_sdk_reads_a_request_that_was_blocked(emulator: Emulator) -> None:
    emulator.fault("moderated before")
    answer = generated(emulator)
    assert answer.candidates is None
    assert answer.prompt_feedback is not None
    assert answer.prompt_feedback.block_reason is types.BlockedReason.PROHIBITED_CONTENT


@pytest.mark.parametrize(
    ("fault", "error", "status", "word"),
    [
        ("too many", errors.ClientError, 429, "RESOURCE_EXHAUSTED"),
        ("wrong key", errors.ClientError, 400, "INVALID_ARGUMENT"),
        ("bad model", errors.ClientError, 404, "NOT_FOUND"),
        ("overloaded", errors.ServerError, 503, "UNAVAILABLE"),
    ],
)
def test_the_sdk_knows_each_error(emulator: Emulator, fault: str, error: type[errors.APIError], status: int, word: str) -> None:
    emulator.fault(fault)
    with pytest.raises(error) as raised:
        generated(emulator)
    assert (raised.value.code, raised.value.status) == (status, word)


def test_the_emulator_takes_no_field_that_the_sdk_does_not_know() -> None:
    assert set(CONFIG) <= {field.alias for field in types.GenerateContentConfig.model_fields.values()}
