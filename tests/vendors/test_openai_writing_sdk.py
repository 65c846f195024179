"""OpenAI's own SDK speaks to the emulator of chat completions: its base URL can be set, and it can be made strict."""

from __future__ import annotations

import inspect
import json
import sys
from pathlib import Path
from typing import Any

import openai
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Asked
from tests.vendors.openai_writing import FIELDS, Emulator

from onecrew.providers.writing import Brief
from onecrew.providers.writing.openai_shape import OpenAiShape
from onecrew.units import canonical_json

SCHEMA: Any = {
    "type": "object",
    "properties": {"line": {"type": "string"}, "mood": {"type": "string", "enum": ["sad", "glad"]}},
    "required": ["line", "mood"],
    "additionalProperties": False,
}
BRIEF = Brief("gpt-6.1-sol", "Write one line.", "Ana opens the door.", canonical_json(SCHEMA), 2000)
CLIENT = ("user-agent", "x-stainless-")


def completed(emulator: Emulator) -> Any:
    """The brief asked for by the SDK, which raises where the answer is not of its shape."""
    client = openai.OpenAI(base_url=emulator.url + emulator.base_path(), max_retries=0, _strict_response_validation=True)
    return client.chat.completions.create(
        model=BRIEF.model,
        messages=[{"role": "system", "content": BRIEF.system}, {"role": "user", "content": BRIEF.user}],
        response_format={"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA}},
        max_completion_tokens=BRIEF.longest,
    )


def headers(asked: Asked) -> set[str]:
    """The names of its headers, without those that only name the client."""
    return {name for name in asked.headers if not name.startswith(CLIENT)}


def test_the_sdk_asks_as_we_do(emulator: Emulator) -> None:
    completed(emulator)
    emulator.made(OpenAiShape).write(BRIEF)
    theirs, ours = emulator.requests
    assert (theirs.method, theirs.path, theirs.query, theirs.json) == (ours.method, ours.path, ours.query, ours.json)
    assert headers(theirs) == headers(ours)
    assert theirs.headers["authorization"] == ours.headers["authorization"]


def test_the_sdk_reads_the_answer_and_its_tokens(emulator: Emulator) -> None:
    emulator.answer = lambda told: {"line": f"Asked: {told.user}", "mood": "glad"}
    answer = completed(emulator)
    (choice,) = answer.choices
    assert json.loads(choice.message.content) == {"line": "Asked: Ana opens the door.", "mood": "glad"}
    assert (choice.finish_reason, choice.message.refusal, answer.model) == ("stop", None, "gpt-6.1-sol")
    assert (answer.usage.prompt_tokens, answer.usage.completion_tokens, answer.usage.total_tokens) == (1200, 300, 1500)


@pytest.mark.parametrize(
    ("fault", "reason"), [("cut off", "length"), ("filtered", "content_filter"), ("refused by the model", "stop")]
)
def test_the_sdk_reads_how_an_answer_ended(emulator: Emulator, fault: str, reason: str) -> None:
    emulator.fault(fault)
    (choice,) = completed(emulator).choices
    assert choice.finish_reason == reason
    assert bool(choice.message.refusal) is (fault == "refused by the model")


def test_the_sdk_refuses_an_answer_that_is_not_of_its_shape(emulator: Emulator) -> None:
    emulator.fault("odd ending")
    with pytest.raises(openai.APIResponseValidationError):
        completed(emulator)


@pytest.mark.parametrize(
    ("fault", "error", "code"),
    [
        ("too many", openai.RateLimitError, "rate_limit_exceeded"),
        ("no money", openai.RateLimitError, "insufficient_quota"),
        ("wrong key", openai.AuthenticationError, "invalid_api_key"),
        ("bad model", openai.NotFoundError, "model_not_found"),
        ("moderated before", openai.BadRequestError, "content_policy_violation"),
        ("server error", openai.InternalServerError, None),
    ],
)
def test_the_sdk_knows_each_error(emulator: Emulator, fault: str, error: type[openai.APIStatusError], code: str | None) -> None:
    emulator.fault(fault)
    with pytest.raises(error) as raised:
        completed(emulator)
    assert raised.value.code == code


def test_the_emulator_takes_no_field_that_the_sdk_does_not_know() -> None:
    assert set(FIELDS) <= set(inspect.signature(openai.resources.chat.Completions.create).parameters)
