"""Appends what was not read from a file: the operator's words and the desk's acts, each by a name of its own.

The same statement again adds nothing; another statement by the same name takes its place.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from juluo.intake.staging import Staging
from juluo.ledger.kinds import CODES, Kind
from juluo.ledger.period import zone_named
from juluo.ledger.sight import Sight
from juluo.sources.batch import entry_batch
from juluo.sources.reading import Reading
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import Community
from juluo.store.imports import Covered

PLATFORM = "operator"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Statement:
    """One entry to append; `by` is whose act it was, if it was a member's, and `about` whom it names.

    Both by (platform, account id).
    """

    kind: Kind
    name: str
    at: datetime
    detail: Mapping[str, Any]
    by: tuple[str, str] | None = None
    about: tuple[tuple[str, str], ...] = ()


def append_statements(
    store: EmbeddedStore, community: Community, statements: Sequence[Statement], sights: Iterable[Sight]
) -> int:
    """Append statements as one import, and declare what they let see. Returns the import's number.

    Raises ValueError if there are none.
    """
    if not statements:
        raise ValueError("nothing was stated")
    reading = Reading(zone_named(community.calendar.zone))
    # What is stated now stands, even if it was stated before and corrected since.
    reading.exported_at = datetime.now(UTC)
    batch = entry_batch(
        reading,
        PLATFORM,
        at=[(told.at - _EPOCH) // timedelta(microseconds=1) for told in statements],
        kind=[CODES[told.kind] for told in statements],
        account=[None if told.by is None else reading.roster.number(*told.by) for told in statements],
        channel=reading.places.channel(PLATFORM, PLATFORM, "值班记录"),
        offset=list(range(len(statements))),
        native_id=[told.name for told in statements],
        mentions=[[reading.roster.number(*who) for who in told.about] or None for told in statements],
        detail=[json.dumps(told.detail, ensure_ascii=False, sort_keys=True) for told in statements],
    )
    moments = [told.at for told in statements]
    covered = Covered(min(moments), max(moments), None, frozenset(sights), frozenset({PLATFORM}), stated=True)
    with store.arrival(community.slug) as arrival:
        staging = Staging(arrival, reading, community.calendar)
        staging.put(batch, 0)
        store.append(arrival, covered, people=staging.people())
        return arrival.import_no
