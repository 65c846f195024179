"""Shots filmed by a model, from the plan to the release, bought from an emulator."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors.fal import Emulator

from onecrew.providers import catalogue, registry
from onecrew.story.folder import open_show
from onecrew.studio import order as desk
from onecrew.studio.make import make, store_of
from onecrew.studio.plan import plan
from onecrew.units import Language
from shows import SHOW, write_show

pytestmark = pytest.mark.slow
MODEL = "fal/seedance-2.5"
SCRIPT = """\
INT. CAFE - NIGHT

ANNA waits at a table.

ANNA
Hello? Is anybody there?
"""
EN = SHOW.replace('languages = ["en", "es"]', 'languages = ["en"]') + f'[models]\nvideo = "{MODEL}"\n'


@pytest.fixture
def fal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Emulator]:
    """fal on loopback, in the user's own catalogue."""
    home = tmp_path / "home"
    home.mkdir()
    with Emulator() as running:
        (home / "catalogue.toml").write_text(f'[vendors.fal]\nbase = "{running.url}"\npoll = 0\nper_minute = 6000\n')
        monkeypatch.setattr(catalogue, "user_file", lambda: home / "catalogue.toml")
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        for name in ("_FIRST_WAIT", "_LONGEST_WAIT"):
            monkeypatch.setattr(desk, name, 0.05)
        registry.provider.cache_clear()
        yield running
        registry.provider.cache_clear()


def bought(folder: Path) -> dict[str, str]:
    """The state of every film order by its step."""
    store = store_of(open_show(folder), reading=True)
    try:
        return {one.step: one.state for one in store.orders() if one.step.startswith("take/")}
    finally:
        store.close()


def test_the_plan_names_model_and_price_and_make_films_exactly_that(tmp_path: Path, fal: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    (planned,) = plan(open_show(folder))
    orders = [one for one in planned.decided if one.step.kind == "film"]
    assert orders and planned.bill is not None and planned.bill.minor > 0
    assert {choice.model.name for choice in planned.choices.values() if choice.model} == {MODEL}
    (result,) = make(open_show(folder))
    assert not result.errors
    assert {one.step.id for one in orders} == set(bought(folder)) and set(bought(folder).values()) == {"done"}
    assert len(fal.jobs) == len(orders)
    with av.open(str(result.releases[Language("en")] / "episode.mp4")) as film:
        stream = film.streams.video[0]
        assert (stream.width, stream.height) == (144, 256)
        assert abs(stream.frames / stream.average_rate - planned.film_seconds) < 0.5
    (again,) = make(open_show(folder))
    assert again.ran == [] and len(fal.jobs) == len(orders)
