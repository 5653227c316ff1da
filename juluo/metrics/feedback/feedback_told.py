"""What part of those who gave feedback were told what became of it."""

from collections.abc import Sequence

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.feedback.received import RATE_PARTS, WINDOW, rate, received
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [rate(got, {one.entry_id: one.told for one in got.feedback}) for got in received(view, periods)]


METRIC = Metric(
    name="feedback_told",
    title="反馈一周内回告本人",
    title_en="Told back in a week",
    meaning="近28天收到、已满7天的反馈里，7天内把结果告诉了提的人的占多少。",
    meaning_en="Of the feedback of 28 days that is at least 7 days old, the share whose giver was told within 7 days"
    " what became of it.",
    unit=Unit.SHARE,
    good=Good.HIGHER,
    kinds=frozenset({Kind.FEEDBACK_RECEIVED, Kind.FEEDBACK_TOLD}),
    needs=(frozenset({Sight.FEEDBACK}),),
    source="告诉了提的人的除以收到的，每条都只看它自己的那7天；Wilson 区间。",
    source_en="Told the reporter / received, each within its own week; Wilson's interval.",
    parts=RATE_PARTS,
    trial=Trial.SHARE,
    measure=measure,
    edges="答复了但没告诉提的人，不算回告；几条并成一条的，找得到的人都告诉了才算。每条都给满7天，不满7天的先不算；还没回告的有几条、最久的等了几天，列在旁边。"
    "提反馈的人被抹去后对不上，另报有几条。工作人员提的不算。没有收到反馈是未知，不是0。",
    edges_en="Answered but not told doesn't count; of pieces merged into one, everybody who can be reached must be"
    " told. Each piece has its full week; younger ones are left out. How many"
    " are not told yet, and since how many days the oldest, stands beside it. Feedback of an erased person can't be"
    " matched and is counted apart. Staff's own doesn't count. Without feedback it is unknown, not 0.",
    window=WINDOW,
)
