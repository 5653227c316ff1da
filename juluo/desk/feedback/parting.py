"""What of a guest moves, and what stays, should the account that they are tied to turn out to be another's."""

from collections.abc import Mapping

from juluo.desk.feedback.models import BoardVote, Feedback
from juluo.shell.guests.facts import GuestFacts


def parting(guest: GuestFacts) -> Mapping[str, int]:
    """How many pieces and votes are the guest's alone again."""
    return {
        "feedback": Feedback.objects.filter(community=guest.community, guest=guest.id).count(),
        "board_votes": BoardVote.objects.filter(feedback__community=guest.community, guest=guest.id).count(),
    }
