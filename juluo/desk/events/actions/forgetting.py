"""Who is erased leaves events too: their place counts on, and nobody knows whose it was."""

import re
from collections.abc import Sequence
from secrets import token_hex

from django.db import models, transaction

from juluo.desk.events.acts import standing
from juluo.desk.events.facts import WRITTEN
from juluo.desk.events.models import ChecklistItem, Cost, DoorScan, Event, EventFile, MergedSignUp, RunLine, SignUp
from juluo.shell.outbox.actions import send
from juluo.shell.written import mask

_OF_EVENT: tuple[type[models.Model], ...] = (ChecklistItem, RunLine, SignUp, DoorScan, Cost, EventFile)


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in everything written of events. Returns in how many rows they stood."""
    with transaction.atomic():
        changed = mask(Event.objects.filter(community=community), WRITTEN, find, instead)
        for model in _OF_EVENT:
            rows = model._default_manager.filter(event__community=community)  # noqa: SLF001 - Django's way to ask
            changed += mask(rows, WRITTEN, find, instead)
        merged = MergedSignUp.objects.filter(into__event__community=community)
        changed += mask(merged, WRITTEN, find, instead)
    return changed


def forget_person(community: str, persons: Sequence[int]) -> int:
    """Let an erased person's places be a nameless guest's, in the ledger too, so that every count stays.

    Returns how many there were. Their own entries there are emptied by the erasing itself.
    """
    with transaction.atomic():
        theirs = SignUp.objects.filter(event__community=community, person__in=persons)
        # The events first and in order, as everybody holds them: else two would wait for each other.
        list(Event.objects.select_for_update().filter(pk__in=theirs.values("event")).order_by("pk"))
        found = list(theirs.select_related("event").order_by("pk"))
        for row in found:
            be_nobody(row)
            send(community, standing(row, None))
    return len(found)


def be_nobody(row: SignUp) -> None:
    """The place counts on, and nobody knows whose it was."""
    row.key, row.person, row.guest, row.name, row.note, row.origin = f"g{token_hex(8)}", None, None, "", "", ""
    row.remind = False
    row.save()
    MergedSignUp.objects.filter(into=row).delete()
