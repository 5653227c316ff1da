import numpy as np
import pytest

from juluo.metrics.sample import Waits
from juluo.metrics.verdict import Verdict
from juluo.metrics.waits import waits_change, waits_spread

TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def waits(*lasted: float, open_: int = 0) -> Waits:
    return Waits((*lasted, *[1_440.0] * open_), (True,) * len(lasted) + (False,) * open_)


def test_waits_are_tested_by_log_rank() -> None:
    slow, quick = waits(*range(30, 90, 3)), waits(*range(10, 50, 2))
    found = waits_change(slow, quick)
    assert (found.test, found.verdict, found.direction) == ("log-rank", Verdict.CLEARLY_UP, "up")
    assert found.interval is not None
    assert found.amount == 57 - 28
    assert found.interval.low < found.amount < found.interval.high
    assert waits_change(quick, slow).verdict is Verdict.CLEARLY_DOWN


def test_freireich_s_children_as_published() -> None:
    """Freireich et al. 1963: medians 23 and 8 weeks, log-rank p 4.2e-5."""
    one, two = (
        Waits(tuple(float(week.rstrip("+")) for week in group), tuple("+" not in week for week in group))
        for group in (TREATED.split(), PLACEBO.split())
    )
    found = waits_change(one, two)
    assert (found.amount, found.verdict) == (15, Verdict.CLEARLY_UP)
    assert found.p == pytest.approx(4.17e-5, abs=5e-8)


def test_waits_that_never_end_are_seen_too() -> None:
    """Half are not answered any more: there is no median, and yet it is plain that people wait longer."""
    found = waits_change(waits(*range(10, 40, 3), open_=30), waits(*range(10, 40)))
    assert (found.amount, found.interval) == (None, None)
    assert (found.verdict, found.direction) == (Verdict.CLEARLY_UP, "up")


def test_curves_that_cross_are_not_clear() -> None:
    """The half waits a little longer, but those who wait long wait far less: neither better nor worse."""
    now = waits(*[11.0] * 16, *range(12, 40, 2))
    before = waits(*[10.0] * 16, *range(300, 1_000, 50))
    found = waits_change(now, before)
    assert found.amount == 1.0
    assert found.p is not None
    assert not found.verdict.is_clear


def test_few_answers_are_too_few() -> None:
    assert waits_change(waits(1, 2, 3, 4), waits(*range(40))).verdict is Verdict.TOO_FEW


def test_weeks_that_differ_by_themselves_give_more_room() -> None:
    weeks = [waits(*range(start, start + 60, 2)) for start in (10, 60, 20, 90, 15, 70, 25, 80)]
    assert waits_spread(weeks).dispersion > 5
    assert waits_spread(weeks[:3]).dispersion == waits_spread([weeks[0]] * 8).dispersion == 1.0
    assert waits_change(waits(*range(60, 120, 2)), weeks[0]).verdict is Verdict.CLEARLY_UP
    assert not waits_change(waits(*range(60, 120, 2)), weeks[0], weeks).verdict.is_clear


@pytest.mark.parametrize("shocks", [0.0, 0.5])
def test_waits_that_did_not_change_are_seldom_called_clear(shocks: float) -> None:
    """Nine weeks of forty questions, each week as slow as its own luck makes it."""
    random = np.random.default_rng(17)
    clear = []
    for _ in range(200):
        slow = np.exp(random.normal(3, shocks, (9, 1))) * random.exponential(1, (9, 40))
        weeks = [Waits(tuple(np.minimum(row, 60).tolist()), tuple((row < 60).tolist())) for row in slow]
        clear.append(waits_change(weeks[0], weeks[1], weeks[1:]).verdict.is_clear)
    assert sum(clear) / len(clear) <= 0.08


def test_halves_that_say_otherwise_than_the_curves_get_no_interval() -> None:
    """The halves are alike, the slow tail is far slower: clear, and no interval around 0 beside it."""
    now, before = waits(*[5.0] * 30, *range(600, 1_200, 20)), waits(*[5.0] * 30, *range(20, 50))
    found = waits_change(now, before)
    assert found.verdict is Verdict.CLEARLY_UP
    assert found.interval is None or found.interval.excludes_zero()
