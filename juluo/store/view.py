"""What metrics and reports read of one community's ledger: its state at one version, and whom its numbers count.

Views of the same state that count others share it, but lay out tables of their own.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Literal

import duckdb
from pyroaring import BitMap

from juluo.ledger.actors import Actors
from juluo.ledger.as_of import AsOf
from juluo.ledger.entry import Account, Channel, Entry
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.persons import Persons
from juluo.ledger.query import EntryQuery
from juluo.ledger.segment import People, Segment
from juluo.store.engine import beside, quoted
from juluo.store.facts import Coverage, ImportRecord
from juluo.store.findings import Findings
from juluo.store.persons import NO_TYING
from juluo.store.presence import Presence
from juluo.store.schema import COLUMNS
from juluo.store.segments import FIRST_WORDS
from juluo.store.snapshot import NEARLY, Snapshot

_WHOLE = Segment()


class View:
    """What metrics and reports read. `actors` says whom numbers count.

    `aside` are the accounts they leave out; of those, `muted` are not heard at all: staff aside still answer.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        actors: Actors = Actors.MEMBERS,
        segment: Segment = _WHOLE,
        *,
        opened: bool = True,
    ) -> None:
        self.snapshot = snapshot
        self.actors = Actors.STAFF if segment.people is People.STAFF and actors is Actors.MEMBERS else actors
        self.segment = segment
        self.community = snapshot.community
        self.calendar = snapshot.community.calendar
        self.register = snapshot.register
        self.ledger = snapshot.ledger
        self.index = snapshot.index_of(segment) if segment else snapshot.index
        self.version = snapshot.version
        self.table = snapshot.table
        self.con: duckdb.DuckDBPyConnection = beside(snapshot.con)
        self._opened = opened
        self._left_out: dict[Period, dict[str, int]] = {}
        if segment.by_age:
            self.keep(FIRST_WORDS, snapshot.first_words())

    @cached_property
    def presence(self) -> Presence:
        """Who was there; persons of several accounts as one."""
        merging, found = self.snapshot.merging, self.index.presence
        return found.of_persons(merging.who) if merging is not None else found

    @property
    def account_presence(self) -> Presence:
        """The same, account by account: whoever leaves with one account may be here with another."""
        return self.index.presence

    @property
    def persons(self) -> Persons:
        """Which accounts are one person in this state."""
        return self.snapshot.merging.persons if self.snapshot.merging is not None else Persons()

    def who(self, accounts: BitMap) -> BitMap:
        """The persons of accounts."""
        return self.snapshot.merging.who(accounts) if self.snapshot.merging is not None else accounts

    def counting(self, actors: Actors) -> "View":
        """A view of the same state that counts others; to be closed before this one."""
        return View(self.snapshot, actors, self.segment, opened=False)

    def within(self, segment: Segment) -> "View":
        """A view of the same state in which nothing counts but a segment; to be closed before this one.

        Answers are heard from everywhere: of questions and what else is counted, only those of the segment.
        """
        return View(self.snapshot, self.actors, segment, opened=False)

    @cached_property
    def _inside(self) -> str:
        """The condition that an entry is in the view's segment."""
        return self.snapshot.condition(self.segment) if self.segment else "true"

    def _inside_of(self, segment: Segment) -> str:
        """The same of any segment."""
        if segment.by_age and not self.segment.by_age:
            self.keep(FIRST_WORDS, self.snapshot.first_words())
        return self.snapshot.condition(segment)

    @property
    def as_of(self) -> AsOf | None:
        """Which earlier state is shown; None for the present one."""
        return self.snapshot.as_of

    @property
    def imports(self) -> tuple[ImportRecord, ...]:
        """The imports that stand in this state."""
        return self.snapshot.imports

    @property
    def coverage(self) -> Coverage:
        """From when to when the community's exports tell, and what they can show."""
        return self.snapshot.coverage

    def complete(self, period: Period) -> bool:
        """Whether exports tell of the period from its start to its end, so that it may be compared."""
        return self._within(period, self.coverage.stretches)

    def _within(self, period: Period, stretches: Sequence[tuple[datetime, datetime]]) -> bool:
        start, until = self.calendar.bounds(period)
        return any(first <= start + NEARLY and last >= until - NEARLY for first, last in stretches)

    def desk_complete(self, period: Period) -> bool:
        """The same of what the operator's desk keeps."""
        return self.coverage.desk is not None and self._within(period, (self.coverage.desk,))

    def desk_overlaps(self, period: Period) -> bool:
        """Whether the desk kept records on at least one of the period's days."""
        if self.coverage.desk is None:
            return False
        first, last = (self.calendar.day_of(moment) for moment in self.coverage.desk)
        return first <= period.last and period.first <= last

    @property
    def channels(self) -> dict[int, Channel]:
        """Every channel ever met, under the name it has now."""
        return self.snapshot.channels

    @cached_property
    def channels_used(self) -> tuple[Channel, ...]:
        """The channels in which any entry stands."""
        source = self.index.rollup()
        found = self.ask(f"SELECT DISTINCT channel FROM ({source}) ORDER BY 1") if source else []
        return tuple(self.channels[code] for (code,) in found if code in self.channels)

    @cached_property
    def aside(self) -> BitMap:
        """Whom numbers leave out."""
        return self.snapshot.aside(self.actors)

    @cached_property
    def muted(self) -> BitMap:
        """Whose entries are not heard at all, not even as answers: bots, unless they are counted."""
        return BitMap() if self.actors is Actors.ALL else self.snapshot.bots

    def left_out(self, period: Period) -> dict[str, int]:
        """How many accounts spoke in the period and are not counted."""
        if period not in self._left_out:
            spoke = self.presence.spoke(period) & self.aside
            bots = len(spoke & self.snapshot.bots)
            self._left_out[period] = {"staff": len(spoke) - bots, "bots": bots}
        return self._left_out[period]

    def counted(self, period: Period) -> dict[str, object]:
        """Whom a number over the period counts, and how many it leaves out, as JSON values."""
        return {"actors": str(self.actors), "left_out": self.left_out(period)}

    def accounts(self, codes: Sequence[int]) -> dict[int, Account]:
        """Accounts by code. Of a person's accounts, the one met first stands for all; it is staff's if any is."""
        found = self.register.accounts(self.community.slug, codes)
        if self.snapshot.merging is None:
            return found
        staff = self.snapshot.staff
        return {code: replace(one, is_staff=one.is_staff or code in staff) for code, one in found.items()}

    # questions

    def ask(self, sql: str) -> list[tuple[Any, ...]]:
        """The answer to a question over what has been laid out."""
        return self.con.execute(sql).fetchall()

    def lay(self, name: str, query: str) -> None:
        """Let `name` stand for a query; its rows are read when they are asked for."""
        self.con.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {query}")

    def keep(self, name: str, query: str, values: Mapping[str, object] | None = None) -> None:
        """Let `name` stand for the rows of a query, read now."""
        self.con.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", values)

    def lay_rollup(self, name: str, period: Period, *, everyone: bool = False) -> None:
        """Let `name` stand for the daily roll-up over a period: of those counted, or of `everyone`."""
        source = self.index.rollup(period.first, period.last)
        people = "true" if everyone else _outside(self.aside)
        within = f"day BETWEEN DATE '{period.first}' AND DATE '{period.last}' AND {people}"
        rows = f"SELECT * FROM ({source}) WHERE {within}" if source else _NOTHING
        merging = self.snapshot.merging
        self.lay(name, rows if merging is None else merging.rows(rows, ("account",)))

    def wordless(self, period: Period, columns: Sequence[str]) -> str:
        """The SELECT of not retracted entries of a period by all who are heard; `member` is true for those counted."""
        listed = ", ".join(f'"{column}"' for column in columns)
        rows = (
            f"SELECT {listed}, ({_outside(self.aside)} AND {self._inside}) AS member FROM {self.source(period)}"
            f" WHERE {self.snapshot.holds} AND NOT deleted AND {_outside(self.muted)}"
            f" AND day BETWEEN DATE '{period.first}' AND DATE '{period.last}'"
        )
        merging = self.snapshot.merging
        return rows if merging is None else merging.rows(f"{rows} AND {NO_TYING}", columns)

    def lay_findings(self, name: str, period: Period, columns: Sequence[str] = ("entry_id",)) -> None:
        """Let `name` stand for a period's entries and what text analysis found of them (findings.FOUND).

        NULL where nothing has been read yet. `columns` are those of `wordless` that are wanted; `member` comes along.
        """
        entries = self.wordless(period, tuple(dict.fromkeys(("entry_id", "sum", *columns))))
        self.lay(name, Findings.of(self.snapshot.folder, self.community.slug).beside(entries))

    def found_by(self, layer: str) -> str:
        """The version of the model whose findings are laid beside entries; "" while none has read anything."""
        kept = Findings.of(self.snapshot.folder, self.community.slug).shown(layer)
        return kept.version if kept is not None else ""

    def source(self, period: Period) -> str:
        """The FROM clause over the files that may hold the period's entries, of all versions."""
        return self.snapshot.source(period)

    # entries behind numbers

    def _where(self, query: EntryQuery) -> str:
        terms = [self.snapshot.holds, f"day BETWEEN DATE '{query.period.first}' AND DATE '{query.period.last}'"]
        if self.persons and query.accounts is not None:
            query = replace(query, accounts=self.persons.all_of(query.accounts))
        terms += _told_by(query)
        if query.people_only:
            terms.append(_outside(self.snapshot.aside(query.actors or self.actors)))
        if not query.retracted:
            terms.append("NOT deleted")
        segment = self.segment if query.segment is None else query.segment
        # Entries that are named one by one were counted already.
        if segment and query.ids is None:
            terms.append(self._inside_of(segment))
        return " AND ".join(terms)

    def ids(self, query: EntryQuery) -> tuple[int, ...]:
        """Ids of all entries behind a number, in order of time."""
        found = self.con.execute(
            f'SELECT entry_id FROM {self.source(query.period)} WHERE {self._where(query)} ORDER BY ts, file, "offset"',
        ).fetchall()
        return tuple(entry_id for (entry_id,) in found)

    def count(self, query: EntryQuery) -> int:
        """How many entries stand behind a number."""
        found = self.con.execute(f"SELECT count(*) FROM {self.source(query.period)} WHERE {self._where(query)}")
        return int(found.fetchall()[0][0])

    def tally(self, query: EntryQuery, column: Literal["account", "channel"]) -> dict[int, int]:
        """How many of the entries behind a number each account made, or each channel holds, the most first."""
        found = self.con.execute(
            f"SELECT {column}, count(*) AS n FROM {self.source(query.period)} WHERE {self._where(query)}"
            f" AND {column} IS NOT NULL GROUP BY {column} ORDER BY n DESC, {column}",
        ).fetchall()
        told: dict[int, int] = {}
        for code, n in found:
            who = self.persons.of(int(code)) if column == "account" else int(code)
            told[who] = told.get(who, 0) + int(n)
        return dict(sorted(told.items(), key=lambda item: (-item[1], item[0])))

    def lines(self, query: EntryQuery, limit: int | None = None, offset: int = 0) -> list[Entry]:
        """The entries behind a number, in order of time; `limit` of them after the first `offset`."""
        if limit is not None:
            query = self._head(query, limit, offset)
        columns = ", ".join(f'"{column}"' for column in _READ)
        found = self.con.execute(
            f"SELECT {columns} FROM {self.source(query.period)} WHERE {self._where(query)}"
            ' ORDER BY ts, file, "offset"',
        ).fetchall()
        lines = [_entry(dict(zip(_READ, row, strict=True))) for row in found]
        merging = self.snapshot.merging
        return lines if merging is None else [merging.entry(line) for line in lines]

    def _head(self, query: EntryQuery, limit: int, offset: int) -> EntryQuery:
        """The same query narrowed to some of its entries in a row: words are read of these alone."""
        found = self.con.execute(
            f"SELECT entry_id, day FROM {self.source(query.period)} WHERE {self._where(query)}"
            f' ORDER BY ts, file, "offset" LIMIT {int(limit)} OFFSET {int(offset)}',
        ).fetchall()
        days = [day for _, day in found] or [query.period.first]
        ids = tuple(entry_id for entry_id, _ in found)
        return replace(query, period=Period(min(days), max(days)), ids=ids)

    def close(self) -> None:
        """Close it; the view that the store opened closes the state that all share."""
        self.con.close()
        if self._opened:
            self.snapshot.close()


_READ = tuple(name for name in COLUMNS if name not in {"exported_at", "file", "seen", "until", "sum"})
_NOTHING = (
    "SELECT NULL::DATE AS day, NULL::INTEGER AS account, NULL::INTEGER AS channel, NULL::VARCHAR AS kind,"
    " NULL::INTEGER AS n, NULL::INTEGER AS asks, NULL::INTEGER AS reactions LIMIT 0"
)


def _told_by(query: EntryQuery) -> Iterator[str]:
    """The conditions that a query's entries meet wherever it is asked."""
    if query.kinds:
        yield "kind IN (" + ", ".join(f"'{kind}'" for kind in query.kinds) + ")"
    if query.channel is not None:
        yield f"channel = {int(query.channel)}"
    if query.thread is not None:
        yield f"thread = {int(query.thread)}"
    if query.moments is not None:
        stretches = (f"(ts >= '{since.isoformat()}' AND ts < '{until.isoformat()}')" for since, until in query.moments)
        yield f"({' OR '.join(stretches) or 'false'})"
    if query.words:
        yield f"contains(lower(text), lower('{quoted(query.words)}'))"
    if query.asks is not None:
        yield "asks" if query.asks else "NOT coalesce(asks, false)"
    for column, values in (("account", query.accounts), ("entry_id", query.ids)):
        if values is not None:
            yield f"{column} IN ({', '.join(map(str, values)) or 'NULL'})"


def _outside(accounts: BitMap) -> str:
    """The condition that an entry is by none of these accounts."""
    return f"(account IS NULL OR account NOT IN ({', '.join(map(str, accounts))}))" if accounts else "true"


def _entry(row: dict[str, Any]) -> Entry:
    row["at"] = row.pop("ts").astimezone(UTC)
    row["kind"] = Kind(row["kind"])
    row["mentions"] = tuple(row["mentions"] or ())
    row["detail"] = json.loads(row["detail"]) if row["detail"] else {}
    row["asks"] = bool(row["asks"])
    row["media"], row["reactions"] = row["media"] or 0, row["reactions"] or 0
    return Entry(**row)
