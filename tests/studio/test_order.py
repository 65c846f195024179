"""The desk that buys film: what it sends, what it keeps, what it never does twice."""

from __future__ import annotations

import errno
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
from onecrew.store.store import Order, OverBudget, Store
from onecrew.studio import order as desk_module
from onecrew.studio.graph import Purchase, Step
from onecrew.studio.order import Bought, Desk, Sale, Terms, cancelled, fetchable, stopped, unsendable
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
    return Desk(folder, Terms(**more), provider=lambda capability, name: made, vendor=lambda name: vendor)


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
        ("no money", OutOfCredit, "recorded", "0USD"),
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


@pytest.mark.parametrize("fault", ["moderated before", "moderated after", "failed", "no video"])
def test_what_a_vendor_refused_or_failed_is_left_to_a_person_with_what_it_cost(fal: Emulator, tmp_path: Path, fault: str) -> None:
    fal.fault(fault)
    (first,) = bought(fal, tmp_path, sale())
    cost = states(tmp_path)["take/1.1"][1]
    asked = len([one for one in fal.requests if one.method == "POST"])
    for _ in range(2):
        (future,) = bought(fal, tmp_path, sale())
        told = str(future.exception())
        assert isinstance(future.exception(), StoreError)
        assert f"{first.exception()}".rstrip(".") in told
        assert f"It cost {cost} and is not ordered again by itself" in told
        assert '"take/1.1" = 2 under [takes] in choices.toml' in told
    assert len([one for one in fal.requests if one.method == "POST"]) == asked
    assert states(tmp_path)["take/1.1"][1] == cost


def test_what_was_not_taken_is_sent_again_the_next_time(fal: Emulator, tmp_path: Path) -> None:
    fal.fault("no money")
    (future,) = bought(fal, tmp_path, sale())
    assert isinstance(future.exception(), OutOfCredit)
    (future,) = bought(fal, tmp_path, sale())
    assert future.result().outputs
    assert len(fal.jobs) == 1


def test_what_costs_nothing_is_sent_again_when_it_failed(fal: Emulator, tmp_path: Path) -> None:
    fal.fault("failed")
    (future,) = bought(fal, tmp_path, sale(price="0USD"))
    assert isinstance(future.exception(), Broken)
    (future,) = bought(fal, tmp_path, sale(price="0USD"))
    assert future.result().outputs
    assert len(fal.jobs) == 2


def store_orders(folder: Path) -> list[Order]:
    """The book."""
    store = Store(folder)
    try:
        return store.orders()
    finally:
        store.close()


def test_the_book_says_beforehand_which_order_is_not_sent(fal: Emulator, tmp_path: Path) -> None:
    for fault in ("moderated after", "no money", "lost answer"):
        fal.fault(fault)
        bought(fal, tmp_path, sale(len(fal.requests)), concurrent=1)
    store = Store(tmp_path)
    told = {one.state: stopped(store, one.key, 1) for one in store.orders()}
    store.close()
    assert told["recorded"] == ""
    refused = next(one for one in store_orders(tmp_path) if one.state == "refused")
    film = Step("take/9.z", "film", 1, {}, purchase=Purchase("video", "fal", 1, False, Money(5000)))
    store = Store(tmp_path)
    assert '"take/9.z" = 2 under [takes]' in unsendable(store, film, refused.key, "01")
    # What costs nothing, or is done here, is done again.
    for free in (Purchase("video", "fal", 1, False, Money(0)), Purchase("speech", "kokoro")):
        kind = "film" if free.capability == "video" else "speak"
        store.mark_order(refused.key, "failed", "no memory", Money(0))
        assert unsendable(store, Step("x", kind, 1, {}, purchase=free), refused.key, "01") == ""
    store.close()
    assert "It was refused" in told["refused"]
    assert "nobody knows what became of it" in told["unknown"]


def left_running(fal: Emulator, folder: Path) -> None:
    """An order whose desk closed while its vendor was making it."""
    fal.fault("slow")
    one = desk(fal, folder)
    one.buy(sale())
    while states(folder).get("take/1.1", ("", None))[0] != "running":
        pass
    one.close()
    next(iter(fal.jobs.values())).looks = 0


def test_what_runs_is_fetched_although_nobody_orders_it_now(fal: Emulator, tmp_path: Path) -> None:
    left_running(fal, tmp_path)
    again = desk(fal, tmp_path)
    store = Store(tmp_path)
    (order,) = fetchable(store)
    # It is said at once that it is still being made; the desk goes on asking while it is open.
    assert again.fetch(order).result(timeout=60) is None
    assert again.buy(sale(2)).result(timeout=60).outputs
    while states(tmp_path)["take/1.1"][0] == "running":
        pass
    again.close()
    store.close()
    assert states(tmp_path) == {step: ("done", Money.read("0.50USD")) for step in ("take/1.1", "take/1.2")}
    assert len(fal.jobs) == 2


def test_who_orders_what_is_being_fetched_gets_it(fal: Emulator, tmp_path: Path) -> None:
    left_running(fal, tmp_path)
    again = desk(fal, tmp_path)
    store = Store(tmp_path)
    again.fetch(fetchable(store)[0])
    assert again.buy(sale()).result(timeout=60).outputs
    again.close()
    store.close()
    assert len(fal.jobs) == 1


def test_an_expired_take_is_asked_for_once_more_and_then_given_up(fal: Emulator, tmp_path: Path) -> None:
    fal.fault("expired link")
    bought(fal, tmp_path, sale())
    (job,) = fal.jobs.values()
    (future,) = bought(fal, tmp_path, sale())
    assert isinstance(future.exception(), Expired)
    (future,) = bought(fal, tmp_path, sale())
    assert isinstance(future.exception(), StoreError)
    assert "It is no longer kept" in str(future.exception())
    assert job.id in str(future.exception())
    assert len(fal.jobs) == 1
    assert states(tmp_path)["take/1.1"] == ("expired", Money.read("0.50USD"))


def test_a_fresh_link_gives_an_expired_take(fal: Emulator, tmp_path: Path) -> None:
    fal.fault("expired link")
    bought(fal, tmp_path, sale())
    next(iter(fal.jobs.values())).fault = ""
    (future,) = bought(fal, tmp_path, sale())
    assert future.result().outputs
    assert states(tmp_path)["take/1.1"] == ("done", Money.read("0.50USD"))


def test_an_unknown_price_is_refused_unless_allowed_and_under_a_budget_sets_its_ceiling_aside(
    fal: Emulator, tmp_path: Path
) -> None:
    unknown = replace(sale(), price=None)
    budget = Money.read("1.20USD")
    for terms in ({}, {"open_price": True, "limit": budget}, {"open_price": True, "cap": budget}):
        (future,) = bought(fal, tmp_path, unknown, **terms)
        assert isinstance(future.exception(), OverBudget)
        assert 'open_price = "0.50USD" under [budget]' in str(future.exception())
    assert not fal.jobs
    orders = [replace(sale(number), price=None) for number in (1, 2, 3)]
    futures = bought(fal, tmp_path, *orders, open_price=True, ceiling=Money.read("0.50USD"), limit=budget)
    assert [type(future.exception()) for future in futures].count(OverBudget) == 1
    assert len(fal.jobs) == 2
    (future,) = bought(fal, tmp_path / "free", unknown, open_price=True)
    assert future.result().outputs


def test_a_take_there_is_no_room_for_stays_at_its_vendor(fal: Emulator, tmp_path: Path) -> None:
    plain = fal.made(Fal)

    class Full:
        """fal, whose films find no room."""

        def begin(self, order: ShotOrder) -> Ticket:
            return plain.begin(order)

        def finish(self, ticket: Ticket, into: Path) -> Footage | None:
            raise OSError(errno.ENOSPC, "No space left on device")

    (future,) = bought(fal, tmp_path, sale(), made=Full())
    assert isinstance(future.exception(), StoreError)
    assert "No space left on device" in str(future.exception())
    (future,) = bought(fal, tmp_path, sale())
    assert future.result().outputs
    assert len(fal.jobs) == 1


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
    assert states(tmp_path)["take/1.1"][0] == "cancelled"
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
