"""Guides; and planning an interview: whom, when, where; how it went."""

from django.db import transaction

from juluo.desk.interviews.actions.rows import asked, held, held_guide
from juluo.desk.interviews.models import Guide, Interview
from juluo.desk.interviews.values import Plan, State
from juluo.shell.accounts.actions.refusals import RefusedError, require, require_colleague
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.written import said
from juluo.wording.sentence import told

SHORTEST, LONGEST = 5, 480


def write_guide(by: Colleague, community: str, title: str, purpose: str, questions: list[str], scene: Scene) -> int:
    """A new guide. Returns its number."""
    require(by, community, May.KEEP_TASKS)
    wanted = _guide(title, purpose, questions)
    with transaction.atomic():
        row = Guide.objects.create(community=community, made_by=by.shown_as, made_at=scene.now, **wanted)
        note(scene, by, "write_guide", community=community, about=str(row.pk))
    return int(row.pk)


def change_guide(  # a form of three fields
    by: Colleague, community: str, number: int, title: str, purpose: str, questions: list[str], scene: Scene
) -> None:
    require(by, community, May.KEEP_TASKS)
    wanted = _guide(title, purpose, questions)
    with transaction.atomic():
        row = held_guide(community, number)
        Guide.objects.filter(pk=row.pk).update(**wanted)
        note(scene, by, "change_guide", community=community, about=str(number))


def put_guide_away(by: Colleague, community: str, number: int, scene: Scene) -> None:
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held_guide(community, number)
        Guide.objects.filter(pk=row.pk).update(put_away_at=scene.now)
        note(scene, by, "put_guide_away", community=community, about=str(number))


def plan(by: Colleague, community: str, wanted: Plan, scene: Scene) -> int:
    """Returns the interview's number."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = Interview.objects.create(
            community=community, made_by=by.shown_as, made_at=scene.now, **_columns(community, wanted)
        )
        note(scene, by, "plan_interview", community=community, about=str(row.pk))
    return int(row.pk)


def change(by: Colleague, community: str, number: int, wanted: Plan, scene: Scene) -> None:
    """Another time, another place, other questions; never another person: that is another interview."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, number)
        columns = _columns(community, wanted)
        for name in ("person", "name"):
            columns.pop(name)
        Interview.objects.filter(pk=row.pk).update(**columns)
        note(scene, by, "change_interview", community=community, about=str(number))


def settle(by: Colleague, community: str, number: int, state: State, scene: Scene) -> None:
    """It was held, it wasn't, or it is to be after all."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        row = held(community, number)
        Interview.objects.filter(pk=row.pk).update(state=state)
        note(scene, by, f"{state}_interview", community=community, about=str(number))


def _guide(title: str, purpose: str, questions: list[str]) -> dict[str, object]:
    title = said(title, Guide, "title")
    wanted = asked(questions)
    if not title or not wanted:
        raise RefusedError(told("给提纲起个名字，至少写一个问题。"))
    return {"title": title, "purpose": said(purpose, Guide, "purpose"), "questions": wanted}


def _columns(community: str, wanted: Plan) -> dict[str, object]:
    title = said(wanted.title, Interview, "title")
    name = said(wanted.name, Interview, "name")
    if not title:
        raise RefusedError(told("写一句想谈什么。"))
    if wanted.person is None and not name:
        raise RefusedError(told("和谁谈？选一位成员，或者写个称呼。"))
    if not SHORTEST <= wanted.minutes <= LONGEST:
        raise RefusedError(told("要谈多久？{low}到{high}分钟。", low=SHORTEST, high=LONGEST))
    return {
        "title": title,
        "questions": asked(wanted.questions),
        "person": wanted.person,
        "name": "" if wanted.person is not None else name,
        "chosen": wanted.chosen,
        "chosen_words": said(wanted.chosen_words, Interview, "chosen_words"),
        "starts": wanted.starts,
        "minutes": wanted.minutes,
        "place": said(wanted.place, Interview, "place"),
        "owner_id": wanted.owner,
        "owner_name": require_colleague(community, wanted.owner),
    }
