"""An alarm: what was unusual about a day, by how much, and its likely cause."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from juluo.ledger.kinds import Kind
from juluo.ledger.query import EntryQuery


class Sign(StrEnum):
    """What an alarm is about: a day out of its band, a new level, a flood, a silent channel, missing hours."""

    HIGH = "high"
    LOW = "low"
    SHIFT = "shift"
    FLOOD = "flood"
    DEAD_CHANNEL = "dead_channel"
    MISSING = "missing_import"


class Why(StrEnum):
    """The likely cause. EVERYONE: the whole community was calmer or busier, no part of it more than others."""

    ONE_PERSON = "one_person"
    ABSENT = "one_person_absent"
    NEWCOMERS = "newcomers"
    EVENT = "event"
    THREAD = "thread"
    CHANNEL = "channel"
    DEAD_CHANNEL = "dead_channel"
    HOUR = "hour"
    REMOVED = "removed"
    MISSING_IMPORT = "missing_import"
    EVERYONE = "everyone"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Cause:
    """What likely made it: `n` is what the cause brought (messages, people, days), `usual` what it brings otherwise.

    Of the codes those are given that the cause is about. `copies` are messages nearly alike, None once words are
    gone. Of `hours` that are missing, `told` says whether exports tell of them and there is nothing in them.
    """

    why: Why
    n: float = 0.0
    usual: float = 0.0
    accounts: tuple[int, ...] = ()
    channel: int | None = None
    thread: int | None = None
    kind: Kind | None = None
    hours: tuple[int, int] | None = None
    copies: int | None = 0
    told: bool = True

    @property
    def about(self) -> tuple[object, ...]:
        """Two alarms of one day about the same thing are one."""
        return self.why, self.accounts, self.channel if self.why is not Why.EVENT else None, self.thread, self.hours


@dataclass(frozen=True, slots=True)
class Alarm:
    """One alarm of a day. `since`: the first day on a new level, or of a channel's silence.

    `low` and `high` are the band in which 95 % of such days lie; None where there is none. `evidence` finds the
    entries behind it.
    """

    day: date
    sign: Sign
    metric: str
    value: float
    middle: float | None
    low: float | None
    high: float | None
    cause: Cause
    evidence: EntryQuery
    since: date | None = None
