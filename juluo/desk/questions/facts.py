"""What was decided about questions, and the FAQ, as frozen values."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from juluo.desk.questions.models import FaqEntry, HandledQuestion
from juluo.shell.titled import NEWEST, Titled


class Fate(StrEnum):
    """What became of a question. Whether it is one at all is a click on what was read: `juluo.desk.readings`."""

    OPEN = "open"
    ELSEWHERE = "elsewhere"


class FaqStatus(StrEnum):
    """How an entry of the FAQ stands."""

    DRAFT = "draft"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Handled:
    """What was decided about one question."""

    entry_id: int
    day: date
    fate: Fate
    note: str
    owner_id: int | None
    owner: str
    snoozed_until: date | None
    made_by: str
    made_at: datetime

    def sleeps(self, today: date) -> bool:
        """Whether nobody is to be reminded of it yet."""
        return self.fate is Fate.OPEN and self.snoozed_until is not None and self.snoozed_until > today

    @property
    def settled(self) -> bool:
        return self.fate is Fate.ELSEWHERE


@dataclass(frozen=True, slots=True)
class Faq:
    """An entry of the FAQ; without `question`, it is said as in the ledger's entry `wording`, if there is one."""

    id: int
    wording: int | None
    wording_day: date | None
    question: str
    answer: str
    quotes: tuple[tuple[int, date], ...]
    asked_again: frozenset[int]
    people: int
    times: int
    status: FaqStatus
    made_by: str
    changed_at: datetime


def handled(community: str, entries: Iterable[int]) -> dict[int, Handled]:
    """What was decided about these questions, by their ids."""
    rows = HandledQuestion.objects.filter(community=community, entry_id__in=list(entries))
    return {row.entry_id: _handled(row) for row in rows}


def faqs(community: str) -> tuple[Faq, ...]:
    """All entries of the FAQ but those that were dropped; what most people asked first."""
    rows = FaqEntry.objects.filter(community=community).exclude(status=FaqStatus.DROPPED)
    return tuple(_faq(row) for row in rows.order_by("-people", "-times", "pk"))


def dropped_faqs(community: str) -> tuple[Faq, ...]:
    rows = FaqEntry.objects.filter(community=community, status=FaqStatus.DROPPED).order_by("-changed_at", "-pk")
    return tuple(_faq(row) for row in rows)


def titles(community: str, keys: Collection[str] | None = None) -> Mapping[str, Titled]:
    """What each FAQ asks, the newest first; of some alone where they are named."""
    rows = FaqEntry.objects.filter(community=community).order_by("-pk")
    if keys is not None:
        rows = rows.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    told = rows.values_list("pk", "question", "wording", "wording_day", "made_at")[:NEWEST]
    return {str(key): Titled(words, entry, day, at) for key, words, entry, day, at in told}


def asked_titles(community: str, entries: Collection[str]) -> Mapping[str, Titled]:
    """The messages of questions that something was decided about."""
    wanted = [int(entry) for entry in entries if entry.removeprefix("-").isdecimal()]
    rows = HandledQuestion.objects.filter(community=community, entry_id__in=wanted)
    return {str(entry): Titled("", entry, day) for entry, day in rows.values_list("entry_id", "day")}


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Notes and answers that name somebody: their words, who wrote them, when."""
    notes = [(row.note, row.made_by, row.made_at) for row in HandledQuestion.objects.filter(community=community)]
    told = [
        (" / ".join(filter(None, (row.question, row.answer))), row.made_by, row.changed_at)
        for row in FaqEntry.objects.filter(community=community)
    ]
    return tuple(one for one in sorted((*notes, *told), key=lambda one: one[2]) if one[0] and find.search(one[0]))


def _handled(row: HandledQuestion) -> Handled:
    return Handled(
        row.entry_id,
        row.day,
        Fate(row.fate),
        row.note,
        row.owner_id,
        row.owner_name,
        row.snoozed_until,
        row.made_by,
        row.made_at,
    )


def _faq(row: FaqEntry) -> Faq:
    return Faq(
        row.pk,
        row.wording,
        row.wording_day,
        row.question,
        row.answer,
        tuple((int(entry), date.fromisoformat(day)) for entry, day in row.quotes),
        frozenset(int(entry) for entry in row.asked_again),
        row.people,
        row.times,
        FaqStatus(row.status),
        row.made_by,
        row.changed_at,
    )
