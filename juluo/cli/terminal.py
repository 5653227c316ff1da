"""What only a person at a terminal sees: progress, tables, a report laid out. Rich is loaded here and nowhere else."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil
from typing import ClassVar, Literal

from rich.box import SIMPLE_HEAD
from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.markdown import Markdown, TableElement
from rich.padding import Padding
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from juluo.wording.printable import on_one_line, printable

_WIDE = 160
# What stays on one line: a number or a word of an alphabet with what trails it, or one character.
_PIECES = re.compile(r"[!-~]+\s*[，。：；、]?|[^!-~][，。：；、]?")
# What stands between two columns of a table, at its edges, and the least that a name and a column of words get.
_BETWEEN, _EDGES, _NARROW, _LEAST = 2, 2, 8, 16


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


class _WholeTable(TableElement):
    """A table of Markdown whose cells fold where Rich would cut them."""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for shown in super().__rich_console__(console, options):
            if isinstance(shown, Table):
                for column in shown.columns:
                    column.overflow = "fold"
            yield shown


class _WholeMarkdown(Markdown):
    elements: ClassVar = {**Markdown.elements, "table_open": _WholeTable}


def show_markdown(words: str) -> None:
    Console().print(_WholeMarkdown(printable(words)))


def show_table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]], words: frozenset[int]) -> None:
    """A table; the columns of `words` stand left, those of numbers right.

    Nothing is ever cut: where the window is too narrow the names of columns break, then the last column, and at last
    every row is told by itself.
    """
    console = Console()
    # Nobody can make a file's window wider, or needs to.
    console = console if console.is_terminal else Console(width=_WIDE)
    cells = [[on_one_line(cell) for cell in row] for row in rows]
    names = [on_one_line(name) for name in head]
    widest = [max((cell_len(row[nth]) for row in cells), default=0) for nth in range(len(names))]
    if _width(names, widest) > console.width:
        names = [_broken(name, wide) for name, wide in zip(names, widest, strict=True)]
    spare = console.width - _BETWEEN - _width(names[:-1], widest[:-1])
    if widest and spare < min(widest[-1], _LEAST):
        _show_one_by_one(console, title, [on_one_line(name) for name in head], cells)
        return
    table = Table(
        title=Text(printable(title), style="bold"), title_justify="left", box=SIMPLE_HEAD, padding=(0, 1, 0, 0)
    )
    for nth, name in enumerate(names):
        side: Literal["left", "right"] = "left" if nth in words else "right"
        table.add_column(Text(name), justify=side, no_wrap=nth < len(names) - 1, overflow="fold")
    for row in cells:
        table.add_row(*(Text(cell) for cell in row[:-1]), Text(_folded(row[-1], spare - _EDGES)))
    console.print(table)


def _folded(words: str, room: int) -> str:
    """Words over lines of at most so many columns: between Chinese characters, never inside a number or a word."""
    lines = [""]
    for piece in _PIECES.findall(words):
        if lines[-1] and cell_len(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return "\n".join(line.rstrip() for line in lines)


def _width(names: Sequence[str], widest: Sequence[int]) -> int:
    """How wide a table is with these names, its edges and the space between its columns."""
    columns = [
        max(wide, *(cell_len(line) for line in name.split("\n"))) for name, wide in zip(names, widest, strict=True)
    ]
    return sum(columns) + _BETWEEN * len(columns)


def _broken(name: str, wide: int) -> str:
    """A column's name over several lines, no wider than its cells need; words of an alphabet stay whole."""
    room = max(wide, _NARROW, *(len(word) for word in name.split() if word.isascii()))
    if not name.isascii():
        # Even lines: not seven characters and then one.
        room = 2 * ceil(cell_len(name) / ceil(cell_len(name) / room) / 2)
    lines = Text(name).wrap(Console(width=room), room, overflow="fold")
    return "\n".join(line.plain.strip() for line in lines)


def _show_one_by_one(console: Console, title: str, names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Each row as a line of its own, every cell with its column's name."""
    console.print(Text(printable(title), style="bold"))
    for row in rows:
        told = [f"{name} {cell}" for name, cell in zip(names[1:], row[1:], strict=True) if cell]
        console.print(Text(row[0], style="bold"))
        console.print(Padding(Text(" · ".join(told), overflow="fold"), (0, 0, 0, 2)))
