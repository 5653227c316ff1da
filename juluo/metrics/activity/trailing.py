"""Active members over a trailing window: the 7 and 28 day metrics are this one, twice."""

from collections.abc import Sequence

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.intervals import poisson
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View

# Whole sentences, because reasons are looked up in the catalogue.
_TOO_SHORT = {7: "记录不足7天", 28: "记录不足28天"}


def active(days: int, meaning: str, meaning_en: str) -> Metric:
    """The metric “spoke in the last `days` days”. Not tested: windows of one community share their people."""

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
        source="WAU and MAU (28 days) in the variant “spoke”.",
        trial=Trial.NONE,
        measure=measure,
        window=days,
    )


def _measured(view: View, window: Period) -> Measured:
    if not view.coverage.holds(window):
        return Measured(reason=_TOO_SHORT[window.length])
    people = len(view.presence.spoke(window) - view.aside)
    return Measured(float(people), people, interval=poisson(people), evidence=EntryQuery(window, tuple(sorted(SPOKE))))
