"""Entries on their way into the ledger: staged on disk as they are read, so memory stays bounded."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from juluo.store.imports import begin_import, open_import, set_state
from juluo.store.register import AccountRow, ChannelRow, Register
from juluo.store.schema import ARRIVING, COLUMNS


class Arrival:
    """One import's staging place. Codes are given here; nothing is published before `store.append`."""

    def __init__(self, register: Register, community: str, staging: Path) -> None:
        self.register = register
        self.community = community
        staging.mkdir(parents=True, exist_ok=True)
        self.import_no, self._alive = _begun(register, community, staging)
        self.handed_over = False
        self.folder = staging / f"i{self.import_no:06d}"
        self.folder.mkdir(exist_ok=True)
        self.staged = self.folder / "staged.parquet"
        self.rows = 0
        self.nameless = False
        self._filled: set[str] = set()
        self._ids: list[npt.NDArray[np.int64]] = []
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
        if not self.handed_over:
            set_state(self.register, self.import_no, "failed")
        self._alive.release()
        Path(self._alive.lock_file).unlink(missing_ok=True)

    @property
    def empty(self) -> frozenset[str]:
        """Columns in which nothing has come so far."""
        return frozenset(COLUMNS.keys() & set(ARRIVING.names) - self._filled)

    def repeated(self) -> bool:
        """Whether an id came more than once. Asked once, when all have come: what they took is free from then on."""
        ids = np.concatenate(self._ids)
        self._ids.clear()
        ids.sort()
        return bool((ids[1:] == ids[:-1]).any())

    def account_codes(self, accounts: Sequence[AccountRow]) -> list[int]:
        return self.register.account_codes(self.community, accounts, self.import_no)

    def channel_codes(self, channels: Sequence[ChannelRow]) -> list[int]:
        return self.register.channel_codes(self.community, channels)

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
        self._filled |= {name for name in self.empty if batch.column(name).null_count < batch.num_rows}
        self._ids.append(batch.column("entry_id").to_numpy())
        self.rows += batch.num_rows
        self.nameless |= nameless

    def hand_over(self) -> None:
        """Close the staging file for the store; from here on only what is published tells what became of it."""
        self.handed_over = True
        self.finish()

    def finish(self) -> None:
        """Close the staging file."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
            # What reading has taken and no longer needs, merging will want.
            pa.default_memory_pool().release_unused()


def alive_file(staging: Path, import_no: int) -> Path:
    """The lock that an import holds while its process lives."""
    return staging / f"i{import_no:06d}.lock"


def _begun(register: Register, community: str, staging: Path) -> tuple[int, FileLock]:
    while True:
        no = open_import(register, community)
        alive = FileLock(alive_file(staging, no))
        alive.acquire()
        if begin_import(register, no):
            return no, alive
        alive.release()
