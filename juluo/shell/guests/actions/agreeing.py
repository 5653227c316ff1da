"""A guest's yes to a purpose, given and taken back."""

from django.db import IntegrityError, transaction

from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.guests.models import Agreement
from juluo.shell.guests.signals import guest_took_back
from juluo.shell.guests.values import Purpose


def agree(guest: GuestFacts, purpose: Purpose, scene: Scene) -> None:
    """They agree to exactly this; said twice, the first one holds."""
    try:
        with transaction.atomic():
            Agreement.objects.create(guest_id=guest.id, purpose=purpose, given_at=scene.now)
    except IntegrityError:
        return


def take_back(guest: GuestFacts, purpose: Purpose, scene: Scene) -> None:
    """From now on they don't; that they did stays written down."""
    with transaction.atomic():
        holds = Agreement.objects.filter(guest=guest.id, purpose=purpose, withdrawn_at=None)
        if holds.update(withdrawn_at=scene.now):
            guest_took_back.send(None, guest=guest, purpose=purpose, scene=scene)
