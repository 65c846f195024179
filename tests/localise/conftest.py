"""One short film, made once for all that ask."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.localise.film import make_film
from tests.localise.truth import Film


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Film:
    """Eleven seconds of small Chinese film with every style of subtitle."""
    folder = tmp_path_factory.mktemp("made")
    return make_film("photographic", folder / "film", 11, "zh", "mixed", 3, width=288, height=512)
