"""Which versions of an entry standing imports vouch for, and which of them holds.

An import vouches for every version its files contained, whether it brought it or the ledger knew it already. The
version that holds is the one edited last; between equal ones, the one that was seen in the newest export; between
equal ones still, the one that came first into view last. An export that doesn't tell when it was made is taken as
made when it was first imported. So what holds follows from the standing imports alone, whichever way they came.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from juluo.store.engine import scan

# Ranked together: the window and the aggregates over more would not fit the memory of a merge.
_AT_ONCE = 100_000
_HOLDS_FIRST = (
    "PARTITION BY entry_id ORDER BY coalesce(edited_at, 'epoch') DESC, known_at DESC, first_at DESC, file DESC,"
    ' "offset" DESC, sum DESC'
)


def portions(con: duckdb.DuckDBPyConnection, relation: str) -> list[str]:
    """Conditions that part entries into portions small enough for windows and aggregates, by their ids."""
    (rows,) = con.execute(f"SELECT count(*) FROM {relation}").fetchall()[0]
    parts = 1 + int(rows) // _AT_ONCE
    return [f"WHERE abs(entry_id % {parts}) = {part}" for part in range(parts)]


@dataclass(frozen=True, slots=True)
class Whole:
    """An import contained every version that import `no` had brought, as an export of `exported_at` shows them."""

    no: int
    exported_at: datetime | None


@dataclass(frozen=True, slots=True)
class Standing:
    """One standing import; `listed` is the file of known versions it contained, `wholes` says it more briefly."""

    no: int
    recorded_at: datetime
    listed: Path | None
    wholes: tuple[Whole, ...]


class Backing:
    """The standing imports of one community, as tables of a connection."""

    def __init__(self, con: duckdb.DuckDBPyConnection, standing: tuple[Standing, ...]) -> None:
        self.con = con
        self.listed = [str(one.listed) for one in standing if one.listed is not None]
        con.execute("CREATE OR REPLACE TEMP TABLE standing (no INTEGER, recorded_at TIMESTAMPTZ, listed VARCHAR)")
        con.execute(
            "CREATE OR REPLACE TEMP TABLE wholes (whole INTEGER, exported_at TIMESTAMPTZ, recorded_at TIMESTAMPTZ)"
        )
        for one in standing:
            con.execute("INSERT INTO standing VALUES (?, ?, ?)", (one.no, one.recorded_at, str(one.listed)))
            for whole in one.wholes:
                con.execute("INSERT INTO wholes VALUES (?, ?, ?)", (whole.no, whole.exported_at, one.recorded_at))

    def rank(self, known: str, arriving: str | None = None) -> None:
        """Make `ranked`: the versions in table `known` (and `arriving`) that are backed; place 1 holds.

        Both hold rows of (entry_id, sum, edited_at, exported_at, file, offset); `known` also import_no, of the
        ledger's rows for the entries in question, `arriving` also recorded_at.
        """
        self.con.execute("CREATE OR REPLACE TEMP TABLE ranked (entry_id BIGINT, sum INTEGER, place BIGINT)")
        for within in portions(self.con, known):
            self._rank(f"(FROM {known} {within})", None if arriving is None else f"(FROM {arriving} {within})", within)

    def _rank(self, known: str, arriving: str | None, within: str) -> None:
        seen = [
            f"SELECT entry_id, sum, exported_at, s.recorded_at FROM {known} JOIN standing s ON s.no = import_no",
            f"SELECT entry_id, sum, w.exported_at, w.recorded_at FROM {known} JOIN wholes w ON w.whole = import_no",
        ]
        if self.listed:
            seen.append(
                f"SELECT entry_id, sum, exported_at, s.recorded_at FROM {scan(self.listed, named=True)} m"
                f" JOIN standing s ON s.listed = m.filename {within} AND entry_id IN (SELECT entry_id FROM {known})",
            )
        traits = [f'SELECT entry_id, sum, edited_at, file, "offset", import_no FROM {known}']
        if arriving is not None:
            seen.append(f"SELECT entry_id, sum, exported_at, recorded_at FROM {arriving}")
            traits.append(f'SELECT entry_id, sum, edited_at, file, "offset", 2147483647 FROM {arriving}')
        self.con.execute(
            f"INSERT INTO ranked WITH seen AS ({' UNION ALL '.join(seen)}),"
            " backed AS (SELECT entry_id, sum, min(recorded_at) AS first_at,"
            "  greatest(max(least(exported_at, recorded_at)) FILTER (exported_at IS NOT NULL),"
            "   min(recorded_at) FILTER (exported_at IS NULL)) AS known_at"
            "  FROM seen GROUP BY entry_id, sum),"
            f" traits AS (SELECT DISTINCT ON (entry_id, sum) * FROM ({' UNION ALL '.join(traits)})"
            '  ORDER BY entry_id, sum, import_no, file DESC, "offset" DESC)'
            f" SELECT entry_id, sum, row_number() OVER ({_HOLDS_FIRST}) AS place FROM backed JOIN traits"
            " USING (entry_id, sum)",
        )
