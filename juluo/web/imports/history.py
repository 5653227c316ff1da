"""The imports of a community and their receipts, as the ledger keeps them."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings

from juluo.ledger.period import Calendar, zone_named
from juluo.store.embedded import EmbeddedStore
from juluo.store.facts import ImportRecord

# Names in a list are to be recognised, not read to the end.
_NAMES = 3


@dataclass(frozen=True, slots=True)
class Taken:
    """An import of the past: what its receipt counted, and where its times are."""

    record: ImportRecord
    receipt: dict[str, Any]
    done_at: datetime
    first: datetime | None
    last: datetime | None

    @property
    def no(self) -> int:
        return self.record.no

    @property
    def undone(self) -> bool:
        return self.record.undone

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(str(file["name"]) for file in self.receipt.get("files", ()))

    @property
    def some_names(self) -> tuple[str, ...]:
        return self.names[:_NAMES]

    def count(self, what: str) -> int:
        return int(self.receipt.get(what, 0))


def imports_of(community: str) -> tuple[Taken, ...]:
    """Imports of files, the newest first; what was stated by hand has its own pages."""
    store = EmbeddedStore(settings.HOME)
    try:
        found = store.community(community)
        records = [record for record in store.imports(community) if not record.stated]
    finally:
        store.close()
    zone = found.calendar.zone if found else "UTC"
    return tuple(_taken(record, zone) for record in sorted(records, key=lambda one: one.no, reverse=True))


def zone_of(community: str) -> str:
    store = EmbeddedStore(settings.HOME)
    try:
        found = store.community(community)
    finally:
        store.close()
    return found.calendar.zone if found else "UTC"


def quarantine_rows(taken: Taken) -> Iterator[Sequence[str]]:
    """The records that an import could not read: file, place, reason, own words."""
    told = str(taken.receipt.get("quarantine") or "")
    path = settings.HOME / "files" / "quarantine" / f"import-{taken.no}.jsonl"
    if not told or not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            kept = json.loads(line)
            yield [str(kept.get(part, "")) for part in ("file", "offset", "reason", "raw")]


def _taken(record: ImportRecord, zone_name: str) -> Taken:
    zone = zone_named(zone_name)
    receipt = json.loads(record.receipt) if record.receipt else {}
    first, last = (moment.astimezone(zone) if moment else None for moment in (record.first, record.last))
    return Taken(record, receipt, record.done_at.astimezone(zone), first, last)


@dataclass(frozen=True, slots=True)
class Extent:
    """A community and how far its records go."""

    slug: str
    zone: str
    day_starts_at: int
    imports: int
    first: datetime | None
    last: datetime | None


def extents(slugs: Sequence[str]) -> tuple[Extent, ...]:
    """The communities of these names, by name; one without records has no first and last moment."""
    store = EmbeddedStore(settings.HOME)
    try:
        known = {community.slug: community.calendar for community in store.communities()}
        return tuple(_extent(slug, known[slug], store.imports(slug)) for slug in sorted(slugs) if slug in known)
    finally:
        store.close()


def _extent(slug: str, calendar: Calendar, records: Sequence[ImportRecord]) -> Extent:
    standing = [record for record in records if not record.undone and not record.stated]
    zone = zone_named(calendar.zone)
    firsts = [record.first.astimezone(zone) for record in standing if record.first]
    lasts = [record.last.astimezone(zone) for record in standing if record.last]
    ends = min(firsts, default=None), max(lasts, default=None)
    return Extent(slug, calendar.zone, calendar.day_starts_at, len(standing), *ends)
