"""The 28-day line of members who spoke, with what would have been ordinary."""

from datetime import date

from juluo.chart.spec import Sparkline, Tone
from juluo.insights.expected import WEEKS, expected
from juluo.ledger.period import Grain, Period
from juluo.report.scene import Scene
from juluo.wording.numbers import whole

DAYS = 28


def trend(scene: Scene) -> tuple[Sparkline | None, str]:
    """The line up to the period's last day, and its caption; nothing for weeks and months."""
    if scene.grain is not Grain.DAY or not scene.view.coverage.overlaps(scene.period):
        return None, ""
    shown = Period.trailing(scene.period.last, DAYS)
    counts = _counts(scene, Period.trailing(scene.period.last, DAYS + 7 * WEEKS))
    whole_days = {day: n for day, n in counts.items() if scene.view.complete(Period(day, day))}
    ordinary = (expected(whole_days, day) for day in shown.days)
    band = tuple(one.band() if one is not None else None for one in ordinary)
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


def _counts(scene: Scene, period: Period) -> dict[date, float]:
    people = scene.view.presence.spoke_by_day(period)
    coverage = scene.view.coverage
    return {
        day: float(len(people[day] - scene.view.aside)) if day in people else 0.0
        for day in period.days
        if coverage.holds(Period(day, day))
    }
