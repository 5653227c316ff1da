"""Who comes back: weekly cohorts by the week of their first words."""

from collections.abc import Mapping, Sequence

from pyroaring import BitMap

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.newcomers import can_tell_new, seen_before
from juluo.store.view import View

COHORTS = 8


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, period) for period in periods]


def triangle(active: Sequence[BitMap], known_before: BitMap) -> list[list[int]]:
    """How many of those who first came in interval i are active in interval i + k (当期留存), for all i and k.

    `active` are consecutive intervals; whoever is in `known_before` belongs to no cohort.
    """
    known, rows = BitMap(known_before), []
    for start, people in enumerate(active):
        cohort = people - known
        known |= people
        rows.append([len(cohort & later) for later in active[start:]])
    return rows


def _measured(view: View, period: Period) -> Measured:
    """The last eight week cohorts as they stood at the period's end; a week under way has no shares yet, not 0."""
    last = Period.of(period.last, Grain.WEEK)
    weeks = [last.before(back) for back in range(COHORTS - 1, 0, -1)]
    weeks.append(Period(last.first, min(last.last, period.last)))
    weeks = [week for week in weeks if view.coverage.overlaps(week)]
    if not weeks:
        return Measured(reason="没有记录")
    active = [view.presence.spoke(week) - view.aside for week in weeks]
    counts = triangle(active, seen_before(view, weeks[:1])[0])
    whole = [week.length == 7 and view.complete(week) for week in weeks]
    rows = [_row(view, weeks, row, start, whole) for start, row in enumerate(counts)]
    pooled = [(row[1], row[0]) for start, row in enumerate(counts) if len(row) > 1 and whole[start + 1]]
    hits, n = (sum(column) for column in zip(*pooled, strict=True)) if pooled else (0, 0)
    evidence = EntryQuery(Period(weeks[0].first, weeks[-1].last), tuple(sorted(SPOKE)))
    return Measured(hits / n if n else None, n, hits, rows=tuple(rows), evidence=evidence)


def _row(view: View, weeks: list[Period], counts: list[int], start: int, whole: list[bool]) -> Mapping[str, object]:
    shown = [count if whole[start + later] else None for later, count in enumerate(counts)]
    return {
        "cohort": weeks[start].first.isoformat(),
        "known": can_tell_new(view, weeks[start]),
        "size": counts[0],
        "weeks": shown,
        "shares": [None if n is None or not counts[0] else n / counts[0] for n in shown],
    }


METRIC = Metric(
    name="retention",
    title="新人留存",
    title_en="Retention",
    meaning="某一周第一次发言的人，之后第1、2、3……周还在发言的有多少；值是各周新人下一周还来的合计比例。",
    meaning_en="Of those who first spoke in a week, how many spoke 1, 2, 3 … weeks later; the value pools week 1.",
    unit=Unit.TABLE,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source="N-period retention “return on” (当周留存), cohorts by first words; weeks are Monday to Sunday.",
    trial=Trial.NONE,
    measure=measure,
)
