"""What is known of reports, as frozen values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db import models

from juluo.desk.reports.models import Issue, Place, SignedVersion
from juluo.ledger.period import Grain, Period

# Written once and used until somebody writes it anew.
LASTING = frozenset({"positioning"})


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in one place, and which saving it is; version 0 where nothing was written for this report yet."""

    words: str
    version: int
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Kept:
    """A settled task as a signed version keeps it."""

    words: str
    owner: str
    due: date | None
    outcome: str
    why: str


@dataclass(frozen=True, slots=True)
class KeptNeed:
    """What was decided about a need, as a signed version keeps it."""

    need_id: str
    name: str
    status: str
    owner: str
    whom: str
    told_on: date | None
    away: bool


@dataclass(frozen=True, slots=True)
class KeptSegment:
    """How a segment moved, as a signed version keeps it."""

    name: str
    n: int | None
    since: date
    came: int
    went: int
    unclear: int


@dataclass(frozen=True, slots=True)
class KeptReflection:
    """What operators thought of an event of the report's days, as a signed version keeps it."""

    title: str
    went_well: str
    went_badly: str
    next_time: str


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A question session, check-ins or a draw of the report's days, as a signed version keeps it.

    `at` is its page below the desk; `numbers` stand by name, None where nobody knows.
    """

    kind: str
    title: str
    at: str
    numbers: Mapping[str, int | None]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """One signed version. `no` counts from 1; `mark` tells whether its contents are still what was signed."""

    no: int
    at: datetime
    by: str
    ledger_version: int
    mark: str
    reopened_at: datetime | None
    reopened_by: str
    why: str


@dataclass(frozen=True, slots=True)
class Frozen:
    """All that a signed version keeps.

    Contents by language, what was written, how tasks, needs and segments stood, what was thought of events, what ran.
    """

    ledger_version: int
    first_day: date
    last_day: date
    contents: Mapping[str, str]
    written: Mapping[str, str]
    tasks: tuple[Kept, ...]
    needs: tuple[KeptNeed, ...] = ()
    segments: tuple[KeptSegment, ...] = ()
    reflections: tuple[KeptReflection, ...] = ()
    runs: tuple[KeptRun, ...] = ()


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """A report that somebody has written in or signed. `signed` is the version that stands, if one does."""

    grain: Grain
    period: Period
    signed: Signed | None
    begun: bool


def issues(community: str, grain: Grain, between: Period) -> Mapping[date, IssueFacts]:
    """The reports of a stretch of time that were begun or signed, by their first day."""
    rows = Issue.objects.filter(
        community=community, grain=str(grain), first__gte=between.first, first__lte=between.last
    )
    found = list(rows)
    places = Place.objects.filter(issue__in=found).exclude(words="").values_list("issue_id", flat=True)
    begun = set(places)
    standing = {
        row.issue_id: _signed(row)
        for row in SignedVersion.objects.filter(issue__in=found, reopened_at=None).defer("contents")
    }
    return MappingProxyType(
        {
            row.first: IssueFacts(grain, Period(row.first, row.last), standing.get(row.pk), row.pk in begun)
            for row in found
        }
    )


def written(community: str, grain: Grain, period: Period) -> Mapping[str, Written]:
    """What stands in a report's places; a lasting text is the last one written before."""
    rows = Place.objects.filter(issue__community=community, issue__grain=str(grain), issue__first=period.first)
    found = {row.key: Written(row.words, row.version, row.by_name, row.at) for row in rows}
    for key in LASTING - found.keys():
        earlier = Place.objects.filter(issue__community=community, key=key, issue__first__lt=period.first)
        if row := earlier.exclude(words="").order_by("-issue__first", "-at").first():
            found[key] = Written(row.words, 0, row.by_name, row.at)
    return MappingProxyType(found)


def versions(community: str, grain: Grain, period: Period) -> tuple[Signed, ...]:
    """Every signed version of a report, the latest first."""
    rows = _versions(community, grain, period).defer("contents").order_by("-no")
    return tuple(_signed(row) for row in rows)


def frozen(community: str, grain: Grain, period: Period, no: int) -> Frozen | None:
    """What a signed version keeps."""
    row = _versions(community, grain, period).filter(no=no).first()
    if row is None:
        return None
    tasks = tuple(Kept(**_dated(one, "due")) for one in row.tasks)
    needs = tuple(KeptNeed(**_dated(one, "told_on")) for one in row.needs)
    segments = tuple(KeptSegment(**_dated(one, "since")) for one in row.segments)
    return Frozen(
        row.ledger_version,
        row.first_day,
        row.last_day,
        row.contents,
        row.written,
        tasks,
        needs,
        segments,
        tuple(KeptReflection(**one) for one in row.reflections),
        tuple(KeptRun(**one) for one in row.runs),
    )


def _dated(kept: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What was kept, with a day that stands in it as words."""
    return {**kept, name: date.fromisoformat(kept[name]) if kept[name] else None}


def _versions(community: str, grain: Grain, period: Period) -> models.QuerySet[SignedVersion]:
    return SignedVersion.objects.filter(issue__community=community, issue__grain=str(grain), issue__first=period.first)


def _signed(row: SignedVersion) -> Signed:
    return Signed(row.no, row.at, row.by_name, row.ledger_version, row.mark, row.reopened_at, row.reopened_by, row.why)


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """What operators wrote in reports, signed ones included, that names somebody: words, by whom, when."""
    places = Place.objects.filter(issue__community=community).order_by("at")
    found = [(place.words, place.by_name, place.at) for place in places if find.search(place.words)]
    for row in SignedVersion.objects.filter(issue__community=community).order_by("at").defer("contents"):
        said = [
            *row.written.values(),
            *(task[name] for task in row.tasks for name in ("words", "owner", "why")),
            *(need[name] for need in row.needs for name in ("name", "owner", "whom")),
            *(segment["name"] for segment in row.segments),
            *(words for one in row.reflections for words in one.values()),
            *(one[name] for one in row.runs for name in ("title", "source")),
            row.why,
        ]
        found += [(words, row.by_name, row.at) for words in said if find.search(words)]
    return tuple(found)
