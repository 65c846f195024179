"""Runs make on a show and kills itself (SIGKILL) before or after the n-th durable change. For test_crash alone.

Usage: killed_make.py SHOW N LOG; LOG gets a line for every order that is sent. Exit by signal 9, or 0 when make ended before N.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from onecrew.store.blobs import Blobs
from onecrew.store.store import Store
from onecrew.story.folder import open_show
from onecrew.studio.make import make


def main() -> None:
    show, stop, log = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    events = 0

    def watched(function):
        def call(*args, **kwargs):
            nonlocal events
            for _ in ("before", "after"):
                if _ == "after":
                    result = function(*args, **kwargs)
                events += 1
                if events == stop:
                    os.kill(os.getpid(), signal.SIGKILL)
            return result

        return call

    def sent(self, key, state, note=""):
        if state == "sent":
            with log.open("a") as file:
                file.write(f"{key}\n")
        plain_mark(self, key, state, note)

    plain_mark = Store.mark_order
    Store.mark_order = watched(sent)
    for owner, name in (
        (Store, "record_order"),
        (Store, "keep_take"),
        (Store, "keep_result"),
        (Store, "keep_parts"),
        (Blobs, "take"),
        (Blobs, "put"),
        (Blobs, "copy_to"),
    ):
        setattr(owner, name, watched(getattr(owner, name)))
    (result,) = make(open_show(show), workers=1)
    if result.errors:
        raise result.errors[0]


if __name__ == "__main__":
    main()
