"""Time as a community counts it: its day, and periods of whole days. Every moment is aware."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class UnknownZoneError(ValueError):
    """The name is no IANA time zone."""


def zone_named(name: str) -> ZoneInfo:
    """The IANA zone of that name; UnknownZoneError if there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UnknownZoneError(name) from error


class Grain(StrEnum):
    """How long one reading's period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Whole community days, `first` up to and including `last`."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            msg = f"a period ends before it starts: {self.first} … {self.last}"
            raise ValueError(msg)

    @property
    def days(self) -> tuple[date, ...]:
        return tuple(self.first + timedelta(days=i) for i in range(self.length))

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def shifted(self, days: int) -> "Period":
        move = timedelta(days=days)
        return Period(self.first + move, self.last + move)

    def extended(self, days: int) -> "Period":
        """The period with so many days more at its end."""
        return Period(self.first, self.last + timedelta(days=days))

    @classmethod
    def of(cls, day: date, grain: Grain) -> "Period":
        """The day, its Monday-to-Sunday week, or its calendar month."""
        if grain is Grain.WEEK:
            monday = day - timedelta(days=day.weekday())
            return cls(monday, monday + timedelta(days=6))
        if grain is Grain.MONTH:
            first = day.replace(day=1)
            following = (first + timedelta(days=32)).replace(day=1)
            return cls(first, following - timedelta(days=1))
        return cls(day, day)

    @classmethod
    def trailing(cls, day: date, days: int) -> "Period":
        """The `days` days that end with `day`."""
        return cls(day - timedelta(days=days - 1), day)

    @classmethod
    def over(cls, periods: Collection["Period"]) -> "Period":
        """From the first day of the earliest of them to the last day of the latest."""
        return cls(min(period.first for period in periods), max(period.last for period in periods))

    def split(self, grain: Grain) -> tuple["Period", ...]:
        """The periods of that grain that start inside this one, in order; the first may start before it."""
        return tuple(self._walk(grain))

    def _walk(self, grain: Grain) -> Iterator["Period"]:
        step = Period.of(self.first, grain)
        while step.first <= self.last:
            yield step
            step = Period.of(step.last + timedelta(days=1), grain)

    def before(self, back: int = 1) -> "Period":
        """The comparable period `back` steps earlier: a week for a day or a week, else a calendar month."""
        if self.length == 1:
            return self.shifted(-7 * back)
        if self == Period.of(self.first, Grain.MONTH):
            first = self.first
            for _ in range(back):
                first = (first - timedelta(days=1)).replace(day=1)
            return Period.of(first, Grain.MONTH)
        return self.shifted(-self.length * back)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A community's clock: its zone and the hour at which its day starts (a late-night group may say 4)."""

    zone: str = "Asia/Shanghai"
    day_starts_at: int = 0

    def __post_init__(self) -> None:
        zone_named(self.zone)
        if not 0 <= self.day_starts_at <= 12:
            msg = f"a day starts between 0:00 and 12:00, not at {self.day_starts_at}"
            raise ValueError(msg)

    def day_of(self, moment: datetime) -> date:
        """The community day in which an aware moment lies."""
        if moment.tzinfo is None:
            msg = "a moment without a time zone has no community day"
            raise ValueError(msg)
        local = moment.astimezone(zone_named(self.zone)).replace(tzinfo=None)
        return (local - timedelta(hours=self.day_starts_at)).date()

    def starts(self, day: date) -> datetime:
        """The first moment of a community day, in UTC."""
        local = datetime.combine(day, time(self.day_starts_at), tzinfo=zone_named(self.zone))
        return local.astimezone(UTC)

    def bounds(self, period: Period) -> tuple[datetime, datetime]:
        """The half-open [from, until) of a period, in UTC; a daylight-saving day has 23 or 25 hours."""
        return self.starts(period.first), self.starts(period.last + timedelta(days=1))

    def hours(self, day: date) -> float:
        """How many hours the day really has."""
        first, until = self.bounds(Period(day, day))
        return (until - first).total_seconds() / 3600
