"""OpenAI's traps with pictures: edits are forms, the quality is dear where it is not said, gateways keep the picture themselves."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Reply
from tests.vendors.openai_image import Emulator
from tests.vendors.orders import reference

from onecrew.providers.image import ImageOrder
from onecrew.providers.image.openai_shape import OpenAiImage
from onecrew.providers.video import Footage, Ticket
from onecrew.units import Broken, Money, OutOfCredit, ProviderError, Refused, Unanswered

ORDER = ImageOrder("gpt-image-2", "Ana looks up.", resolution="720p")


@pytest.fixture
def openai(emulator: Emulator) -> OpenAiImage:
    """The vendor, speaking to its emulator."""
    made: OpenAiImage = emulator.made(OpenAiImage)
    return made


def test_one_picture_is_asked_for_and_its_quality_said(emulator: Emulator, openai: OpenAiImage, tmp_path: Path) -> None:
    openai.begin(ORDER, tmp_path / "picture.png")
    (asked,) = emulator.requests
    assert asked.path == "/v1/images/generations"
    assert asked.json == {
        "model": "gpt-image-2",
        "prompt": "Ana looks up.",
        "size": "720x1280",
        "n": 1,
        "quality": "medium",
        "output_format": "png",
    }


@pytest.mark.parametrize(
    ("aspect", "resolution", "size"),
    [("9:16", "1080p", "1088x1920"), ("16:9", "720p", "1280x720"), ("2:3", "", "1024x1536"), ("9:16", "", "768x1376")],
)
def test_sides_are_multiples_of_sixteen(
    emulator: Emulator, openai: OpenAiImage, tmp_path: Path, aspect: str, resolution: str, size: str
) -> None:
    openai.begin(replace(ORDER, aspect=aspect, resolution=resolution), tmp_path / "picture.png")
    assert emulator.requests[0].json["size"] == size


@pytest.mark.parametrize(("aspect", "resolution"), [("9x16", "720p"), ("9:16", "2K"), ("0:16", "720p"), ("9:16", "p")])
def test_a_size_that_is_none_is_refused_before_anything_is_sent(
    emulator: Emulator, openai: OpenAiImage, tmp_path: Path, aspect: str, resolution: str
) -> None:
    with pytest.raises(Refused, match="size"):
        openai.begin(replace(ORDER, aspect=aspect, resolution=resolution), tmp_path / "picture.png")
    assert emulator.requests == []


def test_pictures_to_draw_from_make_it_an_edit_with_a_file_for_each(
    emulator: Emulator, openai: OpenAiImage, tmp_path: Path
) -> None:
    files = (reference(tmp_path, "character", "image/jpeg"), reference(tmp_path, "style"))
    openai.begin(replace(ORDER, references=files), tmp_path / "picture.png")
    (asked,) = emulator.requests
    assert asked.path == "/v1/images/edits"
    assert asked.body.count(b'name="image[]"') == 2
    assert b'filename="1.jpg"' in asked.body
    assert emulator.received == [b"character", b"style"]
    assert next(iter(emulator.jobs.values())).asked["size"] == "720x1280"


def test_the_tokens_give_the_price(openai: OpenAiImage, tmp_path: Path) -> None:
    footage = openai.begin(ORDER, tmp_path / "picture.png")
    assert isinstance(footage, Footage)
    # 50 of words at 5, 1000 of pictures at 8 and 1100 put out at 30 USD a million: 0.04125, rounded up.
    assert footage.price == Money.read("0.0413USD")


@pytest.mark.parametrize("used", [None, {"output_tokens": 1100}, {"input_tokens_details": {"text_tokens": 5}, "output_tokens": 9}])
def test_without_all_tokens_no_price_is_told(
    emulator: Emulator, openai: OpenAiImage, tmp_path: Path, used: dict[str, Any] | None
) -> None:
    emulator.used = used
    footage = openai.begin(ORDER, tmp_path / "picture.png")
    assert isinstance(footage, Footage)
    assert footage.price is None


def test_a_model_without_token_prices_has_no_price(openai: OpenAiImage, tmp_path: Path) -> None:
    footage = openai.begin(replace(ORDER, model="gpt-image-2.6-flare", aspect="2:3", resolution=""), tmp_path / "picture.png")
    assert isinstance(footage, Footage)
    assert footage.price is None


def test_a_gateways_model_is_asked_for_no_quality_and_may_give_an_address(
    emulator: Emulator, openai: OpenAiImage, tmp_path: Path
) -> None:
    emulator.gateway = True
    ticket = openai.begin(replace(ORDER, model="seedream-5"), tmp_path / "picture.png")
    assert ticket == Ticket(f"{emulator.url}/pictures/1.png")
    footage = openai.finish(ticket, tmp_path / "picture.png")
    assert footage is not None
    assert footage.path.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "moderation_blocked", Refused),
        (400, "content_policy_violation", Refused),
        (400, "invalid_value", Refused),
        (400, "billing_hard_limit_reached", OutOfCredit),
        (429, "insufficient_quota", OutOfCredit),
        (200, "502", Broken),
        (500, "server_error", Unanswered),
    ],
)
def test_every_code_has_its_kind(
    emulator: Emulator,
    openai: OpenAiImage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    code: str,
    kind: type[ProviderError],
) -> None:
    error = {"message": "said", "type": "image_generation_user_error", "code": code}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(status, {"error": error}))
    with pytest.raises(kind) as raised:
        openai.begin(ORDER, tmp_path / "picture.png")
    assert type(raised.value) is kind
    assert len(emulator.requests) == 1


def test_a_moderated_picture_is_not_billed(emulator: Emulator, openai: OpenAiImage, tmp_path: Path) -> None:
    emulator.fault("moderated after")
    with pytest.raises(Refused, match="moderation_blocked") as raised:
        openai.begin(ORDER, tmp_path / "picture.png")
    assert raised.value.billed is False


def test_an_empty_list_of_pictures_is_broken(emulator: Emulator, openai: OpenAiImage, tmp_path: Path) -> None:
    emulator.fault("no video")
    with pytest.raises(Broken, match="no picture"):
        openai.begin(ORDER, tmp_path / "picture.png")
