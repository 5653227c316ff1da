"""A lost password: a one-time link under which its owner writes a new one.

Whoever sits at the machine prints it; on the team's page an owner makes it, for colleagues over whom there is nobody
else: a link opens everything that the colleague may do, in other communities too.
"""

from datetime import timedelta

from django.db import transaction

from juluo.shell.accounts import secrets
from juluo.shell.accounts.actions.invitations import check_password_words
from juluo.shell.accounts.actions.refusals import NotAllowedError, RefusedError, require
from juluo.shell.accounts.actions.sign_in import forget_failures
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague, colleague_of
from juluo.shell.accounts.models import Membership, RecoveryCode, ResetLink, SecondStep, User
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.wording.sentence import told

A_DAY = timedelta(days=1)


def reset_from_terminal(name: str, scene: Scene, *, without_second_step: bool = False) -> str:
    """A link for an account of that name; for who lost the telephone, too, the second step goes. Returns its token."""
    with transaction.atomic():
        user = User.objects.filter(name=name.strip().casefold(), is_active=True).first()
        if user is None:
            raise RefusedError(told("没有叫 {name} 的账号：用 juluo account list 看有哪些。", name=name))
        if without_second_step:
            SecondStep.objects.filter(user=user).delete()
            RecoveryCode.objects.filter(user=user).delete()
            note(scene, None, "second_step_off", about=user.name)
        note(scene, None, "make_reset_link", about=user.name)
        return _made(user, None, scene)


def reset_for_colleague(by: Colleague, community: str, number: int, scene: Scene) -> str:
    """A link for a colleague of the community. Returns its token, shown this once."""
    require(by, community, May.MANAGE_TEAM)
    with transaction.atomic():
        held = Membership.objects.filter(user_id=number, community=community, user__is_active=True)
        membership = held.select_related("user").first()
        if membership is None:
            raise RefusedError(told("这个社群里没有这位同事：请先发邀请。"))
        user = membership.user
        others = Membership.objects.filter(user=user).values_list("community", flat=True)
        if user.owns_home or not all(by.may(other, May.MANAGE_TEAM) for other in others):
            raise NotAllowedError(told("他还管着你管不到的社群：请这台机器的主人用 juluo account reset 给他链接。"))
        note(scene, by, "make_reset_link", community=community, about=user.name)
        return _made(user, by, scene)


def reset_password(token: str, password: str, scene: Scene) -> Colleague:
    """Write the new password. The link is used up by the same transaction, and every session of old ends."""
    with transaction.atomic():
        found = ResetLink.objects.select_for_update().filter(
            token_hash=secrets.hashed(token), used_at=None, expires_at__gt=scene.now, user__is_active=True
        )
        link = found.first()
        if link is None:
            raise RefusedError(told("这个链接已经用过或过期了：请要一个新的。"))
        user = link.user
        check_password_words(password, user.name)
        if not ResetLink.objects.filter(pk=link.pk, used_at=None).update(used_at=scene.now):
            raise RefusedError(told("这个链接已经用过或过期了：请要一个新的。"))
        user.set_password(password)
        user.save(update_fields=["password"])
        forget_failures(user.name, scene)
        who = colleague_of(user)
        note(scene, who, "reset_password")
    return who


def _made(user: User, by: Colleague | None, scene: Scene) -> str:
    """A new link takes the place of an unused one."""
    token = secrets.made()
    ResetLink.objects.filter(user=user, used_at=None).delete()
    ResetLink.objects.create(
        token_hash=secrets.hashed(token),
        user=user,
        made_by_id=by.id if by else None,
        made_at=scene.now,
        expires_at=scene.now + A_DAY,
    )
    return token
