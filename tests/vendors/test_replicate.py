"""Replicate's traps: the hour, each maker's spelling, failures that are one line of text."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.orders import finished, reference
from tests.vendors.replicate import FAILURES, Emulator

from onecrew.providers.catalogue import catalogue
from onecrew.providers.video import ShotOrder
from onecrew.providers.video.replicate import Replicate
from onecrew.units import Broken, Expired, OutOfCredit, Refused

ORDER = ShotOrder("bytedance/seedance-2.0", "Ana looks up.", Fraction(4), "480p", seed=7)
KLING = replace(ORDER, model="kwaivgi/kling-v3-video", resolution="1080p")


@pytest.fixture
def replicate(emulator: Emulator) -> Replicate:
    """The vendor, speaking to its emulator."""
    return Replicate(emulator.vendor)


def test_after_one_hour_the_film_is_deleted_and_was_paid(emulator: Emulator, replicate: Replicate, tmp_path: Path) -> None:
    ticket = replicate.begin(ORDER)
    emulator.hour_over = True
    with pytest.raises(Expired, match="one hour") as raised:
        finished(replicate, ticket, tmp_path / "film.mp4")
    assert raised.value.billed is True


def test_the_address_of_the_film_is_shown_only_within_the_hour(emulator: Emulator, replicate: Replicate, tmp_path: Path) -> None:
    ticket = replicate.begin(ORDER)
    finished(replicate, ticket, tmp_path / "film.mp4")
    emulator.hour_over = True
    with pytest.raises(Expired):
        replicate.finish(ticket, tmp_path / "again.mp4")
    assert not (tmp_path / "again.mp4").exists()


def test_kling_says_mode_for_resolution_and_takes_no_seed(emulator: Emulator, replicate: Replicate, tmp_path: Path) -> None:
    replicate.begin(replace(KLING, references=(reference(tmp_path, "first frame"), reference(tmp_path, "last frame"))))
    sent = emulator.requests[-1].json["input"]
    assert sent["mode"] == "pro"
    assert {"start_image", "end_image"} <= set(sent)
    assert not {"resolution", "seed", "image"} & set(sent)


def test_seedance_takes_frames_and_characters_under_its_own_names(emulator: Emulator, replicate: Replicate, tmp_path: Path) -> None:
    replicate.begin(
        replace(ORDER, references=tuple(reference(tmp_path, role) for role in ("first frame", "last frame", "character")))
    )
    sent = emulator.requests[-1].json["input"]
    assert {"image", "last_frame_image", "reference_images"} <= set(sent)
    assert set(sent["reference_images"]) <= emulator.uploads


def test_a_resolution_without_a_mode_is_refused_before_anything_is_sent(emulator: Emulator, replicate: Replicate) -> None:
    with pytest.raises(Refused, match="720p and 1080p"):
        replicate.begin(replace(KLING, resolution="480p"))
    assert emulator.requests == []


def test_a_model_with_a_version_is_ordered_by_its_version(emulator: Emulator, replicate: Replicate) -> None:
    replicate.begin(replace(ORDER, model=f"bytedance/seedance-2.0:{'a' * 64}"))
    assert emulator.requests[-1].path == "/v1/predictions"
    assert emulator.requests[-1].json["version"] == "a" * 64


def test_the_wait_for_the_answer_is_never_asked_for(emulator: Emulator, replicate: Replicate) -> None:
    replicate.begin(ORDER)
    assert "prefer" not in emulator.requests[-1].headers


@pytest.mark.parametrize(
    ("said", "error"),
    [
        ("The input or output was flagged as sensitive. (E005)", Refused),
        ("NSFW content detected. Try running it again, or try a different prompt.", Refused),
        ("The input was invalid (E006)", Refused),
        ("Prediction interrupted; please retry (code: PA)", Broken),
    ],
)
def test_why_it_failed_is_read_from_one_line_of_text(
    emulator: Emulator,
    replicate: Replicate,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    said: str,
    error: type[Refused | Broken],
) -> None:
    monkeypatch.setitem(FAILURES, "failed", said)
    emulator.fault("failed")
    ticket = replicate.begin(ORDER)
    with pytest.raises(error, match=r"sensitive|NSFW|E006|interrupted"):
        finished(replicate, ticket, tmp_path / "film.mp4")


def test_insufficient_credit_is_no_wrong_key(emulator: Emulator, replicate: Replicate) -> None:
    emulator.fault("no money")
    with pytest.raises(OutOfCredit, match="insufficient credit"):
        replicate.begin(ORDER)


def test_a_wrong_field_is_named(replicate: Replicate) -> None:
    with pytest.raises(Refused, match="aspect_ratio"):
        replicate.begin(replace(ORDER, aspect="5:7"))


def test_what_has_ended_cannot_be_cancelled(replicate: Replicate, tmp_path: Path) -> None:
    ticket = replicate.begin(ORDER)
    finished(replicate, ticket, tmp_path / "film.mp4")
    assert replicate.cancel(ticket) is False


def test_a_cancelled_prediction_is_gone(replicate: Replicate, tmp_path: Path) -> None:
    ticket = replicate.begin(ORDER)
    assert replicate.cancel(ticket) is True
    with pytest.raises(Expired, match="canceled"):
        replicate.finish(ticket, tmp_path / "film.mp4")


def test_every_model_of_the_catalogue_is_filmed_as_its_vendor_wants(
    emulator: Emulator, replicate: Replicate, tmp_path: Path
) -> None:
    models = [one for one in catalogue().of("video") if one.vendor == "replicate" and not one.gone(date(2026, 11, 21))]
    for model in models:
        roles = ["", *(role for role in ("first frame", "character") if model.takes(role))]
        for resolution in model.resolutions:
            for role in roles:
                references = (reference(tmp_path, role),) if role else ()
                order = replace(
                    ORDER, model=model.id, seconds=model.length_for(Fraction(4)) or model.longest, resolution=resolution
                )
                assert replicate.begin(replace(order, references=references)).job
    assert models
