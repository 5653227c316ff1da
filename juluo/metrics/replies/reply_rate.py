"""What part of the questions was answered within a day."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.metrics.intervals import wilson
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit
from juluo.metrics.replies.answers import ANSWERABLE, Asked, is_estimated, questions, told_until
from juluo.store.view import View

IN_TIME = timedelta(hours=24)


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    now = told_until(view)
    return [
        _measured(view, asked, period, now) for asked, period in zip(questions(view, periods), periods, strict=True)
    ]


def answered_in_time(asked: Sequence[Asked], now: datetime) -> tuple[list[Asked], list[Asked]]:
    """The entries answered within 24 h, and all whose 24 h have passed (or that were answered already)."""
    hits = [q for q in asked if q.answered_at is not None and q.answered_at - q.at <= IN_TIME]
    return hits, [q for q in asked if q in hits or now - q.at >= IN_TIME]


def _measured(view: View, asked: Sequence[Asked], period: Period, now: datetime) -> Measured:
    hits, ripe = answered_in_time([q for q in asked if now - q.at >= IN_TIME], now)
    if not ripe:
        return Measured(reason="没有提问" if not asked else "提问还不满24小时，再等等", n=0, hits=0)
    open_ids = tuple(q.entry_id for q in ripe if q not in hits)
    return Measured(
        len(hits) / len(ripe),
        len(ripe),
        len(hits),
        wilson(len(hits), len(ripe)),
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
    source="Answered within 24 h by another person / questions whose 24 h have passed; Wilson's interval.",
    trial=Trial.SHARE,
    measure=measure,
)
