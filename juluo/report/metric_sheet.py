"""All that a metric's page says: its value, how it went, why it changed, where, and how it is made."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from juluo.chart.spec import CauseBars, HeatMap, Phase, Phases
from juluo.insights.causes.part import By as CausesBy
from juluo.insights.causes.part import Causes
from juluo.insights.causes.sentence import sentence
from juluo.insights.headline import HEADLINES
from juluo.ledger.actors import Actors
from juluo.ledger.period import Grain, Period
from juluo.ledger.query import EntryQuery
from juluo.ledger.sight import Sight
from juluo.metrics.metric import Metric, Unit, metrics
from juluo.metrics.parts import By, offered
from juluo.metrics.reading import Reading
from juluo.metrics.table import part_named
from juluo.report import daily
from juluo.report.compose import notices
from juluo.report.course import Line, Point, Walk, period_name, walk
from juluo.report.daily import Table
from juluo.report.explained import Row, explained, segment_words
from juluo.report.figures import reading_reason
from juluo.report.parts_told import Split, split_of
from juluo.report.rows import parts_table, rows_bare, rows_told
from juluo.report.scene import Scene
from juluo.report.value import Value, value_of
from juluo.report.why import drawn, splits
from juluo.wording.catalogue import capital
from juluo.wording.numbers import weekdays_short

_HEADLINED = frozenset(name for shown in HEADLINES for name in shown.names)
_PHASES = ("returning", "resurrecting", "new", "dormant")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One metric over one period, and the line that leads there. `queries` find the entries behind each number.

    `period` is what the value is over: some are read over the days before that have ripened.
    """

    metric: str
    title: str
    unit: Unit
    period: Period
    value: Value
    reason: str
    count: int
    definition: Mapping[str, str]
    walk: Walk
    notices: tuple[daily.Line, ...]
    why: str
    bars: CauseBars | None
    leads: tuple[tuple[str, str], ...]
    split: Split | None
    offered: tuple[By, ...]
    heat: HeatMap | None
    phases: Phases | None
    beside: Table | None
    table: Table | None
    rows: tuple[Mapping[str, object], ...]
    queries: Mapping[str, EntryQuery] = field(default_factory=dict)
    explained: tuple[Row, ...] = ()
    segment: str = ""
    version: int = 0
    sights: frozenset[Sight] = frozenset()


def metric_sheet(scene: Scene, name: str, line: Line, by: By | None = None) -> Sheet:
    """The page of a metric for the scene's period, taken apart as `by` says; KeyError if there is no such metric."""
    metric = metrics()[name]
    reading = judged(scene, metric)
    found = walk(scene, metric, line, reading) if _goes_on(reading) else Walk((), None)
    causes = scene.causes(reading)
    ways = offered(metric, scene.view.segment)
    split, behind = split_of(scene, metric, reading, by) if by in ways and reading.value is not None else (None, {})
    queries = {**_queries(reading, causes, found), **behind}
    value = value_of(scene, reading)
    count = scene.view.count(queries["value"]) if "value" in queries else 0
    return Sheet(
        metric=name,
        title=metric.title if scene.lang == "zh" else metric.title_en,
        unit=metric.unit,
        period=reading.period,
        value=value,
        reason=reading_reason(scene, reading),
        count=count,
        definition=definition(metric, scene.lang),
        walk=found,
        notices=notices(scene),
        why=_why(scene, causes),
        bars=drawn(scene, causes, causes.splits[0]) if splits(causes) and _may_tell(scene, causes) else None,
        leads=_leads(scene, causes, queries),
        split=split,
        offered=ways,
        heat=_heat(scene, reading),
        phases=_phases(scene, metric, found.points),
        beside=parts_table(scene, reading, value.than or scene.say("之前")),
        table=rows_told(scene, metric, reading.measured.rows) if metric.name != "hour_of_week" else None,
        rows=rows_bare(reading.measured.rows) if scene.nameless else reading.measured.rows,
        queries=queries,
        explained=explained(scene, reading, count),
        segment=segment_words(scene, scene.view.segment),
        version=scene.view.version,
        sights=scene.view.coverage.sights,
    )


def _goes_on(reading: Reading) -> bool:
    """Whether there is anything to follow over time: a table without a number of its own is read for one period."""
    return reading.metric.unit is not Unit.TABLE or reading.value is not None or bool(reading.measured.parts)


def judged(scene: Scene, metric: Metric) -> Reading:
    """The reading that the day's own page shows, with the word that it leaves it; the plain one of other metrics."""
    whole = scene.view.actors is Actors.MEMBERS and not scene.view.segment
    if scene.grain is Grain.DAY and whole and metric.name in _HEADLINED:
        shown = next((t.judged for t in scene.tiles if t.judged.metric.name == metric.name), None)
        if shown is not None:
            return scene.corrected(shown)
    return scene.reading(metric.name)


def definition(metric: Metric, lang: str) -> dict[str, str]:
    """What a metric means, what happens at the edges, where it is from."""
    chinese = lang == "zh"
    return {
        "meaning": metric.meaning if chinese else metric.meaning_en,
        "edges": metric.edges if chinese else metric.edges_en,
        "source": metric.source if chinese else metric.source_en,
    }


def _why(scene: Scene, causes: Causes) -> str:
    told = causes.reading.value is not None and _may_tell(scene, causes)
    return capital(sentence(causes, scene.lang)) if told else ""


def _may_tell(scene: Scene, causes: Causes) -> bool:
    """Whether the change may be told, as it may not of a picked group, and names nobody who may not be named."""
    return not scene.view.segment.called and not (
        scene.nameless and any(split.by is CausesBy.PERSON for split in causes.splits[:1])
    )


def _leads(scene: Scene, causes: Causes, queries: Mapping[str, EntryQuery]) -> tuple[tuple[str, str], ...]:
    """What leads the change, and where its entries are."""
    named = ((part.name.words(scene.lang), f"cause-{nth}") for nth, part in enumerate(causes.lead, 1))
    return tuple((name, of) for name, of in named if of in queries)


def _queries(reading: Reading, causes: Causes, found: Walk) -> dict[str, EntryQuery]:
    """The entries behind the value, behind what leads its change, and behind each note."""
    queries: dict[str, EntryQuery] = {}
    if reading.measured.evidence is not None:
        queries["value"] = reading.measured.evidence
    for nth, part in enumerate(causes.lead, 1):
        query = part.behind if part.amount > 0 else part.behind_before
        if query is not None:
            queries[f"cause-{nth}"] = query
    return queries | {note.of: note.query for note in found.notes if note.query is not None and note.of}


def _heat(scene: Scene, reading: Reading) -> HeatMap | None:
    if reading.metric.name != "hour_of_week" or not reading.measured.n:
        return None
    cells = {(str(r["weekday"]), str(r["hour"])): float(str(r["messages"])) for r in reading.measured.rows}
    grid = tuple(tuple(cells.get((str(d), str(h))) for h in range(24)) for d in range(7))
    label = scene.say("一周里每个钟点的消息数，颜色越重越多。")
    return HeatMap(weekdays_short(scene.lang), tuple(str(hour) for hour in range(24)), grid, label)


def _phases(scene: Scene, metric: Metric, points: tuple[Point, ...]) -> Phases | None:
    """Who came and who stayed away, for the metric that tells it."""
    if metric.name != "lifecycle":
        return None
    told = [point.measured.parts if point.measured else {} for point in points]
    parts = tuple(
        Phase(part_named(metric, key, scene.lang), tuple(one.get(key) for one in told), key == "dormant", key == "new")
        for key in _PHASES
    )
    if not any(value for part in parts for value in part.values):
        return None
    label = scene.say("每期发言的人：上一期也在的、隔了一阵又回来的、第一次发言的；线下面是上一期在、这期没来的。")
    return Phases(tuple(period_name(scene, point.period) for point in points), parts, label)
