"""What is done with events: who may, what the ledger hears of it exactly once, who moves up, what goes with whom."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from cast import Cast
from django.conf import settings
from work_off import work_off

from juluo.desk.events import facts
from juluo.desk.events.actions.forgetting import forget, forget_person
from juluo.desk.events.actions.guests import forget_guest, forget_old_guests
from juluo.desk.events.actions.holding import (
    cancel,
    check_in,
    check_in_row,
    close,
    reflect,
    reopen,
    spend,
    unspend,
)
from juluo.desk.events.actions.places import Guest, Standing, admit_next, open_signup, sign_up, withdraw
from juluo.desk.events.actions.planning import add_item, change, copy_from, drop_item, plan, set_run, tick
from juluo.desk.events.models import Event, SignUp
from juluo.desk.events.values import GUEST_DAYS, Form, Goal, Place, Plan, Reflection
from juluo.ledger.entry import Account
from juluo.metrics.events.held import Event as Held
from juluo.metrics.events.held import events as held_events
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.models import AuditLine
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.outbox.models import WaitingAct
from juluo.store.embedded import EmbeddedStore
from juluo.store.traces import MASK, finder, traces

EVENING = Plan(Form.QA, "Tea night", place="广场", capacity=2, goal=Goal("active_members", 6.0))


@pytest.fixture
def tonight(scene: Scene) -> Plan:
    return replace(EVENING, starts=scene.now + timedelta(hours=10), ends=scene.now + timedelta(hours=12))


@pytest.fixture
def night(team: Cast, scene: Scene, tonight: Plan) -> str:
    """A planned event that members may sign up for: two places."""
    slug = plan(team.lin, "tea", tonight, scene)
    open_signup(team.lin, "tea", slug, scene)
    return slug


@pytest.fixture
def after(scene: Scene) -> Scene:
    return replace(scene, now=scene.now + timedelta(hours=13))


def account(name: str) -> Account:
    with closing(EmbeddedStore(settings.HOME)) as store:
        return next(one for one in store.register.accounts("tea").values() if one.name == name)


def told_to_ledger() -> Held:
    """The one event as metrics see it, once everything on its way has arrived."""
    assert set(work_off()) <= {"done"}
    (found,) = events_of_ledger()
    return found


def events_of_ledger() -> list[Held]:
    with closing(EmbeddedStore(settings.HOME)) as store:
        community = store.community("tea")
        assert community is not None
        with closing(store.view(community)) as view:
            return held_events(view)


def comes(slug: str, name: str, scene: Scene, by: Cast | None = None) -> Standing:
    return sign_up("tea", slug, account(name), scene, by=by.lin if by else None)


def test_places_waiting_and_moving_up_reach_the_ledger_once(night: str, scene: Scene, team: Cast) -> None:
    standings = [comes(night, name, scene) for name in ("安", "岑", "大宝", "方", "安")]
    assert [one.place for one in standings] == [Place.IN, Place.IN, Place.WAITING, Place.WAITING, Place.IN]
    assert [one.ahead for one in standings] == [0, 0, 0, 1, 0]
    assert standings[4].number == standings[0].number
    assert withdraw("tea", night, standings[0].number, scene) == [standings[2].number]
    assert len(told_to_ledger().signed_up) == 2
    told = facts.event("tea", night)
    assert told is not None
    assert (told.taken, told.waiting, told.is_full) == (2, 1, True)
    assert comes(night, "安", scene).ahead == 1
    deeds = AuditLine.objects.filter(about=night).values_list("deed", flat=True)
    assert {"plan_event", "open_event", "sign_up", "withdraw"} <= {*deeds}
    assert team


def test_more_places_let_who_waits_move_up(night: str, scene: Scene, team: Cast, tonight: Plan) -> None:
    for name in ("安", "岑", "大宝", "方"):
        comes(night, name, scene)
    change(team.lin, "tea", night, replace(tonight, capacity=3), scene)
    told = facts.event("tea", night)
    assert told is not None
    assert (told.taken, told.waiting) == (3, 1)
    with pytest.raises(RefusedError, match="名额不能比这少"):
        change(team.lin, "tea", night, tonight, scene)
    assert admit_next(team.lin, "tea", night, scene) == []
    assert len(told_to_ledger().signed_up) == 3


def test_the_success_line_is_frozen_once_it_is_announced(night: str, scene: Scene, team: Cast, tonight: Plan) -> None:
    with pytest.raises(RefusedError, match="目标和成功线不能再改"):
        change(team.lin, "tea", night, replace(tonight, goal=Goal("active_members", 2.0)), scene)
    change(team.lin, "tea", night, replace(tonight, title="Late tea"), scene)
    told = facts.event("tea", night)
    assert told is not None
    assert told.plan.title == "Late tea"
    assert told.plan.goal == EVENING.goal


def test_who_came_what_it_cost_and_the_end(night: str, scene: Scene, after: Scene, team: Cast) -> None:
    for name in ("安", "岑", "大宝"):
        comes(night, name, scene)
    with pytest.raises(RefusedError, match="还没开始"):
        close(team.lin, "tea", night, scene)
    assert check_in("tea", night, [account("安"), account("方"), Guest("老王")], after, by=team.lin) == 3
    assert check_in("tea", night, [account("安")], after) == 0
    spend(team.lin, "tea", night, "茶点", Decimal("88.50"), after)
    spend(team.lin, "tea", night, "奖品", Decimal(20), after)
    close(team.lin, "tea", night, after, hours=3)
    told = facts.event("tea", night)
    assert told is not None
    assert (told.came, told.walked_in, told.no_shows, told.cost) == (3, 2, 1, Decimal("108.50"))
    found = told_to_ledger()
    assert (len(found.signed_up), len(found.came), found.closed, found.cost) == (2, 3, True, 108.5)
    with pytest.raises(RefusedError, match="重新打开"):
        comes(night, "何", after)
    reopen(team.lin, "tea", night, after)
    row = SignUp.objects.get(event__slug=night, name="老王")
    check_in_row(team.lin, "tea", night, row.pk, after, came=False)
    unspend(team.lin, "tea", night, facts.whole("tea", night).costs[1].id, after)  # type: ignore[union-attr]
    close(team.lin, "tea", night, after)
    found = told_to_ledger()
    assert (len(found.came), found.cost) == (2, 88.5)


def test_what_is_called_off_was_never_held(night: str, scene: Scene, team: Cast) -> None:
    comes(night, "安", scene)
    with pytest.raises(RefusedError, match="为什么不办了"):
        cancel(team.lin, "tea", night, " ", scene)
    cancel(team.lin, "tea", night, "下雨", scene)
    work_off()
    assert events_of_ledger() == []
    with pytest.raises(RefusedError, match="已经取消了"):
        comes(night, "岑", scene)


def test_a_plan_that_does_not_hold_together_is_refused(team: Cast, scene: Scene, tonight: Plan) -> None:
    starts = scene.now
    wrong = {
        "写一个主题": replace(tonight, title=" "),
        "结束要晚于开始": replace(tonight, ends=starts - timedelta(hours=1)),
        "没写什么时候开始": replace(tonight, starts=None),
        "报名截止不能晚于": replace(tonight, signup_until=starts + timedelta(days=3)),
        "十年之内": replace(tonight, starts=starts + timedelta(days=9999), ends=None),
        "名额要在": replace(tonight, capacity=0),
        "预算写一个": replace(tonight, budget=Decimal(-1)),
        "不能拿来对照": replace(tonight, channel=1, controls=(1, 2)),
        "太长了": replace(tonight, title="长" * 121),
        "没有这位同事": replace(tonight, owner=10_000),
    }
    for words, one in wrong.items():
        with pytest.raises(RefusedError, match=words):
            plan(team.lin, "tea", one, scene)
    assert not Event.objects.exists()
    slug = plan(team.lin, "tea", replace(tonight, starts=None, ends=None), scene)
    with pytest.raises(RefusedError, match="什么时候开始"):
        open_signup(team.lin, "tea", slug, scene)


def test_a_copy_brings_its_lists_with_days_counted_anew(team: Cast, scene: Scene, tonight: Plan) -> None:
    first = plan(team.lin, "tea", tonight, scene)
    number = add_item(team.lin, "tea", first, "发预告", scene, owner=team.lin.id, due=date(2026, 11, 19))
    tick(team.lin, "tea", first, number, scene, done=True)
    set_run(team.lin, "tea", first, [(0, "开场", "林"), (-10, "试麦", "")], scene)
    assert tonight.starts is not None
    assert tonight.ends is not None
    week = timedelta(days=7)
    again = replace(tonight, starts=tonight.starts + week, ends=tonight.ends + week)
    second = facts.whole("tea", copy_from(team.lin, "tea", first, again, scene))
    assert second is not None
    assert second.event.slug != first
    assert [(one.words, one.due, one.done_at) for one in second.items] == [("发预告", date(2026, 11, 26), None)]
    assert [(one.minute, one.words) for one in second.run] == [(-10, "试麦"), (0, "开场")]
    assert second.run[1].at == again.starts
    with pytest.raises(RefusedError, match="太远了"):
        add_item(team.lin, "tea", first, "一万年以后", scene, due=date.max)
    drop_item(team.lin, "tea", second.event.slug, second.items[0].id, scene)


def test_the_last_of_its_form_is_what_the_next_begins_from(night: str, after: Scene, team: Cast) -> None:
    assert facts.last_like("tea", Form.QA) is None
    reflect(team.lin, "tea", night, Reflection("问题多", "开场晚了", "提前十分钟试麦"), after)
    close(team.lin, "tea", night, after)
    last = facts.last_like("tea", Form.QA)
    assert last is not None
    assert last.reflection.next_time == "提前十分钟试麦"
    assert facts.last_like("tea", Form.MEETUP) is None


def test_every_verb_asks_for_the_role_itself(night: str, team: Cast, scene: Scene, tonight: Plan) -> None:
    analyst = team.of_tea[Role.ANALYST]
    for refused in (
        lambda: plan(analyst, "tea", tonight, scene),
        lambda: open_signup(analyst, "tea", night, scene),
        lambda: sign_up("tea", night, Guest("x"), scene, by=analyst),
        lambda: check_in("tea", night, [Guest("x")], scene, by=analyst),
        lambda: close(analyst, "tea", night, scene),
        lambda: cancel(analyst, "tea", night, "x", scene),
        lambda: spend(analyst, "tea", night, "x", Decimal(1), scene),
        lambda: reflect(team.an, "tea", night, Reflection("x"), scene),
        lambda: forget_guest(analyst, "tea", night, 1, scene),
    ):
        with pytest.raises(RefusedError, match="你的角色"):
            refused()
    assert not SignUp.objects.exists()


def test_the_last_moment_is_for_members_and_not_for_who_writes_them_in(
    team: Cast, scene: Scene, tonight: Plan, after: Scene
) -> None:
    slug = plan(team.lin, "tea", replace(tonight, signup_until=scene.now + timedelta(hours=1)), scene)
    open_signup(team.lin, "tea", slug, scene)
    with pytest.raises(RefusedError, match="截止"):
        comes(slug, "安", after)
    assert comes(slug, "安", after, team).place is Place.IN


def test_two_guests_of_one_name_are_told_apart(night: str, scene: Scene, team: Cast) -> None:
    sign_up("tea", night, Guest("老王"), scene, by=team.lin)
    with pytest.raises(RefusedError, match="加个记号"):
        sign_up("tea", night, Guest("老王"), scene, by=team.lin)
    assert sign_up("tea", night, Guest("老王", "visitor-1"), scene).place is Place.IN
    assert sign_up("tea", night, Guest("老王", "visitor-1"), scene).place is Place.IN
    assert SignUp.objects.count() == 2


def test_an_erased_member_is_gone_and_every_count_stays(night: str, scene: Scene, after: Scene, team: Cast) -> None:
    for name in ("安", "岑"):
        comes(night, name, scene)
    check_in("tea", night, [account("安")], after, by=team.lin)
    close(team.lin, "tea", night, after)
    told_to_ledger()
    gone = account("安")
    assert [one[0] for one in facts.about("tea", [gone.code])] == ["event_sign_up", "event_came"]
    assert forget_person("tea", [gone.code]) == 1
    assert forget_person("tea", [gone.code]) == 0
    with closing(EmbeddedStore(settings.HOME)) as store:
        store.erase("tea", [gone])
    assert facts.about("tea", [gone.code]) == ()
    found = told_to_ledger()
    assert (len(found.signed_up), len(found.came), found.accounts) == (2, 1, frozenset())
    assert not WaitingAct.objects.exists()


def test_an_event_whose_title_names_somebody_erased_stays_one(tonight: Plan, scene: Scene, team: Cast) -> None:
    """What the ledger calls it names nobody: else it would be masked there, and a later act be another event's."""
    slugs = {
        plan(team.lin, "tea", replace(tonight, title="Meet Alice", form=form), scene) for form in (*Form, Form.QA)
    }
    assert len(slugs) == len(Form) + 1
    names = ("Alice", "alice", *Form, *(f"{scene.now:%Y%m%d}", "2026"))
    find = finder(traces((name, name) for name in names))
    assert not [slug for slug in slugs if find.search(slug)]


def test_a_name_is_masked_wherever_it_was_written(night: str, scene: Scene, team: Cast, tonight: Plan) -> None:
    change(team.lin, "tea", night, replace(tonight, title="和阿海喝茶", content="请阿海讲", partners="阿海"), scene)
    add_item(team.lin, "tea", night, "问阿海几点到", scene)
    set_run(team.lin, "tea", night, [(0, "阿海开场", "阿海")], scene)
    sign_up("tea", night, Guest("阿海"), scene, by=team.lin, words="阿海的朋友")
    spend(team.lin, "tea", night, "阿海的车费", Decimal(5), scene)
    reflect(team.lin, "tea", night, Reflection("阿海讲得好"), scene)
    find = re.compile("阿海")
    assert len(facts.naming("tea", find)) == 10
    assert facts.naming("go", find) == ()
    assert forget("tea", find, MASK) == 5
    assert facts.naming("tea", find) == ()
    assert forget("tea", find, MASK) == 0


def test_the_names_of_guests_go_in_time_or_when_asked(night: str, scene: Scene, after: Scene, team: Cast) -> None:
    guest = sign_up("tea", night, Guest("老王"), scene, by=team.lin, words="带一个孩子")
    sign_up("tea", night, Guest("小李"), scene, by=team.lin)
    forget_guest(team.lin, "tea", night, guest.number, scene)
    assert [(one.name, one.note) for one in SignUp.objects.order_by("pk")] == [("", ""), ("小李", "")]
    assert forget_old_guests(after.now) == 0
    assert forget_old_guests(after.now + timedelta(days=GUEST_DAYS)) == 1
    assert [one.name for one in SignUp.objects.all()] == ["", ""]


def test_what_waits_today(night: str, scene: Scene, team: Cast) -> None:
    add_item(team.lin, "tea", night, "借投影", scene, due=date(2026, 11, 19))
    add_item(team.lin, "tea", night, "写总结", scene, due=date(2026, 11, 25))
    found = facts.due("tea", date(2026, 11, 20), (scene.now, scene.now + timedelta(days=2)))
    assert [one.slug for one in found.events] == [night]
    assert [(event.slug, item.words) for event, item in found.items] == [(night, "借投影")]
    assert found.items[0][1].late(date(2026, 11, 20))
