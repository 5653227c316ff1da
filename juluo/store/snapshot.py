"""One community's ledger at one version: it stays put while imports go on, and may lie in the past.

Every version of every row stands in the table with the ledger versions between which it held, and every import with
those between which it stood. So an earlier state is read from today's files: its entries by a condition, its indexes
made again below the reader's own folder. What has no versions shows as it is now: names, and who was erased.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

from deltalake import DeltaTable
from pyroaring import BitMap

from juluo.ledger.actors import Actors
from juluo.ledger.as_of import AsOf
from juluo.ledger.entry import Channel
from juluo.ledger.period import Period
from juluo.ledger.segment import Segment
from juluo.ledger.sight import DESK
from juluo.store.engine import connect, scan
from juluo.store.facts import Community, Coverage, ImportRecord
from juluo.store.imports import imports
from juluo.store.index import Index
from juluo.store.persons import Merging, State
from juluo.store.readers import Reading
from juluo.store.register import Register
from juluo.store.schema import COLUMNS, HOLDS, SQL_TYPES, held_at
from juluo.store.segments import FIRST_WORDS, condition, first_words
from juluo.store.table import LedgerTable

# A day counts as covered from its first hour to its last if entries come within them: no export says where it ends.
NEARLY = timedelta(hours=1)


class Snapshot:
    """What the views of one community share. The indexes' stamp decides the version.

    Their SQLite file is read in one transaction and the table is opened at the version they tell of, so that roll-up,
    presence, entries and imports always agree. `as_of` shows an earlier state instead.
    """

    def __init__(
        self,
        community: Community,
        register: Register,
        ledger: LedgerTable,
        index: Index,
        readers: Path,
        as_of: AsOf | None = None,
    ) -> None:
        self._sign = Reading(readers)
        self.folder = readers.parent
        self._live = index
        index.presence.hold()
        self.community = community
        self.register = register
        self.ledger = ledger
        self.index = index
        self.as_of = as_of
        self.version = index.presence.version
        self._segments: dict[Segment, Index] = {}
        self.holds = HOLDS
        self.table = DeltaTable(ledger.root, version=self.version)
        self.con = connect(self._sign.spill, "300MB")
        if as_of is not None and as_of.version < self.version:
            self._go_back(as_of.version)

    def _go_back(self, version: int) -> None:
        self.version, self.holds = version, held_at(version)
        self.index = self._live.past(self._sign.folder / "past", self.ledger, self.table, self.con, version)

    @cached_property
    def imports(self) -> tuple[ImportRecord, ...]:
        """The imports that stand at this version."""
        return tuple(one for one in imports(self.register, self.community.slug) if one.stood(self.version))

    @cached_property
    def coverage(self) -> Coverage:
        """From when to when the community's exports tell, and what they can show."""
        told = self.imports
        moments = [record for record in told if record.first and record.last and not record.stated]
        told_of = sorted((r.first, max(r.exported_at or r.last, r.last)) for r in moments if r.first and r.last)
        spans = tuple(sorted({self._span(first, last) for first, last in told_of}))
        return Coverage(
            min((r.first for r in moments if r.first), default=None),
            max((r.last for r in moments if r.last), default=None),
            frozenset(sight for record in told for sight in record.sights),
            frozenset(platform for record in moments for platform in record.platforms),
            spans,
            _joined(told_of),
            self._desk,
        )

    @property
    def _desk(self) -> tuple[datetime, datetime] | None:
        """The desk sits beside the ledger: it has kept its records until the last time that anything was added."""
        acts = [record for record in self.imports if record.stated and record.sights & DESK]
        first = min((record.first for record in acts if record.first), default=None)
        return (first, max(record.published_at for record in self.imports)) if first is not None else None

    def _span(self, first: datetime, last: datetime) -> tuple[date, date]:
        day_of = self.community.calendar.day_of
        return day_of(first), day_of(last)

    @cached_property
    def channels(self) -> dict[int, Channel]:
        return self.register.channels(self.community.slug)

    @cached_property
    def bots(self) -> BitMap:
        return BitMap(self.register.flagged((one.no for one in self.imports), "is_bot"))

    @cached_property
    def staff(self) -> BitMap:
        """The staff who run the community, by all accounts of theirs; a bot is none, whatever its rights."""
        flagged = BitMap(self.register.flagged((one.no for one in self.imports), "is_staff")) - self.bots
        return self.merging.everywhere(flagged) if self.merging is not None else flagged

    @cached_property
    def merging(self) -> Merging | None:
        """How accounts become persons; None where everybody has one account. Then it costs nothing."""
        state = State(self.community, self.ledger, self.table, self.imports, self.holds)
        found = state.persons(self.con, self.bots)
        if not found:
            return None
        merging = Merging.of(found)
        merging.lay(self.con)
        return merging

    def aside(self, actors: Actors) -> BitMap:
        """Whom numbers that count these actors leave out."""
        return {Actors.MEMBERS: self.bots | self.staff, Actors.STAFF: self.bots, Actors.ALL: BitMap()}[actors]

    def index_of(self, segment: Segment) -> Index:
        """The indexes of a segment's entries, made once."""
        if segment not in self._segments:
            whole = self.index.rollup() or _NO_ROLLUP
            where = self.condition(segment)
            if segment.by_age:
                self.con.execute(f"CREATE OR REPLACE TEMP TABLE {FIRST_WORDS} AS {self.first_words()}")
            rows = f"SELECT * FROM ({whole}) WHERE {where}"
            if segment.hours is not None:
                rows = (
                    "SELECT day, account, channel, kind, asks, reactions, 1 AS sign"
                    f" FROM {self.source(self.span)} WHERE {self.holds} AND NOT deleted AND {where}"
                )
            folder = self._sign.folder / f"segment-{len(self._segments)}"
            self._segments[segment] = self.index.part(folder, self.con, rows, counted=segment.hours is None)
        return self._segments[segment]

    def condition(self, segment: Segment) -> str:
        """The condition that an entry is in the segment; by FIRST_WORDS where that tells by age."""
        if self.merging is not None and segment.accounts is not None:
            segment = replace(segment, accounts=self.merging.persons.all_of(segment.accounts))
        return condition(segment, self.staff, self.community.calendar, self.span)

    def first_words(self) -> str:
        """The query that makes FIRST_WORDS: a person's first words are those of every account they have."""
        query = first_words(self.index.rollup() or _NO_ROLLUP)
        return query if self.merging is None else self.merging.first_words(query)

    @cached_property
    def span(self) -> Period:
        """From the first to the last day that has entries."""
        days = sorted(self.index.presence.rollup_files())
        return Period(days[0], days[-1]) if days else Period(date(1970, 1, 2), date(1970, 1, 2))

    def source(self, period: Period) -> str:
        """The FROM clause over the files that may hold the period's entries, of all versions."""
        files = self.ledger.files(self.table, self.community.slug, period.first, period.last)
        return scan(files) if files else _NO_ENTRIES

    def close(self) -> None:
        self.con.close()
        for index in {self.index, self._live, *self._segments.values()}:
            index.close()
        self._sign.close()


_NO_ROLLUP = (
    "SELECT NULL::DATE AS day, NULL::INTEGER AS account, NULL::INTEGER AS channel, NULL::VARCHAR AS kind,"
    " NULL::INTEGER AS n, NULL::INTEGER AS asks, NULL::INTEGER AS reactions LIMIT 0"
)
# Spelled out: to register an Arrow table, DuckDB would load pandas, at 0.7 s of processor time.
_NO_ENTRIES = "(SELECT " + ", ".join(f'NULL::{SQL_TYPES[name]} AS "{name}"' for name in COLUMNS) + " LIMIT 0)"


def _joined(told_of: Sequence[tuple[datetime, datetime]]) -> tuple[tuple[datetime, datetime], ...]:
    """Stretches, in order, with those that overlap or meet laid together."""
    whole: list[tuple[datetime, datetime]] = []
    for first, last in told_of:
        if whole and first <= whole[-1][1] + 2 * NEARLY:
            whole[-1] = (whole[-1][0], max(whole[-1][1], last))
        else:
            whole.append((first, last))
    return tuple(whole)
