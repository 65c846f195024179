"""What of a show depends on a model that is shut down soon."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from onecrew.cli.main import cli
from onecrew.providers import registry
from onecrew.story.folder import open_show
from onecrew.studio.doctor import Ailment, ailments
from shows import SHOW, write_show

TODAY = date.today()
SOON = TODAY + timedelta(days=60)
SCRIPT = "INT. CAFE - NIGHT\n\nANNA waits at a table.\n\nANNA\nHello?\n"
EN = SHOW.replace('languages = ["en", "es"]', 'languages = ["en"]')


@pytest.fixture(autouse=True)
def ending(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A model of every capability that ends in sixty days, of vendors that want no key."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("ONECREW_HOME", str(home))
    rows = [f"[vendors.{name}]\nkeys = []\n" for name in ("fal", "elevenlabs", "openai", "gemini")]
    for vendor, capability, unit in (
        ("fal", "video", "second"),
        ("elevenlabs", "speech", "thousand characters"),
        ("openai", "transcription", "minute"),
        ("openai", "writing", "million tokens"),
        ("gemini", "image", "image"),
    ):
        rows.append(
            f'[models."{vendor}/old-{capability}"]\nvendor = "{vendor}"\ncapability = "{capability}"\nid = "old/{capability}/x"\n'
            f'unit = "{unit}"\nprice = {{any = "0.01USD"}}\nseconds = [2, 12]\nresolutions = ["480p"]\nprompt = 4000\n'
            f'retires_at = {SOON}\nsure = "third party, 2026-10"\n'
        )
    (home / "catalogue.toml").write_text("".join(rows))
    registry.provider.cache_clear()
    yield
    registry.provider.cache_clear()


def show(folder: Path, models: str, cast: str = "") -> Path:
    """A show of one line with these models."""
    return write_show(folder, script=SCRIPT, show=f"{EN}[models]\n{models}\n", es="", **({"cast": cast} if cast else {}))


@pytest.mark.parametrize(
    ("capability", "model"),
    [
        ("speech", "elevenlabs/old-speech"),
        ("transcription", "openai/old-transcription"),
        ("translation", "openai/old-writing"),
        ("back_translation", "openai/old-writing"),
        ("image", "gemini/old-image"),
    ],
)
def test_all_that_show_toml_names_is_looked_at(tmp_path: Path, capability: str, model: str) -> None:
    found = ailments(open_show(show(tmp_path / "show", f'{capability} = "{model}"')), TODAY)
    assert (
        Ailment("", "", model, f"is named in show.toml and is shut down on {SOON}", "", "third party, 2026-10", capability) in found
    )


def test_a_voice_of_cast_toml_is_looked_at(tmp_path: Path) -> None:
    cast = '[ANNA]\n[ANNA.voices]\nen = "elevenlabs:rachel"\n'
    home = Path(tmp_path / "home/catalogue.toml")
    home.write_text(home.read_text() + f'[models."elevenlabs/v4"]\nretires_at = {SOON}\n')
    registry.provider.cache_clear()
    found = ailments(open_show(show(tmp_path / "show", "", cast)), TODAY)
    assert [(one.model, one.fact) for one in found] == [("elevenlabs/v4", f"is the voice of ANNA and is shut down on {SOON}")]


def test_the_shots_that_the_plan_gives_to_it_are_named(tmp_path: Path) -> None:
    found = ailments(open_show(show(tmp_path / "show", 'video = ["fal/old-*"]')), TODAY)
    shots = [one for one in found if one.shot]
    assert shots
    assert {(one.episode, one.model) for one in shots} == {("01", "fal/old-video")}
    assert all(one.fact == f"is to film it and is shut down on {SOON}" for one in shots)


def test_the_verb_says_where_each_end_is_known_from(tmp_path: Path) -> None:
    folder = show(tmp_path / "show", 'speech = "elevenlabs/old-speech"\nvideo = "fal/old-video"')
    said = CliRunner().invoke(cli, ["models", "doctor", "--show", str(folder)])
    assert said.exit_code == 1
    rows = said.stdout.splitlines()
    assert f"speech: elevenlabs/old-speech is named in show.toml and is shut down on {SOON} (source: third party, 2026-10)" in rows
    assert any(row.startswith("episode 01 shot 1.a: fal/old-video is to film it") for row in rows)
    told = json.loads(CliRunner().invoke(cli, ["models", "doctor", "--show", str(folder), "--json"]).stdout)
    assert {one["sure"] for one in told} == {"third party, 2026-10"}


def test_a_show_of_models_that_stay_has_no_ailment(tmp_path: Path) -> None:
    folder = show(tmp_path / "show", 'speech = "elevenlabs/v4"')
    assert ailments(open_show(folder), TODAY) == ()
    said = CliRunner().invoke(cli, ["models", "doctor", "--show", str(folder)])
    assert (said.exit_code, said.stdout) == (0, "nothing depends on a model that retires\n")
