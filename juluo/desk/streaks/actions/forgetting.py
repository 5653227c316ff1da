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


def follow_tied(guest: GuestFacts, **_: object) -> None:
    """It is known now whose account a guest has: what they did on the portal is that person's.

    Each phone keeps rows of its own, so that who turns out to be two has back what was theirs; days count once.
    """
    if guest.account is not None:
        _of(guest).update(person=guest.account)


def follow_untied(guest: GuestFacts, **_: object) -> None:
    """It was somebody else: what was done on the portal is the guest's alone again."""
    _of(guest).update(person=None)


def follow_left(guest: GuestFacts, **_: object) -> None:
    """A guest goes: their days count on as nobody's, but not a day that the same person has otherwise, too."""
    with transaction.atomic():
        rows = _of(guest)
        if guest.account is not None:
            others = CheckIn.objects.filter(programme__community=guest.community, person=guest.account)
            told = others.exclude(pk__in=rows.values("pk"))
            twice = {*told.values_list("programme_id", "day")}
            again = [row.pk for row in rows if (row.programme_id, row.day) in twice]
            CheckIn.objects.filter(pk__in=again).delete()
        _nobodys(rows)


def _of(guest: GuestFacts) -> models.QuerySet[CheckIn]:
    return CheckIn.objects.filter(programme__community=guest.community, guest=guest.id)


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
