"""Which entries stand behind a number: a value that can be kept, shown and asked again."""

from dataclasses import dataclass
from datetime import datetime

from juluo.ledger.actors import Actors
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.segment import Segment


@dataclass(frozen=True, slots=True)
class EntryQuery:
    """Current entries of a period. Empty `kinds` means all; `ids` or `accounts` of None mean any.

    `people_only` leaves out whom the number leaves out: `actors` says whom it counts, None those of the view that is
    asked, so that the view that measured finds the entries counted. `retracted` adds messages that were deleted or
    recalled. `words` stand in their text, in letters of either case. `segment` is the part of the community that was
    measured, None that of the view that is asked. `moments` are half-open stretches of time, of which one must hold
    the entry.
    """

    period: Period
    kinds: tuple[Kind, ...] = ()
    channel: int | None = None
    accounts: tuple[int, ...] | None = None
    ids: tuple[int, ...] | None = None
    asks: bool | None = None
    people_only: bool = True
    retracted: bool = False
    thread: int | None = None
    actors: Actors | None = None
    moments: tuple[tuple[datetime, datetime], ...] | None = None
    words: str = ""
    segment: Segment | None = None
