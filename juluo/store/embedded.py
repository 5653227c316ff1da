"""The embedded store: one folder, one machine, no server."""

import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout
from pyroaring import BitMap

from juluo.ledger.actors import Actors
from juluo.ledger.as_of import AsOf
from juluo.ledger.entry import Account
from juluo.ledger.period import Calendar
from juluo.ledger.persons import Persons
from juluo.store.append import Append, Outcome
from juluo.store.arrival import Arrival
from juluo.store.backing import Backing
from juluo.store.common_words import keep_common, masks_met, masks_of
from juluo.store.compact import compact
from juluo.store.engine import clear, connect, scan
from juluo.store.erase import Erasure
from juluo.store.facts import Community, Counted, ImportRecord
from juluo.store.findings import Findings
from juluo.store.forget import Forgetting, Heard
from juluo.store.imports import (
    Closing,
    Covered,
    brought,
    close_import,
    close_undoing,
    imports,
    keep_receipt,
    members_file,
    next_moment,
    set_state,
    standing,
    version_at,
    wholes_of,
)
from juluo.store.index import Index
from juluo.store.mask import mask_files, mask_receipts, mask_register
from juluo.store.persons import State
from juluo.store.readers import anybody_reads
from juluo.store.recover import Recovery
from juluo.store.register import Register
from juluo.store.shown import Shown
from juluo.store.snapshot import Snapshot
from juluo.store.table import Change, LedgerTable, Note
from juluo.store.text_rule import begin_forgetting, end_forgetting, reaching_before, text_rule
from juluo.store.undo import Undo
from juluo.store.view import View

People = Sequence[tuple[int, str, str]]
Forget = Callable[[Sequence[Account]], object]

# What one import may keep in memory while it is merged; the rest spills to the staging folder.
MERGE_MEMORY = "130MB"
# Readers that don't show themselves here (another engine on the table) have this long to finish.
GRACE_HOURS = 1


class StoreBusyError(Exception):
    """Another process has been writing to this home for longer than we waited."""


class CalendarFixedError(Exception):
    """The community's calendar was fixed by its first import; it is the error's argument."""


class NotYetKnownError(Exception):
    """A later version of the ledger was asked for than there is; the latest is the error's argument."""


class UndatedUndoError(Exception):
    """That state can't be told: when an import was undone is not written down. Its number is the error's argument."""


class EmbeddedStore:
    """The ledger of one home: register, Delta table, indexes."""

    def __init__(self, home: Path, *, patience: float = 600.0) -> None:
        self.home = home
        self.folder = home / "ledger"
        self.patience = patience
        self.register = Register(self.folder / "register.sqlite3")
        self.ledger = LedgerTable(self.folder / "table")
        self._staging = self.folder / "staging"
        self._members = self.folder / "members"
        self._readers = self.folder / "readers"
        self._unfinished = self.folder / "unfinished"

    def close(self) -> None:
        self.register.close()

    @contextmanager
    def _locked(self, patience: float | None = None) -> Iterator[None]:
        """One writer at a time; whoever comes in first cleans up after a crash."""
        lock = FileLock(self.folder / "lock", timeout=self.patience if patience is None else patience)
        try:
            lock.acquire()
        except Timeout as error:
            raise StoreBusyError from error
        try:
            self._recover()
            self._unfinished.touch()
            yield
            self._unfinished.unlink()
        finally:
            lock.release()

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Nobody changes the ledger meanwhile, and nothing of a crash is left unfinished."""
        with self._locked():
            yield

    def _recover(self) -> None:
        """Finish or sweep what a killed process left."""
        undoing = Recovery(self.register, self.ledger, self._staging, self._members).run(
            unfinished=self._unfinished.exists()
        )
        for no, community in undoing:
            self._take_back(no, community)

    def communities(self) -> tuple[Community, ...]:
        return self.register.communities()

    def community(self, slug: str) -> Community | None:
        return next((found for found in self.communities() if found.slug == slug), None)

    def add_community(self, slug: str, calendar: Calendar) -> Community:
        """The community of that slug, made if it is new; an existing one keeps its calendar."""
        self.register.add_community(slug, calendar)
        found = self.community(slug)
        if found is None:
            raise KeyError(slug)
        return found

    @contextmanager
    def arrival(self, community: str) -> Iterator[Arrival]:
        """A staging place for one import; its lock tells others that this process is alive."""
        with Arrival(self.register, community, self._staging) as arrival:
            yield arrival

    def append(
        self, arrival: Arrival, covered: Covered, calendar: Calendar | None = None, people: People = ()
    ) -> Counted:
        """Publish what has arrived, all at once, and bring the indexes up to date.

        `calendar` is the one its days were reckoned by: CalendarFixedError if the community has another. `people` are
        the accounts met, as (code, id, name): where one was erased, its traces in what others wrote are masked.
        """
        arrival.hand_over()
        with self._locked():
            known = self.community(arrival.community)
            calendar = calendar or (known.calendar if known else Calendar())
            if known is not None and known.calendar != calendar:
                raise CalendarFixedError(known.calendar)
            record = Closing(covered, calendar, next_moment(self.register))
            with self._engine() as con:
                outcome = self._merged(con, arrival, record, people)
                note = Note("import", arrival.community, arrival.import_no, (), outcome.closing.words())
                version = outcome.change.version if outcome.change else self._noted(note)
                close_import(self.register, arrival.community, arrival.import_no, version, outcome.closing)
                self.register.remark(arrival.community)
                self._tidy(con, arrival.community, outcome.change)
        return replace(outcome.counted, version=version)

    def _noted(self, note: Note) -> int:
        """Publish that something came or went which changes no entry: from when to when exports tell, who is staff."""
        return self.ledger.commit(self.ledger.open(), (), (), note)

    def _merged(self, con: duckdb.DuckDBPyConnection, arrival: Arrival, record: Closing, people: People) -> Outcome:
        erased = masks_met(self.register, arrival.community, people)
        if not arrival.rows:
            return Outcome(Counted(0, 0, 0, (), self.ledger.open().version()), None, record)
        told = standing(self.register, arrival.community, self._members)
        undone = any(record.undone for record in self.imports(arrival.community))
        gone = text_rule(self.register, arrival.community).gone_before
        append = Append(self.ledger, con, arrival, Backing(con, told), record, erased, gone)
        members = members_file(self._members, arrival.import_no)
        return append.run(members, brought(self.register, [one.no for one in told]), simple=not undone)

    def keep_receipt(self, import_no: int, receipt: str) -> None:
        keep_receipt(self.register, import_no, receipt)

    def imports(self, community: str | None = None) -> tuple[ImportRecord, ...]:
        return imports(self.register, community)

    def undo(self, import_no: int) -> tuple[int, int]:
        """Take an import back. Returns entries taken out, and entries that are back at an earlier version.

        Raises KeyError if there is no such import, or it is undone already.
        """
        with self._locked():
            record = next((r for r in self.imports() if r.no == import_no and not r.undone), None)
            if record is None:
                raise KeyError(import_no)
            set_state(self.register, import_no, "undoing")
            return self._take_back(import_no, record.community)

    def _take_back(self, import_no: int, community: str) -> tuple[int, int]:
        with self._engine() as con:
            backing = Backing(con, standing(self.register, community, self._members))
            undo = Undo(self.ledger, con, community, import_no, backing)
            wholes = wholes_of(self.register).get(import_no, ())
            gone, back, change = undo.run(members_file(self._members, import_no), wholes)
            close_undoing(self.register, import_no, change.version if change else self._undone(import_no, community))
            self.register.remark(community)
            self._tidy(con, community, change)
        return gone, back

    def _undone(self, import_no: int, community: str) -> int:
        """The version in which an import was undone: before a crash, or now, without changing an entry."""
        before = self.ledger.undoings(self.ledger.open()).get(import_no)
        return before[0] if before else self._noted(Note("undo", community, import_no, ()))

    def all_accounts(self, community: str, accounts: Sequence[Account]) -> list[Account]:
        """All accounts of the persons who have these, in the order in which they were met; none that was erased."""
        found = self.community(community)
        if found is None:
            raise KeyError(community)
        with closing(self.view(found)) as view:
            return self._known(community, view.persons, accounts)

    def _known(self, community: str, persons: Persons, accounts: Sequence[Account]) -> list[Account]:
        given = {account.code: account for account in accounts}
        tied = self.register.accounts(community, persons.all_of(given))
        return [tied[code] for code in sorted(tied) if code in given or not tied[code].erased]

    def _whole(self, con: duckdb.DuckDBPyConnection, slug: str, accounts: Sequence[Account]) -> list[Account]:
        """The same, as the lock's holder finds them."""
        community = self.community(slug)
        if community is None:
            raise KeyError(slug)
        live = [record for record in self.imports(slug) if not record.undone]
        bots = BitMap(self.register.flagged((record.no for record in live), "is_bot"))
        found = State(community, self.ledger, self.ledger.open(), live).persons(con, bots)
        return self._known(slug, found, accounts)

    def erase(
        self,
        community: str,
        accounts: Sequence[Account],
        *,
        alone: bool = False,
        common: Iterable[str] = (),
        first: Forget = lambda _accounts: None,
    ) -> tuple[int, int]:
        """Erase a person's accounts, and all that are tied to them unless these are meant `alone`.

        `common` are names of theirs that are everybody's words: of these only mentions are masked, now and later.
        `first` is told whom: what lies beside the ledger forgets them while their names are known; they leave the
        register last, so that a crashed wish can be run again. Returns own entries emptied, others' masked.
        """
        from juluo.store.erased_list import pass_on  # noqa: PLC0415 - readers of the ledger do without

        with self._locked():
            with self._engine() as con:
                accounts = accounts if alone else self._whole(con, community, accounts)
                keep_common(self.register, ((community, word) for word in common))
                pass_on(self.folder, self.register, community, accounts)
                first(accounts)
                masks = masks_of(self.register, community, accounts)
                counts = Erasure(self.ledger, con, community, masks).run()
                self._forget_findings(con, community, masks.codes)
                self._refresh(con, community)
            mask_files(self.home / "files", self._numbers(community), masks.pattern)
            mask_register(self.register, community, masks.pattern)
            for account in accounts:
                self.register.bury(community, account)
            Shown(self.home, community).clear()
            self._shred()
        return counts

    def findings(self, community: str) -> Findings:
        """What text analysis has found of a community's entries; who writes there is `at_rest`."""
        return Findings.of(self.folder, community)

    def _forget_findings(self, con: duckdb.DuckDBPyConnection, community: str, codes: Sequence[int]) -> None:
        files = self.ledger.files(self.ledger.open(), community)
        if files:
            theirs = f"account IN ({', '.join(map(str, codes)) or 'NULL'})"
            con.execute(f"CREATE OR REPLACE TEMP TABLE gone AS SELECT entry_id FROM {scan(files)} WHERE {theirs}")
            self.findings(community).without(con, "SELECT entry_id FROM gone")

    def veil(self, community: str, people: People) -> None:
        """After an import that met erased people: mask what it brought of them outside the table.

        Whoever was erased while the import was writing its rejected records leaves those too.
        """
        pattern = masks_met(self.register, community, people).pattern
        if self.register.erased(community):
            with self._locked():
                mask_files(self.home / "files", self._numbers(community), pattern)
                mask_register(self.register, community, pattern)
                if pattern:
                    self._shred()

    def forget_text(self, community: str, before: date, heard: Heard = lambda _done, _all: None) -> int:
        """Take away the words of days before this one, wherever the home holds them. Returns from how many rows.

        Every count stays. From the first moment on no import brings them back; killed anywhere, the same wish goes
        on. What `heard` raises ends it there.
        """
        with self._locked():
            before = max(before, text_rule(self.register, community).gone_before or before)
            begin_forgetting(self.register, community, before)
            older = reaching_before(self.register, community, before)
            with self._engine() as con:
                rows = Forgetting(self.ledger, con, community, before).run(heard)
                self._refresh(con, community)
            if rows or older:
                mask_files(self.home / "files", older, "")
                mask_receipts(self.register, community, "", older)
                self._shred()
            end_forgetting(self.register, community, before)
            Shown(self.home, community).clear()
        return rows

    def _numbers(self, community: str) -> list[int]:
        return [record.no for record in self.imports(community)]

    def _shred(self) -> None:
        if not self.register.shred():
            raise StoreBusyError

    def view(
        self, community: Community, known_at: int | datetime | None = None, actors: Actors = Actors.MEMBERS
    ) -> View:
        """The community's ledger as it stands now; it stays so while the view is open.

        While somebody else writes, that is the state before. With `known_at`, a version or a moment, it is the ledger
        as it stood then: NotYetKnownError if it never has, UndatedUndoError if that can't be told. `actors` says whom
        numbers count.
        """
        as_of = None if known_at is None else self._as_of(community, known_at)
        index = self._index(community.slug)
        stamp = index.presence.version
        if stamp != self.ledger.open().version():
            at_once = stamp >= (as_of.version if as_of else 0)
            with suppress(StoreBusyError), self._locked(0 if at_once else None), self._engine() as con:
                self._refresh(con, community.slug)
        if as_of and as_of.version > index.presence.version:
            index.close()
            raise StoreBusyError
        return View(Snapshot(community, self.register, self.ledger, index, self._readers, as_of), actors)

    def _as_of(self, community: Community, known_at: int | datetime) -> AsOf:
        told, latest = self.imports(community.slug), self.ledger.open().version()
        if any(one.undone and one.undone_version is None for one in told):
            self._date_undoings()
            told = self.imports(community.slug)
        as_of = AsOf(known_at) if isinstance(known_at, int) else AsOf(version_at(told, known_at), known_at)
        if as_of.version > latest:
            raise NotYetKnownError(latest)
        for one in told:
            if one.undone and one.undone_version is None and one.version <= as_of.version:
                raise UndatedUndoError(one.no)
        return as_of

    def _date_undoings(self) -> None:
        """Write down when imports were undone, where only the ledger's log tells."""
        dated = self.ledger.undoings(self.ledger.open())
        for one in self.imports():
            if one.undone and one.undone_version is None and one.no in dated:
                close_undoing(self.register, one.no, *dated[one.no])

    def _index(self, community: str) -> Index:
        return Index(self.folder / "index" / community, community, self._readers)

    def _refresh(self, con: duckdb.DuckDBPyConnection, community: str, change: Change | None = None) -> None:
        with closing(self._index(community)) as index:
            index.refresh(self.ledger, con, change)

    def _tidy(self, con: duckdb.DuckDBPyConnection, community: str, change: Change | None) -> None:
        """After a change: indexes, many small files, retired files."""
        clear(con)
        self._refresh(con, community, change)
        if change is not None and compact(self.ledger, con, community):
            self._refresh(con, community)
        if not anybody_reads(self._readers):
            self.ledger.discard(self.ledger.open(), GRACE_HOURS)

    @contextmanager
    def _engine(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """An engine for what the lock's holder does, spilling to the staging folder."""
        spill = self._staging / "spill"
        con = connect(spill, MERGE_MEMORY)
        try:
            yield con
        finally:
            con.close()
            shutil.rmtree(spill, ignore_errors=True)
