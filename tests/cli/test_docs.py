"""docs/cli.md says what ``--help`` says.

After changing a verb or an option: ``python tests/cli/test_docs.py`` writes the help texts into the page again.
"""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from onecrew.cli.main import VERBS, cli

PAGE = Path(__file__).parents[2] / "docs" / "cli.md"
MARKED = re.compile(r"(<!-- help: (?P<command>[^>]*?) -->\n).*?(<!-- /help -->)", re.DOTALL)
WIDTH = 100


def help_text(command: str) -> str:
    """What ``onecrew … --help`` prints on a terminal ``WIDTH`` wide."""
    found: click.Command = cli
    context = click.Context(cli, info_name="onecrew", terminal_width=WIDTH, max_content_width=WIDTH)
    for name in command.split()[1:]:
        assert isinstance(found, click.Group), f"{command} has no verbs of its own"
        inner = found.get_command(context, name)
        assert inner is not None, f"docs/cli.md describes {command!r}, which does not exist"
        found = inner
        context = click.Context(found, info_name=name, parent=context, terminal_width=WIDTH, max_content_width=WIDTH)
    return "\n".join(line.rstrip() for line in found.get_help(context).splitlines())


def rewritten(page: str) -> str:
    """The page with every help text as it is now."""
    return MARKED.sub(lambda found: f"{found[1]}```text\n{help_text(found['command'])}\n```\n{found[3]}", page)


def test_the_page_shows_the_help_as_it_is() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page == rewritten(page), "run: python tests/cli/test_docs.py"


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_described(verb: str) -> None:
    described = {found["command"] for found in MARKED.finditer(PAGE.read_text(encoding="utf-8"))}
    assert f"onecrew {verb}" in described
    found = cli.get_command(click.Context(cli), verb)
    for inner in getattr(found, "commands", {}):
        assert f"onecrew {verb} {inner}" in described


@pytest.mark.parametrize("verb", VERBS)
def test_every_option_of_a_verb_says_what_it_does(verb: str) -> None:
    command = cli.get_command(click.Context(cli), verb)
    assert command is not None
    assert command.help == VERBS[verb], "the list of verbs and the verb say different things"
    silent = [one.name for one in command.params if isinstance(one, click.Option) and not one.help]
    assert not silent


if __name__ == "__main__":
    PAGE.write_text(rewritten(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
