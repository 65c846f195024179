"""A film whose voices are bought by the line: what is reserved, what is paid, what is never bought twice."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.openai_speech import Emulator

from onecrew.providers import registry
from onecrew.story.folder import open_show
from onecrew.studio import order as desk
from onecrew.studio.make import Made, make, store_of
from onecrew.studio.plan import plan
from onecrew.units import Language, Money
from shows import SHOW, write_show

pytestmark = pytest.mark.slow
SCRIPT = """\
INT. CAFE - NIGHT

ANNA waits at a table.

ANNA
Hello? Is anybody there?

ANNA
I can hear you.
"""
EN = SHOW.replace('languages = ["en", "es"]', 'languages = ["en"]') + '[models]\nspeech = "openai/gpt-4o-mini-tts"\n'


@pytest.fixture
def openai(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """OpenAI on loopback, in the user's own catalogue."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("ONECREW_HOME", str(home))
    for name in ("_FIRST_WAIT", "_LONGEST_WAIT"):
        monkeypatch.setattr(desk, name, 0.05)
    with Emulator() as running:
        assert isinstance(running, Emulator)
        base = f"{running.url}{running.base_path()}"
        (home / "catalogue.toml").write_text(f'[vendors.openai]\nbase = "{base}"\nper_minute = 6000\n')
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        registry.provider.cache_clear()
        yield running
        registry.provider.cache_clear()


def spoken(folder: Path) -> dict[str, tuple[str, Money]]:
    """State and price of every spoken line."""
    store = store_of(open_show(folder), reading=True)
    try:
        return {one.step: (one.state, one.price) for one in store.orders() if "/speak/" in one.step}
    finally:
        store.close()


def made(folder: Path, cap: Money | None = None) -> Made:
    (result,) = make(open_show(folder), cap=cap)
    return result


def test_the_plan_names_the_bill_and_make_buys_each_line_once(tmp_path: Path, openai: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    (planned,) = plan(open_show(folder))
    assert planned.bill is not None
    assert planned.bill.minor > 0
    result = made(folder)
    assert not result.errors
    assert Language("en") in result.releases
    assert len(openai.requests) == 2
    rows = spoken(folder)
    assert {state for state, _ in rows.values()} == {"done"}
    assert sum(price.minor for _, price in rows.values()) <= planned.bill.minor
    assert made(folder).ran == []
    assert len(openai.requests) == 2


def test_a_line_that_is_edited_is_the_only_one_bought_again(tmp_path: Path, openai: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    made(folder)
    script = folder / "episodes/01/script.fountain"
    script.write_text(script.read_text().replace("I can hear you.", "I can see you."))
    assert not made(folder).errors
    assert [asked.json["input"] for asked in openai.requests[2:]] == ["I can see you."]


def test_lines_beyond_the_budget_are_not_sent(tmp_path: Path, openai: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    result = made(folder, Money.read("0.0001USD"))
    assert "the budget is 0.0001 USD" in str(result.errors[0])
    assert openai.requests == []


def test_a_budget_holds_for_all_episodes_of_a_run(tmp_path: Path, openai: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    (planned,) = plan(open_show(folder))
    assert planned.bill is not None
    (folder / "episodes/02").mkdir()
    (folder / "episodes/02/script.fountain").write_text(SCRIPT.replace("Hello?", "Good evening!").replace("hear", "follow"))
    first, second = make(open_show(folder), cap=planned.bill)
    assert not first.errors
    assert "the budget is" in str(second.errors[0])
    assert len(openai.requests) == 2


def test_a_busy_vendor_is_asked_again(tmp_path: Path, openai: Emulator) -> None:
    openai.fault("overloaded")
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    assert not made(folder).errors
    assert len(openai.requests) == 3


def test_a_lost_answer_is_told_and_the_other_lines_are_kept(tmp_path: Path, openai: Emulator) -> None:
    openai.fault("lost answer")
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    told = "\n".join(str(error) for error in made(folder).errors)
    assert "it may have been paid for" in told
    states = spoken(folder)
    assert sorted(state for state, _ in states.values()) == ["done", "unknown"]
    (lost,) = [step for step, (state, _) in states.items() if state == "unknown"]
    made(folder)
    assert len(openai.requests) == 2
    (folder / "episodes/01/choices.toml").write_text(f'[takes]\n"{lost}" = 2\n')
    assert not made(folder).errors
    assert len(openai.requests) == 3
