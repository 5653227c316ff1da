"""A headline's last 28 days, with what would have been ordinary where that can be told."""

from collections.abc import Mapping
from datetime import date

from juluo.chart.spec import Sparkline, Tone
from juluo.insights.expected import WEEKS, expected
from juluo.ledger.period import Grain, Period
from juluo.metrics.intervals import Interval
from juluo.metrics.reading import Reading
from juluo.report.figures import amount
from juluo.report.scene import Scene

DAYS = 28
# What a single day tells of itself. Rates that look back over days would repeat them in a line.
_OF_A_DAY = frozenset({"active_members", "quick_ratio", "top10_share"})
# Of people it is known how a day goes up and down by itself.
_WITH_BAND = frozenset({"active_members"})

Values = Mapping[date, float | None]
Band = tuple[tuple[float, float] | None, ...]


def trend(scene: Scene) -> tuple[Sparkline | None, str]:
    """The line of members who spoke, and its caption; nothing for weeks and months."""
    drawn = spark(scene, scene.reading("active_members"))
    return drawn, drawn.label if drawn is not None else ""


def spark(scene: Scene, reading: Reading) -> Sparkline | None:
    """The 28 days up to the reading's; None where days don't tell, or this one is unknown."""
    name = reading.metric.name
    if scene.grain is not Grain.DAY or name not in _OF_A_DAY or not scene.view.coverage.overlaps(scene.period):
        return None
    shown = Period.trailing(scene.period.last, DAYS)
    band: Band = (None,) * DAYS
    if name in _WITH_BAND:
        values = scene.series(name, Period.trailing(scene.period.last, DAYS + 7 * WEEKS))
        band = _ordinary(scene, values, shown)
    else:
        values = scene.series(name, shown)
    return Sparkline(
        tuple(values.get(day) for day in shown.days),
        band,
        ring=DAYS - 8,
        whisker=_whisker(reading.measured.interval),
        tone=Tone.NONE if reading.is_good is None else Tone.GOOD if reading.is_good else Tone.BAD,
        label=_label(scene, reading, band[-1]),
    )


def _ordinary(scene: Scene, values: Values, shown: Period) -> Band:
    """What each day was expected to be like, by whole days before it."""
    known = {day: n for day, n in values.items() if n is not None and scene.view.complete(Period(day, day))}
    found = (expected(known, day) for day in shown.days)
    return tuple(one.band() if one is not None else None for one in found)


def _whisker(interval: Interval | None) -> tuple[float, float] | None:
    return (interval.low, interval.high) if interval is not None else None


def _label(scene: Scene, reading: Reading, ordinary: tuple[float, float] | None) -> str:
    name = reading.metric.title if scene.lang == "zh" else reading.metric.title_en
    if ordinary is None:
        return scene.say("{name}，近28天。", name=name)
    low, high = (amount(scene, reading, limit) for limit in ordinary)
    told = "{name}，近28天。灰带是照前8周的同一天看的平常范围：这一天{low}～{high}人。"
    return scene.say(told, name=name, low=low, high=high)
