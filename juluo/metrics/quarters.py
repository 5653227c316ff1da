"""Quarters of an hour since 1970, in UTC: entries are counted by them and then set to the community's clock.

Every zone is a whole number of quarters away from UTC, so half-hour zones come out right.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from juluo.ledger.period import zone_named
from juluo.store.view import View

_SECONDS = 900
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def quarter_of(rows: Any) -> Any:  # noqa: ANN401 - Ibis tables and columns
    """The quarter in which each entry lies."""
    return (rows.ts.epoch_seconds() / _SECONDS).floor().cast("int64")


def local_clock(view: View) -> Callable[[int], datetime]:
    """What the community's clock shows when a quarter begins."""
    zone = zone_named(view.calendar.zone)

    @cache
    def local(quarter: int) -> datetime:
        return (_EPOCH + timedelta(seconds=int(quarter) * _SECONDS)).astimezone(zone)

    return local
