"""Which day is told of: the last one that exports cover to its end."""

from datetime import date, timedelta

from juluo.ledger.period import Period
from juluo.store.view import View


def last_whole_day(view: View) -> date | None:
    """The last whole day; the last at all if none is whole; None without any record."""
    coverage = view.coverage
    if coverage.first is None or coverage.last is None:
        return None
    first, last = (view.calendar.day_of(moment) for moment in (coverage.first, coverage.last))
    return last if view.complete(Period(last, last)) else max(last - timedelta(days=1), first)
