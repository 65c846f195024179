"""The rebuild table: an edit of the show → exactly the steps that run. Everything else is reused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from onecrew.story.folder import open_show
from onecrew.studio.make import make
from onecrew.studio.plan import plan

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rebuild")]


def replace(name: str, old: str, new: str) -> Callable[[Path], None]:
    def edit(show: Path) -> None:
        file = show / name
        text = file.read_text()
        assert old in text, f"{name} has no {old!r}"
        file.write_text(text.replace(old, new))

    return edit


SCRIPT, ES = "episodes/01/script.fountain", "episodes/01/lines.es.po"
FILM = {"mix", "mux", "measure"}


@dataclass(frozen=True)
class Row:
    """``steps``: patterns of ids; each must match at least one step that ran, and every step that ran must match one."""

    name: str
    edit: Callable[[Path], None]
    steps: tuple[str, ...]


def film(language: str, *more: str) -> tuple[str, ...]:
    return (*(f"{language}/{step}" for step in ("mix", "mux", "measure")), *(f"{language}/{one}" for one in more))


TABLE = [
    Row("nothing", lambda show: None, ()),
    Row("a comment in the cast", replace("cast.toml", "[ANNA]\n", "# heroine\n[ANNA]\n"), ()),
    Row(
        "one translated line, about as long",
        replace(ES, "Llegas tarde.", "Llegaste tarde."),
        film("es", "speak/1.1", "transcribe/1.1", "segment/1.*"),
    ),
    Row(
        "the text of a message in one language",
        replace(ES, "No confíes en él.", "No te fíes de él."),
        ("es/segment/1.*", "es/mux", "es/measure"),
    ),
    Row("loudness", replace("show.toml", "[format]", "[style]\nloudness = -16\n[format]"), (*film("en"), *film("es"))),
    Row(
        "another voice for one character in one language",
        replace("cast.toml", "[ANNA.look]", '[ANNA.voices]\nes = "kokoro:ef_dora@1.05"\n[ANNA.look]'),
        film("es", "speak/1.1", "speak/1.3", "transcribe/1.1", "transcribe/1.3", "segment/1.*"),
    ),
    Row(
        "the look of somebody who is in the first scene alone",
        replace("cast.toml", 'hair = "bob"', 'hair = "bun"'),
        ("en/segment/1.*", "es/segment/1.*", "en/poster", "es/poster", "en/mux", "es/mux", "en/measure", "es/measure"),
    ),
    Row(
        "a retake",
        lambda show: (show / "episodes/01/choices.toml").write_text('[takes]\n"en/transcribe/1.1" = 2\n'),
        ("en/transcribe/1.1",),
    ),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_an_edit_runs_exactly_its_steps(show: Path, row: Row) -> None:
    row.edit(show)
    (result,) = make(open_show(show))
    assert not result.errors
    strangers = [step for step in result.ran if not any(fnmatchcase(step, pattern) for pattern in row.steps)]
    missing = [pattern for pattern in row.steps if not any(fnmatchcase(step, pattern) for step in result.ran)]
    assert (strangers, missing) == ([], [])


def test_a_line_that_grows_leaves_the_pictures_after_it_alone(show: Path) -> None:
    replace(SCRIPT, "You are late.", "You are late again, and this time I have waited for almost two hours.")(show)
    (result,) = make(open_show(show), languages=())
    assert not result.errors
    ran = [step for step in result.ran if step.startswith("en/segment/2.")]
    assert ran == []
    assert any(step.startswith("en/segment/1.") for step in result.ran)


def test_the_plan_says_why_before_anything_runs(show: Path) -> None:
    replace(ES, "Llegas tarde.", "Llegaste tarde.")(show)
    (planned,) = plan(open_show(show))
    why = {one.step.id: one.why for one in planned.decided if one.why}
    assert why["es/speak/1.1"] == "line 1.1 changed"
    assert why["es/transcribe/1.1"] == "after es/speak/1.1"
    assert not any(step.startswith("en/") for step in why)
    assert not (show / "release/01/es/episode.mp4").samefile(show / "release/01/en/episode.mp4")


def test_a_corrupt_result_is_noticed_and_made_again(show: Path) -> None:
    store = show / ".onecrew" / "blobs"
    from onecrew.studio.make import store_of

    book = store_of(open_show(show))
    outputs = book.database.execute("SELECT outputs FROM result WHERE step = 'en/mix'").fetchone()[0]
    import json

    digest = json.loads(outputs)["master"]
    book.close()
    path = store / digest[:2] / digest[2:]
    path.write_bytes(b"broken" + path.read_bytes()[6:])
    replace("show.toml", 'title = "Two Doors"', 'title = "Three Doors"')(show)
    (result,) = make(open_show(show), languages=())
    assert not result.errors
    assert "en/mix" in result.ran
