"""Anthropic's own SDK speaks to the emulator of Messages: its base URL can be set, and it can be made strict."""

from __future__ import annotations

import inspect
import json
import sys
from pathlib import Path
from typing import Any

import anthropic
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.anthropic_writing import FIELDS, VERSIONS, Emulator
from tests.vendors.emulator import Asked

from onecrew.providers.writing import Brief
from onecrew.providers.writing.anthropic import Anthropic
from onecrew.units import canonical_json

SCHEMA: Any = {
    "type": "object",
    "properties": {"line": {"type": "string"}, "mood": {"type": "string", "enum": ["sad", "glad"]}},
    "required": ["line", "mood"],
    "additionalProperties": False,
}
BRIEF = Brief("claude-sonnet-5-5", "Write one line.", "Ana opens the door.", canonical_json(SCHEMA), 2000)
FORMAT: Any = {"output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}}
TOOL: Any = {
    "tools": [{"name": "answer", "description": "Hand in the answer in full.", "input_schema": SCHEMA}],
    "tool_choice": {"type": "tool", "name": "answer"},
}
CLIENT = ("user-agent", "x-stainless-")


def told(emulator: Emulator, form: Any = FORMAT) -> Any:
    """The brief asked for by the SDK, which raises where the answer is not of its shape."""
    client = anthropic.Anthropic(base_url=emulator.url, max_retries=0, _strict_response_validation=True)
    return client.messages.create(
        model=BRIEF.model,
        system=BRIEF.system,
        messages=[{"role": "user", "content": BRIEF.user}],
        max_tokens=BRIEF.longest,
        **form,
    )


def headers(asked: Asked) -> set[str]:
    """The names of its headers, without those that only name the client."""
    return {name for name in asked.headers if not name.startswith(CLIENT)}


@pytest.mark.parametrize(("formats", "form"), [(True, FORMAT), (False, TOOL)])
def test_the_sdk_asks_as_we_do(emulator: Emulator, formats: bool, form: Any) -> None:
    emulator.formats = formats
    told(emulator, form)
    emulator.made(Anthropic).write(BRIEF)
    theirs, ours = emulator.requests[0], emulator.requests[-1]
    assert (theirs.method, theirs.path, theirs.query, theirs.json) == (ours.method, ours.path, ours.query, ours.json)


def test_the_sdk_sends_key_and_version_as_we_do(emulator: Emulator) -> None:
    told(emulator)
    emulator.made(Anthropic).write(BRIEF)
    theirs, ours = emulator.requests
    assert headers(theirs) == headers(ours)
    assert theirs.headers["authorization"] == ours.headers["authorization"]
    assert {ours.headers["anthropic-version"], theirs.headers["anthropic-version"]} <= set(VERSIONS)


def test_the_sdk_reads_the_answer_after_what_was_thought(emulator: Emulator) -> None:
    emulator.answer = lambda asked: {"line": f"Asked: {asked.user}", "mood": "glad"}
    message = told(emulator)
    thought, text = message.content
    assert (thought.type, text.type) == ("thinking", "text")
    assert json.loads(text.text) == {"line": "Asked: Ana opens the door.", "mood": "glad"}
    assert (message.stop_reason, message.stop_details, message.model) == ("end_turn", None, "claude-sonnet-5-5")
    assert (message.usage.input_tokens, message.usage.output_tokens) == (1200, 300)


def test_the_sdk_reads_the_answer_in_a_tool(emulator: Emulator) -> None:
    emulator.formats = False
    message = told(emulator, TOOL)
    assert message.stop_reason == "tool_use"
    assert (message.content[-1].name, message.content[-1].input) == ("answer", {"line": "…", "mood": "sad"})


def test_the_sdk_reads_a_refusal(emulator: Emulator) -> None:
    emulator.fault("refused by the model")
    message = told(emulator)
    assert (message.stop_reason, message.stop_details.category) == ("refusal", "general_harms")
    assert message.stop_details.explanation == "It could be harmful."


def test_the_sdk_refuses_an_answer_that_is_not_of_its_shape(emulator: Emulator) -> None:
    emulator.fault("failure under 200")
    with pytest.raises(anthropic.APIResponseValidationError):
        told(emulator)


@pytest.mark.parametrize(
    ("fault", "error", "kind"),
    [
        ("too many", anthropic.RateLimitError, "rate_limit_error"),
        ("spend limit", anthropic.RateLimitError, "rate_limit_error"),
        ("wrong key", anthropic.AuthenticationError, "authentication_error"),
        ("no money", anthropic.BadRequestError, "invalid_request_error"),
        ("bad model", anthropic.NotFoundError, "not_found_error"),
        ("overloaded", anthropic.InternalServerError, "overloaded_error"),
    ],
)
def test_the_sdk_knows_each_error(emulator: Emulator, fault: str, error: type[anthropic.APIStatusError], kind: str) -> None:
    emulator.fault(fault)
    with pytest.raises(error) as raised:
        told(emulator)
    assert raised.value.type == kind


def test_the_sdk_knows_a_spend_limit_from_a_rate_limit(emulator: Emulator) -> None:
    emulator.fault("spend limit")
    with pytest.raises(anthropic.RateLimitError) as raised:
        told(emulator)
    assert raised.value.error_code == "enforced_spend_limit_reached"


def test_a_version_that_there_is_not_is_refused(emulator: Emulator) -> None:
    with pytest.raises(anthropic.BadRequestError, match="anthropic-version"):
        told(emulator, {**FORMAT, "extra_headers": {"anthropic-version": "2020-01-01"}})


def test_the_emulator_takes_no_field_that_the_sdk_does_not_know() -> None:
    assert set(FIELDS) <= set(inspect.signature(anthropic.resources.Messages.create).parameters)
