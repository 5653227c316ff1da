"""Over which days a line goes: the last so many, this week, last month, all there is; and the stretch beside it."""

from datetime import date, timedelta
from enum import StrEnum

from juluo.ledger.period import Grain, Period


class Range(StrEnum):
    """Which days are meant. DAYS: so many that end with a day, whichever that is when it is looked at."""

    DAYS = "days"
    WEEK = "week"
    LAST_WEEK = "last-week"
    MONTH = "month"
    LAST_MONTH = "last-month"
    ALL = "all"


_CALENDAR = {
    Range.WEEK: Grain.WEEK,
    Range.LAST_WEEK: Grain.WEEK,
    Range.MONTH: Grain.MONTH,
    Range.LAST_MONTH: Grain.MONTH,
}


def spanned(asked: Range, days: int, last: date, first: date) -> Period:
    """The days of a range as seen on `last`; records begin on `first`."""
    if asked is Range.ALL:
        return Period(min(first, last), last)
    grain = _CALENDAR.get(asked)
    if grain is None:
        return Period.trailing(last, days)
    here = Period.of(last, grain)
    if asked in {Range.WEEK, Range.MONTH}:
        return Period(here.first, last)
    return Period.of(here.first - timedelta(days=1), grain)


def beside(asked: Range, span: Period, step: int) -> Period:
    """The stretch right before (-1) or after (1) a range: as many days, or the calendar's own week or month."""
    grain = _CALENDAR.get(asked)
    if grain is None:
        return span.shifted(step * span.length)
    # A week or month that isn't over yet is followed by the next one, not by the rest of its own days.
    here = Period.of(span.first, grain)
    return Period.of(here.first - timedelta(days=1) if step < 0 else here.last + timedelta(days=1), grain)


def readable(grain: Grain, length: int, most: int) -> Grain:
    """The finest grain, from the one asked for on, by which a range of so many days is a line and no carpet."""
    steps = {Grain.DAY: 1, Grain.WEEK: 7, Grain.MONTH: 28}
    order = list(steps)
    for finer in order[order.index(grain) :]:
        if length <= steps[finer] * most:
            return finer
    return Grain.MONTH
