"""Who comes back: weekly cohorts by the week of their first words."""

from collections.abc import Mapping, Sequence

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.cohorts import Cohort, cohorts
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name, Shape
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, period) for period in periods]


def _measured(view: View, period: Period) -> Measured:
    """The last eight week cohorts as they stood at the period's end; a week under way has no shares yet, not 0."""
    table = cohorts(view, period.last)
    if not table.rows:
        return Measured(reason="没有记录")
    next_week = table.total[1] if len(table.total) > 1 else None
    hits, n = (next_week.hits, next_week.n) if next_week is not None else (0, 0)
    evidence = EntryQuery(Period(table.rows[0].period.first, table.rows[-1].period.last), tuple(sorted(SPOKE)))
    return Measured(
        hits / n if n else None,
        n,
        hits,
        interval=wilson(hits, n) if n else None,
        rows=tuple(_row(row) for row in table.rows),
        evidence=evidence,
    )


def _row(row: Cohort) -> Mapping[str, object]:
    hits = [None if cell is None else cell.hits for cell in row.cells]
    return {
        "cohort": row.period.first.isoformat(),
        "known": row.known,
        "size": row.size,
        "weeks": hits,
        "shares": [None if n is None or not row.size else n / row.size for n in hits],
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
    source="N 期留存里“当期又来”的那一种（return on，按周就是当周留存），按第一次发言的那周分批；周一到周日算一周。",
    source_en="N-period retention “return on”, cohorts by first words; weeks are Monday to Sunday.",
    columns={
        "cohort": Name("哪一周来的", "Week of arrival"),
        "known": Name("分得清是新来的", "New is told from returning"),
        "size": Name("来了几人", "Arrived"),
        "weeks": Name("第{n}周还在的人", "Here in week {n}"),
        "shares": Name("第{n}周还在的占比", "Share here in week {n}", Shape.SHARE),
    },
    trial=Trial.NONE,
    measure=measure,
    edges=(
        "周一到周日算一周；还没过完的周、导出没讲到的周留空，不写0。"
        "导出开头30天分不清新人，那几周不进合计。合计是回来的人数之和除以人数之和，不是各周比例的平均。"
    ),
    edges_en=(
        "Weeks are Monday to Sunday; one that is not over, or that no export tells of, is blank, not 0. In the first"
        " 30 days nobody can be called new, and those weeks are in no total. The total is the sum of who came back"
        " over the sum of who could have, not the mean of the weeks."
    ),
    cuts=NOT_BY_AGE,
)
