"""PixVerse's traps, one by one."""

from __future__ import annotations

import sys
import wave
from dataclasses import replace
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import Reply, film
from tests.vendors.orders import finished, reference
from tests.vendors.pixverse import Emulator

from onecrew.providers.video import Reference, ShotOrder, Ticket
from onecrew.providers.video.pixverse import PixVerse
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unanswered, Unreachable, Unready, digest_bytes

ORDER = ShotOrder("v6", "Ana looks up.", Fraction(2), "360p")


@pytest.fixture
def pixverse(emulator: Emulator) -> PixVerse:
    made: PixVerse = emulator.made(PixVerse)
    return made


def test_text_alone_names_its_ratio(emulator: Emulator, pixverse: PixVerse) -> None:
    pixverse.begin(replace(ORDER, seed=7))
    (asked,) = emulator.requests
    assert asked.path == "/openapi/v2/video/text/generate"
    assert asked.json == {
        "prompt": "Ana looks up.",
        "model": "v6",
        "duration": 2,
        "quality": "360p",
        "generate_audio_switch": False,
        "seed": 7,
        "aspect_ratio": "9:16",
    }


def test_a_first_frame_is_uploaded_and_goes_by_its_number_without_a_ratio(
    emulator: Emulator, pixverse: PixVerse, tmp_path: Path
) -> None:
    pixverse.begin(replace(ORDER, references=(reference(tmp_path, "first frame"),)))
    upload, asked = emulator.requests
    assert upload.path == "/openapi/v2/image/upload"
    assert emulator.pictures == {7001: b"first frame"}
    assert asked.path == "/openapi/v2/video/img/generate"
    assert asked.json["img_id"] == 7001
    assert "aspect_ratio" not in asked.json


def test_two_frames_are_a_transition(emulator: Emulator, pixverse: PixVerse, tmp_path: Path) -> None:
    pixverse.begin(replace(ORDER, references=(reference(tmp_path, "last frame"), reference(tmp_path, "first frame"))))
    asked = emulator.requests[-1]
    assert asked.path == "/openapi/v2/video/transition/generate"
    assert emulator.pictures[asked.json["first_frame_img"]] == b"first frame"
    assert emulator.pictures[asked.json["last_frame_img"]] == b"last frame"


@pytest.mark.parametrize("role", ["last frame", "character", "audio"])
def test_what_it_cannot_film_from_is_refused_before_anything_is_sent(
    emulator: Emulator, pixverse: PixVerse, tmp_path: Path, role: str
) -> None:
    with pytest.raises(Refused, match="PixVerse"):
        pixverse.begin(replace(ORDER, references=(reference(tmp_path, role),)))
    assert emulator.requests == []


def test_every_call_has_a_trace_id_of_its_own(emulator: Emulator, pixverse: PixVerse, tmp_path: Path) -> None:
    order = replace(ORDER, references=(reference(tmp_path, "first frame"),))
    tickets = {pixverse.begin(order).job, pixverse.begin(order).job}
    finished(pixverse, Ticket(min(tickets)), tmp_path / "film.mp4")
    traces = [asked.headers["ai-trace-id"] for asked in emulator.requests if not asked.path.startswith("/films/")]
    assert len(tickets) == 2
    assert len(set(traces)) == len(traces) == 6


def test_a_picture_that_is_refused_comes_as_a_500_in_small_letters(emulator: Emulator, pixverse: PixVerse, tmp_path: Path) -> None:
    emulator.moderates_pictures = True
    with pytest.raises(Refused, match="500052") as raised:
        pixverse.begin(replace(ORDER, references=(reference(tmp_path, "first frame"),)))
    assert raised.value.billed is False
    assert emulator.jobs == {}


def test_an_upload_that_is_not_answered_has_ordered_nothing(
    emulator: Emulator, pixverse: PixVerse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(lost=True))
    with pytest.raises(Unreachable):
        pixverse.begin(replace(ORDER, references=(reference(tmp_path, "first frame"),)))
    assert [asked.path for asked in emulator.requests] == ["/openapi/v2/image/upload"]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (400011, Refused),
        (400013, Refused),
        (400017, Refused),
        (400018, Refused),
        (400019, Refused),
        (500020, Refused),
        (500054, Refused),
        (500063, Refused),
        (400012, Unready),
        (500043, OutOfCredit),
        (500090, OutOfCredit),
        (500044, Busy),
        (500069, Busy),
        (99999, Unanswered),
    ],
)
def test_the_code_decides_for_the_status_is_always_200(
    emulator: Emulator, pixverse: PixVerse, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[ProviderError]
) -> None:
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(json={"ErrCode": code, "ErrMsg": "said", "Resp": None}))
    with pytest.raises(kind) as raised:
        pixverse.begin(ORDER)
    assert type(raised.value) is kind
    assert len(emulator.requests) == 1


@pytest.mark.parametrize(("state", "kind"), [(6, Expired), (7, Refused), (8, Broken), (3, Broken)])
def test_states_are_numbers(emulator: Emulator, pixverse: PixVerse, tmp_path: Path, state: int, kind: type[ProviderError]) -> None:
    ticket = pixverse.begin(ORDER)
    emulator.status = state
    with pytest.raises(kind):
        pixverse.finish(ticket, tmp_path / "film.mp4")


def test_a_film_that_was_never_ordered_is_gone(emulator: Emulator, pixverse: PixVerse, tmp_path: Path) -> None:
    with pytest.raises(Expired, match="500008"):
        pixverse.finish(Ticket("12"), tmp_path / "film.mp4")


def test_an_unknown_error_while_asking_is_asked_again(
    emulator: Emulator, pixverse: PixVerse, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ticket = pixverse.begin(ORDER)
    monkeypatch.setattr(emulator, "reply", lambda asked: Reply(json={"ErrCode": 99999, "ErrMsg": "said", "Resp": None}))
    with pytest.raises(Unreachable):
        pixverse.finish(ticket, tmp_path / "film.mp4")


def test_the_seed_it_used_comes_back(emulator: Emulator, pixverse: PixVerse, tmp_path: Path) -> None:
    assert finished(pixverse, pixverse.begin(ORDER), tmp_path / "film.mp4").seed == 58944


def test_the_key_does_not_go_where_the_film_lies(emulator: Emulator, pixverse: PixVerse, tmp_path: Path) -> None:
    finished(pixverse, pixverse.begin(ORDER), tmp_path / "film.mp4")
    assert "api-key" not in emulator.requests[-1].headers


LIPS = ShotOrder("lip_sync", "", Fraction(2), "")


def voice(seconds: int = 2) -> bytes:
    """A WAV file of silence."""
    file = BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(16_000)
        out.writeframes(bytes(32_000 * seconds))
    return file.getvalue()


def lips(folder: Path, picture: bytes = b"", sound: bytes = b"") -> ShotOrder:
    """An order of lips; a film of two seconds and a voice as long."""
    kinds = {"video": ("video/mp4", picture or film(Fraction(2), 360, 640)), "audio": ("audio/wav", sound or voice())}
    references = []
    for role, (media_type, data) in kinds.items():
        file = folder / role
        file.write_bytes(data)
        references.append(Reference(role, media_type, digest_bytes(data), file))
    return replace(LIPS, references=tuple(references))


def test_film_and_voice_are_uploaded_and_go_by_their_numbers(emulator: Emulator, pixverse: PixVerse, tmp_path: Path) -> None:
    order = lips(tmp_path)
    pixverse.begin(order)
    *uploads, asked = emulator.requests
    assert [one.path for one in uploads] == ["/openapi/v2/media/upload"] * 2
    assert [emulator.media[number].data for number in (9001, 9002)] == [one.read() for one in order.references]
    assert asked.path == "/openapi/v2/video/lip_sync/generate"
    assert asked.json == {"video_media_id": 9001, "audio_media_id": 9002}


def test_synced_lips_are_asked_for_like_any_film(emulator: Emulator, pixverse: PixVerse, tmp_path: Path) -> None:
    ticket = pixverse.begin(lips(tmp_path))
    another = emulator.made(PixVerse)
    assert finished(another, ticket, tmp_path / "film.mp4").path.stat().st_size > 1000
    assert emulator.requests[3].path == f"/openapi/v2/video/result/{ticket.job}"


@pytest.mark.parametrize(
    ("role", "media_type"), [("video", "video/x-msvideo"), ("audio", "audio/flac"), ("video", "audio/wav"), ("audio", "video/mp4")]
)
def test_media_it_does_not_take_are_refused_before_anything_is_sent(
    emulator: Emulator, pixverse: PixVerse, tmp_path: Path, role: str, media_type: str
) -> None:
    order = lips(tmp_path)
    changed = tuple(replace(one, media_type=media_type) if one.role == role else one for one in order.references)
    with pytest.raises(Refused, match=media_type):
        pixverse.begin(replace(order, references=changed))
    assert emulator.requests == []


def test_media_too_large_are_refused_before_anything_is_sent(emulator: Emulator, pixverse: PixVerse, tmp_path: Path) -> None:
    order = lips(tmp_path)
    with order.references[0].path.open("r+b") as file:
        file.truncate(50_000_001)
    with pytest.raises(Refused, match="takes 50"):
        pixverse.begin(order)
    assert emulator.requests == []


@pytest.mark.parametrize("role", ["video", "audio", "both"])
def test_lips_need_one_film_and_one_voice_and_nothing_else(
    emulator: Emulator, pixverse: PixVerse, tmp_path: Path, role: str
) -> None:
    order = lips(tmp_path)
    more = (reference(tmp_path, "first frame"),) if role == "both" else ()
    with pytest.raises(Refused, match="one film and one voice"):
        pixverse.begin(replace(order, references=tuple(one for one in order.references if one.role != role) + more))
    assert emulator.requests == []


def test_media_longer_than_half_a_minute_are_refused_and_nothing_is_ordered(
    emulator: Emulator, pixverse: PixVerse, tmp_path: Path
) -> None:
    with pytest.raises(Refused, match="400017"):
        pixverse.begin(lips(tmp_path, sound=voice(31)))
    assert emulator.jobs == {}


def test_a_voice_that_is_none_is_refused_and_nothing_is_ordered(emulator: Emulator, pixverse: PixVerse, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="400017"):
        pixverse.begin(lips(tmp_path, sound=b"no sound at all"))
    assert emulator.jobs == {}


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        ("too many", Busy),
        ("no money", OutOfCredit),
        ("wrong key", Unready),
        ("moderated before", Refused),
        ("failure under 200", Unanswered),
        ("lost answer", Unanswered),
        ("server error", Unanswered),
    ],
)
def test_what_goes_wrong_while_ordering_lips_has_its_kind_and_is_sent_once(
    emulator: Emulator, pixverse: PixVerse, tmp_path: Path, fault: str, kind: type[ProviderError]
) -> None:
    emulator.fault(fault)
    with pytest.raises(kind) as raised:
        pixverse.begin(lips(tmp_path))
    assert type(raised.value) is kind
    assert sum(one.path.endswith("/generate") for one in emulator.requests) == 1


@pytest.mark.parametrize(
    ("fault", "kind"), [("moderated after", Refused), ("failed", Broken), ("no video", Broken), ("expired link", Expired)]
)
def test_what_goes_wrong_with_lips_has_its_kind_and_leaves_no_file(
    emulator: Emulator, pixverse: PixVerse, tmp_path: Path, fault: str, kind: type[ProviderError]
) -> None:
    emulator.fault(fault)
    ticket = pixverse.begin(lips(tmp_path))
    with pytest.raises(kind):
        finished(pixverse, ticket, tmp_path / "synced.mp4")
    assert list(tmp_path.glob("synced*")) == []


def test_lips_cannot_be_found_again(emulator: Emulator, pixverse: PixVerse, tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        pixverse.find(lips(tmp_path))
    assert emulator.requests == []
