"""DuckDB as the store uses it: in memory, bounded, spilling to a folder of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb

from juluo.store.table import DataFile

WRITE = "FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 61440, RETURN_STATS"
# How rows lie in every file of the ledger.
IN_ORDER = ("day", "channel", "account", "ts", "file", "offset")


def connect(spill: Path, memory: str = "400MB") -> duckdb.DuckDBPyConnection:
    """A connection that keeps to `memory` and writes what doesn't fit below `spill`."""
    con = duckdb.connect()
    con.execute("SET TimeZone = 'UTC'")
    con.execute("SET threads = 2")
    con.execute(f"SET memory_limit = '{memory}'")
    con.execute(f"SET temp_directory = '{quoted(str(spill))}'")
    con.execute("SET preserve_insertion_order = false")
    con.execute("SET enable_progress_bar = false")
    return con


def beside(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Another connection to the same engine and its memory, with temporary tables and views of its own."""
    other = con.cursor()
    other.execute("SET TimeZone = 'UTC'")
    return other


def widen(con: duckdb.DuckDBPyConnection) -> None:
    """Give an engine more memory for work whose pinned pages grow with what it touches."""
    con.execute("SET memory_limit = '600MB'")


def clear(con: duckdb.DuckDBPyConnection) -> None:
    """Give back the memory of a step's temporary tables; a new connection would cost more than the next step."""
    for (name,) in con.execute("SELECT table_name FROM duckdb_tables() WHERE temporary").fetchall():
        con.execute(f'DROP TABLE "{name}"')


@contextmanager
def in_file_order(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Rows come out as they lie in the file, so that a rewritten file needs no sorting."""
    con.execute("SET preserve_insertion_order = true")
    try:
        yield
    finally:
        con.execute("SET preserve_insertion_order = false")


def quoted(words: str) -> str:
    """The inside of a SQL string literal; only for paths, which DuckDB can't bind."""
    return words.replace("'", "''")


def scan(paths: list[str], *, named: bool = False) -> str:
    """The FROM clause that reads Parquet files; `named` adds the column `filename`."""
    listed = ", ".join(f"'{quoted(path)}'" for path in paths)
    extra = ", filename = true" if named else ""
    return f"read_parquet([{listed}], hive_partitioning = false, union_by_name = false{extra})"


def write_file(
    con: duckdb.DuckDBPyConnection, query: str, root: Path, path: str, values: dict[str, object]
) -> DataFile | None:
    """Write a query's rows to one file of the table; None (and no file) if there are none."""
    target = root / path
    (found,) = con.execute(f"COPY ({query}) TO '{quoted(str(target))}' ({WRITE})", values).fetchall()
    if not found[1]:
        target.unlink(missing_ok=True)
        return None
    days = found[4].get('"day"') or found[4].get("day") or {}
    first, last = (date.fromisoformat(limit) if limit else None for limit in (days.get("min"), days.get("max")))
    return DataFile(path, int(found[1]), int(found[2]), first, last)
