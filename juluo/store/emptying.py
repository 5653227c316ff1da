"""Words taken out of a community's files for good: files written anew without them, the old ones deleted at once."""

from collections.abc import Mapping, Sequence

import duckdb

from juluo.store.datafiles import Writer
from juluo.store.table import LedgerTable, Note


class Emptying:
    """One taking-out, for an `act` that the ledger's log names. Runs under the store's lock."""

    def __init__(self, ledger: LedgerTable, con: duckdb.DuckDBPyConnection, community: str, act: str) -> None:
        self.ledger = ledger
        self.con = con
        self.community = community
        self.note = Note(act, community, 0, ())

    def files(self) -> list[str]:
        return self.ledger.files(self.ledger.open(), self.community)

    def rewrite(self, paths: Sequence[str], instead: Mapping[str, str]) -> None:
        """Publish the files with some columns changed, in one commit. No count of any day changes by it."""
        if paths:
            made = list(Writer(self.ledger, self.con, self.community, 0).rewrite(paths, instead))
            self.ledger.commit(self.ledger.open(), made, paths, self.note)

    def discard(self) -> None:
        """Delete every retired file of the community from the disk, those that a crash left among them."""
        self.ledger.discard(self.ledger.open(), 0, self.community)
