"""The desk that buys film: what it sends, what it keeps, what it never does twice."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.fal import Emulator

from onecrew.providers.video import Footage, ShotOrder, Ticket
from onecrew.providers.video.fal import Fal
from onecrew.store.store import OverBudget, Store
from onecrew.studio import order as desk_module
from onecrew.studio.order import Bought, Desk, Sale, cancelled
from onecrew.units import Broken, Busy, Expired, Money, OutOfCredit, Refused, StoreError, Unreachable, digest_value


@pytest.fixture
def fal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    monkeypatch.setattr(desk_module, "_FIRST_WAIT", 0.02)
    monkeypatch.setattr(desk_module, "_LONGEST_WAIT", 0.05)
    with Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        yield running


def desk(fal: Emulator, folder: Path, **more: Any) -> Desk:
    """A desk that orders from the emulator without pauses."""
    vendor = replace(fal.vendor, per_minute=60_000, concurrent=more.pop("concurrent", 4))
    made = more.pop("made", None) or fal.made(Fal)
    return Desk(folder, provider=lambda capability, name: made, vendor=lambda name: vendor, **more)


def sale(number: int = 1, price: str = "0.50USD") -> Sale:
    """An order for the ``number``-th shot."""
    order = ShotOrder("bytedance/seedance-2.5/text-to-video", f"Shot {number}.", Fraction(4), "480p")
    return Sale(f"take/1.{number}", digest_value("order", {"shot": number}), "fal", "{}", order, Money.read(price))


def bought(fal: Emulator, folder: Path, *sales: Sale, **more: Any) -> list[Future[Bought]]:
    """Everything ordered and waited for."""
    one = desk(fal, folder, **more)
    futures = [one.buy(each) for each in sales]
    for future in futures:
        future.exception(timeout=60)
    one.close()
    return futures


def states(folder: Path) -> dict[str, tuple[str, Money]]:
    store = Store(folder)
    try:
        return {one.step: (one.state, one.price) for one in store.orders()}
    finally:
        store.close()


def test_what_was_bought_is_not_bought_again(fal: Emulator, tmp_path: Path) -> None:
    (first,) = bought(fal, tmp_path, sale())
    (second,) = bought(fal, tmp_path, sale())
    assert first.result().outputs == second.result().outputs
    assert len(fal.jobs) == 1


def test_the_same_order_twice_at_once_is_bought_once(fal: Emulator, tmp_path: Path) -> None:
    first, second = bought(fal, tmp_path, sale(), sale())
    assert first.result().outputs == second.result().outputs
    assert len(fal.jobs) == 1


def test_orders_beyond_the_budget_are_never_sent(fal: Emulator, tmp_path: Path) -> None:
    futures = bought(fal, tmp_path, *map(sale, range(1, 6)), limit=Money.read("1.20USD"))
    kinds = [type(future.exception()) for future in futures]
    assert kinds.count(type(None)) == 2
    assert kinds.count(OverBudget) == 3
    assert len(fal.jobs) == 2
    assert "nothing was sent" in str(next(future.exception() for future in futures if future.exception()))


def test_a_runs_own_cap_counts_only_this_run(fal: Emulator, tmp_path: Path) -> None:
    bought(fal, tmp_path, sale(1), sale(2))
    futures = bought(fal, tmp_path, sale(3), sale(4), cap=Money.read("0.50USD"))
    assert [type(future.exception()) for future in futures].count(OverBudget) == 1
    assert len(fal.jobs) == 3


def test_a_busy_vendor_is_asked_again_and_pays_once(fal: Emulator, tmp_path: Path) -> None:
    fal.fault("too many")
    started = threading.Event()
    (future,) = bought(fal, tmp_path, sale())
    started.set()
    assert future.result().outputs
    assert len(fal.jobs) == 1
    assert states(tmp_path)["take/1.1"] == ("done", Money.read("0.50USD"))


@pytest.mark.parametrize(
    ("fault", "error", "state", "price"),
    [
        ("moderated before", Refused, "refused", "0USD"),
        ("no money", OutOfCredit, "failed", "0USD"),
        ("moderated after", Refused, "refused", "0.50USD"),
        ("failed", Broken, "failed", "0USD"),
        ("no video", Broken, "failed", "0.50USD"),
        ("expired link", Expired, "expired", "0.50USD"),
    ],
)
def test_how_an_order_ends_stands_in_the_book_with_what_it_may_have_cost(
    fal: Emulator, tmp_path: Path, fault: str, error: type[Exception], state: str, price: str
) -> None:
    fal.fault(fault)
    (future,) = bought(fal, tmp_path, sale())
    assert isinstance(future.exception(), error)
    assert states(tmp_path)["take/1.1"] == (state, Money.read(price))


def test_a_lost_answer_is_left_to_a_person_and_never_sent_again(fal: Emulator, tmp_path: Path) -> None:
    fal.fault("lost answer")
    for _ in range(3):
        (future,) = bought(fal, tmp_path, sale())
        told = str(future.exception())
        assert isinstance(future.exception(), StoreError)
        assert "it may have been paid for" in told
        assert '"take/1.1" = 2 under [takes] in choices.toml' in told
    assert len(fal.jobs) == 1
    assert states(tmp_path)["take/1.1"] == ("unknown", Money.read("0.50USD"))


def test_no_more_jobs_run_at_once_than_the_vendor_takes(fal: Emulator, tmp_path: Path) -> None:
    running, most = 0, 0
    lock = threading.Lock()
    plain = fal.made(Fal)

    class Counted:
        """fal, with its running jobs counted."""

        def begin(self, order: ShotOrder) -> Ticket:
            nonlocal running, most
            with lock:
                running += 1
                most = max(most, running)
            return plain.begin(order)

        def finish(self, ticket: Ticket, into: Path) -> Footage | None:
            nonlocal running
            footage = plain.finish(ticket, into)
            if footage is not None:
                with lock:
                    running -= 1
            return footage

    bought(fal, tmp_path, *map(sale, range(1, 9)), concurrent=2, made=Counted())
    assert most == 2
    assert len(fal.jobs) == 8


def test_a_job_that_runs_when_the_desk_closes_is_fetched_the_next_time(fal: Emulator, tmp_path: Path) -> None:
    fal.fault("slow")
    one = desk(fal, tmp_path)
    one.buy(sale())
    while not fal.jobs or states(tmp_path).get("take/1.1", ("", None))[0] != "running":
        pass
    one.close()
    (future,) = bought(fal, tmp_path, sale())
    assert future.result().outputs
    assert len(fal.jobs) == 1


def test_a_vendor_that_falls_silent_leaves_the_job_running(fal: Emulator, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk_module, "_SILENCE", 3)
    plain = fal.made(Fal)

    class Silent:
        """fal, which takes an order and then answers nothing."""

        def begin(self, order: ShotOrder) -> Ticket:
            return plain.begin(order)

        def finish(self, ticket: Ticket, into: Path) -> Footage | None:
            raise Busy("not now")

    (future,) = bought(fal, tmp_path, sale(), made=Silent())
    assert isinstance(future.exception(), Unreachable)
    assert "it is not ordered twice" in str(future.exception())
    assert states(tmp_path)["take/1.1"][0] == "running"
    (future,) = bought(fal, tmp_path, sale())
    assert future.result().outputs
    assert len(fal.jobs) == 1


def test_a_running_order_can_be_cancelled_and_one_that_is_done_cannot(fal: Emulator, tmp_path: Path) -> None:
    store = Store(tmp_path)
    provider = fal.made(Fal)
    ticket = provider.begin(sale().order)
    store.record_order("key", "take/1.1", "{}", "fal", Money.read("0.50USD"))
    store.take_job("key", ticket.job)
    assert cancelled(store, "key", lambda capability, name: provider)
    assert states(tmp_path)["take/1.1"][0] == "failed"
    with pytest.raises(StoreError, match="only an order that is running"):
        cancelled(store, "key", lambda capability, name: provider)
    store.close()


def test_the_key_stands_nowhere_in_the_book(fal: Emulator, tmp_path: Path) -> None:
    fal.fault("wrong key")
    for fault in ("moderated before", "too many"):
        fal.fault(fault)
    bought(fal, tmp_path, *map(sale, range(1, 4)))
    secret = fal.ENVIRONMENT["FAL_KEY"].encode()
    assert not any(secret in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
