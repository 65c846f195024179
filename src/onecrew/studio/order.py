"""The one place that spends: orders, from the book to the take. In: orders and a budget. Out: takes in the store.

Never: deciding what to order, and never a second purchase by itself. An order is written down before it is sent and its job
before it is asked for; one whose answer was lost is looked for at its vendor, and left to a person where it cannot be found. Only
what no vendor took is sent again; what one refused, failed or was paid for is left to a person too. Calls are made by a few
threads; the book is kept by one, so that a kill at any moment leaves it true.
"""

from __future__ import annotations

import hashlib
import heapq
import itertools
import queue
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import partial
from math import inf
from pathlib import Path
from typing import Any

from onecrew.providers import registry
from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.image import ImageOrder
from onecrew.providers.video import Reference, ShotOrder, Ticket
from onecrew.store.blobs import unwritable
from onecrew.store.store import OPEN, Order, Outputs, OverBudget, Store
from onecrew.story.show import Show
from onecrew.studio.errand import Delivered, Errand, FetchErrand, FilmErrand, PictureErrand, StepErrand
from onecrew.studio.graph import Step
from onecrew.studio.worker import Job
from onecrew.units import (
    Busy,
    Digest,
    Expired,
    Money,
    OutOfCredit,
    ProviderError,
    Refused,
    StoreError,
    Unanswered,
    Unreachable,
    Unready,
    canonical_json,
)
from onecrew.units.digest import plain
from onecrew.units.money import FREE
from onecrew.units.revive import revive

_CALLS = 8
"""Threads that wait for vendors."""
_ATTEMPTS = 6
"""How often an order that was not taken (busy, unreachable) is tried; its waits double from ``_FIRST_WAIT`` to
``_LONGEST_WAIT``."""
_FIRST_WAIT = 4.0
_LONGEST_WAIT = 120.0
_SILENCE = 30
"""Questions in a row without an answer after which a job is left running at its vendor."""
_LONGEST_JOB = 3 * 3600.0
"""Seconds after which a job is left running at its vendor."""
_LAST_ANSWERS = 30.0
"""Seconds for which a desk that closes waits for answers to what it sent: they were paid for."""


@dataclass(frozen=True, slots=True)
class Sale:
    """One thing to buy: the step it is for, its key in the book, the canonical request, the order (a Job: a step of ours that asks
    its provider itself; None: it was sent before and is only fetched), and its price (None: not known before)."""

    step: str
    key: Digest
    provider: str
    request: str
    order: ShotOrder | ImageOrder | Job | None
    price: Money | None = FREE
    take: int = 1
    episode: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What may be spent. ``limit``: by the whole show; ``cap``: by this run; ``open_price``: on orders whose price is not known
    before, with ``ceiling`` set aside for each."""

    limit: Money | None = None
    cap: Money | None = None
    open_price: bool = False
    ceiling: Money | None = None

    def reserve(self, price: Money | None) -> Money:
        """What is set aside for an order of this price.

        Raises:
            OverBudget: the price is not known, and nobody allowed that, or a budget is to be kept and no ceiling says how.
        """
        if price is not None:
            return price
        if not self.open_price:
            raise OverBudget(
                'its price is not known before the order; open_price = "0.50USD" under [budget] in show.toml allows that and sets '
                "0.50 USD aside for each such order. Nothing was sent"
            )
        if self.ceiling is None and (self.limit or self.cap) is not None:
            raise OverBudget(
                "its price is not known before the order, and a budget is to be kept; write what may be set aside for each such "
                'order, open_price = "0.50USD" under [budget] in show.toml, in place of true. Nothing was sent'
            )
        return self.ceiling or FREE


def terms_of(show: Show, cap: Money | None = None) -> Terms:
    """What a show allows, and a run of it."""
    return Terms(show.budget, cap, show.filming.open_price, show.ceiling)


@dataclass(frozen=True, slots=True)
class Bought:
    """A take in the store, and the seconds it took."""

    outputs: Outputs
    seconds: float


@dataclass(slots=True)
class _Open:
    """A sale on its way."""

    sale: Sale
    errand: Errand
    futures: list[Future[Any]]
    """Of all who ask for it."""
    reserved: Money = FREE
    """What this run has set aside for it."""
    counted: bool = False
    """Whether it takes one of the jobs that a vendor runs at once."""
    wanted: bool = True
    """False: it is only fetched, and who asked does not wait for one that is still being made."""
    ticket: Ticket | None = None
    attempts: int = 0
    silent: int = 0
    pause: float = 0.0
    began: float = 0.0


@dataclass(slots=True)
class _Vendor:
    """What a vendor is doing for us: how many jobs run, when the next may be sent."""

    facts: Vendor
    running: int = 0
    next_at: float = 0.0
    waiting: deque[_Open] = field(default_factory=deque)


def asked(order: ShotOrder | ImageOrder) -> dict[str, Any]:
    """The canonical request: what is as usual is left out, so that a field added later changes no order bought before."""
    told: dict[str, Any] = plain(order)
    usual = {one.name: plain(one.default) for one in fields(order) if one.default is not MISSING}
    return {name: value for name, value in told.items() if name not in usual or value != usual[name]}


def seed_of(words: str, variant: int, take: int) -> int:
    """The same for the same request, another for another take."""
    return int.from_bytes(hashlib.sha256(f"{words}\n{variant}\n{take}".encode()).digest()[:4], "big") & 0x7FFFFFFF


NUMBERED = ("take/", "sheet/", "lips/")
"""How the steps begin whose takes are listed by number. A number chosen of any other step counts the askings of one request."""


def next_take(store: Store, step: str, episode: str, take: int) -> int:
    """The number under [takes] that orders another take of a step, of which ``take`` is wanted now."""
    return max(store.numbered(step, episode), take) + 1 if step.startswith(NUMBERED) else take + 1


def unsendable(store: Store, step: Step, key: Digest, episode: str) -> str:
    """Why make will not send an order now, by the book, and both ways on. Empty: it will, or has it, or waits for it.

    One whose answer was lost may still be found at its vendor; nobody knows before it is looked for.
    """
    bought = step.purchase
    if bought is None or not at_desk(step):
        return ""
    return stopped(store, key, bought.take, episode, step.id, bought.price == FREE)


def stopped(store: Store, key: Digest, take: int, episode: str = "", step: str = "", free: bool = False) -> str:
    """The same of a key in the book. ``step``: who asks for it now (else who did first); ``free``: what is asked for costs
    nothing."""
    order = store.order(key)
    if order is None or _goes_on(order, free) or (order.state == "done" and store.take(key) is not None):
        return ""
    step, episode = step or order.step, episode or order.episode
    another = f'"{step}" = {next_take(store, step, episode, take)} under [takes] in choices.toml'
    if order.state in OPEN:
        return (
            f"{_known(order)}, and nobody knows what became of it: it may have been paid for. To pay for another, write {another}"
        )
    became = "Its take is gone from the blobs" if order.state == "done" else f"It {_BECAME[order.state]}: {order.note}"
    return (
        f"{_known(order)}. {became.rstrip('. ')}. It cost {order.price} and is not ordered again by itself: change the words, or "
        f"ask for another with {another}"
    )


def _unsent(order: Order, free: bool) -> bool:
    """Whether nobody took an order, or took it for nothing: it may be sent."""
    return order.state == "recorded" or (free and order.state in ("refused", "failed") and not order.price.minor)


def _goes_on(order: Order, free: bool) -> bool:
    return _unsent(order, free) or (order.state in ("running", "expired") and order.job is not None)


_BECAME = {
    "refused": "was refused",
    "failed": "failed",
    "cancelled": "was cancelled",
    "expired": "is no longer kept",
}


def _known(order: Order) -> str:
    return f"{order.step} was ordered from {order.provider} before (state: {order.state}, job: {order.job or 'not known'})"


FILM, PICTURE = "film", "picture"
"""Kinds of steps that are orders as they stand: no step module does them."""


def at_desk(step: Step) -> bool:
    """Whether a step is ordered here: film and pictures always, everything else where it is not made on this machine."""
    return step.kind in (FILM, PICTURE) or (step.purchase is not None and not step.purchase.local)


def sale_of(step: Step, key: Digest, files: Mapping[str, Path], digests: Mapping[str, Digest], scratch: Path) -> Sale:
    """What a step buys. The inputs of film and pictures are references by role (``character 2``: the second of that role)."""
    assert step.purchase is not None
    bought = step.purchase
    order: ShotOrder | ImageOrder | Job
    if step.kind not in (FILM, PICTURE):
        order = Job(step.kind, plain(step.recipe), {name: str(path) for name, path in files.items()}, str(scratch))
        return Sale(step.id, key, bought.provider, canonical_json(step.recipe), order, bought.price, bought.take)
    references = tuple(
        Reference(name.rstrip("0123456789 "), media_type(files[name]), digests[name], files[name]) for name in sorted(files)
    )
    mark = f"oc-{key[:32]}"
    if step.kind == FILM:
        order = replace(revive(ShotOrder, step.recipe), references=references, mark=mark)
    else:
        order = replace(revive(ImageOrder, step.recipe), references=references, mark=mark)
    request = canonical_json({**step.recipe, "references": dict(sorted(digests.items()))})
    return Sale(step.id, key, bought.provider, request, order, bought.price, bought.take)


def media_type(file: Path) -> str:
    """What a reference is, by its first bytes (blobs have no suffix)."""
    with file.open("rb") as opened:
        head = opened.read(16)
    if head.startswith(b"RIFF"):
        return "image/webp" if head[8:12] == b"WEBP" else "audio/wav"
    kinds = {b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg"}
    found = next((kind for start, kind in kinds.items() if head.startswith(start)), None)
    return found or ("video/mp4" if head[4:8] == b"ftyp" else "application/octet-stream")


def vendor_of(provider: str) -> Vendor:
    """The facts of a provider's vendor; one that the catalogue does not know is asked gently."""
    name = provider.split("/")[0]
    return catalogue().vendors.get(name) or Vendor(name, name, "")


def errand_of(sale: Sale, provider: Callable[[str, str], Any] = registry.provider) -> Errand:
    """How a sale is carried to its vendor."""
    if isinstance(sale.order, Job):
        return StepErrand(sale.order)
    if isinstance(sale.order, ShotOrder):
        return FilmErrand(provider("video", sale.provider), sale.order)
    if isinstance(sale.order, ImageOrder):
        return PictureErrand(provider("image", sale.provider), sale.order)
    return FetchErrand(provider(_capability(sale.step), sale.provider), "picture" if sale.step.startswith("sheet/") else "film")


def _capability(step: str) -> str:
    """Who made the job of a step: only film and sheets have jobs."""
    return "image" if step.startswith("sheet/") else "video"


class _Left(Exception):
    """A thread that waits for vendors is to end."""


def _leave() -> None:
    raise _Left


class Desk:
    """Buys takes, within ``terms``. ``provider`` finds who makes what by capability and name, ``vendor`` a vendor's facts by the
    provider's name. ``spent``: what was spent and set aside here, by currency."""

    def __init__(
        self,
        folder: Path,
        terms: Terms = Terms(),
        provider: Callable[[str, str], Any] = registry.provider,
        vendor: Callable[[str], Vendor] = vendor_of,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.spent: Counter[str] = Counter()
        self._folder = folder
        self._terms = terms
        self._provider = provider
        self._facts = vendor
        self._clock = clock
        self._said: queue.SimpleQueue[tuple[Callable[..., None], tuple[Any, ...]]] = queue.SimpleQueue()
        self._asked: queue.PriorityQueue[tuple[bool, int, Callable[[], None]]] = queue.PriorityQueue()
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._vendors: dict[str, _Vendor] = {}
        self._first: dict[Digest, _Open] = {}
        self._closing = False
        self._unanswered = 0
        self._futures: set[Future[Any]] = set()
        self._broken: BaseException | None = None
        self._store: Store
        self._thread = threading.Thread(target=self._work, name="order book", daemon=True)
        self._thread.start()
        # A process that ends must not wait for a vendor's answer.
        self._callers = [threading.Thread(target=self._answer, name=f"vendor {one}", daemon=True) for one in range(_CALLS)]
        for caller in self._callers:
            caller.start()

    def buy(self, sale: Sale) -> Future[Bought]:
        """Order something, or go on waiting for it where it was ordered before. The future raises what an order may raise:

        OverBudget, ProviderError, and StoreError where it was ordered before and nobody knows what became of it.
        """
        future: Future[Bought] = Future()
        self._take_on(sale, future, self._begin_or_resume)
        return future

    def fetch(self, order: Order) -> Future[Bought | None]:
        """Ask for an order that runs at its vendor, or whose link had expired, whoever wants it now. None: it is still being made,
        and is asked for as long as the desk is open. The future raises what its vendor says."""
        future: Future[Bought | None] = Future()
        sale = Sale(order.step, order.key, order.provider, order.request, None, order.price, episode=order.episode)
        self._take_on(sale, future, self._fetch)
        return future

    def _take_on(self, sale: Sale, future: Future[Any], how: Callable[[_Open], None]) -> None:
        self._futures.add(future)
        future.add_done_callback(self._futures.discard)
        if self._broken is not None:
            future.set_exception(self._broken)
            return
        try:
            errand = errand_of(sale, self._provider)
        except Exception as error:
            future.set_exception(error)
            return
        open_ = _Open(sale, errand, [future], began=self._clock())
        self._said.put((self._guarded, (open_, lambda: how(open_))))

    def close(self) -> None:
        """Stop asking. What was sent just now is answered first; jobs that run go on at their vendors, and are asked for again
        the next time."""
        self._said.put((self._stop, ()))
        self._thread.join()
        for _ in self._callers:
            self._asked.put((False, next(self._numbers), _leave))
        # Those that wait for nobody are gone at once; the others end with the process.
        until = time.monotonic() + 0.5
        for caller in self._callers:
            caller.join(max(0.0, until - time.monotonic()))

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *told: object) -> None:
        self.close()

    # the book's own thread

    def _work(self) -> None:
        try:
            self._keep_book()
        except BaseException as error:
            # Without its book the desk buys nothing; who waits for it hears why.
            self._broken = error
            for future in list(self._futures):
                if not future.done():
                    future.set_exception(error)

    def _keep_book(self) -> None:
        self._store = Store(self._folder)
        try:
            self._store.forget_unsent()
            until = inf
            while not self._closing or (self._unanswered and self._clock() < until):
                timeout = max(0.0, self._due[0][0] - self._clock()) if self._due else None
                if self._closing:
                    until = min(until, self._clock() + _LAST_ANSWERS)
                    timeout = 0.1 if timeout is None else min(timeout, 0.1)
                with suppress(queue.Empty):
                    what, told = self._said.get(timeout=timeout)
                    what(*told)
                while self._due and self._due[0][0] <= self._clock():
                    heapq.heappop(self._due)[2]()
        finally:
            self._store.close()

    def _stop(self) -> None:
        self._closing = True

    def _later(self, seconds: float, what: Callable[[], None]) -> None:
        heapq.heappush(self._due, (self._clock() + seconds, next(self._numbers), what))

    def _guarded(self, open_: _Open, what: Callable[[], None]) -> None:
        """Do something for a sale; what goes wrong is its own."""
        try:
            what()
        except BaseException as error:
            self._end(open_, error)

    def _call(self, open_: _Open, what: Callable[[], Any], then: Callable[[_Open, Any, BaseException | None], None]) -> None:
        """Ask a vendor on another thread; ``then`` hears of it here."""

        def asked() -> None:
            result, error = None, None
            try:
                result = what()
            except Exception as fact:
                error = fact
            self._said.put((self._guarded, (open_, lambda: then(open_, result, error))))

        # What nobody waits for comes last.
        self._asked.put((not open_.wanted, next(self._numbers), asked))

    def _answer(self) -> None:
        """What the threads that wait for vendors do."""
        with suppress(_Left):
            while True:
                self._asked.get()[2]()

    def _end(self, open_: _Open, error: BaseException | None, bought: Bought | None = None) -> None:
        self._stop_counting(open_)
        if self._first.get(open_.sale.key) is open_:
            del self._first[open_.sale.key]
        self._answer_all(open_, error, bought)

    def _answer_all(self, open_: _Open, error: BaseException | None, bought: Bought | None) -> None:
        for future in open_.futures:
            if future.done():
                continue
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(bought)

    # one sale

    def _begin_or_resume(self, open_: _Open) -> None:
        sale = open_.sale
        first = self._first.setdefault(sale.key, open_)
        if first is not open_:
            # The same is on its way already.
            first.futures += open_.futures
            first.wanted = True
            return
        vendor = self._vendor(sale.provider)
        before = self._store.order(sale.key)
        if before is None or _unsent(before, sale.price == FREE):
            vendor.waiting.append(open_)
            self._next(vendor)
        elif before.state in ("running", "expired") and before.job:
            self._count(open_)
            self._wait_for(open_, Ticket(before.job), 0.0)
        elif before.state in ("sent", "unknown"):
            self._store.mark_order(sale.key, "unknown", "it was sent and no answer was kept")
            self._call(open_, open_.errand.find, self._looked)
        elif before.state == "done" and (outputs := self._store.take(sale.key)) is not None:
            self._end(open_, None, Bought(outputs, before.seconds))
        else:
            raise StoreError(stopped(self._store, sale.key, sale.take, sale.episode, sale.step))

    def _fetch(self, open_: _Open) -> None:
        sale = open_.sale
        order = self._store.order(sale.key)
        if sale.key in self._first or order is None or not order.job or order.state not in ("running", "expired"):
            self._end(open_, None)
            return
        # It is not held against what its vendor takes at once: it may have ended long ago.
        open_.wanted = False
        self._first[sale.key] = open_
        self._wait_for(open_, Ticket(order.job), 0.0)

    def _looked(self, open_: _Open, ticket: Ticket | None, error: BaseException | None) -> None:
        """The vendor was asked for an order whose answer was lost."""
        sale = open_.sale
        if ticket is not None:
            self._store.take_job(sale.key, ticket.job)
            self._count(open_)
            self._wait_for(open_, ticket, 0.0)
            return
        if isinstance(error, LookupError) and not isinstance(error, ProviderError):
            fact = "It cannot be asked for by name"
        elif error is not None:
            raise error
        else:
            fact = "Its vendor knows of no such order now"
        known = stopped(self._store, sale.key, sale.take, sale.episode, sale.step)
        console = self._vendor(sale.provider).facts.console
        raise StoreError(f"{known}. {fact}; look into your account there ({console})")

    def _next(self, vendor: _Vendor) -> None:
        """Send what waits for a vendor, as far as it takes more."""
        while vendor.waiting and vendor.running < vendor.facts.concurrent and not self._closing:
            wait = vendor.next_at - self._clock()
            if wait > 0:
                self._later(wait, lambda: self._next(vendor))
                return
            open_ = vendor.waiting.popleft()
            vendor.next_at = self._clock() + 60.0 / vendor.facts.per_minute
            self._guarded(open_, partial(self._send, open_, vendor))

    def _send(self, open_: _Open, vendor: _Vendor) -> None:
        sale, limit, cap = open_.sale, self._terms.limit, self._terms.cap
        price = self._terms.reserve(sale.price)
        if cap is not None:
            # What this run may still spend, on top of what was committed before.
            left = Money(cap.minor - self.spent[cap.currency], cap.currency)
            roof = self._store.committed(cap.currency) + left
            limit = roof if limit is None or limit.currency != roof.currency or roof.minor < limit.minor else limit
        self._store.record_order(sale.key, sale.step, sale.request, sale.provider, price, limit, sale.episode)
        self._set_aside(open_, price)
        self._store.mark_order(sale.key, "sent")
        open_.attempts += 1
        self._count(open_)
        self._unanswered += 1
        target = self._target(open_)
        self._call(open_, lambda: open_.errand.begin(target), self._begun)

    def _begun(self, open_: _Open, came: Ticket | Delivered | None, error: BaseException | None) -> None:
        sale = open_.sale
        self._unanswered -= 1
        if isinstance(came, Delivered):
            self._deliver(open_, came)
            return
        if came is not None:
            self._store.take_job(sale.key, came.job)
            self._wait_for(open_, came, float(self._vendor(sale.provider).facts.poll))
            return
        if isinstance(error, Unanswered):
            self._store.mark_order(sale.key, "unknown", str(error))
            self._stop_counting(open_)
            self._call(open_, open_.errand.find, self._looked)
            return
        again = isinstance(error, (Busy, Unreachable)) and not isinstance(error, Unready)
        if again and open_.attempts < _ATTEMPTS:
            assert isinstance(error, ProviderError)
            self._free(open_, error)
            wait = float(error.wait) if error.wait is not None else min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** (open_.attempts - 1))
            vendor = self._vendor(sale.provider)
            if isinstance(error, Busy):
                vendor.next_at = max(vendor.next_at, self._clock() + wait)
            self._later(wait, lambda: self._again(open_, vendor))
            return
        if again or isinstance(error, (Unready, OutOfCredit)):
            self._free(open_, error)
        else:
            self._settle(open_, "refused" if isinstance(error, Refused) else "failed", error)
        raise error or AssertionError("a vendor gave neither a job nor an error")

    def _again(self, open_: _Open, vendor: _Vendor) -> None:
        vendor.waiting.appendleft(open_)
        self._next(vendor)

    def _free(self, open_: _Open, error: BaseException | None) -> None:
        """The order was not taken: nothing is set aside for it any more, but for what the attempt cost (of several calls, the last
        may not be taken)."""
        spent = open_.errand.spent
        self._store.free_order(open_.sale.key, str(error), spent)
        self._set_aside(open_, FREE)
        self.spent[spent.currency] += spent.minor
        self._stop_counting(open_)

    def _settle(self, open_: _Open, state: str, error: BaseException | None) -> None:
        """The order came to nothing: its price is free again unless the vendor may keep it."""
        billed = error.billed if isinstance(error, ProviderError) else None
        taken = open_.ticket is not None
        # A fault of our own may have come after it was sent.
        paid = billed is not False if taken or not isinstance(error, ProviderError) else bool(billed)
        spent = open_.errand.spent
        before = self._store.order(open_.sale.key)
        assert before is not None
        kept = Money(before.price.minor - before.spent.minor, before.price.currency)
        price = spent if spent.minor else kept if paid else FREE
        self._store.mark_order(open_.sale.key, state, str(error), price)
        if open_.attempts:
            self._set_aside(open_, price)
        self._stop_counting(open_)

    def _set_aside(self, open_: _Open, price: Money) -> None:
        """What this run has set aside for a sale is now this."""
        self.spent[open_.reserved.currency] -= open_.reserved.minor
        self.spent[price.currency] += price.minor
        open_.reserved = price

    def _count(self, open_: _Open) -> None:
        """A job of this sale runs: its vendor takes one fewer besides."""
        open_.counted = True
        self._vendor(open_.sale.provider).running += 1

    def _stop_counting(self, open_: _Open) -> None:
        """A job of this sale runs no more, as far as we know: the vendor takes another."""
        open_.ticket = None
        if open_.counted:
            open_.counted = False
            vendor = self._vendor(open_.sale.provider)
            vendor.running -= 1
            self._later(0, lambda: self._next(vendor))

    def _wait_for(self, open_: _Open, ticket: Ticket, seconds: float) -> None:
        open_.ticket = ticket
        self._later(seconds, lambda: self._guarded(open_, lambda: self._ask(open_)))

    def _ask(self, open_: _Open) -> None:
        ticket = open_.ticket
        assert ticket is not None
        target = self._target(open_)
        self._call(open_, lambda: open_.errand.finish(ticket, target), self._heard)

    def _target(self, open_: _Open) -> Path:
        """Where what comes is put down first."""
        into = self._store.blobs.scratch
        into.mkdir(parents=True, exist_ok=True)
        return into / f"take-{open_.sale.key[:24]}{open_.errand.suffix}"

    def _deliver(self, open_: _Open, delivered: Delivered) -> None:
        """What came goes into the store, then into the book."""
        outputs = {name: self._store.blobs.take(path) for name, path in delivered.files.items()}
        seconds = self._clock() - open_.began
        self._store.keep_take(open_.sale.key, outputs, seconds, delivered.price)
        if open_.attempts and delivered.price is not None:
            self._set_aside(open_, delivered.price)
        self._end(open_, None, Bought(outputs, seconds))

    def _heard(self, open_: _Open, delivered: Delivered | None, error: BaseException | None) -> None:
        """The vendor was asked how a job goes."""
        sale, ticket = open_.sale, open_.ticket
        assert ticket is not None
        if delivered is not None:
            self._deliver(open_, delivered)
            return
        facts = self._vendor(sale.provider).facts
        if error is None or (isinstance(error, (Busy, Unreachable, Unanswered)) and not isinstance(error, Unready)):
            open_.silent = open_.silent + 1 if error is not None else 0
            if open_.silent >= _SILENCE or self._clock() - open_.began > _LONGEST_JOB:
                raise Unreachable(
                    f"{sale.step} is still being made by {facts.title} (job {ticket.job})"
                    + (f": {error}" if error else "")
                    + "; run onecrew make again later to go on waiting: it is not ordered twice"
                ) from error
            if not open_.wanted:
                self._answer_all(open_, error, None)
                open_.futures.clear()
            open_.pause = min(30.0, max(float(facts.poll), open_.pause * 1.2))
            asked = float(error.wait) if isinstance(error, ProviderError) and error.wait is not None else 0.0
            self._wait_for(open_, ticket, max(open_.pause, asked))
            return
        # The job goes on; only we cannot ask for it, or have no room for what it made.
        if isinstance(error, Unready) or not isinstance(error, ProviderError | OSError):
            raise error
        if not isinstance(error, ProviderError):
            raise unwritable(self._store.blobs.scratch, error) from error
        state = "refused" if isinstance(error, Refused) else "expired" if isinstance(error, Expired) else "failed"
        before = self._store.order(sale.key)
        self._settle(open_, state, error)
        if state == "expired" and before is not None and before.state == "expired":
            # Some vendors give a fresh link to who asks again; this one does not.
            self._store.forget_job(sale.key, f"{error} (job {ticket.job})")
        raise error

    def _vendor(self, provider: str) -> _Vendor:
        name = provider.split("/")[0]
        if name not in self._vendors:
            self._vendors[name] = _Vendor(self._facts(name))
        return self._vendors[name]


def fetchable(store: Store) -> list[Order]:
    """The orders whose job a vendor may still give: those that run, and those whose link had expired."""
    return [one for one in store.orders("running", "expired") if one.job]


def cancelled(store: Store, key: Digest, provider: Callable[[str, str], Any] = registry.provider) -> bool:
    """Ask the vendor of a running order to stop it. False: it cannot, or no longer.

    Raises:
        StoreError: the order is not running.
    """
    order = store.order(key)
    if order is None or order.state != "running" or not order.job:
        raise StoreError("only an order that is running can be cancelled")
    if not provider(_capability(order.step), order.provider).cancel(Ticket(order.job)):
        return False
    store.mark_order(key, "cancelled", "by a person")
    return True
