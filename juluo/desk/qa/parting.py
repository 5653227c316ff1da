"""What of a guest moves, and what stays, should the account that they are tied to turn out to be another's."""

from collections.abc import Mapping

from juluo.desk.qa.models import AskedQuestion, QuestionVote
from juluo.shell.guests.facts import GuestFacts


def parting(guest: GuestFacts) -> Mapping[str, int]:
    """How many questions and votes are the guest's alone again."""
    return {
        "questions": AskedQuestion.objects.filter(session__community=guest.community, guest=guest.id).count(),
        "question_votes": QuestionVote.objects.filter(
            question__session__community=guest.community, guest=guest.id
        ).count(),
    }
