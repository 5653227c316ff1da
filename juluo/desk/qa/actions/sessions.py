"""What colleagues do with a session: set it up, change it, end it, publish what came of it."""

from datetime import datetime, timedelta
from secrets import token_hex

from django.db import transaction

from juluo.desk.qa.models import AskedQuestion, QaSession
from juluo.desk.qa.values import Plan, Shown, Stage
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.days import day_of
from juluo.shell.written import line, lines
from juluo.wording.sentence import told

LONGEST = {"title": 120, "answerers": 200, "about": 1000}
MOST_EACH = 20
_FARTHEST = timedelta(days=731)


def set_up(by: Colleague, community: str, wanted: Plan, scene: Scene) -> str:
    """Begin a session. Returns the name by which it goes in addresses."""
    require(by, community, May.KEEP_TASKS)
    values = _checked(wanted, scene.now)
    with transaction.atomic():
        slug = _slug(community, wanted, scene.now)
        QaSession.objects.create(community=community, slug=slug, made_by=by.shown_as, made_at=scene.now, **values)
        note(scene, by, "set_up_qa", community=community, about=slug)
    return slug


def change(by: Colleague, community: str, slug: str, wanted: Plan, scene: Scene) -> None:
    require(by, community, May.KEEP_TASKS)
    values = _checked(wanted, scene.now)
    with transaction.atomic():
        row = kept(community, slug)
        QaSession.objects.filter(pk=row.pk).update(**values)
        note(scene, by, "change_qa", community=community, about=slug)


def end(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """Nobody asks or votes any more."""
    _set(by, community, slug, "end_qa", scene, ended_at=scene.now)


def reopen(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """Collect again, whatever end was planned; a digest that was published is taken back."""
    _set(by, community, slug, "reopen_qa", scene, ended_at=None, published_at=None, closes_at=None)


def publish(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """Let members read the digest. The session ends with it."""
    with transaction.atomic():
        require(by, community, May.KEEP_TASKS)
        row = kept(community, slug)
        if not AskedQuestion.objects.filter(session=row, state=Shown.SHOWN, stage=Stage.DONE).exists():
            raise RefusedError(told("还没有一个问题有回答：答了再公布。"))
        _set(by, community, slug, "publish_qa", scene, published_at=scene.now, ended_at=row.ended_at or scene.now)


def kept(community: str, slug: str) -> QaSession:
    """The session, nobody else's until the transaction ends."""
    row = QaSession.objects.select_for_update().filter(community=community, slug=slug).first()
    if row is None:
        raise RefusedError(told("没有这场问答，或者已经不在。"))
    return row


def _set(by: Colleague, community: str, slug: str, deed: str, scene: Scene, **values: object) -> None:
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = kept(community, slug)
        QaSession.objects.filter(pk=row.pk).update(**values)
        note(scene, by, deed, community=community, about=slug)


def _slug(community: str, wanted: Plan, now: datetime) -> str:
    stem = f"{day_of(community, wanted.opens_at or now):%Y%m%d}"
    taken = QaSession.objects.filter(community=community, slug=stem).exists()
    return f"{stem}-{token_hex(3)}" if taken else stem


def _checked(wanted: Plan, now: datetime) -> dict[str, object]:
    title, answerers = line(wanted.title, LONGEST["title"]), line(wanted.answerers, LONGEST["answerers"])
    about = lines(wanted.about, LONGEST["about"])
    if not title:
        raise RefusedError(told("这场问答叫什么？写一个名字。"))
    moments = [one for one in (wanted.opens_at, wanted.closes_at) if one is not None]
    if any(abs(one - now) > _FARTHEST for one in moments):
        raise RefusedError(told("时间离今天太远了：请选两年之内的。"))
    if wanted.opens_at and wanted.closes_at and wanted.closes_at <= wanted.opens_at:
        raise RefusedError(told("收问题的结束要晚于开始。"))
    if not 1 <= wanted.most <= MOST_EACH:
        raise RefusedError(told("每人最多问几个？写1到{n}。", n=MOST_EACH))
    return {
        "title": title,
        "answerers": answerers,
        "about": about,
        "event": wanted.event,
        "opens_at": wanted.opens_at,
        "closes_at": wanted.closes_at,
        "nameless": wanted.nameless,
        "moderated": wanted.moderated,
        "most": wanted.most,
    }
