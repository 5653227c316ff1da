"""A colleague of the simulated community, by whom what stands there was done."""

from itertools import count

from django.contrib.auth.hashers import make_password
from django.db import transaction

from juluo.shell.accounts.facts import Colleague, colleague_of
from juluo.shell.accounts.models import Membership, User
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene


def simulated_colleague(name: str, shown_as: str, community: str, scene: Scene) -> Colleague:
    """Nobody signs in as them: they have no password, and the account is closed.

    Where somebody who signs in has that name already, they take another: nobody becomes an owner by what they are
    called.
    """
    closed = {"shown_as": shown_as, "joined_at": scene.now, "is_active": False, "password": make_password(None)}
    with transaction.atomic():
        for nth in count(1):
            row, _ = User.objects.get_or_create(name=name if nth == 1 else f"{name}-{nth}", defaults=closed)
            if not row.is_active:
                break
        Membership.objects.get_or_create(user=row, community=community, defaults={"role": Role.OWNER})
    return colleague_of(row)


def has_simulated_colleague(name: str, community: str) -> bool:
    """Whether what stands in a community was done by such a colleague."""
    return Membership.objects.filter(community=community, user__name__startswith=name, user__is_active=False).exists()
