"""Surveys as one member sees them: which wait for them, what they answered, whether they may."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q

from juluo.desk.surveys.acts import forms_among
from juluo.desk.surveys.facts import values_of
from juluo.desk.surveys.models import Answering, Asked, Survey, TookPart
from juluo.desk.surveys.takers import Taker, drawn_among, key_of, mark_of
from juluo.desk.surveys.values import Form, State, Value


@dataclass(frozen=True, slots=True)
class Mine:
    """A published survey and one member: the questions they began with, or those of now.

    `is_open`: answers are taken. `may`: theirs, too. `elsewhere`: they answer an anonymous one in another browser.
    """

    slug: str
    form: Form
    is_anonymous: bool
    is_pulse: bool
    one_page: bool
    closes_at: datetime | None
    is_open: bool
    may: bool
    is_invited: bool
    begun: bool
    finished: bool
    declined: bool
    elsewhere: bool
    is_linked: bool
    answers: Mapping[str, Value]

    @property
    def waits(self) -> bool:
        return self.is_open and self.may and not self.finished and not self.declined and not self.elsewhere


def of_taker(community: str, slug: str, taker: Taker, now: datetime) -> Mine | None:
    """None where no such survey was ever published."""
    return next(iter(_mine(_published(community, slug), taker, now)), None)


def waiting(community: str, taker: Taker, now: datetime) -> tuple[Mine, ...]:
    """What is open for a member or was answered by them, pulses first, then what closes first."""
    rows = Survey.objects.filter(community=community, state=State.OPEN).order_by("-is_pulse", "closes_at", "pk")
    return tuple(one for one in _mine([*rows], taker, now) if one.is_open and one.may)


def any_open(community: str) -> bool:
    """Whether anything is asked at all: most pages needn't look further."""
    return Survey.objects.filter(community=community, state=State.OPEN).exists()


def form_to_read(community: str, slug: str, now: datetime) -> Mine | None:
    """An open survey for somebody who hasn't joined: what it is called, and that it is there."""
    return next(iter(_mine(_published(community, slug), None, now)), None)


def held_of(community: str, guest: int) -> list[dict[str, Any]]:
    """What a guest answered under their name, for their own copy; the other answers nobody can find."""
    rows = Answering.objects.filter(survey__community=community, guest=guest).select_related("survey")
    return [
        {
            "survey": row.survey.slug,
            "title": row.survey.form.get("name", {}).get("default", ""),
            "started_at": row.started_at.isoformat(),
            "finished_at": row.finished_at.isoformat() if row.finished_at else None,
            "linked_to_account": row.is_linked,
            "answers": row.answers,
        }
        for row in rows.order_by("started_at", "pk")
    ]


def _published(community: str, slug: str) -> list[Survey]:
    return [*Survey.objects.filter(community=community, slug=slug).exclude(state=State.DRAFT)]


def _mine(rows: Sequence[Survey], taker: Taker | None, now: datetime) -> Iterator[Mine]:
    """Surveys and one member, in as many questions however many they are."""
    drawn = drawn_among(rows, taker) if taker is not None else {}
    begun = answerings(rows, taker) if taker is not None else {}
    marks = _marks(rows, taker, drawn) if taker is not None else {}
    forms = forms_among({row.pk: begun[row.pk].version if row.pk in begun else row.version for row in rows})
    for row in rows:
        form = forms.get(row.pk)
        if form is not None:
            yield _one(row, form, now, drawn.get(row.pk), begun.get(row.pk), marks.get(row.pk))


def _one(  # what is known of a survey and a member
    row: Survey, form: Form, now: datetime, asked: Asked | None, begun: Answering | None, mark: TookPart | None
) -> Mine:
    is_open = row.state == State.OPEN and (row.closes_at is None or now < row.closes_at)
    mark = mark if is_open else None
    said_no = mark is not None and mark.declined
    return Mine(
        row.slug,
        form,
        row.is_anonymous,
        row.is_pulse,
        row.one_page,
        row.closes_at,
        is_open,
        row.by_link or asked is not None,
        asked is not None,
        begun is not None,
        begun is not None and begun.finished_at is not None,
        said_no or (asked is not None and asked.declined_at is not None),
        mark is not None and begun is None and not said_no,
        begun is not None and begun.is_linked,
        values_of(begun.answers) if begun is not None else {},
    )


def answerings(rows: Sequence[Survey], taker: Taker) -> dict[int, Answering]:
    """What somebody answers of each, found as they themselves find it."""
    keys = {key_of(row, taker): row.pk for row in rows if row.is_anonymous}
    named = [row.pk for row in rows if not row.is_anonymous]
    own = Answering.objects.filter(survey__in=[*keys.values()], key__in=[*keys])
    found = {row.survey_id: row for row in own if keys[row.key] == row.survey_id}
    if not named:
        return found
    guests = {taker.guest, *taker.guests}
    others = Answering.objects.filter(Q(guest__in=guests) | Q(key=f"g{min(guests)}"), survey__in=named)
    # Of several of one person the one that counts; else the one that they would begin, else the first.
    best = sorted(others, key=lambda row: (row.aside, row.key != f"g{min(guests)}", row.started_at, row.pk))
    for row in best:
        found.setdefault(row.survey_id, row)
    return found


def _marks(rows: Sequence[Survey], taker: Taker, drawn: Mapping[int, Asked]) -> dict[int, TookPart]:
    """Where somebody takes part without a name."""
    wanted = {mark_of(row, taker, drawn.get(row.pk)): row.pk for row in rows if row.is_anonymous and row.secret}
    found = TookPart.objects.filter(survey__in=[*wanted.values()], mark__in=[*wanted]) if wanted else ()
    return {row.survey_id: row for row in found if wanted[row.mark] == row.survey_id}
