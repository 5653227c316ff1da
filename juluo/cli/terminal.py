"""What only a person at a terminal sees: progress, tables, a report laid out. Rich is loaded here and nowhere else."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal

from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from juluo.wording.printable import on_one_line, printable

_WIDE = 160


@contextmanager
def progress(waiting: str) -> Iterator[Callable[[str, int], None]]:
    """A line on standard error that tells which file is read and how many entries have come."""
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.completed:,}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(waiting, total=None)
        yield lambda name, entries: bar.update(task, description=on_one_line(name), completed=entries)


def show_markdown(words: str) -> None:
    Console().print(Markdown(printable(words)))


def show_table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], words: frozenset[int]) -> None:
    """A table; the columns of `words` stand left, those of numbers right."""
    table = Table(title=Text(printable(title)))
    for nth, name in enumerate(head):
        side: Literal["left", "right"] = "left" if nth in words else "right"
        table.add_column(Text(on_one_line(name)), justify=side, no_wrap=nth < len(head) - 1, overflow="fold")
    for row in rows:
        table.add_row(*(Text(on_one_line(cell)) for cell in row))
    # Nothing is cut where nobody can make the window wider.
    console = Console()
    (console if console.is_terminal else Console(width=_WIDE)).print(table)
