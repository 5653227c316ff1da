"""Who is on a draw's list by its rule: of a segment, of an event, by deeds, by a typed list; who is left out, why."""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import cast as taken_for

import pytest
from cast import Cast
from django.conf import settings
from talkative import LAST, MEMBERS, SLUG

from juluo.desk.draws.actions.drawing import draw, seal
from juluo.desk.draws.actions.planning import plan, publish
from juluo.desk.draws.actions.taking_part import take_part
from juluo.desk.draws.facts import picks
from juluo.desk.draws.values import Entered, Plan, Way, Who, Why
from juluo.desk.events.actions.holding import check_in
from juluo.desk.events.actions.places import Guest, open_signup, sign_up
from juluo.desk.events.actions.planning import plan as plan_event
from juluo.desk.events.values import Form
from juluo.desk.events.values import Plan as EventPlan
from juluo.desk.segments.actions import keep_segment
from juluo.intake.acts import Act, append_acts
from juluo.ledger.acts import AccountsTied
from juluo.ledger.entry import Account
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import join
from juluo.shell.guests.actions.portal import open_portal, tie_guest
from juluo.shell.guests.facts import guests_named, portal
from juluo.shell.visit import Visit
from juluo.store.embedded import EmbeddedStore
from juluo.web.draws.entrants import composed, late_records

NIGHT = datetime(LAST.year, LAST.month, LAST.day, 16, tzinfo=UTC)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Looking:
    """What composing reads of a visit."""

    community: str
    who: Colleague
    scene: Scene


@pytest.fixture
def visit(team: Cast) -> Visit:
    return taken_for("Visit", Looking(SLUG, team.lin, Scene(NIGHT)))


def wanted(who: Who, **more: str) -> Plan:
    return replace(Plan("抽", "", "规则", 1, NIGHT + DAY, who), **more)  # type: ignore[arg-type]


def said(way: Way = Way.SPOKE, **more: object) -> Who:
    return replace(Who(way, since=NIGHT - DAY, until=NIGHT), **more)  # type: ignore[arg-type]


def accounts() -> dict[str, Account]:
    with closing(EmbeddedStore(settings.HOME)) as store:
        return {one.name: one for one in store.register.accounts(SLUG).values()}


def persons(found: Entered) -> set[int]:
    return {one.person for one in found.inside if one.person is not None}


def test_who_spoke_is_in_but_for_bots(visit: Visit) -> None:
    found = composed(visit, wanted(said()))
    assert persons(found.entered) == {accounts()[name].code for name in MEMBERS}
    assert found.entered.counts == {"bot": 1}
    assert [why for _, why in found.entered.out] == [Why.BOT]


def test_only_what_was_done_between_the_moments_and_in_the_channels_counts(visit: Visit) -> None:
    early = said(since=NIGHT - 400 * DAY, until=NIGHT - 399 * DAY)
    assert composed(visit, wanted(early)).entered.inside == ()
    # 何, the last of eight, speaks from 10:10 in the community's morning on.
    noon = NIGHT.replace(hour=2, minute=10)
    late = composed(visit, wanted(said(since=noon, until=noon + timedelta(minutes=1))))
    assert persons(late.entered) == {accounts()["何"].code}
    assert composed(visit, wanted(said(channels=(10_000,)))).entered.inside == ()


def test_a_word_must_stand_in_what_they_said(visit: Visit) -> None:
    assert len(composed(visit, wanted(said(Way.SAID, word="第69天"))).entered.inside) == 8
    assert composed(visit, wanted(said(Way.SAID, word="抽奖"))).entered.inside == ()


def test_records_that_end_before_the_rule_does_are_told(visit: Visit) -> None:
    whole, later = wanted(said(until=NIGHT - timedelta(hours=1))), wanted(said(until=NIGHT + DAY))
    assert not late_records(composed(visit, whole), whole)
    assert late_records(composed(visit, later), later)


def test_a_segment_gives_its_members(visit: Visit, team: Cast) -> None:
    number = keep_segment(team.lin, SLUG, "常来", "近28天活跃 ≥ 1 天", Scene(NIGHT))
    assert len(composed(visit, wanted(Who(Way.SEGMENT, segment=number))).entered.inside) == 8
    with pytest.raises(RefusedError, match="分群不在了"):
        composed(visit, wanted(Who(Way.SEGMENT, segment=number + 1)))


def test_an_event_gives_who_has_a_place_or_who_came(visit: Visit, team: Cast) -> None:
    scene, known = Scene(NIGHT), accounts()
    slug = plan_event(team.lin, SLUG, EventPlan(Form.MEETUP, "聚", starts=NIGHT + DAY, capacity=2), scene)
    open_signup(team.lin, SLUG, slug, scene)
    for who in (known["安"], Guest("外人", "t1"), known["岑"]):
        sign_up(SLUG, slug, who, scene)
    check_in(SLUG, slug, [known["大宝"]], scene)
    signed = composed(visit, wanted(Who(Way.SIGNED, event=slug))).entered
    assert [(one.person, one.name) for one in signed.inside] == [(known["安"].code, ""), (None, "外人")]
    came = composed(visit, wanted(Who(Way.CAME, event=slug))).entered
    assert persons(came) == {known["大宝"].code}


def test_whom_nobody_knows_is_out_where_only_members_are_in(visit: Visit) -> None:
    """Else who joins with ten browsers has ten chances, and a past winner or staff needs but another one."""
    who = Who(Way.LISTED, staff=False)
    listed = f"{MEMBERS[0]}\n谁也不是"
    assert len(composed(visit, wanted(who, listed=listed)).entered.inside) == 2
    found = composed(visit, wanted(replace(who, known=True), listed=listed)).entered
    assert (persons(found), found.counts) == ({accounts()[MEMBERS[0]].code}, {"unknown": 1})


def test_a_typed_list_is_matched_and_counts_each_once(visit: Visit) -> None:
    found = composed(visit, wanted(Who(Way.LISTED), listed="安\n安\n路人\n路人\n岑", kept_out="岑")).entered
    assert persons(found) == {accounts()["安"].code}
    assert [one.name for one in found.inside if one.person is None] == ["路人"]
    assert found.counts == {"own": 1, "twice": 2}


def test_a_person_of_two_accounts_counts_once(visit: Visit, team: Cast) -> None:
    known = accounts()
    with closing(EmbeddedStore(settings.HOME)) as store:
        community = store.community(SLUG)
        assert community is not None
        tied = AccountsTied((known["安"].code, known["岑"].code))
        append_acts(store, community, [Act(datetime.now(UTC), tied)])
    assert len(composed(visit, wanted(said())).entered.inside) == 7
    listed = composed(visit, wanted(Who(Way.LISTED), listed="安\n岑")).entered
    assert (len(listed.inside), listed.counts) == (1, {"twice": 1})
    open_portal(team.lin, SLUG, visit.scene)
    found = portal(SLUG)
    assert found is not None
    pressing = wanted(Who(Way.PRESSED))
    slug = plan(team.lin, SLUG, pressing, visit.scene)
    publish(team.lin, SLUG, slug, visit.scene)
    for name in ("安", "岑"):
        phone = join(SLUG, found.link, name, None, visit.scene)[0].id
        tie_guest(team.lin, SLUG, phone, known[name].code, visit.scene)
        take_part(guests_named(SLUG, [phone])[phone], slug, visit.scene)
    pressed = composed(visit, pressing, slug).entered
    assert (len(pressed.inside), pressed.counts) == (1, {"twice": 1}), "two phones of one member, too"


def test_winners_of_late_are_left_out_for_so_many_days_or_draws(visit: Visit, team: Cast) -> None:
    night = Scene(NIGHT)
    slug = plan(team.lin, SLUG, wanted(said()), night)
    everybody = composed(visit, wanted(said())).entered
    seal(team.lin, SLUG, slug, lambda: everybody, UTC, night)
    draw(team.lin, SLUG, slug, Scene(NIGHT + DAY))
    (winner,) = picks(SLUG, slug)
    for more in ({"won_days": 7}, {"won_draws": 1}):
        again = composed(visit, wanted(said(**more))).entered
        assert again.counts == {"bot": 1, "won": 1}
        assert winner.person not in persons(again)
    assert winner.person in persons(composed(visit, wanted(said())).entered)


def test_each_day_of_words_weighs_one_up_to_the_cap(visit: Visit) -> None:
    found = composed(visit, wanted(said(weight_days=3, weight_most=2))).entered
    assert {one.weight for one in found.inside} == {2}
    found = composed(visit, wanted(said(weight_days=8, weight_most=99))).entered
    assert {one.weight for one in found.inside} <= {6, 7}
    outsiders = composed(visit, wanted(Who(Way.LISTED, weight_days=8), listed="路人")).entered
    assert [one.weight for one in outsiders.inside] == [1]
