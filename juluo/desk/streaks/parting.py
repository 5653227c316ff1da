"""What of a guest moves, and what stays, should the account that they are tied to turn out to be another's."""

from collections.abc import Mapping

from juluo.desk.streaks.models import CheckIn
from juluo.shell.guests.facts import GuestFacts


def parting(guest: GuestFacts) -> Mapping[str, int]:
    """How many check-ins on the members' pages are the guest's alone again."""
    return {"checkins": CheckIn.objects.filter(programme__community=guest.community, guest=guest.id).count()}
