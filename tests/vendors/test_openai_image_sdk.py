"""OpenAI's own SDK speaks to the emulator of images: its base URL can be set, and it can be made strict."""

from __future__ import annotations

import base64
import inspect
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import openai
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Asked
from tests.vendors.openai_image import EDIT_FIELDS, FIELDS, Emulator, form
from tests.vendors.orders import reference
from tests.vendors.pictures import picture

from onecrew.providers.image import ImageOrder
from onecrew.providers.image.openai_shape import OpenAiImage

ORDER = ImageOrder("gpt-image-2", "Ana looks up.", resolution="720p")
CLIENT = ("user-agent", "x-stainless-")


@pytest.fixture
def client(emulator: Emulator) -> openai.OpenAI:
    """The SDK, which raises where an answer is not of its shape."""
    return openai.OpenAI(base_url=emulator.url + emulator.base_path(), max_retries=0, _strict_response_validation=True)


def drawn(client: openai.OpenAI, **changed: Any) -> Any:
    """A picture asked for as ours is."""
    asked = {"model": ORDER.model, "prompt": ORDER.prompt, "size": "720x1280", "quality": "medium", "output_format": "png", "n": 1}
    return client.images.generate(**{**asked, **changed})


def edited(client: openai.OpenAI) -> Any:
    """A picture drawn from two others."""
    return client.images.edit(
        model=ORDER.model,
        prompt=ORDER.prompt,
        size="720x1280",
        quality="medium",
        output_format="png",
        image=[("1.jpg", b"character", "image/jpeg"), ("2.png", b"style", "image/png")],
    )


def disposed(asked: Asked) -> list[bytes]:
    """The heads of the parts of a form: their names, file names and media types."""
    return sorted(line.lower() for line in asked.body.split(b"\r\n") if line.lower().startswith(b"content-"))


def headers(asked: Asked) -> set[str]:
    """The names of its headers, without those that only name the client."""
    return {name for name in asked.headers if not name.startswith(CLIENT)}


def test_the_sdk_asks_as_we_do(emulator: Emulator, client: openai.OpenAI, tmp_path: Path) -> None:
    drawn(client)
    emulator.made(OpenAiImage).begin(ORDER, tmp_path / "picture.png")
    theirs, ours = emulator.requests
    assert (theirs.method, theirs.path, theirs.query, theirs.json) == (ours.method, ours.path, ours.query, ours.json)
    assert headers(theirs) == headers(ours)
    assert theirs.headers["authorization"] == ours.headers["authorization"]


def test_the_sdk_sends_pictures_as_we_do(emulator: Emulator, client: openai.OpenAI, tmp_path: Path) -> None:
    edited(client)
    files = (reference(tmp_path, "character", "image/jpeg"), reference(tmp_path, "style"))
    emulator.made(OpenAiImage).begin(replace(ORDER, references=files), tmp_path / "picture.png")
    theirs, ours = emulator.requests
    assert (theirs.method, theirs.path, theirs.query) == (ours.method, ours.path, ours.query)
    assert form(theirs) == form(ours)
    assert disposed(theirs) == disposed(ours)
    assert headers(theirs) == headers(ours)


def test_the_sdk_reads_the_picture_its_form_and_its_tokens(client: openai.OpenAI) -> None:
    answer = drawn(client)
    (made,) = answer.data
    assert base64.b64decode(made.b64_json) == picture(720, 1280)
    assert (answer.size, answer.quality, answer.output_format) == ("720x1280", "medium", "png")
    assert (answer.usage.input_tokens, answer.usage.output_tokens, answer.usage.total_tokens) == (1050, 1100, 2150)
    read = answer.usage.input_tokens_details
    assert (read.text_tokens, read.image_tokens, answer.usage.output_tokens_details.image_tokens) == (50, 1000, 1100)


def test_the_sdk_reads_a_picture_drawn_from_others(emulator: Emulator, client: openai.OpenAI) -> None:
    assert base64.b64decode(edited(client).data[0].b64_json) == picture(720, 1280)
    assert emulator.received == [b"character", b"style"]


def test_the_sdk_reads_an_address(emulator: Emulator, client: openai.OpenAI) -> None:
    emulator.gateway = True
    answer = drawn(client, model="seedream-5", quality=openai.omit, output_format=openai.omit)
    assert answer.data[0].url == f"{emulator.url}/pictures/1.png"


def test_the_finest_qualities_are_those_of_newer_models(client: openai.OpenAI) -> None:
    assert drawn(client, model="gpt-image-2.5-flare", quality="xhigh").quality == "xhigh"
    with pytest.raises(openai.BadRequestError, match="quality"):
        drawn(client, quality="xhigh")


@pytest.mark.parametrize(
    ("fault", "error", "code"),
    [
        ("too many", openai.RateLimitError, "rate_limit_exceeded"),
        ("wrong key", openai.AuthenticationError, "invalid_api_key"),
        ("no money", openai.BadRequestError, "billing_hard_limit_reached"),
        ("moderated after", openai.BadRequestError, "moderation_blocked"),
    ],
)
def test_the_sdk_knows_each_error(
    emulator: Emulator, client: openai.OpenAI, fault: str, error: type[openai.APIStatusError], code: str
) -> None:
    emulator.fault(fault)
    with pytest.raises(error) as raised:
        drawn(client)
    assert raised.value.code == code


def test_the_emulator_takes_no_field_that_the_sdk_does_not_know() -> None:
    assert set(inspect.signature(openai.resources.Images.generate).parameters) >= FIELDS
    assert set(inspect.signature(openai.resources.Images.edit).parameters) >= EDIT_FIELDS
