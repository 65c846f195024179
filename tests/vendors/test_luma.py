"""Luma's traps: keys of the old API, a length that is a text, frames that allow one length, outputs that are no film."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.luma import Emulator
from tests.vendors.orders import finished, reference

from onecrew.providers.catalogue import catalogue
from onecrew.providers.video import ShotOrder
from onecrew.providers.video.luma import Luma
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unreachable

ORDER = ShotOrder("ray-3.2", "Ana looks up.", Fraction(5), "540p")


@pytest.fixture
def luma(emulator: Emulator) -> Luma:
    """The vendor, speaking to its emulator."""
    return Luma(emulator.vendor)


def test_a_key_of_the_old_api_is_told_as_such(luma: Luma, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LUMA_AGENTS_API_KEY", "old-dream-machine-key")
    with pytest.raises(Unreachable, match="Dream Machine") as raised:
        luma.begin(ORDER)
    assert "old-dream-machine-key" not in str(raised.value)


def test_the_length_is_a_text_in_an_object_of_the_videos_own(emulator: Emulator, luma: Luma) -> None:
    luma.begin(replace(ORDER, seconds=Fraction(10)))
    assert emulator.requests[-1].json["video"] == {"resolution": "540p", "duration": "10s"}


def test_frames_go_along_as_data(emulator: Emulator, luma: Luma, tmp_path: Path) -> None:
    luma.begin(replace(ORDER, references=(reference(tmp_path, "first frame"), reference(tmp_path, "last frame"))))
    sent = emulator.requests[-1].json["video"]
    assert sent["start_frame"] == {"data": "Zmlyc3QgZnJhbWU=", "media_type": "image/png"}
    assert sent["end_frame"] == {"data": "bGFzdCBmcmFtZQ==", "media_type": "image/png"}


def test_ten_seconds_start_from_a_key_frame_because_they_take_no_start_frame(
    emulator: Emulator, luma: Luma, tmp_path: Path
) -> None:
    luma.begin(replace(ORDER, seconds=Fraction(10), references=(reference(tmp_path, "first frame"),)))
    sent = emulator.requests[-1].json["video"]
    assert sent["keyframes"] == [{"data": "Zmlyc3QgZnJhbWU=", "media_type": "image/png"}]
    assert sent["keyframe_indexes"] == [0]
    assert "start_frame" not in sent


def test_ten_seconds_up_to_a_last_frame_are_refused_before_anything_is_sent(emulator: Emulator, luma: Luma, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="5 seconds up to a last frame"):
        luma.begin(replace(ORDER, seconds=Fraction(10), references=(reference(tmp_path, "last frame"),)))
    assert emulator.requests == []


def test_a_character_is_refused_before_anything_is_sent(emulator: Emulator, luma: Luma, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="character"):
        luma.begin(replace(ORDER, references=(reference(tmp_path, "character"),)))
    assert emulator.requests == []


def test_a_thumbnail_is_not_taken_for_the_film(luma: Luma, tmp_path: Path) -> None:
    assert finished(luma, luma.begin(ORDER), tmp_path / "film.mp4").path.read_bytes()[4:8] == b"ftyp"


@pytest.mark.parametrize("concurrent", [False, True])
def test_both_limits_mean_wait_as_long_as_told(emulator: Emulator, luma: Luma, concurrent: bool) -> None:
    emulator.concurrent = concurrent
    emulator.fault("too many")
    with pytest.raises(Busy) as raised:
        luma.begin(ORDER)
    assert raised.value.wait == 11


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("content_moderated", Refused),
        ("image_too_large", Refused),
        ("unsupported_format", Refused),
        ("corrupt_input", Refused),
        ("invalid_request", Refused),
        ("budget_exhausted", OutOfCredit),
        ("rate_limited", Busy),
        ("output_not_found", Expired),
        ("generation_failed", Broken),
        ("something_new", Broken),
    ],
)
def test_every_failure_code_has_its_kind(
    emulator: Emulator, luma: Luma, tmp_path: Path, code: str, error: type[ProviderError]
) -> None:
    emulator.failure = code
    emulator.fault("failed")
    ticket = luma.begin(ORDER)
    with pytest.raises(error):
        finished(luma, ticket, tmp_path / "film.mp4")


def test_a_failure_at_once_is_told_at_once(emulator: Emulator, luma: Luma) -> None:
    emulator.fault("failure under 200")
    with pytest.raises(Broken, match="No capacity"):
        luma.begin(ORDER)


def test_every_model_of_the_catalogue_is_filmed_as_its_vendor_wants(emulator: Emulator, luma: Luma, tmp_path: Path) -> None:
    models = [one for one in catalogue().of("video") if one.vendor == "luma" and not one.gone(date(2026, 11, 21))]
    for model in models:
        roles = ["", *(role for role in ("first frame", "character") if model.takes(role))]
        for resolution in model.resolutions:
            for role in roles:
                references = (reference(tmp_path, role),) if role else ()
                order = replace(
                    ORDER, model=model.id, seconds=model.length_for(Fraction(4)) or model.longest, resolution=resolution
                )
                assert luma.begin(replace(order, references=references)).job
    assert models
