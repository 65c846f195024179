"""``onecrew board``. In: a show. Out: storyboard pages, a page for the browser, the shot list. Never: logic."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from onecrew.cli.options import find_show, json_option, show_option
from onecrew.cli.tell import exit_code, problems_json, tell_problems
from onecrew.studio.board import board


@click.command("board", help="Draw the storyboard and write the shot list.")
@click.argument("episodes", nargs=-1)
@click.option("--own", is_flag=True, help="Write board.toml, to take the shots over from the planner.")
@show_option
@json_option
def command(episodes: tuple[str, ...], own: bool, show_path: Path | None, as_json: bool) -> None:
    """Draw the board."""
    boards = board(find_show(show_path), episodes, own)
    problems = [problem for one in boards for problem in one.problems]
    if as_json:
        rows = [{"episode": one.episode, "files": [str(file) for file in one.files]} for one in boards]
        click.echo(json.dumps({"boards": rows, "problems": problems_json(problems)}, ensure_ascii=False, indent=2))
    else:
        tell_problems(dict.fromkeys(problems))
        for one in boards:
            click.echo(f"episode {one.episode}: {one.shots} shots")
            for file in one.files:
                click.echo(f"  {file}")
    sys.exit(exit_code(problems))
