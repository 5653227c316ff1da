"""A colleague of the simulated community, by whom what stands there was done."""

from django.db import transaction

from juluo.shell.accounts.facts import Colleague, colleague_of
from juluo.shell.accounts.models import Membership, User
from juluo.shell.accounts.roles import Role
from juluo.shell.accounts.scene import Scene


def simulated_colleague(name: str, shown_as: str, community: str, scene: Scene) -> Colleague:
    """Nobody signs in as them: they have no password, and the account is closed."""
    with transaction.atomic():
        row, new = User.objects.get_or_create(name=name, defaults={"shown_as": shown_as, "joined_at": scene.now})
        if new:
            row.set_unusable_password()
            row.is_active = False
            row.save()
        Membership.objects.get_or_create(user=row, community=community, defaults={"role": Role.OWNER})
    return colleague_of(row)
