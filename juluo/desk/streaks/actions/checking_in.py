"""Check in for today, and repair a day that was missed: by members on the portal, or by a colleague for somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from juluo.desk.streaks.actions.programmes import kept
from juluo.desk.streaks.counting import How, Repairable, repairable
from juluo.desk.streaks.facts import programme, stands
from juluo.desk.streaks.models import CheckIn
from juluo.desk.streaks.telling import celebrate
from juluo.desk.streaks.values import Own, ProgrammeFacts, moment
from juluo.ledger.period import Calendar
from juluo.shell.accounts.actions.refusals import RefusedError, require
from juluo.shell.accounts.audit import note
from juluo.shell.accounts.facts import Colleague
from juluo.shell.accounts.roles import May
from juluo.shell.accounts.scene import Scene
from juluo.shell.guests.actions.joining import held as held_guest
from juluo.shell.guests.facts import GuestFacts
from juluo.wording.sentence import told


@dataclass(frozen=True, slots=True)
class Whom:
    """For whom a colleague enters something: a member by an account of theirs, or a guest whom nobody knows yet.

    `persons` are all accounts of the member, `guests` all of them on the portal.
    """

    community: str
    person: int | None = None
    guest: int | None = None
    persons: tuple[int, ...] = ()
    guests: tuple[int, ...] = ()

    @property
    def about(self) -> str:
        return "" if self.person is None else str(self.person)


def check_in(  # who, in what, for which day, by whose clock
    guest: GuestFacts, slug: str, day: date | None, persons: Sequence[int], calendar: Calendar, scene: Scene
) -> Own:
    """Come for a day, today where none is named; in the hours of grace for yesterday too. Again is nothing more."""
    one = _on(guest.community, slug, calendar, scene)
    at = moment(calendar, one.plan.grace, scene.now)
    day = day or at.today
    if not at.open_since <= day <= at.today:
        raise RefusedError(told("这一天已经过了，或者还没到：只能打今天的卡。"))
    if not one.rules.is_due(day):
        raise RefusedError(told("今天不用打卡，连着的天数不会断。"))
    with transaction.atomic():
        guest = held_guest(guest)
        CheckIn.objects.get_or_create(
            programme_id=one.id,
            key=f"g{guest.id}",
            day=day,
            how=How.PORTAL,
            early=False,
            defaults={"guest": guest.id, "person": guest.account, "at": scene.now},
        )
        own = stands(one, guest.id, persons, calendar, scene.now)
        celebrate(guest.community, [guest.id], own, scene)
        return own


def repair(  # the same
    guest: GuestFacts, slug: str, day: date, persons: Sequence[int], calendar: Calendar, scene: Scene
) -> Own:
    """Make up for a missed day. However many ask at once, nobody repairs more often than the rules say."""
    one = _on(guest.community, slug, calendar, scene)
    with transaction.atomic():
        guest = held_guest(guest)
        kept(guest.community, slug)
        found = stands(one, guest.id, persons, calendar, scene.now)
        at = found.moment
        may = repairable(one.rules, found.came, at.open_since, at.today)
        _check_repair(one, may, day)
        CheckIn.objects.get_or_create(
            programme_id=one.id,
            key=f"g{guest.id}",
            day=day,
            how=How.REPAIR,
            early=False,
            defaults={"guest": guest.id, "person": guest.account, "at": scene.now, "made_on": at.today},
        )
        own = stands(one, guest.id, persons, calendar, scene.now)
        celebrate(guest.community, [guest.id], own, scene)
        return own


def enter(  # who enters it, for whom, in what, for which day, by whose clock
    by: Colleague, who: Whom, slug: str, day: date, calendar: Calendar, scene: Scene
) -> Own:
    """Write down that somebody came, on a day that isn't over, or as a repair by the same rules as their own.

    They read that an organiser did so, the log says who.
    """
    require(by, who.community, May.KEEP_TASKS)
    one = _on(who.community, slug, calendar, scene)
    with transaction.atomic():
        kept(who.community, slug)
        found = stands(one, who.guest, who.persons, calendar, scene.now)
        at = found.moment
        if found.marks.get(day) is not None:
            raise RefusedError(told("这一天已经有了，不用再记。"))
        mends = day < at.open_since
        if mends:
            _check_repair(one, repairable(one.rules, found.came, at.open_since, at.today), day)
        elif day > at.today or not one.rules.is_due(day):
            raise RefusedError(told("这一天不用打卡，或者还没到。"))
        CheckIn.objects.create(
            programme_id=one.id,
            key=f"g{who.guest}" if who.person is None else f"a{who.person}",
            guest=who.guest if who.person is None else None,
            person=who.person,
            day=day,
            how=How.MENDED if mends else How.DESK,
            at=scene.now,
            made_on=at.today if mends else None,
        )
        about = {"day": f"{day}", "mends": mends} | ({"guest": who.guest} if who.person is None else {})
        note(scene, by, "enter_check_in", community=who.community, about=who.about or slug, detail=about)
        own = stands(one, who.guest, who.persons, calendar, scene.now)
        celebrate(who.community, who.guests, own, scene)
        return own


def _check_repair(one: ProgrammeFacts, may: Repairable, day: date) -> None:
    if day not in may.days:
        raise RefusedError(told("这一天补不了：只补自己开始打卡以后漏的，最多补{n}天以前的。", n=one.plan.within))
    if not may.left:
        raise RefusedError(told("这个月的{n}次补卡用完了。", n=one.plan.repairs))


def _on(community: str, slug: str, calendar: Calendar, scene: Scene) -> ProgrammeFacts:
    one = programme(community, slug)
    if one is None:
        raise RefusedError(told("没有这个打卡，或者已经不在。"))
    today = calendar.day_of(scene.now)
    if not one.is_on(today):
        words = (
            told("这个打卡还没开始。")
            if one.closed_at is None and today < one.plan.first
            else told("这个打卡已经结束了。")
        )
        raise RefusedError(words)
    return one
