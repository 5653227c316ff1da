"""Newcomers who came on a day or any time after it."""

from collections.abc import Sequence

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.activity.returns import COHORT_DAYS, COLUMNS, after, measured
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.store.view import View

WINDOWS = tuple(after(day) for day in (1, 3, 7, 14, 28))
MAIN = after(7)


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return measured(view, periods, WINDOWS, MAIN)


METRIC = Metric(
    name="return_after",
    title="之后仍回来（7天后）",
    title_en="Return on day 7 or later",
    meaning="第一次发言满7天以后，到这一天为止又说过话的新人占多少；各行是第1、3、7、14、28天及以后。",
    meaning_en=(
        "Of newcomers, the share who spoke on the 7th day after their first words or later; rows for 1, 3, 7, 14, 28."
    ),
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source="不设期限的留存，“之后仍回来”（return on or after）。有的工具把它叫作 rolling，有的拿 rolling 叫别的。",
    source_en="Unbounded retention, “return on or after”; some tools call it rolling, others call something else so.",
    columns=COLUMNS,
    trial=Trial.SHARE,
    measure=measure,
    edges=(
        "同一批28天的新人；没满天数的、导出没讲全的不算。导出开头30天分不清新人，未知。越近来的人，能回来的日子越少："
        "同一批人的这个数以后只会变大；这里按这一天为止来算，前后期才能比。"
    ),
    edges_en=(
        "Newcomers of 28 days, those old enough of whose days exports tell; unknown in the first 30 days on"
        " record. The later somebody came, the less time they had: the number of one cohort can only rise. It is"
        " told as it stood on the day, so that days compare."
    ),
    window=COHORT_DAYS,
    cuts=NOT_BY_AGE,
)
