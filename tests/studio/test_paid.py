"""Orders that cost money: billed before, held to the budget, never sent twice by themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from onecrew.providers import registry
from onecrew.providers.offer import Offer
from onecrew.story.folder import open_show
from onecrew.studio import purchases
from onecrew.studio.make import _told, make, store_of
from onecrew.studio.plan import plan
from onecrew.units import Money, OutOfCredit, Refused
from shows import SHOW, write_show

PRICE = Money.read("0.02 USD")


@pytest.fixture
def paid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Speech that costs 2 cents a line and does not run on this machine."""
    kokoro = registry.provider("speech", "kokoro")
    offer = replace(kokoro.offer(), price=PRICE, unit="line", local=False)
    monkeypatch.setattr(kokoro, "offer", lambda: offer, raising=False)
    purchases._local.cache_clear()
    yield
    purchases._local.cache_clear()


def test_the_plan_adds_up_the_price_of_every_line(tmp_path: Path, paid: None) -> None:
    (planned,) = plan(open_show(write_show(tmp_path / "show")))
    assert planned.bill == PRICE * 8


def test_a_budget_that_does_not_hold_the_bill_stops_make_before_anything_is_ordered(tmp_path: Path, paid: None) -> None:
    folder = write_show(tmp_path / "show", show=SHOW + '[budget]\nlimit = "0.15USD"\n')
    (result,) = make(open_show(folder))
    assert result.ran == []
    assert "the orders cost 0.16 USD, the budget is 0.15 USD" in str(result.errors[0])


def test_a_unit_that_is_no_line_has_no_price_and_a_budget_refuses_it(
    tmp_path: Path, paid: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    kokoro = registry.provider("speech", "kokoro")
    offer: Offer = replace(kokoro.offer(), unit="second")
    monkeypatch.setattr(kokoro, "offer", lambda: offer)
    folder = write_show(tmp_path / "show", show=SHOW + '[budget]\nlimit = "5USD"\n')
    assert plan(open_show(folder))[0].bill is None
    (result,) = make(open_show(folder))
    assert "its price is not known before the order" in str(result.errors[0])
    assert 'open_price = "0.50USD" under [budget]' in str(result.errors[0])
    show = folder / "show.toml"
    show.write_text(show.read_text() + 'open_price = "0.70USD"\n')
    (result,) = make(open_show(folder))
    assert "the orders cost 5.60 USD, the budget is 5.00 USD" in str(result.errors[0])


def test_an_error_names_its_steps_and_the_same_of_several_is_told_once() -> None:
    money = "the account is empty"
    failed = {f"take/1.{letter}": OutOfCredit(money) for letter in "abcdefghijklmno"}
    failed |= {"take/2.a": OutOfCredit("take/2.a was ordered before"), "take/2.b": Refused(money, billed=True)}
    told = _told(failed)
    first = ", ".join(f"take/1.{letter}" for letter in "abcdefghijkl")
    assert [str(one) for one in told] == [
        f"{first} and 3 more: {money}",
        "take/2.a was ordered before",
        f"take/2.b: {money}",
    ]
    assert isinstance(told[2], Refused)
    assert told[2].billed


def test_a_paid_order_whose_answer_was_lost_is_not_sent_again(tmp_path: Path, paid: None) -> None:
    folder = write_show(tmp_path / "show", script="INT. CAFE - DAY\n\nANNA waits.\n\nANNA\nHello?\n", show='title = "X"\n', es="")
    (planned,) = plan(open_show(folder))
    speak = next(one.step for one in planned.decided if one.step.kind == "speak")
    store = store_of(open_show(folder))
    store.record_order(speak.key({}), speak.id, "{}", "kokoro")
    store.mark_order(speak.key({}), "sent")
    store.close()
    for _ in range(2):
        (result,) = make(open_show(folder))
        assert result.ran == []
        assert "was ordered from kokoro before" in str(result.errors[0])
        assert '"en/speak/1.1" = 2' in str(result.errors[0])
