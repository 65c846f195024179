"""fal's traps with pictures: two spellings of a size, blacked pictures that are successes, references to upload. And its client."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import fal_client
import pytest
from fal_client import client as constants

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Asked, Reply
from tests.vendors.fal_image import Emulator
from tests.vendors.orders import reference
from tests.vendors.pictures import begun, finished

from onecrew.providers.image import ImageOrder
from onecrew.providers.image.fal import FalImage
from onecrew.units import Broken, Expired, Refused, Unreachable

ORDER = ImageOrder("fal-ai/flux-2-pro", "Ana looks up.", resolution="720p", seed=7)
SEEDREAM = "fal-ai/bytedance/seedream/v4.5/text-to-image"


@pytest.fixture
def fal(emulator: Emulator) -> FalImage:
    """The vendor, speaking to its emulator."""
    made: FalImage = emulator.made(FalImage)
    return made


@pytest.mark.parametrize(
    ("model", "resolution", "spelled"),
    [
        (ORDER.model, "720p", {"image_size": {"width": 720, "height": 1280}, "output_format": "png"}),
        (ORDER.model, "", {"image_size": "portrait_16_9", "output_format": "png"}),
        (SEEDREAM, "1440p", {"image_size": {"width": 1440, "height": 2560}}),
        ("fal-ai/nano-banana-2", "2K", {"aspect_ratio": "9:16", "resolution": "2K", "output_format": "png"}),
        ("fal-ai/nano-banana-2", "", {"aspect_ratio": "9:16", "output_format": "png"}),
    ],
)
def test_each_maker_spells_the_size_in_its_own_way(
    emulator: Emulator, fal: FalImage, tmp_path: Path, model: str, resolution: str, spelled: dict[str, Any]
) -> None:
    begun(fal, replace(ORDER, model=model, resolution=resolution), tmp_path)
    assert emulator.requests[-1].json == {"prompt": "Ana looks up.", "seed": 7, **spelled}


def test_the_queue_is_told_not_to_try_again_by_itself(emulator: Emulator, fal: FalImage, tmp_path: Path) -> None:
    begun(fal, ORDER, tmp_path)
    assert emulator.requests[-1].headers["x-fal-no-retry"] == "1"


def test_a_job_is_addressed_by_the_first_two_parts_of_the_path(emulator: Emulator, fal: FalImage, tmp_path: Path) -> None:
    ticket = begun(fal, replace(ORDER, model=SEEDREAM, resolution="1440p"), tmp_path)
    assert ticket.job == f"fal-ai/bytedance/requests/{next(iter(emulator.jobs))}"


def test_references_are_uploaded_first_without_the_key_and_sent_as_addresses(
    emulator: Emulator, fal: FalImage, tmp_path: Path
) -> None:
    files = (reference(tmp_path, "character"), reference(tmp_path, "style"))
    begun(fal, replace(ORDER, model="fal-ai/flux-2-pro/edit", references=files), tmp_path)
    assert [asked.method for asked in emulator.requests] == ["POST", "PUT"] * 2 + ["POST"]
    assert all("authorization" not in asked.headers for asked in emulator.requests if asked.method == "PUT")
    assert len(set(emulator.requests[-1].json["image_urls"])) == 2
    assert emulator.received == [b"character", b"style"]


def test_a_reference_that_cannot_be_uploaded_orders_nothing(
    emulator: Emulator, fal: FalImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = emulator.reply

    def answered(asked: Asked) -> Reply:
        return Reply(500, {"detail": "Internal Server Error"}) if asked.path.endswith("/initiate") else usual(asked)

    monkeypatch.setattr(emulator, "reply", answered)
    with pytest.raises(Unreachable):
        begun(fal, replace(ORDER, model="fal-ai/flux-2-pro/edit", references=(reference(tmp_path, "character"),)), tmp_path)
    assert emulator.jobs == {}


def test_a_picture_that_was_blacked_out_is_a_success_that_is_billed(emulator: Emulator, fal: FalImage, tmp_path: Path) -> None:
    emulator.blacked = True
    ticket = begun(fal, ORDER, tmp_path)
    with pytest.raises(Refused, match="blacked") as raised:
        finished(fal, ticket, tmp_path)
    assert raised.value.billed is True
    assert list(tmp_path.iterdir()) == []


def test_completed_with_an_error_is_a_failure_that_is_not_billed(emulator: Emulator, fal: FalImage, tmp_path: Path) -> None:
    emulator.fault("failed")
    ticket = begun(fal, ORDER, tmp_path)
    with pytest.raises(Broken, match="runner_disconnected") as raised:
        finished(fal, ticket, tmp_path)
    assert raised.value.billed is False


@pytest.mark.parametrize(
    ("kind", "error"),
    [("internal_server_error", Broken), ("request_timeout", Broken), ("content_policy_violation", Refused), ("too_small", Refused)],
)
def test_the_kind_of_an_error_may_stand_in_a_header_alone(
    emulator: Emulator, fal: FalImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, error: type[Refused | Broken]
) -> None:
    ticket = begun(fal, ORDER, tmp_path)
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(422, {"detail": "no"}, headers={"x-fal-error-type": kind}))
    with pytest.raises(error):
        fal.finish(ticket, tmp_path / "picture.png")


def test_a_picture_that_is_none_is_broken_and_leaves_nothing(
    emulator: Emulator, fal: FalImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket = begun(fal, ORDER, tmp_path)
    usual = emulator.reply

    def answered(asked: Asked) -> Reply:
        return Reply(body=b"GIF89a and more", media_type="image/png") if "/files/" in asked.path else usual(asked)

    monkeypatch.setattr(emulator, "reply", answered)
    with pytest.raises(Broken, match="neither PNG nor JPEG nor WEBP"):
        finished(fal, ticket, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_picture_beyond_the_limit_is_broken_and_leaves_nothing(
    fal: FalImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onecrew.providers.image.LARGEST", 1000)
    ticket = begun(fal, ORDER, tmp_path)
    with pytest.raises(Broken, match="limit"):
        finished(fal, ticket, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_seed_comes_back_and_what_is_done_cannot_be_cancelled(fal: FalImage, tmp_path: Path) -> None:
    ticket = begun(fal, ORDER, tmp_path)
    assert fal.cancel(ticket) is True
    assert finished(fal, ticket, tmp_path).seed == 7
    assert fal.cancel(ticket) is False


def test_fals_own_client_queues_follows_and_fetches(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "QUEUE_URL_FORMAT", f"{emulator.url}/")
    monkeypatch.setattr(constants, "REST_URL", emulator.url)
    monkeypatch.setattr(constants, "MAX_ATTEMPTS", 1)
    client = fal_client.SyncClient(key=emulator.ENVIRONMENT["FAL_KEY"])
    address = client.upload(b"picture", "image/png", file_name="ana.png", repository="fal")
    handle = client.submit(
        "fal-ai/nano-banana-2/edit", {"prompt": "Ana looks up.", "aspect_ratio": "9:16", "image_urls": [address]}
    )
    assert [type(handle.status()).__name__ for _ in range(2)] == ["InProgress", "Completed"]
    result: Any = handle.get()
    assert result["images"][0]["url"] == f"{emulator.url}/files/{handle.request_id}.png"
    assert emulator.received == [b"picture"]


def test_a_picture_that_is_gone_is_called_a_picture(emulator: Emulator, fal: FalImage, tmp_path: Path) -> None:
    emulator.fault("expired link")
    ticket = begun(fal, ORDER, tmp_path)
    with pytest.raises(Expired, match="no longer keeps this picture"):
        finished(fal, ticket, tmp_path)
