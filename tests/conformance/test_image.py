"""What every provider of images keeps to, spoken to through its emulator."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import LoopbackEmulator, Reply

from onecrew.providers.catalogue import Model, catalogue
from onecrew.providers.image import Image, ImageOrder
from onecrew.providers.video import Footage, Reference, Ticket
from onecrew.units import (
    Broken,
    Busy,
    Expired,
    OutOfCredit,
    ProviderError,
    Refused,
    Unanswered,
    Unreachable,
    Unready,
    digest_bytes,
)

POINTS = {point.name: point for point in entry_points(group="onecrew.image")}


@pytest.fixture(params=sorted(POINTS))
def emulator(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LoopbackEmulator]:
    """Every registered vendor's emulator, its keys in the environment."""
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path / "home"))
    module = importlib.import_module(f"tests.vendors.{request.param.replace('-', '_')}_image")
    with module.Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def image(emulator: LoopbackEmulator) -> Image:
    """The vendor's provider, speaking to its emulator."""
    made: Image = emulator.made(POINTS[emulator.VENDOR].load())
    return made


@pytest.fixture
def order(emulator: LoopbackEmulator, tmp_path: Path) -> ImageOrder:
    """An upright picture from words, of the vendor's first model that is still alive."""
    return ordered(next(one for one in living(emulator.VENDOR) if not one.required), tmp_path)


def living(vendor: str) -> tuple[Model, ...]:
    """The vendor's models of images that are not shut down."""
    return tuple(one for one in catalogue().of("image") if one.vendor == vendor and one.retires_at is None)


def ordered(model: Model, folder: Path, *roles: str) -> ImageOrder:
    """An order within the model's limits, with a picture for each role."""
    return ImageOrder(
        model=model.id,
        prompt="Ana opens the letter and looks up.",
        aspect="9:16" if "9:16" in model.aspects else model.aspects[0],
        resolution=model.resolutions[0],
        seed=7 if model.seed else None,
        references=tuple(reference(folder, role) for role in (*model.required, *roles)),
        mark="oc-0123456789abcdef",
    )


def reference(folder: Path, role: str) -> Reference:
    """A picture of its own for each role."""
    encoded, data = cv2.imencode(".png", np.full((16, 9, 3), len(role), np.uint8))
    assert encoded
    file = folder / f"{role.replace(' ', '-')}.png"
    file.write_bytes(data.tobytes())
    return Reference(role, "image/png", digest_bytes(data.tobytes()), file)


def drawn(image: Image, order: ImageOrder, into: Path) -> Footage:
    """The picture, at once or by asking until it is done."""
    begun = image.begin(order, into)
    return begun if isinstance(begun, Footage) else finished(image, begun, into)


def finished(image: Image, ticket: Ticket, into: Path) -> Footage:
    """Ask until it is done."""
    for _ in range(12):
        footage = image.finish(ticket, into)
        if footage is not None:
            return footage
    raise AssertionError("never done")


def shape(footage: Footage) -> tuple[int, int]:
    """Width and height of the picture in its file."""
    found = cv2.imread(str(footage.path))
    assert found is not None
    return found.shape[1], found.shape[0]


def cannot_have(emulator: LoopbackEmulator, fault: str) -> bool:
    """Whether a vendor cannot have a fault; its emulator's file must say why."""
    if fault not in emulator.WITHOUT:
        return False
    assert fault in f"{type(emulator).__doc__} {sys.modules[type(emulator).__module__].__doc__}", f"say why {fault!r} cannot be"
    return True


def orders_sent(emulator: LoopbackEmulator, order: ImageOrder) -> int:
    """How many requests carried the order's words."""
    return sum(order.prompt.encode() in asked.body for asked in emulator.requests)


def test_an_order_becomes_an_upright_picture_in_its_file(image: Image, order: ImageOrder, tmp_path: Path) -> None:
    footage = drawn(image, order, tmp_path / "picture.png")
    width, height = shape(footage)
    assert footage.path == tmp_path / "picture.png"
    assert abs(Fraction(width, height) - Fraction(9, 16)) < Fraction(1, 50)


def test_nothing_but_the_picture_is_left(image: Image, order: ImageOrder, tmp_path: Path) -> None:
    folder = tmp_path / "takes"
    folder.mkdir()
    drawn(image, order, folder / "picture.png")
    assert [one.name for one in folder.iterdir()] == ["picture.png"]


def test_every_model_of_the_catalogue_draws_and_its_price_is_settled_or_open(
    emulator: LoopbackEmulator, image: Image, tmp_path: Path
) -> None:
    for model in living(emulator.VENDOR):
        order = ordered(model, tmp_path)
        footage = drawn(image, order, tmp_path / "picture.png")
        before = model.cost(Fraction(1), order.resolution)
        settled = footage.price or before
        width, height = shape(footage)
        assert width < height, model.name
        assert (settled is not None and settled.minor > 0) if model.price else model.open_price, model.name


def test_every_size_and_aspect_of_the_catalogue_is_taken(emulator: LoopbackEmulator, image: Image, tmp_path: Path) -> None:
    for model in living(emulator.VENDOR):
        base = ordered(model, tmp_path)
        for resolution in ("", *model.resolutions):
            for aspect in model.aspects:
                # An emulator that loses its answer has taken the order, and spares drawing it.
                emulator.fault("lost answer")
                with pytest.raises(Unanswered):
                    image.begin(replace(base, aspect=aspect, resolution=resolution), tmp_path / "picture.png")
    wanted = sum((1 + len(model.resolutions)) * len(model.aspects) for model in living(emulator.VENDOR))
    assert len(emulator.jobs) == wanted


def test_it_asks_once_for_what_the_order_says(emulator: LoopbackEmulator, image: Image, order: ImageOrder, tmp_path: Path) -> None:
    image.begin(order, tmp_path / "picture.png")
    assert (len(emulator.jobs), orders_sent(emulator, order)) == (1, 1)


def test_references_arrive_as_the_pictures_they_are(emulator: Any, image: Image, tmp_path: Path) -> None:
    model = next(one for one in living(emulator.VENDOR) if one.takes("character") and one.takes("style"))
    roles = ("style",) if model.required else ("character", "style")
    order = ordered(model, tmp_path, *roles)
    drawn(image, order, tmp_path / "picture.png")
    assert emulator.received == [one.read() for one in order.references]
    for data in emulator.received:
        assert cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR).shape == (16, 9, 3)


def test_a_reference_that_is_no_picture_is_refused_and_nothing_is_sent(
    emulator: LoopbackEmulator, image: Image, order: ImageOrder, tmp_path: Path
) -> None:
    sound = tmp_path / "voice.wav"
    sound.write_bytes(b"RIFF")
    voice = Reference("audio", "audio/wav", digest_bytes(b"RIFF"), sound)
    with pytest.raises(Refused, match="audio"):
        image.begin(replace(order, references=(voice,)), tmp_path / "picture.png")
    assert emulator.requests == []


def test_a_slow_job_is_waited_for(emulator: LoopbackEmulator, image: Image, order: ImageOrder, tmp_path: Path) -> None:
    if cannot_have(emulator, "slow"):
        return
    emulator.fault("slow")
    assert drawn(image, order, tmp_path / "picture.png").path.exists()


def test_a_job_is_asked_for_by_its_ticket_alone(
    emulator: LoopbackEmulator, image: Image, order: ImageOrder, tmp_path: Path
) -> None:
    begun = image.begin(order, tmp_path / "picture.png")
    if isinstance(begun, Footage):
        assert shape(begun) != (0, 0)
        return
    another = emulator.made(POINTS[emulator.VENDOR].load())
    assert finished(another, Ticket(str(begun.job)), tmp_path / "picture.png").path.exists()


@pytest.mark.parametrize(
    ("fault", "errors"),
    [
        ("too many", (Busy,)),
        ("no money", (OutOfCredit,)),
        ("wrong key", (Unready,)),
        ("moderated before", (Refused,)),
        ("moderated after", (Refused,)),
        ("failed", (Broken,)),
        ("no video", (Broken, Refused)),
        ("failure under 200", (ProviderError,)),
        ("lost answer", (Unanswered,)),
        ("server error", (Unanswered,)),
        ("expired link", (Expired,)),
        ("wrong content type", (Broken,)),
        ("truncated file", (Busy, Unreachable)),
    ],
)
def test_what_goes_wrong_has_its_kind_leaves_no_file_and_no_key_in_the_message(
    emulator: LoopbackEmulator, image: Image, order: ImageOrder, tmp_path: Path, fault: str, errors: tuple[type[ProviderError], ...]
) -> None:
    if cannot_have(emulator, fault):
        return
    emulator.fault(fault)
    with pytest.raises(errors) as raised:
        drawn(image, order, tmp_path / "picture.png")
    assert not any(secret in str(raised.value) for secret in emulator.ENVIRONMENT.values())
    assert list(tmp_path.glob("picture*")) == []


@pytest.mark.parametrize("status", [200, 400, 403, 422, 429, 500])
def test_a_key_that_the_vendor_repeats_is_blotted_out(
    emulator: LoopbackEmulator, image: Image, order: ImageOrder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    said = f"not with {' and '.join(emulator.ENVIRONMENT.values())}"
    error = {"message": said, "code": "invalid", "status": "INVALID_ARGUMENT"}
    told = Reply(status, {"error": error, "code": "InvalidParameter", "message": said, "detail": said})
    monkeypatch.setattr(emulator, "reply", lambda asked: told)
    with pytest.raises(ProviderError) as raised:
        image.begin(order, tmp_path / "picture.png")
    assert not any(secret in str(raised.value) for secret in emulator.ENVIRONMENT.values())


@pytest.mark.parametrize("fault", ["lost answer", "server error", "too many"])
def test_nothing_is_sent_twice(emulator: LoopbackEmulator, image: Image, order: ImageOrder, tmp_path: Path, fault: str) -> None:
    emulator.fault(fault)
    with pytest.raises((Unanswered, Busy)):
        image.begin(order, tmp_path / "picture.png")
    assert orders_sent(emulator, order) == 1


def test_a_picture_that_broke_off_comes_at_the_next_question(
    emulator: LoopbackEmulator, image: Image, order: ImageOrder, tmp_path: Path
) -> None:
    if cannot_have(emulator, "truncated file"):
        return
    emulator.fault("truncated file")
    ticket = image.begin(order, tmp_path / "picture.png")
    assert isinstance(ticket, Ticket)
    with pytest.raises((Busy, Unreachable)):
        finished(image, ticket, tmp_path / "picture.png")
    for job in emulator.jobs.values():
        job.fault = ""
    assert finished(image, ticket, tmp_path / "picture.png").path.exists()
    assert orders_sent(emulator, order) == 1


def test_a_lost_order_is_found_again_where_the_vendor_lists_them(
    emulator: LoopbackEmulator, image: Image, order: ImageOrder, tmp_path: Path
) -> None:
    emulator.fault("lost answer")
    with pytest.raises(Unanswered):
        image.begin(order, tmp_path / "picture.png")
    if not emulator.LISTS:
        with pytest.raises(LookupError):
            image.find(order)
        return
    ticket = image.find(order)
    assert ticket is not None
    assert finished(image, ticket, tmp_path / "picture.png").path.exists()


def test_an_unknown_job_is_an_error_and_no_picture(image: Image, tmp_path: Path) -> None:
    with pytest.raises(ProviderError):
        finished(image, Ticket("fal-ai/flux-2-pro/requests/never"), tmp_path / "picture.png")
    assert list(tmp_path.glob("picture*")) == []


def test_cancelling_says_whether_it_was_taken_back(
    emulator: LoopbackEmulator, image: Image, order: ImageOrder, tmp_path: Path
) -> None:
    begun = image.begin(order, tmp_path / "picture.png")
    ticket = begun if isinstance(begun, Ticket) else Ticket("none")
    assert image.cancel(ticket) == any(job.cancelled for job in emulator.jobs.values())


def test_nothing_answering_is_unreachable(emulator: LoopbackEmulator, order: ImageOrder, tmp_path: Path) -> None:
    silent = emulator.made(POINTS[emulator.VENDOR].load())
    emulator.__exit__()
    try:
        with pytest.raises((Unreachable, Unanswered)):
            silent.begin(order, tmp_path / "picture.png")
    finally:
        emulator.__enter__()


def test_without_its_key_nothing_is_sent_and_the_key_is_named(
    emulator: LoopbackEmulator, image: Image, order: ImageOrder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if not emulator.ENVIRONMENT:
        assert image.offer().needs == ""
        return
    first = next(iter(emulator.ENVIRONMENT))
    monkeypatch.delenv(first)
    assert first in image.offer().needs
    with pytest.raises(Unready, match=first):
        image.begin(order, tmp_path / "picture.png")
    assert emulator.requests == []


def test_the_offer_is_ready_with_its_keys(image: Image, emulator: LoopbackEmulator) -> None:
    offer = image.offer()
    assert (offer.name, offer.local, offer.needs, offer.unit) == (emulator.VENDOR, False, "", "image")
