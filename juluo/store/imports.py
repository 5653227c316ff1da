"""The imports a home has seen, kept in the register's file.

An import is 'new' until its process holds its lock, 'open' while it reads and merges, 'done' when it stands,
'undoing' from the wish to undo it until that is published, then 'undone'; 'failed' if it never was published.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from juluo.ledger.period import Calendar
from juluo.ledger.sight import Sight
from juluo.store.backing import Standing, Whole
from juluo.store.facts import ImportRecord
from juluo.store.register import Register

_TICK = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Covered:
    """What an import covered: its first and last moment, and what its sources can see."""

    first: datetime | None
    last: datetime | None
    exported_at: datetime | None = None
    sights: frozenset[Sight] = frozenset()
    platforms: frozenset[str] = frozenset()
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """What is recorded when an import stands. Its words go into the commit, so that a crash can't lose them."""

    covered: Covered
    calendar: Calendar
    recorded_at: datetime
    versions: int = 0
    wholes: tuple[Whole, ...] = ()

    def words(self) -> str:
        covered = self.covered
        moments = [_words(m) for m in (covered.first, covered.last, covered.exported_at, self.recorded_at)]
        wholes = [[whole.no, _words(whole.exported_at)] for whole in self.wholes]
        seen = [sorted(covered.sights), sorted(covered.platforms), covered.stated]
        calendar = [self.calendar.zone, self.calendar.day_starts_at]
        return json.dumps([moments, seen, calendar, self.versions, wholes])

    @classmethod
    def of(cls, words: str) -> "Closing":
        moments, (sights, platforms, stated), calendar, versions, wholes = json.loads(words)
        first, last, exported_at, recorded_at = (_moment(words) for words in moments)
        seen = frozenset(Sight(word) for word in sights)
        covered = Covered(first, last, exported_at, seen, frozenset(platforms), stated=stated)
        whole = tuple(Whole(no, _moment(at)) for no, at in wholes)
        return cls(covered, Calendar(*calendar), recorded_at or datetime.now(UTC), versions, whole)


def open_import(register: Register, community: str) -> int:
    """The number of a new import; it counts from `begin_import` on, when its process is known to live."""
    with register.writing() as db:
        cursor = db.execute(
            "INSERT INTO imports (community, state, started_at) VALUES (?, 'new', ?)",
            (community, datetime.now(UTC).isoformat()),
        )
        return int(cursor.lastrowid or 0)


def begin_import(register: Register, no: int) -> bool:
    """From here on the import's lock tells that it is under way. False if it was given up for dead meanwhile."""
    with register.writing() as db:
        return db.execute("UPDATE imports SET state = 'open' WHERE no = ? AND state = 'new'", (no,)).rowcount == 1


def set_state(register: Register, no: int, state: str) -> None:
    with register.writing() as db:
        db.execute("UPDATE imports SET state = ? WHERE no = ?", (state, no))


def close_undoing(register: Register, no: int, version: int, at: datetime | None = None) -> None:
    """Record that an import no longer stands, from that version of the ledger on, published now or `at`."""
    with register.writing() as db:
        db.execute(
            "UPDATE imports SET state = 'undone', undone_version = ?, undone_at = ? WHERE no = ?",
            (version, (at or datetime.now(UTC)).isoformat(), no),
        )


def next_moment(register: Register) -> datetime:
    """When an import is recorded: now, and always after the one before."""
    ((last,),) = register.rows("SELECT max(done_at) FROM imports")
    now = datetime.now(UTC)
    return now if last is None else max(now, datetime.fromisoformat(str(last)) + _TICK)


def close_import(register: Register, community: str, no: int, version: int, closing: Closing) -> None:
    """Record that an import stands in the ledger, and the community's calendar with its first.

    The receipt follows; without it the import still counts.
    """
    covered = closing.covered
    register.add_community(community, closing.calendar)
    with register.writing() as db:
        db.execute(
            "UPDATE imports SET state = 'done', done_at = ?, published_at = ?, version = ?, first = ?, last = ?,"
            " exported_at = ?, stated = ?, sights = ?, platforms = ?, versions = ? WHERE no = ?",
            (
                closing.recorded_at.isoformat(timespec="microseconds"),
                datetime.now(UTC).isoformat(),
                version,
                *(_words(moment) for moment in (covered.first, covered.last, covered.exported_at)),
                covered.stated,
                ",".join(sorted(covered.sights)),
                "\x1f".join(sorted(covered.platforms)),
                closing.versions,
                no,
            ),
        )
        db.executemany(
            "INSERT INTO contained VALUES (?, ?, ?)",
            ((no, whole.no, _words(whole.exported_at)) for whole in closing.wholes),
        )


def keep_receipt(register: Register, no: int, receipt: str) -> None:
    with register.writing() as db:
        db.execute("UPDATE imports SET receipt = ? WHERE no = ?", (receipt, no))


def standing(register: Register, community: str, members: Path) -> tuple[Standing, ...]:
    """The standing imports of a community in order; their lists of known versions lie in the folder `members`."""
    found = register.rows(
        "SELECT no, done_at FROM imports WHERE community = ? AND state = 'done' ORDER BY done_at", community
    )
    wholes = wholes_of(register)
    return tuple(
        Standing(
            no := int(str(number)),
            datetime.fromisoformat(str(done_at)),
            path if (path := members_file(members, no)).exists() else None,
            wholes.get(no, ()),
        )
        for number, done_at in found
    )


def members_file(folder: Path, no: int) -> Path:
    return folder / f"i{no:06d}.parquet"


def wholes_of(register: Register) -> dict[int, tuple[Whole, ...]]:
    """Which imports each import contains wholly."""
    found: dict[int, tuple[Whole, ...]] = {}
    for no, whole, exported_at in register.rows("SELECT no, whole, exported_at FROM contained ORDER BY no, whole"):
        told = Whole(int(str(whole)), _moment(None if exported_at is None else str(exported_at)))
        found[int(str(no))] = (*found.get(int(str(no)), ()), told)
    return found


def brought(register: Register, nos: Sequence[int]) -> dict[int, int]:
    """How many versions each of these imports brought."""
    marks = ", ".join(str(no) for no in nos) or "NULL"
    found = register.rows(f"SELECT no, versions FROM imports WHERE no IN ({marks})")
    return {int(str(no)): int(str(versions)) for no, versions in found}


def imports(register: Register, community: str | None = None) -> tuple[ImportRecord, ...]:
    """Imports that stand or stood, in the order of their numbers."""
    found = register.rows(
        "SELECT no, community, state, done_at, first, last, exported_at, stated, sights, platforms, receipt, version,"
        " coalesce(published_at, done_at), undone_version, undone_at"
        " FROM imports WHERE state IN ('done', 'undoing', 'undone') AND (? IS NULL OR community = ?) ORDER BY no",
        community,
        community,
    )
    return tuple(_record(*(str(cell) if cell is not None else "" for cell in row)) for row in found)


def version_at(told: Sequence[ImportRecord], moment: datetime) -> int:
    """The version of the ledger at a moment, as far as these imports and their undoings made it."""
    came = [one.version for one in told if one.published_at <= moment]
    went = [one.undone_version for one in told if one.undone_at is not None and one.undone_at <= moment]
    return max([*came, *(version for version in went if version is not None)], default=0)


def _record(*row: str) -> ImportRecord:
    no, community, state, done_at, first, last, exported_at, stated, sights, platforms, receipt, *span = row
    version, published_at, undone_version, undone_at = span
    return ImportRecord(
        int(no),
        community,
        state == "undone",
        datetime.fromisoformat(done_at),
        _moment(first),
        _moment(last),
        _moment(exported_at),
        stated == "1",
        frozenset(Sight(word) for word in sights.split(",") if word),
        frozenset(word for word in platforms.split("\x1f") if word),
        receipt,
        int(version),
        datetime.fromisoformat(published_at),
        int(undone_version) if undone_version else None,
        _moment(undone_at),
    )


def _words(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _moment(words: str | None) -> datetime | None:
    return datetime.fromisoformat(words) if words else None
