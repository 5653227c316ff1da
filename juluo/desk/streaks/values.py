"""What a check-in programme is, as frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from juluo.desk.streaks.counting import A_DAY, Came, Mark, Rules, Streak
from juluo.ledger.period import Calendar


@dataclass(frozen=True, slots=True)
class Plan:
    """What an operator sets up. `words` count in the group, in `channel` or anywhere; `grace` are hours.

    `event` is the slug of the event that it belongs to, "" if it stands alone.
    """

    title: str
    first: date
    last: date | None = None
    about: str = ""
    weekdays: frozenset[int] = frozenset(range(7))
    words: tuple[str, ...] = ("打卡",)
    channel: int | None = None
    grace: int = 0
    repairs: int = 2
    within: int = 3
    event: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """Days on which nobody has to come."""

    id: int
    first: date
    last: date
    why: str


@dataclass(frozen=True, slots=True)
class ProgrammeFacts:
    """One programme. `heard_at` is when the group was last listened to, None before."""

    id: int
    slug: str
    plan: Plan
    holidays: tuple[Holiday, ...]
    made_by: str
    made_at: datetime
    closed_at: datetime | None
    heard_at: datetime | None

    @property
    def rules(self) -> Rules:
        plan, frozen = self.plan, tuple((one.first, one.last) for one in self.holidays)
        return Rules(plan.first, plan.last, plan.weekdays, frozen, plan.repairs, plan.within)

    def is_on(self, today: date) -> bool:
        """Whether one can check in: not closed, begun, not over; a day more, for the hours of grace."""
        over = self.plan.last is not None and today > self.plan.last + A_DAY
        return self.closed_at is None and self.plan.first <= today and not over


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment by the community's clock: its day, and from which day on days aren't over for a programme."""

    today: date
    open_since: date


def moment(calendar: Calendar, grace: int, now: datetime) -> Moment:
    """In the hours of grace after a day began, the day before isn't over."""
    today = calendar.day_of(now)
    graced = now < calendar.starts(today) + timedelta(hours=grace)
    return Moment(today, today - A_DAY if graced else today)


@dataclass(frozen=True, slots=True)
class Own:
    """Where one person stands in a programme."""

    programme: ProgrammeFacts
    came: tuple[Came, ...]
    marks: Mapping[date, Mark]
    streak: Streak
    moment: Moment

    @property
    def awaited(self) -> tuple[date, ...]:
        """The days for which they can still check in, the earliest first."""
        days = self.programme.rules.due_days(self.moment.open_since, self.moment.today)
        return tuple(day for day in days if day not in self.marks)
