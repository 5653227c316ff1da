"""What members do with draws, and what goes with them when they are erased, tied, or leave."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from cast import Cast
from draw_held import PEOPLE, ZONE, drawn, guest, late, sealed, slug, wanted

from juluo.desk.draws import facts
from juluo.desk.draws.actions.drawing import pass_over, seal
from juluo.desk.draws.actions.forgetting import (
    follow_left,
    follow_tied,
    follow_untied,
    forget,
    forget_old_words,
    forget_person,
)
from juluo.desk.draws.actions.planning import plan, publish
from juluo.desk.draws.actions.taking_part import claim, step_back, take_part
from juluo.desk.draws.entering import entered
from juluo.desk.draws.models import Entrant
from juluo.desk.draws.values import CLAIM_DAYS, Candidate, Entered, Plan, Way, Who
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import leave
from juluo.store.traces import MASK

__all__ = ["drawn", "late", "sealed", "slug", "wanted"]


def test_members_press_and_take_back_while_it_is_open(colleagues: Cast, slug: str, scene: Scene, late: Scene) -> None:
    me = guest(7, scene)
    with pytest.raises(RefusedError, match="还没公布"):
        take_part(me, slug, scene)
    publish(colleagues.lin, "tea", slug, scene)
    take_part(me, slug, scene)
    take_part(me, slug, scene)
    take_part(guest(8, scene), slug, scene)
    step_back(guest(8, scene), slug)
    assert [one.guest for one in facts.pressed("tea", slug)] == [7]
    with pytest.raises(RefusedError, match="已经截止"):
        take_part(guest(9, scene), slug, late)
    with pytest.raises(RefusedError, match="没有这次抽奖"):
        take_part(replace(me, community="go"), slug, scene)


def test_only_a_winner_claims_and_what_they_wrote_goes_in_time(drawn: str, late: Scene, scene: Scene) -> None:
    first, *_ = facts.picks("tea", drawn)
    assert first.person is not None
    me = guest(1, scene, first.person)
    claim(me, [first.person], drawn, "群里私信我", late)
    loser = next(one for one in range(1, 41) if one not in {pick.person for pick in facts.picks("tea", drawn)})
    with pytest.raises(RefusedError, match="没有你"):
        claim(guest(2, scene, loser), [loser], drawn, "我才是", late)
    with pytest.raises(RefusedError, match="没有你"):
        claim(guest(3, scene), [], drawn, "我才是", late)
    assert facts.picks("tea", drawn)[0].contact == "群里私信我"
    assert forget_old_words(late.now + timedelta(days=CLAIM_DAYS)) == 0
    assert forget_old_words(late.now + timedelta(days=CLAIM_DAYS, seconds=1)) == 1
    assert facts.picks("tea", drawn)[0].contact == ""
    assert facts.still_sealed("tea", drawn)


def test_whoever_is_erased_leaves_a_pseudonym_and_the_seal_holds(
    colleagues: Cast, drawn: str, late: Scene, scene: Scene
) -> None:
    before, first = facts.proof("tea", drawn), facts.picks("tea", drawn)[0]
    assert first.person is not None
    claim(guest(1, scene, first.person), [first.person], drawn, "某某路1号", late)
    assert [one[0] for one in facts.about("tea", [first.person])] == ["draw_entrant", "draw_pick", "draw_claim"]
    assert forget_person("tea", [first.person]) == 1
    assert facts.about("tea", [first.person]) == ()
    after = facts.picks("tea", drawn)[0]
    assert (after.tag, after.person, after.contact) == (first.tag, None, "")
    assert facts.proof("tea", drawn) == before
    assert not Entrant.objects.filter(key=f"p{first.person}").exists()
    assert colleagues


def test_a_name_in_the_sealed_words_goes_and_it_is_told(colleagues: Cast, scene: Scene, wanted: Plan) -> None:
    who = Who(Way.SAID, word="阿海", since=scene.now, until=scene.now + timedelta(hours=1))
    named = replace(wanted, title="阿海的生日抽奖", listed="阿海\n小满", who=who)
    slug = plan(colleagues.lin, "tea", named, scene)
    inside = Entered((Candidate(None, None, "阿海"), *PEOPLE))
    seal(colleagues.lin, "tea", slug, lambda: inside, ZONE, scene, "阿海说够了")
    assert facts.naming("tea", re.compile("阿海"))
    assert forget("tea", re.compile("阿海"), MASK) == 2
    assert facts.naming("tea", re.compile("阿海")) == ()
    assert not Entrant.objects.filter(name__contains="阿海").exists()
    found = facts.draw("tea", slug)
    assert found is not None
    assert found.masked
    assert not facts.still_sealed("tea", slug)


def test_a_name_in_the_reason_for_sealing_early_is_a_name_in_the_sealed_words(
    colleagues: Cast, scene: Scene, wanted: Plan
) -> None:
    slug = plan(colleagues.lin, "tea", replace(wanted, entries_until=scene.now + timedelta(hours=1)), scene)
    seal(colleagues.lin, "tea", slug, lambda: Entered(PEOPLE), ZONE, scene, "阿海说够了")
    assert forget("tea", re.compile("阿海"), MASK) == 1
    found = facts.draw("tea", slug)
    assert found is not None
    assert found.masked
    assert not facts.still_sealed("tea", slug)


def test_rows_follow_who_is_tied_untied_and_gone(colleagues: Cast, slug: str, scene: Scene) -> None:
    publish(colleagues.lin, "tea", slug, scene)
    for number in (1, 2, 3):
        take_part(guest(number, scene), slug, scene)
    follow_tied(guest=guest(1, scene, 12))
    follow_tied(guest=guest(2, scene, 12))
    assert [(one.guest, one.person) for one in facts.pressed("tea", slug)] == [(1, 12), (2, 12), (3, None)]
    assert facts.many_pressed("tea", slug) == 2
    inside = entered((Candidate(one.person, one.guest) for one in facts.pressed("tea", slug)), lambda _: None)
    seal(colleagues.lin, "tea", slug, lambda: inside, ZONE, scene)
    own = facts.mine("tea", slug, 1, [])
    assert own is not None
    assert facts.mine("tea", slug, None, [12]) == own
    follow_untied(guest=guest(1, scene, 12))
    assert facts.mine("tea", slug, None, [12]) is None
    assert facts.mine("tea", slug, 1, []) == own
    follow_left(guest=guest(1, scene))
    assert facts.mine("tea", slug, 1, []) is None
    assert facts.still_sealed("tea", slug)
    assert facts.draw("tea", slug)


def test_winners_of_late_are_known(colleagues: Cast, drawn: str, scene: Scene, late: Scene) -> None:
    persons = {one.person for one in facts.picks("tea", drawn)}
    assert facts.won_lately("tea", scene.now, 0)[0] == persons
    assert facts.won_lately("tea", late.now + timedelta(days=1), 0)[0] == set()
    assert facts.won_lately("tea", None, 1)[0] == persons
    pass_over(colleagues.lin, "tea", drawn, 1, "不合规则", late)
    assert facts.picks("tea", drawn)[0].person not in facts.won_lately("tea", None, 1)[0]
    assert facts.won_lately("go", scene.now, 5)[0] == set()


def test_who_left_this_moment_in_another_tab_leaves_nothing(colleagues: Cast, slug: str, scene: Scene) -> None:
    publish(colleagues.lin, "tea", slug, scene)
    gone = guest(7, scene)
    leave(gone, scene)
    with pytest.raises(RefusedError, match="已经离开"):
        take_part(gone, slug, scene)
    assert facts.pressed("tea", slug) == ()


def test_who_leaves_before_the_list_is_sealed_is_out_of_it(colleagues: Cast, slug: str, scene: Scene) -> None:
    publish(colleagues.lin, "tea", slug, scene)
    for number in (1, 2, 3):
        take_part(guest(number, scene), slug, scene)
    leave(guest(1, scene), scene)
    assert [one.guest for one in facts.pressed("tea", slug)] == [2, 3]
    inside = entered((Candidate(one.person, one.guest) for one in facts.pressed("tea", slug)), lambda _: None)
    seal(colleagues.lin, "tea", slug, lambda: inside, ZONE, scene)
    leave(guest(2, scene), scene)
    found = facts.draw("tea", slug)
    assert found is not None
    assert found.entrants == 2
    assert facts.mine("tea", slug, 2, []) is None
    assert facts.still_sealed("tea", slug)


def test_who_leaves_with_one_of_two_phones_stays_in_with_the_other(colleagues: Cast, slug: str, scene: Scene) -> None:
    publish(colleagues.lin, "tea", slug, scene)
    for number in (1, 2):
        take_part(guest(number, scene, 12), slug, scene)
    one = facts.draw("tea", slug)
    assert one is not None
    assert facts.pressed_among([one.id], guest(3, scene, 12)) == {one.id}
    leave(guest(1, scene, 12), scene)
    assert [(one.guest, one.person) for one in facts.pressed("tea", slug)] == [(2, 12)]
    seal(colleagues.lin, "tea", slug, lambda: Entered((Candidate(12, 2),)), ZONE, scene)
    leave(guest(2, scene, 12), scene)
    own = facts.mine("tea", slug, 3, [])
    assert own is not None
    step_out = guest(3, scene, 12)
    leave(step_out, scene)
    assert facts.mine("tea", slug, None, [12]) is None


def test_stepping_back_takes_back_what_both_phones_pressed(colleagues: Cast, slug: str, scene: Scene) -> None:
    publish(colleagues.lin, "tea", slug, scene)
    for number, account in ((1, 12), (2, 12), (3, None), (4, None)):
        take_part(guest(number, scene, account), slug, scene)
    step_back(guest(1, scene, 12), slug)
    step_back(guest(3, scene), slug)
    assert [one.guest for one in facts.pressed("tea", slug)] == [4]
