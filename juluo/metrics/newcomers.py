"""Who is new, and who is known: people whose first words fall into a period, people who have ever been seen.

An export that starts in mid-life can't tell new from returning: within the first 30 days that the ledger covers,
nobody is called new.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from pyroaring import BitMap

from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.store.view import View

UNSURE_DAYS = 30
CAME = (Kind.JOIN, Kind.INVITE)
WENT = (Kind.LEAVE, Kind.KICK)


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


def new_speakers(view: View, periods: Sequence[Period]) -> list[BitMap]:
    """For each period, those counted who spoke in it for the first time ever."""
    known = seen_before(view, periods)
    return [view.presence.spoke(p) - before - view.aside for p, before in zip(periods, known, strict=True)]


def can_tell_new(view: View, period: Period) -> bool:
    """Whether the ledger reaches far enough back before the period."""
    first = view.coverage.first
    return first is not None and period.first >= view.calendar.day_of(first) + timedelta(days=UNSURE_DAYS)


def known(view: View, windows: Sequence[Period]) -> list[BitMap]:
    """Members known at each window's end: all ever seen, less those who left before it and didn't come back.

    Whoever comes and goes on one day is taken to have stayed; a connection's end (IRC) is no leaving. A person of
    several accounts has left when the last of them has.
    """
    first = view.coverage.first
    if first is None:
        return [BitMap() for _ in windows]
    ever = Period(view.calendar.day_of(first), max(window.last for window in windows))
    seen, gone = view.account_presence.acted_by_day(ever), _gone_by_day(view, ever)
    here, found = BitMap(), dict.fromkeys(sorted({window.last for window in windows}), BitMap())
    days = iter(sorted(seen.items()))
    upcoming = next(days, None)
    for last in found:
        while upcoming is not None and upcoming[0] <= last:
            here = (here | upcoming[1]) - gone.get(upcoming[0], BitMap())
            upcoming = next(days, None)
        found[last] = view.who(here) - view.aside
    return [found[window.last] | (view.presence.spoke(window) - view.aside) for window in windows]


def _gone_by_day(view: View, ever: Period) -> dict[date, BitMap]:
    """Which accounts left on each day, and didn't come on it."""
    if Sight.LEAVES not in view.coverage.sights:
        return {}
    came = view.account_presence.acted_by_day(ever, CAME)
    went = view.account_presence.acted_by_day(ever, WENT)
    return {day: people - came.get(day, BitMap()) for day, people in went.items()}
