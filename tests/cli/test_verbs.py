"""Every verb: its help, its JSON, its exit code."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest

from onecrew.cli import main as command_line
from onecrew.cli.main import VERBS
from onecrew.providers.registry import CAPABILITIES
from shows import SHOW, write_show

ROOT = Path(__file__).parents[2]
Told = tuple[int, str, str]
Say = Callable[..., Told]


@pytest.fixture
def say(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Say:
    """``onecrew`` with these words: exit code, standard output, standard error."""

    def run(*words: object) -> Told:
        monkeypatch.setattr(sys, "argv", ["onecrew", *map(str, words)])
        code = 0
        try:
            command_line.main()
        except SystemExit as stopped:
            code = stopped.code if isinstance(stopped.code, int) else 0
        out, err = capsys.readouterr()
        assert "Traceback" not in err
        return code, out, err

    return run


def command(verb: str) -> click.Command:
    found: click.Command = importlib.import_module(f"onecrew.cli.{verb}_verb").command
    return found


@pytest.mark.parametrize("verb", VERBS)
def test_the_list_of_verbs_says_what_the_verb_says(verb: str) -> None:
    assert command(verb).help == VERBS[verb]
    assert command(verb).name == verb


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_says_what_it_does_and_every_verb_speaks_json(verb: str) -> None:
    options = [one for one in command(verb).params if isinstance(one, click.Option)]
    assert [one.name for one in options if not one.help] == []
    assert "as_json" in [one.name for one in options]


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_docs(verb: str) -> None:
    texts = [(ROOT / "README.md").read_text(), *(one.read_text() for one in (ROOT / "docs").rglob("*.md"))]
    assert any(f"onecrew {verb}" in text for text in texts)


def test_help_names_every_verb_and_needs_no_heavy_library() -> None:
    code = (
        "import sys, contextlib\n"
        "from onecrew.cli.main import cli\n"
        "with contextlib.suppress(SystemExit): cli(['--help'])\n"
        "print(sorted({'numpy', 'skia', 'av', 'onnxruntime', 'scipy'} & sys.modules.keys()))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert all(f"  {verb} " in done.stdout for verb in VERBS)
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_and_version_exit_with_0(say: Say) -> None:
    assert say("--help")[0] == 0
    assert say("--version")[0] == 0
    assert all(say(verb, "--help")[0] == 0 for verb in VERBS)


# JSON


def test_new_check_and_plan_tell_json(say: Say, tmp_path: Path) -> None:
    code, out, _ = say("new", tmp_path / "show", "--title", "A “quoted” \\ title", "--languages", "pt-BR", "--json")
    assert code == 0
    assert set(json.loads(out)["written"]) == {"show.toml", "cast.toml", "terms.toml", "episodes/01/script.fountain"}
    code, out, _ = say("check", "--show", tmp_path / "show", "--json")
    assert code == 0
    checked = json.loads(out)
    assert checked["episodes"]["01"]["scenes"] == 1
    assert all(one["severity"] != "error" for one in checked["problems"])
    code, out, _ = say("plan", "--show", tmp_path / "show", "--json")
    assert code == 0
    (planned,) = json.loads(out)
    assert planned["languages"] == ["en", "pt-BR"]
    assert {one["decision"] for one in planned["steps"]} == {"to make", "to order"}


def test_import_and_models_tell_json(say: Say, tmp_path: Path) -> None:
    (tmp_path / "night.fountain").write_text("INT. CAFE - NIGHT\n\nANNA\nHello.\n")
    code, out, _ = say("import", tmp_path / "night.fountain", "--into", tmp_path / "show", "--json")
    assert code == 0
    assert json.loads(out)["show"] == str(tmp_path / "show")
    code, out, _ = say("models", "--json")
    assert code == 0
    assert {one["capability"] for one in json.loads(out)} >= set(CAPABILITIES)


@pytest.mark.slow
@pytest.mark.xdist_group("made")
def test_board_make_report_and_export_tell_json(say: Say, show: Path, tmp_path: Path) -> None:
    code, out, _ = say("board", "--show", show, "--json")
    assert code == 0
    assert all(Path(file).is_file() for one in json.loads(out)["boards"] for file in one["files"])
    code, out, err = say("make", "--show", show, "--json")
    assert (code, err) == (0, "")
    (made,) = json.loads(out)
    assert made["steps"] == []
    assert made["releases"].keys() == {"en", "es"}
    code, out, _ = say("report", "--show", show, "--json")
    (report,) = json.loads(out)
    shut = [one for one in report["releases"].values() if one["gate"] == "shut"]
    assert code == (1 if shut else 0)
    code, _, err = say("report", "--show", show, "--to", "fr")
    assert code == 1
    assert "fr" in err
    code, out, _ = say("report", "--show", show)
    worst = [one for one in report["releases"]["es"]["findings"] if one["verdict"] == "red"]
    assert all(f'"es {one["id"]}"' in out for one in worst)
    code, out, _ = say("export", "--show", show, "--to", "en", "--anyway", "--into", tmp_path / "out", "--json")
    assert code == 0
    assert [Path(file).name for file in json.loads(out)] == ["01-en.otio"]


@pytest.mark.parametrize("verb", ["check", "board", "plan", "make", "report", "export"])
def test_where_there_is_no_show_json_has_the_error_and_the_way_on(
    say: Say, verb: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = say(verb, "--json")
    assert code == 1
    assert "onecrew new" in json.loads(out)["error"]["message"]


# exit codes


@pytest.mark.parametrize(
    "words",
    [
        ("maek",),
        ("make", "--to", "spanish!"),
        ("make", "--nonsense"),
        ("make", "--workers", "0"),
        ("export", "--as", "mov"),
        ("import",),
        ("new", "show", "--source", "e n"),
    ],
    ids=" ".join,
)
def test_usage_exits_with_2(say: Say, words: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write_show(tmp_path / "show"))
    code, _, err = say(*words)
    assert code == 2
    assert err.strip()


def test_problems_exit_with_1_and_stand_once_on_standard_error(say: Say, tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show", show=SHOW + "lenght = 3\n")
    for verb in ("check", "plan", "board", "make"):
        code, _, err = say(verb, "--show", folder)
        assert code == 1, verb
        assert err.count("show.toml:8") == 1, (verb, err)
        assert "lenght" in err


def test_a_report_or_an_export_before_make_names_make_and_exits_with_5(say: Say, tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show")
    for verb in ("report", "export"):
        code, _, err = say(verb, "--show", folder)
        assert code == 5, verb
        assert "onecrew make" in err


def test_a_language_the_show_has_not_is_a_problem_with_those_it_has(say: Say, tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show")
    for verb in ("plan", "make", "export"):
        code, _, err = say(verb, "--show", folder, "--to", "fr")
        assert code == 1, verb
        assert "fr" in err
        assert "en, es" in err


def test_a_show_is_found_from_any_folder_in_it(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_show(tmp_path / "show")
    monkeypatch.chdir(folder / "episodes" / "01")
    assert say("check")[0] == 0
