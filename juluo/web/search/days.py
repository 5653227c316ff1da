"""A day as people type it into a search: 11-19, 11月19日, 2026-11-19, 2026-11, yesterday."""

import re
from datetime import date, timedelta

from juluo.ledger.period import Grain, Period
from juluo.web.search.matching import folded

_AGO = {"今天": 0, "today": 0, "昨天": 1, "昨日": 1, "yesterday": 1, "前天": 2}
_FULL = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_SHORT = re.compile(r"(\d{1,2})[-/.月](\d{1,2})日?")
_MONTH = re.compile(r"(\d{4})[-/.年](\d{1,2})月?")
_FIRST, _LAST = 1990, 2999


def period_typed(typed: str, today: date) -> Period | None:
    """The day or month that was typed, a day without its year the last one of that date; None if it is none."""
    told = folded(typed).replace(" ", "")
    if told in _AGO:
        day = today - timedelta(days=_AGO[told])
        return Period(day, day)
    try:
        if found := _FULL.fullmatch(told):
            return _day(*map(int, found.groups()))
        if found := _SHORT.fullmatch(told):
            month, day_of_month = map(int, found.groups())
            return _latest(month, day_of_month, today)
        if found := _MONTH.fullmatch(told):
            year, month = map(int, found.groups())
            return Period.of(date(year, month, 1), Grain.MONTH) if _FIRST <= year <= _LAST else None
    except ValueError:
        return None
    return None


def _day(year: int, month: int, day: int) -> Period | None:
    one = date(year, month, day)
    return Period(one, one) if _FIRST <= year <= _LAST else None


def _latest(month: int, day: int, today: date) -> Period:
    """Of this year, or of the one before if it is still to come; 29 February of the last leap year."""
    for year in range(today.year, today.year - 9, -1):
        try:
            one = date(year, month, day)
        except ValueError:
            continue
        if one <= today:
            return Period(one, one)
    raise ValueError
