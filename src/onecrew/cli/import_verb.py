"""``onecrew import``. In: a screenplay file. Out: a new show around it. Never: overwriting."""

from __future__ import annotations

import json
from pathlib import Path

import click

from onecrew.cli.options import LanguageList, json_option
from onecrew.studio.begin import import_screenplay
from onecrew.units import Language


@click.command("import", help="Make a show of an existing screenplay (Fountain or FDX).")
@click.argument("screenplay", type=click.Path(path_type=Path))
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="The new folder (default: the file's name).")
@click.option("--title", help="The show's title (default: the title page's).")
@click.option("--source", default="en", show_default=True, help="The language the script is written in.")
@click.option("--languages", type=LanguageList(), default=(), help="Further languages, e.g. pt-BR,es.")
@json_option
def command(
    screenplay: Path, into: Path | None, title: str | None, source: str, languages: tuple[Language, ...], as_json: bool
) -> None:
    """Import a screenplay."""
    try:
        spoken = Language(source)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--source") from error
    folder = into or Path(screenplay.stem)
    written = import_screenplay(screenplay, folder, title, spoken, languages)
    if as_json:
        click.echo(json.dumps({"show": str(folder), "written": written}, ensure_ascii=False, indent=2))
        return
    for file in written:
        click.echo(f"wrote {folder / file}")
    click.echo(f"\nNext: cd {folder}, then onecrew check and onecrew make")
