"""How much feedback came in."""

from collections import Counter
from collections.abc import Sequence

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.feedback.received import SORTS, Received, received_in
from juluo.metrics.intervals import poisson
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.store.view import View


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(got) for got in received_in(view, periods)]


def _measured(got: Received) -> Measured:
    n = len(got.feedback) + got.erased
    sorts = Counter(one.sort or "unsorted" for one in got.feedback)
    parts: dict[str, float | None] = {name: float(many) for name, many in sorted(sorts.items())}
    evidence = got.query([one.entry_id for one in got.feedback])
    return Measured(float(n), n, interval=poisson(n), parts=parts | {"erased": float(got.erased)}, evidence=evidence)


METRIC = Metric(
    name="feedback_received",
    title="收到的反馈",
    title_en="Feedback received",
    meaning="这段时间收到多少条反馈；旁边是每一类几条。",
    meaning_en="How many pieces of feedback came in the period; beside it, how many of each kind.",
    unit=Unit.NUMBER,
    good=Good.NEITHER,
    kinds=frozenset({Kind.FEEDBACK_RECEIVED}),
    needs=(frozenset({Sight.FEEDBACK}),),
    source="收到的反馈有几条，是计数；Poisson 区间。",
    source_en="Pieces of feedback received, a count; Poisson's interval.",
    parts={**SORTS, "erased": Name("抹去的", "Erased")},
    trial=Trial.COUNT,
    measure=measure,
    edges="按成员说的那天算：从消息里记成反馈的，算消息那天。几条说同一件事的，各算一条。算作不是反馈的、工作人员提的不算；"
    "提的人被抹去的还算，只是说不出哪一类。",
    edges_en="By the day a member said it: what was made of a message counts on the message's day. Several pieces that"
    " say the same count each. What turned out to be none, and staff's own, doesn't count; that of erased people"
    " does, though its kind is gone.",
)
