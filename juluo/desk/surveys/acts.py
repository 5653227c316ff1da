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
from juluo.ledger.acts import SCALES, SurveyAnswered, SurveyAsked
from juluo.store.embedded import EmbeddedStore

By = tuple[str, str]
_ACCOUNT, _NOBODY = "account", "nobody"


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


def answered_acts(row: Answering, community: str, slug: str, form: Form) -> list[Act]:
    """What brings the ledger to what counts of an answer: scores it doesn't have, has otherwise, or is to take back.

    What is told is written down in the row. Told once as nobody's, it stays so: under an account too it would count
    twice. Told as an account's that isn't known to be theirs any more, it is taken back there.
    """
    acts: list[Act] = []
    if row.told.get("as") == _ACCOUNT and row.person is None:
        acts += _said(row, community, slug, dict.fromkeys(_held(row)))
        row.told = {}
    scores = _scores(row, form)
    changed = {
        scale: scores.get(scale) for scale in (*scores, *_held(row)) if scores.get(scale) != row.told.get(scale)
    }
    return acts + _said(row, community, slug, changed)


def _scores(row: Answering, form: Form) -> dict[str, int]:
    """By scale, what counts of it."""
    if row.finished_at is None or row.aside:
        return {}
    found = {scale: row.answers.get(key) for scale, key in scaled(form).items()}
    return {scale: score for scale, score in found.items() if isinstance(score, int)}


def _held(row: Answering) -> list[str]:
    """On which scales the ledger has a score of it."""
    return [scale for scale in SCALES if scale in row.told]


def _said(row: Answering, community: str, slug: str, changed: Mapping[str, int | None]) -> list[Act]:
    """These scores told, and taken back where there is none any more."""
    if not changed:
        return []
    before = row.told.get("as")
    code = row.told.get("of", row.person) if before != _NOBODY else None
    by = account_of(community, code) if code is not None else None
    if before == _ACCOUNT and by is None:
        # Whose it was is erased, and the score with them.
        return []
    guest, at = "" if by is not None else row.alias, row.finished_at or row.started_at
    kept = {scale: row.told[scale] for scale in _held(row) if scale not in changed}
    kept |= {scale: score for scale, score in changed.items() if score is not None}
    whose = {"as": _NOBODY} if by is None else {"as": _ACCOUNT, "of": code}
    row.told = kept | whose if kept else {}
    return [
        Act(at, SurveyAnswered(slug, scale, score or 0, guest, taken_back=score is None), by)
        for scale, score in changed.items()
    ]


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
