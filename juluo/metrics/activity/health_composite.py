"""Is this week better than the community's own last twelve: a weighed mean of how far its metrics stand out.

Every component is shown with its own figures; the weights stand in health_weights.toml beside this file. It reads
other metrics by their names, never itself, and compares a community with nothing but its own past.
"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import fmean, stdev

from juluo.ledger.kinds import SPOKE
from juluo.ledger.period import Period
from juluo.ledger.sight import Sight
from juluo.metrics.intervals import Interval
from juluo.metrics.metric import Good, Measured, Metric, Trial, Unit, metrics, unseen
from juluo.metrics.naming import SHARE_OF_IT, Name
from juluo.store.view import View

WEEK, HISTORY = 7, 12
# With fewer weeks a spread says little; with one component there is nothing to weigh.
FEWEST_WEEKS, FEWEST_COMPONENTS = 8, 2
DRAWS = 2_000
_SEED = 12
Measures = Mapping[Period, Measured]
# Below this a spread is rounding, not a spread.
_FLAT = 1e-9


@dataclass(frozen=True, slots=True)
class Component:
    """One metric this week and in the weeks before, those that are known; `sign` turns good news upwards.

    `why` it is unknown this week, in the metric's own words; `hidden`: what the source would have to show.
    """

    name: str
    weight: float
    sign: int
    now: float | None
    before: tuple[float | None, ...]
    why: str = ""
    hidden: tuple[str, ...] = ()

    @property
    def past(self) -> list[float]:
        return [value for value in self.before if value is not None]

    @property
    def z(self) -> float | None:
        """How many of its own standard deviations this week lies above its mean, good news upwards."""
        if self.now is None or len(self.past) < FEWEST_WEEKS:
            return None
        spread = stdev(self.past)
        return None if spread < _FLAT else self.sign * (self.now - fmean(self.past)) / spread

    @property
    def reason(self) -> str:
        if self.z is not None:
            return ""
        if self.now is None:
            return self.why or "这一周没有数"
        return "之前十二周里有数的不到八周" if len(self.past) < FEWEST_WEEKS else "之前每周都一样，没有起伏可比"


@cache
def weights() -> dict[str, float]:
    """The weights by metric, as the file beside this one has them."""
    text = files("juluo.metrics.activity").joinpath("health_weights.toml").read_text(encoding="utf-8")
    return {name: float(weight) for name, weight in tomllib.loads(text).items()}


def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
    weeks = [Period.trailing(period.last, WEEK) for period in periods]
    every = sorted({run for week in weeks for run in _run(week)})
    measured = {name: _measures(view, metrics()[name], every) for name in weights()}
    return [_measured(view, week, measured) for week in weeks]


def _run(week: Period) -> list[Period]:
    """The twelve weeks before a week, and the week itself."""
    return [week.shifted(-WEEK * back) for back in range(HISTORY, -1, -1)]


def _measures(view: View, metric: Metric, weeks: Sequence[Period]) -> Measures:
    """The metric in each week that exports tell of from its first day to its last."""
    known = [week for week in weeks if view.coverage.holds(week)]
    if unseen(metric, view.coverage.sights) or not known:
        return {}
    return dict(zip(known, metric.measure(view, known), strict=True))


def _measured(view: View, week: Period, measured: Mapping[str, Measures]) -> Measured:
    if not view.coverage.holds(week):
        return Measured(reason="记录不足7天")
    found = [_component(view, week, name, measured[name]) for name in weights()]
    known = [component for component in found if component.z is not None]
    rows = tuple(_row(component, known) for component in found)
    if len(known) < FEWEST_COMPONENTS:
        return Measured(n=len(known), rows=rows, reason="能和自己前十二周比的指标不到两个")
    return Measured(composite(known), len(known), interval=_interval(known), rows=rows)


def _component(view: View, week: Period, name: str, measured: Measures) -> Component:
    metric, unknown = metrics()[name], Measured()
    *before, now = (measured.get(run, unknown) for run in _run(week))
    hidden = tuple(str(sight) for sight in unseen(metric, view.coverage.sights))
    sign = 1 if metric.good is Good.HIGHER else -1
    return Component(name, weights()[name], sign, now.value, tuple(m.value for m in before), now.reason, hidden)


def composite(known: Sequence[Component]) -> float:
    """The mean of the known components' z by their weights, which are shared out among these alone."""
    return math.fsum(c.weight * (c.z or 0.0) for c in known) / math.fsum(c.weight for c in known)


def _row(component: Component, known: Sequence[Component]) -> Mapping[str, object]:
    """A component as it stands; `share` is its part of the weight among those known."""
    past, here = component.past, component in known
    return {
        "metric": component.name,
        "weight": component.weight,
        "share": component.weight / math.fsum(c.weight for c in known) if here else None,
        "value": component.now,
        "mean": fmean(past) if past else None,
        "spread": stdev(past) if len(past) > 1 else None,
        "weeks": len(past),
        "z": component.z,
        "reason": component.reason,
        "hidden": component.hidden,
    }


def _interval(known: Sequence[Component]) -> Interval:
    """By drawing the twelve weeks anew, the same for all components (Efron 1979): how sure the yardstick is.

    In a draw whose weeks show no spread of a component, that one is left out.
    """
    import numpy as np  # noqa: PLC0415 - loaded only where this is asked for

    past = np.array([[math.nan if value is None else value for value in c.before] for c in known]).T
    drawn = past[np.random.default_rng(_SEED).integers(0, len(past), (DRAWS, len(past)))]
    there = ~np.isnan(drawn)
    n = there.sum(axis=1)
    mean = np.where(there, drawn, 0).sum(axis=1) / np.maximum(n, 1)
    squares = np.where(there, drawn - mean[:, None, :], 0) ** 2
    spread = np.sqrt(squares.sum(axis=1) / np.maximum(n - 1, 1))
    now, sign = np.array([c.now for c in known], dtype=float), np.array([c.sign for c in known])
    weight = np.where((n > 1) & (spread > _FLAT), np.array([c.weight for c in known]), 0.0)
    z = sign * (now - mean) / np.where(spread > _FLAT, spread, 1.0)
    total = weight.sum(axis=1)
    scores = ((weight * z).sum(axis=1) / np.maximum(total, _FLAT))[total > 0]
    low, high = np.quantile(scores, (0.025, 0.975))
    return Interval(float(low), float(high))


METRIC = Metric(
    name="health_composite",
    title="健康度",
    title_en="Health composite",
    meaning="这7天和自己之前的12周比：几个指标各高出平时几个标准差（好的方向为正），按份量平均；0是和平时一样。",
    meaning_en=(
        "These 7 days against the community's own 12 weeks before: how many standard deviations each metric stands"
        " above its mean, good news upwards, as a weighed mean; 0 is as usual."
    ),
    unit=Unit.NUMBER,
    good=Good.HIGHER,
    kinds=SPOKE,
    needs=(frozenset({Sight.MESSAGES}),),
    source=(
        "和自己前12周比的标准分（z），按份量平均；份量写在 juluo/metrics/activity/health_weights.toml；"
        "区间按周重抽（bootstrap，Efron 1979）。"
    ),
    source_en=(
        "Weighed mean of z-scores against the own 12-week history; weights in"
        " juluo/metrics/activity/health_weights.toml; interval by bootstrap of the weeks (Efron 1979)."
    ),
    columns={
        "metric": Name("指标", "Metric"),
        "weight": Name("份量", "Weight"),
        "share": SHARE_OF_IT,
        "value": Name("数值", "Value"),
        "mean": Name("前12周平均", "Mean of 12 weeks"),
        "spread": Name("平常起伏", "Ordinary spread"),
        "weeks": Name("周数", "Weeks"),
        "z": Name("高出几个起伏", "Spreads above"),
        "reason": Name("备注", "Notes"),
        "hidden": Name("来源里看不到", "Hidden by the source"),
    },
    trial=Trial.NONE,
    measure=measure,
    edges=(
        "每个指标都列出来：未知的写明原因（来源看不见什么也写明）、不进平均，份量由其余的分。有数的周不到8周、每周都一样的，那个指标未知；"
        "能用的不到2个，健康度未知。区间只说尺子准不准（前12周换一批会差多少），不说这一周的偶然。只和自己比，不给社群排名。"
    ),
    edges_en=(
        "Every component is listed: an unknown one says why, and what the source doesn't show, is left"
        " out, and its weight is shared out among the others. One with fewer than 8 known weeks, or without any"
        " spread, is unknown; with fewer than 2 left the composite is. The interval tells how sure the yardstick is"
        " (other weeks would give another), not this week's own chance. It compares a community with itself, and"
        " ranks none."
    ),
    window=WEEK,
)
