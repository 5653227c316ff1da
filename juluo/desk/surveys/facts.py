"""Surveys and what was answered, as frozen values."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q

from juluo.desk.surveys import models
from juluo.desk.surveys.exchange import read
from juluo.desk.surveys.stepping import grows_in_steps
from juluo.desk.surveys.values import (
    FEWEST,
    Allocation,
    Audience,
    Form,
    Invitation,
    Response,
    State,
    Survey,
    Target,
    Value,
    Wave,
)
from juluo.shell.titled import NEWEST, Titled


def surveys(community: str) -> tuple[Survey, ...]:
    """Every survey, the newest first."""
    return _counted(models.Survey.objects.filter(community=community).order_by("-made_at", "-pk"))


def survey(community: str, slug: str) -> Survey | None:
    return next(iter(_counted(models.Survey.objects.filter(community=community, slug=slug))), None)


def published(community: str, slug: str) -> Form | None:
    """The questions of the version published last; None where there is none."""
    rows = models.FormVersion.objects.filter(survey__community=community, survey__slug=slug)
    row = rows.order_by("-number").first()
    return None if row is None else read(row.form)


def versions(community: str, slug: str) -> tuple[tuple[int, datetime, Form], ...]:
    """All published versions in their order: number, when, questions."""
    rows = models.FormVersion.objects.filter(survey__community=community, survey__slug=slug).order_by("number")
    return tuple((row.number, row.made_at, read(row.form)) for row in rows)


def responses(community: str, slug: str, *, finished_only: bool = False) -> tuple[Response, ...]:
    """What was answered, in no order that tells anything.

    Of an anonymous survey nothing until five have finished it: a single answer is as good as signed. While it is open
    only those that have joined its results, without what tells them apart (see `stepping`).
    """
    row = models.Survey.objects.filter(community=community, slug=slug).first()
    if row is None:
        return ()
    rows = models.Answering.objects.filter(survey=row, aside=False).order_by("pk")
    if grows_in_steps(State(row.state), is_anonymous=row.is_anonymous):
        return tuple(map(_joined, rows.filter(shown__isnull=False)))
    if row.is_anonymous and rows.exclude(finished_at=None).count() < FEWEST:
        return ()
    return tuple(_response(one) for one in (rows.exclude(finished_at=None) if finished_only else rows))


def waves(community: str, slug: str) -> tuple[Wave, ...]:
    """Each time that it went out, the first one first."""
    rows = models.Wave.objects.filter(survey__community=community, survey__slug=slug).order_by("number")
    return tuple(map(_wave, rows))


def invitations(community: str, slug: str) -> tuple[Invitation, ...]:
    """Who was drawn. In anonymous surveys nobody is told of whether they answered, or declined."""
    row = models.Survey.objects.filter(community=community, slug=slug).first()
    if row is None:
        return ()
    rows = models.Asked.objects.filter(survey=row).select_related("wave").order_by("pk")
    return tuple(
        Invitation(
            one.pk,
            one.person,
            one.stratum,
            one.wave.number,
            one.at,
            one.reminders,
            one.declined_at is not None,
            one.finished_at is not None,
        )
        for one in rows
    )


def pauses(community: str) -> tuple[int, int]:
    """For how many days nobody is asked again after a survey, and after a pulse."""
    row = models.AskingRule.objects.filter(community=community).first()
    return (row.survey_days, row.pulse_days) if row else (14, 7)


def titles(community: str, lang: str, keys: Collection[str] | None = None) -> Mapping[str, Titled]:
    """What each is called, the newest first; of some alone where they are named."""
    rows = models.Survey.objects.filter(community=community).order_by("-pk")
    if keys is not None:
        rows = rows.filter(slug__in=keys)
    told = rows.values_list("slug", "form", "made_at")[:NEWEST]
    return {slug: Titled(read(form).title.of(lang), at=at) for slug, form, at in told}


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Surveys in whose words or answers somebody is named: the words, who made it, when.

    Of anonymous answers no more than the results show: anybody may call themselves by a word that everybody writes.
    """
    found: list[tuple[str, str, datetime]] = []
    for row in models.Survey.objects.filter(community=community).order_by("made_at"):
        said = [*_texts(row.form), *(words for one in row.versions.all() for words in _texts(one.form))]
        if row.is_anonymous:
            told: list[Any] = [[*one.answers.values()] for one in responses(community, row.slug)]
        else:
            told = [one.answers for one in row.answerings.all()]
        answered = list(_texts(told))
        found += [(words, row.made_by, row.made_at) for words in dict.fromkeys(said) if find.search(words)]
        found += [(words, "", row.made_at) for words in answered if find.search(words)]
    return tuple(found)


def about(community: str, persons: Sequence[int]) -> tuple[tuple[str, str, str, datetime], ...]:
    """What is held of one person by any of their numbers: what they were asked, what they answered as themselves."""
    drawn = models.Asked.objects.filter(survey__community=community, person__in=persons).select_related("survey")
    told = [("survey_asked", read(row.survey.form).title.of("zh"), "", row.at) for row in drawn]
    rows = models.Answering.objects.filter(survey__community=community, person__in=persons).select_related("survey")
    for row in rows:
        said = json.dumps(row.answers, ensure_ascii=False)
        told.append(("survey_answered", f"{read(row.survey.form).title.of('zh')} / {said}", "", row.started_at))
    return tuple(told)


def _texts(value: object) -> Iterable[str]:
    """Every text in JSON's values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)


def _counted(asked: Iterable[models.Survey]) -> tuple[Survey, ...]:
    """Surveys with their counts, in three questions however many they are."""
    found = list(asked)
    ids = [row.pk for row in found]
    sent = models.Asked.objects.filter(survey_id__in=ids).values_list("survey_id").order_by()
    asked_of = dict(sent.annotate(n=Count("pk")))
    done = ~Q(finished_at=None)
    rows = models.Answering.objects.filter(survey_id__in=ids, aside=False).values_list("survey_id").order_by()
    told = rows.annotate(
        n=Count("pk"), finished=Count("pk", filter=done), link=Count("pk", filter=done & Q(is_invited=False))
    )
    answered = {number: rest for number, *rest in told}
    last = {(row.survey_id, row.number): row.form for row in models.FormVersion.objects.filter(survey_id__in=ids)}
    return tuple(
        _survey(row, asked_of.get(row.pk, 0), answered.get(row.pk, [0, 0, 0]), last.get((row.pk, row.version)))
        for row in found
    )


def _survey(row: models.Survey, asked: int, answered: list[int], form: dict[str, Any] | None) -> Survey:
    return Survey(
        row.pk,
        row.community,
        row.slug,
        State(row.state),
        read(row.form),
        row.version,
        form is not None and form != row.form,
        row.is_anonymous,
        row.is_pulse,
        row.one_page,
        Target(
            Audience(row.audience),
            row.segment,
            row.event,
            row.size,
            row.by_link,
            row.wanted,
            Allocation(row.allocation),
        ),
        row.closes_at,
        row.made_by,
        row.made_at,
        row.opened_at,
        row.closed_at,
        asked,
        row.declined,
        answered[0],
        answered[1],
        answered[2],
    )


def _wave(row: models.Wave) -> Wave:
    return Wave(
        row.number,
        row.at,
        row.made_by,
        row.seed,
        row.size,
        dict(row.frame),
        dict(row.asked),
        row.too_lately,
        row.opted_out,
        Allocation(row.allocation) if row.allocation else None,
        {_cell(name): n for name, n in row.cells.items()},
    )


def _cell(name: str) -> tuple[str, str]:
    stratum, _, tenure = name.partition("/")
    return stratum, tenure


def _response(row: models.Answering) -> Response:
    return Response(
        row.pk,
        row.person,
        row.guest,
        row.stratum,
        row.asked_at,
        row.started_at,
        row.finished_at,
        values_of(row.answers),
        row.version,
        row.is_invited,
        row.tenure,
    )


def _joined(row: models.Answering) -> Response:
    told = replace(_response(row), stratum="", tenure="", asked_at=None, is_invited=False)
    return replace(told, answers=values_of(row.shown or {}))


def values_of(answers: Mapping[str, Any]) -> dict[str, Value]:
    """Answers as JSON kept them: its lists are tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in answers.items()}
