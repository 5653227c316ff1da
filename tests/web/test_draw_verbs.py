"""What is done with draws: their order, two at once, what changes the seal, what goes with whom."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from at_once import at_once
from cast import Cast
from draw_held import LIST, PEOPLE, VALUE, ZONE, drawn, guest, late, sealed, slug, wanted

from juluo.desk.draws import facts
from juluo.desk.draws.actions.drawing import draw, hand_over, pass_over, say_value, seal
from juluo.desk.draws.actions.planning import call_off, change, plan, publish
from juluo.desk.draws.actions.taking_part import take_part
from juluo.desk.draws.drand import address
from juluo.desk.draws.entering import tags
from juluo.desk.draws.models import Draw, DrawnPick, Entrant, Pressed
from juluo.desk.draws.proof import checked, read, written
from juluo.desk.draws.sealed import Mode
from juluo.desk.draws.values import Candidate, Entered, Plan, State, Way, Who
from juluo.shell.accounts.actions.refusals import NotAllowedError, RefusedError
from juluo.shell.accounts.models import AuditLine
from juluo.shell.accounts.scene import Scene

__all__ = ["drawn", "late", "sealed", "slug", "wanted"]


def told(slug: str) -> State:
    found = facts.draw("tea", slug)
    assert found is not None
    return found.state


def test_each_step_once_and_in_its_order(colleagues: Cast, slug: str, scene: Scene, late: Scene) -> None:
    lin = colleagues.lin
    for too_early in (
        lambda: say_value(lin, "tea", slug, VALUE, late),
        lambda: draw(lin, "tea", slug, late),
        lambda: pass_over(lin, "tea", slug, 1, "联系不上", late),
    ):
        with pytest.raises(RefusedError, match="没公布"):
            too_early()
    published = seal(lin, "tea", slug, lambda: LIST, ZONE, scene)
    found = facts.draw("tea", slug)
    assert found is not None
    assert (found.seal, found.entrants, found.secret, found.left_out) == (published, 40, "", {"bot": 1, "staff": 2})
    assert found.closes_told == "2026-11-20T11:00+08:00"
    with pytest.raises(RefusedError, match="已经封存"):
        seal(lin, "tea", slug, lambda: LIST, ZONE, scene)
    with pytest.raises(RefusedError, match="已经封存"):
        change(lin, "tea", slug, found.plan, scene)
    with pytest.raises(RefusedError, match="还没到开奖时刻"):
        say_value(lin, "tea", slug, VALUE, scene)
    with pytest.raises(RefusedError, match="先填公开数"):
        draw(lin, "tea", slug, late)
    say_value(lin, "tea", slug, "０３", late)
    say_value(lin, "tea", slug, VALUE, late)
    winners = draw(lin, "tea", slug, late)
    assert len(set(winners)) == 3
    with pytest.raises(RefusedError, match="只开一次"):
        draw(lin, "tea", slug, late)
    with pytest.raises(RefusedError, match="只开一次"):
        say_value(lin, "tea", slug, "7", late)
    found = facts.draw("tea", slug)
    assert found is not None
    assert found.secret
    assert {"plan_draw", "seal_draw", "type_draw_value", "draw"} <= {*AuditLine.objects.values_list("deed", flat=True)}


def test_a_drawn_draw_is_proved_by_its_file(drawn: str) -> None:
    proof = facts.proof("tea", drawn)
    assert proof is not None
    assert read(written(proof)) == proof
    assert [one.holds for one in checked(proof, proof.seal)] == [True, True, True, True, None]


def test_a_list_is_not_sealed_once_the_value_may_be_known(colleagues: Cast, slug: str, late: Scene) -> None:
    with pytest.raises(RefusedError, match="开奖时刻已经过了"):
        seal(colleagues.lin, "tea", slug, lambda: LIST, ZONE, late)


def test_a_list_sealed_before_entries_end_says_why(colleagues: Cast, scene: Scene, wanted: Plan) -> None:
    lin, ends = colleagues.lin, scene.now + timedelta(hours=1)
    slug = plan(lin, "tea", replace(wanted, entries_until=ends), scene)
    for why in ("", "  "):
        with pytest.raises(RefusedError, match="说好参加到2026-11-20 10:00"):
            seal(lin, "tea", slug, lambda: LIST, ZONE, scene, why)
    assert (told(slug), Entrant.objects.count()) == (State.PLANNED, 0)
    seal(lin, "tea", slug, lambda: LIST, ZONE, scene, "奖品到了一半")
    found = facts.draw("tea", slug)
    assert found is not None
    assert found.early == "奖品到了一半"
    published = facts.sealed_draw("tea", slug)
    assert published is not None
    assert "until: 2026-11-20T10:00+08:00\nearly: 奖品到了一半\n" in published.text
    assert facts.still_sealed("tea", slug)
    Draw.objects.filter(slug=slug).update(early="大家都同意")
    assert not facts.still_sealed("tea", slug)
    Draw.objects.filter(slug=slug).update(early="奖品到了一半")
    assert facts.naming("tea", re.compile("到了一半"))
    assert AuditLine.objects.get(deed="seal_draw").detail["early"] == "奖品到了一半"
    on_time = plan(lin, "tea", replace(wanted, entries_until=ends), scene)
    seal(lin, "tea", on_time, lambda: LIST, ZONE, replace(scene, now=ends), "没有用")
    found = facts.draw("tea", on_time)
    assert found is not None
    assert found.early == ""


def test_a_list_sealed_before_reasons_were_sealed_keeps_its_seal(sealed: str) -> None:
    """As the migration leaves it: sealed in the first form, which says nothing of the end of entries."""
    row = Draw.objects.get(slug=sealed)
    row.form, row.early = 1, "奖品到了一半"
    row.seal = facts.sealed_by(row).seal
    row.save()
    published = facts.sealed_draw("tea", sealed)
    assert published is not None
    assert published.text.startswith("juluo draw 1\n")
    assert "奖品到了一半" not in published.text
    assert facts.still_sealed("tea", sealed)


def test_what_is_done_until_an_hour_is_not_sealed_before_it(colleagues: Cast, scene: Scene, wanted: Plan) -> None:
    who = Who(Way.SPOKE, since=scene.now - timedelta(days=1), until=scene.now + timedelta(hours=1))
    slug = plan(colleagues.lin, "tea", replace(wanted, who=who), scene)
    with pytest.raises(RefusedError, match="说好参加到"):
        seal(colleagues.lin, "tea", slug, lambda: LIST, ZONE, scene)
    late = replace(who, until=wanted.closes + timedelta(minutes=1))
    with pytest.raises(RefusedError, match="名单要先封存"):
        plan(colleagues.lin, "tea", replace(wanted, who=late), scene)


def test_an_announced_end_of_entries_only_moves_later(colleagues: Cast, scene: Scene, wanted: Plan) -> None:
    lin, ends = colleagues.lin, scene.now + timedelta(hours=1)
    wanted = replace(wanted, entries_until=ends)
    slug = plan(lin, "tea", wanted, scene)
    change(lin, "tea", slug, replace(wanted, entries_until=scene.now + timedelta(minutes=90)), scene)
    change(lin, "tea", slug, wanted, scene)
    publish(lin, "tea", slug, scene)
    sooner = (scene.now + timedelta(minutes=30), None)
    for until in sooner:
        with pytest.raises(RefusedError, match="只能往后改"):
            change(lin, "tea", slug, replace(wanted, entries_until=until), scene)
    change(lin, "tea", slug, replace(wanted, entries_until=ends + timedelta(minutes=5)), scene)


def test_without_a_value_it_is_drawn_at_once_and_says_so(
    colleagues: Cast, scene: Scene, late: Scene, wanted: Plan
) -> None:
    slug = plan(colleagues.lin, "tea", replace(wanted, source=""), scene)
    seal(colleagues.lin, "tea", slug, lambda: LIST, ZONE, late)
    with pytest.raises(RefusedError, match="没有写明公开数"):
        say_value(colleagues.lin, "tea", slug, VALUE, late)
    assert len(draw(colleagues.lin, "tea", slug, late)) == 3
    proof = facts.proof("tea", slug)
    assert proof is not None
    assert "组织者有办法影响结果" in checked(proof)[-1].words.words("zh")


def test_an_empty_list_and_a_stranger_seal_nothing(colleagues: Cast, slug: str, scene: Scene) -> None:
    with pytest.raises(RefusedError, match="名单是空的"):
        seal(colleagues.lin, "tea", slug, Entered, ZONE, scene)
    assert (told(slug), Entrant.objects.count()) == (State.PLANNED, 0)
    with pytest.raises(NotAllowedError):
        seal(colleagues.an, "tea", slug, lambda: LIST, ZONE, scene)


def test_drands_value_is_typed_whole(colleagues: Cast, scene: Scene, late: Scene, wanted: Plan) -> None:
    slug = plan(colleagues.lin, "tea", replace(wanted, source=f"drand {address(1)}"), scene)
    seal(colleagues.lin, "tea", slug, lambda: LIST, ZONE, scene)
    for cut in ("zzz", "9f" * 31, "9f" * 33):
        with pytest.raises(RefusedError, match="64个"):
            say_value(colleagues.lin, "tea", slug, cut, late)
    say_value(colleagues.lin, "tea", slug, "9F" * 32, late)
    assert len(draw(colleagues.lin, "tea", slug, late)) == 3


def test_rfc_3797_wants_numbers_and_no_weights(colleagues: Cast, scene: Scene, late: Scene, wanted: Plan) -> None:
    lin = colleagues.lin
    slug = plan(lin, "tea", replace(wanted, mode=Mode.RFC3797), scene)
    heavy = Entered(tuple(replace(one, weight=2) for one in PEOPLE))
    with pytest.raises(RefusedError, match="RFC 3797 里人人一样"):
        seal(lin, "tea", slug, lambda: heavy, ZONE, scene)
    seal(lin, "tea", slug, lambda: LIST, ZONE, scene)
    with pytest.raises(RefusedError, match="没有数字"):
        say_value(lin, "tea", slug, "还没出", late)
    say_value(lin, "tea", slug, "9319 / 2 5 12", late)
    draw(lin, "tea", slug, late)
    proof = facts.proof("tea", slug)
    assert proof is not None
    assert not [one for one in checked(proof) if one.holds is False]


def test_pseudonyms_differ_from_draw_to_draw(colleagues: Cast, scene: Scene, wanted: Plan) -> None:
    lists = []
    for _ in range(2):
        slug = plan(colleagues.lin, "tea", wanted, scene)
        seal(colleagues.lin, "tea", slug, lambda: LIST, ZONE, scene)
        lists.append({ticket.tag for ticket in facts.tickets("tea", slug)})
    assert len(lists[0]) == 40
    assert not lists[0] & lists[1]


@pytest.mark.parametrize("spoil", ["late", "gone", "heavier", "prize", "more", "secret"])
def test_whatever_changes_after_sealing_shows_and_is_not_drawn(
    colleagues: Cast, sealed: str, late: Scene, spoil: str
) -> None:
    assert facts.still_sealed("tea", sealed)
    row = Draw.objects.get(slug=sealed)
    some = Entrant.objects.filter(draw=row)
    spoils: dict[str, Callable[[], object]] = {
        "late": lambda: Entrant.objects.create(draw=row, tag="LATELATE22", key="p500", person=500),
        "gone": lambda: some.filter(pk=some[0].pk).delete(),
        "heavier": lambda: some.filter(pk=some[0].pk).update(weight=9),
        "prize": lambda: Draw.objects.filter(pk=row.pk).update(prize="两本"),
        "more": lambda: Draw.objects.filter(pk=row.pk).update(winners=4),
        "secret": lambda: Draw.objects.filter(pk=row.pk).update(secret="1" * 64),
    }
    spoils[spoil]()
    assert not facts.still_sealed("tea", sealed)
    say_value(colleagues.lin, "tea", sealed, VALUE, late)
    with pytest.raises(RefusedError, match="封存以后被动过"):
        draw(colleagues.lin, "tea", sealed, late)


def test_a_redraw_gives_its_reason_and_takes_the_next_in_the_same_order(
    colleagues: Cast, drawn: str, late: Scene
) -> None:
    lin, before = colleagues.lin, facts.picks("tea", drawn)
    with pytest.raises(RefusedError, match="写清为什么换下"):
        pass_over(lin, "tea", drawn, 2, " ", late)
    (fresh,) = pass_over(lin, "tea", drawn, 2, "三天联系不上", late)
    after = facts.picks("tea", drawn)
    assert [one.tag for one in after] == [*(one.tag for one in before), fresh]
    assert [one.why for one in after] == ["", "三天联系不上", "", ""]
    with pytest.raises(RefusedError, match="没有这位中奖的人"):
        pass_over(lin, "tea", drawn, 2, "再来一次", late)
    hand_over(lin, "tea", drawn, 1, late)
    with pytest.raises(RefusedError, match="奖已经给了"):
        pass_over(lin, "tea", drawn, 1, "后悔了", late)
    proof = facts.proof("tea", drawn)
    assert proof is not None
    assert proof.passed_over == {before[1].tag: "三天联系不上"}
    assert not [one for one in checked(proof) if one.holds is False]


def test_when_all_were_passed_over_nobody_comes_instead(
    colleagues: Cast, scene: Scene, late: Scene, wanted: Plan
) -> None:
    lin = colleagues.lin
    slug = plan(lin, "tea", replace(wanted, source="", winners=2), scene)
    seal(lin, "tea", slug, lambda: Entered(PEOPLE[:2]), ZONE, scene)
    draw(lin, "tea", slug, late)
    assert pass_over(lin, "tea", slug, 1, "不合规则", late) == []
    proof = facts.proof("tea", slug)
    assert proof is not None
    assert len(proof.winners) == 1


def test_two_who_draw_at_once_make_one_draw(database: Cast, scene: Scene, late: Scene, wanted: Plan) -> None:
    slug = plan(database.lin, "tea", wanted, scene)
    publish(database.lin, "tea", slug, scene)
    there = [guest(number, scene) for number in range(1, 16)]
    done, wrong = at_once(lambda number: take_part(there[number % 15], slug, scene), 30)
    assert (len(done), wrong, Pressed.objects.count()) == (30, [], 15)
    both = lambda: Entered(tuple(Candidate(None, one.guest) for one in facts.pressed("tea", slug)))  # noqa: E731 - the list as it stands then
    done, wrong = at_once(lambda _: seal(database.lin, "tea", slug, both, ZONE, scene), 4)
    assert (len(done), len(wrong), Entrant.objects.count()) == (1, 3, 15)
    say_value(database.lin, "tea", slug, VALUE, late)
    done, wrong = at_once(lambda _: draw(database.lin, "tea", slug, late), 8)
    assert (len(done), len(wrong)) == (1, 7)
    assert all(isinstance(one, RefusedError) for one in wrong)
    assert DrawnPick.objects.count() == 3
    done, wrong = at_once(lambda _: pass_over(database.lin, "tea", slug, 1, "联系不上", late), 4)
    assert (len(done), len(wrong), DrawnPick.objects.count()) == (1, 3, 4)
    assert facts.still_sealed("tea", slug)


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"title": " "}, "写一个标题"),
        ({"rule": ""}, "写清谁能参加"),
        ({"winners": 0}, "抽几位"),
        ({"winners": 10_001}, "抽几位"),
        ({"title": "长" * 121}, "太长了"),
        ({"mode": Mode.RFC3797, "source": ""}, "RFC 3797 只靠公开数"),
        ({"who": Who(Way.SEGMENT)}, "选一个分群"),
        ({"who": Who(Way.CAME)}, "选一场活动"),
        ({"who": Who(Way.SPOKE)}, "写清从什么时候到什么时候"),
        ({"who": Who(Way.LISTED)}, "贴上名单"),
        ({"who": Who(Way.PRESSED, won_days=-1)}, "中过奖的不算"),
        ({"who": Who(Way.PRESSED, weight_days=1, weight_most=0)}, "权重"),
    ],
)
def test_a_plan_that_does_not_hold_together_is_refused(
    colleagues: Cast, scene: Scene, wanted: Plan, bad: dict[str, object], words: str
) -> None:
    with pytest.raises(RefusedError, match=words):
        plan(colleagues.lin, "tea", replace(wanted, **bad), scene)  # type: ignore[arg-type]


def test_called_off_it_says_why_and_nothing_follows(colleagues: Cast, sealed: str, late: Scene) -> None:
    with pytest.raises(RefusedError, match="为什么不抽了"):
        call_off(colleagues.lin, "tea", sealed, " ", late)
    call_off(colleagues.lin, "tea", sealed, "奖品没到", late)
    with pytest.raises(RefusedError, match="不抽了"):
        draw(colleagues.lin, "tea", sealed, late)
    assert told(sealed) is State.CALLED_OFF


def test_nothing_kept_leads_from_a_line_back_to_whose_it_was(colleagues: Cast, sealed: str) -> None:
    assert colleagues.lin
    row = Draw.objects.values().get()
    keys = [f"p{person}" for person in range(1, 41)]
    kept = {str(value) for value in row.values()}
    made = {tag for salt in kept for tag in tags(keys, salt).values()}
    assert not made & set(Entrant.objects.values_list("tag", flat=True))
    assert facts.draw("tea", sealed)
