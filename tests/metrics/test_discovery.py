import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.metrics.discovery import benjamini_hochberg

# Benjamini and Hochberg 1995, JRSS B 57:289, section 4: the fifteen p-values of a trial of thrombolysis. At 5 % their
# procedure rejects the four smallest, Bonferroni's only three.
TRIAL = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240]
TRIAL += [0.4262, 0.5719, 0.6528, 0.7590, 1.0]


def test_as_published() -> None:
    found = benjamini_hochberg(TRIAL)
    assert [q < 0.05 for q in found] == [True] * 4 + [False] * 11
    assert found[3] == pytest.approx(0.0095 * 15 / 4)
    assert sum(p < 0.05 / 15 for p in TRIAL) == 3


def test_one_alone_stays_as_it_is() -> None:
    assert benjamini_hochberg([0.04]) == (0.04,)
    assert benjamini_hochberg([]) == ()


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_q_is_never_below_p_and_keeps_its_order(values: list[float]) -> None:
    found = benjamini_hochberg(values)
    assert all(p <= q <= 1 for p, q in zip(values, found, strict=True))
    ranked = sorted(zip(values, found, strict=True))
    assert [q for _, q in ranked] == sorted(found)
    assert max(found) == pytest.approx(max(values))
