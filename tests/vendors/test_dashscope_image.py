"""DashScope's traps with pictures: two ways to ask, addresses that end, what is dear or rewritten when it is not said."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.dashscope_image import AS_TASK, AT_ONCE, Emulator
from tests.vendors.emulator import Reply
from tests.vendors.orders import reference
from tests.vendors.pictures import begun, finished

from onecrew.providers.dashscope_tasks import INLINE
from onecrew.providers.image import ImageOrder
from onecrew.providers.image.dashscope import DashScopeImage
from onecrew.providers.video import Ticket
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unanswered, Unreachable, Unready

QWEN = ImageOrder("qwen-image-3.0", "Ana looks up.", resolution="720p")
WAN = replace(QWEN, model="wan2.7-image", resolution="768p")


@pytest.fixture
def dashscope(emulator: Emulator) -> DashScopeImage:
    """The vendor, speaking to its emulator."""
    made: DashScopeImage = emulator.made(DashScopeImage)
    return made


def test_qwen_answers_in_the_call_and_everything_dear_is_said(
    emulator: Emulator, dashscope: DashScopeImage, tmp_path: Path
) -> None:
    begun(dashscope, replace(QWEN, seed=7), tmp_path)
    (asked,) = emulator.requests
    assert asked.path == AT_ONCE
    assert "x-dashscope-async" not in asked.headers
    assert asked.json == {
        "model": "qwen-image-3.0",
        "input": {"messages": [{"role": "user", "content": [{"text": "Ana looks up."}]}]},
        "parameters": {"size": "720*1280", "n": 1, "watermark": False, "prompt_extend": False, "seed": 7},
    }


def test_wan_takes_a_task_and_has_no_switch_for_rewriting(emulator: Emulator, dashscope: DashScopeImage, tmp_path: Path) -> None:
    ticket = begun(dashscope, WAN, tmp_path)
    (asked,) = emulator.requests
    assert asked.path == AS_TASK
    assert asked.headers["x-dashscope-async"] == "enable"
    assert asked.json["parameters"] == {"size": "768*1376", "n": 1, "watermark": False}
    assert ticket.job in emulator.jobs


def test_a_paid_picture_that_did_not_come_is_fetched_again_and_not_ordered_again(
    emulator: Emulator, dashscope: DashScopeImage, tmp_path: Path
) -> None:
    emulator.fault("truncated file")
    ticket = begun(dashscope, QWEN, tmp_path)
    with pytest.raises((Busy, Unreachable)):
        dashscope.finish(ticket, tmp_path / "picture.png")
    next(iter(emulator.jobs.values())).fault = ""
    assert finished(dashscope, ticket, tmp_path).path.read_bytes().startswith(b"\x89PNG")
    assert len(emulator.jobs) == 1


def test_pictures_stand_before_the_words(emulator: Emulator, dashscope: DashScopeImage, tmp_path: Path) -> None:
    files = (reference(tmp_path, "character"), reference(tmp_path, "style", "image/webp"))
    begun(dashscope, replace(QWEN, references=files), tmp_path)
    assert emulator.requests[0].json["input"]["messages"][0]["content"] == [
        {"image": "data:image/png;base64,Y2hhcmFjdGVy"},
        {"image": "data:image/webp;base64,c3R5bGU="},
        {"text": "Ana looks up."},
    ]


@pytest.mark.parametrize("seed", [-1, 2**31])
def test_a_seed_out_of_range_is_refused_before_anything_is_sent(
    emulator: Emulator, dashscope: DashScopeImage, tmp_path: Path, seed: int
) -> None:
    with pytest.raises(Refused, match="seed"):
        dashscope.begin(replace(QWEN, seed=seed), tmp_path / "picture.png")
    assert emulator.requests == []


@pytest.mark.parametrize("order", [QWEN, WAN], ids=["at once", "as a task"])
@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("moderated after", Refused),
        ("failed", Broken),
        ("no video", Broken),
        ("expired link", Expired),
        ("wrong content type", Broken),
    ],
)
def test_both_ways_fail_alike_and_leave_no_file(
    emulator: Emulator, dashscope: DashScopeImage, tmp_path: Path, order: ImageOrder, fault: str, kind: type[ProviderError]
) -> None:
    emulator.fault(fault)
    with pytest.raises(kind):
        finished(dashscope, begun(dashscope, order, tmp_path), tmp_path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("order", [QWEN, WAN], ids=["at once", "as a task"])
@pytest.mark.parametrize("fault", ["moderated after", "failed"])
def test_what_failed_or_was_moderated_is_not_billed(
    emulator: Emulator, dashscope: DashScopeImage, tmp_path: Path, order: ImageOrder, fault: str
) -> None:
    emulator.fault(fault)
    with pytest.raises((Refused, Broken)) as raised:
        finished(dashscope, begun(dashscope, order, tmp_path), tmp_path)
    assert raised.value.billed is False


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, "DataInspectionFailed", Refused),
        (400, "IPInfringementSuspect", Refused),
        (200, "InvalidParameter", Refused),
        (404, "ModelNotFound", Refused),
        (401, "InvalidApiKey", Unready),
        (400, "Arrearage", OutOfCredit),
        (403, "AllocationQuota.FreeTierOnly", OutOfCredit),
        (429, "Throttling.AllocationQuota", Busy),
        (200, "Throttling", Busy),
        (500, "InternalError.Algo", Broken),
        (500, "InternalError", Unanswered),
        (200, "InternalError", Unanswered),
    ],
)
def test_every_code_has_its_kind_under_whatever_status(
    emulator: Emulator,
    dashscope: DashScopeImage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    code: str,
    kind: type[ProviderError],
) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(status, {"code": code, "message": "said", "request_id": "r"}))
    with pytest.raises(kind) as raised:
        dashscope.begin(QWEN, tmp_path / "picture.png")
    assert type(raised.value) is kind
    assert len(emulator.requests) == 1


def test_unknown_is_the_word_for_a_task_that_is_gone(dashscope: DashScopeImage, tmp_path: Path) -> None:
    with pytest.raises(Expired, match="UNKNOWN"):
        dashscope.finish(Ticket("73205176"), tmp_path / "picture.png")


def test_a_suspended_task_is_waited_for_and_an_unknown_word_is_named(
    emulator: Emulator, dashscope: DashScopeImage, tmp_path: Path
) -> None:
    emulator.status = "SUSPENDED"
    assert dashscope.finish(begun(dashscope, WAN, tmp_path), tmp_path / "picture.png") is None
    emulator.status = "DONE"
    with pytest.raises(Broken, match="'DONE'"):
        dashscope.finish(begun(dashscope, WAN, tmp_path), tmp_path / "picture.png")


def test_a_waiting_task_is_taken_back_and_what_is_drawn_is_not(dashscope: DashScopeImage, tmp_path: Path) -> None:
    ticket = begun(dashscope, WAN, tmp_path)
    assert dashscope.cancel(ticket)
    with pytest.raises(Expired, match="CANCELED"):
        dashscope.finish(ticket, tmp_path / "picture.png")
    assert not dashscope.cancel(begun(dashscope, QWEN, tmp_path))


def test_the_key_does_not_go_where_the_picture_lies(emulator: Emulator, dashscope: DashScopeImage, tmp_path: Path) -> None:
    finished(dashscope, begun(dashscope, QWEN, tmp_path), tmp_path)
    assert emulator.requests[-1].path.startswith("/made/")
    assert "authorization" not in emulator.requests[-1].headers


@pytest.mark.parametrize("order", [QWEN, WAN])
def test_a_large_picture_lies_in_the_storage_and_the_order_says_that_it_does(
    emulator: Emulator, dashscope: DashScopeImage, tmp_path: Path, order: ImageOrder
) -> None:
    large = b"0" * (INLINE * 3 // 4)
    begun(dashscope, replace(order, references=(reference(tmp_path, "character", data=large),)), tmp_path)
    assert emulator.received == [large]
    assert emulator.requests[-1].headers["x-dashscope-ossresourceresolve"] == "enable"
