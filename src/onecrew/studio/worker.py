"""One step done in a process of its own. In: a Job of plain values and paths. Out: paths of the files made. Never: the store.

Step modules are found by name under ``onecrew.studio.steps``; each has ``run(job) -> dict[output name, Path]`` and may have
``release()`` to let go of a model when the process turns to another kind of work.
"""

from __future__ import annotations

import ctypes
import errno
import importlib
import math
import os
import resource
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onecrew.media import limits
from onecrew.providers.receipt import receipt
from onecrew.units import MediaError, Money, OnecrewError


@dataclass(frozen=True, slots=True)
class Job:
    """``kind`` names the step module; ``inputs`` are files by name; new files go into ``scratch``."""

    kind: str
    recipe: Any
    inputs: dict[str, str]
    scratch: str

    def file(self, name: str) -> Path:
        """An input."""
        return Path(self.inputs[name])

    def new_file(self, suffix: str) -> Path:
        """A fresh file for an output."""
        handle, name = tempfile.mkstemp(dir=self.scratch, suffix=suffix)
        os.close(handle)
        return Path(name)


@dataclass(frozen=True, slots=True)
class Done:
    """What a job made, the seconds it took, and what it cost where its provider counts that."""

    files: dict[str, str]
    seconds: float
    price: Money | None = None


_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_FOREIGN = "film"
"""The input that holds a film from outside."""
_ROOM = 2 * limits.MEMORY_BYTES
"""Address space a step may take beyond what its process has already, while it decodes a film: for that, and for its models."""
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_last_kind = ""


def start(threads: int, parent: int) -> None:
    """Prepare a worker of the process ``parent``: it leaves Ctrl-C to it, dies with it, and does not multiply threads."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(threads)
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["ONECREW_THREADS"] = str(threads)
    library = ctypes.CDLL(None)
    library.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if os.getppid() != parent:
        # The parent ended while this process was starting; its signal will not come any more.
        os._exit(1)


def work(job: Job) -> Done:
    """Do one job.

    Raises:
        OnecrewError: as the step says; any other exception becomes one with the step's name.
    """
    global _last_kind
    began = time.monotonic()
    if _last_kind not in ("", job.kind):
        release = getattr(importlib.import_module(f"onecrew.studio.steps.{_last_kind}"), "release", None)
        if release is not None:
            release()
    _last_kind = job.kind
    with receipt() as held, _bounded(job):
        made = perform(job)
    return Done({name: str(path) for name, path in made.items()}, time.monotonic() - began, held.total)


@contextmanager
def _bounded(job: Job) -> Iterator[None]:
    """A film from outside is decoded with limits on memory and processor time, as when it was taken in: the bytes were decoded once
    without harm, but a file may be written over. Raises MediaError where memory does not last; too much time ends the process.
    """
    if _FOREIGN not in job.inputs:
        yield
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    before = {what: resource.getrlimit(what) for what in (resource.RLIMIT_AS, resource.RLIMIT_CPU)}
    _lower(resource.RLIMIT_AS, pages * resource.getpagesize() + _ROOM)
    _lower(resource.RLIMIT_CPU, math.ceil(used.ru_utime + used.ru_stime) + limits.CPU_SECONDS)
    try:
        yield
    except MemoryError as error:
        raise MediaError(
            f"{job.file(_FOREIGN)} needs more than {_ROOM / 1e9:.0f} GB of memory to decode, more than any film; "
            "convert it: ffmpeg -i FILE -c:v libx264 -c:a aac film.mp4"
        ) from error
    finally:
        for what, bound in before.items():
            resource.setrlimit(what, bound)


def _lower(what: int, most: int) -> None:
    """Lower a limit of this process so that it can be raised again."""
    soft, hard = resource.getrlimit(what)
    resource.setrlimit(what, (min(most, *(bound for bound in (soft, hard, most) if bound != resource.RLIM_INFINITY)), hard))


def perform(job: Job) -> Mapping[str, Path]:
    """What a job makes, by output. Raises like ``work``."""
    module = importlib.import_module(f"onecrew.studio.steps.{job.kind}")
    try:
        made: Mapping[str, Path] = module.run(job)
    except OnecrewError as error:
        if isinstance(error.__cause__, OSError) and error.__cause__.errno in _NO_ROOM:
            raise _told(job, error.__cause__) from None
        raise
    except OSError as error:
        raise _told(job, error) from None
    return made


def _told(job: Job, error: OSError) -> OnecrewError:
    from onecrew.store.blobs import unwritable

    # Nobody knows the file in the scratch folder by its name; the folder is what has no room.
    name = error.filename if error.errno not in _NO_ROOM else None
    return unwritable(Path(name or job.scratch), error)
