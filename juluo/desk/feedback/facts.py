"""Feedback and all that is kept of it, as frozen values."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Left

from juluo.desk.feedback.models import BoardVote, Feedback, FeedbackStep, ServiceLevel, Telling
from juluo.desk.feedback.values import (
    DECIDED,
    Asker,
    Deed,
    How,
    Levels,
    Origin,
    Piece,
    Severity,
    Sort,
    State,
    Told,
    Whole,
)
from juluo.ledger.persons import Persons
from juluo.shell.guests.facts import GuestFacts, by_guest
from juluo.shell.persons import EACH, persons_of
from juluo.shell.titled import NEWEST, Titled

# What is written in words, by the record it stands in: where an erased person may be named.
WRITTEN: Mapping[type, tuple[str, ...]] = {
    Feedback: ("words", "asker", "title", "answer"),
    FeedbackStep: ("words",),
    Telling: ("words",),
}


def pieces(community: str) -> tuple[Piece, ...]:
    """Every piece, merged and dropped ones too, the latest first."""
    return _pieces(Feedback.objects.filter(community=community))


def pieces_of(community: str, numbers: Collection[int]) -> dict[int, Piece]:
    """Some of them, by their number."""
    return {one.id: one for one in _pieces(Feedback.objects.filter(community=community, pk__in=numbers))}


def piece(community: str, slug: str) -> Piece | None:
    return next(iter(_pieces(Feedback.objects.filter(community=community, slug=slug))), None)


def whole(community: str, slug: str) -> Whole | None:
    """A piece with its history; None where there is none."""
    found = piece(community, slug)
    if found is None:
        return None
    merged = _pieces(Feedback.objects.filter(into_id=found.id))
    steps = FeedbackStep.objects.filter(feedback_id=found.id).order_by("made_at", "pk")
    tellings = Telling.objects.filter(Q(of_id=found.id) | Q(feedback_id=found.id)).order_by("at", "pk")
    return Whole(
        found,
        tuple(Deed(row.deed, row.words, row.made_by, row.made_at) for row in steps),
        tuple(map(_told, tellings)),
        merged,
    )


def of_guest(guest: GuestFacts, first: int = 0, last: int | None = None) -> tuple[Piece, ...]:
    """What a guest gave, here or by an account that is known to be theirs, all of it or some; the latest first."""
    return _pieces(_of_guest(guest), first, last)


def how_many_of_guest(guest: GuestFacts) -> int:
    """How many they gave."""
    return _of_guest(guest).count()


def on_board(community: str) -> tuple[Piece, ...]:
    """What everybody may see, most votes first."""
    rows = Feedback.objects.filter(community=community, is_public=True, dropped_at=None, into=None).exclude(title="")
    return tuple(sorted(_pieces(rows), key=lambda one: -one.votes))


def votes_of(guest: GuestFacts) -> frozenset[str]:
    """For which pieces somebody voted."""
    found = BoardVote.objects.filter(by_guest(guest), feedback__community=guest.community)
    slugs = found.values_list("feedback__slug", "feedback__into__slug")
    return frozenset(into or own for own, into in slugs)


def levels(community: str) -> Levels:
    row = ServiceLevel.objects.filter(community=community).first()
    return Levels(row.urgent, row.high, row.medium, row.low, row.working_days) if row else Levels()


def about(community: str, persons: Sequence[int]) -> tuple[tuple[str, str, str, datetime], ...]:
    """What is held of one person by any of their numbers: which kind, the words, by whom, when."""
    rows = Feedback.objects.filter(community=community, person__in=persons).order_by("received_at", "pk")
    found = [("feedback", row.words or row.title, row.made_by, row.received_at) for row in rows]
    told = Telling.objects.filter(feedback__in=rows).order_by("at", "pk")
    return (*found, *(("feedback_told", row.words, row.made_by, row.at) for row in told))


def titles(community: str, keys: Collection[str] | None = None) -> Mapping[str, Titled]:
    """What each is called, the newest first: its title, else what was said; of some alone where they are named."""
    rows = Feedback.objects.filter(community=community).order_by("-pk")
    if keys is not None:
        rows = rows.filter(slug__in=keys)
    told = rows.values_list("slug", "title", Left("words", 200), "entry_id", "entry_day", "received_at")[:NEWEST]
    return {slug: Titled(title or words, entry, day, at) for slug, title, words, entry, day, at in told}


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """What was written of feedback that names somebody: the words, who wrote them, when."""
    found: list[tuple[str, str, datetime]] = []
    for row in Feedback.objects.filter(community=community).order_by("made_at", "pk"):
        steps = [(one.words, one.made_by, one.made_at) for one in row.steps.order_by("made_at", "pk")]
        tellings = [(one.words, one.made_by, one.at) for one in row.told_of.order_by("at", "pk")]
        own = [(getattr(row, name), row.made_by, row.made_at) for name in WRITTEN[Feedback]]
        found += [line for line in (*own, *steps, *tellings) if line[0] and find.search(line[0])]
    return tuple(dict.fromkeys(found))


def held(guest: GuestFacts) -> dict[str, object]:
    """All that is kept of a guest here, for the copy that they take along."""
    given = [
        {
            "words": one.words,
            "kind": str(one.sort),
            "at": one.received_at.isoformat(),
            "state": str(one.state),
            "answer": one.answer if one.state in DECIDED else "",
            "may_be_public": one.consented,
        }
        for one in of_guest(guest)
    ]
    voted = BoardVote.objects.filter(by_guest(guest), feedback__community=guest.community).order_by("at")
    return {
        "feedback": given,
        "votes": [{"for": row.feedback.title, "at": row.at.isoformat()} for row in voted.select_related("feedback")],
    }


def _of_guest(guest: GuestFacts) -> QuerySet[Feedback]:
    return Feedback.objects.filter(by_guest(guest), community=guest.community, dropped_at=None)


def _pieces(rows: QuerySet[Feedback], first: int = 0, last: int | None = None) -> tuple[Piece, ...]:
    """Pieces with their askers and votes, in four questions however many they are."""
    found = list(rows.select_related("into").order_by("-received_at", "-pk")[first:last])
    ids = {one.pk for one in found}
    mains = ids | {one.into_id for one in found if one.into_id is not None}
    merged: dict[int, list[Feedback]] = defaultdict(list)
    for row in Feedback.objects.filter(into_id__in=mains, dropped_at=None).order_by("received_at", "pk"):
        if row.into_id is not None:
            merged[row.into_id].append(row)
    told: dict[int, list[Telling]] = defaultdict(list)
    for telling in Telling.objects.filter(of_id__in=mains, closing=True).order_by("at", "pk"):
        told[telling.of_id].append(telling)
    votes: dict[int, set[str]] = defaultdict(set)
    every = [*found, *(row for rows in merged.values() for row in rows)]
    main_of = {one.pk: one.into_id or one.pk for one in every}
    voted = [*BoardVote.objects.filter(feedback_id__in=main_of).values_list("feedback_id", "key", "person")]
    same = _same(every, [person for *_, person in voted])
    for at, key, person in voted:
        votes[main_of[at]].add(_who(key, person, same))
    return tuple(_piece(one, merged[one.pk], told[one.into_id or one.pk], len(votes[one.pk]), same) for one in found)


def _same(rows: Sequence[Feedback], also: Iterable[int | None]) -> Persons:
    """Which accounts of who gave pieces and voted for them are one person's; of pieces of one community."""
    known = {one for one in (*(row.person for row in rows), *also) if one is not None}
    return persons_of(rows[0].community, known) if rows else EACH


def _who(key: str, person: int | None, same: Persons) -> str:
    """Under what somebody counts once, with whichever phone and whichever account of theirs."""
    return key if person is None else f"a{same.of(person)}"


def _asker(row: Feedback, told: Told | None, same: Persons) -> Asker:
    """Who gave it; of whom nothing is known are as many as their pieces."""
    key = f"n{row.pk}" if row.guest is None else f"g{row.guest}"
    return Asker(row.pk, row.slug, row.guest, row.person, row.asker, told, _who(key, row.person, same))


def _piece(row: Feedback, merged: Sequence[Feedback], tellings: Sequence[Telling], votes: int, same: Persons) -> Piece:
    main = row.into if row.into is not None else row
    by = {one.feedback_id: _told(one) for one in tellings if one.round == main.round}
    askers = tuple(_asker(one, by.get(one.pk), same) for one in (row, *merged))
    state, told = State(main.state), [one.told.at for one in askers if one.told is not None]
    left = any(one.reachable and one.told is None for one in askers)
    return Piece(
        row.pk,
        row.slug,
        Sort(row.sort),
        Severity(row.severity),
        Origin(row.origin),
        row.words,
        row.entry_id,
        row.entry_day,
        row.consented,
        row.title,
        row.is_public,
        row.need,
        main.owner_id,
        main.owner_name,
        row.due,
        state,
        main.answer,
        row.received_at,
        row.made_by,
        main.answered_at if state in DECIDED else None,
        max(told) if state in DECIDED and told and not left else None,
        row.dropped_at is not None,
        main.slug if row.into is not None else "",
        askers,
        votes,
    )


def _told(row: Telling) -> Told:
    return Told(
        row.pk,
        row.feedback_id,
        row.closing,
        How(row.how),
        row.words,
        row.entry_id,
        row.entry_day,
        row.at,
        row.made_by,
    )
