"""Newcomers who came within a stretch of days after their first words."""

from collections.abc import Sequence

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.activity.cohorts import BRACKETS
from juluo.metrics.activity.returns import COHORT_DAYS, COLUMNS, bracket, measured
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.store.view import View

WINDOWS = tuple(bracket(*days) for days in BRACKETS)
MAIN = bracket(8, 14)


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return measured(view, periods, WINDOWS, MAIN)


METRIC = Metric(
    name="return_brackets",
    title="分段留存（第8～14天）",
    title_en="Return on days 8–14",
    meaning="第一次发言之后的第8～14天里，又说过话的新人占多少；各行是第1～3、4～7、8～14、15～30天。",
    meaning_en="Of newcomers, the share who spoke on days 8–14 after their first words; rows: 1–3, 4–7, 8–14, 15–30.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source="分段留存（bracket retention）：新人少的社群，比单看某一天稳。",
    source_en="Bracket retention: steadier than single days where few people join.",
    columns=COLUMNS,
    trial=Trial.SHARE,
    measure=measure,
    edges="同一批28天的新人；没满天数的、导出没讲全的不算。导出开头30天分不清新人，未知。一段里来过一天就算。",
    edges_en=(
        "Newcomers of 28 days, those old enough of whose days exports tell; unknown in the first 30 days on"
        " record. One day within the stretch is enough."
    ),
    window=COHORT_DAYS,
    cuts=NOT_BY_AGE,
)
