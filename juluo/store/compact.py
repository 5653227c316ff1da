"""Lay a month's many small files together. The rows stay what they are; readers of before see no change."""

from collections import defaultdict
from pathlib import Path

import duckdb

from juluo.store.datafiles import ROWS_A_FILE, Writer, pieces
from juluo.store.engine import scan
from juluo.store.table import COMPACT, DataFile, LedgerTable, Note, month_of

# Reading a month costs a look at each of its files. Big ones stay as they are.
MANY = 8
SMALL = ROWS_A_FILE // 2


def compact(ledger: LedgerTable, con: duckdb.DuckDBPyConnection, community: str) -> int:
    """Compact the community's months that have more than MANY small files; returns how many. Runs under the lock."""
    table = ledger.open()
    rows = ledger.rows(table)
    months: dict[str, list[str]] = defaultdict(list)
    for path in ledger.files(table, community):
        if rows[Path(path).name] <= SMALL:
            months[month_of(path)].append(path)
    crowded = {month: paths for month, paths in sorted(months.items()) if len(paths) > MANY}
    if not crowded:
        return 0
    added = [file for paths in crowded.values() for file in _together(Writer(ledger, con, community, 0), paths)]
    removed = [path for paths in crowded.values() for path in paths]
    ledger.commit(table, added, removed, Note(COMPACT, community, 0, ()))
    return len(crowded)


def _together(writer: Writer, paths: list[str]) -> list[DataFile]:
    source = scan(paths)
    counts = dict(writer.con.execute(f"SELECT day, count(*) FROM {source} GROUP BY day").fetchall())
    made = (
        writer.write(piece.month, f"{source} WHERE day BETWEEN DATE '{piece.first}' AND DATE '{piece.last}'", {})
        for piece in pieces(counts)
    )
    return [file for file in made if file is not None]
