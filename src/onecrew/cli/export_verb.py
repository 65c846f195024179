"""``onecrew export``. In: a release. Out: files for an editing program. Never: logic."""

from __future__ import annotations

import json
from pathlib import Path

import click

from onecrew.cli.options import find_show, json_option, show_option, to_option
from onecrew.studio.export import FORMATS, export
from onecrew.units import Language


@click.command("export", help="Write a release for an editing program.")
@click.argument("episodes", nargs=-1)
@to_option
@click.option("--as", "form", type=click.Choice(FORMATS), default="otio", show_default=True, help="What to write.")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="The folder (default: release/EPISODE/LANG/export).")
@click.option("--anyway", is_flag=True, help="Also where the gate of the release is shut.")
@show_option
@json_option
def command(
    episodes: tuple[str, ...],
    languages: tuple[Language, ...],
    form: str,
    into: Path | None,
    anyway: bool,
    show_path: Path | None,
    as_json: bool,
) -> None:
    """Export."""
    files = export(find_show(show_path), form, episodes, languages, into, anyway)
    if as_json:
        click.echo(json.dumps([str(file) for file in files], ensure_ascii=False, indent=2))
        return
    for file in files:
        click.echo(f"wrote {file}")
