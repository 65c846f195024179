"""fal's own client speaks to the emulator; its hosts are constants, so they are put elsewhere here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import fal_client
import httpx
import pytest
from fal_client import client as constants

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.fal import Emulator

MODEL = "fal-ai/kling-video/v3/pro/text-to-video"
INPUT = {"prompt": "Ana looks up.", "duration": "4", "resolution": "720p", "aspect_ratio": "9:16", "generate_audio": False}


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """fal on loopback; the client asks only once."""
    with Emulator() as running:
        monkeypatch.setattr(constants, "QUEUE_URL_FORMAT", f"{running.url}/")
        monkeypatch.setattr(constants, "REST_URL", running.url)
        monkeypatch.setattr(constants, "MAX_ATTEMPTS", 1)
        assert isinstance(running, Emulator)
        yield running


@pytest.fixture
def client(emulator: Emulator) -> fal_client.SyncClient:
    """The client with the emulator's key."""
    return fal_client.SyncClient(key=emulator.ENVIRONMENT["FAL_KEY"])


def test_the_client_queues_follows_and_fetches(emulator: Emulator, client: fal_client.SyncClient) -> None:
    handle = client.submit(MODEL, INPUT)
    states = [type(handle.status()).__name__ for _ in range(2)]
    assert states == ["InProgress", "Completed"]
    result: Any = handle.get()
    assert result["video"]["url"] == f"{emulator.url}/files/{handle.request_id}.mp4"
    assert httpx.get(result["video"]["url"]).content[4:8] == b"ftyp"


def test_the_client_finds_a_job_by_model_and_request(client: fal_client.SyncClient) -> None:
    request = client.submit(MODEL, INPUT).request_id
    assert type(client.status(MODEL, request)).__name__ == "InProgress"
    assert type(client.status(MODEL, request)).__name__ == "Completed"
    result: Any = client.result(MODEL, request)
    assert result["seed"] == 7


def test_the_client_reads_an_error_in_a_completed_status(emulator: Emulator, client: fal_client.SyncClient) -> None:
    emulator.fault("failed")
    handle = client.submit(MODEL, INPUT)
    handle.status()
    done: Any = handle.status()
    assert (done.error, done.error_type) == ("Runner disconnected", "runner_disconnected")


def test_the_client_reads_a_moderated_result(emulator: Emulator, client: fal_client.SyncClient) -> None:
    emulator.fault("moderated after")
    handle = client.submit(MODEL, INPUT)
    handle.status()
    handle.status()
    with pytest.raises(fal_client.FalClientHTTPError) as raised:
        client.result(MODEL, handle.request_id)
    assert raised.value.status_code == 422
    assert "content_policy_violation" in str(raised.value)


@pytest.mark.parametrize(("fault", "status"), [("too many", 429), ("no money", 402), ("wrong key", 401), ("moderated before", 422)])
def test_the_client_knows_each_error(emulator: Emulator, client: fal_client.SyncClient, fault: str, status: int) -> None:
    emulator.fault(fault)
    with pytest.raises(fal_client.FalClientHTTPError) as raised:
        client.submit(MODEL, INPUT)
    assert raised.value.status_code == status


def test_the_client_cancels(emulator: Emulator, client: fal_client.SyncClient) -> None:
    client.submit(MODEL, INPUT).cancel()
    assert next(iter(emulator.jobs.values())).cancelled


def test_the_client_uploads_to_the_storage(emulator: Emulator, client: fal_client.SyncClient) -> None:
    address = client.upload(b"picture", "image/png", file_name="frame.png", repository="fal")
    assert address == f"{emulator.url}/files/frame.png"
