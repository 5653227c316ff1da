"""What came of a cooperation, as far as it can be measured: a member's reach after it began, against their own before.

Whole weeks after the beginning are held against the eight stretches of as many weeks before it, so that every weekday
stands on both sides, by the test that all counts of the desk are held to. Before and after is no proof of a cause.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from juluo.ledger.period import Period
from juluo.metrics.replies.answers import ANSWERABLE, FOLLOW_DAYS
from juluo.metrics.replies.exchanges import Exchange, exchanges
from juluo.metrics.usual import HISTORY, USUAL, Past, usual_count_change
from juluo.metrics.verdict import Change
from juluo.store.view import View

WEEK, MOST_WEEKS = 7, 4


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which member, and from which day on; `until` is the day on which it ended, if it has."""

    person: int
    started: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Effect:
    """How many different members replied in `period`, and in stretches of its length before; or why it isn't told."""

    period: Period | None
    reach: int = 0
    usual: float | None = None
    change: Change | None = None
    reason: str = ""


def effects(view: View, wanted: Sequence[Asked], day: date) -> tuple[Effect, ...]:
    """The effect of each, by what is known at the end of a day; what was written lately still waits for replies."""
    if not wanted:
        return ()
    if not ANSWERABLE & view.coverage.sights:
        return tuple(Effect(None, reason="这里的导出看不出谁回复谁") for _ in wanted)
    periods = [_after(view, one, day) for one in wanted]
    spans = [span for period in periods if period is not None for span in (period, *_before(period))]
    told = exchanges(view, Period.over(spans)) if spans else []
    return tuple(_effect(view, one.person, period, told) for one, period in zip(wanted, periods, strict=True))


def _after(view: View, one: Asked, day: date) -> Period | None:
    """The whole weeks after the beginning that are ripe, at most four; fewer where the record before is short."""
    last = min(day - timedelta(days=FOLLOW_DAYS), one.until or day)
    weeks = min(MOST_WEEKS, ((last - one.started).days + 1) // WEEK)
    spans = [Period(one.started, one.started + timedelta(days=WEEK * n - 1)) for n in range(weeks, 0, -1)]
    comparable = (span for span in spans if all(view.complete(before) for before in _before(span)[:USUAL]))
    return next(comparable, spans[-1] if spans else None)


def _before(period: Period) -> list[Period]:
    return [period.shifted(-period.length * n) for n in range(1, HISTORY + 1)]


def _effect(view: View, person: int, period: Period | None, told: Sequence[Exchange]) -> Effect:
    if period is None:
        return Effect(None, reason="开始还不满一周，或还在等回应（写下的话等7天）")
    if not view.complete(period):
        return Effect(None, reason="这段时间的记录不完整")
    past = [Past(_reach(told, person, one)) if view.complete(one) else None for one in _before(period)]
    known = [one.count for one in past[:USUAL] if one is not None]
    reach = _reach(told, person, period)
    if len(known) < USUAL:
        return Effect(period, reach, reason="开始前的记录不够长，没有可比的")
    change = usual_count_change(Past(reach), past, bursty=True)
    return Effect(period, reach, sum(known) / len(known), change)


def _reach(told: Sequence[Exchange], person: int, period: Period) -> int:
    return len({one.by for one in told if one.to == person and period.first <= one.day <= period.last})
