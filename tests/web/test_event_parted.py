"""A guest taken for somebody else is parted from them: both stand again as they did, and nobody who moved up loses."""

from cast import Cast
from test_event_guests import AN, at, come, guest, night, standings, taken, tied, told_of, tonight
from test_event_verbs import account, told_to_ledger

from juluo.desk.events.actions.forgetting import forget_person
from juluo.desk.events.actions.holding import close
from juluo.desk.events.actions.places import sign_up
from juluo.desk.events.actions.portal import arrive, give_back
from juluo.desk.events.models import MergedSignUp, SignUp
from juluo.desk.events.poster import code_at
from juluo.desk.events.values import Plan
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import leave
from juluo.shell.guests.actions.portal import untie_guest
from juluo.shell.guests.facts import GuestFacts

__all__ = ["night", "tonight"]


def wrongly_taken(team: Cast, slug: str, scene: Scene) -> tuple[GuestFacts, GuestFacts]:
    """安 and a guest have the two places, one waits; then the guest is taken for 安."""
    one, waits = guest("阿满", scene), guest("等着的", scene)
    sign_up("tea", slug, account("安"), scene, by=team.lin)
    come(one, slug, "阿满", scene, remind=True)
    come(waits, slug, "等着的", scene, remind=True)
    return tied(one, "安", team, scene), waits


def of(one: GuestFacts) -> str:
    return f"guest g{one.known_as}"


def test_a_place_that_went_on_stays_and_they_wait_before_all_others(night: str, scene: Scene, team: Cast) -> None:
    one, moved_up = wrongly_taken(team, night, scene)
    last = guest("后来的", scene)
    come(last, night, "后来的", scene, remind=True)
    number = MergedSignUp.objects.get().number
    untie_guest(team.lin, "tea", one.id, scene)
    assert sorted(standings(night), key=str) == sorted(
        [("in", account("安").code), ("in", None), ("waiting", None), ("waiting", None)], key=str
    )
    assert taken(night) == 2
    assert SignUp.objects.get(guest=one.id).pk == number, "a code that was printed is still theirs"
    assert told_to_ledger().signed_up == {AN, of(moved_up)}
    assert told_of(one)[0].startswith("“Tea night”：我们把你认成了别人")
    give_back(moved_up, night, scene)
    assert SignUp.objects.get(guest=one.id).state == "in"
    assert SignUp.objects.get(guest=last.id).state == "waiting"
    assert told_to_ledger().signed_up == {AN, of(one)}
    assert not MergedSignUp.objects.exists()


def test_what_an_account_had_of_a_guest_goes_back(night: str, scene: Scene, team: Cast) -> None:
    one = guest("阿满", scene)
    come(one, night, "阿满", scene, remind=True)
    for name in ("岑", "安"):
        sign_up("tea", night, account(name), scene, by=team.lin)
    tied(one, "安", team, scene)
    assert ("in", account("安").code) in standings(night)
    untie_guest(team.lin, "tea", one.id, scene)
    assert sorted(standings(night), key=str) == sorted(
        [("in", None), ("in", account("岑").code), ("waiting", account("安").code)], key=str
    )
    assert taken(night) == 2
    assert len(told_to_ledger().signed_up) == 2


def test_who_came_is_who_came(night: str, scene: Scene, team: Cast, tonight: Plan) -> None:
    one = guest("阿满", scene)
    sign_up("tea", night, account("安"), scene, by=team.lin)
    come(one, night, "阿满", scene, remind=True)
    event = SignUp.objects.all()[0].event
    assert tonight.starts is not None
    arrive(one, night, code_at(event.pk, tonight.starts).digits, at(tonight))
    tied(one, "安", team, scene)
    assert told_to_ledger().came == {AN}
    close(team.lin, "tea", night, at(tonight))
    untie_guest(team.lin, "tea", one.id, scene)
    found = told_to_ledger()
    assert (found.came, found.signed_up) == ({of(one)}, {AN, of(one)})
    assert taken(night) == 2, "it is over: nobody waits any more"


def test_another_phone_of_the_account_stays_its(night: str, scene: Scene, team: Cast) -> None:
    mine, wrong = guest("安的手机", scene), guest("别人", scene)
    come(wrong, night, "别人", scene, remind=True)
    come(mine, night, "安的手机", scene, remind=True)
    tied(wrong, "安", team, scene)
    tied(mine, "安", team, scene)
    assert standings(night) == [("in", account("安").code)]
    untie_guest(team.lin, "tea", wrong.id, scene)
    assert sorted(standings(night), key=str) == sorted([("in", None), ("in", account("安").code)], key=str)
    assert SignUp.objects.get(person=account("安").code).guest == mine.id
    assert told_to_ledger().signed_up == {AN, of(wrong)}


def test_nothing_is_kept_of_who_leaves_or_is_erased(night: str, scene: Scene, team: Cast) -> None:
    one, _ = wrongly_taken(team, night, scene)
    leave(one, scene)
    assert not MergedSignUp.objects.exists()
    two = guest("又来的", scene)
    come(two, night, "又来的", scene, remind=True)
    tied(two, "安", team, scene)
    assert MergedSignUp.objects.count() == 1
    forget_person("tea", [account("安").code])
    assert not MergedSignUp.objects.exists()
