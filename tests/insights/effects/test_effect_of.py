"""The one answer from daily counts, on made-up days."""

from dataclasses import replace
from datetime import date, timedelta
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from juluo.insights.effects.daily import Daily, gained
from juluo.insights.effects.effect import Asked, Effect, effect_of
from juluo.insights.effects.hindsight import TRUSTED, Strayed, strayed
from juluo.insights.effects.methods import Method, method_for
from juluo.insights.effects.structural import Forecast
from juluo.insights.expected import COUNTS
from juluo.ledger.period import Period
from juluo.metrics.verdict import Verdict

START = date(2026, 1, 5)


def days(seed: int, before: int, after: int, level: float = 40.0, lift: float = 1.0) -> Daily:
    """Weekends are a third quieter; `lift` multiplies the week that begins after `before` days."""
    random = np.random.default_rng(seed)
    nth = np.arange(before + after)
    usual = level * np.where(nth % 7 >= 5, 0.67, 1.0) * np.where((nth >= before) & (nth < before + 7), lift, 1.0)
    return Daily(START, tuple(random.poisson(usual).tolist()))


def week(series: Daily, before: int, length: int = 7) -> Period:
    first = series.first + timedelta(days=before)
    return Period(first, first + timedelta(days=length - 1))


def of(
    before: int, *, seed: int = 1, lift: float = 1.0, level: float = 40.0, length: int = 7, after: int = 21
) -> Effect:
    series = days(seed, before, after, level, lift)
    return effect_of(Asked(series, week(series, before, length)))


def test_a_lift_is_told_with_its_size_and_what_is_left_of_it() -> None:
    found = of(140, lift=1.5)
    assert found.method is Method.STRUCTURAL
    assert found.verdict is Verdict.CLEARLY_UP
    assert found.during is not None
    assert found.during.shares is not None
    assert found.during.shares[1] is not None
    assert found.during.shares[0] < 0.5 < found.during.shares[1]
    assert found.during.share == pytest.approx(found.during.seen / found.during.expected - 1)
    assert found.after is not None
    assert found.after.change.interval is not None
    assert not found.after.change.interval.excludes_zero()
    assert found.placebo is not None
    assert found.placebo.p == pytest.approx((1 + found.placebo.as_far) / (1 + found.placebo.windows))


def test_the_interval_holds_the_gain_and_the_word_is_that_of_the_interval() -> None:
    for seed in range(0, 6, 2):
        gain = of(100, seed=seed, lift=1.0 + seed / 12).during
        assert gain is not None
        interval = gain.change.interval
        assert interval is not None
        assert interval.low <= (gain.change.amount or 0.0) <= interval.high
        assert gain.change.verdict.is_clear == interval.excludes_zero()
        assert gain.seen - gain.expected == pytest.approx(gain.change.amount)


@pytest.mark.parametrize(
    ("history", "length", "untouched", "method"),
    [
        (20, 1, 9, Method.WEEKDAYS),
        (28, 7, 9, Method.STRUCTURAL),
        (56, 7, 5, Method.SYNTHETIC),
        (56, 7, 4, Method.STRUCTURAL),
        (56, 8, 5, Method.STRUCTURAL),
        (112, 8, 5, Method.SYNTHETIC),
    ],
)
def test_which_method_when(history: int, length: int, untouched: int, method: Method) -> None:
    assert method_for(history, length, untouched) is method


def test_a_short_history_says_perhaps_at_the_most() -> None:
    found = of(21, lift=3.0)
    assert found.method is Method.WEEKDAYS
    assert found.verdict is Verdict.MAYBE
    assert found.after is None
    assert found.during is not None
    assert found.during.change.p is not None
    assert found.during.change.p < 0.05


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (of(9), "开始前只有9天"),
        (of(20, length=9), "不够估计持续9天"),
        (of(90, level=0.3), "不到1人"),
        (of(90, level=1.4, length=1), "不到5人次"),
        (of(90, after=3), "还没结束"),
        (of(0), "开始前只有0天"),
    ],
)
def test_it_is_refused_in_words(refused: Effect, why: str) -> None:
    assert refused.verdict is Verdict.TOO_FEW
    assert refused.during is None
    assert why in str(refused.reason)
    assert refused.reason is not None
    assert refused.reason.words("en").isascii() or "’" in refused.reason.words("en")


def test_days_that_are_not_over_are_told_by_nobody() -> None:
    found = of(90, after=7)
    assert [(day, gain is None) for day, gain in found.marks] == [(0, False), (7, True), (14, True)]
    assert found.after is None


def test_days_of_other_events_are_no_placebo() -> None:
    series = days(3, 90, 7)
    wanted = Asked(series, week(series, 90))
    elsewhere = frozenset(series.first + timedelta(days=day) for day in (60, 75))
    all_of_them, fewer = (effect_of(one).placebo for one in (wanted, replace(wanted, others=elsewhere)))
    assert all_of_them is not None
    assert fewer is not None
    assert fewer.windows == all_of_them.windows - 2


def test_controls_take_away_what_all_had() -> None:
    """Everybody's week was livelier: with channels left alone that is no effect, without them it seems to be one."""
    series = [days(seed, 140, 7, lift=1.4) for seed in range(8)]
    wanted = Asked(series[0], week(series[0], 140), tuple(series[1:]))
    found, alone, few = (
        effect_of(replace(wanted, untouched=some)) for some in (wanted.untouched, (), wanted.untouched[:3])
    )
    assert (found.method, alone.method, few.method) == (Method.SYNTHETIC, Method.STRUCTURAL, Method.STRUCTURAL)
    assert alone.verdict is Verdict.CLEARLY_UP
    assert found.during is not None
    assert found.during.change.interval is not None
    assert not found.during.change.interval.excludes_zero()


def test_what_comes_after_the_event_changes_nothing_about_it() -> None:
    series = days(5, 90, 21)
    changed = replace(series, people=(*series.people[:97], *(9 * one for one in series.people[97:])))
    first, second = (effect_of(Asked(one, week(one, 90))) for one in (series, changed))
    assert first.during == second.during
    assert first.placebo == second.placebo


@given(st.lists(st.integers(0, 400), min_size=1, max_size=14), st.floats(-20, 20))
def test_a_shift_on_the_scale_is_people(seen: list[int], shift: float) -> None:
    middle = fmean(COUNTS.onto(one) for one in seen)
    gain = gained(seen, shift)
    assert gain <= fmean(seen) + 1e-9
    assert (gain > 0) == (shift > 0) or gain == 0
    if shift < middle:
        without = fmean(((COUNTS.onto(one) - shift) / 2) ** 2 - 3 / 8 for one in seen)
        assert gain == pytest.approx(min(fmean(seen) - without, fmean(seen)), abs=1e-6)


def test_errors_of_earlier_windows_set_the_width() -> None:
    """A method that says 1 and strays by 3 is widened to nearly 3; the days that are judged take no part."""
    series = [0.0] * 70 + [9.0] * 7

    def guess(begin: int, _spans: object) -> list[Forecast]:
        return [Forecast(3.0 if begin % 14 else -3.0, 1.0)]

    (found,) = strayed(guess, series, 70, [slice(0, 7)], 14, set())
    assert (found.shift, found.now) == (12.0, 12.0)
    assert found.past == (-3.0, 3.0, -3.0, 3.0, -3.0, 3.0, -3.0, 3.0)
    assert found.df == TRUSTED + 8
    assert found.error == pytest.approx(((TRUSTED + 8 * 9) / found.df) ** 0.5)
    (again,) = strayed(guess, [*series[:70], *[50.0] * 7], 70, [slice(0, 7)], 14, {0, 63})
    assert again.past == found.past[1:]


def test_ordinary_weeks_are_called_ordinary() -> None:
    """In short what bench/effects.py does at length: of 40 calm weeks no more than one in ten seems to have moved."""
    random = np.random.default_rng(12)
    moved = 0
    for seed in range(40):
        mood = np.exp(random.normal(size=98) * 0.12)
        people = np.random.default_rng(seed).poisson(30 * mood * np.where(np.arange(98) % 7 >= 5, 0.7, 1.0))
        series = Daily(START, tuple(people.tolist()))
        gain = effect_of(Asked(series, week(series, 91))).during
        assert gain is not None
        moved += gain.change.verdict.is_clear
    assert moved <= 4


def test_what_is_called_large_enough_to_be_seen_is_seen_four_times_of_five() -> None:
    """In short what bench/effects.py does at length; half as much is mostly missed."""
    seen = {1.0: 0, 0.5: 0}
    for seed in range(25):
        random = np.random.default_rng([40, seed])
        series = days(seed, 70, 7)
        large = effect_of(Asked(series, week(series, 70))).seeable
        assert large is not None
        for part in seen:
            more = [one + int(random.binomial(one, part * large)) for one in series.people[-7:]]
            gain = effect_of(Asked(replace(series, people=(*series.people[:-7], *more)), week(series, 70))).during
            assert gain is not None
            seen[part] += gain.change.verdict.is_clear
    assert 15 <= seen[1.0] <= 24
    assert seen[0.5] <= 14


def test_how_large_is_no_matter_of_what_the_days_came_to_be() -> None:
    quiet, lively = (of(98, lift=lift).seeable for lift in (1.0, 3.0))
    assert quiet is not None
    assert lively == pytest.approx(quiet, rel=1e-9)
    assert of(21).seeable is None, "by weekdays alone nothing is ever clear"


def test_the_fewer_people_and_the_shorter_the_larger() -> None:
    few, many = (of(98, level=level).seeable for level in (5.0, 80.0))
    day = of(98, length=1).seeable
    week_long = of(98).seeable
    assert few is not None
    assert many is not None
    assert day is not None
    assert week_long is not None
    assert few > 2 * many
    assert day > 1.5 * week_long


def test_errors_that_would_swallow_any_rise_leave_nothing_to_say() -> None:
    found = Strayed(0.0, 4.0, 4, 0.0, ())
    assert found.seeable(3.0) == float("inf")
    assert found.half < found.seeable(100.0) < 2 * found.half
