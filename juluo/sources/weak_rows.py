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
    """Columns of equal length, one row a record; `tell` lets one record become several entries."""

    at: list[int]
    offset: list[int]
    naive: list[str | None]
    account: list[int | None]
    text: list[str | None]
    kind: list[int] = field(default_factory=list)
    peer: list[int | None] = field(default_factory=list)
    media: list[int] = field(default_factory=list)
    deleted: list[bool] = field(default_factory=list)
    mentions: dict[int, list[int]] = field(default_factory=dict)
    _told: bool = False

    def __post_init__(self) -> None:
        rows = len(self.at)
        self.kind = self.kind or [_MESSAGE] * rows
        self.peer = self.peer or [None] * rows
        self.media = self.media or [0] * rows
        self.deleted = self.deleted or [False] * rows

    def tell(self, row: int, who: Sequence[int | None], by: int | None) -> None:
        """One act of `by` on each of `who`: the first takes the row, the others stand beside it."""
        self.account[row], self.peer[row] = who[0], by
        for other in who[1:]:
            self._told = True
            self.account.append(other)
            self.peer.append(by)
            self.text.append(self.text[row])
            self.at.append(self.at[row])
            self.offset.append(self.offset[row])
            self.naive.append(self.naive[row])
            self.kind.append(self.kind[row])
            self.media.append(0)
            self.deleted.append(False)

    def batch(self, reading: Reading, platform: str, channel: int | list[int]) -> Batch:
        """The rows as a batch, in the order of their lines."""
        order = sorted(range(len(self.at)), key=self.offset.__getitem__) if self._told else None
        mentions = self._mentions()
        return entry_batch(
            reading,
            platform,
            at=_in(order, self.at),
            kind=_in(order, self.kind),
            account=_in(order, self.account),
            channel=channel,
            offset=_in(order, self.offset),
            text=_in(order, self.text),
            peer=_in(order, self.peer),
            media=_in(order, self.media),
            mentions=None if mentions is None else _in(order, mentions),
            naive_time=_in(order, self.naive),
            deleted=_in(order, self.deleted),
        )

    def _mentions(self) -> list[Sequence[int] | None] | None:
        return [self.mentions.get(row) for row in range(len(self.at))] if self.mentions else None


def _in(order: list[int] | None, column: list[_Value]) -> list[_Value]:
    return column if order is None else [column[row] for row in order]
