"""Who a check-in belongs to changes, or is nobody's any more: every count stays."""

import re
from collections.abc import Sequence
from secrets import token_hex

from django.db import models, transaction

from juluo.desk.streaks.facts import WRITTEN
from juluo.desk.streaks.models import CheckIn, Freeze, Programme
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.written import mask

_WHERE = ("programme_id", "day", "how", "early")


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in what was written of programmes. Returns in how many rows they stood."""
    with transaction.atomic():
        changed = mask(Programme.objects.filter(community=community), WRITTEN, find, instead)
        return changed + mask(Freeze.objects.filter(programme__community=community), WRITTEN, find, instead)


def forget_person(community: str, persons: Sequence[int]) -> int:
    """An erased person's check-ins become somebody's whom nobody knows. Returns how many there were."""
    with transaction.atomic():
        rows = CheckIn.objects.filter(programme__community=community, person__in=persons)
        # The programmes first and in order: who listens to the group holds one while it changes such rows.
        list(Programme.objects.select_for_update().filter(pk__in=rows.values("programme")).order_by("pk"))
        return _nobodys(rows)


def tie(community: str, guest: GuestFacts) -> None:
    """It is known now whose account a guest has: what they did on the portal is that person's."""
    if guest.account is None:
        return
    with transaction.atomic():
        rows = CheckIn.objects.select_for_update().filter(programme__community=community, guest=guest.id)
        _moved(rows, f"a{guest.account}", guest.account)


def untie(community: str, guest: GuestFacts) -> None:
    """It was somebody else: what was done on the portal is the guest's alone again."""
    with transaction.atomic():
        rows = CheckIn.objects.select_for_update().filter(programme__community=community, guest=guest.id)
        _moved(rows, f"g{guest.id}", None)


def leave(community: str, guest: GuestFacts) -> None:
    """A guest goes: their days count on as nobody's, but not a day that the same person's messages tell of, too."""
    with transaction.atomic():
        rows = CheckIn.objects.filter(programme__community=community, guest=guest.id)
        if guest.account is not None:
            told = CheckIn.objects.filter(programme__community=community, person=guest.account, guest=None)
            twice = {*told.values_list("programme_id", "day")}
            again = [row.pk for row in rows if (row.programme_id, row.day) in twice]
            CheckIn.objects.filter(pk__in=again).delete()
        _nobodys(rows)


def _moved(rows: models.QuerySet[CheckIn], key: str, person: int | None) -> None:
    for row in rows.exclude(key=key).order_by("pk"):
        where = {name: getattr(row, name) for name in _WHERE}
        if CheckIn.objects.filter(**where, key=key).exists():
            row.delete()
        else:
            CheckIn.objects.filter(pk=row.pk).update(key=key, person=person)


def _nobodys(rows: models.QuerySet[CheckIn]) -> int:
    """One new key for whoever they were; what they did twice under two numbers is once."""
    key, found = f"n{token_hex(8)}", list(rows.select_for_update().order_by("pk"))
    there: set[tuple[object, ...]] = set()
    for row in found:
        where = tuple(getattr(row, name) for name in _WHERE)
        if where in there:
            row.delete()
        else:
            there.add(where)
            CheckIn.objects.filter(pk=row.pk).update(key=key, guest=None, person=None, entry_id=None)
    return len(found)
