"""Events and all that is kept of them, as frozen values."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, Self

from django.db.models import Count, Q, Sum

from juluo.desk.events.models import ChecklistItem, Cost, DoorScan, Event, EventFile, MergedSignUp, RunLine, SignUp
from juluo.desk.events.values import (
    UNDER_WAY,
    Answer,
    Due,
    EventFacts,
    Fate,
    Form,
    Goal,
    How,
    Item,
    Paper,
    Person,
    Place,
    Plan,
    Reflection,
    Remind,
    Spent,
    State,
    Step,
    Whole,
    Why,
)
from juluo.shell.persons import persons_of
from juluo.shell.titled import NEWEST, Titled

# What operators write, by the record it stands in: where an erased person may be named.
WRITTEN: dict[type, tuple[str, ...]] = {
    Event: ("title", "content", "lessons", "place", "partners", "went_well", "went_badly", "next_time", "why"),
    ChecklistItem: ("words",),
    RunLine: ("words", "who"),
    SignUp: ("name", "note"),
    MergedSignUp: ("name", "note"),
    DoorScan: ("words",),
    Cost: ("words",),
    EventFile: ("name", "caption"),
}


def events(community: str, since: datetime | None = None, until: datetime | None = None) -> tuple[EventFacts, ...]:
    """Every event, or those held in a stretch of time, in order of time; those without a time come last."""
    rows = Event.objects.filter(community=community)
    if since is not None:
        rows = rows.filter(Q(starts__gte=since) | Q(ends__gte=since))
    if until is not None:
        rows = rows.filter(starts__lt=until)
    found = counted(rows.order_by("starts", "pk"))
    return tuple(sorted(found, key=lambda one: one.plan.starts is None))


def event(community: str, slug: str) -> EventFacts | None:
    return next(iter(counted(Event.objects.filter(community=community, slug=slug))), None)


def whole(community: str, slug: str) -> Whole | None:
    """An event with its lists; None where there is none."""
    told = event(community, slug)
    if told is None:
        return None
    return Whole(
        told,
        tuple(map(_item, sorted(ChecklistItem.objects.filter(event_id=told.id), key=_by_due))),
        tuple(
            _step(row, told.plan.starts) for row in RunLine.objects.filter(event_id=told.id).order_by("minute", "pk")
        ),
        tuple(map(_person, SignUp.objects.filter(event_id=told.id).order_by("turn", "pk"))),
        tuple(map(_spent, Cost.objects.filter(event_id=told.id).order_by("pk"))),
        tuple(map(_paper, EventFile.objects.filter(event_id=told.id).order_by("pk"))),
    )


def asked_at_door(community: str, slug: str) -> tuple[Answer, ...]:
    """Scans of which a colleague is to say whether they count, the oldest first."""
    rows = DoorScan.objects.filter(event__community=community, event__slug=slug, fate=Fate.ASKED)
    return tuple(map(answer_of, rows.order_by("at", "pk")))


def answer_of(row: DoorScan) -> Answer:
    why = Why(row.why) if row.why else None
    return Answer(row.key, Fate(row.fate), why, row.sign_up_id, row.words, row.at, row.moved)


def last_like(community: str, form: Form) -> EventFacts | None:
    """The last event of a form that was held and closed: what the next one begins from."""
    rows = Event.objects.filter(community=community, form=str(form), state=State.CLOSED)
    return next(iter(counted(rows.order_by("-starts", "-pk")[:1])), None)


def due(community: str, today: date, bounds: tuple[datetime, datetime]) -> Due:
    """What waits on a day: `bounds` reach from the community's today to the end of its tomorrow."""
    rows = Event.objects.filter(community=community, state__in=UNDER_WAY, starts__gte=bounds[0], starts__lt=bounds[1])
    items = ChecklistItem.objects.filter(event__community=community, event__state__in=UNDER_WAY, done_at=None)
    late = sorted(items.filter(due__lte=today), key=_by_due)
    of = {one.id: one for one in counted(Event.objects.filter(pk__in={row.event_id for row in late}))}
    passed = Q(ends__lt=bounds[0]) | Q(ends=None, starts__lt=bounds[0])
    missed = Event.objects.filter(passed, community=community, state=State.PLANNED).order_by("starts", "pk")
    items_due = tuple((of[row.event_id], _item(row)) for row in late)
    return Due(counted(rows.order_by("starts", "pk")), items_due, counted(missed))


def about(community: str, persons: Sequence[int]) -> tuple[tuple[str, str, str, datetime], ...]:
    """What is held of one person by any of their numbers: which kind, the words, by whom, when."""
    rows = SignUp.objects.filter(event__community=community, person__in=persons).select_related("event").order_by("at")
    told = [("event_sign_up", _both(row.event.title, row.note), "", row.at) for row in rows]
    came = [("event_came", row.event.title, "", row.came_at) for row in rows if row.came_at is not None]
    return (*told, *came)


def titles(community: str, keys: Collection[str] | None = None) -> Mapping[str, Titled]:
    """What each is called, the newest first; of some alone where they are named."""
    rows = Event.objects.filter(community=community).order_by("-pk")
    if keys is not None:
        rows = rows.filter(slug__in=keys)
    told = rows.values_list("slug", "title", "starts")[:NEWEST]
    return {key: Titled(title, at=at) for key, title, at in told}


def naming(community: str, find: re.Pattern[str]) -> tuple[tuple[str, str, datetime], ...]:
    """Events in whose words somebody is named: the words, who planned it, when."""
    found: list[tuple[str, str, datetime]] = []
    for row in Event.objects.filter(community=community).order_by("made_at"):
        lists = (row.items, row.run, row.people, row.scans, row.costs, row.files)
        rows: list[object] = [row, *(one for some in lists for one in some.all())]
        said = [str(getattr(one, name)) for one in rows for name in WRITTEN[type(one)]]
        found += [(words, row.made_by, row.made_at) for words in said if find.search(words)]
    return tuple(found)


def _both(*words: str) -> str:
    return " / ".join(one for one in words if one)


def _by_due(row: ChecklistItem) -> tuple[bool, date, int]:
    return (row.due is None, row.due or date.max, row.pk)


class Counted(NamedTuple):
    """How many people of an event wait, came, came without a place, and have one."""

    waits: int = 0
    came: int = 0
    walked: int = 0
    signed_up: int = 0

    def less(self, other: Self) -> Self:
        return type(self)(*(one - two for one, two in zip(self, other, strict=True)))


def counted(asked: Iterable[Event]) -> tuple[EventFacts, ...]:
    """Events with their counts, in a few questions however many they are."""
    found = list(asked)
    ids = [row.pk for row in found]
    came = Q(came_at__isnull=False)
    rows = SignUp.objects.filter(event_id__in=ids).values_list("event_id").order_by()
    people = rows.annotate(
        waits=Count("pk", filter=Q(state=Place.WAITING)),
        there=Count("pk", filter=came),
        walked=Count("pk", filter=came & ~Q(state=Place.IN)),
    )
    counts = {number: Counted(*rest) for number, *rest in people}
    twice = _twice(found[0].community, ids) if counts else {}
    sums = Cost.objects.filter(event_id__in=ids).values_list("event_id").order_by().annotate(sum=Sum("amount"))
    spent = dict(sums)
    once = {
        row.pk: counts.get(row.pk, Counted())._replace(signed_up=row.taken).less(twice.get(row.pk, Counted()))
        for row in found
    }
    return tuple(_facts(row, once[row.pk], spent.get(row.pk)) for row in found)


def _twice(community: str, events: Sequence[int]) -> Mapping[int, Counted]:
    """What is counted too much of people who are there by several accounts of theirs."""
    same = persons_of(community)
    if not same:
        return {}
    by: dict[tuple[int, int], list[SignUp]] = defaultdict(list)
    for row in SignUp.objects.filter(event_id__in=events, person__in=same.heads):
        by[row.event_id, same.of(row.person or 0)].append(row)
    found: dict[int, Counted] = {}
    for (event, _), rows in by.items():
        each = Counted(*map(sum, zip(*(_as_one([row]) for row in rows), strict=True)))
        found[event] = found.get(event, Counted()).less(_as_one(rows).less(each))
    return found


def _as_one(rows: Sequence[SignUp]) -> Counted:
    """What a person to whom these belong counts as."""
    has_place = any(row.state == Place.IN for row in rows)
    came = any(row.came_at is not None for row in rows)
    waits = any(row.state == Place.WAITING for row in rows) and not has_place
    return Counted(int(waits), int(came), int(came and not has_place), int(has_place))


def _facts(row: Event, counts: Counted, cost: Decimal | None) -> EventFacts:
    return EventFacts(
        row.pk,
        row.slug,
        plan_of(row),
        row.owner_name,
        State(row.state),
        Reflection(row.went_well, row.went_badly, row.next_time),
        row.hours,
        row.why,
        row.made_by,
        row.made_at,
        row.opened_at,
        row.ended_at,
        row.taken,
        counts.signed_up,
        counts.waits,
        counts.came,
        counts.walked,
        cost,
    )


def plan_of(row: Event) -> Plan:
    """What an event was planned to be."""
    line = row.goal_line
    return Plan(
        Form(row.form),
        row.title,
        row.content,
        row.lessons,
        row.starts,
        row.ends,
        row.signup_until,
        row.place,
        row.channel,
        tuple(row.controls),
        row.segment,
        row.budget,
        row.partners,
        row.capacity,
        None if line is None else Goal(row.goal_metric, line, row.goal_days),
        row.owner_id,
        row.place_later,
        row.known_only,
        row.walk_ins,
        row.one_network,
        Remind(row.remind),
    )


def _item(row: ChecklistItem) -> Item:
    return Item(row.pk, row.words, row.owner_id, row.owner_name, row.due, row.done_at, row.done_by)


def _step(row: RunLine, starts: datetime | None) -> Step:
    return Step(row.pk, row.minute, starts and starts + timedelta(minutes=row.minute), row.words, row.who)


def _person(row: SignUp) -> Person:
    how = How(row.came_how) if row.came_how else None
    return Person(
        row.pk,
        row.person,
        row.name,
        Place(row.state),
        row.note,
        row.turn,
        row.at,
        row.came_at,
        how,
        row.guest,
        row.reminded_at,
        tuple(row.was),
    )


def _spent(row: Cost) -> Spent:
    return Spent(row.pk, row.words, row.amount, row.made_by)


def _paper(row: EventFile) -> Paper:
    return Paper(row.pk, row.name, row.kind, row.size, row.caption, row.made_by, row.made_at)
