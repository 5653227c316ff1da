"""A headline's last 28 days, with what would have been ordinary where that can be told."""

import math
from collections.abc import Mapping
from datetime import date

from juluo.chart.spec import Sparkline, Tone
from juluo.insights.expected import AMOUNTS, COUNTS, SHARES, WEEKS, Scale, expected
from juluo.ledger.period import Grain, Period
from juluo.metrics.intervals import Interval
from juluo.metrics.metric import Unit
from juluo.metrics.reading import Reading
from juluo.metrics.windows import ripening
from juluo.report.figures import amount
from juluo.report.scene import Scene

DAYS = 28
# What a single day tells of itself.
_OF_A_DAY = frozenset({"active_members", "quick_ratio", "top10_share"})
# What each day tells of the seven before it. A week apart, no day stands in two of them: the band is as sound.
_OF_SEVEN = frozenset({"newcomers_answered", "time_to_first_response"})
_SCALES = {Unit.SHARE: SHARES, Unit.NUMBER: AMOUNTS, Unit.MINUTES: AMOUNTS}

Values = Mapping[date, float | None]
Band = tuple[tuple[float, float] | None, ...]


def trend(scene: Scene) -> tuple[Sparkline | None, str]:
    """The line of members who spoke, and its caption; nothing for weeks and months."""
    drawn = spark(scene, scene.reading("active_members"))
    return drawn, drawn.label if drawn is not None else ""


def spark(scene: Scene, reading: Reading) -> Sparkline | None:
    """The 28 days up to the reading's; None where days don't tell, or this one is unknown."""
    name = reading.metric.name
    if scene.grain is not Grain.DAY or name not in _OF_A_DAY | _OF_SEVEN:
        return None
    if not scene.view.coverage.overlaps(scene.period):
        return None
    shown = Period.trailing(scene.period.last, DAYS)
    long = Period.trailing(scene.period.last, DAYS + 7 * WEEKS)
    values = scene.series(name, long, ripening) if name in _OF_SEVEN else scene.series(name, long)
    band = _ordinary(scene, values, shown, _SCALES.get(reading.metric.unit, COUNTS))
    return Sparkline(
        tuple(values.get(day) for day in shown.days),
        band,
        ring=DAYS - 8,
        whisker=_whisker(reading.measured.interval),
        tone=Tone.NONE if reading.is_good is None else Tone.GOOD if reading.is_good else Tone.BAD,
        label=_label(scene, reading, band[-1]),
    )


def _ordinary(scene: Scene, values: Values, shown: Period, scale: Scale) -> Band:
    """What each day was expected to be like, by whole days before it."""
    known = {
        day: n
        for day, n in values.items()
        if n is not None and math.isfinite(n) and scene.view.complete(Period(day, day))
    }
    found = (expected(known, day, scale) for day in shown.days)
    return tuple(one.band() if one is not None else None for one in found)


def _whisker(interval: Interval | None) -> tuple[float, float] | None:
    return (interval.low, interval.high) if interval is not None else None


def _label(scene: Scene, reading: Reading, ordinary: tuple[float, float] | None) -> str:
    name = reading.metric.title if scene.lang == "zh" else reading.metric.title_en
    if ordinary is None:
        return scene.say("{name}，近28天。", name=name)
    low, high = (amount(scene, reading, limit) for limit in ordinary)
    if reading.metric.unit is Unit.PEOPLE:
        told = "{name}，近28天。灰带是照前8周的同一天看的平常范围：这一天{low}～{high}人。"
        return scene.say(told, name=name, low=low, high=high)
    told = "{name}，近28天。灰带是照前8周的同一天看的平常范围：这一天{low}～{high}。"
    return scene.say(told, name=name, low=low, high=high)
