"""The columns of one batch while a chat export is understood: most are plain, and a few rows have more to them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from juluo.ledger.kinds import CODES, Kind
from juluo.sources.batch import Batch, entry_batch
from juluo.sources.reading import Reading

_Value = TypeVar("_Value")
_MESSAGE = CODES[Kind.MESSAGE]


@dataclass(slots=True)
class Rows:
    """Columns of equal length, one row a record; `tell` lets one record become several entries.

    What few rows have (a peer, media, mentions, a deletion, a detail) is kept by row.
    """

    at: list[int]
    offset: list[int]
    channel: list[int]
    account: list[int | None]
    text: list[str | None]
    kind: list[int] = field(default_factory=list)
    naive: list[str | None] | None = None
    native_id: list[str | None] | None = None
    reply_to: list[str | None] | None = None
    peer: dict[int, int] = field(default_factory=dict)
    media: dict[int, int] = field(default_factory=dict)
    deleted: dict[int, bool] = field(default_factory=dict)
    mentions: dict[int, Sequence[int]] = field(default_factory=dict)
    detail: dict[int, str] = field(default_factory=dict)
    _told: bool = False

    def __post_init__(self) -> None:
        self.kind = self.kind or [_MESSAGE] * len(self.at)

    def tell(self, row: int, who: Sequence[int | None], by: int | None) -> None:
        """One act of `by` on each of `who`: the first takes the row, the others stand beside it."""
        self.account[row] = who[0]
        rows = [row]
        for count, other in enumerate(who[1:], 2):
            self._told = True
            rows.append(len(self.at))
            self.account.append(other)
            self.text.append(self.text[row])
            for column in (self.at, self.offset, self.channel, self.kind):
                column.append(column[row])
            for optional in (self.naive, self.native_id, self.reply_to):
                if optional is not None:
                    optional.append(optional[row])
            if self.native_id and self.native_id[-1] is not None:
                self.native_id[-1] = f"{self.native_id[-1]}#{count}"
        if by is not None:
            self.peer.update(dict.fromkeys(rows, by))

    def batches(self, reading: Reading, scope: str) -> Iterator[Batch]:
        """The rows in file order; those with an id of their own and those without can't share a batch."""
        order: Sequence[int] = range(len(self.at))
        if self._told:
            order = sorted(order, key=self.offset.__getitem__)
        ids = self.native_id
        if ids is None or not any(ids):
            yield self._batch(reading, scope, order, named=False)
            return
        named = order if all(ids) else [row for row in order if ids[row]]
        yield self._batch(reading, scope, named, named=True)
        if len(named) < len(order):
            yield self._batch(reading, scope, [row for row in order if not ids[row]], named=False)

    def _batch(self, reading: Reading, scope: str, order: Sequence[int], *, named: bool) -> Batch:
        return entry_batch(
            reading,
            scope,
            at=_in(order, self.at),
            kind=_in(order, self.kind),
            account=_in(order, self.account),
            channel=_in(order, self.channel),
            offset=_in(order, self.offset),
            text=_in(order, self.text),
            native_id=[name or "" for name in _in(order, self.native_id)] if named and self.native_id else None,
            naive_time=None if self.naive is None else _in(order, self.naive),
            reply_to=None if self.reply_to is None else _in(order, self.reply_to),
            peer=[self.peer.get(row) for row in order] if self.peer else None,
            media=[self.media.get(row, 0) for row in order] if self.media else None,
            deleted=[self.deleted.get(row, False) for row in order] if self.deleted else None,
            mentions=[self.mentions.get(row) for row in order] if self.mentions else None,
            detail=[self.detail.get(row) for row in order] if self.detail else None,
        )


def _in(order: Sequence[int], column: list[_Value]) -> list[_Value]:
    return column if isinstance(order, range) else [column[row] for row in order]
