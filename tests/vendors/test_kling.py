"""Kling's traps, one by one."""

from __future__ import annotations

import json
import sys
import time
from base64 import b64encode, urlsafe_b64decode
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Asked, Reply
from tests.vendors.kling import Emulator, Film
from tests.vendors.orders import finished

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


ADDRESS = "https://films.example/ana.mp4"
LIPS = ShotOrder("lip-sync", "", Fraction(5), "", mark="oc-1")


def lips(folder: Path, film: str = ADDRESS, voice: bytes = b"RIFF....WAVE") -> ShotOrder:
    """An order of lips: a film told by its address, a voice by its bytes."""
    address, sound = folder / "film.uri", folder / "voice.wav"
    address.write_text(film, encoding="utf-8")
    sound.write_bytes(voice)
    references = (
        Reference("video", "text/uri-list", digest_bytes(film.encode()), address),
        Reference("audio", "audio/wav", digest_bytes(voice), sound),
    )
    return replace(LIPS, references=references)


def claims(asked: Asked) -> tuple[dict[str, Any], dict[str, Any]]:
    head, told, _ = asked.headers["authorization"].removeprefix("Bearer ").split(".")
    return json.loads(urlsafe_b64decode(head + "==")), json.loads(urlsafe_b64decode(told + "=="))


def test_a_lip_sync_goes_to_the_older_api_with_the_voice_as_bare_base64(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    kling.begin(lips(tmp_path))
    (asked,) = emulator.requests
    assert (asked.method, asked.path) == ("POST", "/v1/videos/lip-sync")
    assert asked.json == {
        "input": {
            "video_url": ADDRESS,
            "mode": "audio2video",
            "audio_type": "file",
            "audio_file": b64encode(b"RIFF....WAVE").decode(),
        }
    }


def test_a_lip_sync_job_is_polled_at_its_own_path(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    ticket = kling.begin(lips(tmp_path))
    another = emulator.made(Kling)
    assert finished(another, ticket, tmp_path / "film.mp4").path.stat().st_size > 1000
    asked = [one.path for one in emulator.requests[1:3]]
    assert asked == [f"/{ticket.job}"] * 2 == ["/v1/videos/lip-sync/job-0001"] * 2


def test_the_word_is_succeed_in_the_older_api(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    ticket = kling.begin(lips(tmp_path))
    emulator.status = "succeeded"
    with pytest.raises(Broken, match="'succeeded'"):
        kling.finish(ticket, tmp_path / "film.mp4")


def test_the_older_api_wants_a_token_signed_for_half_an_hour(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    before = int(time.time())
    kling.begin(lips(tmp_path))
    head, told = claims(emulator.requests[0])
    assert head == {"alg": "HS256", "typ": "JWT"}
    assert told["iss"] == "kling-access-of-the-tests"
    assert before + 1800 <= told["exp"] <= time.time() + 1800
    assert told["exp"] - told["nbf"] == 1805


def test_each_request_has_a_token_of_its_own_for_a_film_outlasts_one(
    emulator: Emulator, kling: Kling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = time.time()
    ticket = kling.begin(lips(tmp_path))
    monkeypatch.setattr("time.time", lambda: now + 3600)
    assert finished(kling, ticket, tmp_path / "film.mp4").path.exists()


def test_a_clock_that_is_wrong_is_named(emulator: Emulator, kling: Kling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers(emulator, monkeypatch, 401, 1003, "Authorization is not yet valid")
    with pytest.raises(Unready, match="clock of this machine"):
        kling.begin(lips(tmp_path))


def test_the_older_keys_are_asked_for_when_lips_are_synced_and_not_before(
    emulator: Emulator, kling: Kling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KLING_ACCESS_KEY")
    monkeypatch.delenv("KLING_SECRET_KEY")
    assert kling.offer().needs == ""
    with pytest.raises(Unready, match="KLING_ACCESS_KEY and KLING_SECRET_KEY"):
        kling.begin(lips(tmp_path))
    assert emulator.requests == []
    assert film(kling, ORDER, tmp_path).path.exists()


def test_neither_secret_nor_token_gets_into_a_message(
    emulator: Emulator, kling: Kling, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KLING_SECRET_KEY", "another-secret")
    with pytest.raises(Unready, match="KLING_ACCESS_KEY and KLING_SECRET_KEY") as raised:
        kling.begin(lips(tmp_path))
    token = emulator.requests[0].headers["authorization"].removeprefix("Bearer ")
    assert "Authorization is invalid: •••" in str(raised.value)
    assert not any(one in str(raised.value) for one in (token, token.split(".")[2], "another-secret", "kling-access"))


@pytest.mark.parametrize("told", ["data:video/mp4;base64,AAAA", "films/ana.mp4", "# nothing else", ""])
def test_a_film_without_a_public_address_is_refused_before_anything_is_sent(
    emulator: Emulator, kling: Kling, tmp_path: Path, told: str
) -> None:
    with pytest.raises(Refused, match="public address"):
        kling.begin(lips(tmp_path, told))
    assert emulator.requests == []


def test_a_film_as_bytes_is_refused_for_there_is_nowhere_to_put_it(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    order = lips(tmp_path)
    film = replace(order.references[0], media_type="video/mp4")
    with pytest.raises(Refused, match="no file"):
        kling.begin(replace(order, references=(film, order.references[1])))
    assert emulator.requests == []


def test_a_film_that_kling_made_goes_by_its_id(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    kling.begin(lips(tmp_path, "# made yesterday\r\nkling:840000001\r\n"))
    told = emulator.requests[0].json["input"]
    assert told["video_id"] == "840000001"
    assert "video_url" not in told


@pytest.mark.parametrize("roles", [("video",), ("audio",), ("video", "audio", "first frame"), ("video", "audio", "audio")])
def test_lips_need_one_film_and_one_voice_and_nothing_else(
    emulator: Emulator, kling: Kling, tmp_path: Path, roles: tuple[str, ...]
) -> None:
    own = {one.role: one for one in lips(tmp_path).references}
    with pytest.raises(Refused, match="one film and one voice"):
        kling.begin(replace(LIPS, references=tuple(own.get(role) or picture(tmp_path, role) for role in roles)))
    assert emulator.requests == []


def test_a_voice_too_large_or_of_another_kind_is_refused_before_anything_is_sent(
    emulator: Emulator, kling: Kling, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="takes 5"):
        kling.begin(lips(tmp_path, voice=b"RIFF" + bytes(5_000_000)))
    order = lips(tmp_path)
    with pytest.raises(Refused, match="audio/flac"):
        kling.begin(replace(order, references=(order.references[0], replace(order.references[1], media_type="audio/flac"))))
    assert emulator.requests == []


@pytest.mark.parametrize(
    ("film", "said"),
    [
        (Film(seconds=Fraction(11)), "between 2s and 10s"),
        (Film(seconds=Fraction(3, 2)), "between 2s and 10s"),
        (Film(size=100_000_001), "100MB"),
        (Film(short_side=480), "720p"),
    ],
)
def test_what_the_film_may_be_is_said_by_kling(emulator: Emulator, kling: Kling, tmp_path: Path, film: Film, said: str) -> None:
    emulator.films[ADDRESS] = film
    with pytest.raises(Refused, match=said):
        kling.begin(lips(tmp_path))
    assert emulator.jobs == {}


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("too many", Busy),
        ("no money", OutOfCredit),
        ("wrong key", Unready),
        ("moderated before", Refused),
        ("failure under 200", Refused),
        ("lost answer", Unanswered),
        ("server error", Unanswered),
    ],
)
def test_what_goes_wrong_while_ordering_lips_has_its_kind_and_is_sent_once(
    emulator: Emulator, kling: Kling, tmp_path: Path, fault: str, kind: type[ProviderError]
) -> None:
    emulator.fault(fault)
    with pytest.raises(kind) as raised:
        kling.begin(lips(tmp_path))
    assert type(raised.value) is kind
    assert len(emulator.requests) == 1
    assert not any(secret in str(raised.value) for secret in emulator.ENVIRONMENT.values())


@pytest.mark.parametrize(
    ("fault", "kind"),
    [("moderated after", Refused), ("failed", Broken), ("no video", Broken), ("expired link", Expired), ("truncated file", Busy)],
)
def test_what_goes_wrong_with_lips_has_its_kind_and_leaves_no_file(
    emulator: Emulator, kling: Kling, tmp_path: Path, fault: str, kind: type[ProviderError]
) -> None:
    emulator.fault(fault)
    ticket = kling.begin(lips(tmp_path))
    with pytest.raises((kind, Unreachable) if fault == "truncated file" else kind):
        finished(kling, ticket, tmp_path / "synced.mp4")
    assert list(tmp_path.glob("synced*")) == []


@pytest.mark.parametrize(
    ("said", "kind"), [("there is no human in the video", Refused), ("No face detected", Refused), ("interface error", Broken)]
)
def test_a_film_in_which_nobody_is_seen_to_speak_is_refused(
    emulator: Emulator, kling: Kling, tmp_path: Path, said: str, kind: type[ProviderError]
) -> None:
    emulator.fault("failed")
    emulator.message = said
    ticket = kling.begin(lips(tmp_path))
    with pytest.raises(kind, match=said):
        finished(kling, ticket, tmp_path / "film.mp4")


def test_lips_carry_no_mark_and_cannot_be_found_again(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="lip-sync"):
        kling.find(lips(tmp_path))
    assert emulator.requests == []


def test_a_lip_sync_kling_no_longer_knows_has_expired(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    ticket = kling.begin(lips(tmp_path))
    emulator.jobs.clear()
    with pytest.raises(Expired, match=ticket.job):
        kling.finish(ticket, tmp_path / "film.mp4")


def test_the_token_does_not_go_where_the_film_lies(emulator: Emulator, kling: Kling, tmp_path: Path) -> None:
    finished(kling, kling.begin(lips(tmp_path)), tmp_path / "film.mp4")
    assert "authorization" not in emulator.requests[-1].headers
