"""A metric's readings per channel, per hour …: each part is measured and compared like the whole."""

from collections.abc import Sequence
from dataclasses import replace

from juluo.ledger.period import Period
from juluo.metrics.metric import Measure, Measured, Metric
from juluo.metrics.reading import Reading, read
from juluo.store.view import View


def read_parts(view: View, metric: Metric, periods: Sequence[Period], by: str) -> list[tuple[str, Reading]]:
    """The name and reading of each part in each period, part by part; KeyError if the metric has no such split."""
    split = metric.splits[by]
    every = [split(view, period) for period in periods]
    parts = dict.fromkeys(part for found in every for part in found)
    return [
        (part, reading)
        for part in parts
        for reading in read(view, replace(metric, measure=_part_of(metric, by, part)), periods)
    ]


def _part_of(metric: Metric, by: str, part: str) -> Measure:
    """The measure of one part alone; a part that had nothing in a period had 0."""

    def measure(view: View, periods: Sequence[Period]) -> list[Measured]:
        return [metric.splits[by](view, period).get(part, Measured(0.0, 0)) for period in periods]

    return measure
