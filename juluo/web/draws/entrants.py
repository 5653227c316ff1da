"""Who is in a draw by its rule, and who is left out and why: composed from the ledger, the portal and the events."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from juluo.desk.draws.entering import entered
from juluo.desk.draws.facts import pressed, won_lately
from juluo.desk.draws.values import OF_EVENT, OF_MESSAGES, Candidate, Entered, Plan, Way, Why
from juluo.desk.events.facts import whole
from juluo.desk.events.values import Place
from juluo.desk.segments.facts import kept_segment
from juluo.insights.deeds import Deed, Deeds, days_active, told_until, who_did
from juluo.insights.members.names import folded
from juluo.insights.segments.membership import members
from juluo.insights.segments.parsing import parsed
from juluo.insights.segments.tokens import RuleError
from juluo.ledger.actors import Actors
from juluo.ledger.period import Period
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.guests.facts import guests
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.text.rollcall import names_of as names_told
from juluo.web.seen import asked, seen
from juluo.wording.sentence import told


@dataclass(frozen=True, slots=True)
class Composed:
    """Who is in and out. `told_until`: up to when the records tell, where they decide; later nobody knows yet."""

    entered: Entered
    told_until: datetime | None = None


def composed(visit: Visit, wanted: Plan, slug: str = "") -> Composed:
    """The list as it would be sealed now. `slug` names a draw that members may have pressed 参加 for.

    Raises RefusedError where the rule can't be answered.
    """

    def made(view: View) -> Composed:
        fitting = [*_merged(_fitting(visit, view, wanted, slug), view)]
        found = entered(fitting, _reason(visit, view, wanted))
        until = told_until(view) if wanted.who.way in OF_MESSAGES else None
        return Composed(replace(found, inside=_weighed(view, wanted, found.inside)), until)

    return asked(visit.community, made, actors=Actors.ALL)


def late_records(found: Composed, wanted: Plan) -> bool:
    """Whether the records end before the deeds that count do: whoever did it later isn't on the list yet."""
    ends = wanted.who.until
    return ends is not None and wanted.who.way in OF_MESSAGES and (found.told_until is None or found.told_until < ends)


def accounts_of(visit: Visit, account: int | None) -> tuple[int, ...]:
    """All accounts of the person who has one; none of nobody."""
    if account is None:
        return ()

    def told_by(view: View) -> tuple[int, ...]:
        return view.persons.all_of((account,)) or (account,)

    return seen(visit.community, ("accounts of", account), told_by)


def _fitting(visit: Visit, view: View, wanted: Plan, slug: str) -> Iterator[Candidate]:
    way = wanted.who.way
    if way is Way.PRESSED:
        return (Candidate(one.person, one.guest) for one in pressed(visit.community, slug)) if slug else iter(())
    if way is Way.LISTED:
        return _listed(view, wanted.listed)
    if way is Way.SEGMENT:
        return _of_segment(visit, view, wanted)
    if way in OF_EVENT:
        return _of_event(visit, wanted)
    return _by_deeds(view, wanted)


def _of_segment(visit: Visit, view: View, wanted: Plan) -> Iterator[Candidate]:
    kept = kept_segment(visit.community, visit.who.id, wanted.who.segment) if wanted.who.segment is not None else None
    day = last_whole_day(view)
    if kept is None or day is None:
        raise RefusedError(told("这个分群不在了，或者还没有记录。"))
    try:
        rule = parsed(kept.rule)
    except RuleError as error:
        raise RefusedError(error.sentence) from error
    return (Candidate(person) for person in members(view, rule, [day])[0].inside)


def _of_event(visit: Visit, wanted: Plan) -> Iterator[Candidate]:
    if not wanted.who.event:
        raise RefusedError(told("选一场活动。"))
    found = whole(visit.community, wanted.who.event)
    if found is None:
        raise RefusedError(told("没有这场活动，或者已经不在。"))
    came = wanted.who.way is Way.CAME
    for one in found.people:
        if (one.came_at is not None) if came else (one.place is Place.IN):
            yield Candidate(one.person, one.guest, one.name or f"#{one.id}")


def _by_deeds(view: View, wanted: Plan) -> Iterator[Candidate]:
    who = wanted.who
    if who.since is None or who.until is None:
        raise RefusedError(told("写清从什么时候到什么时候：这段时间里做过的才算。"))
    found = who_did(view, Deeds(Deed(who.way), who.since, who.until, who.channels, who.word))
    if found is None:
        raise RefusedError(told("这个社群的记录看不出谁回复了谁：换一条规则。"))
    return (Candidate(person) for person in found)


def _listed(view: View, words: str) -> Iterator[Candidate]:
    """Typed names: a member of exactly that name if there is one, else the name alone.

    Two members of one name can't be told apart by it: which one is meant must be said.
    """
    known = _by_name(view)
    for line in names_told(words):
        persons = known.get(_plain(line.rest)) or known.get(_plain(line.name)) or frozenset()
        if len(persons) > 1:
            raise RefusedError(told("名单里的“{name}”，成员里不止一位：写清是谁，或者用别的规则。", name=line.rest))
        yield Candidate(next(iter(persons), None), None, line.name)


def _by_name(view: View) -> Mapping[str, frozenset[int]]:
    """Who is called so, by any account of theirs."""
    found: dict[str, set[int]] = {}
    for one in view.register.accounts(view.community.slug).values():
        if one.name and not one.erased:
            found.setdefault(_plain(one.name), set()).add(view.persons.of(one.code))
    return {name: frozenset(persons) for name, persons in found.items()}


def _plain(name: str) -> str:
    return folded(name).strip()


def _merged(fitting: Iterator[Candidate], view: View) -> Iterator[Candidate]:
    """Everybody by their person: accounts that are one human are one, and a name is compared in one form."""
    for one in fitting:
        person = None if one.person is None else view.persons.of(one.person)
        yield replace(one, person=person, name="" if person is not None or one.guest else one.name)


def _reason(visit: Visit, view: View, wanted: Plan) -> Callable[[Candidate], Why | None]:
    """Why somebody is left out."""
    of, who = view.persons.of, wanted.who
    bots, staff = view.snapshot.bots, {of(code) for code in view.snapshot.staff}
    since = visit.scene.now - timedelta(days=who.won_days) if who.won_days else None
    won, won_guests = won_lately(visit.community, since, who.won_draws)
    won = frozenset(of(person) for person in won)
    called = _called(visit, view, {_plain(line.name) for line in names_told(wanted.kept_out)})

    def reason(one: Candidate) -> Why | None:
        if one.person is not None and one.person in bots:
            return Why.BOT
        if who.staff and one.person is not None and one.person in staff:
            return Why.STAFF
        if who.known and one.person is None:
            return Why.UNKNOWN
        if called(one):
            return Why.OWN
        return Why.WON if one.person in won or (one.guest is not None and one.guest in won_guests) else None

    return reason


def _called(visit: Visit, view: View, names: set[str]) -> Callable[[Candidate], bool]:
    """Whether somebody is called by one of these names: as a member, as a guest, or on the typed list."""
    known = _by_name(view) if names else {}
    members = {person for name in names for person in known.get(name, ())}
    at_portal = {one.id for one in guests(visit.community) if _plain(one.name) in names} if names else set()

    def called(one: Candidate) -> bool:
        return one.person in members or one.guest in at_portal or (bool(one.name) and _plain(one.name) in names)

    return called


def _weighed(view: View, wanted: Plan, inside: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """Each with their weight: one for each day on which they spoke, at least one."""
    who, last = wanted.who, last_whole_day(view)
    if not who.weight_days or last is None:
        return tuple(inside)
    known = [one.person for one in inside if one.person is not None]
    days = days_active(view, Period.trailing(last, who.weight_days), known)
    return tuple(
        one if one.person is None else replace(one, weight=max(1, min(who.weight_most, days[one.person])))
        for one in inside
    )
