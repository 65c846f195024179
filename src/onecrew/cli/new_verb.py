"""``onecrew new``. In: a folder. Out: a new show. Never: overwriting."""

from __future__ import annotations

import json
from pathlib import Path

import click

from onecrew.cli.options import LanguageList, json_option
from onecrew.studio.begin import begin_show
from onecrew.units import Language


@click.command("new", help="Begin a show in a new folder.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--title", help="The show's title (default: the folder's name).")
@click.option("--source", default="en", show_default=True, help="The language the script is written in.")
@click.option("--languages", type=LanguageList(), default=(), help="Further languages, e.g. pt-BR,es.")
@json_option
def command(folder: Path, title: str | None, source: str, languages: tuple[Language, ...], as_json: bool) -> None:
    """Begin a show."""
    try:
        spoken = Language(source)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--source") from error
    name = title or folder.resolve().name.replace("-", " ").replace("_", " ").title()
    written = begin_show(folder, name, spoken, languages)
    if as_json:
        click.echo(json.dumps({"show": str(folder), "written": written}, ensure_ascii=False, indent=2))
        return
    for file in written:
        click.echo(f"wrote {folder / file}")
    click.echo(f"\nNext: cd {folder}, edit episodes/01/script.fountain, then onecrew check and onecrew make")
