"""Google's own SDK speaks to the emulator: its base URL can be set."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from google import genai
from google.genai import types

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.gemini import Emulator

FILM: Any = {"type": "video", "aspect_ratio": "9:16", "resolution": "360p", "duration": "4s", "delivery": "uri"}
TEXT: Any = [{"type": "text", "text": "Ana looks up."}]
CONFIG: Any = {"video_config": {"task": "text_to_video"}}


@pytest.fixture
def client(emulator: Emulator) -> Any:
    """The SDK, its base moved to loopback."""
    key = emulator.ENVIRONMENT["GEMINI_API_KEY"]
    options = types.HttpOptions(base_url=emulator.url, api_version="v1beta", retry_options=types.HttpRetryOptions(attempts=1))
    return genai.Client(api_key=key, vertexai=False, http_options=options)


def created(client: Any, **changed: Any) -> Any:
    """An interaction asked for as ours is."""
    asked = {
        "model": "gemini-omni-1.1-flash",
        "input": TEXT,
        "response_format": FILM,
        "generation_config": CONFIG,
        "background": True,
        "store": True,
    }
    return client.interactions.create(**{**asked, **changed})


def test_the_sdk_creates_an_interaction_and_finds_its_film(emulator: Emulator, client: Any) -> None:
    interaction = created(client)
    assert interaction.status == "in_progress"
    client.interactions.get(interaction.id)
    done = client.interactions.get(interaction.id)
    assert done.status == "completed"
    assert done.output_video.uri.endswith(f"files/{interaction.id}:download?alt=media")


def test_the_sdk_reads_a_film_in_the_answer(emulator: Emulator, client: Any) -> None:
    emulator.inline = True
    interaction = created(client)
    client.interactions.get(interaction.id)
    assert client.interactions.get(interaction.id).output_video.data


def test_the_sdk_reads_a_failure(emulator: Emulator, client: Any) -> None:
    emulator.fault("moderated after")
    interaction = created(client)
    client.interactions.get(interaction.id)
    failed = client.interactions.get(interaction.id)
    assert failed.status == "failed"
    assert "safety" in failed.errors[0].message


def test_the_sdk_cancels(client: Any) -> None:
    assert client.interactions.cancel(created(client).id).status == "cancelled"


@pytest.mark.parametrize(("fault", "status"), [("too many", 429), ("wrong key", 400), ("moderated before", 400)])
def test_the_sdk_knows_each_error(emulator: Emulator, client: Any, fault: str, status: int) -> None:
    emulator.fault(fault)
    with pytest.raises(Exception, match=str(status)):
        created(client)


def test_the_sdk_asks_for_a_file_and_its_state(client: Any) -> None:
    interaction = created(client)
    assert client.files.get(name=f"files/{interaction.id}").state == types.FileState.ACTIVE
