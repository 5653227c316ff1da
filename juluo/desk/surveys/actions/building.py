"""A survey is written, changed and published: what was published is never changed, a change makes a new version."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from secrets import token_hex

from django.db import transaction

from juluo.desk.surveys.actions.rows import held
from juluo.desk.surveys.checking import check
from juluo.desk.surveys.exchange import as_json, read
from juluo.desk.surveys.models import FormVersion, Survey
from juluo.desk.surveys.values import FEWEST, Allocation, Audience, Form, State, Target
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.wording.sentence import told

MOST_SURVEYS = 500
_LONGEST_OPEN = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is asked. Whether it is anonymous was promised to who answered, and stays so."""

    is_anonymous: bool = True
    is_pulse: bool = False
    one_page: bool = False
    target: Target = field(default_factory=Target)
    closes_at: datetime | None = None


def create(by: Colleague, community: str, form: Form, scene: Scene, manner: Manner | None = None) -> str:
    """Begin a survey. Returns the name by which it goes in addresses and in the ledger."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        slug = _created(by, community, form, scene)
        if manner is not None:
            set_manner(by, community, slug, manner, scene)
    return slug


def bring(community: str, form: Form, scene: Scene) -> str:
    """The same by whoever has the machine: a draft, which a colleague looks at and publishes."""
    with transaction.atomic():
        return _created(None, community, form, scene)


def change(by: Colleague, community: str, slug: str, edit: Callable[[Form], Form], scene: Scene) -> None:
    """Change what is being written. What is asked stays as it was published until it is published anew."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, State.DRAFT, State.OPEN)
        form = edit(read(row.form))
        check(form)
        _same_kinds(row, form)
        row.form = as_json(form)
        row.save(update_fields=["form"])
        note(scene, by, "change_survey", community=community, about=slug)


def set_manner(by: Colleague, community: str, slug: str, manner: Manner, scene: Scene) -> None:
    """How, of whom and until when it is asked."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, State.DRAFT, State.OPEN)
        if row.version and manner.is_anonymous != row.is_anonymous:
            raise RefusedError(told("公布以后，匿名还是实名不能再改：答的人是照那时候的话答的。"))
        target = _checked(manner, scene.now)
        row.is_anonymous, row.is_pulse, row.one_page = manner.is_anonymous, manner.is_pulse, manner.one_page
        row.audience, row.segment, row.event = str(target.audience), target.segment, target.event
        row.size, row.by_link, row.wanted = target.size, target.by_link, target.wanted
        row.allocation, row.closes_at = str(target.allocation), manner.closes_at
        row.save()
        note(scene, by, "set_survey", community=community, about=slug)


def publish(by: Colleague, community: str, slug: str, scene: Scene) -> int:
    """Ask these questions from now on; who has begun goes on with the ones they began. Returns the version."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, slug, State.DRAFT, State.OPEN)
        form = read(row.form)
        check(form)
        if not form.questions:
            raise RefusedError(told("一个问题也没有：先加一个。"))
        if row.is_pulse and len(form.questions) != 1:
            raise RefusedError(told("问一句就只有一个问题：多了，就当一份问卷来问。"))
        if row.closes_at is not None and row.closes_at <= scene.now:
            raise RefusedError(told("截止的时间已经过了：先改一改。"))
        last = FormVersion.objects.filter(survey=row, number=row.version).first()
        if last is not None and last.form == row.form:
            return row.version
        row.version += 1
        FormVersion.objects.create(
            survey=row, number=row.version, form=row.form, made_by=by.shown_as, made_at=scene.now
        )
        if row.state == State.DRAFT:
            row.state, row.opened_at = State.OPEN, scene.now
            row.secret = token_hex(32) if row.is_anonymous else ""
        row.save()
        note(scene, by, "publish_survey", community=community, about=slug, detail={"version": row.version})
        return row.version


def copy(by: Colleague, community: str, slug: str, scene: Scene) -> str:
    """The same questions, asked in the same way, as a new draft: next week's pulse."""
    with transaction.atomic():
        row = held(community, slug)
        allocation = Allocation(row.allocation)
        target = Target(Audience(row.audience), row.segment, row.event, row.size, row.by_link, row.wanted, allocation)
        manner = Manner(row.is_anonymous, row.is_pulse, row.one_page, target)
        return create(by, community, read(row.form), scene, manner)


def drop(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """Throw a draft away that nobody was ever asked."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        held(community, slug, State.DRAFT).delete()
        note(scene, by, "drop_survey", community=community, about=slug)


def _created(by: Colleague | None, community: str, form: Form, scene: Scene) -> str:
    check(form)
    if Survey.objects.filter(community=community).count() >= MOST_SURVEYS:
        raise RefusedError(told("问卷已经有{n}份了：先删几份没公布的草稿。", n=MOST_SURVEYS))
    slug = f"s-{scene.now:%y%m%d}-{token_hex(3)}"
    made = {"made_by": by.shown_as if by else "", "made_at": scene.now}
    Survey.objects.create(community=community, slug=slug, form=as_json(form), **made)
    note(scene, by, "create_survey", community=community, about=slug)
    return slug


def _checked(manner: Manner, now: datetime) -> Target:
    target = manner.target
    if manner.closes_at is not None and not now < manner.closes_at < now + _LONGEST_OPEN:
        raise RefusedError(told("截止的时间要在今后一年之内。"))
    if target.audience is Audience.SEGMENT and target.segment is None:
        raise RefusedError(told("问哪个分群？选一个存下的。"))
    if target.audience is Audience.EVENT and not target.event:
        raise RefusedError(told("问哪场活动的人？选一场。"))
    for number in (target.size, target.wanted):
        if number is not None and not 1 <= number <= 1_000_000:
            raise RefusedError(told("人数写一个不小于1的整数，或者空着。"))
    if manner.is_anonymous and target.size is not None and target.size < FEWEST:
        raise RefusedError(told("匿名的问卷至少抽{n}个人：再少，匿名就是空话。", n=FEWEST))
    return target if target.audience is not Audience.LINK else replace(target, size=None, by_link=True)


def _same_kinds(row: Survey, form: Form) -> None:
    """A key that was asked means the same kind of answer for ever."""
    kinds = {one.key: one.kind for version in row.versions.all() for one in read(version.form).questions}
    for number, one in enumerate(form.questions, 1):
        if kinds.get(one.key, one.kind) is not one.kind:
            raise RefusedError(told("第{n}个问题已经问过，不能换一种：删掉它，另加一题。", n=number))
