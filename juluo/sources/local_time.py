"""Wall-clock times without a zone, turned into moments.

In the hour that a clock repeats in autumn, file order decides: the first step back starts the second pass. Rows are
never sorted by local time.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Moments = npt.NDArray[np.int64]

SECOND = 1_000_000
DAY = 86_400 * SECOND
_EPOCH = date(1970, 1, 1)
_START = datetime(1970, 1, 1)  # noqa: DTZ001 - a wall clock's zero
_STEADY = timedelta(days=1)


def day_number(day: date) -> int:
    """Days since 1970-01-01."""
    return (day - _EPOCH).days


class LocalClock:
    """One zone's wall clock while one file is read; it remembers in which pass of a repeated hour it stands."""

    def __init__(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self._offsets: dict[int, int | None] = {}
        self._reached: dict[int, int] = {}
        self._second_pass: set[int] = set()

    def moments(self, local: Moments) -> Moments:
        """Microseconds since 1970 UTC, from microseconds of the local wall clock since 1970, in file order."""
        days, places = np.unique(local // DAY, return_inverse=True)
        known = [self._offset(int(day)) for day in days]
        steady = np.array([0 if offset is None else offset for offset in known], np.int64)
        moments: Moments = local - steady[places]
        turning = np.array([offset is None for offset in known], np.bool_)
        for row in np.flatnonzero(turning[places]).tolist():
            moments[row] = self._turning(int(local[row]))
        return moments

    def _offset(self, day: int) -> int | None:
        """The day's offset from UTC in microseconds; None on a day when it changes."""
        if day not in self._offsets:
            noon = _START + timedelta(days=day, hours=12)
            around = {self._offset_at(moment) for moment in (noon - _STEADY, noon, noon + _STEADY)}
            self._offsets[day] = around.pop() if len(around) == 1 else None
        return self._offsets[day]

    def _offset_at(self, wall: datetime) -> int:
        offset = wall.replace(tzinfo=self._zone).utcoffset() or timedelta()
        return round(offset.total_seconds()) * SECOND

    def _turning(self, local: int) -> int:
        wall = _START + timedelta(microseconds=local)
        first, second = self._offset_at(wall), self._offset_at(wall.replace(fold=1))
        if second >= first:
            return local - first
        day = local // DAY
        if local < self._reached.get(day, local):
            self._second_pass.add(day)
        self._reached[day] = local
        return local - (second if day in self._second_pass else first)


def local_microseconds(days: Sequence[int | None], seconds: Sequence[int | None]) -> Moments:
    """Wall-clock microseconds from day numbers and seconds of the day; whoever calls has left out what is none."""
    return np.array(days, np.int64) * DAY + np.array(seconds, np.int64) * SECOND
