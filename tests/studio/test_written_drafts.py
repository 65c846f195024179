"""Missing translations written by a language model: whole scenes, their ids, and what they cost."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.openai_writing import Emulator
from tests.vendors.scripted_writing import Told

from onecrew.providers import catalogue, registry
from onecrew.providers.translation.written import OpenAiTranslation
from onecrew.store.lock import hold_lock
from onecrew.store.store import OverBudget
from onecrew.story.folder import open_show
from onecrew.studio.draft import draft_graph, write_drafts
from onecrew.studio.make import store_of
from onecrew.studio.order import Desk, Terms
from onecrew.studio.production import open_production
from onecrew.studio.run import Run, run_graph
from onecrew.units import Language, Money
from shows import SHOW, write_show

ES = Language("es")


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Emulator]:
    """OpenAI on loopback, in the catalogue of the user that every process reads."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("ONECREW_HOME", str(home))
    with Emulator() as running:
        assert isinstance(running, Emulator)
        (home / "catalogue.toml").write_text(f'[vendors.openai]\nbase = "{running.url}{running.base_path()}"\n')
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        registry.provider.cache_clear()
        yield running
        registry.provider.cache_clear()


def drafted(folder: Path, cap: Money | None = None) -> tuple[Run, Money]:
    """The drafts of the show's only episode, written into it, and what the show's orders cost."""
    production = open_production(open_show(folder), "01")
    store = store_of(production.folder)
    try:
        with hold_lock(store.folder):
            run = run_graph(draft_graph(production, [ES]), store, workers=1, desk=lambda: Desk(store.folder, Terms(cap=cap)))
            write_drafts(production, [ES], run.made, store)
        return run, store.committed()
    finally:
        store.close()


def lines(told: Told) -> list[dict[str, Any]]:
    """What a request asks to be translated."""
    found: list[dict[str, Any]] = json.loads(told.user)["lines"]
    return found


def test_each_scene_is_one_request_with_all_its_lines_and_its_cost_is_kept(tmp_path: Path, emulator: Emulator) -> None:
    emulator.answer = translating
    folder = write_show(tmp_path / "show", show=SHOW + '[models]\ntranslation = "openai"\n', es="")
    run, cost = drafted(folder)
    assert not run.failed
    asked = [asked for asked in emulator.requests if asked.method == "POST"]
    scenes = {line.id.split(".")[0] for line in open_production(open_show(folder), "01").episode.lines}
    assert len(asked) == len(run.ran) >= len(scenes)
    assert cost.minor > 0
    written = (folder / "episodes/01/lines.es.po").read_text()
    assert written.count("machine draft") == len(open_production(open_show(folder), "01").sayables)
    assert "«You are late.»" in written
    again, same = drafted(folder)
    assert again.ran == []
    assert same == cost


def test_a_scene_that_may_cost_more_than_is_left_is_not_sent(tmp_path: Path, emulator: Emulator) -> None:
    folder = write_show(tmp_path / "show", show=SHOW + '[models]\ntranslation = "openai"\n', es="")
    run, cost = drafted(folder, Money.read("0.01USD"))
    assert run.failed
    assert all(isinstance(error, OverBudget) for error in run.failed.values())
    assert emulator.requests == []
    assert cost == Money(0)


def test_an_answer_that_was_lost_is_told_and_never_asked_for_again(tmp_path: Path, emulator: Emulator) -> None:
    emulator.fault("lost answer")
    emulator.answer = translating
    folder = write_show(tmp_path / "show", show=SHOW + '[models]\ntranslation = "openai"\n', es="")
    first, _ = drafted(folder)
    asked = len(emulator.requests)
    second, _ = drafted(folder)
    assert len(emulator.requests) == asked
    for run in (first, second):
        (error,) = run.failed.values()
        assert "it may have been paid for" in str(error)


def test_a_model_of_the_catalogue_is_named_with_its_vendor(tmp_path: Path, emulator: Emulator) -> None:
    name = sorted(one.name for one in catalogue.catalogue().of("writing") if one.vendor == "openai")[-1]
    emulator.answer = translating
    folder = write_show(tmp_path / "show", show=SHOW + f'[models]\ntranslation = "{name}"\n', es="")
    run, _ = drafted(folder)
    assert not run.failed
    assert {asked.json["model"] for asked in emulator.requests} == {catalogue.catalogue().model(name).id}


def test_without_its_key_a_model_drafts_nothing(tmp_path: Path, emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    assert OpenAiTranslation().offer().needs
    folder = write_show(tmp_path / "show", show=SHOW + '[models]\ntranslation = "openai"\n', es="")
    production = open_production(open_show(folder), "01")
    assert draft_graph(production, [ES]).steps == ()
    assert emulator.requests == []


def translating(told: Told) -> Any:
    """Every line in quotation marks."""
    return {"lines": [{"id": line["id"], "natural": f"«{line['text']}»", "short": f"«{line['text']}»"} for line in lines(told)]}


def test_the_users_own_catalogue_is_what_is_asked(emulator: Emulator) -> None:
    assert catalogue.catalogue().vendors["openai"].base.startswith("http://127.0.0.1")
