"""How long a period of needs is: a week, a month, a quarter of the year."""

from datetime import date, timedelta
from enum import StrEnum

from juluo.ledger.period import Grain, Period


class Span(StrEnum):
    """How long a period one looks at."""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"

    def period(self, day: date) -> Period:
        """The week, month or quarter of the year in which a day lies."""
        if self is not Span.QUARTER:
            return Period.of(day, Grain(self))
        first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
        return Period(first, Period.of(first + timedelta(days=80), Grain.MONTH).last)

    def last_whole(self, day: date) -> Period:
        """The latest that was over by the end of a day; the one under way where none was."""
        now = self.period(day)
        return now if now.last <= day else self.period(now.first - timedelta(days=1))


def told_with(grain: Grain, period: Period) -> Period:
    """The period whose needs a report tells: its own; a day's report those of the last whole week."""
    return Span.WEEK.last_whole(period.last) if grain is Grain.DAY else period
