"""Who leaves or is erased leaves feedback too: that it was given stays, and nobody knows by whom, nor their words."""

import re
from collections.abc import Sequence
from datetime import datetime
from secrets import token_hex

from django.db import models, transaction

from juluo.desk.feedback.actions.receiving import A_DAY
from juluo.desk.feedback.acts import tell_ledger
from juluo.desk.feedback.facts import WRITTEN
from juluo.desk.feedback.models import BoardVote, Feedback, FeedbackStep, Telling
from juluo.shell.guests.facts import GuestFacts, other_phone
from juluo.shell.written import mask

_OF_FEEDBACK: tuple[type[models.Model], ...] = (FeedbackStep, Telling)


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in everything written of feedback. Returns in how many rows they stood."""
    with transaction.atomic():
        pieces = Feedback.objects.filter(community=community)
        changed = mask(pieces, WRITTEN, find, instead)
        if changed:
            pieces.update(letters="", telling="")
        for model in _OF_FEEDBACK:
            rows = model._default_manager.filter(feedback__community=community)  # noqa: SLF001 - Django's way to ask
            changed += mask(rows, WRITTEN, find, instead)
    return changed


def forget_person(community: str, persons: Sequence[int]) -> int:
    """Let what an erased person gave be nobody's, in the ledger too, so that every count stays."""
    with transaction.atomic():
        votes = _nobodys(BoardVote.objects.filter(feedback__community=community, person__in=persons))
        return votes + _emptied(Feedback.objects.filter(community=community, person__in=persons))


def follow_left(guest: GuestFacts, **_: object) -> None:
    """The same of what a guest who left had given here; what they said in the group is the ledger's."""
    with transaction.atomic():
        _parted(guest)
        _emptied(Feedback.objects.filter(guest=guest.id, community=guest.community))


def follow_tied(guest: GuestFacts, **_: object) -> None:
    """It is known who a guest is in the group: what they gave is that person's, and their vote counts once.

    Each phone keeps its votes, so that who turns out to be two has back what was theirs.
    """
    if guest.account is None:
        return
    _are_of(guest, guest.account)


def follow_untied(guest: GuestFacts, **_: object) -> None:
    """It was somebody else: what the guest gave here is theirs alone again, and no account's."""
    _are_of(guest, None)


def forget_senders(now: datetime) -> int:
    """By what an address is counted isn't kept longer than it counts. Returns of how many."""
    return Feedback.objects.filter(made_at__lt=now - A_DAY).exclude(sent_from="").update(sent_from="")


def _emptied(rows: models.QuerySet[Feedback]) -> int:
    found = list(rows.select_for_update().order_by("slug"))
    for row in found:
        row.guest, row.person, row.asker, row.words, row.sent_from = None, None, "", "", ""
        row.consented, row.letters, row.telling = False, "", ""
        row.save()
        tell_ledger(row)
    return len(found)


def _are_of(guest: GuestFacts, person: int | None) -> None:
    """What a guest gave is this account's, or nobody's but their own."""
    with transaction.atomic():
        theirs = Feedback.objects.select_for_update().filter(community=guest.community, guest=guest.id)
        for row in theirs.order_by("slug"):
            row.person = person
            row.save(update_fields=["person"])
            tell_ledger(row)
        _votes(guest).update(person=person)


def _votes(guest: GuestFacts) -> models.QuerySet[BoardVote]:
    return BoardVote.objects.filter(feedback__community=guest.community, guest=guest.id)


def _parted(guest: GuestFacts) -> None:
    """What they voted is nobody's; or their other phone's, where they are still here with one: it counts once."""
    phone = other_phone(guest)
    if phone is None:
        _nobodys(_votes(guest))
        return
    theirs = BoardVote.objects.filter(feedback__community=guest.community, guest=phone)
    _votes(guest).filter(feedback__in=[*theirs.values_list("feedback", flat=True)]).delete()
    _votes(guest).update(guest=phone, key=f"g{phone}")


def _nobodys(votes: models.QuerySet[BoardVote]) -> int:
    """One new key for whoever they were; two votes of theirs for one piece are one."""
    key, there, found = f"x{token_hex(12)}", set(), list(votes.order_by("pk"))
    for vote in found:
        if vote.feedback_id in there:
            vote.delete()
            continue
        there.add(vote.feedback_id)
        BoardVote.objects.filter(pk=vote.pk).update(key=key, guest=None, person=None)
    return len(found)
