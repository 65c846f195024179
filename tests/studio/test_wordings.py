"""A line too long for its place is said in another accepted wording, and everything follows it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from onecrew.story.folder import open_show
from onecrew.studio.make import make
from onecrew.studio.plan import plan
from onecrew.units import Language
from shows import SHOW, write_show

pytestmark = pytest.mark.slow
SCRIPT = """\
INT. CAFE - NIGHT

ANNA waits at a table.

ANNA
Who is it?

ANNA
Come in.
"""
LONG = "Dime por favor ahora mismo quién es la persona que está llamando a la puerta de mi casa."
SHORT = "¿Quién es?"
ES = Language("es")


def es(comment: str) -> str:
    """The Spanish lines, the first with a translator's comment."""
    head = 'msgid ""\nmsgstr "Language: es\\n"\n\n'
    first = f'{comment}msgctxt "1.1 ANNA"\nmsgid "Who is it?"\nmsgstr "{LONG}"\n\n'
    return f'{head}{first}msgctxt "1.2 ANNA"\nmsgid "Come in."\nmsgstr "Pasa."\n'


def test_the_shorter_wording_is_spoken_captioned_and_told(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=SHOW, es=es(f"# shorter: {SHORT}\n"))
    (result,) = make(open_show(folder))
    assert not result.errors
    assert "es/speak/1.1/1" in result.ran
    manifest = json.loads((result.releases[ES] / "manifest.json").read_text())
    first, second = manifest["lines"]
    assert (first["text"], first["rung"]) == (SHORT, "shorter")
    assert second["rung"] in ("natural", "gap")
    captions = (result.releases[ES] / "captions.srt").read_text()
    assert SHORT in captions
    assert "llamando" not in captions
    # Heard back, it is what was said.
    (again,) = make(open_show(folder))
    assert again.ran == []
    (planned,) = plan(open_show(folder))
    assert not [one for one in planned.decided if one.decision.value != "reused"]


def test_without_another_wording_the_line_climbs_on(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show", script=SCRIPT, show=SHOW, es=es(""))
    (result,) = make(open_show(folder))
    assert not result.errors
    manifest = json.loads((result.releases[ES] / "manifest.json").read_text())
    assert manifest["lines"][0]["text"] == LONG
    assert manifest["lines"][0]["rung"] not in ("natural", "gap", "shorter")


def test_a_wording_is_not_spoken_where_the_first_one_fits(tmp_path: Path) -> None:
    fitting = es("# shorter: Entra.\n").replace(LONG, SHORT)
    folder = write_show(tmp_path / "show", script=SCRIPT, show=SHOW, es=fitting)
    (result,) = make(open_show(folder))
    assert not result.errors
    assert "es/speak/1.1/1" not in result.ran
