"""DashScope's traps, one by one."""

from __future__ import annotations

import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.dashscope import Emulator
from tests.vendors.emulator import Asked, Reply
from tests.vendors.orders import finished, reference

from onecrew.providers.dashscope_tasks import INLINE
from onecrew.providers.video import ShotOrder, Ticket
from onecrew.providers.video.dashscope import DashScope
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unanswered, Unreachable, Unready

ORDER = ShotOrder("wan3.0-video", "Ana looks up.", Fraction(5), "480P")


@pytest.fixture
def dashscope(emulator: Emulator) -> DashScope:
    made: DashScope = emulator.made(DashScope)
    return made


def test_an_order_is_asynchronous_and_says_everything_that_is_expensive_unsaid(emulator: Emulator, dashscope: DashScope) -> None:
    dashscope.begin(replace(ORDER, seed=7))
    (asked,) = emulator.requests
    assert asked.headers["x-dashscope-async"] == "enable"
    assert asked.path == "/api/v1/services/aigc/video-generation/video-synthesis"
    assert asked.json == {
        "model": "wan3.0-video",
        "input": {"prompt": "Ana looks up."},
        "parameters": {
            "resolution": "480P",
            "duration": 5,
            "watermark": False,
            "ratio": "9:16",
            "prompt_extend": False,
            "audio": False,
            "seed": 7,
        },
    }


def test_frames_are_media_and_decide_the_ratio(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    dashscope.begin(replace(ORDER, references=(reference(tmp_path, "first frame"), reference(tmp_path, "last frame"))))
    sent = emulator.requests[0].json
    assert sent["input"]["media"] == [
        {"type": "first_frame", "url": "data:image/png;base64,Zmlyc3QgZnJhbWU="},
        {"type": "last_frame", "url": "data:image/png;base64,bGFzdCBmcmFtZQ=="},
    ]
    assert "ratio" not in sent["parameters"]


def test_people_are_reference_images(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    dashscope.begin(replace(ORDER, model="wan2.7-r2v", resolution="720P", references=(reference(tmp_path, "character"),)))
    assert emulator.requests[0].json["input"]["media"][0]["type"] == "reference_image"


@pytest.mark.parametrize(
    ("model", "switches"),
    [
        ("wan3.0-video-prime", {"prompt_extend": False, "audio": True}),
        ("wan2.7-t2v", {"prompt_extend": False}),
        ("happyhorse-1.1-t2v", {}),
    ],
)
def test_only_the_switches_a_model_has_are_set(
    emulator: Emulator, dashscope: DashScope, model: str, switches: dict[str, bool]
) -> None:
    dashscope.begin(replace(ORDER, model=model, resolution="720P", sound=True))
    sent = emulator.requests[0].json["parameters"]
    assert {name: sent[name] for name in ("prompt_extend", "audio") if name in sent} == switches


LARGE = b"0" * (INLINE * 3 // 4)


def test_a_picture_too_large_for_an_order_lies_in_the_storage(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    dashscope.begin(replace(ORDER, references=(reference(tmp_path, "first frame", data=LARGE),)))
    leave, form, order = emulator.requests
    assert leave.query == {"action": "getPolicy", "model": "wan3.0-video"}
    assert form.path == "/storage"
    (address,) = (one["url"] for one in order.json["input"]["media"])
    assert emulator.storage.files[address.removeprefix("oss://")] == LARGE
    assert order.headers["x-dashscope-ossresourceresolve"] == "enable"


def test_what_fits_goes_inside_the_order_and_needs_no_storage(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    dashscope.begin(replace(ORDER, references=(reference(tmp_path, "first frame"),)))
    (order,) = emulator.requests
    assert "x-dashscope-ossresourceresolve" not in order.headers


def test_pictures_that_fit_only_one_by_one_do_not_all_go_inside(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    half = LARGE[: len(LARGE) * 2 // 3]
    roles = ("first frame", "last frame")
    dashscope.begin(replace(ORDER, references=tuple(reference(tmp_path, role, data=half + role.encode()) for role in roles)))
    assert [one["url"][:5] for one in emulator.requests[-1].json["input"]["media"]] == ["data:", "oss:/"]


@pytest.mark.parametrize(
    ("model", "role", "kind"),
    [
        ("wan3.0-video", "video", "reference_video"),
        ("wan3.0-video", "audio", "reference_audio"),
        ("wan2.7-r2v", "video", "reference_video"),
    ],
)
def test_films_and_voices_lie_in_the_storage(
    emulator: Emulator, dashscope: DashScope, tmp_path: Path, model: str, role: str, kind: str
) -> None:
    dashscope.begin(replace(ORDER, model=model, resolution="720P", references=(reference(tmp_path, role, f"{role}/mp4"),)))
    (sent,) = emulator.requests[-1].json["input"]["media"]
    assert sent["type"] == kind
    assert emulator.storage.files[sent["url"].removeprefix("oss://")] == role.encode()


def test_a_voice_drives_a_film_from_a_frame(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    both = (reference(tmp_path, "first frame"), reference(tmp_path, "audio", "audio/mpeg"))
    dashscope.begin(replace(ORDER, model="wan2.7-i2v", resolution="720P", references=both))
    assert [one["type"] for one in emulator.requests[-1].json["input"]["media"]] == ["first_frame", "driving_audio"]


def test_a_voice_for_a_film_from_words_stands_beside_the_media(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    spoken = replace(ORDER, model="wan2.7-t2v", resolution="720P", references=(reference(tmp_path, "audio", "audio/mpeg"),))
    dashscope.begin(spoken)
    sent = emulator.requests[-1].json["input"]
    assert sent["audio_url"].startswith("oss://")
    assert "media" not in sent


@pytest.mark.parametrize(("model", "role"), [("happyhorse-1.1-t2v", "audio"), ("wan2.7-t2v", "video"), ("wan2.7-r2v", "audio")])
def test_what_a_model_has_no_name_for_is_refused_before_anything_is_sent(
    emulator: Emulator, dashscope: DashScope, tmp_path: Path, model: str, role: str
) -> None:
    with pytest.raises(Refused, match=f"no {role} reference"):
        dashscope.begin(replace(ORDER, model=model, references=(reference(tmp_path, role, f"{role}/mp4"),)))
    assert emulator.requests == []


def test_the_storage_gets_no_key(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    dashscope.begin(replace(ORDER, references=(reference(tmp_path, "video", "video/mp4"),)))
    (form,) = (asked for asked in emulator.requests if asked.path == "/storage")
    key = emulator.ENVIRONMENT["DASHSCOPE_API_KEY"]
    assert key not in str(form.headers)
    assert key.encode() not in form.body


def test_a_leave_that_has_ended_is_busy_and_nothing_is_ordered(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    emulator.storage.ended = True
    with pytest.raises(Busy, match="has ended"):
        dashscope.begin(replace(ORDER, references=(reference(tmp_path, "video", "video/mp4"),)))
    assert emulator.jobs == {}


def test_each_file_asks_for_a_leave_of_its_own(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    both = (reference(tmp_path, "video", "video/mp4"), reference(tmp_path, "audio", "audio/mpeg"))
    dashscope.begin(replace(ORDER, references=both))
    assert [asked.path for asked in emulator.requests[:4]] == ["/api/v1/uploads", "/storage"] * 2


def test_without_its_header_an_address_in_the_storage_is_none(
    emulator: Emulator, dashscope: DashScope, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    usual = emulator.reply

    def deaf(asked: Asked) -> Reply:
        kept = {name: value for name, value in asked.headers.items() if name != "x-dashscope-ossresourceresolve"}
        return usual(replace(asked, headers=kept))

    monkeypatch.setattr(emulator, "reply", deaf)
    with pytest.raises(Refused, match="check url"):
        dashscope.begin(replace(ORDER, references=(reference(tmp_path, "video", "video/mp4"),)))


def test_a_file_the_storage_does_not_take_is_refused_before_it_is_sent(
    emulator: Emulator, dashscope: DashScope, tmp_path: Path
) -> None:
    emulator.most = 1
    with pytest.raises(Refused, match="takes 1 MB"):
        dashscope.begin(replace(ORDER, references=(reference(tmp_path, "video", "video/mp4", b"0" * 1_000_001),)))
    assert emulator.storage.files == {}


@pytest.mark.parametrize("host", ["https://aliyuncs.com.example.org", "http://dashscope-file.oss-cn-beijing.aliyuncs.com"])
def test_nothing_is_sent_to_a_storage_that_is_not_alibabas(
    emulator: Emulator, dashscope: DashScope, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, host: str
) -> None:
    usual = emulator.reply

    def elsewhere(asked: Asked) -> Reply:
        told = usual(asked)
        return replace(told, json={"data": told.json["data"] | {"upload_host": host}})

    monkeypatch.setattr(emulator, "reply", elsewhere)
    with pytest.raises(Broken, match="wants a reference put"):
        dashscope.begin(replace(ORDER, references=(reference(tmp_path, "video", "video/mp4"),)))
    assert len(emulator.requests) == 1


def test_a_gateway_without_a_storage_says_so(
    emulator: Emulator, dashscope: DashScope, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(404, {"message": "not found"}))
    with pytest.raises(Broken, match="has no storage"):
        dashscope.begin(replace(ORDER, references=(reference(tmp_path, "video", "video/mp4"),)))


def test_a_seed_of_more_than_31_bits_is_refused_and_not_changed(emulator: Emulator, dashscope: DashScope) -> None:
    with pytest.raises(Refused, match="seed"):
        dashscope.begin(replace(ORDER, seed=2**31))
    assert emulator.jobs == {}


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "DataInspectionFailed", Refused),
        (400, "IPInfringementSuspect", Refused),
        (400, "InvalidParameter.DataInspection", Refused),
        (400, "InvalidParameter", Refused),
        (200, "InvalidParameter", Refused),
        (404, "ModelNotFound", Refused),
        (401, "InvalidApiKey", Unready),
        (403, "AccessDenied", Unready),
        (400, "Arrearage", OutOfCredit),
        (403, "AllocationQuota.FreeTierOnly", OutOfCredit),
        (429, "CommodityNotPurchased", OutOfCredit),
        (429, "PrepaidBillOverdue", OutOfCredit),
        (429, "Throttling.AllocationQuota", Busy),
        (429, "Throttling.BurstRate", Busy),
        (200, "Throttling", Busy),
        (500, "InternalError", Unanswered),
        (200, "InternalError", Unanswered),
    ],
)
def test_every_code_has_its_kind_under_whatever_status(
    emulator: Emulator, dashscope: DashScope, monkeypatch: pytest.MonkeyPatch, status: int, code: str, kind: type[ProviderError]
) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(status, {"code": code, "message": "said", "request_id": "r"}))
    with pytest.raises(kind) as raised:
        dashscope.begin(ORDER)
    assert type(raised.value) is kind
    assert len(emulator.requests) == 1


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("DataInspectionFailed", Refused),
        ("IPInfringementSuspect", Refused),
        ("InvalidParameter.Image", Refused),
        ("InternalError.Algo", Broken),
        ("Throttling", Broken),
    ],
)
def test_a_failed_task_is_told_under_200_and_not_billed(
    emulator: Emulator, dashscope: DashScope, tmp_path: Path, code: str, kind: type[ProviderError]
) -> None:
    emulator.fault("failed")
    emulator.error = (code, "said")
    ticket = dashscope.begin(ORDER)
    with pytest.raises(kind) as raised:
        finished(dashscope, ticket, tmp_path / "film.mp4")
    assert raised.value.billed is False


def test_unknown_is_the_word_for_a_task_that_is_gone(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    with pytest.raises(Expired, match="UNKNOWN"):
        dashscope.finish(Ticket("73205176"), tmp_path / "film.mp4")


def test_a_suspended_task_is_waited_for(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    emulator.status = "SUSPENDED"
    assert dashscope.finish(dashscope.begin(ORDER), tmp_path / "film.mp4") is None


def test_an_unknown_word_is_named(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    emulator.status = "DONE"
    with pytest.raises(Broken, match="'DONE'"):
        dashscope.finish(dashscope.begin(ORDER), tmp_path / "film.mp4")


def test_an_error_in_place_of_a_task_is_asked_again(
    emulator: Emulator, dashscope: DashScope, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ticket = dashscope.begin(ORDER)
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(json={"code": "InternalError", "message": "said"}))
    with pytest.raises(Unreachable):
        dashscope.finish(ticket, tmp_path / "film.mp4")


def test_a_waiting_task_is_taken_back_and_has_expired(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    ticket = dashscope.begin(ORDER)
    assert dashscope.cancel(ticket)
    with pytest.raises(Expired, match="CANCELED"):
        dashscope.finish(ticket, tmp_path / "film.mp4")


def test_a_finished_task_is_not_taken_back(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    ticket = dashscope.begin(ORDER)
    finished(dashscope, ticket, tmp_path / "film.mp4")
    assert not dashscope.cancel(ticket)


def test_the_key_does_not_go_where_the_film_lies(emulator: Emulator, dashscope: DashScope, tmp_path: Path) -> None:
    finished(dashscope, dashscope.begin(ORDER), tmp_path / "film.mp4")
    assert "authorization" not in emulator.requests[-1].headers
