"""The show folder on disk: which files there are and what they say. In: a path. Out: texts. Never: writing, meaning."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from onecrew.story.choices_file import Choices, read_choices
from onecrew.story.show import Show
from onecrew.story.show_file import read_show
from onecrew.story.spotted import FILM
from onecrew.story.toml_file import nearest
from onecrew.units import OnecrewError, Problem, Where

SCRIPTS = ("script.fountain", "script.fdx")
SPOTTED = "spotted.toml"
"""Stands in the place of a script where an episode is an existing film."""


@dataclass(frozen=True, slots=True)
class ShowFolder:
    """A show on disk: its folder, what its files say, and what is wrong with them."""

    path: Path
    show: Show
    problems: tuple[Problem, ...]

    def text(self, name: str, problems: list[Problem]) -> str:
        """A text file of the show; empty when it does not exist."""
        return read_text(self.path, name, problems)

    def episodes(self) -> tuple[str, ...]:
        """The episodes' ids: the folders under ``episodes`` that hold a script or a spotted film, in order."""
        folder = self.path / "episodes"
        if not folder.is_dir():
            return ()
        return tuple(sorted(one.name for one in folder.iterdir() if any((one / name).is_file() for name in (*SCRIPTS, SPOTTED))))

    def film(self, episode: str) -> Path | None:
        """The existing film this episode is; None when it is made from a script."""
        folder = self.path / "episodes" / episode
        return folder / FILM if (folder / SPOTTED).is_file() else None

    def script(self, episode: str) -> tuple[str, bytes]:
        """The script's path relative to the show, and its bytes.

        Raises:
            OnecrewError: there is no such episode, or its script cannot be read.
        """
        for name in SCRIPTS:
            file = self.path / "episodes" / episode / name
            if file.is_file():
                try:
                    return f"episodes/{episode}/{name}", file.read_bytes()
                except OSError as error:
                    raise OnecrewError(f"{file} cannot be read: {error.strerror}; check its permissions") from error
        known = self.episodes()
        hint = nearest(episode, known) if known else "write episodes/01/script.fountain first"
        raise OnecrewError(f"the show has no episode {episode!r}; {hint}")

    def choices(self, episode: str, problems: list[Problem]) -> Choices:
        """What a person decided about an episode."""
        name = f"episodes/{episode}/choices.toml"
        choices, found = read_choices(self.text(name, problems), name)
        problems.extend(found)
        return choices


def open_show(path: Path) -> ShowFolder:
    """Read the show of a folder.

    Raises:
        OnecrewError: the folder is no show.
    """
    if not (path / "show.toml").is_file():
        raise OnecrewError(f"{path} is no show: it has no show.toml; run onecrew new {path} to begin one there")
    problems: list[Problem] = []
    texts = [read_text(path, name, problems) for name in ("show.toml", "cast.toml", "terms.toml")]
    show, found = read_show(*texts)
    return ShowFolder(path, show, (*problems, *found))


def read_text(folder: Path, name: str, problems: list[Problem]) -> str:
    """A UTF-8 text (with or without a byte order mark); a Problem and the empty string when it is none."""
    file = folder / name
    try:
        return file.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return ""
    except OSError as error:
        problems.append(Problem(Where(name), f"it cannot be read: {error.strerror}", "check its permissions"))
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problems.append(
            Problem(Where(name, line), f"byte {error.start} is not UTF-8 text", "save the file as UTF-8 in your editor")
        )
    return ""
