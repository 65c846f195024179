"""The rebuild table: an edit of the show → exactly the steps that run. Everything else is reused."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

import numpy as np
import pytest

from onecrew.media.sound_file import write_wav
from onecrew.story.episode import MOODS
from onecrew.story.folder import open_show
from onecrew.studio.board import board
from onecrew.studio.decide import Decision
from onecrew.studio.make import make
from onecrew.studio.plan import plan
from shows import write_show

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("made")]

SCRIPT, ES, CHOICES = "episodes/01/script.fountain", "episodes/01/lines.es.po", "episodes/01/choices.toml"

Edit = Callable[[Path], None]


def replace(name: str, old: str, new: str) -> Edit:
    def edit(show: Path) -> None:
        file = show / name
        text = file.read_text()
        assert old in text, f"{name} has no {old!r}"
        file.write_text(text.replace(old, new))

    return edit


def write(name: str, text: str) -> Edit:
    def edit(show: Path) -> None:
        (show / name).write_text(text)

    return edit


def style(line: str) -> Edit:
    return replace("show.toml", "[format]", f"[style]\n{line}\n[format]")


def swap(name: str, one: str, other: str) -> Edit:
    def edit(show: Path) -> None:
        file = show / name
        text = file.read_text()
        assert one in text
        assert other in text
        file.write_text(text.replace(one, "\0").replace(other, one).replace("\0", other))

    return edit


def own_board(show: Path) -> None:
    board(open_show(show), own=True)


def own_music(show: Path) -> None:
    """The author's tone in the place of every mood's music."""
    folder = show / "media" / "music"
    folder.mkdir(parents=True)
    hum = (0.1 * np.sin(np.arange(480_000) * 0.05)).astype(np.float32)
    for mood in MOODS:
        write_wav(np.stack([hum, hum], axis=1), folder / f"{mood}.wav")


@dataclass(frozen=True)
class Row:
    """``steps``: patterns of ids; each must match at least one step that ran, and every step that ran must match one."""

    name: str
    edit: Edit
    steps: tuple[str, ...]


def film(*languages: str) -> tuple[str, ...]:
    """The steps that every change of a language's sound repeats."""
    return tuple(f"{language}/{step}" for language in languages for step in ("mix", "mux", "measure"))


def picture(*languages: str, shots: str = "*") -> tuple[str, ...]:
    """The steps that a change of pictures repeats."""
    repeated = (f"{language}/{step}" for language in languages for step in drawn(shots))
    return (*film_of(*languages), *repeated)


def film_of(*languages: str) -> tuple[str, ...]:
    """The steps that every change of a language's picture repeats."""
    return tuple(f"{language}/{step}" for language in languages for step in ("mux", "measure"))


def drawn(shots: str) -> tuple[str, str]:
    """What a shot that is drawn anew repeats: it is looked at again as well."""
    return f"segment/{shots}", f"figures/{shots}"


def scene(number: str, *languages: str) -> tuple[str, ...]:
    """A scene drawn anew."""
    return tuple(f"{language}/{step}" for language in languages for step in drawn(f"{number}.*"))


def heard(language: str) -> tuple[str, ...]:
    """The steps that write down what is said, a scene at a time."""
    return tuple(f"{language}/transcribe/{line}" for line in ("1.1", "2.1"))


def transcribed(*languages: str) -> tuple[str, ...]:
    """What is written down again when the first scene changes."""
    return tuple(f"{language}/transcribe/1.1" for language in languages)


MUSIC = "e[ns]/music/1"
"""Music of another length than before, which is the same in both languages: who comes first makes it."""

ANNA_FIRST = "ANNA\n(angry)\nYou are late.\n\n"
TOM_FIRST = "TOM\nI was looking for you.\n\n"

TABLE = [
    Row("nothing", lambda show: None, ()),
    Row("a comment in the cast", replace("cast.toml", "[ANNA]\n", "# heroine\n[ANNA]\n"), ()),
    Row("a comment in the script", replace(SCRIPT, "INT. OFFICE", "/* later: rain */\n\nINT. OFFICE"), ()),
    Row(
        "one translated line, about as long",
        replace(ES, "Llegas tarde.", "Llegaste tarde."),
        ("es/speak/1.1", "es/transcribe/1.1", *film("es"), *scene("1", "es"), "es/poster"),
    ),
    Row(
        "a line of the source, whose translation is kept until a person mends it",
        replace(SCRIPT, "You are late.", "You are so late."),
        ("en/speak/1.1", "en/transcribe/1.1", *film("en", "es"), *scene("1", "en", "es"), MUSIC, "en/poster", "es/poster"),
    ),
    Row(
        "the text of a message in one language",
        replace(ES, "No confíes en él.", "No te fíes de él."),
        picture("es", shots="1.*"),
    ),
    Row("captions no longer burnt in", style('captions = "soft"'), picture("en", "es")),
    Row("captions only burnt in", style('captions = "burnt"'), ("en/mux", "en/measure", "es/mux", "es/measure")),
    Row("loudness", style("loudness = -16"), film("en", "es")),
    Row("music off", style("music = false"), film("en", "es")),
    Row("music of the author", own_music, (*film("en", "es"), "e[ns]/music/*")),
    Row("palette", style('palette = "rose"'), (*picture("en", "es"), "en/poster", "es/poster")),
    Row(
        "another pace for one character in one language",
        replace("cast.toml", "[ANNA.look]", '[ANNA.voices]\nes = "kokoro:ef_dora@1.05"\n[ANNA.look]'),
        ("es/speak/1.1", "es/speak/1.3", "es/transcribe/1.1", *film("es"), *scene("1", "es"), "es/poster"),
    ),
    Row(
        "the look of somebody who is in the first scene alone",
        replace("cast.toml", 'hair = "bob"', 'hair = "bun"'),
        (*picture("en", "es", shots="1.*"), "en/poster", "es/poster"),
    ),
    Row(
        "how one language writes a name that a phone shows",
        write("terms.toml", '[[term]]\nsource = "Max"\nforms = { es = "Maxi" }\n'),
        (*picture("es", shots="1.*"), *heard("es")),
    ),
    Row(
        "the title in one language, which a card shows",
        replace("show.toml", "[format]", '[titles]\nes = "Dos puertas"\n[format]'),
        picture("es", shots="1.d"),
    ),
    Row(
        "a line deleted",
        replace(SCRIPT, "ANNA\n(afraid)\nWho is Max?\n\n", ""),
        (*film("en", "es"), *transcribed("en", "es"), *scene("1", "en", "es"), MUSIC, "en/poster", "es/poster"),
    ),
    Row(
        "a line moved: what was said is not said again",
        swap(SCRIPT, ANNA_FIRST, TOM_FIRST),
        (*film("en", "es"), *transcribed("en", "es"), *scene("1", "en", "es"), MUSIC, "en/poster", "es/poster"),
    ),
    Row("another take of what was written down", write(CHOICES, '[takes]\n"en/transcribe/1.1" = 2\n'), ("en/transcribe/1.1",)),
    Row(
        "another take that sounds the same stops there",
        write(CHOICES, '[takes]\n"en/speak/1.1" = 2\n'),
        ("en/speak/1.1",),
    ),
    Row("a finding accepted", write(CHOICES, '[accepted]\n"es words" = "checked by ear"\n'), ()),
    Row("the picture called final", write(CHOICES, "final = true\n"), ()),
    Row("the shots taken over as they are", own_board, ()),
]


def ran_after(show: Path) -> list[str]:
    """What make runs now, and a second make has nothing to do.

    Where no speech is missing, whose length a plan can only guess, every step was in the plan.
    """
    (planned,) = plan(open_show(show))
    todo = {one.step.id for one in planned.decided if one.decision is not Decision.REUSED}
    (result,) = make(open_show(show))
    assert not result.errors, result.errors
    assert any("/speak/" in step for step in todo) or set(result.ran) <= todo
    (again,) = make(open_show(show))
    assert again.ran == []
    return result.ran


def differences(ran: Iterable[str], patterns: Iterable[str]) -> tuple[list[str], list[str]]:
    """Steps that no pattern names, and patterns that no step meets."""
    ran, patterns = list(ran), list(patterns)
    strangers = [step for step in ran if not any(fnmatchcase(step, pattern) for pattern in patterns)]
    missing = [pattern for pattern in patterns if not any(fnmatchcase(step, pattern) for step in ran)]
    return strangers, missing


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)
def test_an_edit_runs_exactly_its_steps(show: Path, row: Row) -> None:
    row.edit(show)
    assert differences(ran_after(show), row.steps) == ([], [])


def test_a_line_that_grows_leaves_the_pictures_of_other_scenes_alone(show: Path) -> None:
    replace(SCRIPT, "You are late.", "You are late again, and this time I have waited for almost two hours.")(show)
    ran = ran_after(show)
    assert [step for step in ran if step.startswith("en/segment/2.")] == []
    assert any(step.startswith("en/segment/1.") for step in ran)


def test_one_shot_of_a_board_that_is_owned_is_drawn_anew_alone(show: Path) -> None:
    own_board(show)
    file = show / "episodes/01/board.toml"
    before, after = file.read_text().split('[[shot]]\nid = "2.a"', 1)
    assert "move = " in after or "framing = " in after, after
    head, tail = after.split("framing = ", 1)
    old, rest = tail.split("\n", 1)
    new = '"wide"' if "wide" not in old else '"full"'
    file.write_text(f'{before}[[shot]]\nid = "2.a"{head}framing = {new}\n{rest}')
    ran = ran_after(show)
    # It is the same in both languages, and looked at once.
    assert differences(ran, (*film_of("en", "es"), "en/segment/2.a", "es/segment/2.a", "e[ns]/figures/2.a")) == ([], [])


def test_a_finding_accepted_opens_the_gate_and_a_final_picture_is_called_so_in_the_manifest(show: Path) -> None:
    manifest = show / "release/01/es/manifest.json"
    report = json.loads((show / "release/01/report.json").read_text())
    red = [one["id"] for one in report["releases"]["es"]["findings"] if one["verdict"] == "red"]
    accepted = "".join(f'"es {one}" = "checked by ear"\n' for one in red)
    assert json.loads(manifest.read_text())["picture"] == "animatic"
    write(CHOICES, f"final = true\n[accepted]\n{accepted}")(show)
    assert ran_after(show) == []
    told = json.loads(manifest.read_text())
    assert (told["picture"], told["gate"]) == ("final", "open")


TWO_LINES = """\
INT. CAFE - NIGHT

ANNA waits at a table.

ANNA
You are late.

TOM
I was looking for you.
"""


def test_a_language_without_translations_is_drafted_and_one_changed_line_is_drafted_again_alone(tmp_path: Path) -> None:
    english = 'title = "Two Doors"\n[format]\nwidth = 144\nheight = 256\nrate = 12\n'
    show = write_show(tmp_path / "show", TWO_LINES, english, es="")
    (first,) = make(open_show(show))
    assert not first.errors
    assert all(step.startswith("en/") for step in first.ran)

    write("show.toml", english.replace("[format]", 'languages = ["en", "pt-BR"]\n[format]'))(show)
    ran = ran_after(show)
    every = [f"pt-BR/{step}" for step in ("translate/1.1", "translate/1.2", "speak/1.1", "speak/1.2")]
    every += [f"pt-BR/{step}" for step in ("transcribe/1.1", *drawn("*"), "mix", "mux", "measure")]
    # The poster may show a mouth that speaks, or one that waits and is the English one; a cut as long has the English music.
    assert differences([step for step in ran if step not in ("pt-BR/poster", "pt-BR/music/1")], every) == ([], [])
    drafts = (show / "episodes/01/lines.pt-BR.po").read_text()
    assert drafts.count("machine draft") == 2

    replace(SCRIPT, "You are late.", "You are very late.")(show)
    ran = ran_after(show)
    assert [step for step in ran if "/translate/" in step] == ["pt-BR/translate/1.1"]
    assert {step for step in ran if "/speak/" in step} <= {"en/speak/1.1", "pt-BR/speak/1.1"}
    assert "en/speak/1.1" in ran
    accepted = (show / "episodes/01/lines.pt-BR.po").read_text()
    assert "You are very late." in accepted


def test_the_plan_says_why_before_anything_runs(show: Path) -> None:
    replace(ES, "Llegas tarde.", "Llegaste tarde.")(show)
    (planned,) = plan(open_show(show))
    why = {one.step.id: one.why for one in planned.decided if one.why}
    assert why["es/speak/1.1"] == "line 1.1 changed"
    assert why["es/transcribe/1.1"] == "after es/speak/1.1"
    assert not any(step.startswith("en/") for step in why)
