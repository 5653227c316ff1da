"""The command `juluo`."""

import importlib
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from juluo import __version__

# In the order of the help page: the command, its module, its function.
COMMANDS = {
    "up": ("up", "up"),
    "account": ("account", "account"),
    "demo": ("demo", "demo"),
    "import": ("import_", "import_"),
    "watch": ("watch", "watch"),
    "report": ("report", "report"),
    "metrics": ("metrics", "catalogue"),
    "metric": ("metrics", "metric"),
    "causes": ("causes", "causes"),
    "effect": ("effect", "effect"),
    "alarms": ("alarms", "alarms"),
    "retention": ("retention", "retention"),
    "questions": ("questions", "questions"),
    "segment": ("segment", "segment"),
    "kol": ("kol", "kol"),
    "recommend": ("recommend", "recommend"),
    "needs": ("needs", "needs"),
    "events": ("events", "events"),
    "surveys": ("surveys", "surveys"),
    "survey-results": ("survey_results", "survey_results"),
    "qa": ("qa", "qa"),
    "streaks": ("streaks", "streaks"),
    "feedback": ("feedback", "feedback"),
    "entries": ("ledger", "entries"),
    "communities": ("ledger", "communities"),
    "undo": ("ledger", "undo"),
    "erase": ("ledger", "erase"),
    "merge": ("merges", "merge"),
    "unmerge": ("merges", "unmerge"),
    "export-person": ("export_person", "export_person"),
    "forget-text": ("forget_text", "forget_text"),
    "findings": ("findings", "findings"),
    "community": ("state", "community"),
    "count": ("state", "count"),
    "backup": ("backup", "backup"),
    "restore": ("backup", "restore"),
    "draws": ("draws", "draws"),
    "verify-draw": ("verify_draw", "verify_draw"),
}


def application(wanted: str | None = None) -> typer.Typer:
    """The command line with all commands, or with one alone: loading the others costs as much as an import."""
    app = typer.Typer(
        name="juluo",
        help=version.__doc__,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    app.callback(invoke_without_command=True)(version)
    for name, (module, function) in COMMANDS.items():
        if wanted in {None, name}:
            app.command(name)(getattr(importlib.import_module(f"juluo.cli.{module}"), function))
    return app


def version(
    asked: Annotated[bool, typer.Option("--version", help="版本｜version")] = False,
) -> None:
    """聚落：读社群的聊天记录，交出当天的运营日报。｜Reads a community's messages, hands over its daily report."""
    if asked:
        sys.stdout.write(f"juluo {__version__}\n")
        raise typer.Exit


def run(arguments: Sequence[str] | None = None) -> None:
    """The entry point."""
    told = sys.argv[1:] if arguments is None else list(arguments)
    application(told[0] if told and told[0] in COMMANDS else None)(told)


if __name__ == "__main__":
    run()
