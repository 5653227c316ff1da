"""What part of the questions was answered within a day."""

from collections.abc import Sequence
from datetime import timedelta

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.replies.answers import ANSWERABLE, Asked, is_estimated, questions, ripened
from juluo.store.view import View

IN_TIME = timedelta(hours=24)


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(view, asked, period) for asked, period in zip(questions(view, periods), periods, strict=True)]


def _measured(view: View, asked: Sequence[Asked], period: Period) -> Measured:
    ripe = ripened(view, asked, IN_TIME)
    hits = sum(question.answered_within(IN_TIME) for question in ripe)
    if not ripe:
        return Measured(reason="没有提问" if not asked else "提问还不满24小时，再等等", n=0, hits=0)
    open_ids = tuple(question.entry_id for question in ripe if not question.answered_within(IN_TIME))
    return Measured(
        hits / len(ripe),
        len(ripe),
        hits,
        wilson(hits, len(ripe)),
        parts={"asked": len(asked), "unanswered": len(open_ids)},
        estimated=is_estimated(view),
        evidence=EntryQuery(period, tuple(sorted(ORIGINAL)), ids=open_ids),
    )


METRIC = Metric(
    name="reply_rate",
    title="24小时内有人答",
    title_en="Answered in 24 h",
    meaning="满24小时的提问里，24小时内有别人回应的占多少；自己接自己的话不算。",
    meaning_en="Of questions at least 24 h old, the share that another person answered within 24 h.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=ORIGINAL,
    needs=(ANSWERABLE,),
    source="24小时内有别人回应的，除以满了24小时的提问；Wilson 区间。",
    source_en="Answered within 24 h by another person / questions whose 24 h have passed; Wilson's interval.",
    parts={
        "asked": Name("提问", "Questions asked"),
        "unanswered": Name("没有人回应的", "Not answered"),
    },
    trial=Trial.SHARE,
    measure=measure,
    edges="不满24小时的提问先不算，快答的不会抢先进来把比例抬高；导出中断处之前不满24小时的也不算。自己接自己、机器人接的不算回应，"
    "工作人员的算。来源没有回复关系的，按话题里的下一个人、再没有就按@来认，是推测。没有提问时是未知，不是0。",
    edges_en="Questions younger than 24 h are left out, or quick answers alone would raise the rate; so are those"
    " younger than that at a gap between exports. Oneself and bots don't answer; staff do. Without reply links, the"
    " next person in the thread answers, or else an @: estimated. Without questions it is unknown, not 0.",
    cuts=EVERY_CUT,
)
