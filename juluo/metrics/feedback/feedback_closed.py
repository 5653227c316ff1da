"""What part of the feedback was answered."""

from collections.abc import Sequence

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.feedback.received import RATE_PARTS, WINDOW, rate, received
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [rate(got, {one.entry_id: one.answered for one in got.feedback}) for got in received(view, periods)]


METRIC = Metric(
    name="feedback_closed",
    title="反馈一周内答复",
    title_en="Feedback answered in a week",
    meaning="近28天收到、已满7天的反馈里，7天内有了答复的占多少。",
    meaning_en="Of the feedback of 28 days that is at least 7 days old, the share that was answered within 7 days.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=frozenset({Kind.FEEDBACK_RECEIVED, Kind.FEEDBACK_ANSWERED}),
    needs=(frozenset({Sight.FEEDBACK}),),
    source="有了答复的除以收到的，每条都只看它自己的那7天；Wilson 区间。",
    source_en="Closed with an answer / received, each within its own week; Wilson's interval.",
    parts=RATE_PARTS,
    trial=Trial.SHARE,
    measure=measure,
    edges="每条都给满7天，所以新旧反馈一样看待；不满7天的先不算。现在还没答复的有几条、最久的等了几天，列在旁边。"
    "提反馈的人被抹去后对不上答复，另报有几条。工作人员提的不算。没有收到反馈是未知，不是0。",
    edges_en="Each piece has its full week, so that old and new are alike; younger ones are left out. How many are"
    " open now, and since how many days the oldest, stands beside it. Feedback of an erased person can't be matched"
    " and is counted apart. Staff's own doesn't count. Without feedback it is unknown, not 0.",
    window=WINDOW,
)
