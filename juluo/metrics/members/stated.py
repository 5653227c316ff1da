"""What the operator stated about membership, where exports don't show it (`juluo count`)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.store.view import View


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement: as of `at`, so many members; on that day so many joined and left, if said."""

    day: date
    at: datetime
    members: int | None
    joined: int | None
    left: int | None


def statements(view: View, until: date) -> list[Stated]:
    """All statements up to a day, oldest first."""
    if Sight.MEMBER_COUNT not in view.coverage.sights:
        return []
    ever = EntryQuery(Period(date(1990, 1, 1), until), (Kind.MEMBER_COUNT,), people_only=False)
    return [
        Stated(entry.day, entry.at, *(_number(entry.detail.get(name)) for name in ("members", "joined", "left")))
        for entry in view.lines(ever)
    ]


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
