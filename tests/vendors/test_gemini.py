"""Gemini's traps: files that are not ready, keys that are bad requests, quota that is money, refusals in words."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.gemini import Emulator
from tests.vendors.orders import finished, reference

from onecrew.providers.catalogue import catalogue
from onecrew.providers.video import ShotOrder
from onecrew.providers.video.gemini import Gemini
from onecrew.units import Broken, Busy, Expired, OutOfCredit, Refused, Unreachable

ORDER = ShotOrder("gemini-omni-1.1-flash", "Ana looks up.", Fraction(4), "360p", sound=True)


@pytest.fixture
def gemini(emulator: Emulator) -> Gemini:
    """The vendor, speaking to its emulator."""
    return Gemini(emulator.vendor)


def test_a_film_whose_file_is_not_ready_is_waited_for(emulator: Emulator, gemini: Gemini, tmp_path: Path) -> None:
    emulator.not_ready = 2
    ticket = gemini.begin(ORDER)
    assert [gemini.finish(ticket, tmp_path / "film.mp4") for _ in range(3)] == [None, None, None]
    assert finished(gemini, ticket, tmp_path / "film.mp4").path.exists()


def test_a_small_film_may_come_in_the_answer_itself(emulator: Emulator, gemini: Gemini, tmp_path: Path) -> None:
    emulator.inline = True
    assert finished(gemini, gemini.begin(ORDER), tmp_path / "film.mp4").path.read_bytes()[4:8] == b"ftyp"
    assert [one.name for one in tmp_path.iterdir()] == ["film.mp4"]


def test_a_refusal_in_words_is_a_completed_interaction(emulator: Emulator, gemini: Gemini, tmp_path: Path) -> None:
    emulator.words = "I cannot film real people."
    emulator.fault("no video")
    ticket = gemini.begin(ORDER)
    with pytest.raises(Refused, match="real people"):
        finished(gemini, ticket, tmp_path / "film.mp4")


def test_a_wrong_key_is_a_bad_request_to_google(emulator: Emulator, gemini: Gemini) -> None:
    emulator.fault("wrong key")
    with pytest.raises(Unreachable, match="GEMINI_API_KEY"):
        gemini.begin(ORDER)


def test_quota_with_a_delay_means_wait_and_without_it_means_money(emulator: Emulator, gemini: Gemini) -> None:
    emulator.fault("too many")
    with pytest.raises(Busy) as raised:
        gemini.begin(ORDER)
    assert raised.value.wait == 13
    emulator.fault("no money")
    with pytest.raises(OutOfCredit):
        gemini.begin(ORDER)


def test_a_film_of_the_day_before_yesterday_is_expired_and_no_wrong_key(emulator: Emulator, gemini: Gemini, tmp_path: Path) -> None:
    emulator.fault("expired link")
    ticket = gemini.begin(ORDER)
    with pytest.raises(Expired, match="may not exist"):
        finished(gemini, ticket, tmp_path / "film.mp4")


def test_a_failure_at_once_rides_on_a_good_answer(emulator: Emulator, gemini: Gemini) -> None:
    emulator.fault("failure under 200")
    with pytest.raises(Broken, match="overloaded"):
        gemini.begin(ORDER)


@pytest.mark.parametrize(
    ("role", "media_type", "task"),
    [
        ("first frame", "image/png", "image_to_video"),
        ("character", "image/png", "reference_to_video"),
        ("video", "video/mp4", "edit"),
    ],
)
def test_what_goes_along_sets_the_task(
    emulator: Emulator, gemini: Gemini, tmp_path: Path, role: str, media_type: str, task: str
) -> None:
    gemini.begin(replace(ORDER, references=(reference(tmp_path, role, media_type),)))
    sent = emulator.requests[-1].json
    assert sent["generation_config"]["video_config"]["task"] == task
    assert sent["input"][0]["content"][1]["mime_type"] == media_type


def test_a_last_frame_is_refused_before_anything_is_sent(emulator: Emulator, gemini: Gemini, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="last frame"):
        gemini.begin(replace(ORDER, references=(reference(tmp_path, "last frame"),)))
    assert emulator.requests == []


def test_too_large_references_are_refused_before_anything_is_sent(emulator: Emulator, gemini: Gemini, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="20 MB"):
        gemini.begin(replace(ORDER, references=(reference(tmp_path, "video", "video/mp4", b"0" * 16_000_000),)))
    assert emulator.requests == []


def test_the_key_is_not_sent_to_the_address_an_answer_names(emulator: Emulator, gemini: Gemini, tmp_path: Path) -> None:
    finished(gemini, gemini.begin(ORDER), tmp_path / "film.mp4")
    assert emulator.requests[-1].path == f"/v1beta/files/{next(iter(emulator.jobs))}:download"


def test_a_cancelled_interaction_is_gone_and_a_finished_one_cannot_be_cancelled(gemini: Gemini, tmp_path: Path) -> None:
    ticket = gemini.begin(ORDER)
    assert gemini.cancel(ticket) is True
    with pytest.raises(Expired, match="cancelled"):
        gemini.finish(ticket, tmp_path / "film.mp4")
    done = gemini.begin(ORDER)
    finished(gemini, done, tmp_path / "film.mp4")
    assert gemini.cancel(done) is False


def test_every_model_of_the_catalogue_is_filmed_as_its_vendor_wants(emulator: Emulator, gemini: Gemini, tmp_path: Path) -> None:
    models = [one for one in catalogue().of("video") if one.vendor == "gemini" and not one.gone(date(2026, 11, 21))]
    for model in models:
        roles = ["video"] if model.takes("video") else ["", *(role for role in ("first frame", "character") if model.takes(role))]
        for resolution in model.resolutions:
            for role in roles:
                references = (reference(tmp_path, role, "video/mp4" if role == "video" else "image/png"),) if role else ()
                order = replace(
                    ORDER, model=model.id, seconds=model.length_for(Fraction(4)) or model.longest, resolution=resolution
                )
                assert gemini.begin(replace(order, references=references)).job
    assert models
