"""Shots filmed by a model, from the plan to the release, bought from an emulator."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.vendors import emulator
from tests.vendors.fal import Emulator

from onecrew.providers import catalogue, registry
from onecrew.story.folder import open_show
from onecrew.studio import order as desk
from onecrew.studio.make import make, store_of
from onecrew.studio.plan import plan
from onecrew.studio.takes import takes
from onecrew.studio.takes_page import write_page
from onecrew.units import Language, Money
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
    assert orders
    assert planned.bill is not None
    assert planned.bill.minor > 0
    assert {choice.model.name for choice in planned.choices.values() if choice.model} == {MODEL}
    (result,) = make(open_show(folder))
    assert not result.errors
    assert {one.step.id for one in orders} == set(bought(folder))
    assert set(bought(folder).values()) == {"done"}
    assert len(fal.jobs) == len(orders)
    with av.open(str(result.releases[Language("en")] / "episode.mp4")) as film:
        stream = film.streams.video[0]
        assert (stream.width, stream.height) == (144, 256)
        assert abs(stream.frames / stream.average_rate - planned.film_seconds) < 0.5
    manifest = json.loads((result.releases[Language("en")] / "manifest.json").read_text())
    assert manifest["picture"] == "filmed"
    assert {shot["model"] for shot in manifest["shots"]} == {MODEL, "onecrew animation"}
    assert result.report is not None
    assert f"Filmed by {MODEL}." in result.report.read_text()
    (again,) = make(open_show(folder))
    assert again.ran == []
    assert len(fal.jobs) == len(orders)


def test_another_language_is_cut_from_the_same_takes(tmp_path: Path, fal: Emulator) -> None:
    show = SHOW + f'[models]\nvideo = "{MODEL}"\n'
    es = 'msgctxt "1.1 ANNA"\nmsgid "Hello? Is anybody there?"\nmsgstr "¿Hola? ¿Hay alguien ahí?"\n'
    folder = write_show(tmp_path / "show", script=SCRIPT, show=show, es=es)
    (result,) = make(open_show(folder))
    assert not result.errors
    assert set(result.releases) == {Language("en"), Language("es")}
    assert len(fal.jobs) == len(bought(folder))


def test_a_take_with_faults_is_kept_and_waits_for_a_person(tmp_path: Path, fal: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emulator, "film", black)
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    (result,) = make(open_show(folder))
    told = "\n".join(str(error) for error in result.errors)
    assert "the take take/1.a was looked at and does not count: black for" in told
    assert '"take/1.a" = 2 under [takes]' in told
    assert not result.releases
    assert set(bought(folder).values()) == {"done"}
    ordered = len(fal.jobs)
    accepted = "\n".join(f'"{step}" = "it is night"' for step in bought(folder))
    (folder / "episodes/01/choices.toml").write_text(f"[accepted]\n{accepted}\n")
    (result,) = make(open_show(folder))
    assert not result.errors
    assert Language("en") in result.releases
    assert len(fal.jobs) == ordered


def test_a_shot_longer_than_the_model_films_is_ordered_in_parts(tmp_path: Path, fal: Emulator) -> None:
    words = "There was a door behind the bookcase, and behind the door a stair, and nobody knew how far down it went. " * 3
    script = f"INT. CAFE - NIGHT\n\nANNA\n{words.strip()}\n"
    models = '[models.video]\nuse = ["fal/short"]\n'
    home = catalogue.user_file()
    home.write_text(
        home.read_text()
        + '[models."fal/short"]\nvendor = "fal"\ncapability = "video"\nid = "north/short/text-to-video"\nunit = "second"\n'
        + 'seconds = [2, 4]\nresolutions = ["480p"]\nprompt = 4000\nprice = {any = "0.01USD"}\n'
    )
    folder = write_show(tmp_path / "show", script=script, show=EN.split("[models]")[0] + models, es="")
    (planned,) = plan(open_show(folder))
    longest = max(planned.choices.values(), key=lambda choice: len(choice.parts))
    assert len(longest.parts) > 1
    assert set(longest.parts) <= {2, 3, 4}
    (result,) = make(open_show(folder))
    assert not result.errors
    steps = set(bought(folder))
    parts = {step for step in steps if step.count("/") == 2}
    assert parts
    assert {step.rsplit("/", 1)[0] for step in parts} <= steps


def test_a_budget_that_does_not_hold_films_nothing(tmp_path: Path, fal: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    (result,) = make(open_show(folder), cap=Money.read("0.10USD"))
    assert "the budget is 0.10 USD" in str(result.errors[0])
    assert fal.requests == []


def test_what_is_missing_is_said_by_the_plan(tmp_path: Path, fal: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("FAL_KEY")
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    (planned,) = plan(open_show(folder))
    assert any("FAL_KEY is not set" in problem.what for problem in planned.problems)
    assert not [one for one in planned.decided if one.step.kind == "film"]


def test_the_takes_are_listed_with_their_pictures(tmp_path: Path, fal: Emulator) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    make(open_show(folder))
    store = store_of(open_show(folder), reading=True)
    rows = takes(store)
    page = write_page(store, rows, tmp_path / "page")
    store.close()
    assert [row.step for row in rows] == sorted(bought(folder))
    assert all(row.used and row.model == MODEL and row.price.minor for row in rows)
    assert page.read_text().count("<img") == 3 * len(rows) == len(list(page.parent.glob("*.jpg")))


def black(seconds: Fraction, width: int, height: int) -> bytes:
    """A film of nothing."""
    made = BytesIO()
    with av.open(made, "w", format="mp4") as container:
        stream = container.add_stream("libx264", rate=24)
        stream.width, stream.height, stream.pix_fmt = width, height + height % 2, "yuv420p"
        for _ in range(round(seconds * 24)):
            picture = np.zeros((height + height % 2, width, 3), np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        container.mux(stream.encode(None))
    return made.getvalue()
