"""What was decided about needs, as frozen values; and the memory that steers what is found next."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from juluo.desk.needs.models import Evidence, KeptNeed, Step
from juluo.desk.needs.status import Status
from juluo.insights.needs.memory import Kept, Memory
from juluo.insights.needs.need import Seed
from juluo.ledger.period import Period


class Deed(StrEnum):
    """What a line of a need's history is about."""

    TOLD = "told"
    STATUS = "status"
    OWNER = "owner"
    RENAMED = "renamed"
    PINNED = "pinned"
    UNPINNED = "unpinned"
    MUTED = "muted"
    UNMUTED = "unmuted"
    MERGED = "merged"
    UNMERGED = "unmerged"
    SPLIT = "split"
    CITED = "cited"
    UNCITED = "uncited"


class Source(StrEnum):
    """Where evidence stands that isn't in the ledger: an open answer of a survey, a quote of an interview."""

    ANSWER = "answer"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where words stand that speak of a need: `place` is a survey or an interview, `part` the question there."""

    source: Source
    place: str
    number: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """That the words at a spot speak of a need."""

    need_id: str
    spot: Spot
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class StepFacts:
    """A line of a need's history. `words` are what was told, a new name, a status; `whom` is who was told."""

    need_id: str
    deed: Deed
    words: str
    whom: str
    day: date
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class KeptFacts:
    """A need that is kept. `called` is what it was called when it was kept."""

    need_id: str
    name: str
    called: str
    pinned: bool
    muted: bool
    into: str
    status: Status
    owner_id: int | None
    owner: str

    @property
    def shown_as(self) -> str:
        return self.name or self.called


def memory(community: str) -> Memory:
    """What was decided, as what finds needs takes it."""
    return Memory(tuple(kept_of(row) for row in _rows(community)))


def kept_needs(community: str) -> Mapping[str, KeptFacts]:
    """Every need that is kept, by its id, in the order in which they were kept."""
    return {row.need_id: _facts(row) for row in _rows(community)}


def steps(community: str, need_id: str) -> tuple[StepFacts, ...]:
    """The history of a need, the latest first."""
    rows = Step.objects.filter(community=community, need_id=need_id).order_by("-made_at", "-pk")
    return tuple(_step(row) for row in rows)


def evidence(community: str, need_id: str) -> tuple[EvidenceFacts, ...]:
    """What speaks of a need beside the ledger, the latest last."""
    rows = Evidence.objects.filter(community=community, need_id=need_id).order_by("made_at", "pk")
    return tuple(map(_evidence, rows))


def evidence_of(community: str, source: Source, place: str) -> tuple[EvidenceFacts, ...]:
    """Which needs the words of one survey or interview speak of."""
    rows = Evidence.objects.filter(community=community, source=source, place=place).order_by("pk")
    return tuple(map(_evidence, rows))


def told_in(community: str, period: Period) -> tuple[StepFacts, ...]:
    """Who was told what in a period, in the order of days."""
    rows = Step.objects.filter(
        community=community, kind=Deed.TOLD, day__gte=period.first, day__lte=period.last
    ).order_by("day", "pk")
    return tuple(_step(row) for row in rows)


def last_told(community: str, need_ids: Iterable[str]) -> Mapping[str, StepFacts]:
    """Of each need, the line that says who was told last."""
    rows = Step.objects.filter(community=community, kind=Deed.TOLD, need_id__in=list(need_ids)).order_by("day", "pk")
    return {row.need_id: _step(row) for row in rows}


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Lines that name somebody: their words, who wrote them, when."""
    found = []
    for row in Step.objects.filter(community=community).order_by("made_at"):
        said = [words for words in (row.whom, row.words) if words]
        if any(find.search(words) for words in said):
            found.append((" / ".join(said), row.made_by, row.made_at))
    return tuple(found)


def kept_of(row: KeptNeed) -> Kept:
    return Kept(row.need_id, _seeds(row.seeds), row.name, row.pinned, row.muted, row.into, _seeds(row.parted))


def _seeds(pairs: list[list[object]]) -> tuple[Seed, ...]:
    return tuple(Seed(int(str(entry)), date.fromisoformat(str(day))) for entry, day in pairs)


def _rows(community: str) -> list[KeptNeed]:
    return list(KeptNeed.objects.filter(community=community).order_by("place", "pk"))


def _facts(row: KeptNeed) -> KeptFacts:
    return KeptFacts(
        row.need_id,
        row.name,
        row.called,
        row.pinned,
        row.muted,
        row.into,
        Status(row.status),
        row.owner_id,
        row.owner_name,
    )


def _evidence(row: Evidence) -> EvidenceFacts:
    spot = Spot(Source(row.source), row.place, row.number, row.part)
    return EvidenceFacts(row.need_id, spot, row.made_by, row.made_at)


def _step(row: Step) -> StepFacts:
    return StepFacts(row.need_id, Deed(row.kind), row.words, row.whom, row.day, row.made_by, row.made_at)
