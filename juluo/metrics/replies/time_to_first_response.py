"""How long people wait for a first answer, those still waiting included."""

from collections.abc import Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name, Shape
from juluo.metrics.replies.answers import ANSWERABLE, Asked, is_estimated, questions, told_until
from juluo.metrics.waiting import measured_waits
from juluo.store.view import View

MARKS = {"answered_1h": 60, "answered_24h": 24 * 60}


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, asked, period) for asked, period in zip(questions(view, periods), periods, strict=True)]


def _measured(view: View, asked: Sequence[Asked], period: Period) -> Measured:
    if not asked:
        return Measured(reason="没有提问", n=0)
    waits = [question.waited(told_until(view, question.at)) for question in asked]
    evidence = EntryQuery(period, tuple(sorted(ORIGINAL)), asks=True)
    return measured_waits(waits, MARKS, "一半以上的提问还没等到回应", evidence, estimated=is_estimated(view))


METRIC = Metric(
    name="time_to_first_response",
    title="首答时间，中位数",
    title_en="Time to first answer, median",
    meaning="一半的提问要等多久才有别人回应；还没等到的也算在内，所以不会因为没人答而变好看。",
    meaning_en="How long half of the questions wait for another person; those still waiting count too.",
    unit=Unit.MINUTES,
    good=Good.LOWER,
    kinds=ORIGINAL,
    needs=(ANSWERABLE,),
    source="全部提问的 Kaplan–Meier 中位数，在账本末尾或满7天处删失；变化用对数秩检验（log-rank）。",
    source_en=(
        "Kaplan–Meier median over all questions, censored at the ledger's end or after 7 days; change by log-rank."
    ),
    parts={
        "answered_1h": Name("1小时内有人回的", "Answered within an hour", Shape.SHARE),
        "answered_24h": Name("24小时内有人回的", "Answered within 24 hours", Shape.SHARE),
        "waiting": Name("还在等的", "Still waiting"),
    },
    trial=Trial.WAITS,
    measure=measure,
    edges="等到账本末尾、导出中断处、或满7天还没等到的，只知道等了至少这么久，照样算在内。自己接自己、机器人接的都不算回应，"
    "工作人员的算。来源没有回复关系的，按话题里的下一个人、再没有就按@来认，是推测。夜里和周末照算，没有只算工作时间的口径。",
    edges_en="Whoever waits at the ledger's end, at a gap between exports or after 7 days is only known to have waited"
    " so long, and counts. Oneself and bots don't answer; staff do. Without reply links, the next person in the thread"
    " answers, or else an @: estimated. Nights and weekends count; there is no variant for working hours.",
    cuts=EVERY_CUT,
)
