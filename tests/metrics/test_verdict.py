import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.metrics.verdict import Change, Verdict, count_change

# The smallest change that is significant at 5 % (two-sided, two counts of equal exposure), up and down; computed
# with the exact conditional binomial test and listed in the metrics catalogue.
SMALLEST = [
    (5, 15, None),
    (10, 23, 2),
    (20, 36, 8),
    (50, 73, 31),
    (100, 131, 73),
    (200, 243, 161),
    (500, 565, 438),
]
CLEAR = {Verdict.CLEARLY_UP, Verdict.CLEARLY_DOWN}


@pytest.mark.parametrize(("before", "up", "down"), SMALLEST)
def test_the_smallest_significant_change(before: int, up: int, down: int | None) -> None:
    assert count_change(up, before).verdict is Verdict.CLEARLY_UP
    assert count_change(up - 1, before).verdict is not Verdict.CLEARLY_UP
    if down is None:
        assert all(count_change(now, before).verdict not in CLEAR for now in range(before))
    else:
        assert count_change(down, before).verdict is Verdict.CLEARLY_DOWN
        assert count_change(down + 1, before).verdict not in CLEAR


def test_five_events_can_never_be_told() -> None:
    assert count_change(5, 0).verdict is Verdict.TOO_FEW
    assert count_change(6, 0).verdict is Verdict.CLEARLY_UP


@settings(max_examples=300)
@given(st.integers(0, 3000), st.integers(0, 3000))
def test_interval_and_verdict_agree(now: int, before: int) -> None:
    change = count_change(now, before)
    assert change.interval is not None
    assert change.interval.low <= now - before <= change.interval.high
    if change.verdict is not Verdict.TOO_FEW:
        assert change.interval.excludes_zero() == (change.verdict in CLEAR)


@pytest.mark.parametrize(
    ("now", "before"), [(564, 500), (565, 500), (1_090, 1_000), (10_197, 10_000), (10_281, 10_000)]
)
def test_interval_and_verdict_agree_at_the_edge(now: int, before: int) -> None:
    change = count_change(now, before)
    assert change.interval is not None
    assert change.interval.excludes_zero() == (change.verdict in CLEAR)


def test_months_are_compared_per_day() -> None:
    """310 events in 31 days and 280 in 28 are the same rate; 370 are more than March's three days explain."""
    same, more = count_change(310, 280, 31, 28), count_change(370, 280, 31, 28)
    assert (same.amount, same.p) == (pytest.approx(0), pytest.approx(1))
    assert same.verdict is Verdict.NO_CHANGE
    assert (more.amount, more.verdict) == (pytest.approx(60), Verdict.CLEARLY_UP)


def test_a_direction_may_be_known_without_an_amount() -> None:
    assert Change(None, None, Verdict.CLEARLY_UP, rises=True).direction == "up"
    assert Change(-2.0, None, Verdict.MAYBE).direction == "down"
    assert Change(None, None, Verdict.TOO_FEW).direction == ""
