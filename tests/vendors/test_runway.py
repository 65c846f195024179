"""Runway's traps: sizes by model, charged and free moderation, links that end, and deletion that looks like cancelling."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.orders import finished, reference
from tests.vendors.runway import Emulator

from onecrew.providers.catalogue import catalogue
from onecrew.providers.video import Reference, ShotOrder
from onecrew.providers.video.runway import Runway
from onecrew.units import Broken, Busy, Expired, Money, OutOfCredit, Refused

ORDER = ShotOrder("gen4.5", "Ana looks up.", Fraction(4), "720p", seed=7)


@pytest.fixture
def runway(emulator: Emulator) -> Runway:
    """The vendor, speaking to its emulator."""
    return Runway(emulator.vendor)


@pytest.mark.parametrize(
    ("model", "resolution", "size"),
    [
        ("veo3.1", "1080p", {"ratio": "1080:1920"}),
        ("kling3.0_pro", "1080p", {"ratio": "1080:1920"}),
        ("seedance2", "480p", {"ratio": "496:864"}),
        ("seedance2_5", "480p", {"ratio": "480:854"}),
        ("wan3", "480p", {"ratio": "480:832"}),
        ("hailuo3", "768p", {"resolution": "768p", "ratio": "9:16"}),
        ("h3_max", "480p", {"resolution": "480p"}),
        ("gemini_omni_flash_1.1", "4k", {"ratio": "2160:3840"}),
    ],
)
def test_each_model_spells_its_sizes_in_its_own_way(
    emulator: Emulator, runway: Runway, model: str, resolution: str, size: dict[str, str]
) -> None:
    runway.begin(replace(ORDER, model=model, resolution=resolution))
    sent = next(iter(emulator.jobs.values())).asked
    assert {name: value for name, value in sent.items() if name in ("ratio", "resolution")} == size


@pytest.mark.parametrize("model", ["wan3", "kling_4", "grok_imagine_1_5_lite"])
def test_some_models_follow_the_first_frame_and_take_only_an_auto_size(
    emulator: Emulator, runway: Runway, tmp_path: Path, model: str
) -> None:
    runway.begin(replace(ORDER, model=model, references=(reference(tmp_path, "first frame"),)))
    assert emulator.requests[-1].json["ratio"] == "auto_720p"


def test_first_and_last_frame_carry_their_places(emulator: Emulator, runway: Runway, tmp_path: Path) -> None:
    frames = (reference(tmp_path, "first frame"), reference(tmp_path, "last frame"))
    runway.begin(replace(ORDER, model="veo3.1", references=frames))
    assert [one["position"] for one in emulator.requests[-1].json["promptImage"]] == ["first", "last"]


def test_a_character_goes_as_a_reference_with_text(emulator: Emulator, runway: Runway, tmp_path: Path) -> None:
    runway.begin(replace(ORDER, model="seedance2", references=(reference(tmp_path, "character"),)))
    assert emulator.requests[-1].path == "/v1/text_to_video"
    assert emulator.requests[-1].json["references"][0]["uri"].startswith("data:image/png;base64,")


def test_a_frame_and_a_character_together_are_refused_before_anything_is_sent(
    emulator: Emulator, runway: Runway, tmp_path: Path
) -> None:
    both = (reference(tmp_path, "first frame"), reference(tmp_path, "character"))
    with pytest.raises(Refused, match="character"):
        runway.begin(replace(ORDER, model="seedance2", references=both))
    assert emulator.requests == []


@pytest.mark.parametrize(
    ("model", "role", "media_type", "size"),
    [
        ("gen4.5", "first frame", "image/png", 4_000_000),
        ("aleph2", "video", "video/mp4", 13_000_000),
        ("seedance2", "audio", "audio/mpeg", 13_000_000),
    ],
)
def test_a_file_too_large_for_an_order_lies_in_the_storage(
    emulator: Emulator, runway: Runway, tmp_path: Path, model: str, role: str, media_type: str, size: int
) -> None:
    runway.begin(replace(ORDER, model=model, references=(reference(tmp_path, role, media_type, b"0" * size),)))
    place, form, order = emulator.requests
    assert place.json["type"] == "ephemeral"
    assert form.path == "/storage"
    ((key, data),) = emulator.storage.files.items()
    assert len(data) == size
    assert f'"runway://{key}"' in order.body.decode()


def test_a_film_of_ten_megabytes_goes_inside_the_order(emulator: Emulator, runway: Runway, tmp_path: Path) -> None:
    runway.begin(replace(ORDER, model="aleph2", references=(reference(tmp_path, "video", "video/mp4", b"0" * 10_000_000),)))
    assert len(emulator.requests) == 1


def test_the_storage_gets_no_key(emulator: Emulator, runway: Runway, tmp_path: Path) -> None:
    runway.begin(replace(ORDER, references=(reference(tmp_path, "first frame", data=b"0" * 4_000_000),)))
    (form,) = (asked for asked in emulator.requests if asked.path == "/storage")
    key = emulator.ENVIRONMENT["RUNWAYML_API_SECRET"]
    assert key not in str(form.headers)
    assert key.encode() not in form.body


def test_a_leave_that_has_ended_is_busy_and_nothing_is_ordered(emulator: Emulator, runway: Runway, tmp_path: Path) -> None:
    emulator.storage.ended = True
    with pytest.raises(Busy, match="has ended"):
        runway.begin(replace(ORDER, references=(reference(tmp_path, "first frame", data=b"0" * 4_000_000),)))
    assert emulator.jobs == {}


def test_a_file_beyond_what_the_storage_takes_is_refused_before_anything_is_sent(
    emulator: Emulator, runway: Runway, tmp_path: Path
) -> None:
    film = reference(tmp_path, "video", "video/mp4")
    with film.path.open("r+b") as file:
        # Sparse: it has the size, and takes no room.
        file.truncate(200_000_001)
    with pytest.raises(Refused, match="200 MB"):
        runway.begin(replace(ORDER, model="aleph2", references=(film,)))
    assert emulator.requests == []


def test_what_a_model_does_not_take_is_refused_before_anything_is_uploaded(
    emulator: Emulator, runway: Runway, tmp_path: Path
) -> None:
    large = (reference(tmp_path, "first frame", data=b"0" * 4_000_000), reference(tmp_path, "character"))
    with pytest.raises(Refused, match="character"):
        runway.begin(replace(ORDER, model="seedance2", references=large))
    assert emulator.requests == []


def test_a_film_is_changed_without_a_length_or_a_size(emulator: Emulator, runway: Runway, tmp_path: Path) -> None:
    runway.begin(replace(ORDER, model="aleph2", references=(reference(tmp_path, "video"),)))
    assert set(emulator.requests[-1].json) == {"model", "promptText", "videoUri", "seed"}


def test_changing_needs_a_film(runway: Runway) -> None:
    with pytest.raises(Refused, match="exactly one video"):
        runway.begin(replace(ORDER, model="aleph2"))


def test_every_model_of_the_catalogue_is_filmed_as_its_schema_wants(emulator: Emulator, runway: Runway, tmp_path: Path) -> None:
    frame, character, film = (reference(tmp_path, role) for role in ("first frame", "character", "video"))
    for model in catalogue().models.values():
        if model.vendor != "runway" or model.capability != "video" or model.gone(date(2026, 11, 21)):
            continue
        order = replace(ORDER, model=model.id, seconds=model.length_for(Fraction(5)) or model.longest)
        ways: list[tuple[Reference, ...]] = [(film,)] if model.takes("video") else [()] if model.id != "gen4_turbo" else []
        ways += [(frame,)] if model.takes("first frame") else []
        ways += [(character,)] if model.takes("character") and model.exclusive else []
        ways += [(frame, character)] if model.takes("character") and not model.exclusive else []
        for resolution in model.resolutions:
            for references in ways:
                assert runway.begin(replace(order, resolution=resolution, references=references)).job


def test_an_aspect_the_model_lacks_is_refused_with_those_it_has(runway: Runway) -> None:
    with pytest.raises(Refused, match="1280:720"):
        runway.begin(replace(ORDER, aspect="1:1"))


def test_no_credits_is_a_bad_request_and_means_no_money(emulator: Emulator, runway: Runway) -> None:
    emulator.fault("no money")
    with pytest.raises(OutOfCredit, match="credits"):
        runway.begin(ORDER)


@pytest.mark.parametrize(
    ("code", "charged", "error", "billed"),
    [
        ("SAFETY.INPUT.TEXT", 48, Refused, True),
        ("SAFETY.OUTPUT.VIDEO", 0, Refused, False),
        ("INPUT_PREPROCESSING.SAFETY.TEXT", 0, Refused, False),
        ("ASSET.INVALID", 0, Refused, False),
        ("INTERNAL.BAD_OUTPUT.CODE01", 48, Broken, True),
        ("THIRD_PARTY.UNAVAILABLE", 0, Broken, False),
        ("INPUT_PREPROCESSING.INTERNAL", 0, Broken, False),
    ],
)
def test_a_failure_code_says_whose_fault_it_is_and_its_cost_whether_it_is_paid(
    emulator: Emulator, runway: Runway, tmp_path: Path, code: str, charged: int, error: type[Refused | Broken], billed: bool
) -> None:
    emulator.failure_code, emulator.charged = code, charged
    emulator.fault("failed")
    ticket = runway.begin(ORDER)
    with pytest.raises(error, match=code.split(".")[0]) as raised:
        finished(runway, ticket, tmp_path / "film.mp4")
    assert raised.value.billed is billed


def test_the_price_is_the_credits_charged_not_those_estimated(runway: Runway, tmp_path: Path) -> None:
    assert finished(runway, runway.begin(ORDER), tmp_path / "film.mp4").price == Money.read("0.48 USD")


def test_a_film_is_fetched_from_a_fresh_address_each_time(emulator: Emulator, runway: Runway, tmp_path: Path) -> None:
    ticket = runway.begin(ORDER)
    finished(runway, ticket, tmp_path / "film.mp4")
    assert finished(runway, ticket, tmp_path / "again.mp4").path.exists()
    assert emulator.links == 2


def test_cancelling_a_finished_task_does_not_delete_its_film(emulator: Emulator, runway: Runway, tmp_path: Path) -> None:
    ticket = runway.begin(ORDER)
    finished(runway, ticket, tmp_path / "film.mp4")
    assert runway.cancel(ticket) is False
    assert all(asked.method != "DELETE" for asked in emulator.requests)


def test_a_cancelled_task_is_gone(runway: Runway, tmp_path: Path) -> None:
    ticket = runway.begin(ORDER)
    assert runway.cancel(ticket) is True
    with pytest.raises(Expired):
        runway.finish(ticket, tmp_path / "film.mp4")
