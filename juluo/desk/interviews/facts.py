"""Interviews and guides, as frozen values."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Count

from juluo.desk.interviews.models import Guide, Interview, Line, Quote, Speaker
from juluo.desk.interviews.values import (
    GIVEN,
    Chosen,
    Consent,
    GuideFacts,
    InterviewFacts,
    Plan,
    QuoteFacts,
    Said,
    SpeakerFacts,
    State,
    Whole,
)
from juluo.shell.titled import NEWEST, Titled

# What is written, by the record it stands in: where an erased person may be named.
WRITTEN: dict[type, tuple[str, ...]] = {
    Guide: ("title", "purpose"),
    Interview: ("title", "name", "chosen_words", "place", "consent_words", "notes"),
    Speaker: ("label", "name"),
    Line: ("label", "words"),
    Quote: ("words",),
}


def guides(community: str) -> tuple[GuideFacts, ...]:
    """Those that aren't put away, the newest first."""
    return tuple(map(_guide, Guide.objects.filter(community=community, put_away_at=None).order_by("-made_at", "-pk")))


def guide(community: str, number: int) -> GuideFacts | None:
    row = Guide.objects.filter(community=community, pk=number).first()
    return None if row is None else _guide(row)


def interviews(community: str) -> tuple[InterviewFacts, ...]:
    """Those to come first, in order of time; then those past, the latest first."""
    rows = _counted(Interview.objects.filter(community=community))
    coming = [one for one in rows if one.state is State.PLANNED]
    past = [one for one in rows if one.state is not State.PLANNED]
    return (*sorted(coming, key=_when), *sorted(past, key=_when, reverse=True))


def interview(community: str, number: int) -> InterviewFacts | None:
    return next(iter(_counted(Interview.objects.filter(community=community, pk=number))), None)


def whole(community: str, number: int) -> Whole | None:
    """With all that was said and quoted; None where there is none."""
    told = interview(community, number)
    if told is None:
        return None
    lines = Line.objects.filter(interview_id=number).order_by("place")
    return Whole(
        told,
        tuple(Said(row.words, row.label, row.second, row.pk) for row in lines),
        tuple(
            SpeakerFacts(row.label, row.name, row.is_member)
            for row in Speaker.objects.filter(interview_id=number).order_by("pk")
        ),
        quotes_of(community, [number]),
    )


def quotes_of(community: str, numbers: Sequence[int]) -> tuple[QuoteFacts, ...]:
    """Quotes of some interviews, as far as consent goes: taken back, there are none."""
    rows = Quote.objects.filter(
        interview__community=community, interview_id__in=numbers, interview__consent__in=GIVEN
    ).order_by("interview_id", "second", "pk")
    return tuple(QuoteFacts(row.pk, row.interview_id, row.words, row.second, row.made_by, row.made_at) for row in rows)


def due(community: str, since: datetime, until: datetime) -> tuple[InterviewFacts, ...]:
    """Those planned for a stretch of time."""
    rows = Interview.objects.filter(
        community=community, state=State.PLANNED, starts__gte=since, starts__lt=until
    ).order_by("starts", "pk")
    return _counted(rows)


def about(community: str, persons: Sequence[int]) -> tuple[tuple[str, str, str, datetime], ...]:
    """What is held of one person by any of their numbers: which kind, the words, by whom, when."""
    found: list[tuple[str, str, str, datetime]] = []
    for row in Interview.objects.filter(community=community, person__in=persons).order_by("made_at", "pk"):
        said = [row.title, row.chosen_words, row.place, row.consent_words, row.notes]
        found.append(("interview", " / ".join(words for words in said if words), row.made_by, row.made_at))
        labels = [one.label for one in row.speakers.all() if one.is_member]
        lines = row.lines.filter(label__in=labels) if labels else row.lines.all()
        found += [("interview_said", line.words, "", row.made_at) for line in lines.order_by("place")]
        found += [("interview_quote", one.words, one.made_by, one.made_at) for one in row.quotes.order_by("pk")]
    return tuple(found)


def titles(community: str, keys: Collection[str] | None = None) -> Mapping[str, Titled]:
    """What each is called, the newest first; of some alone where they are named."""
    rows = Interview.objects.filter(community=community).order_by("-pk")
    if keys is not None:
        rows = rows.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    told = rows.values_list("pk", "title", "starts")[:NEWEST]
    return {str(key): Titled(title, at=at) for key, title, at in told}


def guide_titles(community: str, keys: Collection[str] | None = None) -> Mapping[str, Titled]:
    """What each is called, the newest first; of some alone where they are named."""
    rows = Guide.objects.filter(community=community).order_by("-pk")
    if keys is not None:
        rows = rows.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    told = rows.values_list("pk", "title", "made_at")[:NEWEST]
    return {str(key): Titled(title, at=at) for key, title, at in told}


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """What names somebody in guides and interviews: the words, who wrote them, when."""
    found: list[tuple[str, str, datetime]] = []
    for row in Guide.objects.filter(community=community).order_by("made_at"):
        said = [row.title, row.purpose, *map(str, row.questions)]
        found += [(words, row.made_by, row.made_at) for words in said if find.search(words)]
    for held in Interview.objects.filter(community=community).order_by("made_at"):
        said = [getattr(held, name) for name in WRITTEN[Interview]] + list(map(str, held.questions))
        said += [line.words for line in held.lines.all()] + [quote.words for quote in held.quotes.all()]
        found += [(words, held.made_by, held.made_at) for words in dict.fromkeys(said) if find.search(words)]
    return tuple(found)


def _when(one: InterviewFacts) -> tuple[bool, datetime]:
    return one.plan.starts is None, one.plan.starts or one.made_at


def _guide(row: Guide) -> GuideFacts:
    return GuideFacts(row.pk, row.title, row.purpose, tuple(map(str, row.questions)), row.made_by)


def _counted(asked: Iterable[Interview]) -> tuple[InterviewFacts, ...]:
    rows = list(asked)
    counts = dict(
        Quote.objects.filter(interview__in=rows).values_list("interview_id").order_by().annotate(n=Count("pk"))
    )
    return tuple(_facts(row, counts.get(row.pk, 0)) for row in rows)


def _facts(row: Interview, quotes: int) -> InterviewFacts:
    plan = Plan(
        row.title,
        tuple(map(str, row.questions)),
        row.person,
        row.name,
        Chosen(row.chosen),
        row.chosen_words,
        row.starts,
        row.minutes,
        row.place,
        row.owner_id,
    )
    return InterviewFacts(
        row.pk,
        plan,
        row.owner_name,
        State(row.state),
        Consent(row.consent),
        row.consent_words,
        row.consent_on,
        row.withdrawn_at,
        row.notes,
        row.source,
        row.kept_until,
        row.made_by,
        row.made_at,
        quotes,
    )
