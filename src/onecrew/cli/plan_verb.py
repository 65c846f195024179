"""``onecrew plan``. In: a show. Out: what make would do, why, and the bill. Never: making."""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path

import click

from onecrew.cli.options import Amount, find_show, json_option, show_option, to_option
from onecrew.cli.tell import exit_code, problems_json, tell_problems
from onecrew.providers.catalogue import catalogue
from onecrew.studio.bill import bills
from onecrew.studio.choosing import Choice
from onecrew.studio.decide import Decision
from onecrew.studio.plan import Asked, Plan, budget_problem, plan, told
from onecrew.units import Language, Money
from onecrew.units.digest import plain


@click.command("plan", help="Say what make would do, why, and what it costs.")
@click.argument("episodes", nargs=-1)
@to_option
@click.option("--all", "every", is_flag=True, help="List every step, also those reused.")
@click.option("--budget", type=Amount(), help="Say whether the orders fit this amount, e.g. 5USD (default: the show's budget).")
@click.option("--why", "shot", help="Say which model films this shot, and why no other does.")
@click.option("--prompt", "asked", help="Print what is asked of the model for this shot, word by word (or for sheet/NAME).")
@show_option
@json_option
def command(
    episodes: tuple[str, ...],
    languages: tuple[Language, ...],
    every: bool,
    budget: Money | None,
    shot: str | None,
    asked: str | None,
    show_path: Path | None,
    as_json: bool,
) -> None:
    """Plan."""
    folder = find_show(show_path)
    plans = plan(folder, episodes, languages, budget)
    if shot is not None:
        found = [one.choices[shot] for one in plans if shot in one.choices]
        if not found:
            raise click.UsageError(f"no shot {shot!r} is to be filmed; {_DRAWN}")
        for choice in found:
            click.echo(json.dumps(plain(choice), ensure_ascii=False, indent=2) if as_json else _why(choice))
        return
    if asked is not None:
        orders = [order for one in plans for order in one.asked if _is_for(order, asked)]
        if not orders:
            raise click.UsageError(f"nothing is asked of a model for {asked!r}; {_DRAWN}")
        told_orders = json.dumps([plain(one) for one in orders], ensure_ascii=False, indent=2)
        click.echo(told_orders if as_json else "\n\n".join(map(_prompt, orders)))
        return
    over = budget_problem(folder, plans, budget)
    problems = [*told(plans), *([over] if over is not None else [])]
    if as_json:
        rows = [_json(one) for one in plans]
        if over is not None:
            # It is about all the episodes, and would be lost if it stood with none.
            rows[-1]["problems"] = problems_json([*plans[-1].problems, over])
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        tell_problems(problems)
        for one in plans:
            _tell(one, every)
        if len(plans) > 1:
            click.echo(f"{len(plans)} episodes: cost {bills([one.cost for one in plans])}")
    sys.exit(exit_code(problems))


_DRAWN = "shots that show writing are drawn, and so is every shot where show.toml names no video model under [models]"


def _is_for(order: Asked, wanted: str) -> bool:
    """Whether an order is for a shot, or is that order itself."""
    return order.step == wanted or order.step.split("/")[:2] == ["take", wanted]


def _prompt(order: Asked) -> str:
    """An order as it is asked for."""
    fields = ", ".join(f"{name} {value}" for name, value in order.fields.items())
    rows = [f"{order.step}  {order.model or 'nobody is asked yet'}" + (f"  ({fields})" if fields else ""), order.prompt]
    return "\n".join([*rows, *([f"goes along: {', '.join(order.along)}"] if order.along else [])])


def _tell(one: Plan, every: bool) -> None:
    click.echo(
        f"episode {one.episode}: about {one.film_seconds:.0f} s of film in {', '.join(map(str, one.languages)) or 'no language'}"
    )
    for decided in one.decided:
        if every or decided.decision is not Decision.REUSED:
            click.echo(f"  {decided.decision:<9} {decided.step.id:<28} {decided.why}")
    counts = Counter(decided.decision for decided in one.decided)
    click.echo("  " + ", ".join(f"{number} {decision}" for decision, number in sorted(counts.items())))
    width = max((len(choice.model.name) for choice in one.choices.values() if choice.model is not None), default=0)
    for choice in one.choices.values():
        if choice.model is not None:
            click.echo(f"  shot {choice.shot:<6} {choice.model.name:<{width}}  {_cost(choice):<16}  {choice.why}")
    click.echo(f"  cost {one.cost}, about {one.estimate:.0f} s of work on this machine")


def _cost(choice: Choice) -> str:
    """What a shot is to cost, or did."""
    if choice.paid is not None:
        return f"{choice.paid} paid"
    return "price not known" if choice.price is None else str(choice.price)


def _why(choice: Choice) -> str:
    """The whole decision about a shot."""
    known = catalogue().models
    width = max((len(name) for name in [one.model for one in choice.ranked] + [one.model for one in choice.passed]), default=0)
    chosen = choice.model.name if choice.model is not None else "nobody: it stays drawn"
    rows = [f"shot {choice.shot}: {chosen}, {choice.why}"]
    if choice.model is not None:
        parts = " + ".join(f"{float(one):g} s" for one in choice.parts)
        rows.append(f"  {parts} at {choice.resolution}, {_cost(choice)}")
    rows += [
        f"  {one.score:.3f}  {one.model:<{width}} quality {one.quality:.2f} ({one.rating}), "
        f"price {one.price_score:.2f}, speed {one.latency:.2f} ({one.speed}), kept {one.accepted:.2f}"
        for one in choice.ranked
    ]
    rows += [f"  {one.filter:<10} {one.model:<{width}} {one.fact}" for one in choice.passed]
    boards = sorted({known[one.model].elo_from for one in choice.ranked if known[one.model].elo} - {""})
    if choice.ranked:
        rows.append(f"  ratings: {', '.join(boards) or 'none'}; a model that is not rated counts as the middle of the board")
    return "\n".join(rows)


def _json(one: Plan) -> dict[str, object]:
    return {
        "episode": one.episode,
        "languages": [language.tag for language in one.languages],
        "film_seconds": round(one.film_seconds, 2),
        "estimate_seconds": round(one.estimate, 1),
        "costs": {money.currency: money.minor for money in one.cost.sums},
        "unpriced": one.cost.open,
        "bill": None if one.bill is None else {"minor": one.bill.minor, "scale": 10000, "currency": one.bill.currency},
        "models": {shot: choice.model.name if choice.model else None for shot, choice in one.choices.items()},
        "asked": [plain(order) for order in one.asked],
        "steps": [{"step": decided.step.id, "decision": decided.decision.value, "why": decided.why} for decided in one.decided],
        "problems": problems_json(one.problems),
    }
