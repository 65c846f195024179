"""What verbs print. In: values of the studio. Out: text and JSON. Never: deciding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click

from onecrew.units import OnecrewError, Problem

_COLOURS = {"error": "red", "warning": "yellow", "note": "blue"}


def tell_problems(problems: Iterable[Problem]) -> None:
    """Print problems to standard error, the worst first."""
    rank = {"error": 0, "warning": 1, "note": 2}
    for problem in sorted(problems, key=lambda one: (rank[one.severity], one.where)):
        head = click.style(problem.severity, fg=_COLOURS[problem.severity])
        click.echo(f"{problem.where}: {head}: {problem.what}\n    {problem.do}", err=True)


def problems_json(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Problems as JSON."""
    return [
        {"file": one.where.file, "line": one.where.line, "severity": one.severity, "what": one.what, "do": one.do}
        for one in problems
    ]


def exit_code(problems: Iterable[Problem], errors: Sequence[OnecrewError] = ()) -> int:
    """1 when a problem is an error; the error's own code where something failed."""
    if errors:
        return errors[0].exit_code
    return 1 if any(one.severity == "error" for one in problems) else 0
