"""``onecrew demo``. In: nothing. Out: the example drama in its languages. Never: logic."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import click

from onecrew.cli.make_verb import make_and_tell
from onecrew.cli.options import json_option, to_option
from onecrew.studio.example import copy_example
from onecrew.units import Language


@click.command("demo", help="Make the example drama in four languages.")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("onecrew-demo"))
@to_option
@json_option
def command(folder: Path, languages: tuple[Language, ...], as_json: bool) -> None:
    """Make the example."""
    began = time.monotonic()
    show = copy_example(folder)
    code = make_and_tell(show, (), languages, None, as_json)
    if not as_json:
        minutes, seconds = divmod(round(time.monotonic() - began), 60)
        click.echo(f"\nthe show is {show}; it took {minutes} min {seconds} s")
    sys.exit(code)
