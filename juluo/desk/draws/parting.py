"""What of a guest moves, and what stays, should the account that they are tied to turn out to be another's."""

from collections.abc import Mapping

from juluo.desk.draws.models import Draw, Entrant, Pressed
from juluo.shell.guests.facts import GuestFacts


def parting(guest: GuestFacts) -> Mapping[str, int]:
    """In how many draws they are in by themselves again, as long as the list is open, and by a sealed line.

    `lists` are those that were sealed when the two were taken for one and in which the account has the line.
    """
    lines = Entrant.objects.filter(draw__community=guest.community, person=guest.account)
    sealed = Draw.objects.filter(community=guest.community, sealed_at__gte=guest.tied_at)
    lists = lines.filter(draw__in=sealed).exclude(guest=guest.id).values("draw").distinct()
    return {
        "pressed": Pressed.objects.filter(draw__community=guest.community, guest=guest.id).count(),
        "lines": lines.filter(guest=guest.id).count(),
        "lists": lists.count(),
    }
