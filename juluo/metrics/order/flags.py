"""How much there was to moderate: what members flagged."""

from collections.abc import Sequence

from juluo.ledger.kinds import ORIGINAL, Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.counting import totals
from juluo.metrics.intervals import poisson
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.order import moderated
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    messages = totals(view, periods, ORIGINAL)
    return [_measured(view, period, said) for period, said in zip(periods, messages, strict=True)]


def _measured(view: View, period: Period, messages: int) -> Measured:
    raised = moderated.flags(view, period)
    parts = {
        "messages": float(messages),
        "per_1000_messages": 1000 * len(raised) / messages if messages else None,
        "people": float(len({flag.who for flag in raised})),
    }
    ids = tuple(flag.entry_id for flag in raised)
    evidence = EntryQuery(period, (Kind.CASE_OPENED,), ids=ids)
    return Measured(float(len(raised)), len(raised), interval=poisson(len(raised)), parts=parts, evidence=evidence)


METRIC = Metric(
    name="flags",
    title="举报",
    title_en="Flags",
    meaning="成员举报了多少次；旁边是每千条消息几次，和有几个人举报。",
    meaning_en="How often members flagged something; beside it, how often per 1,000 messages, and by how many people.",
    unit=Unit.CASES,
    good=Good.LOWER,
    kinds=frozenset({Kind.CASE_OPENED}),
    needs=(frozenset({Sight.CASES}),),
    source="举报次数，和每千条消息几次（Discourse：moderators_activity）。",
    source_en="Flags, and flags per 1,000 messages (Discourse: moderators_activity).",
    parts={
        "messages": Name("消息数", "Messages"),
        "per_1000_messages": Name("每千条消息几次", "Per 1,000 messages"),
        "people": Name("几个人举报", "People who flagged"),
    },
    trial=Trial.BURSTY,
    measure=measure,
    edges="几个人举报同一件事，算几次。工作人员自己发现、自己处理的不算举报。那天没有消息，就没有每千条几次。"
    "举报少不一定是好事：也可能是没人知道怎么举报。",
    edges_en="Several people flagging one thing are several flags. What staff find and settle themselves is no flag."
    " On a day without messages there is no rate. Few flags need not be good news: perhaps nobody knows how to.",
)
