"""Killed at any moment, make goes on: the same film, nothing bought twice, nothing lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from onecrew.story.folder import open_show
from onecrew.studio.make import make
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


def make_until(show: Path, stop: int, log: Path) -> bool:
    """Make, killed at the stop-th durable change; whether make came to its end first."""
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(show), str(stop), str(log)], capture_output=True, text=True, check=False
    )
    assert done.returncode in (0, -9), done.stderr
    return done.returncode == 0


def release(show: Path) -> dict[str, str]:
    manifest = json.loads((show / "release/01/en/manifest.json").read_text())
    return dict(manifest["files"])


def test_killed_at_every_change_the_film_comes_out_the_same_and_no_finished_order_is_sent_again(tmp_path: Path) -> None:
    whole = write_show(tmp_path / "whole", SCRIPT, SHOW, "", "")
    (result,) = make(open_show(whole), workers=1)
    assert not result.errors
    killed = write_show(tmp_path / "killed", SCRIPT, SHOW, "", "")
    log = tmp_path / "sent"
    kills = 0
    # Each run goes on from what the last one left and lives for one change more, so every kind of state is the last one once.
    stop = 1
    while not make_until(killed, stop, log):
        kills += 1
        stop += 1
        assert kills < 200
    assert kills > 10
    assert release(killed) == release(whole)
    sent = log.read_text().split()
    book = json.loads(_orders(killed))
    assert set(sent) == set(book)
    assert all(state == "done" for state in book.values())
    (again,) = make(open_show(killed), workers=1)
    assert again.ran == []


def _orders(show: Path) -> str:
    from onecrew.studio.make import store_of

    store = store_of(open_show(show))
    rows = dict(store.database.execute('SELECT key, state FROM "order"').fetchall())
    store.close()
    return json.dumps(rows)
