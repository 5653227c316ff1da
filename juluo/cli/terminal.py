"""What only a person at a terminal sees: progress, tables, a report laid out. Rich is loaded here and nowhere else."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

_WIDE = 160


@contextmanager
def progress(waiting: str) -> Iterator[Callable[[str, int], None]]:
    """A line on standard error that tells which file is read and how many entries have come."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed:,}"))
    with Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(waiting, total=None)
        yield lambda name, entries: bar.update(task, description=name, completed=entries)


def show_markdown(words: str) -> None:
    Console().print(Markdown(words))


def show_table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], words: frozenset[int]) -> None:
    """A table; the columns of `words` stand left, those of numbers right."""
    table = Table(title=title)
    for nth, name in enumerate(head):
        last = nth == len(head) - 1
        table.add_column(name, justify="left" if nth in words else "right", no_wrap=not last, overflow="fold")
    for row in rows:
        table.add_row(*row)
    # Nothing is cut where nobody can make the window wider.
    console = Console()
    (console if console.is_terminal else Console(width=_WIDE)).print(table)
