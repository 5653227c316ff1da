"""People by the days on which they did something."""

from collections.abc import Mapping
from datetime import date

from pyroaring import BitMap

from juluo.ledger.period import Period

ByDay = Mapping[date, BitMap]


def within(found: ByDay, period: Period) -> BitMap:
    """Everybody of any day of a period."""
    return BitMap.union(BitMap(), *(found[day] for day in period.days if day in found))
