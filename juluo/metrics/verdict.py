"""The word for a change, and the two tests that need no sample: two counts, two shares.

明显 at 95 %, 可能 at 80 %: of the interval, and of the p, which never disagree.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from juluo.metrics.intervals import Interval
from juluo.metrics.rates import EXACT, Rates

# With five events in all not even 5 against 0 is significant at 5 %.
FEWEST_EVENTS = 6
FEWEST_HITS, FEWEST_CASES = 5, 20
# From fewer values it can't be told how much a count goes up and down by itself.
FEWEST_VALUES = 4


class Verdict(StrEnum):
    """The word for a change. UNTESTED: no test stands for this metric yet. INCOMPLETE: the period is not over."""

    CLEARLY_UP = "明显上升"
    CLEARLY_DOWN = "明显下降"
    MAYBE = "可能"
    NO_CHANGE = "看不出变化"
    TOO_FEW = "数据太少"
    UNTESTED = "未检验"
    UNKNOWN = "未知"
    INCOMPLETE = "不完整"

    @property
    def is_clear(self) -> bool:
        return self in {Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN}


class Against(StrEnum):
    """What `Change.amount` is counted from."""

    NOTHING = ""
    # The same weekday last week, or the week, month or window before.
    SAME_WEEKDAY = "same_weekday"
    # The mean of the last four of them.
    MEAN4 = "mean4"
    # What the last four of them ordinarily are: of ratios the geometric mean.
    LEVEL4 = "level4"


@dataclass(frozen=True, slots=True)
class Change:
    """A change with its 95 % interval, where one was computed, its verdict, and the p and name of its test.

    `rises` where the direction is known and the amount isn't: a median that was never reached.
    """

    amount: float | None
    interval: Interval | None
    verdict: Verdict
    p: float | None = None
    test: str = ""
    against: Against = Against.SAME_WEEKDAY
    rises: bool | None = None

    @property
    def direction(self) -> str:
        if self.rises is not None:
            return "up" if self.rises else "down"
        if not self.amount:
            return ""
        return "up" if self.amount > 0 else "down"


def worded(amount: float, p: float) -> Verdict:
    """The word for a two-sided p."""
    if p < 0.05:
        return Verdict.CLEARLY_UP if amount > 0 else Verdict.CLEARLY_DOWN
    return Verdict.MAYBE if p < 0.2 else Verdict.NO_CHANGE


def count_change(now: float, before: float, time: float = 1.0, time_before: float = 1.0) -> Change:
    """Two counts that don't come in bursts, of stretches of time that may differ in length."""
    return rated(Rates(now, before, time, time_before))


def _possible(interval: Interval, rates: Rates) -> Interval:
    """No more can be lost than there was."""
    return Interval(max(interval.low, rates.amount - rates.now), interval.high)


def rated(rates: Rates, spread: float = 1.0, df: float = math.inf, against: Against = Against.SAME_WEEKDAY) -> Change:
    """The verdict on two rates; `spread` is variance over mean, known from `df` + 1 values."""
    exact = spread == 1.0 and rates.total <= EXACT
    interval = _possible(rates.exact_interval() if exact else rates.score_interval(spread, df), rates)
    if rates.total < FEWEST_EVENTS:
        return Change(rates.amount, interval, Verdict.TOO_FEW, against=against)
    p = rates.doubled_p() if exact else rates.score_p(spread, df)
    test = "exact" if exact else "score" if spread == 1.0 else "quasi-poisson"
    return Change(rates.amount, interval, worded(rates.amount, p), p, test, against)
