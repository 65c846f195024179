"""The command ``onecrew``. In: arguments. Out: one verb run, its errors told, the exit code. Never: logic.

Verbs are imported when they are called, so ``--help`` stays quick.
"""

from __future__ import annotations

import importlib
import json
import sys

import click

VERBS = {
    "new": "Begin a show in a new folder.",
    "import": "Make a show of an existing screenplay (Fountain or FDX).",
    "check": "Read a show and list everything that needs a decision.",
    "board": "Draw the storyboard and write the shot list.",
    "plan": "Say what make would do, why, and what it costs.",
    "make": "Make the episodes: speech, pictures, mix, captions, releases.",
    "localise": "Bring finished episodes into other languages: subtitles erased, every voice spoken anew.",
    "report": "Show what was measured in the releases.",
    "export": "Write a release for an editing program.",
    "takes": "List what was ordered of models, what came and what it cost.",
    "models": "List the models that can be used; fetch weights; see what retires.",
    "demo": "Make the example drama in four languages.",
}


class _Verbs(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"onecrew.cli.{cmd_name}_verb")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl(list(VERBS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in VERBS:
            from onecrew.story.toml_file import nearest

            ctx.fail(f"there is no verb {args[0]!r}; {nearest(args[0], VERBS)}")
        return super().resolve_command(ctx, args)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="onecrew", prog_name="onecrew")
def cli() -> None:
    """From a screenplay to a finished short drama in every language of its audience."""


def main() -> None:
    """Run the command line; exit codes: 0 done, 1 problems, 2 usage, 3 rights, 4 provider, 5 media or store."""
    from onecrew.units import OnecrewError

    as_json = "--json" in sys.argv
    try:
        cli(standalone_mode=False)
    except click.exceptions.Exit as stopped:
        sys.exit(stopped.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("\nstopped; what was finished is kept, run the command again to go on", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except OnecrewError as error:
        if as_json:
            click.echo(json.dumps({"error": told(error)}, ensure_ascii=False, indent=2))
        else:
            click.echo(f"onecrew: {error}" if not hasattr(error, "problems") else str(error), err=True)
        sys.exit(error.exit_code)


def told(error: Exception) -> dict[str, object]:
    """An error as JSON: its kind, its message, and its problems if it has some."""
    problems = getattr(error, "problems", ())
    return {
        "kind": type(error).__name__,
        "message": str(error),
        "problems": [
            {"file": p.where.file, "line": p.where.line, "severity": p.severity, "what": p.what, "do": p.do} for p in problems
        ],
    }
