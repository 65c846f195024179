"""fal's traps: the queue's own retries, COMPLETED that is no success, addresses of two parts, references that must be uploaded."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Asked, Reply
from tests.vendors.fal import Emulator
from tests.vendors.orders import finished, reference

from onecrew.providers.video import ShotOrder
from onecrew.providers.video.fal import Fal
from onecrew.units import Broken, Busy, Refused, Unreachable

ORDER = ShotOrder("fal-ai/kling-video/v3/pro/text-to-video", "Ana looks up.", Fraction(4), "720p", seed=7)


@pytest.fixture
def fal(emulator: Emulator) -> Fal:
    """The vendor, speaking to its emulator."""
    made: Fal = emulator.made(Fal)
    return made


def answers(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, end: str, reply: Reply) -> None:
    """From now on the paths with this end are answered so."""
    usual = emulator.reply

    def answered(asked: Asked) -> Reply:
        return reply if asked.path.endswith(end) else usual(asked)

    monkeypatch.setattr(emulator, "reply", answered)


def test_the_queue_is_told_not_to_try_again_by_itself(emulator: Emulator, fal: Fal) -> None:
    fal.begin(ORDER)
    assert emulator.requests[-1].headers["x-fal-no-retry"] == "1"


def test_a_rate_is_told_and_not_tried_again(emulator: Emulator, fal: Fal) -> None:
    emulator.fault("too many")
    with pytest.raises(Busy) as raised:
        fal.begin(ORDER)
    assert raised.value.wait == 2
    assert len(emulator.requests) == 1


def test_a_job_is_addressed_by_the_first_two_parts_of_the_path(emulator: Emulator, fal: Fal, tmp_path: Path) -> None:
    ticket = fal.begin(ORDER)
    fal.finish(ticket, tmp_path / "film.mp4")
    assert emulator.requests[0].path == f"/{ORDER.model}"
    assert emulator.requests[-1].path == f"/fal-ai/kling-video/requests/{next(iter(emulator.jobs))}/status"


def test_completed_with_an_error_is_a_failure_that_is_not_billed(emulator: Emulator, fal: Fal, tmp_path: Path) -> None:
    emulator.fault("failed")
    ticket = fal.begin(ORDER)
    with pytest.raises(Broken, match="runner_disconnected") as raised:
        finished(fal, ticket, tmp_path / "film.mp4")
    assert raised.value.billed is False


def test_completed_with_a_moderated_result_is_a_refusal(emulator: Emulator, fal: Fal, tmp_path: Path) -> None:
    emulator.fault("moderated after")
    ticket = fal.begin(ORDER)
    with pytest.raises(Refused, match="moderation"):
        finished(fal, ticket, tmp_path / "film.mp4")


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("runner_scheduling_failure", Broken),
        ("internal_server_error", Broken),
        ("request_timeout", Broken),
        ("content_policy_violation", Refused),
        ("image_too_small", Refused),
    ],
)
def test_the_kind_of_an_error_may_stand_in_a_header_alone(
    emulator: Emulator, fal: Fal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, error: type[Refused | Broken]
) -> None:
    ticket = fal.begin(ORDER)
    fal.finish(ticket, tmp_path / "film.mp4")
    answers(
        emulator,
        monkeypatch,
        f"/requests/{next(iter(emulator.jobs))}",
        Reply(422, {"detail": "no"}, headers={"x-fal-error-type": kind}),
    )
    with pytest.raises(error):
        fal.finish(ticket, tmp_path / "film.mp4")


def test_an_unknown_status_is_named(emulator: Emulator, fal: Fal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = fal.begin(ORDER)
    answers(emulator, monkeypatch, "/status", Reply(json={"status": "PAUSED"}))
    with pytest.raises(Broken, match="PAUSED"):
        fal.finish(ticket, tmp_path / "film.mp4")


def test_references_are_uploaded_first_and_sent_as_addresses(emulator: Emulator, fal: Fal, tmp_path: Path) -> None:
    files = tuple(reference(tmp_path, role) for role in ("first frame", "last frame", "character"))
    fal.begin(replace(ORDER, references=files))
    sent: dict[str, Any] = emulator.requests[-1].json
    assert [asked.method for asked in emulator.requests] == ["POST", "PUT"] * 3 + ["POST"]
    assert sent["image_url"] != sent["end_image_url"]
    assert all(
        address.startswith(f"{emulator.url}/files/") for address in (sent["image_url"], sent["end_image_url"], *sent["image_urls"])
    )


def test_the_key_does_not_go_to_the_storage_that_takes_the_file(emulator: Emulator, fal: Fal, tmp_path: Path) -> None:
    fal.begin(replace(ORDER, references=(reference(tmp_path, "first frame"),)))
    upload = next(asked for asked in emulator.requests if asked.method == "PUT")
    assert "authorization" not in upload.headers
    assert upload.body == b"first frame"


def test_a_reference_that_cannot_be_uploaded_orders_nothing(
    emulator: Emulator, fal: Fal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(emulator, monkeypatch, "/storage/upload/initiate", Reply(500, {"detail": "Internal Server Error"}))
    with pytest.raises(Unreachable):
        fal.begin(replace(ORDER, references=(reference(tmp_path, "first frame"),)))
    assert emulator.jobs == {}


def test_the_length_is_a_text_and_the_seed_comes_back(emulator: Emulator, fal: Fal, tmp_path: Path) -> None:
    footage = finished(fal, fal.begin(ORDER), tmp_path / "film.mp4")
    assert next(iter(emulator.jobs.values())).asked["duration"] == "4"
    assert footage.seed == 7


def test_what_is_done_cannot_be_cancelled(fal: Fal, tmp_path: Path) -> None:
    ticket = fal.begin(ORDER)
    assert fal.cancel(ticket) is True
    finished(fal, ticket, tmp_path / "film.mp4")
    assert fal.cancel(ticket) is False
