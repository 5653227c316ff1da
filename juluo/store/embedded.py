"""The embedded store: one folder, one machine, no server."""

import json
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from juluo.ledger.entry import Account
from juluo.ledger.period import Calendar
from juluo.ledger.sight import Sight
from juluo.store.append import Append, Backing
from juluo.store.arrival import Arrival
from juluo.store.engine import connect
from juluo.store.erase import MASK, Erasure, traces
from juluo.store.facts import Community, Counted, ImportRecord
from juluo.store.imports import Covered, close_import, imports, keep_receipt, mark_undone
from juluo.store.index import Index
from juluo.store.register import Register
from juluo.store.table import LedgerTable, Note
from juluo.store.undo import Undo
from juluo.store.view import View

# What one import may keep in memory while it is merged; the rest spills to the staging folder.
MERGE_MEMORY = "160MB"


class StoreBusyError(Exception):
    """Another process has been writing to this home for longer than we waited."""


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

    def close(self) -> None:
        self.register.close()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """One writer at a time; whoever comes in first cleans up after a crash."""
        lock = FileLock(self.folder / "lock", timeout=self.patience)
        try:
            lock.acquire()
        except Timeout as error:
            raise StoreBusyError from error
        try:
            self._recover()
            yield
        finally:
            lock.release()

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
            alive = FileLock(self._alive(arrival.import_no))
            with alive:
                yield arrival
            self._alive(arrival.import_no).unlink(missing_ok=True)

    def _alive(self, import_no: int) -> Path:
        self._staging.mkdir(parents=True, exist_ok=True)
        return self._staging / f"i{import_no:06d}.lock"

    def append(self, arrival: Arrival, covered: Covered) -> Counted:
        """Publish what has arrived, all at once, and bring the indexes up to date."""
        arrival.finish()
        with self._locked():
            counted = Counted(0, 0, 0, (), self.ledger.open().version())
            if arrival.rows:
                with self._engine(arrival.folder / "spill") as con:
                    backing = self._backing(arrival.community)
                    members = self._members_of(arrival.import_no)
                    counted = Append(self.ledger, con, arrival, backing).run(members, _words(covered))
            close_import(self.register, arrival.import_no, counted.version, covered)
            self._refresh(arrival.community)
        return counted

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
            backing = self._backing(record.community, without=import_no)
            with self._engine(self._staging / "undo") as con:
                undo = Undo(self.ledger, con, record.community, import_no, backing)
                gone, back, _ = undo.run(self._members_of(import_no))
            mark_undone(self.register, import_no)
            self._refresh(record.community)
        return gone, back

    def erase(self, community: str, accounts: Sequence[Account]) -> tuple[int, int]:
        """Erase a person's accounts. Returns own entries emptied, and others' entries whose words were masked."""
        with self._locked():
            pattern = traces(accounts)
            for account in accounts:
                self.register.bury(community, account)
            with self._engine(self._staging / "erase") as con:
                counts = Erasure(self.ledger, con, community, accounts).run()
            self._mask_register(community, pattern)
            self._mask_files(pattern)
            self._refresh(community)
            Index(self._index_folder(community), community).forget()
            self.register.shred()
        return counts

    def _mask_register(self, community: str, pattern: str) -> None:
        """Mask a person's traces in titles, channel names and receipts."""
        find = re.compile(pattern)
        places = (
            ("SELECT code, name FROM channels WHERE community = ?", "UPDATE channels SET name = ? WHERE code = ?"),
            (
                "SELECT t.code, t.title FROM threads t JOIN channels c ON c.code = t.channel WHERE c.community = ?",
                "UPDATE threads SET title = ? WHERE code = ?",
            ),
            ("SELECT no, receipt FROM imports WHERE community = ?", "UPDATE imports SET receipt = ? WHERE no = ?"),
        )
        for select, update in places:
            found = [(row[0], str(row[1])) for row in self.register.rows(select, community)]
            with self.register.writing() as db:
                db.executemany(update, ((find.sub(MASK, words), key) for key, words in found if find.search(words)))

    def _mask_files(self, pattern: str) -> None:
        """Mask a person's traces in quarantine files; kept reports are thrown away, they can be made again."""
        find = re.compile(pattern)
        for path in (self.home / "files" / "quarantine").glob("*"):
            words = path.read_text(encoding="utf-8")
            if find.search(words):
                path.write_text(find.sub(MASK, words), encoding="utf-8")
        shutil.rmtree(self.home / "files" / "reports", ignore_errors=True)

    def view(self, community: Community) -> View:
        """The community's ledger as it stands now; it stays so while the view is open."""
        index = Index(self._index_folder(community.slug), community.slug)
        if index.presence.version != self.ledger.open().version():
            with self._locked():
                self._refresh(community.slug)
        index.presence.hold()
        return View(community, self.register, self.ledger, index, self._staging / "read")

    def _index_folder(self, community: str) -> Path:
        return self.folder / "index" / community

    def _refresh(self, community: str) -> None:
        index = Index(self._index_folder(community), community)
        with self._engine(self._staging / "index") as con:
            index.refresh(self.ledger, con)
        index.presence.close()

    @contextmanager
    def _engine(self, spill: Path) -> Iterator[duckdb.DuckDBPyConnection]:
        con = connect(spill, MERGE_MEMORY)
        try:
            yield con
        finally:
            con.close()
            shutil.rmtree(spill, ignore_errors=True)

    def _members_of(self, import_no: int) -> Path:
        return self._members / f"i{import_no:06d}.parquet"

    def _backing(self, community: str, without: int | None = None) -> Backing:
        told = self.imports(community)
        undone = {r.no for r in told if r.undone} | ({without} if without is not None else set())
        failed = {int(str(no)) for (no,) in self.register.rows("SELECT no FROM imports WHERE state = 'failed'")}
        live = [r.no for r in told if r.no not in undone]
        members = tuple(str(path) for no in live if (path := self._members_of(no)).exists())
        return Backing(frozenset(undone | failed), members)

    def _recover(self) -> None:
        """Finish or sweep what a killed process left: imports that never closed."""
        left = self.register.rows("SELECT no, community FROM imports WHERE state = 'open'")
        for number, _ in left:
            no = int(str(number))
            alive = FileLock(self._alive(no), timeout=0)
            try:
                alive.acquire()
            except Timeout:
                continue
            try:
                self._settle(no)
            finally:
                alive.release()
                self._alive(no).unlink(missing_ok=True)

    def _settle(self, no: int) -> None:
        table = self.ledger.open()
        notes = self.ledger.notes(table, 0)
        done = next(((v, n) for v, n in notes.items() if n.act == "import" and n.import_no == no), None)
        if done is not None:
            close_import(self.register, no, done[0], _covered(done[1]))
        else:
            self.ledger.sweep(table, no)
            self._members_of(no).unlink(missing_ok=True)
            with self.register.writing() as db:
                db.execute("UPDATE imports SET state = 'failed' WHERE no = ?", (no,))
        shutil.rmtree(self._staging / f"i{no:06d}", ignore_errors=True)


def _words(covered: Covered) -> str:
    moments = [m.isoformat() if m else None for m in (covered.first, covered.last, covered.exported_at)]
    return json.dumps([*moments, sorted(covered.sights), sorted(covered.platforms), covered.stated])


def _covered(note: Note) -> Covered:
    *moments, sights, platforms, stated = json.loads(note.body)
    first, last, exported_at = (datetime.fromisoformat(m) if m else None for m in moments)
    return Covered(first, last, exported_at, frozenset(Sight(s) for s in sights), frozenset(platforms), stated=stated)
