"""Which questions nobody has taken up: as many as stood open when the period ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.intervals import poisson
from juluo.metrics.metric import EVERY_CUT, Good, Measured, Metric, Trial, Unit
from juluo.metrics.naming import Name
from juluo.metrics.replies.answers import ANSWERABLE, FOLLOW_DAYS, Asked, questions, told_until
from juluo.metrics.windows import looking_back
from juluo.store.view import View

_DAY = timedelta(days=1)


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    windows = [looking_back(period, FOLLOW_DAYS) for period in periods]
    found = zip(windows, questions(view, windows), strict=True)
    return [_measured(view, window, asked) for window, asked in found]


def open_at_end(view: View, window: Period, asked: Sequence[Asked]) -> list[tuple[Asked, timedelta]]:
    """Those of a window's questions that stood open when it ended, and how long they had waited by then."""
    _, end = view.calendar.bounds(window)
    waits = [(question, min(end, told_until(view, question.at))) for question in asked]
    return [(question, until - question.at) for question, until in waits if _open(question, until)]


def _measured(view: View, window: Period, asked: Sequence[Asked]) -> Measured:
    still = open_at_end(view, window, asked)
    ages = [age for _, age in still]
    parts = {
        "asked": float(len(asked)),
        "under_1d": float(sum(age < _DAY for age in ages)),
        "1_to_3d": float(sum(_DAY <= age < 3 * _DAY for age in ages)),
        "over_3d": float(sum(age >= 3 * _DAY for age in ages)),
        "oldest_days": max(ages) / _DAY if ages else None,
    }
    ids = tuple(question.entry_id for question, _ in still)
    return Measured(
        float(len(still)),
        len(still),
        interval=poisson(len(still)),
        parts=parts,
        estimated=True,
        evidence=EntryQuery(window, tuple(sorted(ORIGINAL)), ids=ids),
    )


def _open(question: Asked, until: datetime) -> bool:
    return question.answered_at is None or question.answered_at > until


METRIC = Metric(
    name="unanswered_questions",
    title="还没人接的提问",
    title_en="Questions still open",
    meaning="这段时间结束时，最近7天（段更长就整段）的提问里还没有别人回应的有几个，按等了多久分开数。",
    meaning_en="When the period ended, how many questions of the last 7 days (of the period, if longer) nobody else"
    " had taken up, by how long they had waited.",
    unit=Unit.QUESTIONS,
    good=Good.LOWER,
    kinds=ORIGINAL,
    needs=(ANSWERABLE,),
    source="没有人回应的话题（Discourse：topics_with_no_response），这里只数提问，按等了多久分开。",
    source_en="Topics without a response (Discourse: topics_with_no_response), of questions, with age buckets.",
    parts={
        "asked": Name("提问", "Questions asked"),
        "under_1d": Name("等了不到1天", "Waiting under a day"),
        "1_to_3d": Name("等了1到3天", "Waiting 1 to 3 days"),
        "over_3d": Name("等了3天以上", "Waiting over 3 days"),
        "oldest_days": Name("最早的等了几天", "Days the oldest has waited"),
    },
    trial=Trial.BURSTY,
    measure=measure,
    edges="按当时算：后来才有人接的，在当时仍算没人接。等了7天以上的当没有人接。自己接自己的话不算回应，工作人员的算。"
    "不以提问样子开头的话题不在其中。导出中断处，等待算到中断为止。",
    edges_en="As it stood then: what was taken up later still counts as open. After 7 days it counts as never taken"
    " up. Following up on oneself is no answer; staff's is. Topics that don't look like questions are not among them."
    " At a gap between exports the waiting ends.",
    window=FOLLOW_DAYS,
    cuts=EVERY_CUT,
)
