"""What holds a flood of strangers away from an event's places."""

from dataclasses import replace

import pytest
from cast import Cast
from test_event_guests import AN, ELSEWHERE, announced, at, guest, planned, taken, tied, told_of
from test_event_verbs import told_to_ledger

from juluo.desk.events.actions.places import withdraw_unknown
from juluo.desk.events.actions.portal import arrive, come
from juluo.desk.events.models import SignUp
from juluo.desk.events.own import is_crowded, own, public_event
from juluo.desk.events.poster import code_at
from juluo.desk.events.values import Place, Plan
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.portal import open_portal, show_out
from juluo.shell.guests.facts import guests_named


@pytest.fixture
def tonight(scene: Scene) -> Plan:
    return planned(scene)


@pytest.fixture
def night(team: Cast, scene: Scene, tonight: Plan) -> str:
    open_portal(team.lin, "tea", scene)
    return announced(team, tonight, scene)


def test_one_address_can_never_fill_an_event(night: str, scene: Scene, team: Cast, tonight: Plan) -> None:
    """However many join: who isn't known yet gets half of the places of an event by one network, and no more."""
    slug = announced(team, replace(tonight, capacity=30, one_network=False), scene)
    flood, came = Scene(scene.now, ELSEWHERE), 0
    for number in range(40):
        one = guest(f"f{number}", scene)
        try:
            came += come(one, slug, "", flood, remind=False).place is Place.IN
        except RefusedError as error:
            assert "同一个网络" in error.sentence  # noqa: PT017 - told below how many were refused
    assert (came, taken(slug)) == (15, 15)
    assert is_crowded(public_event("tea", slug))  # type: ignore[arg-type]
    one = tied(one, "安", team, scene)
    assert come(one, slug, "", flood, remind=False).place is Place.IN, "who is known isn't counted"
    assert come(guest("别处", scene), slug, "", Scene(scene.now, "198.51.100.7"), remind=False).place is Place.IN
    assert come(guest("本机", scene), slug, "", Scene(scene.now, "127.0.0.1"), remind=False).place is Place.IN
    assert not SignUp.objects.filter(origin__contains=ELSEWHERE).exists()
    stranger = guests_named("tea", [SignUp.objects.filter(event__slug=slug, person=None)[0].guest or 0])
    assert withdraw_unknown(team.lin, "tea", slug, scene) == 17
    assert told_of(next(iter(stranger.values()))) == ["“Tea night”的报名，运营替你退了：有疑问在群里问一声。"]
    assert taken(slug) == 1
    assert not is_crowded(public_event("tea", slug))  # type: ignore[arg-type]
    school = announced(team, replace(tonight, capacity=6), scene)
    crowd = [come(guest(f"s{number}", scene), school, "", flood, remind=False).place for number in range(8)]
    assert crowd.count(Place.IN) == 6
    few = announced(team, replace(tonight, capacity=3, one_network=False), scene)
    for number in range(2):
        come(guest(f"w{number}", scene), few, "", flood, remind=False)
    with pytest.raises(RefusedError, match="同一个网络"):
        come(guest("w2", scene), few, "", flood, remind=False)
    assert night


def test_an_event_may_take_only_members_who_are_known(night: str, scene: Scene, team: Cast, tonight: Plan) -> None:
    slug = announced(team, replace(tonight, known_only=True, walk_ins=True), scene)
    one = guest("阿满", scene)
    with pytest.raises(RefusedError, match="只收认得出的"):
        come(one, slug, "", scene, remind=False)
    code = code_at(public_event("tea", slug).id, at(tonight).now).digits  # type: ignore[union-attr]
    with pytest.raises(RefusedError, match="只收认得出的"):
        arrive(one, slug, code, at(tonight))
    assert come(tied(one, "安", team, scene), slug, "", scene, remind=False).place is Place.IN
    assert SignUp.objects.filter(event__slug=slug).count() == 1
    assert night


def test_a_flood_that_is_shown_out_leaves_its_places(night: str, scene: Scene, team: Cast) -> None:
    flood = [guest(f"f{number}", scene) for number in range(2)]
    for one in flood:
        come(one, night, "", scene, remind=False)
    member = tied(guest("安", scene), "安", team, scene)
    assert come(member, night, "", scene, remind=False).place is Place.WAITING
    show_out(team.lin, "tea", flood[0].id, scene)
    assert own(member)[0].place is Place.IN
    assert told_to_ledger().signed_up == {AN, f"guest g{flood[1].known_as}"}
