"""Events and the portal's guests: who signs up as whom, who is told of what, what follows them, what holds a flood."""

import re
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cast import Cast
from django.conf import settings
from test_event_verbs import account, told_to_ledger
from work_off import work_off

from juluo.desk.events import facts
from juluo.desk.events.actions.forgetting import forget_person
from juluo.desk.events.actions.guests import forget_old_guests
from juluo.desk.events.actions.holding import cancel, check_in, close
from juluo.desk.events.actions.places import open_signup, sign_up
from juluo.desk.events.actions.planning import change, plan
from juluo.desk.events.actions.portal import TRIES, arrive, come, give_back
from juluo.desk.events.actions.reminding import remind
from juluo.desk.events.jobs import send_reminders
from juluo.desk.events.models import DoorTry, SignUp
from juluo.desk.events.own import coming, own, own_of, public_event, reachable
from juluo.desk.events.poster import TURN, code_at
from juluo.desk.events.values import GUEST_DAYS, Form, Place, Plan, Remind, State
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.agreeing import agree, take_back
from juluo.shell.guests.actions.joining import join, leave
from juluo.shell.guests.actions.portal import open_portal, tie_guest, untie_guest
from juluo.shell.guests.facts import GuestFacts, guests_named, notices_of, portal
from juluo.shell.guests.values import Purpose
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.schedule import Every
from juluo.store.embedded import EmbeddedStore

ELSEWHERE = "203.0.113.9"
HOUR = timedelta(hours=1)
# 安, as the ledger tells people apart.
AN = "account 8"


def planned(scene: Scene) -> Plan:
    """In ten hours, for two, where people share a network."""
    starts = scene.now + 10 * HOUR
    return Plan(
        Form.MEETUP,
        "Tea night",
        starts=starts,
        ends=starts + 2 * HOUR,
        place="武康路1号",
        capacity=2,
        one_network=True,
    )


@pytest.fixture
def tonight(scene: Scene) -> Plan:
    return planned(scene)


@pytest.fixture
def night(team: Cast, scene: Scene, tonight: Plan) -> str:
    open_portal(team.lin, "tea", scene)
    return announced(team, tonight, scene)


def announced(team: Cast, wanted: Plan, scene: Scene) -> str:
    slug = plan(team.lin, "tea", wanted, scene)
    open_signup(team.lin, "tea", slug, scene)
    return slug


def guest(name: str, scene: Scene) -> GuestFacts:
    found = portal("tea")
    assert found is not None
    return join("tea", found.link, name, None, scene)[0]


def tied(one: GuestFacts, name: str, team: Cast, scene: Scene) -> GuestFacts:
    tie_guest(team.lin, "tea", one.id, account(name).code, scene)
    return again(one)


def again(one: GuestFacts) -> GuestFacts:
    return guests_named("tea", [one.id])[one.id]


def standings(slug: str) -> list[tuple[str, int | None]]:
    rows = SignUp.objects.filter(event__slug=slug).order_by("pk")
    return [(row.state, row.person) for row in rows]


def told_of(one: GuestFacts) -> list[str]:
    return [str(notice.words) for notice in notices_of(one.id)]


def taken(slug: str) -> int:
    found = facts.event("tea", slug)
    assert found is not None
    return found.taken


def test_who_is_not_known_signs_up_by_name_and_who_is_as_their_account(night: str, scene: Scene, team: Cast) -> None:
    stranger, member = guest("阿满", scene), tied(guest("安的手机", scene), "安", team, scene)
    assert come(stranger, night, "小满", scene, remind=True).place is Place.IN
    assert come(member, night, "不管叫什么", scene, remind=False).place is Place.IN
    assert come(stranger, night, "换个名", scene, remind=True).number == SignUp.objects.order_by("pk")[0].pk
    rows = SignUp.objects.order_by("pk")
    assert [(row.guest, row.person, row.name) for row in rows] == [
        (stranger.id, None, "小满"),
        (member.id, account("安").code, ""),
    ]
    assert told_to_ledger().signed_up == {f"guest g{stranger.known_as}", AN}
    assert [one.event.slug for one in own(member)] == [night]
    assert own(guest("别人", scene)) == ()


def test_what_is_only_planned_is_not_there_on_the_portal(night: str, scene: Scene, team: Cast, tonight: Plan) -> None:
    one, slug = guest("阿满", scene), plan(team.lin, "tea", tonight, scene)
    assert public_event("tea", slug) is None
    with pytest.raises(RefusedError, match="没有这场活动"):
        come(one, slug, "阿满", scene, remind=False)
    assert [found.slug for found in coming("tea", scene.now, 9)] == [night]
    late = replace(scene, now=scene.now + 13 * HOUR)
    assert coming("tea", late.now, 9) == ()
    with pytest.raises(RefusedError, match="已经过去了"):
        come(one, night, "阿满", late, remind=False)


def test_a_place_given_back_goes_to_the_next_who_is_told(night: str, scene: Scene, team: Cast) -> None:
    people = [guest(name, scene) for name in ("一", "二", "三", "四")]
    standing = [come(one, night, "", scene, remind=False) for one in people]
    assert [(one.place, one.ahead) for one in standing][2:] == [(Place.WAITING, 0), (Place.WAITING, 1)]
    assert [one.name for one in SignUp.objects.order_by("pk")] == ["一", "二", "三", "四"]
    give_back(people[0], night, scene)
    give_back(people[0], night, scene)
    assert [state for state, _ in standings(night)] == ["out", "in", "in", "waiting"]
    assert told_of(people[2]) == ["“Tea night”有位置了，轮到你了：你报上了。"]
    assert told_of(people[3]) == []
    mine = own_of(people[3], facts.event("tea", night))  # type: ignore[arg-type]
    assert mine is not None
    assert (mine.place, mine.ahead, mine.holds) == (Place.WAITING, 0, True)
    assert team


def test_a_guest_who_is_tied_is_counted_once(night: str, scene: Scene, team: Cast) -> None:
    one = guest("阿满", scene)
    come(one, night, "阿满", scene, remind=True)
    assert told_to_ledger().signed_up == {f"guest g{one.known_as}"}
    tied(one, "安", team, scene)
    assert standings(night) == [("in", account("安").code)]
    assert told_to_ledger().signed_up == {AN}
    untie_guest(team.lin, "tea", one.id, scene)
    assert standings(night) == [("in", None)]
    assert SignUp.objects.get().name == "阿满"
    assert told_to_ledger().signed_up == {f"guest g{one.known_as}"}


@pytest.mark.parametrize("came", [False, True])
def test_two_rows_of_one_person_become_one_and_the_place_is_free(
    night: str, scene: Scene, team: Cast, tonight: Plan, *, came: bool
) -> None:
    one, waits = guest("阿满", scene), guest("等着的", scene)
    sign_up("tea", night, account("安"), scene, by=team.lin, words="要吃素")
    come(one, night, "阿满", scene, remind=True)
    come(waits, night, "等着的", scene, remind=True)
    if came:
        arrive(one, night, code_at(SignUp.objects.all()[0].event.pk, tonight.starts).digits, at(tonight))  # type: ignore[arg-type]
    tied(one, "安", team, scene)
    assert standings(night) == [("in", account("安").code), ("in", None)]
    assert (taken(night), SignUp.objects.order_by("pk")[0].note) == (2, "要吃素")
    assert told_of(waits) == ["“Tea night”有位置了，轮到你了：你报上了。"]
    found = told_to_ledger()
    assert found.signed_up == {AN, f"guest g{waits.known_as}"}
    assert found.came == ({AN} if came else frozenset())


def test_a_waiting_account_gets_the_place_its_guest_had(night: str, scene: Scene, team: Cast) -> None:
    one = guest("阿满", scene)
    come(one, night, "阿满", scene, remind=True)
    for name in ("岑", "安"):
        sign_up("tea", night, account(name), scene, by=team.lin)
    tied(one, "安", team, scene)
    assert standings(night) == [("in", account("岑").code), ("in", account("安").code)]
    assert (taken(night), len(told_to_ledger().signed_up)) == (2, 2)


def test_who_leaves_gives_back_what_is_to_come_and_is_nobody_in_what_was(
    night: str, scene: Scene, team: Cast, tonight: Plan
) -> None:
    member, stranger, waits = (guest(name, scene) for name in ("一", "二", "三"))
    member = tied(member, "安", team, scene)
    for one in (member, stranger, waits):
        come(one, night, "", scene, remind=True)
    leave(stranger, scene)
    assert [state for state, _ in standings(night)] == ["in", "out", "in"]
    assert SignUp.objects.order_by("pk")[1].name == ""
    after = at(tonight)
    check_in("tea", night, [account("安")], after, by=team.lin)
    close(team.lin, "tea", night, replace(after, now=after.now + 3 * HOUR))
    leave(again(member), after)
    row = SignUp.objects.order_by("pk")[0]
    assert (row.state, row.person, row.guest, row.came_at is not None) == ("in", None, None, True)
    found = told_to_ledger()
    assert (len(found.signed_up), len(found.came), found.accounts) == (2, 1, frozenset())


def test_an_erased_member_leaves_no_guest_behind(night: str, scene: Scene, team: Cast) -> None:
    member = tied(guest("阿满", scene), "安", team, scene)
    come(member, night, "阿满", scene, remind=True)
    assert forget_person("tea", [account("安").code]) == 1
    with closing(EmbeddedStore(settings.HOME)) as store:
        store.erase("tea", [account("安")])
    assert own(member) == ()
    found = told_to_ledger()
    assert (len(found.signed_up), found.accounts) == (1, frozenset())


def test_reminders_come_at_their_hours_once_to_whom_they_may(night: str, scene: Scene, team: Cast) -> None:
    ticked, silent, waits = (guest(name, scene) for name in ("一", "二", "三"))
    come(ticked, night, "", scene, remind=True)
    come(silent, night, "", scene, remind=False)
    come(waits, night, "", scene, remind=True)
    event = SignUp.objects.all()[0].event
    assert reachable(event.pk) == {SignUp.objects.get(guest=ticked.id).pk}
    assert event.starts is not None
    assert remind(event.starts - timedelta(hours=2, minutes=1)) == 0, "signed up after the day before"
    for _ in range(2):
        remind(event.starts - timedelta(hours=2))
    assert told_of(ticked) == ["“Tea night”不到2小时就开始了。"]
    assert told_of(silent) == told_of(waits) == []
    assert remind(event.starts) == 0
    assert SignUp.objects.get(guest=ticked.id).reminded_at is not None
    assert team


def test_both_reminders_of_an_event_of_next_week(night: str, scene: Scene, team: Cast, tonight: Plan) -> None:
    starts = scene.now + timedelta(days=7)
    slug = announced(team, replace(tonight, starts=starts, ends=None), scene)
    one = guest("阿满", scene)
    come(one, slug, "", scene, remind=True)
    for before in (25, 24, 23, 2, 1):
        remind(starts - timedelta(hours=before))
    assert told_of(one) == ["“Tea night”不到2小时就开始了。", "“Tea night”不到24小时就开始了。"]
    assert night != slug
    change(team.lin, "tea", slug, replace(tonight, starts=starts + timedelta(days=1), ends=None), scene)
    remind(starts + timedelta(days=1) - HOUR)
    assert told_of(one).count("“Tea night”不到2小时就开始了。") == 2, "another day, another reminder"
    never = announced(team, replace(tonight, starts=starts, ends=None, remind=Remind.NONE), scene)
    other = guest("别人", scene)
    come(other, never, "", scene, remind=True)
    remind(starts - timedelta(hours=1))
    assert told_of(other) == []


def test_a_no_to_reminders_holds_and_a_yes_reaches_whom_a_colleague_wrote_in(
    night: str, scene: Scene, team: Cast, tonight: Plan
) -> None:
    assert tonight.starts is not None
    refused, written = guest("一", scene), tied(guest("二", scene), "安", team, scene)
    come(refused, night, "", scene, remind=True)
    agree(refused, Purpose.REMIND, scene)
    take_back(refused, Purpose.REMIND, Scene(scene.now + HOUR))
    sign_up("tea", night, account("安"), scene, by=team.lin)
    remind(tonight.starts - HOUR)
    assert (told_of(refused), told_of(written)) == ([], [])
    later = Scene(scene.now + 2 * HOUR)
    give_back(refused, night, later)
    come(refused, night, "", later, remind=True)
    assert remind(tonight.starts - timedelta(minutes=90)) == 1, "ticked anew after the no"
    agree(written, Purpose.REMIND, scene)
    assert remind(tonight.starts - HOUR) == 1
    assert told_of(written) == ["“Tea night”不到2小时就开始了。"]


def test_who_signed_up_hears_that_it_moved_or_is_called_off(
    night: str, scene: Scene, team: Cast, tonight: Plan
) -> None:
    one, waits = guest("一", scene), guest("三", scene)
    come(one, night, "", scene, remind=False)
    sign_up("tea", night, account("安"), scene, by=team.lin)
    come(waits, night, "", scene, remind=False)
    change(team.lin, "tea", night, replace(tonight, content="带上杯子"), scene)
    assert told_of(one) == []
    moved = replace(tonight, place="别处")
    for later, wanted in enumerate((moved, tonight, moved)):
        change(team.lin, "tea", night, wanted, replace(scene, now=scene.now + timedelta(minutes=later)))
    assert told_of(one) == told_of(waits) == ["“Tea night”的时间或地点改了：看看还来不来得了。"] * 3
    cancel(team.lin, "tea", night, "下雨", scene)
    assert "“Tea night”取消了，不办了：下雨" in told_of(waits)
    assert not any("武康路" in words or "别处" in words for words in told_of(one)), (
        "the place is for those with a place"
    )


def at(wanted: Plan) -> Scene:
    """The moment it starts."""
    assert wanted.starts is not None
    return Scene(wanted.starts, ELSEWHERE)


def test_the_code_at_the_door_is_of_this_event_and_these_minutes(
    night: str, scene: Scene, team: Cast, tonight: Plan
) -> None:
    one, other = guest("一", scene), guest("没报名", scene)
    come(one, night, "", scene, remind=False)
    event, start = SignUp.objects.all()[0].event.pk, at(tonight)
    code = code_at(event, start.now)
    assert re.fullmatch(r"\d{6}", code.digits)
    assert code.until > start.now
    with pytest.raises(RefusedError, match="现在不能签到"):
        arrive(one, night, code_at(event, scene.now).digits, scene)
    with pytest.raises(RefusedError, match="码不对"):
        arrive(one, night, code_at(event + 1, start.now).digits, start)
    with pytest.raises(RefusedError, match="码不对"):
        arrive(one, night, code_at(event, start.now - 2 * TURN).digits, start)
    with pytest.raises(RefusedError, match="名单上没有你"):
        arrive(other, night, code.digits, start)
    arrive(one, night, f" {code.digits[:3]} {code.digits[3:]}", start)
    arrive(one, night, code_at(event, start.now - TURN).digits, start)
    with pytest.raises(RefusedError, match="已经签到"):
        give_back(one, night, start)
    row = SignUp.objects.get(guest=one.id)
    assert (row.state, row.came_how, row.came_at) == ("in", "code", start.now)
    change(team.lin, "tea", night, replace(tonight, walk_ins=True), scene)
    arrive(other, night, code.digits, start)
    assert SignUp.objects.get(guest=other.id).state == "walked"
    assert len(told_to_ledger().came) == 2


def test_guessing_the_code_ends_soon(night: str, scene: Scene, team: Cast, tonight: Plan) -> None:
    one, start = guest("一", scene), at(tonight)
    come(one, night, "", scene, remind=False)
    code = code_at(SignUp.objects.all()[0].event.pk, start.now).digits
    wrong = f"{(int(code) + 1) % 1_000_000:06d}"
    for _ in range(TRIES):
        with pytest.raises(RefusedError, match="码不对"):
            arrive(one, night, wrong, start)
    with pytest.raises(RefusedError, match="试错太多次"):
        arrive(one, night, code, start)
    later = Scene(start.now + HOUR, ELSEWHERE)
    arrive(one, night, code_at(SignUp.objects.all()[0].event.pk, later.now).digits, later)
    assert not DoorTry.objects.exists()
    assert team


def test_who_is_tied_while_they_sign_up_is_no_guest(night: str, scene: Scene, team: Cast) -> None:
    """The page was asked for before, the form sent after: what the page knew of them is old."""
    one = guest("阿满", scene)
    tied(one, "安", team, scene)
    come(one, night, "阿满", scene, remind=False)
    assert standings(night) == [("in", account("安").code)]
    gone = guest("走了的", scene)
    leave(gone, scene)
    with pytest.raises(RefusedError, match="已经离开"):
        come(gone, night, "", scene, remind=False)


def test_names_and_addresses_go_in_time(night: str, scene: Scene, team: Cast, tonight: Plan) -> None:
    come(guest("阿满", scene), night, "", Scene(scene.now, ELSEWHERE), remind=False)
    assert SignUp.objects.get().origin
    assert tonight.ends is not None
    assert forget_old_guests(tonight.ends + timedelta(days=GUEST_DAYS + 1)) == 1
    row = SignUp.objects.get()
    assert (row.name, row.origin) == ("", "")
    assert facts.event("tea", night).state is State.OPEN  # type: ignore[union-attr]
    assert set(work_off()) <= {"done"}
    assert team


def test_a_worker_sends_reminders(team: Cast, tonight: Plan) -> None:
    early = Scene(datetime.now(UTC) - 3 * HOUR)
    open_portal(team.lin, "tea", early)
    slug = announced(team, replace(tonight, starts=early.now + 4 * HOUR, ends=None), early)
    one = guest("阿满", early)
    come(one, slug, "", early, remind=True)
    enqueue(send_reminders)
    assert set(work_off()) == {"done"}
    assert told_of(one) == ["“Tea night”不到2小时就开始了。"]
    assert send_reminders.schedule == Every(timedelta(minutes=5))
