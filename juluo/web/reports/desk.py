"""What operators wrote and settled for a report, from their records: for pages and for the command line."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from juluo.desk.events.facts import events
from juluo.desk.events.values import State
from juluo.desk.needs.facts import kept_needs, last_told
from juluo.desk.needs.status import Status
from juluo.desk.reports.facts import (
    Frozen,
    Kept,
    KeptNeed,
    KeptReflection,
    KeptRun,
    KeptSegment,
    Signed,
    Written,
    written,
)
from juluo.desk.segments.facts import shared_segments
from juluo.desk.tasks.facts import TaskFacts, before
from juluo.insights.segments.preview import moved
from juluo.insights.segments.rule import Rule
from juluo.ledger.period import Calendar, Grain, Period, zone_named
from juluo.report.daily import Line, Report, Span
from juluo.report.desk import Desk, NeedLine, Outcome, ReflectionLine, SegmentLine, TaskLine, with_desk
from juluo.report.kept import read_kept
from juluo.report.runs import Ran, RunLine
from juluo.report.seal import seal
from juluo.report.unnamed import Names, Unnamed, hidden, named
from juluo.store.view import View
from juluo.web.reports.runs import runs
from juluo.web.segments.shown import readable
from juluo.wording.catalogue import speaker


def desk_now(view: View, grain: Grain, period: Period) -> Desk:
    """A report's words, earlier tasks, needs and segments as they stand now."""
    community = view.community.slug
    tasks = tasks_before(community, grain, period, view.calendar)
    segments = segments_moved(view, shared_rules(community), period)
    words, thought = words_of(written(community, grain, period)), reflections(community, period, view.calendar)
    ran = runs(community, period, view.calendar, view.persons, heard=view.complete(period))
    return desk_of(words, tasks, needs_decided(community), segments, thought, ran)


def as_signed(  # what a signed report is put together from
    found: Frozen, version: Signed, known: Callable[[Unnamed], Names], lang: str, zone: str, *, people: bool
) -> Report:
    """A signed version as it was signed; `known` gives the names that its marks stand for."""
    bare = Unnamed(read_kept(found.contents[lang]), found.first_day, found.last_day)
    report = (named if people else hidden)(bare.report, known(bare), lang)
    words, ran = found.written, found.runs
    report = with_desk(report, desk_of(words, found.tasks, found.needs, found.segments, found.reflections, ran))
    mark = () if version.reopened_at else seal(report.community, lang)
    return replace(report, footer=_sealed(version, lang, zone), seal=mark)


def _sealed(version: Signed, lang: str, zone: str) -> tuple[Line, ...]:
    """What stands under a signed report instead of the remark that it is a draft."""
    say = speaker(lang)
    when = f"{version.at.astimezone(zone_named(zone)):%Y-%m-%d %H:%M}"
    signed = say(
        "{who}签发，{when}，第{no}版，照账本第{version}版。",
        who=version.by,
        when=when,
        no=version.no,
        version=version.ledger_version,
    )
    kept = say("签发以后不再改动；数据再变，也能照当时的样子再做一次。指纹 {mark}", mark=version.mark[:16])
    return (Span(signed),), (Span(kept),)


def desk_of(
    words: Mapping[str, str],
    tasks: Iterable[Kept],
    needs: Iterable[KeptNeed] = (),
    segments: Iterable[KeptSegment] = (),
    thought: Iterable[KeptReflection] = (),
    ran: Iterable[KeptRun] = (),
) -> Desk:
    return Desk(
        words,
        tuple(TaskLine(one.words, one.owner, one.due, Outcome(one.outcome), one.why) for one in tasks),
        tuple(
            NeedLine(one.need_id, one.name, Status(one.status), one.owner, one.whom, one.told_on, one.away)
            for one in needs
        ),
        tuple(SegmentLine(one.name, one.n, one.since, one.came, one.went, one.unclear) for one in segments),
        tuple(ReflectionLine(one.title, one.went_well, one.went_badly, one.next_time) for one in thought),
        tuple(RunLine(Ran(one.kind), one.title, one.at, one.numbers, one.source) for one in ran),
    )


def reflections(community: str, period: Period, calendar: Calendar) -> tuple[KeptReflection, ...]:
    """What operators thought of the events of a period's days, as far as they wrote it down."""
    since, until = calendar.bounds(period)
    return tuple(
        KeptReflection(one.plan.title, one.reflection.went_well, one.reflection.went_badly, one.reflection.next_time)
        for one in events(community, since, until)
        if one.state is State.CLOSED and one.reflection.lines
    )


def needs_decided(community: str) -> tuple[KeptNeed, ...]:
    """How needs stand that somebody decided something about, and who was told of them last."""
    every = kept_needs(community)
    told = last_told(community, every)
    return tuple(
        KeptNeed(
            one.need_id,
            one.name,
            str(one.status),
            one.owner,
            told[one.need_id].whom if one.need_id in told else "",
            told[one.need_id].day if one.need_id in told else None,
            one.muted or bool(one.into),
        )
        for one in every.values()
    )


def shared_rules(community: str) -> tuple[tuple[str, Rule], ...]:
    """The team's segments by name, as far as their rules can be read."""
    named = ((one.name, readable(one.rule)) for one in shared_segments(community))
    return tuple((name, rule) for name, rule in named if rule is not None)


def segments_moved(view: View, rules: tuple[tuple[str, Rule], ...], period: Period) -> tuple[KeptSegment, ...]:
    """How each of some segments moved over a period; none for one of which the day before isn't known."""
    if not view.complete(period):
        return ()
    moves = [(name, *moved(view, rule, period)) for name, rule in rules]
    return tuple(
        KeptSegment(name, size.n, flow.since, len(flow.came), len(flow.went), flow.unclear)
        for name, size, flow in moves
        if flow is not None
    )


def words_of(places: Mapping[str, Written]) -> dict[str, str]:
    """The places that somebody has written in."""
    return {key: one.words for key, one in places.items() if one.words}


def tasks_before(community: str, grain: Grain, period: Period, calendar: Calendar) -> tuple[Kept, ...]:
    """What became of earlier plans, as the period's report tells it."""
    starts = calendar.bounds(period)[0]
    return tuple(_kept(one) for one in before(community, grain, period, starts))


def _kept(task: TaskFacts) -> Kept:
    return Kept(task.words, task.owner, task.due, str(task.status), task.why)
