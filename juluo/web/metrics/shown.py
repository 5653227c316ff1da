"""A metric's page as it is asked for: its sheet, its days, what lies beside them, and what could not be filtered."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.http import Http404

from juluo.desk.numbers.facts import day_notes
from juluo.ledger.period import Grain, Period
from juluo.metrics.channels import channel_names
from juluo.metrics.cuts import allowed
from juluo.metrics.metric import Metric, Unit, metrics, unseen
from juluo.metrics.parts import By
from juluo.report.annotations import DayNote
from juluo.report.course import MOST_POINTS, Line
from juluo.report.metric_sheet import Sheet, judged, metric_sheet
from juluo.report.ranges import beside, readable, spanned
from juluo.report.scene import Scene
from juluo.report.whole_day import last_whole_day
from juluo.shell.accounts.roles import May
from juluo.shell.visit import Visit
from juluo.store.embedded import NotYetKnownError, StoreBusyError, UndatedUndoError
from juluo.store.view import View
from juluo.web.metrics.asked import WHOLE, Ask
from juluo.web.metrics.group import Group, group_asked, refused_of, segment_of
from juluo.web.reports.composed import here
from juluo.web.seen import seen

# Questions are ripe for every metric after two days; where few ask, a day more finds some.
_RIPE_WITHIN = 3
# What is taken apart by itself: what an operator looks for first.
_BY_ITSELF = {"messages": By.CHANNEL, "active_members": By.CHANNEL}


@dataclass(frozen=True, slots=True)
class Shown:
    """`previous` and `following` are the ranges beside it; None where there are no records. `channels` by code.

    `group` is what to know of the kept segment that was chosen.
    """

    sheet: Sheet | None
    day: date
    span: Period
    grain: Grain
    previous: Period | None = None
    following: Period | None = None
    channels: tuple[tuple[int, str], ...] = ()
    refused: str = ""
    group: str = ""


class UnknownStateError(Exception):
    """The ledger never stood as it was asked for, or that can't be told."""


def shown(visit: Visit, ask: Ask, *, taken: bool = False) -> Shown:
    """The metric's page; without a sheet where there is no record. `taken`: as a file, which may name fewer people."""
    named = visit.may(May.SEE_MEMBERS) and (not taken or visit.may(May.EXPORT_PEOPLE))
    nameless = not named
    notes = tuple(DayNote(one.id, one.day, one.words, one.by, one.at) for one in day_notes(visit.community))
    group = group_asked(visit, ask)

    def made(view: View) -> Shown:
        day = ask.last or last_whole_day(view)
        if day is None or view.coverage.last is None:
            yesterday = visit.today - timedelta(days=1)
            return Shown(None, yesterday, Period(yesterday, yesterday), ask.grain)
        with asked_part(visit, view, ask, group) as (part, told):
            found = _shown(visit, part, ask, day, notes, nameless=nameless)
            return replace(found, refused=visit.say(words) if (words := refused_of(ask, group)) else "", group=told)

    try:
        key = ("metric", visit.lang, nameless, visit.today, ask, group, notes)
        then = ask.known_at(here(visit).calendar) if ask.as_of else None
        return seen(visit.community, key, made, actors=ask.actors, known_at=then)
    except (NotYetKnownError, UndatedUndoError, StoreBusyError) as error:
        raise UnknownStateError from error


@contextmanager
def asked_part(visit: Visit, view: View, ask: Ask, group: Group | None) -> Iterator[tuple[View, str]]:
    """The part of the community that was asked for, as far as the metric can be asked of it; what to know of it."""
    if any(code not in view.channels for code in ask.segment.channels):
        raise Http404
    wanted, told = (ask.segment, "") if refused_of(ask, group) else segment_of(visit, view, ask, group)
    segment = allowed(metrics()[ask.metric], wanted)
    if not segment:
        yield view, told
        return
    with closing(view.within(segment)) as part:
        yield part, told


def _shown(visit: Visit, view: View, ask: Ask, day: date, notes: tuple[DayNote, ...], *, nameless: bool) -> Shown:
    coverage, metric = view.coverage, metrics()[ask.metric]
    first = view.calendar.day_of(coverage.first) if coverage.first else day
    end = view.calendar.day_of(coverage.last) if coverage.last else day
    span = spanned(ask.range, ask.days, day, first)
    grain = readable(ask.grain, span.length, MOST_POINTS)
    # Where no day was asked for, the last period that is over is explained.
    told_of = last_over(span.last, grain, first) if ask.last is None else span.last
    scene = Scene(view, Period.of(told_of, grain), grain, visit.lang, visit.scene.now, nameless=nameless)
    if ask.last is None and grain is Grain.DAY:
        scene = _ripe(scene, metric)
        told_of = scene.period.first
    line = Line(Period(Period.of(span.first, grain).first, _until(scene, span.last, end)), ask.against, ask.own, notes)
    sheet = metric_sheet(scene, ask.metric, line, _by(ask, metric))
    previous, following = beside(ask.range, span, -1), beside(ask.range, span, 1)
    return Shown(
        sheet,
        told_of,
        span,
        grain,
        previous if previous.last >= first else None,
        following if following.first <= end else None,
        _channels(view),
    )


def last_over(last: date, grain: Grain, first: date) -> date:
    """A day of the last period that is over; of the first one there is, if none is."""
    here = Period.of(last, grain)
    return here.first - timedelta(days=1) if last < here.last and here.first > first else last


def _ripe(scene: Scene, metric: Metric) -> Scene:
    """The last day of which the metric is known: questions of a day need another day or two to be answered."""
    if metric.unit is Unit.TABLE or unseen(metric, scene.view.coverage.sights):
        return scene
    for back in range(_RIPE_WITHIN + 1):
        found = replace(scene, period=scene.period.shifted(-back), _readings={}, _causes={})
        if judged(found, metric).value is not None:
            return found
    return scene


def _until(scene: Scene, last: date, end: date) -> date:
    """The line goes on to the end of the last period, as far as there are records."""
    return max(last, min(Period.of(last, scene.grain).last, end))


def _by(ask: Ask, metric: Metric) -> By | None:
    if ask.by == WHOLE:
        return None
    return By(ask.by) if ask.by else _BY_ITSELF.get(metric.name)


def _channels(view: View) -> tuple[tuple[int, str], ...]:
    """The channels that anything stands in, by name."""
    names = channel_names(view)
    whole = view.snapshot.index.rollup()
    used = {code for (code,) in view.ask(f"SELECT DISTINCT channel FROM ({whole})")} if whole else set()
    return tuple(sorted(((code, names[code]) for code in used if code in names), key=lambda pair: pair[1]))
