"""What several rooms' tests share."""

import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from shows import write_show


@pytest.fixture(scope="session")
def made_show(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small show, made once in both languages. Copy it (``show``) before changing it."""
    from onecrew.story.folder import open_show
    from onecrew.studio.make import make

    folder = write_show(tmp_path_factory.mktemp("made") / "show")
    (result,) = make(open_show(folder))
    assert not result.errors, result.errors
    return folder


@pytest.fixture
def show(made_show: Path, tmp_path: Path) -> Path:
    """A copy of the made show, to be edited."""
    target = tmp_path / "show"
    shutil.copytree(made_show, target)
    return target
