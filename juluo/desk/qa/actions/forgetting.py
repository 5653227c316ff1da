"""Who asked and voted changes, or is nobody any more: votes and counts stay, names and words go."""

import re
from collections.abc import Sequence
from secrets import token_hex

from django.db import models, transaction

from juluo.desk.qa.facts import WRITTEN
from juluo.desk.qa.models import AskedQuestion, QaSession, QuestionVote
from juluo.shell.guests.facts import GuestFacts
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


def tie(community: str, guest: GuestFacts) -> None:
    """It is known now whose account a guest has: a person with two phones votes once."""
    if guest.account is not None:
        _moved(community, guest.id, f"a{guest.account}", guest.account)


def untie(community: str, guest: GuestFacts) -> None:
    """It was somebody else: what was done here is the guest's alone again."""
    _moved(community, guest.id, f"g{guest.id}", None)


def leave(community: str, guest: GuestFacts) -> None:
    with transaction.atomic():
        _nobodys(
            AskedQuestion.objects.filter(session__community=community, guest=guest.id),
            QuestionVote.objects.filter(question__session__community=community, guest=guest.id),
        )


def _moved(community: str, guest: int, key: str, person: int | None) -> None:
    with transaction.atomic():
        asked = AskedQuestion.objects.filter(session__community=community, guest=guest)
        _hold(asked)
        asked.update(key=key, person=person)
        votes = QuestionVote.objects.select_for_update().filter(question__session__community=community, guest=guest)
        for row in votes.exclude(key=key).order_by("pk"):
            if QuestionVote.objects.filter(question_id=row.question_id, key=key).exists():
                row.delete()
            else:
                QuestionVote.objects.filter(pk=row.pk).update(key=key, person=person)


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
