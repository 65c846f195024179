"""``onecrew models``. In: nothing. Out: what can be used and what it lacks; weights fetched. Never: logic."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

import click

from onecrew.cli.options import json_option
from onecrew.providers import registry, weights
from onecrew.story.toml_file import nearest


@click.group("models", help="List the models that can be used; fetch weights.", invoke_without_command=True)
@json_option
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """List models."""
    if ctx.invoked_subcommand is not None:
        return
    offers = [
        (capability, registry.provider(capability, name).offer())
        for capability in registry.CAPABILITIES
        for name in registry.names(capability)
    ]
    if as_json:
        rows = [
            {
                "capability": capability,
                "name": offer.name,
                "languages": offer.languages,
                "local": offer.local,
                "price": str(offer.price) if offer.price is not None else None,
                "unit": offer.unit,
                "needs": offer.needs,
            }
            for capability, offer in offers
        ]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for capability, offer in offers:
        price = "price not known" if offer.price is None else f"{offer.price} a {offer.unit}" if offer.price.minor else "free"
        state = offer.needs or "ready"
        click.echo(f"{capability:<14} {offer.name:<12} {price:<8} {state}")
        click.echo(f"{'':<14} {', '.join(offer.languages[:14])}{' …' if len(offer.languages) > 14 else ''}")


@command.command("fetch", help="Fetch the weights that are missing, checked against their hashes.")
@click.argument("names", nargs=-1)
@json_option
def fetch(names: tuple[str, ...], as_json: bool) -> None:
    """Fetch weights."""
    unknown = next((name for name in names if name not in weights.table()), None)
    if unknown is not None:
        raise click.BadParameter(f"there are no weights {unknown!r}; {nearest(unknown, weights.table())}", param_hint="NAMES")

    def tell(name: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r\x1b[2K{name}: {done / 1e6:.0f} of {total / 1e6:.0f} MB", nl=False, err=True)

    states = weights.fetch(names or None, tell)
    if sys.stderr.isatty():
        click.echo("\r\x1b[2K", nl=False, err=True)
    if as_json:
        click.echo(json.dumps([asdict(state) for state in states], ensure_ascii=False, indent=2))
        return
    for state in states:
        click.echo(
            f"{state.name:<20} {state.state:<8} {state.size / 1e6:6.0f} MB  {state.licence:<12} {state.detail or state.folder}"
        )
