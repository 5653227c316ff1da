"""What a group is like: when and where it speaks, what it does more than the rest, since when, and to whom it replies.

Everything is counted in people, against those who spoke in the same days and aren't of the group. Nothing here is
about one person, and nothing about moods.
"""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from pyroaring import BitMap

from juluo.insights.segments.answering_to import AnswersTo, answers_to
from juluo.insights.segments.apart import Apart, compared, set_apart
from juluo.insights.segments.known import Known
from juluo.insights.segments.membership import told_by
from juluo.insights.segments.preview import ACTIVE_DAYS
from juluo.insights.segments.rule import Rule
from juluo.insights.segments.traits import Deed, Trait, hours, said_by_rule, traits
from juluo.insights.segments.vocabulary import Said, said_by
from juluo.ledger.kinds import ORIGINAL
from juluo.ledger.period import Period, zone_named
from juluo.ledger.query import EntryQuery
from juluo.metrics.newcomers import UNSURE_DAYS
from juluo.metrics.replies.answers import FOLLOW_DAYS, answers_to_own, ripened
from juluo.store.view import View

# A group of which fewer spoke lately is looked at over a quarter; of fewer nothing is held against the others.
QUIET, LONG = 5, 90
TENURES = (30, 90, 365)
MOST_CHANNELS, MOST_TRAITS, MOST_QUESTIONS = 8, 12, 4


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel in which some of the group spoke, against the rest; `names` it has now."""

    code: int
    name: str
    apart: Apart | None
    hits: int


@dataclass(frozen=True, slots=True)
class Outstanding:
    """A trait that sets the group apart; `place` is the channel's name where it is one."""

    trait: Trait
    place: str
    apart: Apart


@dataclass(frozen=True, slots=True)
class Tenure:
    """How many were first seen so many days ago: up to `until`, more for None. `unsure`: it can't be told."""

    until: int | None
    n: int
    unsure: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    """Replies given by the group, and to whom: its own, staff, the rest. `got`: how many people of it got a reply."""

    given: int
    to_own: int
    to_staff: int
    to_rest: int
    gave: Apart | None
    got: Apart | None
    estimated: bool


@dataclass(frozen=True, slots=True)
class Asking:
    """Questions of the group, by how many people; of those a week old, how many were answered; the latest."""

    n: int
    people: int
    answered: int
    ripe: int
    latest: tuple[tuple[int, datetime], ...]


@dataclass(frozen=True, slots=True)
class Persona:
    """`here` of the group and `rest` others spoke in the window. None where no source can show it."""

    day: date
    window: Period
    n: int
    here: int
    rest: int
    messages: int
    hours: tuple[tuple[int, ...], ...]
    channels: tuple[Channel, ...]
    outstanding: tuple[Outstanding, ...]
    tried: int
    tenures: tuple[Tenure, ...]
    talk: Talk | None
    answers: AnswersTo | None
    asking: Asking
    words: Said

    @property
    def few(self) -> bool:
        """Whether too few of the group spoke to say what sets it apart."""
        return self.here < QUIET


def persona(
    known: Known, inside: Sequence[int], unknown: BitMap, said: frozenset[Deed] = frozenset(), *, words: bool = True
) -> Persona:
    """The group on the last day asked about. `said`: what its rule says already, and so doesn't set it apart.

    `words`: whether its messages may be read for words that stand out.
    """
    group, day = BitMap(inside), known.days[-1]
    window = _window(known, group, day)
    spoke = known.view.presence.spoke(window) & known.everyone[day]
    here, rest = spoke & group, spoke - group - unknown
    at = hours(known, window)
    has = traits(known, window, at)
    tried = {trait: people for trait, people in has.items() if trait.deed not in said}
    told = set_apart(here, rest, tried) if len(here) >= QUIET else {}
    names = {code: one.name for code, one in known.view.channels.items()}
    cells = at.of(here)
    return Persona(
        day,
        window,
        len(group),
        len(here),
        len(rest),
        sum(map(sum, cells)),
        cells,
        _channels(has, told, here, names),
        _outstanding(told, names),
        len(told),
        _tenures(known, group, day),
        _talk(known, window, here, rest),
        answers_to(known, window, here, rest),
        _asking(known, window, group),
        said_by(known.view, window, here, rest) if words and len(here) >= QUIET else Said(),
    )


def portrait(view: View, rule: Rule, day: date) -> Persona:
    """What those are like whom a rule means on a day; raises ValueError for an empty ledger."""
    with ExitStack() as stack:
        if view.actors is not rule.actors:
            view = view.counting(rule.actors)
            stack.callback(view.close)
        known = Known(view, [day])
        [found] = told_by(known, rule)
        return persona(known, tuple(found.inside), found.unknown, said_by_rule(rule))


def outstanding(known: Known, has: Mapping[Trait, BitMap], group: BitMap, rest: BitMap) -> tuple[Outstanding, ...]:
    """What sets a group apart, what it does more and what it does less, the surest first."""
    return _outstanding(set_apart(group, rest, has), {code: one.name for code, one in known.view.channels.items()})


def _window(known: Known, group: BitMap, day: date) -> Period:
    lately = Period.trailing(day, ACTIVE_DAYS)
    return lately if len(known.view.presence.spoke(lately) & group) >= QUIET else Period.trailing(day, LONG)


def _channels(
    has: Mapping[Trait, BitMap], told: Mapping[Trait, Apart], here: BitMap, names: Mapping[int, str]
) -> tuple[Channel, ...]:
    counts = {trait.channel: len(people & here) for trait, people in has.items() if trait.channel is not None}
    order = sorted(counts, key=lambda code: (-counts[code], code))[:MOST_CHANNELS]
    return tuple(
        Channel(code, names.get(code, ""), told.get(Trait(channel=code)), counts[code])
        for code in order
        if counts[code]
    )


def _outstanding(told: Mapping[Trait, Apart], names: Mapping[int, str]) -> tuple[Outstanding, ...]:
    found = [(trait, one) for trait, one in told.items() if one.found][:MOST_TRAITS]
    return tuple(
        Outstanding(trait, "" if trait.channel is None else names.get(trait.channel, ""), one) for trait, one in found
    )


def _tenures(known: Known, group: BitMap, day: date) -> tuple[Tenure, ...]:
    """By first entries; those who were there in the record's first 30 days may have been there long before."""
    early = known.first + timedelta(days=UNSURE_DAYS)
    left, found = group.copy(), []
    for until in TENURES:
        since = day - timedelta(days=until - 1)
        if since <= early:
            break
        before = BitMap.union(BitMap(), *(people for when, people in known.acted.items() if when < since))
        found.append(Tenure(until, len(left - before)))
        left &= before
    unsure = left & BitMap.union(BitMap(), *(people for when, people in known.acted.items() if when < early))
    found.append(Tenure(None, len(left - unsure)))
    return (*found, Tenure(None, len(unsure), unsure=True))


def _talk(known: Known, window: Period, here: BitMap, rest: BitMap) -> Talk | None:
    if not known.tells_replies:
        return None
    day, by, to, _, n = known.replies(window.length)
    inside = (day >= window.first.toordinal()) & (day <= window.last.toordinal())
    by, to, n = by[inside], to[inside], n[inside]
    ours = np.isin(by, [*here])
    own, staff = np.isin(to, [*here]), np.isin(to, [*known.view.snapshot.staff])
    given, to_own, to_staff = (int(n[ours & side].sum()) for side in (np.ones(len(n), np.bool_), own, staff & ~own))
    gave, got = (_shared(BitMap(np.unique(side).astype(np.uint32)), here, rest) for side in (by, to))
    return Talk(given, to_own, to_staff, given - to_own - to_staff, gave, got, known.estimated)


def _shared(people: BitMap, here: BitMap, rest: BitMap) -> Apart | None:
    if not here or not rest:
        return None
    return compared(len(people & here), len(here), len(people & rest), len(rest))


def _asking(known: Known, window: Period, group: BitMap) -> Asking:
    view = known.view
    query = EntryQuery(window, tuple(sorted(ORIGINAL)), accounts=tuple(group), asks=True, people_only=False)
    ids = view.ids(query) if group else ()
    asked = answers_to_own(view, Period(window.first, max(window.last, known.ever.last)), ids) if ids else []
    ripe = ripened(view, asked, timedelta(days=FOLLOW_DAYS))
    latest = sorted(asked, key=lambda one: (one.at, one.entry_id), reverse=True)[:MOST_QUESTIONS]
    last = tuple((one.entry_id, one.at.astimezone(zone_named(view.calendar.zone))) for one in latest)
    answered = sum(one.answered_at is not None for one in ripe)
    return Asking(len(asked), len({one.account for one in asked}), answered, len(ripe), last)
