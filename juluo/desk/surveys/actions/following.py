"""What surveys hold of guests follows them: tied to an account, untied again, gone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from juluo.desk.surveys.actions.forgetting import forget_guest
from juluo.desk.surveys.acts import answered_acts, forms_of
from juluo.desk.surveys.models import Answering, Survey, TookPart
from juluo.desk.surveys.takers import mark_of_guest, mark_of_person
from juluo.desk.surveys.values import Form, State
from juluo.shell.guests.facts import GuestFacts, guests_named, guests_of
from juluo.shell.guests.values import Purpose
from juluo.shell.outbox.actions import send
from juluo.shell.persons import persons_of

# Answers that are found by whose they are: while the survey is open to go on, afterwards to say that they were given.
_NAMED = Q(survey__is_anonymous=False, key__startswith="g")


def follow_tied(guest: GuestFacts, **_: object) -> None:
    """Their answers are the account's, where they agreed to it; of two answers of one person a finished one counts."""
    if guest.account is None:
        return
    with transaction.atomic():
        everyone = [guest.id, *_twins(guest)]
        mine = _hold(guest.community, everyone).filter(guest=guest.id)
        mine.filter(is_linked=True).update(person=guest.account)
        _weigh(guest.community, [everyone])
        _mark_tied(guest, guest.account)


def follow_untied(guest: GuestFacts, **_: object) -> None:
    """It wasn't their account after all: what was answered on each phone is found by it, and counts again."""
    with transaction.atomic():
        twins = _twins(guest)
        rows = _hold(guest.community, [guest.id, *twins])
        rows.filter(guest=guest.id).update(person=None)
        for row in rows.filter(_NAMED):
            own = f"g{row.guest}"
            if not Answering.objects.filter(survey=row.survey_id, key=own).exists():
                Answering.objects.filter(pk=row.pk).update(key=own)
        _weigh(guest.community, [[guest.id], twins])


def follow_took_back(guest: GuestFacts, purpose: Purpose, **_: object) -> None:
    """Their answers stand apart from their account again, in the ledger too."""
    if purpose is Purpose.LINKED:
        with transaction.atomic():
            linked = _hold(guest.community, [guest.id]).filter(is_linked=True)
            numbers = [*linked.values_list("pk", flat=True)]
            linked.update(is_linked=False, person=None)
            _tell(Answering.objects.filter(pk__in=numbers).select_related("survey"))


def follow_left(guest: GuestFacts, **_: object) -> None:
    """What they chose stays as nobody's, what they wrote goes; what stood aside goes as a whole.

    So does what the same member answered whole with another phone, too: that one counts now, and can be changed.
    """
    with transaction.atomic():
        twins = _twins(guest)
        everybodys = _hold(guest.community, [guest.id, *twins])
        theirs = everybodys.filter(guest__in=twins)
        whole = [*theirs.exclude(finished_at=None).values_list("survey", flat=True)]
        gone = everybodys.filter(Q(aside=True) | Q(survey__in=whole), guest=guest.id)
        rows = list(gone.select_related("survey"))
        for row in rows:
            row.aside = True
        _tell(rows)
        gone.delete()
        forget_guest(guest.community, guest.id)
        _weigh(guest.community, [twins], whole)


def weigh_anew(community: str) -> int:
    """The same once colleagues said which accounts are one person's, or aren't. Returns how many answers changed."""
    rows = Answering.objects.filter(_NAMED, survey__community=community).exclude(guest=None)
    found = [*rows.values_list("guest", "aside")]
    if not found:
        return 0
    same, known = persons_of(community), guests_named(community, {guest for guest, _ in found if guest is not None})
    groups: dict[int, list[int]] = defaultdict(list)
    for one in known.values():
        if one.account is not None:
            groups[same.of(one.account)].append(one.id)
    aside = {guest for guest, is_aside in found if is_aside}
    wanted = [some for some in groups.values() if len(some) > 1 or aside.intersection(some)]
    with transaction.atomic():
        return _weigh(community, wanted)


def weigh_everywhere() -> int:
    """Of every community. Returns how many answers changed."""
    found = Answering.objects.filter(_NAMED).exclude(guest=None).values_list("survey__community", flat=True)
    return sum(map(weigh_anew, found.order_by("survey__community").distinct()))


def _twins(guest: GuestFacts) -> list[int]:
    """The other guests who are the same member, by whichever of their accounts."""
    if guest.account is None:
        return []
    found = guests_of(guest.community, persons_of(guest.community).accounts(guest.account))
    return [one.id for some in found.values() for one in some if one.id != guest.id]


def _weigh(community: str, groups: Iterable[Sequence[int]], surveys: Sequence[int] | None = None) -> int:
    """Of what guests answered who are one person, one answer a survey counts: a finished one, or the first.

    The ledger hears of what changed. Returns in how many rows it did.
    """
    whose = {guest: at for at, some in enumerate(groups) for guest in some}
    rows = _hold(community, whose).select_related("survey").order_by("started_at", "pk")
    found = list(rows if surveys is None else rows.filter(survey__in=surveys))
    best: dict[tuple[int, int], Answering] = {}
    for row in found:
        key = row.survey_id, whose[row.guest or 0]
        other = best.get(key)
        if other is None or (other.finished_at is None and row.finished_at is not None):
            best[key] = row
    counting = {row.pk for row in best.values()}
    changed = 0
    for row in found:
        if row.aside == (row.pk in counting):
            row.aside = row.pk not in counting
            changed += Answering.objects.filter(pk=row.pk).update(aside=row.aside)
    _tell(found)
    return changed


def _hold(community: str, guests: Collection[int]) -> QuerySet[Answering]:
    """What guests answered by name; its surveys are nobody else's until the transaction ends.

    Whoever answers holds the survey first, too: so that no two wait for each other.
    """
    rows = Answering.objects.filter(survey__community=community, guest__in=guests)
    surveys = [*rows.order_by().values_list("survey", flat=True).distinct()]
    list(Survey.objects.select_for_update().filter(pk__in=surveys).order_by("pk"))
    return rows


def _tell(rows: Iterable[Answering]) -> None:
    """Bring the ledger to what counts of named answers."""
    forms: dict[int, Mapping[int, Form]] = {}
    for row in rows:
        if row.survey_id not in forms:
            forms[row.survey_id] = forms_of(row.survey_id)
        before = dict(row.told)
        acts = answered_acts(row, row.survey.community, row.survey.slug, forms[row.survey_id][row.version])
        if acts:
            send(row.survey.community, acts)
        if row.told != before:
            Answering.objects.filter(pk=row.pk).update(told=row.told)


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
