"""The order book under load, and the plan of a whole series. In: a temporary folder. Out: Figures. Never: a real vendor."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import wait
from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import psutil

from onecrew.providers.catalogue import catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.video import Footage, ShotOrder, Ticket
from onecrew.store.store import Store
from onecrew.story.show import Filming
from onecrew.studio.choosing import Circumstances, Needed, choose
from onecrew.studio.example import copy_example
from onecrew.studio.order import Desk, Sale
from onecrew.units import Money, digest_value

from .figure import Figure
from .startup import ONECREW
from .watch import run

IN_FLIGHT = 300
EPISODES, SHOTS = 80, 30
_WATCHED = 10.0
"""Seconds during which a process that only waits is watched."""


def measure_orders(folder: Path) -> list[Figure]:
    """300 orders in flight in one process, and what one order costs in time besides the vendor."""
    command = [sys.executable, "-c", "from tests.benchmark.orders import waiting; waiting()", str(folder / "waiting")]
    told = subprocess.run(command, capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]).stdout.split()
    memory, share, jobs = float(told[0]), float(told[1]), int(told[2])
    each = _overhead(folder / "overhead")
    note = f"{jobs} jobs asked for every 5 s over HTTP on loopback, watched for {_WATCHED:.0f} s"
    return [
        Figure(f"{IN_FLIGHT} orders in flight: memory", memory / 1e6, "MB", 400, note=f"{note}; resident"),
        Figure(f"{IN_FLIGHT} orders in flight: of one core", 100 * share, "%", 25, note=note),
        Figure(
            "order book, an order", 1000 * each, "ms", 30, note="written down, sent, running, done: a vendor that answers at once"
        ),
    ]


def measure_series(folder: Path) -> list[Figure]:
    """The choice of a model for every shot of 80 episodes."""
    needs = [
        Needed(
            f"{episode}.{shot}",
            f"{episode}.{shot // 6}",
            (f"WHO {shot % 4}",),
            Fraction(75 + (7 * shot + episode) % 125, 25),
            (),
            700 + (13 * shot + episode) % 400,
        )
        for episode in range(EPISODES)
        for shot in range(SHOTS)
    ]
    known = catalogue()
    now = Circumstances(date.today(), vendors=frozenset(known.vendors))
    began = time.perf_counter()
    chosen = choose(needs, known, Filming(models=("auto",)), now)
    seconds = time.perf_counter() - began
    films = len(known.of("video"))
    note = f"{len(chosen)} shots, {films} models: filters, rank, one model for a character"
    return [
        Figure(f"models chosen for {EPISODES} × {SHOTS} shots", seconds, "s", 5, note=note),
        _planned(folder / "drawn", f"{EPISODES} episodes planned", ""),
        _planned(folder / "filmed", f"{EPISODES} episodes planned, to be filmed", 'video = "auto"'),
    ]


def _planned(folder: Path, name: str, models: str) -> Figure:
    """``onecrew plan`` for a whole series of which nothing is made. ``models``: what stands under [models] besides."""
    show = copy_example(folder)
    told = show / "show.toml"
    told.write_text(told.read_text(encoding="utf-8").replace("[models]\n", f"[models]\n{models}\n"), encoding="utf-8")
    for number in range(2, EPISODES + 1):
        shutil.copytree(show / "episodes" / "01", show / "episodes" / f"{number:02}")
    # Nobody is asked while it is planned; but only a model whose key is set has its prompt written and its price reckoned.
    keys = {key: "none" for vendor in catalogue().vendors.values() for key in vendor.keys if not os.environ.get(key)}
    os.environ.update(keys)
    try:
        ran = run([ONECREW, "plan", "--to", "en", "--json"], show)
    finally:
        for key in keys:
            del os.environ[key]
    rows = json.loads(ran.out)
    filmed = sum(model is not None for row in rows for model in row["models"].values())
    note = f"`onecrew plan --to en` on copies of the example, {filmed} shots given to a model; {ran.processor:.1f} s of processor"
    return Figure(name, ran.seconds, "s", 5, note=note)


class _Instant:
    """A vendor without a network: everything is done at once."""

    def __init__(self, film: Path) -> None:
        self.film = film

    def offer(self) -> Offer:
        return Offer("fal", (), None, "second")

    def begin(self, order: ShotOrder) -> Ticket:
        return Ticket(order.mark)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        shutil.copyfile(self.film, into)
        return Footage(into)

    def cancel(self, ticket: Ticket) -> bool:
        return False

    def find(self, order: ShotOrder) -> Ticket | None:
        raise LookupError


def _sales(count: int) -> list[Sale]:
    sales = []
    for number in range(count):
        order = ShotOrder("bytedance/seedance-2.5/text-to-video", f"Shot {number}.", Fraction(4), "480p", mark=f"m-{number}")
        key = digest_value("order", {"shot": number})
        sales.append(Sale(f"take/{number}", key, "fal", "{}", order, Money(100)))
    return sales


def _overhead(folder: Path) -> float:
    """Seconds an order takes besides its vendor, the median of five runs of 40."""
    film = folder.with_suffix(".mp4")
    film.parent.mkdir(parents=True, exist_ok=True)
    film.write_bytes(os.urandom(2_000_000))
    vendor = replace(catalogue().vendors["fal"], poll=0, per_minute=10_000_000, concurrent=1)
    rounds = []
    for number in range(5):
        desk = Desk(folder / str(number), provider=lambda capability, name: _Instant(film), vendor=lambda name: vendor)
        began = time.perf_counter()
        wait([desk.buy(sale) for sale in _sales(40)])
        rounds.append((time.perf_counter() - began) / 40)
        desk.close()
    return sorted(rounds)[2]


def waiting() -> None:
    """In a process of its own: order from an emulator whose jobs never end, and print memory, share of a core, jobs."""
    from tests.vendors import emulator
    from tests.vendors.fal import Emulator

    folder = Path(sys.argv[1])
    served, said = os.pipe()
    if os.fork() == 0:
        # The emulator is no part of what is measured.
        emulator.Job.done = lambda job: False  # type: ignore[method-assign]
        with Emulator() as running:
            os.write(said, running.url.encode().ljust(64))
            time.sleep(120)
        os._exit(0)
    url = os.read(served, 64).decode().strip()
    os.environ.update(Emulator.ENVIRONMENT)
    vendor = replace(catalogue().vendors["fal"], base=url, poll=5, per_minute=60_000, concurrent=IN_FLIGHT)
    from onecrew.providers.video.fal import Fal

    desk = Desk(folder, provider=lambda capability, name: Fal(vendor), vendor=lambda name: vendor)
    for sale in _sales(IN_FLIGHT):
        desk.buy(sale)
    store = Store(folder)
    until = time.monotonic() + 60
    while len(store.orders("running")) < IN_FLIGHT and time.monotonic() < until:
        time.sleep(0.2)
    here = psutil.Process()
    used, began = sum(here.cpu_times()[:2]), time.perf_counter()
    time.sleep(_WATCHED)
    share = (sum(here.cpu_times()[:2]) - used) / (time.perf_counter() - began)
    print(here.memory_info().rss, share, len(store.orders("running")))
    os.kill(here.children()[0].pid, 9)
    os._exit(0)
