"""Readings as rows of the comparison table: numbers in words, verdicts in their tone."""

import math
from collections.abc import Callable

from juluo.chart.spec import Tone
from juluo.metrics.fractions import fraction, is_few
from juluo.metrics.intervals import Interval
from juluo.metrics.metric import Measured, Trial, Unit, unseen
from juluo.metrics.reading import Reading, lacking_words
from juluo.metrics.verdict import Against, Verdict
from juluo.report.daily import FigureRow, Figures, Span
from juluo.report.scene import Scene
from juluo.wording.catalogue import capital
from juluo.wording.numbers import (
    minutes,
    percent,
    plain,
    points,
    rounded,
    signed,
    signed_minutes,
    signed_plain,
    signed_points,
    span,
    whole,
)

DASH = "—"


def figures(scene: Scene, names: tuple[str, ...], weekly: tuple[str, ...] = ()) -> Figures:
    """The comparison table of these metrics; those of `weekly` over the seven days up to the day's end."""
    say = scene.say
    head = (
        say("指标"),
        capital(scene.period_name),
        capital(scene.before_name),
        capital(scene.mean_name),
        say("变化（95%区间）"),
        say("判断"),
    )
    readings = (scene.weekly(name) if name in weekly else scene.reading(name) for name in names)
    return Figures(head, tuple(row(scene, reading) for reading in readings))


def row(scene: Scene, reading: Reading) -> FigureRow:
    """One reading as a row, with the entries behind it."""
    metric, measured = reading.metric, reading.measured
    name = metric.title if scene.lang == "zh" else metric.title_en
    if reading.period.length > scene.period.length:
        name = scene.say("{name}，前{days}天", name=name, days=reading.period.length)
    if measured.estimated:
        name = scene.say("{name}（推测）", name=name)
    meaning = metric.meaning if scene.lang == "zh" else metric.meaning_en
    if reason := reading_reason(scene, reading):
        meaning = scene.say("{meaning}（{reason}）", meaning=meaning, reason=reason)
    fold = None
    if measured.evidence is not None and measured.value is not None:
        fold = scene.fold(metric.name, fold_label(scene, reading), measured.evidence)
    return FigureRow(
        name=name,
        meaning=meaning,
        value=value_words(scene, reading),
        same_weekday=same_weekday_words(scene, reading),
        mean4=mean_words(scene, reading),
        change=change_words(scene, reading),
        interval=interval_words(scene, reading, reading.change.interval),
        verdict=verdict_span(scene, reading),
        n=n_words(scene, reading),
        reading={
            "metric": metric.name,
            "unit": str(metric.unit),
            **reading.facts(),
            **scene.view.counted(reading.period),
        },
        fold=fold if fold is not None and fold.count else None,
    )


def fold_label(scene: Scene, reading: Reading) -> str:
    """The sentence over the entries behind a number."""
    labels = {
        "reply_rate": "看没等到回应的提问",
        "newcomers_answered": "看没人接的第一句话",
        "top10_share": "看说得最多的一成人的消息",
        "members": "看报数的记录",
    }
    return scene.say(labels.get(reading.metric.name, "看背后的记录"))


def reading_reason(scene: Scene, reading: Reading) -> str:
    """Why a value is unknown, or what to bear in mind."""
    lacking = unseen(reading.metric, scene.view.coverage.sights)
    if lacking:
        return lacking_words(lacking, scene.say)
    return scene.say(reading.measured.reason) if reading.measured.reason else ""


def value_words(scene: Scene, reading: Reading) -> str:
    """The value as the report prints it; 未知 where it isn't known, 3/7 where a percentage would pretend."""
    measured = reading.measured
    if reading.value is None:
        waiting = reading.metric.unit is Unit.MINUTES and measured.n
        return capital(scene.say("还没过半")) if waiting else capital(scene.say("未知"))
    if _counts_few(reading):
        return _fraction_words(measured)
    words = amount(scene, reading, reading.value)
    return scene.say("{value}（报的）", value=words) if _is_stated(reading) else words


def _is_stated(reading: Reading) -> bool:
    """Whether the operator said this very number for this very day."""
    measured = reading.measured
    if not measured.stated or reading.metric.unit is not Unit.PEOPLE:
        return False
    return measured.evidence is None or measured.evidence.period.last == reading.period.last


def value_interval(scene: Scene, reading: Reading) -> str:
    """How sure the value is, in its own unit; nothing where an end is open or no interval stands."""
    interval = reading.measured.interval
    if interval is None or not (math.isfinite(interval.low) and math.isfinite(interval.high)):
        return ""
    if _counts_few(reading):
        return ""
    return span(amount(scene, reading, interval.low), amount(scene, reading, interval.high), scene.lang)


def shown_share(reading: Reading) -> str:
    """A share as it may be printed: 2/7 where a percentage would pretend."""
    if _counts_few(reading) or reading.value is None:
        return _fraction_words(reading.measured)
    return percent(reading.value)


def _counts_few(reading: Reading) -> bool:
    return reading.metric.unit is Unit.SHARE and is_few(reading.measured)


def _fraction_words(measured: Measured) -> str:
    made = fraction(measured)
    return f"{rounded(made.hits)}/{rounded(made.n)}" if made is not None else DASH


def same_weekday_words(scene: Scene, reading: Reading) -> str:
    """What it was on the same weekday last week, or the period before."""
    last = reading.earlier[0] if reading.earlier else None
    if reading.metric.unit is Unit.SHARE and last is not None and last.value is not None and is_few(last):
        return _fraction_words(last)
    return amount(scene, reading, reading.same_weekday)


def mean_words(scene: Scene, reading: Reading) -> str:
    """The mean of the last four; of shares only where each may be told as one."""
    if reading.metric.unit is Unit.SHARE and any(one is None or is_few(one) for one in reading.earlier):
        return DASH
    return amount(scene, reading, reading.mean4, mean=True)


def compared_with(scene: Scene, reading: Reading) -> str:
    """What a change is counted from: 上周四, or 前4个周四的平均."""
    if reading.change.against is Against.LEVEL4:
        return scene.say("{mean_name}的一般水平", mean_name=scene.mean_name)
    if reading.change.against is Against.MEAN4:
        return scene.say("{mean_name}的平均", mean_name=scene.mean_name)
    if reading.period != scene.period:
        return scene.say("再前{days}天", days=reading.period.length)
    return scene.before_name


def amount(scene: Scene, reading: Reading, value: float | None, *, mean: bool = False) -> str:
    """A value of the reading's unit."""
    if value is None:
        return DASH
    if reading.metric.unit in {Unit.SHARE, Unit.TABLE}:
        return percent(value)
    if reading.metric.unit is Unit.MINUTES:
        return minutes(value, scene.lang)
    if reading.metric.unit is Unit.NUMBER:
        return plain(value)
    return rounded(value) if mean else whole(value)


def change_words(scene: Scene, reading: Reading) -> str:
    change = reading.change.amount
    if change is None or _changed_few(reading):
        return DASH
    if reading.metric.unit is Unit.SHARE:
        return points(change, scene.lang)
    if reading.metric.unit is Unit.MINUTES:
        faster = "慢{time}" if change > 0 else "快{time}"
        return scene.say(faster, time=minutes(abs(change), scene.lang)) if abs(change) >= 1 else scene.say("差不多")
    return signed_plain(change) if reading.metric.unit is Unit.NUMBER else signed(change)


def interval_words(scene: Scene, reading: Reading, interval: Interval | None) -> str:
    """The interval of a change; one across 0 says beside 可能 why that word stands all the same."""
    words = _interval(scene, reading, interval)
    if words and interval is not None and reading.verdict is Verdict.MAYBE and interval.low <= 0 <= interval.high:
        return scene.say("{interval}，只过了80%", interval=words)
    return words


def _interval(scene: Scene, reading: Reading, interval: Interval | None) -> str:
    if interval is None or not (math.isfinite(interval.low) and math.isfinite(interval.high)):
        return ""
    if _changed_few(reading):
        return ""
    if reading.metric.unit is Unit.MINUTES:
        return span(signed_minutes(interval.low, scene.lang), signed_minutes(interval.high, scene.lang), scene.lang)
    written = _SIGNED.get(reading.metric.unit, _signed_whole)
    return span(written(interval.low), written(interval.high), scene.lang)


def _changed_few(reading: Reading) -> bool:
    """Whether a difference in points would pretend, because one of the two shares does."""
    both = (reading.measured, *reading.earlier[:1])
    return reading.metric.unit is Unit.SHARE and any(one is not None and is_few(one) for one in both)


def _signed_whole(value: float) -> str:
    return signed(round(value))


_SIGNED: dict[Unit, Callable[[float], str]] = {Unit.SHARE: signed_points, Unit.NUMBER: signed_plain}


def n_words(scene: Scene, reading: Reading) -> str:
    """Out of how many."""
    measured = reading.measured
    if reading.metric.trial is not Trial.SHARE or not measured.n:
        return ""
    return scene.say("{hits}/{n}", hits=whole(measured.hits or 0), n=whole(measured.n))


_WORDS = {
    Verdict.CLEARLY_UP: "明显上升",
    Verdict.CLEARLY_DOWN: "明显下降",
    Verdict.NO_CHANGE: "看不出变化",
    Verdict.TOO_FEW: "数据太少",
    Verdict.UNTESTED: "未检验",
    Verdict.UNKNOWN: "未知",
    Verdict.INCOMPLETE: "还没过完，不比较",
}
_TONES = {
    Verdict.MAYBE: Tone.MAYBE,
    Verdict.CLEARLY_UP: Tone.MAYBE,
    Verdict.CLEARLY_DOWN: Tone.MAYBE,
    Verdict.TOO_FEW: Tone.FEW,
}
_JUDGED = frozenset({Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN, Verdict.MAYBE})
_ARROWS = {"up": "↑ ", "down": "↓ "}


def verdict_words(scene: Scene, reading: Reading) -> str:
    """The verdict as it stands inside a sentence."""
    if reading.verdict is Verdict.MAYBE:
        return scene.say("可能上升" if reading.change.direction == "up" else "可能下降")
    return scene.say(_WORDS[reading.verdict])


def verdict_tone(reading: Reading) -> Tone:
    """Coloured only if the change is real and has a good direction."""
    if reading.is_good is not None:
        return Tone.GOOD if reading.is_good else Tone.BAD
    return _TONES.get(reading.verdict, Tone.NONE)


def verdict_span(scene: Scene, reading: Reading) -> Span:
    """The verdict as it stands in a table: an arrow before what was judged."""
    arrow = _ARROWS.get(reading.change.direction, "") if reading.verdict in _JUDGED else ""
    return Span(arrow + capital(verdict_words(scene, reading)), verdict_tone(reading))
