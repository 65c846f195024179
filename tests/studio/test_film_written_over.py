"""A film that is written over after it was spotted is named by check, with a way out that is one."""

from __future__ import annotations

import hashlib
import os
from fractions import Fraction
from pathlib import Path

import pytest

from onecrew.story.folder import open_show
from onecrew.story.spotted import FILM, Film, Spotted, read_spotted, write_spotted
from onecrew.studio.check import check
from onecrew.studio.localise import Localised, _placed
from onecrew.units import Language, Problem


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A show around a film that is linked from outside, in which nobody says a word."""
    (tmp_path / "film.mp4").write_bytes(b"the first film")
    show = tmp_path / "show"
    (show / "episodes" / "01").mkdir(parents=True)
    os.link(tmp_path / "film.mp4", show / "episodes" / "01" / FILM)
    film = Film(hashlib.sha256(b"the first film").hexdigest(), Fraction(25), 100, 640, 360)
    spotted = Spotted(film, Language("en"), (), (), ())
    (show / "episodes" / "01" / "spotted.toml").write_text(write_spotted(spotted))
    (show / "show.toml").write_text('title = "Moon"\nsource = "en"\nlanguages = ["en"]\n')
    return show


def told(show: Path) -> list[Problem]:
    return [one for one in check(open_show(show)).problems if "written over" in one.what]


def overwrite(show: Path, data: bytes = b"another film") -> None:
    """In place, as a program that exports again does: the link still holds."""
    with (show.parent / "film.mp4").open("r+b") as file:
        file.truncate()
        file.write(data)


def test_the_film_that_was_spotted_is_no_problem(show: Path) -> None:
    assert not told(show)


def test_a_film_that_was_written_over_is_an_error_even_if_it_is_as_long(show: Path) -> None:
    overwrite(show, b"the other film")
    (only,) = told(show)
    assert only.severity == "error"
    assert only.where.file == "episodes/01/spotted.toml"


def test_the_same_film_encoded_anew_is_accepted_under_the_digest_that_is_said(show: Path) -> None:
    overwrite(show)
    (only,) = told(show)
    digest = only.do.split('digest = "')[1].split('"')[0]
    file = show / "episodes" / "01" / "spotted.toml"
    old = read_spotted(file.read_text(), "spotted.toml")[0].film.digest
    file.write_text(file.read_text().replace(old, digest))
    assert not told(show)


def test_without_its_spotted_toml_the_new_film_keeps_its_episode(show: Path) -> None:
    overwrite(show)
    (show / "episodes" / "01" / "spotted.toml").rename(show.parent / "kept.toml")
    (only,) = _placed([show / "episodes" / "01" / FILM], show, Localised(show))
    assert only.id == "01"
