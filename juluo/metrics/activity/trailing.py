"""Trailing windows: who spoke in the last 7 or 28 days, and on how many of their days."""

from collections import Counter
from collections.abc import Sequence

from pyroaring import BitMap

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.intervals import poisson
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.metrics.sample import People
from juluo.store.view import View

# Whole sentences, because reasons are looked up in the catalogue.
_TOO_SHORT = {7: "记录不足7天", 28: "记录不足28天"}


def active(days: int, meaning: str, meaning_en: str) -> Metric:
    """The metric “spoke in the last `days` days”. Two windows share most of their people: a test in pairs."""

    def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
        return [_measured(view, Period.trailing(period.last, days)) for period in periods]

    return Metric(
        name=f"active_members_{days}d",
        title=f"近{days}天发言成员",
        title_en=f"Spoke in {days} days",
        meaning=meaning,
        meaning_en=meaning_en,
        unit=Unit.PEOPLE,
        good=Good.HIGHER,
        kinds=SPOKE,
        needs=(frozenset({Sight.MESSAGES}),),
        source="WAU、MAU（28天）里按“发言”算的那一种。",
        source_en="WAU and MAU (28 days) in the variant “spoke”.",
        trial=Trial.PAIRED,
        measure=measure,
        edges=f"记录不足{days}天时未知。窗口里说过一句也算一个人；后来退群的、被删的账号，当时说过就算。",
        edges_en=(
            f"Unknown with less than {days} days on record. One message is enough; who left later, or was erased,"
            " still counts where they spoke."
        ),
        window=days,
        cuts=EVERY_CUT,
    )


def last_days(periods: Sequence[Period], days: int) -> list[Period]:
    """The `days` days that end with each period."""
    return [Period.trailing(period.last, days) for period in periods]


def days_spoken(view: View, windows: Sequence[Period]) -> list[Counter[int]]:
    """On how many days of each window each member spoke; who never did is absent."""
    whole = Period.over(windows)
    spoke = {day: people - view.aside for day, people in view.presence.spoke_by_day(whole).items()}
    return [_days_spoken([spoke[day] for day in window.days if day in spoke]) for window in windows]


def _days_spoken(days: Sequence[BitMap]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for people in days:
        counts.update(people)
    return counts


def _measured(view: View, window: Period) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason=_TOO_SHORT[window.length])
    who = view.presence.spoke(window) - view.aside
    evidence = EntryQuery(window, tuple(sorted(SPOKE)))
    return Measured(float(len(who)), len(who), interval=poisson(len(who)), evidence=evidence, sample=People(who))
