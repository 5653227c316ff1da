"""How a metric went: its periods over a range of days, what they are compared with, and what was unusual in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from juluo.chart.spec import Course, Tone
from juluo.insights.anomalies.alarm import Alarm
from juluo.insights.anomalies.alarms import alarms
from juluo.insights.anomalies.unusual import DAILY
from juluo.insights.expected import WEEKS, expected
from juluo.ledger.period import Grain, Period
from juluo.ledger.sight import DESK
from juluo.metrics.cuts import measured as asked
from juluo.metrics.metric import Measured, Metric, Unit, unseen
from juluo.metrics.reading import Reading
from juluo.report.against import Against, against_name, against_words, compared
from juluo.report.annotations import Annotation, DayNote, annotations
from juluo.report.figures import amount
from juluo.report.scene import Scene
from juluo.wording.numbers import short_date, weekdays_short

# A line of more points is none; longer ranges are asked for by weeks or months.
MOST_POINTS = 400
# A metric that reads entries one by one reads them once a period: more of those make a page wait.
Values = Mapping[Period, Measured]


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a line as a row: for a table and for exports."""

    period: Period
    measured: Measured | None
    before: Measured | None
    whole: bool
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """What a line is asked to be: its days, what it is compared with, and what colleagues wrote about them."""

    span: Period
    against: Against = Against.BEFORE
    own: date | None = None
    notes: tuple[DayNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Walk:
    """The points of a line, its picture, and what stands under it; `compared` says with which days."""

    points: tuple[Point, ...]
    course: Course | None
    notes: tuple[Annotation, ...] = ()
    more: int = 0
    compared: str = ""


def walk(scene: Scene, metric: Metric, line: Line, reading: Reading) -> Walk:
    """A metric from the first to the last day of a span, period by period of the scene's grain."""
    periods = line.span.split(scene.grain)[-MOST_POINTS:]
    earlier = compared(line.against, periods, scene.grain, line.own)
    # Each day's band rests on eight weeks before it; what they were is measured at once with the days themselves.
    lead_in = _lead_in(metric, periods, scene.grain)
    values = measured(scene, metric, sorted({*periods, *earlier, *lead_in}))
    found = alarms_of(scene, metric, line.span) if scene.grain is Grain.DAY else ()
    notes, more = annotations(scene, line.span, found, line.notes)
    points = tuple(
        _point(scene, reading, period, values.get(period), values.get(earlier[nth]) if earlier else None)
        for nth, period in enumerate(periods)
    )
    drawn = metric.unit is not Unit.TABLE and any(p.measured and p.measured.value is not None for p in points)
    if not drawn:
        return Walk(points, None, notes, more)
    course = _course(scene, reading, points, values, notes)
    if earlier:
        course = replace(course, before_name=against_name(scene, line.against, earlier))
    return Walk(points, course, notes, more, against_words(scene, line.against, earlier) if course.before else "")


def measured(scene: Scene, metric: Metric, periods: Sequence[Period]) -> Values:
    """The metric over all periods that anything is told of."""
    view = scene.view
    if unseen(metric, view.coverage.sights):
        return {}
    of_desk = all(group <= DESK for group in metric.needs)
    told = view.desk_overlaps if of_desk else view.coverage.overlaps
    known = [period for period in periods if told(period)]
    return dict(zip(known, asked(view, metric, known), strict=True)) if known else {}


def alarms_of(scene: Scene, metric: Metric, span: Period) -> tuple[Alarm, ...]:
    """What was unusual on the days of a line: about this metric, or that its days are incomplete."""
    if not scene.view.coverage.overlaps(span) or scene.view.segment:
        return ()
    return tuple(one for one in alarms(scene.view, span) if one.metric == metric.name)


def _lead_in(metric: Metric, periods: Sequence[Period], grain: Grain) -> list[Period]:
    if grain is not Grain.DAY or metric.name not in DAILY or not periods:
        return []
    return [Period(day, day) for day in Period.trailing(periods[0].first, 7 * WEEKS + 1).days[:-1]]


def _point(scene: Scene, reading: Reading, period: Period, now: Measured | None, before: Measured | None) -> Point:
    value = now.value if now is not None else None
    words = amount(scene, reading, value) if value is not None else scene.say("没有记录")
    return Point(period, now, before, scene.view.complete(period), words)


def _course(
    scene: Scene, reading: Reading, points: Sequence[Point], values: Values, notes: Sequence[Annotation]
) -> Course:
    periods = [point.period for point in points]
    metric = reading.metric
    chosen = next((n for n, one in enumerate(periods) if one == scene.period), None)
    before = tuple(point.before.value if point.before else None for point in points)
    return Course(
        names=tuple(period_name(scene, one) for one in periods),
        values=tuple(point.measured.value if point.measured else None for point in points),
        told=tuple(_told(scene, point) for point in points),
        # What a picked group did before is no measure of what it should do.
        band=(None,) * len(periods) if scene.view.segment.called else _bands(scene, metric, periods, values),
        before=before if any(one is not None for one in before) else (),
        before_name="",
        ring=_ring(reading, periods),
        chosen=chosen,
        marks=_marks(periods, notes),
        tone=Tone.NONE if reading.is_good is None else Tone.GOOD if reading.is_good else Tone.BAD,
        label=_label(scene, metric, points),
        share=metric.unit is Unit.SHARE,
        band_name=scene.say("预期"),
    )


def period_name(scene: Scene, period: Period) -> str:
    """What a period is called under an axis: its first day, or its month."""
    if scene.grain is Grain.MONTH:
        return f"{period.first:%Y-%m}"
    return f"{period.first:%m-%d}"


def _told(scene: Scene, point: Point) -> str:
    first = point.period.first
    if point.period.length == 1:
        name = scene.say(
            "{day}，{weekday}", day=short_date(first, scene.lang), weekday=weekdays_short(scene.lang)[first.weekday()]
        )
    else:
        last = short_date(point.period.last, scene.lang)
        name = scene.say("{first}～{last}", first=short_date(first, scene.lang), last=last)
    told = "{name}：{value}" if point.whole else "{name}：{value}（不完整）"
    return scene.say(told, name=name, value=point.words)


def _bands(
    scene: Scene, metric: Metric, periods: Sequence[Period], values: Values
) -> tuple[tuple[float, float] | None, ...]:
    if scene.grain is not Grain.DAY or metric.name not in DAILY:
        return (None,) * len(periods)
    known: dict[date, float] = {
        period.first: one.value
        for period, one in values.items()
        if one.value is not None and scene.view.complete(period)
    }
    bands = (expected(known, period.first) for period in periods)
    return tuple(one.band() if one is not None else None for one in bands)


def _ring(reading: Reading, periods: Sequence[Period]) -> int | None:
    before = reading.period.before()
    return next((nth for nth, one in enumerate(periods) if one == before), None)


def _marks(periods: Sequence[Period], notes: Sequence[Annotation]) -> tuple[tuple[int, int], ...]:
    place = {day: nth for nth, period in enumerate(periods) for day in period.days}
    return tuple((place[note.day], note.number) for note in notes if note.day in place)


def _label(scene: Scene, metric: Metric, points: Sequence[Point]) -> str:
    name = metric.title if scene.lang == "zh" else metric.title_en
    known = [point for point in points if point.measured and point.measured.value is not None]
    missing = len(points) - len(known)
    told = (
        "{name}，从{first}到{last}，最后是{value}。"
        if not missing
        else "{name}，从{first}到{last}，最后是{value}；{n}期没有记录，打叉的就是。"
    )
    return scene.say(
        told,
        name=name,
        first=short_date(points[0].period.first, scene.lang),
        last=short_date(points[-1].period.last, scene.lang),
        value=known[-1].words,
        n=missing,
    )
