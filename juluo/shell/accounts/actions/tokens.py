"""API tokens: shown once, kept as a hash, for one community and named deeds."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import Q

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.refusals import NotAllowedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague, Pass, colleague_of
from juluo.shell.accounts.models import ApiToken
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.wording.sentence import told

PREFIX = "juluo_"


def make_token(
    by: Colleague,
    community: str,
    label: str,
    scopes: Iterable[May],
    scene: Scene,
    lasts: timedelta | None = None,
) -> str:
    """A token for deeds that its maker may do. Returns it, this once."""
    wanted = sorted(set(scopes))
    for deed in wanted:
        require(by, community, deed)
    token = PREFIX + secrets.made()
    with transaction.atomic():
        ApiToken.objects.create(
            user_id=by.id,
            community=community,
            label=label.strip()[:64],
            scopes=[str(deed) for deed in wanted],
            token_hash=secrets.hashed(token),
            ending=token[-4:],
            made_at=scene.now,
            expires_at=scene.now + lasts if lasts else None,
        )
        note(scene, by, "make_token", community=community, about=label, detail={"scopes": list(map(str, wanted))})
    return token


def revoke_token(by: Colleague, number: int, scene: Scene) -> None:
    """Take a token back: one's own, or any of a community whose team one manages."""
    with transaction.atomic():
        token = ApiToken.objects.filter(pk=number, revoked_at=None).first()
        if token is None or not (token.user_id == by.id or by.may(token.community, May.MANAGE_TEAM)):
            raise NotAllowedError(told("没有这个令牌。"))
        ApiToken.objects.filter(pk=number).update(revoked_at=scene.now)
        note(scene, by, "revoke_token", community=token.community, about=token.label)


def use_token(token: str, scene: Scene) -> Pass | None:
    """What a token allows now; None for one that is unknown, revoked or expired, or whose maker is gone."""
    if not token.startswith(PREFIX):
        return None
    lasting = Q(expires_at=None) | Q(expires_at__gt=scene.now)
    found = ApiToken.objects.filter(lasting, token_hash=secrets.hashed(token), revoked_at=None, user__is_active=True)
    row = found.select_related("user").first()
    if row is None:
        return None
    if row.used_at is None or scene.now - row.used_at > timedelta(minutes=1):
        ApiToken.objects.filter(pk=row.pk).update(used_at=scene.now)
    scopes = frozenset(May(scope) for scope in row.scopes if scope in set(May))
    return Pass(colleague_of(row.user), row.community, scopes)
