"""How many members there are."""

from collections.abc import Sequence

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.members.joined import CAME
from juluo.metrics.members.left import WENT
from juluo.metrics.members.stated import Stated, statements
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    told = [s for s in statements(view, max(period.last for period in periods)) if s.members is not None]
    return [_measured(view, period, told) for period in periods]


def _measured(view: View, period: Period, told: Sequence[Stated]) -> Measured:
    """The last stated number, and who came and went since, where the source shows both."""
    known = [s for s in told if s.day <= period.last]
    if not known:
        return Measured(reason="导出里看不到成员总数：可用 juluo count 报一次")
    last = known[-1]
    count = last.members or 0
    seen = {Sight.JOINS, Sight.LEAVES} <= view.coverage.sights
    if seen and last.day < period.last:
        count += _moved(view, Period(last.day, period.last), last)
    elif last.day < period.first:
        return Measured(reason="这段时间没有人报成员总数")
    evidence = EntryQuery(Period(last.day, last.day), (Kind.MEMBER_COUNT,), people_only=False)
    return Measured(float(count), count, stated=True, evidence=evidence)


def _moved(view: View, period: Period, since: Stated) -> int:
    """Entries after the statement, one by one: who comes and goes twice counts each time."""
    moves = view.lines(EntryQuery(period, (*CAME, *WENT), people_only=False))
    return sum(1 if move.kind in CAME else -1 for move in moves if move.at > since.at)


METRIC = Metric(
    name="members",
    title="成员总数",
    title_en="Members",
    meaning="社群里有多少成员：以报上来的数为准，之后按进群退群增减。",
    meaning_en="How many members there are: the last stated number, moved by who came and went since.",
    unit=Unit.PEOPLE,
    good=Good.HIGHER,
    kinds=frozenset({Kind.MEMBER_COUNT, *CAME, *WENT}),
    needs=(frozenset({Sight.MEMBER_COUNT}),),
    source="Stated count plus joins less leaves; exports of chats hold no member list.",
    trial=Trial.NONE,
    measure=measure,
)
