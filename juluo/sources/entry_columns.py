"""Columns that fill up over many small blocks and leave as one batch.

What every entry has stands in lists; what few have stands beside, by row. A closed block is numbers and Arrow text at
once: its strings are let go while they are still in the processor's cache, which halves what they cost.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt

from juluo.sources.batch import Batch, Ids, Texts, entry_batch
from juluo.sources.reading import Reading

V = TypeVar("V")
Numbers = npt.NDArray[np.int64]

ENOUGH: Final = 60_000


@dataclass(slots=True)
class Block:
    """Entries of one block. Ids are whole numbers, words, or None; 0 answers nothing and was never edited.

    In an array of accounts -1 is nobody.
    """

    at: list[int] | Numbers = field(default_factory=list)
    account: list[int | None] | Numbers = field(default_factory=list)
    offset: list[int] | Numbers = field(default_factory=list)
    native_id: list[int | str | None] = field(default_factory=list)
    text: list[str | None] = field(default_factory=list)
    reply_to: list[int] = field(default_factory=list)
    edited_at: list[int] = field(default_factory=list)
    kind: dict[int, int] = field(default_factory=dict)
    peer: dict[int, int | None] = field(default_factory=dict)
    thread: dict[int, int] = field(default_factory=dict)
    mentions: dict[int, list[int]] = field(default_factory=dict)
    media: dict[int, int] = field(default_factory=dict)
    reactions: dict[int, int] = field(default_factory=dict)
    detail: dict[int, str] = field(default_factory=dict)
    naive_time: dict[int, str] = field(default_factory=dict)

    def picked(self, rows: list[int]) -> "Block":
        places = {row: place for place, row in enumerate(rows)}
        columns: dict[str, Any] = {name: [getattr(self, name)[row] for row in rows] for name in _DENSE}
        for name in _SPARSE:
            columns[name] = {places[row]: value for row, value in getattr(self, name).items() if row in places}
        return Block(**columns)


_SPARSE: Final = ("kind", "peer", "thread", "mentions", "media", "reactions", "detail", "naive_time")
_NUMBERS: Final = ("at", "account", "offset", "reply_to", "edited_at")
_DENSE: Final = ("at", "account", "offset", "native_id", "text", "reply_to", "edited_at")


class Gathered:
    """The columns of many blocks, but for the ids. Times come in `unit` microseconds."""

    def __init__(self, unit: int, thread: int | None) -> None:
        self._unit, self._thread = unit, thread
        self._numbers: dict[str, list[Numbers]] = {name: [] for name in _NUMBERS}
        self._texts: list[Texts] = []
        self._sparse: dict[str, dict[int, Any]] = {name: {} for name in _SPARSE}
        self.rows = 0

    def add(self, block: Block) -> None:
        for name, parts in self._numbers.items():
            parts.append(_array(getattr(block, name)))
        self._texts.append(Texts.of(block.text))
        for name, whole in self._sparse.items():
            for row, value in getattr(block, name).items():
                whole[self.rows + row] = value
        self.rows += len(block.at)

    def has(self, column: str) -> bool:
        return bool(self._sparse[column])

    def batch(self, reading: Reading, scope: str, channel: int, ids: Ids | None) -> Batch:
        rows, sparse = self.rows, self._sparse
        whole = {name: np.concatenate(parts) for name, parts in self._numbers.items()}
        return entry_batch(
            reading,
            scope,
            at=whole["at"] * self._unit,
            kind=_numbers(sparse["kind"], rows),
            account=whole["account"],
            channel=channel,
            offset=whole["offset"],
            native_id=ids,
            text=Texts.together(self._texts),
            peer=_spread(sparse["peer"], rows),
            thread=_spread(sparse["thread"], rows) if self._thread is None else [self._thread] * rows,
            reply_to=whole["reply_to"],
            mentions=_spread(sparse["mentions"], rows),
            media=_numbers(sparse["media"], rows),
            reactions=_numbers(sparse["reactions"], rows),
            detail=_spread(sparse["detail"], rows),
            naive_time=_spread(sparse["naive_time"], rows),
            edited_at=whole["edited_at"] * self._unit,
        )


class EntryColumns:
    """Entries of one channel, block after block; those without an id, if any, make a batch of their own."""

    def __init__(self, unit: int = 1, thread: int | None = None) -> None:
        self._named, self._nameless = Gathered(unit, thread), Gathered(unit, thread)
        self._ids: list[Numbers | list[str]] = []

    def __len__(self) -> int:
        return self._named.rows + self._nameless.rows

    def add(self, block: Block) -> None:
        """Takes a block's entries."""
        if None in block.native_id:
            self._nameless.add(block.picked([row for row, name in enumerate(block.native_id) if name is None]))
            block = block.picked([row for row, name in enumerate(block.native_id) if name is not None])
        if set(map(type, block.native_id)) <= {int}:
            self._ids.append(_array(block.native_id))
        else:
            self._ids.append([str(name) for name in block.native_id])
        self._named.add(block)

    def has(self, column: str) -> bool:
        """Whether any entry has this."""
        return self._named.has(column) or self._nameless.has(column)

    def batches(self, reading: Reading, scope: str, channel: int) -> Iterator[Batch]:
        """The entries gathered."""
        if self._named.rows:
            yield self._named.batch(reading, scope, channel, self._names())
        if self._nameless.rows:
            yield self._nameless.batch(reading, scope, channel, None)

    def _names(self) -> Ids:
        numbers = [ids for ids in self._ids if isinstance(ids, np.ndarray)]
        if len(numbers) == len(self._ids):
            return np.concatenate(numbers)
        return [str(name) for ids in self._ids for name in (ids.tolist() if isinstance(ids, np.ndarray) else ids)]


def _array(numbers: list[Any] | Numbers) -> Numbers:
    if isinstance(numbers, np.ndarray):
        return numbers
    if None in numbers:
        numbers = [-1 if number is None else number for number in numbers]
    return np.fromiter(numbers, np.int64, len(numbers))


def _spread(values: Mapping[int, V], rows: int) -> list[V | None] | None:
    if not values:
        return None
    column: list[V | None] = [None] * rows
    for row, value in values.items():
        column[row] = value
    return column


def _numbers(values: dict[int, int], rows: int) -> Numbers:
    column = np.zeros(rows, np.int64)
    if values:
        column[list(values)] = list(values.values())
    return column
