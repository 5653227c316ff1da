"""What operators wrote and settled for a report, from their records: for pages and for the command line."""

from collections.abc import Mapping

from juluo.desk.reports.facts import Kept, Written, written
from juluo.desk.tasks.facts import TaskFacts, before
from juluo.ledger.period import Calendar, Grain, Period
from juluo.report.desk import Desk, Outcome, TaskLine


def desk_now(community: str, grain: Grain, period: Period, calendar: Calendar) -> Desk:
    """A report's words and earlier tasks as they stand now."""
    words = words_of(written(community, grain, period))
    return desk_of(words, tasks_before(community, grain, period, calendar))


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
