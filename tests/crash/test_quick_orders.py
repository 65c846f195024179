"""The process that buys a spoken line is killed at every change of the book and around the call: nothing is bought twice.

Such a call is answered before it ends, so there is no job to ask for: what was sent and not kept is left to a person.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.crash.killing import Moments, killed_at
from tests.vendors.openai_speech import Emulator

from onecrew.providers import registry
from onecrew.providers.speech import Utterance
from onecrew.store.blobs import Blobs
from onecrew.store.store import Store
from onecrew.studio import errand
from onecrew.studio.order import Desk, Sale
from onecrew.studio.worker import Job
from onecrew.units import Money, StoreError, digest_value
from onecrew.units.digest import plain

pytestmark = pytest.mark.slow
CHANGES: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (Store, ("record_order", "mark_order", "keep_take")),
    (Blobs, ("take",)),
    (errand, ("perform",)),
)
PRICE = Money(150)


@pytest.fixture
def openai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """OpenAI's speech on loopback, in the user's own catalogue."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("ONECREW_HOME", str(home))
    with Emulator() as running:
        assert isinstance(running, Emulator)
        base = f"{running.url}{running.base_path()}"
        (home / "catalogue.toml").write_text(f'[vendors.openai]\nbase = "{base}"\nper_minute = 60000\n')
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        registry.provider.cache_clear()
        yield running
        registry.provider.cache_clear()


def sale(folder: Path) -> Sale:
    """One line from one voice."""
    utterance = Utterance("Hello? Is anybody there?", "en", "alloy")
    recipe = {"provider": "openai", "utterance": plain(utterance)}
    scratch = folder / "scratch"
    scratch.mkdir(parents=True, exist_ok=True)
    key = digest_value("order", {"line": 1})
    return Sale("en/speak/1.1", key, "openai", "{}", Job("speak", recipe, {}, str(scratch)), PRICE)


def ordering(moments: Moments, folder: Path) -> None:
    """Order, and end at one of the moments."""
    for owner, names in CHANGES:
        moments.watch(owner, *names)
    desk = Desk(folder)
    desk.buy(sale(folder)).result(timeout=60)
    desk.close()


def test_a_kill_at_any_moment_buys_no_line_twice_and_loses_none_that_came(openai: Emulator, tmp_path: Path) -> None:
    lost = 0
    for stop in range(1, 40):
        openai.requests.clear()
        folder = tmp_path / f"store-{stop}"
        died = killed_at(stop, ordering, folder)
        again = Desk(folder)
        future = again.buy(sale(folder))
        error = future.exception(timeout=60)
        again.close()
        book = Store(folder)
        (order,) = book.orders()
        assert len(openai.requests) <= 1
        if error is None:
            assert order.state == "done"
            assert len(openai.requests) == 1
            assert all(book.blobs.sound(digest) for digest in future.result().outputs.values())
        else:
            assert isinstance(error, StoreError)
            assert '"en/speak/1.1" = 2' in str(error)
            assert (order.state, order.price) == ("unknown", PRICE)
            lost += 1
        book.close()
        if not died:
            break
    else:
        raise AssertionError("there are more moments than were tried")
    # From the moment it is marked as sent until what came is kept.
    assert 0 < lost <= 12, lost


def test_a_desk_that_closes_waits_for_what_it_has_just_sent(openai: Emulator, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "store")
    future = desk.buy(sale(tmp_path / "store"))
    while not openai.requests:
        assert not future.done()
    desk.close()
    assert future.done()
    book = Store(tmp_path / "store")
    assert [one.state for one in book.orders()] == ["done"]
    book.close()
