"""How rows are laid into the ledger's files: whole days together, and few enough to be sorted in memory."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from juluo.store.engine import IN_ORDER, in_file_order, scan, write_file
from juluo.store.schema import COLUMNS, SQL_TYPES
from juluo.store.table import DataFile, LedgerTable, month_of

# More would spill while it is sorted, which doubles the cost; and a changed entry makes its whole file new.
ROWS_A_FILE = 200_000


@dataclass(frozen=True, slots=True)
class Piece:
    """Days of one month whose new rows go into one file."""

    month: str
    first: date
    last: date


def pieces(counts: Mapping[date, int]) -> list[Piece]:
    """Days with so many rows each, as pieces of at most ROWS_A_FILE rows (a busier day is one of its own)."""
    found: list[Piece] = []
    rows = 0
    for day, count in sorted(counts.items()):
        month = f"{day:%Y-%m}"
        if found and found[-1].month == month and rows + count <= ROWS_A_FILE:
            found[-1] = Piece(month, found[-1].first, day)
            rows += count
        else:
            found.append(Piece(month, day, day))
            rows = count
    return found


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes files of one community for one import (0: none); nothing is published."""

    ledger: LedgerTable
    con: duckdb.DuckDBPyConnection
    community: str
    import_no: int

    def write(
        self, month: str, source: str, given: Mapping[str, str], empty: frozenset[str] = frozenset(), **values: object
    ) -> DataFile | None:
        """Rows of `source`, sorted, with the columns of `given` in the place of their own.

        Columns known to be `empty`, and what is given as a plain value, are kept out of the sorting.
        """
        plain = {name: f"NULL::{SQL_TYPES[name]}" for name in empty if name not in given}
        plain |= {name: f"${name}::{SQL_TYPES[name]}" for name in values}
        sorted_in = ", ".join(f"{given.get(name, _q(name))} AS {_q(name)}" for name in COLUMNS if name not in plain)
        columns = ", ".join(f"{plain.get(name, _q(name))} AS {_q(name)}" for name in COLUMNS)
        order = ", ".join(_q(name) for name in IN_ORDER if name not in plain)
        path = self.ledger.new_path(self.community, month, self.import_no)
        query = f"SELECT {columns} FROM (SELECT {sorted_in} FROM {source} ORDER BY {order})"
        with in_file_order(self.con):
            return write_file(self.con, query, self.ledger.root, path, values)

    def rewrite(self, paths: Iterable[str], instead: Mapping[str, str]) -> Iterator[DataFile]:
        """The same files again with some columns changed; their rows already lie in order."""
        columns = ", ".join(f"{words} AS {name}" for name, words in instead.items())
        for old in paths:
            path = self.ledger.new_path(self.community, month_of(old), self.import_no)
            with in_file_order(self.con):
                file = write_file(
                    self.con, f"SELECT * REPLACE ({columns}) FROM {scan([old])}", self.ledger.root, path, {}
                )
            if file is not None:
                yield file


def _q(name: str) -> str:
    return f'"{name}"'
