"""An entry: one line of the ledger, as the rest of Juluo reads it."""

from dataclasses import dataclass, field
from datetime import date, datetime

from juluo.ledger.kinds import Kind


@dataclass(frozen=True, slots=True)
class Account:
    """One account of a platform. `code` is the store's dense number; `weak` accounts have only a name."""

    code: int
    platform: str
    account_id: str
    name: str
    weak: bool = False
    is_bot: bool = False
    is_staff: bool = False
    erased: bool = False


@dataclass(frozen=True, slots=True)
class Channel:
    """A place where the community talks: a group, a channel, a forum category."""

    code: int
    platform: str
    channel_id: str
    name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What happened, who did it, where and when, and where it was read.

    `at` is UTC; `naive_time` keeps the source's own words where it gave no zone. `peer` is the other account of
    the act: who invited, who removed. `offset` is the byte (JSON) or line (text, table) in the import's file.
    """

    entry_id: int
    day: date
    at: datetime
    kind: Kind
    account: int | None
    channel: int
    native_id: str | None = None
    peer: int | None = None
    thread: int | None = None
    reply_to: int | None = None
    mentions: tuple[int, ...] = ()
    text: str | None = None
    asks: bool = False
    media: int = 0
    reactions: int = 0
    detail: dict[str, object] = field(default_factory=dict)
    naive_time: str | None = None
    edited_at: datetime | None = None
    deleted: bool = False
    import_no: int = 0
    offset: int = 0
    recorded_at: datetime | None = None
