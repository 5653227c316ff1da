"""On the day and after: who came, what it cost, how it went; closed, opened again, or called off."""

from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from juluo.desk.events.actions.places import Who, row_of
from juluo.desk.events.actions.rows import held, signed, text
from juluo.desk.events.actions.telling import tell_called_off
from juluo.desk.events.acts import attended, closed, known_as, of, opened
from juluo.desk.events.models import Cost, Event, SignUp
from juluo.desk.events.values import UNDER_WAY, How, Place, Reflection, State
from juluo.ledger.entry import Account
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.outbox.actions import send
from juluo.shell.written import said
from juluo.wording.sentence import told

_MOST_MONEY, _MOST_HOURS = 10**9, 10_000


def check_in(  # who came, to what, when, and how it is known
    community: str,
    slug: str,
    who: Sequence[Who],
    scene: Scene,
    *,
    how: How = How.HAND,
    by: Colleague | None = None,
) -> int:
    """Note that people came; who hadn't signed up walked in. Told again of somebody, it changes nothing.

    Returns how many are new. `by` None: they check in themselves.
    """
    if by is not None:
        require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        event = held(community, slug, State.OPEN)
        acts = []
        for one in who:
            row = row_of(event, one, scene)
            if row.came_at is not None:
                continue
            row.came_at, row.came_how = scene.now, str(how)
            if row.state == Place.OUT:
                row.state = Place.WALKED_IN
            row.save()
            acts.append(attended(event, row, of(one) if isinstance(one, Account) else None))
        if acts:
            send(community, acts)
            note(scene, by, "check_in", community=community, about=slug, detail={"people": len(acts), "how": str(how)})
    return len(acts)


def check_in_row(by: Colleague, community: str, slug: str, number: int, scene: Scene, *, came: bool) -> None:
    """Note of somebody on the list that they came, or that they didn't after all."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        event = held(community, slug, State.OPEN)
        row = signed(event, number)
        if (row.came_at is not None) == came:
            return
        known = known_as(community, [row]).get(row.person or -1)
        if came:
            row.came_at, row.came_how = scene.now, str(How.HAND)
            row.state = Place.WALKED_IN if row.state == Place.OUT else row.state
        send(community, [attended(event, row, known, taken_back=not came)])
        if not came:
            row.came_at, row.came_how = None, ""
            row.state = Place.OUT if row.state == Place.WALKED_IN else row.state
        row.save()
        deed = "check_in" if came else "take_back_check_in"
        note(scene, by, deed, community=community, about=slug, detail={"number": number})


def spend(by: Colleague, community: str, slug: str, words: str, amount: Decimal, scene: Scene) -> None:
    """Note what was spent; 0 says that nothing was."""
    require(by, community, May.KEEP_TASKS)
    if not 0 <= amount < _MOST_MONEY:
        raise RefusedError(told("花了多少？写一个不小于0的数。"))
    with transaction.atomic():
        event = held(community, slug, State.PLANNED, State.OPEN, State.CLOSED)
        words = said(words, Cost, "words")
        Cost.objects.create(event=event, words=words, amount=amount, made_by=by.shown_as, made_at=scene.now)
        _told_anew(event)
        note(scene, by, "spend_on_event", community=community, about=slug, detail={"amount": str(amount)})


def unspend(by: Colleague, community: str, slug: str, number: int, scene: Scene) -> None:
    """It wasn't spent, or not on this."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        event = held(community, slug, State.PLANNED, State.OPEN, State.CLOSED)
        if Cost.objects.filter(event=event, pk=number).delete()[0]:
            _told_anew(event)
            note(scene, by, "unspend_on_event", community=community, about=slug, detail={"number": number})


def reflect(by: Colleague, community: str, slug: str, thought: Reflection, scene: Scene) -> None:
    """What went well, what went badly, what to do next time: the next event of its form begins with it."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        event = held(community, slug, State.OPEN, State.CLOSED)
        event.went_well, event.went_badly = text(thought.went_well), text(thought.went_badly)
        event.next_time = text(thought.next_time)
        event.save(update_fields=["went_well", "went_badly", "next_time"])
        note(scene, by, "reflect_on_event", community=community, about=slug)


def close(by: Colleague, community: str, slug: str, scene: Scene, *, hours: float | None = None) -> None:
    """It is over, and the list of who came is whole: who signed up and isn't on it stayed away."""
    require(by, community, May.KEEP_TASKS)
    if hours is not None and not 0 <= hours <= _MOST_HOURS:
        raise RefusedError(told("花了多少小时？写一个不小于0的数。"))
    with transaction.atomic():
        event = held(community, slug, State.OPEN)
        if event.starts is not None and event.starts > scene.now:
            raise RefusedError(told("活动还没开始，不能结束；不办了就取消。"))
        event.state, event.ended_at, event.hours = State.CLOSED, scene.now, hours
        event.save(update_fields=["state", "ended_at", "hours"])
        _told_anew(event)
        note(scene, by, "close_event", community=community, about=slug)


def reopen(by: Colleague, community: str, slug: str, scene: Scene) -> None:
    """The list wasn't whole: correct it and close again. Until then the ledger has it as it was closed."""
    require(by, community, May.KEEP_TASKS)
    with transaction.atomic():
        event = held(community, slug, State.CLOSED)
        event.state = State.OPEN
        event.save(update_fields=["state"])
        note(scene, by, "reopen_event", community=community, about=slug)


def cancel(by: Colleague, community: str, slug: str, why: str, scene: Scene) -> None:
    """It won't be held; the reason stays beside it."""
    require(by, community, May.KEEP_TASKS)
    why = said(why, Event, "why")
    if not why:
        raise RefusedError(told("写一句为什么不办了。"))
    with transaction.atomic():
        event = held(community, slug, *UNDER_WAY)
        if SignUp.objects.filter(event=event, came_at__isnull=False).exists():
            raise RefusedError(told("已经有人到场了：办了的活动结束它，不是取消。"))
        event.state, event.why, event.ended_at = State.CANCELLED, why, scene.now
        event.save(update_fields=["state", "why", "ended_at"])
        if event.opened_at is not None:
            send(community, [opened(event, called_off=True)])
            tell_called_off(event, scene)
        note(scene, by, "cancel_event", community=community, about=slug)


def _told_anew(event: Event) -> None:
    """The ledger knows a closed event with what it cost."""
    if event.state == State.CLOSED:
        spent = Cost.objects.filter(event=event).aggregate(sum=Sum("amount"))["sum"]
        send(event.community, [closed(event, None if spent is None else float(spent))])
