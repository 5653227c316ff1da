"""The imports a home has seen, kept in the register's file."""

from dataclasses import dataclass
from datetime import UTC, datetime

from juluo.ledger.sight import Sight
from juluo.store.facts import ImportRecord
from juluo.store.register import Register


@dataclass(frozen=True, slots=True)
class Covered:
    """What an import covered: its first and last moment, and what its sources can see."""

    first: datetime | None
    last: datetime | None
    exported_at: datetime | None = None
    sights: frozenset[Sight] = frozenset()
    platforms: frozenset[str] = frozenset()
    stated: bool = False


def open_import(register: Register, community: str) -> int:
    """The number of a new import, not yet done."""
    with register.writing() as db:
        cursor = db.execute(
            "INSERT INTO imports (community, state, started_at) VALUES (?, 'open', ?)",
            (community, datetime.now(UTC).isoformat()),
        )
        return int(cursor.lastrowid or 0)


def close_import(register: Register, no: int, version: int, covered: Covered) -> None:
    """Record that an import stands in the ledger. The receipt follows; without it the import still counts."""
    moments = (_words(covered.first), _words(covered.last), _words(covered.exported_at))
    with register.writing() as db:
        db.execute(
            "UPDATE imports SET state = 'done', done_at = ?, version = ?, first = ?, last = ?, exported_at = ?,"
            " stated = ?, sights = ?, platforms = ? WHERE no = ?",
            (
                datetime.now(UTC).isoformat(),
                version,
                *moments,
                covered.stated,
                ",".join(sorted(covered.sights)),
                "\x1f".join(sorted(covered.platforms)),
                no,
            ),
        )


def keep_receipt(register: Register, no: int, receipt: str) -> None:
    with register.writing() as db:
        db.execute("UPDATE imports SET receipt = ? WHERE no = ?", (receipt, no))


def mark_undone(register: Register, no: int) -> None:
    with register.writing() as db:
        db.execute("UPDATE imports SET state = 'undone' WHERE no = ?", (no,))


def imports(register: Register, community: str | None = None) -> tuple[ImportRecord, ...]:
    """Every import that reached the ledger, oldest first; undone ones say so."""
    found = register.rows(
        "SELECT no, community, state, done_at, first, last, exported_at, stated, sights, platforms, receipt"
        " FROM imports WHERE state IN ('done', 'undone') AND (? IS NULL OR community = ?) ORDER BY no",
        community,
        community,
    )
    return tuple(_record(*(str(cell) if cell is not None else "" for cell in row)) for row in found)


def live_numbers(register: Register, community: str) -> frozenset[int]:
    return frozenset(record.no for record in imports(register, community) if not record.undone)


def _record(*row: str) -> ImportRecord:
    no, community, state, done_at, first, last, exported_at, stated, sights, platforms, receipt = row
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
    )


def _words(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _moment(words: str) -> datetime | None:
    return datetime.fromisoformat(words) if words else None
