"""``onecrew plan``. In: a show. Out: what make would do, why, and the bill. Never: making."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from onecrew.cli.options import find_show, json_option, show_option, to_option
from onecrew.cli.tell import exit_code, problems_json, tell_problems
from onecrew.studio.decide import Decision
from onecrew.studio.plan import Plan, plan
from onecrew.units import Language


@click.command("plan", help="Say what make would do, why, and what it costs.")
@click.argument("episodes", nargs=-1)
@to_option
@click.option("--all", "every", is_flag=True, help="List every step, also those reused.")
@show_option
@json_option
def command(episodes: tuple[str, ...], languages: tuple[Language, ...], every: bool, show_path: Path | None, as_json: bool) -> None:
    """Plan."""
    plans = plan(find_show(show_path), episodes, languages)
    problems = [problem for one in plans for problem in one.problems]
    if as_json:
        click.echo(json.dumps([_json(one) for one in plans], ensure_ascii=False, indent=2))
    else:
        tell_problems(dict.fromkeys(problems))
        for one in plans:
            _tell(one, every)
    sys.exit(exit_code(problems))


def _tell(one: Plan, every: bool) -> None:
    click.echo(
        f"episode {one.episode}: about {one.film_seconds:.0f} s of film in {', '.join(map(str, one.languages)) or 'no language'}"
    )
    for decided in one.decided:
        if every or decided.decision is not Decision.REUSED:
            click.echo(f"  {decided.decision:<9} {decided.step.id:<28} {decided.why}")
    counts = Counter(decided.decision for decided in one.decided)
    click.echo("  " + ", ".join(f"{number} {decision}" for decision, number in sorted(counts.items())))
    bill = "not known before the call" if one.bill is None else str(one.bill)
    click.echo(f"  cost {bill}, about {one.estimate:.0f} s of work on this machine")


def _json(one: Plan) -> dict[str, object]:
    return {
        "episode": one.episode,
        "languages": [language.tag for language in one.languages],
        "film_seconds": round(one.film_seconds, 2),
        "estimate_seconds": round(one.estimate, 1),
        "bill": None if one.bill is None else {"minor": one.bill.minor, "scale": 10000, "currency": one.bill.currency},
        "steps": [{"step": decided.step.id, "decision": decided.decision.value, "why": decided.why} for decided in one.decided],
        "problems": problems_json(one.problems),
    }
