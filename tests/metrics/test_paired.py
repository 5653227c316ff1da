import math
from random import Random
from statistics import variance

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from juluo.metrics.paired import come_and_go, mcnemar_interval, mcnemar_p, people_change
from juluo.metrics.rates import Rates
from juluo.metrics.verdict import Against, Verdict

DAYS = st.lists(st.sets(st.integers(0, 30)), min_size=2, max_size=9)


def test_mcnemar_of_few_is_binomial_arithmetic() -> None:
    """Nine came and one went: both tails of ten tosses, 2·(1 + 10)/1024."""
    assert mcnemar_p(9, 1) == mcnemar_p(1, 9) == pytest.approx(22 / 1024)
    assert mcnemar_p(5, 5) == mcnemar_p(0, 0) == 1.0


def test_mcnemar_as_published() -> None:
    """Agresti, Categorical Data Analysis, table 10.1: of 1,600 asked twice 150 and 86 changed sides, z² = 17.36."""
    assert Rates(86, 150).z() ** 2 == pytest.approx(17.36, abs=5e-3)
    assert mcnemar_p(86, 150) == pytest.approx(2 * sum(math.comb(236, k) for k in range(87)) / 2**236)
    assert mcnemar_p(8_600, 15_000) == Rates(8_600, 15_000).score_p()


@given(DAYS)
def test_who_comes_and_goes_is_each_person_s_variance(days: list[set[int]]) -> None:
    """Cochran's Q in other words; of two days half of those who came on one only."""
    by_person = sum(variance([float(who in day) for day in days]) for who in range(31))
    assert come_and_go([BitMap(day) for day in days]) == pytest.approx(by_person)
    if len(days) == 2:
        assert by_person == pytest.approx(len(days[0] ^ days[1]) / 2)


def community(seed: int, people: int, chance: float, shocks: float = 0.0, weeks: int = 9) -> list[list[BitMap]]:
    """Made-up weeks of seven days, the last one first; everybody comes by habit, and days have their own luck."""
    random = Random(seed)  # noqa: S311 - test data
    habits = [min(0.97, random.expovariate(1 / chance)) for _ in range(people)]
    luck = [[random.gauss(1, shocks) for _ in range(7)] for _ in range(weeks)]
    return [[BitMap(w for w, h in enumerate(habits) if random.random() < h * day) for day in week] for week in luck]


def judged(weeks: list[list[BitMap]], day: int, now: BitMap | None = None) -> Verdict:
    around = [[float(len(week[other])) for week in weeks[1:]] for other in range(7)]
    here = weeks[0][day] if now is None else now
    change = people_change(here, [week[day] for week in weeks[1:]], around)
    assert change is not None
    assert change.interval is not None
    assert not change.verdict.is_clear or change.interval.excludes_zero()
    return change.verdict


@pytest.mark.parametrize("shocks", [0.0, 0.15])
def test_a_change_that_is_none_is_seldom_called_clear(shocks: float) -> None:
    told = [judged(community(seed, 400, 0.2, shocks), day) for seed in range(40) for day in range(7)]
    assert sum(verdict.is_clear for verdict in told) / len(told) <= 0.07


def test_two_fifths_fewer_of_a_hundred_are_clear() -> None:
    told = []
    for seed in range(40):
        weeks = community(seed, 600, 0.18, 0.05)
        stayed = BitMap(Random(seed).sample(sorted(weeks[0][2]), round(0.6 * len(weeks[0][2]))))  # noqa: S311 - test data
        told.append(judged(weeks, 2, stayed))
    assert sum(verdict is Verdict.CLEARLY_DOWN for verdict in told) / len(told) >= 0.9


def test_the_same_people_every_day_make_a_small_change_clear() -> None:
    """Fifty who always come: two counts of 50 and 38 prove nothing, the same people do."""
    week = [BitMap(range(50)) for _ in range(7)]
    past = [[*week] for _ in range(8)]
    for back, earlier in enumerate(past):
        earlier[0] = BitMap(range(50)) - BitMap([back])
    change = people_change(
        BitMap(range(38)), [w[0] for w in past], [[float(len(w[d])) for w in past] for d in range(7)]
    )
    assert change is not None
    assert (change.verdict, change.against) == (Verdict.CLEARLY_DOWN, Against.MEAN4)


def test_without_four_weeks_nothing_is_clear() -> None:
    change = people_change(BitMap(range(10)), [BitMap(range(100)), None, None, None])
    assert change is not None
    assert (change.verdict, change.test, change.amount) == (Verdict.MAYBE, "mcnemar", -90.0)
    assert change.p is not None
    assert change.p < 1e-20
    assert people_change(BitMap([1]), [BitMap([2]), None]) is not None
    assert people_change(BitMap([1]), [None, BitMap([2])]) is None
    assert people_change(BitMap([1]), []) is None


def test_five_people_are_too_few() -> None:
    change = people_change(BitMap([1]), [BitMap(range(n)) for n in (4, 3, 4, 5)])
    assert change is not None
    assert change.verdict is Verdict.TOO_FEW


def test_what_went_the_other_way_since_last_week_is_not_clear() -> None:
    usual = [BitMap(range(100 + n)) for n in (1, 0, 2, 1, 0, 1, 2)]
    assert judged_alone(BitMap(range(60)), [BitMap(range(100)), *usual]) is Verdict.CLEARLY_DOWN
    assert judged_alone(BitMap(range(88)), [BitMap(range(87)), *usual]) is Verdict.MAYBE


def judged_alone(now: BitMap, past: list[BitMap]) -> Verdict:
    change = people_change(now, past)
    assert change is not None
    return change.verdict


@given(st.integers(0, 60), st.integers(0, 60))
def test_two_days_interval_agrees_with_their_p(only_now: int, only_before: int) -> None:
    assert mcnemar_interval(only_now, only_before).excludes_zero() == (mcnemar_p(only_now, only_before) < 0.05)


def test_nobody_left_lies_within_the_interval_and_no_fewer_can_be() -> None:
    """The logarithm's ½ would end the interval before the amount that the page prints."""
    change = people_change(BitMap(), [BitMap(range(n)) for n in (6, 7, 6, 7, 6, 7, 6, 7)])
    assert change is not None
    assert change.interval is not None
    assert (change.amount, change.interval.low, change.verdict) == (-6.5, -6.5, Verdict.CLEARLY_DOWN)


def test_more_than_usual_and_fewer_than_their_mean_is_no_direction() -> None:
    """Three quiet weeks and an evening of 200: 40 people are many, and yet fewer than the mean."""
    past = [BitMap(range(n)) for n in (8, 8, 200, 8, 8, 9, 8, 9)]
    change = people_change(BitMap(range(40)), past, [[8.0, 8, 9, 8, 9, 8, 8, 9]] * 7)
    assert change is not None
    assert (change.amount, change.verdict, change.p) == (-16, Verdict.NO_CHANGE, 1.0)
    assert change.interval is not None
    assert not change.interval.excludes_zero()
