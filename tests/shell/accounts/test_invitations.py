from dataclasses import replace
from datetime import timedelta

import pytest
from cast import PASSWORD, Cast

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.invitations import accept, invite, invite_first_owner
from juluo.shell.accounts.actions.refusals import NotAllowedError, RefusedError
from juluo.shell.accounts.actions.simulated import simulated_colleague
from juluo.shell.accounts.actions.team import change_password, give_role, remove_colleague
from juluo.shell.accounts.facts import audit_of, colleague, has_owner, team, welcome
from juluo.shell.accounts.models import Invitation, User
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene

pytestmark = pytest.mark.usefixtures("records")


def test_the_first_link_makes_the_owner_of_everything(scene: Scene) -> None:
    assert not has_owner()
    lin = accept(invite_first_owner(scene), " Lin ", "林晚", PASSWORD, scene)
    assert has_owner()
    assert (lin.name, lin.shown_as, lin.role("anything")) == ("lin", "林晚", Role.OWNER)


def test_a_link_works_once(scene: Scene) -> None:
    token = invite_first_owner(scene)
    accept(token, "lin", "", PASSWORD, scene)
    with pytest.raises(RefusedError, match="已经用过或过期"):
        accept(token, "second", "", PASSWORD, scene)
    assert User.objects.count() == 1


def test_a_link_ends_after_a_day(scene: Scene) -> None:
    token = invite_first_owner(scene)
    late = replace(scene, now=scene.now + timedelta(days=1))
    assert welcome(secrets.hashed(token), scene.now) is not None
    assert welcome(secrets.hashed(token), late.now) is None
    with pytest.raises(RefusedError, match="已经用过或过期"):
        accept(token, "lin", "", PASSWORD, late)


def test_a_new_first_link_replaces_the_unused_one(scene: Scene) -> None:
    old, new = invite_first_owner(scene), invite_first_owner(scene)
    with pytest.raises(RefusedError):
        accept(old, "lin", "", PASSWORD, scene)
    assert accept(new, "lin", "", PASSWORD, scene).owns_home


@pytest.mark.usefixtures("cast")
def test_there_is_no_first_link_once_there_is_an_owner(scene: Scene) -> None:
    with pytest.raises(RefusedError, match="已经有负责人"):
        invite_first_owner(scene)


def test_no_secret_lies_in_the_database(scene: Scene) -> None:
    token = invite_first_owner(scene)
    kept = Invitation.objects.get()
    assert token not in {kept.token_hash, str(kept)}
    assert kept.token_hash == secrets.hashed(token)
    accept(token, "lin", "", PASSWORD, scene)
    assert User.objects.get().password.startswith("argon2$argon2id$")


@pytest.mark.parametrize(
    ("password", "why"),
    [("short", "至少写10个字符"), ("my-name-is-lin", "不能有登录名"), ("password123", "太常见")],
)
def test_weak_passwords_are_refused_and_the_link_stays_good(password: str, why: str, scene: Scene) -> None:
    token = invite_first_owner(scene)
    with pytest.raises(RefusedError, match=why):
        accept(token, "lin", "", password, scene)
    assert accept(token, "lin", "", PASSWORD, scene).owns_home


def test_a_name_is_taken_however_it_is_typed(cast: Cast, scene: Scene) -> None:
    token = invite(cast.lin, "tea", Role.VIEWER, scene)
    with pytest.raises(RefusedError, match="已经有人用了"):
        accept(token, "LIN", "", PASSWORD, scene)
    assert accept(token, "lina", "", PASSWORD, scene).role("tea") is Role.VIEWER


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_only_owners_invite(role: Role, cast: Cast, scene: Scene) -> None:
    with pytest.raises(NotAllowedError):
        invite(cast.of_tea[role], "tea", Role.VIEWER, scene)


def test_the_owner_of_one_community_is_nobody_in_another(cast: Cast, scene: Scene) -> None:
    assert cast.an.role("tea") is None
    with pytest.raises(NotAllowedError):
        invite(cast.an, "tea", Role.VIEWER, scene)


def test_a_community_keeps_its_last_owner(cast: Cast, scene: Scene) -> None:
    User.objects.filter(pk=cast.lin.id).update(owns_home=False)
    owner = cast.of_tea[Role.OWNER]
    # Somebody made up is an owner, too, and keeps nothing.
    assert simulated_colleague("lin-simulated", "林晚", "tea", scene).role("tea") is Role.OWNER
    with pytest.raises(RefusedError, match="最后一位负责人"):
        give_role(owner, "tea", owner.id, Role.VIEWER, scene)
    give_role(owner, "tea", cast.of_tea[Role.VIEWER].id, Role.OWNER, scene)
    remove_colleague(owner, "tea", owner.id, scene)
    assert [one.name for one in team("tea") if one.role("tea") is Role.OWNER] == ["tea-viewer"]


def test_nobody_owns_the_simulated_community_by_their_name(cast: Cast, scene: Scene) -> None:
    squatter = accept(invite(cast.lin, "go", Role.VIEWER, scene), "lin-simulated", "", PASSWORD, scene)
    made_up = simulated_colleague("lin-simulated", "林晚", "demo", scene)
    again = simulated_colleague("lin-simulated", "林晚", "demo", scene)
    assert again.id == made_up.id != squatter.id
    assert not User.objects.get(pk=made_up.id).has_usable_password()
    assert colleague(made_up.id) is None
    found = colleague(squatter.id)
    assert found is not None
    assert found.role("demo") is None
    assert "lin-simulated-2" not in [one.name for one in team("demo")]


def test_deeds_are_written_down(cast: Cast, scene: Scene) -> None:
    give_role(cast.lin, "tea", cast.of_tea[Role.VIEWER].id, Role.ANALYST, scene)
    deed = audit_of("tea")[0]
    assert (deed.name, deed.deed, deed.address, deed.at) == ("lin", "give_role", "192.0.2.1", scene.now)
    assert audit_of("go")[0].deed == "accept_invitation"


def test_a_password_changes_for_who_knows_the_old_one(cast: Cast, scene: Scene) -> None:
    with pytest.raises(RefusedError, match="现在的密码不对"):
        change_password(cast.an, "not it at all", "a new tea of autumn", scene)
    change_password(cast.an, PASSWORD, "a new tea of autumn", scene)
    assert colleague(cast.an.id) == cast.an
