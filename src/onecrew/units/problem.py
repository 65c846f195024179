"""Something a person must decide. In: where, what, what to do. Out: a line a person can act on.

Problems are values: readers collect them and show all at once. ``ProblemsError`` carries them out of a
verb that cannot go on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from onecrew.units.errors import OnecrewError

Severity = Literal["error", "warning", "note"]
"""error: nothing is made until it is mended; warning: made, but look; note: said once for information."""


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a file of the show: path relative to the show folder and a line counted from 1 (0: the whole file)."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Problem:
    """Where, what the fact is, and what to do next (a command or an edit)."""

    where: Where
    what: str
    do: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.where}: {self.severity}: {self.what}\n    {self.do}"


class ProblemsError(OnecrewError):
    """A verb stopped because of problems in the show; ``problems`` has all of them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
