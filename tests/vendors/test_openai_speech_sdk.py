"""OpenAI's own SDK speaks to the emulator: its base URL can be set."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openai
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.openai_speech import Emulator

from onecrew.providers.catalogue import catalogue
from onecrew.providers.speech import Utterance
from onecrew.providers.speech.openai_shape import OpenAiSpeech


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    with Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        assert isinstance(running, Emulator)
        yield running


def spoken(emulator: Emulator, **changed: Any) -> Any:
    """A line asked for as ours is."""
    client = openai.OpenAI(base_url=emulator.url + emulator.base_path(), max_retries=0)
    how = "You are an actor in a film drama. Say the line sad."
    asked = {
        "model": "gpt-4o-mini-tts",
        "input": "Never!",
        "voice": "coral",
        "instructions": how,
        "response_format": "wav",
        "speed": 1.0,
    }
    return client.audio.speech.create(**{**asked, **changed})


def test_the_sdk_asks_as_we_do(emulator: Emulator) -> None:
    assert spoken(emulator).content[:4] == b"RIFF"
    speech = OpenAiSpeech(emulator.vendor, catalogue().model("openai/gpt-4o-mini-tts"))
    speech.speak(Utterance("Never!", "en", "coral", feeling="sad"))
    assert emulator.requests[0].json == emulator.requests[1].json
    assert emulator.requests[0].path == emulator.requests[1].path


@pytest.mark.parametrize(
    ("fault", "error"),
    [("too many", openai.RateLimitError), ("wrong key", openai.AuthenticationError), ("unknown voice", openai.BadRequestError)],
)
def test_the_sdk_knows_each_error(emulator: Emulator, fault: str, error: type[Exception]) -> None:
    emulator.fault(fault)
    with pytest.raises(error):
        spoken(emulator)
