"""What feedback is, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum


class Sort(StrEnum):
    """What kind of feedback it is."""

    BUG = "bug"
    IDEA = "idea"
    COMPLAINT = "complaint"
    PRAISE = "praise"
    OTHER = "other"


class Severity(StrEnum):
    """How much hangs on it, the least first."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


class State(StrEnum):
    """How it stands."""

    NEW = "new"
    LOOKING = "looking"
    DOING = "doing"
    DONE = "done"
    DECLINED = "declined"


class Origin(StrEnum):
    """Where it came from."""

    PORTAL = "portal"
    MESSAGE = "message"
    TYPED = "typed"


class How(StrEnum):
    """How an asker was told."""

    PORTAL = "portal"
    GROUP = "group"
    PERSON = "person"


SORT_WORDS: Mapping[Sort, str] = {
    Sort.BUG: "使用问题",
    Sort.IDEA: "建议",
    Sort.COMPLAINT: "投诉",
    Sort.PRAISE: "表扬",
    Sort.OTHER: "其他",
}
SEVERITY_WORDS: Mapping[Severity, str] = {
    Severity.URGENT: "急",
    Severity.HIGH: "高",
    Severity.MEDIUM: "中",
    Severity.LOW: "低",
}
STATE_WORDS: Mapping[State, str] = {
    State.NEW: "新",
    State.LOOKING: "在看",
    State.DOING: "在做",
    State.DONE: "做好了",
    State.DECLINED: "不做",
}
HOW_WORDS: Mapping[How, str] = {
    How.PORTAL: "成员的页面上的通知",
    How.GROUP: "在群里说了",
    How.PERSON: "单独说了",
}
OPEN = frozenset({State.NEW, State.LOOKING, State.DOING})
DECIDED = frozenset({State.DONE, State.DECLINED})
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Levels:
    """In how many days feedback is to be answered; `working_days`: Saturdays and Sundays don't count."""

    urgent: int = 1
    high: int = 3
    medium: int = 7
    low: int = 30
    working_days: bool = False

    def days(self, severity: Severity) -> int:
        return int(getattr(self, severity))

    def due(self, severity: Severity, since: date) -> date:
        """By which day feedback noted on a day is to be answered."""
        day, left = since, self.days(severity)
        while left:
            day += timedelta(days=1)
            if not self.working_days or day.weekday() < _SATURDAY:
                left -= 1
        return day


@dataclass(frozen=True, slots=True)
class Told:
    """One telling of one asker. `words` is what was said, `entry_id` the message that proves it."""

    id: int
    piece: int
    closing: bool
    how: How
    words: str
    entry_id: int | None
    entry_day: date | None
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Whoever gave one piece. `told` is how they heard of the answer that holds now; None, they didn't yet.

    `who` is the same for all pieces of one person, by whichever phone and account of theirs. Whoever left, was erased,
    or gave no name can't be reached.
    """

    piece: int
    slug: str
    guest: int | None
    person: int | None
    name: str
    told: Told | None
    who: str

    @property
    def reachable(self) -> bool:
        return self.guest is not None or self.person is not None or bool(self.name)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of feedback. One that went `into` another stands as that one does; `askers` are also its merged ones'.

    `words` is empty where a message says it: `entry_id`.
    """

    id: int
    slug: str
    sort: Sort
    severity: Severity
    origin: Origin
    words: str
    entry_id: int | None
    entry_day: date | None
    consented: bool
    title: str
    is_public: bool
    need: str
    owner_id: int | None
    owner: str
    due: date
    state: State
    answer: str
    received_at: datetime
    made_by: str
    answered_at: datetime | None
    told_at: datetime | None
    dropped: bool
    into: str
    askers: tuple[Asker, ...]
    votes: int = 0

    @property
    def is_open(self) -> bool:
        return self.state in OPEN and not self.dropped and not self.into

    @property
    def people(self) -> int:
        """How many people asked, who gave two of its pieces once."""
        return len({one.who for one in self.askers})

    @property
    def people_told(self) -> int:
        """How many of them heard, of all that they gave."""
        return len({one.who for one in self.askers if one.told is not None} - {one.who for one in self.left})

    @property
    def people_left(self) -> int:
        return len({one.who for one in self.left})

    @property
    def left(self) -> tuple[Asker, ...]:
        """Who can be told and wasn't."""
        return tuple(one for one in self.askers if one.reachable and one.told is None)

    @property
    def waits_to_tell(self) -> bool:
        """Answered, and somebody who could be told wasn't."""
        return self.state in DECIDED and not self.dropped and not self.into and bool(self.left)

    def late(self, today: date) -> bool:
        return self.is_open and self.due < today


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of a piece's history."""

    deed: str
    words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Whole:
    """A piece with everything that belongs to it: its history, who was told, and what went into it."""

    piece: Piece
    steps: tuple[Deed, ...]
    tellings: tuple[Told, ...]
    merged: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """What somebody says."""

    sort: Sort
    words: str
    severity: Severity = Severity.MEDIUM
    consented: bool = False


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message that says it: its entry, day and moment, and the ledger's number of who said it."""

    entry_id: int
    day: date
    at: datetime
    person: int | None
