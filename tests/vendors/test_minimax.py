"""MiniMax's traps, one by one."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Reply
from tests.vendors.minimax import Emulator
from tests.vendors.orders import finished, reference

from onecrew.providers.video import ShotOrder, Ticket
from onecrew.providers.video.minimax import MiniMax
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unanswered, Unreachable, Unready

ORDER = ShotOrder("MiniMax-H3", "Ana looks up.", Fraction(4), "768P")
HAILUO = ShotOrder("MiniMax-Hailuo-02", "Ana looks up.", Fraction(6), "768P")


@pytest.fixture
def minimax(emulator: Emulator) -> MiniMax:
    made: MiniMax = emulator.made(MiniMax)
    return made


def test_text_alone_names_its_ratio(emulator: Emulator, minimax: MiniMax) -> None:
    minimax.begin(ORDER)
    (asked,) = emulator.requests
    assert asked.path == "/v2/video_generation"
    assert asked.json == {
        "model": "MiniMax-H3",
        "content": [{"type": "text", "text": "Ana looks up."}],
        "resolution": "768P",
        "duration": 4,
        "aigc_watermark": False,
        "ratio": "9:16",
    }


def test_a_frame_decides_the_ratio_so_none_is_named(emulator: Emulator, minimax: MiniMax, tmp_path: Path) -> None:
    minimax.begin(replace(ORDER, references=(reference(tmp_path, "first frame"), reference(tmp_path, "last frame"))))
    sent = emulator.requests[0].json
    assert "ratio" not in sent
    assert [one.get("role") for one in sent["content"]] == [None, "first_frame", "last_frame"]
    assert sent["content"][1]["image_url"]["url"] == "data:image/png;base64,Zmlyc3QgZnJhbWU="


def test_pictures_films_and_voices_are_references(emulator: Emulator, minimax: MiniMax, tmp_path: Path) -> None:
    kinds = (("character", "image/png"), ("video", "video/mp4"), ("audio", "audio/wav"))
    minimax.begin(replace(ORDER, references=tuple(reference(tmp_path, role, kind) for role, kind in kinds)))
    sent = emulator.requests[0].json
    assert [one.get("role") for one in sent["content"]] == [None, "reference_image", "reference_video", "reference_audio"]
    assert sent["ratio"] == "9:16"


def test_frames_and_references_exclude_each_other(emulator: Emulator, minimax: MiniMax, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="mutually exclusive"):
        minimax.begin(replace(ORDER, references=(reference(tmp_path, "first frame"), reference(tmp_path, "style"))))
    assert emulator.jobs == {}


def test_resolutions_are_written_large(emulator: Emulator, minimax: MiniMax) -> None:
    minimax.begin(replace(ORDER, resolution="768p"))
    assert emulator.requests[0].json["resolution"] == "768P"


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (429, 1002, Busy),
        (401, 1004, Unready),
        (401, 2049, Unready),
        (402, 1008, OutOfCredit),
        (429, 2056, OutOfCredit),
        (422, 1026, Refused),
        (422, 1027, Refused),
        (400, 2013, Refused),
        (500, 1000, Unanswered),
    ],
)
def test_the_code_at_the_end_of_the_message_has_its_kind(
    emulator: Emulator, minimax: MiniMax, monkeypatch: pytest.MonkeyPatch, status: int, code: int, kind: type[ProviderError]
) -> None:
    error = {"type": "error", "error": {"type": "x", "message": f"said ({code})", "http_code": str(status)}}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(status, error))
    with pytest.raises(kind) as raised:
        minimax.begin(ORDER)
    assert type(raised.value) is kind
    assert len(emulator.requests) == 1


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (1002, Busy),
        (1004, Unready),
        (2049, Unready),
        (1008, OutOfCredit),
        (2056, OutOfCredit),
        (1026, Refused),
        (1000, Unanswered),
    ],
)
@pytest.mark.parametrize("order", [ORDER, HAILUO], ids=["second", "first"])
def test_any_failure_may_come_under_200(
    emulator: Emulator, minimax: MiniMax, monkeypatch: pytest.MonkeyPatch, order: ShotOrder, code: int, kind: type[ProviderError]
) -> None:
    body: dict[str, Any] = {"task_id": "", "base_resp": {"status_code": code, "status_msg": "said"}}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(json=body))
    with pytest.raises(kind) as raised:
        minimax.begin(order)
    assert type(raised.value) is kind


def test_an_unknown_task_is_a_500_and_has_expired(emulator: Emulator, minimax: MiniMax, tmp_path: Path) -> None:
    with pytest.raises(Expired, match="7 days"):
        minimax.finish(Ticket("424010985738629"), tmp_path / "film.mp4")


def test_any_other_500_is_asked_again(
    emulator: Emulator, minimax: MiniMax, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ticket = minimax.begin(ORDER)
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(500, {"error": {"message": "internal error (1000)"}}))
    with pytest.raises(Unreachable):
        minimax.finish(ticket, tmp_path / "film.mp4")


@pytest.mark.parametrize("word", ["Success", "completed"])
def test_words_of_other_apis_are_unknown(emulator: Emulator, minimax: MiniMax, tmp_path: Path, word: str) -> None:
    emulator.status = word
    with pytest.raises(Broken, match=word):
        minimax.finish(minimax.begin(ORDER), tmp_path / "film.mp4")


@pytest.mark.parametrize("word", ["cancelled", "expired"])
def test_a_task_given_up_has_expired(emulator: Emulator, minimax: MiniMax, tmp_path: Path, word: str) -> None:
    emulator.status = word
    with pytest.raises(Expired, match=word):
        minimax.finish(minimax.begin(ORDER), tmp_path / "film.mp4")


def test_a_queued_task_is_taken_back(emulator: Emulator, minimax: MiniMax) -> None:
    ticket = minimax.begin(ORDER)
    assert minimax.cancel(ticket)
    assert emulator.jobs[ticket.job].cancelled


def test_a_finished_task_is_not_deleted_for_that_would_wipe_its_film(emulator: Emulator, minimax: MiniMax, tmp_path: Path) -> None:
    ticket = minimax.begin(ORDER)
    finished(minimax, ticket, tmp_path / "film.mp4")
    assert not minimax.cancel(ticket)
    assert "DELETE" not in [asked.method for asked in emulator.requests]


def test_hailuo_goes_to_the_first_api_and_its_film_is_a_file(emulator: Emulator, minimax: MiniMax, tmp_path: Path) -> None:
    ticket = minimax.begin(replace(HAILUO, references=(reference(tmp_path, "first frame"), reference(tmp_path, "last frame"))))
    assert finished(minimax, ticket, tmp_path / "film.mp4").path.exists()
    assert ticket.job.startswith("v1/")
    assert [asked.path for asked in emulator.requests][-2:] == ["/v1/files/retrieve", f"/films/{ticket.job[3:]}.mp4"]
    assert set(emulator.requests[0].json) == {
        "model",
        "prompt",
        "aigc_watermark",
        "duration",
        "resolution",
        "first_frame_image",
        "last_frame_image",
    }


def test_a_person_goes_to_s2v_as_its_subject(emulator: Emulator, minimax: MiniMax, tmp_path: Path) -> None:
    minimax.begin(replace(HAILUO, model="S2V-01", resolution="720P", references=(reference(tmp_path, "character"),)))
    sent = emulator.requests[0].json
    assert sent["subject_reference"] == [{"type": "character", "image": ["data:image/png;base64,Y2hhcmFjdGVy"]}]
    assert "duration" not in sent


def test_the_first_api_takes_no_voice(emulator: Emulator, minimax: MiniMax, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="audio"):
        minimax.begin(replace(HAILUO, references=(reference(tmp_path, "audio", "audio/wav"),)))
    assert emulator.requests == []


@pytest.mark.parametrize(("fault", "kind"), [("moderated after", Refused), ("failed", Broken), ("no video", Broken)])
def test_the_first_api_tells_of_a_failed_task_under_200(
    emulator: Emulator, minimax: MiniMax, tmp_path: Path, fault: str, kind: type[ProviderError]
) -> None:
    emulator.fault(fault)
    ticket = minimax.begin(HAILUO)
    with pytest.raises(kind):
        finished(minimax, ticket, tmp_path / "film.mp4")
    assert list(tmp_path.iterdir()) == []


def test_a_task_of_the_first_api_is_not_cancelled(emulator: Emulator, minimax: MiniMax) -> None:
    ticket = minimax.begin(HAILUO)
    assert not minimax.cancel(ticket)
    assert len(emulator.requests) == 1


def test_the_key_does_not_go_where_the_film_lies(emulator: Emulator, minimax: MiniMax, tmp_path: Path) -> None:
    finished(minimax, minimax.begin(ORDER), tmp_path / "film.mp4")
    assert "authorization" not in emulator.requests[-1].headers
