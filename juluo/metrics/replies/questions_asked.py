"""How many questions members asked."""

from collections.abc import Sequence

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.counting import totals
from juluo.metrics.intervals import poisson
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    counts = totals(view, periods, ORIGINAL, "asks")
    return [_measured(count, period) for count, period in zip(counts, periods, strict=True)]


def _measured(count: int, period: Period) -> Measured:
    evidence = EntryQuery(period, tuple(sorted(ORIGINAL)), asks=True)
    return Measured(float(count), count, interval=poisson(count), estimated=True, evidence=evidence)


METRIC = Metric(
    name="questions_asked",
    title="提问",
    title_en="Questions",
    meaning="看起来是提问的消息有多少条：以问号、吗、呢结尾，或以疑问词开头。按规则认的，是推测。",
    meaning_en="Messages that look like questions: a question mark at the end, a question word in front. By rule.",
    unit=Unit.QUESTIONS,
    good=Good.NEITHER,
    kinds=ORIGINAL,
    needs=(frozenset({Sight.MESSAGES}),),
    source="看文字的一条简单规则，写在 juluo/text/questions.py。",
    source_en="A plain rule over the text; the rule stands in juluo/text/questions.py.",
    trial=Trial.BURSTY,
    measure=measure,
    edges="按规则认提问：陈述句形式的求助认不出，反问会多认。转发的、撤回的、工作人员和机器人的不算。没有提问就是0。",
    edges_en="By rule: pleas in statements are missed, rhetorical questions are counted. Reposts, retracted messages,"
    " staff's and bots' don't count. No questions are 0.",
    cuts=EVERY_CUT,
)
