"""Newcomers who came on one day after their first words."""

from collections.abc import Sequence

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.activity.returns import COHORT_DAYS, COLUMNS, measured, on
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.store.view import View

WINDOWS = tuple(on(day) for day in (1, 3, 7, 14, 28))
MAIN = on(7)


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return measured(view, periods, WINDOWS, MAIN)


METRIC = Metric(
    name="return_on",
    title="当日留存（第7天）",
    title_en="Return on day 7",
    meaning="第一次发言之后的第7天那一天，又说了话的新人占多少；各行是第1、3、7、14、28天。",
    meaning_en=(
        "Of newcomers, the share who spoke on the very 7th day after their first words; rows for days 1, 3, 7, 14, 28."
    ),
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source="N 日留存里“当日又来”的那一种（return on）；一天按社群自己的算，第一次发言那天是第0天。",
    source_en="N-day retention, “return on”; days are the community's, the day of the first words is day 0.",
    columns=COLUMNS,
    trial=Trial.SHARE,
    measure=measure,
    edges=(
        "同一批28天的新人；没满天数的、导出没讲全的不算。导出开头30天分不清新人，未知。那一天没来、第二天才来的，不算。"
    ),
    edges_en=(
        "Newcomers of 28 days, those old enough of whose days exports tell; unknown in the first 30 days on"
        " record. Coming a day later doesn't count."
    ),
    window=COHORT_DAYS,
    cuts=NOT_BY_AGE,
)
