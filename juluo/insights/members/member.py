"""What the ledger tells of one member: names and accounts, coming and going, when, where and with whom they speak."""

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from juluo.insights.members.asked import Questions, own_questions
from juluo.insights.members.table import whole_record
from juluo.insights.members.ties import Ties, ties
from juluo.ledger.actors import Actors
from juluo.ledger.kinds import SPOKE, Kind
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.asking import Row, ask_entries_once
from juluo.metrics.members.own import own_moves, own_words
from juluo.metrics.quarters import local_clock
from juluo.store.view import View

WEEKS = 26


@dataclass(frozen=True, slots=True)
class OneAccount:
    """An account on a platform. `weak`: only a name tells it, so two people of one name can't be told apart."""

    platform: str
    account_id: str
    name: str
    former: tuple[str, ...]
    weak: bool


@dataclass(frozen=True, slots=True)
class OwnMove:
    """A coming or going; `by` brought or removed them, where the source tells."""

    kind: Kind
    at: datetime
    by: int | None
    by_name: str


@dataclass(frozen=True, slots=True)
class Place:
    """A channel or a thread in which a member spoke: how much, on which day last."""

    code: int
    name: str
    n: int
    last: date


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar; `told` is false where no export tells of it, or it has not come yet."""

    day: date
    n: int
    told: bool


@dataclass(frozen=True, slots=True)
class Member:
    """`hours`: words by weekday (Monday first) and hour of the community's clock. None where a source can't show it.

    `calendar`: the last 26 weeks, a tuple a week. `threads_n` is how many threads they spoke in at all.
    """

    person: int
    name: str
    accounts: tuple[OneAccount, ...]
    moves: tuple[OwnMove, ...]
    sights: frozenset[Sight]
    platforms: tuple[str, ...]
    record: Period
    zone: str
    hours: tuple[tuple[int, ...], ...]
    calendar: tuple[tuple[Day, ...], ...]
    channels: tuple[Place, ...]
    threads: tuple[Place, ...]
    threads_n: int
    ties: Ties | None
    questions: Questions | None


_MOST_THREADS = 8


def member(view: View, person: int) -> Member | None:
    """What is told of a member; None where there is no record at all."""
    record = whole_record(view)
    if record is None:
        return None
    if person in view.muted:
        with closing(view.counting(Actors.ALL)) as heard:
            return _told(heard, person, record)
    return _told(view, person, record)


def codes_of(view: View, person: int) -> tuple[int, ...]:
    """The accounts that are one person, in the order in which they were met."""
    return view.persons.accounts(person)


def _told(view: View, person: int, record: Period) -> Member:
    codes = codes_of(view, person)
    known = view.accounts(codes)
    rows = ask_entries_once(view, own_words, record, [person])
    words = [row for row in rows if row[0] in SPOKE]
    threads = _places(words, 4, {})
    titles = view.register.thread_titles([one.code for one in threads[:_MOST_THREADS]])
    return Member(
        person=person,
        name=known[person].name,
        accounts=tuple(_account(view, code) for code in codes),
        moves=_moves(view, record, person),
        sights=view.coverage.sights,
        platforms=tuple(sorted(view.coverage.platforms)),
        record=record,
        zone=view.calendar.zone,
        hours=_hours(view, words),
        calendar=_calendar(view, words, record.last),
        channels=_places(words, 3, {code: one.name for code, one in view.channels.items()}),
        threads=tuple(Place(one.code, titles.get(one.code, ""), one.n, one.last) for one in threads[:_MOST_THREADS]),
        threads_n=len(threads),
        ties=ties(view, record, person),
        questions=own_questions(view, record, person),
    )


def _account(view: View, code: int) -> OneAccount:
    one = view.accounts([code])[code]
    former = sorted({*view.register.names(code)} - {one.name, one.account_id})
    return OneAccount(one.platform, one.account_id, one.name, tuple(former), one.weak)


def _moves(view: View, record: Period, person: int) -> tuple[OwnMove, ...]:
    rows = ask_entries_once(view, own_moves, record, [person])
    by = view.accounts(sorted({peer for _, _, peer, _ in rows if peer not in {None, person}}))
    return tuple(
        OwnMove(
            Kind(kind),
            at.astimezone(UTC),
            peer if peer in by and not by[peer].erased else None,
            by[peer].name if peer in by and not by[peer].erased else "",
        )
        for kind, at, peer, _ in rows
    )


def _hours(view: View, words: Sequence[Row]) -> tuple[tuple[int, ...], ...]:
    clock, counts = local_clock(view), Counter[tuple[int, int]]()
    for _, _, quarter, _, _, n, _ in words:
        local = clock(quarter)
        counts[local.weekday(), local.hour] += int(n)
    return tuple(tuple(counts[weekday, hour] for hour in range(24)) for weekday in range(7))


def _calendar(view: View, words: Sequence[Row], last: date) -> tuple[tuple[Day, ...], ...]:
    said = Counter[date]()
    for _, day, _, _, _, n, _ in words:
        said[day] += int(n)
    monday = last - timedelta(days=last.weekday() + 7 * (WEEKS - 1))
    days = [monday + timedelta(days=number) for number in range(7 * WEEKS)]
    told = [Day(day, said[day], day <= last and view.coverage.overlaps(Period(day, day))) for day in days]
    return tuple(tuple(told[start : start + 7]) for start in range(0, len(told), 7))


def _places(words: Sequence[Row], column: int, names: Mapping[int, str]) -> tuple[Place, ...]:
    """Channels or threads, those with the most words first."""
    counts, last = Counter[int](), dict[int, date]()
    for row in words:
        if (code := row[column]) is not None:
            counts[code] += int(row[5])
            last[code] = max(row[1], last.get(code, row[1]))
    order = sorted(counts, key=lambda code: (-counts[code], code))
    return tuple(Place(code, names.get(code, ""), counts[code], last[code]) for code in order)


def person_of(view: View, code: int) -> tuple[int | None, bool]:
    """Whose account it is, None if it is none of this community; and whether its person was erased."""
    found = view.register.accounts(view.community.slug).get(code)
    return (None, False) if found is None else (view.persons.of(code), found.erased)
