"""What the tests of this room share; their builders are in ``small_media``."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from small_media import RATE, moving

from onecrew.media.encode import encode_segment


@pytest.fixture
def segments(tmp_path: Path) -> list[Path]:
    """Five pieces of film; three are shorter than the encoder's reordering."""
    made = []
    for number, count in enumerate((50, 1, 2, 3, 77)):
        path = tmp_path / f"{number}.mp4"
        assert encode_segment(moving(count, seed=number), path, 96, 160, RATE) == count
        made.append(path)
    return made


@pytest.fixture
def tiny_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 kB."""
    place = tmp_path / "tiny"
    place.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(place)], capture_output=True).returncode
    ):
        pytest.skip("a small file system can be mounted by root only")
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
