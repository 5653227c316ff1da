"""Erase a person: counts stay, the person goes.

Own words, ids and details leave every version of every row; the person's names and ids leave other people's words;
the retired files are deleted from the disk at once. The rows keep code, day, kind and `sum`, so every count stays
and the same export, read again, changes nothing.
"""

import duckdb

from juluo.store.emptying import Emptying
from juluo.store.engine import scan
from juluo.store.table import LedgerTable
from juluo.store.traces import Masks


class Erasure:
    """The erasing of one person's accounts, and the traces of them, from the table. Runs under the store's lock."""

    def __init__(
        self,
        ledger: LedgerTable,
        con: duckdb.DuckDBPyConnection,
        community: str,
        masks: Masks,
    ) -> None:
        self.emptying = Emptying(ledger, con, community, "erase")
        self.con = con
        self.masks = masks

    def run(self) -> tuple[int, int]:
        """Rewrite and commit, then delete the old files. Returns own entries emptied, others' entries masked."""
        own = masked_others = 0
        hit: list[str] = []
        for path in self.emptying.files():
            mine, others = self._counted(path)
            own, masked_others = own + mine, masked_others + others
            if mine or others:
                hit.append(path)
        self.emptying.rewrite(hit, self.masks.columns())
        self.emptying.discard()
        return own, masked_others

    def _counted(self, path: str) -> tuple[int, int]:
        mine = f"account IN ({', '.join(map(str, self.masks.codes))})"
        wordy = "text IS NOT NULL OR detail IS NOT NULL OR native_id IS NOT NULL"
        told, patterns = "regexp_matches(concat_ws(' ', text, detail, native_id), $pattern)", {}
        if self.masks.widens:
            told += f" OR ({self.masks.at_them} AND regexp_matches(concat_ws(' ', text, detail), $wide))"
            patterns["wide"] = self.masks.wide
        found = self.con.execute(
            f"SELECT count(*) FILTER ({mine}), count(*) FILTER (({mine}) IS NOT TRUE) FROM {scan([path])}"
            f" WHERE ({mine} AND ({wordy})) OR {told}",
            {"pattern": self.masks.pattern, **patterns},
        ).fetchall()
        return int(found[0][0]), int(found[0][1])
