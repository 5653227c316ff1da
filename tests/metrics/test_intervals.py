import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.metrics.intervals import Z80, Interval, newcombe, newcombe_z, poisson, wilson

# Newcombe 1998, Statistics in Medicine 17:857, table I, method 3 (Wilson's score without correction).
WILSON = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]
# Newcombe 1998, Statistics in Medicine 17:873, table II, method 10 (hybrid score).
NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0),
    (10, 10, 0, 10, 0.6075, 1.0),
]
# Garwood 1936, Biometrika 28:437; the 95 % limits as every table of the exact Poisson interval prints them.
GARWOOD = [
    (0, 0.0, 3.689),
    (1, 0.025, 5.572),
    (2, 0.242, 7.225),
    (3, 0.619, 8.767),
    (4, 1.090, 10.242),
    (5, 1.623, 11.668),
    (10, 4.795, 18.390),
    (20, 12.217, 30.888),
    (50, 37.111, 65.919),
    (100, 81.364, 121.627),
]


@pytest.mark.parametrize(("hits", "n", "low", "high"), WILSON)
def test_wilson_as_published(hits: int, n: int, low: float, high: float) -> None:
    found = wilson(hits, n)
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


@pytest.mark.parametrize(("hits", "n", "before", "n_before", "low", "high"), NEWCOMBE)
def test_newcombe_as_published(hits: int, n: int, before: int, n_before: int, low: float, high: float) -> None:
    found = newcombe(hits, n, before, n_before)
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-5), pytest.approx(high, abs=6e-5))


@pytest.mark.parametrize(("count", "low", "high"), GARWOOD)
def test_garwood_as_published(count: int, low: float, high: float) -> None:
    found = poisson(count)
    assert (found.low, found.high) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))


def test_a_proportion_of_nothing_has_no_interval() -> None:
    with pytest.raises(ValueError, match="no interval"):
        wilson(0, 0)


@given(st.integers(0, 400), st.integers(0, 400))
def test_wilson_holds_the_share_and_stays_a_share(hits: int, others: int) -> None:
    n = hits + others
    if n:
        found = wilson(hits, n)
        assert 0 <= found.low <= hits / n <= found.high <= 1
        narrower = wilson(hits, n, Z80)
        assert narrower.high - narrower.low < found.high - found.low


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40), st.integers(1, 40))
def test_newcombe_turned_round_is_its_mirror(hits: int, misses: int, before: int, misses_before: int) -> None:
    there = newcombe(hits, hits + misses, before, before + misses_before)
    back = newcombe(before, before + misses_before, hits, hits + misses)
    assert there.low == pytest.approx(-back.high)
    assert there.high == pytest.approx(-back.low)


@given(st.integers(0, 40), st.integers(1, 40), st.integers(0, 40), st.integers(1, 40))
def test_at_its_z_newcombe_s_interval_touches_0(hits: int, misses: int, before: int, misses_before: int) -> None:
    z = newcombe_z(hits, hits + misses, before, before + misses_before)
    found = newcombe(hits, hits + misses, before, before + misses_before, z)
    assert min(abs(found.low), abs(found.high)) == pytest.approx(0, abs=1e-6)


def test_two_equal_shares_have_a_z_of_0() -> None:
    assert newcombe_z(3, 10, 6, 20) == 0.0


@pytest.mark.parametrize("count", [3_900, 5_000, 5_001, 200_000])
def test_large_counts_have_the_normal_interval(count: int) -> None:
    found = poisson(count)
    assert found.high - found.low == pytest.approx(2 * 1.96 * math.sqrt(count), rel=1e-2)
    assert found.low < count < found.high


def test_an_interval_excludes_zero_on_either_side_only() -> None:
    assert Interval(0.1, 2).excludes_zero()
    assert Interval(-2, -0.1).excludes_zero()
    assert not Interval(0, 1).excludes_zero()
