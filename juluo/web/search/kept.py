"""What the desk keeps of a community, by its title: events, draws, cards of needs, feedback, surveys …

Each is read only for who may open it, in one question; words that stand in the ledger alone are read once a version.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from zoneinfo import ZoneInfo

from juluo.desk.draws import facts as draws
from juluo.desk.events import facts as events
from juluo.desk.feedback import facts as feedback
from juluo.desk.interviews import facts as interviews
from juluo.desk.needs.facts import kept_needs
from juluo.desk.qa import facts as qa
from juluo.desk.questions import facts as questions
from juluo.desk.segments.facts import kept_segments
from juluo.desk.streaks import facts as streaks
from juluo.desk.surveys import facts as surveys
from juluo.desk.tasks.facts import open_tasks
from juluo.insights.needs.span import Span
from juluo.insights.questions.waiting import waiting
from juluo.ledger.period import zone_named
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.roles import May
from juluo.shell.titled import Titled
from juluo.shell.visit import Visit
from juluo.store.view import View
from juluo.web.needs.found import at_hand, found_before, found_in
from juluo.web.needs.shown import cards_of
from juluo.web.questions.found import entries_of, mark
from juluo.web.search.place import Kind, Place
from juluo.web.seen import seen
from juluo.web.things import Thing, may_read, page_of, short, worded_by

Titles = Callable[[str, str], Mapping[str, Titled]]
Words = Mapping[int, str]

_TITLED: Mapping[Kind, tuple[Thing, Titles]] = MappingProxyType(
    {
        Kind.EVENT: (Thing.EVENT, lambda at, _: events.titles(at)),
        Kind.DRAW: (Thing.DRAW, lambda at, _: draws.titles(at)),
        Kind.QA: (Thing.QA, lambda at, _: qa.titles(at)),
        Kind.STREAK: (Thing.STREAK, lambda at, _: streaks.titles(at)),
        Kind.SURVEY: (Thing.SURVEY, surveys.titles),
        Kind.FEEDBACK: (Thing.FEEDBACK, lambda at, _: feedback.titles(at)),
        Kind.INTERVIEW: (Thing.INTERVIEW, lambda at, _: interviews.titles(at)),
        Kind.FAQ: (Thing.FAQ, lambda at, _: questions.titles(at)),
        Kind.TASK: (
            Thing.TASK,
            lambda at, _: {str(one.id): Titled(one.words, at=one.made_at) for one in open_tasks(at)},
        ),
        Kind.NEED: (Thing.NEED, lambda at, _: _needs(at)),
        Kind.QUESTION: (Thing.QUESTION, lambda at, _: _waiting(at)),
    }
)


def kept(visit: Visit, at: str) -> Iterator[Place]:
    """All of it that who looks may open there."""
    zone = seen(at, ("zone",), lambda view: view.calendar.zone)
    for kind, (thing, titles) in _TITLED.items():
        if may_read(visit, at, thing):
            yield from _places(at, kind, thing, titles(at, visit.lang), zone_named(zone))
    if visit.who.may(at, May.SEE_MEMBERS):
        for one in kept_segments(at, visit.who.id):
            yield Place(Kind.SEGMENT, one.name, f"/desk/{at}/segments/{one.id}", theirs=True)


def _places(at: str, kind: Kind, thing: Thing, told: Mapping[str, Titled], zone: ZoneInfo) -> Iterator[Place]:
    words = _quoted(at, told)
    for key, one in told.items():
        if title := one.words or words.get(one.entry or 0, ""):
            day = one.at.astimezone(zone).date() if one.at else one.day
            note = day.isoformat() if day else ""
            yield Place(kind, short(title), page_of(at, thing, key, one), note, (title,), theirs=True)


def _quoted(at: str, told: Mapping[str, Titled]) -> Words:
    """The words that stand for titles, as the ledger has them; of who is gone from it there are none."""
    wanted = tuple(worded_by(told.values()))

    def read(view: View) -> Words:
        return {entry.entry_id: entry.text or "" for entry in entries_of(view, wanted)}

    return seen(at, ("quoted for the search", wanted), read) if wanted else {}


def _needs(at: str) -> dict[str, Titled]:
    """What colleagues keep, and the cards of the last whole week if they are found already: a search finds none."""
    told = {key: Titled(one.shown_as) for key, one in kept_needs(at).items() if one.shown_as and not one.into}
    last = seen(at, ("last whole day",), last_whole_day)
    if last is None:
        return told
    week = Span.WEEK.last_whole(last)
    found = found_in(at, week) if at_hand(at, week) else found_before(at, week)
    cards = cards_of(at, found) if found is not None else None
    for card in (*cards.cards, *cards.talk) if cards is not None else ():
        told[card.need.need_id] = Titled(card.name)
    return told


def _waiting(at: str) -> Mapping[str, Titled]:
    """The questions that wait on the last whole day."""

    def read(view: View) -> tuple[tuple[int, date], ...]:
        day = last_whole_day(view)
        return tuple((one.entry_id, one.day) for one in waiting(view, day).open) if day else ()

    found = seen(at, ("waiting for the search", mark(at)), read)
    return {str(entry): Titled("", entry, day) for entry, day in found}
