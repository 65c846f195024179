"""Killed at any moment, or out of space, localise goes on: the same show and release, the film and a person's texts untouched.

Run as a program, ``test_localise_crash.py HOW MOMENTS LOG onecrew …`` runs the command and notes each durable change in LOG; at the
first that is one of MOMENTS (parted by ``|``) the process ends by SIGKILL (HOW is ``kill``), or the disk is full (``full``).
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from onecrew.store.blobs import Blobs
from onecrew.store.store import Store

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]

TO = ["--from", "en", "--to", "pt-BR", "--workers", "1"]
MOMENTS = (
    "after mkdir 01",
    "before keep_result film/01/intake",
    "after keep_result film/01/sound",
    "before keep_take film/01/separate",
    "before keep_take film/01/hear",
    "after keep_take film/01/look",
    "before keep_take film/01/voices",
    "before replace .cast.toml.new",
    "after replace .cast.toml.new",
    "before replace .spotted.toml.new",
    "after replace .spotted.toml.new",
    "before write_text show.toml",
    "after write_text show.toml",
    "before keep_take pt-BR/translate/1.1",
    "before replace .lines.pt-BR.po.new",
    "after replace .lines.pt-BR.po.new",
    "before keep_result film/01/erase/1.1",
    "after keep_take pt-BR/speak/1.1",
    "before keep_result pt-BR/mix",
    "before keep_result pt-BR/segment/1.1",
    "after keep_result pt-BR/mux",
    "before keep_result pt-BR/measure",
    "after copy_to episode.mp4",
    "before copy_to manifest.json",
)
"""A kill at each kind of step, and wherever the show folder itself is written."""


def watched(moments: list[str], happens: Callable[[], None], log: Path) -> None:
    """Note every durable change of this process, and let ``happens`` happen at the first that is one of ``moments``."""
    steps: dict[str, str] = {}
    done = False

    def wrap(owner: type, name: str, called: Callable[..., str]) -> None:
        plain = getattr(owner, name)

        def change(when: str, what: str) -> None:
            nonlocal done
            moment = f"{when} {name} {what}"
            hit = not done and moment in moments
            with log.open("a") as file:
                file.write(f"{moment}\nhit {moment}\n" if hit else f"{moment}\n")
            if hit:
                done = True
                happens()

        def call(self: object, *args: object, **kwargs: object) -> object:
            what = called(self, *args)
            change("before", what)
            result = plain(self, *args, **kwargs)
            change("after", what)
            return result

        setattr(owner, name, call)

    def recorded(_: object, key: str, step: str, *others: object) -> str:
        steps[key] = step
        return step

    wrap(Store, "record_order", recorded)
    wrap(Store, "keep_take", lambda _, key, *others: steps[key])
    wrap(Store, "keep_result", lambda _, key, step, *others: step)
    wrap(Blobs, "copy_to", lambda _, digest, target, *others: target.name)
    for name in ("replace", "write_text", "mkdir"):
        wrap(Path, name, lambda path, *others: path.name)


def killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def run(
    film: Path, show: Path, how: str = "", moments: str = "", log: Path | None = None, limit: int = resource.RLIM_INFINITY
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own; ``limit``: the most bytes a file of its may have."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    words = ["onecrew", "localise", str(film), *TO, "--show", str(show)]
    program = [sys.executable, __file__, how, moments, str(log or os.devnull), *words]
    return subprocess.run(program, capture_output=True, text=True, check=False, preexec_fn=limited)


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four seconds, one line, one subtitle."""
    sys.path.insert(0, str(Path(__file__).parents[2]))
    from tests.localise.film import make_film

    folder = tmp_path_factory.mktemp("made") / "en"
    return make_film("photographic", folder, 4, "en", "outline", 5, width=144, height=256, extras=False).path


@pytest.fixture(scope="module")
def whole(film: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The show as it comes out when nothing goes wrong."""
    show = tmp_path_factory.mktemp("whole") / "show"
    done = run(film, show)
    assert done.returncode in (0, 1), done.stderr
    return show


def written(show: Path) -> dict[str, str]:
    """What a person reads of a show and its release, by name; a release's own files by what they hold."""
    manifest = json.loads((show / "release/01/pt-BR/manifest.json").read_text())
    names = ("show.toml", "cast.toml", "terms.toml", "episodes/01/spotted.toml", "episodes/01/lines.pt-BR.po")
    return {**{name: (show / name).read_text() for name in names}, **manifest["files"], "gate": manifest["gate"]}


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def leftovers(show: Path) -> list[str]:
    """Folders of films beside the first: a film that was put into the show twice."""
    return [one.name for one in (show / "episodes").iterdir() if one.name != "01"]


def test_killed_at_every_kind_of_step_the_show_and_the_release_come_out_the_same(film: Path, whole: Path, tmp_path: Path) -> None:
    show, log, before = tmp_path / "show", tmp_path / "log", digest(film)
    todo = set(MOMENTS)
    while (done := run(film, show, "kill", "|".join(todo), log)).returncode == -signal.SIGKILL:
        todo -= {line.removeprefix("hit ") for line in log.read_text().splitlines() if line.startswith("hit ")}
    assert done.returncode in (0, 1), done.stderr
    assert todo == set(), "moments that never came"
    assert digest(film) == digest(show / "episodes/01/source.mp4") == before
    assert leftovers(show) == []
    assert written(show) == written(whole)
    finished = [line.split()[2] for line in log.read_text().splitlines() if line.startswith("after keep_take")]
    assert len(finished) == len(set(finished)), "an order that was done was sent again"
    made = subprocess.run(
        [sys.executable, "-c", "from onecrew.cli.main import main; main()", "make", "--to", "pt-BR", "--show", str(show), "--json"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode in (0, 1), made.stderr
    assert [episode["steps"] for episode in json.loads(made.stdout)] == [[]]


def test_what_a_person_wrote_outlives_kills(film: Path, whole: Path, tmp_path: Path) -> None:
    show = tmp_path / "show"
    shutil.copytree(whole, show)
    spotted, po = show / "episodes/01/spotted.toml", show / "episodes/01/lines.pt-BR.po"
    spotted.write_text(spotted.read_text().replace("Who gave you this picture?", "Who gave you that picture?"))
    text = re.sub(r"# machine draft.*\n#, fuzzy\n", "", po.read_text())
    mine = "Quem foi que lhe deu essa foto?"
    po.write_text(re.sub(r'(msgid ")Who gave you this.*\nmsgstr ".*"', rf'\1Who gave you that picture?"\nmsgstr "{mine}"', text))
    edited = spotted.read_text(), po.read_text()
    assert mine in edited[1]
    for moment in ("after keep_take pt-BR/speak/1.1", "before keep_result pt-BR/mux", "before copy_to manifest.json"):
        done = run(film, show, "kill", moment)
        assert done.returncode == -signal.SIGKILL, f"{moment} never came: {done.stderr}"
        assert (spotted.read_text(), po.read_text()) == edited
    done = run(film, show)
    assert done.returncode in (0, 1), done.stderr
    assert (spotted.read_text(), po.read_text()) == edited
    assert mine in (show / "release/01/pt-BR/captions.srt").read_text().replace("\n", " ")


def test_a_full_disk_is_said_wherever_it_comes_and_nothing_is_lost(film: Path, whole: Path, tmp_path: Path) -> None:
    """First no file may grow beyond a limit, which the system answers like a full disk: at the database, then at the film's sound.
    Then the disk is full where each of the show's own texts, and the release, is written."""
    show, before = tmp_path / "show", digest(film)
    moments = (
        "before replace .cast.toml.new",
        "before replace .spotted.toml.new",
        "before write_text show.toml",
        "before replace .lines.pt-BR.po.new",
        "before replace .episode.mp4.new",
    )
    runs = [lambda limit=limit: run(film, show, limit=limit) for limit in (4_000, 500_000)]
    for full_disk in [*runs, *(lambda moment=moment: run(film, show, "full", moment) for moment in moments)]:
        done = full_disk()
        assert done.returncode == 5, done.stdout + done.stderr
        assert "run the command again" in done.stderr
        assert "Traceback" not in done.stderr
        assert "fault of onecrew" not in done.stderr
    done = run(film, show)
    assert done.returncode in (0, 1), done.stderr
    assert digest(film) == digest(show / "episodes/01/source.mp4") == before
    assert leftovers(show) == []
    assert written(show) == written(whole)


def test_a_show_toml_that_a_full_disk_left_empty_is_written_anew(film: Path, whole: Path, tmp_path: Path) -> None:
    show = tmp_path / "show"
    shutil.copytree(whole, show)
    shutil.rmtree(show / "release")
    (show / "show.toml").write_text("")
    done = run(film, show)
    assert done.returncode in (0, 1), done.stderr
    assert written(show) == written(whole)


def main() -> None:
    from onecrew.cli.main import main as onecrew

    how, moments, log, *words = sys.argv[1:]
    if how:
        watched(moments.split("|"), killed if how == "kill" else full, Path(log))
    sys.argv = words
    onecrew()


if __name__ == "__main__":
    main()
