"""The columns of one batch from a text export, where an entry has no id and most columns are plain."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from juluo.ledger.kinds import CODES, Kind
from juluo.sources.batch import Batch, entry_batch
from juluo.sources.reading import Reading

_Value = TypeVar("_Value")
_MESSAGE = CODES[Kind.MESSAGE]


@dataclass(slots=True)
class WeakRows:
    """Columns of equal length, one row a record; `tell` lets one record become several entries.

    What few rows have (a peer, media, mentions, a deletion) is kept by row.
    """

    at: list[int]
    offset: list[int]
    naive: list[str | None]
    channel: list[int]
    account: list[int | None]
    text: list[str | None]
    kind: list[int] = field(default_factory=list)
    peer: dict[int, int] = field(default_factory=dict)
    media: dict[int, int] = field(default_factory=dict)
    deleted: dict[int, bool] = field(default_factory=dict)
    mentions: dict[int, Sequence[int]] = field(default_factory=dict)
    _told: bool = False

    def __post_init__(self) -> None:
        self.kind = self.kind or [_MESSAGE] * len(self.at)

    def tell(self, row: int, who: Sequence[int | None], by: int | None) -> None:
        """One act of `by` on each of `who`: the first takes the row, the others stand beside it."""
        self.account[row] = who[0]
        rows = [row]
        for other in who[1:]:
            self._told = True
            rows.append(len(self.at))
            self.account.append(other)
            self.text.append(self.text[row])
            self.at.append(self.at[row])
            self.offset.append(self.offset[row])
            self.naive.append(self.naive[row])
            self.channel.append(self.channel[row])
            self.kind.append(self.kind[row])
        if by is not None:
            self.peer.update(dict.fromkeys(rows, by))

    def batch(self, reading: Reading, platform: str) -> Batch:
        """The rows as a batch, in the order of their lines."""
        order = sorted(range(len(self.at)), key=self.offset.__getitem__) if self._told else range(len(self.at))
        return entry_batch(
            reading,
            platform,
            at=self._in(order, self.at),
            kind=self._in(order, self.kind),
            account=self._in(order, self.account),
            channel=self._in(order, self.channel),
            offset=self._in(order, self.offset),
            text=self._in(order, self.text),
            naive_time=self._in(order, self.naive),
            peer=[self.peer.get(row) for row in order] if self.peer else None,
            media=[self.media.get(row, 0) for row in order] if self.media else None,
            deleted=[self.deleted.get(row, False) for row in order] if self.deleted else None,
            mentions=[self.mentions.get(row) for row in order] if self.mentions else None,
        )

    def _in(self, order: Sequence[int], column: list[_Value]) -> list[_Value]:
        return [column[row] for row in order] if self._told else column
