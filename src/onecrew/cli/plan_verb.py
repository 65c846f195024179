"""``onecrew plan``. In: a show. Out: what make would do, why, and the bill. Never: making."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from onecrew.cli.options import find_show, json_option, show_option, to_option
from onecrew.cli.tell import exit_code, problems_json, tell_problems
from onecrew.studio.choosing import Choice
from onecrew.studio.decide import Decision
from onecrew.studio.plan import Plan, plan
from onecrew.units import Language
from onecrew.units.digest import plain


@click.command("plan", help="Say what make would do, why, and what it costs.")
@click.argument("episodes", nargs=-1)
@to_option
@click.option("--all", "every", is_flag=True, help="List every step, also those reused.")
@click.option("--why", "shot", help="Say which model films this shot, and why no other does.")
@show_option
@json_option
def command(
    episodes: tuple[str, ...],
    languages: tuple[Language, ...],
    every: bool,
    shot: str | None,
    show_path: Path | None,
    as_json: bool,
) -> None:
    """Plan."""
    plans = plan(find_show(show_path), episodes, languages)
    problems = [problem for one in plans for problem in one.problems]
    if shot is not None:
        found = [one.choices[shot] for one in plans if shot in one.choices]
        if not found:
            raise click.UsageError(
                f"no shot {shot!r} is to be filmed; shots that show writing are drawn, and so is every shot where "
                "show.toml names no video model under [models]"
            )
        for choice in found:
            click.echo(json.dumps(plain(choice), ensure_ascii=False, indent=2) if as_json else _why(choice))
        return
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
    for choice in one.choices.values():
        if choice.model is not None:
            price = "price not known" if choice.price is None else choice.price
            click.echo(f"  shot {choice.shot:<6} {choice.model.name:<28} {price}  {choice.why}")
    bill = "not known before the call" if one.bill is None else str(one.bill)
    click.echo(f"  cost {bill}, about {one.estimate:.0f} s of work on this machine")


def _why(choice: Choice) -> str:
    """The whole decision about a shot."""
    chosen = choice.model.name if choice.model is not None else "nobody: it stays drawn"
    rows = [f"shot {choice.shot}: {chosen}, {choice.why}"]
    if choice.model is not None:
        parts = " + ".join(f"{float(one):g} s" for one in choice.parts)
        price = "price not known before the order" if choice.price is None else str(choice.price)
        rows.append(f"  {parts} at {choice.resolution}, {price}")
    rows += [
        f"  {float(one.score):.3f}  {one.model:<28} quality {float(one.quality):.2f}, price {float(one.price_score):.2f}, "
        f"speed {float(one.latency):.2f}, kept {float(one.accepted):.2f}"
        for one in choice.ranked
    ]
    rows += [f"  {one.filter:<10} {one.model:<28} {one.fact}" for one in choice.passed]
    return "\n".join(rows)


def _json(one: Plan) -> dict[str, object]:
    return {
        "episode": one.episode,
        "languages": [language.tag for language in one.languages],
        "film_seconds": round(one.film_seconds, 2),
        "estimate_seconds": round(one.estimate, 1),
        "bill": None if one.bill is None else {"minor": one.bill.minor, "scale": 10000, "currency": one.bill.currency},
        "models": {shot: choice.model.name if choice.model else None for shot, choice in one.choices.items()},
        "steps": [{"step": decided.step.id, "decision": decided.decision.value, "why": decided.why} for decided in one.decided],
        "problems": problems_json(one.problems),
    }
