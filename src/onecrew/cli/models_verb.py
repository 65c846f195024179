"""``onecrew models``. In: nothing, or a show. Out: what can be used and what it lacks; weights fetched. Never: logic."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from onecrew.cli.options import find_show, json_option, show_option
from onecrew.providers import registry, weights
from onecrew.providers.catalogue import Model, Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.story.toml_file import nearest


@click.group("models", help="List the models that can be used; fetch weights; see what retires.", invoke_without_command=True)
@click.option("--capability", help="Only this capability: video, image, speech, …")
@click.option("--all", "every", is_flag=True, help="Also models that are shut down.")
@json_option
@click.pass_context
def command(ctx: click.Context, capability: str | None, every: bool, as_json: bool) -> None:
    """List models."""
    if ctx.invoked_subcommand is not None:
        return
    offers = [
        (kind, registry.provider(kind, name).offer())
        for kind in registry.CAPABILITIES
        if kind not in ("video", "writing") and capability in (None, kind)
        for name in registry.names(kind)
    ]
    known = catalogue()
    today = date.today()
    models = [
        model
        for _, model in sorted(known.models.items())
        if capability in (None, model.capability) and (every or not model.gone(today))
    ]
    if as_json:
        rows = [_offer_row(kind, offer) for kind, offer in offers]
        rows += [_model_row(model, known.vendors[model.vendor]) for model in models]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    rows_told = [(kind, offer.name, _offer_price(offer), offer.needs or "ready") for kind, offer in offers]
    rows_told += [(one.capability, one.name, _price(one), _state(one, known.vendors[one.vendor], today)) for one in models]
    widths = [max((len(row[column]) for row in rows_told), default=0) for column in range(3)]
    for row in rows_told:
        click.echo("  ".join([*(f"{text:<{width}}" for text, width in zip(row, widths, strict=False)), row[3]]))
    click.echo(
        f"prices and limits of other people's models as of {max(m.checked_at for m in models if m.checked_at)}" if models else ""
    )


def _offer_price(offer: Offer) -> str:
    if offer.price is None:
        return "price not known"
    return f"{offer.price} {_each(offer.unit)}" if offer.price.minor else "free"


def _each(unit: str) -> str:
    return f"{'an' if unit[:1] in 'aeiou' else 'a'} {unit}"


def _price(model: Model) -> str:
    if model.open_price:
        return "not known before the order"
    if not model.price:
        return "price not known"
    amounts = sorted({money.minor: money for _, money in model.price}.items())
    if not amounts[-1][0]:
        return "free"
    low, high = amounts[0][1], amounts[-1][1]
    each = _each(model.unit)
    return f"{low} {each}" if low == high else f"{str(low).split()[0]}–{high} {each}"


def _state(model: Model, vendor: Vendor, today: date) -> str:
    asked = vendor.name in registry.names(_done_by(model)) if _done_by(model) else False
    if model.gone(today):
        state = f"shut down on {model.retires_at}"
    elif not asked:
        state = "known, cannot be asked yet"
    elif vendor.missing():
        state = f"set {' and '.join(vendor.missing())}"
    elif not vendor.keys and (needs := registry.lacks(_done_by(model), model)):
        state = needs
    else:
        state = "ready"
    if model.retires_at is not None and not model.gone(today):
        state += f"; is shut down on {model.retires_at}"
    return state + (f"; {model.replaced_by} replaces it" if model.replaced_by else "")


def _done_by(model: Model) -> str:
    """The capability of the providers that ask a model; empty: none does. Vendors of film move lips, from film and voice."""
    if model.capability == "lipsync":
        return "video" if {"video", "audio"} <= dict(model.references).keys() and not model.addressed else ""
    return model.capability if model.capability in registry.CAPABILITIES else ""


def _offer_row(kind: str, offer: Offer) -> dict[str, object]:
    return {
        "capability": kind,
        "name": offer.name,
        "languages": offer.languages,
        "local": offer.local,
        "price": str(offer.price) if offer.price is not None else None,
        "unit": offer.unit,
        "needs": offer.needs,
    }


def _model_row(model: Model, vendor: Vendor) -> dict[str, object]:
    return {
        "capability": model.capability,
        "name": model.name,
        "languages": model.languages,
        "local": not vendor.base,
        "price": {size: str(money) for size, money in model.price} or None,
        "unit": model.unit,
        "needs": ", ".join(vendor.missing()),
        "retires_at": str(model.retires_at) if model.retires_at else None,
        "replaced_by": model.replaced_by or None,
        "checked_at": str(model.checked_at) if model.checked_at else None,
        "sure": model.sure,
    }


@command.command("doctor", help="Name what of a show depends on a model that retires: shots, voices, all of [models].")
@show_option
@json_option
def doctor(show_path: Path | None, as_json: bool) -> None:
    """Look for what retires."""
    from onecrew.studio.doctor import ailments

    found = ailments(find_show(show_path))
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=2, default=str))
    else:
        for one in found:
            where = f"episode {one.episode} shot {one.shot}" if one.shot else one.capability.replace("_", " ")
            instead = f"; {one.replaced_by} replaces it" if one.replaced_by else ""
            # A day on which a model ends is worth what its source is worth.
            click.echo(f"{where}: {one.model} {one.fact}{instead} (source: {one.sure or 'not told'})")
        if not found:
            click.echo("nothing depends on a model that retires")
    sys.exit(1 if found else 0)


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
