"""Replicate's own client speaks to the emulator."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
import replicate

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.replicate import Emulator

INPUT = {"prompt": "Ana looks up.", "duration": 4, "resolution": "480p", "aspect_ratio": "9:16", "generate_audio": False}


@pytest.fixture
def client(emulator: Emulator) -> Any:
    """The client, its base moved to loopback."""
    return replicate.Client(api_token=emulator.ENVIRONMENT["REPLICATE_API_TOKEN"], base_url=emulator.url)


def test_the_client_orders_by_model_and_follows_each_state(emulator: Emulator, client: Any) -> None:
    prediction = client.models.predictions.create("bytedance/seedance-2.0", input=INPUT)
    states = [prediction.status]
    for _ in range(2):
        prediction.reload()
        states.append(prediction.status)
    assert states == ["starting", "processing", "succeeded"]
    assert prediction.output == f"{emulator.url}/films/{prediction.id}.mp4"
    assert httpx.get(prediction.output).content[4:8] == b"ftyp"


def test_the_client_uploads_a_file_and_gives_its_address(emulator: Emulator, client: Any) -> None:
    given = {**INPUT, "image": BytesIO(b"picture")}
    prediction = client.models.predictions.create("bytedance/seedance-2.0", input=given, file_encoding_strategy="url")
    assert prediction.input["image"] in emulator.uploads


def test_the_client_cancels(client: Any) -> None:
    prediction = client.models.predictions.create("kwaivgi/kling-v3-video", input={"prompt": "Ana looks up."})
    prediction.cancel()
    assert prediction.status == "canceled"


def test_the_client_reads_a_failure(emulator: Emulator, client: Any) -> None:
    emulator.fault("moderated after")
    prediction = client.models.predictions.create("bytedance/seedance-2.0", input=INPUT)
    prediction.reload()
    prediction.reload()
    assert prediction.status == "failed"
    assert "E005" in prediction.error


@pytest.mark.parametrize(("fault", "status"), [("no money", 402), ("wrong key", 401), ("server error", 500)])
def test_the_client_knows_each_error(emulator: Emulator, client: Any, fault: str, status: int) -> None:
    emulator.fault(fault)
    with pytest.raises(replicate.exceptions.ReplicateError) as raised:
        client.models.predictions.create("bytedance/seedance-2.0", input=INPUT)
    assert raised.value.status == status


def test_a_wrong_input_is_told_with_its_field(client: Any) -> None:
    with pytest.raises(replicate.exceptions.ReplicateError, match="resolution"):
        client.models.predictions.create("bytedance/seedance-2.0", input={**INPUT, "resolution": "8k"})
