"""What the operator stated about membership, where exports don't show it (`juluo count`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Tables, ask_rollup, question
from juluo.store.view import View

_MEMBERSHIP = (Kind.MEMBER_COUNT, Kind.JOIN, Kind.INVITE, Kind.LEAVE, Kind.KICK)


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement: as of `at`, so many members; on that day so many joined and left, if said."""

    day: date
    at: datetime
    members: int | None
    joined: int | None
    left: int | None


@question
def membership_by_day(tables: Tables) -> Any:  # noqa: ANN401 - an Ibis table
    """How many entries about membership each day has: statements, joins, leaves."""
    rows = tables.rollup.filter(tables.rollup.kind.isin(_MEMBERSHIP))
    return rows.group_by(["day", "kind"]).aggregate(n=rows.n.sum())


def statements(view: View, periods: Sequence[Period]) -> list[Stated]:
    """The statements made in these periods, and the last number of members stated before each; oldest first."""
    if Sight.MEMBER_COUNT not in view.coverage.sights:
        return []
    ever = Period(date(1990, 1, 1), max(period.last for period in periods))
    rows = ask_rollup(view, membership_by_day, [ever], everyone=True)
    days = sorted(day for day, kind, _ in rows if kind == Kind.MEMBER_COUNT)
    found = {
        day: told for run in _runs([d for d in days if _inside(d, periods)]) for day, told in _told(view, run).items()
    }
    for period in periods:
        for day in (day for day in reversed(days) if day <= period.last):
            if day not in found:
                found |= _told(view, Period(day, day))
            if any(told.members is not None for told in found[day]):
                break
    return [told for day in sorted(found) for told in found[day]]


def _inside(day: date, periods: Sequence[Period]) -> bool:
    return any(period.first <= day <= period.last for period in periods)


def _runs(days: Sequence[date]) -> list[Period]:
    """Days that follow one another as one period each, so that they are looked up at once."""
    runs: list[Period] = []
    for day in days:
        if runs and (day - runs[-1].last).days == 1:
            runs[-1] = runs[-1].extended(1)
        else:
            runs.append(Period(day, day))
    return runs


def _told(view: View, days: Period) -> dict[date, list[Stated]]:
    told: dict[date, list[Stated]] = {day: [] for day in days.days}
    for entry in view.lines(EntryQuery(days, (Kind.MEMBER_COUNT,), people_only=False)):
        members, joined, left = (_number(entry.detail.get(name)) for name in ("members", "joined", "left"))
        told[entry.day].append(Stated(entry.day, entry.at, members, joined, left))
    return told


def stated_sum(told: Sequence[Stated], period: Period, name: Literal["joined", "left"]) -> int | None:
    """What was stated for the period's days, added up; None unless every day has a statement. The last one counts."""
    by_day: dict[date, int] = {}
    for statement in told:
        number = statement.joined if name == "joined" else statement.left
        if number is not None:
            by_day[statement.day] = number
    if any(day not in by_day for day in period.days):
        return None
    return sum(by_day[day] for day in period.days)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None
