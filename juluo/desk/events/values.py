"""What an event is, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum


class Form(StrEnum):
    """What kind of event it is."""

    TOPIC = "topic"
    DRAW = "draw"
    QA = "qa"
    CHECKIN = "checkin"
    MEETUP = "meetup"
    OTHER = "other"


class State(StrEnum):
    """How an event stands."""

    PLANNED = "planned"
    OPEN = "open"
    CLOSED = "closed"
    CANCELLED = "cancelled"


STATE_WORDS: Mapping[State, str] = {
    State.PLANNED: "计划中",
    State.OPEN: "已公布",
    State.CLOSED: "已结束",
    State.CANCELLED: "已取消",
}


class Place(StrEnum):
    """Whether somebody has a place. Whoever walked in came without having signed up."""

    IN = "in"
    WAITING = "waiting"
    OUT = "out"
    WALKED_IN = "walked"


class How(StrEnum):
    """How it is known that somebody came."""

    HAND = "hand"
    LIST = "list"
    WORDS = "words"
    CODE = "code"


class Fate(StrEnum):
    """What became of a scan. `ASKED`: a colleague says whether it counts; `NOTHING`: it told of nobody."""

    CAME = "came"
    AGAIN = "again"
    ASKED = "asked"
    BACK = "back"
    NO = "no"
    NOTHING = "nothing"


class Why(StrEnum):
    """Why a scan is asked about."""

    WITHDRAWN = "withdrawn"
    WAITING = "waiting"
    UNKNOWN = "unknown"
    CLOSED = "closed"
    SAME_NAME = "same_name"


class Told(StrEnum):
    """What a device at the door tells: a code, somebody of the list, a name, one taken back, or a question settled."""

    CODE = "code"
    ROW = "row"
    NAME = "name"
    BACK = "back"
    YES = "yes"
    NO = "no"


class Remind(StrEnum):
    """When who has a place is reminded on the portal."""

    NONE = "none"
    TWO_HOURS = "2h"
    A_DAY = "24h"
    BOTH = "both"

    @property
    def hours(self) -> tuple[int, ...]:
        """How many hours before the start, the earlier reminder first."""
        return {Remind.NONE: (), Remind.TWO_HOURS: (2,), Remind.A_DAY: (24,), Remind.BOTH: (24, 2)}[self]


UNDER_WAY = frozenset({State.PLANNED, State.OPEN})
# How long after its end a guest's name is kept: nobody sends thanks later.
GUEST_DAYS = 90
# Two phones of one household may come wherever there is more than one place.
FROM_ONE_NETWORK = 2
# How long an event lasts of which nobody wrote down the end.
USUAL = timedelta(hours=1)
# Members check themselves in from so long before the start until so long after the end.
DOOR_EARLY, DOOR_LATE = timedelta(hours=1), timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached, written down beforehand: a metric over the day itself or so many days after it."""

    metric: str
    line: float
    days: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """What an operator plans. `controls` are channels that the event doesn't reach: its effect is told by them.

    `place_later`: only who has a place is told where it is. `known_only`: only members who are known sign up on the
    portal. `walk_ins`: who didn't sign up may check in. `one_network`: all may come from one address, a school's.
    """

    form: Form
    title: str
    content: str = ""
    lessons: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    signup_until: datetime | None = None
    place: str = ""
    channel: int | None = None
    controls: tuple[int, ...] = ()
    segment: int | None = None
    budget: Decimal | None = None
    partners: str = ""
    capacity: int | None = None
    goal: Goal | None = None
    owner: int | None = None
    place_later: bool = False
    known_only: bool = False
    walk_ins: bool = False
    one_network: bool = False
    remind: Remind = Remind.BOTH

    @property
    def over_at(self) -> datetime | None:
        """When it is over; None while nobody knows when it starts."""
        return self.ends or (self.starts and self.starts + USUAL)

    @property
    def from_one_network(self) -> int | None:
        """How many who aren't known yet may sign up from one network: half, so that no flood fills an event."""
        if self.capacity is None or self.one_network:
            return None
        return max(FROM_ONE_NETWORK, (self.capacity + 1) // 2)

    def door_is_open(self, now: datetime) -> bool:
        """Whether members check themselves in now."""
        starts, over = self.starts, self.over_at
        return starts is not None and over is not None and starts - DOOR_EARLY <= now <= over + DOOR_LATE


@dataclass(frozen=True, slots=True)
class Reflection:
    """What operators think of an event once it is over."""

    went_well: str = ""
    went_badly: str = ""
    next_time: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(words for words in (self.went_well, self.went_badly, self.next_time) if words)


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event and its counts. `cost` is None while nothing was noted, which isn't nothing spent.

    `taken` are places, `signed_up` the people who have them: one with two accounts may have taken two.
    """

    id: int
    slug: str
    plan: Plan
    owner: str
    state: State
    reflection: Reflection
    hours: float | None
    why: str
    made_by: str
    made_at: datetime
    opened_at: datetime | None
    ended_at: datetime | None
    taken: int = 0
    signed_up: int = 0
    waiting: int = 0
    came: int = 0
    walked_in: int = 0
    cost: Decimal | None = None

    @property
    def is_full(self) -> bool:
        return self.plan.capacity is not None and self.taken >= self.plan.capacity

    def is_missed(self, today: datetime) -> bool:
        """Whether its day passed before the community's `today` began, and nobody ever announced it."""
        last = self.plan.ends or self.plan.starts
        return self.state is State.PLANNED and last is not None and last < today

    @property
    def was_announced_late(self) -> bool:
        """Whether it was over by when it was announced: its goal was then fixed by somebody who knew what came."""
        last = self.plan.ends or self.plan.starts
        return self.opened_at is not None and last is not None and self.opened_at >= last

    def is_coming(self, now: datetime) -> bool:
        """Whether it isn't over: whoever looks for one that was called off looks among those to come."""
        over = self.plan.over_at
        return self.state in {State.OPEN, State.CANCELLED} and over is not None and over > now

    @property
    def no_shows(self) -> int:
        return self.signed_up - (self.came - self.walked_in)


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of the checklist."""

    id: int
    words: str
    owner_id: int | None
    owner: str
    due: date | None
    done_at: datetime | None
    done_by: str

    def late(self, today: date) -> bool:
        return self.done_at is None and self.due is not None and self.due < today


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the run sheet; `at` only where the event has its time."""

    id: int
    minute: int
    at: datetime | None
    words: str
    who: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signed up or came. `person` is the ledger's number, None for a guest, whose `name` may be gone.

    `guest` is who signed up on the portal; `reminded_at`, when a reminder reached them there. `was` are the numbers
    of other sign-ups that turned out to be this one.
    """

    id: int
    person: int | None
    name: str
    place: Place
    note: str
    turn: int
    at: datetime
    came_at: datetime | None
    how: How | None
    guest: int | None = None
    reminded_at: datetime | None = None
    was: tuple[int, ...] = ()

    @property
    def is_unknown(self) -> bool:
        """Whether they came by the portal, and nobody knows yet who of the group they are."""
        return self.guest is not None and self.person is None


@dataclass(frozen=True, slots=True)
class OwnSignUp:
    """What one guest has to do with one event: `ahead` are those who wait before them."""

    number: int
    event: EventFacts
    place: Place
    name: str
    at: datetime
    came_at: datetime | None
    remind: bool | None
    ahead: int = 0

    @property
    def holds(self) -> bool:
        """Whether they have a place or wait for one."""
        return self.place in {Place.IN, Place.WAITING}

    @property
    def is_in(self) -> bool:
        """Whether they are expected, or have come."""
        return self.place is Place.IN or self.came_at is not None


@dataclass(frozen=True, slots=True)
class Scan:
    """One thing told at the door, by a name that the device made up. `of` names the scan that it is about."""

    key: str
    at: datetime
    told: Told
    code: str = ""
    number: int | None = None
    name: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of it. `moved`: its time couldn't be, and was changed to the nearest that could."""

    key: str
    fate: Fate
    why: Why | None
    number: int | None
    words: str
    at: datetime
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Spent:
    id: int
    words: str
    amount: Decimal
    by: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A photo or a file."""

    id: int
    name: str
    kind: str
    size: int
    caption: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Whole:
    """An event with everything that belongs to it."""

    event: EventFacts
    items: tuple[Item, ...] = ()
    run: tuple[Step, ...] = ()
    people: tuple[Person, ...] = ()
    costs: tuple[Spent, ...] = ()
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True, slots=True)
class Due:
    """What waits: events of today and tomorrow, what of checklists is due, and whose day passed unannounced."""

    events: tuple[EventFacts, ...] = ()
    items: tuple[tuple[EventFacts, Item], ...] = ()
    missed: tuple[EventFacts, ...] = ()
