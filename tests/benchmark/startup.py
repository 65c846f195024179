"""How soon ``onecrew --help`` answers. In: nothing. Out: Figures. Never: making."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

from .figure import Figure

ONECREW = str(Path(sys.executable).with_name("onecrew"))


def best_of(command: list[str], times: int = 5) -> float:
    """The least seconds a command took."""
    found = []
    for _ in range(times):
        began = time.perf_counter()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found.append(time.perf_counter() - began)
    return min(found)


def measure() -> list[Figure]:
    """``--help`` beside an interpreter that does nothing and one that only imports click."""
    bare = best_of([sys.executable, "-c", "pass"])
    click = best_of([sys.executable, "-c", "import click"])
    seconds = best_of([ONECREW, "--help"])
    note = f"best of 5; {seconds / bare:.1f}× `python -c pass`, {seconds / click:.1f}× `python -c 'import click'`"
    return [Figure("`onecrew --help`", seconds, "s", 0.3, note=note)]
