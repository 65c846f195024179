"""A command run and watched. In: arguments. Out: its seconds, output and the most memory it held. Never: leaving it running."""

from __future__ import annotations

import resource
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

_EVERY = 0.2


@dataclass(frozen=True, slots=True)
class Ran:
    """``peak``: most bytes held at once by the command and all its children (proportional set size: shared pages count once).

    ``processor``: seconds of processor they all took, which other work on the machine does not lengthen much.
    """

    seconds: float
    out: str
    peak: int
    processor: float = 0.0


def run(command: Sequence[str], cwd: Path) -> Ran:
    """Run a command to its end.

    Raises:
        RuntimeError: it failed; with what it said.
    """
    began, used = time.perf_counter(), _used()
    peak = 0
    with (cwd / "said.txt").open("w+") as said, (cwd / "errors.txt").open("w+") as errors:
        process = subprocess.Popen(command, cwd=cwd, stdout=said, stderr=errors)
        try:
            while True:
                try:
                    code = process.wait(_EVERY)
                    break
                except subprocess.TimeoutExpired:
                    peak = max(peak, held(process.pid))
            seconds = time.perf_counter() - began
        finally:
            process.kill()
            process.wait()
        said.seek(0)
        errors.seek(0)
        if code:
            raise RuntimeError(f"{' '.join(command)} ended with {code}:\n{said.read()[-600:]}\n{errors.read()[-600:]}")
        return Ran(seconds, said.read(), peak, _used() - used)


def _used() -> float:
    """Seconds of processor of all children that ended, and of theirs."""
    told = resource.getrusage(resource.RUSAGE_CHILDREN)
    return told.ru_utime + told.ru_stime


def held(pid: int) -> int:
    """Bytes a process and its descendants hold now."""
    total = 0
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0
    for one in family:
        try:
            total += one.memory_full_info().pss
        except psutil.Error:
            continue
    return total
