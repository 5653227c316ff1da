"""The command `juluo`."""

import sys

import typer

from juluo import __version__
from juluo.cli import demo, import_, ledger, metrics, report, state

app = typer.Typer(
    name="juluo",
    help="聚落：读社群的聊天记录，交出当天的运营日报。｜Reads a community's messages, hands over its daily report.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(demo.demo)
app.command("import")(import_.import_)
app.command("report")(report.report)
app.command("metrics")(metrics.catalogue)
app.command("metric")(metrics.metric)
app.command("entries")(ledger.entries)
app.command("communities")(ledger.communities)
app.command("undo")(ledger.undo)
app.command("erase")(ledger.erase)
app.command("community")(state.community)
app.command("count")(state.count)


@app.callback(invoke_without_command=True)
def version(version: bool = typer.Option(False, "--version", help="版本｜version")) -> None:  # noqa: FBT001, FBT003
    """聚落：读社群的聊天记录，交出当天的运营日报。｜Reads a community's messages, hands over its daily report."""
    if version:
        sys.stdout.write(f"juluo {__version__}\n")
        raise typer.Exit


def run() -> None:
    """The entry point."""
    app()


if __name__ == "__main__":
    run()
