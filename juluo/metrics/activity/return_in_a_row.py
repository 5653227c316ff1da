"""Newcomers who came in every week after their first words."""

from collections.abc import Sequence

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.activity.returns import COHORT_DAYS, COLUMNS, measured, weeks
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.store.view import View

WINDOWS = tuple(weeks(count) for count in (1, 2, 3, 4))
MAIN = weeks(4)


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return measured(view, periods, WINDOWS, MAIN)


METRIC = Metric(
    name="return_in_a_row",
    title="连续留存（4周）",
    title_en="Return 4 weeks in a row",
    meaning="第一次发言之后的4周里，每一周都说过话的新人占多少；各行是连续1、2、3、4周。",
    meaning_en=(
        "Of newcomers, the share who spoke in each of the 4 weeks after their first words; rows for 1 to 4 weeks."
    ),
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source="第N周在，之前每一周也都在；周从各人第一次发言的第二天数起。",
    source_en=(
        "Active in interval N and every one up to N; weeks count from the day after each member's own first words."
    ),
    columns=COLUMNS,
    trial=Trial.SHARE,
    measure=measure,
    edges=(
        "同一批28天的新人；没满天数的、导出没讲全的不算。导出开头30天分不清新人，未知。断了一周就不算，后来再来也不算。"
    ),
    edges_en=(
        "Newcomers of 28 days, those old enough of whose days exports tell; unknown in the first 30 days on"
        " record. One week missed, and it is over."
    ),
    window=COHORT_DAYS,
    cuts=NOT_BY_AGE,
)
