"""How many members there are."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.asking import ask_rollup
from juluo.metrics.members.stated import Stated, membership_by_day, statements
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.newcomers import CAME, WENT
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    told = [s for s in statements(view, periods) if s.members is not None]
    moves = _moves(view, told, max(period.last for period in periods))
    return [_measured(view, period, told, moves) for period in periods]


def _measured(view: View, period: Period, told: Sequence[Stated], moves: Mapping[date, int]) -> Measured:
    """The last stated number, and who came and went since, where the source shows both."""
    known = [s for s in told if s.day <= period.last]
    if not known:
        return Measured(reason="导出里看不到成员总数：可以报一次（网页“导入”里，或 juluo count）")
    last = known[-1]
    count = last.members or 0
    if {Sight.JOINS, Sight.LEAVES} <= view.coverage.sights:
        count += _moved_later(view, last) + sum(n for day, n in moves.items() if last.day < day <= period.last)
    elif last.day < period.first:
        return Measured(reason="这段时间没有人报成员总数")
    if count < 0:
        return Measured(reason="报的成员总数减去之后退群的，成了负数：请再报一次成员总数")
    evidence = EntryQuery(Period(last.day, last.day), (Kind.MEMBER_COUNT,), people_only=False)
    return Measured(float(count), count, stated=True, evidence=evidence)


def _moves(view: View, told: Sequence[Stated], until: date) -> dict[date, int]:
    """Came less went on each day since the first statement: whoever comes and goes twice counts each time."""
    moves: dict[date, int] = defaultdict(int)
    if told:
        for day, kind, n in ask_rollup(view, membership_by_day, [Period(told[0].day, until)], everyone=True):
            moves[day] += int(n) * _SIGNS.get(kind, 0)
    return moves


def _moved_later(view: View, since: Stated) -> int:
    """Came less went on the statement's own day, after it."""
    moves = view.lines(EntryQuery(Period(since.day, since.day), (*CAME, *WENT), people_only=False))
    return sum(_SIGNS[move.kind] for move in moves if move.at > since.at)


_SIGNS = dict.fromkeys(CAME, 1) | dict.fromkeys(WENT, -1)

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
    source="报上来的总数，加上之后进群的，减去退群的；聊天导出里没有成员名单。",
    source_en="Stated count plus joins less leaves; exports of chats hold no member list.",
    trial=Trial.NONE,
    measure=measure,
    edges="没报过总数就是未知。来源看得见进退的，从最近一次报数起逐日增减；看不见的，只有报数那天（那段时间）有数。减成负数的是报少了，写未知。工作人员也是成员。",
    edges_en=(
        "Unknown before a number was stated. Where joins and leaves show, the last number moves with them; else it"
        " holds for its own day or period only. A number that falls below 0 was stated too low: unknown. Staff are"
        " members too."
    ),
)
