"""Who was there on which day, as roaring bitmaps: one per day, per (day, channel) and per (day, kind).

Kept in a small SQLite file per community, beside the ledger version they were built from; never the truth. The same
file tells in which Parquet file each day's roll-up lies, so that one transaction shows both as of one version.
"""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from copy import copy
from datetime import date
from pathlib import Path

from pyroaring import BitMap

from juluo.ledger.kinds import PUT_DOWN
from juluo.ledger.period import Period

_TABLES = """
CREATE TABLE IF NOT EXISTS stamp (version INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS people (
    dim TEXT NOT NULL, key TEXT NOT NULL, day INTEGER NOT NULL, bits BLOB NOT NULL,
    PRIMARY KEY (dim, day, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS rollups (day INTEGER PRIMARY KEY, file TEXT NOT NULL);
"""
SPOKE = "spoke"
CHANNEL = "channel"
KIND = "kind"
_EVER = (0, 10**7)

# Days of bitmaps whose persons are remembered: some megabytes.
_MOST_MET = 20_000

Row = tuple[str, str, date, BitMap]  # dim, key, day, who


class Presence:
    """The bitmaps of one community. `BitMap`s hold account codes, or those of the accounts' persons."""

    persons: Callable[[BitMap], BitMap] | None = None
    met: dict[bytes, BitMap]

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")  # an index: lost pages are built again
        self._db.executescript(_TABLES)

    def close(self) -> None:
        self._db.close()

    @property
    def version(self) -> int:
        """The ledger version these bitmaps tell of; -1 before the first build."""
        found = self._db.execute("SELECT version FROM stamp").fetchone()
        return int(found[0]) if found else -1

    def hold(self) -> None:
        """Stay at what the file says now, until closed."""
        self._db.execute("BEGIN")
        self._db.execute("SELECT version FROM stamp").fetchone()

    def of_persons(self, persons: Callable[[BitMap], BitMap]) -> "Presence":
        """The same bitmaps, in which persons stand in the place of their accounts."""
        merged = copy(self)
        merged.persons, merged.met = persons, {}
        return merged

    def _who(self, bits: bytes) -> BitMap:
        """Whom kept bits mean. Persons are looked up once: metrics ask for the same days many times."""
        if self.persons is None:
            return BitMap.deserialize(bits)
        known = self.met.get(bits)
        if known is None:
            if len(self.met) >= _MOST_MET:
                self.met.clear()
            known = self.met[bits] = self.persons(BitMap.deserialize(bits))
        return known.copy()

    def copied(self, path: Path, rollups: Path) -> "Presence":
        """The same bitmaps in another file, to be changed; their roll-ups stay in the folder `rollups`."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path)) as other:
            self._db.backup(other)
        made = Presence(path)
        made._db.execute("UPDATE rollups SET file = ? || file", (f"{rollups}{os.sep}",))
        return made

    def stamp(self, version: int) -> None:
        """The ledger has moved on without touching this community."""
        with self._writing(version):
            pass

    def renew(self, version: int, files: dict[date, str], gone: Iterable[date], rows: Iterable[Row]) -> None:
        """Put days in the place of what was known of them: where their roll-up lies, and who was there."""
        with self._writing(version) as db:
            days = [(day.toordinal(),) for day in {*files, *gone}]
            db.executemany("DELETE FROM people WHERE dim = 'spoke' AND day = ?", days)
            db.executemany("DELETE FROM people WHERE dim = 'channel' AND day = ?", days)
            db.executemany("DELETE FROM people WHERE dim = 'kind' AND day = ?", days)
            db.executemany("DELETE FROM rollups WHERE day = ?", days)
            db.executemany(
                "INSERT INTO rollups VALUES (?, ?)", ((day.toordinal(), file) for day, file in files.items())
            )
            db.executemany(
                "INSERT INTO people VALUES (?, ?, ?, ?)",
                ((dim, key, day.toordinal(), bits.serialize()) for dim, key, day, bits in rows),
            )

    def move(self, files: dict[date, str]) -> None:
        """The roll-up of these days lies elsewhere now; it says the same."""
        with self._writing(self.version) as db:
            db.executemany(
                "UPDATE rollups SET file = ? WHERE day = ?", ((file, day.toordinal()) for day, file in files.items())
            )

    @contextmanager
    def _writing(self, version: int) -> Iterator[sqlite3.Connection]:
        """Change index rows and move the stamp in one transaction."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield self._db
            self._db.execute("DELETE FROM stamp")
            self._db.execute("INSERT INTO stamp VALUES (?)", (version,))
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def rollup_files(self, first: date | None = None, last: date | None = None) -> dict[date, str]:
        """The roll-up file of each day that has one."""
        found = self._db.execute(
            "SELECT day, file FROM rollups WHERE day BETWEEN ? AND ? ORDER BY day",
            (first.toordinal() if first else _EVER[0], last.toordinal() if last else _EVER[1]),
        )
        return {date.fromordinal(day): file for day, file in found}

    def spoke(self, period: Period, channel: int | None = None) -> BitMap:
        """Who spoke in the period, in one channel or anywhere."""
        dim, key = (SPOKE, "") if channel is None else (CHANNEL, str(channel))
        return BitMap.union(BitMap(), *self._by_day(dim, key, period).values())

    def acted(self, period: Period, kinds: Sequence[str] | None = None) -> BitMap:
        """Who left an entry of these kinds (of any that is one's own doing) in the period."""
        wanted, told = _of(kinds)
        found = self._db.execute(
            f"SELECT bits FROM people WHERE dim = ? AND day BETWEEN ? AND ?{wanted}",
            (KIND, period.first.toordinal(), period.last.toordinal(), *told),
        )
        return BitMap.union(BitMap(), *(self._who(bits) for (bits,) in found))

    def acted_by_day(self, period: Period, kinds: Sequence[str] | None = None) -> dict[date, BitMap]:
        """The same day by day; days without one are absent."""
        wanted, told = _of(kinds)
        found = self._db.execute(
            f"SELECT day, bits FROM people WHERE dim = ? AND day BETWEEN ? AND ?{wanted} ORDER BY day",
            (KIND, period.first.toordinal(), period.last.toordinal(), *told),
        )
        people: dict[date, BitMap] = {}
        for day, bits in found:
            when = date.fromordinal(day)
            people[when] = people.get(when, BitMap()) | self._who(bits)
        return people

    def spoke_by_day(self, period: Period | None = None) -> dict[date, BitMap]:
        """Who spoke, day by day; days without words are absent."""
        return self._by_day(SPOKE, "", period)

    def spoke_by_channel(self, period: Period) -> dict[int, BitMap]:
        found = self._db.execute(
            "SELECT key, bits FROM people WHERE dim = ? AND day BETWEEN ? AND ?",
            (CHANNEL, period.first.toordinal(), period.last.toordinal()),
        )
        people: dict[int, BitMap] = {}
        for key, bits in found:
            people[int(key)] = people.get(int(key), BitMap()) | self._who(bits)
        return people

    def spoke_by_channel_day(self, period: Period) -> dict[int, dict[date, BitMap]]:
        """Who spoke in each channel, day by day; days without words are absent."""
        found = self._db.execute(
            "SELECT key, day, bits FROM people WHERE dim = ? AND day BETWEEN ? AND ?",
            (CHANNEL, period.first.toordinal(), period.last.toordinal()),
        )
        people: dict[int, dict[date, BitMap]] = {}
        for key, day, bits in found:
            people.setdefault(int(key), {})[date.fromordinal(day)] = self._who(bits)
        return people

    def _by_day(self, dim: str, key: str, period: Period | None) -> dict[date, BitMap]:
        first, last = _EVER if period is None else (period.first.toordinal(), period.last.toordinal())
        found = self._db.execute(
            "SELECT day, bits FROM people WHERE dim = ? AND key = ? AND day BETWEEN ? AND ? ORDER BY day",
            (dim, key, first, last),
        )
        return {date.fromordinal(day): self._who(bits) for day, bits in found}


def _of(kinds: Sequence[str] | None) -> tuple[str, tuple[str, ...]]:
    """The rows of these kinds, as a condition and what it is of; without any named, of all that is one's own doing."""
    told = tuple(sorted(PUT_DOWN)) if kinds is None else tuple(kinds)
    return f" AND key {'NOT ' if kinds is None else ''}IN ({', '.join('?' * len(told))})", told
