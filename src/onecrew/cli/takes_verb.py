"""``onecrew takes``. In: a show. Out: what was ordered, what came and what it cost; orders fetched or cancelled. Never: logic."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from onecrew.cli.options import find_show, json_option, show_option
from onecrew.store.lock import hold_lock
from onecrew.story.toml_file import nearest
from onecrew.studio.make import store_of
from onecrew.studio.order import Desk, cancelled, fetchable
from onecrew.studio.takes import spent, takes
from onecrew.studio.takes_page import write_page


@click.group("takes", help="List what was ordered of models, what came and what it cost.", invoke_without_command=True)
@show_option
@click.option("--page", is_flag=True, help="Also write release/takes/takes.html with the pictures of every take.")
@json_option
@click.pass_context
def command(ctx: click.Context, show_path: Path | None, page: bool, as_json: bool) -> None:
    """List takes."""
    if ctx.invoked_subcommand is not None:
        return
    folder = find_show(show_path)
    store = store_of(folder, reading=True)
    try:
        rows = takes(store)
        written = write_page(store, rows, folder.path / "release" / "takes") if page else None
    finally:
        store.close()
    if as_json:
        told = [
            {
                "episode": row.episode,
                "step": row.step,
                "take": row.number,
                "model": row.model,
                "state": row.state,
                "price": str(row.price),
                "used": row.used,
                "judged": row.judged,
                "faults": list(row.faults),
                "note": row.note,
                "job": row.job,
            }
            for row in rows
        ]
        click.echo(json.dumps({"takes": told, "page": str(written) if written else None}, ensure_ascii=False, indent=2))
        return
    for row in rows:
        note = "; ".join(one for one in (row.note, *row.faults) if one)
        number = f"take {row.number}" if row.number else "-"
        click.echo(
            f"{row.episode:<4} {row.step:<16} {number:<8} {row.model:<28} {row.standing:<14} {row.price}"
            + (f"  {note}" if note else "")
        )
    total = ", ".join(str(money) for money in spent(rows).values())
    click.echo(f"{len(rows)} orders" + (f" for {total}" if total else "") if rows else "nothing was ordered yet")
    if written is not None:
        click.echo(f"  page     {written}")


@command.command("fetch", help="Fetch what vendors have made, whatever is asked for now.")
@show_option
def fetch(show_path: Path | None) -> None:
    """Fetch."""
    store = store_of(find_show(show_path))
    failed = False
    with hold_lock(store.folder), Desk(store.folder) as desk:
        asked = [(order, desk.fetch(order)) for order in fetchable(store)]
        for order, future in asked:
            error = future.exception()
            failed |= error is not None
            told = str(error) if error is not None else "is here" if future.result() is not None else "is still being made"
            click.echo(f"{order.episode:<4} {order.step:<16} {told}")
        store.close()
    if not asked:
        click.echo("nothing is being made")
    sys.exit(1 if failed else 0)


@command.command("cancel", help="Ask the vendor of a running order to stop it.")
@click.argument("step")
@click.option("--episode", default="", help="Its episode, where several have an order of this name.")
@show_option
def cancel(step: str, episode: str, show_path: Path | None) -> None:
    """Cancel."""
    store = store_of(find_show(show_path))
    with hold_lock(store.folder):
        try:
            rows = takes(store)
            running = [row for row in rows if row.step == step and row.state == "running" and episode in ("", row.episode)]
            if len({row.episode for row in running}) > 1:
                raise click.UsageError(f"{step} is running in episodes {', '.join(row.episode for row in running)}; add --episode")
            if not running:
                known = [row.step for row in rows if row.state == "running"]
                told = nearest(step, known) if known else "nothing is running"
                raise click.BadParameter(f"no order {step!r} is running; {told}", param_hint="STEP")
            done = cancelled(store, running[-1].key)
        finally:
            store.close()
    click.echo(f"{step} is cancelled" if done else f"{step} goes on: {running[-1].vendor} cannot stop it, or no longer")
    sys.exit(0 if done else 1)
