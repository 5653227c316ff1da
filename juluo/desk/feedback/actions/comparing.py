"""Which pieces may say the same as one, by what is kept of each for comparing: no words are read for it.

A message is quoted and never copied, so that here stands of it what colleagues called it, at most.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from juluo.desk.feedback.models import Feedback
from juluo.text.alike import KEPT, Told

# Among so many of the latest.
MOST = 400


@dataclass(frozen=True, slots=True)
class Compared:
    """What a piece is compared by: `own` is of its title and the words kept here; a message's come beside it."""

    id: int
    entry_id: int | None
    entry_day: date | None
    own: Told


def compared(community: str, slug: str) -> tuple[Compared, ...]:
    """A piece, and after it the latest others that stand for themselves; nothing where there is no such piece."""
    found = _read(community, slug)
    if not all(one.own.line.startswith(KEPT) for one in found):
        _make_anew(found)
        found = _read(community, slug)
    return tuple(found)


def _read(community: str, slug: str) -> list[Compared]:
    every = Feedback.objects.filter(community=community)
    mine = _kept(every.filter(slug=slug))
    others = every.filter(into=None, dropped_at=None).exclude(slug=slug).order_by("-received_at", "-pk")
    return [*mine, *_kept(others[:MOST])] if mine else []


def _kept(rows: QuerySet[Feedback]) -> list[Compared]:
    read = rows.values_list("pk", "entry_id", "entry_day", "letters", "telling")
    return [Compared(number, entry, day, Told(letters, line)) for number, entry, day, letters, line in read]


def _make_anew(found: list[Compared]) -> None:
    """Where words are new or were changed, or an older rule kept it; unless they change again this moment."""
    old = [one.id for one in found if not one.own.line.startswith(KEPT)]
    for row in Feedback.objects.filter(pk__in=old).only("pk", "title", "words"):
        letters, telling = Told.of(f"{row.title} {row.words}")
        same = Feedback.objects.filter(pk=row.pk, title=row.title, words=row.words)
        same.update(letters=letters, telling=telling)
