"""Whatever was said, by whomever, the parts of a change add up to it: counts exactly, shares and products to 1e-9."""

import math
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from juluo.insights.causes import counts
from juluo.insights.causes.counts import entries, marked
from juluo.insights.causes.factors import effects, log_mean, shapley
from juluo.insights.causes.part import By
from juluo.insights.causes.ratios import Segment
from juluo.insights.causes.ratios import effects as segment_effects
from juluo.insights.causes.sides import Known, Side
from juluo.ledger.period import Period
from juluo.metrics.said import Said

DAY = date(2026, 3, 4)
START = date(2026, 1, 1)
# How long an example takes says nothing here: the machine may be busy.
calm = settings(max_examples=60)
codes = st.integers(0, 9)
rows = st.builds(
    Said,
    account=st.none() | codes,
    channel=st.integers(0, 3),
    thread=st.none() | st.integers(0, 5),
    hour=st.integers(0, 23),
    n=st.integers(1, 40),
    marked=st.integers(0, 3),
)
firsts = st.dictionaries(codes, st.integers(0, 70).map(lambda days: START + timedelta(days=days)))


def side(day: date, said: list[Said], spoke: frozenset[int]) -> Side:
    return Side(Period(day, day), said, spoke)


two_sides = st.builds(
    lambda then, now, before, known: (
        side(DAY - timedelta(days=7), then, before),
        side(DAY, now, before),
        Known(known, START + timedelta(days=30)),
    ),
    st.lists(rows, max_size=25),
    st.lists(rows, max_size=25),
    st.frozensets(codes),
    firsts,
)


def changed(cells: counts.Cells) -> int:
    return sum(now - before for before, now in cells.values())


@calm
@given(two_sides)
def test_what_was_said_adds_up_in_every_split(both: tuple[Side, Side, Known]) -> None:
    before, now, known = both
    for weight in (entries, marked):
        change = sum(map(weight, now.said)) - sum(map(weight, before.said))
        splits = [*counts.volume(before, now, known, weight).values(), counts.turnover(before, now, known, weight)]
        assert [changed(cells) for cells in splits] == [change] * len(splits)


@calm
@given(two_sides)
def test_people_add_up_in_every_split_however_many_channels_they_spoke_in(both: tuple[Side, Side, Known]) -> None:
    before, now, known = both
    spoke, spoke_before = ({row.account for row in one.said} - {None} for one in (now, before))
    homes = counts.homes(before, now, known)
    splits = [
        *counts.people(*homes).values(),
        counts.turnover(before, now, known),
        counts.aged(before, now, known, None),
    ]
    assert [changed(cells) for cells in splits] == [len(spoke) - len(spoke_before)] * len(splits)


def test_a_person_counts_where_they_said_most_and_of_equals_in_the_first() -> None:
    said = [
        Said(1, 2, None, 9, 3, 0),
        Said(1, 1, None, 10, 3, 0),
        Said(2, 2, None, 9, 1, 0),
        Said(2, 3, None, 9, 2, 0),
    ]
    _, home = counts.homes(side(DAY, [], frozenset()), side(DAY, said, frozenset()), Known({}, START))
    assert home[By.CHANNEL] == {1: 1, 2: 3}
    assert home[By.HOUR] == {1: 9, 2: 9}


def test_who_moved_from_one_channel_to_another_neither_came_nor_stayed_away() -> None:
    then, now = (
        [Said(1, 1, None, 9, 3, 0), Said(2, 1, None, 9, 1, 0)],
        [Said(1, 2, None, 9, 1, 0), Said(3, 2, None, 9, 1, 0)],
    )
    homes = counts.homes(side(DAY - timedelta(7), then, frozenset()), side(DAY, now, frozenset()), Known({}, START))
    assert counts.people(*homes)[By.CHANNEL] == {1: (1, 0), 2: (1, 2)}


segments = st.dictionaries(
    st.integers(0, 6),
    st.tuples(st.integers(0, 50), st.integers(0, 50), st.floats(0, 1), st.floats(0, 1)).map(
        lambda drawn: Segment(drawn[0], round(drawn[0] * drawn[2]), drawn[1], round(drawn[1] * drawn[3]))
    ),
    min_size=1,
)


@calm
@given(segments)
def test_rate_and_mix_add_up_to_the_change_of_a_share(drawn: dict[int, Segment]) -> None:
    n_before, n = sum(s.n_before for s in drawn.values()), sum(s.n for s in drawn.values())
    moved = segment_effects(drawn)
    if not n_before or not n:
        assert moved == {}
        return
    change = sum(s.hits for s in drawn.values()) / n - sum(s.hits_before for s in drawn.values()) / n_before
    assert math.fsum(e.rate + e.mix for e in moved.values()) == pytest.approx(change, abs=1e-9)


@calm
@given(segments)
def test_looking_back_in_time_turns_every_effect_around(drawn: dict[int, Segment]) -> None:
    """Order-free: neither period is the base."""
    turned = {key: Segment(s.n, s.hits, s.n_before, s.hits_before) for key, s in drawn.items()}
    there, back = segment_effects(drawn), segment_effects(turned)
    for key, effect in there.items():
        assert (effect.rate, effect.mix) == pytest.approx((-back[key].rate, -back[key].mix), abs=1e-12)


def test_a_share_falls_by_mix_alone_where_no_segment_got_worse() -> None:
    """Simpson: both halves answer as well as before, and more is asked in the worse one."""
    moved = segment_effects({1: Segment(80, 72, 20, 18), 2: Segment(20, 10, 80, 40)})
    assert [effect.rate for effect in moved.values()] == [0, 0]
    assert math.fsum(effect.mix for effect in moved.values()) == pytest.approx(58 / 100 - 82 / 100)
    assert all(effect.mix < 0 for effect in moved.values())


factors = st.lists(st.tuples(st.floats(0.01, 1000), st.floats(0.01, 1000)), min_size=1, max_size=4)


@calm
@given(factors)
def test_lmdi_leaves_no_residual(pairs: list[tuple[float, float]]) -> None:
    """Ang 2005: ΔV = Σ L(VT, V0)·ln(xT/x0), whatever the factors."""
    before, now = [was for was, _ in pairs], [after for _, after in pairs]
    assert math.fsum(effects(before, now)) == pytest.approx(math.prod(now) - math.prod(before), rel=1e-9, abs=1e-9)


@calm
@given(factors)
def test_lmdi_is_angs_formula(pairs: list[tuple[float, float]]) -> None:
    before, now = [was for was, _ in pairs], [after for _, after in pairs]
    whole = math.log(math.prod(now) / math.prod(before))
    if abs(whole) > 1e-3:
        weight = (math.prod(now) - math.prod(before)) / whole
        expected = [weight * math.log(after / was) for was, after in pairs]
        assert effects(before, now) == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_the_logarithmic_mean() -> None:
    """L(136, 100) = 36 / ln 1.36; L(a, a) = a; it lies between the geometric and the arithmetic mean."""
    assert log_mean(136, 100) == pytest.approx(36 / math.log(1.36))
    assert log_mean(5.0, 5.0) == 5.0
    assert math.sqrt(136 * 100) < log_mean(136, 100) < 118


def test_a_change_of_one_factor_is_all_its_own() -> None:
    assert effects([100, 0.4, 5], [100, 0.3, 5]) == pytest.approx([0, -50, 0])


@calm
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=4))
def test_a_factor_of_zero_leaves_no_residual_either(pairs: list[tuple[int, int]]) -> None:
    before, now = [float(was) for was, _ in pairs], [float(after) for _, after in pairs]
    assert math.fsum(effects(before, now)) == pytest.approx(math.prod(now) - math.prod(before), abs=1e-9)


def test_shapley_of_two_factors_is_the_midpoint() -> None:
    assert shapley([10, 3], [14, 5]) == pytest.approx([4 * (3 + 5) / 2, 2 * (10 + 14) / 2])
