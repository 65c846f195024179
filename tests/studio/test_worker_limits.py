"""A step that decodes a film from outside has limits on memory and time; others have not, and they are lifted afterwards."""

from __future__ import annotations

import resource
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from onecrew.media import limits
from onecrew.studio import worker
from onecrew.studio.worker import Job
from onecrew.units import MediaError

BOUNDS = (resource.RLIMIT_AS, resource.RLIMIT_CPU)


def bounds() -> list[tuple[int, int]]:
    return [resource.getrlimit(one) for one in BOUNDS]


def job(tmp_path: Path, *inputs: str) -> Job:
    return Job("look", {}, {name: str(tmp_path / name) for name in inputs}, str(tmp_path))


def seen(monkeypatch: pytest.MonkeyPatch, one: Job) -> list[tuple[int, int]]:
    inside: list[tuple[int, int]] = []

    def perform(_: Job) -> dict[str, Path]:
        inside.extend(bounds())
        return {}

    monkeypatch.setattr(worker, "perform", perform)
    worker.work(one)
    return inside


def test_a_step_with_a_film_runs_within_limits_that_are_lifted_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bounds()
    (memory, hard), (seconds, _) = seen(monkeypatch, job(tmp_path, "film", "intake"))
    assert 0 < memory < 100 * limits.MEMORY_BYTES
    assert 0 < seconds <= resource.getrusage(resource.RUSAGE_SELF).ru_utime + limits.CPU_SECONDS + 60
    assert hard == before[0][1]
    assert bounds() == before


def test_a_step_without_one_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert seen(monkeypatch, job(tmp_path, "speech")) == bounds()


def test_limits_are_lifted_after_a_failure_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = bounds()

    def perform(_: Job) -> dict[str, Path]:
        raise MemoryError

    monkeypatch.setattr(worker, "perform", perform)
    with pytest.raises(MediaError, match="needs more than 6 GB of memory"):
        worker.work(job(tmp_path, "film"))
    assert bounds() == before


def test_a_decoder_that_wants_too_much_gets_a_memory_error_and_not_the_machines_memory(tmp_path: Path) -> None:
    program = f"""
        from onecrew.studio import worker
        from onecrew.studio.worker import Job
        from onecrew.units import MediaError
        worker.perform = lambda job: {{"much": bytearray(60_000_000_000)}}
        try:
            worker.work(Job("look", {{}}, {{"film": {str(tmp_path / "film")!r}}}, {str(tmp_path)!r}))
        except MediaError as error:
            print("refused")
        """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program)], capture_output=True, text=True, check=False)
    assert done.stdout == "refused\n", done.stderr
