"""Veo's traps: moderation that looks like success, errors in a finished operation, tokens of an hour, locations."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import httpx2
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.orders import finished, reference
from tests.vendors.vertex import Emulator

from onecrew.providers.catalogue import catalogue
from onecrew.providers.video import ShotOrder
from onecrew.providers.video.vertex import Vertex
from onecrew.units import Broken, OutOfCredit, Refused, Unanswered, Unreachable

ORDER = ShotOrder("veo-3.1-fast-generate-001", "Ana looks up.", Fraction(4), "720p", sound=True, seed=7)


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """Vertex AI on loopback, token and project in the environment."""
    monkeypatch.delenv("GOOGLE_CLOUD_LOCATION", raising=False)
    with Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        assert isinstance(running, Emulator)
        yield running


@pytest.fixture
def vertex(emulator: Emulator) -> Vertex:
    """The vendor, speaking to its emulator."""
    return Vertex(emulator.vendor)


def test_moderation_is_a_success_with_no_videos(emulator: Emulator, vertex: Vertex, tmp_path: Path) -> None:
    emulator.fault("moderated after")
    ticket = vertex.begin(ORDER)
    with pytest.raises(Refused, match="usage guidelines"):
        finished(vertex, ticket, tmp_path / "film.mp4")


def test_done_without_a_film_and_without_moderation_is_broken(emulator: Emulator, vertex: Vertex, tmp_path: Path) -> None:
    emulator.fault("no video")
    ticket = vertex.begin(ORDER)
    with pytest.raises(Broken, match="no film"):
        finished(vertex, ticket, tmp_path / "film.mp4")


@pytest.mark.parametrize(
    ("code", "said", "error"),
    [
        (3, "The input image violates Vertex AI's usage guidelines.", Refused),
        (3, "Unsupported image size.", Refused),
        (8, "Resource exhausted.", Broken),
        (13, "Internal error.", Broken),
    ],
)
def test_an_error_stands_in_a_finished_operation(
    emulator: Emulator, vertex: Vertex, tmp_path: Path, code: int, said: str, error: type[Refused | Broken]
) -> None:
    emulator.broken_error = {"code": code, "message": said}
    emulator.fault("failed")
    ticket = vertex.begin(ORDER)
    with pytest.raises(error, match=said):
        finished(vertex, ticket, tmp_path / "film.mp4")


def test_a_token_that_ended_is_told_with_the_command_for_a_new_one(emulator: Emulator, vertex: Vertex) -> None:
    emulator.fault("wrong key")
    with pytest.raises(Unreachable, match="gcloud auth print-access-token"):
        vertex.begin(ORDER)


def test_a_project_without_billing_means_no_money(emulator: Emulator, vertex: Vertex) -> None:
    emulator.fault("no money")
    with pytest.raises(OutOfCredit, match="billing"):
        vertex.begin(ORDER)


def test_an_answer_without_an_operation_is_unanswered(emulator: Emulator, vertex: Vertex) -> None:
    emulator.fault("failure under 200")
    with pytest.raises(Unanswered):
        vertex.begin(ORDER)


def test_the_project_is_needed_as_well_as_the_token(emulator: Emulator, vertex: Vertex, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOOGLE_CLOUD_PROJECT")
    assert "GOOGLE_CLOUD_PROJECT" in vertex.offer().needs
    with pytest.raises(Unreachable, match="GOOGLE_CLOUD_PROJECT"):
        vertex.begin(ORDER)
    assert emulator.requests == []


def test_another_location_has_another_path(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    emulator.location = "europe-west4"
    monkeypatch.setenv("GOOGLE_CLOUD_LOCATION", "europe-west4")
    assert "/locations/europe-west4/" in Vertex(emulator.vendor).begin(ORDER).job


def test_another_location_has_another_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOOGLE_CLOUD_LOCATION", "europe-west4")
    monkeypatch.setenv("GOOGLE_CLOUD_ACCESS_TOKEN", "ya29.token")
    monkeypatch.setenv("GOOGLE_CLOUD_PROJECT", "p")
    asked: list[str] = []

    def nowhere(client: Any, method: str, url: str, **told: Any) -> None:
        asked.append(url)
        raise httpx2.ConnectError("nowhere")

    monkeypatch.setattr(httpx2.Client, "request", nowhere)
    with pytest.raises(Unreachable):
        Vertex(catalogue().vendors["vertex"]).begin(ORDER)
    assert asked[0].startswith(
        "https://europe-west4-aiplatform.googleapis.com/v1/projects/p/locations/europe-west4/publishers/google/"
    )


def test_frames_are_bare_base64(emulator: Emulator, vertex: Vertex, tmp_path: Path) -> None:
    vertex.begin(
        replace(ORDER, seconds=Fraction(8), references=(reference(tmp_path, "first frame"), reference(tmp_path, "last frame")))
    )
    instance = emulator.requests[-1].json["instances"][0]
    assert instance["image"] == {"bytesBase64Encoded": "Zmlyc3QgZnJhbWU=", "mimeType": "image/png"}
    assert instance["lastFrame"] == {"bytesBase64Encoded": "bGFzdCBmcmFtZQ==", "mimeType": "image/png"}


def test_a_character_is_an_asset(emulator: Emulator, vertex: Vertex, tmp_path: Path) -> None:
    vertex.begin(replace(ORDER, seconds=Fraction(8), references=(reference(tmp_path, "character"), reference(tmp_path, "style"))))
    assert [one["referenceType"] for one in emulator.requests[-1].json["instances"][0]["referenceImages"]] == ["asset", "style"]


@pytest.mark.parametrize("roles", [("first frame", "character"), ("last frame",), ("video",)])
def test_what_veo_does_not_take_together_is_refused_before_anything_is_sent(
    emulator: Emulator, vertex: Vertex, tmp_path: Path, roles: tuple[str, ...]
) -> None:
    with pytest.raises(Refused, match=roles[-1]):
        vertex.begin(replace(ORDER, references=tuple(reference(tmp_path, role) for role in roles)))
    assert emulator.requests == []


def test_4k_is_refused_before_it_is_paid_because_the_answer_could_not_hold_it(emulator: Emulator, vertex: Vertex) -> None:
    with pytest.raises(Refused, match="4k"):
        vertex.begin(replace(ORDER, seconds=Fraction(8), resolution="4k"))
    assert emulator.requests == []


def test_an_operation_cannot_be_cancelled(vertex: Vertex) -> None:
    assert vertex.cancel(vertex.begin(ORDER)) is False


def test_every_model_of_the_catalogue_is_filmed_as_its_vendor_wants(emulator: Emulator, vertex: Vertex, tmp_path: Path) -> None:
    models = [one for one in catalogue().of("video") if one.vendor == "vertex" and not one.gone(date(2026, 11, 21))]
    for model in models:
        roles = ["", *(role for role in ("first frame", "character") if model.takes(role))]
        for resolution in (one for one in model.resolutions if one != "4k"):
            for role in roles:
                references = (reference(tmp_path, role),) if role else ()
                order = replace(
                    ORDER, model=model.id, seconds=model.length_for(Fraction(4)) or model.longest, resolution=resolution
                )
                assert vertex.begin(replace(order, references=references)).job
    assert models
