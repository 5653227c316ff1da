"""How many came."""

from collections.abc import Sequence

from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.intervals import poisson
from juluo.metrics.members.stated import stated_sum, statements
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.newcomers import CAME, can_tell_new
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    told = statements(view, periods)
    return [_measured(view, period, stated_sum(told, period, "joined")) for period in periods]


def _measured(view: View, period: Period, stated: int | None) -> Measured:
    if stated is not None:
        return Measured(float(stated), stated, interval=poisson(stated), stated=True)
    if Sight.JOINS in view.coverage.sights:
        people = len(view.presence.acted(period, CAME) - view.aside)
        return Measured(float(people), people, interval=poisson(people), evidence=EntryQuery(period, CAME))
    if Sight.PRESENCE in view.coverage.sights:
        return _first_seen(view, period)
    return Measured(reason="这天没有人报进群人数")


def _first_seen(view: View, period: Period) -> Measured:
    """Where a join is only a connection (IRC), who comes is who was never seen before."""
    if view.coverage.first is None or not can_tell_new(view, period):
        return Measured(reason="导出从半路开始，头30天分不清新来的和早就在的")
    start = view.calendar.day_of(view.coverage.first)
    before = view.presence.acted(Period(start, period.shifted(-period.length).last))
    new = view.presence.acted(period) - before - view.aside
    evidence = EntryQuery(period, accounts=tuple(new))
    return Measured(float(len(new)), len(new), interval=poisson(len(new)), evidence=evidence)


METRIC = Metric(
    name="joined",
    title="进群",
    title_en="Joined",
    meaning="这段时间进来的成员有多少人。IRC的上线不是进群，那里数的是第一次出现的人。",
    meaning_en="How many members came. A connection (IRC) is no joining: there, people never seen before are counted.",
    unit=Unit.PEOPLE,
    good=Good.HIGHER,
    kinds=frozenset(CAME),
    needs=(frozenset({Sight.JOINS, Sight.PRESENCE, Sight.MEMBER_COUNT}),),
    source="进群的条目里有多少个人；没有进群条目的，数第一次出现的人。",
    source_en="Join events by person; else first ever seen.",
    trial=Trial.COUNT,
    measure=measure,
    edges="同一个人一天里进来几次算一人。自己报的数先用；来源看不见进群又没人报，是未知。IRC头30天分不清谁是新来的，也是未知。",
    edges_en=(
        "Somebody who comes several times in a period is one person. A stated number goes first; unknown where the"
        " source shows no joins and nobody stated any, and within the first 30 days of an IRC log."
    ),
)
