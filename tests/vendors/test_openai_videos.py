"""The traps of OpenAI's shape: the shop that closed, texts for numbers, money that is a rate, deletion that looks like stopping."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.openai_videos import Emulator
from tests.vendors.orders import finished, reference

from onecrew.providers.catalogue import catalogue
from onecrew.providers.video import ShotOrder
from onecrew.providers.video.openai_videos import OpenAIVideos
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused

ORDER = ShotOrder("sora-2", "Ana looks up.", Fraction(4), "720p", sound=True)


@pytest.fixture
def gateway(emulator: Emulator) -> OpenAIVideos:
    """The vendor, speaking to its emulator."""
    return OpenAIVideos(emulator.vendor)


def test_openai_itself_is_refused_with_what_to_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_VIDEOS_API_KEY", "sk-of-the-tests")
    vendor = replace(catalogue().vendors["openai-videos"], base="https://api.openai.com/v1")
    with pytest.raises(Refused, match=r"2026-09-24.*vendors\.openai-videos"):
        OpenAIVideos(vendor).begin(ORDER)


@pytest.mark.parametrize(
    ("resolution", "aspect", "size"),
    [("720p", "9:16", "720x1280"), ("720p", "16:9", "1280x720"), ("1024p", "9:16", "1024x1792"), ("1024p", "16:9", "1792x1024")],
)
def test_length_and_size_are_texts(emulator: Emulator, gateway: OpenAIVideos, resolution: str, aspect: str, size: str) -> None:
    gateway.begin(replace(ORDER, resolution=resolution, aspect=aspect))
    assert emulator.requests[-1].json | {"seconds": "4", "size": size} == emulator.requests[-1].json


def test_a_frame_makes_the_order_a_form_with_a_file(emulator: Emulator, gateway: OpenAIVideos, tmp_path: Path) -> None:
    gateway.begin(replace(ORDER, references=(reference(tmp_path, "first frame"),)))
    assert emulator.requests[-1].headers["content-type"].startswith("multipart/form-data")
    assert next(iter(emulator.jobs.values())).asked["input_reference"] == b"first frame"


def test_another_reference_is_refused_before_anything_is_sent(emulator: Emulator, gateway: OpenAIVideos, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="character"):
        gateway.begin(replace(ORDER, references=(reference(tmp_path, "character"),)))
    assert emulator.requests == []


@pytest.mark.parametrize(
    "poor",
    [
        (429, "insufficient_quota", "You exceeded your current quota."),
        (403, "insufficient_user_quota", "The user's quota is not enough."),
        (403, "pre_consume_token_quota_failed", "The token's quota is not enough."),
    ],
)
def test_no_money_comes_as_a_rate_or_as_a_permission(emulator: Emulator, gateway: OpenAIVideos, poor: tuple[int, str, str]) -> None:
    emulator.poor = poor
    emulator.fault("no money")
    with pytest.raises(OutOfCredit, match=poor[1]):
        gateway.begin(ORDER)


def test_a_rate_means_wait(emulator: Emulator, gateway: OpenAIVideos) -> None:
    emulator.fault("too many")
    with pytest.raises(Busy):
        gateway.begin(ORDER)


@pytest.mark.parametrize(
    ("code", "error"),
    [("moderation_blocked", Refused), ("sentinel_block", Refused), ("rate_limit_exceeded", Busy), ("internal_error", Broken)],
)
def test_the_code_of_a_failed_job_tells_its_kind(
    emulator: Emulator, gateway: OpenAIVideos, tmp_path: Path, code: str, error: type[ProviderError]
) -> None:
    emulator.failure = (code, "It did not work.")
    emulator.fault("failed")
    ticket = gateway.begin(ORDER)
    with pytest.raises(error, match=code):
        finished(gateway, ticket, tmp_path / "film.mp4")


def test_the_film_is_fetched_with_the_key(emulator: Emulator, gateway: OpenAIVideos, tmp_path: Path) -> None:
    ticket = gateway.begin(ORDER)
    finished(gateway, ticket, tmp_path / "film.mp4")
    assert emulator.requests[-1].path == f"/v1/videos/{ticket.job}/content"
    assert "authorization" in emulator.requests[-1].headers


def test_cancelling_a_finished_job_does_not_delete_its_film(emulator: Emulator, gateway: OpenAIVideos, tmp_path: Path) -> None:
    ticket = gateway.begin(ORDER)
    finished(gateway, ticket, tmp_path / "film.mp4")
    assert gateway.cancel(ticket) is False
    assert all(asked.method != "DELETE" for asked in emulator.requests)


def test_a_deleted_job_is_gone(gateway: OpenAIVideos, tmp_path: Path) -> None:
    ticket = gateway.begin(ORDER)
    assert gateway.cancel(ticket) is True
    with pytest.raises(Expired):
        gateway.finish(ticket, tmp_path / "film.mp4")
