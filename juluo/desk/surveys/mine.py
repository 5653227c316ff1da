"""Surveys as one member sees them: which wait for them, what they answered, whether they may."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from juluo.desk.surveys.acts import form_of
from juluo.desk.surveys.facts import values_of
from juluo.desk.surveys.models import Answering, Survey, TookPart
from juluo.desk.surveys.takers import Taker, drawn, key_of, mark_of
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
    row = Survey.objects.filter(community=community, slug=slug).exclude(state=State.DRAFT).first()
    return None if row is None else _mine(row, taker, now)


def waiting(community: str, taker: Taker, now: datetime) -> tuple[Mine, ...]:
    """What is open for a member or was answered by them, pulses first, then what closes first."""
    rows = Survey.objects.filter(community=community, state=State.OPEN).order_by("-is_pulse", "closes_at", "pk")
    found = (_mine(row, taker, now) for row in rows)
    return tuple(one for one in found if one is not None and one.is_open and one.may)


def any_open(community: str) -> bool:
    """Whether anything is asked at all: most pages needn't look further."""
    return Survey.objects.filter(community=community, state=State.OPEN).exists()


def form_to_read(community: str, slug: str, now: datetime) -> Mine | None:
    """An open survey for somebody who hasn't joined: what it is called, and that it is there."""
    row = Survey.objects.filter(community=community, slug=slug).exclude(state=State.DRAFT).first()
    return None if row is None else _mine(row, None, now)


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


def _mine(row: Survey, taker: Taker | None, now: datetime) -> Mine | None:
    is_open = row.state == State.OPEN and (row.closes_at is None or now < row.closes_at)
    asked = drawn(row, taker) if taker is not None else None
    begun = _answering(row, taker) if taker is not None else None
    form = form_of(row.pk, row.version if begun is None else begun.version)
    if form is None:
        return None
    mark = _mark(row, taker) if taker is not None and is_open else None
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


def _answering(row: Survey, taker: Taker) -> Answering | None:
    found = Answering.objects.filter(survey=row, key=key_of(row, taker)).first()
    if found is None and not row.is_anonymous:
        mine = Answering.objects.filter(survey=row, guest__in={taker.guest, *taker.guests})
        found = mine.order_by("started_at", "pk").first()
    return found


def _mark(row: Survey, taker: Taker) -> TookPart | None:
    if not row.is_anonymous or not row.secret:
        return None
    return TookPart.objects.filter(survey=row, mark=mark_of(row, taker, drawn(row, taker))).first()
