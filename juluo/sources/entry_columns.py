"""Columns that fill up over many small blocks and leave as one batch.

What every entry has stands in lists; what few have stands beside, by row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, TypeVar

import numpy as np

from juluo.sources.batch import Batch, Ids, entry_batch
from juluo.sources.reading import Reading

V = TypeVar("V")

ENOUGH: Final = 60_000


@dataclass(slots=True)
class EntryColumns:
    """Entries of one channel. `at` counts in `unit` microseconds; ids are whole numbers, words, or None."""

    unit: int = 1
    whole_thread: int | None = None
    at: list[int] = field(default_factory=list)
    account: list[int | None] = field(default_factory=list)
    offset: list[int] = field(default_factory=list)
    native_id: list[int | str | None] = field(default_factory=list)
    text: list[str | None] = field(default_factory=list)
    reply_to: list[int] = field(default_factory=list)
    edited_at: list[int | None] = field(default_factory=list)
    kind: dict[int, int] = field(default_factory=dict)
    peer: dict[int, int | None] = field(default_factory=dict)
    thread: dict[int, int] = field(default_factory=dict)
    mentions: dict[int, list[int]] = field(default_factory=dict)
    media: dict[int, int] = field(default_factory=dict)
    reactions: dict[int, int] = field(default_factory=dict)
    detail: dict[int, str] = field(default_factory=dict)
    naive_time: dict[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.at)

    def batches(self, reading: Reading, scope: str, channel: int) -> list[Batch]:
        """The entries gathered; those without an id, if any, as a batch of their own."""
        if not self.at:
            return []
        if None not in self.native_id:
            return [self._batch(reading, scope, channel, self._ids())]
        named = [row for row, name in enumerate(self.native_id) if name is not None]
        if not named:
            return [self._batch(reading, scope, channel, None)]
        nameless = [row for row, name in enumerate(self.native_id) if name is None]
        return [batch for rows in (named, nameless) for batch in self._picked(rows).batches(reading, scope, channel)]

    def _ids(self) -> Ids:
        if set(map(type, self.native_id)) == {int}:
            return np.array(self.native_id, np.int64)
        return [str(name) for name in self.native_id]

    def _picked(self, rows: list[int]) -> "EntryColumns":
        picked = EntryColumns(self.unit, self.whole_thread)
        places = {row: place for place, row in enumerate(rows)}
        for name in _DENSE:
            column = getattr(self, name)
            setattr(picked, name, [column[row] for row in rows])
        for name in _SPARSE:
            column = getattr(self, name)
            setattr(picked, name, {places[row]: value for row, value in column.items() if row in places})
        return picked

    def _batch(self, reading: Reading, scope: str, channel: int, ids: Ids | None) -> Batch:
        rows = len(self.at)
        edited = self.edited_at if any(self.edited_at) else None
        return entry_batch(
            reading,
            scope,
            at=np.array(self.at, np.int64) * self.unit,
            kind=_numbers(self.kind, rows),
            account=self.account,
            channel=channel,
            offset=self.offset,
            native_id=ids,
            text=self.text,
            peer=_spread(self.peer, rows),
            thread=_spread(self.thread, rows) if self.whole_thread is None else [self.whole_thread] * rows,
            reply_to=np.array(self.reply_to, np.int64),
            mentions=_spread(self.mentions, rows),
            media=_numbers(self.media, rows),
            reactions=_numbers(self.reactions, rows),
            detail=_spread(self.detail, rows),
            naive_time=_spread(self.naive_time, rows),
            edited_at=edited and [None if moment is None else moment * self.unit for moment in edited],
        )


_DENSE: Final = ("at", "account", "offset", "native_id", "text", "reply_to", "edited_at")
_SPARSE: Final = ("kind", "peer", "thread", "mentions", "media", "reactions", "detail", "naive_time")


def _spread(values: Mapping[int, V], rows: int) -> list[V | None] | None:
    if not values:
        return None
    column: list[V | None] = [None] * rows
    for row, value in values.items():
        column[row] = value
    return column


def _numbers(values: dict[int, int], rows: int) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
    column = np.zeros(rows, np.int64)
    if values:
        column[list(values)] = list(values.values())
    return column
