"""Erase a person: counts stay, the person goes.

Own words, ids and details leave every version of every row; the person's names and ids leave other people's words;
the retired files are deleted from the disk at once. The rows keep code, day, kind and `sum`, so every count stays
and the same export, read again, changes nothing.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from juluo.ledger.entry import Account
from juluo.store.engine import quoted, scan, write_file
from juluo.store.table import DataFile, LedgerTable, Note

MASK = "［已抹去］"


def traces(accounts: Sequence[Account]) -> str:
    """The regular expression (RE2 and Python) that finds the names and ids of a person in words.

    Latin names count as whole words only ("Ann" leaves "Annual" alone); a name of one character only after @.
    """
    words = {word.strip() for account in accounts for word in (account.account_id, account.name) if word.strip()}
    terms = []
    for word in sorted(words, key=len, reverse=True):
        term = re.escape(word)
        if len(word) == 1:
            terms.append(f"@{term}")
        elif word.isascii():
            terms.append(f"{_edge(word[0])}{term}{_edge(word[-1])}")
        else:
            terms.append(term)
    return "(?i)(?:" + "|".join(terms) + ")"


def _edge(character: str) -> str:
    return r"\b" if character.isalnum() or character == "_" else ""


class Erasure:
    """The erasing of one person's accounts from the table. Runs under the store's lock."""

    def __init__(
        self,
        ledger: LedgerTable,
        con: duckdb.DuckDBPyConnection,
        community: str,
        accounts: Sequence[Account],
    ) -> None:
        self.ledger = ledger
        self.con = con
        self.community = community
        self.codes = ", ".join(str(account.code) for account in accounts)
        self.pattern = traces(accounts)
        self.table = ledger.open()
        self.version = self.table.version() + 1

    def run(self) -> tuple[int, int]:
        """Rewrite and commit, then delete the old files. Returns own entries emptied, others' entries masked."""
        files = self.ledger.files(self.table, self.community)
        own = masked = 0
        hit: list[str] = []
        for path in files:
            mine, others = self._counted(path)
            own, masked = own + mine, masked + others
            if mine or others:
                hit.append(path)
        if hit:
            self.ledger.commit(self.table, list(self._written(hit)), hit, Note("erase", self.community, 0, ()))
        self.ledger.discard(self.ledger.open(), 0)
        return own, masked

    def _counted(self, path: str) -> tuple[int, int]:
        found = self.con.execute(
            f"SELECT count(*) FILTER (account IN ({self.codes})), count(*) FILTER (account IS NULL OR"
            f" account NOT IN ({self.codes})) FROM {scan([path])} WHERE account IN ({self.codes})"
            " OR regexp_matches(concat_ws(' ', text, detail, native_id, naive_time), $pattern)",
            {"pattern": self.pattern},
        ).fetchall()
        return int(found[0][0]), int(found[0][1])

    def _written(self, paths: list[str]) -> Iterator[DataFile]:
        mine = f"account IS NOT NULL AND account IN ({self.codes})"
        masked = ", ".join(
            f"CASE WHEN {mine} THEN NULL ELSE regexp_replace({column}, '{quoted(self.pattern)}', '{MASK}', 'g') END"
            f" AS {column}"
            for column in ("text", "detail")
        )
        named = f"CASE WHEN {mine} OR regexp_matches(native_id, '{quoted(self.pattern)}') THEN NULL ELSE native_id END"
        for old in paths:
            month = Path(old).parent.name.split("=", 1)[1]
            path = self.ledger.new_path(self.community, month, 0)
            query = (
                f"SELECT * REPLACE ({masked}, {named} AS native_id) FROM {scan([old])}"
                ' ORDER BY day, channel, account, ts, file, "offset"'
            )
            file = write_file(self.con, query, self.ledger.root, path, {})
            if file is not None:
                yield file
