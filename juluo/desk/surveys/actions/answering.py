"""What members do: answer, bit by bit or at once, change it until the survey closes, or say that they won't."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F

from juluo.desk.surveys.actions.rows import held
from juluo.desk.surveys.actions.showing import show_more
from juluo.desk.surveys.acts import answered_acts, form_of
from juluo.desk.surveys.checking import asked as asked_of
from juluo.desk.surveys.checking import wrong
from juluo.desk.surveys.facts import values_of
from juluo.desk.surveys.mine import answerings
from juluo.desk.surveys.models import Answering, Asked, Survey, TookPart
from juluo.desk.surveys.takers import Taker, drawn, key_of, mark_of
from juluo.desk.surveys.values import FEWEST, Form, State, Value
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.scene import Scene
from juluo.shell.outbox.actions import send
from juluo.store.standing import standing
from juluo.wording.sentence import Sentence, told


@dataclass(frozen=True, slots=True)
class Saved:
    """What was wrong, by question; nothing of an answer that is wrong is kept. `finished`: it counts."""

    wrong: Mapping[str, Sentence]
    finished: bool


def save(  # who answers what, where and when, and whether that is all
    community: str,
    slug: str,
    taker: Taker,
    given: Mapping[str, Value | None],
    scene: Scene,
    *,
    finish: bool,
    linked: bool | None = None,
) -> Saved:
    """Keep answers; None takes one back. With `finish` it counts, if every question that must be answered is.

    Answers kept before stay where they aren't given again. A finished one stays finished: a change that would leave it
    wrong changes nothing. `linked`: whether they agree that it belongs to their account; None, as they said before.
    """
    with transaction.atomic():
        row = held(community, slug, State.OPEN)
        asked = _may_answer(row, taker, scene)
        mine = _begun(row, taker, asked, scene)
        form = form_of(row.pk, mine.version)
        if form is None:
            raise RefusedError(told("没有这份问卷，或者已经不在。"))
        finish = finish or mine.finished_at is not None
        answers, troubles = _laid_together(form, values_of(mine.answers), given)
        shown = asked_of(form, answers)
        if finish:
            missing = {one.key: trouble for one in shown if (trouble := wrong(one, answers.get(one.key)))}
            troubles = {**missing, **troubles}
        if troubles and mine.finished_at is not None:
            return Saved(troubles, finished=True)
        _keep(row, mine, form, answers)
        if linked is not None and not row.is_anonymous:
            mine.is_linked = linked
        if troubles or not finish:
            mine.save()
            return Saved(troubles, mine.finished_at is not None)
        _finish(row, mine, asked, form, taker, scene)
        return Saved({}, finished=True)


def decline(community: str, slug: str, taker: Taker, scene: Scene) -> None:
    """They won't answer this one: what they began is gone, and nobody reminds them."""
    with transaction.atomic():
        row = held(community, slug, State.OPEN)
        asked = _may_answer(row, taker, scene)
        mine = answerings([row], taker).get(row.pk)
        if mine is not None and mine.finished_at is not None:
            raise RefusedError(told("已经答完了；截止之前都能改。"))
        if mine is not None:
            mine.delete()
        if _declines(row, taker, asked, scene):
            Survey.objects.filter(pk=row.pk).update(declined=F("declined") + 1)


def _may_answer(row: Survey, taker: Taker, scene: Scene) -> Asked | None:
    """The taker as somebody who was drawn, if they were. Refused is who comes late, or isn't asked."""
    if row.closes_at is not None and scene.now >= row.closes_at:
        raise RefusedError(told("问卷已经结束了。"))
    asked = drawn(row, taker)
    if asked is None and not row.by_link:
        raise RefusedError(told("这份问卷只问抽到的成员，这次没有抽到你。"))
    return asked


def _declines(row: Survey, taker: Taker, asked: Asked | None, scene: Scene) -> bool:
    """Whether they say so for the first time."""
    if row.is_anonymous:
        mark, _ = TookPart.objects.get_or_create(survey=row, mark=mark_of(row, taker, asked))
        fresh = not mark.declined and not mark.is_finished
        TookPart.objects.filter(pk=mark.pk, is_finished=False).update(declined=True)
        return fresh
    if asked is None or asked.declined_at is not None:
        return False
    Asked.objects.filter(pk=asked.pk).update(declined_at=scene.now)
    return True


def _begun(row: Survey, taker: Taker, asked: Asked | None, scene: Scene) -> Answering:
    """The one answer of somebody, begun if there is none."""
    mine = answerings([row], taker).get(row.pk)
    if mine is not None:
        return mine
    if row.is_anonymous:
        _mark(row, taker, asked)
    stratum, tenure, asked_at = _of_draw(row, asked)
    return Answering.objects.create(
        survey=row,
        key=key_of(row, taker),
        version=row.version,
        guest=None if row.is_anonymous else taker.guest,
        alias=f"survey-{token_hex(12)}",
        is_invited=asked is not None,
        stratum=stratum,
        tenure=tenure,
        asked_at=asked_at,
        started_at=_moment(row, scene.now),
    )


def _mark(row: Survey, taker: Taker, asked: Asked | None) -> None:
    """That they take part. Another browser of the same person has begun already: only there it can be gone on with."""
    try:
        with transaction.atomic():
            TookPart.objects.create(survey=row, mark=mark_of(row, taker, asked))
    except IntegrityError as error:
        again = TookPart.objects.filter(survey=row, mark=mark_of(row, taker, asked), declined=True, is_finished=False)
        if again.update(declined=False):
            Survey.objects.filter(pk=row.pk, declined__gt=0).update(declined=F("declined") - 1)
            return
        raise RefusedError(told("你在另一个浏览器里答过或者开始答了：匿名的问卷只能在那里接着答。")) from error


def _of_draw(row: Survey, asked: Asked | None) -> tuple[str, str, datetime | None]:
    """How active they were, how long here, and when asked; in anonymous surveys only as one of five at least."""
    if asked is None:
        return "", "", row.opened_at
    if not row.is_anonymous:
        return asked.stratum, asked.tenure, asked.at
    many = asked.wave.asked.get(asked.stratum, 0) >= FEWEST
    alike = Asked.objects.filter(wave=asked.wave_id, stratum=asked.stratum, tenure=asked.tenure)
    of_both = many and alike.count() >= FEWEST
    return (asked.stratum if many else ""), (asked.tenure if of_both else ""), asked.wave.at


def _moment(row: Survey, now: datetime) -> datetime:
    """When something was answered; in anonymous surveys only on which day."""
    if not row.is_anonymous:
        return now
    calendar = standing(settings.HOME).communities[row.community].calendar
    return calendar.starts(calendar.day_of(now))


def _laid_together(
    form: Form, kept: Mapping[str, Value], given: Mapping[str, Value | None]
) -> tuple[dict[str, Value], dict[str, Sentence]]:
    """What was answered before and now, and what is wrong with what is given now."""
    answers, troubles = dict(kept), {}
    for key, value in given.items():
        one = form.question(key)
        if one is None:
            continue
        if value is None:
            answers.pop(key, None)
        elif trouble := wrong(one, value):
            troubles[key] = trouble
        else:
            answers[key] = value
    return answers, troubles


def _keep(row: Survey, mine: Answering, form: Form, answers: Mapping[str, Value]) -> None:
    """What wasn't asked after all isn't kept."""
    shown = {one.key for one in asked_of(form, answers)}
    mine.survey = row
    mine.answers = {key: _plain(value) for key, value in answers.items() if key in shown}


def _plain(value: Value) -> object:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value


def _finish(  # everything that follows from it
    row: Survey,
    mine: Answering,
    asked: Asked | None,
    form: Form,
    taker: Taker,
    scene: Scene,
) -> None:
    if row.is_anonymous:
        mine.finished_at = mine.finished_at or _moment(row, scene.now)
        TookPart.objects.filter(survey=row, mark=mark_of(row, taker, asked)).update(is_finished=True)
        mine.save()
        show_more(row)
        return
    mine.finished_at = mine.finished_at or scene.now
    mine.person = taker.person if mine.is_linked else None
    send(row.community, answered_acts(mine, row.community, row.slug, form))
    mine.save()
    if asked is not None and asked.finished_at is None:
        Asked.objects.filter(pk=asked.pk).update(finished_at=mine.finished_at, declined_at=None)
