"""Merge what has arrived into the ledger, exactly, and publish it in one commit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import duckdb

from juluo.store.arrival import Arrival
from juluo.store.backing import Backing
from juluo.store.datafiles import Writer, pieces
from juluo.store.facts import Counted
from juluo.store.fates import Fates
from juluo.store.forget import wordless
from juluo.store.imports import Closing
from juluo.store.table import Change, DataFile, LedgerTable, Note
from juluo.store.traces import Masks


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an append has done: its counts, its commit if there was one, and what is to be recorded of it."""

    counted: Counted
    change: Change | None
    closing: Closing


class Append:
    """One arrival's way into the table. Runs under the store's lock."""

    def __init__(
        self,
        ledger: LedgerTable,
        con: duckdb.DuckDBPyConnection,
        arrival: Arrival,
        backing: Backing,
        closing: Closing,
        erased: Masks,
        gone_before: date | None = None,
    ) -> None:
        self.ledger = ledger
        self.arrival = arrival
        self.closing = closing
        masks = erased.columns()
        self.masks = masks if gone_before is None else wordless(gone_before, masks)
        self.table = ledger.open()
        self.version = self.table.version() + 1
        self.fates = Fates(con, arrival, ledger.files(self.table, arrival.community), backing, closing.recorded_at)
        self.writer = Writer(ledger, con, arrival.community, arrival.import_no)

    def run(self, members: Path, brought: dict[int, int], *, simple: bool) -> Outcome:
        """Decide, write and commit. Versions that were known are listed in `members`, or told as whole imports."""
        counts = self.fates.decide()
        duplicates = counts.pop("duplicate", 0)
        wholes = self.fates.remember(members, brought, duplicates, simple=simple) if duplicates else ()
        closing = replace(self.closing, versions=sum(counts.values()), wholes=wholes)
        change = self._published(closing) if counts else None
        changed = counts.get("new", 0), counts.get("replaced", 0)
        days, version = (change.days, change.version) if change else ((), self.table.version())
        return Outcome(Counted(*changed, self.arrival.rows - sum(changed), days, version), change, closing)

    def _published(self, closing: Closing) -> Change:
        counts, outdated = self.fates.days(), self.fates.outdated()
        days = tuple(sorted({*counts, *self.fates.days_before()}))
        note = Note("import", self.arrival.community, self.arrival.import_no, days, closing.words())
        added = [*self._new_files(counts), *self._closed_files(outdated)]
        version = self.ledger.commit(self.table, added, outdated, note)
        return Change(version, tuple(file.path for file in added), days)

    def _new_files(self, counts: dict[date, int]) -> Iterator[DataFile]:
        values = {"import_no": self.arrival.import_no, "recorded_at": self.closing.recorded_at, "seen": self.version}
        if self.fates.all_new:
            source, given, values = self.fates.staged, self.masks, values | {"until": None}
        else:
            fates = "(SELECT pos, entry_id AS final_id, fate FROM fates WHERE fate <> 'duplicate')"
            source = f"{self.fates.staged} JOIN {fates} USING (pos)"
            until = f"CASE WHEN fate = 'older' THEN {self.version} END::BIGINT"
            given = self.masks | {"entry_id": "final_id", "until": until}
        for piece in pieces(counts):
            within = f"WHERE day BETWEEN DATE '{piece.first}' AND DATE '{piece.last}'"
            file = self.writer.write(piece.month, f"{source} {within}", given, self.arrival.empty, **values)
            if file is not None:
                yield file

    def _closed_files(self, outdated: Sequence[str]) -> Iterator[DataFile]:
        """The files that hold replaced rows, written again with those rows ended."""
        replaced = "entry_id IN (SELECT entry_id FROM fates WHERE fate = 'replaced')"
        until = f"CASE WHEN until IS NULL AND {replaced} THEN {self.version} ELSE until END"
        return self.writer.rewrite(outdated, {"until": until})
