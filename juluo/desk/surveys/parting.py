"""What of a guest moves, and what stays, should the account that they are tied to turn out to be another's."""

from collections.abc import Mapping

from django.db.models import Q

from juluo.desk.surveys.models import Answering, Asked, Survey
from juluo.desk.surveys.values import State
from juluo.shell.guests.facts import GuestFacts


def parting(guest: GuestFacts) -> Mapping[str, int]:
    """How many named answers part. Of anonymous surveys it says how many are open, for nobody learns who took part.

    `asked` are surveys for which the account was drawn and which were answered or declined since the two were taken
    for one.
    """
    answers = Answering.objects.filter(survey__community=guest.community, survey__is_anonymous=False, guest=guest.id)
    asked = Asked.objects.filter(survey__community=guest.community, survey__is_anonymous=False, person=guest.account)
    since = Q(finished_at__gte=guest.tied_at) | Q(declined_at__gte=guest.tied_at)
    still_open = Survey.objects.filter(community=guest.community, state=State.OPEN, is_anonymous=True)
    return {
        "answers": answers.count(),
        "asked": asked.filter(since).count(),
        "anonymous": still_open.count(),
    }
