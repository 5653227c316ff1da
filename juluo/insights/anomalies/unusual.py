"""Days that lie out of their band, and the days from which a series runs on another level."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean, median

from juluo.insights.anomalies.outliers import FEWEST, esd
from juluo.insights.anomalies.shifts import NewLevel, shift
from juluo.insights.anomalies.watched import Watched
from juluo.insights.expected import Expected, root

DAILY = ("active_members", "messages", "questions_asked", "joined", "left")
LEVELS = ("active_members", "messages")
# 99 % of ordinary days lie within so many spreads; and among the last eight weeks' days, the day is an outlier.
_OUTSIDE, _ALPHA, _MOST = 2.58, 0.05, 6
# Less is nothing to call somebody for, however rare it is.
_FEWEST, _LEAST = 5, 0.2
# What began in these days before goes on: it was told then.
_TOLD = 6

# A level is looked for in twelve weeks, with two on either side of the break, and the test permutes whole weeks.
_WINDOW, _EDGE, _WEEK = 84, 14, 7
_SURE = 0.01
_STEP = 1.25
_KNOWN = 70
_SAME = 14
_TOLD_SHIFT = _WINDOW - _EDGE
# Who hears of it later than that can do nothing with it.
_FRESH = 42


@dataclass(frozen=True, slots=True)
class OutOfBand:
    metric: str
    value: float
    expected: Expected

    @property
    def excess(self) -> float:
        return self.value - self.expected.middle


def out_of_band(watched: Watched, metric: str, day: date) -> OutOfBand | None:
    """A metric's day if it is out of its band, and that doesn't go on from the days before."""
    found = _outside(watched, metric, day)
    if found is None:
        return None
    earlier = (_outside(watched, metric, day - timedelta(days=back)) for back in range(1, _TOLD + 1))
    goes_on = any(one is not None and (one.excess > 0) == (found.excess > 0) for one in earlier)
    return None if goes_on else found


def _outside(watched: Watched, metric: str, day: date) -> OutOfBand | None:
    value = watched.series[metric].get(day)
    usual = watched.expected(metric, day) if value is not None else None
    if value is None or usual is None or abs(usual.surprise(value)) <= _OUTSIDE:
        return None
    if abs(value - usual.middle) < max(_FEWEST, _LEAST * usual.middle) or len(usual.past) < FEWEST:
        return None
    outliers = esd([*usual.past, usual.off(value)], _MOST, _ALPHA).outliers
    return OutOfBand(metric, value, usual) if len(usual.past) in outliers else None


def new_level(watched: Watched, metric: str, day: date) -> NewLevel | None:
    """The level shift that the day's end first tells of.

    It was not told before, as this metric's or another's; nor was any that began later: breaks that were passed over
    in favour of a clearer one are not dug out again.
    """
    found = _level(watched, metric, day)
    if found is None:
        return None
    for back in range(_TOLD_SHIFT + 1):
        for other in LEVELS if back else LEVELS[: LEVELS.index(metric)]:
            earlier = _level(watched, other, day - timedelta(days=back))
            if earlier is not None and (earlier.since - found.since).days >= -_SAME:
                return None
    return found


def _level(watched: Watched, metric: str, day: date) -> NewLevel | None:
    if (metric, day) not in watched.levels:
        watched.levels[metric, day] = _break(watched, metric, day)
    return watched.levels[metric, day]


def _break(watched: Watched, metric: str, day: date) -> NewLevel | None:
    """The break in the twelve weeks that end with a day, if it is sure, big, lasting, and no slope."""
    series = watched.series[metric]
    days = [day - timedelta(days=back) for back in range(_WINDOW - 1, -1, -1)]
    days = [one for one in days if one in series]
    if len(days) < _KNOWN or day not in series:
        return None
    roots = _without_weekdays(days, [root(series[one]) for one in days])
    found = shift(roots, edge=_EDGE, block=_WEEK, draws=299)
    if found is None or found.p > _SURE or not _stepped(roots, found.last):
        return None
    before, after = (fmean(series[one] for one in part) for part in (days[: found.last + 1], days[found.last + 1 :]))
    step = max(before, after) / max(min(before, after), 1e-9)
    lasting = abs(median(roots[-_WEEK:]) - found.after) < abs(median(roots[-_WEEK:]) - found.before)
    if step < _STEP or abs(after - before) < _FEWEST / 2 or not lasting:
        return None
    since = days[found.last + 1]
    return NewLevel(metric, since, before, after) if (day - since).days <= _FRESH else None


def _without_weekdays(days: Sequence[date], roots: Sequence[float]) -> list[float]:
    """The series without its weekly rhythm: each weekday's median is taken off."""
    usual = {
        weekday: [r for one, r in zip(days, roots, strict=True) if one.weekday() == weekday] for weekday in range(7)
    }
    middles = {weekday: median(values) for weekday, values in usual.items() if values}
    return [r - middles[one.weekday()] for one, r in zip(days, roots, strict=True)]


def _stepped(values: Sequence[float], last: int) -> bool:
    """Whether a step fits better than a slope: slow growth is no break."""
    n = len(values)
    middle, centre = fmean(values), (n - 1) / 2
    slope = sum((x - centre) * (value - middle) for x, value in enumerate(values)) / (n * (n * n - 1) / 12)
    line = sum((value - middle - slope * (x - centre)) ** 2 for x, value in enumerate(values))
    before, after = fmean(values[: last + 1]), fmean(values[last + 1 :])
    step = sum((value - (before if x <= last else after)) ** 2 for x, value in enumerate(values))
    return step < line
