"""What an event did to how many people are active: one answer from daily counts, with its method and its reasons."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import TYPE_CHECKING

from juluo.insights.effects.daily import Daily, gained
from juluo.insights.effects.hindsight import Guess, Strayed, strayed, stride
from juluo.insights.effects.methods import (
    FEWEST_BLOCKS,
    FEWEST_DAYS,
    MOST_DAYS,
    Method,
    method_for,
    structural,
    together,
    weekdays,
)
from juluo.insights.expected import COUNTS
from juluo.ledger.period import Period
from juluo.metrics.events.event_lift import placebo_p
from juluo.metrics.intervals import Interval
from juluo.metrics.verdict import FEWEST_HITS, Against, Change, Verdict, worded
from juluo.wording.sentence import Sentence, told

if TYPE_CHECKING:
    from juluo.insights.effects.panel import Numbers

# With less there aren't two of every weekday.
FEWEST_KNOWN = 14
# Below a person a day, days with and without an event look alike; the coverage of intervals was measured above it.
FEWEST_PEOPLE = 1.0
# The same weekdays say nothing of events longer than a week.
LONGEST_BY_WEEKDAYS = 7
# Which days after an event are told by themselves, the last day of the event being 0; and how many after it together.
MARKS = (0, 7, 14)
AFTER = 14


@dataclass(frozen=True, slots=True)
class Asked:
    """People active a day where the event was, and in groups it left alone; all of the same days.

    `others` are days of other events: no placebo is taken from them. `begun`: the window's first day is told of to its
    end.
    """

    people: Daily
    window: Period
    untouched: Sequence[Daily] = ()
    others: Collection[date] = ()
    begun: bool = True


@dataclass(frozen=True, slots=True)
class Gain:
    """People a day over some days: seen, expected without the event, and the difference. `share` is of the expected.

    The verdict's p is of a t by hindsight.
    """

    period: Period
    seen: float
    expected: float
    change: Change
    share: float | None
    shares: tuple[float, float | None] | None


@dataclass(frozen=True, slots=True)
class Placebo:
    """Earlier windows measured in the same way: how many, how many strayed as far, how often that is by chance."""

    windows: int
    as_far: int
    p: float


@dataclass(frozen=True, slots=True)
class Effect:
    """The gain during the event, in the fourteen days after and on day 0, 7 and 14; or why there is none.

    `why` says by which method and why that one. Days that are not over are no gain. `seeable` is the least rise during
    the event, as a share of who would have been there, that is seen four times of five; None where none is clear ever.
    """

    window: Period
    method: Method | None = None
    why: Sentence | None = None
    during: Gain | None = None
    after: Gain | None = None
    marks: tuple[tuple[int, Gain | None], ...] = ()
    placebo: Placebo | None = None
    untouched: int = 0
    history: int = 0
    seeable: float | None = None
    reason: Sentence | None = None

    @property
    def verdict(self) -> Verdict:
        return Verdict.TOO_FEW if self.during is None else self.during.change.verdict


def effect_of(asked: Asked) -> Effect:
    """The effect by the best method that the history allows, or the reason why none is told."""
    begin = asked.people.at(asked.window.first)
    reason = _refusal(asked, begin)
    if reason is not None:
        return Effect(asked.window, history=max(0, begin), reason=reason)
    method = method_for(begin, asked.window.length, len(asked.untouched))
    spans = _spans(asked, begin)
    guess = _guess(asked, method, begin)
    found = strayed(
        guess,
        asked.people.scaled().tolist(),
        begin,
        list(spans.values()),
        _fewest(method, asked.window.length),
        {asked.people.at(day) for day in asked.others},
    )
    gains = {name: _gain(asked, method, span, one) for (name, span), one in zip(spans.items(), found, strict=True)}
    return Effect(
        asked.window,
        method,
        _why(method, begin, len(asked.untouched)),
        gains[_DURING],
        gains.get(_AFTER),
        tuple((day, gains.get(str(day))) for day in MARKS),
        _placebo(found[0]),
        len(asked.untouched),
        begin,
        None if method is Method.WEEKDAYS else _seeable(asked, begin, found[0]),
    )


_DURING, _AFTER = "during", "after"


def _refusal(asked: Asked, begin: int) -> Sentence | None:
    """Why no effect is told, if none is."""
    window, people = asked.window, asked.people
    if not asked.begun or window.last > people.last:
        return told("活动还没结束，或者那几天的记录不完整：过完、导入了再来看。")
    if begin < FEWEST_KNOWN:
        return told("开始前只有{n}天完整的记录，至少要{least}天才有可比的。", n=max(0, begin), least=FEWEST_KNOWN)
    if begin < FEWEST_DAYS and window.length > LONGEST_BY_WEEKDAYS:
        return told("开始前只有{n}天完整的记录，不够估计持续{days}天的活动。", n=begin, days=window.length)
    usual = fmean(people.people[max(0, begin - MOST_DAYS) : begin])
    if usual < FEWEST_PEOPLE:
        return told("开始前平均每天不到1人，多一两个人分不清是活动还是碰巧。")
    seen = sum(people.people[begin : begin + window.length])
    if max(seen, usual * window.length) < FEWEST_HITS:
        return told("人太少：活动那几天加起来也不到{n}人次，分不清是活动还是碰巧。", n=FEWEST_HITS)
    return None


def _spans(asked: Asked, begin: int) -> dict[str, slice]:
    """The days that are judged and are over, counted from the beginning."""
    length, known = asked.window.length, len(asked.people.people) - begin
    spans = {_DURING: slice(0, length)} | {str(day): slice(length - 1 + day, length + day) for day in MARKS}
    if begin >= FEWEST_DAYS:
        spans[_AFTER] = slice(length, length + AFTER)
    return {name: span for name, span in spans.items() if span.stop <= known}


def _guess(asked: Asked, method: Method, begin: int) -> Guess:
    series = asked.people.scaled()
    if method is Method.WEEKDAYS:
        return weekdays(series, begin)
    controls = _controls(asked.untouched, len(series))
    weekday = asked.people.first.weekday()
    if method is Method.SYNTHETIC:
        return together(series, controls, weekday, begin)
    return structural(series, controls, weekday)


def _controls(untouched: Sequence[Daily], days: int) -> "Numbers":
    import numpy as np  # noqa: PLC0415 - loaded where an effect is measured

    return np.column_stack([one.scaled() for one in untouched]) if untouched else np.zeros((days, 0))


def _fewest(method: Method, days: int) -> int:
    """How many days an earlier window must have before it to be guessed."""
    if method is Method.WEEKDAYS:
        return 0
    return FEWEST_DAYS if method is Method.STRUCTURAL else FEWEST_BLOCKS * stride(days)


def _gain(asked: Asked, method: Method, span: slice, found: Strayed) -> Gain:
    """The shift on the scale as people a day."""
    begin = asked.people.at(asked.window.first)
    seen = asked.people.people[begin + span.start : begin + span.stop]
    mean = fmean(seen)
    gain, low, high = (gained(seen, found.shift + half) for half in (0.0, -found.half, found.half))
    verdict = worded(gain, found.p)
    if method is Method.WEEKDAYS and verdict.is_clear:
        verdict = Verdict.MAYBE
    change = Change(gain, Interval(low, high), verdict, found.p, str(method), Against.NOTHING)
    expected = mean - gain
    share = gain / expected if expected > 0 else None
    shares = None if mean <= low else (low / (mean - low), high / (mean - high) if high < mean else None)
    first = asked.window.first + timedelta(days=span.start)
    days = Period(first, first + timedelta(days=span.stop - span.start - 1))
    return Gain(days, mean, expected, change, share, shares)


def _seeable(asked: Asked, begin: int, found: Strayed) -> float | None:
    """By the days as they were guessed, whatever they came to be."""
    seen = asked.people.people[begin : begin + asked.window.length]
    usual = fmean(COUNTS.onto(count) for count in seen) - found.shift
    without = COUNTS.back(usual)
    rise = found.seeable(usual) if without > 0 else math.inf
    return COUNTS.back(usual + rise) / without - 1 if math.isfinite(rise) else None


def _placebo(found: Strayed) -> Placebo | None:
    """The window held against earlier ones, each in its own units."""
    if not found.past:
        return None
    as_far = sum(abs(one) >= abs(found.now) for one in found.past)
    return Placebo(len(found.past), as_far, placebo_p(found.now, found.past))


def _why(method: Method, history: int, untouched: int) -> Sentence:
    if method is Method.SYNTHETIC:
        return told(
            "开始前有{n}天的记录，有{groups}个没受影响的频道或群体可以对照："
            "用合成双重差分和结构时间序列各估一遍，取平均。",
            n=history,
            groups=untouched,
        )
    if method is Method.WEEKDAYS:
        return told("开始前只有{n}天的记录，只能和同一星期几比：最多说“可能”。", n=history)
    if untouched:
        return told(
            "没受影响的对照只有{groups}个，或记录还不够长：用带星期几和对照的贝叶斯结构时间序列。", groups=untouched
        )
    return told("没有不受影响的对照：用带星期几的贝叶斯结构时间序列，和自己以前比。")
