"""What surveys hold of guests follows them: tied to an account, untied again, gone."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from juluo.desk.surveys.actions.forgetting import forget_guest
from juluo.desk.surveys.models import Answering, Survey, TookPart
from juluo.desk.surveys.takers import mark_of_guest, mark_of_person
from juluo.desk.surveys.values import State
from juluo.shell.guests.facts import GuestFacts, guests_of
from juluo.shell.guests.values import Purpose

# Answers that are found by whose they are: while the survey is open to go on, afterwards to say that they were given.
_NAMED = Q(survey__is_anonymous=False, key__startswith="g")


def follow_tied(guest: GuestFacts, **_: object) -> None:
    """Their answers are the account's, where they agreed to it; of two answers of one person a finished one counts."""
    if guest.account is None:
        return
    with transaction.atomic():
        mine = Answering.objects.select_for_update().filter(survey__community=guest.community, guest=guest.id)
        mine.filter(is_linked=True).update(person=guest.account)
        _weigh(guest.community, [guest.id, *_twins(guest)])
        _mark_tied(guest, guest.account)


def follow_untied(guest: GuestFacts, **_: object) -> None:
    """It wasn't their account after all: what was answered on each phone is found by it, and counts again."""
    with transaction.atomic():
        Answering.objects.filter(survey__community=guest.community, guest=guest.id).update(person=None)
        for some in ([guest.id], _twins(guest)):
            for row in Answering.objects.filter(_NAMED, guest__in=some, survey__community=guest.community):
                own = f"g{row.guest}"
                if not Answering.objects.filter(survey=row.survey_id, key=own).exists():
                    Answering.objects.filter(pk=row.pk).update(key=own)
            _weigh(guest.community, some)


def follow_took_back(guest: GuestFacts, purpose: Purpose, **_: object) -> None:
    """Their answers stand apart from their account again; the ledger keeps the scores that it was told before."""
    if purpose is Purpose.LINKED:
        linked = Answering.objects.filter(survey__community=guest.community, guest=guest.id, is_linked=True)
        linked.update(is_linked=False, person=None)


def follow_left(guest: GuestFacts, **_: object) -> None:
    """What they chose stays as nobody's, what they wrote goes; what stood aside goes as a whole.

    So does what the same member answered whole with another phone, too: that one counts now, and can be changed.
    """
    with transaction.atomic():
        twins = _twins(guest)
        theirs = Answering.objects.filter(survey__community=guest.community, guest__in=twins)
        whole = [*theirs.exclude(finished_at=None).values_list("survey", flat=True)]
        mine = Answering.objects.filter(survey__community=guest.community, guest=guest.id)
        mine.filter(Q(aside=True) | Q(survey__in=whole)).delete()
        forget_guest(guest.community, guest.id)
        _weigh(guest.community, twins, whole)


def _twins(guest: GuestFacts) -> list[int]:
    """The other guests who are the same member."""
    if guest.account is None:
        return []
    return [one.id for one in guests_of(guest.community, [guest.account]).get(guest.account, ()) if one.id != guest.id]


def _weigh(community: str, guests: Sequence[int], surveys: Sequence[int] | None = None) -> None:
    """Of what these answered, who are one person, one answer a survey counts: a finished one, or the first."""
    rows = Answering.objects.filter(survey__community=community, guest__in=guests).order_by("started_at", "pk")
    rows = rows if surveys is None else rows.filter(survey__in=surveys)
    best: dict[int, Answering] = {}
    for row in rows:
        other = best.get(row.survey_id)
        if other is None or (other.finished_at is None and row.finished_at is not None):
            best[row.survey_id] = row
    counting = [row.pk for row in best.values()]
    rows.exclude(pk__in=counting).update(aside=True)
    rows.filter(pk__in=counting).update(aside=False)


def _mark_tied(guest: GuestFacts, account: int) -> None:
    """Who took part unrecognised in an anonymous survey doesn't take part again as the member they are."""
    for row in Survey.objects.filter(community=guest.community, state=State.OPEN, is_anonymous=True).exclude(
        secret=""
    ):
        mark = TookPart.objects.filter(survey=row, mark=mark_of_guest(row, guest.id)).first()
        if mark is not None:
            TookPart.objects.get_or_create(
                survey=row,
                mark=mark_of_person(row, account),
                defaults={"is_finished": mark.is_finished, "declined": mark.declined},
            )
