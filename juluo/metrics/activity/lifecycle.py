"""Which way it goes: new, returning, resurrecting, dormant."""

from collections.abc import Sequence

from pyroaring import BitMap

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.metric import NOT_BY_AGE, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.newcomers import can_tell_new, seen_before
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    known = seen_before(view, periods)
    return [_measured(view, period, before) for period, before in zip(periods, known, strict=True)]


def phases(now: BitMap, previous: BitMap, before: BitMap) -> dict[str, int]:
    """The four counts. `before`: all who were ever active before this interval (`previous` among them).

    new + returning + resurrecting = active now.
    """
    return {
        "new": len(now - before),
        "returning": len(now & previous),
        "resurrecting": len((now & before) - previous),
        "dormant": len(previous - now),
    }


def interval_before(period: Period) -> Period:
    """The interval right before: yesterday, last week, last month."""
    if period.length > 7 and period == Period.of(period.first, Grain.MONTH):
        return period.before()
    return period.shifted(-period.length)


def _measured(view: View, period: Period, before: BitMap) -> Measured:
    now = view.presence.spoke(period) - view.aside
    previous = view.presence.spoke(interval_before(period)) - view.aside
    parts: dict[str, float | None] = {name: float(count) for name, count in phases(now, previous, before).items()}
    reason = ""
    if not view.coverage.holds(interval_before(period)):
        parts, reason = dict.fromkeys(parts), "上一期没有记录，分不清谁一直在、谁刚回来"
    elif not can_tell_new(view, period):
        parts |= {"new_or_resurrecting": (parts["new"] or 0) + (parts["resurrecting"] or 0)}
        parts |= {"new": None, "resurrecting": None}
        reason = "导出从半路开始，头30天分不清新来的和回来的"
    return Measured(n=len(now), parts=parts, reason=reason, evidence=EntryQuery(period, tuple(sorted(SPOKE))))


METRIC = Metric(
    name="lifecycle",
    title="来去",
    title_en="Lifecycle",
    meaning="发言的人里：第一次发言的、上一期也在的、隔了一阵又回来的；还有上一期在、这一期没来的。",
    meaning_en="Of those who spoke: first time, as in the interval before, back after a gap; and who stayed away.",
    unit=Unit.TABLE,
    good=Good.NEITHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source="PostHog 的 Lifecycle，只是用第一次发言代替建档的时间。",
    source_en="Lifecycle as PostHog defines it, with the first words in place of the profile's creation.",
    parts={
        "new": Name("第一次发言", "First words"),
        "returning": Name("上一期也在", "Here the period before too"),
        "resurrecting": Name("隔了一阵又回来", "Back after a gap"),
        "dormant": Name("上一期在，这期没来", "Here before, not now"),
        "new_or_resurrecting": Name("第一次发言，或隔了一阵又回来", "First words, or back after a gap"),
    },
    trial=Trial.NONE,
    measure=measure,
    edges="导出从半路开始的，头30天分不清新来的和回来的，两样都写未知；上一期没有记录，四样都未知。第一次发言才算新，进群没说话的不算。",
    edges_en=(
        "Where an export starts in mid-life, new and resurrecting are unknown for 30 days; without a record of the"
        " interval before, all four are. New means first words; who joined and kept silent isn't there."
    ),
    cuts=NOT_BY_AGE,
)
