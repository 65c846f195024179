"""``onecrew report``. In: releases. Out: what was measured, the worst first. Never: measuring."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from onecrew.cli.options import find_show, json_option, show_option, to_option
from onecrew.studio.report import read_report
from onecrew.units import Language, OnecrewError

_COLOURS = {"red": "red", "amber": "yellow", "green": "green"}


@click.command("report", help="Show what was measured in the releases.")
@click.argument("episodes", nargs=-1)
@to_option
@show_option
@json_option
def command(episodes: tuple[str, ...], languages: tuple[Language, ...], show_path: Path | None, as_json: bool) -> None:
    """Report."""
    folder = find_show(show_path)
    wanted = episodes or folder.episodes()
    if not wanted:
        raise OnecrewError(f"{folder.path} has no episodes; write episodes/01/script.fountain first")
    reports = [read_report(folder.path / "release" / episode) for episode in wanted]
    shown = {language.tag for language in languages}
    for report in reports:
        made = report["releases"]
        report["releases"] = {tag: one for tag, one in made.items() if not shown or tag in shown}
        if not report["releases"]:
            raise OnecrewError(
                f"episode {report['episode']} has no release in {', '.join(sorted(shown))}, only in {', '.join(made) or 'none'}; "
                "onecrew make --to makes one"
            )
    if as_json:
        click.echo(json.dumps(reports, ensure_ascii=False, indent=2))
    else:
        for report in reports:
            for tag, release in report["releases"].items():
                click.echo(f"episode {report['episode']} {tag}: the gate is {release['gate']}")
                for one in release["findings"]:
                    state = "accepted" if one["accepted"] else one["verdict"]
                    colour = _COLOURS.get(state, "blue")
                    name = f'  "{tag} {one["id"]}"' if one["verdict"] != "green" else ""
                    click.echo(f"  {click.style(f'{state:<8}', fg=colour)} {one['name']}: {one['value']}  (aim {one['aim']}){name}")
                if release["gate"] == "shut":
                    click.echo(
                        f'  to let one pass, write "{tag} …" = "why" under [accepted] in episodes/{report["episode"]}/choices.toml'
                    )
            click.echo(f"  {folder.path / 'release' / report['episode'] / 'report.html'}")
    shut = any(one["gate"] == "shut" for report in reports for one in report["releases"].values())
    sys.exit(1 if shut else 0)
