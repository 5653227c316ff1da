"""Check-in programmes and who came when, as frozen values."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Prefetch, Q

from juluo.desk.streaks.counting import Came, How, marked, streak
from juluo.desk.streaks.models import CheckIn, Freeze, Programme
from juluo.desk.streaks.values import Holiday, Own, Plan, ProgrammeFacts, moment
from juluo.ledger.period import Calendar
from juluo.ledger.persons import Persons
from juluo.shell.persons import persons_of
from juluo.shell.titled import NEWEST, Titled

# What operators write, by the record it stands in: where an erased person may be named.
WRITTEN: dict[type, tuple[str, ...]] = {Programme: ("title", "about", "words"), Freeze: ("why",)}
_FIELDS = ("key", "person", "day", "how", "early", "made_on")


def programmes(community: str) -> tuple[ProgrammeFacts, ...]:
    """Every programme, those still open first, the latest begun on top."""
    rows = Programme.objects.filter(community=community).prefetch_related(_HOLIDAYS).order_by("-first", "-pk")
    return tuple(sorted(map(_facts, rows), key=lambda one: one.closed_at is not None))


def programme(community: str, slug: str) -> ProgrammeFacts | None:
    row = Programme.objects.filter(community=community, slug=slug).prefetch_related(_HOLIDAYS).first()
    return _facts(row) if row else None


def programmes_on(community: str, today: date) -> tuple[ProgrammeFacts, ...]:
    """Those in which one can check in now, the latest begun on top."""
    rows = Programme.objects.filter(community=community, closed_at=None, first__lte=today)
    found = map(_facts, rows.prefetch_related(_HOLIDAYS).order_by("-first", "-pk"))
    return tuple(one for one in found if one.is_on(today))


def records(number: int, same: Persons) -> Mapping[str, tuple[Came, ...]]:
    """The check-ins of a programme by who came: `a` and the person's number, else a key of no meaning."""
    return records_of([number], same).get(number, {})


def records_of(numbers: Collection[int], same: Persons) -> Mapping[int, Mapping[str, tuple[Came, ...]]]:
    """The same of some programmes, in one question however many they are."""
    found: dict[int, dict[str, list[Came]]] = defaultdict(lambda: defaultdict(list))
    rows = CheckIn.objects.filter(programme__in=numbers).order_by("programme", "day", "pk")
    for number, key, person, *came in rows.values_list("programme_id", *_FIELDS):
        found[number][key if person is None else f"a{same.of(person)}"].append(_came(*came))
    return {number: {who: tuple(some) for who, some in by.items()} for number, by in found.items()}


def guests_in(numbers: Collection[int]) -> Mapping[str, int]:
    """Who came to some programmes by the portal without an account: the guest of each key."""
    rows = CheckIn.objects.filter(programme__in=numbers, person=None).values_list("key", "guest").distinct()
    return {key: guest for key, guest in rows if guest is not None}


def counts(community: str) -> Mapping[int, int]:
    """How many check-ins, a person's day counted once, each programme has."""
    found: dict[int, set[tuple[str, object]]] = {}
    rows = CheckIn.objects.filter(programme__community=community, made_on=None)
    came = [*rows.values_list("programme_id", "key", "person", "day")]
    same = persons_of(community, {person for _, _, person, _ in came if person is not None})
    for number, key, person, day in came:
        found.setdefault(number, set()).add((key if person is None else f"a{same.of(person)}", day))
    return {number: len(some) for number, some in found.items()}


def own(
    found: Sequence[ProgrammeFacts], guest: int | None, persons: Sequence[int], calendar: Calendar, now: datetime
) -> tuple[Own, ...]:
    """Where somebody stands in each of some programmes, by their guest's number and those of their accounts."""
    came: dict[int, list[Came]] = defaultdict(list)
    whose = Q(person__in=persons) if guest is None else Q(person__in=persons) | Q(guest=guest)
    rows = CheckIn.objects.filter(whose, programme__in=[one.id for one in found]).order_by("day", "pk")
    for number, _, _, *row in rows.values_list("programme_id", *_FIELDS):
        came[number].append(_came(*row))
    return tuple(_stands(one, tuple(came[one.id]), calendar, now) for one in found)


def stands(one: ProgrammeFacts, guest: int | None, persons: Sequence[int], calendar: Calendar, now: datetime) -> Own:
    (found,) = own([one], guest, persons, calendar, now)
    return found


def _stands(one: ProgrammeFacts, came: tuple[Came, ...], calendar: Calendar, now: datetime) -> Own:
    at, marks = moment(calendar, one.plan.grace, now), marked(one.rules, came)
    return Own(one, came, marks, streak(one.rules, marks, at.open_since, at.today), at)


def about(community: str, persons: Sequence[int]) -> tuple[tuple[str, str, str, datetime], ...]:
    """What is held of one person by any of their numbers: which kind, the words, by whom, when."""
    rows = CheckIn.objects.filter(programme__community=community, person__in=persons).select_related("programme")
    return tuple(("check_in", f"{row.programme.title} {row.day}", "", row.at) for row in rows.order_by("at", "pk"))


def held(guest: int, persons: Sequence[int] = ()) -> list[dict[str, object]]:
    """What goes into somebody's own copy: each check-in of theirs."""
    rows = CheckIn.objects.filter(Q(guest=guest) | Q(person__in=persons)).select_related("programme")
    return [
        {"programme": row.programme.title, "day": row.day.isoformat(), "how": row.how, "at": row.at.isoformat()}
        for row in rows.order_by("day", "pk")
    ]


def titles(community: str, keys: Collection[str] | None = None) -> Mapping[str, Titled]:
    """What each is called, the newest first; of some alone where they are named."""
    rows = Programme.objects.filter(community=community).order_by("-pk")
    if keys is not None:
        rows = rows.filter(slug__in=keys)
    told = rows.values_list("slug", "title", "made_at")[:NEWEST]
    return {key: Titled(title, at=at) for key, title, at in told}


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Programmes in whose words somebody is named: the words, who wrote them, when."""
    rows: list[Programme | Freeze] = [
        *Programme.objects.filter(community=community).order_by("made_at"),
        *Freeze.objects.filter(programme__community=community).order_by("made_at"),
    ]
    said = ((str(getattr(row, name)), row) for row in rows for name in WRITTEN[type(row)])
    return tuple((words, row.made_by, row.made_at) for words, row in said if find.search(words))


_HOLIDAYS = Prefetch("freezes", queryset=Freeze.objects.order_by("first", "pk"))


def _came(day: date, how: str, early: bool, made_on: date | None) -> Came:  # noqa: FBT001 - in the order of its columns
    return Came(day, How(how), early, made_on)


def _facts(row: Programme) -> ProgrammeFacts:
    plan = Plan(
        row.title,
        row.first,
        row.last,
        row.about,
        frozenset(map(int, row.weekdays)),
        tuple(row.words.splitlines()),
        row.channel,
        row.grace,
        row.repairs,
        row.within,
        row.event,
    )
    days = tuple(Holiday(one.pk, one.first, one.last, one.why) for one in row.freezes.all())
    return ProgrammeFacts(row.pk, row.slug, plan, days, row.made_by, row.made_at, row.closed_at, row.heard_at)
