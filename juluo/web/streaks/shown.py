"""What pages show of check-ins: a week of squares, where somebody stands in words, and everybody of a programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from juluo.desk.streaks.counting import ENTERED, MILESTONES, Mark, Repairable, mends, repairable
from juluo.desk.streaks.facts import guests_in, own, programmes_on, records, records_of
from juluo.desk.streaks.standings import Standing, standings
from juluo.desk.streaks.values import Own, ProgrammeFacts, moment
from juluo.insights.effects.matched import matched
from juluo.insights.effects.words import matched_words
from juluo.ledger.period import Period
from juluo.ledger.persons import Persons
from juluo.shell.guests.facts import guests_named, guests_of, who_agreed
from juluo.shell.guests.values import Purpose
from juluo.shell.persons import persons_of
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.local_time import calendar_of
from juluo.web.members.everybody import everybody
from juluo.web.seen import seen
from juluo.wording.catalogue import speaker
from juluo.wording.numbers import weekdays_short

_SIGNS: Mapping[str, str] = {"done": "✓", "repaired": "补", "extra": "✓", "off": "休"}
# Who takes part in the first week is compared with who doesn't.
_FIRST_DAYS = 7
# So many that were entered are told; one's own copy has all.
_ENTERED = 10


@dataclass(frozen=True, slots=True)
class Square:
    """One day of the week: `kind` is before (it began), done, repaired, extra, off, missed, open or coming."""

    day: date
    kind: str
    sign: str
    now: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Somebody on the board: a name, or "" for who didn't agree to be shown."""

    name: str
    person: int | None
    standing: Standing
    mine: bool = False


@dataclass(frozen=True, slots=True)
class Mine:
    """A programme as the portal shows it to one guest."""

    own: Own
    week: tuple[Square, ...]
    repairs: Repairable
    next: int | None
    mended: Mapping[date, int]

    @property
    def entered(self) -> tuple[date, ...]:
        """The days that an organiser entered lately, the latest first."""
        days = {came.day for came in self.own.came if came.how in ENTERED and self.own.marks.get(came.day)}
        return tuple(sorted(days, reverse=True))[:_ENTERED]


def accounts_of(visit: Visit) -> tuple[int, ...]:
    """All accounts of who is known to be this guest."""
    account = visit.whoever.account
    return () if account is None else persons_of(visit.community).accounts(account)


def on_now(visit: Visit) -> tuple[ProgrammeFacts, ...]:
    """What somebody can check in to."""
    return programmes_on(visit.community, calendar_of(visit.community).day_of(visit.scene.now))


def mine_of(visit: Visit, found: Sequence[ProgrammeFacts]) -> tuple[Mine, ...]:
    """Where somebody stands in each of these."""
    calendar = calendar_of(visit.community)
    stands = own(found, visit.whoever.id, accounts_of(visit), calendar, visit.scene.now) if found else ()
    return tuple(_mine(one, visit.lang) for one in stands)


def letters(lang: str) -> tuple[str, ...]:
    """The days of the week as short as they can be: 一 … 日 / Mon … Sun."""
    names = weekdays_short(lang)
    return tuple(name[-1:] for name in names) if lang == "zh" else names


def week_of(one: Own, lang: str) -> tuple[Square, ...]:
    """Monday to Sunday of this week."""
    monday = one.moment.today - timedelta(days=one.moment.today.weekday())
    return tuple(_square(one, monday + timedelta(days=n), lang) for n in range(7))


def board(visit: Visit, one: ProgrammeFacts, *, everyone: bool) -> tuple[Row, ...]:
    """Everybody of a programme, the longest row first; names of all for colleagues, else of who agreed to be shown."""
    return boards(visit, [one], everyone=everyone)[one.id]


def boards(visit: Visit, some: Sequence[ProgrammeFacts], *, everyone: bool) -> dict[int, tuple[Row, ...]]:
    """The same of some programmes by their numbers, in as many questions however many they are."""
    numbers = [one.id for one in some]
    kept, guests, calendar = (
        records_of(numbers, persons_of(visit.community)),
        guests_in(numbers),
        calendar_of(visit.community),
    )
    found = {
        one.id: standings(one.rules, kept.get(one.id, {}), moment(calendar, one.plan.grace, visit.scene.now))
        for one in some
    }
    whoever = [row for rows in found.values() for row in rows]
    names = _known(visit, whoever, guests) if everyone else _agreed(visit, whoever, guests)
    mine = _own_keys(visit)
    return {
        number: tuple(Row(names.get(row.who, ""), _code(row.who), row, row.who in mine) for row in rows)
        for number, rows in found.items()
    }


def together(visit: Visit, one: ProgrammeFacts) -> tuple[str, ...]:
    """Those who took part in the first week beside members like them who did not: what appears together, no more."""
    came = tuple(sorted(_began_first_week(one, persons_of(visit.community))))
    held = Period(one.plan.first, one.plan.first + timedelta(days=_FIRST_DAYS - 1))

    def made(view: View) -> tuple[str, ...]:
        from pyroaring import BitMap  # noqa: PLC0415 - only where they are compared

        return tuple(matched_words(matched(view, held, BitMap(came)), speaker(visit.lang), visit.lang))

    return seen(visit.community, ("streak together", one.slug, held, came, visit.lang), made)


def _began_first_week(one: ProgrammeFacts, persons: Persons) -> set[int]:
    last = one.plan.first + timedelta(days=_FIRST_DAYS - 1)
    found = {}
    for who, came in records(one.id, persons).items():
        code = _code(who)
        if code is not None:
            found[code] = min(some.day for some in came)
    return {code for code, first in found.items() if first <= last}


def _mine(one: Own, lang: str) -> Mine:
    rules, at = one.programme.rules, one.moment
    repairs = repairable(rules, one.came, at.open_since, at.today)
    ahead = next((n for n in MILESTONES if n > one.streak.days), None)
    mended = {day: mends(rules, one.marks, day, at.open_since, at.today) for day in repairs.days}
    return Mine(one, week_of(one, lang), repairs, ahead, mended)


def _square(one: Own, day: date, lang: str) -> Square:
    at, mark = one.moment, one.marks.get(day)
    if mark is not None:
        kind = str(mark)
    elif day < one.programme.plan.first:
        kind = "before"
    elif day > at.today:
        kind = "coming" if one.programme.rules.is_due(day) else "off"
    elif not one.programme.rules.is_due(day):
        kind = "off"
    else:
        begun = min((done for done, how in one.marks.items() if how is not Mark.EXTRA), default=None)
        # Nobody missed what they hadn't begun: before one's first day nothing can be repaired, either.
        before = begun is None or day < begun
        kind = "open" if day >= at.open_since else "before" if before else "missed"
    sign = _SIGNS.get(kind, "")
    said = speaker(lang)(sign) if kind in {str(Mark.REPAIRED), "off"} else sign
    return Square(day, kind, said, day == at.today)


def _code(who: str) -> int | None:
    return int(who[1:]) if who.startswith("a") else None


def _own_keys(visit: Visit) -> frozenset[str]:
    if visit.guest is None:
        return frozenset()
    account = visit.guest.account
    return frozenset({f"g{visit.guest.id}" if account is None else f"a{persons_of(visit.community).of(account)}"})


def _known(visit: Visit, found: Sequence[Standing], guests: Mapping[str, int]) -> dict[str, str]:
    """What colleagues call them: by the group's name, or what a guest calls themselves."""
    table, names = everybody(visit.community), {}
    called = guests_named(visit.community, guests.values())
    for row in found:
        code = _code(row.who)
        if code is not None:
            at = None if table is None else table.place(code)
            if table is not None and at is not None:
                names[row.who] = str(table.names[at])
        elif row.who in guests and guests[row.who] in called:
            names[row.who] = called[guests[row.who]].name
    return names


def _agreed(visit: Visit, found: Sequence[Standing], guests: Mapping[str, int]) -> dict[str, str]:
    """What those call themselves here who agreed that members see it."""
    persons, names, came = persons_of(visit.community), {}, {row.who for row in found}
    codes = {who: persons.accounts(code) for who in came if (code := _code(who)) is not None}
    of = guests_of(visit.community, [one for some in codes.values() for one in some])
    whose = {who: [guest for code in some for guest in of.get(code, ())] for who, some in codes.items()}
    alone = guests_named(visit.community, guests.values())
    whose |= {who: [alone[guest]] for who, guest in guests.items() if guest in alone}
    yes = who_agreed([guest.id for some in whose.values() for guest in some], Purpose.SHOWN)
    for who, some in whose.items():
        named = [guest.name for guest in some if guest.id in yes]
        if named:
            names[who] = named[0]
    return names
