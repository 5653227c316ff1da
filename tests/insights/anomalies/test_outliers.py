"""Rosner's own 54 values (Rosner 1983; NIST/SEMATECH e-Handbook, 1.3.5.17.3), and what must hold of any values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.insights.anomalies.outliers import esd

ROSNER = [
    *(-0.25, 0.68, 0.94, 1.15, 1.20, 1.26, 1.26, 1.34, 1.38, 1.43, 1.49, 1.49, 1.55, 1.56, 1.58, 1.65, 1.69, 1.70),
    *(1.76, 1.77, 1.81, 1.91, 1.94, 1.96, 1.99, 2.06, 2.09, 2.10, 2.14, 2.15, 2.23, 2.24, 2.26, 2.35, 2.37, 2.40),
    *(2.47, 2.54, 2.62, 2.64, 2.90, 2.92, 2.92, 2.93, 3.21, 3.26, 3.30, 3.59, 3.68, 4.30, 4.64, 5.34, 5.42, 6.01),
]


def test_rosner_s_values_have_three_outliers() -> None:
    found = esd(ROSNER, most=10)
    assert len(ROSNER) == 54
    assert found.deviates[:4] == pytest.approx((3.119, 2.943, 3.179, 2.810), abs=0.0006)
    assert found.critical[:4] == pytest.approx((3.159, 3.151, 3.144, 3.136), abs=0.0006)
    assert {ROSNER[place] for place in found.outliers} == {6.01, 5.42, 5.34}


def test_one_outlier_does_not_hide_another() -> None:
    """The first deviate is below its critical value: a test one by one would have stopped there."""
    found = esd(ROSNER, most=10)
    assert found.deviates[0] < found.critical[0]
    assert found.found == 3


@settings(max_examples=40)
@given(st.lists(st.integers(-1000, 1000), min_size=25, max_size=60), st.integers(1, 20), st.integers(-500, 500))
def test_the_unit_does_not_matter(values: list[int], scale: int, moved: int) -> None:
    once, again = esd(values, most=4), esd([scale * value + moved for value in values], most=4)
    if once.deviates and min(abs(r - limit) for r, limit in zip(once.deviates, once.critical, strict=True)) > 1e-6:
        assert once.deviates == pytest.approx(again.deviates[: len(once.deviates)], rel=1e-4, abs=1e-4)


def test_values_without_spread_have_no_outliers() -> None:
    assert esd([3.0] * 30, most=3).outliers == frozenset()
