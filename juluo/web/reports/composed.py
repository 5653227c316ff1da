"""Reports as the desk shows them: composed once for a state of the ledger, named for who may see names.

A signed report is read from what was kept of it; only names and members' words come from the ledger.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from juluo.desk.reports.facts import (
    Frozen,
    Kept,
    KeptReflection,
    KeptRun,
    KeptSegment,
    Signed,
    Written,
    frozen,
    written,
)
from juluo.insights.needs.span import told_with
from juluo.ledger.period import Calendar, Grain, Period
from juluo.report.daily import Report
from juluo.report.desk import with_desk
from juluo.report.kept import kept
from juluo.report.needed import NeedsKnown
from juluo.report.unnamed import Names, Unnamed, hidden, named, names, needs_unnamed, unnamed
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.roles import May
from juluo.shell.persons import persons_of
from juluo.shell.visit import Visit
from juluo.store.embedded import NotYetKnownError, StoreBusyError, UndatedUndoError
from juluo.store.view import View
from juluo.web.needs.found import at_hand, found_before, looking
from juluo.web.reports.desk import (
    as_signed,
    desk_of,
    needs_decided,
    reflections,
    segments_moved,
    shared_rules,
    words_of,
)
from juluo.web.reports.desk import tasks_before as told_before
from juluo.web.reports.runs import runs
from juluo.web.reports.shown import Made, read_again, written_down
from juluo.web.seen import Form, Key, seen
from juluo.wording.catalogue import LANGUAGES

FORM = Form(written_down, read_again)


@dataclass(frozen=True, slots=True)
class Reach:
    """Which days of a stretch exports tell of, wholly or in part, and the last whole one."""

    whole: frozenset[date]
    partly: frozenset[date]
    last: date | None
    calendar: Calendar


def made(visit: Visit, grain: Grain, period: Period, lang: str = "", then: int | datetime | None = None) -> Made:
    """The report composed from the ledger as it stands, or as it was known then, with what was found of needs."""
    lang, now = lang or visit.lang, visit.scene.now

    def compose(view: View) -> Made:
        return composed(view, grain, period, lang, now)

    form = FORM if then is None else None
    bare = seen(visit.community, key_of(lang, grain, period), compose, known_at=then, form=form)
    known = NeedsKnown(told_with(grain, period)) if then is not None else _known_needs(visit, told_with(grain, period))

    def needed(view: View) -> Made:
        told = needs_unnamed(view, bare.bare, known)
        return Made(told, names(view, told, lang))

    found_at = known.found.at if known.found is not None else None
    what = ("report with needs", *key_of(lang, grain, period), found_at, known.stale)
    return seen(visit.community, what, needed, known_at=then)


def _known_needs(visit: Visit, period: Period) -> NeedsKnown:
    """What was found of a period's needs before; a worker is asked to find them where nobody has, or not of late."""
    found = found_before(visit.community, period)
    fresh = found is not None and at_hand(visit.community, period)
    if not fresh and here(visit).last is not None:
        looking(visit.community, period, visit.scene.now)
    return NeedsKnown(period, found, stale=not fresh)


def composed(view: View, grain: Grain, period: Period, lang: str, now: datetime) -> Made:
    """The report of a view, and what its marks stand for there."""
    bare = unnamed(view, period, grain, lang, now)
    return Made(bare, names(view, bare, lang))


def key_of(lang: str, grain: Grain, period: Period) -> Key:
    return ("report", lang, grain, period)


def signed(visit: Visit, grain: Grain, period: Period, version: Signed, *, people: bool) -> Report | None:
    """A signed version as it was signed, in the reader's language, with or without people."""
    found = frozen(visit.community, grain, period, version.no)
    if found is None:
        return None
    lang = visit.lang if visit.lang in found.contents else next(iter(found.contents))
    zone = here(visit).calendar.zone
    return as_signed(
        found, version, lambda bare: _known(visit, bare, lang, found.ledger_version), lang, zone, people=people
    )


def draft(visit: Visit, grain: Grain, period: Period, then: int | datetime | None = None, *, people: bool) -> Report:
    """The report as it would be signed now: numbers as they stand or stood, words as they are written."""
    found = made(visit, grain, period, then=then)
    report = (named if people else hidden)(found.bare.report, found.known, visit.lang)
    needs, segments = needs_decided(visit.community), _segments(visit, period, then)
    words = words_of(places_of(visit, grain, period))
    thought, ran = _thought(visit, period), _ran(visit, period)
    return with_desk(report, desk_of(words, tasks_before(visit, grain, period), needs, segments, thought, ran))


def _segments(visit: Visit, period: Period, then: int | datetime | None = None) -> tuple[KeptSegment, ...]:
    """How the team's segments moved over a period."""
    rules = shared_rules(visit.community)
    if not rules:
        return ()
    what = ("report segments", rules, period)
    return seen(visit.community, what, lambda view: segments_moved(view, rules, period), known_at=then)


def _thought(visit: Visit, period: Period) -> tuple[KeptReflection, ...]:
    return reflections(visit.community, period, here(visit).calendar)


def _ran(visit: Visit, period: Period) -> tuple[KeptRun, ...]:
    community, calendar = visit.community, here(visit).calendar
    heard = seen(community, ("complete", period), lambda view: view.complete(period))
    return runs(community, period, calendar, persons_of(community), heard=heard)


def to_freeze(visit: Visit, grain: Grain, period: Period) -> Frozen:
    """What a signature keeps: the report in every language, what was written, how tasks stand."""
    both = {lang: made(visit, grain, period, lang).bare for lang in LANGUAGES}
    days = [day for bare in both.values() for day in (bare.first, bare.last)]
    return Frozen(
        min(bare.report.ledger_version for bare in both.values()),
        min(days),
        max(days),
        {lang: kept(bare.report) for lang, bare in both.items()},
        words_of(places_of(visit, grain, period)),
        tasks_before(visit, grain, period),
        needs_decided(visit.community),
        _segments(visit, period),
        _thought(visit, period),
        _ran(visit, period),
    )


def places_of(visit: Visit, grain: Grain, period: Period) -> Mapping[str, Written]:
    return written(visit.community, grain, period)


def tasks_before(visit: Visit, grain: Grain, period: Period) -> tuple[Kept, ...]:
    """What became of earlier plans, as this report tells it."""
    return told_before(visit.community, grain, period, reach(visit, period).calendar)


def reach(visit: Visit, over: Period) -> Reach:
    """How far exports reach over a stretch of days."""

    def looked(view: View) -> Reach:
        days = [Period(day, day) for day in over.days]
        whole = frozenset(day.first for day in days if view.complete(day))
        partly = frozenset(day.first for day in days if view.coverage.overlaps(day)) - whole
        return Reach(whole, partly, last_whole_day(view), view.calendar)

    return seen(visit.community, ("reach", over), looked)


def here(visit: Visit) -> Reach:
    """How far exports reach, and the calendar, whatever days a page shows."""
    day = visit.today
    return reach(visit, Period(day, day))


def today(visit: Visit) -> date:
    """The community's own day: in Shanghai it begins eight hours before that of UTC."""
    return here(visit).calendar.day_of(visit.scene.now)


def sees_people(visit: Visit) -> bool:
    """Whether a report names members and quotes them: to who may see both."""
    return visit.may(May.SEE_MEMBERS) and visit.may(May.READ_MESSAGES)


def takes_people(visit: Visit) -> bool:
    """Whether it does so once it leaves the house."""
    return sees_people(visit) and visit.may(May.EXPORT_PEOPLE)


def _known(visit: Visit, bare: Unnamed, lang: str, version: int) -> Names:
    """Names and words as the ledger knew them then; where that state can't be told any more, as it knows them now."""

    def look(view: View) -> Names:
        return names(view, bare, lang)

    what = ("signed names", lang, bare.report.grain, bare.report.first, version)
    try:
        return seen(visit.community, what, look, known_at=version)
    except (NotYetKnownError, UndatedUndoError, StoreBusyError):
        return seen(visit.community, what, look)
