"""xAI's traps: keys that are bad requests, credit that is a rate, films kept back, prices in ticks."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.orders import finished, reference
from tests.vendors.xai import Emulator

from onecrew.providers.catalogue import catalogue
from onecrew.providers.video import ShotOrder
from onecrew.providers.video.xai import XAI
from onecrew.units import Broken, Busy, Expired, Money, OutOfCredit, Refused, Unreachable

ORDER = ShotOrder("grok-imagine-video-1.5", "Ana looks up.", Fraction(4), "480p", sound=True)


@pytest.fixture
def xai(emulator: Emulator) -> XAI:
    """The vendor, speaking to its emulator."""
    return XAI(emulator.vendor)


def test_the_price_comes_in_ticks(xai: XAI, tmp_path: Path) -> None:
    assert finished(xai, xai.begin(ORDER), tmp_path / "film.mp4").price == Money.read("0.32 USD")


def test_a_film_that_breaks_the_rules_is_done_without_an_address_and_paid(emulator: Emulator, xai: XAI, tmp_path: Path) -> None:
    emulator.fault("moderated after")
    ticket = xai.begin(ORDER)
    with pytest.raises(Refused, match="keeps this film back") as raised:
        finished(xai, ticket, tmp_path / "film.mp4")
    assert raised.value.billed is True


def test_a_wrong_key_is_a_bad_request_and_no_part_of_it_is_told(xai: XAI, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XAI_API_KEY", "xai-another-secret")
    with pytest.raises(Unreachable, match="XAI_API_KEY") as raised:
        xai.begin(ORDER)
    assert "***" not in str(raised.value)


@pytest.mark.parametrize("status", [403, 429])
def test_used_up_credit_comes_as_a_permission_or_a_rate(emulator: Emulator, xai: XAI, status: int) -> None:
    emulator.poor = status
    emulator.fault("no money")
    with pytest.raises(OutOfCredit, match="credits"):
        xai.begin(ORDER)


def test_a_rate_means_wait(emulator: Emulator, xai: XAI) -> None:
    emulator.fault("too many")
    with pytest.raises(Busy) as raised:
        xai.begin(ORDER)
    assert raised.value.wait == 4


def test_an_expired_request_is_gone(emulator: Emulator, xai: XAI, tmp_path: Path) -> None:
    ticket = xai.begin(ORDER)
    emulator.gone = True
    with pytest.raises(Expired):
        xai.finish(ticket, tmp_path / "film.mp4")


@pytest.mark.parametrize(
    ("code", "said", "error"),
    [
        ("invalid_argument", "The image could not be read.", Refused),
        ("invalid_argument", "Generated video rejected by content moderation.", Refused),
        ("internal_error", "Video generation failed.", Broken),
    ],
)
def test_a_failed_request_tells_why(
    emulator: Emulator, xai: XAI, tmp_path: Path, code: str, said: str, error: type[Refused | Broken]
) -> None:
    emulator.failure = (code, said)
    emulator.fault("failed")
    ticket = xai.begin(ORDER)
    with pytest.raises(error, match=said):
        finished(xai, ticket, tmp_path / "film.mp4")


def test_a_first_frame_goes_as_a_data_address(emulator: Emulator, xai: XAI, tmp_path: Path) -> None:
    xai.begin(replace(ORDER, references=(reference(tmp_path, "first frame"),)))
    assert emulator.requests[-1].json["image"]["url"] == "data:image/png;base64,Zmlyc3QgZnJhbWU="


def test_characters_go_as_reference_images(emulator: Emulator, xai: XAI, tmp_path: Path) -> None:
    xai.begin(replace(ORDER, references=(reference(tmp_path, "character"),)))
    assert len(emulator.requests[-1].json["reference_images"]) == 1


@pytest.mark.parametrize("roles", [("last frame",), ("first frame", "character")])
def test_what_it_does_not_take_is_refused_before_anything_is_sent(
    emulator: Emulator, xai: XAI, tmp_path: Path, roles: tuple[str, ...]
) -> None:
    with pytest.raises(Refused, match=roles[-1]):
        xai.begin(replace(ORDER, references=tuple(reference(tmp_path, role) for role in roles)))
    assert emulator.requests == []


def test_a_request_cannot_be_cancelled(xai: XAI) -> None:
    assert xai.cancel(xai.begin(ORDER)) is False


def test_every_model_of_the_catalogue_is_filmed_as_its_vendor_wants(emulator: Emulator, xai: XAI, tmp_path: Path) -> None:
    models = [one for one in catalogue().of("video") if one.vendor == "xai" and not one.gone(date(2026, 11, 21))]
    for model in models:
        roles = ["", *(role for role in ("first frame", "character") if model.takes(role))]
        for resolution in model.resolutions:
            for role in roles:
                references = (reference(tmp_path, role),) if role else ()
                order = replace(
                    ORDER, model=model.id, seconds=model.length_for(Fraction(4)) or model.longest, resolution=resolution
                )
                assert xai.begin(replace(order, references=references)).job
    assert models
