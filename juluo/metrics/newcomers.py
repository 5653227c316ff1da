"""Who is new: people whose first words fall into a period.

An export that starts in mid-life can't tell new from returning: within the first 30 days that the ledger covers,
nobody is called new.
"""

from collections.abc import Sequence
from datetime import timedelta

from pyroaring import BitMap

from juluo.ledger.period import Period
from juluo.store.view import View

UNSURE_DAYS = 30


def seen_before(view: View, periods: Sequence[Period]) -> list[BitMap]:
    """For each period, everybody who had spoken before it began."""
    wanted = sorted({period.first for period in periods})
    snapshots: dict[object, BitMap] = {}
    known = BitMap()
    days = iter(sorted(view.presence.spoke_by_day().items()))
    upcoming = next(days, None)
    for start in wanted:
        while upcoming is not None and upcoming[0] < start:
            known |= upcoming[1]
            upcoming = next(days, None)
        snapshots[start] = BitMap(known)
    return [snapshots[period.first] for period in periods]


def can_tell_new(view: View, period: Period) -> bool:
    """Whether the ledger reaches far enough back before the period."""
    first = view.coverage.first
    return first is not None and period.first >= view.calendar.day_of(first) + timedelta(days=UNSURE_DAYS)
