"""A segment's own indexes, and the condition by which its entries are found.

The roll-up and presence of a segment are made like those of the whole ledger, of its own entries alone. So whatever is
measured on a view of the segment is measured as if there were nothing else, and no metric has a rule of its own.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from pyroaring import BitMap

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Calendar, Period, zone_named
from juluo.ledger.segment import NEW_DAYS, People, Segment

# The day of each account's first words, laid out before the condition is asked.
FIRST_WORDS = "first_words"
_FIRST = f"(SELECT spoke_first FROM {FIRST_WORDS} WHERE who = account)"


def first_words(rollup: str) -> str:
    """The query that makes FIRST_WORDS of the whole roll-up."""
    kinds = ", ".join(f"'{kind}'" for kind in sorted(SPOKE))
    return (
        f"SELECT account AS who, min(day) AS spoke_first FROM ({rollup})"
        f" WHERE account IS NOT NULL AND kind IN ({kinds}) GROUP BY account"
    )


def condition(segment: Segment, staff: BitMap, calendar: Calendar, span: Period) -> str:
    """The condition that an entry is in the segment; only `hours` ask for more than the roll-up has.

    `span` is from when to when there may be entries.
    """
    return " AND ".join(_terms(segment, staff, calendar, span)) or "true"


def _terms(segment: Segment, staff: BitMap, calendar: Calendar, span: Period) -> Iterator[str]:
    if segment.channels:
        yield f"channel IN ({_listed(segment.channels)})"
    if segment.accounts is not None:
        yield f"coalesce(account IN ({_listed(segment.accounts) or 'NULL'}), false)"
    if segment.people is People.STAFF:
        yield f"coalesce(account IN ({_listed(tuple(staff)) or 'NULL'}), false)"
    elif segment.people is People.NEWCOMERS:
        yield f"(account IS NOT NULL AND coalesce(day < {_FIRST} + {NEW_DAYS}, true))"
    elif segment.people is People.REGULARS:
        yield f"coalesce(day >= {_FIRST} + {NEW_DAYS}, false)"
    if segment.born is not None:
        first, last = segment.born.first, segment.born.last
        yield f"coalesce({_FIRST} BETWEEN DATE '{first}' AND DATE '{last}', false)"
    if segment.hours is not None:
        yield _within(segment.hours, _hour(calendar, span))


def _listed(codes: tuple[int, ...]) -> str:
    return ", ".join(str(int(code)) for code in codes)


def _within(hours: tuple[int, int], hour: str) -> str:
    first, until = hours
    joined = "AND" if first < until else "OR"
    return f"({hour} >= {first:d} {joined} {hour} < {until:d})"


def _hour(calendar: Calendar, span: Period) -> str:
    """What hour the community's clock shows, as an expression: DuckDB's own clock needs an extension."""
    steps = _offsets(calendar, span)
    cases = "".join(f" WHEN second < {later} THEN {offset}" for (_, offset), (later, _) in pairwise(steps))
    shift = f"CASE{cases} ELSE {steps[-1][1]} END" if cases else str(steps[-1][1])
    second = "(epoch_ms(ts) // 1000)"
    return f"((({second} + {shift.replace('second', second)}) // 3600) % 24)"


def _offsets(calendar: Calendar, span: Period) -> list[tuple[int, int]]:
    """From which second of UTC on the clock is how many seconds ahead of it."""
    zone = zone_named(calendar.zone)

    def ahead(second: int) -> int:
        offset = datetime.fromtimestamp(second, UTC).astimezone(zone).utcoffset()
        return int(offset.total_seconds()) if offset is not None else 0

    days = [_second(day) for day in span.extended(2).days]
    steps = [(days[0] - 86_400, ahead(days[0] - 86_400))]
    for day, following in pairwise([days[0] - 86_400, *days]):
        if ahead(following) != steps[-1][1]:
            changed = next(second for second in range(day, following + 900, 900) if ahead(second) != steps[-1][1])
            steps.append((changed, ahead(changed)))
    return steps


def _second(day: date) -> int:
    return int(
        (datetime(day.year, day.month, day.day, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(seconds=1)
    )
