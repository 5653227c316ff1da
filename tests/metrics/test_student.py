import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from juluo.metrics.student import critical, two_sided


# Fisher and Yates, Statistical Tables, table III: the 5 % points of t.
@pytest.mark.parametrize(("df", "t"), [(1, 12.706), (2, 4.303), (7, 2.365), (21, 2.080), (30, 2.042), (120, 1.980)])
def test_five_per_cent_points_as_printed(df: int, t: float) -> None:
    assert critical(df) == pytest.approx(t, abs=5e-4)
    assert two_sided(t, df) == pytest.approx(0.05, abs=5e-5)


def test_without_end_it_is_the_normal_distribution() -> None:
    assert critical(math.inf) == pytest.approx(1.959964, abs=1e-6)
    assert two_sided(1.959964, math.inf) == pytest.approx(0.05, abs=1e-6)
    assert critical(21, 0.2) == pytest.approx(1.3232, abs=1e-4)


@given(st.floats(-50, 50), st.floats(1, 1e5))
def test_as_scipy(t: float, df: float) -> None:
    assert two_sided(t, df) == pytest.approx(2 * stats.t.sf(abs(t), df), abs=1e-7)


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="no number"):
        two_sided(math.nan, 7)
