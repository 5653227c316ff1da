"""How often the intervals hold what is true, on drawn surveys (invented)."""

import numpy as np

from juluo.insights.surveys.estimates import mean
from juluo.insights.surveys.weights import stratified
from juluo.metrics.feedback.nps import adjusted_wald
from juluo.metrics.intervals import wilson

_TRIES = 2_000


def test_adjusted_wald_holds_the_net_score_as_often_as_it_says() -> None:
    random = np.random.default_rng(2016)
    drawn = random.multinomial(30, [0.45, 0.35, 0.20], _TRIES)
    intervals = [adjusted_wald(promotes, detracts, 30) for promotes, _, detracts in drawn]
    hits = sum(one.low <= 25 <= one.high for one in intervals)
    assert wilson(hits, _TRIES).high > 0.95
    assert hits / _TRIES < 0.985


def test_weighted_means_hold_where_plain_ones_miss() -> None:
    """Half are quiet and say 3 on average, half are busy and say 4; the busy answer four times as often."""
    random = np.random.default_rng(1965)
    plain = weighted = 0
    for _ in range(600):
        quiet, busy = random.binomial(100, [0.15, 0.6])
        values = [*random.normal(3, 1, quiet), *random.normal(4, 1, busy)]
        weights = stratified(["quiet"] * quiet + ["busy"] * busy, {"quiet": 100, "busy": 100})
        assert weights is not None
        as_counted, weighed = mean(values).interval, mean(values, weights.values).interval
        assert as_counted is not None
        assert weighed is not None
        plain += as_counted.low <= 3.5 <= as_counted.high
        weighted += weighed.low <= 3.5 <= weighed.high
    assert weighted / 600 > 0.93
    assert plain / 600 < 0.5
