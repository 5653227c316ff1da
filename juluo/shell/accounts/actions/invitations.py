"""One-time links: the first owner's, and those by which owners bring in colleagues."""

from datetime import timedelta

from django.contrib.auth.password_validation import get_default_password_validators
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague, colleague_of, has_owner
from juluo.shell.accounts.models import Invitation, Membership, User
from juluo.shell.accounts.roles import May, Role
from juluo.shell.accounts.scene import Scene
from juluo.wording.sentence import told

FIRST_DAY = timedelta(days=1)
A_WEEK = timedelta(days=7)
SHORTEST_PASSWORD = 10
_LONGEST_NAME = 32


def invite_first_owner(scene: Scene) -> str:
    """The link of who starts this home; a new one takes the place of an unused one. Returns its token."""
    token = secrets.made()
    with transaction.atomic():
        if has_owner():
            raise RefusedError(told("这里已经有负责人了：请用账号登录。"))
        Invitation.objects.filter(community="", used_at=None).delete()
        Invitation.objects.create(
            token_hash=secrets.hashed(token),
            role=Role.OWNER,
            made_at=scene.now,
            expires_at=scene.now + FIRST_DAY,
        )
        note(scene, None, "invite_first_owner")
    return token


def invite(by: Colleague, community: str, role: Role, scene: Scene) -> str:
    """A link that gives whoever opens it first a role in a community. Returns its token, shown this once."""
    require(by, community, May.MANAGE_TEAM)
    token = secrets.made()
    with transaction.atomic():
        Invitation.objects.create(
            token_hash=secrets.hashed(token),
            community=community,
            role=role,
            made_by_id=by.id,
            made_at=scene.now,
            expires_at=scene.now + A_WEEK,
        )
        note(scene, by, "invite", community=community, about=role)
    return token


def accept(token: str, name: str, shown_as: str, password: str, scene: Scene) -> Colleague:
    """Make the account an invitation promises. The link is used up by the same transaction."""
    folded, shown = _name(name), shown_as.strip() or name.strip()
    check_password_words(password, folded)
    with transaction.atomic():
        found = Invitation.objects.select_for_update().filter(
            token_hash=secrets.hashed(token), used_at=None, expires_at__gt=scene.now
        )
        invitation = found.first()
        if invitation is None:
            raise RefusedError(told("这个链接已经用过或过期了：请要一个新的。"))
        if not found.filter(pk=invitation.pk).update(used_at=scene.now):
            raise RefusedError(told("这个链接已经用过或过期了：请要一个新的。"))
        user = _made(folded, shown, password, scene, owns_home=invitation.community == "")
        if invitation.community:
            Membership.objects.create(user=user, community=invitation.community, role=invitation.role)
        made = colleague_of(user)
        note(scene, made, "accept_invitation", community=invitation.community, about=invitation.role)
    return made


def join(token: str, who: Colleague, scene: Scene) -> str:
    """Give the role an invitation promises to who has an account already. Returns the community."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update().filter(
            token_hash=secrets.hashed(token), used_at=None, expires_at__gt=scene.now
        )
        invitation = found.exclude(community="").first()
        if invitation is None:
            raise RefusedError(told("这个链接已经用过或过期了：请要一个新的。"))
        if who.role(invitation.community) is not None:
            raise RefusedError(told("你已经在这个社群里了。要换角色，请找负责人。"))
        if not found.filter(pk=invitation.pk).update(used_at=scene.now):
            raise RefusedError(told("这个链接已经用过或过期了：请要一个新的。"))
        Membership.objects.create(user_id=who.id, community=invitation.community, role=invitation.role)
        note(scene, who, "accept_invitation", community=invitation.community, about=invitation.role)
        return str(invitation.community)


def check_password_words(password: str, name: str) -> None:
    """Raises RefusedError for a password that is short, common, or the name itself."""
    if len(password) < SHORTEST_PASSWORD:
        raise RefusedError(told("密码太短：至少写{n}个字符。", n=SHORTEST_PASSWORD))
    if name and name in password.casefold():
        raise RefusedError(told("密码里不能有登录名：请换一个。"))
    try:
        for validator in get_default_password_validators():
            validator.validate(password, None)
    except ValidationError as error:
        raise RefusedError(told("这个密码太常见了：请换一个别人猜不到的。")) from error


def _name(name: str) -> str:
    folded = name.strip().casefold()
    if not folded or len(folded) > _LONGEST_NAME or any(not (c.isalnum() or c in "-_.@") for c in folded):
        raise RefusedError(told("登录名用字母、汉字、数字或 - _ . @，最多{n}个字。", n=_LONGEST_NAME))
    return folded


def _made(name: str, shown_as: str, password: str, scene: Scene, *, owns_home: bool) -> User:
    user = User(name=name, shown_as=shown_as[:64], owns_home=owns_home, joined_at=scene.now)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise RefusedError(told("登录名 {name} 已经有人用了：请换一个。", name=name)) from error
    return user
