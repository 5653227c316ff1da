from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from inspect import getmembers, isclass

import pytest
from cast import Cast
from django.core.management import call_command

from juluo.shell.accounts import facts, secrets
from juluo.shell.accounts.actions.refusals import NotAllowedError
from juluo.shell.accounts.actions.tokens import make_token, revoke_token, use_token
from juluo.shell.accounts.facts import tokens_of
from juluo.shell.accounts.models import ApiToken, Membership, User
from juluo.shell.accounts.roles import ALLOWED, ROLE_WORDS, May, Role, may
from juluo.shell.accounts.scene import Scene


def test_every_deed_is_in_the_table_and_owners_may_all() -> None:
    assert set(ALLOWED) == set(May)
    assert set(ROLE_WORDS) == set(Role)
    assert all(may(Role.OWNER, deed) for deed in May)
    assert not any(may(None, deed) for deed in May)


def test_a_viewer_sees_numbers_and_nobodys_words() -> None:
    assert [deed for deed in May if may(Role.VIEWER, deed)] == [May.SEE_NUMBERS]


def test_facts_are_frozen() -> None:
    told = [kind for _, kind in getmembers(facts, isclass) if kind.__module__ == facts.__name__]
    assert told
    assert all(is_dataclass(kind) and kind.__dataclass_params__.frozen and fields(kind) for kind in told)


@pytest.mark.usefixtures("cast")
def test_the_migrations_are_those_of_the_models() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_a_token_is_shown_once_and_kept_as_a_hash(cast: Cast, scene: Scene) -> None:
    token = make_token(cast.of_tea[Role.ANALYST], "tea", "sheet", [May.SEE_NUMBERS], scene)
    kept = ApiToken.objects.get()
    assert kept.token_hash == secrets.hashed(token)
    assert token not in repr(kept.__dict__)
    assert [line.ending for line in tokens_of(cast.of_tea[Role.ANALYST].id)] == [token[-4:]]


def test_a_token_may_what_was_named_there_and_no_more(cast: Cast, scene: Scene) -> None:
    found = use_token(make_token(cast.lin, "tea", "sheet", [May.SEE_NUMBERS], scene), scene)
    assert found is not None
    assert found.may("tea", May.SEE_NUMBERS)
    assert not found.may("tea", May.IMPORT)
    assert not found.may("go", May.SEE_NUMBERS)


def test_nobody_makes_a_token_for_more_than_they_may(cast: Cast, scene: Scene) -> None:
    with pytest.raises(NotAllowedError):
        make_token(cast.of_tea[Role.VIEWER], "tea", "sheet", [May.IMPORT], scene)
    assert not ApiToken.objects.exists()


def test_a_token_falls_with_its_makers_role(cast: Cast, scene: Scene) -> None:
    maker = cast.of_tea[Role.OPERATOR]
    token = make_token(maker, "tea", "import", [May.IMPORT], scene)
    Membership.objects.filter(user_id=maker.id).update(role=Role.VIEWER)
    found = use_token(token, scene)
    assert found is not None
    assert not found.may("tea", May.IMPORT)
    User.objects.filter(pk=maker.id).update(is_active=False)
    assert use_token(token, scene) is None


def test_tokens_end(cast: Cast, scene: Scene) -> None:
    maker = cast.of_tea[Role.OPERATOR]
    short = make_token(maker, "tea", "short", [May.IMPORT], scene, timedelta(days=1))
    long = make_token(maker, "tea", "long", [May.IMPORT], scene)
    assert use_token(short, replace(scene, now=scene.now + timedelta(days=1))) is None
    number = ApiToken.objects.get(label="long").pk
    with pytest.raises(NotAllowedError):
        revoke_token(cast.an, number, scene)
    revoke_token(cast.of_tea[Role.OWNER], number, scene)
    assert use_token(long, scene) is None
    assert use_token("juluo_" + "x" * 43, scene) is None
    assert use_token("", scene) is None
