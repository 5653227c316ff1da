"""How many of those who were here have gone quiet."""

from collections.abc import Sequence
from datetime import timedelta

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.activity.silences import Goodbye, Silences
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    silences = Silences(view)
    return [_measured(view, period, silences.goodbye(period.last)) for period in periods]


def _measured(view: View, period: Period, goodbye: Goodbye) -> Measured:
    """Of those who spoke in the D days before the last D days, who did not speak in the last D."""
    lately = Period.trailing(period.last, goodbye.days)
    before = Period.trailing(lately.first - timedelta(days=1), goodbye.days)
    rule: dict[str, float | None] = {"days": float(goodbye.days), "learnt": float(goodbye.learnt)}
    if not view.coverage.holds(Period(before.first, lately.last)):
        return Measured(reason="记录还不够长：要有两倍于“算作离开”的天数", parts=rule)
    here = view.presence.spoke(before) - view.aside
    if not here:
        return Measured(reason="前一段没有人发言", n=0, hits=0, parts=rule)
    gone = here - view.presence.spoke(lately)
    return Measured(
        len(gone) / len(here),
        len(here),
        len(gone),
        wilson(len(gone), len(here)),
        parts=rule,
        evidence=EntryQuery(before, tuple(sorted(SPOKE)), accounts=tuple(gone)),
    )


METRIC = Metric(
    name="churn_rate",
    title="流失率",
    title_en="Churn rate",
    meaning="再前面D天里说过话的成员，最近D天一句没说的占多少；D是这个社群里“沉默这么久就少有人回来”的天数。",
    meaning_en=(
        "Of members who spoke in the D days before the last D, the share silent in the last D; after D silent days"
        " few come back here."
    ),
    unit=Unit.SHARE,
    good=Good.LOWER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source=(
        "前一段在、最近D天没说话的人，除以前一段在的人。D是7到90天里最短的这样一个天数：沉默满D天以后，"
        "再过28天回来的不到10%（数近一年里开始的沉默）。"
    ),
    source_en=(
        "No act for D days / active at the start; D is the shortest silence, 7 to 90 days, after which fewer than 10 %"
        " come back within 28 days more (silences begun in the last year)."
    ),
    parts={
        "days": Name("几天不说话算作离开", "Silent days that count as gone"),
        "learnt": Name(
            "这个天数看得出来（1是，0是用平常的28天）", "Whether that was learnt here (1), or is the usual 28 days (0)"
        ),
    },
    trial=Trial.NONE,
    measure=measure,
    edges=(
        "够长的沉默不到20段时D取28天。只数导出讲到的日子。算作流失的人以后还可能回来；一个人是不是要走，看“可能不再来”的把握。"
        "前后两期是同一批人，D也会变，所以不检验变化。"
    ),
    edges_en=(
        "With fewer than 20 silences that long, D is 28 days. Only days that exports tell of count. Who counts as gone"
        " may yet return; for one member, see the chance that they are still here. Two readings share their people and"
        " D moves, so changes are not tested."
    ),
    window=2 * 28,
    cuts=NOT_BY_AGE,
)
