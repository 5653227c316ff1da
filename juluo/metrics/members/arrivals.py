"""Who arrived on which day, by whose invitation, and what newcomers did in the days after.

A newcomer joined and was never seen before; where the source shows no joining, whoever is seen for the first time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pyroaring import BitMap

from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Tables, ask_entries_once, question
from juluo.metrics.by_day import ByDay, within
from juluo.metrics.metric import Measured
from juluo.metrics.newcomers import CAME, can_tell_new
from juluo.store.view import View

# A cohort is whoever arrived in so many days.
COHORT = 28


@dataclass(frozen=True, slots=True)
class Coming:
    """One joining; `inviter` is whoever brought them in, where the source tells."""

    day: date
    at: datetime
    account: int
    inviter: int | None

    def is_brought_by(self, members_but: BitMap) -> bool:
        """Whether somebody brought them in who is not among those left out."""
        return self.inviter is not None and self.inviter not in members_but


def arrivals(view: View, span: Period) -> dict[date, BitMap]:
    """Newcomers by the day of the span on which they arrived; nobody arrives twice."""
    first = view.coverage.first
    if first is None:
        return {}
    ever = Period(min(view.calendar.day_of(first), span.first), span.last)
    acted = view.presence.acted_by_day(ever)
    came = view.presence.acted_by_day(span, CAME) if Sight.JOINS in view.coverage.sights else acted
    seen, found = view.aside.copy(), {}
    for day, people in sorted(acted.items()):
        if day >= span.first and (new := came.get(day, BitMap()) - seen):
            found[day] = new
        seen |= people
    return found


def cohort_of(period: Period, wait: int) -> Period:
    """The 28 days of arrivals that ended `wait` days before the period does."""
    return Period.trailing(period.last - timedelta(days=wait), COHORT)


def untold(view: View, cohort: Period, last: date) -> Measured | None:
    """What to answer where a cohort can't be told, or not be followed up to a day; None where it can."""
    if not view.coverage.holds(Period(cohort.first, last)):
        return Measured(reason="记录还不够长，最早的那批新人看不全")
    if Sight.JOINS not in view.coverage.sights and not can_tell_new(view, cohort):
        return Measured(reason="导出从半路开始，头30天分不清谁是新人")
    return None


def did_after(came: ByDay, acts: ByDay, since: int, until: int) -> dict[date, BitMap]:
    """Of each day's newcomers those who acted from `since` up to `until` days after that day."""
    return {
        day: people & within(acts, Period(day + timedelta(days=since), day + timedelta(days=until)))
        for day, people in came.items()
    }


@question
def joinings(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """Every joining, with who brought them in."""
    rows = tables.entries.filter(tables.entries.kind.isin(CAME) & tables.entries.account.notnull())
    return rows.order_by(["ts", "file", "offset"]).select("day", "ts", "account", "peer")


def comings(view: View) -> list[Coming]:
    """Every joining that the ledger tells of, in order of time; nobody invites themselves."""
    first, last = view.coverage.first, view.coverage.last
    if first is None or last is None:
        return []
    ever = Period(view.calendar.day_of(first), view.calendar.day_of(last))
    rows = ask_entries_once(view, joinings, ever)
    return [Coming(day, at, account, None if peer == account else peer) for day, at, account, peer in rows]


def newcomers(view: View, span: Period, came: Sequence[Coming]) -> list[Coming]:
    """The joinings of the span's newcomers: the first of each."""
    new = arrivals(view, span)
    found: dict[int, Coming] = {}
    for coming in came:
        if coming.account in new.get(coming.day, BitMap()):
            found.setdefault(coming.account, coming)
    return list(found.values())
