"""``onecrew make``. In: a show. Out: releases. Never: logic."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from onecrew.cli.options import Amount, find_show, json_option, show_option, to_option
from onecrew.cli.progress import Bar
from onecrew.cli.tell import exit_code, problems_json, tell_problems
from onecrew.studio.make import Made, make
from onecrew.units import Language, Money


@click.command("make", help="Make the episodes: speech, pictures, mix, captions, releases.")
@click.argument("episodes", nargs=-1)
@to_option
@click.option("--workers", type=click.IntRange(1), help="Processes that work side by side (default: one a core).")
@click.option("--budget", type=Amount(), help="What this run may spend, e.g. 5USD (default: the show's budget).")
@show_option
@json_option
def command(
    episodes: tuple[str, ...],
    languages: tuple[Language, ...],
    workers: int | None,
    budget: Money | None,
    show_path: Path | None,
    as_json: bool,
) -> None:
    """Make."""
    sys.exit(make_and_tell(find_show(show_path).path, episodes, languages, workers, as_json, budget))


def make_and_tell(
    path: Path,
    episodes: Sequence[str],
    languages: Sequence[Language],
    workers: int | None,
    as_json: bool,
    budget: Money | None = None,
) -> int:
    """Make, with a progress bar; print what became of it; the exit code."""
    bars: list[Bar] = []

    def begin(episode: str) -> Bar:
        bars.append(Bar(f"episode {episode}"))
        return bars[-1]

    try:
        results = make(find_show(path), episodes, languages, None if as_json else begin, workers, budget)
    finally:
        for bar in bars:
            bar.end()
    if as_json:
        click.echo(json.dumps([made_json(one) for one in results], ensure_ascii=False, indent=2))
    else:
        tell_made(results)
    problems = [problem for one in results for problem in one.problems]
    return exit_code(problems, [error for one in results for error in one.errors])


def tell_made(results: Sequence[Made]) -> None:
    """Print the problems, and what became of every episode."""
    tell_problems(dict.fromkeys(problem for one in results for problem in one.problems))
    for one in results:
        _tell(one)


def _tell(one: Made) -> None:
    # One cause may fail many steps; it is said once.
    for error in {str(error): error for error in one.errors}.values():
        if not getattr(error, "problems", ()):
            click.echo(f"onecrew: {error}", err=True)
        elif not one.problems:
            tell_problems(error.problems)  # type: ignore[attr-defined]
    work = f"{len(one.ran)} steps in {one.seconds:.1f} s" if one.ran or one.errors else f"nothing to do ({one.seconds:.1f} s)"
    if one.errors:
        work = f"not finished, {work}"
    click.echo(f"episode {one.episode}: {work}")
    for language, folder in one.releases.items():
        gate = "the gate is shut: onecrew report says why" if language in one.shut else ""
        click.echo(f"  {language.tag:<8} {folder / 'episode.mp4'}  {gate}".rstrip())
    if one.report is not None:
        click.echo(f"  report   {one.report}")


def made_json(one: Made) -> dict[str, object]:
    """What became of an episode."""
    return {
        "episode": one.episode,
        "seconds": round(one.seconds, 3),
        "film_seconds": round(one.film_seconds, 3),
        "steps": one.ran,
        "releases": {language.tag: str(folder) for language, folder in one.releases.items()},
        "shut": [language.tag for language in one.shut],
        "report": str(one.report) if one.report else None,
        "problems": problems_json(one.problems),
        "errors": [{"kind": type(error).__name__, "message": str(error)} for error in one.errors],
    }
