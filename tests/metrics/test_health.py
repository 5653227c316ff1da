"""The composite: a weighed mean of how far its components stand out, computed by hand, and what always holds."""

from datetime import date
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lines import AN, Line, Opened, daily, line, on, open_from

from juluo.ledger.period import Period
from juluo.metrics.activity import health_composite
from juluo.metrics.activity.health_composite import Component, composite, weights
from juluo.metrics.metric import Good, Unit, metrics

WEEKS = st.lists(st.integers(0, 50), min_size=12, max_size=12)
STARTS = [date(2026, 1, 5).toordinal() + 7 * week for week in range(13)]


def component(now: float, before: list[float], weight: float = 1, sign: int = 1) -> Component:
    return Component("messages", weight, sign, now, tuple(before))


def test_the_file_weighs_metrics_that_can_be_weighed() -> None:
    """By the week, with a good direction; and never itself, so that no number rests on itself."""
    assert len(weights()) >= 2
    for name, weight in weights().items():
        metric = metrics()[name]
        assert weight > 0
        assert metric.measure is not health_composite.measure
        assert metric.good is not Good.NEITHER
        assert metric.unit is not Unit.TABLE
        assert metric.window <= 7


def test_a_composite_by_hand() -> None:
    """1 … 12 has mean 6.5 and standard deviation √13: 6.5 + √13 is one above, as is 6.5 − √13 where less is good."""
    before = [float(n) for n in range(1, 13)]
    up = component(6.5 + 13**0.5, before, weight=3)
    down = component(6.5 - 13**0.5, before, weight=1, sign=-1)
    worse = component(6.5 - 2 * 13**0.5, before, weight=4)
    assert [c.z for c in (up, down, worse)] == pytest.approx([1, 1, -2])
    assert composite([up, down]) == pytest.approx(1)
    assert composite([up, worse]) == pytest.approx((3 - 8) / 7)


def test_flat_or_short_histories_are_unknown() -> None:
    for unknown in (component(5, [3.0] * 12), Component("messages", 1, 1, 5, (1.0,) * 3 + (2.0,) * 4 + (None,) * 5)):
        assert unknown.z is None
        assert unknown.reason


@given(WEEKS, st.integers(0, 50), st.floats(0.1, 9), st.floats(0.1, 9))
def test_it_lies_between_its_components(before: list[int], now: int, one: float, other: float) -> None:
    past = [float(n) for n in before]
    pair = [component(now, past, one), component(now + 1, past, other, -1)]
    zs = [c.z for c in pair if c.z is not None]
    if len(zs) == 2:
        assert min(zs) - 1e-9 <= composite(pair) <= max(zs) + 1e-9


def people(counts: list[int]) -> list[Line]:
    """So many members speak on one day of each week, one after another."""
    said = []
    for start, count in zip(STARTS, counts, strict=True):
        said += [line(f"{date.fromordinal(start)}T12:00:00", f"m{n}", text="好") for n in range(count)]
    return said


def test_components_are_measured_over_weeks(ledger: Opened) -> None:
    counts = [10, 12, 14, 10, 12, 14, 10, 12, 14, 10, 12, 14, 20]
    view = ledger([*open_from("2026-01-01", "2026-04-30"), *people(counts)])
    last = date.fromordinal(STARTS[-1] + 6)
    measured = on(view, "health_composite", last.isoformat()).measured
    row = next(row for row in measured.rows if row["metric"] == "active_members")
    past = [float(n) for n in counts[:-1]]
    assert (row["value"], row["weeks"]) == (20, 12)
    assert row["z"] == pytest.approx((20 - fmean(past)) / stdev(past))
    known = {str(r["metric"]): r for r in measured.rows if r["z"] is not None}
    assert {"active_members", "top10_share"} <= known.keys()
    assert sum(float(str(r["share"])) for r in known.values()) == pytest.approx(1)
    expected = sum(float(str(r["share"])) * float(str(r["z"])) for r in known.values())
    assert measured.value == pytest.approx(expected)
    assert measured.interval is not None
    assert measured.value is not None
    assert measured.interval.low < measured.value < measured.interval.high


def test_what_the_source_hides_is_left_out_and_said(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-04-30"), *people([10, 12, 14] * 4 + [20])])
    last = date.fromordinal(STARTS[-1] + 6)
    rows = {str(row["metric"]): row for row in on(view, "health_composite", last.isoformat()).measured.rows}
    assert rows.keys() == weights().keys()
    for name in ("reply_rate", "left"):
        assert (rows[name]["z"], rows[name]["share"]) == (None, None)
        assert rows[name]["reason"]
    assert rows["left"]["hidden"] == ("leaves", "member_count")


def test_a_community_too_young_for_a_yardstick_is_unknown(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-02-28"), *daily(AN, "2026-01-01", 59)])
    measured = on(view, "health_composite", "2026-02-20").measured
    assert measured.value is None
    assert measured.reason
    assert len(measured.rows) == len(weights())


def test_many_periods_say_what_each_says_alone(ledger: Opened) -> None:
    view = ledger([*open_from("2026-01-01", "2026-04-30"), *people([10, 12, 14] * 4 + [20])])
    days = [Period(day, day) for day in (date(2026, 4, 5), date(2026, 4, 4), date(2026, 3, 1))]
    together = health_composite.measure(view, days)
    assert [found.value for found in together] == [health_composite.measure(view, [day])[0].value for day in days]
