"""Before an event: plan it, change the plan, take another as its pattern, share out what is to be done."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo
from secrets import token_hex

from django.db import transaction

from juluo.desk.events.actions.places import admit
from juluo.desk.events.actions.rows import held, text
from juluo.desk.events.actions.telling import tell_moved
from juluo.desk.events.acts import opened
from juluo.desk.events.models import ChecklistItem, Event, RunLine
from juluo.desk.events.values import UNDER_WAY, Goal, Plan, State
from juluo.shell.accounts.actions.refusals import RefusedError, require, require_colleague
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.days import day_of
from juluo.shell.outbox.actions import send
from juluo.shell.written import said
from juluo.wording.sentence import told

# So many lines a list has at most; a longer one nobody reads on the day.
MOST_LINES, MOST_PLACES = 100, 100_000
# How far ahead or back an event may be dated.
_FARTHEST = timedelta(days=3653)
_LONGEST = timedelta(days=370)
# What those who signed up are told of at once.
_MOVED = ("starts", "ends", "place")
# The run sheet reaches from a week before to a month after the start.
_EARLIEST, _LATEST = -7 * 24 * 60, 31 * 24 * 60
# What the ledger knows of an announced event: changed, it is told anew.
_TOLD = ("title", "starts", "ends", "channel", "controls", "form")


def plan(by: Colleague, community: str, wanted: Plan, scene: Scene) -> str:
    """Write a plan down. Returns the name by which the event goes in addresses and in the ledger."""
    require(by, community, May.KEEP_TASKS)
    values = _checked(community, wanted, scene.now)
    with transaction.atomic():
        slug = _slug(community, wanted, scene.now)
        Event.objects.create(community=community, slug=slug, made_by=by.shown_as, made_at=scene.now, **values)
        note(scene, by, "plan_event", community=community, about=slug)
    return slug


def copy_from(by: Colleague, community: str, source: str, wanted: Plan, scene: Scene) -> str:
    """Plan another after the pattern of one: its checklist and run sheet come along, days counted anew."""
    with transaction.atomic():
        slug = plan(by, community, wanted, scene)
        old, new = held(community, source), held(community, slug)
        later = new.starts - old.starts if new.starts and old.starts else None
        for item in ChecklistItem.objects.filter(event=old).order_by("pk"):
            due = item.due + timedelta(days=later.days) if item.due and later is not None else None
            owner = {"owner_id": item.owner_id, "owner_name": item.owner_name}
            ChecklistItem.objects.create(event=new, words=item.words, due=due, **owner)
        for line in RunLine.objects.filter(event=old).order_by("minute", "pk"):
            RunLine.objects.create(event=new, minute=line.minute, words=line.words, who=line.who)
        note(scene, by, "copy_event", community=community, about=slug, detail={"from": source})
    return slug


def change(by: Colleague, community: str, slug: str, wanted: Plan, scene: Scene) -> None:
    """Change the plan. What is to be reached stays as it was written before sign-up was opened."""
    require(by, community, May.KEEP_TASKS)
    values = _checked(community, wanted, scene.now)
    with transaction.atomic():
        row = held(community, slug, *UNDER_WAY)
        if row.state != State.PLANNED and _goal(row) != wanted.goal:
            raise RefusedError(told("公布以后，目标和成功线不能再改：看过结果再定的线，说明不了什么。"))
        if wanted.capacity is not None and wanted.capacity < row.taken:
            raise RefusedError(told("已经有{n}人报上了，名额不能比这少。", n=row.taken))
        told_anew = row.state == State.OPEN and any(getattr(row, name) != values[name] for name in _TOLD)
        moved = row.state == State.OPEN and any(getattr(row, name) != values[name] for name in _MOVED)
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        if moved:
            tell_moved(row, scene)
        admit(row, scene)
        if told_anew:
            send(community, [opened(row)])
        note(scene, by, "change_event", community=community, about=slug)


def add_item(  # what a line of a checklist is made of
    by: Colleague,
    community: str,
    slug: str,
    words: str,
    scene: Scene,
    *,
    owner: int | None = None,
    due: date | None = None,
) -> int:
    """Something to be done for it. Returns its number."""
    require(by, community, May.KEEP_TASKS)
    words = said(words, ChecklistItem, "words")
    if not words:
        raise RefusedError(told("写一句要做什么。"))
    if due is not None and abs(due - day_of(community, scene.now)) > _FARTHEST:
        raise RefusedError(told("时间离今天太远了：请选十年之内的。"))
    with transaction.atomic():
        row = held(community, slug, *UNDER_WAY)
        _room(row)
        name = require_colleague(community, owner)
        item = ChecklistItem.objects.create(event=row, words=words, owner_id=owner, owner_name=name, due=due)
        note(scene, by, "add_event_item", community=community, about=slug)
    return int(item.pk)


def start_lists(  # a checklist with days before the start, and a run sheet with minutes from it
    by: Colleague,
    community: str,
    slug: str,
    items: Sequence[tuple[int, str]],
    run: Sequence[tuple[int, str]],
    zone: tzinfo,
    scene: Scene,
) -> None:
    """What its form's pattern has to be done, dated from the day of the start; nothing is due before today."""
    with transaction.atomic():
        starts = held(community, slug).starts
        day = starts.astimezone(zone).date() if starts else None
        today = day_of(community, scene.now)
        for before, words in items:
            due = max(day - timedelta(days=before), today) if day else None
            add_item(by, community, slug, words, scene, due=due)
        set_run(by, community, slug, [(minute, words, "") for minute, words in run], scene)


def tick(by: Colleague, community: str, slug: str, number: int, scene: Scene, *, done: bool) -> None:
    """It is done, or isn't after all."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        item = _item(held(community, slug), number)
        item.done_at, item.done_by = (scene.now, by.shown_as) if done else (None, "")
        item.save()
        note(scene, by, "tick_event_item", community=community, about=slug, detail={"item": number, "done": done})


def drop_item(by: Colleague, community: str, slug: str, number: int, scene: Scene) -> None:
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        _item(held(community, slug), number).delete()
        note(scene, by, "drop_event_item", community=community, about=slug)


def set_run(by: Colleague, community: str, slug: str, lines: Sequence[tuple[int, str, str]], scene: Scene) -> None:
    """The hosts' run sheet, whole: (minutes after the start, what happens, who does it)."""
    require(by, community, May.KEEP_TASKS)
    if len(lines) > MOST_LINES:
        raise RefusedError(told("流程最多{n}行：再长当天没人看得过来。", n=MOST_LINES))
    if any(not _EARLIEST <= minute <= _LATEST for minute, _, _ in lines):
        raise RefusedError(told("流程里的时间离开始太远了：只写开始前一周到开始后一个月。"))
    kept = [(minute, said(words, RunLine, "words"), said(who, RunLine, "who")) for minute, words, who in lines]
    with transaction.atomic():
        row = held(community, slug)
        RunLine.objects.filter(event=row).delete()
        RunLine.objects.bulk_create(
            RunLine(event=row, minute=minute, words=words, who=who) for minute, words, who in kept if words
        )
        note(scene, by, "set_event_run", community=community, about=slug)


def _item(event: Event, number: int) -> ChecklistItem:
    row = ChecklistItem.objects.filter(event=event, pk=number).first()
    if row is None:
        raise RefusedError(told("清单里没有这一条，或者已经不在。"))
    return row


def _room(event: Event) -> None:
    if ChecklistItem.objects.filter(event=event).count() >= MOST_LINES:
        raise RefusedError(told("清单最多{n}条。", n=MOST_LINES))


def _goal(row: Event) -> Goal | None:
    return None if row.goal_line is None else Goal(row.goal_metric, row.goal_line, row.goal_days)


def _slug(community: str, wanted: Plan, now: datetime) -> str:
    """A name that tells the day and the form, one word; the ledger knows the event by it for ever.

    Nothing of the title: a member named there is erased from every word of the ledger, and the event would be cut in
    two, one by the name of before and one by what is left of it.
    """
    stem = f"{day_of(community, wanted.starts or now):%Y%m%d}{wanted.form}"
    taken = Event.objects.filter(community=community, slug=stem).exists()
    return f"{stem}{token_hex(3)}" if taken else stem


def _checked(community: str, wanted: Plan, now: datetime) -> dict[str, object]:
    """The columns of a plan that holds together; else one sentence says what doesn't."""
    title = said(wanted.title, Event, "title")
    if not title:
        raise RefusedError(told("活动叫什么？写一个主题。"))
    _check_times(wanted, now)
    _check_numbers(wanted)
    goal = wanted.goal
    return {
        "form": str(wanted.form),
        "title": title,
        "content": text(wanted.content),
        "lessons": text(wanted.lessons),
        "starts": wanted.starts,
        "ends": wanted.ends,
        "signup_until": wanted.signup_until,
        "place": said(wanted.place, Event, "place"),
        "channel": wanted.channel,
        "controls": list(wanted.controls),
        "segment": wanted.segment,
        "budget": wanted.budget,
        "partners": said(wanted.partners, Event, "partners"),
        "capacity": wanted.capacity,
        "goal_metric": goal.metric if goal else "",
        "goal_line": goal.line if goal else None,
        "goal_days": goal.days if goal else 0,
        "owner_id": wanted.owner,
        "owner_name": require_colleague(community, wanted.owner),
        "place_later": wanted.place_later,
        "known_only": wanted.known_only,
        "walk_ins": wanted.walk_ins,
        "one_network": wanted.one_network,
        "remind": str(wanted.remind),
    }


def _check_times(wanted: Plan, now: datetime) -> None:
    moments = [one for one in (wanted.starts, wanted.ends, wanted.signup_until) if one is not None]
    if any(abs(one - now) > _FARTHEST for one in moments):
        raise RefusedError(told("时间离今天太远了：请选十年之内的。"))
    if wanted.ends is not None and wanted.starts is None:
        raise RefusedError(told("写了什么时候结束，没写什么时候开始。"))
    if wanted.starts and wanted.ends and not wanted.starts < wanted.ends <= wanted.starts + _LONGEST:
        raise RefusedError(told("结束要晚于开始，一场活动最长一年。"))
    if wanted.signup_until and wanted.starts and wanted.signup_until > (wanted.ends or wanted.starts):
        raise RefusedError(told("报名截止不能晚于活动结束。"))


def _check_numbers(wanted: Plan) -> None:
    if wanted.capacity is not None and not 1 <= wanted.capacity <= MOST_PLACES:
        raise RefusedError(told("名额要在1到{n}之间；不限名额就空着。", n=MOST_PLACES))
    if wanted.budget is not None and not 0 <= wanted.budget < 10**9:
        raise RefusedError(told("预算写一个不小于0的数。"))
    if wanted.channel is not None and wanted.channel in wanted.controls:
        raise RefusedError(told("活动所在的频道不能拿来对照：对照的频道要没受活动影响。"))
