"""What of a guest moves, and what stays, should the account that they are tied to turn out to be another's."""

from collections.abc import Mapping

from juluo.desk.events.models import MergedSignUp, SignUp
from juluo.desk.events.values import Place, State
from juluo.shell.guests.facts import GuestFacts


def parting(guest: GuestFacts) -> Mapping[str, int]:
    """How many sign-ups are theirs again, and for how many of these they wait: their place went into the account's."""
    own = SignUp.objects.filter(guest=guest.id, event__community=guest.community, person__isnull=False)
    merged = MergedSignUp.objects.filter(guest=guest.id, into__event__community=guest.community)
    rows = list(merged.select_related("into__event"))
    return {"sign_ups": own.count() + len(rows), "waits": sum(map(_waits, rows))}


def _waits(kept: MergedSignUp) -> bool:
    given = kept.gave_place and kept.into.state == kept.state
    return kept.state == Place.IN and kept.into.event.state == State.OPEN and not given
