"""The two periods that a reading compares, and what the ledger knows of those who spoke in them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from pyroaring import BitMap

from juluo.insights.causes.sides import LATELY, Known, Side
from juluo.ledger.period import Period
from juluo.metrics.metric import Metric
from juluo.metrics.newcomers import UNSURE_DAYS
from juluo.metrics.said import Said, said
from juluo.store.view import View


def earlier(metric: Metric, period: Period) -> Period:
    """The period that `Reading.same_weekday` is of."""
    far = metric.window > max(period.length, 7)
    return period.shifted(-metric.window) if far else period.before()


def windows(metric: Metric, period: Period) -> tuple[Period, Period]:
    """What is measured before and now: the periods, or the days that the metric looks back on from their ends."""
    both = (earlier(metric, period), period)
    if metric.window == 1:
        return both
    before, now = (Period.trailing(one.last, metric.window) for one in both)
    return before, now


def sides(view: View, periods: tuple[Period, Period], kinds: Iterable[str]) -> tuple[Side, Side, Known]:
    """What was said in both periods, and by whom."""
    wanted = tuple(kinds)
    before, now = (said(view, period, wanted) for period in periods)
    return known_sides(view, periods, (before, now))


def known_sides(
    view: View, periods: tuple[Period, Period], both: tuple[Sequence[Said], Sequence[Said]]
) -> tuple[Side, Side, Known]:
    """The same of rows that are there already."""
    people = BitMap(row.account for rows in both for row in rows if row.account is not None)
    before, now = (
        Side(period, rows, frozenset(view.presence.spoke(_lately(period)) & people))
        for period, rows in zip(periods, both, strict=True)
    )
    return before, now, _known(view, people, periods[1].last)


def _lately(period: Period) -> Period:
    return Period.trailing(period.first - timedelta(days=1), LATELY)


def _known(view: View, people: BitMap, until: date) -> Known:
    first = view.coverage.first
    start = view.calendar.day_of(first) if first is not None else until
    return Known(_first_words(view, people, Period(min(start, until), until)), start + timedelta(days=UNSURE_DAYS))


def _first_words(view: View, people: BitMap, ever: Period) -> dict[int, date]:
    """The day on which each of these people first spoke."""
    missing, found = BitMap(people), dict[int, date]()
    for day, spoke in view.presence.spoke_by_day(ever).items():
        new = spoke & missing
        if new:
            found |= dict.fromkeys(new, day)
            missing -= new
            if not missing:
                break
    return found
