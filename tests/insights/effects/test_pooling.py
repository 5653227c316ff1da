"""Effects taken together, against published numbers."""

import math
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.insights.effects.effect import Effect, Gain
from juluo.insights.effects.methods import Method
from juluo.insights.effects.pooling import Logged, measured, pooled
from juluo.ledger.period import Period
from juluo.metrics.intervals import Interval
from juluo.metrics.verdict import Change, Verdict

# Thirteen trials of BCG vaccine (Colditz et al. 1994): cases and others among the vaccinated, then among the others.
TRIALS = (
    (4, 119, 11, 128),
    (6, 300, 29, 274),
    (3, 228, 11, 209),
    (62, 13536, 248, 12619),
    (33, 5036, 47, 5761),
    (180, 1361, 372, 1079),
    (8, 2537, 10, 619),
    (505, 87886, 499, 87892),
    (29, 7470, 45, 7232),
    (17, 1699, 65, 1600),
    (186, 50448, 141, 27197),
    (5, 2493, 3, 2338),
    (27, 16886, 29, 17825),
)


def trial(cases: int, well: int, cases_else: int, well_else: int) -> Logged:
    treated, others = cases + well, cases_else + well_else
    error = math.sqrt(1 / cases - 1 / treated + 1 / cases_else - 1 / others)
    return Logged(math.log(cases / treated / (cases_else / others)), error)


def test_thirteen_trials_as_published() -> None:
    """By DerSimonian and Laird: −.7141, and effects vary by .3088 (metafor's example of the same data)."""
    found = pooled([trial(*one) for one in TRIALS])
    assert found is not None
    assert found.mean == pytest.approx(-0.7141, abs=5e-5)
    assert found.between**2 == pytest.approx(0.3088, abs=5e-5)
    assert found.verdict is Verdict.CLEARLY_DOWN
    assert found.low < -1.0 < found.mean < -0.4 < found.high < 0
    assert found.share == pytest.approx(math.exp(-0.7141) - 1, abs=1e-4)


def gained(seen: float, expected: float, low: float, high: float) -> Effect:
    """An effect of one day: so many more were there, from `low` to `high`."""
    day = Period(date(2026, 3, 1), date(2026, 3, 1))
    change = Change(seen - expected, Interval(low, high), Verdict.NO_CHANGE, 0.5)
    return Effect(day, Method.STRUCTURAL, during=Gain(day, seen, expected, change, None, None))


def test_an_effect_is_weighed_by_how_unsure_it_is_who_would_have_been_there() -> None:
    found = measured(gained(60, 40, low=10, high=30))
    assert found is not None
    assert found.effect == pytest.approx(math.log(1.5))
    assert found.error == pytest.approx(math.log(50 / 30) / 2 / 1.959964, rel=1e-6)


def test_events_of_few_people_are_heard_as_the_little_they_are() -> None:
    """Nobody may have been there anyway, nobody came: they weigh next to nothing, whichever way it went."""
    up, down = measured(gained(6, 2, low=-1, high=7)), measured(gained(0, 3, low=-6, high=0))
    assert up is not None
    assert down is not None
    assert up.error == pytest.approx(math.log(7 / 0.5) / 2 / 1.959964, rel=1e-6)
    assert down.effect == pytest.approx(math.log(0.5 / 3))
    assert measured(gained(0.2, 0, low=0, high=0.2)) is None
    sure = [Logged(0.3, 0.05)] * 3
    together, alone = pooled([*sure, down]), pooled(sure)
    assert together is not None
    assert alone is not None
    assert abs(together.mean - alone.mean) < 0.06


def test_two_are_no_evidence() -> None:
    assert pooled([Logged(0.3, 0.1)] * 2) is None


_EFFECTS = st.lists(st.builds(Logged, st.floats(-1, 1), st.floats(0.05, 0.6)), min_size=3, max_size=12)


@settings(max_examples=60)
@given(_EFFECTS)
def test_each_is_drawn_towards_the_mean_and_never_past_it(effects: list[Logged]) -> None:
    found = pooled(effects)
    assert found is not None
    assert found.low <= found.mean <= found.high
    assert min(one.effect for one in effects) - 1e-9 <= found.mean <= max(one.effect for one in effects) + 1e-9
    for one, drawn in zip(effects, found.each, strict=True):
        low, high = sorted((one.effect, found.mean))
        assert low - 1e-9 <= drawn <= high + 1e-9
    again = pooled(list(reversed(effects)))
    assert again is not None
    assert again.mean == pytest.approx(found.mean)
