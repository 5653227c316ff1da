"""The options that say which state of the ledger is shown, and whom its numbers count."""

import re
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Annotated

import typer

from juluo.ledger.actors import Actors
from juluo.ledger.period import Calendar, Period, zone_named

Counting = Annotated[
    Actors,
    typer.Option(
        "--actors",
        help="成员、加工作人员、连机器人 ｜count members, staff too, bots too",
    ),
]
Known = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        help="按那时的账本（日期、第几版） ｜ledger of a day, a moment, a version",
    ),
]
_VERSION = re.compile(r"第?\s*(\d{1,9})\s*版?")


def known_at(told: str, calendar: Calendar) -> int | datetime:
    """A version of the ledger, or a moment on the community's clock, as typed; a day means its end.

    ValueError or OverflowError if it is neither.
    """
    if version := _VERSION.fullmatch(told.strip()):
        return int(version[1])
    with suppress(ValueError):
        day = date.fromisoformat(told)
        return calendar.bounds(Period(day, day))[1] - timedelta(microseconds=1)
    moment = datetime.fromisoformat(told)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone_named(calendar.zone))).astimezone(UTC)
