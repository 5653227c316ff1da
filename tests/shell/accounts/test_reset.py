"""A lost password: who may make a link, and what it does."""

from dataclasses import replace
from datetime import timedelta

import pytest
from cast import PASSWORD, Cast

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.invitations import invite, join
from juluo.shell.accounts.actions.refusals import NotAllowedError, RefusedError
from juluo.shell.accounts.actions.reset import A_DAY, reset_for_colleague, reset_from_terminal, reset_password
from juluo.shell.accounts.actions.second_step import start_second_step
from juluo.shell.accounts.actions.sign_in import FAILURES, LockedError, check_password_of
from juluo.shell.accounts.facts import audit_of, colleague, reset_of, welcome
from juluo.shell.accounts.models import AuditLine, Membership, ResetLink, SecondStep
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene

NEW = "a new tea of autumn"


def test_the_machines_owner_gets_back_in(cast: Cast, scene: Scene) -> None:
    token = reset_from_terminal(" LIN ", scene)
    assert reset_of(secrets.hashed(token), scene.now) == "lin"
    assert reset_password(token, NEW, scene) == cast.lin
    assert check_password_of("lin", NEW, scene).colleague == cast.lin
    with pytest.raises(RefusedError):
        check_password_of("lin", PASSWORD, scene)
    assert [line.deed for line in AuditLine.objects.filter(name__in=["", "lin"]).order_by("pk")][-4:-2] == [
        "make_reset_link",
        "reset_password",
    ]


@pytest.mark.usefixtures("cast")
def test_a_link_works_once_and_for_a_day_and_the_last_one_alone(scene: Scene) -> None:
    old, token = reset_from_terminal("lin", scene), reset_from_terminal("lin", scene)
    late = replace(scene, now=scene.now + A_DAY)
    for wrong, when in ((old, scene), (token, late), ("", scene), ("made up", scene)):
        with pytest.raises(RefusedError, match="已经用过或过期"):
            reset_password(wrong, NEW, when)
    with pytest.raises(RefusedError, match="至少写10个字符"):
        reset_password(token, "short", scene)
    reset_password(token, NEW, scene)
    with pytest.raises(RefusedError, match="已经用过或过期"):
        reset_password(token, PASSWORD, scene)
    assert ResetLink.objects.get().token_hash == secrets.hashed(token), "the link itself is nowhere"


@pytest.mark.usefixtures("cast")
def test_nobody_is_let_in_by_a_name_that_is_none(scene: Scene) -> None:
    with pytest.raises(RefusedError, match="没有叫 nobody 的账号"):
        reset_from_terminal("nobody", scene)


def test_a_new_password_opens_a_locked_door(cast: Cast, scene: Scene) -> None:
    for _ in range(FAILURES):
        with pytest.raises(RefusedError):
            check_password_of("lin", "forgotten", scene)
    with pytest.raises(LockedError):
        check_password_of("lin", PASSWORD, scene)
    reset_password(reset_from_terminal("lin", scene), NEW, scene)
    assert check_password_of("lin", NEW, scene).colleague == cast.lin


def test_the_second_step_stays_unless_the_telephone_is_lost_too(cast: Cast, scene: Scene) -> None:
    start_second_step(cast.lin)
    reset_from_terminal("lin", scene)
    assert SecondStep.objects.filter(user_id=cast.lin.id).exists()
    reset_from_terminal("lin", scene, without_second_step=True)
    assert not SecondStep.objects.filter(user_id=cast.lin.id).exists()


def test_owners_help_colleagues_of_theirs(cast: Cast, scene: Scene) -> None:
    owner, viewer = cast.of_tea[Role.OWNER], cast.of_tea[Role.VIEWER]
    reset_password(reset_for_colleague(owner, "tea", viewer.id, scene), NEW, scene)
    assert check_password_of(viewer.name, NEW, scene).colleague == viewer
    told = {(deed.name, deed.deed, deed.about) for deed in audit_of("tea")}
    assert (owner.name, "make_reset_link", viewer.name) in told


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.OWNER])
def test_no_other_role_makes_such_a_link(role: Role, cast: Cast, scene: Scene) -> None:
    with pytest.raises(NotAllowedError):
        reset_for_colleague(cast.of_tea[role], "tea", cast.of_tea[Role.OWNER].id, scene)
    assert not ResetLink.objects.exists()


def test_a_link_is_no_way_into_other_communities(cast: Cast, scene: Scene) -> None:
    owner = cast.of_tea[Role.OWNER]
    with pytest.raises(RefusedError, match="没有这位同事"):
        reset_for_colleague(owner, "tea", cast.an.id, scene)
    join(invite(cast.lin, "tea", Role.VIEWER, scene), cast.an, scene)
    with pytest.raises(NotAllowedError, match="管不到的社群"):
        reset_for_colleague(owner, "tea", cast.an.id, scene)
    Membership.objects.create(user_id=cast.lin.id, community="tea", role=Role.VIEWER)
    with pytest.raises(NotAllowedError):
        reset_for_colleague(owner, "tea", cast.lin.id, scene)
    assert reset_for_colleague(cast.lin, "tea", cast.an.id, scene)


def test_who_has_an_account_joins_with_it(cast: Cast, scene: Scene) -> None:
    token = invite(cast.lin, "tea", Role.ANALYST, scene)
    assert join(token, cast.an, scene) == "tea"
    an = colleague(cast.an.id)
    assert an is not None
    assert an.roles == (("go", Role.OWNER), ("tea", Role.ANALYST))
    with pytest.raises(RefusedError, match="已经用过或过期"):
        join(token, cast.of_tea[Role.VIEWER], scene)
    assert ("an", "accept_invitation") in {(deed.name, deed.deed) for deed in audit_of("tea")}


def test_a_link_for_another_is_not_used_up_by_who_is_in_already(cast: Cast, scene: Scene) -> None:
    token = invite(cast.lin, "tea", Role.OWNER, scene)
    for who in (cast.of_tea[Role.VIEWER], cast.lin):
        with pytest.raises(RefusedError, match="已经在这个社群里"):
            join(token, who, scene)
    assert welcome(secrets.hashed(token), scene.now + timedelta(days=1)) is not None
    assert cast.of_tea[Role.VIEWER].role("tea") is Role.VIEWER
