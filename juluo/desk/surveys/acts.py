"""What surveys tell the ledger: how many were asked on which scale, and each score.

Of several questions on one scale the first one counts: a person has one score a survey. Who agreed that their answers
belong to their account is known to the ledger by it, everybody else by a word made up for this survey alone.
"""

from collections.abc import Mapping
from contextlib import closing
from datetime import datetime

from django.conf import settings

from juluo.desk.surveys.exchange import read
from juluo.desk.surveys.models import Answering, FormVersion, Survey
from juluo.desk.surveys.values import SCALED, Form
from juluo.intake.acts import Act
from juluo.ledger.acts import SurveyAnswered, SurveyAsked
from juluo.store.embedded import EmbeddedStore

By = tuple[str, str]


def scaled(form: Form) -> dict[str, str]:
    """The questions whose scores the ledger hears of: by scale, their key."""
    found: dict[str, str] = {}
    for one in form.questions:
        if one.kind in SCALED:
            found.setdefault(str(one.kind), one.key)
    return found


def asked_acts(row: Survey, at: datetime, people: int) -> list[Act]:
    form = form_of(row.pk, row.version)
    return [Act(at, SurveyAsked(row.slug, scale, people)) for scale in scaled(form)] if form else []


def answered_acts(row: Answering, slug: str, by: By | None, form: Form) -> list[Act]:
    """Scores that the ledger doesn't have yet, or has otherwise. What is told is written down in the row.

    Told once as an account's or as nobody's, it stays so: under both it would count twice.
    """
    known_as = row.told.get("as") or ("account" if by is not None else "nobody")
    if known_as == "account" and by is None:
        return []
    by = by if known_as == "account" else None
    acts = []
    for scale, key in scaled(form).items():
        score = row.answers.get(key)
        if isinstance(score, int) and row.told.get(scale) != score:
            guest = "" if by is not None else row.alias
            acts.append(Act(row.finished_at or row.started_at, SurveyAnswered(slug, scale, score, guest), by))
            row.told |= {scale: score, "as": known_as}
    return acts


def form_of(survey: int, version: int) -> Form | None:
    row = FormVersion.objects.filter(survey=survey, number=version).first()
    return None if row is None else read(row.form)


def forms_among(wanted: Mapping[int, int]) -> Mapping[int, Form]:
    """The published questions of some surveys, by survey: of each the version that is named with it."""
    rows = FormVersion.objects.filter(survey__in=wanted, number__in={*wanted.values()})
    return {row.survey_id: read(row.form) for row in rows if wanted[row.survey_id] == row.number}


def forms_of(survey: int) -> Mapping[int, Form]:
    """The published questions of a survey by their version."""
    return {row.number: read(row.form) for row in FormVersion.objects.filter(survey=survey)}


def account_of(community: str, code: int) -> By | None:
    """How the ledger knows an account; None of who was erased."""
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.register.accounts(community, [code]).get(code)
    return None if found is None or found.erased else (found.platform, found.account_id)
