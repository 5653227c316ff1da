"""Moments as tables write them: epochs in any unit, ISO with or without a zone, dates with slashes."""

import contextlib
import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from juluo.sources.local_time import LocalClock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_START = _EPOCH.replace(tzinfo=None)
_FAR = 4e18  # nanoseconds beyond 2096, and what no whole number holds
_MICROSECOND = timedelta(microseconds=1)
_YEAR_FIRST = re.compile(r"(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?[ T]*(?:(\d{1,2}):(\d{2})(?::(\d{2}))?)?$")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?$")


class Moments:
    """Reads one file's times. Naive ones are read in `zone`; `time_format` is strptime's, for unusual ones."""

    def __init__(self, zone: ZoneInfo, time_format: str | None) -> None:
        self._clock = LocalClock(zone)
        self._format = time_format

    def read(self, value: object) -> tuple[int, str | None] | None:
        """Microseconds since 1970 UTC, with the source's own words if they named no zone. None: unreadable."""
        if isinstance(value, str):
            value = value.strip()
            if not self._format and _NUMBER.match(value):
                value = float(value) if "." in value else int(value)
        if isinstance(value, bool) or value is None:
            return None
        if isinstance(value, (int, float)):
            return None if not abs(value) < _FAR else (self._epoch(value), None)
        moment = value if isinstance(value, datetime) else self._parsed(value)
        if moment is None:
            return None
        if moment.tzinfo is not None:
            return (moment - _EPOCH) // _MICROSECOND, None
        if not 1900 <= moment.year <= 2200:  # no clock tells its offset there; the intake refuses it as it stands
            return (moment - _START) // _MICROSECOND, str(value)
        local = (moment - _START) // _MICROSECOND
        return int(self._clock.moments(np.array([local], np.int64))[0]), str(value)

    def _epoch(self, value: float) -> int:
        """Seconds, milliseconds, microseconds or nanoseconds, told apart by their size (years 1973–2286)."""
        size = abs(value)
        for limit, factor in ((1e10, 1_000_000), (1e13, 1_000), (1e16, 1)):
            if size < limit:
                return round(value * factor)
        return int(value // 1000)

    def _parsed(self, value: object) -> datetime | None:
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day)  # noqa: DTZ001 - a date names no zone
        if not isinstance(value, str):
            return None
        with contextlib.suppress(ValueError):
            if self._format:
                return datetime.strptime(value, self._format)  # noqa: DTZ007 - the format may name a zone
            return datetime.fromisoformat(value)
        return None if self._format else _year_first(value)


def _year_first(value: str) -> datetime | None:
    found = _YEAR_FIRST.match(value)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    with contextlib.suppress(ValueError):
        return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - it names no zone
    return None
