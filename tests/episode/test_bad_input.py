"""Bad input ends with a message that names the file, the fact and the next step, the right exit code, and nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shows import CAST, ES, SCRIPT, SHOW, write_show

ONECREW = [sys.executable, "-c", "from onecrew.cli.main import main; main()"]


def run(*words: str, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*ONECREW, *words], capture_output=True, text=True, check=False, cwd=cwd, env={**os.environ, **environment}
    )


def check(folder: Path) -> tuple[int, str]:
    done = run("check", "--show", str(folder))
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr + done.stdout


@pytest.mark.parametrize(
    ("what", "files", "words"),
    [
        ("an empty script", {"script": ""}, ["episodes/01/script.fountain", "empty"]),
        ("a script of bytes that are no text", {"script": "\x00\x01\x02\xff" * 200}, ["episodes/01/script.fountain"]),
        ("a boneyard that never ends", {"script": "INT. CAFE - DAY\n\n/* once\n\nANNA waits.\n"}, ["script.fountain:3", "/*"]),
        ("an unknown key", {"show": SHOW + "lenght = 3\n"}, ["show.toml:8", "lenght"]),
        ("a wrong type", {"show": SHOW.replace('"Two Doors"', "3")}, ["show.toml:1", "title is 3"]),
        ("broken TOML", {"cast": "[ANNA\n"}, ["cast.toml:1", "not valid TOML"]),
        ("a palette that does not exist", {"show": SHOW + '[style]\npalette = "dsuk"\n'}, ["palette", "dusk"]),
        ("a language that is none", {"show": SHOW.replace('"es"', '"spanish!"')}, ["show.toml:3", "language tag"]),
        ("a voice that does not exist", {"cast": CAST + '[TOM.voices]\nen = "kokoro:am_nobody"\n'}, ["cast.toml", "am_nobody"]),
        ("a provider that does not exist", {"show": SHOW + '[models]\nspeech = "kokorro"\n'}, ["kokorro", "kokoro"]),
        ("a broken PO file", {"es": 'msgctxt "1.1 ANNA"\nmsgid "You are late."\nmsgstr "Lle\n'}, ["lines.es.po:3", "PO"]),
        ("a PO file without a line", {"es": ES.replace('msgstr "Max era yo."', 'msgstr ""')}, ["lines.es.po", "1 Spanish"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_check_names_the_file_the_fact_and_the_next_step(
    tmp_path: Path, what: str, files: dict[str, str], words: list[str]
) -> None:
    folder = tmp_path / "show"
    parts = {"script": SCRIPT, "show": SHOW, "cast": CAST, "es": ES, **files}
    write_show(folder, "", parts["show"], parts["cast"], parts["es"])
    (folder / "episodes/01/script.fountain").write_bytes(parts["script"].encode("latin-1"))
    code, said = check(folder)
    assert code == 1, said
    for word in words:
        assert word in said, said


@pytest.mark.parametrize(
    ("what", "files", "words"),
    [
        ("an extra entry", {"es": ES + '\nmsgctxt "9.9 ZOE"\nmsgid "Bye."\nmsgstr "Adiós."\n'}, ["lines.es.po", "9.9 ZOE"]),
        ("a character who never speaks", {"cast": CAST + '[ZOE]\ntitle = "Zoe"\n'}, ["ZOE", "cast.toml"]),
        ("somebody the cast does not list", {"script": SCRIPT + "\nWAITER\nCoffee?\n", "es": ""}, ["WAITER", "cast.toml"]),
        (
            "a three-minute monologue in one line",
            {"script": SCRIPT + "\nTOM\n" + "I remember every single day. " * 110 + "\n", "es": ""},
            ["script.fountain", "s"],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_check_warns_of_what_can_be_made_but_should_be_looked_at(
    tmp_path: Path, what: str, files: dict[str, str], words: list[str]
) -> None:
    parts = {"script": SCRIPT, "show": SHOW.replace(', "es"', ""), "cast": CAST, "es": "", **files}
    if files.get("es"):
        parts["show"] = SHOW
    folder = write_show(tmp_path / "show", parts["script"], parts["show"], parts["cast"], parts["es"])
    code, said = check(folder)
    assert code == 0, said
    for word in words:
        assert word in said, said


def test_a_folder_without_a_show_names_the_command_that_makes_one(tmp_path: Path) -> None:
    done = run("make", cwd=tmp_path)
    assert done.returncode == 1
    assert "onecrew new" in done.stderr


def test_an_episode_that_does_not_exist_names_those_that_do(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show")
    done = run("plan", "02", "--show", str(folder))
    assert done.returncode == 1
    assert "'02'" in done.stderr
    assert "01" in done.stderr


def test_a_mistyped_verb_names_the_nearest_and_exits_with_usage() -> None:
    done = run("maek")
    assert done.returncode == 2
    assert "'make'" in done.stderr


def test_errors_can_be_had_as_json(tmp_path: Path) -> None:
    done = run("check", "--json", cwd=tmp_path)
    assert json.loads(done.stdout)["error"]["kind"] == "OnecrewError"


def test_a_language_no_voice_speaks_names_who_would(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show", show=SHOW.replace('"es"', '"th"'), es="")
    (folder / "episodes/01/lines.th.po").write_text(ES.replace("Llegas tarde.", "สาย"))
    done = run("plan", "--show", str(folder), "--json")
    problems = [one for plan in json.loads(done.stdout) for one in plan["problems"]]
    mute = [one for one in problems if "no voice of kokoro speaks Thai" in one["what"]]
    assert mute, problems
    assert "captions" in mute[0]["what"]
    assert "providers that do" in mute[0]["do"]


def test_an_unwritable_place_is_a_store_error(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show")
    (folder / ".onecrew").write_text("a file where the store should be")
    done = run("make", "--show", str(folder))
    assert done.returncode == 5, done.stderr
    assert ".onecrew" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_make_is_told_who_holds_the_show(tmp_path: Path) -> None:
    from onecrew.store.lock import hold_lock

    folder = write_show(tmp_path / "show")
    with hold_lock(folder / ".onecrew"):
        done = run("make", "--show", str(folder))
    assert done.returncode == 5
    assert str(os.getpid()) in done.stderr


def test_new_begins_a_show_that_checks_without_an_error_and_never_overwrites(tmp_path: Path) -> None:
    done = run("new", "my-show", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    code, said = check(tmp_path / "my-show")
    assert code == 0, said
    again = run("new", "my-show", cwd=tmp_path)
    assert again.returncode == 1
    assert "already holds a show" in again.stderr


def test_import_makes_a_show_of_a_final_draft_file(tmp_path: Path) -> None:
    from onecrew.story.fdx import write_fdx
    from onecrew.story.fountain import read_fountain

    (tmp_path / "script.fdx").write_bytes(write_fdx(read_fountain(SCRIPT, "x")[0]))
    done = run("import", "script.fdx", "--into", "show", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    code, said = check(tmp_path / "show")
    assert code == 0, said
    assert "2 scenes" in said
