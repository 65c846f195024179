"""ElevenLabs' own SDK speaks to the emulator: its base URL can be set."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from elevenlabs import ElevenLabs as Client
from elevenlabs import VoiceSettings
from elevenlabs.core.api_error import ApiError

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.elevenlabs_speech import Emulator

from onecrew.providers.speech import Utterance
from onecrew.providers.speech.elevenlabs import ElevenLabs


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    with Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        assert isinstance(running, Emulator)
        yield running


def spoken(emulator: Emulator, voice: str = "EXAVITQu4vr4xnSDxMaL") -> Any:
    """A line asked for as ours is."""
    client = Client(api_key=emulator.ENVIRONMENT["ELEVENLABS_API_KEY"], base_url=emulator.url)
    return client.text_to_speech.convert_with_timestamps(
        voice,
        text="[sad] Never!",
        model_id="eleven_v4",
        language_code="en",
        output_format="pcm_24000",
        voice_settings=VoiceSettings(similarity_boost=0.75, speed=1.0, stability=0.5),
        request_options={"max_retries": 0},
    )


def test_the_sdk_asks_as_we_do_and_reads_the_times(emulator: Emulator) -> None:
    answer = spoken(emulator)
    assert "".join(answer.alignment.characters) == "[sad] Never!"
    emulator.made(ElevenLabs).speak(Utterance("Never!", "en", "Sarah", feeling="sad"))
    theirs, ours = emulator.requests
    assert (theirs.path, theirs.query, theirs.json) == (ours.path, ours.query, ours.json)


@pytest.mark.parametrize(("fault", "status"), [("no money", 401), ("unknown voice", 404), ("too long", 400)])
def test_the_sdk_knows_each_error(emulator: Emulator, fault: str, status: int) -> None:
    emulator.fault(fault)
    with pytest.raises(ApiError) as raised:
        spoken(emulator)
    assert raised.value.status_code == status
