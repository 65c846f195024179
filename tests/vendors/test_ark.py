"""Ark's traps, one by one."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.ark import Emulator
from tests.vendors.emulator import Reply
from tests.vendors.orders import finished, reference

from onecrew.providers.video import ShotOrder
from onecrew.providers.video.ark import Ark
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unanswered, Unready

ORDER = ShotOrder("doubao-seedance-2-0-260128", "Ana looks up.", Fraction(4), "480p")


@pytest.fixture
def ark(emulator: Emulator) -> Ark:
    made: Ark = emulator.made(Ark)
    return made


def test_the_body_says_everything_and_turns_off_what_is_on_by_default(emulator: Emulator, ark: Ark) -> None:
    ark.begin(replace(ORDER, seed=7))
    (asked,) = emulator.requests
    assert asked.path == "/api/v3/contents/generations/tasks"
    assert asked.json == {
        "model": "doubao-seedance-2-0-260128",
        "content": [{"type": "text", "text": "Ana looks up."}],
        "resolution": "480p",
        "ratio": "9:16",
        "duration": 4,
        "generate_audio": False,
        "watermark": False,
        "seed": 7,
    }


def test_frames_go_inline_with_their_roles(emulator: Emulator, ark: Ark, tmp_path: Path) -> None:
    ark.begin(replace(ORDER, references=(reference(tmp_path, "first frame"), reference(tmp_path, "last frame"))))
    content = emulator.requests[0].json["content"]
    assert [one.get("role") for one in content] == [None, "first_frame", "last_frame"]
    assert content[1]["image_url"]["url"] == "data:image/png;base64,Zmlyc3QgZnJhbWU="


def test_people_and_voices_are_references(emulator: Emulator, ark: Ark, tmp_path: Path) -> None:
    ark.begin(replace(ORDER, references=(reference(tmp_path, "character"), reference(tmp_path, "audio", "audio/wav"))))
    content = emulator.requests[0].json["content"]
    assert [(one["type"], one.get("role")) for one in content[1:]] == [
        ("image_url", "reference_image"),
        ("audio_url", "reference_audio"),
    ]


def test_frames_and_references_do_not_go_together(emulator: Emulator, ark: Ark, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="role"):
        ark.begin(replace(ORDER, references=(reference(tmp_path, "first frame"), reference(tmp_path, "character"))))
    assert emulator.jobs == {}


def test_a_film_as_reference_is_refused_before_anything_is_sent(emulator: Emulator, ark: Ark, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="public address"):
        ark.begin(replace(ORDER, references=(reference(tmp_path, "video", "video/mp4"),)))
    assert emulator.requests == []


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "InputTextSensitiveContentDetected", Refused),
        (400, "InputImageSensitiveContentDetected.PrivacyInformation", Refused),
        (400, "InvalidParameter", Refused),
        (404, "ModelNotOpen", Refused),
        (401, "AuthenticationError", Unready),
        (403, "AccountOverdueError", OutOfCredit),
        (429, "QuotaExceeded", OutOfCredit),
        (429, "SetLimitExceeded", OutOfCredit),
        (429, "RateLimitExceeded.EndpointRPMExceeded", Busy),
        (429, "ModelAccountRpmRateLimitExceeded", Busy),
        (429, "ServerOverloaded", Busy),
        (500, "InternalServiceError", Unanswered),
    ],
)
def test_every_code_has_its_kind(
    emulator: Emulator, ark: Ark, monkeypatch: pytest.MonkeyPatch, status: int, code: str, kind: type[ProviderError]
) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(status, {"error": {"code": code, "message": "said"}}))
    with pytest.raises(kind) as raised:
        ark.begin(ORDER)
    assert type(raised.value) is kind
    assert len(emulator.requests) == 1


def test_a_real_face_is_named_as_the_reason(emulator: Emulator, ark: Ark, monkeypatch: pytest.MonkeyPatch) -> None:
    error = {"error": {"code": "InputImageSensitiveContentDetected.PrivacyInformation", "message": "said"}}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(400, error))
    with pytest.raises(Refused, match="real person's face"):
        ark.begin(ORDER)


@pytest.mark.parametrize(
    "code",
    [
        "OutputVideoSensitiveContentDetected",
        "OutputVideoSensitiveContentDetected.PolicyViolation",
        "OutputAudioSensitiveContentDetected",
    ],
)
def test_moderation_of_the_film_stands_in_the_task_under_200_and_is_not_billed(
    emulator: Emulator, ark: Ark, tmp_path: Path, code: str
) -> None:
    emulator.fault("moderated after")
    emulator.error = (code, "said")
    ticket = ark.begin(ORDER)
    with pytest.raises(Refused, match="one retake") as raised:
        finished(ark, ticket, tmp_path / "film.mp4")
    assert raised.value.billed is False


def test_an_overloaded_server_inside_a_task_is_a_failure_of_that_task(emulator: Emulator, ark: Ark, tmp_path: Path) -> None:
    emulator.fault("failed")
    emulator.error = ("ServerOverloaded", "said")
    ticket = ark.begin(ORDER)
    with pytest.raises(Broken, match="ServerOverloaded") as raised:
        finished(ark, ticket, tmp_path / "film.mp4")
    assert raised.value.billed is False


@pytest.mark.parametrize("status", ["cancelled", "expired"])
def test_a_task_given_up_has_expired_and_costs_nothing(emulator: Emulator, ark: Ark, tmp_path: Path, status: str) -> None:
    ticket = ark.begin(ORDER)
    emulator.status = status
    with pytest.raises(Expired, match=status) as raised:
        ark.finish(ticket, tmp_path / "film.mp4")
    assert raised.value.billed is False


def test_an_unknown_word_is_named(emulator: Emulator, ark: Ark, tmp_path: Path) -> None:
    emulator.status = "paused"
    with pytest.raises(Broken, match="'paused'"):
        ark.finish(ark.begin(ORDER), tmp_path / "film.mp4")


def test_the_seed_it_used_comes_back(emulator: Emulator, ark: Ark, tmp_path: Path) -> None:
    assert finished(ark, ark.begin(ORDER), tmp_path / "film.mp4").seed == 58944


def test_tokens_are_no_price(emulator: Emulator, ark: Ark, tmp_path: Path) -> None:
    assert finished(ark, ark.begin(ORDER), tmp_path / "film.mp4").price is None


def test_a_queued_task_is_taken_back(emulator: Emulator, ark: Ark) -> None:
    ticket = ark.begin(ORDER)
    assert ark.cancel(ticket)
    assert emulator.jobs[ticket.job].cancelled


def test_a_finished_task_is_not_deleted_for_that_would_wipe_its_film(emulator: Emulator, ark: Ark, tmp_path: Path) -> None:
    ticket = ark.begin(ORDER)
    finished(ark, ticket, tmp_path / "film.mp4")
    assert not ark.cancel(ticket)
    assert [asked.method for asked in emulator.requests].count("DELETE") == 0
    assert finished(ark, ticket, tmp_path / "again.mp4").path.exists()


def test_the_key_does_not_go_where_the_film_lies(emulator: Emulator, ark: Ark, tmp_path: Path) -> None:
    finished(ark, ark.begin(ORDER), tmp_path / "film.mp4")
    assert "authorization" not in emulator.requests[-1].headers
