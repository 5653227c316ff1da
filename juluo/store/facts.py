"""What the store tells others, as frozen values."""

from dataclasses import dataclass
from datetime import date, datetime

from juluo.ledger.period import Calendar, Period
from juluo.ledger.sight import Sight


@dataclass(frozen=True, slots=True)
class Community:
    """A community of the home. `slug` is its short ASCII name and its partition."""

    slug: str
    calendar: Calendar
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """What became of the entries of one import in the ledger."""

    added: int
    replaced: int
    duplicate: int
    days: tuple[date, ...]
    version: int


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One import that the ledger knows: what it covered, what its sources can see, and its receipt as JSON.

    It counts from ledger version `version` on, which readers could see from `published_at` on, until it was undone;
    `undone_version` is None for one undone before that was written down.
    """

    no: int
    community: str
    undone: bool
    done_at: datetime
    first: datetime | None
    last: datetime | None
    exported_at: datetime | None
    stated: bool
    sights: frozenset[Sight]
    platforms: frozenset[str]
    receipt: str
    version: int
    published_at: datetime
    undone_version: int | None
    undone_at: datetime | None

    def stood(self, version: int) -> bool:
        """Whether it counted at a version of the ledger."""
        if version < self.version:
            return False
        return version < self.undone_version if self.undone_version is not None else not self.undone


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the ledger can know of a community: from when to when, and which sights.

    `spans` are the days of each export; `stretches` the moments between which exports tell without a gap. `desk` are
    the moments between which the operator's desk keeps records: from its first act to the last that is known of it.
    """

    first: datetime | None
    last: datetime | None
    sights: frozenset[Sight]
    platforms: frozenset[str]
    spans: tuple[tuple[date, date], ...] = ()
    stretches: tuple[tuple[datetime, datetime], ...] = ()
    desk: tuple[datetime, datetime] | None = None

    def told_until(self, moment: datetime) -> datetime | None:
        """Up to when exports tell without a gap from a moment on; None if no export tells of it."""
        return next((last for first, last in self.stretches if first <= moment <= last), None)

    def holds(self, period: Period) -> bool:
        """Whether some export covers every day of the period."""
        return all(any(first <= day <= last for first, last in self.spans) for day in period.days)

    def overlaps(self, period: Period) -> bool:
        """Whether some export tells of at least one of its days."""
        return any(first <= period.last and period.first <= last for first, last in self.spans)
