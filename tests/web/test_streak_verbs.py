"""Check-ins on the portal and in the group: once a day, repaired by the rules, right again after a late import."""

import json
import re
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from at_once import at_once
from cast import Cast
from django.conf import settings

from juluo.desk.streaks import facts
from juluo.desk.streaks.actions.checking_in import Whom, check_in, enter, repair
from juluo.desk.streaks.actions.forgetting import forget, forget_person
from juluo.desk.streaks.actions.programmes import change, close, give_off, reopen, set_up, take_back_off
from juluo.desk.streaks.counting import Mark
from juluo.desk.streaks.hearing import listen, placed
from juluo.desk.streaks.models import CheckIn
from juluo.desk.streaks.values import Own, Plan
from juluo.intake.take_in import Wish, take_in
from juluo.ledger.period import Calendar
from juluo.shell.accounts.actions.refusals import NotAllowedError, RefusedError
from juluo.shell.accounts.facts import audit_of
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import join, leave
from juluo.shell.guests.actions.portal import open_portal, tie_guest, untie_guest
from juluo.shell.guests.facts import GuestFacts, guests_named, notices_of, portal
from juluo.store.embedded import EmbeddedStore
from juluo.store.traces import MASK

SHANGHAI = Calendar("Asia/Shanghai")
TODAY = date(2026, 11, 20)
DAILY = Plan("晨读", date(2026, 11, 1), grace=3)


def at(day: int, hour: int = 20, minute: int = 0) -> Scene:
    """A moment of November by the clock of Shanghai."""
    return Scene(datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8), "192.0.2.1")


def comes(cast: Cast, name: str = "阿满") -> GuestFacts:
    found = portal("tea")
    if found is None:
        open_portal(cast.lin, "tea", at(1))
        found = portal("tea")
    assert found is not None
    return join("tea", found.link, name, None, at(1))[0]


def now_of(guest: GuestFacts) -> GuestFacts:
    return guests_named("tea", [guest.id])[guest.id]


def stands(guest: GuestFacts, day: int, hour: int = 20, persons: tuple[int, ...] = ()) -> Own:
    return facts.own(facts.programmes("tea"), guest.id, persons, SHANGHAI, at(day, hour).now)[0]


@pytest.fixture
def slug(team: Cast) -> str:
    return set_up(team.lin, "tea", DAILY, at(1))


@pytest.fixture
def guest(team: Cast) -> GuestFacts:
    return comes(team)


def pressed(guest: GuestFacts, slug: str, *days: int, hour: int = 20) -> Own:
    return [check_in(guest, slug, None, (), SHANGHAI, at(day, hour)) for day in days][-1]


def test_a_day_counts_once_and_after_midnight_for_yesterday_where_that_is_meant(slug: str, guest: GuestFacts) -> None:
    own = pressed(guest, slug, 10, 10, 11)
    assert (own.streak.days, CheckIn.objects.count()) == (2, 2)
    own = facts.own(facts.programmes("tea"), guest.id, (), SHANGHAI, at(13, 1).now)[0]
    assert own.awaited == (date(2026, 11, 12), date(2026, 11, 13))
    assert check_in(guest, slug, date(2026, 11, 12), (), SHANGHAI, at(13, 1)).streak.days == 3
    with pytest.raises(RefusedError, match="只能打今天的卡"):
        check_in(guest, slug, date(2026, 11, 12), (), SHANGHAI, at(13, 4))
    assert check_in(guest, slug, None, (), SHANGHAI, at(13, 1)).streak.days == 4


def test_repairs_go_by_the_rules_and_are_shown_as_such(slug: str, guest: GuestFacts) -> None:
    pressed(guest, slug, 10, 12, 14)
    for day in (9, 14, 16):
        with pytest.raises(RefusedError, match="这一天补不了"):
            repair(guest, slug, date(2026, 11, day), (), SHANGHAI, at(14))
    own = repair(guest, slug, date(2026, 11, 13), (), SHANGHAI, at(14))
    assert (own.streak.days, own.streak.repaired, own.marks[date(2026, 11, 13)]) == (3, 1, Mark.REPAIRED)
    assert repair(guest, slug, date(2026, 11, 11), (), SHANGHAI, at(14)).streak.days == 5
    pressed(guest, slug, 16)
    with pytest.raises(RefusedError, match="2次补卡用完了"):
        repair(guest, slug, date(2026, 11, 15), (), SHANGHAI, at(16))
    with pytest.raises(RefusedError, match="这一天补不了"):
        repair(guest, slug, date(2026, 11, 11), (), SHANGHAI, at(15))


def test_days_off_break_nothing_also_when_they_are_given_afterwards(slug: str, guest: GuestFacts, team: Cast) -> None:
    pressed(guest, slug, 10, 11, 14)
    assert stands(guest, 14).streak.days == 1
    number = give_off(team.lin, "tea", slug, (date(2026, 11, 12), date(2026, 11, 13)), "停电", at(14))
    assert stands(guest, 14).streak.days == 3
    take_back_off(team.lin, "tea", slug, number, at(14))
    assert stands(guest, 14).streak.days == 1
    with pytest.raises(RefusedError, match="假期的最后一天"):
        give_off(team.lin, "tea", slug, (TODAY, date(2026, 11, 1)), "", at(14))


def test_a_milestone_is_told_once(slug: str, guest: GuestFacts) -> None:
    pressed(guest, slug, *range(1, 9), 8)
    (notice,) = notices_of(guest.id)
    assert notice.words.words("zh") == "“晨读”连着7天了。"
    assert notice.address == "/c/tea/checkins"


def test_what_is_over_or_not_begun_takes_no_check_in(slug: str, guest: GuestFacts, team: Cast) -> None:
    close(team.lin, "tea", slug, at(10))
    with pytest.raises(RefusedError, match="已经结束了"):
        pressed(guest, slug, 10)
    reopen(team.lin, "tea", slug, at(10))
    assert pressed(guest, slug, 10).streak.days == 1
    later = set_up(team.lin, "tea", replace(DAILY, first=TODAY), at(10))
    with pytest.raises(RefusedError, match="还没开始"):
        pressed(guest, later, 10)
    weekend = set_up(team.lin, "tea", replace(DAILY, weekdays=frozenset({5, 6})), at(10))
    with pytest.raises(RefusedError, match="今天不用打卡"):
        pressed(guest, weekend, 10)
    with pytest.raises(RefusedError, match="没有这个打卡"):
        pressed(guest, "nothing", 10)


def test_rules_that_do_not_hold_together_are_refused_and_roles_asked(team: Cast, slug: str) -> None:
    wrong: dict[str, dict[str, Any]] = {
        "写一个名字": {"title": " "},
        "太长了": {"title": "长" * 81},
        "两年之内": {"first": date(2036, 1, 1)},
        "最长三年": {"last": date(2026, 10, 1)},
        "至少选一天": {"weekdays": frozenset()},
        "宽限最多": {"grace": 13},
        "最多10句": {"words": tuple(f"打卡{n}" for n in range(11))},
        "至少两个字": {"words": ("卡",)},
    }
    for words, one in wrong.items():
        with pytest.raises(RefusedError, match=words):
            change(team.lin, "tea", slug, replace(DAILY, **one), at(10))
    for refused in (
        lambda: set_up(team.of_tea[Role.ANALYST], "tea", DAILY, at(1)),
        lambda: change(team.an, "tea", slug, DAILY, at(1)),
        lambda: close(team.of_tea[Role.VIEWER], "tea", slug, at(1)),
        lambda: give_off(team.of_tea[Role.MODERATOR], "go", slug, (TODAY, TODAY), "", at(1)),
    ):
        with pytest.raises(RefusedError, match="你的角色"):
            refused()


def say(*lines: tuple[str, str, str], name: str = "later") -> None:
    """The next export of the group: who said what when."""
    path = Path(settings.HOME).parent / f"{name}.jsonl"
    rows = (
        {"id": f"{name}{n}", "ts": when, "author": who, "text": words} for n, (who, when, words) in enumerate(lines)
    )
    path.write_text(
        "".join(json.dumps({**row, "channel": "广场", "is_bot": row["author"] == "机器人"}) + "\n" for row in rows)
    )
    with closing(EmbeddedStore(settings.HOME)) as store:
        take_in(store, "tea", [path], Wish(timezone="Asia/Shanghai"))


def heard() -> int:
    with closing(EmbeddedStore(settings.HOME)) as store:
        found = store.community("tea")
        assert found is not None
        with closing(store.view(found)) as view:
            return listen(view, "tea", at(20).now)


def code_of(name: str) -> int:
    with closing(EmbeddedStore(settings.HOME)) as store:
        return next(one.code for one in store.register.accounts("tea").values() if one.name == name)


def test_words_in_the_group_count_and_a_late_import_puts_streaks_right(
    slug: str, guest: GuestFacts, team: Cast
) -> None:
    say(
        ("安", "2026-11-10T08:00:00+08:00", "打卡"),
        ("安", "2026-11-10T09:00:00+08:00", "第10天打卡"),
        ("安", "2026-11-13T01:30:00+08:00", "打卡，补昨天的"),
        ("岑", "2026-11-10T09:00:00+08:00", "打卡在哪里？"),
        ("机器人", "2026-11-10T09:00:00+08:00", "打卡"),
    )
    assert heard() == 2
    assert heard() == 0
    an = code_of("安")
    assert {row.person for row in CheckIn.objects.all()} == {an}
    own = stands(guest, 13, persons=(an,))
    assert (sorted(day.day for day in own.marks), own.streak.days) == ([10, 12], 1)
    say(("安", "2026-11-11T22:00:00+08:00", "打卡"), ("安", "2026-11-12T23:00:00+08:00", "打卡"), name="late")
    assert heard() == 2
    own = stands(guest, 13, persons=(an,))
    assert (sorted(day.day for day in own.marks), own.streak.days) == ([10, 11, 12, 13], 4)
    with closing(EmbeddedStore(settings.HOME)) as store:
        store.undo(3)
    assert heard() == 2
    assert stands(guest, 13, persons=(an,)).streak.days == 1
    change(team.lin, "tea", slug, replace(DAILY, words=("读完了",)), at(13))
    assert heard() == 2
    assert not CheckIn.objects.exists()


def test_hours_of_grace_are_real_hours_when_the_clocks_change() -> None:
    """New York, 1 November 2026: at 2:00 it is 1:00 again; 8 March: 2:00 is 3:00."""
    new_york = Calendar("America/New_York")
    autumn = datetime(2026, 11, 1, 4, 0, tzinfo=UTC)
    assert [placed(new_york, 2, autumn + timedelta(hours=n, minutes=59))[1] for n in (0, 1, 2)] == [True, True, False]
    spring = datetime(2026, 3, 8, 5, 0, tzinfo=UTC)
    assert [placed(new_york, 2, spring + timedelta(hours=n, minutes=59))[1] for n in (0, 1, 2)] == [True, True, False]
    assert placed(new_york, 2, autumn + timedelta(hours=24, minutes=59)) == (date(2026, 11, 1), False)
    assert placed(new_york, 2, spring + timedelta(hours=23)) == (date(2026, 3, 9), True)


def test_who_is_tied_is_one_person_with_their_messages_and_apart_again(
    slug: str, guest: GuestFacts, team: Cast
) -> None:
    say(("安", "2026-11-10T08:00:00+08:00", "打卡"), ("安", "2026-11-11T08:00:00+08:00", "打卡"))
    heard()
    other = comes(team, "安的平板")
    pressed(guest, slug, 11, 12)
    pressed(other, slug, 12)
    an = code_of("安")
    for one in (guest, other):
        tie_guest(team.lin, "tea", one.id, an, at(12))
    assert {row.person for row in CheckIn.objects.all()} == {an}
    assert CheckIn.objects.count() == 5, "each phone keeps what was pressed on it"
    number = facts.programmes("tea")[0].id
    assert facts.counts("tea") == {number: 3}, "a press for the same day on two phones is one"
    tied = now_of(guest)
    assert stands(tied, 12, persons=(an,)).streak.days == 3
    untie_guest(team.lin, "tea", guest.id, at(12))
    assert stands(now_of(guest), 12).streak.days == 2
    assert stands(now_of(other), 12, persons=(an,)).streak.days == 3
    assert facts.counts("tea") == {number: 5}
    untie_guest(team.lin, "tea", other.id, at(12))
    assert stands(now_of(other), 12).streak.days == 1, "each has back what was theirs"


def test_who_presses_on_the_account_of_a_wrong_tie_keeps_their_day(slug: str, guest: GuestFacts, team: Cast) -> None:
    """A stranger was taken for somebody, and both pressed: once they are parted each has their own days."""
    owner, an = comes(team, "真的安"), code_of("安")
    tie_guest(team.lin, "tea", guest.id, an, at(11))
    pressed(now_of(guest), slug, 11, 12)
    tie_guest(team.lin, "tea", owner.id, an, at(11))
    pressed(now_of(owner), slug, 11, 12)
    number = facts.programmes("tea")[0].id
    assert facts.counts("tea") == {number: 2}
    untie_guest(team.lin, "tea", guest.id, at(12))
    assert facts.counts("tea") == {number: 4}
    assert [stands(now_of(one), 12).streak.days for one in (guest, owner)] == [2, 2]
    leave(now_of(guest), at(12))
    assert facts.counts("tea") == {number: 4}
    assert forget_person("tea", [an]) == 2
    assert not CheckIn.objects.exclude(person=None, guest=None).exists()


def test_an_organiser_enters_a_day_by_the_rules_of_repair(slug: str, guest: GuestFacts, team: Cast) -> None:
    an = code_of("安")
    of_guest, of_member = Whom("tea", guest=guest.id, guests=(guest.id,)), Whom("tea", an, None, (an,))

    def entered(who: Whom, of: int, day: int) -> Own:
        return enter(team.lin, who, slug, date(2026, 11, of), SHANGHAI, at(day))

    with pytest.raises(RefusedError, match="补不了"):
        entered(of_guest, 11, 12)
    assert entered(of_guest, 12, 12).streak.days == 1
    with pytest.raises(RefusedError, match="已经有了"):
        entered(of_guest, 12, 12)
    with pytest.raises(RefusedError, match="还没到"):
        entered(of_guest, 13, 12)
    assert entered(of_member, 10, 10).streak.days == 1
    assert entered(of_member, 11, 12).streak.repaired == 1
    assert facts.counts("tea") == {facts.programmes("tea")[0].id: 2}
    assert [row["how"] for row in facts.held(guest.id)] == ["desk"]
    assert [one.deed for one in audit_of("tea")].count("enter_check_in") == 3
    with pytest.raises(NotAllowedError):
        enter(team.of_tea[Role.VIEWER], of_guest, slug, date(2026, 11, 12), SHANGHAI, at(12))


def test_who_leaves_or_is_erased_is_nobody_and_every_count_stays(slug: str, guest: GuestFacts, team: Cast) -> None:
    say(("安", "2026-11-10T08:00:00+08:00", "打卡"), ("岑", "2026-11-10T08:00:00+08:00", "打卡"))
    heard()
    pressed(guest, slug, 10, 11)
    an, cen = code_of("安"), code_of("岑")
    tie_guest(team.lin, "tea", guest.id, an, at(12))
    number = facts.programmes("tea")[0].id
    assert facts.counts("tea") == {number: 3}
    leave(now_of(guest), at(12))
    assert facts.counts("tea") == {number: 3}
    assert not CheckIn.objects.filter(guest=guest.id).exists()
    assert [one[1] for one in facts.about("tea", [an])] == ["晨读 2026-11-10"]
    assert forget_person("tea", [an, cen]) == 2
    assert facts.about("tea", [an, cen]) == ()
    assert not CheckIn.objects.exclude(person=None, guest=None, entry_id=None).exists()
    with closing(EmbeddedStore(settings.HOME)) as store:
        store.erase("tea", [one for one in store.register.accounts("tea").values() if one.code in {an, cen}])
    heard()
    assert not CheckIn.objects.exclude(person=None).exists()


def test_names_are_masked_where_operators_wrote_them(team: Cast) -> None:
    slug = set_up(team.lin, "tea", replace(DAILY, title="和阿海晨读", about="问阿海", words=("阿海打卡",)), at(1))
    give_off(team.lin, "tea", slug, (TODAY, TODAY), "阿海生日", at(1))

    assert len(facts.naming("tea", re.compile("阿海"))) == 4
    assert forget("tea", re.compile("阿海"), MASK) == 2
    assert facts.naming("tea", re.compile("阿海")) == ()


def test_fifty_at_once_are_fifty_and_each_once(database: Cast) -> None:
    slug = set_up(database.lin, "tea", replace(DAILY, repairs=1, within=9), at(1))
    people = [comes(database, f"客{n}") for n in range(25)]
    for day in (10, 12, 14):
        check_in(people[0], slug, None, (), SHANGHAI, at(day))

    def press(number: int) -> None:
        # Everybody presses on two phones at once; one of them also repairs two days, of which one is allowed.
        check_in(people[number % 25], slug, None, (), SHANGHAI, at(15))
        if number % 25 == 0:
            repair(people[0], slug, date(2026, 11, 11 if number else 13), (), SHANGHAI, at(15))

    _, wrong = at_once(press)
    assert [type(one) for one in wrong] == [RefusedError]
    assert CheckIn.objects.filter(day=date(2026, 11, 15)).count() == 25
    assert CheckIn.objects.filter(how="repair").count() == 1
