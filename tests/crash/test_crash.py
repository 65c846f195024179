"""Killed at any moment, make goes on: the same film, nothing bought twice, nothing lost, nobody left behind."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from onecrew.story.folder import open_show
from onecrew.studio.make import make, store_of
from shows import write_show

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("crash")]

SCRIPT = """\
INT. OFFICE - NIGHT

ANNA sits alone.

ANNA
Who is there?
"""
SHOW = 'title = "One Door"\n[format]\nwidth = 144\nheight = 256\nrate = 12\n'
DRIVER = Path(__file__).with_name("killed_make.py")
MAKE = [sys.executable, "-c", "from onecrew.cli.main import main; main()", "make"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The show as it comes out when nothing goes wrong."""
    folder = write_show(tmp_path_factory.mktemp("whole") / "show", SCRIPT, SHOW, "", "")
    (result,) = make(open_show(folder), workers=1)
    assert not result.errors
    return folder


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return write_show(tmp_path / "show", SCRIPT, SHOW, "", "")


def drive(show: Path, stop: int, log: Path) -> bool:
    """Make, killed at the stop-th durable change; whether make came to its end first."""
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(show), str(stop), str(log)], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, -9), done.stderr
    return done.returncode == 0


def release(show: Path) -> dict[str, str]:
    return dict(json.loads((show / "release/01/en/manifest.json").read_text())["files"])


def orders(show: Path) -> dict[str, str]:
    store = store_of(open_show(show), reading=True)
    rows = dict(store.database.execute('SELECT key, state FROM "order"').fetchall())
    store.close()
    return rows


def test_killed_again_and_again_the_film_comes_out_the_same_and_no_finished_order_is_sent_again(
    whole: Path, fresh: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    kills = 0
    finished: set[str] = set()
    # Each run goes on from what the last one left and lives for two changes more than that.
    stop = 1
    while not drive(fresh, stop, log):
        sent = {line.split()[1] for line in log.read_text().splitlines() if line.startswith("sent")}
        assert not sent & finished, "an order that was done was sent again"
        finished |= {key for key, state in orders(fresh).items() if state == "done"}
        log.unlink()
        kills += 1
        stop += 2
        assert kills < 60
    assert kills > 5
    assert release(fresh) == release(whole)
    assert set(orders(fresh).values()) == {"done"}
    (again,) = make(open_show(fresh), workers=1)
    assert again.ran == []


def test_at_every_change_of_making_and_of_making_anew_the_disk_holds_nothing_that_misleads(fresh: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert drive(fresh, 0, log)
    script = fresh / "episodes/01/script.fountain"
    script.write_text(script.read_text().replace("Who is there?", "Is anybody there?"))
    assert drive(fresh, 0, log)
    told = log.read_text().splitlines()
    assert sum(line.startswith("change") for line in told) > 60
    assert [line for line in told if line.startswith("broken")] == []


def begin(show: Path, prepare: Callable[[], None] = lambda: None) -> subprocess.Popen[str]:
    """A make in a process group of its own. Ctrl-C reaches it also where the tests themselves run in the background."""

    def at_first() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        prepare()

    return subprocess.Popen(
        [*MAKE, "--workers", "2", "--show", str(show)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=at_first,
    )


def wait_for(running: subprocess.Popen[str], happened: Callable[[], bool]) -> None:
    while not happened():
        assert running.poll() is None, f"make ended before: {running.communicate()}"
        time.sleep(0.02)


def encoding(show: Path) -> Callable[[], bool]:
    """Whether a segment is being written right now."""
    return lambda: any(file.stat().st_size for file in (show / ".onecrew" / "scratch").glob(".*.mp4.*.part"))


def everybody(running: subprocess.Popen[str]) -> list[psutil.Process]:
    return psutil.Process(running.pid).children(recursive=True)


def gone(processes: list[psutil.Process]) -> bool:
    _, alive = psutil.wait_procs(processes, timeout=20)
    return not [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]


@pytest.mark.parametrize("group", [False, True], ids=["the process alone", "the whole group"])
def test_killed_while_it_encodes_nobody_is_left_and_the_next_make_ends_it(whole: Path, fresh: Path, group: bool) -> None:
    running = begin(fresh)
    wait_for(running, encoding(fresh))
    workers = everybody(running)
    assert len(workers) >= 2
    if group:
        os.killpg(running.pid, signal.SIGKILL)
    else:
        running.kill()
    running.communicate()
    assert gone(workers)
    (result,) = make(open_show(fresh), workers=1)
    assert not result.errors
    assert not any("/speak/" in step for step in result.ran)
    assert release(fresh) == release(whole)
    assert not (fresh / ".onecrew" / "scratch").exists()


def test_killed_while_workers_start_nobody_is_left(fresh: Path) -> None:
    running = begin(fresh)
    # The resource tracker of the pool is the first child, workers follow at once.
    wait_for(running, lambda: len(everybody(running)) >= 2)
    workers = everybody(running)
    running.kill()
    running.communicate()
    assert gone(workers)


def test_ctrl_c_says_that_what_is_finished_is_kept_and_leaves_nobody(whole: Path, fresh: Path) -> None:
    running = begin(fresh)
    wait_for(running, encoding(fresh))
    workers = everybody(running)
    os.killpg(running.pid, signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert running.returncode == 130
    assert "what was finished is kept, run the command again" in said
    assert "Traceback" not in said
    assert gone(workers)
    (result,) = make(open_show(fresh), workers=1)
    assert not result.errors
    assert not any("/speak/" in step for step in result.ran)
    assert release(fresh) == release(whole)


@pytest.mark.parametrize("bytes_a_file", [4_000, 30_000, 150_000, 1_500_000])
def test_out_of_space_is_said_and_the_next_make_goes_on(whole: Path, fresh: Path, bytes_a_file: int) -> None:
    """No file may grow beyond a limit, which the system answers like a full disk: at the database, speech, pictures or the mix."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_a_file, resource.RLIM_INFINITY))

    running = begin(fresh, limit)
    _, said = running.communicate()
    assert running.returncode == 5, said
    assert "Traceback" not in said
    assert "fault of onecrew" not in said
    assert "run the command again" in said
    kept = {key for key, state in orders(fresh).items() if state == "done"}
    (result,) = make(open_show(fresh), workers=1)
    assert not result.errors
    assert len([step for step in result.ran if "/speak/" in step or "/transcribe/" in step]) == len(orders(fresh)) - len(kept)
    assert release(fresh) == release(whole)


KINDS = {
    "speech": ("SELECT outputs FROM \"order\" WHERE step = 'en/speak/1.1'", "speech"),
    "audio": ("SELECT outputs FROM \"order\" WHERE step = 'en/speak/1.1'", "audio"),
    "transcript": ("SELECT outputs FROM \"order\" WHERE step = 'en/transcribe/1.1'", "transcript"),
    "captions": ("SELECT outputs FROM result WHERE step = '01:en/captions'", "captions"),
    "master": ("SELECT outputs FROM result WHERE step = '01:en/mix'", "master"),
    "film": ("SELECT outputs FROM result WHERE step = '01:en/mux'", "film"),
    "measures": ("SELECT outputs FROM result WHERE step = '01:en/measure'", "measures"),
}


@pytest.mark.parametrize(("kind", "lost"), [*((kind, False) for kind in KINDS), ("speech", True), ("film", True)])
def test_a_blob_that_is_corrupt_or_lost_is_made_again(whole: Path, tmp_path: Path, kind: str, lost: bool) -> None:
    show = tmp_path / "show"
    shutil.copytree(whole, show)
    statement, name = KINDS[kind]
    store = store_of(open_show(show), reading=True)
    digest = json.loads(store.database.execute(statement).fetchone()[0])[name]
    blob = store.blobs.path(digest)
    store.close()
    if lost:
        blob.unlink()
    else:
        blob.write_bytes(b"broken" + blob.read_bytes()[6:])
    # A release that must be written anew wants every blob.
    shutil.rmtree(show / "release")
    (show / "show.toml").write_text(SHOW.replace("One Door", "Two Doors"))
    (result,) = make(open_show(show), workers=1)
    assert not result.errors
    assert not any("corrupt" in str(problem) for problem in result.problems)
    assert release(show).keys() == release(whole).keys()
    assert release(show)["stems/master.wav"] == release(whole)["stems/master.wav"]
