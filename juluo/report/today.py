"""What an operator sees in the morning: one day in two sentences, eight headlines, and what waits."""

from dataclasses import dataclass
from datetime import date, timedelta

from juluo.chart.spec import SettlementPlan
from juluo.insights.anomalies.alarm import Alarm, Sign
from juluo.insights.anomalies.telling import what, why
from juluo.report.compose import SIMULATED, notices
from juluo.report.daily import EntryLine, Line, Step, TileRow
from juluo.report.lead import lead
from juluo.report.scene import Scene
from juluo.report.sections.community import profile
from juluo.report.sections.feedback import as_of, asked_lines, can_tell, waiting
from juluo.report.sections.plan import proposals
from juluo.report.settlement import settlement
from juluo.report.tiles import tile_rows

# More would be a list to work through, which is another page.
_OPEN = 5
_LATE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Questions nobody has answered, the longest wait first; without `told` the source can't show answers."""

    n: int
    overdue: int
    longest: str
    lines: tuple[EntryLine, ...]
    told: bool = True


@dataclass(frozen=True, slots=True)
class AlarmLine:
    """What was unusual, what likely made it, how many records stand behind it; `missing`: a gap in the import."""

    number: int
    words: str
    why: str
    count: int
    metric: str
    missing: bool


@dataclass(frozen=True, slots=True)
class Today:
    """One day of a community. `previous` and `following` are days that records tell of, or None."""

    name: str
    simulated: bool
    day: date
    dateline: str
    partial: bool
    previous: date | None
    following: date | None
    first: date
    last: date
    lead: tuple[tuple[str, Line], ...]
    notices: tuple[Line, ...]
    plan: SettlementPlan | None
    newcomers: int
    rows: tuple[TileRow, ...]
    waiting: Waiting
    steps: tuple[Step, ...]
    alarms: tuple[AlarmLine, ...]
    version: int


def today(scene: Scene) -> Today:
    """The day of a scene, which must have records."""
    view, day = scene.view, scene.period.first
    told, plan = profile(scene), settlement(scene)
    first, last = _reach(scene)
    return Today(
        name=told.get("name", view.community.slug),
        simulated=told.get(SIMULATED) == "yes",
        day=day,
        dateline=scene.dateline,
        partial=view.coverage.overlaps(scene.period) and not view.complete(scene.period),
        previous=day - timedelta(days=1) if day > first else None,
        following=day + timedelta(days=1) if day < last else None,
        first=first,
        last=last,
        lead=lead(scene),
        notices=notices(scene),
        plan=plan,
        newcomers=sum(square.new for quarter in (plan.quarters if plan else ()) for square in quarter.squares),
        rows=tile_rows(scene),
        waiting=_waiting(scene),
        steps=proposals(scene),
        alarms=alarm_lines(scene, scene.alarms),
        version=view.version,
    )


def _reach(scene: Scene) -> tuple[date, date]:
    coverage, calendar = scene.view.coverage, scene.view.calendar
    day = scene.period.first
    first = calendar.day_of(coverage.first) if coverage.first else day
    last = calendar.day_of(coverage.last) if coverage.last else day
    return min(first, day), max(last, day)


def _waiting(scene: Scene) -> Waiting:
    if not can_tell(scene):
        return Waiting(0, 0, "", (), told=False)
    found = waiting(scene)
    if not found:
        return Waiting(0, 0, "", ())
    now = as_of(scene)
    overdue = sum(now - asked.at >= _LATE for asked in found)
    longest = scene.waited(min(asked.at for asked in found), now)
    return Waiting(len(found), overdue, longest, asked_lines(scene, found[:_OPEN], now))


def alarm_lines(scene: Scene, found: tuple[Alarm, ...]) -> tuple[AlarmLine, ...]:
    """Each alarm in words; of whom they are about only where names may be shown."""
    view = scene.view
    return tuple(
        AlarmLine(
            number,
            what(view, alarm, scene.lang),
            why(view, alarm, scene.lang) if not scene.nameless else "",
            view.count(alarm.evidence),
            alarm.metric,
            alarm.sign is Sign.MISSING,
        )
        for number, alarm in enumerate(found, 1)
    )
