"""Films find their place in a show, and a better film the place of one that could not be taken in."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from onecrew.cli import localise_verb
from onecrew.story.folder import SPOTTED
from onecrew.story.spotted import FILM
from onecrew.studio.localise import Localised, _placed


def placed(show: Path, *films: Path) -> dict[str, str]:
    """Episode by film."""
    return {one.name: one.id for one in _placed(films, show, Localised(show))}


def film(folder: Path, name: str, data: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(data)
    return folder / name


def spotted(show: Path, *episodes: str) -> None:
    for one in episodes:
        (show / "episodes" / one / SPOTTED).write_text("")


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """Five episodes, of which the third is broken."""
    films = [film(tmp_path / "in", f"moon {n}.mp4", f"film {n}") for n in range(1, 6)]
    assert placed(tmp_path / "show", *films) == {f"moon {n}.mp4": f"0{n}" for n in range(1, 6)}
    spotted(tmp_path / "show", "01", "02", "04", "05")
    return tmp_path / "show"


def text(show: Path, episode: str) -> str:
    return (show / "episodes" / episode / FILM).read_text()


def test_a_broken_film_delivered_again_with_the_others_keeps_its_number(show: Path, tmp_path: Path) -> None:
    films = [film(tmp_path / "again", f"moon {n}.mp4", "better" if n == 3 else f"film {n}") for n in range(1, 6)]
    assert placed(show, *films)["moon 3.mp4"] == "03"
    assert text(show, "03") == "better"
    assert sorted(one.name for one in (show / "episodes").iterdir()) == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize("name", ["moon 3.mp4", "Moon-E03.mov"])
def test_it_does_when_it_comes_alone_too(show: Path, tmp_path: Path, name: str) -> None:
    assert placed(show, film(tmp_path / "again", name, "better")) == {name: "03"}
    assert text(show, "03") == "better"


def test_a_film_without_a_number_is_known_by_its_name(tmp_path: Path) -> None:
    show = tmp_path / "show"
    assert placed(show, film(tmp_path / "in", "pilot.mp4", "bad")) == {"pilot.mp4": "01"}
    assert placed(show, film(tmp_path / "in2", "other.mp4", "another")) == {"other.mp4": "02"}
    assert placed(show, film(tmp_path / "in3", "pilot.mp4", "good")) == {"pilot.mp4": "01"}
    assert (text(show, "01"), text(show, "02")) == ("good", "another")


def test_an_episode_that_is_spotted_never_makes_way(show: Path, tmp_path: Path) -> None:
    assert placed(show, film(tmp_path / "again", "moon 4.mp4", "another fourth")) == {"moon 4.mp4": "06"}
    assert text(show, "04") == "film 4"


def test_a_folder_in_which_a_person_wrote_something_never_makes_way(show: Path, tmp_path: Path) -> None:
    (show / "episodes" / "03" / "lines.en.po").write_text("mine")
    assert placed(show, film(tmp_path / "again", "moon 3.mp4", "better")) == {"moon 3.mp4": "06"}


def test_the_same_bad_film_keeps_its_place_and_its_bytes(show: Path, tmp_path: Path) -> None:
    assert placed(show, tmp_path / "in" / "moon 3.mp4") == {"moon 3.mp4": "03"}
    assert (tmp_path / "in" / "moon 3.mp4").read_text() == "film 3"


def test_a_show_of_which_nothing_could_be_taken_in_is_not_told_to_mend_files_it_lacks(tmp_path: Path) -> None:
    bad = film(tmp_path, "bad.mp4", "this is no film")
    done = CliRunner().invoke(localise_verb.command, [str(bad), "--to", "en", "--show", str(tmp_path / "show")])
    assert done.exit_code != 0
    assert SPOTTED not in done.output
    assert "run the same command again" in done.output
