"""How many more people spoke on the day of an event than on such a day without one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.events.held import events, held
from juluo.metrics.intervals import Interval
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name, Shape
from juluo.store.view import View

_WEEK = timedelta(days=7)
# A day is compared with the mean of so many same weekdays before it, at least so many of them known.
BASE, FEWEST_BASE = 4, 3
# Days without an event, on which nothing can have been lifted: from how far back, and how many it takes.
PLACEBO_DAYS, FEWEST_PLACEBOS = 180, 28
# The days around an event on which its effect may linger.
AFTERGLOW = 2


@dataclass(frozen=True, slots=True)
class Days:
    """How many people spoke on each complete day of the ledger, and the days of events."""

    people: dict[date, int]
    events: frozenset[date]

    def baseline(self, day: date) -> float | None:
        """The mean of the same weekdays before, those of events left out."""
        same = (day - _WEEK * back for back in range(1, BASE + 1))
        before = [self.people[d] for d in same if d in self.people and d not in self.events]
        return fmean(before) if len(before) >= FEWEST_BASE else None

    def gain(self, day: date, since: date | None = None) -> float | None:
        """How many more people a day has than its baseline, or than that of an earlier day of the same weekday."""
        base = self.baseline(since or day)
        return None if base is None or day not in self.people else self.people[day] - base

    def placebos(self, day: date) -> list[float]:
        """The gains of earlier days that no event was near."""
        earlier = (day - timedelta(days=back) for back in range(AFTERGLOW + 1, PLACEBO_DAYS + 1))
        gains = [self.gain(d) for d in earlier if not self._near_event(d)]
        return [gain for gain in gains if gain is not None]

    def _near_event(self, day: date) -> bool:
        return any(day - timedelta(days=back) in self.events for back in range(-AFTERGLOW, AFTERGLOW + 1))


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    days = _days(view, periods)
    found = held(view, periods)
    return [_measured(sorted({event.day for event in here}), days) for here in found]


def _days(view: View, periods: Sequence[Period]) -> Days:
    asked = Period.over(periods)
    span = Period(asked.first - timedelta(days=PLACEBO_DAYS + BASE * 7), asked.last + 2 * _WEEK)
    spoke = view.presence.spoke_by_day(span)
    whole = [day for day in span.days if view.complete(Period(day, day))]
    people = {day: len(spoke[day] - view.aside) if day in spoke else 0 for day in whole}
    return Days(people, frozenset(day for event in events(view) for day in event.days.days))


def _measured(event_days: Sequence[date], days: Days) -> Measured:
    if not event_days:
        return Measured(reason="这段时间没有办活动", n=0)
    known = [(day, gain) for day in event_days if (gain := days.gain(day)) is not None]
    if not known:
        return Measured(reason="活动那天或之前的几周没有完整的记录，比不出来", n=0)
    gain = fmean(gain for _, gain in known)
    placebos = days.placebos(known[0][0])
    low, high = _spread(placebos)
    parts = {
        "spoke": fmean(float(days.people[day]) for day, _ in known),
        "kept_7d": _kept(days, known, 7),
        "kept_14d": _kept(days, known, 14),
        "placebos": float(len(placebos)),
        "placebo_p": placebo_p(gain, placebos) if len(placebos) >= FEWEST_PLACEBOS else None,
    }
    interval = None if len(placebos) < FEWEST_PLACEBOS else Interval(gain - high, gain - low)
    evidence = EntryQuery(Period(known[0][0], known[-1][0]), tuple(sorted(SPOKE)))
    return Measured(gain, len(known), interval=interval, parts=parts, estimated=True, evidence=evidence)


def _kept(days: Days, known: Sequence[tuple[date, float]], later: int) -> float | None:
    """The gain that is left so many days later, a whole number of weeks, against the baseline of the event's day."""
    left = [days.gain(day + timedelta(days=later), since=day) for day, _ in known]
    return fmean(gain for gain in left if gain is not None) if None not in left else None


def placebo_p(gain: float, placebos: Collection[float]) -> float:
    """How often a day without an event moves as far, either way, the event's own day counted."""
    return (1 + sum(abs(placebo) >= abs(gain) for placebo in placebos)) / (1 + len(placebos))


def _spread(placebos: Sequence[float]) -> tuple[float, float]:
    """Between what 95 % of the placebos lie, by ranks."""
    if not placebos:
        return 0.0, 0.0
    ordered, out = sorted(placebos), int(0.025 * (len(placebos) + 1))
    return ordered[max(out - 1, 0)], ordered[-max(out, 1)]


METRIC = Metric(
    name="event_lift",
    title="活动那天多来的人",
    title_en="Event lift",
    meaning="活动那天的发言人数，比前四个没有活动的同一星期几平均多几个人；旁边是没有活动的日子自己会差多少。",
    meaning_en="How many more people spoke on the day of an event than on the four same weekdays without one before"
    " it, on average; beside it, how much days without an event differ by themselves.",
    unit=Unit.PEOPLE,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.EVENTS}), frozenset({Sight.MESSAGES})),
    source=(
        "和同样星期几的日子的差，单位是人；p 和区间，是把没有活动的日子也当成活动日来算，比出来的（placebo，"
        "Abadie 等 2010）。"
    ),
    source_en="Difference from the same weekdays, in people; p and interval from placebo dates (Abadie et al. 2010).",
    parts={
        "spoke": Name("活动当天发言的人", "Members who spoke on the day"),
        "kept_7d": Name("第7天还多几人", "Left of it after 7 days"),
        "kept_14d": Name("第14天还多几人", "Left of it after 14 days"),
        "placebos": Name("拿来对照的平常日子", "Ordinary days to compare with"),
        "placebo_p": Name("平常日子差到这么多的机会", "How often ordinary days move as far", Shape.SHARE),
    },
    trial=Trial.NONE,
    measure=measure,
    edges="只按星期几比，没有对照组，所以最多说“可能”；有对照、有区间的算法是 juluo effect。"
    "几场活动取各天的平均，同一天几场只算一天。区间是活动那天的差，减去没有活动的日子95%会落在的范围；"
    "这样的日子不足28个时没有区间，也不下判断。"
    "第7天、第14天还剩多少，要等那天过完。",
    edges_en="Compared by weekday only, without a control: 可能 (maybe) is the most it says; `juluo effect` measures"
    " against a counterfactual. Several events: the mean of their days, a day with several counts once. The"
    " interval is the difference less the range of 95 % of days without an event; with fewer than 28 of those there"
    " is none, and no verdict. What is left after 7 and 14 days waits until those days are over.",
)
