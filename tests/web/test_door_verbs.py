"""What devices at the door tell: once each, in the order of time, by two devices, of who withdrew, after the end."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from cast import Cast
from test_event_guests import guest, tied
from test_event_verbs import account, comes, night, told_to_ledger, tonight

from juluo.desk.events import facts
from juluo.desk.events.actions.door import MOST_AT_ONCE, take_scans
from juluo.desk.events.actions.forgetting import forget
from juluo.desk.events.actions.guests import forget_old_guests
from juluo.desk.events.actions.holding import check_in_row, close, reopen
from juluo.desk.events.actions.places import Guest, sign_up, withdraw
from juluo.desk.events.actions.planning import plan
from juluo.desk.events.actions.portal import come
from juluo.desk.events.codes import code_of
from juluo.desk.events.models import DoorScan, SignUp
from juluo.desk.events.values import GUEST_DAYS, Answer, Fate, Form, How, Place, Plan, Scan, Told, Why
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.models import AuditLine
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.portal import open_portal
from juluo.shell.outbox.models import WaitingAct
from juluo.store.traces import MASK

__all__ = ["night", "tonight"]


@pytest.fixture
def later(scene: Scene) -> Scene:
    """Two hours into the evening, when there is network again."""
    return replace(scene, now=scene.now + timedelta(hours=12))


def code(slug: str, number: int) -> str:
    return code_of("tea", slug, number)


def scanned(slug: str, number: int, at: datetime, key: str) -> Scan:
    return Scan(key, at, Told.CODE, code=code(slug, number))


def told(team: Cast, slug: str, scene: Scene, *scans: Scan) -> list[Answer]:
    return [*take_scans(team.lin, "tea", slug, scans, scene)]


def fates(answers: list[Answer]) -> list[tuple[Fate, Why | None]]:
    return [(one.fate, one.why) for one in answers]


def test_scans_count_once_however_often_they_are_told(night: str, scene: Scene, later: Scene, team: Cast) -> None:
    first, second = (comes(night, name, scene).number for name in ("安", "岑"))
    door = scene.now + timedelta(hours=10)
    scans = [
        scanned(night, second, door + timedelta(minutes=2), "two-second"),
        scanned(night, first, door, "one-first"),
        Scan("three-first", door + timedelta(minutes=3), Told.ROW, number=first),
    ]
    answers = told(team, night, later, *scans)
    assert [one.key for one in answers] == ["one-first", "two-second", "three-first"]
    assert [one.fate for one in answers] == [Fate.CAME, Fate.CAME, Fate.AGAIN]
    waiting = WaitingAct.objects.count()
    assert told(team, night, later, *scans) == answers
    assert WaitingAct.objects.count() == waiting, "nothing new to tell"
    row = SignUp.objects.get(pk=first)
    assert (row.came_at, row.came_how) == (door, How.CODE)
    found = told_to_ledger()
    assert (len(found.came), len(found.signed_up)) == (2, 2)
    assert AuditLine.objects.filter(deed="scan_at_door", about=night).count() == 2


def test_two_devices_make_one_check_in_with_the_earlier_time(
    night: str, scene: Scene, later: Scene, team: Cast
) -> None:
    number = comes(night, "安", scene).number
    door = scene.now + timedelta(hours=10)
    assert fates(told(team, night, later, scanned(night, number, door, "phone-0001"))) == [(Fate.CAME, None)]
    told_to_ledger()
    early = door - timedelta(minutes=9)
    assert fates(told(team, night, later, scanned(night, number, early, "tablet-001"))) == [(Fate.AGAIN, None)]
    assert SignUp.objects.get(pk=number).came_at == early
    assert len(told_to_ledger().came) == 1
    assert WaitingAct.objects.count() == 0


def test_no_time_is_before_the_sign_up_or_after_now(night: str, scene: Scene, later: Scene, team: Cast) -> None:
    first, second = (comes(night, name, scene).number for name in ("安", "岑"))
    answers = told(
        team,
        night,
        later,
        scanned(night, first, scene.now - timedelta(days=400), "clock-slow"),
        scanned(night, second, later.now + timedelta(days=400), "clock-fast"),
    )
    assert [(one.at, one.moved) for one in answers] == [(scene.now, True), (later.now, True)]


def test_other_codes_are_asked_about(night: str, scene: Scene, later: Scene, team: Cast) -> None:
    number = comes(night, "安", scene).number
    plan_of = Plan(Form.MEETUP, "Other", starts=scene.now + timedelta(hours=10))
    other = plan(team.lin, "tea", plan_of, scene)
    letters = code(night, number)
    forged = letters[:-1] + ("0" if letters[-1] != "0" else "1")
    wrong = (code(other, number), code_of("go", night, number), forged, "x" * 200, "")
    scans = [Scan(f"wrong-{nth}-key", later.now, Told.CODE, code=one) for nth, one in enumerate(wrong)]
    scans.append(Scan("no-such-row", later.now, Told.ROW, number=10**9))
    answers = told(team, night, later, *scans)
    assert fates(answers) == [(Fate.ASKED, Why.UNKNOWN)] * 6
    assert answers[0].words == code(other, number)
    yes = told(team, night, later, Scan("yes-to-wrong", later.now, Told.YES, of="wrong-0-key"))
    assert fates(yes) == [(Fate.ASKED, Why.UNKNOWN)], "nobody is let in by a code that is nobody's"
    no = told(team, night, later, *(Scan(f"{one.key}-no", later.now, Told.NO, of=one.key) for one in scans))
    assert {one.fate for one in no} == {Fate.NO}
    assert facts.asked_at_door("tea", night) == ()
    assert not SignUp.objects.exclude(came_at=None).exists()
    with pytest.raises(RefusedError, match="没公布"):
        told(team, other, later, scans[0])


def test_who_withdrew_or_waits_is_a_question(night: str, scene: Scene, later: Scene, team: Cast) -> None:
    gone, stays, waits = (comes(night, name, scene).number for name in ("安", "岑", "大宝"))
    late = comes(night, "方", scene).number
    withdraw("tea", night, gone, scene)
    door = scene.now + timedelta(hours=10)
    scans = [scanned(night, one, door, f"of-number-{one}") for one in (gone, waits, late)]
    answers = told(team, night, later, *scans)
    assert fates(answers) == [(Fate.ASKED, Why.WITHDRAWN), (Fate.CAME, None), (Fate.ASKED, Why.WAITING)]
    assert [one.number for one in facts.asked_at_door("tea", night)] == [gone, late]
    yes = Scan("let-them-in", later.now, Told.YES, of=scans[0].key)
    assert fates(told(team, night, later, yes)) == fates(told(team, night, later, yes)) == [(Fate.CAME, None)]
    told(team, night, later, Scan("not-this-one", later.now, Told.NO, of=scans[2].key))
    row = SignUp.objects.get(pk=gone)
    assert (row.came_at, row.state) == (door, Place.WALKED_IN)
    assert SignUp.objects.get(pk=late).came_at is None
    assert facts.asked_at_door("tea", night) == ()
    counts = facts.event("tea", night)
    assert counts is not None
    assert (counts.taken, counts.came, counts.walked_in, counts.waiting) == (2, 2, 1, 1)
    assert len(told_to_ledger().came) == 2
    assert stays


def test_the_code_of_a_sign_up_that_became_another_is_still_good(
    night: str, scene: Scene, later: Scene, team: Cast
) -> None:
    """They have a picture of it from before they said their phrase; a colleague had signed them up, too."""
    open_portal(team.lin, "tea", scene)
    account_row = sign_up("tea", night, account("安"), scene, by=team.lin).number
    one = guest("阿满", scene)
    old = come(one, night, "阿满", scene, remind=False).number
    tied(one, "安", team, scene)
    assert [(person.id, person.was) for person in facts.whole("tea", night).people] == [(account_row, (old,))]  # type: ignore[union-attr]
    answers = told(team, night, later, scanned(night, old, later.now, "an-old-picture"))
    assert [(one.fate, one.number) for one in answers] == [(Fate.CAME, account_row)]
    assert len(told_to_ledger().came) == 1


def test_a_slip_is_taken_back_and_stays_so(night: str, scene: Scene, later: Scene, team: Cast) -> None:
    number = comes(night, "安", scene).number
    tick = Scan("slipped-finger", later.now, Told.ROW, number=number)
    back = Scan("undo-the-slip", later.now + timedelta(seconds=1), Told.BACK, of=tick.key)
    assert fates(told(team, night, later, tick)) == [(Fate.CAME, None)]
    assert len(told_to_ledger().came) == 1
    assert fates(told(team, night, later, tick, back)) == [(Fate.CAME, None), (Fate.BACK, None)]
    assert fates(told(team, night, later, tick, back)) == [(Fate.BACK, None)] * 2
    assert SignUp.objects.get(pk=number).came_at is None
    assert len(told_to_ledger().came) == 0
    assert fates(told(team, night, later, Scan("about-nothing", later.now, Told.BACK, of="never-told"))) == [
        (Fate.NOTHING, None)
    ]


def test_what_one_device_takes_back_the_other_still_saw(night: str, scene: Scene, later: Scene, team: Cast) -> None:
    number, door = comes(night, "安", scene).number, scene.now + timedelta(hours=10)
    seen = scanned(night, number, door + timedelta(minutes=5), "tablet-saw-them")
    told(team, night, later, scanned(night, number, door, "phone-slipped"), seen)
    told(team, night, later, Scan("phone-undoes", later.now, Told.BACK, of="phone-slipped"))
    assert SignUp.objects.get(pk=number).came_at == seen.at
    told(team, night, later, Scan("tablet-undoes", later.now, Told.BACK, of=seen.key))
    assert SignUp.objects.get(pk=number).came_at is None
    assert len(told_to_ledger().came) == 0


def test_who_walks_in_is_noted_by_name_once(night: str, later: Scene, team: Cast) -> None:
    walk = Scan("walked-in-one", later.now, Told.NAME, name="小李")
    again = replace(walk, key="walked-in-two")
    assert fates(told(team, night, later, walk, again)) == [(Fate.CAME, None), (Fate.ASKED, Why.SAME_NAME)]
    assert fates(told(team, night, later, walk)) == [(Fate.CAME, None)]
    assert SignUp.objects.count() == 1
    assert fates(told(team, night, later, Scan("another-person", later.now, Told.YES, of=again.key))) == [
        (Fate.CAME, None)
    ]
    assert [*SignUp.objects.values_list("name", "state", "came_how")] == [("小李", Place.WALKED_IN, How.HAND)] * 2
    assert not DoorScan.objects.exclude(words="").exists(), "the name stands with the guest alone"
    assert len(told_to_ledger().came) == 2


def test_what_comes_after_the_end_is_kept_until_it_is_opened_again(
    night: str, scene: Scene, later: Scene, team: Cast
) -> None:
    first, second = (comes(night, name, scene).number for name in ("安", "岑"))
    door = scene.now + timedelta(hours=10)
    told(team, night, later, scanned(night, first, door, "in-time-0001"))
    close(team.lin, "tea", night, later)
    early = scanned(night, first, door - timedelta(minutes=5), "too-late-001")
    scans = [early, scanned(night, second, door, "too-late-002"), Scan("too-late-003", door, Told.NAME, name="小李")]
    answers = told(team, night, later, *scans)
    assert fates(answers) == [(Fate.AGAIN, None), (Fate.ASKED, Why.CLOSED), (Fate.ASKED, Why.CLOSED)]
    assert SignUp.objects.get(pk=first).came_at == door, "the list was closed with this time"
    yes = [Scan(f"{one.key}-yes", later.now, Told.YES, of=one.key) for one in scans[1:]]
    assert fates(told(team, night, later, *yes)) == [(Fate.ASKED, Why.CLOSED)] * 2
    assert len(told_to_ledger().came) == 1
    reopen(team.lin, "tea", night, later)
    assert fates(told(team, night, later, *yes)) == [(Fate.CAME, None)] * 2
    close(team.lin, "tea", night, later)
    assert len(told_to_ledger().came) == 3


def test_the_desk_and_the_door_agree(night: str, scene: Scene, later: Scene, team: Cast) -> None:
    number = comes(night, "安", scene).number
    check_in_row(team.lin, "tea", night, number, later, came=True)
    door = scene.now + timedelta(hours=10)
    assert fates(told(team, night, later, scanned(night, number, door, "after-the-desk"))) == [(Fate.AGAIN, None)]
    row = SignUp.objects.get(pk=number)
    assert (row.came_at, row.came_how) == (door, How.HAND)


def test_names_at_the_door_are_forgotten_too(night: str, scene: Scene, later: Scene, team: Cast) -> None:
    sign_up("tea", night, Guest("阿海"), scene, by=team.lin)
    told(team, night, later, Scan("of-that-name", later.now, Told.NAME, name="阿海"))
    find = re.compile("阿海")
    assert [words for words, _, _ in facts.naming("tea", find)] == ["阿海", "阿海"]
    assert forget("tea", find, MASK) == 2
    assert facts.naming("tea", find) == ()
    DoorScan.objects.update(words="小李")
    forget_old_guests(later.now + timedelta(days=GUEST_DAYS + 1))
    assert [*DoorScan.objects.values_list("words", flat=True)] == [""]


def test_only_who_keeps_the_list_and_not_without_end(night: str, later: Scene, team: Cast) -> None:
    with pytest.raises(RefusedError, match="你的角色"):
        take_scans(team.of_tea[Role.ANALYST], "tea", night, [], later)
    with pytest.raises(RefusedError, match="没有这场活动"):
        take_scans(team.lin, "go", night, [], later)
    many = [Scan(f"many-{nth:05}", later.now, Told.CODE) for nth in range(MOST_AT_ONCE + 1)]
    with pytest.raises(RefusedError, match="一次最多"):
        told(team, night, later, *many)
    assert told(team, night, later) == []
