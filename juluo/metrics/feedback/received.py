"""The feedback that members gave, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from juluo.ledger.acts import FeedbackAnswered, FeedbackReceived, FeedbackTold
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.desk import FEEDBACK, Told, acts, told_end
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import Measured
from juluo.metrics.naming import Name, Names
from juluo.metrics.waiting import Wait
from juluo.metrics.windows import looking_back
from juluo.store.view import View

WINDOW = 28
IN_TIME = timedelta(days=7)
NONE_CAME = "近几周没有收到反馈"
# What a piece of feedback can be, as the desk sorts it; older ledgers don't say.
SORTS: Names = {
    "bug": Name("使用问题", "Problems"),
    "idea": Name("建议", "Ideas"),
    "complaint": Name("投诉", "Complaints"),
    "praise": Name("表扬", "Praise"),
    "other": Name("其他", "Others"),
    "unsorted": Name("没分类", "Not sorted"),
}
RATE_PARTS: Names = {
    "received": Name("收到的", "Received"),
    "erased": Name("抹去的", "Erased"),
    "open": Name("还没有的", "Still to come"),
    "oldest_open_days": Name("最早的等了几天", "Days the oldest has waited"),
}


@dataclass(frozen=True, slots=True)
class Feedback:
    """One piece of feedback: when it came, when it was answered, and when its giver was told.

    `sort` is its kind and `due` the day by which it is to be answered, where the desk told.
    """

    entry_id: int
    at: datetime
    answered: datetime | None
    told: datetime | None
    sort: str = ""
    due: date | None = None

    def waited(self, until: datetime | None, end: datetime) -> Wait:
        """How long it waited for something that came at `until`, or is still to come at the ledger's end."""
        return max((until or end) - self.at, timedelta(0)), until is not None


@dataclass(frozen=True, slots=True)
class Received:
    """The feedback of a window, as known at `end`; `erased` counts that whose giver was erased."""

    window: Period
    feedback: tuple[Feedback, ...]
    erased: int
    end: datetime | None

    def query(self, ids: Sequence[int]) -> EntryQuery:
        return EntryQuery(self.window, (Kind.FEEDBACK_RECEIVED,), ids=tuple(ids))


@dataclass(frozen=True, slots=True)
class _All:
    """Every piece that the ledger tells of, in order of time; those whose record went with their giver by day."""

    feedback: tuple[tuple[date, Feedback], ...]
    erased: tuple[date, ...]
    end: datetime | None


def received(view: View, periods: Sequence[Period]) -> list[Received]:
    """The feedback received in the four weeks up to each period's end."""
    return received_in(view, [looking_back(period, WINDOW) for period in periods])


def received_in(view: View, windows: Sequence[Period]) -> list[Received]:
    """The feedback received in each window, and what became of it until the ledger's end."""
    told = _all(view)
    return [
        Received(
            window,
            tuple(one for day, one in told.feedback if window.first <= day <= window.last),
            sum(window.first <= day <= window.last for day in told.erased),
            told.end,
        )
        for window in windows
    ]


def open_at(view: View, period: Period) -> list[Feedback]:
    """What had come by the period's end and wasn't answered by then, that of all times."""
    until = view.calendar.bounds(period)[1]
    came = (one for day, one in _all(view).feedback if day <= period.last)
    return [one for one in came if one.answered is None or one.answered >= until]


def ever(view: View) -> bool:
    """Whether the desk ever told of feedback."""
    told = _all(view)
    return bool(told.feedback or told.erased)


def _all(view: View) -> _All:
    told = acts(view, FEEDBACK)
    answered, back = _moments(told, FeedbackAnswered), _moments(told, FeedbackTold)
    came = [act for act in told if act.kind is Kind.FEEDBACK_RECEIVED]
    known = tuple(
        (
            act.day,
            Feedback(
                act.entry_id,
                act.at,
                answered.get(act.record.feedback),
                back.get(act.record.feedback),
                act.record.sort,
                act.record.due,
            ),
        )
        for act in came
        if isinstance(act.record, FeedbackReceived) and not act.record.taken_back
    )
    erased = tuple(act.day for act in came if act.record is None)
    return _All(known, erased, told_end(view, told) if told else None)


def _moments(told: Sequence[Told], kind: type[FeedbackAnswered | FeedbackTold]) -> dict[str, datetime]:
    """When each piece was answered or told back, where that wasn't taken back."""
    found: dict[str, datetime] = {}
    for act in told:
        record = act.record
        if isinstance(record, kind) and not record.taken_back:
            found.setdefault(record.feedback, act.at)
    return found


def rate(got: Received, done: dict[int, datetime | None]) -> Measured:
    """What part of the feedback whose week is over was dealt with in that week; `done` says when each was."""
    parts: dict[str, float | None] = {"received": float(len(got.feedback)), "erased": float(got.erased)}
    if got.end is None or not got.feedback:
        return Measured(reason=NONE_CAME, n=0, hits=0, parts=parts)
    still = [one for one in got.feedback if done[one.entry_id] is None]
    parts["open"] = float(len(still))
    parts["oldest_open_days"] = max(((got.end - one.at) / timedelta(days=1) for one in still), default=None)
    ripe = [one for one in got.feedback if got.end - one.at >= IN_TIME]
    if not ripe:
        return Measured(reason="收到的反馈都还不满7天，再等等", n=0, hits=0, parts=parts)
    late = [one.entry_id for one in ripe if not _in_time(one, done[one.entry_id])]
    hits = len(ripe) - len(late)
    return Measured(hits / len(ripe), len(ripe), hits, wilson(hits, len(ripe)), parts, evidence=got.query(late))


def _in_time(one: Feedback, done: datetime | None) -> bool:
    return done is not None and done - one.at <= IN_TIME
