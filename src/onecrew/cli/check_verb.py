"""``onecrew check``. In: a show. Out: everything that needs a decision. Never: making."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from onecrew.cli.options import find_show, json_option, show_option
from onecrew.cli.tell import exit_code, problems_json, tell_problems
from onecrew.studio.check import check


@click.command("check", help="Read a show and list everything that needs a decision.")
@click.argument("episodes", nargs=-1)
@show_option
@json_option
def command(episodes: tuple[str, ...], show_path: Path | None, as_json: bool) -> None:
    """Check a show."""
    found = check(find_show(show_path), episodes)
    if as_json:
        click.echo(json.dumps({"problems": problems_json(found.problems), "episodes": found.counts}, ensure_ascii=False, indent=2))
    else:
        tell_problems(found.problems)
        for episode, counts in found.counts.items():
            click.echo(f"episode {episode}: " + ", ".join(f"{number} {name}" for name, number in counts.items()))
        errors = sum(one.severity == "error" for one in found.problems)
        click.echo(f"{errors} to mend before make" if errors else "ready to make: onecrew plan shows what it takes")
    sys.exit(exit_code(found.problems))
