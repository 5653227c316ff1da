"""Entries on their way into the ledger: staged on disk as they are read, so memory stays bounded."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyarrow as pa
import pyarrow.parquet as pq

from juluo.store.imports import open_import
from juluo.store.register import AccountRow, Register
from juluo.store.schema import ARRIVING


class Arrival:
    """One import's staging place. Codes are given here; nothing is published before `store.append`."""

    def __init__(self, register: Register, community: str, staging: Path) -> None:
        self.register = register
        self.community = community
        self.import_no = open_import(register, community)
        self.folder = staging / f"i{self.import_no:06d}"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.staged = self.folder / "staged.parquet"
        self.rows = 0
        self.nameless = False
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.finish()
        shutil.rmtree(self.folder, ignore_errors=True)

    def account_codes(self, accounts: Sequence[AccountRow]) -> list[int]:
        return self.register.account_codes(self.community, accounts)

    def channel_code(self, platform: str, channel_id: str, name: str) -> int:
        return self.register.channel_code(self.community, platform, channel_id, name)

    def thread_codes(self, threads: Sequence[tuple[int, str, str]]) -> list[int]:
        return self.register.thread_codes(threads)

    def stage(self, batch: pa.RecordBatch, *, nameless: bool) -> None:
        """Put a batch (columns of ARRIVING) on disk."""
        if self._writer is None:
            # Read back once, right away: dictionaries don't pay.
            self._writer = pq.ParquetWriter(
                self.staged,
                ARRIVING,
                compression="lz4",
                use_dictionary=["kind"],
                write_statistics=["day"],
                store_schema=False,
            )
        self._writer.write_batch(batch)
        self.rows += batch.num_rows
        self.nameless |= nameless

    def finish(self) -> None:
        """Close the staging file."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
