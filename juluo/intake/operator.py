"""What an operator states by hand: member counts and the community's profile. Kept as entries, undone as imports."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from juluo.intake.staging import Staging
from juluo.ledger.kinds import CODES, Kind
from juluo.ledger.period import Period, zone_named
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.sources.batch import entry_batch
from juluo.sources.reading import Reading
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community
from juluo.store.imports import Covered

PLATFORM = "operator"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def state_count(store: EmbeddedStore, community: Community, day: date, counts: dict[str, int]) -> int:
    """Record how many members there were at a day's end, how many came and went.

    Said again, what is said replaces and what isn't said stays. Returns the import's number.
    """
    counts = _stated(store, community, day) | counts
    end = community.calendar.starts(day + timedelta(days=1)) - timedelta(seconds=1)
    return _state(store, community, Kind.MEMBER_COUNT, f"count/{day}", end, dict(counts), {Sight.MEMBER_COUNT})


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
    return _state(store, community, Kind.COMMUNITY, f"community/{now.isoformat()}", now, dict(told), set())


def _state(
    store: EmbeddedStore,
    community: Community,
    kind: Kind,
    name: str,
    at: datetime,
    detail: dict[str, object],
    sights: set[Sight],
) -> int:
    reading = Reading(zone_named(community.calendar.zone))
    # What is stated now stands, even if it was stated before and corrected since.
    reading.exported_at = datetime.now(UTC)
    moment = (at - _EPOCH) // timedelta(microseconds=1)
    batch = entry_batch(
        reading,
        PLATFORM,
        at=[moment],
        kind=[CODES[kind]],
        account=[None],
        channel=reading.places.channel(PLATFORM, PLATFORM, "值班记录"),
        offset=[0],
        native_id=[name],
        detail=[json.dumps(detail, ensure_ascii=False, sort_keys=True)],
    )
    with store.arrival(community.slug) as arrival:
        Staging(arrival, reading, community.calendar).put(batch, 0)
        store.append(arrival, Covered(at, at, None, frozenset(sights), frozenset({PLATFORM}), stated=True))
        return arrival.import_no
