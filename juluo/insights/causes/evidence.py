"""Which entries stand behind a part of a change."""

from collections import defaultdict
from datetime import UTC, datetime, time, timedelta

from juluo.insights.causes.counts import Homes
from juluo.insights.causes.part import By, Key
from juluo.insights.causes.sides import Known, Side, labels
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Calendar, Period, zone_named
from juluo.ledger.query import EntryQuery


class Behind:
    """Finds the entries of one side."""

    def __init__(
        self, side: Side, known: Known, calendar: Calendar, kinds: tuple[Kind, ...], *, asks: bool | None = None
    ) -> None:
        self._side = side
        self._known = known
        self._calendar = calendar
        self._kinds = kinds
        self._asks = asks
        self._filed: dict[By, dict[Key, set[int]]] = {}
        self._homes: Homes | None = None
        self._elsewhere = False

    def at_home(self, homes: Homes, *, elsewhere: bool) -> None:
        """Find people, each in one part; `elsewhere`: their part need not be where they spoke in this period."""
        self._homes, self._elsewhere = homes, elsewhere

    def of(self, by: By, keys: tuple[Key, ...]) -> EntryQuery | None:
        """What was said in a part; None where a query can't tell it from the rest."""
        if None in keys or by in {By.TURNOVER, By.FACTOR}:
            return None
        # Before, people may have spoken elsewhere: they are shown wherever they did.
        by_place = None if self._homes is not None and self._elsewhere else by
        channel = _code(keys) if by_place is By.CHANNEL else None
        thread = _code(keys) if by_place is By.THREAD else None
        moments = moments_of(self._calendar, self._side.period, frozenset(keys)) if by_place is By.HOUR else None
        return EntryQuery(
            self._side.period,
            self._kinds,
            channel=channel,
            accounts=self._accounts(by, keys),
            asks=self._asks,
            thread=thread,
            moments=moments,
        )

    def _accounts(self, by: By, keys: tuple[Key, ...]) -> tuple[int, ...] | None:
        if self._homes is None and by in {By.CHANNEL, By.THREAD, By.HOUR}:
            return None
        if by not in self._filed:
            self._filed[by] = self._file(by)
        filed = self._filed[by]
        return tuple(sorted(set[int]().union(*(filed.get(key, set()) for key in keys))))

    def _file(self, by: By) -> dict[Key, set[int]]:
        """Whom each part is made of."""
        filed: dict[Key, set[int]] = defaultdict(set)
        if self._homes is not None:
            for account, key in self._homes[by].items():
                filed[key].add(account)
            return filed
        told = labels(self._side, self._known)[by]
        for row in self._side.said:
            if row.account is not None:
                filed[told(row)].add(row.account)
        return filed


def moments_of(calendar: Calendar, period: Period, hours: frozenset[Key]) -> tuple[tuple[datetime, datetime], ...]:
    """When the clock showed these hours on the period's days; hours that follow one another are one stretch."""
    zone = zone_named(calendar.zone)
    since, until = calendar.bounds(period)
    stretches: list[tuple[datetime, datetime]] = []
    for back in range(-1, period.length + 1):
        day = period.first + timedelta(days=back)
        for hour in sorted(hour for hour in hours if isinstance(hour, int)):
            start = datetime.combine(day, time(hour), tzinfo=zone).astimezone(UTC)
            following = datetime.combine(day + timedelta(days=(hour + 1) // 24), time((hour + 1) % 24), tzinfo=zone)
            start, end = max(start, since), min(following.astimezone(UTC), until)
            if start >= end:
                continue
            if stretches and stretches[-1][1] == start:
                stretches[-1] = (stretches[-1][0], end)
            else:
                stretches.append((start, end))
    return tuple(stretches)


def _code(keys: tuple[Key, ...]) -> int | None:
    return keys[0] if isinstance(keys[0], int) else None
