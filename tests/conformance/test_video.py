"""What every provider of video keeps to, spoken to through its emulator."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from fractions import Fraction
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import av
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.emulator import LoopbackEmulator
from tests.vendors.orders import finished, model_of, ordered

from onecrew.providers.catalogue import catalogue
from onecrew.providers.video import ShotOrder, Ticket, Video
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unanswered, Unreachable

POINTS = {point.name: point for point in entry_points(group="onecrew.video")}


@pytest.fixture(params=sorted(POINTS))
def emulator(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LoopbackEmulator]:
    """Every registered vendor's emulator, its keys in the environment."""
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path / "home"))
    module = importlib.import_module(f"tests.vendors.{request.param.replace('-', '_')}")
    with module.Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        yield running


@pytest.fixture
def video(emulator: LoopbackEmulator) -> Video:
    """The vendor's provider, speaking to its emulator."""
    made: Video = emulator.made(POINTS[emulator.VENDOR].load())
    return made


@pytest.fixture
def order(emulator: LoopbackEmulator, tmp_path: Path) -> ShotOrder:
    """A short shot of the vendor's first model that is still alive, with a first frame where it takes one."""
    return ordered(model_of(emulator.VENDOR), tmp_path)


def cannot_have(emulator: LoopbackEmulator, fault: str) -> bool:
    """Whether a vendor cannot have a fault; its emulator's file must say why."""
    if fault not in emulator.WITHOUT:
        return False
    assert fault in f"{type(emulator).__doc__} {sys.modules[type(emulator).__module__].__doc__}", f"say why {fault!r} cannot be"
    return True


def test_an_order_becomes_a_film_of_its_length(video: Video, order: ShotOrder, tmp_path: Path) -> None:
    footage = finished(video, video.begin(order), tmp_path / "film.mp4")
    with av.open(str(footage.path)) as film:
        stream = film.streams.video[0]
        assert abs(stream.frames / stream.average_rate - order.seconds) < Fraction(1, 5)
        assert stream.height > stream.width


def test_the_first_question_finds_it_not_done_and_leaves_no_file(video: Video, order: ShotOrder, tmp_path: Path) -> None:
    assert video.finish(video.begin(order), tmp_path / "film.mp4") is None
    assert not (tmp_path / "film.mp4").exists()


def test_a_job_is_asked_for_by_its_ticket_alone(emulator: LoopbackEmulator, video: Video, order: ShotOrder, tmp_path: Path) -> None:
    ticket = Ticket(str(video.begin(order).job))
    another = emulator.made(POINTS[emulator.VENDOR].load())
    assert finished(another, ticket, tmp_path / "film.mp4").path.stat().st_size > 1000


def test_it_asks_for_what_the_order_says(emulator: LoopbackEmulator, video: Video, order: ShotOrder) -> None:
    video.begin(order)
    assert len(emulator.jobs) == 1
    sent = b" ".join(asked.body for asked in emulator.requests)
    assert order.prompt.encode() in sent


def test_a_slow_job_is_waited_for(emulator: LoopbackEmulator, video: Video, order: ShotOrder, tmp_path: Path) -> None:
    emulator.fault("slow")
    assert finished(video, video.begin(order), tmp_path / "film.mp4").path.exists()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("too many", Busy),
        ("no money", OutOfCredit),
        ("wrong key", Unreachable),
        ("moderated before", Refused),
        ("lost answer", Unanswered),
        ("server error", Unanswered),
        ("failure under 200", ProviderError),
    ],
)
def test_what_goes_wrong_while_ordering_has_its_kind(
    emulator: LoopbackEmulator, video: Video, order: ShotOrder, fault: str, error: type[ProviderError]
) -> None:
    if cannot_have(emulator, fault):
        return
    emulator.fault(fault)
    with pytest.raises(error) as raised:
        video.begin(order)
    assert not any(secret in str(raised.value) for secret in emulator.ENVIRONMENT.values())


@pytest.mark.parametrize(
    ("fault", "errors"),
    [
        ("moderated after", (Refused,)),
        ("failed", (Broken,)),
        ("no video", (Broken, Refused)),
        ("expired link", (Expired,)),
        ("wrong content type", (Broken,)),
        ("truncated file", (Busy, Unreachable)),
    ],
)
def test_what_goes_wrong_with_a_job_has_its_kind_and_leaves_no_file(
    emulator: LoopbackEmulator, video: Video, order: ShotOrder, tmp_path: Path, fault: str, errors: tuple[type[ProviderError], ...]
) -> None:
    if cannot_have(emulator, fault):
        return
    emulator.fault(fault)
    ticket = video.begin(order)
    with pytest.raises(errors):
        finished(video, ticket, tmp_path / "film.mp4")
    assert list(tmp_path.glob("film*")) == []


def test_a_film_that_broke_off_comes_at_the_next_question(
    emulator: LoopbackEmulator, video: Video, order: ShotOrder, tmp_path: Path
) -> None:
    if cannot_have(emulator, "truncated file"):
        return
    emulator.fault("truncated file")
    ticket = video.begin(order)
    with pytest.raises((Busy, Unreachable)):
        finished(video, ticket, tmp_path / "film.mp4")
    for job in emulator.jobs.values():
        job.fault = ""
    assert finished(video, ticket, tmp_path / "film.mp4").path.exists()


def test_a_lost_order_is_found_again_where_the_vendor_lists_them(
    emulator: LoopbackEmulator, video: Video, order: ShotOrder, tmp_path: Path
) -> None:
    emulator.fault("lost answer")
    with pytest.raises(Unanswered):
        video.begin(order)
    if not emulator.LISTS:
        with pytest.raises(LookupError):
            video.find(order)
        return
    ticket = video.find(order)
    assert ticket is not None
    assert finished(video, ticket, tmp_path / "film.mp4").path.exists()


def test_what_was_never_taken_is_not_found(emulator: LoopbackEmulator, video: Video, order: ShotOrder) -> None:
    if emulator.LISTS:
        assert video.find(order) is None


def test_an_unknown_job_is_an_error_and_no_film(emulator: LoopbackEmulator, video: Video, order: ShotOrder, tmp_path: Path) -> None:
    ticket = video.begin(order)
    emulator.jobs.clear()
    with pytest.raises(ProviderError):
        finished(video, ticket, tmp_path / "film.mp4")


def test_cancelling_says_whether_it_was_taken_back(emulator: LoopbackEmulator, video: Video, order: ShotOrder) -> None:
    assert video.cancel(video.begin(order)) == any(job.cancelled for job in emulator.jobs.values())


def test_nothing_answering_is_unreachable(emulator: LoopbackEmulator, order: ShotOrder) -> None:
    silent = emulator.made(POINTS[emulator.VENDOR].load())
    emulator.__exit__()
    try:
        with pytest.raises((Unreachable, Unanswered)):
            silent.begin(order)
    finally:
        emulator.__enter__()


def test_without_its_key_nothing_is_sent_and_the_key_is_named(
    emulator: LoopbackEmulator, video: Video, order: ShotOrder, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not emulator.ENVIRONMENT:
        assert video.offer().needs == ""
        return
    first = next(iter(emulator.ENVIRONMENT))
    monkeypatch.delenv(first)
    assert first in video.offer().needs
    with pytest.raises(Unreachable, match=first):
        video.begin(order)
    assert emulator.requests == []


def test_the_offer_is_ready_with_its_keys(video: Video, emulator: LoopbackEmulator) -> None:
    offer, here = video.offer(), not catalogue().vendors[emulator.VENDOR].base
    assert (offer.name, offer.local, offer.needs) == (emulator.VENDOR, here, "")


def test_every_vendor_says_how_long_it_keeps_films_and_how_much_it_takes_at_once(emulator: LoopbackEmulator) -> None:
    vendor: Any = catalogue().vendors[emulator.VENDOR]
    assert min(vendor.keeps, vendor.concurrent, vendor.per_minute) > 0
