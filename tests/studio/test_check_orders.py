"""What check says of the models, takes and voices that a show names."""

from __future__ import annotations

from pathlib import Path

import pytest

from onecrew.providers import registry
from onecrew.providers.catalogue import catalogue
from onecrew.story.folder import open_show
from onecrew.studio.check import check
from onecrew.studio.plan import plan
from shows import SHOW, write_show

SCRIPT = "INT. CAFE - NIGHT\n\nANNA waits at a table.\n\nANNA\nHello?\n"
EN = SHOW.replace('languages = ["en", "es"]', 'languages = ["en"]')


@pytest.fixture(autouse=True)
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path / "home"))
    registry.provider.cache_clear()


def told(folder: Path) -> str:
    """Everything check finds, in one text."""
    return "\n".join(f"{one.what}: {one.do}" for one in check(open_show(folder)).problems)


def test_takes_of_shots_and_sheets_are_orders_of_the_episode(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="")
    choices = '[takes]\n"take/1.a" = 2\n"take/1.a/2" = 2\n"sheet/ANNA" = 2\n"take/9.z" = 2\n[accepted]\n"take/1.a" = "meant"\n'
    (folder / "episodes/01/choices.toml").write_text(choices)
    found = told(folder)
    assert "'take/9.z', which is no order of this episode" in found
    assert found.count("is no order") == 1
    assert "is no measure" not in found


@pytest.mark.parametrize(
    ("models", "wrong"),
    [
        ('speech = "elevenlabs/v4"', ""),
        ('image = "gemini"', ""),
        ('lipsync = "pixverse/lip-sync"', ""),
        ('back_translation = "bergamot"', ""),
        ('speech = "elevenlab"', "models.speech is 'elevenlab'"),
        ('translation = "elevenlabs/v4"', "models.translation is 'elevenlabs/v4'"),
        ('lipsync = "kling/lip-sink"', "models.lipsync is 'kling/lip-sink'"),
    ],
)
def test_models_are_named_alone_or_as_the_catalogue_names_them(tmp_path: Path, models: str, wrong: str) -> None:
    found = told(write_show(tmp_path / "show", script=SCRIPT, show=f"{EN}[models]\n{models}\n", es=""))
    assert (wrong in found) if wrong else ("models." not in found)


def test_a_vendors_voice_may_be_ones_own_and_an_embedded_one_must_exist(tmp_path: Path) -> None:
    cast = '[ANNA]\n[ANNA.voices]\nen = "elevenlabs:my-cloned-voice"\n'
    assert "no English voice" not in told(write_show(tmp_path / "own", script=SCRIPT, show=EN, es="", cast=cast))
    cast = '[ANNA]\n[ANNA.voices]\nen = "kokoro:my-cloned-voice"\n'
    assert "kokoro has no English voice 'my-cloned-voice'" in told(
        write_show(tmp_path / "not", script=SCRIPT, show=EN, es="", cast=cast)
    )


def test_a_picture_that_is_none_is_said(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=EN, es="", cast='[ANNA]\npicture = "media/anna.png"\n')
    assert "the picture of ANNA, media/anna.png, is not there" in told(folder)
    (folder / "media").mkdir(exist_ok=True)
    (folder / "media/anna.png").write_text("no picture")
    assert "media/anna.png is no picture" in told(folder)


def test_without_a_key_or_a_server_nobody_films_and_everything_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for vendor in catalogue().vendors.values():
        for key in vendor.keys:
            monkeypatch.delenv(key, raising=False)
    folder = write_show(tmp_path / "show", script=SCRIPT, show=f'{EN}[models]\nvideo = "auto"\n', es="")
    (planned,) = plan(open_show(folder))
    assert planned.choices
    assert all(choice.model is None for choice in planned.choices.values())
    (passed,) = [one for one in planned.choices["1.a"].passed if one.model == "comfyui/workflow"]
    assert passed.filter == "capability"
    assert "workflow.json is not there" in passed.fact
    assert not [one for one in planned.decided if one.step.kind == "film"]
