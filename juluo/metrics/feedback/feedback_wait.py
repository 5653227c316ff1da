"""How long feedback waits for an answer, that still waiting included."""

from collections.abc import Sequence

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.feedback.received import NONE_CAME, WINDOW, Received, received
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name, Shape
from juluo.metrics.waiting import measured_waits
from juluo.store.view import View

_DAY = 24 * 60
MARKS = {"answered_1d": _DAY, "answered_7d": 7 * _DAY}


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    return [_measured(got) for got in received(view, periods)]


def _measured(got: Received) -> Measured:
    end = got.end
    if end is None or not got.feedback:
        return Measured(reason=NONE_CAME, n=0)
    waits = [one.waited(one.answered, end) for one in got.feedback]
    still = [one.entry_id for one in got.feedback if one.answered is None]
    return measured_waits(waits, MARKS, "一半以上的反馈还没等到答复", got.query(still))


METRIC = Metric(
    name="feedback_wait",
    title="反馈答复时间，中位数",
    title_en="Time to answer feedback, median",
    meaning="近28天收到的反馈，一半要等多久才有答复；还没答复的也算在内。",
    meaning_en="How long half of the feedback of 28 days waits for an answer; that still waiting counts too.",
    unit=Unit.MINUTES,
    good=Good.LOWER,
    kinds=frozenset({Kind.FEEDBACK_RECEIVED, Kind.FEEDBACK_ANSWERED}),
    needs=(frozenset({Sight.FEEDBACK}),),
    source="Kaplan–Meier 中位数，在账本末尾删失；变化用对数秩检验（log-rank）。",
    source_en="Kaplan–Meier median, censored at the ledger's end; change by log-rank.",
    parts={
        "answered_1d": Name("1天内答复的", "Answered within a day", Shape.SHARE),
        "answered_7d": Name("7天内答复的", "Answered within 7 days", Shape.SHARE),
        "waiting": Name("还在等的", "Still waiting"),
    },
    trial=Trial.WAITS,
    measure=measure,
    edges="还没答复的，只知道等了至少这么久，照样算在内；等到账本的末尾为止。夜里和周末照算。"
    "提反馈的人被抹去的不在其中。没有收到反馈是未知。",
    edges_en="Whatever waits still is only known to have waited so long, up to the ledger's end, and counts. Nights"
    " and weekends count. Feedback of erased people is not among it. Without feedback it is unknown.",
    window=WINDOW,
)
