"""The 28-day line of members who spoke, with what would have been ordinary."""

import math
from datetime import date
from statistics import median

from juluo.chart.spec import Sparkline, Tone
from juluo.ledger.period import Grain, Period
from juluo.metrics.intervals import Z95
from juluo.report.scene import Scene
from juluo.wording.numbers import whole

DAYS = 28
WEEKS = 8
# The median absolute deviation of a normal distribution is 1/1.4826 of its standard deviation.
_NORMAL = 1.4826


def trend(scene: Scene) -> tuple[Sparkline | None, str]:
    """The line up to the period's last day, and its caption; nothing for weeks and months."""
    if scene.grain is not Grain.DAY or not scene.view.coverage.overlaps(scene.period):
        return None, ""
    shown = Period.trailing(scene.period.last, DAYS)
    counts = _counts(scene, Period.trailing(scene.period.last, DAYS + 7 * WEEKS))
    band = tuple(_ordinary(counts, day) for day in shown.days)
    reading = scene.reading("active_members")
    interval = reading.measured.interval
    tone = Tone.NONE if reading.is_good is None else Tone.GOOD if reading.is_good else Tone.BAD
    last = band[-1]
    say = scene.say
    caption = say("发言成员，近28天。")
    if last is not None:
        caption = say(
            "发言成员，近28天。灰带是照前8周的同一天看的平常范围：这一天{low}～{high}人。",
            low=whole(last[0]),
            high=whole(last[1]),
        )
    spark = Sparkline(
        tuple(counts.get(day) for day in shown.days),
        band,
        ring=DAYS - 8,
        whisker=(interval.low, interval.high) if interval else None,
        tone=tone,
        label=caption,
    )
    return spark, caption


def _counts(scene: Scene, period: Period) -> dict[date, float | None]:
    people = scene.view.presence.spoke_by_day(period)
    coverage = scene.view.coverage
    return {
        day: float(len(people[day] - scene.view.aside)) if day in people else 0.0
        for day in period.days
        if coverage.holds(Period(day, day))
    }


def _ordinary(counts: dict[date, float | None], day: date) -> tuple[float, float] | None:
    """Where a day like this usually lies: the median of the eight same weekdays before, ± 1.96 of their spread.

    The spread is the median absolute deviation's, so that one event night doesn't make the next one ordinary; it is
    never less than chance alone would make it.
    """
    past = [counts.get(earlier) for earlier in (Period(day, day).shifted(-7 * k).first for k in range(1, WEEKS + 1))]
    known = [value for value in past if value is not None]
    if len(known) < 4:
        return None
    middle = median(known)
    usual = _NORMAL * median(abs(value - middle) for value in known)
    half = Z95 * max(usual, math.sqrt(middle))
    return max(0.0, middle - half), middle + half
