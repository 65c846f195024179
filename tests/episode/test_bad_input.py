"""Bad input ends with a message that names the file, the fact and the next step, the right exit code, and nothing lost."""

from __future__ import annotations

import ctypes
import json
import os
import subprocess
import sys
import wave
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from onecrew.providers import weights
from onecrew.story.episode import MOODS
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
        ("a script in another encoding", {"script": SCRIPT.replace("late", "l\xe0te")}, ["script.fountain:9", "UTF-8"]),
        ("an unknown key", {"show": SHOW + "lenght = 3\n"}, ["show.toml:8", "lenght"]),
        ("a wrong type", {"show": SHOW.replace('"Two Doors"', "3")}, ["show.toml:1", "title is 3"]),
        ("a table where a text belongs", {"cast": CAST.replace('"bob"', "{ a = 1 }")}, ["cast.toml:6", "hair"]),
        ("a hair nobody can draw", {"cast": CAST.replace('"bob"', '"bobb"')}, ["cast.toml:6", "bobb", "bob"]),
        ("a picture of odd size", {"show": SHOW.replace("144", "145")}, ["show.toml:5", "145", "even"]),
        ("broken TOML", {"cast": "[ANNA\n"}, ["cast.toml:1", "not valid TOML"]),
        ("a palette that does not exist", {"show": SHOW + '[style]\npalette = "dsuk"\n'}, ["palette", "dusk"]),
        ("a language that is none", {"show": SHOW.replace('"es"', '"spanish!"')}, ["show.toml:3", "language tag"]),
        ("a voice that does not exist", {"cast": CAST + '[TOM.voices]\nen = "kokoro:am_nobody"\n'}, ["cast.toml", "am_nobody"]),
        ("a provider that does not exist", {"show": SHOW + '[models]\nspeech = "kokorro"\n'}, ["kokorro", "kokoro"]),
        ("a broken PO file", {"es": 'msgctxt "1.1 ANNA"\nmsgid "You are late."\nmsgstr "Lle\n'}, ["lines.es.po:3", "PO"]),
        ("a PO file of bytes that are no text", {"es": "\xff\xfe\x00" * 30}, ["lines.es.po"]),
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
    if "\xff" in parts["es"]:
        (folder / "episodes/01/lines.es.po").write_bytes(parts["es"].encode("latin-1"))
    code, said = check(folder)
    assert code == 1, said
    for word in words:
        assert word in said, said


@pytest.mark.parametrize(
    ("what", "files", "words"),
    [
        ("a boneyard that never ends", {"script": SCRIPT + "\n/* once\n"}, ["script.fountain:28", "/*"]),
        ("a scene without action", {"script": "INT. CAFE - NIGHT\n\nANNA\nHello.\n\nTOM\nHi.\n"}, ["2 lines", "2 characters"]),
        ("a scene of nothing but a heading", {"script": SCRIPT + "\nINT. CAFE - NIGHT\n"}, ["3 scenes"]),
        ("a script without a heading", {"script": "ANNA\nHello.\n"}, ["1 lines"]),
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


FDX = '<FinalDraft DocumentType="Script"><Content><Paragraph Type="Scene Heading"><Text>INT. CAFE</Text></Paragraph>'


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x00\xff\xfe binary",
        FDX.encode(),
        b"<html><body>no script</body></html>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]>" + FDX.encode(),
    ],
    ids=["empty", "binary", "cut off", "of another kind", "with entities"],
)
def test_a_malformed_final_draft_file_is_a_problem_with_its_name(tmp_path: Path, data: bytes) -> None:
    folder = write_show(tmp_path / "show", es="")
    (folder / "episodes/01/script.fountain").unlink()
    (folder / "episodes/01/script.fdx").write_bytes(data)
    code, said = check(folder)
    assert code == 1
    assert "episodes/01/script.fdx" in said
    (tmp_path / "bad.fdx").write_bytes(data)
    done = run("import", "bad.fdx", "--into", "new", cwd=tmp_path)
    assert done.returncode == 1
    assert "bad.fdx" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_take_of_nothing_is_named_with_the_nearest_order(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show")
    (folder / "episodes/01/choices.toml").write_text('[takes]\n"en/speak/1.9" = 2\n"es/transcribe/1.1" = 2\n')
    code, said = check(folder)
    assert code == 0
    assert "'en/speak/1.9'" in said
    assert "did you mean 'en/speak/1." in said
    assert "es/transcribe/1.1" not in said


def test_a_finding_that_is_accepted_in_vain_is_named_with_the_nearest(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show")
    accepted = '[accepted]\n"es loudnes" = "a matter of taste"\n"words 1.1" = "a name"\n"en onset" = "seen"\n'
    (folder / "episodes/01/choices.toml").write_text(accepted)
    code, said = check(folder)
    assert code == 0
    assert "'es loudnes' is accepted" in said
    assert "did you mean 'es loudness'" in said
    assert "words 1.1" not in said
    assert "en onset" not in said


def test_a_script_that_cannot_be_read_is_the_only_thing_said(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show")
    (folder / "episodes/01/script.fountain").write_bytes(SCRIPT.encode().replace(b"late", b"l\xe0te"))
    _, said = check(folder)
    assert said.count("error:") == 1
    assert "warning:" not in said
    assert "note:" not in said


@pytest.mark.parametrize("name", ["show.toml", "cast.toml", "terms.toml", "episodes/01/choices.toml", "episodes/01/board.toml"])
def test_bytes_that_are_no_text_are_named_with_the_file(tmp_path: Path, name: str) -> None:
    folder = write_show(tmp_path / "show")
    (folder / name).write_bytes(b"title = 1\n\xff\xfe\x00")
    code, said = check(folder)
    assert code == 1
    assert f"{name}:2" in said
    assert "UTF-8" in said


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("terms.toml", '[[term]]\nsource = "Max"\nforms = { spanish = "Max" }\n', ["terms.toml:3", "spanish"]),
        ("terms.toml", '[[term]]\nforms = { es = "Max" }\n', ["terms.toml", "source"]),
        ("episodes/01/choices.toml", '[takes]\n"en/speak/1.1" = "two"\n', ["choices.toml:2", "en/speak/1.1"]),
        ("episodes/01/choices.toml", "finale = true\n", ["choices.toml:1", "final"]),
        ("episodes/01/board.toml", '[[shot]]\nid = "1.a"\nframing = "clsoe"\n', ["board.toml:3", "close"]),
        ("episodes/01/board.toml", "shot = 3\n", ["board.toml:1", "shot"]),
    ],
)
def test_a_mistake_in_a_smaller_file_is_named_with_its_line(tmp_path: Path, name: str, text: str, words: list[str]) -> None:
    folder = write_show(tmp_path / "show")
    (folder / name).write_text(text)
    code, said = check(folder)
    assert code == 1, said
    for word in words:
        assert word in said, said


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


def without_rights() -> None:
    """The superuser is held to permissions like everybody: CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH leave the bounding set."""
    library = ctypes.CDLL(None)
    for capability in (1, 2):
        library.prctl(24, capability)


def run_without_rights(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*ONECREW, *words], capture_output=True, text=True, check=False, cwd=cwd, preexec_fn=without_rights)


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A small show in a folder that may be read only."""
    folder = write_show(tmp_path / "show")
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


def test_a_folder_that_may_not_be_written_is_a_store_error_for_make_and_none_for_those_who_only_read(closed: Path) -> None:
    done = run_without_rights("make", cwd=closed)
    assert done.returncode == 5, done.stderr
    assert ".onecrew" in done.stderr
    assert "permissions" in done.stderr
    assert "Traceback" not in done.stderr
    for verb in ("check", "plan"):
        done = run_without_rights(verb, cwd=closed)
        assert done.returncode == 0, done.stderr
    done = run_without_rights("board", cwd=closed)
    assert done.returncode == 5
    done = run_without_rights("new", "inside", cwd=closed)
    assert done.returncode == 5
    assert "Traceback" not in done.stderr


def test_a_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show")
    for name in ("cast.toml", "episodes/01/script.fountain", "show.toml"):
        (folder / name).chmod(0)
        done = run_without_rights("check", cwd=folder)
        (folder / name).chmod(0o644)
        assert done.returncode == 1, done.stderr
        assert name in done.stderr
        assert "permissions" in done.stderr
        assert "Traceback" not in done.stderr


def test_others_may_look_while_a_show_is_made(tmp_path: Path) -> None:
    from onecrew.store.lock import hold_lock

    folder = write_show(tmp_path / "show")
    with hold_lock(folder / ".onecrew"):
        for verb in ("check", "plan"):
            assert run(verb, "--show", str(folder)).returncode == 0


def test_make_lays_out_the_file_that_a_translator_is_asked_to_fill(tmp_path: Path) -> None:
    folder = write_show(tmp_path / "show", es="")
    file = folder / "episodes/01/lines.es.po"
    done = run("make", "--to", "es", "--show", str(folder))
    assert done.returncode == 1
    assert "lines.es.po" in done.stderr
    text = file.read_text()
    assert text.count('msgstr ""') == 1 + 5
    assert 'msgctxt "1.1 ANNA"\nmsgid "You are late."\nmsgstr ""' in text
    again = run("make", "--to", "es", "--show", str(folder))
    assert again.returncode == 1
    assert file.read_text() == text
    assert "5 of 5 texts have no Spanish translation" in again.stderr


# weights


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A home whose voices have one byte too many wrong."""
    real = weights.home() / "weights"
    home = tmp_path / "home"
    (home / "weights" / "kokoro-voices").mkdir(parents=True)
    for file in (real / "kokoro-voices").iterdir():
        data = bytearray(file.read_bytes())
        data[1000] ^= 1
        (home / "weights" / "kokoro-voices" / file.name).write_bytes(data)
    for name in ("kokoro", "whisper-base"):
        (home / "weights" / name).symlink_to(real / name)
    return home


@pytest.mark.slow
def test_weights_with_a_wrong_hash_are_named_with_the_command_that_mends_them(tmp_path: Path, damaged: Path) -> None:
    folder = write_show(tmp_path / "show", show=SHOW.replace(', "es"', ""), es="")
    done = run("make", "--workers", "1", "--show", str(folder), ONECREW_HOME=str(damaged))
    assert done.returncode == 4, done.stderr
    assert "SHA-256" in done.stderr
    assert "run: onecrew models fetch" in done.stderr
    told = [line for line in done.stderr.splitlines() if "onecrew models fetch" in line]
    assert len(told) == len(set(told)) == 2, done.stderr
    assert "not finished" in done.stdout
    assert "Traceback" not in done.stderr
    done = run("models", ONECREW_HOME=str(damaged))
    assert done.returncode == 0
    assert "onecrew models fetch" in done.stdout


def test_without_npm_and_network_the_fetch_says_what_is_missing_and_where_a_file_may_be_put(tmp_path: Path) -> None:
    nothing = tmp_path / "bin"
    nothing.mkdir()
    done = run(
        "models",
        "fetch",
        "kokoro-voices",
        PATH=str(nothing),
        ONECREW_HOME=str(tmp_path / "home"),
        XDG_DATA_HOME=str(tmp_path / "data"),
        HF_ENDPOINT="http://127.0.0.1:9",
    )
    assert done.returncode == 4, done.stderr
    assert "npm is not installed" in done.stderr
    assert str(tmp_path / "data") in done.stderr
    assert "Traceback" not in done.stderr


def test_weights_that_do_not_exist_name_those_that_do() -> None:
    done = run("models", "fetch", "kokorro")
    assert done.returncode == 2
    assert "kokoro" in done.stderr
    assert "Traceback" not in done.stderr


# bad media


@pytest.mark.slow
@pytest.mark.xdist_group("made")
def test_music_that_is_no_music_is_named_and_everything_else_is_kept(show: Path) -> None:
    folder = show / "media" / "music"
    folder.mkdir(parents=True)
    for mood in MOODS:
        (folder / f"{mood}.mp3").write_bytes(b"this is not music" * 100)
    done = run("make", "--show", str(show))
    assert done.returncode == 5, done.stderr
    assert ".mp3" in done.stderr
    assert "media/music" in done.stderr
    assert "fault of onecrew" not in done.stderr
    assert "Traceback" not in done.stderr
    assert (show / "release/01/en/episode.mp4").is_file()
    for file in folder.iterdir():
        file.unlink()
    done = run("make", "--show", str(show), "--json")
    assert done.returncode == 0
    assert json.loads(done.stdout)[0]["steps"] == []


# No sentence like another: what is said again and again, Whisper's guard against loops takes for one.
MONOLOGUE = (
    "My father kept a boat in the old harbour, a small green boat with a broken mast. Every Sunday he walked down the hill "
    "with bread in his pocket and told my mother that he would be back before dark. In winter the water was black and "
    "nobody else went out. One morning in November he took my brother with him, because the boy had asked for weeks. I "
    "stood at the kitchen window and counted the gulls. At noon the wind turned and the church bells began to ring, "
    "although it was no holiday. People ran past our door without their coats. Mother put the iron down and said nothing, "
    "she only looked at the clock. When the doctor came up the road he was carrying a wet shoe, and I knew whose it was. "
    "They found the boat two days later, whole and dry, as if somebody had tied it there on purpose. For years I believed "
    "that he had planned it. He owed money to a man in the city, a lawyer with soft hands, who smiled at children and never "
    "forgot a date. After the funeral this lawyer visited us every month. He drank our coffee, he praised the curtains, and "
    "then he opened his leather case. We sold the piano first. The garden followed, the silver spoons, at last the house "
    "itself. I was seventeen and I learned to type. A company hired me because I never asked questions. So I read their "
    "letters, thousands of letters, and one afternoon I found a name I had buried long ago. My brother had signed it. The "
    "signature was older, heavier, but he still drew a tiny sail under the last letter. I took the night train across the "
    "mountains without a ticket. He opened the door himself. He had grey hair, three daughters, and a limp. We sat in his "
    "garage until sunrise. The storm had been real, he told me, yet the rescue was real too, and father had chosen which of "
    "his sons should come home. I never asked him why it was not me. Tonight I am going to ask."
)


@pytest.mark.slow
def test_a_monologue_of_minutes_is_made_whole(tmp_path: Path) -> None:
    script = f"INT. CAFE - NIGHT\n\nTOM sits alone.\n\nTOM\n{MONOLOGUE}\n"
    small = 'title = "Winter"\n[format]\nwidth = 144\nheight = 144\nrate = 10\n'
    folder = write_show(tmp_path / "show", script, small, CAST, es="")
    done = run("make", "--show", str(folder), "--json")
    assert done.returncode == 0, done.stderr + done.stdout
    (made,) = json.loads(done.stdout)
    assert made["film_seconds"] > 90
    manifest = json.loads((folder / "release/01/en/manifest.json").read_text())
    (line,) = manifest["lines"]
    with wave.open(str(blob(folder, line["audio"]))) as sound:
        spoken = sound.getnframes() / sound.getframerate()
    assert spoken > 90
    assert float(Fraction(line["start"])) + spoken / float(Fraction(line["tempo"])) <= made["film_seconds"]
    assert len(manifest["shots"]) > 10
    report = json.loads((folder / "release/01/report.json").read_text())["releases"]["en"]
    verdicts = {one["id"]: one["verdict"] for one in report["findings"]}
    assert verdicts["cut off"] == verdicts["frames"] == verdicts["length"] == verdicts["caption rules"] == "green"
    assert verdicts["words"] != "red", [one for one in report["findings"] if one["area"] == "words"]


def blob(folder: Path, digest: str) -> Path:
    return folder / ".onecrew" / "blobs" / digest[:2] / digest[2:]
