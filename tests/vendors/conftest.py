"""What the tests of vendors share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from .emulator import LoopbackEmulator


@pytest.fixture
def emulator(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[LoopbackEmulator]:
    """The vendor on loopback that the test's file imports as ``Emulator``, its keys in the environment."""
    monkeypatch.setenv("ONECREW_HOME", str(tmp_path.with_suffix(".home")))
    with request.module.Emulator() as running:
        for name, value in running.ENVIRONMENT.items():
            monkeypatch.setenv(name, value)
        yield running
