"""What operators wrote and settled for a report, from their records: for pages and for the command line."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from juluo.desk.reports.facts import Frozen, Kept, Signed, Written, written
from juluo.desk.tasks.facts import TaskFacts, before
from juluo.ledger.period import Calendar, Grain, Period, zone_named
from juluo.report.daily import Line, Report, Span
from juluo.report.desk import Desk, Outcome, TaskLine, with_desk
from juluo.report.kept import read_kept
from juluo.report.seal import seal
from juluo.report.unnamed import Names, Unnamed, hidden, named
from juluo.wording.catalogue import speaker


def desk_now(community: str, grain: Grain, period: Period, calendar: Calendar) -> Desk:
    """A report's words and earlier tasks as they stand now."""
    words = words_of(written(community, grain, period))
    return desk_of(words, tasks_before(community, grain, period, calendar))


def as_signed(  # what a signed report is put together from
    found: Frozen, version: Signed, known: Callable[[Unnamed], Names], lang: str, zone: str, *, people: bool
) -> Report:
    """A signed version as it was signed; `known` gives the names that its marks stand for."""
    bare = Unnamed(read_kept(found.contents[lang]), found.first_day, found.last_day)
    report = (named if people else hidden)(bare.report, known(bare), lang)
    report = with_desk(report, desk_of(found.written, found.tasks))
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


def desk_of(words: Mapping[str, str], tasks: tuple[Kept, ...]) -> Desk:
    lines = (TaskLine(one.words, one.owner, one.due, Outcome(one.outcome), one.why) for one in tasks)
    return Desk(words, tuple(lines))


def words_of(places: Mapping[str, Written]) -> dict[str, str]:
    """The places that somebody has written in."""
    return {key: one.words for key, one in places.items() if one.words}


def tasks_before(community: str, grain: Grain, period: Period, calendar: Calendar) -> tuple[Kept, ...]:
    """What became of earlier plans, as the period's report tells it."""
    starts = calendar.bounds(period)[0]
    return tuple(_kept(one) for one in before(community, grain, period, starts))


def _kept(task: TaskFacts) -> Kept:
    return Kept(task.words, task.owner, task.due, str(task.status), task.why)
