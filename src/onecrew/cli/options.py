"""Options several verbs share. In: what was typed. Out: values of the house. Never: work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from onecrew.story.folder import ShowFolder, open_show
from onecrew.units import Language, Money

F = TypeVar("F", bound=Callable[..., Any])


class LanguageList(click.ParamType):  # type: ignore[type-arg]
    """Languages separated by commas."""

    name = "languages"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Language, ...]:
        """The languages of the text."""
        if isinstance(value, tuple):
            return value
        try:
            return tuple(Language(tag.strip()) for tag in str(value).split(",") if tag.strip())
        except ValueError as error:
            self.fail(str(error), param, ctx)


def show_option(function: F) -> F:
    """``--show``: the show folder; the current one, or the nearest above it, by default."""
    return click.option("--show", "show_path", type=click.Path(path_type=Path), help="The show folder (default: here).")(function)


class Amount(click.ParamType):  # type: ignore[type-arg]
    """An amount of money: ``5USD``."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Money:
        """The amount of the text."""
        if isinstance(value, Money):
            return value
        try:
            return Money.read(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


def json_option(function: F) -> F:
    """``--json``: print JSON instead of text."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON.")(function)


def to_option(function: F) -> F:
    """``--to``: only these languages."""
    return click.option("--to", "languages", type=LanguageList(), default=(), help="Only these languages, e.g. en,pt-BR.")(function)


def find_show(path: Path | None) -> ShowFolder:
    """The show of a folder, or the nearest above the current one."""
    if path is not None:
        return open_show(path)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "show.toml").is_file():
            return open_show(folder)
    return open_show(here)
