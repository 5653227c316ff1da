"""What is done with feedback: who may, what the ledger hears, who is told and who is left, what goes with whom."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest
from cast import Cast
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from work_off import work_off

from juluo.desk.feedback.actions import forgetting
from juluo.desk.feedback.actions.merging import merge, unmerge
from juluo.desk.feedback.actions.receiving import (
    A_GUEST_A_DAY,
    AN_ADDRESS_A_DAY,
    make_of_message,
    send_in,
    type_in,
)
from juluo.desk.feedback.actions.telling import take_back, tell_by_hand, tell_on_portal
from juluo.desk.feedback.actions.voting import vote
from juluo.desk.feedback.actions.working import (
    decide,
    drop,
    give,
    look_into,
    reopen,
    restore,
    set_levels,
    show,
    weigh,
)
from juluo.desk.feedback.facts import held, levels, of_guest, piece, pieces, whole
from juluo.desk.feedback.models import BoardVote, Feedback
from juluo.desk.feedback.values import Given, How, Levels, Piece, Quoted, Severity, Sort, State
from juluo.ledger.entry import Account
from juluo.ledger.period import Period
from juluo.metrics.feedback.received import Feedback as Heard
from juluo.metrics.feedback.received import open_at, received_in
from juluo.metrics.metric import metrics
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.models import AuditLine
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import join, leave
from juluo.shell.guests.actions.portal import open_portal, tie_guest
from juluo.shell.guests.facts import GuestFacts, portal
from juluo.shell.guests.models import GuestNotice
from juluo.shell.outbox.models import WaitingAct
from juluo.store.embedded import EmbeddedStore
from juluo.store.traces import MASK, finder, traces

BUG = Given(Sort.BUG, "手机上打不开", Severity.HIGH)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


def account(name: str) -> Account:
    with closing(EmbeddedStore(settings.HOME)) as store:
        return next(one for one in store.register.accounts("tea").values() if one.name == name)


def guest(team: Cast, scene: Scene, name: str = "阿满") -> GuestFacts:
    open_portal(team.lin, "tea", scene)
    found = portal("tea")
    assert found is not None
    return join("tea", found.link, name, None, scene)[0]


def said(scene: Scene, name: str = "安", entry: int = 77) -> Quoted:
    return Quoted(entry, scene.now.date(), scene.now - timedelta(hours=2), account(name).code)


def of(slug: str) -> Piece:
    found = piece("tea", slug)
    assert found is not None
    return found


def heard() -> tuple[Heard, ...]:
    """All feedback as metrics see it, once everything on its way has arrived."""
    assert set(work_off()) <= {"done"}
    with closing(EmbeddedStore(settings.HOME)) as store:
        community = store.community("tea")
        assert community is not None
        with closing(store.view(community)) as view:
            return received_in(view, [YEAR])[0].feedback


@pytest.fixture
def bug(team: Cast, scene: Scene) -> str:
    return type_in(team.lin, "tea", BUG, "楼下的张姐", scene)


def test_a_message_is_one_piece_however_often_it_is_made_into_one(team: Cast, scene: Scene) -> None:
    first = make_of_message(team.lin, "tea", said(scene), BUG, scene)
    assert make_of_message(team.lin, "tea", said(scene), Given(Sort.IDEA, ""), scene) == first
    found = of(first)
    assert (found.words, found.entry_id, found.sort) == ("", 77, Sort.BUG)
    assert found.received_at == scene.now - timedelta(hours=2)
    assert len(pieces("tea")) == 1


def test_it_is_due_by_how_severe_it_is(team: Cast, scene: Scene, bug: str) -> None:
    assert of(bug).due == date(2026, 11, 23)
    weigh(team.lin, "tea", [bug], Severity.URGENT, scene)
    assert of(bug).due == date(2026, 11, 21)
    assert of(bug).late(date(2026, 11, 22))
    assert not of(bug).late(date(2026, 11, 21))
    set_levels(team.lin, "tea", Levels(1, 1, 2, 3, working_days=True), scene)
    assert levels("tea") == Levels(1, 1, 2, 3, working_days=True)
    weigh(team.lin, "tea", [bug], Severity.LOW, scene)
    # The 20th is a Friday: three working days later is Wednesday.
    assert of(bug).due == date(2026, 11, 25)
    with pytest.raises(RefusedError, match="越急"):
        set_levels(team.lin, "tea", Levels(9, 3, 7, 30), scene)


@given(st.integers(0, 60), st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_working_days_are_counted_one_by_one(days: int, since: date) -> None:
    due = Levels(urgent=days, working_days=True).due(Severity.URGENT, since)
    between = [since + timedelta(days=one) for one in range(1, (due - since).days + 1)]
    assert sum(day.weekday() < 5 for day in between) == days
    assert not days or due.weekday() < 5


def test_a_decision_needs_words_and_a_decided_one_is_opened_first(team: Cast, scene: Scene, bug: str) -> None:
    with pytest.raises(RefusedError, match="为什么"):
        decide(team.lin, "tea", bug, State.DECLINED, " ", scene)
    decide(team.lin, "tea", bug, State.DECLINED, "太贵", scene)
    with pytest.raises(RefusedError, match="重新打开"):
        look_into(team.lin, "tea", [bug], State.DOING, scene)
    reopen(team.lin, "tea", bug, scene)
    assert of(bug).state is State.LOOKING
    found = whole("tea", bug)
    assert found is not None
    assert [one.deed for one in found.steps] == ["received", "declined", "reopened"]


def test_the_ledger_hears_of_every_step_and_takes_back_what_no_longer_holds(
    team: Cast, scene: Scene, bug: str
) -> None:
    later = replace(scene, now=scene.now + timedelta(hours=5))
    (one,) = heard()
    assert (one.at, one.answered, one.told, one.sort, one.due) == (scene.now, None, None, "bug", date(2026, 11, 23))
    decide(team.lin, "tea", bug, State.DONE, "修好了", later)
    assert heard()[0].answered == later.now
    tell_by_hand(team.lin, "tea", bug, [of(bug).id], How.PERSON, "修好了", later.now, later)
    assert heard()[0].told == later.now
    reopen(team.lin, "tea", bug, later)
    assert (heard()[0].answered, heard()[0].told) == (None, None)
    again = replace(scene, now=scene.now + timedelta(days=2))
    decide(team.lin, "tea", bug, State.DONE, "这回真的修好了", again)
    assert (heard()[0].answered, heard()[0].told) == (again.now, None)
    drop(team.lin, "tea", [bug], again)
    assert heard() == ()
    restore(team.lin, "tea", bug, again)
    assert heard()[0].answered == again.now


@pytest.mark.usefixtures("bug")
def test_the_metrics_count_what_came_waits_and_is_late(team: Cast, scene: Scene) -> None:
    praise = type_in(team.lin, "tea", Given(Sort.PRAISE, "真好", Severity.LOW), "", scene)
    assert praise
    assert len(heard()) == 2
    with closing(EmbeddedStore(settings.HOME)) as store:
        community = store.community("tea")
        assert community is not None
        with closing(store.view(community)) as view:
            day, week = Period(date(2026, 11, 20), date(2026, 11, 20)), Period(date(2026, 11, 20), date(2026, 11, 26))
            (came,) = metrics()["feedback_received"].measure(view, [day])
            assert (came.value, came.parts["bug"], came.parts["praise"]) == (2.0, 1.0, 1.0)
            waits = metrics()["feedback_open"].measure(view, [day, week])
            assert [(one.value, one.parts["late"]) for one in waits] == [(2.0, 0.0), (2.0, 1.0)]
            assert waits[0].evidence is not None
            assert len(view.lines(waits[0].evidence)) == 2
            assert open_at(view, Period(date(2026, 11, 1), date(2026, 11, 19))) == []


def test_it_is_told_back_once_every_asker_who_can_be_told_was(team: Cast, scene: Scene, bug: str) -> None:
    other = make_of_message(team.lin, "tea", said(scene), BUG, scene)
    nobody = type_in(team.lin, "tea", BUG, "", scene)
    for slug in (other, nobody):
        merge(team.lin, "tea", slug, bug, scene)
    decide(team.lin, "tea", bug, State.DONE, "修好了", scene)
    assert {one.slug for one in of(bug).left} == {bug, other}
    assert of(other).state is State.DONE
    tell_by_hand(team.lin, "tea", bug, [of(bug).id], How.PERSON, "修好了", scene.now, scene)
    assert of(bug).told_at is None
    assert {one.told for one in heard()} == {None}
    tell_by_hand(team.lin, "tea", bug, [of(other).id], How.GROUP, "修好了", scene.now, scene)
    assert of(bug).told_at == scene.now
    assert {one.told for one in heard()} == {scene.now}
    told = whole("tea", bug)
    assert told is not None
    take_back(team.lin, "tea", bug, told.tellings[-1].id, scene)
    assert {one.told for one in heard()} == {None}


def test_what_is_merged_keeps_its_asker_and_stands_alone_again(team: Cast, scene: Scene, bug: str) -> None:
    other = make_of_message(team.lin, "tea", said(scene), Given(Sort.IDEA, ""), scene)
    third = type_in(team.lin, "tea", BUG, "老王", scene)
    merge(team.lin, "tea", third, other, scene)
    merge(team.lin, "tea", other, bug, scene)
    assert [one.slug for one in of(bug).askers] == [bug, other, third]
    assert of(third).into == bug
    with pytest.raises(RefusedError, match="并进另一条"):
        merge(team.lin, "tea", bug, other, scene)
    with pytest.raises(RefusedError, match="自己"):
        merge(team.lin, "tea", bug, bug, scene)
    decide(team.lin, "tea", bug, State.DONE, "修好了", scene)
    assert [one.answered for one in heard()] == [scene.now] * 3
    unmerge(team.lin, "tea", other, scene)
    assert (of(other).state, of(other).sort, of(third).state) == (State.NEW, Sort.IDEA, State.DONE)
    assert sorted(one.answered is None for one in heard()) == [False, False, True]


def test_a_guest_is_told_on_the_portal_and_their_account_s_guest_too(team: Cast, scene: Scene, bug: str) -> None:
    mine = guest(team, scene)
    slug = send_in(mine, Given(Sort.IDEA, "加个夜间模式"), scene)
    spoken = make_of_message(team.lin, "tea", said(scene), BUG, scene)
    other = guest(team, scene, "小安")
    tie_guest(team.lin, "tea", other.id, account("安").code, scene)
    for one in (spoken, bug):
        merge(team.lin, "tea", one, slug, scene)
    decide(team.lin, "tea", slug, State.DONE, "{有了}", scene)
    assert tell_on_portal(team.lin, "tea", slug, "{有了}", scene) == 2
    assert [one.slug for one in of(slug).left] == [bug]
    assert {row.guest_id for row in GuestNotice.objects.all()} == {mine.id, other.id}
    assert "{有了}" in GuestNotice.objects.all()[0].values["words"]
    with pytest.raises(RefusedError, match="没有人能"):
        tell_on_portal(team.lin, "tea", slug, "有了", scene)


def test_guests_send_only_so_much_a_day(team: Cast, scene: Scene) -> None:
    mine = guest(team, scene)
    sent = [send_in(mine, Given(Sort.IDEA, f"第{n}个主意"), scene) for n in range(A_GUEST_A_DAY)]
    assert send_in(mine, Given(Sort.IDEA, "第0个主意"), scene) == sent[0]
    with pytest.raises(RefusedError, match="一天最多"):
        send_in(mine, Given(Sort.IDEA, "再一个"), scene)
    with pytest.raises(RefusedError, match="太长"):
        send_in(mine, Given(Sort.IDEA, "长" * 1001), scene)
    with pytest.raises(RefusedError, match="写一句"):
        send_in(mine, Given(Sort.IDEA, " \n"), scene)
    for n in range(AN_ADDRESS_A_DAY // A_GUEST_A_DAY - 1):
        crowd = guest(team, scene, f"客{n}")
        for m in range(A_GUEST_A_DAY):
            send_in(crowd, Given(Sort.BUG, f"{m}"), scene)
    with pytest.raises(RefusedError, match="太多"):
        send_in(guest(team, scene, "又一个"), Given(Sort.BUG, "x"), scene)
    assert send_in(mine, Given(Sort.IDEA, "再一个"), replace(scene, now=scene.now + timedelta(days=1, minutes=1)))
    assert forgetting.forget_senders(scene.now + timedelta(days=3)) == Feedback.objects.count()
    assert not Feedback.objects.exclude(sent_from="").exists()


def test_only_who_may_does_these_and_each_is_noted(team: Cast, scene: Scene, bug: str) -> None:
    for who in (team.of_tea[Role.ANALYST], team.of_tea[Role.VIEWER], team.an):
        with pytest.raises(RefusedError):
            decide(who, "tea", bug, State.DONE, "x", scene)
        with pytest.raises(RefusedError):
            type_in(who, "tea", BUG, "", scene)
    with pytest.raises(RefusedError):
        decide(team.lin, "go", bug, State.DONE, "x", scene)
    with pytest.raises(RefusedError):
        set_levels(team.of_tea[Role.OPERATOR], "tea", Levels(), scene)
    give(team.lin, "tea", [bug], team.lin.id, scene)
    assert of(bug).owner_id == team.lin.id
    deeds = set(AuditLine.objects.values_list("deed", flat=True))
    assert {"receive_feedback", "change_feedback"} <= deeds


def test_who_leaves_takes_words_and_name_and_leaves_the_count(team: Cast, scene: Scene) -> None:
    mine = guest(team, scene)
    slug = send_in(mine, Given(Sort.IDEA, "我是阿满，加个夜间模式", consented=True), scene)
    show(team.lin, "tea", slug, "夜间模式", scene, public=True)
    vote(mine, slug, scene, wanted=True)
    assert [one.slug for one in of_guest(mine)] == [slug]
    copy = held(mine)
    assert copy["feedback"][0]["words"] == "我是阿满，加个夜间模式"  # type: ignore[index] # JSON
    leave(mine, scene)
    found = of(slug)
    assert (found.words, found.askers[0].reachable, found.consented, found.votes) == ("", False, False, 1)
    assert not BoardVote.objects.filter(key=f"g{mine.id}").exists()
    assert len(heard()) == 1


def test_who_left_this_moment_in_another_tab_leaves_nothing(team: Cast, scene: Scene, bug: str) -> None:
    show(team.lin, "tea", bug, "打不开", scene, public=True)
    gone = guest(team, scene)
    leave(gone, scene)
    with pytest.raises(RefusedError, match="已经离开"):
        send_in(gone, Given(Sort.IDEA, "加个夜间模式"), scene)
    with pytest.raises(RefusedError, match="已经离开"):
        vote(gone, bug, scene, wanted=True)
    assert not BoardVote.objects.exists()


def test_who_is_erased_stands_nowhere_and_the_counts_stay(team: Cast, scene: Scene) -> None:
    who = account("安")
    slug = make_of_message(team.lin, "tea", said(scene), BUG, scene)
    typed = type_in(team.lin, "tea", Given(Sort.BUG, "小安同学说打不开"), "小安同学", scene)
    decide(team.lin, "tea", typed, State.DECLINED, "告诉小安同学了", scene)
    assert len(heard()) == 2
    find = finder(traces([(who.account_id, "小安同学")]))
    assert forgetting.forget("tea", find, MASK) == 2
    assert forgetting.forget_person("tea", [who.code]) == 1
    told = whole("tea", typed)
    assert told is not None
    assert "小安同学" not in repr(told)
    assert of(slug).askers[0].person is None
    assert len(heard()) == 2
    assert WaitingAct.objects.count() == 0
    assert re.search("小安", repr(pieces("tea"))) is None
