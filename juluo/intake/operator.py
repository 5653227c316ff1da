"""What an operator states by hand: member counts and the community's profile. Kept as entries, undone as imports."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from juluo.intake.statements import Statement, append_statements
from juluo.ledger.kinds import Kind
from juluo.ledger.period import Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community
from juluo.store.view import View


def state_count(store: EmbeddedStore, community: Community, day: date, counts: dict[str, int]) -> int:
    """Record how many members there were at a day's end, how many came and went.

    Said again, what is said replaces and what isn't said stays. Returns the import's number.
    """
    counts = _stated(store, community, day) | counts
    end = community.calendar.starts(day + timedelta(days=1)) - timedelta(seconds=1)
    told = Statement(Kind.MEMBER_COUNT, f"count/{day}", end, counts)
    return append_statements(store, community, [told], {Sight.MEMBER_COUNT})


def stated_counts(view: View) -> dict[date, dict[str, int]]:
    """What was stated of membership, by day: the last word on each number."""
    days = [view.calendar.day_of(moment) for one in view.imports for moment in (one.first, one.last) if moment]
    if not days:
        return {}
    found: dict[date, dict[str, int]] = {}
    for entry in view.lines(EntryQuery(Period(min(days), max(days)), (Kind.MEMBER_COUNT,), people_only=False)):
        if (entry.native_id or "").startswith("count/"):
            said = {name: n for name, n in entry.detail.items() if isinstance(n, int)}
            found[entry.day] = found.get(entry.day, {}) | said
    return found


def _stated(store: EmbeddedStore, community: Community, day: date) -> dict[str, int]:
    """What was stated for a day so far."""
    view = store.view(community)
    try:
        query = EntryQuery(Period(day, day), (Kind.MEMBER_COUNT,), people_only=False)
        said = [entry.detail for entry in view.lines(query) if entry.native_id == f"count/{day}"]
    finally:
        view.close()
    return {name: number for detail in said for name, number in detail.items() if isinstance(number, int)}


def state_profile(store: EmbeddedStore, community: Community, told: Mapping[str, str], now: datetime) -> int:
    """Record the community's name, positioning, audience, direction or operator on duty."""
    said = Statement(Kind.COMMUNITY, f"community/{now.isoformat()}", now, told)
    return append_statements(store, community, [said], ())


def stated_profile(view: View) -> dict[str, str]:
    """What was stated of the community so far, the last word on each."""
    days = [view.calendar.day_of(moment) for one in view.imports for moment in (one.first, one.last) if moment]
    if not days:
        return {}
    query = EntryQuery(Period(min(days), max(days)), (Kind.COMMUNITY,), people_only=False)
    said = [entry.detail for entry in view.lines(query)]
    return {name: words for detail in said for name, words in detail.items() if isinstance(words, str) and words}
