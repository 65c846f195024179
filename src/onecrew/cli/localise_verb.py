"""``onecrew localise``. In: a film or a folder of films, languages. Out: a show and its releases. Never: logic."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from onecrew.cli.make_verb import made_json, tell_made
from onecrew.cli.options import LanguageList, json_option
from onecrew.cli.progress import Bar
from onecrew.cli.tell import exit_code, problems_json, tell_problems
from onecrew.studio.given_lines import named_lines
from onecrew.studio.localise import Localised, films_of, localise
from onecrew.studio.show_languages import check_languages
from onecrew.units import Language


@click.command("localise", help="Bring finished episodes into other languages: subtitles erased, every voice spoken anew.")
@click.argument("film", type=click.Path(path_type=Path))
@click.option("--to", "languages", type=LanguageList(), required=True, help="The languages wanted, e.g. en,pt-BR.")
@click.option("--from", "source", type=LanguageList(), default=(), help="The language spoken (default: the one that is heard).")
@click.option("--show", "folder", type=click.Path(path_type=Path), help="The show's folder (default: the film's name, here).")
@click.option(
    "--lines",
    multiple=True,
    metavar="FILE",
    help="Lines you have: .po, .srt, .vtt or .ass; the language from its name, or pt-BR=FILE. May be given again.",
)
@click.option("--workers", type=click.IntRange(1), help="Processes that work side by side (default: one a core).")
@json_option
def command(
    film: Path,
    languages: tuple[Language, ...],
    source: tuple[Language, ...],
    folder: Path | None,
    lines: tuple[str, ...],
    workers: int | None,
    as_json: bool,
) -> None:
    """Localise."""
    if len(source) > 1:
        raise click.BadParameter("give one language, such as zh-Hans", param_hint="--from")
    check_languages(languages)
    given = [named_lines(one, languages) for one in lines]
    films = films_of(film)
    place = folder or Path.cwd() / (film.resolve().name if film.is_dir() else film.stem)
    if place.resolve() == film.resolve():
        place = place.with_name(f"{place.name}-show")
    bars: list[Bar] = []

    def begin(what: str) -> Bar:
        bars.append(Bar(what if what.isalpha() else f"episode {what}"))
        return bars[-1]

    try:
        result = localise(films, place, source[0] if source else None, languages, None if as_json else begin, workers, given)
    finally:
        for bar in bars:
            bar.end()
    if as_json:
        click.echo(json.dumps(_json(result), ensure_ascii=False, indent=2))
    else:
        _tell(result)
    problems = [problem for one in result.made for problem in one.problems]
    errors = [*result.failed.values(), *(error for one in result.made for error in one.errors)]
    sys.exit(exit_code(problems, errors))


def _tell(result: Localised) -> None:
    for name, error in result.failed.items():
        click.echo(f"onecrew: {name}: {error}", err=True)
    for name, notes in result.notes.items():
        for note in notes:
            click.echo(f"{name}: {note}")
    if result.made:
        tell_made(result.made)
    for file in result.written:
        click.echo(f"wrote {file}")
    tell_problems(result.unread)
    done = sum(1 for one in result.made if not one.errors)
    count = len(result.failed) + len(result.made)
    said = [f"{done} of {count} episodes done in {result.folder}"]
    if result.made:
        said.append("mend spotted.toml and the .po files there, then onecrew make")
    if result.failed:
        said.append(
            "a film that could not be taken in keeps its number: put a better one in its place and run the same command again"
        )
    click.echo("; ".join(said))


def _json(result: Localised) -> dict[str, object]:
    return {
        "show": str(result.folder),
        "films": result.spotted,
        "notes": {name: list(notes) for name, notes in result.notes.items() if notes},
        "failed": {name: {"kind": type(error).__name__, "message": str(error)} for name, error in result.failed.items()},
        "episodes": [made_json(one) for one in result.made],
        "problems": problems_json([*(problem for one in result.made for problem in one.problems), *result.unread]),
        "written": [str(file) for file in result.written],
    }
