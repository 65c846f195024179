"""Gemini's traps with pictures: refusals that are successes, answers in words, drafts among the thoughts. And its own SDK."""

from __future__ import annotations

import base64
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from google import genai
from google.genai import types

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Reply
from tests.vendors.gemini_image import Emulator, picture
from tests.vendors.orders import PNG

from onecrew.providers.image import ImageOrder
from onecrew.providers.image.gemini import GeminiImage
from onecrew.providers.video import Footage, Reference, Ticket
from onecrew.units import Broken, Busy, Expired, OutOfCredit, Refused, digest_bytes

ORDER = ImageOrder("gemini-3.1-flash-image", "Ana looks up.", resolution="1K")


@pytest.fixture
def gemini(emulator: Emulator) -> GeminiImage:
    """The vendor, speaking to its emulator."""
    made: GeminiImage = emulator.made(GeminiImage)
    return made


def test_only_a_picture_is_asked_for_upright_and_in_its_size(emulator: Emulator, gemini: GeminiImage, tmp_path: Path) -> None:
    gemini.begin(replace(ORDER, resolution="2K", seed=7), tmp_path / "picture.png")
    (asked,) = emulator.requests
    assert asked.path == "/v1beta/models/gemini-3.1-flash-image:generateContent"
    assert asked.json["generationConfig"] == {
        "responseModalities": ["IMAGE"],
        "imageConfig": {"aspectRatio": "9:16", "imageSize": "2K"},
        "seed": 7,
    }


def test_without_a_resolution_the_size_is_left_to_the_vendor(emulator: Emulator, gemini: GeminiImage, tmp_path: Path) -> None:
    gemini.begin(replace(ORDER, resolution=""), tmp_path / "picture.png")
    assert emulator.requests[0].json["generationConfig"]["imageConfig"] == {"aspectRatio": "9:16"}


def test_a_draft_among_the_thoughts_is_not_the_picture(emulator: Emulator, gemini: GeminiImage, tmp_path: Path) -> None:
    emulator.drafts = True
    footage = gemini.begin(ORDER, tmp_path / "picture.png")
    assert isinstance(footage, Footage)
    assert footage.path.read_bytes() == picture(768, 1368)


@pytest.mark.parametrize(
    "reason", ["SAFETY", "IMAGE_SAFETY", "PROHIBITED_CONTENT", "IMAGE_PROHIBITED_CONTENT", "IMAGE_RECITATION", "SPII"]
)
def test_a_candidate_that_ended_for_safety_is_a_refusal_under_200(
    emulator: Emulator, gemini: GeminiImage, tmp_path: Path, reason: str
) -> None:
    emulator.reason = reason
    with pytest.raises(Refused, match=reason) as raised:
        gemini.begin(ORDER, tmp_path / "picture.png")
    assert raised.value.billed is False


@pytest.mark.parametrize("reason", ["IMAGE_OTHER", "NO_IMAGE", "OTHER", "MOONSET"])
def test_an_ending_without_a_picture_is_broken_and_named(
    emulator: Emulator, gemini: GeminiImage, tmp_path: Path, reason: str
) -> None:
    emulator.reason = reason
    with pytest.raises(Broken, match=reason):
        gemini.begin(ORDER, tmp_path / "picture.png")


def test_a_blocked_prompt_has_no_candidates_and_is_not_billed(emulator: Emulator, gemini: GeminiImage, tmp_path: Path) -> None:
    emulator.fault("moderated before")
    with pytest.raises(Refused, match="PROHIBITED_CONTENT") as raised:
        gemini.begin(ORDER, tmp_path / "picture.png")
    assert raised.value.billed is False


def test_an_answer_in_words_is_a_billed_refusal_that_says_them(emulator: Emulator, gemini: GeminiImage, tmp_path: Path) -> None:
    emulator.fault("no video")
    with pytest.raises(Refused, match="I cannot draw that") as raised:
        gemini.begin(ORDER, tmp_path / "picture.png")
    assert raised.value.billed is True


def test_a_quota_of_money_and_a_quota_of_time_have_one_status(emulator: Emulator, gemini: GeminiImage, tmp_path: Path) -> None:
    emulator.fault("too many")
    with pytest.raises(Busy) as raised:
        gemini.begin(ORDER, tmp_path / "picture.png")
    assert raised.value.wait == 13
    emulator.fault("no money")
    with pytest.raises(OutOfCredit):
        gemini.begin(ORDER, tmp_path / "picture.png")


@pytest.mark.parametrize("data", ["%%%", "aGFsbG8=", "iVBORw0KGgo=\n", "ä"])
def test_what_is_no_base64_or_no_picture_is_broken_and_leaves_nothing(
    emulator: Emulator, gemini: GeminiImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: str
) -> None:
    parts = [{"inlineData": {"mimeType": "image/png", "data": data}}]
    answer = {"candidates": [{"content": {"parts": parts}, "finishReason": "STOP"}]}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(json=answer))
    with pytest.raises(Broken):
        gemini.begin(ORDER, tmp_path / "picture.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("ending", [".png", ".jpg", ".webp"])
def test_the_kinds_of_pictures_are_known_by_their_first_bytes(
    emulator: Emulator, gemini: GeminiImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    _, data = cv2.imencode(ending, np.zeros((8, 8, 3), np.uint8))
    sent = base64.b64encode(data.tobytes()).decode()
    answer = {"candidates": [{"content": {"parts": [{"inlineData": {"data": sent}}]}, "finishReason": "STOP"}]}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(json=answer))
    gemini.begin(ORDER, tmp_path / "picture")
    assert (tmp_path / "picture").read_bytes() == data.tobytes()


def test_a_picture_beyond_the_limit_is_broken_and_leaves_nothing(
    gemini: GeminiImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("onecrew.providers.image.LARGEST", 1000)
    with pytest.raises(Broken, match="limit"):
        gemini.begin(ORDER, tmp_path / "picture.png")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("parts", [None, 3, "none", [None, 3, {"inlineData": None}], [{"inlineData": {"data": 3}}]])
def test_an_answer_that_makes_no_sense_is_broken(
    emulator: Emulator, gemini: GeminiImage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parts: Any
) -> None:
    answer = {"candidates": [{"content": {"parts": parts}, "finishReason": "STOP"}]}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(json=answer))
    with pytest.raises(Broken, match="no picture"):
        gemini.begin(ORDER, tmp_path / "picture.png")


def test_references_too_large_for_one_request_are_refused_before_it(
    emulator: Emulator, gemini: GeminiImage, tmp_path: Path
) -> None:
    large = tmp_path / "large.png"
    large.write_bytes(PNG + bytes(16_000_000))
    reference = Reference("character", "image/png", digest_bytes(b"large"), large)
    with pytest.raises(Refused, match="20 MB"):
        gemini.begin(replace(ORDER, references=(reference,)), tmp_path / "picture.png")
    assert emulator.requests == []


def test_there_is_no_job_to_ask_for(gemini: GeminiImage, tmp_path: Path) -> None:
    with pytest.raises(Expired, match="at once"):
        gemini.finish(Ticket("r-1"), tmp_path / "picture.png")


@pytest.fixture
def client(emulator: Emulator) -> Any:
    """The SDK, its base moved to loopback."""
    options = types.HttpOptions(base_url=emulator.url, api_version="v1beta", retry_options=types.HttpRetryOptions(attempts=1))
    return genai.Client(api_key=emulator.ENVIRONMENT["GEMINI_API_KEY"], vertexai=False, http_options=options)


def generated(client: Any, *pictures: bytes) -> Any:
    """A picture asked for as ours is."""
    parts = [types.Part.from_bytes(data=one, mime_type="image/png") for one in pictures]
    config = types.GenerateContentConfig(
        response_modalities=["IMAGE"], image_config=types.ImageConfig(aspect_ratio="9:16", image_size="1K")
    )
    return client.models.generate_content(model=ORDER.model, contents=[ORDER.prompt, *parts], config=config)


def test_the_sdk_sends_what_we_send(emulator: Emulator, gemini: GeminiImage, client: Any, tmp_path: Path) -> None:
    file = tmp_path / "ana.png"
    file.write_bytes(PNG)
    reference = Reference("character", "image/png", digest_bytes(PNG), file)
    gemini.begin(replace(ORDER, references=(reference,)), tmp_path / "picture.png")
    generated(client, PNG)
    ours, theirs = (asked.json for asked in emulator.requests)
    assert ours["generationConfig"] == theirs["generationConfig"]
    assert ours["contents"][0]["parts"][0] == theirs["contents"][0]["parts"][0]
    assert emulator.received == [PNG, PNG]


def test_the_sdk_reads_the_picture(client: Any) -> None:
    answer = generated(client)
    assert answer.candidates[0].content.parts[0].inline_data.data == picture(768, 1368)
    assert answer.usage_metadata.candidates_token_count == 1120


def test_the_sdk_reads_a_refusal(emulator: Emulator, client: Any) -> None:
    emulator.fault("moderated after")
    assert generated(client).candidates[0].finish_reason == types.FinishReason.IMAGE_SAFETY
    emulator.fault("moderated before")
    assert generated(client).prompt_feedback.block_reason == types.BlockedReason.PROHIBITED_CONTENT


@pytest.mark.parametrize(("fault", "status"), [("too many", 429), ("wrong key", 400), ("server error", 500)])
def test_the_sdk_knows_each_error(emulator: Emulator, client: Any, fault: str, status: int) -> None:
    emulator.fault(fault)
    with pytest.raises(Exception, match=str(status)):
        generated(client)
