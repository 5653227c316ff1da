"""The way back for a browser that forgets: a link that a guest keeps for themselves, revocable at any time.

Who opens it is that guest, so it is shown once, kept as a hash, and never sent anywhere by us.
"""

from django.db import transaction

from juluo.shell.accounts import secrets
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import GuestFacts
from juluo.shell.guests.models import Guest, ReturnedBrowser

# A phone, its chat app, a computer, and those that forgot before.
MOST_BROWSERS = 8


def make_way_back(guest: GuestFacts, scene: Scene) -> str:
    """The last part of the address; an earlier one ends."""
    key = secrets.made()
    Guest.objects.filter(pk=guest.id).update(return_hash=secrets.hashed(key), return_made_at=scene.now)
    return key


def end_way_back(guest: GuestFacts, own: str) -> None:
    """Nobody comes back by it any more, and browsers that did are out, but for the one in which it is ended."""
    with transaction.atomic():
        Guest.objects.filter(pk=guest.id).update(return_hash="", return_made_at=None)
        ReturnedBrowser.objects.filter(guest=guest.id).exclude(key_hash=secrets.hashed(own)).delete()


def come_back(community: str, key: str, scene: Scene) -> str | None:
    """The secret of a browser that came by somebody's own link; None if there is no such link."""
    with transaction.atomic():
        rows = Guest.objects.select_for_update(no_key=True).filter(
            community=community, return_hash=secrets.hashed(key)
        )
        row = rows.first() if key else None
        if row is None:
            return None
        own = secrets.made()
        ReturnedBrowser.objects.create(guest=row, key_hash=secrets.hashed(own), at=scene.now)
        newest = row.browsers.order_by("-at", "-pk").values_list("pk", flat=True)[:MOST_BROWSERS]
        row.browsers.exclude(pk__in=[*newest]).delete()
    return own
