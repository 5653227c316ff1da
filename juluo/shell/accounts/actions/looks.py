"""Who opened whose page: noted so that members can be told, and so that nobody looks people up unseen."""

from datetime import timedelta

from django.db import transaction

from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import LOOKED_AT, Colleague
from juluo.shell.accounts.models import AuditLine, User
from juluo.shell.accounts.scene import Scene

# Turning the pages of one member's entries is one look.
A_LOOK = timedelta(minutes=10)


def note_look(by: Colleague, community: str, person: int, scene: Scene) -> None:
    """Note that a colleague opened a member's page, by the member's number alone: once in ten minutes."""
    if _noted(by, community, person, scene):
        return
    with transaction.atomic():
        # Two tabs at once are one look: on PostgreSQL the second waits here, on SQLite already at the door.
        User.objects.select_for_update().get(pk=by.id)
        if not _noted(by, community, person, scene):
            note(scene, by, LOOKED_AT, community=community, about=str(person))


def _noted(by: Colleague, community: str, person: int, scene: Scene) -> bool:
    return AuditLine.objects.filter(
        user_id=by.id, community=community, deed=LOOKED_AT, about=str(person), at__gt=scene.now - A_LOOK
    ).exists()
