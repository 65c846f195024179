"""Kling's traps, one by one."""

from __future__ import annotations

import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Reply
from tests.vendors.kling import Emulator

from onecrew.providers.video import Footage, Reference, ShotOrder
from onecrew.providers.video.kling import Kling
from onecrew.units import (
    Broken,
    Busy,
    Expired,
    Money,
    OutOfCredit,
    ProviderError,
    Refused,
    Unanswered,
    Unreachable,
    Unready,
    digest_bytes,
)


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Emulator]:
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path.with_suffix(".home")))
    with Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        assert isinstance(running, Emulator)
        yield running


@pytest.fixture
def kling(emulator: Emulator) -> Kling:
    made: Kling = emulator.made(Kling)
    return made


ORDER = ShotOrder("kling-3.0", "Ana looks up.", Fraction(3), "720p", mark="oc-1")


def picture(folder: Path, role: str, data: bytes = b"a picture") -> Reference:
    file = folder / f"{role}.png"
    file.write_bytes(data)
    return Reference(role, "image/png", digest_bytes(data), file)


def film(kling: Kling, order: ShotOrder, folder: Path) -> Footage:
    ticket = kling.begin(order)
    assert kling.finish(ticket, folder / "film.mp4") is None
    footage = kling.finish(ticket, folder / "film.mp4")
    assert footage is not None
    return footage


def answers(emulator: Emulator, monkeypatch: pytest.MonkeyPatch, status: int, code: int, said: str = "said") -> None:
    reply = {"code": code, "message": said, "request_id": "r"}
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(status, reply))


def test_text_alone_goes_to_the_text_path_with_its_aspect(emulator: Emulator, kling: Kling) -> None:
    kling.begin(ORDER)
    (asked,) = emulator.requests
    assert asked.path == "/text-to-video/kling-3.0"
    assert asked.json == {
        "prompt": "Ana looks up.",
        "settings": {"resolution": "720p", "duration": 3, "audio": "off", "multi_shot": False, "aspect_ratio": "9:16"},
        "options": {"watermark_info": {"enabled": False}, "external_task_id": "oc-1"},
    }


def test_frames_go_as_bare_base64_and_decide_the_aspect(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    kling.begin(replace(ORDER, references=(picture(tmp_path, "first frame"), picture(tmp_path, "last frame", b"another"))))
    (asked,) = emulator.requests
    assert asked.path == "/image-to-video/kling-3.0"
    assert asked.json["contents"][1:] == [
        {"type": "first_frame", "url": b64encode(b"a picture").decode()},
        {"type": "last_frame", "url": b64encode(b"another").decode()},
    ]
    assert "aspect_ratio" not in asked.json["settings"]


def test_pictures_of_people_go_to_the_omni_path(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    kling.begin(replace(ORDER, model="kling-3.0-omni", references=(picture(tmp_path, "character"),)))
    (asked,) = emulator.requests
    assert asked.path == "/omni-video/kling-3.0-omni"
    assert [one["type"] for one in asked.json["contents"]] == ["prompt", "refer_image"]
    assert asked.json["settings"]["aspect_ratio"] == "9:16"


def test_several_shots_in_one_film_are_the_default_and_are_turned_off(emulator: Emulator, kling: Kling) -> None:
    kling.begin(ORDER)
    assert emulator.requests[0].json["settings"]["multi_shot"] is False


def test_turbo_has_no_switch_for_sound(emulator: Emulator, kling: Kling) -> None:
    kling.begin(replace(ORDER, model="kling-3.0-turbo", sound=True))
    assert set(emulator.requests[0].json["settings"]) == {"resolution", "duration", "aspect_ratio"}


def test_models_before_3_are_written_differently_and_have_no_several_shots(emulator: Emulator, kling: Kling) -> None:
    kling.begin(replace(ORDER, model="kling-v2-6", seconds=Fraction(5)))
    (asked,) = emulator.requests
    assert asked.path == "/text-to-video/kling-2.6"
    assert "multi_shot" not in asked.json["settings"]


def test_sound_is_asked_for_as_native(emulator: Emulator, kling: Kling) -> None:
    kling.begin(replace(ORDER, sound=True))
    assert emulator.requests[0].json["settings"]["audio"] == "native"


def test_a_film_as_reference_is_refused_before_anything_is_sent(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="public address"):
        kling.begin(replace(ORDER, references=(picture(tmp_path, "video"),)))
    assert emulator.requests == []


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (401, 1000, Unready),
        (401, 1004, Unready),
        (429, 1100, Unready),
        (429, 1101, OutOfCredit),
        (429, 1102, OutOfCredit),
        (403, 1103, Refused),
        (400, 1201, Refused),
        (400, 1300, Refused),
        (400, 1301, Refused),
        (429, 1302, Busy),
        (429, 1303, Busy),
        (429, 1304, Unready),
        (500, 5000, Unanswered),
        (503, 5001, Busy),
        (504, 5002, Unanswered),
        (200, 1303, Busy),
        (200, 5000, Unanswered),
        (200, 9999, Unanswered),
    ],
)
def test_the_code_decides_and_not_the_status(
    emulator: Emulator, kling: Kling, monkeypatch: pytest.MonkeyPatch, status: int, code: int, kind: type[ProviderError]
) -> None:
    answers(emulator, monkeypatch, status, code)
    with pytest.raises(kind) as raised:
        kling.begin(ORDER)
    assert type(raised.value) is kind
    assert len(emulator.requests) == 1


def test_a_used_up_pack_is_no_rate_limit_although_it_is_a_429(emulator: Emulator, kling: Kling) -> None:
    emulator.fault("no money")
    with pytest.raises(OutOfCredit, match="resource pack"):
        kling.begin(ORDER)


def test_a_failure_may_come_under_200(emulator: Emulator, kling: Kling) -> None:
    emulator.fault("failure under 200")
    with pytest.raises(Refused, match="1201"):
        kling.begin(ORDER)


def test_the_word_of_the_older_api_is_unknown_here(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    emulator.status = "succeed"
    with pytest.raises(Broken, match="'succeed'"):
        kling.finish(kling.begin(ORDER), tmp_path / "film.mp4")


@pytest.mark.parametrize("said", ["Failure to pass the risk control system", "内容不合规", "The output is sensitive"])
def test_moderation_of_a_failed_task_is_known_by_its_words_and_costs_nothing(
    emulator: Emulator, kling: Kling, tmp_path: Path, said: str
) -> None:
    emulator.fault("moderated after")
    emulator.message = said
    ticket = kling.begin(ORDER)
    kling.finish(ticket, tmp_path / "film.mp4")
    with pytest.raises(Refused) as raised:
        kling.finish(ticket, tmp_path / "film.mp4")
    assert raised.value.billed is False


def test_a_succeeded_task_without_a_film_may_be_paid_all_the_same(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    emulator.fault("no video")
    ticket = kling.begin(ORDER)
    kling.finish(ticket, tmp_path / "film.mp4")
    with pytest.raises(Broken) as raised:
        kling.finish(ticket, tmp_path / "film.mp4")
    assert raised.value.billed is True


def test_cash_in_the_receipt_is_the_price(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    emulator.billing = [{"charge_type": "cash", "amount": "0.25205", "currency": "USD", "list_price": "0.3"}]
    assert film(kling, ORDER, tmp_path).price == Money(2521, "USD")


@pytest.mark.parametrize(
    "billing",
    [
        [{"charge_type": "unit", "amount": "2.4", "package_type": "video"}],
        [{"charge_type": "unit", "amount": "1"}, {"charge_type": "cash", "amount": "0.1", "currency": "USD"}],
        [{"charge_type": "cash", "amount": "0.25"}],
        [{"charge_type": "cash"}],
        [],
    ],
)
def test_units_of_a_pack_and_unclear_receipts_are_no_price(
    emulator: Emulator, kling: Kling, tmp_path: Path, billing: list[dict[str, str]]
) -> None:
    emulator.billing = billing
    assert film(kling, ORDER, tmp_path).price is None


def test_a_lost_order_is_found_by_our_mark_and_nothing_is_sent_twice(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    emulator.fault("lost answer")
    with pytest.raises(Unanswered):
        kling.begin(ORDER)
    ticket = kling.find(ORDER)
    assert ticket is not None
    assert len(emulator.jobs) == 1
    assert emulator.requests[-1].query == {"external_task_ids": "oc-1"}
    assert kling.find(replace(ORDER, mark="oc-2")) is None


def test_a_mark_is_unique_in_an_account(emulator: Emulator, kling: Kling) -> None:
    kling.begin(ORDER)
    with pytest.raises(Refused, match="external_task_id"):
        kling.begin(ORDER)
    assert len(emulator.jobs) == 1


def test_without_a_mark_nothing_can_be_found(emulator: Emulator, kling: Kling) -> None:
    with pytest.raises(LookupError):
        kling.find(replace(ORDER, mark=""))
    assert emulator.requests == []


def test_a_task_that_is_no_longer_listed_has_expired(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    ticket = kling.begin(ORDER)
    emulator.jobs.clear()
    with pytest.raises(Expired, match=ticket.job):
        kling.finish(ticket, tmp_path / "film.mp4")


def test_a_server_error_while_asking_is_no_lost_order(
    emulator: Emulator, kling: Kling, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ticket = kling.begin(ORDER)
    answers(emulator, monkeypatch, 200, 5000)
    with pytest.raises(Unreachable):
        kling.finish(ticket, tmp_path / "film.mp4")


def test_the_key_does_not_go_where_the_film_lies(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    film(kling, ORDER, tmp_path)
    assert "authorization" not in emulator.requests[-1].headers
