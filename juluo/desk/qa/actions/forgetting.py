"""Who asked and voted changes, or is nobody any more: votes and counts stay, names and words go."""

import re
from collections.abc import Sequence
from secrets import token_hex

from django.db import models, transaction

from juluo.desk.qa.facts import WRITTEN
from juluo.desk.qa.models import AskedQuestion, QaSession, QuestionVote
from juluo.shell.guests.facts import GuestFacts, other_phone
from juluo.shell.written import mask


def forget(community: str, find: re.Pattern[str], instead: str) -> int:
    """Mask an erased person's names in everything written of sessions. Returns in how many rows they stood."""
    with transaction.atomic():
        changed = mask(QaSession.objects.filter(community=community), WRITTEN, find, instead)
        rows = AskedQuestion.objects.filter(session__community=community)
        if masked := mask(rows, WRITTEN, find, instead):
            rows.update(letters="", telling="")
        return changed + masked


def forget_person(community: str, persons: Sequence[int]) -> int:
    """An erased person's questions lose their words, their votes their owner. Returns how many rows there were."""
    with transaction.atomic():
        return _nobodys(
            AskedQuestion.objects.filter(session__community=community, person__in=persons),
            QuestionVote.objects.filter(question__session__community=community, person__in=persons),
        )


def follow_tied(guest: GuestFacts, **_: object) -> None:
    """It is known now whose account a guest has: with two phones they count once.

    Each phone keeps rows of its own, so that who turns out to be two has back what was theirs.
    """
    if guest.account is not None:
        _are_of(guest, guest.account)


def follow_untied(guest: GuestFacts, **_: object) -> None:
    """It was somebody else: what was done here is the guest's alone again."""
    _are_of(guest, None)


def follow_left(guest: GuestFacts, **_: object) -> None:
    """Their words go, and nobody knows who it was; their votes are their other phone's, where they have one here."""
    with transaction.atomic():
        votes = QuestionVote.objects.filter(question__session__community=guest.community, guest=guest.id)
        phone = other_phone(guest)
        if phone is not None:
            theirs = QuestionVote.objects.filter(question__session__community=guest.community, guest=phone)
            votes.filter(question__in=[*theirs.values_list("question", flat=True)]).delete()
            votes.update(guest=phone, key=f"g{phone}")
        _nobodys(AskedQuestion.objects.filter(session__community=guest.community, guest=guest.id), votes)


def _are_of(guest: GuestFacts, person: int | None) -> None:
    with transaction.atomic():
        asked = AskedQuestion.objects.filter(session__community=guest.community, guest=guest.id)
        _hold(asked)
        asked.update(person=person)
        QuestionVote.objects.filter(question__session__community=guest.community, guest=guest.id).update(person=person)


def _nobodys(asked: models.QuerySet[AskedQuestion], votes: models.QuerySet[QuestionVote]) -> int:
    """One new key for whoever they were; two votes of theirs for one question are one."""
    key = f"n{token_hex(8)}"
    _hold(asked)
    there: set[int] = set()
    rows = list(votes.select_for_update().order_by("pk"))
    for row in rows:
        if row.question_id in there:
            row.delete()
        else:
            there.add(row.question_id)
            QuestionVote.objects.filter(pk=row.pk).update(key=key, guest=None, person=None)
    return len(rows) + asked.update(
        key=key, guest=None, person=None, name="", words="", letters="", telling="", flags=""
    )


def _hold(asked: models.QuerySet[AskedQuestion]) -> None:
    """Whoever holds several questions takes them in one order: else two would wait for each other."""
    list(asked.select_for_update().order_by("pk"))
