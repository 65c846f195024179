"""Runs make on a show and watches every durable change, or kills itself there. For test_crash alone.

Usage: killed_make.py SHOW N LOG

At every durable change (N = 0: all of them; else the N-th, before or after it, where the process ends by SIGKILL) the state on disk
is what a kill would leave. With N = 0 the state is inspected each time and what is wrong with it goes into LOG as ``broken …``.
LOG gets ``sent KEY`` for every order that is sent and ``change NAME`` for every change.
"""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from onecrew.store.blobs import Blobs
from onecrew.store.store import Store
from onecrew.story.folder import open_show
from onecrew.studio.make import make


def broken(show: Path) -> Iterator[str]:
    """What a person, or the next make, could be misled by if the process ended now."""
    book = show / ".onecrew" / "book.sqlite"
    if book.is_file():
        database = sqlite3.connect(book)
        rows = database.execute("SELECT step, outputs FROM result").fetchall()
        rows += database.execute("SELECT step, outputs FROM \"order\" WHERE state = 'done'").fetchall()
        fault = database.execute("PRAGMA integrity_check").fetchone()[0]
        database.close()
        if fault != "ok":
            yield f"the database: {fault}"
        for step, outputs in rows:
            for name, digest in json.loads(outputs).items():
                blob = show / ".onecrew" / "blobs" / digest[:2] / digest[2:]
                if not blob.is_file() or hashlib.sha256(blob.read_bytes()).hexdigest() != digest:
                    yield f"{step} is kept as made, its {name} is not there whole"
    for manifest in show.glob("release/*/*/manifest.json"):
        for name, digest in json.loads(manifest.read_text())["files"].items():
            file = manifest.parent / name
            if not file.is_file() or hashlib.sha256(file.read_bytes()).hexdigest() != digest:
                yield f"{manifest.parent.name}/manifest.json vouches for {name}, which is another file"


def main() -> None:
    show, stop, log = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    changes = 0

    def note(text: str) -> None:
        with log.open("a") as file:
            file.write(f"{text}\n")

    def watched(name, function):
        def change(when):
            nonlocal changes
            changes += 1
            note(f"change {when} {name}")
            if stop == 0:
                for fault in broken(show):
                    note(f"broken {when} {name}: {fault}")
            if changes == stop:
                os.kill(os.getpid(), signal.SIGKILL)

        def call(*args, **kwargs):
            change("before")
            result = function(*args, **kwargs)
            change("after")
            return result

        return call

    def sent(self, key, state, text="", price=None):
        if state == "sent":
            note(f"sent {key}")
        plain_mark(self, key, state, text, price)

    plain_mark = Store.mark_order
    Store.mark_order = watched("mark_order", sent)
    for owner, name in (
        (Store, "record_order"),
        (Store, "keep_take"),
        (Store, "keep_result"),
        (Store, "keep_parts"),
        (Blobs, "take"),
        (Blobs, "put"),
        (Blobs, "copy_to"),
    ):
        setattr(owner, name, watched(name, getattr(owner, name)))
    (result,) = make(open_show(show), workers=1)
    if result.errors:
        raise result.errors[0]


if __name__ == "__main__":
    main()
