"""What the members' first page tells of the last whole day: made by a worker, never while a member waits.

Nobody is named, and no square can be told from another by who doesn't know its place: seats are drawn anew every day.
"""

import time
from collections import defaultdict
from collections.abc import Collection, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
from django.conf import settings
from pyroaring import BitMap
from xxhash import xxh3_64_hexdigest

from juluo.chart.spec import Quarter, SettlementPlan, Square
from juluo.chart.svg.crowd import Crowd, Spot, crowd
from juluo.ledger.identity import name_hash
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.newcomers import CAME, can_tell_new, seen_before
from juluo.metrics.replies.links import received
from juluo.report.settlement import homes_of, weight
from juluo.report.whole_day import last_whole_day
from juluo.shell.guests.facts import GuestFacts, portal, tied_accounts
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.run import Run
from juluo.shell.jobs.work import job
from juluo.store.embedded import EmbeddedStore
from juluo.store.standing import standing
from juluo.store.view import View
from juluo.web.seen import Form, Key, keep, last_seen, seen, there

KEY: Key = ("portal-day",)
# What a phone leaves between its margins; more squares than that weigh more than they show.
_WIDE, _HIGH, _MOST = 342.0, 110.0, 1_500
_BETWEEN = 0.3


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of one member. None is what the records can't tell: it is never shown as 0.

    `came`: the day from which they are known. `first_words`: their first ever were on this day. `answered_by`: how
    many people replied to what they wrote on it.
    """

    spoke: bool
    came: date | None
    first_words: bool
    answered_by: int | None
    spot: Spot | None


@dataclass(frozen=True, slots=True)
class PortalDay:
    """The day, how many spoke, the town without its places, and what is told of those whom the portal knows."""

    day: date
    people: int
    town: Crowd | None
    told: dict[int, Told]


def form(community: str) -> Form[PortalDay | None]:
    """It is told of whom the portal knows: when somebody else is known, it is made anew."""
    decoder = msgspec.msgpack.Decoder(PortalDay | None)
    known = xxh3_64_hexdigest(repr(tied_accounts(community)).encode())
    return Form(msgspec.msgpack.encode, decoder.decode, known)


def day_of(community: str) -> PortalDay | None:
    """As a worker told it last; None before it did."""
    told_as = form(community)
    if there(community, KEY, told_as):
        return seen(community, KEY, lambda _: None, form=told_as)
    return last_seen(community, KEY, told_as)


def ask(community: str) -> None:
    """Let a worker tell it, where members look."""
    found = portal(community)
    if found is not None and found.is_open:
        enqueue(prepare_portal, community=community, queue=f"{prepare_portal.name}:{community}")


@job("portal.prepare", called="备好成员页面的第一页", deadline=timedelta(minutes=5))
def prepare_portal(run: Run) -> str:
    """Tell the day for the members' first page, as the ledger stands. Returns which day."""
    store = EmbeddedStore(settings.HOME)
    try:
        while True:
            run.check()
            now, told_as = standing(settings.HOME), form(run.community)
            found = now.communities.get(run.community)
            if found is None:
                return ""
            with closing(store.view(found)) as view:
                # Somebody is writing: the ledger is ahead of its indexes until they are done.
                if view.version == now.version:
                    made = told_by(view, tied_accounts(run.community))
                    keep(now, run.community, KEY, told_as, made)
                    return str(made.day) if made else ""
            time.sleep(_BETWEEN)
    finally:
        store.close()


def told_by(view: View, accounts: Collection[int]) -> PortalDay | None:
    """None where there is no record yet."""
    day = last_whole_day(view)
    if day is None:
        return None
    period = Period(day, day)
    homes = homes_of(view, period)
    people = {account: view.persons.of(account) for account in accounts}
    town, spots = _town(homes, day, frozenset(people.values()))
    came = _came(view, BitMap(people.values()), day)
    new = view.presence.spoke(period) - seen_before(view, [period])[0] if can_tell_new(view, period) else BitMap()
    replies = _answered(view, period)
    told = {
        account: Told(
            person in homes,
            came.get(person),
            person in new,
            replies.get(person, 0) if replies is not None and person in homes else None,
            spots.get(person),
        )
        for account, person in people.items()
    }
    return PortalDay(day, len(homes), town, told)


def _town(homes: dict[int, tuple[int, int]], day: date, known: frozenset[int]) -> tuple[Crowd | None, dict[int, Spot]]:
    """The town, and the places of those known; of nobody else's it keeps any."""
    if not homes:
        return None, {}
    seats = {person: name_hash(f"{day} {person}") & 0x7FFFFFFF for person in homes}
    quarters: dict[int, list[Square]] = defaultdict(list)
    for person, (channel, said) in homes.items():
        quarters[channel].append(Square(weight(said), new=False, seat=seats[person]))
    ranked = sorted(quarters.values(), key=lambda squares: -len(squares))
    plan = SettlementPlan(tuple(Quarter(f"{n}", len(one), tuple(one)) for n, one in enumerate(ranked)), "")
    town = crowd(plan, width=_WIDE, height=_HIGH, most=_MOST)
    spots = {person: town.spots[seats[person]] for person in known & homes.keys() if seats[person] in town.spots}
    return Crowd(town.width, town.height, town.path, {}, town.each), spots


def _came(view: View, people: BitMap, until: date) -> dict[int, date]:
    """From which day each is known: when they joined, or spoke first, if the record reaches back far enough."""
    first = view.coverage.first
    if first is None or not people:
        return {}
    # Where a join is a connection (IRC), nobody joins for good.
    ever, joins = Period(view.calendar.day_of(first), until), Sight.PRESENCE not in view.coverage.sights
    came = view.account_presence.acted_by_day(ever, CAME) if joins else {}
    joined = _firsts({day: view.who(accounts) for day, accounts in came.items()}, people)
    spoke = _firsts(view.presence.spoke_by_day(), people)
    return {person: day for person in people if (day := _known_from(view, joined.get(person), spoke.get(person)))}


def _firsts(by_day: Mapping[date, BitMap], people: BitMap) -> dict[int, date]:
    found: dict[int, date] = {}
    missing = BitMap(people)
    for day, persons in sorted(by_day.items()):
        for person in missing & persons:
            found[person] = day
        missing -= persons
        if not missing:
            break
    return found


def _known_from(view: View, joined: date | None, spoke: date | None) -> date | None:
    """Who spoke before they joined came back; since when they are here, nobody saw."""
    if joined is not None and (spoke is None or joined <= spoke):
        return joined
    return spoke if spoke is not None and can_tell_new(view, Period(spoke, spoke)) else None


def _answered(view: View, period: Period) -> dict[int, int] | None:
    """How many people replied to what each wrote; None where no source shows replies."""
    if not {Sight.REPLIES, Sight.THREADS} & view.coverage.sights:
        return None
    count: dict[int, int] = defaultdict(int)
    for by, to in received(view, [period])[0]:
        if by != to:
            count[to] += 1
    return count


def follow(guest: GuestFacts, **_: object) -> None:
    """Somebody was recognised: their first page tells of them as soon as a worker looked."""
    ask(guest.community)
