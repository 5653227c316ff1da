"""What guests are told on the portal, and when they have seen it."""

from collections.abc import Collection, Iterable

from django.db import transaction

from juluo.shell.accounts import secrets
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.facts import GuestFacts, who_agreed
from juluo.shell.guests.models import Guest, GuestNotice
from juluo.shell.guests.values import Purpose
from juluo.wording.sentence import Sentence


def tell(  # whom, what and why
    community: str,
    guests: Iterable[int],
    words: Sentence,
    address: str,
    scene: Scene,
    *,
    about: Purpose | None = None,
    key: str = "",
) -> frozenset[int]:
    """Put a notice before guests, once a `key`. Returns whom it reached, those told before with them.

    `about` is the purpose to which they must have agreed; None for what they set going themselves: called off, moved
    up, answered. The values of `words` are numbers and text.
    """
    template, values = words.kept
    with transaction.atomic():
        reached = frozenset(Guest.objects.filter(community=community, pk__in=[*guests]).values_list("pk", flat=True))
        if about is not None:
            reached = who_agreed(reached, about)
        rows = [
            GuestNotice(
                guest_id=guest, words=template, values=values, address=address, key=key or secrets.made(), at=scene.now
            )
            for guest in sorted(reached)
        ]
        GuestNotice.objects.bulk_create(rows, ignore_conflicts=True)
    return reached


def take_down(community: str, begins: str) -> None:
    """Nobody was told what has a key that begins so: whom it was put before says of them what nobody is to know."""
    GuestNotice.objects.filter(guest__community=community, key__startswith=begins).delete()


def see(guest: GuestFacts, notices: Collection[int], scene: Scene) -> None:
    """They have seen these."""
    GuestNotice.objects.filter(guest=guest.id, pk__in=notices, seen_at=None).update(seen_at=scene.now)
